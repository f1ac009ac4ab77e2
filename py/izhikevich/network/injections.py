"""Currents from one population, or from values over time, into another population."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.distributions import Distribution, values
from izhikevich.network.inputs import Samples, Timed, bound
from izhikevich.network.live import Live
from izhikevich.network.populations import Population
from izhikevich.network.synapses.synapses import Synapses
from izhikevich.network.values import Quantity, Settable, Values, plain

#: What a population may inject.
VARIABLES = ("v", "u")
_VALUES = 3  # stream of values over time, after those of pairs, weights and delays


class Injection(Settable):
    """A current of a network, made by `Network.inject`.

    Its weights `w` can be read and set before, between and after runs, as those of a `Projection`.

    Parameters
    ----------
    name : str
    pre : Population, Stimulus, TimedArray, Expression or callable
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

    name: str
    pre: Population | Timed
    post: Population
    target: str
    variable: str
    samples: Samples | None
    _synapses: Synapses
    _one_weight: bool
    draws: tuple[int, int]
    _dt: float
    _live: Live

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
        draws: tuple[int, int],
        dt: float,
        live: Live,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        vars(self).update(
            name=name,
            pre=pre,
            post=post,
            target=target,
            variable=variable,
            _synapses=synapses,
            _one_weight=_is_one(weights),
            _dt=dt,
            _live=live,
        )
        self._draw_from(draws)

    def _draw_from(self, draws: tuple[int, int]) -> None:
        """Take random numbers from a stream, those of values over time as well."""
        pre, (seed, stream) = self.pre, draws
        samples: Samples | None = None
        if not isinstance(pre, Population):
            size = self._synapses.n_pre
            samples = bound(pre, "pre", "", size, self._dt, seed, stream + _VALUES)
        vars(self).update(draws=draws, samples=samples)

    def restored(self, one_weight: bool, stream: int) -> None:
        """Take back what a file says of where weights and random numbers come from."""
        vars(self)["_one_weight"] = one_weight
        self._draw_from((self.draws[0], stream))

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<Injection {self.name!r}: {self.pre!r} into {self.post!r}>"

    def __len__(self) -> int:
        """Return the number of connections."""
        return self._synapses.n

    @property
    def synapses(self) -> Synapses:
        """Which values reach which neurons, with their present weights."""
        return self._synapses

    def names(self) -> tuple[str, ...]:
        """Return the names under which there are values to set."""
        return ("w",)

    def __getitem__(self, name: str) -> Values:
        """Return the weights."""
        if name != "w":
            self.unknown("name", name, str(name))
        return Values(self, name)

    def unit(self, name: str) -> str:
        """Return the unit of the weights: none."""
        return ""

    def shared(self, name: str) -> bool:
        """Tell whether one weight was given for all connections."""
        return self._one_weight

    def read(self, name: str) -> FloatArray:
        """Return the weights, shape (n,), not to be changed."""
        return self._synapses.weights

    def write(self, changes: Mapping[str, Any], which: IndexArray | None = None) -> None:
        """Set the weights, of all connections or of those at some positions.

        Raises
        ------
        ParameterError
            If a value is not allowed.
        SimulationError
            If the network is being run.
        """
        self._live.stands_still()
        seed, stream = self.draws
        every = np.arange(len(self))
        which = every if which is None else which
        for value in map(plain, changes.values()):
            if isinstance(value, Distribution):
                found = value.sample(seed, stream + 1, which)
            else:
                found = values(value, which.size, "w", "", seed, stream + 1)
            weights = self._synapses.weights.copy()
            with np.errstate(over="ignore"):
                weights[which] = found
            if not np.isfinite(weights).all():
                allowed = msg("must be finite in {dtype}", dtype=weights.dtype)
                raise ParameterError("w", value, allowed)
            vars(self).update(
                _synapses=self._synapses.with_weights(weights),
                _one_weight=_is_one(value) and which.size == every.size,
            )
        self._live.changed()


def _is_one(value: Any) -> bool:
    return not isinstance(value, Distribution) and np.ndim(value) == 0


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
