"""The phase plane of the selected neuron."""

from __future__ import annotations

from izhikevich.dynamics.equilibria.phase_plane import plane_of
from izhikevich.plots.neuron.phase_plane import phase_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.network.snapshot import NO_COURSE, Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the phase plane of the selected neuron, at its mean current."""
    if shown.trace is None:
        return empty(NO_COURSE)
    current = float(shown.trace.current.mean())
    return phase_plot(plane_of(shown.parameters, shown.trace, current, 0.0))


PANEL = Panel(
    name="phase",
    title="Phase plane, selected neuron",
    help="Trajectory of the selected neuron, and its nullclines at its mean current.",
    place="side",
    default=True,
    order=20,
    quick=True,
    build=build,
)
