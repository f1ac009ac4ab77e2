"""How a spike train fires, as far as a sentence needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.analysis import bursts, intervals
from izhikevich.dynamics.maps.regimes import REGIMES, Regime, firing_of_many
from izhikevich.neuron.trace import Trace


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
        Whether its intervals grow.
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
    regime: Regime


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
        regime=REGIMES[int(found.regimes[0])],
    )
