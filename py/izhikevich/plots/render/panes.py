"""How the panes of a plot stand on the page: measures that its renderers share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from izhikevich.plots.spec import Label, Pane, Plot, Raster


class Margin(NamedTuple):
    """Room around the axes, px."""

    left: float
    right: float
    top: float
    bottom: float


#: That of a plot which only says why there is none.
EMPTY_MARGIN = Margin(56.0, 12.0, 8.0, 40.0)


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
    """Return the index of the pane beneath which a shared x-axis has its ticks."""
    return min(group, key=lambda k: panes[k].area.bottom)


def page_margin(plot: Plot) -> Margin:
    """Return the margin of a plot on the page, of which all text has the same size."""
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
        12.0 if bare else 56.0,
        20.0 if bare else 12.0,
        max(top, 28.0 if legend == "above" else 0.0),
        bottom,
    )
