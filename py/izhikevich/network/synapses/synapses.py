"""The synapses between two populations: neurons, weights and delays."""

from __future__ import annotations

from collections.abc import Generator
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.arrays import integers
from izhikevich.network.connectivity.rules import BYTES_PER_SYNAPSE, LARGEST_POPULATION, Pairs, Rule
from izhikevich.network.connectivity.sampling import Targets
from izhikevich.network.distributions import Distribution, values
from izhikevich.progress import Progress, Report, Steps, building, part_of, returning
from izhikevich.units import integer, number

#: Longest delay, steps.
LONGEST_DELAY = 1_000_000
#: Maximum number of elements of a dense matrix.
LARGEST_DENSE = 10_000_000
_CHUNK = 1 << 20  # random values drawn at a time, so that memory beyond the result is bounded


class Triples(NamedTuple):
    """Synapses as lists, all of shape (n,); delays in steps."""

    pre: Targets
    post: Targets
    weights: FloatArray
    delays: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Synapses:
    """Synapses, compressed by presynaptic neuron: those of neuron i are contiguous.

    The arrays are read-only; `dataclasses.replace` makes changed copies.

    Parameters
    ----------
    starts : int64 array, shape (n_pre + 1,)
        The synapses of presynaptic neuron i are starts[i] .. starts[i + 1] - 1.
    targets : int32 array, shape (n,)
        Postsynaptic neurons. Those that `build` makes are sorted for each presynaptic one.
    weights : array, shape (n,)
        Weights, in the unit of the conductance to which they are added; in the precision given.
    delays : int32 array, shape (n,)
        Delays in steps, at least 1.
    n_pre, n_post : int
        Sizes of the populations.

    Raises
    ------
    ParameterError
        If the arrays do not match, or a value is out of range.
    """

    starts: IndexArray
    targets: Targets
    weights: FloatArray
    delays: NDArray[np.int32]
    n_pre: int
    n_post: int

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<Synapses: {self.n:,} from {self.n_pre:,} onto {self.n_post:,} neurons>"

    def __post_init__(self) -> None:
        n_pre = integer(self.n_pre, "n_pre", low=1, high=LARGEST_POPULATION)
        n_post = integer(self.n_post, "n_post", low=1, high=LARGEST_POPULATION)
        arrays = {
            "starts": _whole(self.starts, "starts", np.int64, 0, 1 << 62),
            "targets": _whole(self.targets, "targets", np.int32, 0, n_post - 1),
            "weights": _numbers(self.weights),
            "delays": _whole(self.delays, "delays", np.int32, 1, LONGEST_DELAY),
        }
        starts = arrays["starts"]
        n = arrays["targets"].size
        rising = starts.size == n_pre + 1 and starts[0] == 0 and starts[-1] == n
        if not (rising and (starts[1:] >= starts[:-1]).all()):
            raise ParameterError(
                "starts",
                self.starts,
                msg("must be {count} numbers that rise from 0 to {n}", count=n_pre + 1, n=n),
            )
        for name in ("weights", "delays"):
            if arrays[name].shape != (n,):
                raise ParameterError(
                    name,
                    msg("an array of shape {shape}", shape=arrays[name].shape),
                    msg("there are {n} synapses", n=n),
                )
        if not np.isfinite(arrays["weights"]).all():
            raise ParameterError("weights", self.weights, "must be finite")
        for name, array in arrays.items():
            object.__setattr__(self, name, _fixed(array))

    @classmethod
    @returning
    def build(
        cls,
        rule: Rule,
        n_pre: int,
        n_post: int,
        *,
        weights: float | ArrayLike | Distribution | None = None,
        delays: float | ArrayLike | Distribution | None = None,
        dt: float = 1.0,
        same: bool = False,
        seed: int = 0,
        stream: int = 0,
        precision: str = "float64",
        named: tuple[str, str] = ("weights", ""),
        progress: Report | None = None,
    ) -> Steps[Synapses]:
        """Make the synapses of a rule.

        Parameters
        ----------
        rule : Rule
        n_pre, n_post : int
            Sizes of the populations.
        weights : number, array of shape (n,) or distribution, optional
            Default: those that the rule provides, else 1. An array is in the order of the synapses
            (by presynaptic neuron, then by target), but with `FromTriples` in the order of the
            triples.
        delays : number, array of shape (n,) or distribution, optional
            Delays, ms; default: those that the rule provides, else one step. They are rounded to
            steps, a half up, and are at least one step; distributions may give any number, but a
            given delay of 0 or less is rejected.
        dt : float
            Time step, ms.
        same : bool
            Whether both populations are the same one.
        seed, stream : int
            Seed and stream of the random numbers: `stream` for the pairs, the next two for weights
            and delays.
        precision : {"float64", "float32"}
            Precision of the weights.
        named : tuple of str
            What the weights are called in messages, and their unit.
        progress : callable, optional
            Called with each `Progress`: its fraction and its text.

        Raises
        ------
        ParameterError
            If a value is not allowed or does not fit the others; the message names it.
        """
        dt = number(dt, "dt", "ms", low=0.0, low_open=True)
        if not isinstance(rule, Rule):
            raise ParameterError("rule", rule, "must be a rule such as FixedProbability(0.1)")
        pairs = yield from part_of(
            rule.building(n_pre, n_post, same, seed, stream), 0.0, 0.6, building(0.0).text
        )
        real = np.dtype(precision)
        strength = yield from _given(
            weights, *named, pairs.weights, 1.0, pairs, seed, stream + 1, real
        )
        late = yield from _given(delays, "delays", "ms", pairs.delays, dt, pairs, seed, stream + 2)
        if not isinstance(delays, Distribution):
            check_delays(late, "delays", dt)
        steps = np.broadcast_to(delay_steps(late, "delays", dt), pairs.targets.shape)
        return cls(pairs.starts, pairs.targets, strength, steps, int(n_pre), int(n_post))

    @property
    def n(self) -> int:
        """Number of synapses."""
        return self.targets.size

    @property
    def nbytes(self) -> int:
        """Memory of the arrays, bytes. Delays that are all the same take almost none."""
        delays = self.delays[:1] if self.delays.strides == (0,) else self.delays
        arrays = (self.starts, self.targets, self.weights, delays)
        return sum(array.nbytes for array in arrays)

    @cached_property
    def longest_delay(self) -> int:
        """Longest delay, steps; at least 1."""
        return int(self.delays.max(initial=1))

    def with_weights(self, weights: FloatArray) -> Synapses:
        """Return the same synapses with other weights, which have been checked.

        Parameters
        ----------
        weights : array, shape (n,)
            It is not copied.
        """
        changed = copy(self)
        object.__setattr__(changed, "weights", _fixed(weights))
        return changed

    def with_delays(self, delays: NDArray[np.int32]) -> Synapses:
        """Return the same synapses with other delays (steps), which have been checked.

        Parameters
        ----------
        delays : int32 array, shape (n,)
            It is not copied.
        """
        changed = copy(self)
        object.__setattr__(changed, "delays", _fixed(delays))
        vars(changed).pop("longest_delay", None)
        return changed

    def out_degrees(self) -> IndexArray:
        """Return the number of synapses from each presynaptic neuron, shape (n_pre,)."""
        return np.diff(self.starts)

    def in_degrees(self) -> IndexArray:
        """Return the number of synapses onto each postsynaptic neuron, shape (n_post,)."""
        return np.bincount(self.targets, minlength=self.n_post).astype(np.int64)

    def sources(self) -> Targets:
        """Return the presynaptic neuron of each synapse, shape (n,)."""
        neurons = np.arange(self.n_pre, dtype=np.int32)
        return np.repeat(neurons, self.out_degrees().astype(np.intp))

    def triples(self) -> Triples:
        """Return the synapses as lists."""
        return Triples(self.sources(), self.targets, self.weights, self.delays)

    def dense(self, missing: float = np.nan) -> FloatArray:
        """Return the weights as a matrix, shape (n_post, n_pre), as `FromMatrix` takes it.

        Parameters
        ----------
        missing : float
            Value where there is no synapse. Weights of several synapses of a pair are added.

        Raises
        ------
        ParameterError
            If the matrix would have more than 10^7 elements.
        """
        size = self.n_pre * self.n_post
        if size > LARGEST_DENSE:
            raise ParameterError(
                "n_pre * n_post",
                size,
                msg(
                    "a dense matrix has at most {most} elements",
                    most=Number(LARGEST_DENSE, form=","),
                ),
            )
        place = self.targets.astype(np.intp) * self.n_pre + self.sources()
        sums = np.bincount(place, weights=self.weights, minlength=size)
        matrix = np.asarray(sums, dtype=np.float64)
        there = np.zeros(size, dtype=np.bool_)
        there[place] = True
        matrix[~there] = missing
        return matrix.reshape((self.n_post, self.n_pre))


