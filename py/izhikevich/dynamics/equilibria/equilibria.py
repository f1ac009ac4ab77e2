"""The equilibria as curves over the current, cut where their stability changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.arguments import interval
from izhikevich.dynamics.equilibria.current_pieces import Piece, pieces, steps
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.text import short_repr


@dataclass(frozen=True)
class EquilibriumBranch:
    """A stretch of equilibria of one type.

    Parameters
    ----------
    current : array of shape (n,)
        Current I, in the unit of u; monotone along the branch.
    v : array of shape (n,)
        Voltage, mV.
    u : array of shape (n,)
        Recovery variable.
    kind : str
        "stable" or "unstable" (nodes and foci), or "saddle".
    """

    current: FloatArray
    v: FloatArray
    u: FloatArray
    kind: str

    __repr__ = short_repr


@dataclass(frozen=True)
class Stretch:
    """A range of voltages low < v < high, within one piece, with equilibria of one type."""

    low: float
    high: float
    piece: Piece
    kind: str


def equilibrium_branches(
    cell: Cell, current_range: tuple[float, float], points: int = 101
) -> tuple[EquilibriumBranch, ...]:
    """Return the equilibria at all currents in a range.

    The curves are sampled in v, of which the current is a function, so that a fold is drawn
    smoothly and its two branches meet in it exactly.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron, with any drive.
    current_range : (float, float)
        Lowest and highest current, in the unit of u.
    points : int
        Number of samples per branch.

    Returns
    -------
    tuple of EquilibriumBranch
        Branches by ascending voltage. Neighbours share their end point, where the type changes.
        Empty if a = 0, where no equilibrium is isolated.
    """
    parameters = parameters_of(cell)
    current_range = interval(current_range, "current_range", parameters.units["I"])
    if parameters.a == 0.0:
        return ()
    if not parameters.drive.leak:
        return tuple(_constant_voltage(parameters, current_range))
    low, high = current_range
    found: list[EquilibriumBranch] = []
    for stretch in stretches(parameters):
        ends = _within(stretch, low, high)
        if ends is not None:
            x = np.linspace(*ends, points)
            found.append(_branch(parameters, stretch.piece, x, stretch.kind))
    found += _vertical(parameters, low, high)
    return tuple(sorted(found, key=lambda branch: float(branch.v.min() + branch.v.max())))


def stretches(parameters: Parameters) -> tuple[Stretch, ...]:
    """Return all voltages, cut at piece ends, saddle-nodes and the voltage of trace 0."""
    a, capacitance = parameters.a, parameters.C
    trace_zero = (a * capacitance - parameters.k1) / (2.0 * parameters.k2)
    found: list[Stretch] = []
    for piece in pieces(parameters):
        inner = {*piece.extrema(), trace_zero}
        cuts = [piece.low, *sorted(v for v in inner if piece.low < v < piece.high), piece.high]
        for low, high in pairwise(cuts):
            inside = _between(low, high)
            if a * piece.slope(inside) < 0.0:
                kind = "saddle"
            else:
                kind = "stable" if inside < trace_zero else "unstable"
            if found and found[-1].kind == kind and found[-1].piece is piece:
                found[-1] = Stretch(found[-1].low, high, piece, kind)
            else:
                found.append(Stretch(low, high, piece, kind))
    return tuple(found)


def _between(low: float, high: float) -> float:
    """Return a voltage between the two, one or both of which may be infinite."""
    if low == -inf:
        return high - 1.0 if high < inf else 0.0
    return 0.5 * (low + high) if high < inf else low + 1.0


def _within(stretch: Stretch, low: float, high: float) -> tuple[float, float] | None:
    """Return the part of the stretch whose current is within the range; I is monotone on it."""
    ends = [v for v in (stretch.low, stretch.high) if abs(v) < inf]
    ends = [v for v in ends if low <= stretch.piece.current(v) <= high]
    for current in (low, high):
        ends += [v for v, _ in stretch.piece.solve(current) if stretch.low <= v <= stretch.high]
    return (min(ends), max(ends)) if ends and min(ends) < max(ends) else None


def _branch(parameters: Parameters, piece: Piece, v: FloatArray, kind: str) -> EquilibriumBranch:
    c0, c1, c2, c3 = piece.coefficients
    x = v - piece.origin
    current = c0 + x * (c1 + x * (c2 + x * c3))
    return EquilibriumBranch(current, v, parameters.quadratic(v) + current, kind)


def _vertical(parameters: Parameters, low: float, high: float) -> Iterator[EquilibriumBranch]:
    """Yield the equilibria on steps of the drive (see `fixed_points`), at one voltage each."""
    for v, below, above in steps(pieces(parameters)):
        ends = np.clip([below, above], low, high)
        if ends[0] != ends[1]:
            trace = (2.0 * parameters.k2 * v + parameters.k1) / parameters.C - parameters.a
            rest = "stable" if trace < 0.0 else "unstable"
            kind = rest if parameters.a * (above - below) > 0.0 else "saddle"
            u = parameters.quadratic(v) + ends
            yield EquilibriumBranch(ends, np.full(2, v), u, kind)


def _constant_voltage(
    parameters: Parameters, current_range: tuple[float, float]
) -> Iterator[EquilibriumBranch]:
    """Yield the single equilibrium of a drive without leak, which only u follows."""
    v, a = parameters.drive.origin, parameters.a
    slope = a * parameters.drive.slope(v, parameters.b)
    if slope:
        stable = 2.0 * parameters.k2 * v + parameters.k1 < 0.0
        kind = "saddle" if slope < 0.0 else "stable" if stable else "unstable"
        current = np.array(current_range, dtype=float)
        yield EquilibriumBranch(current, np.full(2, v), parameters.quadratic(v) + current, kind)
