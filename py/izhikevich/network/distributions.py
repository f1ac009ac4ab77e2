"""Laws from which each neuron or synapse of a network draws a value of its own."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import exp, expm1, inf, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich.errors import ParameterError
from izhikevich.random import exponential, logarithm, normal, uniform
from izhikevich.units import number

FloatArray = NDArray[np.float64]
#: Tries of the gamma law's rejection method; each fails with a probability below 0.05.
_TRIES = 40


@dataclass(frozen=True)
class Distribution:
    """A law; each value is a function of (seed, stream, index) alone."""

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
        """Mean of the law, before values are cut off."""
        raise NotImplementedError

    @property
    def sd(self) -> float:
        """Standard deviation of the law, before values are cut off."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """Short text that `parse_distribution` reads, such as "normal(5,1,low=0)"."""
        parts = []
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in ("low", "high") and type(self) is not Uniform:
                if np.isfinite(value):
                    parts.append(f"{field.name}={value!r}")
            else:
                parts.append(repr(value))
        return f"{type(self).__name__.lower()}({','.join(parts)})"

    def _check(self, **positive: bool) -> None:
        for field in fields(self):
            name, value = field.name, getattr(self, field.name)
            if type(self) is not Uniform and value == {"low": -inf, "high": inf}.get(name):
                continue
            low = 0.0 if name in positive else -inf
            checked = number(value, name, "", low=low, low_open=positive.get(name, False))
            object.__setattr__(self, name, checked)
        low, high = getattr(self, "low", -inf), getattr(self, "high", inf)
        if low > high:
            raise ParameterError("low", low, f"must not be above high = {high:g}")

    def _cut(self, values: FloatArray) -> FloatArray:
        return np.clip(values, getattr(self, "low", -inf), getattr(self, "high", inf))


@dataclass(frozen=True)
class Uniform(Distribution):
    """Between `low` and `high`."""

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
        """Mean of the law."""
        return 0.5 * (self.low + self.high)

    @property
    def sd(self) -> float:
        """Standard deviation of the law."""
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
        self._check(sigma=False)

    def sample(self, seed: int, stream: int, index: int | NDArray[np.integer]) -> FloatArray:
        """Return one value per index."""
        return self._cut(self.mu + self.sigma * normal(seed, stream, 0, index))

    @property
    def mean(self) -> float:
        """Mean of the law."""
        return self.mu

    @property
    def sd(self) -> float:
        """Standard deviation of the law."""
        return self.sigma


@dataclass(frozen=True)
class LogNormal(Distribution):
    """The exponential of a normal number with mean `mu` and standard deviation `sigma`."""

    mu: float
    sigma: float
    low: float = -inf
    high: float = inf

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check(sigma=False)

    def sample(self, seed: int, stream: int, index: int | NDArray[np.integer]) -> FloatArray:
        """Return one value per index."""
        return self._cut(exponential(self.mu + self.sigma * normal(seed, stream, 0, index)))

    @property
    def mean(self) -> float:
        """Mean of the law."""
        return exp(self.mu + 0.5 * self.sigma**2)

    @property
    def sd(self) -> float:
        """Standard deviation of the law."""
        return self.mean * sqrt(expm1(self.sigma**2))


@dataclass(frozen=True)
class Exponential(Distribution):
    """Exponential, with the given mean."""

    scale: float
    low: float = -inf
    high: float = inf

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check(scale=True)

    def sample(self, seed: int, stream: int, index: int | NDArray[np.integer]) -> FloatArray:
        """Return one value per index."""
        return self._cut(-self.scale * logarithm(uniform(seed, stream, 0, index)))

    @property
    def mean(self) -> float:
        """Mean of the law."""
        return self.scale

    @property
    def sd(self) -> float:
        """Standard deviation of the law."""
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
        self._check(shape=True, scale=True)

    def sample(self, seed: int, stream: int, index: int | NDArray[np.integer]) -> FloatArray:
        """Return one value per index."""
        which = np.arange(index) if isinstance(index, (int, np.integer)) else np.asarray(index)
        # A shape below 1 is drawn with one more, and brought back by a power of a uniform number.
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
        """Mean of the law."""
        return self.shape * self.scale

    @property
    def sd(self) -> float:
        """Standard deviation of the law."""
        return sqrt(self.shape) * self.scale


_KINDS = {kind.__name__.lower(): kind for kind in (Uniform, Normal, LogNormal, Exponential, Gamma)}


def parse_distribution(text: str) -> Distribution:
    """Read the text of a distribution.

    Raises
    ------
    ParameterError
        If it is none.
    """
    name, _, rest = text.strip().partition("(")
    kind = _KINDS.get(name.strip().lower())
    if kind is None or not rest.endswith(")"):
        known = ", ".join(f"{known}(…)" for known in _KINDS)
        raise ParameterError("distribution", text, f"must be one of {known}")
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
        raise ParameterError("distribution", text, f"{name} takes the numbers {names}") from None


def values(
    x: float | ArrayLike | Distribution, n: int, name: str, unit: str, seed: int, stream: int
) -> FloatArray:
    """Return a value for each of n neurons or synapses.

    Parameters
    ----------
    x : number, array of shape (n,) or Distribution
    n : int
    name, unit : str
        For errors.
    seed, stream : int
        Of the draws.

    Returns
    -------
    array, shape (n,)
    """
    if isinstance(x, Distribution):
        return x.sample(seed, stream, n)
    if np.ndim(x) == 0:
        return np.full(n, number(x, name, unit))
    given: Any = x
    try:
        array = np.array(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise ParameterError(name, x, "must be numbers") from None
    if array.shape != (n,):
        raise ParameterError(name, x, f"has the shape {array.shape}, but ({n},) is needed")
    if not np.isfinite(array).all():
        raise ParameterError(name, float(array[~np.isfinite(array)][0]), "must be finite")
    return array
