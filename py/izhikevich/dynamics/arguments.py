"""Checks of the numbers passed to these functions, in one place."""

from __future__ import annotations

from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.neuron.parameters import Parameters
from izhikevich.units import number


def current_of(parameters: Parameters, current: float) -> float:
    """Return a finite injected current, in the unit of the neuron."""
    return number(current, "current", parameters.units["I"])


def interval(values: Any, name: str, unit: str) -> tuple[float, float]:
    """Return the finite ends of a range, the lower one first.

    Raises
    ------
    ParameterError
        If they are not finite; the message names the parameter.
    """
    try:
        first, second = values
    except (TypeError, ValueError):
        raise ParameterError(name, values, "must be two numbers") from None
    low, high = number(first, name, unit), number(second, name, unit)
    if low > high:
        raise ParameterError(name, values, "must be the lowest and the highest value")
    return low, high
