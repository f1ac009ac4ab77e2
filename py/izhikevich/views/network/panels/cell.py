"""Voltage and current of the selected neuron."""

from __future__ import annotations

from izhikevich.plots.neuron.trace import trace_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.network.snapshot import NO_COURSE, Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return voltage and current of the selected neuron."""
    if shown.trace is None:
        return empty(NO_COURSE)
    return trace_plot(shown.trace, shown.parameters.units["I"], (shown.start, shown.stop))


PANEL = Panel(
    name="cell",
    title="Neuron",
    help="Voltage and current of the selected neuron.",
    place="extra",
    axis_group="time",
    order=30,
    quick=True,
    build=build,
)
