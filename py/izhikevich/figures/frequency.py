"""The f-I curve."""

from __future__ import annotations

from typing import Any

from izhikevich.dynamics import FrequencyCurve, hopf, saddle_nodes
from izhikevich.figures.marks import artefact_marks, current_marks
from izhikevich.figures.style import (
    ACCENT,
    GHOST,
    GRID,
    INK,
    MUTED,
    Figure,
    axis,
    label,
    layout,
    titled,
)
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.rules import FloatArray


def frequency_figure(
    curve: FrequencyCurve, parameters: Parameters, present_current: float, unit: str
) -> Figure:
    """Return the firing rate over the current, rising and falling.

    Parameters
    ----------
    curve : FrequencyCurve
        The rates.
    parameters : Parameters
        The neuron, whose bifurcations are marked.
    present_current : float
        Marked by a vertical line.
    unit : str
        Unit of the current.
    """
    currents = curve.currents
    ends = float(currents[0]), float(currents[-1])
    found = [*saddle_nodes(parameters), *filter(None, [hopf(parameters)])]
    marks = current_marks(found, present_current, ends, unit)
    if curve.bistable is not None:
        low, high = curve.bistable
        marks["shapes"].insert(0, _band(low, high))
        marks["annotations"].append(
            label("rest or firing", low, 0.5, MUTED, yref="paper", xanchor="right", xshift=-3)
            if low > 0.5 * sum(ends)
            else label("rest or firing", high, 0.5, MUTED, yref="paper", xanchor="left", xshift=3)
        )
    return {
        "data": [
            _sweep("rising current", curve.currents, curve.up, INK, "triangle-up", unit),
            _sweep(
                "falling current", curve.currents, curve.down, ACCENT, "triangle-down-open", unit
            ),
            *artefact_marks(currents, curve.artefacts, unit),
        ],
        "layout": layout(
            xaxis=axis(titled("I", unit), range=list(ends), showgrid=True),
            yaxis=axis("rate (Hz)", rangemode="tozero", showgrid=True),
            showlegend=True,
            legend={"x": 1.0, "y": 0.02, "xanchor": "right", "yanchor": "bottom"},
            **marks,
        ),
    }


def _band(low: float, high: float) -> dict[str, Any]:
    """Return the range in which rest and firing coexist, as a shaded band."""
    return {
        "type": "rect",
        "x0": low,
        "x1": high,
        "yref": "paper",
        "y0": 0.0,
        "y1": 1.0,
        "fillcolor": GRID,
        "line": {"width": 0},
        "layer": "below",
    }


def _sweep(
    name: str, currents: FloatArray, rates: FloatArray, colour: str, symbol: str, unit: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": currents,
        "y": rates,
        "line": {"color": colour, "width": 1.0},
        "marker": {"symbol": symbol, "size": 6, "color": colour},
        "meta": GHOST,
        "hovertemplate": f"%{{y:.2f}} Hz at I = %{{x:.4g}} {unit}<extra>{name}</extra>",
    }
