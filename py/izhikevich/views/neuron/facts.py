"""Facts about a run as numbers, for the tasks of tours."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

from izhikevich.analysis import rate
from izhikevich.views.neuron.run import Run

#: Meaning of each. One that has no meaning for a run, such as the first spike of none, is omitted.
FACTS: Mapping[str, str] = {
    "spikes": "Number of spikes in the run.",
    "rate": "Spikes divided by the whole run, Hz.",
    "first spike": "Time of the first spike, ms.",
    "last rate": "1 divided by the last interval, Hz.",
    "bursts": "Number of bursts.",
    "spikes per burst": "If all bursts have the same, apart from the first and the last.",
    "stable rest": "1 if there is a stable equilibrium below the peak at the shown current, or 0.",
    "equilibria": "Number of equilibria at the shown current.",
    "current": "The shown current: the one that holds longest, mV/ms or pA.",
    "current past rest": "The shown current minus the one at which the stable rest ends.",
    "current past the saddle-node": "The shown current minus the one at which equilibria vanish.",
    "recorded spikes": "Number of spikes of the recording, as long as the run.",
    "coincidence": "Coincidence factor of run and recording within 2 ms, at most 1.",
    "voltage error": "Root mean square difference from the recorded voltage below threshold, mV.",
}


def facts(run: Run) -> dict[str, float]:
    """Return the facts that have a meaning for this run, by the names in `FACTS`."""
    found = {
        "stable rest": float(any(point.stable for point in run.reachable)),
        "equilibria": float(len(run.equilibria)),
        "current": run.shown_current,
    }
    end = run.excitability.first
    if end is not None:
        found["current past rest"] = run.shown_current - end.current
    if run.saddle_node is not None:
        found["current past the saddle-node"] = run.shown_current - run.saddle_node.current
    trace, firing = run.trace, run.firing
    if trace is None or firing is None:
        return found
    found["spikes"] = float(firing.count)
    if run.match is not None:
        found["recorded spikes"] = float(run.match.recorded)
        found["coincidence"] = run.match.coincidence
        if not isnan(run.match.error):
            found["voltage error"] = run.match.error
    found["rate"] = float(rate(trace.genuine_times, 0.0, float(trace.t[-1])))
    found["bursts"] = float(len(firing.bursts))
    if firing.count:
        found["first spike"] = firing.first
    if firing.intervals.size and firing.intervals[-1] > 0.0:
        found["last rate"] = 1000.0 / float(firing.intervals[-1])
    inner = set(firing.bursts[1:-1])
    if len(inner) == 1:
        found["spikes per burst"] = float(inner.pop())
    return found
