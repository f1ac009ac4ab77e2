"""Activity around spikes: correlograms, and averages of a signal."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.analysis.arguments import MAX_BINS, IntArray, bins, sorted_times, window
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.sorting import distinct
from izhikevich.units import integer, number, numbers


def cross_correlogram(
    times_a: ArrayLike, times_b: ArrayLike, max_lag: float, bin_width: float
) -> tuple[FloatArray, FloatArray]:
    """Return the firing rate of B as a function of the time from a spike of A.

    Spikes are counted in bins that begin at the first spike of both trains; a pair of spikes has
    the lag of its bins, which differs from that of the spikes by less than a bin (and not at all
    for spikes on a grid of time steps of that width). The number of pairs is divided by the number
    of A's spikes and by the bin width: far from any correlation it is the mean rate of B. Near the
    ends of the recording partners are missing, which lowers it by about max_lag / duration.

    Parameters
    ----------
    times_a, times_b : array, shape (spikes,)
        Spike times of two neurons, or populations, ms, sorted. For the correlogram of a train with
        itself use `auto_correlogram`.
    max_lag : float
        Longest lag, ms, rounded down to whole bins.
    bin_width : float
        Bin width, ms.

    Returns
    -------
    lags : array, shape (2 m + 1,)
        Multiples of the bin width, ms; positive where B fires after A.
    rate : array, shape (2 m + 1,)
        Rate, Hz; NaN if A has no spikes. Multiplied by ``len(times_a) * bin_width / 1000`` it is
        the number of pairs.

    Raises
    ------
    ParameterError
        If times are not finite and sorted, the lag is negative, or if the bin width is not
        positive, or would make more than ten million bins.

    Notes
    -----
    Source: D. H. Perkel, G. L. Gerstein & G. P. Moore, Biophys. J. 7 (1967), 419-440.
    """
    a = sorted_times(times_a, "times_a")
    b = sorted_times(times_b, "times_b")
    return _correlogram(a, b, max_lag, bin_width, self_pairs=0)


def auto_correlogram(
    times: ArrayLike, max_lag: float, bin_width: float
) -> tuple[FloatArray, FloatArray]:
    """Return the firing rate as a function of the time from a spike of the same train.

    The `cross_correlogram` of the train with itself, without the pairs of each spike with itself.

    Parameters
    ----------
    times : array, shape (spikes,)
        Spike times, ms, sorted.
    max_lag, bin_width : float
        As in `cross_correlogram`, ms.

    Returns
    -------
    lags : array, shape (2 m + 1,)
        Multiples of the bin width, ms.
    rate : array, shape (2 m + 1,)
        Rate, Hz, symmetric; NaN without spikes.

    Raises
    ------
    ParameterError
        As `cross_correlogram`.
    """
    found = sorted_times(times)
    return _correlogram(found, found, max_lag, bin_width, self_pairs=found.size)


def cross_covariance(
    times_a: ArrayLike,
    times_b: ArrayLike | None,
    start: float,
    stop: float,
    max_lag: float,
    bin_width: float,
    *,
    n_a: int = 1,
    n_b: int = 1,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return how much more often than by chance B fires at a time from a spike of A.

    The covariance of the rates of two neurons or populations, as a function of the lag: the rate of
    coincidences minus its expectation, the product of both mean rates. Spikes are counted in bins,
    and a pair has the lag of its bins. The rate of coincidences at a lag is the mean over the pairs
    of bins that have this lag within the window, so that the ends of the window bias nothing.

    Parameters
    ----------
    times_a, times_b : array, shape (spikes,)
        Spike times, ms, sorted; those outside the bins are not counted. None for `times_b` for the
        covariance of A with itself, without the pairs of each spike with itself.
    start, stop : float
        Bounds of the window, ms. A remainder shorter than a bin is omitted.
    max_lag : float
        Longest lag, ms, rounded down to whole bins; shorter than the window.
    bin_width : float
        Bin width, ms.
    n_a, n_b : int
        Numbers of neurons; the result is the mean of all pairs of neurons. That of a population
        with itself is divided by the square of its number.

    Returns
    -------
    lags : array, shape (2 m + 1,)
        Multiples of the bin width, ms; positive where B fires after A.
    covariance : array, shape (2 m + 1,)
        Covariance, Hz^2 for each pair of neurons: 0 for independent trains of constant rate.
    chance : array, shape (2 m + 1,)
        Its standard deviation for independent Poisson processes of these rates, Hz^2.

    Raises
    ------
    ParameterError
        If times are not finite and sorted, the window is empty, the lag is negative or not shorter
        than the window, or if the bin width is not positive, or would make more than ten million
        bins.

    Notes
    -----
    Source: C. D. Brody, "Correlations without synchrony", Neural Comput. 11 (1999), 1537-1551, the
    covariogram, here of one trial, whose expectation is that of constant rates.
    """
    a = sorted_times(times_a, "times_a")
    b = a if times_b is None else sorted_times(times_b, "times_b")
    size_a = integer(n_a, "n_a", low=1)
    size_b = size_a if times_b is None else integer(n_b, "n_b", low=1)
    grid = bins(*window(start, stop), bin_width)
    width, count = grid.width, grid.count
    reach = number(max_lag, "max_lag", "ms", low=0.0, high=count * width, high_open=True)
    most = min(int(reach / width + 1e-9), count - 1)
    in_a = grid.counts(a)
    in_b = in_a if times_b is None else grid.counts(b)
    lags = np.arange(-most, most + 1)
    pairs = _products(in_a, in_b, most)
    if times_b is None:
        pairs[most] -= in_a.sum()
    overlap = (count - np.abs(lags)).astype(np.float64)
    expected = float(in_a.mean()) * float(in_b.mean())
    to_rates = (1000.0 / width) ** 2 / (float(size_a) * size_b)
    covariance: FloatArray = (pairs / overlap - expected) * to_rates
    chance: FloatArray = np.sqrt(expected / overlap) * to_rates
    return lags.astype(np.float64) * width, covariance, chance


