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
from izhikevich.messages import Message, msg
from izhikevich.messages import Number as Written
from izhikevich.tours.condition import Condition, condition
from izhikevich.tours.tour import PointsAt, Step, Task, Tour
from izhikevich.transport import plain
from izhikevich.views.base import AnyView, fact_of
from izhikevich.views.registry import request_of
from izhikevich.views.schema import Number, Value, Values
from izhikevich.views.state import State, written

TYPE = "izhikevich-tour"
#: Maximum number of characters of a whole file, of a text, and of a title.
LARGEST, _LONGEST, _TITLE = 100_000, 2000, 120
_MAX_STEPS, _MAX_CONDITIONS, _MAX_VALUES = 30, 8, 60
_EXACT = 2.0**53  # below it every whole number is one of both languages
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
        raise TourError(
            msg(
                "a tour has at most {most} characters, not {count}",
                most=_count(LARGEST),
                count=_count(len(text)),
            )
        )
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise TourError(msg("it is not JSON")) from None
    if not isinstance(found, Mapping) or found.get("type") != TYPE:
        raise TourError(msg('it is not a tour: a tour has "type": "{type}"', type=TYPE))
    whole = msg("the tour")
    _check_keys(found, ("type", "version", "title", "text", "steps"), whole)
    version = found.get("version", 1)
    if version != 1 or isinstance(version, bool):
        raise TourError(
            msg(
                "only tours of version 1 are known here, not of version {version}",
                version=shown(version),
            )
        )
    title = _text(found, "title", whole, _TITLE)
    about = _text(found, "text", whole, _LONGEST, default="")
    listed = found.get("steps")
    if not isinstance(listed, list) or not 1 <= len(listed) <= _MAX_STEPS:
        raise TourError(msg('"steps" must be a list of 1 to {most} steps', most=_MAX_STEPS))
    steps: list[Step] = []
    for k, one in enumerate(listed):
        where = msg("step {number}", number=k + 1)
        steps.append(_step(one, where, steps[-1].state if steps else {}))
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
    return json.dumps(_whole(found), ensure_ascii=False, indent=1)


