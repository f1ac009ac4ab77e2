"""A run drawn behind another one with which it is compared."""

from __future__ import annotations

from dataclasses import replace

from izhikevich.plots.spec import Curve, Pane, Plot, Points, Series
from izhikevich.plots.style import Role

_WIDTH = 1.5  # maximum width of a line, px


def behind(plot: Plot, earlier: Plot) -> Plot:
    """Return a plot with the curves of an earlier one faintly behind its own.

    Panes without a counterpart stay as they are, as do axes and marks.
    """
    panes: list[Pane] = []
    for k, pane in enumerate(plot.panes):
        others = earlier.panes[k].series if k < len(earlier.panes) else ()
        faint = [_faint(series) for series in others if series.stays != "never"]
        panes.append(replace(pane, series=[*faint, *pane.series]))
    return replace(plot, panes=panes)


def _faint(series: Series) -> Series:
    if isinstance(series, Curve):
        width = min(series.width, _WIDTH)
        return replace(series, role=Role.PINNED, legend=False, width=width)
    if isinstance(series, Points):
        return replace(series, role=Role.PINNED, legend=False, roles=None)
    return replace(series, role=Role.PINNED, legend=False)
