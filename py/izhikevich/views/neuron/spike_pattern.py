"""How a spike train fires, as far as a sentence needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.analysis import bursts, intervals
from izhikevich.dynamics.maps.regimes import REGIMES, Onset, Regime, firing_of_many, onset_of
from izhikevich.neuron.trace import Trace

#: Intervals of fast firing, ms.
_FAST = 10.0


@dataclass(frozen=True)
class Firing:
    """The firing of a spike train.

    Parameters
    ----------
    count : int
        Number of spikes, without numerical artefacts; everything else is based on these.
    artefacts : int
        Number of numerical artefacts (see `izhikevich.neuron.schemes.artefacts`).
    first, last : float
        Times of the first and last spike, ms (NaN without spikes).
    intervals : array
        Intervals, ms.
    bursts : tuple of int
        Number of spikes in each burst; empty if the train has none.
    goes_on : bool
        Whether it still fires at the end of the run, as far as its intervals show.
    slows : bool
        Whether its intervals grow after the onset.
    onset : Onset
        How it begins.
    regime : Regime
        Regime, by the rules of `izhikevich.dynamics.maps.regimes`.
    """

    count: int
    artefacts: int
    first: float
    last: float
    intervals: FloatArray
    bursts: tuple[int, ...]
    goes_on: bool
    slows: bool
    onset: Onset
    regime: Regime

    @property
    def fast(self) -> bool:
        """Whether it ends with 100 spikes per second or more."""
        return bool(self.intervals.size) and self.intervals[-1] <= _FAST

    @property
    def speeds_up(self) -> bool:
        """Whether its intervals shorten."""
        if not self.intervals.size or self.onset.count:
            return False
        return bool(self.intervals[0] > 1.3 * self.intervals[-1])

    @property
    def name(self) -> str:
        """Name of the regime; of tonic firing, with how it begins."""
        if self.regime.name != "tonic":
            return self.regime.title
        if self.speeds_up:
            return "tonic, speeding up"
        if self.fast:
            return "fast, hardly adapting" if self.onset.count else "fast, not adapting"
        if self.onset.burst:
            return "tonic, after a burst"
        return "tonic, after a short start" if self.onset.count else "tonic"


def describe(trace: Trace) -> Firing:
    """Describe the firing of a run."""
    times = trace.genuine_times
    owners, sound = np.zeros(times.size, dtype=np.int64), np.zeros(1, dtype=np.bool_)
    artefacts = np.array([trace.n_artefacts])
    found = firing_of_many(times, owners, sound, float(trace.t[-1]), artefacts)
    groups: tuple[int, ...] = ()
    if found.bursting[0]:
        groups = tuple(len(group) for group in bursts(times, float(found.between[0])))
    return Firing(
        count=int(times.size),
        artefacts=trace.n_artefacts,
        first=float(times[0]) if times.size else nan,
        last=float(times[-1]) if times.size else nan,
        intervals=intervals(times),
        bursts=groups,
        goes_on=bool(found.goes_on[0]),
        slows=bool(found.slows[0]),
        onset=onset_of(intervals(times)),
        regime=REGIMES[int(found.regimes[0])],
    )
