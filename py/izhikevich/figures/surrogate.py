"""A spike as a function of the voltage, and what stands for its derivative."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.figures.style import (
    FAINT,
    GRADIENT,
    INK,
    Figure,
    V,
    axis,
    curve,
    layout,
    margins,
    row_title,
)
from izhikevich.neuron.rules import FloatArray

_SPIKE, _SLOPE, _WHERE = (0.68, 1.0), (0.28, 0.58), (0.0, 0.18)  # parts of the height


def surrogate_figure(
    v: FloatArray,
    smooth: FloatArray,
    derivative: FloatArray,
    threshold: float,
    visits: tuple[FloatArray, FloatArray],
) -> Figure:
    """Return the spike and its smooth stand-in, the derivatives of both, and where v is.

    Parameters
    ----------
    v : array, shape (n,)
        mV.
    smooth, derivative : array, shape (n,)
        The function whose derivative the surrogate is, and that derivative by v, 1/mV.
    threshold : float
        mV.
    visits : (edges, parts)
        How v is distributed in the run, shapes (m + 1,) mV and (m,), parts of the time.
    """
    ends = [float(v[0]), float(v[-1])]
    edges, parts = visits
    low, high = min(0.0, float(smooth.min())), max(1.0, float(smooth.max()))
    steepest = float(np.abs(derivative).max(initial=0.0)) or 0.01
    least = min(0.0, float(derivative.min()))
    return {
        "data": [
            _line("surrogate", v, smooth, GRADIENT, "y"),
            _line(
                "spike",
                np.array([ends[0], threshold, threshold, ends[1]]),
                np.array([0.0, 0.0, 1.0, 1.0]),
                INK,
                "y",
            ),
            _line("derivative of the surrogate", v, derivative, GRADIENT, "y2"),
            # Zero, and at the threshold without bounds: out of the picture.
            _line(
                "true derivative",
                np.array([ends[0], threshold, threshold, threshold, ends[1]]),
                np.array([0.0, 0.0, 2.0 * steepest, 0.0, 0.0]),
                INK,
                "y2",
            ),
            _line("v", edges, np.append(parts, 0.0), V, "y3", shape="hv"),
        ],
        "layout": layout(
            margin=margins(top=22),
            xaxis=axis("v (mV)", range=ends, anchor="y3"),
            yaxis=axis(
                "",
                domain=list(_SPIKE),
                range=[low - 0.1, high + 0.1],
                showgrid=True,
                tickvals=[0.0, 0.5, 1.0],
                ticktext=["0", "0.5", "1"],
            ),
            yaxis2=axis(
                "",
                domain=list(_SLOPE),
                range=[1.15 * least - 0.06 * steepest, 1.2 * steepest],
                showgrid=True,
                nticks=3,
            ),
            yaxis3=axis("", domain=list(_WHERE), rangemode="tozero", nticks=3),
            annotations=[
                row_title("the spike, a step, and its surrogate", _SPIKE[1]),
                row_title("their derivatives (1/mV)", _SLOPE[1]),
                row_title("where v is in this run (part of the time)", _WHERE[1]),
            ],
            shapes=[
                {
                    "type": "line",
                    "x0": threshold,
                    "x1": threshold,
                    "y0": 0.0,
                    "y1": max(float(parts.max(initial=0.0)), 0.01),
                    "yref": "y3",
                    "line": {"color": FAINT, "width": 1, "dash": "dot"},
                }
            ],
        ),
    }


def _line(
    name: str,
    x: FloatArray,
    y: FloatArray,
    colour: str,
    axis_name: str,
    shape: str | None = None,
) -> dict[str, Any]:
    return curve(
        name,
        x,
        y,
        colour,
        width=2.0 if colour == GRADIENT else 1.5,
        shape=shape,
        yaxis=axis_name,
        hovertemplate=f"{name}: %{{y:.3g}} at %{{x:.0f}} mV<extra></extra>",
    )
