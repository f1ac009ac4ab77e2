"""Basins of attraction in the phase plane."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.dynamics import FixedPoint, u_nullcline, v_nullcline
from izhikevich.dynamics.basins import OUTCOMES, Basins
from izhikevich.figures.phase import equilibria_trace
from izhikevich.figures.style import (
    INK,
    PAPER,
    REGIME_COLOURS,
    Figure,
    U,
    V,
    axis,
    curve,
    label,
    layout,
    margins,
    titled,
)
from izhikevich.figures.window import WindowLimits
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.rules import FloatArray

_COLOURS = tuple(REGIME_COLOURS[name] for name in ("rest", "single", "tonic", "artefact"))


def basins_figure(
    found: Basins | None,
    parameters: Parameters,
    current: float,
    window: WindowLimits,
    points: tuple[FixedPoint, ...],
    separatrix: FloatArray | None,
    start: tuple[float, float],
) -> Figure:
    """Return the states of the phase plane coloured by what becomes of them.

    Parameters
    ----------
    found : Basins or None
        None where there is no rest at all.
    parameters : Parameters
        The neuron.
    current : float
        Of the nullclines, in the unit of u.
    window : (v_low, v_high, u_low, u_high)
    points : tuple of FixedPoint
    separatrix : array, shape (n, 2), or None
        Stable manifold of the saddle.
    start : (float, float)
        Of the run, marked.
    """
    unit = parameters.units["u"]
    of_v = v_nullcline(parameters, current, window[:2])
    of_u = u_nullcline(parameters, window[:2], window[2:])
    data: list[dict[str, Any]] = [] if found is None else _cells(found, unit)
    data += [
        curve("v-nullcline", of_v.v, of_v.u, V, dash="solid", hoverinfo="skip"),
        curve("u-nullcline", of_u.v, of_u.u, U, dash="solid", hoverinfo="skip"),
    ]
    if separatrix is not None:
        x, y = separatrix[:, 0], separatrix[:, 1]
        data.append(curve("separatrix", x, y, INK, dash="dash", hoverinfo="skip"))
    if points:
        data.append(equilibria_trace(points, unit))
    data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": "start of the run",
            "x": [start[0]],
            "y": [start[1]],
            "marker": {"symbol": "triangle-right", "size": 10, "color": INK},
            "hovertemplate": "start of the run<extra></extra>",
        }
    )
    for trace in data:
        trace.setdefault("showlegend", False)
    return {
        "data": data,
        "layout": layout(
            margin=margins(top=28),
            xaxis=axis("v (mV)", range=list(window[:2])),
            yaxis=axis(titled("u", unit), range=list(window[2:])),
            showlegend=True,
            legend={"orientation": "h", "x": 0.0, "y": 1.0, "yanchor": "bottom"},
            annotations=[
                label(
                    _said(found),
                    0.99,
                    0.02,
                    INK,
                    xref="paper",
                    yref="paper",
                    xanchor="right",
                    yanchor="bottom",
                    bgcolor=PAPER,
                    opacity=0.9,
                )
            ],
        ),
    }


def _said(found: Basins | None) -> str:
    if found is None:
        return "No stable rest at this current"
    if found.bistable:
        return "Rest or firing: the start decides"
    if found.artefacts:
        return "Numerical artefacts: take a smaller dt"
    return "Every start comes to rest"


def _cells(found: Basins, unit: str) -> list[dict[str, Any]]:
    """Return one heatmap for each outcome, of one colour, and its name for the legend."""
    made: list[dict[str, Any]] = []
    for number, (name, colour) in enumerate(zip(OUTCOMES, _COLOURS, strict=True)):
        here = found.outcome == number
        if not here.any():
            continue
        made.append(
            {
                "type": "heatmap",
                "name": name,
                "x": found.v,
                "y": found.u,
                "z": np.where(here, found.spikes.astype(np.float64), np.nan),
                "colorscale": [[0.0, colour], [1.0, colour]],
                "showscale": False,
                "hoverongaps": False,
                "hovertemplate": (
                    f"from v = %{{x:.4g}} mV, u = %{{y:.4g}} {unit}: {name}<br>"
                    "%{z:.0f} spikes in this run<extra></extra>"
                ),
            }
        )
        made.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": name,
                "x": [None],
                "y": [None],
                "marker": {
                    "symbol": "square",
                    "size": 11,
                    "color": colour,
                    "line": {"color": INK, "width": 0.5},
                },
                "showlegend": True,
                "hoverinfo": "skip",
            }
        )
    return made
