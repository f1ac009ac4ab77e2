"""Features of when a cell fires, by eFEL's names and definitions."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.fitting.features.measured_sweep import MeasuredSweep, UndefinedFeature
from izhikevich.messages import Message, counted, msg


def spike_count(sweep: MeasuredSweep) -> float:
    """Return the number of spikes of the sweep."""
    return float(sweep.peaks.size)


def spike_count_stimint(sweep: MeasuredSweep) -> float:
    """Return the number of spikes during the step."""
    return float(sweep.stimulated.size)


def mean_frequency(sweep: MeasuredSweep) -> float:
    """Return the spikes of the step by the time from its beginning to the last of them, Hz."""
    first = sweep.stimulus.first
    if not sweep.stimulated.size:
        raise UndefinedFeature(msg("no spike during the step"))
    if sweep.stimulated[-1] == first:
        raise UndefinedFeature(msg("the only spike is where the step begins"))
    return float(1000.0 * sweep.stimulated.size / ((sweep.stimulated[-1] - first) * sweep.dt))


def time_to_first_spike(sweep: MeasuredSweep) -> float:
    """Return the time from the beginning of the step to the first peak, ms."""
    return float(_with_spikes(sweep, 1)[0] - sweep.stimulus.first * sweep.dt)


def time_to_last_spike(sweep: MeasuredSweep) -> float:
    """Return the time from the beginning of the step to the last peak, ms."""
    return float(_with_spikes(sweep, 1)[-1] - sweep.stimulus.first * sweep.dt)


def all_isi_values(sweep: MeasuredSweep) -> FloatArray:
    """Return the intervals between successive peaks, ms."""
    return np.diff(_with_spikes(sweep, 2))


def isi_cv(sweep: MeasuredSweep) -> float:
    """Return the standard deviation of the intervals from the second one on by their mean."""
    intervals = np.diff(_with_spikes(sweep, 4))[1:]
    return float(np.std(intervals, ddof=1) / np.mean(intervals))


def adaptation_index2(sweep: MeasuredSweep) -> float:
    """Return the mean relative change from one interval of the step to the next, from the second.

    It is 0 if the cell fires regularly and positive if its intervals lengthen.
    """
    times = sweep.stimulated[1:] * np.float64(sweep.dt)
    if times.size < 3:
        raise UndefinedFeature(_too_few(sweep.stimulated.size, 4))
    intervals = np.diff(times)
    changes = (intervals[1:] - intervals[:-1]) / (intervals[1:] + intervals[:-1])
    return float(changes.mean())


def _with_spikes(sweep: MeasuredSweep, least: int) -> FloatArray:
    if sweep.times.size < least:
        raise UndefinedFeature(_too_few(sweep.times.size, least))
    return sweep.times


def _too_few(count: int, least: int) -> Message:
    if not count:
        return msg("no spikes")
    had = counted("{count} spike", "{count} spikes", count)
    return msg("{had}, where {least} are needed", had=had, least=least)
