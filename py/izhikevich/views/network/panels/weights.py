"""The distribution of weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.messages import msg
from izhikevich.plots.network.weights import Weights, weights_plot
from izhikevich.plots.spec import Plot
from izhikevich.plots.style import Role
from izhikevich.progress import Progress
from izhikevich.views.network.connections import few_fraction, few_of, sign, unit_of
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Compute the distribution of weights, initial and current, excitatory and inhibitory."""
    yield from _drawn(shown, 1.0)


def coarse(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Estimate it from some of the synapses."""
    yield from _drawn(shown, few_fraction(shown.session.net.projections))


def _drawn(shown: Snapshot, fraction: float) -> Iterator[Progress | Plot]:
    net = shown.session.net
    parts: list[Weights] = []
    for name, role, own_sign in (
        (msg("excitatory"), Role.EXCITATORY, 1.0),
        (msg("inhibitory"), Role.INHIBITORY, -1.0),
    ):
        own = [p for p in net.projections if sign(p) == own_sign]
        if own:
            yield Progress(0.0, "Counting weights")
            some = [few_of(p.synapses.n, fraction) for p in own]
            first = _together((p.synapses.weights for p in own), some, own_sign)
            learns = any(p.plasticity is not None for p in own)
            now = _together(map(net.weights, own), some, own_sign) if learns else first
            each = sum(p.synapses.n for p in own) / max(first.size, 1)
            parts.append((name, role, first, now, each))
    yield (yield from weights_plot(parts, unit_of(net.projections)))


def _together(
    weights: Iterable[FloatArray], some: Sequence[IndexArray | None], own_sign: float
) -> FloatArray:
    """Return the signed weights of several projections, or of some of their synapses."""
    parts = (one if ids is None else one[ids] for one, ids in zip(weights, some, strict=True))
    return own_sign * np.concatenate(list(parts))


PANEL = Panel(
    name="weights",
    title="Weights",
    help="Distribution of the weights, before and after learning.",
    place="extra",
    on_demand=True,
    order=60,
    build=build,
    coarse=coarse,
)
