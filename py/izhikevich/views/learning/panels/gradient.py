"""The magnitude of the gradient at each moment."""

from __future__ import annotations

from izhikevich.plots.learning.gradient import gradient_plot
from izhikevich.plots.spec import Plot
from izhikevich.views.learning.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the magnitude of the gradient at each moment."""
    history = shown.history
    first = history[0].through_time if history else ()
    last = history[-1].through_time if history else ()
    return gradient_plot(shown.t, first, last, len(history))


PANEL = Panel(
    name="gradient",
    title="Gradient through time",
    help="Size of the derivative of the loss with respect to v at each moment: does it vanish or "
    "explode on its way back?",
    place="extra",
    axis_group="time",
    order=50,
    quick=True,
    build=build,
)
