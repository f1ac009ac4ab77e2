"""Figures of fits: twenty random cells, and the time for a recorded one.

``python -m tests.bench.fitting`` prints them alone.
"""

from __future__ import annotations

import time
from typing import Any

from izhikevich.fitting import fit, fit_adaptive_exponential, sample
from izhikevich.fitting.spaces.izhikevich_2007 import NAMES

from ..fitting.planted_cells import planted_cell

CELLS = 20


def planted() -> list[dict[str, Any]]:
    """Return, for each random cell, what was not found within 5 %, and whether that is reported."""
    rows = []
    for k in range(CELLS):
        cell = planted_cell(k)
        found = fit(cell.recording())
        missed, ranges = cell.missed(found), found.ranges()
        tied = {name for group in found.ties() for name in group}
        told = [
            name
            for name, (known, _) in missed.items()
            if name in tied or ranges[name][0] <= known <= ranges[name][1]
        ]
        kept = [one.coincidence for one in found.sweeps if one.held_out and one.recorded.size]
        row = {"cell": k, "missed": list(missed), "of these reported": told}
        rows.append({**row, "Γ held out": round(min(kept), 2), "loss": round(found.loss, 3)})
    return rows


def recorded() -> list[dict[str, Any]]:
    """Return the time (s) and the held-out spikes of B8, by both models."""
    rows = []
    for model in (fit, fit_adaptive_exponential):
        begun = time.process_time()
        found = model(sample("b8"))
        took = time.process_time() - begun
        spikes = [f"{one.model.size}/{one.recorded.size}" for one in found.judged]
        row = {"model": str(found.box.TITLE), "s": round(took, 2), "loss": round(found.loss, 2)}
        rows.append({**row, "held-out spikes": " ".join(spikes)})
    return rows


def compare() -> dict[str, Any]:
    """Return both."""
    return {"planted": planted(), "recorded": recorded()}


def show(report: dict[str, Any]) -> None:
    """Print them."""
    rows = report["planted"]
    right = sum(len(NAMES) - len(row["missed"]) for row in rows)
    whole = sum(not row["missed"] for row in rows)
    print(
        f"\nFits of {len(rows)} random cells: {whole} with all parameters within 5 %, "
        f"{right} of {len(NAMES) * len(rows)} parameters"
    )
    for row in [*rows, *report["recorded"]]:
        print("  " + ", ".join(f"{name} {value}" for name, value in row.items()))


if __name__ == "__main__":
    show(compare())
