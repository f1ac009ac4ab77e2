"""What was injected: a step of current, or a current that fluctuates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.fitting.recording import Recording

_LEVEL = 0.2  # fraction of a step by which noise of the current may differ from its level
_SHORTEST = 20.0  # ms: what is shorter is a pulse
#: Of a response to a weaker step: a stronger one that moves v by less did not reach the cell; and
#: how large that response must be, mV.
_UNMOVED, _MOVED = 0.1, 5.0


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
