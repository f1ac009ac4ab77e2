"""How learning goes: loss and score, epoch by epoch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich.figures.style import (
    ACCENT,
    FAINT,
    MUTED,
    Figure,
    axis,
    corner,
    layout,
    row_title,
)
from izhikevich.neuron.rules import FloatArray

_SCORE, _LOSS = (0.0, 0.42), (0.57, 1.0)  # parts of the height
#: Colour of what is measured on the samples that are learned from, where there are others.
LEARNED = MUTED
_FEW = 25  # points of a curve that are drawn as such


@dataclass(frozen=True, eq=False)
class Course:
    """A curve over the epochs.

    Parameters
    ----------
    name : str
        What it is.
    x, y : array, shape (n,)
        Epochs, and its value after so many.
    colour : str
    """

    name: str
    x: FloatArray
    y: FloatArray
    colour: str = ACCENT


def course_figure(
    losses: Sequence[Course],
    scores: Sequence[Course],
    title: str,
    mark: float,
    end: float,
) -> Figure:
    """Return loss and score over the epochs, one above the other.

    Parameters
    ----------
    losses, scores : sequence of Course
        The score is between 0 and 1.
    title : str
        What the score is.
    mark : float
        The score from which on the task counts as learned.
    end : float
        Of the axis, epochs.
    """
    largest = max((float(c.y.max(initial=0.0)) for c in losses), default=0.0) or 1.0
    notes = [row_title("loss", _LOSS[1]), row_title(title, _SCORE[1])]
    for curves, top in ((losses, _LOSS[1]), (scores, _SCORE[1])):
        if len(curves) > 1:
            shift = 0.0
            for curve in reversed(curves):
                notes.append(corner(curve.name, top, curve.colour, xshift=shift))
                shift -= 6.5 * len(curve.name) + 8.0
    return {
        "data": [
            *(_line(curve, "y", "%{y:.3g}") for curve in losses),
            {
                "type": "scatter",
                "mode": "lines",
                "name": "learned",
                "x": np.array([0.0, end]),
                "y": np.array([mark, mark]),
                "yaxis": "y2",
                "line": {"color": FAINT, "width": 1.0, "dash": "dot"},
                "hovertemplate": f"learned from {mark:g} on<extra></extra>",
            },
            *(_line(curve, "y2", "%{y:.3f}") for curve in scores),
        ],
        "layout": layout(
            margin={"l": 56, "r": 12, "t": 22, "b": 36},
            xaxis=axis("epochs", range=[0.0, end], anchor="y2"),
            yaxis=axis(
                "", domain=list(_LOSS), range=[0.0, 1.06 * largest], showgrid=True, nticks=4
            ),
            yaxis2=axis(
                "",
                domain=list(_SCORE),
                range=[-0.04, 1.06],
                showgrid=True,
                tickvals=[0.0, 0.5, 1.0],
                ticktext=["0", "0.5", "1"],
            ),
            annotations=notes,
        ),
    }


def _line(curve: Course, name: str, value: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers" if curve.x.size <= _FEW else "lines",
        "name": curve.name,
        "x": curve.x,
        "y": curve.y,
        "yaxis": name,
        "line": {"color": curve.colour, "width": 1.5},
        "marker": {"color": curve.colour, "size": 4, "symbol": "circle"},
        "hovertemplate": f"{curve.name} {value} after %{{x:.3g}} epochs<extra></extra>",
    }
