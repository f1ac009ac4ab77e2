"""Plots in another language, with all their texts translated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from izhikevich.plots.spec import (
    Axis,
    Label,
    Map,
    Mark,
    Plot,
    Quantity,
    Raster,
    Series,
)

Say = Callable[[str], str]


def translated(plot: Plot, say: Say) -> Plot:
    """Return a plot whose words are in another language; its numbers stay the same arrays.

    Parameters
    ----------
    plot : Plot
    say : callable
        Returns a text in that language.
    """
    axes: dict[int, Axis] = {}  # panes that share an axis must still do so

    def of_axis(axis: Axis) -> Axis:
        found = axes.get(id(axis))
        if found is None:
            found = axes[id(axis)] = _axis(axis, say)
        return found

    panes = [
        replace(
            pane,
            x=of_axis(pane.x),
            y=of_axis(pane.y),
            series=[_series(series, say) for series in pane.series],
            marks=[_mark(mark, say) for mark in pane.marks],
            heading=pane.heading and say(pane.heading),
            notes=[(say(text), role) for text, role in pane.notes],
        )
        for pane in plot.panes
    ]
    return replace(plot, panes=panes, message=plot.message and say(plot.message))


def _axis(axis: Axis, say: Say) -> Axis:
    ticks: int | Sequence[tuple[float, str]] = axis.ticks
    if not isinstance(ticks, int):
        ticks = [(value, say(text)) for value, text in ticks]
    return replace(axis, quantity=_quantity(axis.quantity, say), ticks=ticks)


def _quantity(quantity: Quantity, say: Say) -> Quantity:
    """Return a quantity whose heading, name and unit, is translated as a whole."""
    heading = say(quantity.heading)
    unit = f" ({quantity.unit})" if quantity.unit else ""
    if unit and not heading.endswith(unit):
        return replace(quantity, name=heading, unit="")
    return replace(quantity, name=heading.removesuffix(unit))


def _series(series: Series, say: Say) -> Series:
    if isinstance(series, Raster):
        return replace(series, name=say(series.name), names=[say(name) for name in series.names])
    if isinstance(series, Map):
        return replace(series, name=say(series.name), measure=_quantity(series.measure, say))
    return replace(series, name=say(series.name))


def _mark(mark: Mark, say: Say) -> Mark:
    return replace(mark, text=say(mark.text), tip="") if isinstance(mark, Label) else mark
