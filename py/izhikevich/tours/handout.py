"""Printed handouts of the tours: their subjects, their tasks, and the answers."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich.messages import counted, marked, msg
from izhikevich.messages.catalogues import ENGLISH, commands
from izhikevich.messages.translation import Translation
from izhikevich.tours.links import write_tour_link
from izhikevich.tours.tour import Step, Tour
from izhikevich.views.registry import view_of

#: Texts of the page, by name.
WORDS = {
    "title": marked("Teaching with the explorer"),
    "intro": marked(
        "Guided tours with their links, tasks to print, and answers. Each code leads to its place "
        "in the explorer; “Tours” there exports a tour for a learning platform."
    ),
    "tours": marked("Tours"),
    "tasks": marked("Tasks"),
    "answers": marked("Answers"),
    "name": marked("Name"),
    "open": marked("Open the tour"),
    "begin": marked("Open the task"),
    "explorer": marked("To the explorer"),
}


@dataclass(frozen=True)
class TaskSheet:
    """A task as it is printed.

    Parameters
    ----------
    title, text, hint : str
        The title of its step, the task, and a hint.
    link : str
        To the step, from "#" on.
    answer : tuple of (str, str)
        Symbols or names of parameters, with their values.
    why : str
        What to learn from it.
    """

    title: str
    text: str
    hint: str
    link: str
    answer: tuple[tuple[str, str], ...]
    why: str


@dataclass(frozen=True)
class TourSheet:
    """A tour as it is printed.

    Parameters
    ----------
    title, text : str
    size : str
        How many steps and tasks it has.
    link : str
        From "#" on.
    tasks : tuple of TaskSheet
    """

    title: str
    text: str
    size: str
    link: str
    tasks: tuple[TaskSheet, ...]


def sheet(tour: Tour, language: str = ENGLISH) -> TourSheet:
    """Return a tour as it is printed in a language."""
    speech = commands(language)
    suffix = "" if language == ENGLISH else f"&lang={language}"
    link = write_tour_link(tour)
    tasks = tuple(
        _task(step, f"{link}&step={number}{suffix}", speech)
        for number, step in enumerate(tour.steps, 1)
        if step.task is not None
    )
    size = msg(
        "{steps}, {tasks}",
        steps=counted("{count} step", "{count} steps", len(tour.steps)),
        tasks=counted("{count} task", "{count} tasks", len(tasks)),
    )
    return TourSheet(
        speech.text(tour.title), speech.text(tour.text), speech.text(size), f"{link}{suffix}", tasks
    )


def _task(step: Step, link: str, speech: Translation) -> TaskSheet:
    task = step.task
    assert task is not None
    known = {one.name: one for one in view_of(step.normal_state).parameters}
    answer = tuple(
        (
            getattr(known[name], "symbol", "") or speech.text(known[name].label),
            speech.signs.write(f"{value:g}" if isinstance(value, float) else str(value)).replace(
                "-", "−"
            ),
        )
        for name, value in task.answer.items()
    )
    hint, why = (speech.text(text) if text else "" for text in (task.hint, task.why))
    return TaskSheet(speech.text(step.title), speech.text(task.text), hint, link, answer, why)
