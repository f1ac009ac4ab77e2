"""How the rates of an ensemble are distributed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.figures.style import INK, MUTED, NEGATIVE, POSITIVE, Figure, axis, label, layout
from izhikevich.neuron.rules import FloatArray

_BINS = 40


def rates_figure(rates: FloatArray, positive: NDArray[np.bool_], chosen: int) -> Figure:
    """Return the distribution of the mean rates of a run.

    Parameters
    ----------
    rates : array, shape (n_neurons,)
        Hz.
    positive : array of bool, shape (n_neurons,)
        As for `tuning_figure`: the two kinds are counted apart.
    chosen : int
        The neuron whose rate is marked.
    """
    high = max(10.0, 10.0 * float(np.ceil(0.1 * rates.max(initial=0.0))))
    edges = np.linspace(0.0, high, _BINS + 1)
    mean = float(rates.mean())
    data = [
        _bars(name, edges, rates[positive == sign], colour)
        for name, colour, sign in (("+", POSITIVE, True), ("−", NEGATIVE, False))
        if np.any(positive == sign)
    ]
    tallest = max(float(np.sum([bars["y"] for bars in data], axis=0).max(initial=1.0)), 1.0)
    lines = [(mean, MUTED, f"mean {mean:.0f} Hz"), (float(rates[chosen]), INK, f"neuron {chosen}")]
    return {
        "data": data,
        "layout": layout(
            barmode="stack",
            bargap=0.0,
            margin={"l": 56, "r": 12, "t": 38, "b": 40},
            xaxis=axis("mean rate (Hz)", range=[0.0, high]),
            yaxis=axis("neurons", showgrid=True, range=[0.0, 1.05 * tallest]),
            shapes=[
                {
                    "type": "line",
                    "x0": at,
                    "x1": at,
                    "y0": 0.0,
                    "y1": 1.0,
                    "yref": "paper",
                    "line": {"color": colour, "width": 1.5, "dash": "dot"},
                }
                for at, colour, _ in lines
            ],
            annotations=[
                label(text, at, 1.0, colour, yref="paper", yanchor="bottom", yshift=16.0 * k)
                for k, (at, colour, text) in enumerate(lines)
            ],
        ),
    }


def _bars(name: str, edges: FloatArray, rates: FloatArray, colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": name,
        "x": 0.5 * (edges[:-1] + edges[1:]),
        "y": np.histogram(rates, edges)[0].astype(np.float64),
        "width": float(edges[1] - edges[0]),
        "marker": {"color": colour},
        "hovertemplate": "%{y} neurons near %{x:.0f} Hz<extra></extra>",
    }
