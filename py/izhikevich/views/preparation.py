"""Preparation of states: what a view makes of its values, if these are consistent."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from izhikevich.errors import ParameterError, TableError
from izhikevich.messages import Number, joined, msg
from izhikevich.progress import Progress, finish
from izhikevich.views.base import AnyView
from izhikevich.views.part import Notice
from izhikevich.views.registry import request_of
from izhikevich.views.state import Request, refused


def read(state: object) -> tuple[AnyView, Request, Any]:
    """Return the view that a state requests, the state as read, and what the view prepared."""
    return finish(reading(state))


def reading(
    state: object,
) -> Generator[Progress, None, tuple[AnyView, Request, Any]]:
    """Do what `read` does, with progress reports: networks are built."""
    view, request = request_of(state)
    request, prepared = yield from preparing(view, request)
    return view, request, prepared


def preparing(view: AnyView, request: Request) -> Generator[Progress, None, tuple[Request, Any]]:
    """Let the view check the values together; discard those that it rejects."""
    while True:
        try:
            prepared = yield from view.preparing(request.preset, request.values)
        except ParameterError as error:
            given_up, notice = yield from _give_up(view, request, error)
            default = view.default(request.preset, request.values)
            values = {**request.values, **{name: default[name] for name in given_up}}
            request = replace(request, values=values, notices=(*request.notices, notice))
        else:
            return request, prepared


def _unfit(view: AnyView, request: Request, error: TableError, name: str) -> Notice:
    """Report that a value does not go with the preset's own table."""
    label = next(one.label for one in view.parameters if one.name == name)
    refused_too = {one.parameter for one in request.notices if one.level == "error"}
    if error.parameter in refused_too:  # the preset's table is only there in place of that one
        text = msg("{label}: not used before the other table is allowed.", label=msg(label))
    else:
        then = msg("The preset's value of {label} is used instead.", label=msg(label))
        text = joined(" ", [msg("{error}.", error=str(error)), then])
    return Notice("error", text, name)


def _give_up(
    view: AnyView, request: Request, error: ParameterError
) -> Generator[Progress, None, tuple[list[str], Notice]]:
    """Return the changed values to discard, as few as possible, and the notice that reports it."""
    default = view.default(request.preset, request.values)
    changed = [name for name, value in request.values.items() if value != default[name]]
    if not changed:
        raise error
    if error.parameter in changed:
        return [error.parameter], refused(error, default[error.parameter])
    refusal = msg("{error}.", error=str(error))
    # The value at fault is the preset's own; what does not go with it is another one.
    for name in changed:
        try:
            yield from view.preparing(request.preset, {**request.values, name: default[name]})
        except ParameterError:
            continue
        if isinstance(error, TableError):
            return [name], _unfit(view, request, error, name)
        used = default[name]
        value: object = Number(used) if isinstance(used, float) else used
        kept = msg("{name} = {value} is used instead.", name=name, value=value)
        if used == "":
            kept = msg("{name} is left empty.", name=name)
        return [name], Notice("error", joined(" ", [refusal, kept]), name)
    kept = msg("Using the preset's values.")
    return changed, Notice("error", joined(" ", [refusal, kept]))
