"""What a tour is made of."""

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
    """What the reader is to achieve by changing values.

    Parameters
    ----------
    text : str
        One or two sentences.
    goal : tuple of str
        The conditions (`izhikevich.tours.condition`) that the answer to the reader's state must
        fulfil, all at once.
    hint : str
        What to think of.
    answer : dict
        Values that fulfil it in the state of the step.
    why : str
        What to learn from it; shown with the answer.
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
    """What a step points at: a panel or a parameter by its name, a readout by its label."""

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
        What is shown and why; paragraphs are separated by empty lines.
    state : dict
        The state of the page, as in links: "view", "preset", "values" (differences from the
        preset), "panels". What is missing is usual.
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
        """The state, complete: what is not of the view is left out."""
        return written(*request_of(self.state))


@dataclass(frozen=True)
class Tour:
    """A guided tour.

    Parameters
    ----------
    name : str
        Its name in links; empty for a tour that is not one of ours.
    title, text : str
        What it is called, and in one or two sentences what it is about.
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
