"""Signals beyond the stimuli of a neuron: noise with a limited band, and products."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import ClassVar

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.neuron.rules import FloatArray
from izhikevich.neuron.stimulus_base import Stimulus, checked
from izhikevich.random import normal, sine_of_turns, uniform
from izhikevich.units import integer

_STREAM = 0x42414E44  # "BAND"
_MOST_WAVES = 20_000
#: Sample times and waves that are computed together.
_TOGETHER = 200_000
#: Parabolas through this many intervals per period follow a sine well.
_INTERVALS_PER_PERIOD = 40


@dataclass(frozen=True)
class BandLimitedNoise(Stimulus):
    """Smooth noise: white between two frequencies, nothing outside; it repeats after a period.

    The sum of all sines of the frequencies k / period in the band, with normal amplitudes and
    uniform phases, scaled so that the root mean square over a period is `rms`.

    Parameters
    ----------
    rms : float
        Root mean square.
    cutoff : float
        Highest frequency, Hz.
    seed : int
        Same seed, same noise; 0 to 2^64 - 1.
    period : float
        ms.
    low : float
        Lowest frequency, Hz; a frequency of 0 never takes part.
    """

    rms: float = 0.5
    cutoff: float = 5.0
    seed: int = 0
    period: float = 4000.0
    low: float = 0.0
    NAME: ClassVar[str] = "noise"

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "rms", low=0.0)
        checked(self, "cutoff", unit="Hz", low=0.0, low_open=True)
        checked(self, "period", unit="ms", low=0.0, low_open=True)
        checked(self, "low", unit="Hz", low=0.0)
        object.__setattr__(self, "seed", integer(self.seed, "seed", low=0, high=2**64 - 1))
        first, last = self._band
        if not 0 <= last - first < _MOST_WAVES:
            raise ParameterError(
                "cutoff",
                self.cutoff,
                f"the band must hold 1 to {_MOST_WAVES} multiples of {1000.0 / self.period:g} Hz, "
                "the frequency of one period",
            )

    @property
    def _band(self) -> tuple[int, int]:
        """First and last multiple of 1 / period in the band."""
        periods = self.period * 0.001
        return max(1, ceil(self.low * periods - 1e-9)), floor(self.cutoff * periods + 1e-9)

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the signal at the times `t` (ms)."""
        first, last = self._band
        waves = np.arange(first, last + 1)
        draws = normal(self.seed, _STREAM, 0, 2 * waves.size).reshape(-1, 2)
        power = draws[:, 0] * draws[:, 0] + draws[:, 1] * draws[:, 1]
        amplitudes = np.sqrt(power * (2.0 / power.sum())) * self.rms
        phases = uniform(self.seed, _STREAM, 1, waves.size)
        turns = t / self.period
        total = np.zeros(t.shape)
        group = max(1, _TOGETHER // max(1, t.size))
        for k in range(0, waves.size, group):
            part = slice(k, k + group)
            angles = waves[part] * turns[..., None] + phases[part]
            total += (amplitudes[part] * sine_of_turns(angles)).sum(axis=-1)
        return total

    @property
    def longest_interval(self) -> float:
        """Longest time (ms) over which a parabola follows the signal well."""
        return 1000.0 / (_INTERVALS_PER_PERIOD * self.cutoff)

    @property
    def text(self) -> str:
        """There is no text form that `izhikevich.parse` reads."""
        raise ParameterError("stimulus", repr(self), "band-limited noise has no text form")

    def __str__(self) -> str:
        """Return a short description."""
        return repr(self)


@dataclass(frozen=True)
class Product(Stimulus):
    """Several signals multiplied.

    Parameters
    ----------
    factors : tuple of Stimulus
        At least two.
    """

    factors: tuple[Stimulus, ...]
    NAME: ClassVar[str] = "product"

    def __post_init__(self) -> None:
        """Check the factors."""
        factors = tuple(self.factors)
        if len(factors) < 2 or not all(isinstance(f, Stimulus) for f in factors):
            raise ParameterError("factors", self.factors, "must be two stimuli or more")
        object.__setattr__(self, "factors", factors)

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the signal at the times `t` (ms)."""
        total = self.factors[0].sample(t)
        for factor in self.factors[1:]:
            total = total * factor.sample(t)
        return total

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        return tuple(t for factor in self.factors for t in factor.breakpoints(t0, t1))

    @property
    def longest_interval(self) -> float:
        """Longest time (ms) over which a parabola follows the signal well."""
        return min(factor.longest_interval for factor in self.factors) / len(self.factors)

    @property
    def text(self) -> str:
        """There is no text form that `izhikevich.parse` reads."""
        raise ParameterError("stimulus", repr(self), "products have no text form")

    def __str__(self) -> str:
        """Return a short description."""
        return repr(self)
