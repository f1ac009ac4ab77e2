"""How far a fitted model agrees with each sweep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import SimulationError
from izhikevich.fitting.objective import coincidence
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.simulate import simulate
from izhikevich.neuron.stimuli.stimulus import Sampled
from izhikevich.text import short_repr

_SAMPLES = 2  # of the model for each of the recording at least
_LONGEST = 0.1  # ms between samples of the model


@dataclass(frozen=True, eq=False)
class SweepVerdict:
    """A model beside one recorded sweep.

    Parameters
    ----------
    sweep : int
        Index of the sweep.
    held_out : bool
        Whether it was kept from the search.
    recorded, model : array, shape (n_spikes,)
        Spike times, ms.
    t, voltage : array, shape (n,)
        Times (ms) and voltage (mV) of the model.
    first : float
        Difference of the first spikes, model minus recording, ms; NaN if one of them has none.
    interval : float
        Relative difference of the mean intervals; NaN with fewer than two spikes.
    coincidence : float
        Coincidence factor within 2 ms (see `coincidence`).
    """

    sweep: int
    held_out: bool
    recorded: FloatArray
    model: FloatArray
    t: FloatArray
    voltage: FloatArray
    first: float
    interval: float
    coincidence: float

    __repr__ = short_repr


def judged(
    parameters: Parameters,
    recording: Recording,
    spikes: list[SpikeEvents],
    held_out: frozenset[int],
    scheme: str = "accurate",
    step: float | None = None,
) -> list[SweepVerdict]:
    """Return the verdict on each sweep; a model that fails in one has no spikes in it.

    Parameters
    ----------
    parameters : Parameters
    recording : Recording
    spikes : list of SpikeEvents
    held_out : set of int
    scheme : str
    step : float, optional
        Time step and interval between samples of the model, ms; by default so short that spikes
        are smooth.
    """
    fine = step or recording.dt / max(_SAMPLES, int(np.ceil(recording.dt / _LONGEST)))
    solver = scheme, fine
    return [
        _judged(parameters, recording, k, events.times, solver, held_out=k in held_out)
        for k, events in enumerate(spikes)
    ]


def _judged(
    parameters: Parameters,
    recording: Recording,
    k: int,
    recorded: FloatArray,
    solver: tuple[str, float],
    *,
    held_out: bool,
) -> SweepVerdict:
    dt, (scheme, fine) = recording.dt, solver
    v0 = float(recording.v0[k])
    u0 = parameters.b * (v0 - parameters.drive.origin)
    current = Sampled(recording.current[k], dt)
    duration = recording.duration - dt
    try:
        trace = simulate(parameters, current, duration, fine, v0, u0, scheme)
        t, voltage, model = trace.t, trace.v, trace.spike_times
    except SimulationError:
        t = np.arange(0.0, duration, fine)
        voltage, model = np.full(t.size, np.nan), np.empty(0)
    first = float(model[0] - recorded[0]) if model.size and recorded.size else np.nan
    interval = np.nan
    if min(model.size, recorded.size) > 1:
        own, mean = ((x[-1] - x[0]) / (x.size - 1) for x in (model, recorded))
        interval = float(own / mean - 1.0)
    times = np.append(model, np.inf)[None]
    gamma = coincidence(times, np.array([model.size]), recorded, recording.duration)
    found = float(first), interval, float(gamma[0])
    return SweepVerdict(k, held_out, recorded, model, t, voltage, *found)
