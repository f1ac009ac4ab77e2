"""Quantities of NeuroML: numbers with units, in this package's units."""

from __future__ import annotations

import re
from collections.abc import Mapping

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.text import NUMBER

_MAX_QUANTITY = 100  # characters
_QUANTITY = re.compile(rf"({NUMBER})\s*([A-Za-z_]*)")

#: Factors to this package's units by dimension and by unit.
_UNITS: Mapping[str, Mapping[str, float]] = {
    "": {"": 1.0},
    "voltage": {"mV": 1.0, "V": 1e3},
    "capacitance": {"pF": 1.0, "nF": 1e3, "uF": 1e6, "F": 1e12},
    "conductance": {"nS": 1.0, "pS": 1e-3, "uS": 1e3, "mS": 1e6, "S": 1e9},
    "conductance per voltage": {"nS_per_mV": 1.0, "S_per_V": 1e6},
    "current": {"pA": 1.0, "nA": 1e3, "uA": 1e6, "A": 1e12},
    "time": {"ms": 1.0, "s": 1e3, "us": 1e-3},
    "rate": {"per_ms": 1.0, "per_s": 1e-3, "Hz": 1e-3},
}


def quantity(key: str, text: str, dimension: str) -> float:
    """Return a quantity in this package's units.

    Parameters
    ----------
    key : str
        Its name, for messages.
    text : str
        Number and unit.
    dimension : str
        "voltage", "capacitance", "conductance", "conductance per voltage", "current", "time",
        "rate", or "" for none.

    Raises
    ------
    ParameterError
        If it is no number, or not in a unit of the dimension.
    """
    units = _UNITS[dimension]
    match = _QUANTITY.fullmatch(text.strip()) if len(text) <= _MAX_QUANTITY else None
    if match is None or match[2] not in units:
        allowed = (
            msg("must be a number in {units}", units=", ".join(units))
            if dimension
            else msg("must be a number without unit")
        )
        raise ParameterError(key, text, allowed)
    factor = units[match[2]]
    value = float(match[1])
    return value if factor == 1.0 else float(f"{value * factor:.14g}")
