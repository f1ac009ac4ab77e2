"""Neurons between events, as the equations have them: by Dormand and Prince's method of order 5."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.network.couplings import CouplingWiring
from izhikevich.network.simulation.plan import Block, Plan

#: How often Newton's method improves the time of a spike, and how precisely it is found, ms.
_IMPROVED, _LOCATED = 20, 1e-9
# The method of Dormand and Prince: when and how the slopes of a step are taken, what they weigh in
# its result, and in the difference from the result of order 4.
_NODES = (0.2, 0.3, 0.8, 8 / 9, 1.0)
_SLOPES = (
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
)
_WEIGHTS = (35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84)
_DIFFERENCES = (
    *(71 / 57600, 0.0, -71 / 16695, 71 / 1920),
    *(-17253 / 339200, 22 / 525, -1 / 40),
)


def tried(
    change: Callable[[float, FloatArray], FloatArray], t: float, h: float, state: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return v and u after a step from `t`, and the error of v, relative to v above 1 mV.

    Parameters
    ----------
    change : callable
        Given a time (ms) and a state, v' and u'.
    t, h : float
        Time and length of the step, ms.
    state : array, shape (2, n)
        v and u.
    """
    slopes: list[FloatArray] = []
    for node, weights in zip((0.0, *_NODES, 1.0), ((), *_SLOPES, _WEIGHTS), strict=True):
        now = state.copy()
        for weight, slope in zip(weights, slopes, strict=True):
            if weight:
                now += (h * weight) * slope
        slopes.append(change(t + node * h, now))
    error = np.zeros_like(state[0])
    for weight, slope in zip(_DIFFERENCES, slopes, strict=True):
        error += (h * weight) * slope[0]
    return now, np.abs(error) / np.maximum(1.0, np.abs(now[0]))


class Chosen:
    """Some neurons of a block, with their parameters."""

    def __init__(self, plan: Plan, block: Block, which: IndexArray) -> None:
        self.plan, self.block, self.which = plan, block, which
        p, place = block.neurons, which - block.start
        self._b: Any
        self._k2, self._k1, self._k0, self._capacitance, self._a, self._b, self._v_peak = (
            x[place] if isinstance(x, np.ndarray) else x
            for x in (p.k2, p.k1, p.k0, p.C, p.a, p.b, p.v_peak)
        )

    def part(self, some: IndexArray) -> Chosen:
        """Return some of these, by their positions."""
        return Chosen(self.plan, self.block, self.which[some])

    def peak(self, u: FloatArray) -> Any:
        """Return the voltages (mV) at which they fire."""
        return self._v_peak + self.block.neurons.peak_slope * u

    def slopes(
        self, v: FloatArray, u: FloatArray, current: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Return v' and u'."""
        drive = self.block.neurons.drive
        rate = ((self._k2 * v + self._k1) * v + self._k0 - u + current) / self._capacitance
        target = drive.target(v, self._b)
        return rate, self._a * (target - u if drive.leak else target)


class Group:
    """Neurons that go together from one event to the next.

    Parameters
    ----------
    parts : list of Chosen
        Some of each block.
    inputs : list of callables
        Given time (ms), v and u, the current into each of these.
    couplings : sequence of CouplingWiring
        Gap junctions of the network.
    v : array, shape (n,)
        Voltages of all neurons of the network: those of others stay.
    """

    def __init__(
        self,
        parts: list[Chosen],
        inputs: list[Callable[[float, FloatArray, FloatArray], FloatArray]],
        couplings: Sequence[CouplingWiring],
        v: FloatArray,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self.which = np.concatenate([some.which for some in parts])
        ends = np.cumsum([0, *(some.which.size for some in parts)]).tolist()
        self._parts = [
            (some, slice(low, high), current)
            for some, (low, high), current in zip(parts, pairwise(ends), inputs, strict=True)
        ]
        self._couplings, self._v = couplings, v.copy() if couplings else v

    def change(self, t: float, state: FloatArray) -> FloatArray:
        """Return v' and u', from v and u."""
        coupled = np.zeros(self.which.size)
        if self._couplings:
            self._v[self.which] = state[0]
            flowing = np.zeros_like(self._v)
            for coupling in self._couplings:
                coupling.add(self._v, flowing)
            coupled = flowing[self.which]
        found = np.empty_like(state)
        for some, part, current in self._parts:
            v, u = state[:, part]
            found[:, part] = some.slopes(v, u, current(t, v, u) + coupled[part])
        return found

    def height(self, state: FloatArray) -> FloatArray:
        """Return how far neurons are above their peaks, mV."""
        peaks = [some.peak(state[1, part]) for some, part, _ in self._parts]
        found: FloatArray = state[0] - np.concatenate(peaks)
        return found

    def climb(self, slopes: FloatArray) -> FloatArray:
        """Return how fast that grows, mV/ms, from v' and u'."""
        moved = [one.block.neurons.peak_slope * slopes[1, part] for one, part, _ in self._parts]
        found: FloatArray = slopes[0] - np.concatenate(moved)
        return found


def first_peak(
    group: Group, t: float, h: float, state: FloatArray
) -> tuple[float, FloatArray, int]:
    """Return how long after `t` the first neuron is at its peak, the state then, and which it is.

    Some neuron is beyond its peak after h, so that Newton's method comes down to the first.
    """
    above = group.height(state)
    if (above >= 0.0).any():
        return 0.0, state, int(np.argmax(above))
    until, first = h, 0
    late: FloatArray | None = None
    for _ in range(_IMPROVED):
        after, _error = tried(group.change, t, until, state)
        height = group.height(after)
        if late is None:
            late = np.where(height >= 0.0, 0.0, -np.inf)
        earlier = height / group.climb(group.change(t + until, after)) + late
        first = int(np.argmax(earlier))
        better = min(max(until - float(earlier[first]), 0.0), h)
        until, moved = better, abs(better - until)
        if moved < _LOCATED:
            break
    return until, tried(group.change, t, until, state)[0], first
