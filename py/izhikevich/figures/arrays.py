"""Plain numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from izhikevich.errors import ParameterError
from izhikevich.figures.style import DECODED, GRADIENT, Figure, U, V, axis, curve, layout
from izhikevich.figures.thin import thin
from izhikevich.neuron.rules import FloatArray

_COLOURS = (V, U, DECODED, GRADIENT)
#: Columns that are drawn as curves; more are drawn as a map of colours.
MOST_CURVES = 8
_FINEST = 1000  # rows and columns of a map


def array_figure(y: FloatArray, x: FloatArray | None = None) -> Figure:
    """Return numbers as a curve, a few columns as curves, more as a map of colours.

    Parameters
    ----------
    y : array, shape (n,) or (n, m)
    x : array, shape (n,), optional
        What they stand over; otherwise their index.

    Raises
    ------
    ParameterError
        If there is nothing that can be drawn, or the shapes differ.
    """
    if y.ndim not in (1, 2) or not y.size:
        raise ParameterError("y", y.shape, "only arrays of one or two dimensions can be drawn")
    if x is not None and x.shape != y.shape[:1]:
        raise ParameterError("x", x.shape, f"must have the shape {y.shape[:1]}, one for each y")
    if y.ndim == 2 and y.shape[1] > MOST_CURVES:
        return _map(y)
    over = np.arange(y.shape[0], dtype=np.float64) if x is None else x
    columns = y[:, None] if y.ndim == 1 else y
    curves = [_line(over, column, k) for k, column in enumerate(columns.T)]
    return {
        "data": curves,
        "layout": layout(
            xaxis=axis("index" if x is None else ""), yaxis=axis("", showgrid=True, nticks=5)
        ),
    }


def _line(x: FloatArray, y: FloatArray, k: int) -> dict[str, object]:
    y = np.ascontiguousarray(y)
    if x.size > 1 and (np.diff(x) >= 0).all() and np.isfinite(y).all():
        x, y = thin(x, y)
    return curve(
        str(k),
        x,
        y,
        _COLOURS[k % len(_COLOURS)],
        mode="lines" if x.size > 1 else "markers",
        hovertemplate="%{y:.6g} at %{x:.6g}<extra></extra>",
    )


def _map(z: NDArray[np.float64]) -> Figure:
    every = [-(-size // _FINEST) for size in z.shape]
    return {
        "data": [
            {
                "type": "heatmap",
                "z": z[:: every[0], :: every[1]],
                "dx": every[1],
                "dy": every[0],
                "colorscale": "Viridis",
                "colorbar": {"thickness": 12, "outlinewidth": 0},
                "hovertemplate": "%{z:.6g}, row %{y}, column %{x}<extra></extra>",
            }
        ],
        "layout": layout(
            xaxis=axis("column", constrain="domain"), yaxis=axis("row", autorange="reversed")
        ),
    }
