"""The messages between the page and Python: a dataclass for each that either side sends.

Both sides send them packed by `izhikevich.transport`, with the name of the message as "type". The
build makes the page's type declarations from this module: ``site/js/protocol.d.ts``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar, get_args

import numpy as np

from izhikevich.plots.render.plotly import CloseUp, Figure
from izhikevich.plots.table import Table
from izhikevich.transport import UNSET, Unset, unpack
from izhikevich.views.part import Content
from izhikevich.views.schema import Values
from izhikevich.views.state import State

if TYPE_CHECKING:  # imported when first needed
    from izhikevich.tours.standing import Standing
    from izhikevich.tours.tour import Tour
    from izhikevich.views.live import LiveAnswer, LiveFrame

Result = TypeVar("Result")

# What is exchanged -----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer(Content):
    """A part of the answer to a state; the first has the state.

    Parameters
    ----------
    figures : mapping from str to Figure
        Figures by panel.
    coarse : mapping from str to Figure
        Figures with fewer points, for panels whose own ones follow.
    state : State
        Normalised; also with a later part that changes it, because a run that was stopped is
        shorter than requested.
    values : dict
        The values of all controls, where there is a state.
    default : dict
        Those of the preset, in the form that the values have.
    modified : str
        What was changed of the preset, such as "modified: d 8 → 2"; empty if nothing was.
    whole : bool
        Whether the quick answer is complete with this part: what follows adds to it.
    met : bool
        Whether it meets the goal sent with the request.
    standings : tuple of Standing
        How each condition of the goal stands.
    words : mapping from str to sequence of str
        Descriptions of plots by panel, sentence by sentence, for those who listen to the page.
    """

    figures: Mapping[str, Figure] = field(default_factory=dict)
    coarse: Mapping[str, Figure] | Unset = UNSET
    state: State | Unset = UNSET
    values: Values | Unset = UNSET
    default: Values | Unset = UNSET
    modified: str | Unset = UNSET
    whole: bool = False
    met: bool | Unset = UNSET
    standings: tuple[Standing, ...] | Unset = UNSET
    words: Mapping[str, Sequence[str]] | Unset = UNSET


@dataclass(frozen=True, eq=False)
class File:
    """A written file.

    Parameters
    ----------
    filename, mime : str
    notes : tuple of str
        What the format cannot express, and faults of the state.
    content : str or bytes
    text : str or None
        The content as readable text, for an archive that of the files in it; None if it is not
        text.
    """

    filename: str
    mime: str
    notes: tuple[str, ...]
    content: str | bytes
    text: str | None


@dataclass(frozen=True, eq=False)
class Opened:
    """The meaning of a text or file.

    Parameters
    ----------
    state : State
    words : str
        Description: half a sentence.
    notes : tuple of str
        What was omitted, or is not allowed, and what is used instead.
    cells : sequence of str
        Names of the neurons in it, if there are several to choose from.
    cell : str
        The one of these that was read.
    """

    state: State
    words: str
    notes: tuple[str, ...]
    cells: Sequence[str] = ()
    cell: str = ""


@dataclass(frozen=True, eq=False)
class Tables:
    """The numbers of a plot."""

    tables: tuple[Table, ...]


#: Zoomed parts of a plot, by the index of the pane: ranges of "x" and "y".
Zooms: TypeAlias = Mapping[str, Mapping[str, tuple[float, float]]]


@dataclass(frozen=True, eq=False)
class CloseUps:
    """The curves of a plot where it is zoomed."""

    curves: tuple[CloseUp, ...]


@dataclass(frozen=True, eq=False)
class Sheet:
    """Several plots on one sheet.

    Parameters
    ----------
    svg : str
    caption : str
        The caption that it has, or would have.
    """

    svg: str
    caption: str


@dataclass(frozen=True)
class Cells:
    """Texts of cells, in the order of the links; "" where a link has none."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Histogram:
    """The shape of a distribution.

    Parameters
    ----------
    low, high : float
        Range.
    heights : sequence of float
        Heights of bars of the same width, as parts of the highest one.
    mean, sd : float
    """

    low: float
    high: float
    heights: Sequence[float]
    mean: float
    sd: float


# What the page sends ----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, kw_only=True)
class Ask:
    """Answer a state, unless a newer one is requested: with `Answered` parts and `Done`."""

    type: Literal["ask"] = field(default="ask", init=False)
    id: int
    state: State
    goal: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Stop:
    """End an answer with what it has, at its next pause."""

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
    """A request that is answered by one `Returned`, or by `Failed`."""

    type: str = field(init=False)
    id: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Script(Call[str]):
    """The Python script of a state."""

    type: Literal["script"] = field(default="script", init=False)
    state: State


@dataclass(frozen=True, eq=False, kw_only=True)
class Export(Call[File]):
    """A state as a file of a format, which includes the page's `address`."""

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
        None for something displayed by the reader's code.
    panel : str
    width : float
    unit : {"mm", "px"}
        Unit of the width.
    theme : {"light", "dark"}
    filled : bool
        Whether the background is coloured; otherwise it is transparent.
    title : str
    windows : mapping
        Zoomed parts, by the index of the pane: ranges of "x" and "y".
    behind : State or None
        State with which it is compared.
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
class Compose(Call[Sheet]):
    """Plots of a state on one sheet.

    Parameters
    ----------
    state : State
    arrangement : str
        See `izhikevich.plots.arrangement.arranged`.
    size : str
        One of `izhikevich.plots.render.svg.composition.SIZES`.
    theme : {"light", "dark", "mono"}
    filled : bool
        Whether the background is coloured; otherwise it is transparent.
    font_size : float or None
        Height of the letters, points; None: as fits the size.
    lines : float
        Width of lines relative to the default.
    letters, names, legends, captioned : bool
        Whether there are letters, titles, legends, and a caption.
    caption : str or None
        Caption instead of the one that is made.
    windows : mapping
        Zoomed parts by panel; see `Picture`.
    behind : State or None
        State with which it is compared, in the panels `compared`.
    compared : sequence of str
    address : str
        Address of the page.
    """

    type: Literal["compose"] = field(default="compose", init=False)
    state: State
    arrangement: str
    size: str
    theme: Literal["light", "dark", "mono"]
    filled: bool
    font_size: float | None
    lines: float
    letters: bool
    names: bool
    legends: bool
    captioned: bool
    caption: str | None
    windows: Mapping[str, Zooms]
    behind: State | None
    compared: Sequence[str]
    address: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Closer(Call[CloseUps]):
    """The thinned curves of a panel with more samples where it is zoomed; see `Picture`."""

    type: Literal["closer"] = field(default="closer", init=False)
    state: State | None
    panel: str
    windows: Zooms


@dataclass(frozen=True, eq=False, kw_only=True)
class Read(Call[Opened]):
    """The meaning of a text, or of the bytes of a file.

    Parameters
    ----------
    content : str or bytes
    filename : str
    state : State or None
        State that is shown: a parameter of it that takes files may take the content.
    parameter : str or None
        The one that is to.
    cell : str or None
        Name of the neuron that is read, if there are several; by default the first.
    """

    type: Literal["read"] = field(default="read", init=False)
    content: str | bytes
    filename: str
    state: State | None = None
    parameter: str | None = None
    cell: str | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class ReadTour(Call["Tour"]):
    """The guided tour in the text of a file."""

    type: Literal["read_tour"] = field(default="read_tour", init=False)
    text: str


@dataclass(frozen=True, eq=False, kw_only=True)
class MakeCourse(Call[File]):
    """A guided tour as a package for learning platforms.

    Parameters
    ----------
    tour : str
        Its name, or what it is in a link.
    explorer : bytes
        The page as one file.
    standard : {"scorm12", "scorm2004", "plain"}
    required : int or None
        Number of tasks to be solved; None for all.
    language : str
    """

    type: Literal["make_course"] = field(default="make_course", init=False)
    tour: str
    explorer: bytes
    standard: Literal["scorm12", "scorm2004", "plain"]
    required: int | None
    language: str


@dataclass(frozen=True, eq=False, kw_only=True)
class GoLive(Call["LiveAnswer"]):
    """Run the view of a state live, or let a live run of its preset continue with its values."""

    type: Literal["go_live"] = field(default="go_live", init=False)
    state: State


@dataclass(frozen=True, eq=False, kw_only=True)
class Measure(Call[State]):
    """The last part (ms) of the live run as a state of its view."""

    type: Literal["measure"] = field(default="measure", init=False)
    duration: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Law(Call[Histogram | None]):
    """The shape of the distribution that a text is; None if it is none."""

    type: Literal["law"] = field(default="law", init=False)
    text: str


