"""Neurons on a ring, with visible waves."""

from __future__ import annotations

from izhikevich.network.connectivity import DistanceDependent, Ring
from izhikevich.network.distributions import Uniform
from izhikevich.network.network import Network
from izhikevich.networks.origin import Acts, ready_made
from izhikevich.networks.steps import PUBLISHED, network_of
from izhikevich.progress import Report, Steps, with_progress
from izhikevich.units import integer, number


@ready_made
def ring(
    size: int = 400,
    *,
    reach: float = 0.01,
    weight: float = 12.0,
    noise: float = 3.0,
    delay: float = 2.0,
    seed: int = 0,
    dt: float = 1.0,
    scheme: str = PUBLISHED,
    progress: Report | None = None,
) -> Steps[Network]:
    """Return neurons on a ring that excite their neighbours: waves start at random and travel.

    A spike excites the neighbours, which fire a little later; behind the front the neurons are
    refractory (u is high), so that a wave keeps its direction, and two that meet annihilate each
    other. In the raster, waves are slanted lines.

    Parameters
    ----------
    size : int
        Number of neurons.
    reach : float
        Standard deviation of the distance of a synapse, as a fraction of the ring.
    weight : float
        Mean weight, mV/ms for one step.
    noise : float
        Standard deviation of the current into each neuron in each ms, mV/ms.
    delay : float
        Synaptic delay, ms.
    seed : int
    dt : float
        Time step, ms. If it is not 1, weights are charges and noise keeps its strength: see
        `scaling` of `Network`.
    scheme : str
        How a step is taken: see `Network`.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Notes
    -----
    The ring is an excitable medium; compare Golomb & Amitai, J. Neurophysiol. 78 (1997), 1199-1211,
    for waves along a slice of cortex.
    """
    net = network_of(dt, seed, scheme)
    n = integer(size, "size", low=2)
    cells = net.population(n, name="ring", noise=noise)
    rule = DistanceDependent(1.0, number(reach, "reach", "", low=0.0, low_open=True), Ring())
    yield from with_progress(
        net.connect, cells, cells, rule, weights=_weights(weight), delays=delay
    )
    return net


def _weights(weight: float) -> Uniform:
    w = number(weight, "weight", "mV/ms", low=0.0)
    return Uniform(0.5 * w, 1.5 * w)


#: What acts on a running network, by the names of the arguments.
ACTS: Acts = {
    "weight": lambda net, given: [(net.projections[0], "w", _weights(given["weight"]))],
    "noise": lambda net, given: [(net.populations[0], "noise", given["noise"])],
    "delay": lambda net, given: [(net.projections[0], "delay", given["delay"])],
}
