"""The polychronous network of 2006."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import IndexArray
from izhikevich.network.connectivity import FixedOutDegree, FromTriples
from izhikevich.network.network import Network
from izhikevich.network.plasticity import Polychronous
from izhikevich.networks.origin import ready_made
from izhikevich.networks.steps import PUBLISHED
from izhikevich.progress import Report, Steps, building, part_of, with_progress
from izhikevich.random import words
from izhikevich.units import integer

_SORTED = 300_000  # numbers between two progress reports


@ready_made
def polychronous_2006(
    excitatory: int = 800,
    inhibitory: int = 200,
    *,
    out_degree: int = 100,
    longest_delay: int = 20,
    seed: int = 0,
    scheme: str = PUBLISHED,
    progress: Report | None = None,
) -> Steps[Network]:
    """Return a network that learns to fire in time-locked groups, by plasticity and delays.

    Each neuron has `out_degree` synapses: those of excitatory cells go anywhere, start at 6 and
    learn; their delays are 1 to `longest_delay` ms, equally many of each. Those of inhibitory cells
    go to excitatory ones, are fixed at -5, and have a delay of 1 ms. One random neuron gets 20
    mV/ms in each ms. Rhythms change from delta (seconds) to gamma over the first hour.

    Parameters
    ----------
    excitatory, inhibitory : int
        Numbers of neurons.
    out_degree : int
        Synapses of each neuron.
    longest_delay : int
        Longest delay, ms.
    seed : int
    scheme : str
        How a step is taken: see `Network`.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Notes
    -----
    Source: Izhikevich, "Polychronization: computation with spikes", Neural Computation 18 (2006),
    245-282, and the program published with it. No neuron has a synapse onto itself, nor two onto
    the same neuron.
    """
    n_exc = integer(excitatory, "excitatory", low=1)
    n_inh = integer(inhibitory, "inhibitory", low=1)
    degree = integer(out_degree, "out_degree", low=1, high=n_exc - 1)
    longest = integer(longest_delay, "longest_delay", low=1, high=degree)
    net = Network(dt=1.0, seed=seed, scheme=scheme)
    exc = net.population(n_exc, name="excitatory", v0=-65.0)
    inh = net.population(n_inh, name="inhibitory", a=0.1, d=2.0, v0=-65.0)
    net.random_pulses(20.0)
    pre, post = yield from part_of(
        _targets(n_exc, n_exc + n_inh, degree, net.seed), 0.0, 0.5, building(0.0).text
    )
    delays = 1.0 + np.tile(np.arange(degree) * longest // degree, n_exc)
    rule = Polychronous()
    for population in (exc, inh):
        own = (post >= population.start) & (post < population.stop)
        chosen = FromTriples(pre[own], post[own] - population.start)
        yield building(0.5)
        yield from with_progress(
            net.connect, exc, population, chosen, weights=6.0, delays=delays[own], plasticity=rule
        )
    away = FixedOutDegree(min(degree, n_exc))
    yield from with_progress(net.connect, inh, exc, away, weights=5.0, delays=1.0, target="inh")
    return net


def _targets(
    n_pre: int, n_post: int, degree: int, seed: int
) -> Steps[tuple[IndexArray, IndexArray]]:
    """Return pairs of neurons: `degree` different targets of each, in random order, not itself."""
    targets = np.empty((n_pre, degree), dtype=np.int64)
    every = max(1, _SORTED // n_post)
    for i in range(n_pre):
        order = np.argsort(words(seed, 2, i, n_post), kind="stable")
        targets[i] = order[order != i][:degree]
        if i % every == every - 1:
            yield building(i / n_pre)
    return np.repeat(np.arange(n_pre), degree), targets.reshape(-1)
