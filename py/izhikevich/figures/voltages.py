"""The course of one neuron before and after learning, and where gradients pass through it."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.figures.style import (
    CURRENT,
    FAINT,
    GRADIENT,
    MUTED,
    Figure,
    U,
    V,
    axis,
    corner,
    curve,
    layout,
    margins,
    padded,
    row_title,
)
from izhikevich.figures.thin import thin
from izhikevich.neuron.rules import FloatArray

_V, _U, _SLOPE = (0.56, 1.0), (0.3, 0.44), (0.0, 0.18)  # parts of the height


def voltages_figure(
    t: FloatArray,
    v: tuple[FloatArray, FloatArray],
    u: FloatArray,
    slope: FloatArray,
    peak: float,
    targets: FloatArray,
) -> Figure:
    """Return v before and now, u, and the surrogate's derivative along v.

    Parameters
    ----------
    t : array, shape (n,)
        ms.
    v : (array, array)
        mV, before learning and now; drawn up to the peak.
    u : array, shape (n,)
        mV/ms, now.
    slope : array, shape (n,)
        The surrogate's derivative at v, now, 1/mV.
    peak : float
        Threshold of spikes, mV.
    targets : array
        When it should fire, ms.
    """
    before, now = (np.minimum(one, peak) for one in v)
    floor = 10.0 * np.floor(0.1 * min(float(before.min()), float(now.min()), -70.0) - 0.2)
    steepest = float(slope.max(initial=0.0)) or 0.01
    gap = np.full(targets.size, np.nan)
    strokes = curve(
        "target",
        np.column_stack((targets, targets, gap)).ravel(),
        np.tile([floor, peak + 8.0, np.nan], targets.size),
        CURRENT,
        width=6.0,
        opacity=0.25,
        hoverinfo="skip",
    )
    return {
        "data": [
            *([strokes] if targets.size else []),
            _line("v before learning", t, before, FAINT, "y", "mV"),
            _line("v", t, now, V, "y", "mV"),
            _line("u", t, u, U, "y2", "mV/ms"),
            _line("derivative", t, slope, GRADIENT, "y3", "1/mV"),
        ],
        "layout": layout(
            margin=margins(top=20, bottom=36),
            xaxis=axis("t (ms)", range=[0.0, float(t[-1])], anchor="y3"),
            yaxis=axis("", domain=list(_V), showgrid=True, nticks=4, range=[floor, peak + 10.0]),
            yaxis2=axis(
                "", domain=list(_U), nticks=3, range=list(padded(float(u.min()), float(u.max())))
            ),
            yaxis3=axis(
                "", domain=list(_SLOPE), nticks=3, range=[min(0.0, slope.min()), 1.1 * steepest]
            ),
            annotations=[
                row_title("v (mV)", _V[1]),
                row_title("u (mV/ms)", _U[1]),
                row_title("surrogate's derivative at v (1/mV)", _SLOPE[1]),
                corner("before learning", _V[1], MUTED, xshift=-30),
                corner("now", _V[1], V),
            ],
        ),
    }


def _line(
    name: str, t: FloatArray, y: FloatArray, colour: str, axis_name: str, unit: str
) -> dict[str, Any]:
    hover = f"{name} %{{y:.3g}} {unit} at %{{x:.1f}} ms<extra></extra>"
    points = thin(t, np.ascontiguousarray(y))
    return curve(name, *points, colour, yaxis=axis_name, hovertemplate=hover)
