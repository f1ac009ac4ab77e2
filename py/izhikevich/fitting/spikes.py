"""Spikes in a recorded voltage, found without a threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.text import short_repr

_BEFORE = 5.0  # ms within which a spike rises
_AFTER = 8.0  # ms within which it falls
_NEAR = 3.0  # ms from a spike within which a correction is meant for it
#: Height (mV) that the highest spike must have, and every one.
_SURELY, _MIN_HEIGHT = 25.0, 10.0
#: Factor by which the smallest spike is larger than the largest fluctuation.
_MIN_GAP = 1.5
#: Artefacts, as of a switch, are shorter than this (ms), and than this part of a typical spike.
_SHORT, _NARROW = 0.15, 0.5


@dataclass(frozen=True, eq=False)
class SpikeEvents:
    """Spikes of a sweep.

    Parameters
    ----------
    peaks : integer array, shape (n_spikes,)
        Samples at which the voltage is highest.
    times : array, shape (n_spikes,)
        Their times since the first sample, ms.
    heights : array, shape (n_spikes,)
        How far the voltage rises before and falls after the peak, whichever is less, mV.
    """

    peaks: IndexArray
    times: FloatArray
    heights: FloatArray

    __repr__ = short_repr

    def __len__(self) -> int:
        """Return the number of spikes."""
        return int(self.peaks.size)


def detect_spikes(voltage: FloatArray, dt: float) -> list[SpikeEvents]:
    """Return the spikes of each sweep.

    A spike is a peak that rises and falls within some milliseconds. Heights vary, since spikes
    that follow one another closely shrink. But the smallest spike is still much higher than the
    largest fluctuation: the threshold is set in that gap, once for all sweeps. Peaks that are much
    narrower than the others, and shorter than any cell's, are artefacts.

    Parameters
    ----------
    voltage : array, shape (n_sweeps, n_samples)
        Membrane potential, mV.
    dt : float
        Interval between samples, ms.

    Returns
    -------
    list of SpikeEvents
    """
    sweeps = np.atleast_2d(voltage)
    found = [_peaks(sweep, dt) for sweep in sweeps]
    threshold = _threshold(np.concatenate([heights for _, heights in found]))
    found = [(at[own >= threshold], own[own >= threshold]) for at, own in found]
    widths = [_widths(v, *peaks, dt) for v, peaks in zip(sweeps, found, strict=True)]
    together = np.concatenate(widths)
    least = min(_SHORT, _NARROW * float(np.median(together))) if together.size else 0.0
    events = []
    for (peaks, heights), wide in zip(found, widths, strict=True):
        at, own = peaks[wide >= least], heights[wide >= least]
        times: FloatArray = at * np.float64(dt)
        events.append(SpikeEvents(at, times, own))
    return events


def toggled(v: FloatArray, dt: float, events: SpikeEvents, time: float) -> SpikeEvents:
    """Return the spikes of a sweep without the one near a time, or else with one there.

    Parameters
    ----------
    v : array, shape (n_samples,)
        Membrane potential, mV.
    dt : float
        Interval between samples, ms.
    events : SpikeEvents
    time : float
        Time since the first sample, ms.
    """
    near = np.abs(events.times - time)
    if near.size and near.min() <= _NEAR:
        kept = np.arange(len(events)) != near.argmin()
        return SpikeEvents(events.peaks[kept], events.times[kept], events.heights[kept])
    first = max(0, round((time - _NEAR) / dt))
    peak = first + int(np.argmax(v[first : max(first + 1, round((time + _NEAR) / dt) + 1)]))
    before, after = (max(1, round(span / dt)) for span in (_BEFORE, _AFTER))
    depth = max(v[max(0, peak - before) : peak + 1].min(), v[peak : peak + after + 1].min())
    at = np.searchsorted(events.peaks, peak)
    times: FloatArray = np.insert(events.times, at, peak * dt)
    heights: FloatArray = np.insert(events.heights, at, v[peak] - depth)
    return SpikeEvents(np.insert(events.peaks, at, peak), times, heights)


def _peaks(v: FloatArray, dt: float) -> tuple[IndexArray, FloatArray]:
    """Return the local maxima of a sweep (of a plateau, its middle), and their heights (mV)."""
    change = np.diff(v)
    moving = change.nonzero()[0]
    turns = np.flatnonzero((change[moving[:-1]] > 0) & (change[moving[1:]] < 0))
    peaks = (moving[turns] + 1 + moving[turns + 1]) // 2
    before, after = (max(1, round(span / dt)) for span in (_BEFORE, _AFTER))
    padded = np.pad(v, (before, after), mode="edge")
    lowest_before = sliding_window_view(padded, before + 1)[peaks].min(axis=1)
    lowest_after = sliding_window_view(padded, after + 1)[peaks + before].min(axis=1)
    heights = v[peaks] - np.maximum(lowest_before, lowest_after)
    highest = _highest(v, peaks, heights, before)
    return peaks[highest], heights[highest]


def _widths(v: FloatArray, peaks: IndexArray, heights: FloatArray, dt: float) -> FloatArray:
    """Return how long each peak is above half its height, ms."""
    widths = np.zeros(peaks.size)
    for k, (peak, height) in enumerate(zip(peaks.tolist(), heights.tolist(), strict=True)):
        half = v[peak] - height / 2
        for step in (-1, 1):
            at = peak
            while 0 <= at + step < v.size and v[at + step] > half:
                at += step
            last = at + step
            inside = (v[at] - half) / (v[at] - v[last]) if 0 <= last < v.size else 0.0
            widths[k] += abs(at - peak) + inside
    return widths * dt


def _highest(v: FloatArray, peaks: IndexArray, heights: FloatArray, near: int) -> BoolArray:
    """Tell which peaks are the highest of their spike: noise can split one into several."""
    kept = np.ones(peaks.size, dtype=np.bool_)
    last: int | None = None
    for k in np.flatnonzero(heights >= _MIN_HEIGHT).tolist():
        if last is not None and peaks[k] - peaks[last] <= near:
            lower = last if v[peaks[last]] < v[peaks[k]] else k
            dip = v[peaks[lower]] - v[peaks[last] : peaks[k] + 1].min()
            if dip < heights[lower] / 2:
                kept[lower] = False
                last = k if lower == last else last
                continue
        last = k
    return kept


def _threshold(heights: FloatArray) -> float:
    """Return the height (mV) from which on peaks are spikes: the upper edge of the widest gap."""
    above = np.sort(heights[heights >= _MIN_HEIGHT / _MIN_GAP])
    if not above.size or above[-1] < _SURELY:
        return np.inf
    upper, lower = above[1:], above[:-1]
    allowed = (upper >= _MIN_HEIGHT) & (lower < _SURELY)
    gaps = np.where(allowed, upper / lower, 0.0)
    if gaps.size and gaps.max() >= _MIN_GAP:
        return float(upper[gaps.argmax()])
    return float(above[above >= _MIN_HEIGHT][0]) if above[0] >= _MIN_HEIGHT else _SURELY