def _whole(found: Any) -> Any:
    """Return the same with whole numbers as the page writes them: 4, not 4.0."""
    if isinstance(found, Mapping):
        return {key: _whole(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [_whole(value) for value in found]
    if isinstance(found, float) and found.is_integer() and abs(found) < _EXACT:
        return int(found)
    return found


def _step(found: object, where: Message, before: Mapping[str, object]) -> Step:
    step = _record(found, where)
    _check_keys(step, ("title", "text", "state", "points_at", "task"), where)
    title = _text(step, "title", where, _TITLE, default="")
    text = _text(step, "text", where, _LONGEST)
    view, state = _state(step.get("state", before), where)
    at = step.get("points_at")
    points_at = None if at is None else _points_at(at, view, where)
    task = step.get("task")
    return Step(title, text, state, points_at, None if task is None else _task(task, view, where))


def _state(found: object, where: Message) -> tuple[AnyView, State]:
    """Return the view of a state and the state, normalised; no fault is allowed."""
    if isinstance(found, str):
        state: Mapping[str, object] = read_link(found)[0]
    else:
        state = _record(found, msg("{place}: the state", place=where))
    _values(state.get("values", {}), msg("{place}: the values of the state", place=where))
    view, request = request_of(state)
    for notice in request.notices:
        raise _wrong(where, notice.text)
    return view, written(view, request)


def _points_at(found: object, view: AnyView, where: Message) -> PointsAt:
    place = msg("{place}: what it points at", place=where)
    at = _record(found, place)
    _check_keys(at, ("kind", "name"), place)
    kind, name = at.get("kind"), _text(at, "name", place, _TITLE)
    if kind not in _KINDS:
        raise TourError(
            msg(
                '{place} can point at a "panel", a "parameter" or a "readout", not at {kind}',
                place=where,
                kind=shown(kind),
            )
        )
    names = {
        "panel": [panel.name for panel in view.panels],
        "parameter": [parameter.name for parameter in view.parameters],
    }
    if name not in names.get(str(kind), [name]):
        if kind == "panel":
            raise _wrong(where, msg("{view} has no panel called {name}", **_of(view, name)))
        raise _wrong(where, _no_parameter(view, name))
    return PointsAt(kind, name)


def _task(found: object, view: AnyView, where: Message) -> Task:
    where = msg("{place}: its task", place=where)
    task = _record(found, where)
    _check_keys(task, ("text", "goal", "hint", "answer", "why"), where)
    listed = task.get("goal")
    if not isinstance(listed, list) or not 1 <= len(listed) <= _MAX_CONDITIONS:
        raise TourError(
            msg(
                '{place} needs a "goal": a list of 1 to {most} conditions',
                place=where,
                most=_MAX_CONDITIONS,
            )
        )
    return Task(
        text=_text(task, "text", where, _LONGEST),
        goal=tuple(_condition(one, view, where).text for one in listed),
        hint=_text(task, "hint", where, _LONGEST, default=""),
        answer=_answer(task.get("answer", {}), view, where),
        why=_text(task, "why", where, _LONGEST, default=""),
    )


def _condition(found: object, view: AnyView, where: Message) -> Condition:
    if not isinstance(found, str) or len(found) > _TITLE:
        no = msg('{text} is not a condition such as "rate > 20"', text=shown(found))
        raise _wrong(where, no)
    try:
        read = condition(found)
    except ValueError as error:
        raise _wrong(where, str(error)) from None
    numbers = [p.name for p in view.parameters if isinstance(p, Number)]
    if read.what not in numbers and fact_of(view, read.what) is None:
        unknown = msg(
            "{view} has no fact or number called {name}. Its facts are: {known}",
            **_of(view, read.what),
            known=", ".join(view.facts) or msg("none"),
        )
        raise _wrong(where, unknown)
    return read


def _answer(found: object, view: AnyView, where: Message) -> Values:
    parameters = {parameter.name: parameter for parameter in view.parameters}
    answer: Values = {}
    place = msg("{place}: its answer", place=where)
    for name, value in _values(found, place).items():
        if name not in parameters:
            raise _wrong(where, _no_parameter(view, name))
        try:
            answer[name] = parameters[name].read(value)
        except ParameterError as error:
            raise _wrong(place, str(error)) from None
    return answer


def _values(found: object, where: Message) -> dict[str, Value]:
    values = _record(found, where)
    if len(values) > _MAX_VALUES:
        raise _wrong(where, msg("there are more than {most}", most=_MAX_VALUES))
    for name, value in values.items():
        if not isinstance(value, str | int | float) or len(str(value)) > _LONGEST:
            no = msg("{value} is not a value of {name}", value=shown(value), name=shown(name))
            raise _wrong(where, no)
    return dict(values)


def _record(found: object, where: Message) -> dict[str, Any]:
    if not isinstance(found, Mapping):
        raise TourError(
            msg(
                "{place} must be an object of names and values, not {found}",
                place=where,
                found=shown(found),
            )
        )
    return dict(found)


def _check_keys(found: Mapping[str, Any], known: tuple[str, ...], where: Message) -> None:
    for key in found:
        if key not in known:
            raise TourError(
                msg(
                    "{place} has no {key}, only {known}",
                    place=where,
                    key=shown(key),
                    known=", ".join(known),
                )
            )


def _text(
    found: Mapping[str, Any], key: str, where: Message, longest: int, default: str | None = None
) -> str:
    """Return a text: plain, within bounds, and present unless there is a default."""
    text = found.get(key, default)
    if not isinstance(text, str) or (default is None and not text.strip()):
        raise TourError(
            msg(
                '{place} needs a "{key}", a text, not {text}',
                place=where,
                key=key,
                text=shown(text),
            )
        )
    if len(text) > longest:
        long = msg(
            '"{key}" has {count} characters; {most} are allowed',
            key=key,
            count=_count(len(text)),
            most=_count(longest),
        )
        raise _wrong(where, long)
    tag = _TAG.search(text)
    end = text.find(">", tag.end()) if tag else -1
    if tag and end >= 0:
        html = shown(text[tag.start() : end + 1])
        raise _wrong(
            where, msg('"{key}" is plain text, without HTML such as {html}', key=key, html=html)
        )
    odd = _ODD.search(text)
    if odd:
        cannot = msg(
            '"{key}" contains the character {character}, which cannot be shown',
            key=key,
            character=ascii(odd[0]),
        )
        raise _wrong(where, cannot)
    return text.strip()


def _wrong(place: Message, what: str) -> TourError:
    """Return the error that says what is wrong, and where."""
    return TourError(msg("{place}: {what}", place=place, what=what))


def _no_parameter(view: AnyView, name: str) -> Message:
    return msg("{view} has no parameter called {name}", **_of(view, name))


def _of(view: AnyView, name: str) -> dict[str, str]:
    return {"view": msg(view.title), "name": shown(name)}


def _count(number: int) -> Written:
    return Written(number, form=",")
