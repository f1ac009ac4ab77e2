"""Correlated spike trains: sources that share one rate, which fluctuates at random."""

from __future__ import annotations

from math import erfc, exp, inf, pi, sqrt
from typing import NamedTuple

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.inputs import Input, Samples
from izhikevich.random import exponential, normal
from izhikevich.units import number

_LOWEST = -5.0  # of the mean in standard deviations, before negative rates are cut off
_SMALL = 1e-3  # relative variance below which no rate is cut off at 0
_HIGHEST_RATE = 5.0  # standard deviations above the mean for which there must be room
_TERMS = 400  # of the expansion in Hermite polynomials
_BLOCK = 1 << 14  # steps
_DIGITS = 12


class CorrelatedRate(Input):
    """A rate that fluctuates for all sources together: their spike trains are correlated.

    The trains are Poisson trains with a common rate, the positive part of an Ornstein-Uhlenbeck
    process (a doubly stochastic process). Their cross-covariance decays exponentially, with the
    time constant `tau`, from correlation * rate / (2 tau).

    Parameters
    ----------
    rate : float
        Mean rate of each source, Hz.
    correlation : float
        Total correlation of two sources, 0 to 1: the cross-covariance of their trains, integrated
        over all lags, divided by the rate. In windows much longer than `tau`, their spike counts
        have the correlation coefficient correlation / (1 + correlation).
    tau : float
        Time constant of the correlation, ms.

    Raises
    ------
    ParameterError
        If a number is out of range, or there is no such process.

    Notes
    -----
    Source: Brette, "Generation of correlated spike trains", Neural Computation 21 (2009), 188-215.
    Mean and variance of the positive part are those that the arguments require, as there; and so is
    the integral of its autocovariance. Where the rate is often cut off at 0, the process under it
    is slower than `tau` for that, and the decay only nearly exponential.
    """

    def __init__(self, rate: float, correlation: float, tau: float) -> None:
        """Initialise from the parameters that the class describes."""
        self.rate = number(rate, "rate", "Hz", low=0.0)
        self.correlation = number(correlation, "correlation", "", low=0.0, high=1.0)
        self.tau = number(tau, "tau", "ms", low=0.0, low_open=True)
        self._process = _process(self.rate, self.correlation, self.tau)

    def __repr__(self) -> str:
        """Return the numbers."""
        return f"<CorrelatedRate: {self.rate:g} Hz, {self.correlation:g} over {self.tau:g} ms>"

    def _bound(self, name: str, unit: str, size: int, dt: float, seed: int, stream: int) -> Samples:
        """Return what samples the rate; see `bound`."""
        mean, sd, tau = self._process
        most = mean + _HIGHEST_RATE * sd
        if most > 1000.0 / dt:
            allowed = msg(
                "its peaks would exceed one spike per step, {highest} Hz: a weaker correlation, a "
                "longer tau or a smaller dt avoids that",
                highest=Number(1000.0 / dt, form="g"),
            )
            raise ParameterError(name, repr(self), allowed)
        if not sd:
            return Samples(1, lambda t: np.full((t.size, 1), mean))
        fluctuation = _Fluctuation(dt / tau, seed, stream)

        def sample(t: FloatArray) -> FloatArray:
            steps = np.rint(t / dt).astype(np.int64)
            first, stop = int(steps.min()), int(steps.max()) + 1
            found = np.maximum(mean + sd * fluctuation.between(first, stop), 0.0)
            column: FloatArray = found[steps - first][:, None]
            return column

        return Samples(1, sample)


class _Process(NamedTuple):
    """An Ornstein-Uhlenbeck process: mean, standard deviation and time constant (ms)."""

    mean: float
    sd: float
    tau: float


