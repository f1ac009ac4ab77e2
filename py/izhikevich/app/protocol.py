"""The messages between the page and Python: a dataclass for each that either side sends.

Both sides send them packed by `izhikevich.transport`, with the name of the message as "type". The
build makes the page's type declarations from this module: ``site/js/protocol.d.ts``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar, get_args

import numpy as np

from izhikevich.plots.render.plotly import CloseUp, Figure
from izhikevich.plots.table import Table
from izhikevich.transport import UNSET, Unset, unpack
from izhikevich.views.part import Content
from izhikevich.views.schema import Values
from izhikevich.views.state import State

if TYPE_CHECKING:  # tours are rarely read
    from izhikevich.tours.tour import Tour

Result = TypeVar("Result")

# What is exchanged -----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer(Content):
    """A part of the answer to a state; the first has the state.

    Parameters
    ----------
    figures : mapping from str to Figure
        By panel.
    state : State
        Normalised: also of a later part with which it changes, for what was stopped shows less
        than was asked.
    values : dict
        A value for every parameter, where there is a state.
    whole : bool
        Whether with this part the quick answer is whole: what follows adds to it.
    met : bool
        Whether it fulfils the goal that was asked with it.
    """

    figures: Mapping[str, Figure] = field(default_factory=dict)
    state: State | Unset = UNSET
    values: Values | Unset = UNSET
    whole: bool = False
    met: bool | Unset = UNSET


@dataclass(frozen=True, eq=False)
class File:
    """A written file.

    Parameters
    ----------
    filename, mime : str
    notes : tuple of str
        What the format cannot express, and what was wrong in the state.
    content : str or bytes
    text : str or None
        The same to be read, of an archive that of the files in it; None of what is not text.
    """

    filename: str
    mime: str
    notes: tuple[str, ...]
    content: str | bytes
    text: str | None


@dataclass(frozen=True, eq=False)
class Opened:
    """What a text or file stands for.

    Parameters
    ----------
    state : State
    words : str
        What it is: half a sentence.
    notes : tuple of str
        What was left out, or is not allowed, and what is used instead.
    """

    state: State
    words: str
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Tables:
    """The numbers of a plot."""

    tables: tuple[Table, ...]


#: Where a plot is zoomed, by the index of the pane: ranges of "x" and "y".
Zooms: TypeAlias = Mapping[str, Mapping[str, tuple[float, float]]]


@dataclass(frozen=True, eq=False)
class CloseUps:
    """The curves of a plot where it is zoomed."""

    curves: tuple[CloseUp, ...]


# What the page sends ----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, kw_only=True)
class Ask:
    """Answer a state, unless a newer one is asked for: with `Answered` parts and `Done`."""

    type: Literal["ask"] = field(default="ask", init=False)
    id: int
    state: State
    goal: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Stop:
    """Let an answer end with what it has, at its next pause."""

    type: Literal["stop"] = field(default="stop", init=False)
    id: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Run:
    """Run code that the reader wrote: with `Printed`, `Shown` and `Problem`, then `Done`."""

    type: Literal["run"] = field(default="run", init=False)
    id: int
    source: str


@dataclass(frozen=True, eq=False, kw_only=True)
class StopRun:
    """End the reader's code where it waits; while it computes no message comes in."""

    type: Literal["stop_run"] = field(default="stop_run", init=False)


@dataclass(frozen=True, eq=False, kw_only=True)
class Call(Generic[Result]):
    """What is answered by one `Returned`, or by `Failed`."""

    type: str = field(init=False)
    id: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Script(Call[str]):
    """The Python script of a state."""

    type: Literal["script"] = field(default="script", init=False)
    state: State


@dataclass(frozen=True, eq=False, kw_only=True)
class Export(Call[File]):
    """A state as a file of a format; the page's `address` stands in it."""

    type: Literal["export"] = field(default="export", init=False)
    state: State
    format: str
    options: Mapping[str, str]
    address: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Tabulate(Call[Tables]):
    """The numbers of a panel in a state."""

    type: Literal["tabulate"] = field(default="tabulate", init=False)
    state: State
    panel: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Picture(Call[str]):
    """The plot of a panel as SVG.

    Parameters
    ----------
    state : State or None
        None of what the reader's code showed.
    panel : str
    width : float
    unit : {"mm", "px"}
        Of the width.
    theme : {"light", "dark"}
    filled : bool
        Whether the ground has a colour; otherwise it is transparent.
    title : str
    windows : mapping
        Where it is zoomed, by the index of the pane: ranges of "x" and "y".
    behind : State or None
        With which it is compared.
    """

    type: Literal["picture"] = field(default="picture", init=False)
    state: State | None
    panel: str
    width: float
    unit: Literal["mm", "px"]
    theme: Literal["light", "dark"]
    filled: bool
    title: str
    windows: Zooms
    behind: State | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Closer(Call[CloseUps]):
    """The thinned curves of a panel with more samples where it is zoomed; see `Picture`."""

    type: Literal["closer"] = field(default="closer", init=False)
    state: State | None
    panel: str
    windows: Zooms


@dataclass(frozen=True, eq=False, kw_only=True)
class Read(Call[Opened]):
    """What a text, or the bytes of a file, stands for."""

    type: Literal["read"] = field(default="read", init=False)
    content: str | bytes
    filename: str


@dataclass(frozen=True, eq=False, kw_only=True)
class ReadTour(Call["Tour"]):
    """The guided tour that the text of a file is."""

    type: Literal["read_tour"] = field(default="read_tour", init=False)
    text: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Speak:
    """From now on, answer in another language: its texts, or their plural forms, by the English."""

    type: Literal["speak"] = field(default="speak", init=False)
    catalogue: Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, eq=False, kw_only=True)
class Ping:
    """Give a sign of life: it comes unless something computes without a pause."""

    type: Literal["ping"] = field(default="ping", init=False)


AnyCall: TypeAlias = Script | Export | Tabulate | Picture | Closer | Read | ReadTour
Request: TypeAlias = Ask | Stop | Run | StopRun | AnyCall | Speak | Ping

# What Python sends ------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Loading:
    """The worker loads Python: said by the page's own code in it."""

    type: Literal["loading"] = field(default="loading", init=False)


@dataclass(frozen=True, eq=False)
class Live:
    """Python runs, and can be asked."""

    type: Literal["live"] = field(default="live", init=False)


@dataclass(frozen=True, eq=False)
class Begun:
    """A request is under way, which is good to know if it never ends."""

    type: Literal["begun"] = field(default="begun", init=False)
    id: int


@dataclass(frozen=True, eq=False)
class Progressed:
    """How far what a request takes is: a part from 0 to 1, and what is being done."""

    type: Literal["progress"] = field(default="progress", init=False)
    id: int
    fraction: float
    text: str


@dataclass(frozen=True, eq=False)
class Answered:
    """A part of the answer to a state."""

    type: Literal["answer"] = field(default="answer", init=False)
    id: int
    answer: Answer


@dataclass(frozen=True, eq=False)
class Printed:
    """What the reader's code printed."""

    type: Literal["output"] = field(default="output", init=False)
    id: int
    text: str
    stream: Literal["out", "error"]


@dataclass(frozen=True, eq=False)
class Shown:
    """What the reader's code shows.

    Parameters
    ----------
    id : int
    text : str or None
        In words.
    figure : Figure or None
    state : State or None
        Of the view in which it can be opened.
    title : str or None
        Of that view.
    """

    type: Literal["shown"] = field(default="shown", init=False)
    id: int
    text: str | None
    figure: Figure | None
    state: State | None
    title: str | None


@dataclass(frozen=True, eq=False)
class Problem:
    """Why the reader's code ended early, the line, and the traceback within the code."""

    type: Literal["problem"] = field(default="problem", init=False)
    id: int
    text: str
    line: int | None
    details: str


@dataclass(frozen=True, eq=False)
class Done:
    """An answer is complete, or the reader's code has ended; how many bytes Python holds.

    If memory ran out, only the end of Python itself gives it back.
    """

    type: Literal["done"] = field(default="done", init=False)
    id: int
    memory: int
    exhausted: bool = False


@dataclass(frozen=True, eq=False)
class Returned:
    """The result of a `Call`."""

    type: Literal["returned"] = field(default="returned", init=False)
    id: int
    result: str | File | Opened | Tables | CloseUps | Tour


@dataclass(frozen=True, eq=False)
class Failed:
    """Why there is no answer or no result; the parameter at fault, the traceback of an error."""

    type: Literal["failed"] = field(default="failed", init=False)
    id: int
    text: str
    parameter: str | None = None
    details: str = ""


Event: TypeAlias = (
    Loading
    | Live
    | Begun
    | Progressed
    | Answered
    | Printed
    | Shown
    | Problem
    | Done
    | Returned
    | Failed
)

_REQUESTS: Mapping[str, Callable[..., Request]] = {kind.type: kind for kind in get_args(Request)}


def decode(header: str, buffer: bytes = b"") -> Request:
    """Return the request that the page packed."""
    fields = unpack(header, buffer)
    kind = _REQUESTS[fields.pop("type")]
    return kind(**{name: _decoded(value) for name, value in fields.items()})


def _decoded(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tobytes()
    return tuple(value) if isinstance(value, list) else value
