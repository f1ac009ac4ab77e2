"""The recovery variable over time."""

from __future__ import annotations

from izhikevich.plots.neuron.recovery import recovery_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.neuron.run import NO_RUN, Run
from izhikevich.views.schema import Panel


def build(run: Run) -> Plot:
    """Return u(t)."""
    return recovery_plot(run.trace, run.parameters.units["u"]) if run.trace else empty(NO_RUN)


PANEL = Panel(
    name="recovery",
    title="u(t)",
    help="The recovery variable over time.",
    place="extra",
    on_demand=True,
    axis_group="time",
    order=30,
    quick=True,
    build=build,
)
