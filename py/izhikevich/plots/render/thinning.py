"""Fewer samples for a long curve, without losing its spikes: as many as can be seen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from izhikevich.sorting import distinct

#: Samples of a curve that a renderer draws unless it is told otherwise.
MAX_SAMPLES = 4000


def kept(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    most: int = MAX_SAMPLES,
    window: tuple[float, float] | None = None,
) -> NDArray[np.intp] | None:
    """Return the ascending indices of the samples of a curve that are to be drawn.

    Samples are divided into buckets of equal count, of which the lowest and the highest are kept,
    and so are the first and the last of all and those next to a gap (NaN). Along a path that turns
    back, the same is done with x.

    Parameters
    ----------
    x, y : array, shape (n,)
    most : int
        Samples to keep, about; at least 6.
    window : (float, float), optional
        Part of the x-axis that is shown: what lies within gets all the samples. Only if x ascends.

    Returns
    -------
    array or None
        None if all are kept.
    """
    if y.size <= most:
        return None
    gaps = np.isnan(y) | np.isnan(x)
    found = [_beside(gaps)] if gaps.any() else []
    ascending = bool(np.all(np.diff(x[~gaps] if found else x) >= 0.0))
    if ascending and window is not None:
        first, last = np.searchsorted(x, window)
        first, last = max(int(first) - 1, 0), min(int(last) + 1, y.size)
        inside = kept(x[first:last], y[first:last], most)
        middle = np.arange(first, last) if inside is None else first + inside
        return distinct(np.concatenate([np.array([0]), middle, np.array([y.size - 1])]))[0]
    for values in (y,) if ascending else (y, x):
        found.append(_extremes(np.nan_to_num(values) if gaps.any() else values, most))
    return distinct(np.concatenate(found))[0]


def _beside(gaps: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the indices of gaps and of the samples next to them."""
    near = gaps.copy()
    near[1:] |= gaps[:-1]
    near[:-1] |= gaps[1:]
    return np.flatnonzero(near)


def _extremes(y: NDArray[np.float64], most: int) -> NDArray[np.intp]:
    width = -(-y.size // (most // 2 - 1))
    full = y.size // width
    start = np.arange(full) * width
    rows = y[: full * width].reshape(full, width)
    ends = [0, y.size - 1]
    rest = y[full * width :]
    if rest.size:
        ends += [full * width + int(rest.argmin()), full * width + int(rest.argmax())]
    return np.concatenate(
        [start + rows.argmin(axis=1), start + rows.argmax(axis=1), np.array(ends, dtype=np.intp)]
    )
