"""Analysis of a single spike train: counts, rates, intervals, bursts, adaptation.

All functions take spike times in ms, sorted, as a one-dimensional array or sequence.
"""

from __future__ import annotations

from math import nan

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.analysis.arguments import sorted_times
from izhikevich.units import number


def spike_count(
    spike_times: ArrayLike, start: float | None = None, stop: float | None = None
) -> int:
    """Return the number of spikes in [start, stop).

    Parameters
    ----------
    spike_times : array, shape (n,)
        Spike times, ms.
    start, stop : float, optional
        Bounds of the window, ms; None if unbounded.

    Returns
    -------
    int

    Raises
    ------
    ParameterError
        If the spike times are not finite and sorted.
    """
    times = sorted_times(spike_times, "spike_times")
    first = 0 if start is None else int(np.searchsorted(times, number(start, "start", "ms")))
    last = times.size
    if stop is not None:
        last = int(np.searchsorted(times, number(stop, "stop", "ms")))
    return max(0, last - first)


def rate(spike_times: ArrayLike, start: float, stop: float) -> float:
    """Return the mean firing rate in [start, stop): spikes per time, Hz.

    Parameters
    ----------
    spike_times : array, shape (n,)
        Spike times, ms.
    start, stop : float
        Bounds of the window, ms.

    Returns
    -------
    float
        Rate, Hz; 0 without spikes.

    Raises
    ------
    ParameterError
        If the spike times are not finite and sorted, or if the window is empty.
    """
    start = number(start, "start", "ms")
    stop = number(stop, "stop", "ms", low=start, low_open=True)
    return 1000.0 * spike_count(spike_times, start, stop) / (stop - start)


def intervals(spike_times: ArrayLike) -> FloatArray:
    """Return the interspike intervals.

    Parameters
    ----------
    spike_times : array, shape (n,)
        Spike times, ms.

    Returns
    -------
    array, shape (max(n - 1, 0),)
        Intervals, ms.

    Raises
    ------
    ParameterError
        If the spike times are not finite and sorted.
    """
    return np.diff(sorted_times(spike_times, "spike_times"))


def cv(spike_times: ArrayLike) -> float:
    """Return the coefficient of variation of the intervals: standard deviation / mean.

    0 for a clock, 1 for a Poisson process. The standard deviation is that of the intervals
    themselves (normalised by their number, not by one less).

    Parameters
    ----------
    spike_times : array, shape (n,)
        Spike times, ms.

    Returns
    -------
    float
        NaN for fewer than two intervals (three spikes), or if all spikes coincide.

    Raises
    ------
    ParameterError
        If the spike times are not finite and sorted.

    Notes
    -----
    Source: Dayan & Abbott, "Theoretical Neuroscience" (2001), section 1.4.
    """
    gaps = intervals(spike_times)
    if gaps.size < 2 or not gaps.any():
        return nan
    return float(gaps.std() / gaps.mean())


def bursts(spike_times: ArrayLike, max_interval: float) -> tuple[FloatArray, ...]:
    """Split spikes into groups wherever an interval is longer than `max_interval`.

    Parameters
    ----------
    spike_times : array, shape (n,)
        Spike times, ms.
    max_interval : float
        Longest interval within a group, ms.

    Returns
    -------
    tuple of arrays
        Spike times of each group, ms. A single spike is a group of one; without spikes there is
        no group.

    Raises
    ------
    ParameterError
        If the spike times are not finite and sorted, or if `max_interval` is not positive.

    Notes
    -----
    The criterion is the longest interval; Cotterill et al., J. Neurophysiol. 116 (2016), 306-321,
    compare it with others.
    """
    times = sorted_times(spike_times, "spike_times")
    longest = number(max_interval, "max_interval", "ms", low=0.0, low_open=True)
    if not times.size:
        return ()
    return tuple(np.split(times, np.flatnonzero(np.diff(times) > longest) + 1))


def adaptation_index(spike_times: ArrayLike) -> float:
    """Return the mean relative change from each interval to the next.

    The mean of (next - this) / (next + this): 0 for regular firing, positive when the firing slows
    down, at most 1.

    Parameters
    ----------
    spike_times : array, shape (n,)
        Spike times, ms.

    Returns
    -------
    float
        NaN for fewer than two intervals (three spikes), or if three spikes coincide.

    Raises
    ------
    ParameterError
        If the spike times are not finite and sorted.

    Notes
    -----
    The definition of the Allen Cell Types Database and of the Electrophys Feature Extraction
    Library (``adaptation_index2``).
    """
    gaps = intervals(spike_times)
    sums = gaps[1:] + gaps[:-1]
    if not sums.size or not sums.all():
        return nan
    return float((np.diff(gaps) / sums).mean())
