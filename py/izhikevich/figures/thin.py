"""Fewer points for a long curve, without losing its spikes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.sorting import distinct

#: Curves with more points than this are thinned before they are drawn.
MOST_POINTS = 4000


def thin(t: FloatArray, y: FloatArray, n: int = MOST_POINTS) -> tuple[FloatArray, FloatArray]:
    """Return at most `n` points of a curve that look like all of them.

    Parameters
    ----------
    t, y : array, shape (n_points,)
        The curve; `t` ascending.
    n : int
        Points wanted, at least 6. A curve with no more than that is returned as it is.

    Returns
    -------
    t, y : array
    """
    if y.size <= n:
        return t, y
    keep = kept(y, n)
    return t[keep], y[keep]


def kept(y: FloatArray, n: int = MOST_POINTS) -> NDArray[np.intp]:
    """Return the ascending indices of the points of a curve that `thin` keeps.

    The points are divided into buckets of equal count, of which the lowest and the highest point
    are kept, and so are the first and the last point of all.
    """
    if y.size <= n:
        return np.arange(y.size)
    width = -(-y.size // (n // 2 - 1))
    full = y.size // width
    start = np.arange(full) * width
    rows = y[: full * width].reshape(full, width)
    ends = [0, y.size - 1]
    rest = y[full * width :]
    if rest.size:
        ends += [full * width + int(rest.argmin()), full * width + int(rest.argmax())]
    ends_of_rows = [start + rows.argmin(axis=1), start + rows.argmax(axis=1)]
    return distinct(np.concatenate([*ends_of_rows, ends]))[0]
