"""Rules that determine which neurons are connected: their base, and those without positions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple, TypeAlias

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.connectivity.sampling import (
    Targets,
    chosen,
    compressed,
    drawn,
    hits,
    places,
)
from izhikevich.progress import Progress, building, finish
from izhikevich.units import integer, number

#: Most neurons of a population, so that the number of pairs of two is exact as a double.
LARGEST_POPULATION = 10_000_000
#: Most synapses of one projection, so that they can be counted in 32 bits.
MAX_SYNAPSES = (1 << 31) - 1
#: Bytes of one synapse: target 4, weight 8, delay 4.
BYTES_PER_SYNAPSE = 16
_ROWS = 256  # rows of a matrix between two progress reports


class Pairs(NamedTuple):
    """Connected neurons, compressed by presynaptic neuron.

    Parameters
    ----------
    starts : int64 array, shape (n_pre + 1,)
        The synapses of presynaptic neuron i are starts[i] .. starts[i + 1] - 1.
    targets : int32 array, shape (n,)
        Postsynaptic neurons, sorted for each presynaptic one.
    weights : array, shape (n,), optional
        Weights, if the rule provides them.
    delays : array, shape (n,), optional
        Delays, ms, if the rule provides them.
    order : integer array, shape (n,), optional
        If the pairs were given in another order: position of each synapse in that order.
    """

    starts: IndexArray
    targets: Targets
    weights: FloatArray | None = None
    delays: FloatArray | None = None
    order: IndexArray | None = None


#: A generator of pairs, with progress reports.
Work: TypeAlias = Generator[Progress, None, Pairs]


class Rule(ABC):
    """A rule for which neurons of one population are connected to which of another."""

    def build(
        self, n_pre: int, n_post: int, same: bool = False, seed: int = 0, stream: int = 0
    ) -> Pairs:
        """Return the connected pairs, as `building` does, without progress reports."""
        return finish(self.building(n_pre, n_post, same, seed, stream))

    def building(
        self, n_pre: int, n_post: int, same: bool = False, seed: int = 0, stream: int = 0
    ) -> Work:
        """Return the connected pairs.

        Parameters
        ----------
        n_pre, n_post : int
            Sizes of the populations, 1 to 10^7.
        same : bool
            Whether both are the same population, so that equal indices are the same neuron.
        seed, stream : int
            Seed and stream of the random numbers. The same values give the same pairs on every
            machine.

        Raises
        ------
        ParameterError
            If the rule does not fit the sizes, or would make more than 2^31 - 1 synapses.
        """
        n_pre = integer(n_pre, "n_pre", low=1, high=LARGEST_POPULATION)
        n_post = integer(n_post, "n_post", low=1, high=LARGEST_POPULATION)
        if same and n_pre != n_post:
            raise ParameterError(
                "n_post", n_post, msg("the same population has n_pre = {n_pre}", n_pre=n_pre)
            )
        expected = self.expected(n_pre, n_post, same)
        if expected > MAX_SYNAPSES:
            raise ParameterError(
                "rule",
                self,
                msg(
                    "between {n_pre} and {n_post} neurons it would make about {expected} synapses, "
                    "which take {size} GB; at most {most} are possible",
                    n_pre=Number(n_pre, form=","),
                    n_post=Number(n_post, form=","),
                    expected=Number(expected, form=",.0f"),
                    size=Number(expected * BYTES_PER_SYNAPSE / 1e9, form=",.0f"),
                    most=Number(MAX_SYNAPSES, form=","),
                ),
            )
        return (yield from self._pairs(n_pre, n_post, same, seed, stream))

    @abstractmethod
    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the expected number of synapses, or a slightly higher bound."""

    @abstractmethod
    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        """Do what `build` describes, for checked sizes."""


@dataclass(frozen=True)
class AllToAll(Rule):
    """Every neuron to every neuron.

    Parameters
    ----------
    self_connections : bool
        Whether a neuron is connected to itself, within one population.
    """

    self_connections: bool = False

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the number of synapses."""
        return float(n_pre) * _columns(n_post, same and not self.self_connections)

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        apart = same and not self.self_connections
        columns = _columns(n_post, apart)
        targets = np.empty((n_pre, columns), dtype=np.int32)
        targets[:] = np.arange(columns, dtype=np.int32)
        if apart:
            for row in range(n_pre):
                targets[row, row:] += 1
                if row % _ROWS == _ROWS - 1:
                    yield building(row / n_pre)
        yield building(1.0)
        return Pairs(_even_starts(n_pre, columns), targets.reshape(-1))


@dataclass(frozen=True)
class OneToOne(Rule):
    """Neuron i to neuron i, between populations of equal size (or within one, to itself)."""

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the number of synapses."""
        return float(n_pre)

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        if n_pre != n_post:
            raise ParameterError(
                "n_post", n_post, msg("one to one needs n_pre = {n_pre} of them", n_pre=n_pre)
            )
        yield building(1.0)
        return Pairs(_even_starts(n_pre, 1), np.arange(n_pre, dtype=np.int32))


