"""Models simpler and more detailed than Izhikevich's: integrate-and-fire, and Hodgkin-Huxley."""

from izhikevich.comparison.hodgkin_huxley import HodgkinHuxley, hodgkin_huxley
from izhikevich.comparison.integrate_and_fire import IntegrateAndFire, integrate_and_fire
from izhikevich.comparison.operations import OPERATIONS, Operations
from izhikevich.comparison.voltage_trace import VoltageTrace

__all__ = [
    "OPERATIONS",
    "HodgkinHuxley",
    "IntegrateAndFire",
    "Operations",
    "VoltageTrace",
    "hodgkin_huxley",
    "integrate_and_fire",
]
