"""Population activity: rates over time, around events, of neurons and of groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import FloatArray
from izhikevich.analysis.arguments import (
    IntArray,
    bins,
    neuron_indices,
    sorted_times,
    spikes,
    window,
)
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.units import integer, number, numbers

Group = slice | Sequence[int] | NDArray[np.integer]

_KERNEL_REACH = 4.0  # standard deviations


def population_rate(
    times: ArrayLike,
    n: int,
    start: float,
    stop: float,
    bin_width: float,
    smooth: float | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Return the firing rate of a population over time, per neuron.

    The number of spikes in each bin, divided by its width and by the number of neurons.

    Parameters
    ----------
    times : array, shape (spikes,)
        Spike times of all neurons, ms, sorted. Those outside the bins are not counted.
    n : int
        Number of neurons.
    start, stop : float
        Bounds of the window, ms. A remainder shorter than a bin is omitted.
    bin_width : float
        Bin width, ms.
    smooth : float, optional
        Standard deviation of a Gaussian with which the rate is smoothed, ms; None for no smoothing.
        The rate is reflected at the ends of the window, so that smoothing preserves the number of
        spikes. The Gaussian is sampled at multiples of the bin width and cut off at four standard
        deviations.

    Returns
    -------
    centres : array, shape (bins,)
        Centres of the bins, ms.
    rate : array, shape (bins,)
        Rate, Hz per neuron.

    Raises
    ------
    ParameterError
        If the times are not finite and sorted, the window is empty, or if a width is not positive,
        longer than the window, or would make more than ten million bins.

    Notes
    -----
    Source: Gerstner, Kistler, Naud & Paninski, "Neuronal Dynamics" (2014), section 7.2.3, the
    population activity.
    """
    found = sorted_times(times)
    n = integer(n, "n", low=1)
    grid = bins(*window(start, stop), bin_width)
    rate = grid.counts(found).astype(np.float64) * (1000.0 / (grid.width * n))
    if smooth is not None:
        span = grid.count * grid.width
        sd = number(smooth, "smooth", "ms", low=0.0, low_open=True, high=span)
        rate = _smoothed(rate, sd / grid.width)
    return grid.centres, rate


def psth(
    times: ArrayLike,
    events: ArrayLike,
    before: float,
    after: float,
    bin_width: float,
    n: int = 1,
) -> tuple[FloatArray, FloatArray]:
    """Return the peristimulus time histogram: the mean firing rate around events.

    The number of spikes in each bin of time relative to an event, averaged over the events and
    divided by the width of the bin and the number of neurons.

    Parameters
    ----------
    times : array, shape (spikes,)
        Spike times of one neuron or of a population, ms, sorted.
    events : array, shape (events,)
        Times of the events, such as onsets of a stimulus, ms, in any order. Their windows may
        overlap.
    before, after : float
        The histogram covers [-before, after) relative to an event, ms. A remainder shorter than a
        bin is omitted.
    bin_width : float
        Bin width, ms.
    n : int
        Number of neurons.

    Returns
    -------
    lags : array, shape (bins,)
        Centres of the bins, ms after the event.
    rate : array, shape (bins,)
        Rate, Hz per neuron; NaN without events.

    Raises
    ------
    ParameterError
        If times or events are not finite, the times not sorted, the window empty, or if the width
        is not positive, longer than the window, or would make more than ten million bins.

    Notes
    -----
    Source: Gerstner & Kistler, "Spiking Neuron Models" (2002), section 1.5.2. The computation time
    is proportional to the number of events times that of bins.
    """
    found = sorted_times(times)
    onsets = np.sort(numbers(events, "events", "ms", dimensions=(1,)))
    first = number(before, "before", "ms", low=0.0)
    last = number(after, "after", "ms", low=0.0, low_open=first == 0.0)
    n = integer(n, "n", low=1)
    largest = float(np.abs(onsets).max(initial=0.0))
    grid = bins(-first, last, bin_width, largest=largest + first + last)
    if not onsets.size:
        return grid.centres, np.full(grid.count, np.nan)
    # Edge by edge, the memory needed is that of the events and not of all their bins.
    up_to = [
        int(np.searchsorted(found, onsets + edge).sum(dtype=np.int64))
        for edge in grid.edges - grid.tolerance
    ]
    return grid.centres, np.diff(np.array(up_to, dtype=np.float64)) * (
        1000.0 / (grid.width * n * onsets.size)
    )


