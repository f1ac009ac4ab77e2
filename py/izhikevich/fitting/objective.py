"""How well candidates agree with recorded sweeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.fitting.candidates import Answers, Target
from izhikevich.fitting.guesses import SpikeShape
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spaces.box import Box
from izhikevich.fitting.spikes import SpikeEvents

#: Weights of the terms by which sweeps are compared, each of which is 1 where a fit is just good
#: enough: spike by spike, or by coincidence.
WEIGHTS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "features": {
            "count": 1.0,
            "latency": 0.5,
            "intervals": 1.0,
            "times": 1.0,
            "voltage": 1.0,
        },
        "coincidence": {"coincidence": 4.0, "voltage": 1.0},
    }
)
#: Errors that are just good enough: of the count, as a fraction of it (but half a spike in any
#: case); of the first spike, ms; of intervals, as a fraction.
GOOD_COUNT, GOOD_LATENCY, GOOD_INTERVAL = 0.05, 2.0, 0.1
#: Of the voltage, mV: after spikes of one height and one depth, it can hardly be closer; where a
#: current fluctuates, it is compared between spikes.
_VOLTAGE, _FLUCTUATING = 5.0, 2.0
#: Mean interval by which spikes are off beyond which they are no longer compared one by one.
_ASTRAY = 1.0
#: Largest value of a term: how bad a candidate is does not matter beyond.
_WORST = 40.0
_NEARLY = 5.0  # ms up to which a spike counts in part as coincident
_BEFORE = 2.0  # ms before a spike from which on the voltage is no longer compared


@dataclass(frozen=True, eq=False)
class Sweep:
    """A sweep prepared for the search.

    Parameters
    ----------
    target : Target
    spikes : array, shape (n_spikes,)
        Recorded spike times, ms.
    steady : bool
        Whether the current is a step, so that spikes are compared one by one and by number;
        otherwise by coincidence.
    beyond : float
        Time (ms) that stands for a spike that did not occur.
    v0 : float
        Voltage at the start, mV.
    """

    target: Target
    spikes: FloatArray
    steady: bool
    beyond: float
    v0: float


def prepared(
    recording: Recording,
    spikes: list[SpikeEvents],
    shape: SpikeShape,
    *,
    steady: bool,
    ends: float | None = None,
    longest_step: float,
) -> list[Sweep]:
    """Return the sweeps of a recording as the search needs them.

    Parameters
    ----------
    recording : Recording
    spikes : list of SpikeEvents
    shape : SpikeShape
    steady : bool
        Whether the currents are steps.
    ends : float, optional
        Time at which the steps end, ms.
    longest_step : float
        Longest time step, ms; it is a fraction of the interval between samples.
    """
    dt = recording.dt
    every = max(1, int(np.ceil(dt / longest_step - 1e-9)))
    beyond = recording.duration if ends is None else ends
    sweeps = []
    signals = zip(recording.voltage, recording.current, recording.v0.tolist(), strict=True)
    for (v, current, v0), events in zip(signals, spikes, strict=True):
        lower, upper, compared = _limits(v, events, shape, dt, steady=steady)
        # The steps of a sample end at the next one.
        lower, upper, compared = (np.append(x[1:], x[-1]) for x in (lower, upper, compared))
        compared[-1] = False
        weights = compared / max(1, int(np.count_nonzero(compared)))
        room = 2 * len(events) + 20
        held = np.ascontiguousarray(current)
        target = Target(held, lower, upper, weights, dt / every, every, room)
        sweeps.append(Sweep(target, events.times, steady, beyond, v0))
    return sweeps


def losses(
    box: Box, values: FloatArray, sweeps: list[Sweep], weights: Mapping[str, float]
) -> FloatArray:
    """Return the loss of each candidate: the mean over the sweeps of its weighted terms.

    Parameters
    ----------
    box : Box
    values : array, shape (n, n_parameters)
    sweeps : list of Sweep
    weights : mapping from str to float

    Returns
    -------
    array, shape (n,)
    """
    total = np.zeros(len(values))
    for sweep in sweeps:
        answers = box.answered(values, sweep.v0, sweep.target)
        for name, term in terms(answers, sweep).items():
            total += weights[name] * np.minimum(np.nan_to_num(term, nan=_WORST), _WORST)
    return total / len(sweeps)


def terms(answers: Answers, sweep: Sweep) -> dict[str, FloatArray]:
    """Return the terms of the loss of each candidate, shape (n,) each."""
    scale = _VOLTAGE if sweep.steady else _FLUCTUATING
    found = {"voltage": np.sqrt(answers.errors) / scale}
    times = answers.filled(sweep.beyond)
    if sweep.steady:
        return found | _by_number(answers, times, sweep)
    near = nearest(times, answers.counts, sweep.spikes)
    # Spikes that are nearly coincident count in part, so that small improvements show.
    shares = np.maximum(0.0, 1.0 - near / _NEARLY).sum(axis=1)
    whole = np.maximum(1, answers.counts + sweep.spikes.size) / 2
    missed = np.where(answers.counts + sweep.spikes.size > 0, 1.0 - shares / whole, 0.0)
    return found | {"coincidence": missed}


def _by_number(answers: Answers, times: FloatArray, sweep: Sweep) -> dict[str, FloatArray]:
    """Return the terms of spikes that are compared one by one."""
    n, recorded = sweep.spikes.size, np.full(times.shape[1], sweep.beyond)
    recorded[:n] = sweep.spikes
    counts = np.abs(answers.counts - n) / max(0.5, GOOD_COUNT * n)
    found = {"count": counts}
    if not n:
        return found
    apart = np.abs(times - recorded)
    found["latency"] = apart[:, 0] / GOOD_LATENCY
    mean = (sweep.spikes[-1] - sweep.spikes[0]) / (n - 1) if n > 1 else sweep.beyond
    mean = max(mean, 1.0)
    found["times"] = np.minimum(apart, _ASTRAY * mean).sum(axis=1) / n / (mean / 2)
    if n > 1:
        both = np.arange(n - 1) < np.minimum(answers.counts, n)[:, None] - 1
        intervals, own = np.diff(sweep.spikes), np.diff(times[:, :n], axis=1)
        errors = np.where(both, np.abs(own - intervals) / intervals, 1.0)
        found["intervals"] = errors.mean(axis=1) / GOOD_INTERVAL
    return found


def coincidence(
    times: FloatArray,
    counts: IndexArray,
    recorded: FloatArray,
    duration: float,
    within: float = 2.0,
) -> FloatArray:
    """Return the coincidence factor of spike trains with a recorded one.

    Parameters
    ----------
    times : array, shape (n, room)
        Spike times of each candidate, ms, with times from `duration` on where there is none.
    counts : integer array, shape (n,)
    recorded : array, shape (n_spikes,)
        Recorded spike times, ms.
    duration : float
        Length of the sweep, ms.
    within : float
        Largest difference of coincident spikes, ms.

    Returns
    -------
    array, shape (n,)
        1 if all spikes coincide, 0 if no more than those of a Poisson train of the same rate.

    Notes
    -----
    Source: Kistler, Gerstner and van Hemmen, "Reduction of the Hodgkin-Huxley equations to a
    single-variable threshold model", Neural Computation 9 (1997); Jolivet et al., J. Neurosci.
    Methods 169 (2008).
    """
    n = recorded.size
    if not n:
        return np.where(counts == 0, 1.0, 0.0)
    found = np.count_nonzero(nearest(times, counts, recorded) <= within, axis=1)
    rates = counts / duration
    chance = 2 * rates * within * n
    scale = 1.0 / np.maximum(1.0 - 2 * rates * within, 1e-9)
    gamma: FloatArray = scale * (found - chance) / ((n + counts) / 2)
    return np.clip(gamma, -1.0, 1.0)


def nearest(times: FloatArray, counts: IndexArray, recorded: FloatArray) -> FloatArray:
    """Return how far the nearest spike of each candidate is from each recorded one, ms.

    Parameters
    ----------
    times : array, shape (n, room)
    counts : integer array, shape (n,)
    recorded : array, shape (n_spikes,)

    Returns
    -------
    array, shape (n, n_spikes)
        Infinite for a candidate without spikes.
    """
    found = np.full((len(times), recorded.size), np.inf)
    for k, row in enumerate(times):
        own = row[: counts[k]]
        if own.size:
            at = np.searchsorted(own, recorded)
            right = np.abs(own[np.minimum(at, own.size - 1)] - recorded)
            left = np.abs(own[np.maximum(at - 1, 0)] - recorded)
            found[k] = np.minimum(left, right)
    return found


def _limits(
    v: FloatArray, events: SpikeEvents, shape: SpikeShape, dt: float, *, steady: bool
) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Return the limits of the voltage (mV) at each sample, and whether it is compared there.

    Where no recorded spike is near, both limits are the recorded voltage. While a cell fires at a
    step it is not compared sample by sample: a spike that comes a little late changes every
    voltage, and its time counts anyway. But v must not fall deeper than the cell's own does.
    """
    lower, upper, compared = v.copy(), v.copy(), np.ones(v.size, dtype=np.bool_)
    before, after = round(_BEFORE / dt), round((shape.delay + _BEFORE) / dt)
    peaks = events.peaks.tolist()
    if not steady:
        for peak in peaks:
            compared[max(0, peak - before) : peak + after + 1] = False
    elif peaks:
        begin, end = max(0, peaks[0] - before), min(v.size, peaks[-1] + after + 1)
        edges = [begin, *peaks[1:-1], end] if len(peaks) > 2 else [begin, end]
        depths = [float(v[one:other].min()) for one, other in pairwise(edges)]
        for k, (one, other) in enumerate(pairwise(edges)):
            lower[one:other] = min(depths[max(0, k - 1) : k + 2])
        upper[begin:end] = np.inf
    return lower, upper, compared
