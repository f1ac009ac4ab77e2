"""Answers of a view: parts with plots, and their notices, readouts, sounds and cursors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from izhikevich._typing import FloatArray
from izhikevich.errors import as_message
from izhikevich.messages import Message, msg
from izhikevich.plots.spec import Plot, empty
from izhikevich.transport import UNSET, Unset
from izhikevich.views.about import Section
from izhikevich.views.mathml import Node
from izhikevich.views.schema import Option, Values

Level: TypeAlias = Literal["info", "warning", "error"]


@dataclass(frozen=True)
class Saved:
    """A state that the reader saves, and the list in which it then is."""

    name: str
    link: str
    place: str


@dataclass(frozen=True)
class Action:
    """The action of a click next to a notice.

    Parameters
    ----------
    label : str
    values : dict
        Values that it sets.
    see : str
        A link to another state that it opens instead.
    keep : Saved
        Another state that it saves instead, among what the reader has saved of its view.
    """

    label: str
    values: Values = field(default_factory=dict)
    see: str | Unset = UNSET
    keep: Saved | Unset = UNSET


@dataclass(frozen=True)
class Notice:
    """A message to the reader.

    Parameters
    ----------
    level : {"info", "warning", "error"}
    text : str
        One or two sentences.
    parameter : str, optional
        Parameter next to which it belongs.
    actions : tuple of Action
        What the reader may do about it, the most likely first.
    badge : str, optional
        A few words next to the title that open the rest, for what is good to know but does not stop
        the reader; None if it should be read immediately.
    row, column : int, str
        Place in a parameter that is a table: the row, counted from 1, and the name of the column.
    """

    level: Level
    text: str
    parameter: str | None = None
    actions: tuple[Action, ...] = ()
    badge: str | None = None
    row: int | Unset = UNSET
    column: str | Unset = UNSET


def faults(notices: Iterable[Notice]) -> list[Message]:
    """Return what is wrong, of all notices."""
    return [as_message(one.text) for one in notices if one.level == "error"]


@dataclass(frozen=True)
class Readout:
    """A fact about the displayed run: a label, its value as written, unit and explanation."""

    label: str
    value: str
    unit: str = ""
    help: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class CursorMark:
    """The mark of each moment in a panel: a vertical line at `x`, or a dot."""

    panel: str
    kind: Literal["line", "dot"]
    x: FloatArray
    y: FloatArray | Unset = UNSET


@dataclass(frozen=True, eq=False)
class Shift:
    """Upward shift of a trace of a panel at each moment."""

    panel: str
    trace: str
    dy: FloatArray


@dataclass(frozen=True, eq=False)
class TimeSeries:
    """A quantity at each moment."""

    label: str
    unit: str
    values: FloatArray


@dataclass(frozen=True, eq=False)
class Jumps:
    """Start and end of each spike's reset in a panel."""

    panel: str
    x: FloatArray
    y: FloatArray
    to_x: FloatArray
    to_y: FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class Cursor:
    """The time cursor: its marks in the plots, and the values at each moment.

    Parameters
    ----------
    time : array, shape (n_moments,)
        Times of the moments, ms.
    marks : tuple of CursorMark
    shifts : tuple of Shift
    values : tuple of TimeSeries
    jumps : tuple of Jumps
    clicks : array
        Times of audible clicks, ms.
    """

    time: FloatArray
    marks: tuple[CursorMark, ...]
    shifts: tuple[Shift, ...] = ()
    values: tuple[TimeSeries, ...] = ()
    jumps: tuple[Jumps, ...] = ()
    clicks: FloatArray | Unset = UNSET


@dataclass(frozen=True, eq=False)
class Tones:
    """The sound of populations: the rate of each (Hz per neuron) in steps of time (ms)."""

    step: float
    rates: tuple[FloatArray, ...]


@dataclass(frozen=True)
class Rest:
    """Where a run that is continued again and again may end, because it has reached its goal.

    Parameters
    ----------
    at : float
        Value of the parameter by which it is continued.
    text : str
        Why, in one or two sentences.
    """

    at: float
    text: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Content:
    """The optional contents of a part of an answer besides plots; what is missing stays as it was.

    Parameters
    ----------
    cursor : Cursor or None
    tones : Tones or None
        The sound of a run.
    readouts : tuple of Readout
        Facts; the page always shows the first four, and the others on request.
    summary : str
        Summary sentence, in the part that completes the quick ones.
    facts : mapping from str to float
        Numbers by name, for the tasks of tours.
    targets : tuple of Option
        What an intervention can act on, besides single neurons, in the order of the bands of the
        raster: names in the state and for readers.
    rests : Rest or None
        Where a run that is continued may end; None if it has no reason to.
    spikes : int or None
        Number of spikes in the displayed run or stretch.
    equations : tuple of Node
        The equations with the numbers of this run, whose parameters can be changed in them.
    about : tuple of Section
        The explanation.
    notices : tuple of Notice
    """

    cursor: Cursor | Unset | None = UNSET
    tones: Tones | Unset | None = UNSET
    readouts: tuple[Readout, ...] | Unset = UNSET
    summary: str | Unset = UNSET
    facts: Mapping[str, float] | Unset = UNSET
    targets: tuple[Option, ...] | Unset = UNSET
    rests: Rest | Unset | None = UNSET
    spikes: int | Unset | None = UNSET
    equations: tuple[Node, ...] | Unset = UNSET
    about: tuple[Section, ...] | Unset = UNSET
    notices: tuple[Notice, ...] | Unset = UNSET


@dataclass(frozen=True, eq=False, kw_only=True)
class Part(Content):
    """A part of an answer of a view.

    Parameters
    ----------
    plots : mapping from str to Plot
        Plots by panel.
    coarse : mapping from str to Plot
        Plots with fewer points than those that follow for the same panels.
    values : dict
        Values to which the answer belongs, where they differ from the request: a run that was
        stopped is shorter.
    provisional : bool
        Whether a later part says everything again, as during a search.
    """

    plots: Mapping[str, Plot] = field(default_factory=dict)
    coarse: Mapping[str, Plot] = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    provisional: bool = False


def nothing(panels: Iterable[str]) -> Part:
    """Return the whole answer to a request stopped before there was any.

    Nothing of the state before stays in these panels, nor next to them.
    """
    text = msg("Stopped before anything was computed.")
    return Part(
        notices=(Notice("info", text),),
        plots={name: empty(text) for name in panels},
        readouts=(),
        about=(),
        summary="",
        cursor=None,
    )
