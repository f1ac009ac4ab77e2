"""The parameters of a fitted model with their ranges: text, JSON and CSV."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from izhikevich.fitting.model_fit import ModelFit

FORMS = ("text", "json", "csv")


@dataclass(frozen=True)
class FittedParameter:
    """One parameter of a fitted model.

    Parameters
    ----------
    name, unit : str
    value : float
        Value in the best set.
    low, high : float
        Range of the sets that are about as good; that of the peak is read off the spikes.
    """

    name: str
    unit: str
    value: float
    low: float
    high: float


def fitted_parameters(found: ModelFit[Any]) -> list[FittedParameter]:
    """Return the parameters of a fit, in the order of its form."""
    box = found.box
    peak = float(f"{box.v_peak:.6g}")
    values = {**box.named(found.cloud[0]), "v_peak": peak}
    ranges = {"v_peak": (peak, peak), **found.ranges()}
    return [
        FittedParameter(name, unit, values[name], *ranges[name]) for name, unit in box.UNITS.items()
    ]


def written(found: ModelFit[Any], form: str) -> str:
    """Return the parameters in one of `FORMS`."""
    rows = fitted_parameters(found)
    if form == "json":
        named = {
            one.name: {"value": one.value, "unit": one.unit, "range": [one.low, one.high]}
            for one in rows
        }
        cell = {"cell": found.recording.name, "form": found.box.FORM, "loss": found.loss}
        return json.dumps({**cell, "parameters": named}, indent=2, ensure_ascii=False) + "\n"
    if form == "csv":
        lines = [f"{p.name},{p.value:.6g},{p.unit},{p.low:.6g},{p.high:.6g}" for p in rows]
        return "\n".join(["parameter,value,unit,low,high", *lines]) + "\n"
    width = max(len(one.name) for one in rows)
    return "".join(
        f"{p.name:<{width}} = {p.value:.6g} {p.unit}".rstrip() + f"  ({p.low:.4g} … {p.high:.4g})\n"
        for p in rows
    )
