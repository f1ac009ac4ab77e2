"""The columns of the rows of a custom network, with what an empty cell stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from izhikevich.errors import ParameterError, one_of

#: Columns of populations.
POPULATION: Mapping[str, Any] = {
    "name": "",
    "size": 100,
    "cell": "RS",
    "inhibitory": 0.0,
    "inhibitory_cell": "",
    "current": 0.0,
    "noise": 0.0,
    "stimulus": "",
    "tau_refrac": 0.0,
    "conductance": "g_exc - g_inh",
    "tau": "",
    "receptors": "",
    "input_rate": 0.0,
    "input_sources": 1,
    "input_weight": 5.0,
    "input_target": "",
    "positions": "",
    "v0": "",
    "u0": "",
}
#: Columns of projections.
PROJECTION: Mapping[str, Any] = {
    "pre": "",
    "post": "",
    "kind": "",
    "rule": "",
    "probability": 0.1,
    "degree": 0,
    "reach": 0.1,
    "self_connections": "",
    "multapses": "",
    "weight": 5.0,
    "weight_inh": 5.0,
    "delay": 1.0,
    "target": "exc",
    "target_inh": "inh",
    "learning": "",
    "short_term": "",
}


def check_columns(row: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """Raise an error if a row has a column that there is not."""
    for name in row:
        if name not in known:
            raise ParameterError(str(name), row[name], one_of(str(name), known))


def filled(row: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with all its columns."""
    return {**defaults, **row}


def shortened(row: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without the columns that are as by default; the first one stays."""
    first = next(iter(defaults))
    return {
        name: row[name]
        for name in defaults
        if name in row and (name == first or _differs(row[name], defaults[name]))
    }


def _differs(cell: Any, default: Any) -> bool:
    """Tell whether a cell is not as by default: "5" is 5, and "" that of a text."""
    if isinstance(default, int | float) and isinstance(cell, str):
        try:
            return float(cell) != default
        except ValueError:
            return True
    return bool(cell != default)
