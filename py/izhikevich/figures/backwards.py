"""How large the gradient is at each moment: how far errors reach back in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from izhikevich.figures.style import (
    CURRENT,
    GRADIENT,
    MUTED,
    Figure,
    axis,
    corner,
    curve,
    label,
    layout,
    margins,
)
from izhikevich.neuron.rules import FloatArray

_DECADES = 8.0  # shown at most


def backwards_figure(
    t: FloatArray, first: Sequence[FloatArray], now: Sequence[FloatArray], epochs: int
) -> Figure:
    """Return the magnitude of the loss's derivative by v at each moment.

    Parameters
    ----------
    t : array, shape (n,)
        ms.
    first, now : sequence of arrays, shape (n,)
        For each layer, in the first epoch and in the last; empty if there was none.
    epochs : int
        Number of the last.
    """
    known = [part[part > 0.0] for part in (*first, *now)]
    positive = np.concatenate(known) if known else np.zeros(0)
    if not positive.size:
        what = "no gradient anywhere" if now else "no epoch yet"
        notes = [label(what, 0.5, 0.5, MUTED, xref="paper", yref="paper")]
        ends = (-3.0, 1.0)
    else:
        notes = [
            corner("epoch 1", 1.0, MUTED, xshift=-64),
            corner(f"epoch {epochs}", 1.0, GRADIENT),
        ]
        high = float(np.log10(positive.max())) + 0.3
        ends = (max(float(np.log10(positive.min())), high - _DECADES) - 0.2, high)
    lines = [
        _line(f"{name}{f' of layer {k + 1}' if len(parts) > 1 else ''}", t, part, colour)
        for name, parts, colour in (("first epoch", first, CURRENT), ("last epoch", now, GRADIENT))
        for k, part in enumerate(parts)
    ]
    return {
        "data": lines,
        "layout": layout(
            margin=margins(top=22, bottom=36),
            xaxis=axis("t (ms)", range=[0.0, float(t[-1])]),
            yaxis=axis(
                "|dL/dv| (1/mV)",
                type="log",
                range=list(ends),
                showgrid=True,
                nticks=5,
                exponentformat="power",
            ),
            annotations=notes,
        ),
    }


def _line(name: str, t: FloatArray, y: FloatArray, colour: str) -> dict[str, Any]:
    return curve(
        name,
        t,
        np.where(y > 0.0, y, np.nan),
        colour,
        hovertemplate=f"{name}: %{{y:.2e}} per mV at %{{x:.1f}} ms<extra></extra>",
    )
