"""Where the equilibria change with the current: saddle-node and Andronov-Hopf points.

With I(v) = target(v) - quadratic(v), the current that holds the neuron at v (see `pieces`):

- saddle-node: I'(v) = 0. For a linear drive at v = (b - k1)/(2 k2), with
  ``I_SN = (k1 - b)^2/(4 k2) - k0 - b origin``.
- Andronov-Hopf: trace 0, that is, quadratic'(v) = a C, with a positive determinant. It is at v = (a
  C - k1)/(2 k2) for every drive; for a linear one ``I_H = I_SN - (b - a C)^2/(4 k2)``, and it
  exists if a (b - a C) > 0. The frequency there is ``omega = sqrt(a (target'(v) - a C)/C)``.

- Bogdanov-Takens: both together, with a linear drive at b = a C.

A linear drive without leak (accommodation) has neither: its equilibrium stays at one voltage. With
a = 0 there are no isolated equilibria, and thus none of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

from izhikevich.dynamics.equilibria.current_pieces import TRACE_ROUNDING, Fold, folds, pieces
from izhikevich.messages import joined, marked, msg
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters

#: What happens at a saddle-node: by whether it is at the highest current of its equilibria, and
#: whether these change smoothly there.
_MEETING = {
    (True, True): marked(
        "Two equilibria meet and disappear as the current rises through this value."
    ),
    (True, False): marked(
        "Two equilibria meet and disappear as the current rises through this value, where the "
        "drive of u switches."
    ),
    (False, True): marked("Two equilibria appear as the current rises through this value."),
    (False, False): marked(
        "Two equilibria appear as the current rises through this value, where the drive of u "
        "switches."
    ),
}


@dataclass(frozen=True)
class Bifurcation:
    """A bifurcation of an equilibrium.

    Parameters
    ----------
    kind : str
        "saddle-node" or "Andronov-Hopf".
    current : float
        Current I at which it occurs, in the unit of u.
    v : float
        Voltage of the equilibrium there, mV.
    u : float
        Recovery variable there.
    frequency_hz : float or None
        Frequency of the emerging oscillation (Andronov-Hopf), Hz.
    note : str
        Short description of the event, in one sentence.
    """

    kind: str
    current: float
    v: float
    u: float
    frequency_hz: float | None
    note: str


def saddle_nodes(cell: Cell) -> tuple[Bifurcation, ...]:
    """Return all saddle-nodes by ascending voltage; none for a drive without leak."""
    parameters = parameters_of(cell)
    if not parameters.drive.leak or parameters.a == 0.0:
        return ()
    return tuple(_saddle_node(parameters, fold) for fold in folds(pieces(parameters)))


def saddle_node(cell: Cell) -> Bifurcation | None:
    """Return the saddle-node at which equilibria disappear as the current grows.

    If there are several (cubic and piecewise drives only), the one with the highest current. None
    if there is none: a steep cubic drive can hold the neuron at any current, and without leak
    (accommodation) the equilibrium stays at the origin of the drive for every current.
    """
    parameters = parameters_of(cell)
    if not parameters.drive.leak or parameters.a == 0.0:
        return None
    ends = [fold for fold in folds(pieces(parameters)) if fold.maximum]
    if not ends:
        return None
    return _saddle_node(parameters, max(ends, key=lambda fold: fold.current))


def hopf(cell: Cell) -> Bifurcation | None:
    """Return the Andronov-Hopf bifurcation, or None if no equilibrium can have one.

    Also None where it meets the saddle-node (Bogdanov-Takens: b = a C with a linear drive), since
    its frequency is 0 there; the note of the saddle-node says so.

    Notes
    -----
    The trace does not depend on the drive, so there is at most one. Whether the emerging
    oscillation is unstable (subcritical) or stable (supercritical) is determined by the sign of the
    first Lyapunov coefficient, which here is that of ``a k2 (2 k2 - target''(v))``: with a linear
    drive always subcritical for a > 0 and supercritical for a < 0.
    """
    parameters = parameters_of(cell)
    if not parameters.drive.leak:
        return None
    a, capacitance, k2 = parameters.a, parameters.C, parameters.k2
    v = (a * capacitance - parameters.k1) / (2.0 * k2)
    piece = next(piece for piece in pieces(parameters) if piece.low < v <= piece.high)
    determinant = a * piece.slope(v) / capacitance
    if determinant <= 0.0 or abs(piece.slope(v)) <= _rounding(parameters, v):
        return None
    if a * piece.curvature(v) < 0.0:
        note = (
            "The resting state becomes unstable; the oscillation born here is unstable and "
            "surrounds the stable resting state (subcritical), so rest and firing can coexist "
            "nearby."
        )
    else:
        note = (
            "The resting state gives way to a small stable oscillation below the firing threshold "
            "(supercritical)."
        )
    frequency = 1000.0 * sqrt(determinant) / (2.0 * pi)
    current = piece.current(v)
    u = parameters.quadratic(v) + current
    return Bifurcation("Andronov-Hopf", current, v, u, frequency, note)


def _rounding(parameters: Parameters, v: float) -> float:
    """Return the size below which a trace or slope at `v`, times C, counts as 0."""
    terms = 2.0 * parameters.k2 * abs(v) + abs(parameters.k1)
    return TRACE_ROUNDING * (terms + abs(parameters.a) * parameters.C)


def _saddle_node(parameters: Parameters, fold: Fold) -> Bifurcation:
    """Return the saddle-node at an extremum of I(v)."""
    note = msg(_MEETING[fold.maximum, fold.smooth])
    trace = 2.0 * parameters.k2 * fold.v + parameters.k1 - parameters.a * parameters.C
    if fold.smooth and abs(trace) <= _rounding(parameters, fold.v):
        both = msg(
            "It is a Bogdanov-Takens point: the Andronov-Hopf bifurcation meets it here with "
            "frequency 0, and both eigenvalues are 0."
        )
        note = joined(" ", [note, both])
    u = parameters.quadratic(fold.v) + fold.current
    return Bifurcation("saddle-node", fold.current, fold.v, u, None, note)
