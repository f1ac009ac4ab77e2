"""The spikes of a network, and the rates of its populations beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from izhikevich.figures.style import FAINT, PAPER, Figure, axis, label, layout, row_title
from izhikevich.neuron.rules import FloatArray

_RATES = (0.0, 0.2)  # part of the height that the rates take
_SPIKES = (0.28, 1.0)
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
_SMALL = 0.05  # part of the rows below which a population gets no name


def raster_figure(
    times: FloatArray,
    indices: Any,
    groups: Any,
    *,
    names: Sequence[str],
    colors: Sequence[str],
    sizes: Sequence[int],
    t_range: tuple[float, float],
    rates: Sequence[tuple[FloatArray, FloatArray]],
) -> Figure:
    """Return the spikes, neuron by neuron, with population rates on the same time axis.

    Parameters
    ----------
    times : array, shape (n_spikes,)
        ms, sorted.
    indices : integer array, shape (n_spikes,)
        Which neuron fired; neuron 0 stands at the top.
    groups : integer array, shape (n_spikes,)
        Its population.
    names, colors, sizes : sequences
        Of the populations.
    t_range : (float, float)
        ms.
    rates : sequence of (times, rates)
        Of each population, ms and Hz.

    Returns
    -------
    Figure
        With "raster" beside "data" and "layout": the spikes, which the page paints itself.
    """
    n = int(np.sum(sizes))
    edges = np.concatenate([[0], np.cumsum(sizes)])
    dashes = [_DASHES[colors[:k].count(color) % len(_DASHES)] for k, color in enumerate(colors)]
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": t,
            "y": rate,
            "yaxis": "y2",
            "line": {"color": color, "width": 1.5, "dash": dash},
            "hovertemplate": f"{name}: %{{y:.1f}} Hz at %{{x:.0f}} ms<extra></extra>",
        }
        for name, color, dash, (t, rate) in zip(names, colors, dashes, rates, strict=True)
    ]
    return {
        "data": [_boundaries(edges, t_range), *lines],
        "layout": layout(
            margin={"l": 56, "r": 12, "t": 20, "b": 40},
            xaxis=axis("t (ms)", range=list(t_range), anchor="y2"),
            yaxis=axis("neuron", domain=list(_SPIKES), range=[n - 0.5, -0.5]),
            yaxis2=axis("", domain=list(_RATES), rangemode="tozero", nticks=3),
            annotations=[
                row_title("rate (Hz)", _RATES[1]),
                *_names(names, colors, edges, n),
            ],
        ),
        "raster": {
            "times": times,
            "indices": indices.astype(np.int32),
            "groups": groups.astype(np.uint8 if len(names) <= 256 else np.int32),
            "colors": list(colors),
            "names": list(names),
        },
    }


def _boundaries(edges: Any, t_range: tuple[float, float]) -> dict[str, Any]:
    """Return the lines between populations; a trace, since axes without one are not drawn."""
    x = [t for _ in edges for t in (*t_range, None)]
    y = [at for edge in edges.tolist() for at in (edge - 0.5, edge - 0.5, None)]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "boundaries",
        "x": x,
        "y": y,
        "line": {"color": FAINT, "width": 0.5},
        "hoverinfo": "skip",
    }


def _names(names: Sequence[str], colors: Sequence[str], edges: Any, n: int) -> list[dict[str, Any]]:
    """Return the names of the populations, above the right end of their rows."""
    return [
        label(
            name,
            1.0,
            float(first) - 0.5,
            color,
            xref="paper",
            xanchor="right",
            yanchor="bottom" if first == 0 else "top",
            bgcolor=PAPER,
            borderpad=1,
        )
        for name, color, first, last in zip(names, colors, edges[:-1], edges[1:], strict=True)
        if last - first >= _SMALL * n
    ]