def expected_bytes(rule: Rule, n_pre: int, n_post: int, same: bool = False) -> int:
    """Estimate the memory of the synapses of a rule, without building them.

    Parameters
    ----------
    rule : Rule
    n_pre, n_post : int
        Sizes of the populations.
    same : bool
        Whether both are the same population.

    Returns
    -------
    int
        Bytes; up to twice as much is needed while the synapses are built.
    """
    expected = rule.expected(n_pre, n_post, same)
    return int(expected * BYTES_PER_SYNAPSE) + 8 * (n_pre + 1)


def excitatory_count(n: int, excitatory_fraction: float) -> int:
    """Return how many of `n` neurons are excitatory: that fraction of them, a half rounded up."""
    fraction = number(excitatory_fraction, "excitatory_fraction", "", low=0.0, high=1.0)
    return int(fraction * n + 0.5)


def dale(
    synapses: Synapses, excitatory_fraction: float, *, inhibitory_scale: float = 1.0
) -> Synapses:
    """Give all synapses of a neuron the same sign (Dale's law).

    Parameters
    ----------
    synapses : Synapses
    excitatory_fraction : float
        The first neurons, this fraction of all presynaptic ones, are excitatory: each weight w
        becomes abs(w). For the others it becomes -abs(w) * inhibitory_scale.
    inhibitory_scale : float
        Factor of the inhibitory weights, at least 0.

    Raises
    ------
    ParameterError
        If a number is out of range.
    """
    scale = number(inhibitory_scale, "inhibitory_scale", "", low=0.0)
    first = synapses.starts[excitatory_count(synapses.n_pre, excitatory_fraction)]
    weights = np.abs(synapses.weights)
    weights[first:] *= -scale
    return replace(synapses, weights=weights)


