"""Distinct values, without `numpy.unique`, which imports numpy.ma: slow in the browser."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)


def distinct(values: NDArray[Scalar]) -> tuple[NDArray[Scalar], NDArray[np.intp]]:
    """Return the distinct values, sorted, and how often each occurs.

    Parameters
    ----------
    values : array, shape (n,)
        Values, none of them NaN.

    Returns
    -------
    values : array, shape (m,)
    counts : integer array, shape (m,)
    """
    ordered = np.sort(values)
    first = np.ones(ordered.size, dtype=np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(first)
    return ordered[starts], np.diff(np.append(starts, ordered.size))
