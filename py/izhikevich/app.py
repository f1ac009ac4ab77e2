"""What the page asks Python: the schema to build itself from, and answers to its states."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from typing import Any

from izhikevich import transport
from izhikevich.plots.latest import LATEST
from izhikevich.plots.render.plotly import render
from izhikevich.plots.words import words
from izhikevich.progress import Progress, Stopped
from izhikevich.views.preparation import preparing
from izhikevich.views.registry import request_of, views
from izhikevich.views.state import VERSION, Request, written
from izhikevich.views.view import Part, View, nothing


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
        request, prepared = yield from preparing(view, request)
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


def _stopped(parts: Iterator[Progress | Part], stop: Stopped) -> Progress | Part | None:
    """Tell the view to stop, and return what it gives then."""
    if not isinstance(parts, Generator):
        raise stop
    try:
        given: Progress | Part = parts.throw(stop)
    except StopIteration:
        return None
    return given
