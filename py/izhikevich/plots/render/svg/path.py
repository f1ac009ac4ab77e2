"""Curves as short SVG paths: on an integer grid, without invisible points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from izhikevich.plots.spec import Array

FloatArray = NDArray[np.float64]

_MAX_POINTS = 200_000  # points, of which those that no column shows are left out first
_COLUMNS = 50_000
_MAX_DOTS = 1000  # dots that are all drawn


@dataclass(frozen=True)
class Grid:
    """The plane in which paths are drawn, x to the right and y downwards.

    Parameters
    ----------
    width, height : float
        Size in units of the page.
    fine : int
        Steps of the grid in one unit.
    tolerance : float
        Maximum distance of a line from a point, in steps.
    beyond : float
        How much is drawn outside of the plane, as a fraction of it.
    """

    width: float
    height: float
    fine: int
    tolerance: float
    beyond: float = 0.0

    def placed(self, x: Array, y: Array) -> FloatArray:
        """Return points, given as fractions of the plane with y upwards, in steps; shape (n, 2)."""
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        scale = self.width * self.fine, self.height * self.fine
        return np.column_stack((x, 1.0 - y)) * scale

    @property
    def ends(self) -> tuple[FloatArray, FloatArray]:
        """The corners of the drawn area, in steps."""
        size = np.array([self.width, self.height]) * self.fine
        return -self.beyond * size, (1.0 + self.beyond) * size

    def curve(self, x: Array, y: Array) -> str:
        """Return a line through points, with a gap where one of them is not finite.

        Parameters
        ----------
        x, y : array, shape (n_points,)
            Fractions of the plane, y upwards.
        """
        return "".join(
            self._line(piece[_needed(piece, self.tolerance)])
            for piece in self.pieces(x, y)
            if len(piece) > 1
        )

    def pieces(self, x: Array, y: Array) -> list[FloatArray]:
        """Return the visible parts of a curve, in steps of the grid, unrounded."""
        at = self.placed(x, y)
        finite = np.isfinite(at).all(axis=1)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], finite, [False]]).astype(np.int8)))
        found: list[FloatArray] = []
        for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            piece = at[first:last]
            if len(piece) > _MAX_POINTS:
                piece = piece[_of_columns(piece)]
            found += _clipped(piece, *self.ends)
        return found

    def lines(self, pieces: Iterable[FloatArray]) -> str:
        """Return straight lines through each list of points, all of which are kept.

        Parameters
        ----------
        pieces : iterable of array, shape (n_points, 2)
            Fractions of the plane, y upwards.
        """
        return "".join(
            self._line(part)
            for piece in pieces
            if np.isfinite(piece).all()
            for part in _clipped(self.placed(piece[:, 0], piece[:, 1]), *self.ends)
        )

    def dots(self, x: Array, y: Array, spread: float = 0.0) -> str:
        """Return lines without length, which round ends make visible, at points inside the plane.

        Parameters
        ----------
        x, y : array, shape (n_points,)
            Fractions of the plane, y upwards.
        spread : float
            If there are very many points, about one in this many is drawn.
        """
        whole = self._distinct(x, y, 1)
        if spread > 1.0 and len(whole) > _MAX_DOTS:
            whole = whole[:: round(spread)]
        return self._steps(whole, "h0")

    def uprights(self, x: Array, y: Array, half: float, apart: float) -> str:
        """Return upright strokes with their middles at points inside the plane.

        Parameters
        ----------
        x, y : array, shape (n_points,)
        half : float
            Half their length, in units of the page.
        apart : float
            Of strokes closer than this, only one is drawn, in units of the page.
        """
        whole = self._distinct(x, y, max(round(apart * self.fine), 1))
        length = round(2.0 * half * self.fine)
        whole = whole - np.array([0, length // 2])
        return self._steps(whole, f"v{self._written(length)}", back=length)

    def boxes(self, left: Array, bottom: Array, right: Array, top: Array) -> str:
        """Return rectangles, given by their edges as fractions of the plane, y upwards."""
        begin, end = self.placed(left, top), self.placed(right, bottom)
        finite = np.isfinite(begin + end).all(axis=1)
        begin, end = begin[finite], end[finite]
        begin = np.round(np.clip(begin, *self.ends)).astype(np.int64)
        end = np.round(np.clip(end, *self.ends)).astype(np.int64)
        write = self._written
        parts: list[str] = []
        for (x, y), (z, w) in zip(begin.tolist(), end.tolist(), strict=True):
            if z != x and w != y:
                parts.append(f"M{write(x)} {write(y)}H{write(z)}V{write(w)}H{write(x)}z")
        return "".join(parts)

    def _distinct(self, x: Array, y: Array, coarse: int) -> NDArray[np.int64]:
        at = self.placed(x, y)
        size = np.array([self.width, self.height]) * self.fine
        at = at[((at >= 0.0) & (at <= size)).all(axis=1)]  # not those that are NaN, either
        cells = np.round(at / coarse).astype(np.int64) * coarse
        span = int(size.max()) + 2 * coarse
        keys = np.sort(cells[:, 1] * span + cells[:, 0])
        first = np.concatenate([[True], np.diff(keys) > 0]) if keys.size else np.empty(0, bool)
        keys = keys[first]
        return np.column_stack((keys % span, keys // span))

    def _steps(self, whole: NDArray[np.int64], mark: str, back: int = 0) -> str:
        """Return the same mark at each point, from one to the next."""
        if not len(whole):
            return ""
        steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
        steps[1:, 1] -= back
        write = self._written
        return "".join(f"m{write(i)} {write(j)}{mark}" for i, j in steps.tolist()).replace(
            " -", "-"
        )

    def _line(self, points: FloatArray) -> str:
        """Return the path through points, written as differences."""
        whole = np.round(points).astype(np.int64)
        moves = np.diff(whole, axis=0)
        moves = moves[moves.any(axis=1)] if len(moves) > 1 else moves
        write = self._written
        text = " ".join(map(write, moves.ravel().tolist())).replace(" -", "-")
        return f"M{write(int(whole[0, 0]))} {write(int(whole[0, 1]))}l{text}"

    def _written(self, steps: int) -> str:
        if self.fine == 1:
            return str(steps)
        text = f"{steps / self.fine:.2f}".rstrip("0").rstrip(".")
        return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def stepped(x: Array, y: Array, step: str) -> tuple[Array, Array]:
    """Return the corners of a curve that holds its values (`izhikevich.plots.spec.Curve`)."""
    if step == "after":
        return np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]
    if step == "between":
        middle = np.repeat(0.5 * (x[1:] + x[:-1]), 2)
        return np.concatenate([x[:1], middle, x[-1:]]), np.repeat(y, 2)
    return x, y


def _of_columns(points: FloatArray) -> NDArray[np.intp]:
    """Return the indices of first, last, lowest and highest of many points in each column.

    Only for a curve that runs to the right; of others all.
    """
    x, y = points[:, 0], points[:, 1]
    if np.any(np.diff(x) < 0.0) or x[-1] <= x[0]:
        return np.arange(len(points))
    column = np.minimum(((x - x[0]) * (_COLUMNS / (x[-1] - x[0]))).astype(np.int64), _COLUMNS - 1)
    starts = np.flatnonzero(np.concatenate([[True], np.diff(column) > 0]))
    stops = np.concatenate([starts[1:], [len(points)]]) - 1
    order = np.lexsort((y, column))
    found = np.concatenate([starts, stops, order[starts], order[stops]])
    keep = np.zeros(len(points), dtype=bool)
    keep[found] = True
    return np.flatnonzero(keep)


def _clipped(points: FloatArray, low: FloatArray, high: FloatArray) -> list[FloatArray]:
    """Return the parts of a line within a rectangle (Liang-Barsky algorithm)."""
    if len(points) < 2 or ((points >= low) & (points <= high)).all():
        return [points]
    begin, along = points[:-1], np.diff(points, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - begin) / along, (high - begin) / along
    still = along == 0.0
    inside = (begin >= low) & (begin <= high)
    enter = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(one, other)).max(axis=1)
    leave = np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(one, other)).min(axis=1)
    enter, leave = np.maximum(enter, 0.0), np.minimum(leave, 1.0)
    found: list[FloatArray] = []
    run: list[FloatArray] = []
    seen = np.flatnonzero(enter < leave)
    if not seen.size:
        return []
    # Runs of segments, each beginning where the one before it ends.
    joins = (np.diff(seen) == 1) & (leave[seen[:-1]] == 1.0) & (enter[seen[1:]] == 0.0)
    for group in np.split(seen, np.flatnonzero(~joins) + 1):
        first, last = int(group[0]), int(group[-1])
        run = [begin[first] + enter[first] * along[first], *points[first + 1 : last + 1]]
        run.append(begin[last] + leave[last] * along[last])
        found.append(np.array(run))
    return found


def _needed(points: FloatArray, tolerance: float) -> NDArray[np.intp]:
    """Return indices of points that give the same line (Ramer-Douglas-Peucker algorithm).

    All pieces of one generation are divided together.
    """
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    first = np.array([0], dtype=np.intp)
    last = np.array([len(points) - 1], dtype=np.intp)
    while True:
        long = last - first > 1
        first, last = first[long], last[long]
        if not first.size:
            return np.flatnonzero(keep)
        counts = last - first - 1
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        piece = np.repeat(np.arange(first.size), counts)
        inner = np.arange(piece.size) - starts[piece] + first[piece] + 1
        away = _distance(points[inner], points[first][piece], points[last][piece])
        farthest = np.maximum.reduceat(away, starts)
        divided = farthest > tolerance
        if not divided.any():
            return np.flatnonzero(keep)
        at = np.where(away == farthest[piece], inner, len(points))
        middle = np.minimum.reduceat(at, starts)[divided]
        keep[middle] = True
        first, last = (
            np.concatenate([first[divided], middle]),
            np.concatenate([middle, last[divided]]),
        )


def _distance(points: FloatArray, begin: FloatArray, end: FloatArray) -> FloatArray:
    """Return how far each point is from its piece of a straight line."""
    along = end - begin
    length = np.maximum(np.einsum("ij,ij->i", along, along), 1e-12)
    part = np.einsum("ij,ij->i", points - begin, along) / length
    nearest = begin + np.clip(part, 0.0, 1.0)[:, None] * along
    distance: FloatArray = np.hypot(*(points - nearest).T)
    return distance
