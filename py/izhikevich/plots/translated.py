"""Plots in another language, with all their texts translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from izhikevich.plots.spec import (
    Arrow,
    Axis,
    Detail,
    Label,
    Map,
    Mark,
    Plot,
    Points,
    Quantity,
    Raster,
    Series,
    Sheet,
)

if TYPE_CHECKING:
    from izhikevich.messages.translation import Translation


def translated(plot: Plot, speech: Translation) -> Plot:
    """Return a plot whose words are in another language; its numbers stay the same arrays.

    Series stay known by their English names, by which texts and the page find them. What is made
    from the plot, such as its tables and its words, is in that language, but for messages that are
    made there.

    Parameters
    ----------
    plot : Plot
    speech : Translation
        To that language.
    """
    say = speech.text
    axes: dict[int, Axis] = {}  # panes that share an axis must still do so

    def of_axis(axis: Axis) -> Axis:
        found = axes.get(id(axis))
        if found is None:
            found = axes[id(axis)] = _axis(axis, speech)
        return found

    def of_heading(heading: str | Quantity | None) -> str | Quantity | None:
        if isinstance(heading, Quantity):
            return _quantity(heading, speech)
        return heading and say(heading)

    panes = [
        replace(
            pane,
            x=of_axis(pane.x),
            y=of_axis(pane.y),
            series=[_series(series, speech) for series in pane.series],
            marks=[_mark(mark, speech) for mark in pane.marks],
            heading=of_heading(pane.heading),
            notes=[(say(text), role) for text, role in pane.notes],
        )
        for pane in plot.panes
    ]
    return replace(
        plot,
        panes=panes,
        sheet=plot.sheet and _sheet(plot.sheet, speech),
        message=plot.message and say(plot.message),
        handles=[replace(handle, label=say(handle.label)) for handle in plot.handles],
        spikes=[replace(one, of=one.of and say(one.of)) for one in plot.spikes],
        results=[say(result) for result in plot.results],
    )


def _sheet(sheet: Sheet, speech: Translation) -> Sheet:
    say = speech.text
    return Sheet(
        name=say(sheet.name),
        rows=[_quantity(row, speech) for row in sheet.rows],
        columns=[
            replace(one, name=say(one.name), group=one.group and say(one.group))
            for one in sheet.columns
        ],
    )


def _axis(axis: Axis, speech: Translation) -> Axis:
    ticks: int | Sequence[tuple[float, str]] = axis.ticks
    if not isinstance(ticks, int):
        ticks = [(value, speech.text(text)) for value, text in ticks]
    return replace(axis, quantity=_quantity(axis.quantity, speech), ticks=ticks)


def _quantity(quantity: Quantity, speech: Translation) -> Quantity:
    name, unit = speech.text(quantity.name), speech.text(quantity.unit)
    return replace(quantity, name=name, unit=unit, numerals=speech.signs)


def _series(series: Series, speech: Translation) -> Series:
    say = speech.text
    changes: dict[str, Any] = {
        "name": say(series.name),
        "known_as": series.known_as or str(series.name),
        "point": series.point and say(series.point),
    }
    if series.value is not None:
        changes["value"] = _quantity(series.value, speech)
    if series.detail is not None:
        changes["detail"] = _detail(series.detail, speech)
    match series:
        case Raster():
            changes["names"] = [say(name) for name in series.names]
        case Map():
            changes["measure"] = _quantity(series.measure, speech)
        case Points() if series.texts is not None:
            changes["texts"] = [say(text) for text in series.texts]
    return replace(series, **changes)


def _detail(detail: Detail, speech: Translation) -> Detail:
    values = detail.values
    if not isinstance(values, np.ndarray):
        values = [speech.text(text) for text in values]
    return Detail(_quantity(detail.quantity, speech), values)


def _mark(mark: Mark, speech: Translation) -> Mark:
    say = speech.text
    match mark:
        case Label():
            return replace(mark, text=say(mark.text), tip=mark.tip and say(mark.tip))
        case Arrow():
            return replace(mark, tip=mark.tip and say(mark.tip))
    return mark
