"""Fewer samples for a long curve, without losing its spikes: as many as are visible."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from izhikevich.plots.windows import Window
from izhikevich.sorting import distinct

#: Default number of samples of a curve that a renderer draws.
MAX_SAMPLES = 4000
#: More curves of one series than this cannot be distinguished.
MAX_CURVES = 150


def kept(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    most: int = MAX_SAMPLES,
    window: Window | None = None,
    *,
    ascending: bool | None = None,
) -> NDArray[np.intp] | None:
    """Return the ascending indices of the samples of a curve to draw.

    Samples are divided into buckets of equal count, of which the lowest and the highest are kept,
    as are the first and the last of all and those next to a gap (NaN). Along a path that turns
    back, the same is done with x. One that turns back only at gaps is many curves: at most
    `MAX_CURVES` of them are drawn, each with that many samples.

    Parameters
    ----------
    x, y : array, shape (n,)
    most : int
        Approximate number of samples to keep; at least 6.
    window : Window, optional
        The visible part: it gets the same number of samples again.
    ascending : bool, optional
        Result of `ascends` for `x`, if known.

    Returns
    -------
    array or None
        None if all are kept.
    """
    if y.size <= most:
        return None
    found = _of_all(x, y, most, ascends(x) if ascending is None else ascending)
    if window is None or found is None:
        return found
    return distinct(np.concatenate([found, _within(x, y, most, window)]))[0]


def ascends(x: NDArray[np.float64]) -> bool:
    """Tell whether numbers ascend, without a gap."""
    return bool((x[1:] >= x[:-1]).all())


def _of_all(
    x: NDArray[np.float64], y: NDArray[np.float64], most: int, ascending: bool
) -> NDArray[np.intp] | None:
    # One pass shows whether anything is NaN.
    if not np.isnan(y.sum()) and (ascending or not np.isnan(x.sum())):
        found = _extremes(y, most)
        return found if ascending else distinct(np.concatenate([found, _extremes(x, most)]))[0]
    gaps = np.isnan(y)
    gaps |= np.isnan(x)
    ascending = not (x[1:] < x[:-1]).any()
    if ascending:
        starts, ends = _between(gaps)
        if (x[starts[1:]] < x[ends[:-1] - 1]).any():
            return _of_many(x, y, starts, ends, most)
    pieces = [_beside(gaps)]
    for values in (y,) if ascending else (y, x):
        pieces.append(_extremes(np.nan_to_num(values), most))
    return distinct(np.concatenate(pieces))[0]


def _within(
    x: NDArray[np.float64], y: NDArray[np.float64], most: int, window: Window
) -> NDArray[np.intp]:
    """Return the indices of samples in a window and of those next to them."""
    inside = np.ones(y.size, dtype=np.bool_)
    for values, ends in ((x, window.x), (y, window.y)):
        if ends is not None:
            inside &= (values >= min(ends)) & (values <= max(ends))
    near = np.flatnonzero(_spread(inside))
    if near.size <= most:
        return near
    kept_of = [_extremes(np.nan_to_num(values[near]), most) for values in (x, y)]
    return near[distinct(np.concatenate(kept_of))[0]]


def every(size: int, most: int = MAX_SAMPLES) -> int:
    """Return the interval of the rows or columns of a map to draw."""
    return max(1, -(-4 * size // most))


def _of_many(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    starts: NDArray[np.intp],
    ends: NDArray[np.intp],
    most: int,
) -> NDArray[np.intp] | None:
    """Return the same for curves that follow one another, with a gap after each."""
    step = -(-ends.size // MAX_CURVES)
    if step == 1 and np.max(ends - starts) <= most:
        return None
    pieces = []
    for start, end in zip(starts[::step].tolist(), ends[::step].tolist(), strict=True):
        inside = kept(x[start:end], y[start:end], most)
        pieces += [np.arange(start, end) if inside is None else start + inside, np.array([end])]
    found: NDArray[np.intp] = np.concatenate(pieces)
    return found[found < y.size]


def _between(gaps: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where the pieces between gaps start, and where they end."""
    at = np.flatnonzero(gaps)
    ends = np.append(at, gaps.size)
    starts = np.append(np.zeros(1, dtype=np.intp), at + 1)
    full = ends > starts
    return starts[full], ends[full]


def _beside(gaps: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the indices of gaps and of the samples next to them."""
    return np.flatnonzero(_spread(gaps))


def _spread(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return a mask that also contains the neighbours of its elements."""
    near = mask.copy()
    near[1:] |= mask[:-1]
    near[:-1] |= mask[1:]
    return near


def _extremes(y: NDArray[np.float64], most: int) -> NDArray[np.intp]:
    """Return the ascending indices of the extremes of the buckets, and of both ends."""
    width = -(-y.size // (most // 2 - 1))
    full = y.size // width
    rows = y[: full * width].reshape(full, width)
    lowest, highest = rows.argmin(axis=1), rows.argmax(axis=1)
    found = np.empty(2 * full + 4, dtype=np.intp)
    found[0] = 0
    inside = found[1 : 2 * full + 1].reshape(full, 2)
    start = np.arange(0, full * width, width)
    np.add(start, np.minimum(lowest, highest), out=inside[:, 0])
    np.add(start, np.maximum(lowest, highest), out=inside[:, 1])
    rest = y[full * width :]
    two = sorted((int(rest.argmin()), int(rest.argmax()))) if rest.size else [-1, -1]
    found[-3:] = full * width + two[0], full * width + two[1], y.size - 1
    first = np.ones(found.size, dtype=np.bool_)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]
