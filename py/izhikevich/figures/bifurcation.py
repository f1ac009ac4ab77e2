"""The bifurcation diagram over the current."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.dynamics import BifurcationDiagram, EquilibriumBranch
from izhikevich.figures.marks import artefact_marks, current_marks
from izhikevich.figures.style import (
    INK,
    MUTED,
    STABLE,
    UNSTABLE,
    Figure,
    U,
    V,
    axis,
    curve,
    layout,
    row_title,
    titled,
)
from izhikevich.neuron.parameters import Parameters

# Upper ends of the lower rows, as parts of the figure.
_RESETS = 0.47
_CYCLES = 0.13


def bifurcation_figure(
    diagram: BifurcationDiagram, parameters: Parameters, present_current: float, unit: str
) -> Figure:
    """Return equilibria, u at the resets, and spikes per cycle, one below the other.

    Parameters
    ----------
    diagram : BifurcationDiagram
        What to draw.
    parameters : Parameters
        The neuron.
    present_current : float
        Marked by a vertical line.
    unit : str
        Unit of the current and of u.
    """
    stable = [branch for branch in diagram.equilibria if branch.kind == "stable"]
    unstable = [branch for branch in diagram.equilibria if branch.kind != "stable"]
    data = [
        _branches("stable", stable, STABLE, "solid", unit),
        _branches("unstable", unstable, UNSTABLE, "dash", unit),
        _points(diagram, unit),
    ]
    if not parameters.c_slope:
        data.append(_reset_voltage(diagram, parameters.c, unit))
    data += [_resets(diagram, unit), _cycles(diagram, unit)]
    marks = artefact_marks(diagram.currents, diagram.artefacts, unit)
    data += [{**mark, "yaxis": "y3"} for mark in marks]
    ends = float(diagram.currents[0]), float(diagram.currents[-1])
    tick = max(1, -(-int(diagram.spikes_per_cycle.max()) // 2))
    lines = current_marks(diagram.bifurcations, present_current, ends, unit)
    lines["annotations"] += [
        row_title(titled("u at reset", unit), _RESETS),
        row_title("spikes per cycle", _CYCLES),
    ]
    return {
        "data": data,
        "layout": layout(
            xaxis=axis(titled("I", unit), range=list(ends), anchor="y3", showgrid=True),
            yaxis=axis("v (mV)", domain=[0.58, 1.0], nticks=4, showgrid=True),
            yaxis2=axis("", domain=[0.25, _RESETS], nticks=3, showgrid=True),
            yaxis3=axis("", domain=[0.0, _CYCLES], rangemode="tozero", tick0=0, dtick=tick),
            **lines,
        ),
    }


def _branches(
    name: str, branches: list[EquilibriumBranch], colour: str, dash: str, unit: str
) -> dict[str, Any]:
    """Return branches of equilibria as one line with gaps."""
    gap = np.array([np.nan])
    return curve(
        name,
        np.concatenate([gap, *(part for b in branches for part in (b.current, gap))]),
        np.concatenate([gap, *(part for b in branches for part in (b.v, gap))]),
        colour,
        dash=dash,
        customdata=["", *(text for b in branches for text in (*[b.kind] * b.v.size, ""))],
        hovertemplate=(
            f"%{{customdata}} equilibrium: v = %{{y:.1f}} mV at I = %{{x:.4g}} {unit}"
            "<extra></extra>"
        ),
    )


def _points(diagram: BifurcationDiagram, unit: str) -> dict[str, Any]:
    found = diagram.bifurcations
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "bifurcations",
        "x": [point.current for point in found],
        "y": [point.v for point in found],
        "text": [point.kind for point in found],
        "marker": {
            "symbol": ["square" if p.kind == "saddle-node" else "diamond-open" for p in found],
            "size": 8,
            "color": INK,
        },
        "hovertemplate": f"%{{text}}: I = %{{x:.5g}} {unit}, v = %{{y:.1f}} mV<extra></extra>",
    }


def _reset_voltage(diagram: BifurcationDiagram, c: float, unit: str) -> dict[str, Any]:
    return curve(
        "reset",
        diagram.currents,
        np.where(diagram.firing, c, np.nan),
        V,
        dash="dot",
        customdata=diagram.rate,
        hovertemplate=(
            f"firing at %{{customdata:.1f}} Hz, reset to %{{y:.4g}} mV at I = %{{x:.4g}} {unit}"
            "<extra></extra>"
        ),
    )


def _resets(diagram: BifurcationDiagram, unit: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "u at reset",
        "x": diagram.reset_currents,
        "y": diagram.reset_u,
        "yaxis": "y2",
        "marker": {"size": 3, "color": U},
        "hovertemplate": f"u = %{{y:.4g}} {unit} at I = %{{x:.4g}} {unit}<extra></extra>",
    }


def _cycles(diagram: BifurcationDiagram, unit: str) -> dict[str, Any]:
    spikes = diagram.spikes_per_cycle
    return curve(
        "spikes per cycle",
        diagram.currents,
        np.where(spikes > 0, spikes, np.nan),
        MUTED,
        shape="hvh",
        yaxis="y3",
        hovertemplate=f"%{{y}} spikes per cycle at I = %{{x:.4g}} {unit}<extra></extra>",
    )
