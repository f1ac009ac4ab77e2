"""How a spike train fires, as far as a sentence needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np

from izhikevich.analysis import bursts, intervals
from izhikevich.neuron.rules import FloatArray
from izhikevich.neuron.trace import Trace

#: Intervals that differ by this factor or more split the train into bursts.
_BURST_RATIO = 2.0
#: A train whose last interval is this much longer than its first slows down.
_SLOWING = 1.3
#: Firing counts as going on if the silence at the end is shorter than this many intervals.
_PATIENCE = 1.5


@dataclass(frozen=True)
class Firing:
    """How a train fires.

    Parameters
    ----------
    count : int
        Spikes.
    first, last : float
        Times of the first and last, ms (nan without spikes).
    intervals : array
        ms.
    bursts : tuple of int
        Spikes in each burst; empty if the train has none.
    goes_on : bool
        Whether it still fires at the end of the run, as far as its intervals tell.
    slows : bool
        Whether its intervals grow.
    """

    count: int
    first: float
    last: float
    intervals: FloatArray
    bursts: tuple[int, ...]
    goes_on: bool
    slows: bool


def describe(trace: Trace) -> Firing:
    """Describe the firing of a run."""
    times = trace.spike_times
    gaps = intervals(times)
    groups = _bursts(times, gaps)
    silence = float(trace.t[-1]) - (float(times[-1]) if times.size else 0.0)
    usual = float(gaps[-3:].max()) if gaps.size else 0.0
    if groups:
        usual = float(gaps.max())
    return Firing(
        count=int(times.size),
        first=float(times[0]) if times.size else nan,
        last=float(times[-1]) if times.size else nan,
        intervals=gaps,
        bursts=groups,
        goes_on=bool(gaps.size) and silence < _PATIENCE * usual,
        slows=not groups and gaps.size >= 2 and bool(gaps[-1] > _SLOWING * gaps[0]),
    )


def _bursts(times: FloatArray, gaps: FloatArray) -> tuple[int, ...]:
    """Return the sizes of the bursts: at least two groups, split by long intervals, of spikes."""
    if gaps.size < 3:
        return ()
    ordered = np.sort(gaps)
    ratios = ordered[1:] / np.maximum(ordered[:-1], 1e-9)
    split = int(ratios.argmax())
    if ratios[split] < _BURST_RATIO:
        return ()
    sizes = tuple(len(group) for group in bursts(times, float(ordered[split])))
    # One early doublet in a regular train is adaptation, not bursting.
    several = sum(size >= 2 for size in sizes)
    return sizes if several >= 2 and several >= len(sizes) - 1 else ()
