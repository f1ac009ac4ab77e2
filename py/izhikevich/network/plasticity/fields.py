"""Checks of the fields that rules have in common."""

from __future__ import annotations

from typing import Any

from izhikevich.errors import ParameterError, choices
from izhikevich.messages import Number, msg
from izhikevich.units import number

#: Which pairs of spikes count.
PAIRS = ("all", "nearest")


def check_numbers(rule: Any, *names: str) -> None:
    """Check fields that may be any number."""
    for name in names:
        object.__setattr__(rule, name, number(getattr(rule, name), name, ""))


def check_times(rule: Any, *names: str) -> None:
    """Check fields that are times above 0, ms."""
    for name in names:
        value = number(getattr(rule, name), name, "ms", low=0.0, low_open=True)
        object.__setattr__(rule, name, value)


def check_bounds(rule: Any) -> None:
    """Check `w_min` and `w_max`."""
    low, high = number(rule.w_min, "w_min", ""), number(rule.w_max, "w_max", "")
    if not low < high:
        raise ParameterError(
            "w_min", low, msg("must be below w_max = {high}", high=Number(high, form="g"))
        )
    object.__setattr__(rule, "w_min", low)
    object.__setattr__(rule, "w_max", high)


def check_pairs(rule: Any) -> None:
    """Check `pairs`."""
    if not isinstance(rule.pairs, str) or rule.pairs not in PAIRS:
        raise ParameterError("pairs", rule.pairs, choices(PAIRS))
