"""A run as a small picture, for the buttons that select it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.neuron.trace import Trace
from izhikevich.plots.network.bands import make_bands, rows
from izhikevich.plots.render.thinning import kept
from izhikevich.plots.spec import Thumbnail, ThumbnailLine

IntArray = NDArray[np.int64]

_WIDTH, _HEIGHT = 96, 56
_V_BAND = (2.0, 40.0)
_CURRENT_BAND = (46.0, 54.0)
_MARGIN = 2.0
_POINTS = 120
_STROKES = 220


def thumbnail(trace: Trace) -> Thumbnail:
    """Return v and I of a run as points of two SVG polylines.

    Parameters
    ----------
    trace : Trace
        The run.

    Returns
    -------
    Thumbnail
        With lines of the roles "v" (drawn up to the peak) and "current". No more than about 120
        points each; every spike stays, unless they are closer than the picture can show.
    """
    return _over_time(trace.with_peaks(), (trace.t, trace.current))


def voltage_thumbnail(t: FloatArray, v: FloatArray, current: FloatArray) -> Thumbnail:
    """Return v and I of a recorded sweep, as `thumbnail` does of a run.

    Parameters
    ----------
    t, v, current : array, shape (n_samples,)
    """
    return _over_time((t, v), (t, current))


def _over_time(
    voltage: tuple[FloatArray, FloatArray], injected: tuple[FloatArray, FloatArray]
) -> Thumbnail:
    t, v = _thinned(*voltage)
    end = float(injected[0][-1])
    current_t, current = _thinned(*_corners(*injected))
    return Thumbnail(
        (_WIDTH, _HEIGHT),
        [
            ThumbnailLine("v", _points(t, v, end, _V_BAND)),
            ThumbnailLine("current", _points(current_t, current, end, _CURRENT_BAND)),
        ],
    )


def _thinned(t: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    keep = kept(t, y, _POINTS)
    return (t, y) if keep is None else (t[keep], y[keep])


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


def raster_thumbnail(
    times: FloatArray, indices: IntArray, sizes: Sequence[int], end: float
) -> Thumbnail:
    """Return the spikes of a network as short strokes, population below population.

    Parameters
    ----------
    times : array, shape (n,)
        Spike times, ms.
    indices : integer array, shape (n,)
        Index of the neuron that fired, counted through all populations.
    sizes : sequence of int
        Number of neurons of each population, which have bands as in the large picture.
    end : float
        Length of the run, ms.

    Returns
    -------
    Thumbnail
        As from `thumbnail`; each stroke is a line of the role "spikes".
    """
    group = np.searchsorted(np.cumsum(sizes), indices, side="right")
    inside = (rows(make_bands(sizes), group, indices) + 0.5) / float(np.sum(sizes))
    y = _MARGIN + (_HEIGHT - 2.0 * _MARGIN) * inside
    x = _MARGIN + (_WIDTH - 2.0 * _MARGIN) * times / end
    every = max(1, times.size // _STROKES)
    strokes = zip(x[::every].tolist(), y[::every].tolist(), strict=True)
    lines = [
        ThumbnailLine("spikes", f"{a:.1f},{b - 0.6:.1f} {a:.1f},{b + 0.6:.1f}") for a, b in strokes
    ]
    return Thumbnail((_WIDTH, _HEIGHT), lines)


def signal_thumbnail(t: FloatArray, target: FloatArray, decoded: FloatArray) -> Thumbnail:
    """Return the decoded output over its target.

    Parameters
    ----------
    t, target, decoded : arrays, shape (n_samples,)
        Times, ms, and two curves in the same unit.

    Returns
    -------
    Thumbnail
        As from `thumbnail`, with the roles "target" and "decoded".
    """
    low = float(min(target.min(), decoded.min()))
    height = float(max(target.max(), decoded.max())) - low or 1.0
    top, bottom = _MARGIN, _HEIGHT - _MARGIN
    lines = []
    for role, curve in (("target", target), ("decoded", decoded)):
        x, y = _thinned(t, curve)
        xs = _MARGIN + (_WIDTH - 2.0 * _MARGIN) * x / float(t[-1])
        ys = bottom - (bottom - top) * (y - low) / height
        pairs = zip(xs.tolist(), ys.tolist(), strict=True)
        lines.append(ThumbnailLine(role, " ".join(f"{a:.1f},{b:.1f}" for a, b in pairs)))
    return Thumbnail((_WIDTH, _HEIGHT), lines)


def strokes_thumbnail(
    strokes: Sequence[tuple[str, float, float, float, float]],
) -> Thumbnail:
    """Return straight strokes.

    Parameters
    ----------
    strokes : sequence of (role, x, y, x, y)
        End points, as fractions of width and height, from the upper left corner.

    Returns
    -------
    Thumbnail
        As from `thumbnail`.
    """
    wide, high = _WIDTH - 2.0 * _MARGIN, _HEIGHT - 2.0 * _MARGIN
    lines = [
        ThumbnailLine(
            role,
            " ".join(
                f"{_MARGIN + wide * x:.1f},{_MARGIN + high * y:.1f}" for x, y in ((a, b), (c, d))
            ),
        )
        for role, a, b, c, d in strokes
    ]
    return Thumbnail((_WIDTH, _HEIGHT), lines)
