"""The strength-duration curve."""

from __future__ import annotations

from math import ceil, floor, isnan, log10
from typing import Any

import numpy as np

from izhikevich.dynamics.strength_duration import StrengthDuration
from izhikevich.figures.style import (
    ACCENT,
    CURRENT,
    INK,
    MUTED,
    Figure,
    axis,
    curve,
    label,
    layout,
    margins,
    row_title,
    titled,
)
from izhikevich.neuron.rules import FloatArray


def strength_duration_figure(found: StrengthDuration, unit: str) -> Figure:
    """Return the weakest pulse that brings a spike over its duration, on logarithmic axes."""
    x = found.durations
    data = [_line("threshold", x, found.strengths, INK, "solid", unit)]
    if not isnan(found.chronaxie):
        weiss = found.rheobase * (1.0 + found.chronaxie / x)
        data.append(_line("Weiss", x, weiss, MUTED, "dot", unit))
    levels = [(found.rheobase, f"rheobase {found.rheobase:.4g}", ACCENT, "solid")]
    if found.slow is not None and found.slow > 0.0:
        levels.append((found.slow, f"slow ramp {found.slow:.4g}, closed form", CURRENT, "dash"))
    levels = [level for level in levels if not isnan(level[0])]
    known = found.strengths[np.isfinite(found.strengths)]
    ends = np.log10(np.concatenate([known, [level[0] for level in levels]]))
    # The names of close levels stand on either side of their lines.
    highest = max((level[0] for level in levels), default=0.0)
    shapes = [_level(y, colour, dash) for y, _, colour, dash in levels]
    notes = [
        label(
            text,
            1.0,
            log10(y),
            colour,
            xref="paper",
            xanchor="right",
            yanchor="bottom" if y == highest else "top",
        )
        for y, text, colour, _ in levels
    ]
    if not isnan(found.chronaxie):
        data.append(_chronaxie(found, unit))
        notes.append(
            label(
                f"chronaxie {found.chronaxie:.3g} ms",
                log10(found.chronaxie),
                log10(2.0 * found.rheobase),
                INK,
                xanchor="left",
                yanchor="bottom",
                xshift=6,
            )
        )
    notes.append(row_title(f"from rest at I = {found.rest_current:.4g}", 1.0))
    low, high = (float(ends.min()), float(ends.max())) if ends.size else (0.0, 1.0)
    return {
        "data": data,
        "layout": layout(
            xaxis=axis(
                "duration of the pulse (ms)",
                type="log",
                showgrid=True,
                range=[log10(float(x[0])), log10(float(x[-1]))],
                **_round_ticks(float(x[0]), float(x[-1])),
            ),
            yaxis=axis(
                titled("added current", unit),
                type="log",
                showgrid=True,
                range=[low - 0.15, high + 0.1],
                **_round_ticks(10.0**low, 10.0**high),
            ),
            showlegend=True,
            legend={"x": 1.0, "y": 1.0, "xanchor": "right", "yanchor": "top"},
            margin=margins(top=24),
            shapes=shapes,
            annotations=notes,
        ),
    }


def _round_ticks(low: float, high: float) -> dict[str, Any]:
    """Return ticks at 1, 2 and 5 times the powers of ten between two, at 1 only if far apart."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    steps = (1.0, 2.0, 5.0) if high < 2e3 * low else (1.0,)
    values = [m * 10.0**k for k in powers for m in steps]
    return {"tickvals": values, "ticktext": [f"{value:.4g}" for value in values]}


def _line(
    name: str, x: FloatArray, y: FloatArray, colour: str, dash: str, unit: str
) -> dict[str, Any]:
    title = "rule of Weiss" if name == "Weiss" else name
    return curve(
        title,
        x,
        y,
        colour,
        dash=dash,
        mode="lines+markers" if name == "threshold" else "lines",
        marker={"size": 5, "color": colour},
        hovertemplate=f"%{{x:.3g}} ms: %{{y:.4g}} {unit}<extra>{title}</extra>",
    )


def _chronaxie(found: StrengthDuration, unit: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "chronaxie",
        "x": [found.chronaxie],
        "y": [2.0 * found.rheobase],
        "marker": {"symbol": "diamond", "size": 9, "color": INK},
        "showlegend": False,
        "hovertemplate": f"%{{x:.3g}} ms at twice the rheobase, %{{y:.4g}} {unit}<extra></extra>",
    }


def _level(y: float, colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0.0,
        "x1": 1.0,
        "y0": y,
        "y1": y,
        "line": {"color": colour, "width": 1.5, "dash": dash},
    }
