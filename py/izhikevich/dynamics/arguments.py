"""Checks of the numbers passed to these functions, in one place."""

from __future__ import annotations

from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.neuron.parameters import Parameters
from izhikevich.units import number


def current_of(parameters: Parameters, current: float) -> float:
    """Return a finite injected current, in the unit of the neuron."""
    return number(current, "current", parameters.units["I"])


def pair(values: Any, name: str, units: tuple[str, str]) -> tuple[float, float]:
    """Return two finite numbers.

    Raises
    ------
    ParameterError
        If they are not finite; the message names the parameter.
    """
    try:
        first, second = values
    except (TypeError, ValueError):
        raise ParameterError(name, values, "must be two numbers") from None
    return number(first, name, units[0]), number(second, name, units[1])


def interval(values: Any, name: str, unit: str) -> tuple[float, float]:
    """Return the finite ends of a range, the lower one first.

    Raises
    ------
    ParameterError
        If they are not finite; the message names the parameter.
    """
    low, high = pair(values, name, (unit, unit))
    if low > high:
        raise ParameterError(name, values, "must be the lowest and the highest value")
    return low, high
