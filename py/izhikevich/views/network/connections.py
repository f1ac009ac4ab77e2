"""The connections of the selected neuron, and whether projections excite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

import numpy as np

from izhikevich._typing import IndexArray
from izhikevich.messages import Message, Number, msg
from izhikevich.network.populations import Source
from izhikevich.network.projection_monitors import evenly
from izhikevich.network.projections import Projection
from izhikevich.network.synapses.receptors import RECEPTORS
from izhikevich.views.network.snapshot import Snapshot


def sign(projection: Projection) -> float:
    """Return -1 for inhibitory projections, otherwise 1."""
    receptor = RECEPTORS.get(projection.target)
    inhibits = projection.target == "inh" if receptor is None else receptor.inhibitory
    return -1.0 if inhibits else 1.0


def unit_of(projections: Iterable[Projection]) -> str:
    """Return the unit of the weights of projections; "" where they have several."""
    units = {projection.weight_unit for projection in projections}
    return units.pop() if len(units) == 1 else ""


#: Synapses that stand for all of them in a coarse plot.
FEW_SYNAPSES = 100_000


def few_of(count: int, fraction: float) -> IndexArray | None:
    """Return a fraction of some synapses, evenly spread; None for all of them."""
    return None if fraction >= 1.0 else evenly(count, ceil(fraction * count))


def few_fraction(projections: Sequence[Projection]) -> float:
    """Return which part of all synapses a coarse plot reads."""
    return FEW_SYNAPSES / max(sum(p.synapses.n for p in projections), 1)


def strongest(shown: Snapshot, count: int = 3) -> tuple[list[Message], list[Message]]:
    """Return the strongest inputs and targets of the selected neuron, in words.

    Among weights of several units, it is numbers that are compared.
    """
    neuron = shown.where[0].start + shown.where[1]
    inputs: list[tuple[float, int]] = []
    targets: list[tuple[float, int]] = []
    for projection in shown.session.net.projections:
        if isinstance(projection.pre, Source):
            continue
        synapses, first, last = projection.synapses, projection.pre.start, projection.post.start
        signed = sign(projection) * shown.session.net.weights(projection)
        if first <= neuron < projection.pre.stop:
            own = slice(*synapses.starts[neuron - first : neuron - first + 2].tolist())
            others = (synapses.targets[own] + last).tolist()
            targets += zip(signed[own].tolist(), others, strict=True)
        at = np.flatnonzero(synapses.targets == neuron - last)
        others = (np.searchsorted(synapses.starts, at, side="right") - 1 + first).tolist()
        inputs += zip(signed[at].tolist(), others, strict=True)
    return _written(inputs, count), _written(targets, count)


def _written(found: list[tuple[float, int]], count: int) -> list[Message]:
    """Return the neurons with the largest weights, each with its own."""
    return [
        msg("{neuron} ({weight})", neuron=other, weight=Number(weight, form=".3g"))
        for weight, other in sorted(found, key=lambda p: -abs(p[0]))[:count]
    ]
