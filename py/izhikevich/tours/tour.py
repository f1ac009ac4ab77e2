"""What a tour is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from izhikevich.tours.condition import Condition
from izhikevich.views.declare import Values
from izhikevich.views.registry import request_of
from izhikevich.views.state import written


@dataclass(frozen=True)
class Task:
    """What the reader is to achieve by changing values.

    Parameters
    ----------
    text : str
        One or two sentences.
    goal : tuple of Condition
        What the answer to the reader's state must fulfil, all at once.
    hint : str
        What to think of.
    answer : dict
        Values that fulfil it in the state of the step.
    why : str
        What to learn from it; shown with the answer.
    """

    text: str
    goal: tuple[Condition, ...]
    hint: str
    answer: Values
    why: str = ""

    def schema(self) -> dict[str, Any]:
        """Return the task as the page reads it."""
        return {
            "text": self.text,
            "goal": [condition.text for condition in self.goal],
            "hint": self.hint,
            "answer": self.answer,
            "why": self.why,
        }


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
    points_at : (str, str), optional
        "panel" and its name, "parameter" and its name, or "readout" and its label.
    task : Task, optional
    """

    title: str
    text: str
    state: Mapping[str, Any] = field(default_factory=dict)
    points_at: tuple[str, str] | None = None
    task: Task | None = None

    @property
    def normal_state(self) -> dict[str, Any]:
        """The state, complete: what is not of the view is left out."""
        return written(*request_of(self.state))

    def schema(self) -> dict[str, Any]:
        """Return the step as the page reads it."""
        kind, name = self.points_at or (None, None)
        return {
            "title": self.title,
            "text": self.text,
            "state": self.normal_state,
            "points_at": {"kind": kind, "name": name} if kind else None,
            "task": self.task.schema() if self.task else None,
        }


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

    def schema(self) -> dict[str, Any]:
        """Return the tour as the page reads it."""
        return {
            "name": self.name,
            "title": self.title,
            "text": self.text,
            "steps": [step.schema() for step in self.steps],
        }
