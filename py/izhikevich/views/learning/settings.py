"""The settings of a training as the parameters of the view describe them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from izhikevich.learning import SURROGATES


def settings(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a task or a classifier described by the values."""
    kind = SURROGATES[str(values["surrogate"])]
    return {
        "surrogate": kind(alpha=float(values["alpha"]), width=float(values["width"])),
        "scale": float(values["scale"]),
        "reset": str(values["reset"]),
        "rate": float(values["rate"]),
        "dt": float(values["dt"]),
        "tau_ref": float(values["tau_ref"]),
    }
