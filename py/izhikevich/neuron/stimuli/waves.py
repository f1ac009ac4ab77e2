"""Oscillating and noisy stimuli. Their values are bit-identical on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import ClassVar

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.neuron.stimuli.base import EDGE, Lasting, Stimulus, checked
from izhikevich.random import exponential, normal, sine_of_turns, uniform
from izhikevich.units import integer

_TURN = 6.283185307179586
#: Parabolas through this many intervals per period follow a sine to 1e-4 of its amplitude.
_INTERVALS_PER_PERIOD = 128
WHITE_STREAM = 0x57484954  # "WHIT": noise of stimuli has its own streams
OU_STREAM = 0x4F524E55  # "ORNU"
BAND_STREAM = 0x42414E44  # "BAND"
_MAX_WAVES = 20_000  # in a band
#: Sample times and waves of band-limited noise that are computed in one go.
TOGETHER = 200_000


@dataclass(frozen=True)
class Sine(Lasting):
    """A sine wave.

    Parameters
    ----------
    amplitude : float
        Half the distance from trough to peak.
    frequency : float
        Hz.
    phase : float
        Phase at `start`, rad.
    start : float
        Onset, ms; 0 before.
    stop : float, optional
        End, ms; 0 from there on. None for no end.
    """

    amplitude: float
    frequency: float
    phase: float = 0.0
    start: float = 0.0
    stop: float | None = None
    NAME: ClassVar[str] = "sine"
    PROPORTIONAL: ClassVar[tuple[str, ...]] = ("amplitude",)

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "amplitude")
        checked(self, "frequency", unit="Hz", low=0.0)
        checked(self, "phase", unit="rad")
        self._check_span()

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        since = t - self.start
        wave = sine_of_turns(self.frequency * since * 0.001 + self.phase / _TURN)
        on = since + EDGE >= 0.0
        if self.stop is not None:
            on &= t + EDGE < self.stop
        return np.where(on, self.amplitude * wave, 0.0)

    def source(self) -> str:
        """Return `sample` as numpy source."""
        wave = f"np.sin(2.0 * np.pi * {self.frequency!r} * (times - {self.start!r}) * 0.001"
        on = f"times + {EDGE!r} >= {self.start!r}"
        if self.stop is not None:
            on = f"({on}) & (times + {EDGE!r} < {self.stop!r})"
        return f"np.where({on}, {self.amplitude!r} * {wave} + {self.phase!r}), 0.0)"

    @property
    def longest_interval(self) -> float:
        """Longest time (ms) over which a parabola approximates the current well."""
        return _interval(self.frequency)


@dataclass(frozen=True)
class Zap(Stimulus):
    """A sine wave whose frequency changes linearly with time.

    Parameters
    ----------
    amplitude : float
        Half the distance from trough to peak.
    f0, f1 : float
        Initial and final frequency, Hz.
    start, duration : float
        Onset and length of the sweep, ms; 0 outside.
    """

    amplitude: float
    f0: float
    f1: float
    start: float
    duration: float
    NAME: ClassVar[str] = "zap"
    PROPORTIONAL: ClassVar[tuple[str, ...]] = ("amplitude",)

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "amplitude")
        checked(self, "f0", "f1", unit="Hz", low=0.0)
        checked(self, "start", unit="ms")
        checked(self, "duration", unit="ms", low=0.0, low_open=True)

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        since = t - self.start
        on = (since + EDGE >= 0.0) & (since + EDGE < self.duration)
        mean_frequency = self.f0 + (self.f1 - self.f0) * since / (2.0 * self.duration)
        wave = sine_of_turns(mean_frequency * since * 0.001)
        return np.where(on, self.amplitude * wave, 0.0)

    def source(self) -> str:
        """Return `sample` as numpy source."""
        since, late = f"(times - {self.start!r})", f"times + {EDGE!r}"
        rise = f"{self.f1 - self.f0!r} * {since} / {2.0 * self.duration!r}"
        wave = f"np.sin(2.0 * np.pi * ({self.f0!r} + {rise}) * {since} * 0.001)"
        on = f"({late} >= {self.start!r}) & ({late} < {self.start + self.duration!r})"
        return f"np.where({on}, {self.amplitude!r} * {wave}, 0.0)"

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        return (self.start, self.start + self.duration)

    @property
    def longest_interval(self) -> float:
        """Longest time (ms) over which a parabola approximates the current well."""
        return _interval(max(self.f0, self.f1))


@dataclass(frozen=True)
class _Noise(Stimulus):
    """Noise that holds each value for `step` ms."""

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        step: float = self.step  # type: ignore[attr-defined]
        return tuple(k * step for k in range(max(0, floor(t0 / step)), ceil(t1 / step) + 1))


@dataclass(frozen=True)
class WhiteNoise(_Noise):
    """Independent normal values, each held for `step` ms.

    The effect on a neuron depends on the intensity sd^2 step, not on sd alone: to refine the step
    without changing the noise, scale sd as 1 / sqrt(step).

    Parameters
    ----------
    sd : float
        Standard deviation of each value.
    seed : int
        Same seed, same noise; 0 to 2^64 - 1.
    step : float
        Time for which a value is held, ms.
    """

    sd: float
    seed: int = 0
    step: float = 1.0
    NAME: ClassVar[str] = "white"

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "sd", low=0.0)
        checked(self, "step", unit="ms", low=1e-3)
        object.__setattr__(self, "seed", integer(self.seed, "seed", low=0, high=2**64 - 1))

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms); 0 before time 0."""
        index = np.floor((t + EDGE) / self.step).astype(np.int64)
        values = normal(self.seed, WHITE_STREAM, 0, np.maximum(index, 0))
        return np.where(index >= 0, self.sd * values, 0.0)


