"""The parameters of a fitted model with their ranges: text, JSON and CSV."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from izhikevich.neuron.parameter_table import DIMENSIONAL_UNITS

if TYPE_CHECKING:
    from izhikevich.fitting.fit import Fit

FORMS = ("text", "json", "csv")
_UNITS = {"k": "nS/mV", "v_r": "mV", "v_t": "mV", "v_peak": "mV"}


@dataclass(frozen=True)
class FittedParameter:
    """One parameter of a fitted model.

    Parameters
    ----------
    name, unit : str
    value : float
        Of the best set.
    low, high : float
        Range of the sets that are about as good; that of the peak is read off the spikes.
    """

    name: str
    unit: str
    value: float
    low: float
    high: float


def fitted_parameters(found: Fit) -> list[FittedParameter]:
    """Return the parameters of the 2007 form, in its order."""
    p = found.parameters
    assert p.factors is not None  # the search rounds to six digits, so these are exact
    k, v_r, v_t = p.factors
    values = {"C": p.C, "k": k, "v_r": v_r, "v_t": v_t, "v_peak": p.v_peak}
    values |= {"a": p.a, "b": p.b, "c": p.c, "d": p.d}
    ranges = {"v_peak": (p.v_peak, p.v_peak), **found.ranges()}
    units = {**DIMENSIONAL_UNITS, **_UNITS}
    return [
        FittedParameter(name, units[name], value, *ranges[name]) for name, value in values.items()
    ]


def written(found: Fit, form: str) -> str:
    """Return the parameters in one of `FORMS`."""
    rows = fitted_parameters(found)
    if form == "json":
        named = {
            one.name: {"value": one.value, "unit": one.unit, "range": [one.low, one.high]}
            for one in rows
        }
        cell = {"cell": found.recording.name, "form": "2007", "loss": found.loss}
        return json.dumps({**cell, "parameters": named}, indent=2, ensure_ascii=False) + "\n"
    if form == "csv":
        lines = [f"{p.name},{p.value:.6g},{p.unit},{p.low:.6g},{p.high:.6g}" for p in rows]
        return "\n".join(["parameter,value,unit,low,high", *lines]) + "\n"
    width = max(len(one.name) for one in rows)
    return "".join(
        f"{p.name:<{width}} = {p.value:.6g} {p.unit}".rstrip() + f"  ({p.low:.4g} … {p.high:.4g})\n"
        for p in rows
    )
