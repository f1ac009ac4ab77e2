"""Distributions from which each neuron or synapse of a network draws its own value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import exp, expm1, inf, isfinite, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.neuron.stimuli.base import number_text
from izhikevich.random import exponential, logarithm, normal, uniform
from izhikevich.units import number

#: Attempts of the rejection method for the gamma distribution; each fails with probability below
#: 0.05.
_TRIES = 40
#: Parameters stay within these limits, so that no sample overflows.
_LARGEST = 1e100
_SMALLEST = 1e-100
_LARGEST_SHAPE = 1e9
_LARGEST_MU, _LARGEST_SIGMA = 200.0, 20.0


@dataclass(frozen=True)
class Distribution:
    """A distribution; each value is a function of (seed, stream, index) only."""

    def sample(self, seed: int, stream: int, index: int | NDArray[np.integer]) -> FloatArray:
        """Return one value per index.

        Parameters
        ----------
        seed, stream : int
            See `izhikevich.random`.
        index : int or integer array
            Indices; or a count n, for 0 .. n - 1.
        """
        raise NotImplementedError

    @property
    def mean(self) -> float:
        """Mean of the distribution, before truncation."""
        raise NotImplementedError

    @property
    def sd(self) -> float:
        """Standard deviation of the distribution, before truncation."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """Short text that `parse_distribution` reads, such as "normal(5,1,low=0)"."""
        parts = []
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in ("low", "high") and type(self) is not Uniform:
                if isfinite(value):
                    parts.append(f"{field.name}={number_text(value)}")
            else:
                parts.append(number_text(value))
        return f"{type(self).__name__.lower()}({','.join(parts)})"

    def _check(self, **ranges: tuple[float, float]) -> None:
        """Check the fields, the named ones against their own ranges."""
        for field in fields(self):
            name, value = field.name, getattr(self, field.name)
            if type(self) is not Uniform and value == {"low": -inf, "high": inf}.get(name):
                continue
            low, high = ranges.get(name, (-_LARGEST, _LARGEST))
            object.__setattr__(self, name, number(value, name, "", low=low, high=high))
        low, high = getattr(self, "low", -inf), getattr(self, "high", inf)
        if low > high:
            raise ParameterError(
                "low", low, msg("must not be above high = {high}", high=Number(high, form="g"))
            )

    def _cut(self, values: FloatArray) -> FloatArray:
        return np.clip(values, getattr(self, "low", -inf), getattr(self, "high", inf))


@dataclass(frozen=True)
class Uniform(Distribution):
    """Uniform between `low` and `high`."""

    low: float
    high: float

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check()

    def sample(self, seed: int, stream: int, index: int | NDArray[np.integer]) -> FloatArray:
        """Return one value per index."""
        return self.low + (self.high - self.low) * uniform(seed, stream, 0, index)

    @property
    def mean(self) -> float:
        """Mean of the distribution."""
        return 0.5 * (self.low + self.high)

    @property
    def sd(self) -> float:
        """Standard deviation of the distribution."""
        return (self.high - self.low) / sqrt(12.0)


@dataclass(frozen=True)
class Normal(Distribution):
    """Normal; values beyond `low` and `high` are set to these."""

    mu: float
    sigma: float
    low: float = -inf
    high: float = inf

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check(sigma=(0.0, _LARGEST))

    def sample(self, seed: int, stream: int, index: int | NDArray[np.integer]) -> FloatArray:
        """Return one value per index."""
        return self._cut(self.mu + self.sigma * normal(seed, stream, 0, index))

    @property
    def mean(self) -> float:
        """Mean of the distribution."""
        return self.mu

    @property
    def sd(self) -> float:
        """Standard deviation of the distribution."""
        return self.sigma


@dataclass(frozen=True)
class LogNormal(Distribution):
    """Lognormal: exp of a normal number with mean `mu` and standard deviation `sigma`."""

    mu: float
    sigma: float
    low: float = -inf
    high: float = inf

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check(mu=(-_LARGEST_MU, _LARGEST_MU), sigma=(0.0, _LARGEST_SIGMA))

    def sample(self, seed: int, stream: int, index: int | NDArray[np.integer]) -> FloatArray:
        """Return one value per index."""
        return self._cut(exponential(self.mu + self.sigma * normal(seed, stream, 0, index)))

    @property
    def mean(self) -> float:
        """Mean of the distribution."""
        return exp(self.mu + 0.5 * self.sigma**2)

    @property
    def sd(self) -> float:
        """Standard deviation of the distribution."""
        return self.mean * sqrt(expm1(self.sigma**2))


@dataclass(frozen=True)
class Exponential(Distribution):
    """Exponential, with the given mean."""

    scale: float
    low: float = -inf
    high: float = inf

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check(scale=(_SMALLEST, _LARGEST))

    def sample(self, seed: int, stream: int, index: int | NDArray[np.integer]) -> FloatArray:
        """Return one value per index."""
        return self._cut(-self.scale * logarithm(uniform(seed, stream, 0, index)))

    @property
    def mean(self) -> float:
        """Mean of the distribution."""
        return self.scale

    @property
    def sd(self) -> float:
        """Standard deviation of the distribution."""
        return self.scale


@dataclass(frozen=True)
class Gamma(Distribution):
    """Gamma, with mean `shape` times `scale`, by the method of Marsaglia and Tsang (2000)."""

    shape: float
    scale: float = 1.0
    low: float = -inf
    high: float = inf

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check(shape=(_SMALLEST, _LARGEST_SHAPE), scale=(_SMALLEST, _LARGEST))

    def sample(self, seed: int, stream: int, index: int | NDArray[np.integer]) -> FloatArray:
        """Return one value per index."""
        which = np.arange(index) if isinstance(index, (int, np.integer)) else np.asarray(index)
        # For a shape below 1, draw with shape + 1 and rescale by a power of a uniform number.
        shape = self.shape + 1.0 if self.shape < 1.0 else self.shape
        d = shape - 1.0 / 3.0
        c = 1.0 / sqrt(9.0 * d)
        found = np.full(which.shape, d)
        open_ = np.ones(which.shape, dtype=np.bool_)
        for attempt in range(_TRIES):
            if not open_.any():
                break
            now = which[open_]
            x = normal(seed, stream, 2 * attempt, now)
            cube = (1.0 + c * x) ** 2 * (1.0 + c * x)
            v = np.maximum(cube, 1e-300)
            u = uniform(seed, stream, 2 * attempt + 1, now)
            taken = (cube > 0.0) & (logarithm(u) < 0.5 * x * x + d - d * v + d * logarithm(v))
            place = np.flatnonzero(open_.reshape(-1))[taken.reshape(-1)]
            found.reshape(-1)[place] = d * v[taken]
            open_.reshape(-1)[place] = False
        if self.shape < 1.0:
            u = uniform(seed, stream, 2 * _TRIES, which)
            found = found * exponential(logarithm(u) / self.shape)
        return self._cut(self.scale * found)

    @property
    def mean(self) -> float:
        """Mean of the distribution."""
        return self.shape * self.scale

    @property
    def sd(self) -> float:
        """Standard deviation of the distribution."""
        return sqrt(self.shape) * self.scale


_KINDS = {kind.__name__.lower(): kind for kind in (Uniform, Normal, LogNormal, Exponential, Gamma)}


def parse_distribution(text: str) -> Distribution:
    """Read a distribution from its text.

    Raises
    ------
    ParameterError
        If it is not a distribution.
    """
    if not isinstance(text, str):
        raise ParameterError("distribution", text, "must be text")
    name, _, rest = text.strip().partition("(")
    kind = _KINDS.get(name.strip().lower())
    if kind is None or not rest.endswith(")"):
        known = ", ".join(f"{known}(…)" for known in _KINDS)
        raise ParameterError("distribution", text, msg("must be one of {known}", known=known))
    plain: list[float] = []
    named: dict[str, float] = {}
    try:
        for part in rest[:-1].split(","):
            key, equals, value = part.rpartition("=")
            if equals:
                named[key.strip()] = float(value)
            else:
                plain.append(float(value))
        return kind(*plain, **named)
    except ParameterError:
        raise
    except (TypeError, ValueError):
        names = ", ".join(field.name for field in fields(kind))
        raise ParameterError(
            "distribution", text, msg("{name} takes the numbers {names}", name=name, names=names)
        ) from None


def is_law(given: Any) -> bool:
    """Tell whether values were given as a law: a number or a distribution, not one by one."""
    return isinstance(given, Distribution) or np.ndim(given) == 0


def is_one_number(given: Any) -> bool:
    """Tell whether what values are made from is one number: no array, and no distribution."""
    return np.ndim(given) == 0 and not isinstance(given, Distribution)


def values(
    x: float | ArrayLike | Distribution, n: int, name: str, unit: str, seed: int, stream: int
) -> FloatArray:
    """Return a value for each of n neurons or synapses.

    Parameters
    ----------
    x : number, array of shape (n,) or Distribution
        Plain numbers, and values drawn from a distribution, are in `unit`; quantities with a unit
        are converted or rejected, as by `izhikevich.units.number`.
    n : int
    name, unit : str
        Name of the parameter, for error messages, and unit of the result.
    seed, stream : int
        Seed and stream of the draws.

    Returns
    -------
    array, shape (n,)
        A new array.

    Raises
    ------
    ParameterError
        If a value is not a finite number, or the number of values is not n.
    """
    if isinstance(x, Distribution):
        return x.sample(seed, stream, n)
    given: Any = x
    listed = isinstance(given, Sequence) and not isinstance(given, (str, bytes))
    if not listed and getattr(given, "ndim", 0) == 0:
        return np.full(n, number(given, name, unit))
    shape = (len(given),) if listed else given.shape
    if shape != (n,):
        raise ParameterError(
            name, x, msg("has the shape {shape}, but ({n},) is needed", shape=shape, n=n)
        )
    if type(given) is not np.ndarray or given.dtype.kind not in "iuf":
        return np.array([number(value, name, unit) for value in given], dtype=np.float64)
    array = given.astype(np.float64)
    wrong = ~np.isfinite(array)
    if wrong.any():
        raise ParameterError(name, array[wrong][0], "must be finite")
    return array
