"""How the error of an ensemble falls with its size, and where it stops to."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.figures.style import (
    CURRENT,
    DECODED,
    MUTED,
    Figure,
    axis,
    curve,
    label,
    layout,
    margins,
)
from izhikevich.neuron.rules import FloatArray


def sizes_figure(
    sizes: FloatArray, errors: FloatArray, static: FloatArray, present: tuple[float, float]
) -> Figure:
    """Return the error over the number of neurons, on logarithmic axes.

    Parameters
    ----------
    sizes : array, shape (k,)
        Numbers of neurons, ascending.
    errors : array, shape (k, seeds)
        RMSE of what is decoded from spikes, for ensembles that differ by their random numbers.
    static : array, shape (k,)
        What the error would be if each neuron fired steadily at the rate of its tuning curve.
    present : (float, float)
        Number of neurons and RMSE of what is shown.
    """
    every = np.repeat(sizes, errors.shape[1])
    mean = errors.mean(axis=1)
    low = float(min(static.min(), errors.min(), present[1]))
    high = float(max(errors.max(), static.max(), present[1]))
    decades = [10.0**k for k in range(-6, 3)]
    ticks = [m * d for d in decades for m in (1.0, 2.0, 5.0)]
    return {
        "data": [
            _line("rates alone", sizes, static, CURRENT, "dash"),
            {
                "type": "scatter",
                "mode": "markers",
                "name": "single ensembles",
                "x": every,
                "y": errors.ravel(),
                "marker": {"color": DECODED, "size": 4},
                "opacity": 0.5,
                "hovertemplate": "%{x} neurons: %{y:.3f}<extra></extra>",
            },
            _line("spikes", sizes, mean, DECODED, "solid"),
            {
                "type": "scatter",
                "mode": "markers",
                "name": "as shown",
                "x": [present[0]],
                "y": [present[1]],
                "marker": {"color": "rgba(0,0,0,0)", "size": 11, "line": {"width": 2}},
                "hovertemplate": "as shown: %{y:.3f} with %{x} neurons<extra></extra>",
            },
        ],
        "layout": layout(
            margin=margins(top=12, right=110),
            xaxis=axis(
                "neurons",
                type="log",
                tickvals=sizes,
                ticktext=[f"{int(size)}" for size in sizes],
                range=[np.log10(sizes[0]) - 0.06, np.log10(max(sizes[-1], present[0])) + 0.06],
            ),
            yaxis=axis(
                "RMSE",
                type="log",
                showgrid=True,
                tickvals=ticks,
                ticktext=[f"{tick:g}" for tick in ticks],
                range=[np.log10(low) - 0.1, np.log10(high) + 0.1],
            ),
            annotations=[
                _end("from spikes", sizes, mean, DECODED),
                _end("if rates were steady", sizes, static, MUTED),
                label(
                    "The gap: neurons that adapt<br>or fire in step err together;<br>more of "
                    "them do not help.",
                    0.99,
                    0.5,
                    MUTED,
                    xref="paper",
                    yref="paper",
                    xanchor="right",
                    yanchor="middle",
                    align="right",
                ),
            ],
        ),
    }


def _end(text: str, x: FloatArray, y: FloatArray, colour: str) -> dict[str, Any]:
    """Return the name of a curve behind its right end; annotations count logarithms."""
    place = (float(np.log10(x[-1])), float(np.log10(y[-1])))
    return label(text, *place, colour, xanchor="left", xshift=6)


def _line(name: str, x: FloatArray, y: FloatArray, colour: str, dash: str) -> dict[str, Any]:
    hover = f"{name}: %{{y:.3f}} with %{{x}} neurons<extra></extra>"
    return curve(name, x, y, colour, width=2.0, dash=dash, hovertemplate=hover)