@dataclass(frozen=True)
class FixedProbability(Rule):
    """Each pair with the same probability, independently.

    Parameters
    ----------
    p : float
        0 to 1.
    self_connections : bool
        Whether a neuron may be connected to itself, within one population.
    """

    p: float
    self_connections: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "p", number(self.p, "p", "", low=0.0, high=1.0))

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the expected number of synapses."""
        return self.p * n_pre * _columns(n_post, same and not self.self_connections)

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        apart = same and not self.self_connections
        columns = _columns(n_post, apart)
        counts = np.zeros(n_pre, dtype=np.int64)
        expected = self.p * n_pre * columns
        # Pages that are never written take no memory; lists of parts would take it twice.
        found = np.empty(int(expected + 8.0 * sqrt(expected)) + 16, np.int32)
        n = 0
        for _, positions in hits(self.p, n_pre * columns, seed, stream):
            yield building(float(positions[0]) / (n_pre * columns) if positions.size else 1.0)
            if not positions.size:
                continue
            rows = positions // columns
            targets = positions - rows * columns
            if apart:
                targets += targets >= rows
            if n + targets.size > found.size:
                found.resize(n + 2 * targets.size, refcheck=False)
            found[n : n + targets.size] = targets
            n += targets.size
            first = int(rows[0])
            more = np.bincount((rows - first).astype(np.intp))
            counts[first : first + more.size] += more
        found.resize(n, refcheck=False)
        return Pairs(_starts(counts), found)


@dataclass(frozen=True)
class _FixedDegree(Rule):
    """Base of fixed in-degree and fixed out-degree."""

    k: int
    self_connections: bool = False
    multapses: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "k", integer(self.k, "k", low=0, high=MAX_SYNAPSES))

    def _rows(
        self, rows: int, n: int, same: bool, seed: int, stream: int
    ) -> Iterator[tuple[int, Targets]]:
        """Yield the first row and the chosen partners, of `n` neurons, for the rows."""
        apart = same and not self.self_connections
        columns = _columns(n, apart)
        most = MAX_SYNAPSES if self.multapses and columns else columns
        if self.k > most:
            number = Number(most, form=",")
            if self.multapses or not columns:
                allowed = msg("each neuron has {number} others to be connected to", number=number)
            else:
                allowed = msg(
                    "each neuron has {number} others to be connected to, or set multapses",
                    number=number,
                )
            raise ParameterError("k", self.k, allowed)
        choose = drawn if self.multapses else chosen
        for first, partners in choose(self.k, columns, rows, seed, stream):
            if apart:
                own = np.arange(first, first + len(partners), dtype=np.int32)
                partners += partners >= own[:, None]
            yield first, partners


@dataclass(frozen=True)
class FixedOutDegree(_FixedDegree):
    """Each presynaptic neuron to `k` postsynaptic ones, chosen at random.

    Parameters
    ----------
    k : int
        Synapses of each neuron.
    self_connections : bool
        Whether a neuron may be connected to itself, within one population.
    multapses : bool
        Whether a pair may have several synapses. If not, k is at most the number of neurons to
        choose from, and all sets of k are equally likely.
    """

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the number of synapses."""
        return float(self.k) * n_pre

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        targets = np.empty((n_pre, self.k), dtype=np.int32)
        for first, partners in self._rows(n_pre, n_post, same, seed, stream):
            targets[first : first + len(partners)] = partners
            yield building(first / n_pre)
        return Pairs(_even_starts(n_pre, self.k), targets.reshape(-1))


@dataclass(frozen=True)
class FixedInDegree(_FixedDegree):
    """Each postsynaptic neuron from `k` presynaptic ones; parameters as for `FixedOutDegree`."""

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the number of synapses."""
        return float(self.k) * n_post

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        keys = np.empty((n_post, self.k), dtype=np.int64)
        for first, partners in self._rows(n_post, n_pre, same, seed, stream):
            own = np.arange(first, first + len(partners), dtype=np.int64)
            keys[first : first + len(partners)] = partners.astype(np.int64) * n_post + own[:, None]
            yield building(first / n_post)
        flat = keys.reshape(-1)
        flat.sort()
        return Pairs(*compressed(flat, n_pre, n_post))


@dataclass(frozen=True)
class FixedTotal(Rule):
    """A fixed number of synapses between two populations, at pairs chosen at random.

    Parameters
    ----------
    n : int
        Number of synapses.
    self_connections : bool
        Whether a neuron may be connected to itself, within one population.
    multapses : bool
        Whether a pair may have several synapses. If not, n is at most the number of pairs, and all
        sets of n are equally likely.
    """

    n: int
    self_connections: bool = False
    multapses: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer(self.n, "n", low=0, high=MAX_SYNAPSES))

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the number of synapses."""
        return float(self.n)

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        apart = same and not self.self_connections
        columns = _columns(n_post, apart)
        pairs = n_pre * columns
        if self.n > pairs and not (self.multapses and pairs):
            allowed = msg("there are {number} pairs of neurons", number=Number(pairs, form=","))
            raise ParameterError("n", self.n, allowed)
        yield building(0.0)
        found = places(self.n, pairs, seed, stream, repeated=self.multapses)
        yield building(0.5)
        rows = found // max(columns, 1)
        targets = found - rows * columns
        if apart:
            targets += targets >= rows
        starts = _starts(np.bincount(rows, minlength=n_pre))
        return Pairs(starts, targets.astype(np.int32))


def _columns(n: int, apart: bool) -> int:
    """Return how many of `n` partners a neuron can choose from."""
    return n - 1 if apart else n


def _even_starts(n_pre: int, k: int) -> IndexArray:
    return np.arange(n_pre + 1, dtype=np.int64) * k


def _starts(counts: IndexArray) -> IndexArray:
    starts = np.zeros(counts.size + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts
