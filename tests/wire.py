"""Answers as the page reads them: packed, and unpacked again."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, TypeAlias

from izhikevich import app
from izhikevich.app import files
from izhikevich.app.protocol import Opened, Read
from izhikevich.app.schema import schema as declared
from izhikevich.app.schema import view_schema
from izhikevich.messages.translation import Translation
from izhikevich.plots.render.plotly import render
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress, finish
from izhikevich.transport import pack, plain, unpack
from izhikevich.views.base import AnyView

#: A message as the other side reads it: JSON, and arrays.
Message: TypeAlias = dict[str, Any]


def sent(message: object) -> Message:
    """Return a message as the other side reads it."""
    return unpack(*pack(message))


def respond(state: object, goal: Sequence[str] = ()) -> Generator[Progress | Message, None, None]:
    """Yield what `app.respond` does, with the parts of the answer as the page reads them."""
    parts = app.respond(state, goal)
    part = next(parts, None)
    while part is not None:
        try:
            yield part if isinstance(part, Progress) else sent(part)
        except Exception as thrown:
            try:
                part = parts.throw(thrown)
            except StopIteration:
                return
        else:
            part = next(parts, None)


def unsent(
    state: object, speech: Translation | None = None
) -> Generator[Progress | Message, None, None]:
    """Yield what `app.respond` does before its messages are written; figures are in a language."""
    for part in app.respond(state, speech=speech):
        yield part if isinstance(part, Progress) else plain(part)


def at_once(state: object, goal: Sequence[str] = ()) -> Message:
    """Return what `app.at_once` does, as the page reads it."""
    return sent(app.at_once(state, goal))


def schema() -> Message:
    """Return what the page builds itself from."""
    return sent(declared())


def figure(plot: Plot, **options: Any) -> Message:
    """Return a plot as Plotly and the page take it; arrays stay numpy arrays."""
    found: Message = plain(render(plot, **options))
    return found


def of_view(view: AnyView) -> Message:
    """Return what a view declares, as the page reads it."""
    return sent(view_schema(view))


def opened(
    content: str | bytes, filename: str = "", state: Any = None, parameter: str | None = None
) -> Opened:
    """Return what the page is told of a text or a file that is opened in a state."""
    asked = Read(id=1, content=content, filename=filename, state=state, parameter=parameter)
    return finish(files.opening(asked))
