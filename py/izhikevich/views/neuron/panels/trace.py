"""Voltage and current over time."""

from __future__ import annotations

from izhikevich.plots.neuron.trace import trace_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.neuron.handles import trace_handles, trace_signs
from izhikevich.views.neuron.run import NO_RUN, Run
from izhikevich.views.schema import Panel


def build(run: Run) -> Plot:
    """Return voltage and current, with their draggable handles."""
    if run.trace is None:
        return empty(NO_RUN)
    bursts = len(run.firing.bursts) if run.firing else 0
    plot = trace_plot(run.trace, run.parameters.units["I"], bursts=bursts, recorded=run.sweep)
    return plot.held_by(trace_handles(run), trace_signs(run))


PANEL = Panel(
    name="trace",
    title="Voltage and current",
    help="Voltage, with spikes drawn up to the peak, and the injected current.",
    place="main",
    default=True,
    axis_group="time",
    order=10,
    quick=True,
    build=build,
)
