"""The ticks that Plotly chooses on a linear axis, and what it writes beside them."""

from __future__ import annotations

from math import ceil, floor, log, log10

#: Steps, in powers of ten: Plotly takes the next one above the length that is wanted.
_STEPS = (2.0, 5.0, 10.0)
_PREFIXES = {-15: "f", -12: "p", -9: "n", -6: "μ", -3: "m", 0: "", 3: "k", 6: "M", 9: "B", 12: "T"}
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MINUS = "\N{MINUS SIGN}"
_EDGE = 1e-4  # a tick this near beyond an end, in parts of the range, still counts
_EXPONENT = 3  # numbers up to 10**3 are written out


def tick_step(low: float, high: float, most: int) -> float:
    """Return the distance of ticks of which about `most` or fewer are wanted.

    Parameters
    ----------
    low, high : float
        Range of the axis, ascending.
    most : int
        Attribute ``nticks`` of the axis.
    """
    rough = (high - low) / most
    power = 10.0 ** floor(log(rough) / log(10.0))  # rounded as Plotly does
    return power * next(step for step in _STEPS if step > rough / power or step == _STEPS[-1])


def ticks(
    low: float, high: float, most: int, *, first: float = 0.0, step: float | None = None
) -> list[tuple[float, str]]:
    """Return the places and labels of the ticks of an axis.

    Parameters
    ----------
    low, high : float
        Range of the axis, ascending.
    most : int
        Attribute ``nticks`` of the axis.
    first, step : float
        Attributes ``tick0`` and ``dtick`` of the axis, where it has them.

    Returns
    -------
    list of (value, label)
    """
    step = tick_step(low, high, most) if step is None else step
    margin = _EDGE * (high - low)
    begin, end = ceil((low - margin - first) / step), floor((high + margin - first) / step)
    places = [first + i * step for i in range(begin, end + 1)]
    return [(place, _label(place, step, max(abs(low), abs(high)))) for place in places]


def _label(value: float, step: float, largest: float) -> str:
    """Write a number with the digits that its axis needs, and with a prefix if it is far from 1."""
    digits = 2 - floor(log10(step) + 0.01)
    magnitude = floor(log10(largest) + 0.01)
    exponent = magnitude if abs(magnitude) > _EXPONENT else 0
    named = 3 * floor((exponent - 1) / 3 + 0.5) if exponent else 0
    exponent = named if named in _PREFIXES else exponent
    if abs(value) < 0.5 * 10.0**-digits:
        return "0"
    text = f"{abs(value) / 10.0**exponent:.{max(digits + exponent, 0)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    unit = _PREFIXES.get(exponent, "×10" + str(exponent).translate(_RAISED))
    return (_MINUS if value < 0.0 else "") + text + unit
