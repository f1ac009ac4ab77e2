"""Steps in which probes record, and what they record in a run."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich._typing import BoolArray, FloatArray

#: Relative difference from a whole number of steps that counts as rounding.
_ROUNDING = 1e-9


def sampled(every: float | None, first: int, steps: int, dt: float) -> BoolArray:
    """Return in which of some steps a sample is taken, shape (steps,).

    Parameters
    ----------
    every : float or None
        Interval between two samples, ms; None for every step.
    first : int
        Number of steps that have been taken before.
    steps : int
    dt : float
        Time step, ms.

    Notes
    -----
    As in Nengo 4.1.0: step k, counted from 1, if k modulo the interval in steps is below 1. Unlike
    there, an interval that is a whole number of steps but for rounding counts as such.
    """
    if every is None:
        return np.ones(steps, dtype=np.bool_)
    period = every / dt
    if abs(period - round(period)) < _ROUNDING * period:
        period = round(period)
    taken: BoolArray = np.arange(first + 1, first + steps + 1) % period < 1.0
    return taken


class Samples:
    """What a probe records in some steps.

    Parameters
    ----------
    taken : bool array, shape (n_steps,)
        Steps in which it records.
    shape : tuple of int
        Shape of what it records in a step.

    Attributes
    ----------
    values : array, shape (n_samples, *shape)
    """

    def __init__(self, taken: BoolArray, shape: tuple[int, ...]) -> None:
        self._taken, ends = taken, np.cumsum(taken)
        self._places: list[int] = [0, *ends.tolist()]
        self.values: FloatArray = np.empty((self._places[-1], *shape))

    def put(self, k: int, value: FloatArray) -> None:
        """Record step `k`."""
        place = self._places[k]
        if place < self._places[k + 1]:
            self.values[place] = value

    def put_steps(self, first: int, values: FloatArray, which: Any = slice(None)) -> None:
        """Record some steps from `first` on: those columns of an array of shape (count, n)."""
        last = first + len(values)
        places = slice(self._places[first], self._places[last])
        if places.stop - places.start == len(values):
            self.values[places] = values[:, which]
        elif places.stop > places.start:
            self.values[places] = values[self._taken[first:last]][:, which]
