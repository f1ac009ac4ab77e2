"""The rhythms of a network."""

from __future__ import annotations

from izhikevich.plots.network.spectrum import spectrum_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.network.rhythms import rhythms
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel

_SHORTEST = 2.0  # shortest time that has a spectrum, ms: two bins of the rate


def build(shown: Snapshot) -> Plot:
    """Return the spectrum, if there is enough time for one."""
    if shown.stop - shown.start < _SHORTEST:
        return empty("The run is too short for a spectrum.")
    return spectrum_plot(*rhythms(shown))


PANEL = Panel(
    name="spectrum",
    title="Rhythms",
    help="Power spectrum of the population rate.",
    place="extra",
    on_demand=True,
    order=50,
    quick=True,
    build=build,
)
