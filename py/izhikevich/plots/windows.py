"""Zoomed parts of plots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from izhikevich.plots.spec import Axis, Plot, Range


class Window(NamedTuple):
    """The ranges of the axes of a pane; None where an axis is not zoomed."""

    x: Range | None = None
    y: Range | None = None


#: Windows by the index of the pane.
Windows: TypeAlias = Mapping[int, Window]


def windowed(plot: Plot, windows: Windows) -> Plot:
    """Return a plot whose axes have the ranges of windows; panes that share an x-axis still do."""
    ranges: dict[int, Range] = {}
    for k, window in windows.items():
        if window.x is not None and k < len(plot.panes):
            ranges[id(plot.panes[k].x)] = window.x
    made: dict[int, Axis] = {}

    def level(axis: Axis) -> Axis:
        if id(axis) not in ranges:
            return axis
        if id(axis) not in made:
            made[id(axis)] = replace(axis, range=ranges[id(axis)])
        return made[id(axis)]

    panes = []
    for k, pane in enumerate(plot.panes):
        y = windows[k].y if k in windows else None
        panes.append(
            replace(pane, x=level(pane.x), y=pane.y if y is None else replace(pane.y, range=y))
        )
    return replace(plot, panes=panes)
