"""What values of neurons or synapses were made from, as a file has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.errors import ParameterError
from izhikevich.network.distributions import Distribution, parse_distribution


def written_given(value: Any, values: NDArray[Any]) -> float | str | None:
    """Return the number that all values are, or the text of their distribution, or None."""
    if isinstance(value, Distribution):
        return value.text
    one = np.ndim(value) == 0 and (value is not None or (values == values[:1]).all())
    return float(values[0]) if one and values.size else None


def read_given(found: Any, array: Any) -> Any:
    """Return what values were made from: a number, a distribution, or these themselves."""
    if found is None:
        return array
    return parse_distribution(found) if isinstance(found, str) else float(found)


def flag(found: Mapping[str, Any], name: str) -> bool:
    """Return what must be true or false.

    Raises
    ------
    ParameterError
        If it is not.
    """
    value = found[name]
    if not isinstance(value, bool):
        raise ParameterError(name, value, "must be true or false")
    return value
