"""Voltage and recovery of one neuron over time."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.figures.style import (
    GHOST,
    Figure,
    U,
    V,
    axis,
    curve,
    layout,
    margins,
    padded,
    row_title,
)
from izhikevich.figures.thin import thin
from izhikevich.neuron.rules import FloatArray

_V = (0.5, 1.0)  # parts of the height
_U = (0.0, 0.36)


def membrane_figure(
    t: FloatArray, v: FloatArray, u: FloatArray, fired: Any, peak: float, end: float
) -> Figure:
    """Return v(t), drawn up to the peak at every spike, and u(t) beneath it.

    Parameters
    ----------
    t, v, u : arrays, shape (n_samples,)
        ms, mV, mV/ms; at a spike v and u are those after the reset.
    fired : integer array, shape (n_spikes,)
        Samples with a spike.
    peak : float
        mV.
    end : float
        Of the time axis, ms.
    """
    x, y = thin(np.insert(t, fired, t[fired]), np.insert(v, fired, peak))
    low, high = padded(float(u.min(initial=0.0)), float(u.max(initial=0.0)))
    lowest = min(float(v.min(initial=-70.0)), -70.0)
    return {
        "data": [
            curve(
                "v",
                x,
                y,
                V,
                yaxis="y",
                meta=GHOST,
                hovertemplate="%{y:.1f} mV at %{x:.0f} ms<extra></extra>",
            ),
            curve(
                "u",
                *thin(t, u),
                U,
                yaxis="y2",
                meta=GHOST,
                hovertemplate="u = %{y:.3g} mV/ms at %{x:.0f} ms<extra></extra>",
            ),
        ],
        "layout": layout(
            margin=margins(top=20),
            xaxis=axis("t (ms)", range=[0.0, end], anchor="y2"),
            yaxis=axis(
                "",
                domain=list(_V),
                showgrid=True,
                nticks=4,
                range=[10.0 * np.floor(0.1 * lowest - 0.2), peak + 10.0],
            ),
            yaxis2=axis("", domain=list(_U), nticks=3, range=[low, high]),
            annotations=[row_title("v (mV)", _V[1]), row_title("u (mV/ms)", _U[1])],
        ),
    }
