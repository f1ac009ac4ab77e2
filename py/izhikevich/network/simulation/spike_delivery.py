"""Spike delivery: from neurons that fired, through synapses with delays, to their targets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray, IndexArray


def rows(starts: IndexArray, fired: IndexArray) -> tuple[IndexArray, NDArray[np.intp]]:
    """Return the synapses of some presynaptic neurons, and the number for each.

    Parameters
    ----------
    starts : array, shape (n + 1,)
        Where each neuron's synapses begin.
    fired : array, shape (m,)
        Presynaptic neurons.

    Returns
    -------
    synapses : array, shape (k,)
        Synapses in the order of `fired`, and within a neuron in their own order.
    counts : array, shape (m,)
    """
    begin = starts[fired]
    counts = (starts[fired + 1] - begin).astype(np.intp)  # of the width numpy counts in
    before = np.cumsum(counts)
    total = int(before[-1]) if before.size else 0
    return np.arange(total) + np.repeat(begin - (before - counts), counts), counts


def own(fired: IndexArray, first: int, count: int) -> IndexArray:
    """Return which of the neurons first .. first + count - 1 fired, counted from `first`."""
    return fired[(fired >= first) & (fired < first + count)] - first


def rounds(fired: IndexArray) -> list[IndexArray]:
    """Split the spikes of a step into parts in each of which a neuron fires at most once."""
    return np.split(fired, np.flatnonzero(np.diff(fired) <= 0) + 1)


@dataclass(frozen=True, eq=False)
class Wiring:
    """Synapses of one projection with constant weights: compressed rows by presynaptic neuron.

    Parameters
    ----------
    starts : array, shape (n_pre + 1,)
    targets : array, shape (n_synapses,)
        Postsynaptic neurons within their population.
    weights : array, shape (n_synapses,)
        Weights, in the precision of the network.
    delays : array, shape (n_synapses,)
        Delays in steps, at least 1.
    first : int
        Index of the first presynaptic neuron in the network.
    cell : int
        Target times number of neurons, plus the first postsynaptic neuron.
    """

    starts: IndexArray
    targets: NDArray[np.int32]
    weights: FloatArray
    delays: NDArray[np.int32]
    first: int
    cell: int

    @property
    def n_pre(self) -> int:
        """Number of presynaptic neurons."""
        return self.starts.size - 1

    @cached_property
    def delay(self) -> int | None:
        """The delay of all synapses if it is the same: their place need not be computed then."""
        first = int(self.delays[0]) if self.delays.size else 1
        return first if (self.delays == first).all() else None

    @cached_property
    def reach(self) -> int:
        """Number of postsynaptic neurons up to the last target."""
        return 1 + int(self.targets.max(initial=0))

    @cached_property
    def dense(self) -> bool:
        """Whether each neuron's targets ascend, mostly by 1: one operation can add them all."""
        if self.targets.size < 0.5 * self.n_pre * self.reach:
            return False
        rises = np.diff(self.targets) > 0
        begins = self.starts[1:-1]
        rises[begins[(begins > 0) & (begins < self.targets.size)] - 1] = True
        return bool(rises.all())

    def with_weights(self, weights: FloatArray) -> Wiring:
        """Return the same synapses with other weights; what is known of the rest is kept."""
        changed = replace(self, weights=weights)
        known = ("delay", "reach", "dense")
        vars(changed).update({name: vars(self)[name] for name in known if name in vars(self)})
        return changed

    def deliver(self, fired: IndexArray, ring: Ring, step: int) -> None:
        """Enter the effects of the spikes of a step into the ring."""
        synapses, _ = rows(self.starts, own(fired, self.first, self.n_pre))
        if not synapses.size:
            return
        targets, weights = self.targets[synapses], self.weights[synapses]
        if self.delay is None:
            ring.add(targets + np.int32(self.cell), weights, self.delays[synapses], step)
        else:
            np.add.at(ring.arrived(step + self.delay)[self.cell :], targets, weights)


class Ring:
    """Future input: one row for each step up to the longest delay.

    Additions are made one after the other, in the order given, so that sums have the same bits in
    any engine.

    Parameters
    ----------
    longest : int
        Longest delay, steps.
    width : int
        Number of targets times number of neurons.
    dtype : dtype
        Precision of the network.
    """

    def __init__(self, longest: int, width: int, dtype: np.dtype[np.floating[Any]]) -> None:
        self.rows: FloatArray = np.zeros((longest + 1, width), dtype)
        self._length, self._width = longest + 1, width

    def arrived(self, step: int) -> FloatArray:
        """Return the row of a step, shape (width,); the caller sets it to 0 when done."""
        row: FloatArray = self.rows[step % self._length]
        return row

    def lengthened(self, longest: int, step: int) -> Ring:
        """Return a ring for longer delays, with what is in transit before a step."""
        ring = Ring(longest, self._width, self.rows.dtype)
        for late in range(step, step + self._length):
            ring.arrived(late)[:] = self.arrived(late)
        return ring

    def add(
        self, cells: NDArray[np.int32], weights: FloatArray, delays: NDArray[np.int32], step: int
    ) -> None:
        """Add weights that arrive `delays` after `step`."""
        at = ((delays + step) % self._length).astype(np.int64)
        at *= self._width
        at += cells
        # The flat view is made anew: in a copy of the ring a kept one would be another array.
        np.add.at(self.rows.reshape(-1), at, weights)
