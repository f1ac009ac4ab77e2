"""The definition of a tour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from izhikevich.tours.condition import Condition, condition
from izhikevich.transport import SentAs
from izhikevich.views.registry import request_of
from izhikevich.views.schema import Values
from izhikevich.views.state import State, written


@dataclass(frozen=True)
class Task:
    """A goal that the reader should achieve by changing values.

    Parameters
    ----------
    text : str
        One or two sentences.
    goal : tuple of str
        Conditions (`izhikevich.tours.condition`) that the answer to the reader's state must meet,
        all of them together.
    hint : str
        A hint.
    answer : dict
        Values that meet the goal in the state of the step.
    why : str
        What to learn from it; displayed with the answer.
    """

    text: str
    goal: tuple[str, ...]
    hint: str
    answer: Values
    why: str = ""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The goal, read."""
        return tuple(condition(text) for text in self.goal)


@dataclass(frozen=True)
class PointsAt:
    """The target of a step: a panel or a parameter by its name, a readout by its label."""

    kind: Literal["panel", "parameter", "readout"]
    name: str


@dataclass(frozen=True)
class Step:
    """One step of a tour.

    Parameters
    ----------
    title : str
        A few words.
    text : str
        Description and explanation; paragraphs are separated by empty lines.
    state : dict
        The state of the page, as in links: "view", "preset", "values" (differences from the
        preset), "panels". Whatever is missing has its default.
    points_at : PointsAt, optional
    task : Task, optional
    """

    title: str
    text: str
    state: Annotated[Mapping[str, object], SentAs(State)] = field(default_factory=dict)
    points_at: PointsAt | None = None
    task: Task | None = None

    @property
    def normal_state(self) -> State:
        """The state, complete: whatever does not belong to the view is omitted."""
        return written(*request_of(self.state))


@dataclass(frozen=True)
class Tour:
    """A guided tour.

    Parameters
    ----------
    name : str
        Its name in links; empty for a tour that is not one of ours.
    title, text : str
        Title, and one or two sentences on its subject.
    steps : tuple of Step
    """

    name: str
    title: str
    text: str
    steps: tuple[Step, ...]

    @property
    def normal(self) -> Tour:
        """The same with complete states, as the page takes it."""
        steps = (replace(step, state=step.normal_state) for step in self.steps)
        return replace(self, steps=tuple(steps))