def _given(
    value: float | ArrayLike | Distribution | None,
    name: str,
    unit: str,
    brought: FloatArray | None,
    default: float,
    pairs: Pairs,
    seed: int,
    stream: int,
    real: np.dtype[Any] | None = None,
) -> Generator[Progress, None, FloatArray]:
    """Return a number per synapse: the value given, or the rule's, or the default.

    It is a single number, shape (1,), if that applies to all and `real` is not given.
    """
    n = pairs.targets.size
    if value is None:
        if brought is not None:
            return brought.astype(real or np.float64, copy=False)
        value = default
    elif brought is not None:
        raise ParameterError(name, value, msg("the rule provides its own {name}", name=name))
    if isinstance(value, Distribution):
        drawn: FloatArray = np.empty(n, real)
        for first in range(0, n, _CHUNK):
            index = np.arange(first, min(first + _CHUNK, n), dtype=np.int64)
            drawn[first : first + index.size] = value.sample(seed, stream, index)
            yield building(0.6 + 0.4 * first / n)
        return drawn
    if np.ndim(value) == 0:
        own = values(value, 1, name, unit, seed, stream)
        return own if real is None else np.full(n, own[0], real)
    own = values(value, n, name, unit, seed, stream)
    return (own if pairs.order is None else own[pairs.order]).astype(real or np.float64, copy=False)


def _numbers(value: ArrayLike) -> FloatArray:
    """Return floating-point numbers, in single precision if they are given so."""
    array = np.asarray(value)
    return array if array.dtype == np.float32 else np.asarray(array, dtype=np.float64)


def check_delays(delays: FloatArray, name: str, dt: float) -> None:
    """Reject delays (ms) of 0 or less."""
    if (delays <= 0.0).any():
        raise ParameterError(
            name,
            float(delays[delays <= 0.0][0]),
            msg(
                "must be above 0 ms; the shortest is one step, dt = {dt} ms",
                dt=Number(dt, form="g"),
            ),
        )


def delay_steps(delays: FloatArray, name: str, dt: float) -> NDArray[np.int32]:
    """Round delays (ms) to steps; `delays` is used up."""
    delays /= dt
    delays += 0.5
    np.floor(delays, out=delays)
    np.maximum(delays, 1.0, out=delays)
    if (delays > LONGEST_DELAY).any():
        raise ParameterError(
            name,
            msg("{count} steps", count=Number(delays.max(), form=".0f")),
            msg(
                "at most {most} of {dt} ms are kept",
                most=Number(LONGEST_DELAY, form=","),
                dt=Number(dt, form="g"),
            ),
        )
    return delays.astype(np.int32)


def _fixed(array: NDArray[Any]) -> NDArray[Any]:
    """Return a view of an array that cannot be written to."""
    view = array.view()
    view.flags.writeable = False
    return view


def _whole(
    value: object, name: str, kind: type[np.int32] | type[np.int64], low: int, high: int
) -> NDArray[Any]:
    """Return whole numbers of a given type; an array that already has it is not copied."""
    array: NDArray[Any] = np.asarray(value)
    if array.dtype != kind or array.ndim != 1:
        return integers(value, name, low, high).astype(kind)
    if array.size and not (low <= array.min() and array.max() <= high):
        raise ParameterError(name, value, msg("must be from {low} to {high}", low=low, high=high))
    return array
