"""The time course of the selected neuron."""

from __future__ import annotations

import numpy as np

from izhikevich.plots.learning.voltages import voltages_plot
from izhikevich.plots.spec import Plot
from izhikevich.views.learning.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the time course of the selected neuron."""
    k = shown.looked_at
    targets = np.zeros(0)
    if not shown.session.classifies:
        targets = shown.t[np.flatnonzero(shown.target[:, k])]
    return voltages_plot(
        shown.t,
        (shown.before.runs[-1].V[:, 0, k], shown.run.V[:, 0, k]),
        np.ascontiguousarray(shown.run.u[:, 0, k]),
        np.ascontiguousarray(shown.slope[:, k]),
        float(shown.layer.V_th[k]),
        targets,
    )


PANEL = Panel(
    name="voltage",
    title="Neuron",
    help="Voltage before learning and now, and where the surrogate lets a gradient through.",
    place="extra",
    axis_group="time",
    order=40,
    quick=True,
    build=build,
)
