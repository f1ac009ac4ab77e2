"""Curves as short SVG paths: on a grid of whole numbers, without the points that do not show."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray

#: Width and height of the plane that paths are drawn in; it is stretched to that of the axes.
SIZE = 5000
_MANY = 1000  # points, of which some may be left out
_FAR = 40 * SIZE  # nothing is drawn farther out than this


def curve(x: FloatArray, y: FloatArray, tolerance: float) -> str:
    """Return a line through points, with a gap where one of them is not finite.

    Parameters
    ----------
    x, y : array, shape (n_points,)
        In parts of the plane, y upwards.
    tolerance : float
        By how much the line may miss a point, in units of the plane.
    """
    at = _placed(x, y)
    gaps = np.flatnonzero(np.isnan(at).any(axis=1))
    whole = [piece[~np.isnan(piece).any(axis=1)] for piece in np.split(at, gaps)]
    return "".join(_line(piece[_kept(piece, tolerance)]) for piece in whole if len(piece) > 1)


def lines(pieces: Iterable[FloatArray]) -> str:
    """Return straight lines through each list of points, all of which stay.

    Parameters
    ----------
    pieces : iterable of array, shape (n_points, 2)
        In parts of the plane, y upwards.
    """
    return "".join(_line(_placed(piece[:, 0], piece[:, 1])) for piece in pieces)


def dots(x: FloatArray, y: FloatArray, tolerance: float) -> str:
    """Return lines without length, which round ends make visible, at points inside the plane.

    Parameters
    ----------
    x, y : array, shape (n_points,)
        In parts of the plane, y upwards.
    tolerance : float
        If there are very many points, one of so many is drawn.
    """
    at = _placed(x, y)
    at = at[((at >= 0) & (at <= SIZE)).all(axis=1)].astype(int)
    if not at.size:
        return ""
    whole = np.array(sorted(set(map(tuple, at.tolist()))))
    whole = whole[:: round(tolerance)] if len(whole) > _MANY else whole
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=int)).tolist()
    return "".join(f"m{i} {j}h0" for i, j in steps).replace(" -", "-")


def stepped(x: FloatArray, y: FloatArray, shape: str) -> tuple[FloatArray, FloatArray]:
    """Return the corners of a line drawn in steps.

    Parameters
    ----------
    x, y : array, shape (n_points,)
        The curve.
    shape : {"linear", "hv", "vh", "hvh"}
        Plotly's name of what a step is made of.

    Raises
    ------
    ValueError
        If the shape is another one.
    """
    if shape == "linear":
        return x, y
    if shape == "hv":
        return np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]
    if shape == "vh":
        return np.repeat(x, 2)[:-1], np.repeat(y, 2)[1:]
    if shape == "hvh":
        middle = np.repeat(0.5 * (x[1:] + x[:-1]), 2)
        return np.concatenate([x[:1], middle, x[-1:]]), np.repeat(y, 2)
    raise ValueError(f"lines of the shape {shape!r} cannot be drawn")


def _placed(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return whole numbers (as floats, for the gaps), y downwards."""
    at = np.column_stack((x, 1.0 - np.asarray(y, dtype=float))) * SIZE
    placed: FloatArray = np.clip(np.round(at), -_FAR, _FAR)
    return placed


def _line(points: FloatArray) -> str:
    """Return the path through points, written as differences."""
    whole = points.astype(int)
    begin, steps = whole[0], np.diff(whole, axis=0).ravel().tolist()
    text = " ".join(map(str, steps)).replace(" -", "-")
    return f"M{begin[0]} {begin[1]}l{text}"


def _kept(points: FloatArray, tolerance: float) -> NDArray[np.intp]:
    """Return indices of points that show the same line (Ramer, Douglas and Peucker's)."""
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away = _distance(points[first + 1 : last], points[first], points[last])
        worst = int(away.argmax())
        if away[worst] > tolerance:
            middle = first + 1 + worst
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return np.flatnonzero(keep)


def _distance(points: FloatArray, begin: FloatArray, end: FloatArray) -> FloatArray:
    """Return how far points are from a piece of a straight line."""
    along = end - begin
    part = (points - begin) @ along / max(float(along @ along), 1e-12)
    nearest = begin + np.clip(part, 0.0, 1.0)[:, None] * along
    distance: FloatArray = np.hypot(*(points - nearest).T)
    return distance
