"""The progress of learning: loss and score, epoch by epoch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from izhikevich._typing import FloatArray
from izhikevich.messages import marked, written
from izhikevich.plots.spec import Area, Axis, Curve, Marker, Pane, Plot, Quantity, Rule
from izhikevich.plots.style import Role

_SCORE, _LOSS = Area(bottom=0.0, top=0.42), Area(bottom=0.57, top=1.0)
#: Role of measures on the training samples, if there are others.
LEARNED = Role.MUTED
_MARKED = 25  # maximum number of samples of a curve for which each has a marker


@dataclass(frozen=True, eq=False)
class LearningCurve:
    """A curve over the epochs.

    Parameters
    ----------
    name : str
        Name of the curve.
    x, y : array, shape (n,)
        Epochs, and the value after each.
    role : Role
    """

    name: str
    x: FloatArray
    y: FloatArray
    role: Role = Role.ACCENT


def course_plot(
    losses: Sequence[LearningCurve],
    scores: Sequence[LearningCurve],
    title: str,
    mark: float,
    end: float,
    shown: float,
) -> Plot:
    """Describe loss and score over the epochs, one above the other.

    Parameters
    ----------
    losses, scores : sequence of LearningCurve
        The score is between 0 and 1.
    title : str
        Name of the score.
    mark : float
        Score at which the task counts as learned.
    end : float
        End of the axis, epochs.
    shown : float
        The epoch that is shown.
    """
    largest = max((float(c.y.max(initial=0.0)) for c in losses), default=0.0) or 1.0
    epochs = Axis(Quantity("epochs", digits=".3g"), range=(0.0, end))
    return Plot(
        panes=[
            Pane(
                x=epochs,
                y=Axis(
                    Quantity("loss", digits=".3g"), range=(0.0, 1.06 * largest), ticks=4, grid=True
                ),
                area=_LOSS,
                heading="loss",
                notes=_names(losses),
                series=[_line(course) for course in losses],
                marks=[Rule(role=Role.MUTED, x=shown, through=True, below=True)],
            ),
            Pane(
                x=epochs,
                y=Axis(
                    Quantity(title, digits=".3f"),
                    range=(-0.04, 1.06),
                    ticks=[(0.0, "0"), (0.5, written(0.5, "g")), (1.0, "1")],
                    grid=True,
                ),
                area=_SCORE,
                heading=title,
                notes=_names(scores),
                series=[_line(course) for course in scores],
                marks=[Rule(role=Role.FAINT, y=mark, dash="dot", below=True)],
            ),
        ]
    )


def _names(courses: Sequence[LearningCurve]) -> list[tuple[str, Role]]:
    return [(course.name, course.role) for course in courses] if len(courses) > 1 else []


def _line(course: LearningCurve) -> Curve:
    return Curve(
        name=course.name,
        role=course.role,
        x=course.x,
        y=course.y,
        marker=Marker("circle", 4.0) if course.x.size <= _MARKED else None,
        point=marked("{name} {y} after {x} epochs"),
    )
