"""The arrangement of a plot's panes on the page: measures that its renderers share."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10
from typing import NamedTuple

from izhikevich.plots.spec import Axis, Label, Pane, Plot, Raster

#: Approximate width of a character on a screen, px.
CHARACTER = 6.5
#: Fraction of an axis beyond which words are placed behind its end.
END = 0.9
_WIDE, _APART = 7.5, 10.0  # width of a character of a note in a wide font, and between notes, px
_TITLED = 30.0  # room of the title of a y-axis and of its ticks, px
_FITTING = 4  # digits of the labels of a y-axis for which the margin has room
_WIDTH = 400.0  # approximate width of a plot on a screen, px
_MESSAGE = 46  # characters in a line of a message


class Margin(NamedTuple):
    """Room around the axes, px."""

    left: float
    right: float
    top: float
    bottom: float


#: Margin of a plot that only says why there is none.
EMPTY_MARGIN = Margin(56.0, 12.0, 8.0, 40.0)


def message_lines(text: str) -> list[str]:
    """Return the lines of the words that say why there is no plot."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _MESSAGE:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def is_plain(label: Label) -> bool:
    """Tell whether a label can be drawn as a word of a trace: several times faster in Plotly."""
    data = label.x_in == label.y_in == "data"
    return data and not (label.boxed or label.tip or any(label.shift))


def next_note(shift: float, note: str) -> float:
    """Return where the note to the left of `note` ends; that one ends `shift` px to the right."""
    return shift - (_WIDE * len(note) + _APART)


def x_groups(panes: Sequence[Pane]) -> list[list[int]]:
    """Return the indices of the panes that share an x-axis, group by group."""
    groups: list[list[int]] = []
    for k, pane in enumerate(panes):
        for group in groups:
            if panes[group[0]].x is pane.x:
                group.append(k)
                break
        else:
            groups.append([k])
    return groups


def lowest(panes: Sequence[Pane], group: Sequence[int]) -> int:
    """Return the index of the pane below which a shared x-axis has its ticks."""
    return min(group, key=lambda k: panes[k].area.bottom)


def page_margin(plot: Plot) -> Margin:
    """Return the margin of a plot on the page, where all text has the same size."""
    panes, legend = plot.panes, plot.legend
    top = 8.0
    for pane in panes:
        if pane.area.top < 0.999:
            continue
        if pane.heading is not None or pane.notes:
            top = max(top, 22.0)
        for mark in pane.marks:
            if isinstance(mark, Label) and mark.y_in == "pane" and mark.valign == "bottom":
                top = max(top, 18.0 + mark.shift[1] + (mark.y < 1.0) * -18.0)
        if any(isinstance(series, Raster) for series in pane.series):
            top = max(top, 20.0)
    bare = all(not pane.y.visible for pane in panes)
    flat = all(not pane.x.visible for pane in panes)
    bottom = 132.0 if legend == "below" else 12.0 if flat else 40.0
    return Margin(
        12.0 if bare else max([56.0, *map(_beside, panes)]),
        max([20.0 if bare else 12.0, *map(_beyond, panes)]),
        max(top, 28.0 if legend == "above" else 0.0),
        bottom,
    )


def _beside(pane: Pane) -> float:
    """Return the room that a y-axis with its title and labels needs, px, approximately."""
    ends = pane.y.range
    if ends is None or not pane.y.visible or pane.area.left > 0.0 or pane.y.kind == "log":
        return 0.0
    digits = max(len(f"{abs(end):.0f}") for end in ends)
    return _TITLED + _WIDE * digits if digits > _FITTING else 0.0


def _beyond(pane: Pane) -> float:
    """Return how far words that name curves beyond their right end extend, px, approximately."""
    if pane.x.range is None or pane.area.right < 1.0:
        return 0.0
    low, high = (along(pane.x, end) for end in pane.x.range)
    farthest = 0.0
    for mark in pane.marks:
        if isinstance(mark, Label) and mark.x_in == "data" and mark.align == "left":
            part = (along(pane.x, mark.x) - low) / (high - low)
            if part > END:
                text = max(map(len, mark.text.split("\n")))
                start = _WIDTH * (part - 1.0) + mark.shift[0]
                farthest = max(farthest, start + CHARACTER * text)
    return farthest


def along(axis: Axis, value: float) -> float:
    """Return a value as an axis counts: its logarithm on a logarithmic axis."""
    return log10(value) if axis.kind == "log" and value > 0.0 else value