def spike_triggered_average(
    signal: ArrayLike,
    dt: float,
    spike_times: ArrayLike,
    before: float,
    after: float,
    start: float = 0.0,
) -> tuple[FloatArray, FloatArray]:
    """Return the mean time course of a signal around spikes.

    Parameters
    ----------
    signal : array, shape (samples,) or (samples, k)
        One or k signals in any unit, such as the input current.
    dt : float
        Sampling interval, ms.
    spike_times : array, shape (spikes,)
        Spike times, ms, sorted. Each is moved to the nearest sample; spikes too close to the ends
        of the signal to be surrounded by it are omitted.
    before, after : float
        The average covers [-before, after] around a spike, ms, rounded down to whole samples.
    start : float
        Time of the first sample, ms.

    Returns
    -------
    lags : array, shape (m,)
        Multiples of dt, ms after the spike.
    average : array, shape (m,) or (m, k)
        In the signal's unit; NaN without spikes.

    Raises
    ------
    ParameterError
        If the signal or the times are not finite, the times not sorted, dt not positive, before or
        after negative, or if both together are longer than the signal.

    Notes
    -----
    Source: Dayan & Abbott, "Theoretical Neuroscience" (2001), section 1.3.
    """
    samples = numbers(signal, "signal", "", dimensions=(1, 2))
    dt = number(dt, "dt", "ms", low=0.0, low_open=True)
    times = sorted_times(spike_times, "spike_times")
    start = number(start, "start", "ms")
    length = len(samples)
    # The small excess restores an integer quotient that rounding put just below it.
    back = int(number(before, "before", "ms", low=0.0, high=length * dt) / dt + 1e-9)
    ahead = int(number(after, "after", "ms", low=0.0, high=length * dt) / dt + 1e-9)
    if back + ahead >= length:
        raise ParameterError(
            "after",
            after,
            msg(
                "before and after must fit into the signal ({length} ms)",
                length=Number(length * dt, form="g"),
            ),
        )
    nearest = np.floor((times - start) / dt + 0.5)
    nearest = nearest[(nearest >= back) & (nearest < length - ahead)]
    lags = np.arange(-back, ahead + 1)
    after_spike = lags.astype(np.float64) * dt
    if not nearest.size:
        return after_spike, np.full((lags.size, *samples.shape[1:]), np.nan)
    where, counts = distinct(nearest.astype(np.intp))
    weights = counts / nearest.size
    return after_spike, np.array([weights @ samples[where + lag] for lag in lags])


def _correlogram(
    a: FloatArray, b: FloatArray, max_lag: float, bin_width: float, self_pairs: int
) -> tuple[FloatArray, FloatArray]:
    """Return lags, and pairs of spikes per spike of `a` and time, Hz."""
    width = number(bin_width, "bin_width", "ms", low=0.0, low_open=True)
    reach = number(max_lag, "max_lag", "ms", low=0.0, high=width * MAX_BINS / 2)
    most = int(reach / width + 1e-9)
    lags = np.arange(-most, most + 1, dtype=np.float64)
    pairs = np.zeros(lags.size)
    if a.size and b.size:
        first, last = min(a[0], b[0]), max(a[-1], b[-1])
        grid = bins(float(first), float(last) + width, width)
        near = min(most, grid.count - 1)
        pairs[most - near : most + near + 1] = _products(grid.counts(a), grid.counts(b), near)
    pairs[most] -= self_pairs
    if not a.size:
        pairs[:] = np.nan
    return lags * width, pairs * (1000.0 / (max(a.size, 1) * width))


def _products(a: IntArray, b: IntArray, most: int) -> FloatArray:
    """Return the sums of a[i] b[i + k] for k from -most to most, of whole numbers.

    Uses Fourier transforms, padded so that the ends do not wrap around.
    """
    size = 1 << (a.size + most - 1).bit_length()
    product = np.fft.rfft(a, size).conj() * np.fft.rfft(b, size)
    sums = np.rint(np.fft.irfft(product, size))
    return np.roll(sums, most)[: 2 * most + 1]
