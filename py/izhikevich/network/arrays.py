"""Checks of arrays from outside."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import marked, msg

_NUMBERS = marked("must be an array of finite numbers with {dimensions} dimension(s)")
_GAPS = marked(
    "must be an array of finite numbers (nan or None where there is none) with {dimensions} "
    "dimension(s)"
)


def integers(value: object, name: str, low: int, high: int) -> IndexArray:
    """Return `value` as a new array of whole numbers, or raise an error that names it.

    Parameters
    ----------
    value : array-like, one dimension
        Whole numbers; floats are accepted if they are whole.
    name : str
        Name of the parameter, for the error message.
    low, high : int
        Bounds, both included.

    Raises
    ------
    ParameterError
        If a value is not a whole number or out of range.
    """
    array = _array(value, name)
    allowed = msg("must be one list of whole numbers from {low} to {high}", low=low, high=high)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iuf"):
        raise ParameterError(name, value, allowed)
    wrong = (array < low) | (array > high)
    if array.dtype.kind == "f":
        wrong |= ~(array == np.floor(array))
    if wrong.any():
        raise ParameterError(name, array[wrong][0], allowed)
    return array.astype(np.int64)


def reals(value: object, name: str, dimensions: int = 1, *, gaps: bool = False) -> FloatArray:
    """Return `value` as a new array of finite numbers, or raise an error that names it.

    Parameters
    ----------
    value : array-like
        Numbers.
    name : str
        Name of the parameter, for the error message.
    dimensions : int
        Required number of dimensions.
    gaps : bool
        Whether nan, or None, is allowed; the result then holds nan.

    Raises
    ------
    ParameterError
        If it is not such an array, or a value is not finite.
    """
    array = _array(value, name)
    allowed = msg(_GAPS if gaps else _NUMBERS, dimensions=dimensions)
    if array.dtype.kind == "O" and gaps:
        for item in array.reshape(-1):
            if not (item is None or isinstance(item, (bool, int, float, np.number, np.bool_))):
                raise ParameterError(name, item, allowed)
    elif array.size and array.dtype.kind not in "biuf":
        raise ParameterError(name, value, allowed)
    if array.ndim != dimensions:
        raise ParameterError(name, msg("an array of shape {shape}", shape=array.shape), allowed)
    result = array.astype(np.float64)
    wrong = np.isinf(result) if gaps else ~np.isfinite(result)
    if wrong.any():
        raise ParameterError(name, result[wrong][0], allowed)
    return result


def _array(value: object, name: str) -> NDArray[Any]:
    """Make an array; a quantity with a unit would silently lose it and is rejected."""
    if not isinstance(value, np.ndarray) or type(value) is not np.ndarray:
        if hasattr(value, "tocoo"):
            raise ParameterError(name, type(value), "is sparse: use FromTriples.from_sparse")
        if any(hasattr(value, word) for word in ("unit", "units", "dim", "dimensionality")):
            raise ParameterError(name, value, "carries a unit: give a plain array")
    try:
        return np.asarray(value)
    except ValueError:
        raise ParameterError(name, value, "must have rows of equal length") from None
