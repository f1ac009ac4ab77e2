"""One sweep as its features are measured: voltage, spikes and step, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import NamedTuple

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.messages import Message, msg

_BEGINS = 10.0  # mV/ms: a spike begins where v rises as quickly as this ...
_WINDOW = 3  # ... in so many samples in a row
_ENDS = -12.0  # mV/ms: it ends where v no longer falls as quickly


class UndefinedFeature(Exception):
    """A sweep does not have a feature.

    Parameters
    ----------
    reason : Message
    """

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


class Stimulus(NamedTuple):
    """A step of current: samples at which it begins and has ended, and its height (pA)."""

    first: int
    last: int
    amplitude: float


@dataclass(frozen=True, eq=False)
class MeasuredSweep:
    """A sweep to be measured.

    Parameters
    ----------
    v : array, shape (n_samples,)
        Membrane potential, mV.
    dt : float
        Interval between samples, ms.
    spikes : integer array, shape (n_spikes,)
        Samples at which the spikes peak.
    step : Stimulus or None
        The step of current; None if the current is something else.
    """

    v: FloatArray
    dt: float
    spikes: IndexArray
    step: Stimulus | None

    @cached_property
    def peaks(self) -> IndexArray:
        """The first of the highest samples of each spike."""
        found = self.spikes.copy()
        while (flat := (found > 0) & (self.v[found - 1] == self.v[found])).any():
            found[flat] -= 1
        return found

    @property
    def stimulus(self) -> Stimulus:
        """The step.

        Raises
        ------
        UndefinedFeature
            If the current is no step.
        """
        if self.step is None:
            raise UndefinedFeature(msg("the current is no step"))
        return self.step

    @cached_property
    def times(self) -> FloatArray:
        """Times of the peaks from the first sample on, ms."""
        times: FloatArray = self.peaks * np.float64(self.dt)
        return times

    @cached_property
    def stimulated(self) -> IndexArray:
        """The peaks from the beginning of the step to its end."""
        first, last, _ = self.stimulus
        return self.peaks[(self.peaks >= first) & (self.peaks <= last)]

    @cached_property
    def slope(self) -> FloatArray:
        """Rate of change of the voltage, mV/ms."""
        return np.asarray(np.gradient(self.v) / self.dt)

    @cached_property
    def troughs(self) -> IndexArray:
        """Where the voltage is lowest after each spike; -1 if it falls to the end of the sweep."""
        ends = np.append(self.peaks, self.v.size)[1:]
        found = np.full(self.peaks.size, -1)
        for k, (peak, end) in enumerate(zip(self.peaks.tolist(), ends.tolist(), strict=True)):
            trough = peak + _trough(self.v[peak:end])
            if trough != self.v.size - 1:
                found[k] = trough
        return found

    @cached_property
    def begins(self) -> IndexArray:
        """Where each spike after the beginning of the step begins; -1 if that is not found."""
        first = self.stimulus.first
        found = np.full(self.peaks.size, -1)
        earliest = max(0, first - 2)
        for k, (peak, trough) in enumerate(
            zip(self.peaks.tolist(), self.troughs.tolist(), strict=True)
        ):
            if peak > first:
                found[k] = self._begin(earliest, peak)
            if trough > first:
                earliest = trough
        return found

    def _begin(self, earliest: int, peak: int) -> int:
        before = peak
        while before > earliest:
            slow = np.flatnonzero(self.slope[earliest:before] <= _BEGINS)
            if not slow.size:
                break
            begin = min(earliest + int(slow[-1]) + 1, self.v.size - _WINDOW)
            if (self.slope[begin : begin + _WINDOW] >= _BEGINS).all():
                return begin
            before = begin - 1
        return -1

    @cached_property
    def ends(self) -> IndexArray:
        """Where each spike has ended, before the next one; -1 if that is not found."""
        until = np.append(self.peaks, self.v.size - 1)[1:]
        found = np.full(self.peaks.size, -1)
        for k, (peak, end) in enumerate(zip(self.peaks.tolist(), until.tolist(), strict=True)):
            falling = self.slope[peak + 1 : end]
            if falling.size:
                steepest = int(falling.argmin())
                slow = np.flatnonzero(falling[steepest:] >= _ENDS)
                if slow.size:
                    found[k] = peak + 1 + steepest + int(slow[0])
        return found

    def sample(self, sample: float) -> int:
        """Return the first sample that is not before a time in samples."""
        return ceil(sample - 1e-6)


def _trough(v: FloatArray) -> int:
    """Return the lowest sample of a fall, which ends where two samples in a row are no lower."""
    lower = v[1:] < np.minimum.accumulate(v)[:-1]
    over = np.flatnonzero(~(lower[:-1] | lower[1:]))
    fallen = lower[: over[0]] if over.size else lower
    return int(np.flatnonzero(fallen)[-1]) + 1 if fallen.any() else 0
