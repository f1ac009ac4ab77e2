"""The spikes of an ensemble in the order of its encoders."""

from __future__ import annotations

import numpy as np

from izhikevich.analysis import population_rate
from izhikevich.messages import msg
from izhikevich.plots.network.raster import raster_plot, rate_width
from izhikevich.plots.spec import Pick, Plot
from izhikevich.plots.style import Role
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the spikes in the order of the encoders, and the rates of both kinds."""
    times, indices = shown.spikes
    above = int(shown.positive.sum())
    kinds = [
        (msg("positive encoders"), Role.POSITIVE, above),
        (msg("negative encoders"), Role.NEGATIVE, shown.n - above),
    ]
    if shown.dimensions > 1:
        kinds = [(msg("by the angle of their encoders"), Role.POSITIVE, shown.n)]
    kinds = [kind for kind in kinds if kind[2]]
    groups = (~shown.positive[indices]).astype(np.intp) if len(kinds) > 1 else 0 * indices
    width = rate_width((0.0, shown.setup.duration), shown.result.dt)
    rates = [
        population_rate(times[groups == k], size, 0.0, shown.setup.duration, width)
        for k, (_, _, size) in enumerate(kinds)
    ]
    return raster_plot(
        times,
        indices,
        groups,
        names=[name for name, *_ in kinds],
        roles=[role for _, role, _ in kinds],
        sizes=[size for *_, size in kinds],
        t_range=(0.0, shown.setup.duration),
        rates=rates,
        neuron=shown.chosen,
    )


PANEL = Panel(
    name="raster",
    title="Spikes, sorted by encoder",
    help="Each mark is a spike. Drag to zoom; click a neuron to select it.",
    place="main",
    default=True,
    axis_group="time",
    pick=Pick(None, "neuron"),
    order=20,
    quick=True,
    build=build,
)
