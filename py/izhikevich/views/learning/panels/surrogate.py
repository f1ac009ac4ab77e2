"""A spike and its surrogate."""

from __future__ import annotations

import numpy as np

from izhikevich.plots.learning.surrogate import surrogate_plot
from izhikevich.plots.spec import Plot
from izhikevich.views.learning.snapshot import Snapshot
from izhikevich.views.schema import Panel

_POINTS = 601
_BINS = 50
_RANGE = (-100.0, 120.0)  # mV


def build(shown: Snapshot) -> Plot:
    """Return the surrogate and the true step, over v."""
    layer = shown.layer
    threshold, scale = float(layer.V_th[0]), float(layer.scale[0])
    v = np.linspace(*_RANGE, _POINTS)
    x = (v - threshold) / scale
    edges = np.linspace(*_RANGE, _BINS + 1)
    visited = np.clip(shown.run.V[:, 0].ravel(), *_RANGE)
    parts = np.histogram(visited, edges)[0] / visited.size
    return surrogate_plot(
        v,
        layer.surrogate.smooth(x),
        layer.surrogate.derivative(x) / scale,
        threshold,
        (edges, parts),
    )


PANEL = Panel(
    name="surrogate",
    title="A spike and its surrogate",
    help="The true step and its derivative, and what replaces them in the backward pass.",
    place="side",
    default=True,
    order=30,
    build=build,
)