@dataclass(frozen=True, eq=False, kw_only=True)
class ReadCells(Call[Cells]):
    """The neurons of links, as cells of a network."""

    type: Literal["read_cells"] = field(default="read_cells", init=False)
    links: Sequence[str]


@dataclass(frozen=True, eq=False, kw_only=True)
class Advance:
    """Continue the live run by a `duration` (ms): with one `Framed`, or `Failed`.

    The reader's inputs are those of `izhikevich.views.live.LiveInputs`.
    """

    type: Literal["advance"] = field(default="advance", init=False)
    id: int
    duration: float
    amplitude: float
    held: bool
    pulses: int


@dataclass(frozen=True, eq=False, kw_only=True)
class EndLive:
    """End the live run."""

    type: Literal["end_live"] = field(default="end_live", init=False)


@dataclass(frozen=True, eq=False, kw_only=True)
class Speak:
    """Answer in another language from now on: its texts, or their plural forms, by the English."""

    type: Literal["speak"] = field(default="speak", init=False)
    catalogue: Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, eq=False, kw_only=True)
class Ping:
    """Give a sign of life: it comes unless something computes without a pause."""

    type: Literal["ping"] = field(default="ping", init=False)


AnyCall: TypeAlias = (
    Script
    | Export
    | Tabulate
    | Picture
    | Compose
    | Closer
    | Read
    | ReadTour
    | MakeCourse
    | GoLive
    | Measure
    | Law
    | ReadCells
)
Request: TypeAlias = Ask | Stop | Run | StopRun | AnyCall | Advance | EndLive | Speak | Ping

# What Python sends ------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Loading:
    """The worker is loading Python: sent by the page's own code in it."""

    type: Literal["loading"] = field(default="loading", init=False)


@dataclass(frozen=True, eq=False)
class Live:
    """Python is running and ready for requests."""

    type: Literal["live"] = field(default="live", init=False)


@dataclass(frozen=True, eq=False)
class Begun:
    """A request is in progress, which is good to know if it never ends."""

    type: Literal["begun"] = field(default="begun", init=False)
    id: int


@dataclass(frozen=True, eq=False)
class Progressed:
    """Progress of a request: a fraction from 0 to 1, and what is being done."""

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
    """Output printed by the reader's code."""

    type: Literal["output"] = field(default="output", init=False)
    id: int
    text: str
    stream: Literal["out", "error"]


@dataclass(frozen=True, eq=False)
class Shown:
    """Something displayed by the reader's code.

    Parameters
    ----------
    id : int
    text : str or None
        Description in words.
    figure : Figure or None
    state : State or None
        State of the view in which it can be opened.
    title : str or None
        Title of that view.
    """

    type: Literal["shown"] = field(default="shown", init=False)
    id: int
    text: str | None
    figure: Figure | None
    state: State | None
    title: str | None


@dataclass(frozen=True, eq=False)
class Problem:
    """Why the reader's code ended early, with the line, and the traceback within the code."""

    type: Literal["problem"] = field(default="problem", init=False)
    id: int
    text: str
    line: int | None
    details: str


@dataclass(frozen=True, eq=False)
class Done:
    """An answer is complete, or the reader's code has ended; with the memory of Python, bytes.

    If memory ran out, it is only released when Python itself ends.
    """

    type: Literal["done"] = field(default="done", init=False)
    id: int
    memory: int
    exhausted: bool = False


AnyResult: TypeAlias = (
    "str | File | Opened | Tables | CloseUps | Sheet | Tour | LiveAnswer | State | Histogram "
    "| Cells | None"
)


@dataclass(frozen=True, eq=False)
class Returned:
    """The result of a `Call`."""

    type: Literal["returned"] = field(default="returned", init=False)
    id: int
    result: AnyResult


@dataclass(frozen=True, eq=False)
class Framed:
    """The next piece of the live run."""

    type: Literal["frame"] = field(default="frame", init=False)
    id: int
    frame: LiveFrame


@dataclass(frozen=True, eq=False)
class Failed:
    """Why there is no answer or no result, with the parameter at fault, or an error's traceback."""

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
    | Framed
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
