"""Another model of the same cell, for comparison."""

from __future__ import annotations

from collections.abc import Iterator

from izhikevich.plots.fitting.alternative import alternative_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress
from izhikevich.views.fit.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Search an adaptive exponential model for as long, and judge both by the same sweeps."""
    if shown.found is None:
        yield empty(shown.no_model)
        return
    other = yield from shown.session.alternative()
    yield alternative_plot(shown.found, other, shown.sweep)


PANEL = Panel(
    name="alternative",
    title="Adaptive exponential model",
    help="The adaptive exponential integrate-and-fire model, found by the same search in the same "
    "sweeps: above, the error of both models, sweep by sweep; below, both in the selected sweep.",
    place="extra",
    on_demand=True,
    tall=True,
    order=70,
    build=build,
)
