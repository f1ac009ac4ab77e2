"""Neurons of ensembles in the compiled engine, in the order of Nengo's steps."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.native import library
from izhikevich.native.structures import Buffers
from izhikevich.neuron.native.block import address_of
from izhikevich.neuron.parameters import Parameters

_REAL = np.float64


def count_spikes(p: Parameters, currents: FloatArray, dt: float, steps: int) -> FloatArray:
    """Count the spikes at some constant currents, shape (n,), in the order of Nengo's steps."""
    buffers, counts = Buffers(), np.empty(currents.size)
    library.load().count_spikes(
        address_of(p, buffers),
        dt,
        steps,
        currents.size,
        buffers.copied(currents, _REAL),
        buffers.at(counts, _REAL),
    )
    return counts


class EnsembleRunner:
    """Steps the neurons of an ensemble in the order of Nengo's steps, in calls of some steps each.

    Parameters
    ----------
    p : Parameters
    dt : float
        Time step, ms.
    v, u : arrays, shape (n,)
        State, changed in place.
    thrown : bool array, shape (n,)
        Which neurons a step has thrown over the threshold (neuron/schemes/artefacts.py); changed.
    artefacts : integer array, shape (n,)
        Numerical artefacts of each neuron so far; changed.
    """

    def __init__(
        self,
        p: Parameters,
        dt: float,
        v: FloatArray,
        u: FloatArray,
        thrown: BoolArray,
        artefacts: IndexArray,
    ) -> None:
        self._buffers, self._dt = Buffers(), dt
        self._run = library.load().run_ensemble
        at = self._buffers.at
        self._equations = address_of(p, self._buffers, dt)
        self._state = at(v, _REAL), at(u, _REAL)
        self._marks = at(thrown.view(np.uint8), np.uint8), at(artefacts, np.int64)

    def run(
        self, currents: FloatArray, spikes: BoolArray, record: bool
    ) -> tuple[FloatArray, FloatArray]:
        """Take some steps.

        Parameters
        ----------
        currents : array, shape (n_steps, n)
        spikes : bool array, shape (n_steps, n)
            Changed: which neurons fired.
        record : bool
            Whether to return v and u after each step; otherwise two empty arrays.
        """
        buffers, (steps, n) = Buffers(), currents.shape
        shape = currents.shape if record else (0, n)
        vs, us = np.empty(shape), np.empty(shape)
        at = buffers.at
        self._run(
            self._equations,
            self._dt,
            steps,
            n,
            buffers.copied(currents, _REAL),
            *self._state,
            at(spikes.view(np.uint8), np.uint8),
            at(vs, _REAL) if record else None,
            at(us, _REAL) if record else None,
            *self._marks,
        )
        return vs, us
