"""Events that a signal has: the onsets of a stimulus."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.units import number, numbers


def onsets(signal: ArrayLike, dt: float, start: float = 0.0) -> FloatArray:
    """Return when a signal is switched on: where it crosses the middle of its range.

    The middle is half-way between the lowest and the highest value, and the crossing is the one
    away from 0: upwards, or downwards if the lowest value is farther from 0 than the highest. So
    each pulse has one onset, whatever its sign, and each period of a sine has one.

    Parameters
    ----------
    signal : array, shape (samples,)
        Samples at equal intervals, in any unit, such as a current.
    dt : float
        Sampling interval, ms.
    start : float
        Time of the first sample, ms.

    Returns
    -------
    array, shape (onsets,)
        Time of the first sample beyond the middle of each, ms, sorted; none for a constant signal,
        or at its beginning, before which nothing is known.

    Raises
    ------
    ParameterError
        If the signal or the start is not finite, or dt is not positive.
    """
    samples = numbers(signal, "signal", "", dimensions=(1,))
    dt = number(dt, "dt", "ms", low=0.0, low_open=True)
    start = number(start, "start", "ms")
    if not samples.size:
        return np.empty(0)
    low, high = float(samples.min()), float(samples.max())
    if -low > high:
        samples, low, high = -samples, -high, -low
    on = samples > 0.5 * low + 0.5 * high
    begins = np.flatnonzero(on[1:] & ~on[:-1]) + 1
    return start + begins.astype(np.float64) * dt
