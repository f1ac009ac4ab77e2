"""What a view answers: parts with plots, and what is said, read, heard and moved beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from izhikevich._typing import FloatArray
from izhikevich.plots.spec import Plot
from izhikevich.transport import UNSET, Unset
from izhikevich.views.about import Section
from izhikevich.views.declare import Values

Level: TypeAlias = Literal["info", "warning", "error"]


@dataclass(frozen=True)
class Action:
    """What a click beside a notice does: its label, and the values that it sets."""

    label: str
    values: Values


@dataclass(frozen=True)
class Notice:
    """A message to the reader.

    Parameters
    ----------
    level : {"info", "warning", "error"}
    text : str
        One or two sentences.
    parameter : str, optional
        The parameter beside which it belongs.
    action : Action, optional
    """

    level: Level
    text: str
    parameter: str | None = None
    action: Action | None = None


@dataclass(frozen=True)
class Readout:
    """A fact about what is shown: a label, its value as written, unit and explanation."""

    label: str
    value: str
    unit: str = ""
    help: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class CursorMark:
    """What marks each moment in a panel: a vertical line at `x`, or a dot."""

    panel: str
    kind: Literal["line", "dot"]
    x: FloatArray
    y: FloatArray | Unset = UNSET


@dataclass(frozen=True, eq=False)
class Shift:
    """How far a trace of a panel stands higher at each moment."""

    panel: str
    trace: str
    dy: FloatArray


@dataclass(frozen=True, eq=False)
class Course:
    """A quantity at each moment."""

    label: str
    unit: str
    values: FloatArray


@dataclass(frozen=True, eq=False)
class Jumps:
    """From where to where each spike's reset leads in a panel."""

    panel: str
    x: FloatArray
    y: FloatArray
    to_x: FloatArray
    to_y: FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class Cursor:
    """What moves through the plots with time.

    Parameters
    ----------
    time : array, shape (n_moments,)
        ms.
    marks : tuple of CursorMark
    shifts : tuple of Shift
    values : tuple of Course
    jumps : tuple of Jumps
    clicks : array
        Times of what is heard, ms.
    """

    time: FloatArray
    marks: tuple[CursorMark, ...]
    shifts: tuple[Shift, ...] = ()
    values: tuple[Course, ...] = ()
    jumps: tuple[Jumps, ...] = ()
    clicks: FloatArray | Unset = UNSET


@dataclass(frozen=True, eq=False)
class Tones:
    """What is heard of populations: the rate of each (Hz per neuron) in steps of time (ms)."""

    step: float
    rates: tuple[FloatArray, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Content:
    """What a part of an answer may have beside plots; what it does not have stays as it was.

    Parameters
    ----------
    cursor : Cursor or None
    tones : Tones or None
        What is heard of a run.
    readouts : tuple of Readout
    summary : str
        Of the part that completes what is quick.
    facts : mapping from str to float
        Numbers by name, for the tasks of tours.
    spikes : int or None
        How many there are in the run or stretch that is shown.
    about : tuple of Section
        The explanation.
    notices : tuple of Notice
    """

    cursor: Cursor | Unset | None = UNSET
    tones: Tones | Unset | None = UNSET
    readouts: tuple[Readout, ...] | Unset = UNSET
    summary: str | Unset = UNSET
    facts: Mapping[str, float] | Unset = UNSET
    spikes: int | Unset | None = UNSET
    about: tuple[Section, ...] | Unset = UNSET
    notices: tuple[Notice, ...] | Unset = UNSET


@dataclass(frozen=True, eq=False, kw_only=True)
class Part(Content):
    """A part of what a view answers.

    Parameters
    ----------
    plots : mapping from str to Plot
        By panel.
    values : dict
        The values for which it is the answer, where they differ from what was asked: a run that
        was stopped shows less.
    """

    plots: Mapping[str, Plot] = field(default_factory=dict)
    values: Values = field(default_factory=dict)


def nothing() -> Part:
    """Return the whole answer to what was stopped before there was any."""
    stopped = Notice("info", "Stopped before anything was computed.")
    return Part(notices=(stopped,), summary="", cursor=None)
