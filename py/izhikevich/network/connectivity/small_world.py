"""Connections to neighbours on a ring, some of which lead elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from izhikevich._typing import IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.connectivity.rules import LARGEST_POPULATION, Pairs, Rule, Work
from izhikevich.network.connectivity.sampling import compressed
from izhikevich.progress import building
from izhikevich.random import uniform
from izhikevich.units import integer, number


@dataclass(frozen=True)
class SmallWorld(Rule):
    """Each neuron to its nearest neighbours on a ring, with some synapses moved elsewhere.

    After Watts and Strogatz (1998, Nature 393:440), with a direction: each synapse of a neuron is
    moved, independently, to a neuron that is none of its neighbours. The rule is for connections
    within one population.

    Parameters
    ----------
    k : int
        Synapses of each neuron: an even number, half of them to either side.
    p : float
        Probability that a synapse is moved, 0 to 1: a ring, a small world, a random network.
    """

    k: int
    p: float

    def __post_init__(self) -> None:
        k = integer(self.k, "k", low=0, high=LARGEST_POPULATION)
        if k % 2:
            raise ParameterError("k", self.k, msg("must be even: half of them to either side"))
        object.__setattr__(self, "k", k)
        object.__setattr__(self, "p", number(self.p, "p", "", low=0.0, high=1.0))

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the number of synapses."""
        return float(self.k) * n_pre

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        if not same:
            allowed = msg("is for connections within one population")
            raise ParameterError("rule", self, allowed)
        most = (n_pre - 1) // 2
        if self.k > most:
            allowed = msg(
                "at most half of the other neurons can be neighbours: {most}",
                most=Number(most, form=","),
            )
            raise ParameterError("k", self.k, allowed)
        half = self.k // 2
        steps = np.delete(np.arange(-half, half + 1, dtype=np.int64), half)
        places = steps + np.arange(n_pre, dtype=np.int64)[:, None]
        yield building(0.0)
        moved = np.flatnonzero(uniform(seed, stream, 0, places.size) < self.p)
        far = _far(moved // max(self.k, 1), n_pre, self.k, seed, stream)
        places.reshape(-1)[moved] = far
        yield building(0.5)
        keys = (places % n_pre + np.arange(n_pre, dtype=np.int64)[:, None] * n_pre).reshape(-1)
        keys.sort()
        return Pairs(*compressed(keys, n_pre, n_pre))


def _far(neurons: IndexArray, n: int, k: int, seed: int, stream: int) -> IndexArray:
    """Return, for each of the neurons, one that is none of its neighbours; all of one differ."""
    others = n - 1 - k
    chosen = np.empty(neurons.size, dtype=np.int64)
    drawn = np.arange(neurons.size, dtype=np.int64)
    step = 0
    while drawn.size:
        step += 1
        chosen[drawn] = np.floor(uniform(seed, stream, step, drawn) * others)
        keys = neurons * others + chosen
        order = np.argsort(keys, kind="stable")
        repeated = keys[order[1:]] == keys[order[:-1]]
        drawn = np.sort(order[1:][repeated])
    found: IndexArray = neurons + k // 2 + 1 + chosen
    return found
