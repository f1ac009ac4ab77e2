"""What the page asks Python: the schema to build itself from, and answers to its states."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from izhikevich import transport
from izhikevich.errors import ParameterError, did_you_mean, one_of, shown
from izhikevich.plots.latest import LATEST
from izhikevich.plots.render.plotly import render
from izhikevich.plots.words import words
from izhikevich.progress import Progress, Stopped, finish
from izhikevich.table import Table
from izhikevich.views import __path__ as folders
from izhikevich.views.state import (
    VERSION,
    Request,
    check_version,
    read_state,
    refused,
    written,
)
from izhikevich.views.view import Notice, Part, View, nothing

#: The views that the page shows first; others follow by their names.
_FIRST = ("neuron", "network", "ensemble", "learning")


def _make(name: str) -> View:
    # Views are imported when they are asked for, to keep the start quick in the browser.
    view: View = import_module(f"izhikevich.views.{name}").make()
    return view


def _found() -> dict[str, Callable[[], View]]:
    """Return what makes each view: every package within `izhikevich.views` is one."""
    names = {module.name for module in iter_modules(folders) if module.ispkg}
    ordered = [*_FIRST, *sorted(names.difference(_FIRST))]
    return {name: cache(partial(_make, name)) for name in ordered}


#: What a state may have; "type" is that of a saved one.
_KEYS = ("type", "version", "view", "preset", "values", "panels", "goal")

#: All views by their names, in the order in which the page shows them.
VIEWS: Mapping[str, Callable[[], View]] = Table("view", _found())


def views() -> tuple[View, ...]:
    """Return all views."""
    return tuple(make() for make in VIEWS.values())


def schema() -> dict[str, Any]:
    """Return what all views declare, the formats of their states, and the tours, as JSON."""
    from izhikevich.export import FORMATS
    from izhikevich.tours import TOURS

    return {
        "version": VERSION,
        "views": [view.schema() for view in views()],
        "formats": [form.schema() for form in FORMATS.values()],
        "tours": [tour.schema() for tour in TOURS.values()],
    }


def respond(state: Mapping[str, Any]) -> Iterator[Progress | Part]:
    """Answer a state.

    Parameters
    ----------
    state : mapping
        "view", "preset", "values" (differences from the preset; texts are read), "panels". All
        may be missing. What is wrong becomes a notice; the answer is complete all the same.
        With a "goal", the conditions of a task as texts, the answer says whether they are met.

    Yields
    ------
    dict
        Parts of the answer: "figures" by panel (with "words", for those who hear the page),
        "cursor", "readouts", "summary", "notices", "facts" by name, whether they have "met" the
        goal, and how many "spikes" there are in the run or stretch that is shown. The
        first has "state" (normalised) and "values" (complete), too, and so has a later one with
        which they change: what was stopped shows less than was asked. With the one that has the
        summary, the answer is "whole" as far as it is quick: what is newly asked waits for it.
        What follows adds to it.
    Progress
        Between parts that take long. `Stopped` may be thrown at it: what was computed so far
        comes next, if the view can give it; otherwise `Stopped` is raised again.
    """
    view, request = request_of(state)
    try:
        request, prepared = yield from _preparing(view, request)
    except Stopped:
        empty = nothing()
        told = [notice.schema() for notice in request.notices]
        yield {**_begun(view, request, empty), "notices": [*told, *empty["notices"]], "whole": True}
        return
    first = True
    parts = view.compute(prepared, request.panels)
    part = next(parts, None)
    while part is not None:
        if isinstance(part, dict):
            plots = part.get("figures", {})
            part = _rendered(part)
            if first or "values" in part:
                part = _begun(view, request, part)
                (LATEST.begin if first else LATEST.become)(part["state"])
            LATEST.keep(plots)
            if first:
                told = [notice.schema() for notice in request.notices]
                part = {**part, "notices": [*told, *part.get("notices", ())]}
                first = False
            if "facts" in part and isinstance(state, Mapping) and "goal" in state:
                part = {**part, "met": _met(state["goal"], request, part)}
            if "summary" in part:
                part = {**part, "whole": True}
        try:
            yield part
        except Stopped as stop:
            part = _stopped(parts, stop)
        else:
            part = next(parts, None)


def _rendered(part: Part) -> Part:
    """Return a part with its plots as the page takes them."""
    plots = part.get("figures", {})
    if not plots:
        return part
    figures = {name: {**render(plot), "words": words(plot)} for name, plot in plots.items()}
    return {**part, "figures": figures}


def _met(goal: list[str], request: Request, part: Part) -> bool:
    from izhikevich.tours.condition import is_met

    return is_met(goal, {"values": request.values, **part})


def request_of(state: Mapping[str, Any]) -> tuple[View, Request]:
    """Return the view that a state asks for, and the state as read: each value by itself."""
    view, state, notices = _view(state)
    request = read_state(view, state)
    return view, replace(request, notices=(*notices, *request.notices))


def read(state: Mapping[str, Any]) -> tuple[View, Request, Any]:
    """Return the view that a state asks for, the state as read, and what the view prepared."""
    return finish(reading(state))


def reading(
    state: Mapping[str, Any],
) -> Generator[Progress, None, tuple[View, Request, Any]]:
    """Do what `read` does, with progress: networks are built."""
    view, request = request_of(state)
    request, prepared = yield from _preparing(view, request)
    return view, request, prepared


def view_of(state: object) -> View:
    """Return the view of a state that has one, for what must not answer with another model.

    Raises
    ------
    ParameterError
        If it is no state, or its view or preset does not exist.
    """
    if not isinstance(state, Mapping):
        allowed = (
            'must be the state of a view, a dictionary with "view", "preset", "values" and '
            '"panels" as izhikevich.links.read_link returns it'
        )
        raise ParameterError("state", state, allowed)
    for key in state:
        if key not in _KEYS:
            allowed = f"a state has no {shown(key)}, only {', '.join(_KEYS)}"
            raise ParameterError("state", state, allowed)
    name, preset = state.get("view"), state.get("preset")
    if "view" in state and not (isinstance(name, str) and name in VIEWS):
        raise ParameterError("view", name, one_of(name, VIEWS))
    view, _, _ = _view(state)
    if "preset" in state and not (isinstance(preset, str) and view.preset(preset)):
        raise ParameterError("preset", preset, one_of(preset, (p.name for p in view.presets)))
    if not isinstance(state.get("values", {}), Mapping):
        raise ParameterError("values", state["values"], "must give values by name")
    return view


def _begun(view: View, request: Request, part: Part) -> Part:
    """Return a part with the state that it shows.

    A view that shows something else than was asked, such as a run that was stopped, gives the
    "values" for which it would be the answer.
    """
    values = {**request.values, **part.get("values", {})}
    state = written(view, replace(request, values=values))
    return {**part, "state": state, "values": values}


def at_once(state: Mapping[str, Any]) -> Part:
    """Return the quick part of the answer to a state in one piece.

    Parameters and keys are those of `respond`.
    """
    whole: Part = {"figures": {}, "notices": []}
    for part in respond(state):
        if not isinstance(part, dict):
            continue
        figures = {**whole["figures"], **part.get("figures", {})}
        notices = [*whole["notices"], *part.get("notices", ())]
        whole = {**whole, **part, "figures": figures, "notices": notices}
        if part.get("whole"):
            break
    return whole


def default_answer() -> tuple[dict[str, Any], str, bytes]:
    """Return the state that the page comes with, and the quick, packed answer to it."""
    answer = at_once({})
    return (answer["state"], *transport.pack(answer))


def _view(state: object) -> tuple[View, Mapping[str, Any], tuple[Notice, ...]]:
    """Find the view that a state asks for; a state of no known view counts as empty."""
    usual = next(iter(VIEWS.values()))()
    instead = f"{usual.title} is shown instead."
    if not isinstance(state, Mapping):
        text = f"{shown(state)} is not the state of a view. {instead}"
        return usual, {}, (Notice("error", text),)
    old = check_version(state)
    name = state.get("view", usual.name)
    if isinstance(name, str) and name in VIEWS:
        view, moved = _where(VIEWS[name](), state.get("preset"), named="view" in state)
        return view, state, (*old, *moved)
    hint = did_you_mean(name, VIEWS)
    text = f"There is no view called {shown(name)}, only {', '.join(VIEWS)}.{hint}"
    view, moved = _where(usual, state.get("preset"), named=False)
    if view is not usual:
        text += f" {view.title} is shown instead, to which the preset belongs."
        return view, state, (*old, Notice("error", text))
    return usual, {}, (*old, Notice("error", f"{text} {instead}"))


def _where(view: View, preset: object, *, named: bool) -> tuple[View, tuple[Notice, ...]]:
    """Return the view to which a preset belongs: the given one, or the first of the others.

    If the given one was named in the state, a notice says where the preset was found.
    """
    if not isinstance(preset, str) or view.preset(preset):
        return view, ()
    for other in views():
        if other.preset(preset):
            text = f"{preset} is a preset of {other.title}, not of {view.title}. It is shown there."
            return other, (Notice("warning", text),) if named else ()
    return view, ()


def _stopped(parts: Iterator[Progress | Part], stop: Stopped) -> Progress | Part | None:
    """Tell the view to stop, and return what it gives then."""
    if not isinstance(parts, Generator):
        raise stop
    try:
        given: Progress | Part = parts.throw(stop)
    except StopIteration:
        return None
    return given


def _preparing(view: View, request: Request) -> Generator[Progress, None, tuple[Request, Any]]:
    """Let the view check the values together; give up those that it refuses."""
    while True:
        try:
            prepared = yield from view.preparing(request.preset, request.values)
        except ParameterError as error:
            given_up, notice = yield from _give_up(view, request, error)
            usual = {name: request.preset.values[name] for name in given_up}
            request = replace(
                request, values=request.values | usual, notices=(*request.notices, notice)
            )
        else:
            return request, prepared


def _give_up(
    view: View, request: Request, error: ParameterError
) -> Generator[Progress, None, tuple[list[str], Notice]]:
    """Return the changed values to give up, as few as will do, and the notice that says so."""
    usual = request.preset.values
    changed = [name for name, value in request.values.items() if value != usual[name]]
    if not changed:
        raise error
    if error.parameter in changed:
        return [error.parameter], refused(error, usual[error.parameter])
    # The value at fault is the preset's own; what does not go with it is another one.
    for name in changed:
        try:
            yield from view.preparing(request.preset, {**request.values, name: usual[name]})
        except ParameterError:
            continue
        text = f"{error}. {name} = {usual[name]} is used instead."
        return [name], Notice("error", text, name)
    return changed, Notice("error", f"{error}. The preset's values are used instead.")
