"""How far a fitted model agrees with each sweep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.comparison.adaptive_exponential import AdaptiveExponential, adaptive_exponential
from izhikevich.errors import SimulationError
from izhikevich.fitting.objective import (
    GOOD_COUNT,
    GOOD_INTERVAL,
    GOOD_LATENCY,
    coincidence,
)
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.simulate import simulate
from izhikevich.neuron.stimuli.stimulus import Sampled
from izhikevich.text import short_repr

_SAMPLES = 2  # of the model for each of the recording at least
_GOOD_MISSED = 0.5  # of the coincidences
_LONGEST = 0.1  # ms between samples of the model


@dataclass(frozen=True, eq=False)
class SweepVerdict:
    """A model compared with one recorded sweep.

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
    answered : bool
        False if the current did not reach the cell, so that the sweep tells nothing.
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
    answered: bool = True

    __repr__ = short_repr


def error(one: SweepVerdict, *, steady: bool) -> float:
    """Return how far a model is from a sweep; 1 is just good enough.

    Parameters
    ----------
    one : SweepVerdict
    steady : bool
        Whether the current is a step, so that counts, the first spikes and intervals are compared;
        otherwise it is the coincidence.
    """
    if not steady:
        return (1.0 - one.coincidence) / _GOOD_MISSED
    n = one.recorded.size
    apart = [abs(one.model.size - n) / max(0.5, GOOD_COUNT * n)]
    apart += [abs(one.first) / GOOD_LATENCY, abs(one.interval) / GOOD_INTERVAL]
    return float(np.nanmean(apart))


class Course(NamedTuple):
    """A model in one sweep: times (ms), voltage (mV) and spike times (ms)."""

    t: FloatArray
    v: FloatArray
    spikes: FloatArray


#: Runs the model in a sweep, by its index.
Solve = Callable[[int], Course]


def sampling(recording: Recording) -> float:
    """Return an interval between samples of a model so short that spikes are smooth, ms."""
    return recording.dt / max(_SAMPLES, int(np.ceil(recording.dt / _LONGEST)))


def solver(
    parameters: Parameters,
    recording: Recording,
    scheme: str = "accurate",
    step: float | None = None,
) -> Solve:
    """Return what runs a neuron in the sweeps; one that fails has no spikes.

    Parameters
    ----------
    parameters : Parameters
    recording : Recording
    scheme : str
    step : float, optional
        Time step and interval between samples of the model, ms.
    """
    fine, duration = step or sampling(recording), recording.duration - recording.dt

    def solve(k: int) -> Course:
        v0 = float(recording.v0[k])
        u0 = parameters.b * (v0 - parameters.drive.origin)
        current = Sampled(recording.current[k], recording.dt)
        try:
            trace = simulate(parameters, current, duration, fine, v0, u0, scheme)
        except SimulationError:
            t = np.arange(0.0, duration, fine)
            return Course(t, np.full(t.size, np.nan), np.empty(0))
        return Course(trace.t, trace.v, trace.spike_times)

    return solve


def exponential_solver(model: AdaptiveExponential, recording: Recording) -> Solve:
    """Return what runs an adaptive exponential neuron in the sweeps."""
    every = round(recording.dt / sampling(recording))

    def solve(k: int) -> Course:
        t: FloatArray = np.arange((recording.t.size - 1) * every + 1) * np.float64(
            recording.dt / every
        )
        current = np.repeat(recording.current[k] / model.C, every)[: t.size]
        found = adaptive_exponential(model, t, current, v0=float(recording.v0[k]))
        return Course(t, found.v, found.spike_times)

    return solve


def judged(
    solve: Solve,
    recording: Recording,
    spikes: Sequence[SpikeEvents],
    held_out: frozenset[int] = frozenset(),
    unanswered: frozenset[int] = frozenset(),
) -> list[SweepVerdict]:
    """Return the verdict on each sweep.

    Parameters
    ----------
    solve : callable
    recording : Recording
    spikes : sequence of SpikeEvents
    held_out, unanswered : frozenset of int
    """
    found = []
    for k, events in enumerate(spikes):
        course, recorded = solve(k), events.times
        model = course.spikes
        first = float(model[0] - recorded[0]) if model.size and recorded.size else np.nan
        interval = np.nan
        if min(model.size, recorded.size) > 1:
            own, mean = ((x[-1] - x[0]) / (x.size - 1) for x in (model, recorded))
            interval = float(own / mean - 1.0)
        times = np.append(model, np.inf)[None]
        gamma = coincidence(times, np.array([model.size]), recorded, recording.duration)
        agreement = first, interval, float(gamma[0])
        traced = recorded, model, course.t, course.v
        verdict = SweepVerdict(k, k in held_out, *traced, *agreement, k not in unanswered)
        found.append(verdict)
    return found