@dataclass(frozen=True)
class OrnsteinUhlenbeck(_Noise):
    """Noise with an exponential autocorrelation, stationary from the start.

    Values `step` apart follow exactly the distribution of the continuous process, whatever the
    step (x <- mean + (x - mean) r + sd sqrt(1 - r^2) n with r = exp(-step / tau)); each is held
    until the next.

    Parameters
    ----------
    mean, sd : float
        Stationary mean and standard deviation.
    tau : float
        Correlation time, ms.
    seed : int
        Same seed, same noise; 0 to 2^64 - 1.
    step : float
        Interval between values, ms; choose it well below `tau`.
    """

    mean: float
    sd: float
    tau: float
    seed: int = 0
    step: float = 0.1
    NAME: ClassVar[str] = "ou"

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "mean")
        checked(self, "sd", low=0.0)
        checked(self, "tau", unit="ms", low=0.0, low_open=True)
        checked(self, "step", unit="ms", low=1e-3)
        object.__setattr__(self, "seed", integer(self.seed, "seed", low=0, high=2**64 - 1))

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms); 0 before time 0."""
        index = np.floor((t + EDGE) / self.step).astype(np.int64)
        values = self._values(int(index.max(initial=0)) + 1)
        return np.where(index >= 0, values[np.maximum(index, 0)], 0.0)

    def _values(self, count: int) -> FloatArray:
        """Return the first `count` values; computed sequentially, for the same bits everywhere."""
        decay = exponential(-self.step / self.tau) if self.step < 700.0 * self.tau else 0.0
        spread = self.sd * sqrt(1.0 - decay * decay)
        draws = normal(self.seed, OU_STREAM, 0, count).tolist()
        deviation = self.sd * draws[0]
        values = [deviation]
        for draw in draws[1:]:
            deviation = deviation * decay + spread * draw
            values.append(deviation)
        return self.mean + np.array(values)


def _interval(frequency: float) -> float:
    """Return the longest interval (ms) for waves up to this frequency (Hz)."""
    return 1000.0 / (_INTERVALS_PER_PERIOD * max(frequency, 1e-9))


@dataclass(frozen=True)
class BandLimitedNoise(Stimulus):
    """Smooth noise: white between two frequencies, zero elsewhere; it repeats after a period.

    The sum of all sines with frequencies k / period in the band, with normal amplitudes and uniform
    phases, scaled so that the root mean square over a period is `rms`.

    Parameters
    ----------
    rms : float
        Root mean square.
    cutoff : float
        Highest frequency, Hz.
    seed : int
        Same seed, same noise; 0 to 2^64 - 1.
    period : float
        Period after which the noise repeats, ms.
    low : float
        Lowest frequency, Hz; the frequency 0 is always excluded.
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
        first, last = self.band
        if not 0 <= last - first < _MAX_WAVES:
            raise ParameterError(
                "cutoff",
                self.cutoff,
                msg(
                    "the band must hold 1 to {most} multiples of {frequency} Hz, the frequency of "
                    "one period",
                    most=_MAX_WAVES,
                    frequency=Number(1000.0 / self.period, form="g"),
                ),
            )

    @property
    def band(self) -> tuple[int, int]:
        """First and last multiple of 1 / period in the band."""
        periods = self.period * 0.001
        return max(1, ceil(self.low * periods - 1e-9)), floor(self.cutoff * periods + 1e-9)

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the signal at the times `t` (ms)."""
        first, last = self.band
        waves = np.arange(first, last + 1)
        draws = normal(self.seed, BAND_STREAM, 0, 2 * waves.size).reshape(-1, 2)
        power = draws[:, 0] * draws[:, 0] + draws[:, 1] * draws[:, 1]
        amplitudes = np.sqrt(power * (2.0 / power.sum())) * self.rms
        phases = uniform(self.seed, BAND_STREAM, 1, waves.size)
        turns = t / self.period
        total = np.zeros(t.shape)
        group = max(1, TOGETHER // max(1, t.size))
        for k in range(0, waves.size, group):
            part = slice(k, k + group)
            angles = waves[part] * turns[..., None] + phases[part]
            total += (amplitudes[part] * sine_of_turns(angles)).sum(axis=-1)
        return total

    @property
    def longest_interval(self) -> float:
        """Longest time (ms) over which a parabola approximates the signal well."""
        return 1000.0 / (_INTERVALS_PER_PERIOD * self.cutoff)
