"""How far a run agrees with a recorded sweep."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np

from izhikevich._typing import BoolArray, FloatArray
from izhikevich.fitting.objective import coincidence
from izhikevich.neuron.trace import Trace
from izhikevich.views.neuron.recorded import RecordedSweep

#: Time before and after a spike of either (ms) in which voltages are not compared.
BEFORE, AFTER = 2.0, 5.0
_ENOUGH = 10  # samples


@dataclass(frozen=True)
class Match:
    """A run over a recorded sweep, as long as both last.

    Parameters
    ----------
    model, recorded : int
        Numbers of spikes.
    coincidence : float
        Coincidence factor within 2 ms.
    error : float
        Root mean square difference of the voltages below threshold, mV; NaN where there is none.
    """

    model: int
    recorded: int
    coincidence: float
    error: float


def match(trace: Trace, sweep: RecordedSweep) -> Match:
    """Compare a run with a recorded sweep."""
    end = min(float(trace.t[-1]), sweep.duration)
    model, recorded = (x[x <= end] for x in (trace.spike_times, sweep.spikes))
    gamma = coincidence(np.append(model, np.inf)[None], np.array([model.size]), recorded, end)
    here = sweep.t <= end
    t, v = sweep.t[here], sweep.voltage[here]
    quiet = ~(_near(t, model) | _near(t, recorded))
    error = nan
    if np.count_nonzero(quiet) >= _ENOUGH:
        apart = np.interp(t[quiet], trace.t, trace.v) - v[quiet]
        error = sqrt(float(np.mean(apart * apart)))
    return Match(model.size, recorded.size, float(gamma[0]), error)


def _near(t: FloatArray, spikes: FloatArray) -> BoolArray:
    """Tell which times are close to a spike."""
    begins = np.searchsorted(t, spikes - BEFORE)
    ends = np.searchsorted(t, spikes + AFTER, side="right")
    edges = np.zeros(t.size + 1, dtype=np.int64)
    np.add.at(edges, begins, 1)
    np.add.at(edges, ends, -1)
    return np.asarray(np.cumsum(edges)[:-1] > 0)
