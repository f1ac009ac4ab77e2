"""One place where numbers from outside are checked and quantities with units are converted.

Plain numbers are taken to be in the unit documented for the parameter. A quantity with its own unit
is converted if it supports conversion (pint, astropy, quantities) and rejected by name otherwise
(Brian2), so that ``20 mV`` is never read as 0.02.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isfinite
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich.errors import ParameterError
from izhikevich.messages import Message, Number, marked, msg

#: Times from here on are written in s, ms.
LONG_TIME = 10_000.0
T = TypeVar("T")
_FINITE = marked("must be finite")
_WHOLE = marked("must be a whole number")
#: What was given instead of a number, by its type.
_KINDS = {"str": marked("text"), "bool": marked("true or false")}
#: What is said of an array with other than the allowed numbers of dimensions.
_DIMENSIONS = {
    (1,): marked("must be one-dimensional"),
    (2,): marked("must be two-dimensional"),
    (1, 2): marked("must be one-dimensional or two-dimensional"),
}
_UNIT_ATTRIBUTES = ("units", "unit", "dimensionality", "dimensions", "dim")


def number(
    value: object,
    name: str,
    unit: str,
    *,
    low: float = -inf,
    high: float = inf,
    low_open: bool = False,
    high_open: bool = False,
) -> float:
    """Return `value` as a float in `unit`, or raise an error that names it.

    Parameters
    ----------
    value : int, float, numpy scalar, 0-d array, or a convertible quantity
        Number to check. Quantities that offer ``.to(unit)`` (pint, astropy) or ``.rescale(unit)``
        (quantities) are converted.
    name : str
        Name of the parameter, for the error message.
    unit : str
        Unit of the result, such as ``"mV"``, ``"1/ms"``, ``"1/(mV ms)"``; ``""`` for none.
    low, high : float
        Bounds of the allowed range, in `unit`.
    low_open, high_open : bool
        Whether the bound itself is excluded.

    Returns
    -------
    float
        The finite number, in `unit`.

    Raises
    ------
    ParameterError
        If the value is not a real number, not finite, out of range, or carries a unit that
        cannot be converted.
    """
    result = _plain(value, name, unit)
    inside = (low < result if low_open else low <= result) and (
        result < high if high_open else result <= high
    )
    if not (isfinite(result) and inside):
        within = _range(low, high, low_open, high_open)
        raise ParameterError(name, value, _allowed(_FINITE, within, unit))
    return result


def numbers(
    values: ArrayLike, name: str, unit: str, *, dimensions: tuple[int, ...] | None = None
) -> NDArray[np.float64]:
    """Return finite numbers as an array.

    Parameters
    ----------
    values : array_like or quantity
        Numbers to check.
    name, unit : str
        As for `number`: a quantity that holds an array is converted.
    dimensions : tuple of int, optional
        Allowed numbers of dimensions: (1,), (2,) or (1, 2); any by default.

    Raises
    ------
    ParameterError
        If they are not finite numbers, or carry a unit that cannot be converted; the message names
        the parameter.
    """
    carried = _unit_carried(values)
    plain = values if carried is None else _converted(values, name, unit, carried, np.asarray)
    try:
        array = np.asarray(plain)
        if array.size and array.dtype.kind not in "fiu":
            raise TypeError
        array = array.astype(np.float64, copy=False)
    except (TypeError, ValueError):
        raise ParameterError(name, values, "must be an array of numbers") from None
    if dimensions is not None and array.ndim not in dimensions:
        raise ParameterError(name, values, msg(_DIMENSIONS[dimensions]))
    if not np.isfinite(array).all():
        bad = float(array[~np.isfinite(array)].flat[0])
        raise ParameterError(name, bad, _allowed(_FINITE, None, unit))
    return array


def integer(value: object, name: str, *, low: int | None = None, high: int | None = None) -> int:
    """Return `value` as an int, or raise an error that names it.

    Floats are accepted if they are whole numbers, as numbers from JSON may be.

    Parameters
    ----------
    value : int, float, numpy scalar or 0-d array
        The number to check.
    name : str
        Name of the parameter, for the error message.
    low, high : int, optional
        Bounds of the allowed range, both included.

    Returns
    -------
    int

    Raises
    ------
    ParameterError
        If the value is not a whole number, or out of range.
    """
    bounds = (-inf if low is None else low, inf if high is None else high)
    if type(value) is int and bounds[0] <= value <= bounds[1]:
        return value
    if isinstance(value, np.ndarray) and value.ndim == 0 and type(value) is np.ndarray:
        value = value[()]
    if type(value) is int:
        whole = value
    else:
        plain = _plain(value, name, "")
        if not plain.is_integer():
            raise ParameterError(name, value, _allowed(_WHOLE, _range(*bounds)))
        whole = int(value) if isinstance(value, np.integer) else int(plain)
    if not bounds[0] <= whole <= bounds[1]:
        raise ParameterError(name, value, _allowed(_WHOLE, _range(*bounds)))
    return whole


def _plain(value: object, name: str, unit: str) -> float:
    """Return the number in `value`, converted to `unit` if it is a quantity."""
    if type(value) is float:
        return value
    carried = _unit_carried(value)
    if carried is not None:
        return _converted(value, name, unit, carried, float)
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, (bool, np.bool_)) or not isinstance(
        value, (int, float, np.integer, np.floating)
    ):
        kind = _kind(value)
        if unit:
            raise ParameterError(
                name, value, msg("must be a number in {unit}, not {kind}", unit=unit, kind=kind)
            )
        raise ParameterError(name, value, msg("must be a number, not {kind}", kind=kind))
    try:
        return float(value)
    except OverflowError:
        raise ParameterError(name, value, "must be finite") from None


def _unit_carried(value: object) -> str | None:
    """Return the text of the unit that `value` carries, or None for a plain number."""
    if isinstance(value, (int, float, str, bytes, complex, np.generic)) and not hasattr(
        value, "dim"
    ):
        return None
    for attribute in _UNIT_ATTRIBUTES:
        found = getattr(value, attribute, None)
        if found is not None and not callable(found):
            return str(found)
    return None


def _converted(value: Any, name: str, unit: str, carried: str, plainly: Callable[[Any], T]) -> T:
    """Convert a quantity by its own means, and its number by `plainly`; or refuse it."""
    package = type(value).__module__.partition(".")[0]
    method = next((m for m in ("to", "rescale") if callable(getattr(value, m, None))), None)
    plain = msg("give a plain number in {unit}", unit=unit) if unit else msg("give a plain number")
    if method is None:
        allowed = msg(
            "it is a {package} quantity which cannot be converted here; {instead}",
            package=package,
            instead=plain,
        )
        raise ParameterError(name, value, allowed)
    target = unit.replace("mV ms", "mV*ms") if unit else "dimensionless"
    try:
        result = getattr(value, method)(target)
        bare = next(
            getattr(result, attribute)
            for attribute in ("magnitude", "value", "mantissa")
            if hasattr(result, attribute)
        )
        return plainly(bare)
    except Exception as reason:  # each library has its own kinds of error
        if unit:
            allowed = msg(
                "its unit ({carried}) cannot be converted to {unit}; {instead}",
                carried=carried,
                unit=unit,
                instead=plain,
            )
        else:
            allowed = msg(
                "it has a unit ({carried}) where none is expected; {instead}",
                carried=carried,
                instead=plain,
            )
        raise ParameterError(name, value, allowed) from reason


def _kind(value: object) -> str:
    """Describe what was given instead of a number."""
    if isinstance(value, np.ndarray):
        return msg("an array of shape {shape}", shape=value.shape)
    kind = "None" if value is None else type(value).__name__
    return msg(_KINDS[kind]) if kind in _KINDS else kind


def _allowed(what: str, within: Message | None = None, unit: str = "") -> Message:
    """Describe what is allowed: "must be finite, 0 < value <= 100 (mV)"."""
    allowed = msg(what)
    if within is not None:
        allowed = msg("{what}, {range}", what=allowed, range=within)
    return msg("{allowed} ({unit})", allowed=allowed, unit=unit) if unit else allowed


def _range(
    low: float, high: float, low_open: bool = False, high_open: bool = False
) -> Message | None:
    left, right = ("<" if low_open else "<="), ("<" if high_open else "<=")
    above, below = Number(low, form="g"), Number(high, form="g")
    if low == -inf and high == inf:
        return None
    if high == inf:
        return msg("{sign} {number}", sign=left.replace("<", ">"), number=above)
    if low == -inf:
        return msg("{sign} {number}", sign=right, number=below)
    return msg("{low} {left} value {right} {high}", low=above, left=left, right=right, high=below)


def time_of(time: float, *, like: float | None = None, named: bool = True) -> Number:
    """Return a time in a message: in ms, or from 10 s on in s.

    Parameters
    ----------
    time : float
        ms.
    like : float, optional
        Time (ms) next to it, whose unit it shares.
    named : bool
        Whether its unit follows.
    """
    long = (time if like is None else like) >= LONG_TIME
    value, unit, form = (0.001 * time, "s", ",.1f") if long else (time, "ms", ",.0f")
    return Number(value, unit if named else "", form)
