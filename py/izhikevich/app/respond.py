"""Answers to the states that the page, a link or a test requests."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from izhikevich.app.protocol import Answer
from izhikevich.app.recent import RecentPlots
from izhikevich.messages import Message
from izhikevich.plots.render.plotly import Figure, render
from izhikevich.plots.spec import Plot
from izhikevich.plots.words import words
from izhikevich.progress import Progress, Stopped
from izhikevich.transport import UNSET, content, pack
from izhikevich.views.base import AnyView
from izhikevich.views.modified import modified
from izhikevich.views.part import Content, Part, nothing
from izhikevich.views.preparation import preparing
from izhikevich.views.registry import request_of
from izhikevich.views.state import Request, State, written

if TYPE_CHECKING:
    from izhikevich.messages.translation import Translation


def respond(
    state: object,
    goal: Sequence[str] = (),
    speech: Translation | None = None,
    recent: RecentPlots | None = None,
) -> Generator[Progress | Answer, None, None]:
    """Answer a state.

    Parameters
    ----------
    state : mapping
        "view", "preset", "values" (differences from the preset; texts are read), "panels". All may
        be missing. Faults become notices; the answer is complete all the same.
    goal : sequence of str
        Conditions of a task: the answer reports whether they are met.
    speech : Translation, optional
        To another language: figures are drawn in it. All else in the answer is messages, which it
        writes (`Translation.content`).
    recent : RecentPlots, optional
        Receives the plots.

    Yields
    ------
    Answer
        Parts of the answer. The part with the summary completes the quick part of the answer: new
        requests wait for it. What follows adds to it, the descriptions of its plots first.
    Progress
        Between parts that take long. `Stopped` may be thrown at it: what was computed so far
        comes next, if the view can give it; otherwise `Stopped` is raised again.
    """
    recent = RecentPlots() if recent is None else recent
    view, request = request_of(state)
    try:
        request, prepared = yield from preparing(view, request)
    except Stopped:
        given_up = nothing(request.panels)
        plots = _plots(given_up.plots, speech)
        yield _answer(view, request, given_up, plots, goal, recent, first=True)
        return
    first, whole = True, False
    described: dict[str, Plot] = {}
    parts = view.compute(prepared, request.panels)
    part = next(parts, None)
    while part is not None:
        try:
            if isinstance(part, Progress):
                yield part
            else:
                plots = _plots(part.plots, speech)
                answer = _answer(view, request, part, plots, goal, recent, first=first)
                if part.coarse:  # shown, but neither kept nor described: the others follow
                    answer = replace(answer, coarse=_figures(_plots(part.coarse, speech)))
                first = False
                if not whole:
                    described |= plots
                    whole = answer.whole
                    yield answer
                    # A drag cuts answers short here: meanwhile nobody listens.
                    if whole and described:
                        yield Answer(words=_words(described))
                else:
                    yield replace(answer, words=_words(plots)) if plots else answer
        except Stopped as stop:
            part = _stopped(parts, stop)
        else:
            part = next(parts, None)


_CONTENT = tuple(field.name for field in fields(Content))


def _answer(
    view: AnyView,
    request: Request,
    part: Part,
    plots: Mapping[str, Plot],
    goal: Sequence[str],
    recent: RecentPlots,
    *,
    first: bool,
) -> Answer:
    """Return a part as the page takes it; the first has the state that it displays.

    A view that displays something other than was requested, such as a run that was stopped, gives
    the "values" for which it would be the answer.
    """
    said = {name: getattr(part, name) for name in _CONTENT}
    if first or part.values:
        values = {**request.values, **part.values}
        said["values"] = view.shown(request.preset, values)
        default = view.default(request.preset, values)
        said["default"] = view.shown(request.preset, default)
        said["modified"] = modified(view, request.preset, values)
        said["state"] = written(view, replace(request, values=values))
        (recent.begin if first else recent.become)(said["state"])
    recent.keep(part.plots)
    if first:
        later = () if part.notices is UNSET else part.notices
        said["notices"] = (*request.notices, *later)
    # Without facts, the values alone decide.
    known = {} if first and not view.facts and part.facts is UNSET else part.facts
    if goal and known is not UNSET:
        values = view.shown(request.preset, {**request.values, **part.values})
        said |= _judged(goal, {**values, **known}, view)
    whole = part.summary is not UNSET and not part.provisional
    return Answer(**said, figures=_figures(plots), whole=whole)


def _figures(plots: Mapping[str, Plot]) -> dict[str, Figure]:
    return {name: render(plot, seconds=True) for name, plot in plots.items()}


def _plots(plots: Mapping[str, Plot], speech: Translation | None) -> Mapping[str, Plot]:
    """Return plots in the reader's language."""
    if speech is None:
        return plots
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.plots.translated import translated

    return {name: translated(plot, speech) for name, plot in plots.items()}


def _words(plots: Mapping[str, Plot]) -> dict[str, list[Message]]:
    """Return the descriptions of plots for those who listen to the page."""
    return {name: words(plot) for name, plot in plots.items()}


def _judged(goal: Sequence[str], known: Mapping[str, object], view: AnyView) -> dict[str, object]:
    """Return whether a goal is met, and how its conditions stand."""
    from izhikevich.tours.standing import standings

    found = standings(goal, known, view)
    return {"met": all(one.holds for one in found), "standings": found}


def at_once(state: object, goal: Sequence[str] = (), recent: RecentPlots | None = None) -> Answer:
    """Return the quick part of the answer to a state in one piece.

    Parameters are those of `respond`.
    """
    whole = Answer(notices=())
    for part in respond(state, goal, recent=recent):
        if isinstance(part, Progress):
            continue
        whole = _together(whole, part)
        if whole.whole and (part.words is not UNSET or not whole.figures):
            break
    return whole


def _together(before: Answer, part: Answer) -> Answer:
    """Return an answer combined with a further part of it."""
    notices = [one for each in (before, part) if each.notices is not UNSET for one in each.notices]
    return replace(
        before,
        **content(part)
        | {
            "figures": {**before.figures, **part.figures},
            "notices": tuple(notices),
            "whole": before.whole or part.whole,
        },
    )


def default_answer() -> tuple[State, str, bytes]:
    """Return the page's initial state, and the quick, packed answer to it."""
    answer = at_once({})
    assert answer.state is not UNSET
    return (answer.state, *pack(answer))


def _stopped(parts: Iterator[Progress | Part], stop: Stopped) -> Progress | Part | None:
    """Tell the view to stop, and return what it gives then."""
    if not isinstance(parts, Generator):
        raise stop
    try:
        given: Progress | Part = parts.throw(stop)
    except StopIteration:
        return None
    return given
