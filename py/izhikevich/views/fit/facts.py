"""Facts about a fit as numbers, for the tasks of tours."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from izhikevich.views.fit.snapshot import Snapshot

#: Meaning of each. Where sweeps are held out, the model is judged by these alone.
FACTS: Mapping[str, str] = {
    "loss": "What the search minimises, over the sweeps that it sees: 0 is a perfect fit.",
    "count error": "Largest difference of the number of spikes, model and recording, in %.",
    "first spike": "Mean difference of the first spikes, ms.",
    "interval error": "Mean difference of the mean intervals, in %.",
    "coincidence": "Mean coincidence factor of the spikes within 2 ms, at most 1.",
}


def facts(shown: Snapshot) -> dict[str, float]:
    """Return the facts that have a meaning for this fit."""
    if shown.found is None:
        return {}
    judged = shown.judged
    counts = [
        abs(one.model.size - one.recorded.size) / one.recorded.size
        for one in judged
        if one.recorded.size
    ]
    found = {"loss": shown.found.loss}
    if counts:
        found["count error"] = 100.0 * max(counts)
    firsts = np.abs([one.first for one in judged])
    intervals = np.abs([one.interval for one in judged])
    if np.isfinite(firsts).any():
        found["first spike"] = float(np.nanmean(firsts))
    if np.isfinite(intervals).any():
        found["interval error"] = 100.0 * float(np.nanmean(intervals))
    found["coincidence"] = float(np.mean([one.coincidence for one in judged]))
    return found
