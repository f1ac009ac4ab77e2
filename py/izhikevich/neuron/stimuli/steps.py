"""Steps, pulses and ramps.

Intervals are half-open, [start, stop), so that a pulse of width W acts in W / dt samples.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import ClassVar

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.neuron.stimuli.base import EDGE, Lasting, Stimulus, checked
from izhikevich.units import integer


@dataclass(frozen=True)
class Step(Stimulus):
    """A current that is switched on and stays on.

    Parameters
    ----------
    level : float
        Current from `start` on; 0 before.
    start : float
        Onset, ms.
    """

    level: float
    start: float = 0.0
    NAME: ClassVar[str] = "step"
    PROPORTIONAL: ClassVar[tuple[str, ...]] = ("level",)

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "level")
        checked(self, "start", unit="ms")

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        return np.where(t + EDGE >= self.start, self.level, 0.0)

    def source(self) -> str:
        """Return `sample` as numpy source."""
        return f"np.where(times + {EDGE!r} >= {self.start!r}, {self.level!r}, 0.0)"

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        return (self.start,)


@dataclass(frozen=True)
class Pulse(Stimulus):
    """A current that is on for a limited time.

    Parameters
    ----------
    level : float
        Current in [start, start + width); 0 elsewhere.
    start, width : float
        Onset and duration, ms.
    """

    level: float
    start: float
    width: float
    NAME: ClassVar[str] = "pulse"
    PROPORTIONAL: ClassVar[tuple[str, ...]] = ("level",)

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "level")
        checked(self, "start", unit="ms")
        checked(self, "width", unit="ms", low=0.0, low_open=True)

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        since = t + EDGE - self.start
        return np.where((since >= 0.0) & (since < self.width), self.level, 0.0)

    def source(self) -> str:
        """Return `sample` as numpy source."""
        since = f"times + {EDGE!r} - {self.start!r}"
        return f"np.where(({since} >= 0.0) & ({since} < {self.width!r}), {self.level!r}, 0.0)"

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        return (self.start, self.start + self.width)


@dataclass(frozen=True)
class PulseTrain(Stimulus):
    """Identical pulses at regular intervals.

    Parameters
    ----------
    level : float
        Current within the pulses; 0 elsewhere.
    start, width, period : float
        Onset of the first pulse, duration of each, and interval between their onsets, ms. The width
        must not exceed the period.
    count : int
        Number of pulses.
    """

    level: float
    start: float
    width: float
    period: float
    count: int
    NAME: ClassVar[str] = "train"
    PROPORTIONAL: ClassVar[tuple[str, ...]] = ("level",)

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "level")
        checked(self, "start", unit="ms")
        checked(self, "width", "period", unit="ms", low=0.0, low_open=True)
        object.__setattr__(self, "count", integer(self.count, "count", low=1, high=1_000_000))
        if self.width > self.period:
            raise ParameterError(
                "width",
                self.width,
                msg(
                    "must be at most the period, {period} ms", period=Number(self.period, form="g")
                ),
            )

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        since = t + EDGE - self.start
        turn = np.floor(since / self.period)
        on = (turn >= 0.0) & (turn < self.count) & (since - turn * self.period < self.width)
        return np.where(on, self.level, 0.0)

    def source(self) -> str:
        """Return `sample` as numpy source."""
        since = f"times + {EDGE!r} - {self.start!r}"
        turn = f"np.floor(({since}) / {self.period!r})"
        within = f"{since} - {turn} * {self.period!r} < {self.width!r}"
        on = f"({turn} >= 0.0) & ({turn} < {self.count}) & ({within})"
        return f"np.where({on}, {self.level!r}, 0.0)"

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        first = max(0, floor((t0 - self.start) / self.period))
        last = min(self.count, ceil((t1 - self.start) / self.period) + 1)
        onsets = [self.start + turn * self.period for turn in range(first, last)]
        return (*onsets, *(onset + self.width for onset in onsets))


@dataclass(frozen=True)
class Ramp(Lasting):
    """A current that grows in proportion to time, from 0.

    Parameters
    ----------
    slope : float
        Growth per ms.
    start : float
        Beginning of the growth, ms.
    stop : float, optional
        End of the growth, ms; the level reached there is held. None for unlimited growth.
    """

    slope: float
    start: float = 0.0
    stop: float | None = None
    NAME: ClassVar[str] = "ramp"
    PROPORTIONAL: ClassVar[tuple[str, ...]] = ("slope",)

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "slope")
        self._check_span()

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        return self.slope * (np.clip(t, self.start, self.stop) - self.start)

    def source(self) -> str:
        """Return `sample` as numpy source."""
        clipped = f"np.clip(times, {self.start!r}, {self.stop!r})"
        return f"{self.slope!r} * ({clipped} - {self.start!r})"
