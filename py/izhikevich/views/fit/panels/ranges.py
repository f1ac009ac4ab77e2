"""The parameters, and how far they are known."""

from __future__ import annotations

from izhikevich.plots.fitting.ranges import ranges_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.fit.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the ranges of the parameters of all sets that are about as good."""
    if shown.found is None:
        return empty(shown.no_model)
    return ranges_plot(shown.found)


PANEL = Panel(
    name="ranges",
    title="How far the parameters are known",
    help="Each parameter of all sets that are about as good as the best one, relative to the best.",
    place="side",
    default=True,
    order=40,
    quick=True,
    build=build,
)
