"""Variability of firing: intervals of a population, their CV, and Fano factors of counts."""

from __future__ import annotations

from math import nan

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.analysis.arguments import Bins, IntArray, bins, sorted_times, spikes, window
from izhikevich.analysis.populations import order_by_neuron
from izhikevich.sorting import distinct
from izhikevich.units import number


def pooled_intervals(times: ArrayLike, indices: ArrayLike, n: int) -> FloatArray:
    """Return the interspike intervals of all neurons, one neuron after the other.

    Parameters
    ----------
    times : array, shape (spikes,)
        Spike times, ms, sorted.
    indices : integer array, shape (spikes,)
        Index of the neuron that fired, 0 to n - 1.
    n : int
        Number of neurons.

    Returns
    -------
    array, shape (intervals,)
        Intervals, ms.

    Raises
    ------
    ParameterError
        If the times are not finite and sorted, an index is out of range, or if the arrays differ
        in length.
    """
    return _intervals(*spikes(times, indices, n))[0]


def interval_distribution(
    times: ArrayLike,
    indices: ArrayLike,
    n: int,
    bin_width: float,
    longest: float | None = None,
) -> tuple[FloatArray, IntArray]:
    """Return the histogram of the interspike intervals of all neurons.

    Parameters
    ----------
    times : array, shape (spikes,)
        Spike times, ms, sorted.
    indices : integer array, shape (spikes,)
        Index of the neuron that fired, 0 to n - 1.
    n : int
        Number of neurons.
    bin_width : float
        Bin width, ms; the first bin begins at 0.
    longest : float, optional
        End of the histogram, ms; longer intervals, and a remainder shorter than a bin, are omitted.
        None to count all intervals.

    Returns
    -------
    edges : array, shape (bins + 1,)
        Edges of the bins, ms.
    counts : integer array, shape (bins,)

    Raises
    ------
    ParameterError
        If the times are not finite and sorted, an index is out of range, the arrays differ in
        length, or if the width is not positive, more than `longest`, or would make more than ten
        million bins.
    """
    when, who, n = spikes(times, indices, n)
    gaps = np.sort(_intervals(when, who, n)[0])
    width = number(bin_width, "bin_width", "ms", low=0.0, low_open=True)
    if longest is None:
        stop = float(gaps.max(initial=0.0)) + width
    else:
        stop = number(longest, "longest", "ms", low=0.0, low_open=True)
    grid = bins(0.0, stop, width, largest=float(np.abs(when).max(initial=0.0)))
    return grid.edges, grid.counts(gaps)


def cv_distribution(times: ArrayLike, indices: ArrayLike, n: int) -> FloatArray:
    """Return the coefficient of variation of each neuron's intervals.

    As `izhikevich.analysis.cv`: standard deviation / mean, 0 for a clock, 1 for a Poisson process.

    Parameters
    ----------
    times : array, shape (spikes,)
        Spike times, ms, sorted.
    indices : integer array, shape (spikes,)
        Index of the neuron that fired, 0 to n - 1.
    n : int
        Number of neurons.

    Returns
    -------
    array, shape (n,)
        NaN for neurons with fewer than two intervals (three spikes), or whose spikes all coincide.

    Raises
    ------
    ParameterError
        If the times are not finite and sorted, an index is out of range, or if the arrays differ
        in length.

    Notes
    -----
    Source: Dayan & Abbott, "Theoretical Neuroscience" (2001), section 1.4.
    """
    when, who, n = spikes(times, indices, n)
    gaps, owner = _intervals(when, who, n)
    count = np.bincount(owner, minlength=n)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(owner, weights=gaps, minlength=n) / count
        square = np.bincount(owner, weights=(gaps - mean[owner]) ** 2, minlength=n) / count
        result = np.sqrt(square) / mean
    result[count < 2] = nan
    return result


def fano(times: ArrayLike, start: float, stop: float, counting_window: float) -> float:
    """Return the Fano factor of the spike count: its variance / its mean.

    The spikes, of one neuron or of a whole population, are counted in successive windows. 1 for a
    Poisson process; independent neurons have the same Fano factor together as each alone, and
    synchrony increases it.

    Parameters
    ----------
    times : array, shape (spikes,)
        Spike times, ms, sorted.
    start, stop : float
        Bounds of the time in which spikes are counted, ms. A remainder shorter than a counting
        window is omitted.
    counting_window : float
        Length of a counting window, ms.

    Returns
    -------
    float
        NaN without spikes, or if there is only one window. The variance is normalised by the number
        of windows, not by one less.

    Raises
    ------
    ParameterError
        If the times are not finite and sorted, the time is empty, or if the counting window is not
        positive, longer than the time, or would make more than ten million windows.

    Notes
    -----
    Source: Dayan & Abbott, "Theoretical Neuroscience" (2001), section 1.4; U. Fano, Phys. Rev. 72
    (1947), 26-29.
    """
    found = sorted_times(times)
    counts = bins(*window(start, stop), counting_window, "counting_window").counts(found)
    if counts.size < 2 or not counts.any():
        return nan
    return float(counts.var() / counts.mean())


def fano_distribution(
    times: ArrayLike,
    indices: ArrayLike,
    n: int,
    start: float,
    stop: float,
    counting_window: float,
) -> FloatArray:
    """Return the Fano factor of each neuron's spike count.

    As `fano`, neuron by neuron. ``numpy.nanmean`` gives the mean of the neurons that fired.

    Parameters
    ----------
    times : array, shape (spikes,)
        Spike times, ms, sorted.
    indices : integer array, shape (spikes,)
        Index of the neuron that fired, 0 to n - 1.
    n : int
        Number of neurons.
    start, stop, counting_window : float
        As in `fano`, ms.

    Returns
    -------
    array, shape (n,)
        NaN for neurons without spikes, or if there is only one window.

    Raises
    ------
    ParameterError
        As `fano`; or if an index is out of range, or the arrays differ in length.
    """
    when, who, n = spikes(times, indices, n)
    grid = bins(*window(start, stop), counting_window, "counting_window")
    mean, variance = count_moments(when, who, n, grid)
    if grid.count < 2:
        return np.full(n, nan)
    with np.errstate(invalid="ignore"):
        return variance / mean


def count_moments(
    when: FloatArray, who: IntArray, n: int, grid: Bins
) -> tuple[FloatArray, FloatArray]:
    """Return mean and variance, over the bins, of each neuron's number of spikes.

    The table of neurons and bins is never built: only its non-zero entries.
    """
    place = grid.places(when)
    first, last = np.searchsorted(place, [0, grid.count])
    cells, counts = distinct(who[first:last].astype(np.int64) * grid.count + place[first:last])
    owner = (cells // grid.count).astype(np.intp)
    mean = np.bincount(owner, weights=counts, minlength=n) / grid.count
    # The zeros' contribution to the squared deviations: what the other bins leave of the mean's
    # square.
    filled = np.bincount(owner, minlength=n)
    squares = np.bincount(owner, weights=(counts - mean[owner]) ** 2, minlength=n)
    return mean, (squares + (grid.count - filled) * mean**2) / grid.count


def _intervals(when: FloatArray, who: IntArray, n: int) -> tuple[FloatArray, IntArray]:
    """Return all intervals within neurons, and the neuron of each."""
    order = order_by_neuron(who, n)
    owner = who[order]
    same = owner[1:] == owner[:-1]
    return np.diff(when[order])[same], owner[1:][same]
