"""Checks of the arguments that the measures share, in one place: spike arrays, windows and bins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.units import integer, number, numbers

IntArray = NDArray[np.intp]

#: More bins, lags or frequencies than this are considered a mistake: 80 MB per array.
MAX_BINS = 10_000_000


def sorted_times(times: ArrayLike, name: str = "times") -> FloatArray:
    """Return the spike times, shape (spikes,), ms, as an array.

    Raises
    ------
    ParameterError
        If they are not finite and sorted.
    """
    try:
        array = numbers(times, name, "ms", dimensions=(1,))
    except ParameterError:
        array = None
    if array is None or (array[1:] < array[:-1]).any():
        raise ParameterError(name, times, "must be one-dimensional, finite and sorted (ms)")
    return array


def neuron_indices(indices: ArrayLike, n: int) -> IntArray:
    """Return the indices, shape (spikes,), of neurons 0 to n - 1 as an array.

    Raises
    ------
    ParameterError
        If they are not whole numbers, or out of range.
    """
    allowed = msg("must be a one-dimensional array of whole numbers from 0 to {last}", last=n - 1)
    try:
        array = np.asarray(indices)
    except ValueError:
        raise ParameterError("indices", indices, allowed) from None
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise ParameterError("indices", indices, allowed)
    if array.size and (array.min() < 0 or array.max() >= n):
        raise ParameterError("indices", indices, allowed)
    return array.astype(np.intp, copy=False)


def spikes(times: ArrayLike, indices: ArrayLike, n: int) -> tuple[FloatArray, IntArray, int]:
    """Return times, indices and number of neurons of a population, checked.

    Raises
    ------
    ParameterError
        If one of them is not allowed, or if the arrays differ in length.
    """
    n = integer(n, "n", low=1)
    when = sorted_times(times)
    who = neuron_indices(indices, n)
    if who.size != when.size:
        raise ParameterError(
            "indices",
            indices,
            msg(
                "has {elements} elements, but there are {times} times",
                elements=who.size,
                times=when.size,
            ),
        )
    return when, who, n


def window(start: float, stop: float) -> tuple[float, float]:
    """Return the bounds of a non-empty window, ms.

    Raises
    ------
    ParameterError
        If a bound is not finite, or the window is empty.
    """
    start = number(start, "start", "ms")
    return start, number(stop, "stop", "ms", low=start, low_open=True)


@dataclass(frozen=True)
class Bins:
    """Bins of equal width.

    Parameters
    ----------
    start, width : float
        Left edge of the first bin, and width of each, ms.
    count : int
    tolerance : float
        How far below an edge a time still counts as lying on it, ms: a few rounding errors.
    """

    start: float
    width: float
    count: int
    tolerance: float

    @property
    def edges(self) -> FloatArray:
        """The edges, shape (count + 1,), ms."""
        return self.start + self.width * np.arange(self.count + 1, dtype=np.float64)

    @property
    def centres(self) -> FloatArray:
        """The centres, shape (count,), ms."""
        return self.start + self.width * (np.arange(self.count, dtype=np.float64) + 0.5)

    def counts(self, times: FloatArray) -> IntArray:
        """Return how many of the sorted `times` fall into each bin, shape (count,)."""
        return np.diff(np.searchsorted(times, self.edges - self.tolerance))

    def places(self, times: FloatArray) -> IntArray:
        """Return the bin of each time; -1 before the first, `count` after the last."""
        return np.searchsorted(self.edges - self.tolerance, times, side="right") - 1


def bins(
    start: float, stop: float, width: float, name: str = "bin_width", largest: float = 0.0
) -> Bins:
    """Return the whole bins of this width that fit into [start, stop).

    Parameters
    ----------
    start, stop : float
        Bounds of the window, ms.
    width : float
        Width of each bin, ms.
    name : str
        Name of the width, for the error message.
    largest : float
        Largest time that enters the values to be binned, if beyond start and stop, ms: its
        rounding errors are allowed for.

    Raises
    ------
    ParameterError
        If the width is not positive, wider than the window, or so small that there are more than
        `MAX_BINS`.
    """
    span = stop - start
    spacing = float(np.spacing(max(abs(start), abs(stop), abs(largest))))
    tolerance = 4.0 * spacing
    smallest = max(span / MAX_BINS, 16.0 * spacing)
    width = number(width, name, "ms", low=smallest, high=span + tolerance)
    return Bins(start, width, int((span + tolerance) / width), tolerance)
