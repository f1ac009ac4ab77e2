"""The distribution of weights."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.messages import msg
from izhikevich.plots.network.weights import weights_plot
from izhikevich.plots.spec import Plot
from izhikevich.plots.style import Role
from izhikevich.progress import Progress
from izhikevich.views.network.connections import sign
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Compute the distribution of weights, initial and current, excitatory and inhibitory."""
    net = shown.session.net
    parts = []
    for name, role, own_sign in (
        (msg("excitatory"), Role.EXCITATORY, 1.0),
        (msg("inhibitory"), Role.INHIBITORY, -1.0),
    ):
        own = [p for p in net.projections if sign(p) == own_sign]
        if own:
            yield Progress(0.0, "Counting weights")
            first = np.concatenate([own_sign * p.synapses.weights for p in own])
            learns = any(p.plasticity is not None for p in own)
            now = np.concatenate([own_sign * net.weights(p) for p in own]) if learns else first
            parts.append((name, role, first, now))
    yield (yield from weights_plot(parts))


PANEL = Panel(
    name="weights",
    title="Weights",
    help="Distribution of the weights, before and after learning.",
    place="extra",
    on_demand=True,
    order=60,
    build=build,
)
