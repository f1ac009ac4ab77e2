"""The number of spikes against the current."""

from __future__ import annotations

from izhikevich.plots.fitting.counts import counts_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.fit.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the spikes of each sweep, recorded and modelled, over its current."""
    if shown.found is None:
        return empty(shown.no_model)
    return counts_plot(shown.found)


PANEL = Panel(
    name="counts",
    title="Spikes of each sweep",
    help="Model and recording, over the current that was injected; sweeps held out are hollow.",
    place="side",
    default=True,
    order=30,
    quick=True,
    build=build,
)
