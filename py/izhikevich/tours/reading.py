r"""A teacher's own tour: a small JSON file.

::

    {
      "type": "izhikevich-tour",
      "title": "My tour",
      "text": "What it is about.",
      "steps": [
        {
          "title": "A few words",
          "text": "What is shown.\n\nA second paragraph.",
          "state": "#neuron?preset=RS&I=10",
          "points_at": {"kind": "panel", "name": "phase"},
          "task": {
            "text": "Make it fire at more than 20 Hz.",
            "goal": ["rate > 20", "I <= 40"],
            "hint": "More current.",
            "answer": {"I": 20},
            "why": "Optional: what to learn from it."
          }
        }
      ]
    }

"title" and "steps" are required, and in a step "text". "state" is a link (what "Share" copies) or
as in a saved state; a step without one keeps that of the step before. "points_at" has the kind
"panel", "parameter" (with its name) or "readout" (with its label). The conditions of a "goal"
compare a fact of the view (`View.facts`) or a parameter with a number, by =, <, >, <= or >=.
Everything is text, nothing is code. Faults are described in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from izhikevich.errors import FileError, ParameterError, shown
from izhikevich.links import read_link
from izhikevich.tours.condition import Condition, condition
from izhikevich.tours.tour import PointsAt, Step, Task, Tour
from izhikevich.transport import plain
from izhikevich.views.declare import Number, Value, Values
from izhikevich.views.registry import request_of
from izhikevich.views.state import State, written
from izhikevich.views.view import AnyView

TYPE = "izhikevich-tour"
#: Maximum number of characters of a whole file, of a text, and of a title.
LARGEST, _LONGEST, _TITLE = 100_000, 2000, 120
_MOST_STEPS, _MOST_CONDITIONS, _MOST_VALUES = 30, 8, 60
_KINDS = ("panel", "parameter", "readout")
_TAG = re.compile(r"<[a-zA-Z/!]")
_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class TourError(FileError):
    """A file that is not a tour, with the location of the fault."""


def read_tour(text: str) -> Tour:
    """Read and fully check a tour.

    Raises
    ------
    TourError
        Describes the fault, and the step that contains it.
    """
    if not isinstance(text, str):
        raise ParameterError("text", text, "must be the text of a tour's file")
    if len(text) > LARGEST:
        raise TourError(f"a tour has at most {LARGEST:,} characters, not {len(text):,}")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise TourError("it is not JSON") from None
    if not isinstance(found, Mapping) or found.get("type") != TYPE:
        raise TourError(f'it is not a tour: a tour has "type": "{TYPE}"')
    _check_keys(found, ("type", "version", "title", "text", "steps"), "the tour")
    version = found.get("version", 1)
    if version != 1 or isinstance(version, bool):
        raise TourError(f"tours of version {shown(version)} are not known here, only of version 1")
    title = _text(found, "title", "the tour", _TITLE)
    about = _text(found, "text", "the tour", _LONGEST, usual="")
    listed = found.get("steps")
    if not isinstance(listed, list) or not 1 <= len(listed) <= _MOST_STEPS:
        raise TourError(f'"steps" must be a list of 1 to {_MOST_STEPS} steps')
    steps: list[Step] = []
    for k, one in enumerate(listed):
        steps.append(_step(one, f"step {k + 1}", steps[-1].state if steps else {}))
    return Tour("", title, about, tuple(steps))


def write_tour(tour: Tour) -> str:
    """Return a tour as the text of a file, which `read_tour` reads."""
    if not isinstance(tour, Tour):
        raise ParameterError("tour", tour, "must be a Tour, as read_tour returns it")
    steps = []
    for step in plain(tour.normal.steps):
        written = {key: value for key, value in step.items() if value}
        if "task" in written:
            written["task"] = {key: value for key, value in written["task"].items() if value}
        steps.append(written)
    found = {"type": TYPE, "version": 1, "title": tour.title, "text": tour.text, "steps": steps}
    return json.dumps(found, ensure_ascii=False, indent=1)


def _step(found: object, where: str, before: Mapping[str, object]) -> Step:
    step = _record(found, where)
    _check_keys(step, ("title", "text", "state", "points_at", "task"), where)
    title = _text(step, "title", where, _TITLE, usual="")
    text = _text(step, "text", where, _LONGEST)
    view, state = _state(step.get("state", before), where)
    at = step.get("points_at")
    points_at = None if at is None else _points_at(at, view, where)
    task = step.get("task")
    return Step(title, text, state, points_at, None if task is None else _task(task, view, where))


def _state(found: object, where: str) -> tuple[AnyView, State]:
    """Return the view of a state and the state, normalised; no fault is allowed."""
    state = read_link(found)[0] if isinstance(found, str) else _record(found, f"{where}: the state")
    _values(state.get("values", {}), f"{where}: the values of the state")
    view, request = request_of(state)
    for notice in request.notices:
        raise TourError(f"{where}: {notice.text}")
    return view, written(view, request)


def _points_at(found: object, view: AnyView, where: str) -> PointsAt:
    at = _record(found, f"{where}: what it points at")
    _check_keys(at, ("kind", "name"), f"{where}: what it points at")
    kind, name = at.get("kind"), _text(at, "name", f"{where}: what it points at", _TITLE)
    if kind not in _KINDS:
        raise TourError(f"{where} can point at a {' or '.join(_KINDS)}, not at {shown(kind)}")
    names = {
        "panel": [panel.name for panel in view.panels],
        "parameter": [parameter.name for parameter in view.parameters],
    }
    if name not in names.get(str(kind), [name]):
        raise TourError(f"{where}: {view.title} has no {kind} called {shown(name)}")
    return PointsAt(kind, name)


def _task(found: object, view: AnyView, where: str) -> Task:
    where = f"{where}: its task"
    task = _record(found, where)
    _check_keys(task, ("text", "goal", "hint", "answer", "why"), where)
    listed = task.get("goal")
    if not isinstance(listed, list) or not 1 <= len(listed) <= _MOST_CONDITIONS:
        raise TourError(f'{where} needs a "goal": a list of 1 to {_MOST_CONDITIONS} conditions')
    return Task(
        text=_text(task, "text", where, _LONGEST),
        goal=tuple(_condition(one, view, where).text for one in listed),
        hint=_text(task, "hint", where, _LONGEST, usual=""),
        answer=_answer(task.get("answer", {}), view, where),
        why=_text(task, "why", where, _LONGEST, usual=""),
    )


def _condition(found: object, view: AnyView, where: str) -> Condition:
    if not isinstance(found, str) or len(found) > _TITLE:
        raise TourError(f'{where}: {shown(found)} is no condition such as "rate > 20"')
    try:
        read = condition(found)
    except ValueError as error:
        raise TourError(f"{where}: {error}") from None
    numbers = [p.name for p in view.parameters if isinstance(p, Number)]
    if read.what not in numbers and not any(_names(fact, read.what) for fact in view.facts):
        known = ", ".join(view.facts) or "none"
        raise TourError(
            f"{where}: {view.title} has no fact or number called {shown(read.what)}. "
            f"Its facts are: {known}"
        )
    return read


def _names(fact: str, name: str) -> bool:
    """Whether a fact has this name; in declared names, NAME is the part that varies by network."""
    begin, mark, _ = fact.partition("NAME")
    return name.startswith(begin) and len(name) > len(begin) if mark else name == fact


def _answer(found: object, view: AnyView, where: str) -> Values:
    parameters = {parameter.name: parameter for parameter in view.parameters}
    answer: Values = {}
    for name, value in _values(found, f"{where}: its answer").items():
        if name not in parameters:
            raise TourError(f"{where}: {view.title} has no parameter called {shown(name)}")
        try:
            answer[name] = parameters[name].read(value)
        except ParameterError as error:
            raise TourError(f"{where}: its answer: {error}") from None
    return answer


def _values(found: object, where: str) -> dict[str, Value]:
    values = _record(found, where)
    if len(values) > _MOST_VALUES:
        raise TourError(f"{where}: there are more than {_MOST_VALUES}")
    for name, value in values.items():
        if not isinstance(value, str | int | float) or len(str(value)) > _LONGEST:
            raise TourError(f"{where}: {shown(value)} is no value of {shown(name)}")
    return dict(values)


def _record(found: object, where: str) -> dict[str, Any]:
    if not isinstance(found, Mapping):
        raise TourError(f"{where} must be an object of names and values, not {shown(found)}")
    return dict(found)


def _check_keys(found: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in found:
        if key not in known:
            raise TourError(f"{where} has no {shown(key)}, only {', '.join(known)}")


def _text(
    found: Mapping[str, Any], key: str, where: str, longest: int, usual: str | None = None
) -> str:
    """Return a text: plain, within bounds, and present unless there is a default."""
    text = found.get(key, usual)
    if not isinstance(text, str) or (usual is None and not text.strip()):
        raise TourError(f'{where} needs a "{key}", a text, not {shown(text)}')
    if len(text) > longest:
        raise TourError(f'{where}: "{key}" has {len(text):,} characters; {longest:,} are allowed')
    tag = _TAG.search(text)
    end = text.find(">", tag.end()) if tag else -1
    if tag and end >= 0:
        html = shown(text[tag.start() : end + 1])
        raise TourError(f'{where}: "{key}" is plain text, without HTML such as {html}')
    odd = _ODD.search(text)
    if odd:
        raise TourError(f'{where}: "{key}" holds the character {odd[0]!a}, which cannot be shown')
    return text.strip()
