"""How fast each neuron of an ensemble fires for each value that it represents."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.figures.style import (
    INK,
    NEGATIVE,
    POSITIVE,
    Figure,
    axis,
    curve,
    label,
    layout,
    margins,
)
from izhikevich.figures.thin import room
from izhikevich.neuron.rules import FloatArray

#: More curves than this cannot be told apart.
MOST_CURVES = 150


def tuning_figure(
    x: FloatArray, rates: FloatArray, positive: NDArray[np.bool_], chosen: int, title: str
) -> Figure:
    """Return the tuning curves of an ensemble, one of them in front.

    Parameters
    ----------
    x : array, shape (n_points,)
        Represented values.
    rates : array, shape (n_points, n_neurons)
        Hz.
    positive : array of bool, shape (n_neurons,)
        Which neurons fire more for larger x; the two kinds have colours of their own.
    chosen : int
        The neuron in front.
    title : str
        Of the horizontal axis.
    """
    n = rates.shape[1]
    shown = np.arange(0, n, -(-n // room(n, MOST_CURVES)))
    data = [
        _curves(name, x, rates[:, shown[positive[shown] == sign]], colour)
        for name, colour, sign in (
            ("fire for larger values", POSITIVE, True),
            ("fire for smaller values", NEGATIVE, False),
        )
    ]
    peak = int(np.argmax(rates[:, chosen]))
    return {
        "data": [
            *data,
            curve(
                "neuron looked at",
                x,
                np.ascontiguousarray(rates[:, chosen]),
                INK,
                width=2.5,
                hovertemplate=f"neuron {chosen}: %{{y:.0f}} Hz at %{{x:.2f}}<extra></extra>",
            ),
        ],
        "layout": layout(
            margin=margins(top=20),
            xaxis=axis(title, range=[float(x[0]), float(x[-1])]),
            yaxis=axis(
                "rate (Hz)",
                showgrid=True,
                range=[0.0, 1.06 * max(float(rates.max(initial=0.0)), 1.0)],
            ),
            annotations=[
                label(
                    f"neuron {chosen}",
                    float(x[peak]),
                    float(rates[peak, chosen]),
                    INK,
                    yanchor="bottom",
                    xanchor="right" if x[peak] > 0.5 * (x[0] + x[-1]) else "left",
                )
            ],
        ),
    }


def _curves(name: str, x: FloatArray, rates: FloatArray, colour: str) -> dict[str, Any]:
    """Return many curves as one trace, broken between them: it is drawn much quicker."""
    gaps = np.full((1, rates.shape[1]), np.nan)
    return curve(
        name,
        np.tile(np.append(x, np.nan), rates.shape[1]),
        np.concatenate([rates, gaps]).T.ravel(),
        colour,
        width=0.75,
        opacity=0.75,
        hoverinfo="skip",
    )
