"""The two forms of the quadratic, and how values change from one to the other.

2003: C v' = k2 v² + k1 v + k0 - u + I, where u is measured as the preset does. 2007:
C v' = k (v - v_r)(v - v_t) - u + I, where u is 0 at v_r: u' = a (b (v - v_r) - u).

Numbers are converted as the decimals that a reader sees, so 2007 and back gives the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Literal, TypeAlias

from izhikevich.errors import ParameterError
from izhikevich.messages import Message, Number, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.views.schema import Values

if TYPE_CHECKING:  # imported when first needed, to keep the start quick in the browser
    from fractions import Fraction

Form: TypeAlias = Literal["2003", "2007"]
#: Coefficients of each form.
COEFFICIENTS: Mapping[Form, tuple[str, str, str]] = {
    "2003": ("k2", "k1", "k0"),
    "2007": ("k", "v_r", "v_t"),
}
#: Digits of potentials that are not exact.
_DIGITS = 9


@dataclass(frozen=True)
class Converted:
    """Values in the other form, and what is not exact about them."""

    values: Values
    note: Message | None = None


def form_of(values: Values) -> Form:
    """Return the form in which values are."""
    return "2007" if "k" in values else "2003"


def own_form(neuron: Parameters) -> Form:
    """Return the form in which a preset's values are."""
    return "2007" if neuron.dimensional else "2003"


def form_named(name: str) -> Form | None:
    """Return the form to which a coefficient belongs, or None if it is not one."""
    return next((form for form, names in COEFFICIENTS.items() if name in names), None)


def converted(values: Values, form: Form, preset: Parameters) -> Converted:
    """Return values in a form.

    Parameters
    ----------
    values : dict
        All values of the view.
    form : {"2003", "2007"}
    preset : Parameters
        Neuron of the preset, which has the rules of u.

    Raises
    ------
    ParameterError
        If the neuron has no such form: its parabola and the u-nullcline do not meet.
    """
    if form_of(values) == form:
        return Converted(values)
    return _factored(values, preset) if form == "2007" else _expanded(values, preset)


def neuron(values: Values, preset: Parameters) -> Parameters:
    """Return the neuron that values describe; its rules come from the preset."""
    changes = {name: values[name] for name in ("a", "b", "c", "d", "v_peak", "C")}
    if form_of(values) == "2003":
        changes |= {name: values[name] for name in COEFFICIENTS["2003"]}
        return preset.replace(**changes)
    k, vr, vt = (float(values[name]) for name in COEFFICIENTS["2007"])
    # As in `Parameters.dimensional_2007`, to the last bit.
    changes |= {"k2": k, "k1": -k * (vr + vt), "k0": k * vr * vt}
    if _moves(preset):
        return preset.replace(drive=LinearDrive(vr), **changes)
    return preset.replace(**changes)


def _moves(preset: Parameters) -> bool:
    """Whether u can be measured from another voltage: its target is a straight line."""
    return isinstance(preset.drive, LinearDrive) and preset.drive.leak


def _factored(values: Values, preset: Parameters) -> Converted:
    numbers = {name: _exact(values[name]) for name in ("b", "u0", *COEFFICIENTS["2003"])}
    k2, k1, k0 = (numbers[name] for name in COEFFICIENTS["2003"])
    slope = numbers["b"] if _moves(preset) else _exact(0.0)
    origin = _exact(preset.drive.origin)
    linear, constant = k1 - slope, k0 + slope * origin
    square = linear * linear - 4 * k2 * constant
    if square < 0:
        raise ParameterError(
            "form",
            "2007",
            "v_r is the resting potential, and this neuron has none at I = 0",
        )
    low = (-float(linear) - sqrt(float(square))) / (2.0 * float(k2))
    vr = _rounded(low, 12)
    vt = _rounded(float(-k1 / k2) - vr, 12)
    off = _off(k2, k1, constant, slope, vr, vt)
    if any(off):
        vr = _rounded(low, _DIGITS)
        vt = _rounded(float(-k1 / k2) - vr, _DIGITS)
        off = _off(k2, k1, constant, slope, vr, vt)
    note = None
    if any(off):
        note = msg(
            "The conversion is not exact: v_r and v_t are rounded, which changes k0 by {change}.",
            change=Number(float(off[1]), form=".1g"),
        )
    u0 = _number(numbers["u0"] - slope * (_exact(vr) - origin))
    return Converted(_replaced(values, "2007", (_number(k2), vr, vt), u0), note)


def _off(
    k2: Fraction, k1: Fraction, constant: Fraction, slope: Fraction, vr: float, vt: float
) -> tuple[Fraction, Fraction]:
    """Return by how much the factors miss the coefficients."""
    low, high = _exact(vr), _exact(vt)
    return -k2 * (low + high) - k1, k2 * low * high + slope * low - constant


def _expanded(values: Values, preset: Parameters) -> Converted:
    names = ("b", "u0", *COEFFICIENTS["2007"])
    b, u0, k, vr, vt = (_exact(values[name]) for name in names)
    shift = b * (vr - _exact(preset.drive.origin)) if _moves(preset) else _exact(0.0)
    found = (_number(k), _number(-k * (vr + vt)), _number(k * vr * vt + shift))
    return Converted(_replaced(values, "2003", found, _number(u0 + shift)))


def _replaced(values: Values, form: Form, numbers: tuple[float, ...], u0: float) -> Values:
    """Return values with the coefficients of a form where those of the other one were."""
    own = dict(zip(COEFFICIENTS[form], numbers, strict=True))
    others = COEFFICIENTS["2003" if form == "2007" else "2007"]
    found: Values = {}
    for name, value in values.items():
        if name == others[0]:
            found |= own
        elif name not in others:
            found[name] = value
    return {**found, "u0": u0}


def _exact(value: object) -> Fraction:
    """Return a number as the decimal that is shown."""
    from fractions import Fraction

    return Fraction(repr(float(value)))  # type: ignore[arg-type]


def _number(value: Fraction) -> float:
    return float(value) + 0.0  # no negative zero


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}") + 0.0
