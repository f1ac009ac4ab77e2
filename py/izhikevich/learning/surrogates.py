"""Surrogates of the derivative of a spike, used when gradients are computed.

A spike is a step function of x = (V - V_th) / scale: 1 from x = 0 on. Its true derivative is zero
almost everywhere, so nothing can be learned through it. A surrogate keeps the step in the forward
pass and takes the derivative of a smooth step in the backward pass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from math import erf, inf, pi, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.table import Table
from izhikevich.units import number, numbers

#: The derivative of a step at an array of x, of the same shape.
Derivative: TypeAlias = Callable[[FloatArray], ArrayLike]

_SQRT_2PI = sqrt(2.0 * pi)
#: Nodes by which the function of an `OwnSurrogate` is integrated.
_NODES = 64
#: The x at which a function is tried.
_TRIED = np.array([[-1.0, 0.0, 1.0]])


@dataclass(frozen=True)
class Surrogate:
    """A step with the derivative of another function.

    Parameters
    ----------
    alpha : float
        Height or steepness, depending on the kind.
    width : float
        How far from the threshold it extends, in units of x.

    Raises
    ------
    ParameterError
        If one of them is not a positive number.
    """

    alpha: float = 1.0
    width: float = 1.0

    def __post_init__(self) -> None:
        """Check the fields."""
        for own in fields(self):
            value = getattr(self, own.name)
            if value != inf:
                value = number(value, own.name, "", low=1e-6, high=1e6)
            object.__setattr__(self, own.name, value)

    def value(self, x: ArrayLike) -> FloatArray:
        """Return the step itself, 1 where x >= 0 and 0 elsewhere: what the forward pass uses."""
        return np.greater_equal(x, 0.0).astype(np.float64)

    def derivative(self, x: ArrayLike) -> FloatArray:
        """Return the derivative of the step used in the backward pass."""
        raise NotImplementedError

    def smooth(self, x: ArrayLike) -> FloatArray:
        """Return the function with this derivative, 1/2 at x = 0 (for plots and tests)."""
        raise NotImplementedError


@dataclass(frozen=True)
class ReluGrad(Surrogate):
    """A triangle, max(alpha (width - abs(x)), 0): BrainPy's default.

    With V_th as the scale and the default values its support is 0 < V < 2 V_th.
    """

    alpha: float = 0.3
    width: float = 1.0

    def derivative(self, x: ArrayLike) -> FloatArray:
        """Return the triangle."""
        return np.maximum(self.alpha * self.width - self.alpha * np.abs(x), 0.0)

    def smooth(self, x: ArrayLike) -> FloatArray:
        """Return two parabolas, 1/2 -+ alpha width^2 / 2 outside."""
        inside = np.clip(np.asarray(x, dtype=np.float64), -self.width, self.width)
        return 0.5 + self.alpha * inside * (self.width - 0.5 * np.abs(inside))


@dataclass(frozen=True)
class Sigmoid(Surrogate):
    """The derivative of the logistic function of y = alpha x / width, times width."""

    alpha: float = 4.0
    width: float = 1.0

    def derivative(self, x: ArrayLike) -> FloatArray:
        """Return alpha s (1 - s), s the logistic function of y."""
        s = self._logistic(x)
        return np.asarray(self.alpha * s * (1.0 - s))

    def smooth(self, x: ArrayLike) -> FloatArray:
        """Return the logistic function, stretched by the width."""
        return 0.5 + self.width * (self._logistic(x) - 0.5)

    def _logistic(self, x: ArrayLike) -> FloatArray:
        y = np.asarray(x, dtype=np.float64) * (self.alpha / self.width)
        # tanh, unlike exp, does not overflow far from the threshold.
        return np.asarray(0.5 + 0.5 * np.tanh(0.5 * y))


@dataclass(frozen=True)
class FastSigmoid(Surrogate):
    """1 / (1 + alpha abs(x) / width)^2: SuperSpike.

    References
    ----------
    Zenke F, Ganguli S (2018). SuperSpike. Neural Computation 30, 1514-1541.
    """

    alpha: float = 10.0
    width: float = 1.0

    def derivative(self, x: ArrayLike) -> FloatArray:
        """Return the inverse square."""
        return np.asarray((1.0 + np.abs(x) * (self.alpha / self.width)) ** -2.0)

    def smooth(self, x: ArrayLike) -> FloatArray:
        """Return 1/2 + x / (1 + alpha abs(x) / width)."""
        x = np.asarray(x, dtype=np.float64)
        return np.asarray(0.5 + x / (1.0 + np.abs(x) * (self.alpha / self.width)))


@dataclass(frozen=True)
class Arctan(Surrogate):
    """alpha / 2 / (1 + (pi/2 alpha x / width)^2).

    References
    ----------
    Fang W et al. (2021). Incorporating learnable membrane time constant to enhance learning of
    spiking neural networks. Proc. ICCV, 2661-2671.
    """

    alpha: float = 2.0
    width: float = 1.0

    def derivative(self, x: ArrayLike) -> FloatArray:
        """Return the Cauchy bell."""
        return np.asarray(0.5 * self.alpha / (1.0 + self._turned(x) ** 2))

    def smooth(self, x: ArrayLike) -> FloatArray:
        """Return the arctangent, stretched by the width."""
        return np.asarray(0.5 + self.width / pi * np.arctan(self._turned(x)))

    def _turned(self, x: ArrayLike) -> FloatArray:
        return np.asarray(x, dtype=np.float64) * (0.5 * pi * self.alpha / self.width)


@dataclass(frozen=True)
class Gaussian(Surrogate):
    """alpha times the normal density whose standard deviation is the width."""

    alpha: float = 0.5
    width: float = 0.5

    def derivative(self, x: ArrayLike) -> FloatArray:
        """Return the bell."""
        return self.alpha * _bell(np.asarray(x, dtype=np.float64), self.width)

    def smooth(self, x: ArrayLike) -> FloatArray:
        """Return alpha times the normal distribution function, 1/2 at x = 0."""
        return 0.5 + self.alpha * (_below(x, self.width) - 0.5)


@dataclass(frozen=True)
class MultiGaussian(Surrogate):
    """A bell minus two wide ones around it: alpha ((1 + h) N(0, w) - h N(w, s w) - h N(-w, s w)).

    N(m, w) is the normal density about m with the standard deviation w, the width.

    Parameters
    ----------
    alpha, width : float
    h : float
        Weight of the bells at the sides.
    s : float
        How many times wider these are.

    References
    ----------
    Yin B, Corradi F, Bohté SM (2021). Accurate and efficient time-domain classification with
    adaptive spiking recurrent neural networks. Nature Machine Intelligence 3, 905-913.
    """

    alpha: float = 0.5
    width: float = 0.5
    h: float = 0.15
    s: float = 6.0

    def derivative(self, x: ArrayLike) -> FloatArray:
        """Return the three bells; it is negative far from the threshold."""
        x = np.asarray(x, dtype=np.float64)
        wide = self.s * self.width
        flanks = _bell(x - self.width, wide) + _bell(x + self.width, wide)
        return self.alpha * ((1.0 + self.h) * _bell(x, self.width) - self.h * flanks)

    def smooth(self, x: ArrayLike) -> FloatArray:
        """Return the sum of three normal distribution functions, 1/2 at x = 0."""
        x = np.asarray(x, dtype=np.float64)
        wide = self.s * self.width
        flanks = _below(x - self.width, wide) + _below(x + self.width, wide) - 1.0
        middle = _below(x, self.width) - 0.5
        return 0.5 + self.alpha * ((1.0 + self.h) * middle - self.h * flanks)


@dataclass(frozen=True)
class StraightThrough(Surrogate):
    """alpha up to the width, zero beyond; with an infinite width, alpha everywhere.

    References
    ----------
    Bengio Y, Léonard N, Courville A (2013). Estimating or propagating gradients through stochastic
    neurons for conditional computation. arXiv:1308.3432.
    """

    alpha: float = 1.0
    width: float = inf

    def derivative(self, x: ArrayLike) -> FloatArray:
        """Return the rectangle."""
        return self.alpha * np.less_equal(np.abs(x), self.width).astype(np.float64)

    def smooth(self, x: ArrayLike) -> FloatArray:
        """Return a straight line, level beyond the width."""
        return 0.5 + self.alpha * np.clip(np.asarray(x, dtype=np.float64), -self.width, self.width)


@dataclass(frozen=True)
class TrueStep(Surrogate):
    """No surrogate: the true derivative of the step, zero, so that nothing is learned through it.

    `alpha` and `width` have no effect.
    """

    def derivative(self, x: ArrayLike) -> FloatArray:
        """Return zero (also at x = 0, where the derivative does not exist)."""
        return np.zeros(np.shape(x))

    def smooth(self, x: ArrayLike) -> FloatArray:
        """Return the step."""
        return self.value(x)


@dataclass(frozen=True)
class OwnSurrogate(Surrogate):
    """A surrogate whose derivative is a function of the caller's; `alpha` and `width` are unused.

    Parameters
    ----------
    alpha, width : float
    function : callable
        Derivative at an array of x, of the same shape.
    """

    function: Derivative = field(kw_only=True)

    def __post_init__(self) -> None:
        """Accept the function as it is."""

    def derivative(self, x: ArrayLike) -> FloatArray:
        """Return what the function does."""
        return np.asarray(self.function(np.asarray(x, dtype=np.float64)), dtype=np.float64)

    def smooth(self, x: ArrayLike) -> FloatArray:
        """Return 1/2 plus the integral of the function from 0 to x, by Gauss-Legendre."""
        x = np.asarray(x, dtype=np.float64)
        nodes, weights = np.polynomial.legendre.leggauss(_NODES)
        inside = 0.5 * x[..., np.newaxis] * (1.0 + nodes)
        return np.asarray(0.5 + 0.5 * x * (self.derivative(inside) @ weights))


def as_surrogate(given: object, name: str) -> Surrogate:
    """Return a surrogate as it is, that of a function, or the default for None.

    Raises
    ------
    ParameterError
        If it is none of them, or the function does not return a number for each x.
    """
    if given is None:
        return ReluGrad()
    if isinstance(given, Surrogate):
        return given
    if callable(given) and not isinstance(given, type):
        slopes = numbers(given(_TRIED), name, "")
        if slopes.shape != _TRIED.shape:
            raise ParameterError(
                name, given, "must return a number for each x, its derivative there"
            )
        return OwnSurrogate(function=given)
    raise ParameterError(name, given, "must be a surrogate, or a function: its derivative at x")


#: The surrogates by name, BrainPy's default first.
SURROGATES = Table(
    "surrogate",
    {
        "relu": ReluGrad,
        "sigmoid": Sigmoid,
        "fast_sigmoid": FastSigmoid,
        "arctan": Arctan,
        "gaussian": Gaussian,
        "multi_gaussian": MultiGaussian,
        "straight_through": StraightThrough,
        "true_step": TrueStep,
    },
)


def _bell(x: FloatArray, sd: float) -> FloatArray:
    """Return the normal density about 0."""
    return np.exp(-0.5 * (x / sd) ** 2) / (sd * _SQRT_2PI)


def _below(x: ArrayLike, sd: float) -> FloatArray:
    """Return the normal distribution function."""
    scaled = np.asarray(x, dtype=np.float64) / (sd * sqrt(2.0))
    flat = [0.5 + 0.5 * erf(value) for value in scaled.reshape(-1).tolist()]
    return np.array(flat).reshape(scaled.shape)
