"""The phase plane."""

from __future__ import annotations

from izhikevich.dynamics.equilibria.phase_plane import plane_of
from izhikevich.plots.neuron.phase_plane import phase_plot
from izhikevich.plots.spec import Pick, Plot
from izhikevich.views.neuron.handles import phase_handles, phase_signs
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Panel


def build(run: Run) -> Plot:
    """Return the phase plane at the displayed current, with its draggable handles."""
    rest_current = float(run.current[0])
    plane = plane_of(run.parameters, run.trace, run.shown_current, rest_current)
    return phase_plot(plane).held_by(phase_handles(run), phase_signs(run))


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
