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
    curve,
    layout,
    margins,
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
    for courses, top in ((losses, _LOSS[1]), (scores, _SCORE[1])):
        if len(courses) > 1:
            shift = 0.0
            for course in reversed(courses):
                notes.append(corner(course.name, top, course.colour, xshift=shift))
                shift -= 6.5 * len(course.name) + 8.0
    return {
        "data": [
            *(_line(course, "y", "%{y:.3g}") for course in losses),
            curve(
                "learned",
                np.array([0.0, end]),
                np.array([mark, mark]),
                FAINT,
                width=1.0,
                dash="dot",
                yaxis="y2",
                hovertemplate=f"learned from {mark:g} on<extra></extra>",
            ),
            *(_line(course, "y2", "%{y:.3f}") for course in scores),
        ],
        "layout": layout(
            margin=margins(top=22, bottom=36),
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


def _line(course: Course, axis_name: str, value: str) -> dict[str, Any]:
    return curve(
        course.name,
        course.x,
        course.y,
        course.colour,
        mode="lines+markers" if course.x.size <= _FEW else "lines",
        yaxis=axis_name,
        marker={"color": course.colour, "size": 4, "symbol": "circle"},
        hovertemplate=f"{course.name} {value} after %{{x:.3g}} epochs<extra></extra>",
    )
