"""Labels within panes: placed at or near their position, clear of other words and of curves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.plots.render.panes import END
from izhikevich.plots.render.scale import Scale
from izhikevich.plots.render.svg.page import Align, Page
from izhikevich.plots.render.svg.path import stepped
from izhikevich.plots.render.svg.text import ASCENT, DEPTH, LINE, Box, block_size, wrapped
from izhikevich.plots.spec import Curve, Label, Pane, Rule
from izhikevich.plots.style import Role

_CELL = 2.0  # px of the map of what curves cover
_AWAY = (0.7, 1.4, 2.1, 2.8, 3.6, 4.5)  # ems that a label may be moved by
_DIRECTIONS = 12
_CROSSED = 20.0  # a label fully crossed by curves is as bad as one that many ems away
_OUTSIDE, _CORNER = 4.0, 0.5
_ROOM = 1.0  # px between two texts
_LABEL, _MIN_SIZE = 0.9, 0.8  # ems of labels as large as other text on a screen, and minimum
_SCREEN = 12.0  # px of text on a screen
_MAX_POINTS = 200_000
_SIGNS = {"left": 0.0, "center": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}
_PADDING = 2.0  # px on a screen, between a point and the words next to it


@dataclass(frozen=True)
class Words:
    """A label on its pane: its lines, their size, and their box in px of the page."""

    label: Label
    lines: tuple[str, ...]
    size: float
    box: Box
    fixed: bool  # whether it has its own room, at an edge of its pane


def words_of(label: Label, x: Scale, y: Scale, pane: Box, em: float, scale: float) -> Words:
    """Return a label at its position in the plot.

    Parameters
    ----------
    label : Label
    x, y : Scale
    pane : Box
        Box in px of the page.
    em, scale : float
        As for `izhikevich.plots.render.svg.page.Page`.
    """
    size = max(_LABEL * label.size / _SCREEN, _MIN_SIZE) * em
    across = label.x if label.x_in == "pane" else x.at(label.x)
    up = label.y if label.y_in == "pane" else y.at(label.y)
    across = across if np.isfinite(across) else 0.5
    up = up if np.isfinite(up) else 0.5
    beyond = (across > END and label.align == "left") or (across <= 0.0 and label.align == "right")
    lines = label.text.split("\n") if beyond else wrapped(label.text, size, pane.width)
    width, height = block_size(lines, size)
    padding = 0.0 if label.x_in == label.y_in == "data" else _PADDING * scale
    left = pane.left + across * pane.width + label.shift[0] * scale - _SIGNS[label.align] * width
    left += padding * (1.0 - 2.0 * _SIGNS[label.align])
    top = pane.bottom - up * pane.height - label.shift[1] * scale - _SIGNS[label.valign] * height
    top += padding * (1.0 - 2.0 * _SIGNS[label.valign])
    box = Box(left, top, left + width, top + height)
    return Words(label, tuple(lines), size, box, "pane" in (label.x_in, label.y_in) or beyond)


def place(
    page: Page, found: Sequence[Words], pane: Box, covered: Covered, *, paper: Role = Role.PAPER
) -> None:
    """Write the labels of a pane; those without a place are omitted."""
    order = sorted(found, key=lambda one: not one.fixed)
    for one in order:
        box = _best(page, one, pane, covered)
        if box is None:
            continue
        label = one.label
        if label.boxed:
            edge = box.grown(0.1 * page.em)
            page.draw(
                f'<rect x="{edge.left:.2f}" y="{edge.top:.2f}" width="{edge.width:.2f}" '
                f'height="{edge.height:.2f}" fill="{page.colours[paper]}" opacity=".85"/>'
            )
        align: Align = label.align
        x = box.left + _SIGNS[align] * box.width
        first = box.top + ASCENT * one.size
        page.write(
            one.lines, x, first, label.role, align=align, size=one.size, halo=label.role != paper
        )


def _best(page: Page, one: Words, pane: Box, covered: Covered) -> Box | None:
    best, least = None, np.inf
    inside = not one.fixed or one.box.within(pane)
    for box, cost in _candidates(one, pane, page.em):
        if cost >= least:
            break
        if not box.within(page.box) or any(box.overlaps(text, _ROOM) for text in page.texts):
            continue
        if inside:
            cost += _CROSSED * covered.part(box)
        if inside and not box.within(pane):
            cost += _OUTSIDE
        if cost < least:
            best, least = box, cost
    return best


def _is_in_corner(one: Words, pane: Box) -> bool:
    label = one.label
    return label.x_in == label.y_in == "pane" and one.box.within(pane)


def _moved_inside(box: Box, pane: Box) -> Box:
    """Return a box within its pane, if it is no larger."""
    right = max(pane.left - box.left, 0.0) or min(pane.right - box.right, 0.0)
    down = max(pane.top - box.top, 0.0) or min(pane.bottom - box.bottom, 0.0)
    return box.moved(right, down)


def _candidates(one: Words, pane: Box, em: float) -> Iterator[tuple[Box, float]]:
    """Yield places of a label with their penalties, in increasing order."""
    box = one.box if one.fixed else _moved_inside(one.box, pane)
    yield box, 0.0
    if _is_in_corner(one, pane):  # all corners are equally good
        right = pane.left + pane.right - box.left - box.right
        down = pane.top + pane.bottom - box.top - box.bottom
        yield box.moved(0.0, down), _CORNER
        yield box.moved(right, 0.0), _CORNER
        yield box.moved(right, down), _CORNER
    for across, along, cost in _moves():
        yield box.moved(across * em, along * em), cost


def _moves() -> Iterator[tuple[float, float, float]]:
    """Yield displacements of a label, ems, with their penalties: ever farther."""
    for away in _AWAY:
        for k in range(_DIRECTIONS):
            angle = 2.0 * pi * k / _DIRECTIONS
            yield away * 1.5 * cos(angle), -away * sin(angle), away


class Covered:
    """The cells of a pane that its curves and rules pass through."""

    def __init__(self, pane: Pane, x: Scale, y: Scale, box: Box) -> None:
        self.box = box
        shape = int(box.height / _CELL) + 1, int(box.width / _CELL) + 1
        cells = np.zeros(shape, dtype=bool)
        for series in pane.series:
            if isinstance(series, Curve):
                path = series.path
                across, up = stepped(x.part(path[0]), y.part(path[1]), series.step)
                points = np.column_stack((across * box.width, (1.0 - up) * box.height))
                at = (_along(points) / _CELL).astype(np.int64)
                inside = ((at >= 0) & (at < shape[::-1])).all(axis=1)
                cells[at[inside, 1], at[inside, 0]] = True
        for mark in pane.marks:
            if isinstance(mark, Rule) and not isinstance(mark.x, tuple):
                if mark.x is not None:
                    at_x = x.at(mark.x) * box.width / _CELL
                    if 0.0 <= at_x < shape[1]:
                        cells[:, int(at_x)] = True
                elif mark.y is not None and not isinstance(mark.y, tuple):
                    at_y = (1.0 - y.at(mark.y)) * box.height / _CELL
                    if 0.0 <= at_y < shape[0]:
                        cells[int(at_y)] = True
        self._sums = np.zeros((shape[0] + 1, shape[1] + 1))
        self._sums[1:, 1:] = cells.cumsum(axis=0).cumsum(axis=1)

    def part(self, box: Box) -> float:
        """Return the part of a box that is covered."""
        rows, columns = (n - 1 for n in self._sums.shape)
        left, right = (
            int(np.clip((end - self.box.left) / _CELL, 0, columns)) for end in (box.left, box.right)
        )
        top, bottom = (
            int(np.clip((end - self.box.top) / _CELL, 0, rows)) for end in (box.top, box.bottom)
        )
        right, bottom = min(right + 1, columns), min(bottom + 1, rows)
        area = (right - left) * (bottom - top)
        if area <= 0:
            return 0.0
        sums = self._sums
        inside = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return float(inside / area)


def _along(points: FloatArray) -> FloatArray:
    """Return points along a line, no farther apart than the width of a cell."""
    points = points[np.isfinite(points).all(axis=1) & (np.abs(points) < 1e5).all(axis=1)]
    if len(points) < 2:
        return points
    points = points[:: max(len(points) // _MAX_POINTS, 1)]
    steps = np.diff(points, axis=0)
    counts = np.ceil(np.abs(steps).max(axis=1) / _CELL).astype(np.intp).clip(1, 1000)
    which = np.repeat(np.arange(len(steps)), counts)
    number = np.arange(which.size) - np.repeat(np.cumsum(counts) - counts, counts)
    found: FloatArray = points[which] + steps[which] * (number / counts[which])[:, None]
    return found


def overhang(words: Words, pane: Box) -> tuple[float, float, float, float]:
    """Return by how much a label extends beyond its pane: left, top, right and bottom."""
    box = words.box
    return (
        max(pane.left - box.left, 0.0),
        max(pane.top - box.top, 0.0),
        max(box.right - pane.right, 0.0),
        max(box.bottom - pane.bottom, 0.0),
    )


def height_of(lines: int, em: float) -> float:
    """Return the height of some lines of text."""
    return (ASCENT + DEPTH + LINE * (lines - 1)) * em if lines else 0.0
