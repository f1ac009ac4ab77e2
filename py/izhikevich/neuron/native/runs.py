"""Single neurons in the compiled engine: one of them, or many at constant currents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.native import library
from izhikevich.native.structures import TILE, Buffers
from izhikevich.neuron.native.block import address_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.arrays import NeuronArray
from izhikevich.neuron.schemes.table import EXPLICIT, SCHEMES
from izhikevich.neuron.schemes.tolerances import ARRIVED, FULL, MAX_SPIKES_PER_MS, PAUSED

_REAL = np.float64
_ROOM = 10_000  # spikes of one neuron, in addition to one for each sample
_LIKELY = 0.2  # spikes of each of many neurons per ms
#: Nodes, and the coefficients of the current in each segment.
Segments = tuple[FloatArray, FloatArray, FloatArray, FloatArray]


@dataclass(frozen=True, eq=False)
class TraceArrays:
    """Result of `run_trace`: `Record` of neuron/schemes/explicit.py as arrays, without the times.

    `failed` is the step in which the voltage diverged, or None.
    """

    v: FloatArray
    u: FloatArray
    spike_indices: IndexArray
    spike_v: FloatArray
    spike_u: FloatArray
    artefacts: BoolArray
    failed: int | None


def run_trace(
    p: Parameters, current: FloatArray, dt: float, v: float, u: float, scheme: str
) -> TraceArrays:
    """Step one neuron by an explicit scheme, once for each number of `current`, shape (n,)."""
    buffers, n = Buffers(), current.size
    vs, us = np.empty(n), np.empty(n)
    indices, spike_v, spike_u = np.empty(n, np.int64), np.empty(n), np.empty(n)
    artefacts = np.empty(n, np.uint8)
    at = buffers.at
    found = library.load().run_trace(
        address_of(p, buffers, SCHEMES[scheme].step_of_v(dt)),
        EXPLICIT.index(scheme),
        dt,
        n,
        buffers.copied(current, _REAL),
        v,
        u,
        at(vs, _REAL),
        at(us, _REAL),
        at(indices, np.int64),
        at(spike_v, _REAL),
        at(spike_u, _REAL),
        at(artefacts, np.uint8),
    )
    k, failed = max(found, 0), -1 - found if found < 0 else None
    states = spike_v[:k].copy(), spike_u[:k].copy()
    marks = artefacts[:k].astype(np.bool_)
    return TraceArrays(vs, us, indices[:k].copy(), *states, marks, failed)


class AccurateRun:
    """One neuron by the accurate scheme, run piece by piece: `Run` of neuron/accurate.py."""

    def __init__(
        self,
        p: Parameters,
        lowest: float,
        segments: Segments,
        t: FloatArray,
        state: tuple[float, float],
        spikes: tuple[list[float], list[float], list[float]],
    ) -> None:
        n, begun = t.size, len(spikes[0])
        self._state = np.array([*state, 0.0])
        self._place = np.array([0, 0, begun, 0], dtype=np.int64)
        self._v, self._u = np.empty(n), np.empty(n)
        self._spikes = np.empty((3, n + _ROOM))
        self._spikes[:, :begun] = spikes
        self._p, self._lowest = p, lowest
        self._segments, self._times = segments, np.append(t, np.inf)

    def go(self, most: int) -> int:
        """Take up to `most` steps, and return how the run ended (see neuron/accurate.py)."""
        buffers = Buffers()
        at = buffers.at
        found: int = library.load().run_accurate(
            address_of(self._p, buffers),
            self._lowest,
            len(self._segments[1]),
            *(buffers.copied(part, _REAL) for part in self._segments),
            at(self._times, _REAL),
            most,
            at(self._state, _REAL),
            at(self._place, np.int64),
            at(self._v, _REAL),
            at(self._u, _REAL),
            self._spikes.shape[1],
            *(at(row, _REAL) for row in self._spikes),
        )
        if found == FULL:
            self._spikes = np.concatenate((self._spikes, np.empty_like(self._spikes)), axis=1)
            return PAUSED
        return found

    @property
    def used(self) -> int:
        """Steps taken by the last `go`."""
        return int(self._place[3])

    @property
    def now(self) -> float:
        """Time (ms)."""
        return float(self._segments[0][self._place[0]] + self._state[2])

    def result(self) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
        """Return v and u at the samples, and time, v and u of the spikes."""
        sample, spikes = self._place[1:3]
        self._v[sample:], self._u[sample:] = self._state[:2]
        times, spike_v, spike_u = self._spikes[:, :spikes].copy()
        return self._v, self._u, times, spike_v, spike_u


class SpikeArrays(NamedTuple):
    """Spikes of many neurons, not ordered by time.

    Steps, neurons, u after the reset, and whether each is a numerical artefact.
    """

    steps: IndexArray
    neurons: IndexArray
    u_after: FloatArray
    artefacts: BoolArray

    @classmethod
    def joined(cls, parts: Iterable[SpikeArrays]) -> SpikeArrays:
        """Concatenate the spikes of several runs."""
        none = cls(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0, np.bool_))
        return cls(*(np.concatenate(arrays) for arrays in zip(none, *parts, strict=False)))


class BatchRunner:
    """Steps many neurons, in calls of some steps each.

    Parameters
    ----------
    p : NeuronArray
    current : array, shape (n,)
    dt : float
        Time step, ms.
    scheme : str
    v, u : arrays, shape (n,)
        State, changed in place.
    failed : integer array, shape (n,)
        The step in which a neuron diverged, -1 for the others; changed in place.
    """

    def __init__(
        self,
        p: NeuronArray,
        current: FloatArray,
        dt: float,
        scheme: str,
        v: FloatArray,
        u: FloatArray,
        failed: IndexArray,
    ) -> None:
        self._buffers, self._n = Buffers(), current.size
        self._run = library.load().run_batch
        self._equations = address_of(p, self._buffers, SCHEMES[scheme].step_of_v(dt))
        self._scheme, self._dt = EXPLICIT.index(scheme), dt
        at, thrown = self._buffers.at, np.zeros(current.size, np.uint8)
        self._state = (
            self._buffers.copied(current, _REAL),
            at(v, _REAL),
            at(u, _REAL),
            at(failed, np.int64),
            at(thrown, np.uint8),
        )

    def run(self, first: int, steps: int) -> SpikeArrays:
        """Take some steps, starting at step `first`."""
        room, buffers = self._n * steps, Buffers()
        when, who, u_after = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room)
        artefacts = np.empty(room, np.uint8)
        at = buffers.at
        k = self._run(
            self._equations,
            self._scheme,
            self._dt,
            first,
            steps,
            self._n,
            *self._state,
            at(when, np.int64),
            at(who, np.int64),
            at(u_after, _REAL),
            at(artefacts, np.uint8),
        )
        # Copies, because the buffers are much larger than their contents.
        found = when[:k].copy(), who[:k].copy(), u_after[:k].copy()
        return SpikeArrays(*found, artefacts[:k].astype(np.bool_))


def run_batch_accurate(
    p: Parameters,
    lowest: float,
    current: FloatArray,
    duration: float,
    most: int,
    v: FloatArray,
    u: FloatArray,
    failed_at: FloatArray,
) -> tuple[FloatArray, IndexArray, FloatArray]:
    """Run up to `TILE` neurons by the accurate scheme; `v`, `u` and `failed_at` are changed.

    Parameters
    ----------
    p : Parameters
    lowest : float
        Voltage (mV) below which a neuron has failed.
    current : array, shape (n,)
    duration : float
        Length of the run, ms.
    most : int
        Maximum number of steps per neuron.
    v, u : arrays, shape (n,)
    failed_at : array, shape (n,)
        Set to the time (ms) at which a neuron failed.

    Returns
    -------
    times, neurons, u_before : arrays
        Times, neurons and recovery variables of the spikes, neuron by neuron.

    Raises
    ------
    ValueError
        If there are more than `TILE` neurons.
    """
    buffers, n = Buffers(), v.size
    if n > TILE:
        raise ValueError(f"the engine runs at most {TILE} neurons together, not {n}")
    room = int(_LIKELY * duration) + MAX_SPIKES_PER_MS + 2
    while True:
        spikes, counts = np.empty((3, n, room)), np.empty(n, np.int64)
        ends = [v.copy(), u.copy(), failed_at.copy()]
        at = buffers.at
        how = library.load().run_batch_accurate(
            address_of(p, buffers),
            lowest,
            n,
            duration,
            most,
            buffers.copied(current, _REAL),
            *(at(end, _REAL) for end in ends),
            at(counts, np.int64),
            room,
            *(at(part, _REAL) for part in spikes),
        )
        if how == ARRIVED:
            break
        room *= 4
    v[:], u[:], failed_at[:] = ends
    there = np.arange(room) < counts[:, None]
    which = np.repeat(np.arange(n), counts.astype(np.intp))  # 32 bits wide in the browser
    return spikes[0][there], which, spikes[2][there]
