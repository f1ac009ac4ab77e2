"""Neurons by themselves in the compiled engine: one of them, or many at constant currents."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from izhikevich.engine import library
from izhikevich.engine.equations import SCHEMES, equations
from izhikevich.engine.structures import TILE, Block, Buffers
from izhikevich.neuron.artefacts import BoolArray, IndexArray, step_of_v
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.rules import FloatArray

_REAL = np.float64
_ROOM = 10_000  # spikes, beside one for each sample or ms
#: Nodes, and the coefficients of the current in each segment.
Segments = tuple[FloatArray, FloatArray, FloatArray, FloatArray]


@dataclass(frozen=True, eq=False)
class Course:
    """What `run_trace` found: `Record` of neuron/explicit.py as arrays, without the times.

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
) -> Course:
    """Step one neuron by an explicit scheme, once for each number of `current`, shape (n,)."""
    buffers, n = Buffers(), current.size
    vs, us = np.empty(n), np.empty(n)
    indices, spike_v, spike_u = np.empty(n, np.int64), np.empty(n), np.empty(n)
    artefacts = np.empty(n, np.uint8)
    at = buffers.at
    found = library.load().run_trace(
        _address(p, buffers, step_of_v(dt, scheme)),
        SCHEMES.index(scheme),
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
    return Course(vs, us, indices[:k].copy(), *states, marks, failed)


def run_accurate(
    p: Parameters, segments: Segments, t: FloatArray, v: float, u: float
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray] | None:
    """Step one neuron by the accurate scheme.

    Parameters
    ----------
    p : Parameters
    segments : Segments
        Of the run, from neuron/accurate.py.
    t : array, shape (n,)
        Sample times, ms.
    v, u : float

    Returns
    -------
    v, u, spike_times, spike_v, spike_u : arrays
        None if the run cannot go on: the Python code then says why.
    """
    buffers, n, room = Buffers(), t.size, t.size + _ROOM
    vs, us = np.empty(n), np.empty(n)
    spikes = np.empty((3, room))
    at, copied = buffers.at, buffers.copied
    nodes, starts, slopes, bends = segments
    found = library.load().run_accurate(
        _address(p, buffers),
        len(starts),
        copied(nodes, _REAL),
        copied(starts, _REAL),
        copied(slopes, _REAL),
        copied(bends, _REAL),
        copied(np.append(t, np.inf), _REAL),
        v,
        u,
        at(vs, _REAL),
        at(us, _REAL),
        room,
        *(at(row, _REAL) for row in spikes),
    )
    if found < 0:
        return None
    times, spike_v, spike_u = spikes[:, :found].copy()
    return vs, us, times, spike_v, spike_u


@dataclass(frozen=True, eq=False)
class Batch:
    """Spikes of some steps, in no order of time.

    Steps, neurons, u after the reset, and whether each is a numerical artefact.
    """

    steps: IndexArray
    neurons: IndexArray
    u_after: FloatArray
    artefacts: BoolArray


class BatchRunner:
    """Steps many neurons, in calls of some steps each.

    Parameters
    ----------
    p : Parameters
    current : array, shape (n,)
    dt : float
        ms.
    scheme : str
    v, u : arrays, shape (n,)
        State, changed in place.
    failed : integer array, shape (n,)
        The step in which a neuron diverged, -1 for the others; changed in place.
    """

    def __init__(
        self,
        p: Parameters,
        current: FloatArray,
        dt: float,
        scheme: str,
        v: FloatArray,
        u: FloatArray,
        failed: IndexArray,
    ) -> None:
        self._buffers, self._n = Buffers(), current.size
        self._run = library.load().run_batch
        self._equations = _address(p, self._buffers, step_of_v(dt, scheme))
        self._scheme, self._dt = SCHEMES.index(scheme), dt
        at, thrown = self._buffers.at, np.zeros(current.size, np.uint8)
        self._state = (
            self._buffers.copied(current, _REAL),
            at(v, _REAL),
            at(u, _REAL),
            at(failed, np.int64),
            at(thrown, np.uint8),
        )

    def run(self, first: int, steps: int) -> Batch:
        """Do some steps, from step `first` on."""
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
        return Batch(when[:k], who[:k], u_after[:k], artefacts[:k].view(np.bool_))


def run_batch_accurate(
    p: Parameters,
    constant: FloatArray,
    duration: float,
    steps: tuple[float, float, float],
    v: FloatArray,
    u: FloatArray,
    failed_at: FloatArray,
) -> tuple[FloatArray, IndexArray, FloatArray]:
    """Run up to `TILE` neurons by the accurate scheme; `v`, `u` and `failed_at` are changed.

    Parameters
    ----------
    p : Parameters
    constant : array, shape (n,)
        Current and k0.
    duration : float
        ms.
    steps : (float, float, float)
        A step's part of the shortest time scale, the longest one (ms), and how many at most.
    v, u : arrays, shape (n,)
    failed_at : array, shape (n,)
        Set to the time (ms) at which a neuron failed.

    Returns
    -------
    times, neurons, u_after : arrays
        Of the spikes, in no order of time.

    Raises
    ------
    ValueError
        If there are more neurons.
    """
    buffers, n = Buffers(), v.size
    if n > TILE:
        raise ValueError(f"the engine runs at most {TILE} neurons together, not {n}")
    room = n * int(duration) + _ROOM
    while True:
        times, who, u_after = np.empty(room), np.empty(room, np.int64), np.empty(room)
        ends = [v.copy(), u.copy(), failed_at.copy()]
        at = buffers.at
        k = library.load().run_batch_accurate(
            _address(p, buffers),
            n,
            duration,
            *steps,
            buffers.copied(constant, _REAL),
            *(at(end, _REAL) for end in ends),
            room,
            at(times, _REAL),
            at(who, np.int64),
            at(u_after, _REAL),
        )
        if k <= room:
            break
        room = k
    v[:], u[:], failed_at[:] = ends
    return times[:k], who[:k], u_after[:k]


def count_spikes(p: Parameters, currents: FloatArray, dt: float, steps: int) -> FloatArray:
    """Count the spikes at some constant currents, shape (n,), in the order of Nengo's steps."""
    buffers, counts = Buffers(), np.empty(currents.size)
    library.load().count_spikes(
        _address(p, buffers),
        dt,
        steps,
        currents.size,
        buffers.copied(currents, _REAL),
        buffers.at(counts, _REAL),
    )
    return counts


def run_ensemble(
    p: Parameters,
    currents: FloatArray,
    dt: float,
    v: FloatArray,
    u: FloatArray,
    spikes: NDArray[np.bool_],
    record: bool,
    thrown: BoolArray,
    artefacts: IndexArray,
) -> tuple[FloatArray, FloatArray]:
    """Step n neurons in the order of Nengo's steps; all arrays but `currents` are changed.

    Parameters
    ----------
    p : Parameters
    currents : array, shape (n_steps, n)
    dt : float
        ms.
    v, u : arrays, shape (n,)
    spikes : bool array, shape (n_steps, n)
    record : bool
        Whether to return v and u after each step, else two empty arrays.
    thrown : bool array, shape (n,)
        Which neurons a step has thrown over the threshold (see neuron/artefacts.py).
    artefacts : integer array, shape (n,)
        Numerical artefacts of each neuron so far.
    """
    buffers, (steps, n) = Buffers(), currents.shape
    shape = currents.shape if record else (0, n)
    vs, us = np.empty(shape), np.empty(shape)
    at = buffers.at
    library.load().run_ensemble(
        _address(p, buffers, dt),
        dt,
        steps,
        n,
        buffers.copied(currents, _REAL),
        at(v, _REAL),
        at(u, _REAL),
        at(spikes.view(np.uint8), np.uint8),
        at(vs, _REAL) if record else None,
        at(us, _REAL) if record else None,
        at(thrown.view(np.uint8), np.uint8),
        at(artefacts, np.int64),
    )
    return vs, us


def _address(p: Parameters, buffers: Buffers, step: float | None = None) -> int:
    block: Block = equations(p, np.dtype(_REAL), buffers, step)
    buffers.keep(block)
    return ctypes.addressof(block)
