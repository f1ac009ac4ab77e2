"""A run as a small picture, for the buttons that choose it."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.figures.thin import thin
from izhikevich.neuron.rules import FloatArray
from izhikevich.neuron.trace import Trace

_WIDTH, _HEIGHT = 96, 56
_V_BAND = (2.0, 40.0)
_CURRENT_BAND = (46.0, 54.0)
_MARGIN = 2.0
_POINTS = 120


def thumbnail(trace: Trace) -> dict[str, Any]:
    """Return v and I of a run as points of two SVG polylines.

    Parameters
    ----------
    trace : Trace
        The run.

    Returns
    -------
    dict
        "viewbox": [width, height]; "lines": for "v" (drawn up to the peak) and "current" their
        "role" and "points", a text such as "2.0,31.5 3.1,30.9". No more than about 120 points
        each; every spike stays, unless they are closer than the picture can show.
    """
    t, v = thin(*trace.with_peaks(), _POINTS)
    end = float(trace.t[-1])
    current_t, current = _corners(trace.t, trace.current)
    current_t, current = thin(current_t, current, _POINTS)
    return {
        "viewbox": [_WIDTH, _HEIGHT],
        "lines": [
            {"role": "v", "points": _points(t, v, end, _V_BAND)},
            {"role": "current", "points": _points(current_t, current, end, _CURRENT_BAND)},
        ],
    }


def _corners(t: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Drop the samples that lie on a straight line between their neighbours."""
    bent = np.abs(np.diff(y, 2)) > 1e-9 * (np.ptp(y) + 1e-12)
    keep = np.concatenate([[True], bent, [True]]) if y.size > 2 else np.full(y.size, True)
    return t[keep], y[keep]


def _points(t: FloatArray, y: FloatArray, end: float, band: tuple[float, float]) -> str:
    """Scale the curve to the band; a constant one lies at its lower edge."""
    top, bottom = band
    low, height = float(y.min()), float(np.ptp(y))
    xs = _MARGIN + (_WIDTH - 2.0 * _MARGIN) * t / end if end else np.full(t.size, _MARGIN)
    ys = bottom - (bottom - top) * (y - low) / (height or 1.0)
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs.tolist(), ys.tolist(), strict=True))
