"""Voltage and recovery of the selected neuron."""

from __future__ import annotations

import numpy as np

from izhikevich.plots.ensemble.membrane import membrane_plot
from izhikevich.plots.spec import Plot
from izhikevich.views.ensemble.setup import PEAK
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return voltage and recovery of the selected neuron."""
    times, indices = shown.spikes
    fired = np.searchsorted(shown.t, times[indices == shown.chosen] - 0.5 * shown.result.dt)
    v, u = (shown.result[quantity][:, 0] for quantity in ("voltage", "recovery"))
    return membrane_plot(
        shown.t,
        np.ascontiguousarray(v),
        np.ascontiguousarray(u),
        fired,
        PEAK,
        shown.setup.duration,
    )


PANEL = Panel(
    name="cell",
    title="Neuron",
    help="Voltage and recovery of the selected neuron.",
    place="extra",
    axis_group="time",
    order=40,
    quick=True,
    build=build,
)
