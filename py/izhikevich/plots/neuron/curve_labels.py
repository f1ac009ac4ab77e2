"""Placement of the names of the curves in a phase plane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.equilibria.window import WindowLimits
from izhikevich.plots.spec import Label
from izhikevich.plots.style import Role

#: v (mV) and u of the points of a curve.
Line: TypeAlias = tuple[FloatArray, FloatArray]

_HALF_CHARACTER, _HALF_LINE = 0.0095, 0.026  # size of the text, in window widths
_GAP = 0.010  # between text and curve
_SAMPLES = 160  # along each curve
_SPACING = 0.0125  # of the points of what is avoided, in window widths: half a cell of the map
_MAX_SAMPLES = 4000
_EVERY = 5  # interval of samples at which a place is tried
_MAX_STRAIGHT_POINTS = 20  # points of a curve that is made of straight pieces
_CELLS = 40  # of the map of what is taken, along each side
_NAME_WEIGHT = 1e6  # a place upon another name is worse than any place upon curves


def curve_labels(
    named: Sequence[tuple[str, Role, Line]], others: Sequence[Line], window: WindowLimits
) -> list[Label]:
    """Return the name of each curve, next to it and clear of most other curves and names.

    Parameters
    ----------
    named : sequence of (text, role, (v, u))
        The curves to name.
    others : sequence of (v, u)
        Further curves that the names should avoid.
    window : v_low, v_high, u_low, u_high
        Visible part of the plane. A curve outside it gets no name.
    """
    curves = [_spread(curve, window) for _, _, curve in named]
    taken = _map([*curves, *(_spread(curve, window, _SPACING) for curve in others)])
    v_low, v_high, u_low, u_high = window
    found = []
    for (text, role, _), curve in zip(named, curves, strict=True):
        half = np.array([_HALF_CHARACTER * len(text), _HALF_LINE])
        places = _beside(curve, half)
        if not len(places):
            continue
        x, y = places[int(np.argmin(_weight(taken, places, half)))]
        low, high = _cells(np.array([x, y]) - half), _cells(np.array([x, y]) + half)
        taken[low[0] : high[0] + 1, low[1] : high[1] + 1] += _NAME_WEIGHT
        v, u = v_low + float(x) * (v_high - v_low), u_low + float(y) * (u_high - u_low)
        found.append(Label(text=text, role=role, x=v, y=u))
    return found


def _spread(curve: Line, window: WindowLimits, spacing: float | None = None) -> FloatArray:
    """Return evenly spread points of a curve, shape (n, 2), with the window as unit square.

    They are `_SAMPLES`, or as many as the spacing asks for.
    """
    v_low, v_high, u_low, u_high = window
    x, y = (curve[0] - v_low) / (v_high - v_low), (curve[1] - u_low) / (u_high - u_low)
    if x.size < _MAX_STRAIGHT_POINTS:  # a straight line may cross the window between two points
        at = np.linspace(0.0, x.size - 1.0, _SAMPLES)
        x, y = np.interp(at, np.arange(x.size), x), np.interp(at, np.arange(y.size), y)
    # Steep ends far outside would take up all the points.
    x, y = np.clip(x, -0.5, 1.5), np.clip(y, -0.5, 1.5)
    length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    wanted = _SAMPLES if spacing is None else int(length[-1] / spacing) + 1
    at = np.linspace(0.0, length[-1], min(wanted, _MAX_SAMPLES))
    return np.column_stack((np.interp(at, length, x), np.interp(at, length, y)))


def _cells(points: FloatArray) -> Any:
    return np.clip((points * _CELLS).astype(int), 0, _CELLS - 1)


def _map(curves: Sequence[FloatArray]) -> FloatArray:
    """Return how many points lie in each cell of the window."""
    points = np.concatenate(curves)
    cells = _cells(points[np.all((points >= 0.0) & (points <= 1.0), axis=1)])
    counts = np.bincount(cells[:, 0] * _CELLS + cells[:, 1], minlength=_CELLS * _CELLS)
    return counts.reshape(_CELLS, _CELLS).astype(float)


def _weight(taken: FloatArray, places: FloatArray, half: FloatArray) -> FloatArray:
    """Return what lies under a text at each place, from the sums over all rectangles at 0."""
    sums = np.zeros((_CELLS + 1, _CELLS + 1))
    sums[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
    (left, bottom), (right, top) = _cells(places - half).T, _cells(places + half).T + 1
    weight: FloatArray = (
        sums[right, top] - sums[left, top] - sums[right, bottom] + sums[left, bottom]
    )
    return weight


def _beside(curve: FloatArray, half: FloatArray) -> FloatArray:
    """Return possible centres of a text on either side of a curve, shape (n, 2)."""
    at = np.arange(_EVERY, _SAMPLES - 1, _EVERY)
    along = curve[at + 1] - curve[at - 1]
    normal = along[:, ::-1] * (-1.0, 1.0)
    normal /= np.maximum(np.hypot(normal[:, :1], normal[:, 1:]), 1e-12)
    offset = normal * (np.abs(normal) @ (half + _GAP))[:, None]
    centres = np.concatenate([curve[at] + offset, curve[at] - offset])
    points = np.concatenate([curve[at], curve[at]])
    inside = (points > 0.0) & (points < 1.0) & (centres > half) & (centres < 1.0 - half)
    return centres[inside.all(axis=1)]
