"""Many neurons, each with its own parameters, at constant currents, by an explicit scheme."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from math import floor

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.errors import ParameterError, choices
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.arrays import NeuronArray
from izhikevich.neuron.schemes.batch_explicit import run_explicit
from izhikevich.neuron.schemes.table import EXPLICIT
from izhikevich.progress import Progress
from izhikevich.text import short_repr
from izhikevich.units import number

_CHUNK = 5000  # most steps between two progress reports
_ROOM = 200_000  # spikes for which the compiled engine reserves room per call
_MAX_STEPS = 1_000_000


@dataclass(frozen=True, eq=False)
class Trains:
    """Spikes of many neurons.

    Parameters
    ----------
    times : array, shape (n_spikes,)
        Spike times, ms; those of one neuron ascend.
    neurons : integer array, shape (n_spikes,)
        Index of the neuron that fired each spike, ascending.
    artefacts : boolean array, shape (n_spikes,)
        Which are numerical artefacts (see `izhikevich.neuron.schemes.artefacts`).
    failed : boolean array, shape (n_neurons,)
        Whether the voltage of the neuron diverged.
    stop : float
        Length of the run, ms.
    """

    times: FloatArray
    neurons: IndexArray
    artefacts: BoolArray
    failed: BoolArray
    stop: float

    __repr__ = short_repr

    @property
    def artefact_counts(self) -> IndexArray:
        """Numerical artefacts of each neuron, shape (n_neurons,)."""
        return np.bincount(self.neurons[self.artefacts], minlength=self.failed.size)

    def genuine(self) -> Trains:
        """Return the trains without the artefacts."""
        kept = ~self.artefacts
        times, neurons, artefacts = self.times[kept], self.neurons[kept], self.artefacts[kept]
        return Trains(times, neurons, artefacts, self.failed, self.stop)


def varied_batch(
    parameters: Parameters,
    changes: Mapping[str, FloatArray],
    currents: FloatArray,
    start: tuple[FloatArray, FloatArray],
    duration: float,
    *,
    dt: float,
    scheme: str,
) -> Generator[Progress, None, Trains]:
    """Run one neuron per current.

    Parameters
    ----------
    parameters : Parameters
        Parameters shared by the neurons.
    changes : mapping from str to array, shape (n,)
        Values of `MODEL` in which they differ. They are not checked: a neuron whose voltage
        diverges is marked.
    currents : array, shape (n,)
        Current of each neuron, mV/ms or pA.
    start : (array, array), shape (n,) each
        Initial states v (mV) and u.
    duration : float
        Length of the run, ms.
    dt : float
        Step, ms.
    scheme : str
        "euler", "forward" or "half_step" (see `simulate`): the spikes match those of `simulate` bit
        for bit.

    Yields
    ------
    Progress

    Returns
    -------
    Trains

    Raises
    ------
    ParameterError
        If an argument is not allowed.
    """
    if scheme not in EXPLICIT:
        raise ParameterError("scheme", scheme, choices(EXPLICIT))
    dt = number(dt, "dt", "ms", low=1e-3, high=100.0)
    duration = number(duration, "duration", "ms", low=dt, high=dt * _MAX_STEPS)
    neurons = NeuronArray.of(parameters, changes)
    current = np.array(currents, dtype=np.float64)
    v, u = (np.array(part, dtype=np.float64) for part in start)
    samples = floor(duration / dt + 1e-9) + 1
    failed = np.full(v.size, -1, dtype=np.int64)
    chunk = max(1, min(_CHUNK, _ROOM // max(v.size, 1)))
    found = yield from run_explicit(neurons, current, samples, dt, scheme, v, u, failed, chunk)
    order = np.lexsort((found.steps, found.neurons))
    times: FloatArray = found.steps[order] * np.float64(dt)
    which, artefacts = found.neurons[order], found.artefacts[order]
    return Trains(times, which, artefacts, failed >= 0, duration)
