"""How the rates of an ensemble are distributed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from izhikevich.figures.style import (
    INK,
    MUTED,
    NEGATIVE,
    POSITIVE,
    Figure,
    axis,
    bars,
    label,
    layout,
    margins,
)
from izhikevich.neuron.rules import FloatArray

_BINS = 40
_HOVER = "%{y} neurons near %{x:.0f} Hz"


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
        bars(name, edges, _counts(rates[positive == sign], edges), colour, _HOVER)
        for name, colour, sign in (("+", POSITIVE, True), ("−", NEGATIVE, False))
        if np.any(positive == sign)
    ]
    tallest = max(float(np.sum([each["y"] for each in data], axis=0).max(initial=1.0)), 1.0)
    lines = [(mean, MUTED, f"mean {mean:.0f} Hz"), (float(rates[chosen]), INK, f"neuron {chosen}")]
    return {
        "data": data,
        "layout": layout(
            barmode="stack",
            bargap=0.0,
            margin=margins(top=38),
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


def _counts(rates: FloatArray, edges: FloatArray) -> FloatArray:
    return np.histogram(rates, edges)[0].astype(np.float64)
