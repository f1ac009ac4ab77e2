"""The phase response curve."""

from __future__ import annotations

from typing import Any

from izhikevich.dynamics.phase_response import PhaseResponse
from izhikevich.figures.style import (
    ACCENT,
    FAINT,
    GRID,
    INK,
    MUTED,
    Figure,
    axis,
    curve,
    label,
    layout,
    margins,
)
from izhikevich.neuron.rules import FloatArray


def phase_response_figure(found: PhaseResponse) -> Figure:
    """Return how much earlier or later the spikes come after a kick at each phase."""
    kind = "Type 1: advances" if found.type == 1 else "Type 2: delays, too"
    words = f"{kind}. Kick {found.jump:g} mV, period {found.period:.4g} ms"
    return {
        "data": [
            _line("sixth spike, lasting", found.phases, found.lasting, ACCENT, "solid", found),
            _line("next spike", found.phases, found.first, MUTED, "dot", found),
        ],
        "layout": layout(
            margin=margins(top=44),
            xaxis=axis("phase of the kick (0: just after a spike)", range=[0.0, 1.0]),
            yaxis=axis(
                "spikes earlier by (periods)", showgrid=True, zeroline=True, zerolinecolor=FAINT
            ),
            showlegend=True,
            legend={"orientation": "h", "x": 0.0, "y": 1.0, "yanchor": "bottom"},
            shapes=[
                {
                    "type": "line",
                    "xref": "paper",
                    "x0": 0.0,
                    "x1": 1.0,
                    "y0": 0.0,
                    "y1": 0.0,
                    "line": {"color": GRID, "width": 1.5},
                    "layer": "below",
                }
            ],
            annotations=[
                label(
                    words,
                    0.0,
                    1.0,
                    INK,
                    xref="paper",
                    yref="paper",
                    xanchor="left",
                    yanchor="bottom",
                    yshift=20,
                )
            ],
        ),
    }


def _line(
    name: str, x: FloatArray, y: FloatArray, colour: str, dash: str, found: PhaseResponse
) -> dict[str, Any]:
    return curve(
        name,
        x,
        y,
        colour,
        width=2.0,
        dash=dash,
        customdata=y * found.period,
        hovertemplate=(
            "kick at phase %{x:.2f}: %{y:.4f} periods (%{customdata:.3g} ms) earlier"
            f"<extra>{name}</extra>"
        ),
    )