class _Fluctuation:
    """An Ornstein-Uhlenbeck process of mean 0 and variance 1, as a function of the step.

    Each value follows from the one before. The last value of each block of steps is kept, so that a
    run can continue from any step.
    """

    def __init__(self, decay: float, seed: int, stream: int) -> None:
        self._left = exponential(-decay)
        self._strength = sqrt(1.0 - self._left * self._left)
        self._seed, self._stream = seed, stream
        self._ends: list[float] = []
        self._recent: tuple[int, FloatArray] = (-1, np.empty(0))

    def between(self, first: int, stop: int) -> FloatArray:
        """Return the values in the steps first .. stop - 1."""
        blocks = range(first // _BLOCK, (stop - 1) // _BLOCK + 1)
        parts = [self._block(block) for block in blocks]
        begin = blocks.start * _BLOCK
        return np.concatenate(parts)[first - begin : stop - begin]

    def _block(self, block: int) -> FloatArray:
        for earlier in range(len(self._ends), block):
            self._compute(earlier)
        if self._recent[0] != block:
            self._compute(block)
        return self._recent[1]

    def _compute(self, block: int) -> None:
        drawn = normal(self._seed, self._stream, block, _BLOCK)
        left, strength = self._left, self._strength
        x, found = 0.0, []
        if block:
            x = self._ends[block - 1]
        else:
            drawn[0] /= strength  # it begins with variance 1
        for z in drawn.tolist():
            x = left * x + strength * z
            found.append(x)
        if block == len(self._ends):
            self._ends.append(x)
        self._recent = block, np.array(found)


def _process(rate: float, correlation: float, tau: float) -> _Process:
    """Return the process whose positive part has the mean, the variance and the correlation."""
    if not rate or not correlation:
        return _Process(rate, 0.0, tau)
    expected = 2.0 * rate * tau / 1000.0
    wanted = correlation / expected if expected else inf  # variance / mean^2
    if wanted < _SMALL:
        return _Process(rate, rate * sqrt(wanted), tau)
    low, high = _LOWEST, 2.0 / sqrt(_SMALL)
    if _relative_variance(low) < wanted:
        allowed = msg(
            "cannot be had at {rate} Hz with tau = {tau} ms: choose a weaker one, or a longer tau",
            rate=Number(rate, form="g"),
            tau=Number(tau, form="g"),
        )
        raise ParameterError("correlation", correlation, allowed)
    for _ in range(100):  # it falls as the mean rises
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _relative_variance(middle) > wanted else (low, middle)
    sd = rate / _positive_mean(high)
    # Last digits, in which the machines' exp and erfc differ, are left out.
    numbers = (high * sd, sd, tau / _relative_time(high))
    return _Process(*(float(f"{value:.{_DIGITS}g}") for value in numbers))


def _density(x: float) -> float:
    return exp(-0.5 * x * x) / sqrt(2.0 * pi)


def _below(x: float) -> float:
    return 0.5 * erfc(-x / sqrt(2.0))


def _positive_mean(mean: float) -> float:
    """Return the mean of the positive part of a normal number with variance 1."""
    return _density(mean) + mean * _below(mean)


def _positive_variance(mean: float) -> float:
    square = (1.0 + mean * mean) * _below(mean) + mean * _density(mean)
    return square - _positive_mean(mean) ** 2


def _relative_variance(mean: float) -> float:
    return _positive_variance(mean) / _positive_mean(mean) ** 2


def _relative_time(mean: float) -> float:
    """Return the correlation time of the positive part of a process, relative to the process's.

    With the correlation rho of the process, the covariance of the positive part is
    sum of c_k^2 rho^k over its Hermite coefficients c_k; with rho = exp(-t), its integral is
    sum of c_k^2 / k.
    """
    total = _below(mean) ** 2
    size = _density(mean) ** 2
    before, now = 0.0, 1.0 / sqrt(2.0)  # He_(k-2)(mean) / sqrt(k!)
    for k in range(2, _TERMS):
        total += size * now * now / k
        following = (mean * now - (k - 2) / sqrt(k) * before) / sqrt(k + 1.0)
        before, now = now, following
    return total / _positive_variance(mean)
