"""The current that holds a neuron at a voltage, piece by piece: the basis of the analysis.

At an equilibrium u = target(v) and u = quadratic(v) + I. So the current that holds the neuron at v
is ``I(v) = target(v) - quadratic(v)``: a polynomial of degree 2 or 3, or two of them joined where
the drive changes its rule. Equilibria are its roots ``I(v) = I``, saddle-nodes its extrema, and the
determinant of the Jacobian is ``a I'(v) / C``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import copysign, inf, isinf, sqrt

from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, PiecewiseDrive

#: Relative magnitude below which a difference of terms counts as rounding.
ROUNDING = 1e-12
#: The same for a trace, which is 0 at a Hopf bifurcation. Wider, because near a saddle-node v
#: itself is known less accurately.
TRACE_ROUNDING = 1e-11


@dataclass(frozen=True)
class Fold:
    """An extremum of I(v), where two equilibria meet.

    Parameters
    ----------
    v : float
        Voltage, mV.
    current : float
        I(v), in the unit of the current.
    maximum : bool
        Whether the equilibria disappear (rather than appear) as the current grows through it.
    smooth : bool
        False if it is a corner or a step of a piecewise drive.
    """

    v: float
    current: float
    maximum: bool
    smooth: bool


@dataclass(frozen=True)
class Piece:
    """One polynomial piece of I(v), valid for low < v <= high.

    Parameters
    ----------
    low, high : float
        Ends of the piece, mV; infinite where it is unbounded.
    origin : float
        Voltage about which the polynomial is expanded, mV.
    coefficients : tuple of 4 floats
        c0, c1, c2, c3 of ``I = c0 + c1 x + c2 x^2 + c3 x^3``, x = v - origin.
    """

    low: float
    high: float
    origin: float
    coefficients: tuple[float, float, float, float]

    def current(self, v: float) -> float:
        """Return I(v), in the unit of the current."""
        c0, c1, c2, c3 = self.coefficients
        x = v - self.origin
        return c0 + x * (c1 + x * (c2 + x * c3))

    def slope(self, v: float) -> float:
        """Return dI/dv = target'(v) - quadratic'(v), in the unit of b."""
        _, c1, c2, c3 = self.coefficients
        x = v - self.origin
        return c1 + x * (2.0 * c2 + x * 3.0 * c3)

    def curvature(self, v: float) -> float:
        """Return the second derivative of I(v) = target''(v) - 2 k2."""
        _, _, c2, c3 = self.coefficients
        return 2.0 * c2 + 6.0 * c3 * (v - self.origin)

    def extrema(self) -> tuple[float, ...]:
        """Return the voltages (mV, ascending) inside the piece at which I(v) has an extremum."""
        _, c1, c2, c3 = self.coefficients
        roots = quadratic_roots(3.0 * c3, 2.0 * c2, c1)
        simple = [x for x, double in roots if not double]
        return tuple(sorted(v for x in simple if self._holds(v := self.origin + x)))

    def solve(self, current: float) -> tuple[tuple[float, bool], ...]:
        """Return the voltages (mV, ascending) with I(v) = `current`.

        Returns
        -------
        tuple of (float, bool)
            The voltage, and whether it is a double root, that is, a saddle-node.
        """
        c0, c1, c2, c3 = self.coefficients
        if c3 == 0.0:
            roots = quadratic_roots(c2, c1, c0 - current, abs(c0) + abs(current))
            found = [(self._snapped(self.origin + x), double) for x, double in roots]
        else:
            found = self._solve_cubic(current)
        return tuple(sorted(root for root in found if self._holds(root[0])))

    def _holds(self, v: float) -> bool:
        return self.low < v <= self.high

    def _snapped(self, v: float) -> float:
        """Move a root that rounding pushed off an end of the piece back onto it."""
        for end in (self.low, self.high):
            if abs(v - end) <= ROUNDING * (abs(end) + abs(v)) and not isinf(end):
                return end
        return v

    def _solve_cubic(self, current: float) -> list[tuple[float, bool]]:
        """Bisect every monotone stretch between two extrema."""
        c0, c1, c2, c3 = self.coefficients
        # Cauchy: no root of the polynomial lies outside this distance from the origin.
        reach = 1.0 + max(abs(c0 - current), abs(c1), abs(c2)) / abs(c3)
        low, high = max(self.low, self.origin - reach), min(self.high, self.origin + reach)
        cuts = [low, *(v for v in self.extrema() if low < v < high), high]
        found: list[tuple[float, bool]] = []
        flat = set()
        for v in cuts[1:-1]:
            x = abs(v - self.origin)
            size = abs(c0) + abs(current) + x * (abs(c1) + x * (abs(c2) + x * abs(c3)))
            if abs(self.current(v) - current) <= ROUNDING * size:
                flat.add(v)
                found.append((v, True))
        for left, right in pairwise(cuts):
            if left not in flat and right not in flat and left < right:
                root = self._bisect(left, right, current)
                if root is not None:
                    found.append((root, False))
        return found

    def _bisect(self, left: float, right: float, current: float) -> float | None:
        """Return the root in (left, right], or None if the values there have the same sign."""
        at_left, at_right = self.current(left) - current, self.current(right) - current
        if at_right == 0.0:
            return right
        if at_left == 0.0 or (at_left < 0.0) == (at_right < 0.0):
            return None
        while left < (middle := 0.5 * (left + right)) < right:
            if (self.current(middle) - current < 0.0) == (at_left < 0.0):
                left = middle
            else:
                right = middle
        return right


def pieces(parameters: Parameters) -> tuple[Piece, ...]:
    """Return the pieces of I(v) of a neuron whose u has a leak, from low to high voltage."""
    drive, k2 = parameters.drive, parameters.k2
    origin = drive.origin
    # The quadratic about the origin of the drive: q0 + q1 x + k2 x^2.
    q0, q1 = parameters.quadratic(origin), 2.0 * k2 * origin + parameters.k1
    if isinstance(drive, CubicDrive):
        return (
            Piece(-inf, origin, origin, (-q0, -q1, -k2, 0.0)),
            Piece(origin, inf, origin, (-q0, -q1, -k2, drive.scale)),
        )
    above = (-q0, parameters.b - q1, -k2, 0.0)
    if isinstance(drive, PiecewiseDrive):
        below = (-q0, drive.b_below - q1, -k2, 0.0)
        return Piece(-inf, drive.switch, origin, below), Piece(drive.switch, inf, origin, above)
    return (Piece(-inf, inf, origin, above),)


def steps(segments: tuple[Piece, ...]) -> Iterator[tuple[float, float, float]]:
    """Yield voltage, I just below and I just above of every step between two pieces."""
    for below, above in pairwise(segments):
        low, high = below.current(below.high), above.current(below.high)
        if abs(high - low) > ROUNDING * (abs(low) + abs(high)):
            yield below.high, low, high


def folds(segments: tuple[Piece, ...]) -> tuple[Fold, ...]:
    """Return all extrema of I(v), by ascending voltage, including those at corners and steps."""
    found = [
        Fold(v, piece.current(v), piece.curvature(v) < 0.0, True)
        for piece in segments
        for v in piece.extrema()
    ]
    step_at = {v: high - low for v, low, high in steps(segments)}
    for below, above in pairwise(segments):
        v = below.high
        directions = [
            (below.slope(v), below.current(v)),
            (step_at.get(v, 0.0), above.current(v)),
            (above.slope(v), above.current(v)),
        ]
        moving = [(direction, current) for direction, current in directions if direction]
        for (before, current), (after, _) in pairwise(moving):
            if (before > 0.0) != (after > 0.0):
                found.append(Fold(v, current, before > 0.0, False))
    return tuple(sorted(found, key=lambda fold: fold.v))


def quadratic_roots(
    c2: float, c1: float, c0: float, size: float | None = None
) -> list[tuple[float, bool]]:
    """Return the real roots of c2 x^2 + c1 x + c0, each with whether it is a double root.

    Parameters
    ----------
    c2, c1, c0 : float
        Coefficients; c2 = 0 gives the linear equation, and no root if c1 = 0 as well.
    size : float, optional
        Magnitude of the terms that c0 was summed from; the discriminant counts as 0 within their
        rounding errors. Default |c0|.
    """
    if c2 == 0.0:
        return [(-c0 / c1, False)] if c1 else []
    discriminant = c1 * c1 - 4.0 * c2 * c0
    terms = c1 * c1 + 4.0 * abs(c2) * (abs(c0) if size is None else size)
    if abs(discriminant) <= ROUNDING * terms:
        return [(-c1 / (2.0 * c2), True)]
    if discriminant < 0.0:
        return []
    # This form of the solution avoids subtracting nearly equal numbers.
    q = -0.5 * (c1 + copysign(sqrt(discriminant), c1))
    return [(q / c2, False), (c0 / q, False)]
