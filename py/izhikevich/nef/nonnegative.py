"""Least squares with solutions of at least 0."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError

#: Passes, in numbers of unknowns, after which the search is given up.
_MAX_PASSES = 10


def nonnegative(a: FloatArray, b: FloatArray) -> FloatArray:
    """Return the x of at least 0 with the least |A x - b|.

    Parameters
    ----------
    a : array, shape (m, n)
    b : array, shape (m,)

    Returns
    -------
    array, shape (n,)

    Raises
    ------
    ParameterError
        If rounding keeps the search from ending.

    Notes
    -----
    Source: Lawson and Hanson, "Solving Least Squares Problems" (1974), chapter 23.
    """
    n = a.shape[1]
    x, free = np.zeros(n), np.zeros(n, dtype=np.bool_)
    lengths = np.sqrt((a * a).sum(axis=0))
    tolerance = 1e-13 * lengths * max(float(np.abs(b).max(initial=0.0)), 1e-300) * len(a)
    for _ in range(_MAX_PASSES * n):
        slope = a.T @ (b - a @ x)
        rising = ~free & (slope > tolerance)
        if not rising.any():
            return x
        free[int(np.argmax(np.where(rising, slope, -np.inf)))] = True
        while True:
            wanted = np.zeros(n)
            wanted[free] = np.linalg.lstsq(a[:, free], b, rcond=None)[0]
            below = free & (wanted <= 0.0)
            if not below.any():
                x = wanted
                break
            # As far towards the solution as all stay at 0 or above; those that reach 0 are fixed.
            steps = x[below] / (x[below] - wanted[below])
            x = x + float(steps.min()) * (wanted - x)
            free &= ~(below & (x <= 1e-15 * np.abs(x).max(initial=0.0)))
            x[~free] = 0.0
    raise ParameterError("activities", a, "rounding keeps the search from ending: use more points")
