"""The equations of a neuron, with letters and with its numbers, and where rest is lost."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

from izhikevich.messages import Number, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.schemes.table import scheme_of
from izhikevich.views.mathml import (
    MINUS,
    Node,
    below,
    bracketed,
    condition,
    derivative,
    element,
    fraction,
    number,
    plus,
    power,
    row,
    sign,
    symbol,
    words,
)

_V, _U, _I = symbol("v"), symbol("u"), symbol("I")
_SQUARE = power(_V, element("mn", "2"))
_BECOMES = sign("←")


def fires(scheme: str) -> str:
    """Return how v compares with the peak when a neuron fires, in a scheme."""
    return "≥" if scheme_of(scheme).fires_at_peak else ">"


#: Letters of parameters other than their names.
_LETTERS = {"k0": "k_0", "k1": "k_1", "k2": "k_2", "peak_slope": "s", "c_slope": "r"}
#: Parameters that are not in the page's controls.
_NOT_DECLARED = ("peak_slope", "c_slope", "u_max")


def general(parameters: Parameters, beyond: str) -> tuple[Node, ...]:
    """Return the equations with letters, in the form of this neuron.

    Parameters
    ----------
    parameters : Parameters
    beyond : str
        Comparison of v with the peak at a spike: ">" or "≥".
    """

    def letter(name: str) -> Node:
        return symbol(_LETTERS.get(name, name))

    def added(name: str, *factors: Node) -> tuple[Node, ...]:
        return (sign("+"), letter(name), *factors)

    drive = parameters.drive
    away = row(symbol("b"), bracketed(_V, sign(MINUS), symbol("v_r")))
    target = row(symbol("U"), bracketed(_V))
    if isinstance(drive, LinearDrive):
        target = away if drive.origin else row(symbol("b"), _V)
    recovery = bracketed(target, sign(MINUS), _U) if drive.leak else away
    return _system(parameters, beyond, letter, added, recovery, (sign("+"), _I))


def live(
    parameters: Parameters, beyond: str, current: float | None, *, named: bool = True
) -> tuple[Node, ...]:
    """Return the equations with the numbers of this neuron.

    Parameters
    ----------
    parameters : Parameters
    beyond : str
        As for `general`.
    current : float or None
        Injected current; None leaves its letter.
    named : bool
        Whether the view has parameters for the numbers of the model.
    """

    def own(name: str) -> str | None:
        return name if named and name not in _NOT_DECLARED else None

    def value(name: str) -> Node:
        return number(getattr(parameters, name), own(name))

    def added(name: str, *factors: Node) -> tuple[Node, ...]:
        return (plus(getattr(parameters, name), own(name), *factors),)

    injected = (sign("+"), _I) if current is None else (plus(current, "I"),)
    return _system(parameters, beyond, value, added, _recovery(parameters, named), injected)


def _system(
    p: Parameters,
    beyond: str,
    written: Callable[[str], Node],
    added: Callable[..., tuple[Node, ...]],
    recovery: Node,
    injected: tuple[Node, ...],
) -> tuple[Node, ...]:
    """Return the equations of v, of u, and of the reset.

    `written` returns a parameter as its letter or its value; `added` the same, and what it is
    multiplied by, as a term to be added. The factor `recovery` multiplies a.
    """
    peak, reset = written("v_peak"), written("c")
    if p.peak_slope:
        peak = row(peak, *added("peak_slope", _U))
    if p.c_slope:
        reset = row(reset, *added("c_slope", _U))
    after: Node = row(_U, *added("d"))
    if p.u_max < float("inf"):
        after = row(words("min"), bracketed(after, sign(","), written("u_max")))
    return (
        row(
            *((written("C"),) if p.dimensional else ()),
            *(derivative("v"), sign("="), written("k2"), _SQUARE),
            *(*added("k1", _V), *added("k0"), sign(MINUS), _U, *injected),
        ),
        row(derivative("u"), sign("="), written("a"), recovery),
        row(
            *(words("at "), _V, sign(beyond), peak, words(": ")),
            *(_V, _BECOMES, reset, sign(","), words(" "), _U, _BECOMES, after),
        ),
    )


def _recovery(parameters: Parameters, named: bool) -> Node:
    """Return the factor that multiplies a."""
    drive, b = parameters.drive, number(parameters.b, "b" if named else None)
    minus_u = row(sign(MINUS), _U)
    if isinstance(drive, CubicDrive):
        above = row(bracketed(_V, plus(-drive.origin)))
        cubed = power(above, element("mn", "3"))
        return row(
            bracketed(number(drive.scale), cubed, minus_u),
            condition(msg("above {v}, else", v=Number(drive.origin, "mV", "g", typeset=True))),
            row(sign(MINUS), number(parameters.a, "a" if named else None), _U),
        )
    if isinstance(drive, PiecewiseDrive):
        slope = below(symbol("b"), _V)
        return bracketed(slope, bracketed(_V, plus(-drive.origin)), minus_u)
    from_origin = bracketed(_V, plus(-drive.origin)) if drive.origin else _V
    if not drive.leak:
        return row(sign("·"), b, from_origin)
    return bracketed(b, from_origin, minus_u)


def factored(parameters: Parameters, *, named: bool = True) -> Node | None:
    """Return the quadratic as k (v - vr)(v - vt), if the neuron is in the 2007 form.

    `named` is as for `live`.
    """
    p = parameters
    square = p.k1 * p.k1 - 4.0 * p.k2 * p.k0
    away = isinstance(p.drive, LinearDrive) and p.drive.leak and p.drive.origin != 0.0
    if not (p.dimensional or away) or square <= 0.0:
        return None
    slope = "k2" if p.factors is None else "k"
    ends = [(-p.k1 + side * sqrt(square)) / (2.0 * p.k2) for side in (-1.0, 1.0)]
    return row(
        *((number(p.C, "C" if named else None),) if p.dimensional else ()),
        *(derivative("v"), sign("=")),
        number(p.k2, slope if named else None),
        *(bracketed(_V, plus(-round(end, 6))) for end in ends),
        *(sign(MINUS), _U, sign("+"), _I),
    )


def rest_ends(parameters: Parameters) -> Node | None:
    """Return the current at which the nullclines just touch, with letters and in numbers.

    Only for a neuron whose u-nullcline is the straight line b v.
    """
    p = parameters
    drive = p.drive
    if not (isinstance(drive, LinearDrive) and drive.leak and drive.origin == 0.0):
        return None
    letters = fraction(
        power(
            bracketed(symbol("k_1"), sign(MINUS), symbol("b")),
            element("mn", "2"),
        ),
        row(element("mn", "4"), symbol("k_2")),
    )
    return row(
        symbol("I"),
        *(sign("="), letters, sign(MINUS), symbol("k_0"), sign("=")),
        number((p.k1 - p.b) ** 2 / (4.0 * p.k2) - p.k0),
    )
