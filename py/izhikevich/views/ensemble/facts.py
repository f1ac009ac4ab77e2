"""Facts about the displayed ensembles as numbers, for the tasks of tours."""

from __future__ import annotations

from collections.abc import Mapping

from izhikevich.views.ensemble.snapshot import Snapshot

#: Meaning of each.
FACTS: Mapping[str, str] = {
    "RMSE": "Root mean square difference between the output of the last ensemble and its target.",
    "mean rate": "Mean rate of all neurons of the selected ensemble, Hz.",
    "silent neurons": "Number of neurons of the selected ensemble that never fired.",
}


def facts(shown: Snapshot) -> dict[str, float]:
    """Return the facts about the displayed run."""
    return {
        "RMSE": float(shown.rmse(len(shown.setup.ensembles) - 1)),
        "mean rate": float(shown.rates.mean()),
        "silent neurons": float((shown.rates == 0.0).sum()),
    }
