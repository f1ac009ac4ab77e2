"""The equations of a neuron, with letters and with its numbers, and where rest is lost."""

from __future__ import annotations

from math import sqrt

from izhikevich.messages import Number, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.schemes.table import SCHEMES
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
    """Return how v compares with the peak when a neuron fires, in one of `simulate`'s schemes."""
    return "≥" if SCHEMES[scheme].fires_at_peak else ">"


def general(parameters: Parameters, beyond: str) -> tuple[Node, ...]:
    """Return the equations with letters, in the form of this neuron.

    Parameters
    ----------
    parameters : Parameters
    beyond : str
        Comparison of v with the peak at a spike: ">" or "≥".
    """
    drive = parameters.drive
    target = row(symbol("U"), bracketed(_V))
    if isinstance(drive, LinearDrive):
        away = bracketed(_V, sign(MINUS), symbol("v_r")) if drive.origin else _V
        target = row(symbol("b"), away)
    inner = bracketed(target, sign(MINUS), _U)
    peak, reset = symbol("v_peak"), symbol("c")
    if parameters.peak_slope:
        peak = row(peak, sign("+"), symbol("s"), _U)
    if parameters.c_slope:
        reset = row(reset, sign("+"), symbol("r"), _U)
    after: Node = row(_U, sign("+"), symbol("d"))
    if parameters.u_max < float("inf"):
        after = row(words("min"), bracketed(after, sign(","), symbol("u_max")))
    then = (sign(","), words(" "), _U, _BECOMES, after)
    return (
        row(
            *((symbol("C"),) if parameters.dimensional else ()),
            derivative("v"),
            sign("="),
            *(symbol("k_2"), _SQUARE, sign("+"), symbol("k_1"), _V, sign("+"), symbol("k_0")),
            *(sign(MINUS), _U, sign("+"), _I),
        ),
        row(
            derivative("u"),
            sign("="),
            symbol("a"),
            inner if drive.leak else row(symbol("b"), bracketed(_V, sign(MINUS), symbol("v_r"))),
        ),
        row(words("at "), _V, sign(beyond), peak, words(": "), _V, _BECOMES, reset, *then),
    )


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
    p = parameters

    def own(name: str) -> str | None:
        return name if named else None

    injected = row(sign("+"), _I) if current is None else plus(current, "I")
    peak: Node = number(p.v_peak, own("v_peak"))
    if p.peak_slope:
        peak = row(peak, plus(p.peak_slope, None, _U))
    reset: Node = number(p.c, own("c"))
    if p.c_slope:
        reset = row(reset, plus(p.c_slope, None, _U))
    after: Node = row(_U, plus(p.d, own("d")))
    if p.u_max < float("inf"):
        after = row(words("min"), bracketed(after, sign(","), number(p.u_max)))
    then = (sign(","), words(" "), _U, _BECOMES, after)
    return (
        row(
            *((number(p.C, own("C")),) if p.dimensional else ()),
            derivative("v"),
            sign("="),
            *(number(p.k2, own("k2")), _SQUARE, plus(p.k1, own("k1"), _V), plus(p.k0, own("k0"))),
            *(sign(MINUS), _U, injected),
        ),
        row(derivative("u"), sign("="), number(p.a, own("a")), _recovery(p, named)),
        row(words("at "), _V, sign(beyond), peak, words(": "), _V, _BECOMES, reset, *then),
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


def factored(parameters: Parameters) -> Node | None:
    """Return the quadratic as k (v - vr)(v - vt), if the neuron is in the 2007 form."""
    p = parameters
    square = p.k1 * p.k1 - 4.0 * p.k2 * p.k0
    if not p.dimensional or square <= 0.0:
        return None
    ends = [(-p.k1 + side * sqrt(square)) / (2.0 * p.k2) for side in (-1.0, 1.0)]
    return row(
        *(number(p.C, "C"), derivative("v"), sign("=")),
        number(p.k2, "k2"),
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
