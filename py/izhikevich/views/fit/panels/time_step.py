"""The longest time step that leaves the spikes of the model as they are."""

from __future__ import annotations

from collections.abc import Iterator

from izhikevich.plots.fitting.sensitivity import sensitivity_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress, with_progress
from izhikevich.views.fit.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Solve the sweeps with several time steps in each scheme."""
    if shown.found is None:
        yield empty(shown.no_model)
        return
    yield sensitivity_plot((yield from with_progress(shown.found.sensitivity)))


PANEL = Panel(
    name="time_step",
    title="Time step",
    help="How far the spikes of the model are from those of the accurate scheme, in the worst "
    "sweep: simulators with fixed steps need one that is short enough. Below the broken line "
    "the number of spikes is within 5 %.",
    place="extra",
    on_demand=True,
    tall=True,
    order=60,
    build=build,
)
