"""The polychronous network of 2006 after an hour of learning.

The hour takes minutes to compute, so its weights are stored, in steps of 2/3: most of them have
reached one of the bounds. `learnt` recomputes them.
"""

from __future__ import annotations

import base64
import zlib

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.network.network import Network
from izhikevich.networks.origin import ready_made
from izhikevich.networks.polychronous import polychronous_2006
from izhikevich.networks.steps import PUBLISHED
from izhikevich.progress import Report, Steps, with_progress

#: Simulated time for which the network learned, ms.
LEARNT_FOR = 3_600_000.0
_LEVELS = 15
_HIGHEST = 10.0


@ready_made
def polychronous_trained(
    *, scheme: str = PUBLISHED, progress: Report | None = None
) -> Steps[Network]:
    """Return the network of `polychronous_2006` with the weights it has after an hour.

    It continues to learn from there. The fast rhythm (gamma, 30 to 60 Hz) that takes time to form
    is present from the start.

    Parameters
    ----------
    scheme : str
        How a step is taken: see `Network`.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Notes
    -----
    Source: as for `polychronous_2006`. The weights are those of seed 0 after 3600 s of simulated
    time, rounded to multiples of 2/3.
    """
    from izhikevich.networks.polychronous_weights import WEIGHTS

    levels = np.frombuffer(zlib.decompress(base64.b85decode(WEIGHTS)), np.uint8)
    weights = np.column_stack([levels & 15, levels >> 4]).ravel() * (_HIGHEST / _LEVELS)
    net = yield from with_progress(polychronous_2006, seed=0, scheme=scheme)
    begin = 0
    for projection in net.projections:
        if projection.plasticity is not None:
            end = begin + projection.synapses.n
            projection.w = weights[begin:end]
            begin = end
    return net


def learnt(duration: float = LEARNT_FOR) -> str:
    """Let the network learn and return its weights as text, as they are stored.

    Parameters
    ----------
    duration : float
        Simulated time, ms.
    """
    net = polychronous_2006(seed=0)
    net.run(duration)
    learning = [p for p in net.projections if p.plasticity is not None]
    weights: FloatArray = np.concatenate([net.weights(p) for p in learning])
    levels = np.round(weights * (_LEVELS / _HIGHEST)).astype(np.uint8)
    return base64.b85encode(zlib.compress(bytes(levels[::2] | levels[1::2] << 4), 9)).decode()
