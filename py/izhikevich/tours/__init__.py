"""Guided tours: steps that set the page to a state, explain it, point at something, set tasks.

`TOURS` are ours. A teacher's own tour is a small JSON file, see `izhikevich.tours.reading`.
"""

from izhikevich.tours.catalogue import TOURS
from izhikevich.tours.condition import Condition, is_met
from izhikevich.tours.links import read_tour_link, write_tour_link
from izhikevich.tours.reading import TourError, read_tour, write_tour
from izhikevich.tours.tour import Step, Task, Tour

__all__ = [
    "TOURS",
    "Condition",
    "Step",
    "Task",
    "Tour",
    "TourError",
    "is_met",
    "read_tour",
    "read_tour_link",
    "write_tour",
    "write_tour_link",
]
