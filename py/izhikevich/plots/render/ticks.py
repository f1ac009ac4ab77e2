"""Positions of ticks on axes, and their labels."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, log, log10

#: Positions and labels.
Ticks = list[tuple[float, str]]

#: Steps, in powers of ten: Plotly takes the next one above the desired length.
_STEPS = (2.0, 5.0, 10.0)
_PREFIXES = {-15: "f", -12: "p", -9: "n", -6: "μ", -3: "m", 0: "", 3: "k", 6: "M", 9: "B", 12: "T"}
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MINUS = "\N{MINUS SIGN}"
_EDGE = 1e-4  # a tick this close beyond an end, as a fraction of the range, still counts
_EXPONENT = 3  # Plotly writes out numbers up to 10**3 ...
_PRINTED = 5  # ... and figures those below 10**5
_SMALL = -4  # and from 10**-4 on
_MAX_TICKS = 1000


def tick_step(low: float, high: float, most: int) -> float:
    """Return the distance between ticks of which about `most` or fewer are wanted.

    Parameters
    ----------
    low, high : float
        Range of the axis, ascending.
    most : int
        Attribute ``nticks`` of the axis.
    """
    rough = (high - low) / most
    power = 10.0 ** floor(log(rough) / log(10.0))  # rounded as in Plotly
    return power * next(step for step in _STEPS if step > rough / power or step == _STEPS[-1])


def page_ticks(
    low: float, high: float, most: int, *, step: float | None = None, grouped: bool = False
) -> Ticks:
    """Return the ticks that Plotly chooses on a linear axis, with its labels.

    Parameters
    ----------
    low, high : float
        Range of the axis, ascending.
    most : int
        Attribute ``nticks`` of the axis.
    step : float
        Attribute ``dtick`` of the axis, if it has one.
    grouped : bool
        Whether it has no prefixes, but groups of three digits.
    """
    step = tick_step(low, high, most) if step is None else step
    largest = max(abs(low), abs(high))
    places = _places(low, high, step)
    if grouped:
        return [(at, _grouped(_label(at, step, 0, None))) for at in places]
    return [(at, _page_label(at, step, largest)) for at in places]


def linear_ticks(low: float, high: float, most: int, *, step: float | None = None) -> Ticks:
    """Return the same ticks with the labels of a printed figure: no prefixes, and powers of ten."""
    step = tick_step(low, high, most) if step is None else step
    largest = max(abs(low), abs(high))
    return [(at, _printed_label(at, step, largest)) for at in _places(low, high, step)]


def log_ticks(low: float, high: float) -> Iterator[Ticks]:
    """Yield ticks of a logarithmic axis, the best ones first: powers of ten, if there are any.

    Parameters
    ----------
    low, high : float
        Range of the axis, ascending, above 0.
    """
    first, last = floor(log10(low)), ceil(log10(high))
    for digits, least in (((1,), 3), ((1, 2, 5), 2), ((1, 3), 2), ((1,), 2)):
        places = [digit * 10.0**power for power in range(first, last + 1) for digit in digits]
        found = [at for at in places if _inside(at, low, high)]
        if len(found) >= least:
            yield _named(found)
    for every in (2, 3, 4, 6, 10):
        powers = range(ceil(first / every) * every, last + 1, every)
        yield _named([at for at in (10.0**power for power in powers) if _inside(at, low, high)])


def minor_log_ticks(low: float, high: float) -> list[float]:
    """Return the places of all whole multiples of powers of ten."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    places = [digit * 10.0**power for power in powers for digit in range(1, 10)]
    return [at for at in places if _inside(at, low, high)]


def _inside(at: float, low: float, high: float) -> bool:
    return low * (1.0 - 1e-9) <= at <= high * (1.0 + 1e-9)


def _named(places: list[float]) -> Ticks:
    short = all(10.0**_SMALL < at < 10.0**_PRINTED for at in places)
    return [(at, f"{at:.6g}" if short else _power(at)) for at in places]


def _power(value: float) -> str:
    exponent = floor(log10(value) + 1e-9)
    digit = round(value / 10.0**exponent)
    raised = "10" + str(exponent).translate(_RAISED)
    return raised if digit == 1 else f"{digit}×{raised}"


def _places(low: float, high: float, step: float) -> list[float]:
    margin = _EDGE * (high - low)
    begin, end = ceil((low - margin) / step), floor((high + margin) / step)
    return [i * step for i in range(begin, min(end, begin + _MAX_TICKS) + 1)]


def _page_label(value: float, step: float, largest: float) -> str:
    """Write a number with the digits that its axis needs, and with a prefix if it is far from 1."""
    magnitude = floor(log10(largest) + 0.01)
    exponent = magnitude if abs(magnitude) > _EXPONENT else 0
    named = 3 * floor((exponent - 1) / 3 + 0.5) if exponent else 0
    exponent = named if named in _PREFIXES else exponent
    return _label(value, step, exponent, _PREFIXES.get(exponent))


def _grouped(text: str) -> str:
    """Return a number with commas between thousands."""
    whole, point, part = text.partition(".")
    sign = whole[:1] if whole[:1] == _MINUS else ""
    return f"{sign}{int(whole[len(sign) :]):,}{point}{part}"


def _printed_label(value: float, step: float, largest: float) -> str:
    magnitude = floor(log10(largest) + 0.01)
    return _label(value, step, 0 if _SMALL < magnitude < _PRINTED else magnitude, None)


def _label(value: float, step: float, exponent: int, prefix: str | None) -> str:
    digits = 2 - floor(log10(step) + 0.01)
    if abs(value) < 0.5 * 10.0**-digits:
        return "0"
    text = f"{abs(value) / 10.0**exponent:.{max(digits + exponent, 0)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if prefix is None:
        prefix = "×10" + str(exponent).translate(_RAISED) if exponent else ""
    return (_MINUS if value < 0.0 else "") + text + prefix
