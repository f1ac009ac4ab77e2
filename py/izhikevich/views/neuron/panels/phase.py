"""The phase plane."""

from __future__ import annotations

from izhikevich.plots.neuron.phase_plane import phase_plot
from izhikevich.plots.spec import Pick, Plot
from izhikevich.views.neuron.handles import phase_handles, phase_signs
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Panel


def build(run: Run) -> Plot:
    """Return the phase plane at the displayed current, with its draggable handles."""
    plot = phase_plot(run.parameters, run.trace, run.shown_current, float(run.current[0]))
    return plot.held_by(phase_handles(run), phase_signs(run))


PANEL = Panel(
    name="phase",
    title="Phase plane",
    help="Voltage and recovery: nullclines, equilibria, separatrix, flow and trajectory.",
    place="side",
    default=True,
    pick=Pick("v0", "u0"),
    order=20,
    quick=True,
    build=build,
)
