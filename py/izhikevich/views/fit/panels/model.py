"""The model over the recording, sweep by sweep."""

from __future__ import annotations

from izhikevich.plots.fitting.fit import fit_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.fit.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the voltages of the sweeps, recorded and modelled."""
    if shown.found is None:
        return empty(shown.no_model)
    return fit_plot(shown.found, shown.sweep)


PANEL = Panel(
    name="model",
    title="Model over recording",
    help="The sweeps one above the other; those held out were not seen by the search. Drag to "
    "zoom.",
    place="main",
    default=True,
    axis_group="time",
    order=10,
    quick=True,
    build=build,
)