def by_neuron(times: ArrayLike, indices: ArrayLike, n: int) -> tuple[FloatArray, ...]:
    """Return the spike times of each neuron.

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
    tuple of n arrays
        Spike times, ms, sorted; empty for a neuron that did not fire. They are views of one array.

    Raises
    ------
    ParameterError
        If the times are not finite and sorted, an index is out of range, or if the arrays differ
        in length.
    """
    when, who, n = spikes(times, indices, n)
    ordered = when[order_by_neuron(who, n)]
    ends = np.cumsum(np.bincount(who, minlength=n)).tolist()
    return tuple(ordered[a:b] for a, b in zip([0, *ends], ends, strict=False))


def rates(indices: ArrayLike, n: int, duration: float) -> FloatArray:
    """Return the mean firing rate of each neuron.

    Parameters
    ----------
    indices : integer array, shape (spikes,)
        Index of the neuron that fired, 0 to n - 1.
    n : int
        Number of neurons.
    duration : float
        Time over which the spikes were collected, ms.

    Returns
    -------
    array, shape (n,)
        Rates, Hz.

    Raises
    ------
    ParameterError
        If an index is out of range, or if the duration is not positive.
    """
    n = integer(n, "n", low=1)
    duration = number(duration, "duration", "ms", low=0.0, low_open=True)
    return np.bincount(neuron_indices(indices, n), minlength=n).astype(np.float64) * (
        1000.0 / duration
    )


def group_rates(
    indices: ArrayLike, n: int, duration: float, groups: Mapping[str, Group]
) -> dict[str, float]:
    """Return the mean firing rate per neuron of each group of neurons, such as layers.

    Parameters
    ----------
    indices : integer array, shape (spikes,)
        Index of the neuron that fired, 0 to n - 1.
    n : int
        Number of neurons.
    duration : float
        Time over which the spikes were collected, ms.
    groups : mapping of str to slice, range or integer array
        The neurons of each group. Groups may overlap.

    Returns
    -------
    dict of str to float
        Rates, Hz per neuron, in the order of the groups.

    Raises
    ------
    ParameterError
        If an index is out of range, the duration is not positive, or if a group is empty.
    """
    each = rates(indices, n, duration)
    return {
        name: float(each[_members(name, group, each.size)].mean()) for name, group in groups.items()
    }


def order_by_neuron(who: IntArray, n: int) -> IntArray:
    """Return the order that sorts spikes by neuron and preserves the order within each neuron."""
    # numpy sorts 16-bit integers by radix, ten times faster.
    return np.argsort(who.astype(np.uint16) if n <= 1 << 16 else who, kind="stable")


def _members(name: str, group: Group, n: int) -> IntArray:
    """Return the neurons of a group as indices."""
    members = np.arange(n)[group] if isinstance(group, slice) else np.asarray(group)
    inside = members.ndim == 1 and members.size and members.dtype.kind in "iu"
    if not inside or members.min() < 0 or members.max() >= n:
        allowed = msg(
            "must be a slice or whole numbers from 0 to {last}, and not empty", last=n - 1
        )
        raise ParameterError(f"groups[{name!r}]", group, allowed)
    return members.astype(np.intp, copy=False)


def _smoothed(values: FloatArray, sd: float) -> FloatArray:
    """Return the convolution with a Gaussian (`sd` in samples) of values mirrored at the ends.

    Reflected repeatedly at both ends, they have a period of twice their number: the convolution is
    a circular one, which is exact by Fourier transform.
    """
    period = 2 * values.size
    reach = int(_KERNEL_REACH * sd + 0.5)
    offsets = np.arange(-reach, reach + 1)
    kernel = np.exp(-0.5 * (offsets / sd) ** 2)
    wrapped = np.bincount(offsets % period, weights=kernel / kernel.sum(), minlength=period)
    mirrored = np.concatenate((values, values[::-1]))
    product = np.fft.rfft(mirrored) * np.fft.rfft(wrapped)
    return np.maximum(np.fft.irfft(product, period)[: values.size], 0.0)
