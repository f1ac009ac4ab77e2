"""Values, spikes and voltages of all ensembles on one time axis."""

from __future__ import annotations

import numpy as np

from izhikevich import nef
from izhikevich.messages import msg
from izhikevich.plots.ensemble.together import Together, together_plot
from izhikevich.plots.spec import Plot
from izhikevich.views.ensemble.setup import ENSEMBLES, PEAK, in_order
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return values, spikes and voltages of all ensembles."""
    names = [msg("first ensemble"), msg("second ensemble")]
    if len(shown.setup.ensembles) == 1:
        names = [msg("ensemble")]
    found = []
    for k, (label, ensemble) in enumerate(zip(names, shown.setup.ensembles, strict=True)):
        recorded = shown.result[f"{ENSEMBLES[k]} spikes"]
        times, rows = nef.spike_events(recorded[:, in_order(ensemble)], shown.result.dt)
        found.append(
            Together(
                label,
                shown.targets[k],
                shown.decoded[k],
                times,
                rows,
                ensemble.n_neurons,
                shown.setup.overlaid(k),
                np.asarray(shown.result[f"{ENSEMBLES[k]} voltages"]),
            )
        )
    return together_plot(shown.t, found, PEAK, shown.setup.duration)


PANEL = Panel(
    name="together",
    title="Values, spikes and voltages together",
    help="All ensembles on one time axis: targets and decoded values, the spikes of all neurons, "
    "and the voltages of several, one over the other, as Nengo's example draws them.",
    place="extra",
    axis_group="time",
    on_demand=True,
    tall=True,
    order=45,
    quick=True,
    build=build,
)
