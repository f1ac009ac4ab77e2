"""The injected current: a step, or one that fluctuates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents

_LEVEL = 0.2  # fraction of a step by which noise of the current may differ from its level
_SHORTEST = 20.0  # ms: what is shorter is a pulse
#: Of a response to a weaker step: a stronger one that moves v by less did not reach the cell; and
#: how large that response must be, mV.
_UNMOVED, _MOVED = 0.1, 5.0
#: Spikes outside the steps from which on it can be seen whether these change the rate, and by how
#: many standard deviations they must do so.
_OUTSIDE, _CHANGED = 10, 3.0


@dataclass(frozen=True)
class CurrentStep:
    """A step of current, the same in all sweeps but for its height.

    Parameters
    ----------
    start, stop : float
        Times since the first sample, ms.
    first, last : int
        Sample at which it begins, and the one at which it has ended.
    holding, amplitudes : array, shape (n_sweeps,)
        Current before the step, and the change during it, pA.
    """

    start: float
    stop: float
    first: int
    last: int
    holding: FloatArray
    amplitudes: FloatArray


def find_step(recording: Recording) -> CurrentStep | None:
    """Return the step that all sweeps have in common; None if the current is something else."""
    current = recording.current
    largest = current[np.argmax(np.ptp(current, axis=1))]
    low, high = np.quantile(largest, (0.02, 0.98))
    if not high > low:
        return None
    # The outer parts are at the holding current.
    base = np.median(np.concatenate((largest[: largest.size // 50 + 1], largest[-2:])))
    top = high if high - base > base - low else low
    on = np.abs(largest - base) > np.abs(top - base) / 2
    edges = np.flatnonzero(np.diff(on.astype(np.int8), prepend=0, append=0))
    if edges.size != 2:
        return None
    first, last = (int(edge) for edge in edges)
    if (last - first) * recording.dt < _SHORTEST or first == 0:
        return None
    outside = np.concatenate((current[:, :first], current[:, last:]), axis=1)
    holding = np.median(outside, axis=1)
    levels = np.median(current[:, first:last], axis=1)
    for held, level, sweep, rest in zip(
        holding, levels, current[:, first:last], outside, strict=True
    ):
        allowed = _LEVEL * float(np.abs(levels - holding).max())
        within = np.abs(np.concatenate((sweep - level, rest - held))) <= allowed
        if within.mean() < 0.98:
            return None
    times = first * recording.dt, last * recording.dt
    return CurrentStep(*times, first, last, holding, levels - holding)


def unanswered(recording: Recording, step: CurrentStep, counts: Sequence[int]) -> frozenset[int]:
    """Return the sweeps whose step did not reach the cell, as when the electrode was switched off.

    Parameters
    ----------
    recording : Recording
    step : CurrentStep
    counts : sequence of int
        Spikes of each sweep; one with spikes is answered.
    """
    v = recording.voltage
    before = np.median(v[:, : step.first], axis=1)
    moved = np.abs(np.median(v[:, step.first : step.last], axis=1) - before)
    silent = np.flatnonzero(np.asarray(counts) == 0)
    found = set()
    for k in silent.tolist():
        strength = step.amplitudes[k]
        for other in silent.tolist():
            weaker = 0.0 < step.amplitudes[other] / strength < 1.0 if strength else False
            if weaker and moved[other] >= _MOVED and moved[k] < _UNMOVED * moved[other]:
                found.add(k)
    return frozenset(found)


def unaffected(recording: Recording, step: CurrentStep, spikes: Sequence[SpikeEvents]) -> bool:
    """Tell whether spikes are as frequent during the steps as before and after, as peaks of noise.

    Parameters
    ----------
    recording : Recording
    step : CurrentStep
    spikes : sequence of SpikeEvents
        Of each sweep.

    Notes
    -----
    The number of spikes during a part p of a stationary train of n has the variance n p (1 - p)
    times the squared coefficient of variation of its intervals.
    """
    part = (step.stop - step.start) / recording.duration
    during = [np.count_nonzero((e.times >= step.start) & (e.times < step.stop)) for e in spikes]
    counts = [len(events) for events in spikes]
    if sum(counts) - sum(during) < _OUTSIDE:
        return False
    intervals = np.concatenate([np.diff(events.times) for events in spikes])
    variation = float(intervals.std() / intervals.mean()) if intervals.size else 1.0
    for n, inside in zip(counts, during, strict=True):
        deviation = variation * np.sqrt(max(1, n) * part * (1.0 - part))
        if abs(inside - n * part) > _CHANGED * deviation:
            return False
    return True
