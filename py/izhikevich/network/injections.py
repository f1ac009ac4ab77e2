"""Currents from one population, or from values over time, into another population."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.network.connectivity.rules import Rule
from izhikevich.network.distributions import Distribution
from izhikevich.network.inputs import Samples, Timed, bound
from izhikevich.network.live import Live
from izhikevich.network.poisson_input import PoissonInput
from izhikevich.network.populations import Population
from izhikevich.network.synapses.synapses import Synapses
from izhikevich.network.values import Quantity, Values
from izhikevich.network.weighted import Weighted

#: What a population may inject.
VARIABLES = ("v", "u")
_VALUES = 3  # stream of values over time, after those of pairs, weights and delays


class Injection(Weighted):
    """A current of a network, made by `Network.inject`.

    Its weights `w` can be read and set before, between and after runs, as those of a `Projection`.

    Parameters
    ----------
    name : str
    pre : Population, Stimulus, TimedArray, PoissonInput, Expression or callable
        Where it comes from.
    post : Population
    target : str
        Conductance of the neurons of `post` to which the current is added.
    variable : {"v", "u"}
        Variable of a population that is injected.
    synapses : Synapses
        Which values reach which neurons, and with what weights; without delays.
    weights : number, array or distribution, optional
        What the weights were made from.
    rule : Rule
        Rule that says which values reach which neurons.
    draws : tuple of int
        Seed and first stream of the random numbers.
    dt : float
        Time step, ms.
    live : Live
        Plan and state of the network.

    Attributes
    ----------
    samples : Samples or None
        What samples the values over time.
    """

    OWN = "w"
    name: str
    pre: Population | Timed
    post: Population
    target: str
    variable: str
    samples: Samples | None
    _dt: float

    w = Quantity[Values]("Weights, of each connection, in the order of `synapses`.")

    def __init__(
        self,
        name: str,
        pre: Population | Timed,
        post: Population,
        target: str,
        variable: str,
        synapses: Synapses,
        *,
        weights: float | ArrayLike | Distribution | None,
        rule: Rule,
        draws: tuple[int, int],
        dt: float,
        live: Live,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(synapses, weights, rule, draws, live)
        vars(self).update(name=name, pre=pre, post=post, target=target, variable=variable, _dt=dt)
        self._draw_from(draws)

    def _draw_from(self, draws: tuple[int, int]) -> None:
        """Take random numbers from a stream, those of values over time as well."""
        pre, (seed, stream) = self.pre, draws
        samples: Samples | None = None
        if not isinstance(pre, Population):
            size = self._synapses.n_pre
            samples = bound(pre, "pre", "", size, self._dt, seed, stream + _VALUES)
        vars(self).update(draws=draws, samples=samples)

    def restored(self, given: Any, one_weight: bool, stream: int) -> None:
        """Take back what a file says of where weights and random numbers come from."""
        vars(self).update(given=given, _one_weight=one_weight)
        self._draw_from((self.draws[0], stream))

    @property
    def spikes(self) -> bool:
        """Whether its values are numbers of spikes: what they add does not depend on dt."""
        return isinstance(self.pre, PoissonInput)

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<Injection {self.name!r}: {self.pre!r} into {self.post!r}>"


@dataclass(frozen=True, eq=False)
class InjectionWiring:
    """An injection as the engines need it: rows by the neurons that it reaches.

    Parameters
    ----------
    variable : {"v", "u", ""}
        Variable of the neurons from `first` on; "" for values over time.
    first, n_pre : int
        First of the neurons from which it comes, and their number, or that of the values.
    samples : Samples or None
        Values over time.
    cell : int
        Cell of the first neuron that it reaches.
    starts : array, shape (n_post + 1,)
    sources : int32 array, shape (n,)
    weights : array, shape (n,)
        Weights in the precision of the network.
    """

    variable: str
    first: int
    n_pre: int
    samples: Samples | None
    cell: int
    starts: IndexArray
    sources: IndexArray
    weights: FloatArray

    @classmethod
    def of(cls, injection: Injection, cell: int, real: Any, factor: float) -> InjectionWiring:
        """Return the wiring of an injection, its weights times a factor."""
        synapses, pre = injection.synapses, injection.pre
        order = np.argsort(synapses.targets, kind="stable")
        within = isinstance(pre, Population)
        return cls(
            variable=injection.variable if within else "",
            first=pre.start if isinstance(pre, Population) else 0,
            n_pre=synapses.n_pre,
            samples=injection.samples,
            cell=cell,
            starts=np.searchsorted(synapses.targets[order], np.arange(synapses.n_post + 1)),
            sources=synapses.sources()[order].astype(np.int64),
            weights=(synapses.weights[order] * factor).astype(real),
        )

    def sampled(self, times: FloatArray) -> FloatArray | None:
        """Return the values over time: shape (n, n_pre); None if they are those of neurons."""
        if self.samples is None:
            return None
        found = self.samples.at(times)
        return np.broadcast_to(found, (times.size, self.n_pre)).astype(self.weights.dtype)

    def add(self, values: FloatArray, row: FloatArray) -> None:
        """Add what the values of a step inject, in the order of the connections of each neuron."""
        total = np.zeros(self.starts.size - 1, row.dtype)
        for which, synapses in self._ranks:
            total[which] += self.weights[synapses] * values[self.sources[synapses]]
        row[self.cell : self.cell + total.size] += total

    @cached_property
    def _ranks(self) -> list[tuple[IndexArray, IndexArray]]:
        """Neurons with at least k + 1 connections, and connection k of each."""
        counts = np.diff(self.starts)
        found = []
        for k in range(int(counts.max(initial=0))):
            which = np.flatnonzero(counts > k)
            found.append((which, self.starts[which] + k))
        return found
