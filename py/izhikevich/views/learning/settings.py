"""The settings of a training as the parameters of the view describe them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.learning import SURROGATES
from izhikevich.learning.drawing import image_of, text_of
from izhikevich.learning.tasks import chosen_times
from izhikevich.messages import msg

#: Parameters that only some tasks have.
HIDDEN, TIMES, DRAWING = "hidden", "times", "drawn"


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


def options(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that only some tasks have: hidden neurons and target times.

    Raises
    ------
    ParameterError
        If a value is not allowed.
    """
    found: dict[str, Any] = {}
    if HIDDEN in values:
        found["neurons"] = int(values[HIDDEN])
    if TIMES in values:
        found["times"] = times_in(values)
    return found


def times_in(values: Mapping[str, Any]) -> tuple[float, ...]:
    """Return the times of target spikes, ms; none if the task has none to choose.

    Raises
    ------
    ParameterError
        If they are not allowed.
    """
    text = values.get(TIMES)
    if text is None:
        return ()
    try:
        times = [float(part) for part in str(text).split(",")]
    except ValueError:
        allowed = msg("must be times in ms, separated by commas")
        raise ParameterError(TIMES, text, allowed) from None
    return tuple(chosen_times.targets(times).tolist())


def drawn_in(values: Mapping[str, Any]) -> str:
    """Return a drawn digit as an image, in the form in which links have it.

    Raises
    ------
    ParameterError
        If it is no drawing.
    """
    return text_of(image_of(str(values[DRAWING])))
