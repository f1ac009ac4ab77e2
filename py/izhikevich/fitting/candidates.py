"""Runs of many candidate neurons with the current of one sweep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.native.backend import selected
from izhikevich.neuron.schemes.arrays import NeuronArray
from izhikevich.neuron.schemes.explicit import V_LIMIT
from izhikevich.neuron.schemes.table import SCHEMES

#: Scheme of the search; `Fit` reports what the accurate one gives.
SCHEME = "half_step"


@dataclass(frozen=True, eq=False)
class Target:
    """One sweep as the candidates are compared with it.

    Parameters
    ----------
    current : array, shape (n_samples,)
        Injected current, pA.
    lower, upper : array, shape (n_samples,)
        Limits between which the voltage should be, mV; where there is no spike, both are the
        recorded voltage.
    weights : array, shape (n_samples,)
        Weight of the square of what lies beyond them; they add up to 1, or are all 0.
    dt : float
        Time step, ms.
    every : int
        Number of steps for each sample.
    room : int
        Number of spikes after which a candidate is given up.
    """

    current: FloatArray
    lower: FloatArray
    upper: FloatArray
    weights: FloatArray
    dt: float
    every: int
    room: int


@dataclass(frozen=True, eq=False)
class Answers:
    """What the candidates did in one sweep.

    Parameters
    ----------
    steps : integer array, shape (n, room)
        Steps in which each spiked; only the first `counts` of a row are set.
    counts : integer array, shape (n,)
    errors : array, shape (n,)
        Weighted mean of the squared voltage errors, mV^2; NaN for one that was given up.
    """

    steps: IndexArray
    counts: IndexArray
    errors: FloatArray

    def times(self, dt: float, beyond: float) -> FloatArray:
        """Return spike times (ms), shape (n, room), with `beyond` where there is no spike."""
        there = np.arange(self.steps.shape[1]) < self.counts[:, None]
        return np.where(there, (self.steps + 1) * dt, beyond)


def run(neurons: NeuronArray, v: FloatArray, u: FloatArray, target: Target) -> Answers:
    """Run candidates in one sweep.

    Parameters
    ----------
    neurons : NeuronArray
    v, u : array, shape (n,)
        Initial states; changed.
    target : Target
    """
    n = v.size
    steps = np.zeros((n, target.room), np.int64)
    counts, errors = np.zeros(n, np.int64), np.zeros(n)
    work = v.size * target.current.size * target.every
    if selected(work) == "compiled":
        # Not at the top: the page starts without the engine.
        from izhikevich.neuron.native.runs import run_candidates

        settings = SCHEME, target.dt, target.every
        signals = target.current, target.lower, target.upper, target.weights
        run_candidates(neurons, settings, signals, v, u, errors, steps, counts)
    else:
        with np.errstate(over="ignore", invalid="ignore"):
            _stepped(neurons, v, u, target, errors, steps, counts)
    return Answers(steps, counts, errors)


def _stepped(
    p: NeuronArray,
    v: FloatArray,
    u: FloatArray,
    target: Target,
    errors: FloatArray,
    steps: IndexArray,
    counts: IndexArray,
) -> None:
    """Do in numpy what the engine does, with the same bits."""
    taken = SCHEMES[SCHEME]
    current = np.empty_like(v)
    step_v = p.voltage_step(current, taken.step_of_v(target.dt), v, u)
    acts = taken.acts(step_v, p.recovery_step(target.dt, v, v, u), v, v)
    signals = zip(target.current, target.lower, target.upper, target.weights, strict=True)
    for sample, (injected, lower, upper, weight) in enumerate(signals):
        current.fill(injected)
        for k in range(sample * target.every, (sample + 1) * target.every):
            for act in acts:
                act()
            fired = taken.fires(v, p.peak(u))
            if not fired.size:
                continue
            lost = ~(v[fired] < V_LIMIT) | (counts[fired] == target.room)
            v[fired[lost]] = u[fired[lost]] = np.nan
            fired = fired[~lost]
            v[fired], u[fired] = p.reset(u[fired], fired)
            steps[fired, counts[fired]] = k
            counts[fired] += 1
        if weight:
            over, under = v - upper, v - lower
            beyond = np.where(over > 0, over, np.where(under >= 0, 0.0, under))
            errors += weight * (beyond * beyond)
    errors[~(v > -V_LIMIT)] = np.nan
