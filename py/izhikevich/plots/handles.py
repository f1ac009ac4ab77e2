"""Handles: the draggable parts of a plot, and the values that they set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor, log10
from typing import TypeAlias

from izhikevich.neuron.stimuli.base import number_text
from izhikevich.transport import UNSET, Unset


@dataclass(frozen=True)
class Slot:
    """A number that follows a drag: ``now`` plus multiples of the displacement of the handle.

    Parameters
    ----------
    now : float
        The number before the drag.
    x, y : float
        Change per unit of each axis.
    """

    now: float
    x: float = 0.0
    y: float = 0.0


#: The form of a dragged value: a number, or text with numbers in it.
Parts: TypeAlias = tuple[Slot | str, ...]


@dataclass(frozen=True)
class Move:
    """The movement of a handle along an axis.

    Parameters
    ----------
    step : float
        Drags are rounded to multiples of it; the arrow keys move by it.
    low, high : float or None
        Limits, in the unit of the axis; None if unbounded.
    unit : str
        Unit of the axis.
    """

    step: float
    low: float | None = None
    high: float | None = None
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Handle:
    """A draggable place in a plot.

    Parameters
    ----------
    name : str
        Name, the same from answer to answer.
    label : str
        Label for the reader.
    x, y : float or None
        Its position, in the units of the axes; None for the edge of the plot.
    sets : dict from str to Parts
        The parameters that it sets. A single slot is a number, several parts make a text.
    along_x, along_y : Move, optional
        Directions in which it moves.
    pane : int
        Index of its pane in the plot.
    """

    name: str
    label: str
    x: float | None
    y: float | None
    sets: Mapping[str, Parts]
    along_x: Move | None = None
    along_y: Move | None = None
    pane: int = 0


@dataclass(frozen=True)
class Sign:
    """The part of a plot that displays a parameter, for the page to highlight.

    Either a series of the plot, or a line: through the whole plot at `x` or at `y`, or between two
    points if both are pairs.
    """

    trace: str | Unset = UNSET
    x: float | tuple[float, float] | None = None
    y: float | tuple[float, float] | None = None
    pane: int = field(default=0, kw_only=True)


def round_step(extent: float) -> float:
    """Return a power of ten near a hundredth of an extent: the finest step of a drag."""
    return float(10.0 ** floor(log10(extent / 100.0)))


def template(text: str, slots: Mapping[float, Slot]) -> Parts:
    """Return a text with slots in place of certain numbers.

    Parameters
    ----------
    text : str
        Text with placeholder numbers for the dragged values.
    slots : dict from float to Slot
        Slots by placeholder. None of these may occur within the digits of another.
    """
    parts: list[Slot | str] = [text]
    for stand_in, slot in slots.items():
        split: list[Slot | str] = []
        for part in parts:
            if isinstance(part, Slot):
                split.append(part)
                continue
            first, *rest = part.split(number_text(stand_in))
            split.append(first)
            for piece in rest:
                split += [slot, piece]
        parts = split
    return tuple(part for part in parts if part != "")
