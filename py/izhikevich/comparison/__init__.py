"""Models simpler and more detailed than Izhikevich's: integrate-and-fire, and Hodgkin-Huxley."""

from izhikevich.comparison.course import Course
from izhikevich.comparison.hodgkin_huxley import HodgkinHuxley, hodgkin_huxley
from izhikevich.comparison.integrate_and_fire import IntegrateAndFire, integrate_and_fire
from izhikevich.comparison.operations import OPERATIONS, Operations

__all__ = [
    "OPERATIONS",
    "Course",
    "HodgkinHuxley",
    "IntegrateAndFire",
    "Operations",
    "hodgkin_huxley",
    "integrate_and_fire",
]
