"""Equilibria of the neuron at a constant current, with their eigenvalues and type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import copysign, inf, sqrt

from izhikevich.dynamics.arguments import current_of
from izhikevich.dynamics.equilibria.current_pieces import (
    ROUNDING,
    TRACE_ROUNDING,
    Piece,
    pieces,
    steps,
)
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters


@dataclass(frozen=True)
class FixedPoint:
    """An equilibrium of the neuron between spikes.

    Parameters
    ----------
    v : float
        Voltage, mV.
    u : float
        Recovery variable, in its unit.
    trace : float
        Trace of the Jacobian, quadratic'(v)/C - a, 1/ms.
    determinant : float
        Its determinant, a (target'(v) - quadratic'(v))/C, 1/ms^2. Infinite on a step of the
        drive (see `fixed_points`).
    eigenvalues : (complex, complex)
        Eigenvalues, 1/ms, the one with the smaller real (or else imaginary) part first.
    kind : str
        "stable node", "stable focus", "unstable node", "unstable focus", "saddle", "degenerate
        (saddle-node)" where two equilibria meet, "degenerate (Hopf)" where a focus loses its
        stability, "degenerate (Bogdanov-Takens)" where both happen together, or "degenerate (u
        constant)" for a = 0.
    stable : bool
        Whether small perturbations decay. False for the degenerate kinds.
    """

    v: float
    u: float
    trace: float
    determinant: float
    eigenvalues: tuple[complex, complex]
    kind: str
    stable: bool


def fixed_points(cell: Cell, current: float) -> tuple[FixedPoint, ...]:
    """Return all equilibria at a constant current, by ascending voltage.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron, with any drive.
    current : float
        Injected current I, in the unit of u.

    Returns
    -------
    tuple of FixedPoint
        None, one or two for the linear drive; up to three for the others. A drive without leak
        (accommodation) has exactly one, at the origin of the drive, for every current, and none
        if b = 0, when u is constant.

    Raises
    ------
    ParameterError
        If the current is not finite.

    Notes
    -----
    Linear drive with origin 0: v* = (b - k1 -+ sqrt((k1 - b)^2 - 4 k2 (k0 + I))) / (2 k2).

    Two equilibria count as one, "degenerate (saddle-node)", when the discriminant is below 1e-12 of
    its terms. A focus is "degenerate (Hopf)" when the trace is below 1e-11 of its terms; then
    linearisation is inconclusive (`bifurcations.hopf` gives the criticality).

    With a = 0 every point of the v-nullcline is an equilibrium; those on the u-nullcline are
    returned.

    Where a piecewise drive has a step, the u-nullcline is vertical, and an equilibrium can lie
    on it. It is classified as the limit of a steep ramp: its determinant is infinite.
    """
    parameters = parameters_of(cell)
    current = current_of(parameters, current)
    found = tuple(_found(parameters, current))
    return tuple(_on_a_line(point) for point in found) if parameters.a == 0.0 else found


def _found(parameters: Parameters, current: float) -> Iterator[FixedPoint]:
    """Yield the equilibria, by ascending voltage."""
    if not parameters.drive.leak:
        yield from _without_leak(parameters, current)
        return
    segments = pieces(parameters)
    found = [
        _point(parameters, v, current, piece.slope(v), double)
        for piece in segments
        for v, double in piece.solve(current)
    ]
    found += _on_steps(parameters, segments, current)
    yield from sorted(found, key=lambda point: point.v)


def _on_a_line(point: FixedPoint) -> FixedPoint:
    """Return the point of a neuron whose u does not change by itself."""
    values = complex(min(point.trace, 0.0)), complex(max(point.trace, 0.0))
    return FixedPoint(point.v, point.u, point.trace, 0.0, values, "degenerate (u constant)", False)


def _on_steps(
    parameters: Parameters, segments: tuple[Piece, ...], current: float
) -> Iterator[FixedPoint]:
    """Yield the equilibria on steps of the drive.

    The end of a step on the side of lower voltages does not belong to it, but to the piece there.
    """
    for v, low, high in steps(segments):
        terms = parameters.k2 * v * v + abs(parameters.k1 * v) + abs(parameters.k0) + abs(low)
        at_end = abs(current - high) <= ROUNDING * terms
        if at_end or low < current < high or high < current < low:
            yield _point(parameters, v, current, copysign(inf, high - low), False)


def _without_leak(parameters: Parameters, current: float) -> Iterator[FixedPoint]:
    """Yield the equilibrium of u' = a target(v): at the one voltage without drive."""
    v, a = parameters.drive.origin, parameters.a
    slope = parameters.drive.slope(v, parameters.b)
    if slope:
        trace = _quadratic_slope(parameters, v) / parameters.C
        scale = (2.0 * parameters.k2 * abs(v) + abs(parameters.k1)) / parameters.C
        u = parameters.quadratic(v) + current
        yield _classified(v, u, trace, a * slope / parameters.C, scale, False)


def _point(
    parameters: Parameters, v: float, current: float, slope: float, double: bool
) -> FixedPoint:
    """Return the equilibrium at `v`, where I(v) has the slope `slope`."""
    a, capacitance = parameters.a, parameters.C
    trace = _quadratic_slope(parameters, v) / capacitance - a
    scale = (2.0 * parameters.k2 * abs(v) + abs(parameters.k1)) / capacitance + abs(a)
    u = parameters.quadratic(v) + current
    return _classified(v, u, trace, a * slope / capacitance, scale, double)


def _quadratic_slope(parameters: Parameters, v: float) -> float:
    return 2.0 * parameters.k2 * v + parameters.k1


def _classified(
    v: float, u: float, trace: float, determinant: float, scale: float, double: bool
) -> FixedPoint:
    """Return the fixed point with its type; `scale` is the size of the terms of the trace."""
    balanced = abs(trace) <= TRACE_ROUNDING * scale
    if double:
        kind = f"degenerate ({'Bogdanov-Takens' if balanced else 'saddle-node'})"
    elif determinant < 0.0:
        kind = "saddle"
    elif balanced:
        kind = "degenerate (Hopf)"
    else:
        shape = "focus" if trace * trace < 4.0 * determinant else "node"
        kind = f"{'stable' if trace < 0.0 else 'unstable'} {shape}"
    values = _eigenvalues(trace, determinant)
    return FixedPoint(v, u, trace, determinant, values, kind, kind.startswith("stable"))


def _eigenvalues(trace: float, determinant: float) -> tuple[complex, complex]:
    """Return the roots of x^2 - trace x + determinant."""
    discriminant = trace * trace - 4.0 * determinant
    if discriminant < 0.0:
        width = 0.5 * sqrt(-discriminant)
        return complex(0.5 * trace, -width), complex(0.5 * trace, width)
    larger = 0.5 * (trace + copysign(sqrt(discriminant), trace))
    # The product of both is the determinant, which gives the smaller one without cancellation.
    smaller = determinant / larger if 0.0 < abs(larger) < inf else -larger
    return complex(min(larger, smaller)), complex(max(larger, smaller))
