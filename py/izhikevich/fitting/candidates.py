"""Runs of many candidate neurons with the current of one sweep.

Neurons of both kinds follow ::

    v' = (scale x + slant v + constant - w + I) inverse
    w' = rate (slope v - w)
    when v >= v_peak:
      v <- reset,   w <- w + jump

where x is v^2, or exp((v - turn) sharpness). The midpoint rule solves them, and the rest of a step
in which a neuron spikes begins at the reset.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.native import library
from izhikevich.native.backend import selected
from izhikevich.native.structures import Buffers
from izhikevich.neuron.schemes.explicit import V_LIMIT
from izhikevich.random import exponential

#: In the order of the enumeration in candidates.h.
KINDS = ("quadratic", "exponential")
#: Parameters of both kinds, and what only the exponential one has, in the order in candidates.h.
ROWS = ("rate", "slope", "constant", "slant", "inverse", "reset", "jump", "scale")
EXPONENTIAL_ROWS = ("turn", "sharpness")
_LOWEST = -708.0  # exponent of a normal number


@dataclass(frozen=True, eq=False)
class Target:
    """One sweep as the candidates are compared with it.

    Parameters
    ----------
    current : array, shape (n_samples,)
        Injected current, pA.
    lower, upper : array, shape (n_samples,)
        Limits between which the voltage should be at the end of each sample, mV; where there is no
        spike, both are the recorded voltage.
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
    times : array, shape (n, room)
        Spike times of each, ms; only the first `counts` of a row are set.
    counts : integer array, shape (n,)
    errors : array, shape (n,)
        Weighted mean of the squared voltage errors, mV^2; NaN for one that was given up.
    """

    times: FloatArray
    counts: IndexArray
    errors: FloatArray

    def filled(self, beyond: float) -> FloatArray:
        """Return spike times (ms), shape (n, room), with `beyond` where there is no spike."""
        there = np.arange(self.times.shape[1]) < self.counts[:, None]
        return np.where(there, self.times, beyond)


def run(
    kind: str,
    neurons: Mapping[str, FloatArray],
    v_peak: float,
    v: FloatArray,
    w: FloatArray,
    target: Target,
) -> Answers:
    """Run candidates in one sweep.

    Parameters
    ----------
    kind : {"quadratic", "exponential"}
    neurons : mapping from str to array, shape (n,)
        Parameters by `ROWS`, and by `EXPONENTIAL_ROWS`.
    v_peak : float
        Voltage of a spike, mV.
    v, w : array, shape (n,)
        Initial states; changed.
    target : Target
    """
    n, zero = v.size, np.zeros_like(v)
    names = (*ROWS, *EXPONENTIAL_ROWS)
    rows = np.array([neurons.get(name, zero) for name in names], dtype=np.float64)
    times, counts, errors = np.zeros((n, target.room)), np.zeros(n, np.int64), np.zeros(n)
    signals = target.current, target.lower, target.upper, target.weights
    if selected(n * target.current.size * target.every) == "compiled":
        buffers = Buffers()
        at, real = buffers.at, np.float64
        library.load().run_candidates(
            KINDS.index(kind),
            at(rows, real),
            v_peak,
            target.dt,
            target.every,
            target.current.size,
            n,
            *(buffers.copied(signal, real) for signal in signals),
            *(at(state, real) for state in (v, w, errors)),
            target.room,
            at(times, real),
            at(counts, np.int64),
        )
    else:
        with np.errstate(over="ignore", invalid="ignore"):
            _stepped(kind, rows, v_peak, v, w, target, errors, times, counts)
    return Answers(times * target.dt, counts, errors)


def _stepped(
    kind: str,
    rows: FloatArray,
    v_peak: float,
    v: FloatArray,
    w: FloatArray,
    target: Target,
    errors: FloatArray,
    times: FloatArray,
    counts: IndexArray,
) -> None:
    """Do in numpy what the engine does, with the same bits."""
    rate, slope, constant, slant, inverse, reset, jump, scale, turn, sharpness = rows
    dt, half = target.dt, 0.5 * target.dt
    everyone = slice(None)

    def rate_of_v(
        v: FloatArray, w: FloatArray, current: float, which: slice | IndexArray = everyone
    ) -> FloatArray:
        if kind == "quadratic":
            x = v * v
        else:
            x = exponential(np.fmax((v - turn[which]) * sharpness[which], _LOWEST))
        total = scale[which] * x + slant[which] * v + constant[which] - w + current
        changed: FloatArray = total * inverse[which]
        return changed

    signals = zip(target.current, target.lower, target.upper, target.weights, strict=True)
    for sample, (injected, lower, upper, weight) in enumerate(signals):
        for k in range(sample * target.every, (sample + 1) * target.every):
            before = v.copy()
            at_v = v + half * rate_of_v(v, w, injected)
            at_w = w + half * (rate * (slope * v - w))
            at_v = np.minimum(at_v, v_peak)  # NaN remains
            v += dt * rate_of_v(at_v, at_w, injected)
            w += dt * (rate * (slope * at_v - at_w))
            fired = np.flatnonzero(v >= v_peak)
            if not fired.size:
                continue
            lost = counts[fired] == target.room
            v[fired[lost]] = w[fired[lost]] = np.nan
            fired = fired[~lost]
            # What is left of the step after the spike is done by one step from the reset.
            left = (v[fired] - v_peak) / (v[fired] - before[fired])
            start, u, rest = reset[fired], w[fired] + jump[fired], left * dt
            v[fired] = start + rest * rate_of_v(start, u, injected, fired)
            w[fired] = u + rest * (rate[fired] * (slope[fired] * start - u))
            times[fired, counts[fired]] = (k + 1) - left
            counts[fired] += 1
        if weight:
            over, under = v - upper, v - lower
            beyond = np.where(over > 0, over, 0.0) + np.where(under < 0, under, 0.0)
            errors += weight * (beyond * beyond)
    out = ~(v > -V_LIMIT)
    errors[out] = v[out] = w[out] = np.nan
