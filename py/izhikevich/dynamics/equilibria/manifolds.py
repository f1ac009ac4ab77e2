"""The stable and unstable manifolds of the saddle; the stable one is the separatrix.

Both are followed from the saddle along its eigenvectors, the stable manifold backwards in time. The
path is parametrised by its length in the window, not by time: the points are evenly spaced, and
neither the fast upstroke nor the slow passage near an equilibrium needs special care.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from math import hypot, isinf

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.arguments import interval
from izhikevich.dynamics.equilibria.fixed_points import FixedPoint, fixed_points
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.text import short_repr

_START = 1e-3  # distance of the first point from the saddle; lengths are in window widths
_TOLERANCE = 5e-5  # error allowed per step
_SHORTEST, _LONGEST = 1e-5, 0.04  # step
_ARRIVED = 2e-3  # distance at which another equilibrium counts as reached
_SAME_TURN = 1e-3  # distance between two turns of a spiral that counts as a closed curve
_MAX_LENGTH = 6.0
_MAX_STEPS = 1000

_Direction = Callable[[float, float], tuple[float, float]]
_Point = tuple[float, float]


@dataclass(frozen=True)
class Window:
    """A rectangle of the phase plane: v_low to v_high in mV, u_low to u_high in the unit of u."""

    v_low: float
    v_high: float
    u_low: float
    u_high: float

    def __post_init__(self) -> None:
        """Check that it is a rectangle."""
        interval((self.v_low, self.v_high), "v_low, v_high", "mV")
        interval((self.u_low, self.u_high), "u_low, u_high", "")


@dataclass(frozen=True)
class Manifolds:
    """The invariant curves of a saddle.

    Parameters
    ----------
    saddle : FixedPoint
        Saddle where they meet.
    stable : (array of shape (n, 2), array of shape (m, 2))
        Columns v (mV) and u. The two branches of the stable manifold, the one that leaves the
        saddle towards lower v first; both begin at the saddle and run backwards in time.
    """

    saddle: FixedPoint
    stable: tuple[FloatArray, FloatArray]
    _paths: _Paths = field(repr=False, compare=False)

    __repr__ = short_repr

    @cached_property
    def unstable(self) -> tuple[FloatArray, FloatArray]:
        """The same for the unstable manifold, forwards in time; computed when first used."""
        rate = self.saddle.eigenvalues[1].real
        return self._paths.follow(rate, -1.0), self._paths.follow(rate, 1.0)

    @property
    def separatrix(self) -> FloatArray:
        """The stable manifold as one curve through the saddle, shape (n, 2)."""
        left, right = self.stable
        return np.concatenate([left[::-1], right[1:]])


def saddle_manifolds(cell: Cell, current: float, window: Window) -> Manifolds | None:
    """Return the manifolds of the saddle at a constant current, or None without a saddle.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    current : float
        Injected current I.
    window : Window
        Region of interest. Each curve ends where it leaves the window (enlarged to contain the
        saddle if necessary), reaches the peak, arrives at another equilibrium, or winds towards a
        closed orbit or for too long.

    Notes
    -----
    The reset is not part of the curves: a neuron beyond the separatrix fires at least one spike;
    whether it keeps firing depends on the side of it to which the reset takes it.

    Integration: Bogacki-Shampine pairs of order 3(2) with step control.
    """
    parameters = parameters_of(cell)
    points = fixed_points(parameters, current)
    saddle = next((p for p in points if p.kind == "saddle" and not isinf(p.determinant)), None)
    if saddle is None or saddle.v > parameters.peak(saddle.u):
        return None
    paths = _Paths(parameters, current, _holding(window, saddle), points, saddle)
    rate = saddle.eigenvalues[0].real
    return Manifolds(saddle, (paths.follow(rate, -1.0), paths.follow(rate, 1.0)), paths)


def _holding(window: Window, point: FixedPoint) -> Window:
    """Return the window, enlarged so that the point lies inside it with a small margin."""
    v_room = 0.05 * (window.v_high - window.v_low)
    u_room = 0.05 * (window.u_high - window.u_low)
    return Window(
        min(window.v_low, point.v - v_room),
        max(window.v_high, point.v + v_room),
        min(window.u_low, point.u - u_room),
        max(window.u_high, point.u + u_room),
    )


class _Paths:
    """Follows the branches from one saddle, in coordinates that make the window a unit square."""

    def __init__(
        self,
        parameters: Parameters,
        current: float,
        window: Window,
        points: tuple[FixedPoint, ...],
        saddle: FixedPoint,
    ) -> None:
        self.parameters = parameters
        self.current = current
        self.window = window
        self.saddle = saddle
        self.width = window.v_high - window.v_low
        self.height = window.u_high - window.u_low
        self.others = [
            ((p.v - window.v_low) / self.width, (p.u - window.u_low) / self.height)
            for p in points
            if p is not saddle
        ]

    def follow(self, eigenvalue: float, side: float) -> FloatArray:
        """Return one branch, shape (n, 2), leaving to lower (`side` -1) or higher v (+1)."""
        window, p = self.window, self.parameters
        x = (self.saddle.v - window.v_low) / self.width
        y = (self.saddle.u - window.u_low) / self.height
        slope_x = 2.0 * p.k2 * self.saddle.v + p.k1
        # The first row of the Jacobian gives the eigenvector (1, quadratic'(v) - C lambda).
        step_y = (slope_x - p.C * eigenvalue) * self.width / self.height
        length = hypot(1.0, step_y)
        start = min([_START, *(0.05 * hypot(x - a, y - b) for a, b in self.others)])
        first = (x + side * start / length, y + side * start * step_y / length)
        path = [(x, y), *_follow(self._direction(-1.0 if eigenvalue < 0.0 else 1.0), first, self)]
        curve = np.array(path)
        return curve * (self.width, self.height) + (window.v_low, window.u_low)

    def _direction(self, time: float) -> _Direction:
        """Return the unit vector of the flow at a point, `time` -1 for backwards."""
        p, window = self.parameters, self.window
        width, height, v_low, u_low = self.width, self.height, window.v_low, window.u_low
        k2, k1, k0, b = p.k2, p.k1, p.k0 + self.current, p.b
        v_rate, u_rate = time / (p.C * width), time * p.a / height
        target, leak = p.drive.target, 1.0 if p.drive.leak else 0.0

        def direction(x: float, y: float) -> tuple[float, float]:
            v, u = v_low + x * width, u_low + y * height
            dx = v_rate * ((k2 * v + k1) * v + k0 - u)
            dy = u_rate * (target(v, b) - leak * u)
            speed = hypot(dx, dy) or 1.0
            return dx / speed, dy / speed

        return direction

    def outside(self, x: float, y: float) -> bool:
        """Whether the point has left the window or passed the peak."""
        if not (0.0 <= x <= 1.0 and 0.0 <= y <= 1.0):
            return True
        v, u = self.window.v_low + x * self.width, self.window.u_low + y * self.height
        return v > self.parameters.peak(u)

    def arrived(self, x: float, y: float) -> _Point | None:
        """Return the equilibrium other than the saddle that the point has reached, if any."""
        for point in self.others:
            if hypot(x - point[0], y - point[1]) < _ARRIVED:
                return point
        return None

    def crossed(self, before: _Point, after: _Point) -> float | None:
        """Return the height at which a step passes over an equilibrium from left to right."""
        for x, y in self.others:
            if before[0] < x <= after[0] and after[1] > y:
                part = (x - before[0]) / (after[0] - before[0])
                return before[1] + part * (after[1] - before[1])
        return None


def _follow(direction: _Direction, start: _Point, paths: _Paths) -> list[_Point]:
    """Return the points of a path from `start` until it ends (see `saddle_manifolds`)."""
    x, y = start
    path = [start]
    dx, dy = direction(x, y)
    step, length, last_turn = 0.005, 0.0, -1.0
    for _ in range(_MAX_STEPS):
        half = 0.5 * step
        ax, ay = direction(x + half * dx, y + half * dy)
        bx, by = direction(x + 0.75 * step * ax, y + 0.75 * step * ay)
        new_x = x + step * (2.0 * dx + 3.0 * ax + 4.0 * bx) / 9.0
        new_y = y + step * (2.0 * dy + 3.0 * ay + 4.0 * by) / 9.0
        cx, cy = direction(new_x, new_y)
        error = step * hypot(
            dx * 5.0 / 72.0 - ax / 12.0 - bx / 9.0 + cx / 8.0,
            dy * 5.0 / 72.0 - ay / 12.0 - by / 9.0 + cy / 8.0,
        )
        if error > _TOLERANCE and step > _SHORTEST:
            step *= max(0.2, 0.9 * (_TOLERANCE / error) ** (1.0 / 3.0))
            continue
        if paths.outside(new_x, new_y):
            path.append(_last_inside(paths, (x, y), (new_x, new_y)))
            break
        turn = paths.crossed((x, y), (new_x, new_y))
        x, y, dx, dy, length = new_x, new_y, cx, cy, length + step
        path.append((x, y))
        end = paths.arrived(x, y)
        if end is not None:
            path.append(end)
            break
        if length > _MAX_LENGTH or (turn is not None and abs(turn - last_turn) < _SAME_TURN):
            break
        last_turn = turn if turn is not None else last_turn
        growth = 4.0 if error == 0.0 else 0.9 * (_TOLERANCE / error) ** (1.0 / 3.0)
        step = min(_LONGEST, step * min(growth, 4.0))
    return path


def _last_inside(paths: _Paths, inside: _Point, outside: _Point) -> _Point:
    """Return the point between the two at which the path leaves."""
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = 0.5 * (low + high)
        x = inside[0] + middle * (outside[0] - inside[0])
        y = inside[1] + middle * (outside[1] - inside[1])
        low, high = (low, middle) if paths.outside(x, y) else (middle, high)
    return (
        inside[0] + low * (outside[0] - inside[0]),
        inside[1] + low * (outside[1] - inside[1]),
    )
