"""Guided tours: steps that set the page to a state, explain it, point at something, set tasks.

`TOURS` are our own. A teacher's own tour is a small JSON file, see `izhikevich.tours.reading`.
"""

from typing import TYPE_CHECKING

from izhikevich._lazy import lazy

if TYPE_CHECKING:
    from izhikevich.tours.catalogue import TOURS
    from izhikevich.tours.condition import Condition, is_met
    from izhikevich.tours.links import read_tour_link, write_tour_link
    from izhikevich.tours.reading import TourError, read_tour, write_tour
    from izhikevich.tours.tour import Step, Task, Tour

_SOURCES = {
    "TOURS": "catalogue",
    "Condition": "condition",
    "Step": "tour",
    "Task": "tour",
    "Tour": "tour",
    "TourError": "reading",
    "is_met": "condition",
    "read_tour": "reading",
    "read_tour_link": "links",
    "write_tour": "reading",
    "write_tour_link": "links",
}
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
__getattr__, __dir__ = lazy(
    __name__, __all__, {name: f"{__name__}.{module}" for name, module in _SOURCES.items()}
)
