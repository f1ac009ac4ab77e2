"""The network of the 2003 paper."""

from __future__ import annotations

from izhikevich.network.connectivity import AllToAll
from izhikevich.network.distributions import Uniform
from izhikevich.network.network import Network
from izhikevich.random import uniform
from izhikevich.units import integer, number


def cortical_2003(
    excitatory: int = 800,
    inhibitory: int = 200,
    *,
    thalamic_exc: float = 5.0,
    thalamic_inh: float = 2.0,
    exc_weight: float = 0.5,
    inh_weight: float = 1.0,
    seed: int = 0,
) -> Network:
    """Return a network of randomly coupled cortical neurons, driven by noise.

    Excitatory cells lie between regular spiking and chattering, inhibitory ones between low
    threshold and fast spiking. All are connected to all. The rates show alpha and gamma rhythms.

    Parameters
    ----------
    excitatory, inhibitory : int
        Numbers of neurons.
    thalamic_exc, thalamic_inh : float
        Standard deviation of the noise that each cell gets in each ms, mV/ms.
    exc_weight, inh_weight : float
        Largest weight; weights are uniform between 0 and this. In the paper they are for 1000
        neurons and are not scaled with the size.
    seed : int

    Notes
    -----
    Source: Izhikevich, "Simple model of spiking neurons", IEEE Trans. Neural Networks 14 (2003),
    1569-1572. The step of 1 ms, with v in two halves, is the paper's. A spike is recorded in the
    step in which v passes the peak, 1 ms before the published program prints it.
    """
    size_exc = integer(excitatory, "excitatory", low=1)
    size_inh = integer(inhibitory, "inhibitory", low=1)
    net = Network(dt=1.0, seed=seed, scheme="half_step")
    varied = uniform(net.seed, 2, 0, size_exc)
    exc = net.population(
        size_exc,
        name="excitatory",
        c=-65.0 + 15.0 * varied * varied,
        d=8.0 - 6.0 * varied * varied,
        v=-65.0,
        noise=number(thalamic_exc, "thalamic_exc", "mV/ms", low=0.0),
    )
    varied = uniform(net.seed, 2, 1, size_inh)
    inh = net.population(
        size_inh,
        name="inhibitory",
        a=0.02 + 0.08 * varied,
        b=0.25 - 0.05 * varied,
        d=2.0,
        v=-65.0,
        noise=number(thalamic_inh, "thalamic_inh", "mV/ms", low=0.0),
    )
    everyone = AllToAll(self_connections=True)
    for post in (exc, inh):
        net.connect(exc, post, everyone, weights=Uniform(0.0, exc_weight), target="exc")
        net.connect(inh, post, everyone, weights=Uniform(0.0, inh_weight), target="inh")
    return net
