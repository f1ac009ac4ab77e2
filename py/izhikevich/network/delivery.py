"""The way of spikes: from neurons that fired, over synapses with delays, to their targets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from izhikevich.neuron.rules import FloatArray

IndexArray = NDArray[np.int64]


def rows(starts: IndexArray, fired: IndexArray) -> tuple[IndexArray, NDArray[np.intp]]:
    """Return the synapses of some presynaptic neurons, and how many each has.

    Parameters
    ----------
    starts : array, shape (n + 1,)
        Where each neuron's synapses begin.
    fired : array, shape (m,)
        Presynaptic neurons.

    Returns
    -------
    synapses : array, shape (k,)
        In the order of `fired`, and within a neuron in their own order.
    counts : array, shape (m,)
    """
    begin = starts[fired]
    counts = (starts[fired + 1] - begin).astype(np.intp)  # of the width that numpy counts in
    before = np.cumsum(counts)
    total = int(before[-1]) if before.size else 0
    return np.arange(total) + np.repeat(begin - (before - counts), counts), counts


@dataclass(frozen=True, eq=False)
class Wiring:
    """Synapses whose weights stay: compressed rows over all presynaptic neurons and sources.

    Parameters
    ----------
    starts : array, shape (n_pre + 1,)
    cells : array, shape (n_synapses,)
        Target times number of neurons, plus the postsynaptic neuron.
    weights : array, shape (n_synapses,)
    delays : array, shape (n_synapses,)
        Steps, at least 1.
    """

    starts: IndexArray
    cells: NDArray[np.int32]
    weights: FloatArray
    delays: NDArray[np.int32]

    @cached_property
    def delay(self) -> int | None:
        """The delay of all synapses, if it is the same: their place need not be computed then."""
        first = int(self.delays[0]) if self.delays.size else 1
        return first if (self.delays == first).all() else None

    def deliver(self, fired: IndexArray, ring: Ring, step: int) -> None:
        """Put what the spikes of a step will do into the ring."""
        synapses, _ = rows(self.starts, fired)
        if not synapses.size:
            return
        cells, weights = self.cells[synapses], self.weights[synapses]
        if self.delay is None:
            ring.add(cells, weights, self.delays[synapses], step)
        else:
            np.add.at(ring.arrived(step + self.delay), cells, weights)


class Ring:
    """What will arrive in the next steps: one row for each step up to the longest delay.

    Additions are made one after the other, in the order given, so that sums have the same bits in
    any engine.

    Parameters
    ----------
    longest : int
        Longest delay, steps.
    width : int
        Number of targets times number of neurons.
    """

    def __init__(self, longest: int, width: int) -> None:
        self.rows = np.zeros((longest + 1, width))
        self._flat = self.rows.reshape(-1)
        self._length, self._width = longest + 1, width

    def arrived(self, step: int) -> FloatArray:
        """Return the row of a step, shape (width,); the caller sets it to 0 when done."""
        row: FloatArray = self.rows[step % self._length]
        return row

    def add(
        self, cells: NDArray[np.int32], weights: FloatArray, delays: NDArray[np.int32], step: int
    ) -> None:
        """Add weights that arrive `delays` after `step`."""
        at = ((delays + step) % self._length).astype(np.int64)
        at *= self._width
        at += cells
        np.add.at(self._flat, at, weights)
