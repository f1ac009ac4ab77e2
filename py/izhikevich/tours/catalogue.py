"""Our tours, in the recommended order."""

from __future__ import annotations

from collections.abc import Mapping

from izhikevich.table import Table
from izhikevich.tours.bursting import BURSTING
from izhikevich.tours.excitability import EXCITABILITY
from izhikevich.tours.matching import MATCHING
from izhikevich.tours.resonance import RESONANCE
from izhikevich.tours.rhythms import RHYTHMS
from izhikevich.tours.spike import SPIKE
from izhikevich.tours.tour import Tour

#: Tours by name.
TOURS: Mapping[str, Tour] = Table(
    "tour",
    {tour.name: tour for tour in (SPIKE, EXCITABILITY, BURSTING, RESONANCE, RHYTHMS, MATCHING)},
)
