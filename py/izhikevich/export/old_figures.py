"""Panels that are not yet plots, but dictionaries for Plotly: for as long as there are any.

Everything that knows of them stands here; `izhikevich.export.computed`, `csv`, `npz` and the
command line call it. When all panels are plots this file goes, with `drawing` of
`izhikevich.figures.thin`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from izhikevich.figures.style import Figure
from izhikevich.figures.style import message_of as _message_of
from izhikevich.plots import table
from izhikevich.plots.render.plotly import render
from izhikevich.plots.spec import Plot
from izhikevich.plots.table import Column, Table
from izhikevich.plots.words import why_empty, words

Shown = Plot | Figure


def tables(shown: Shown) -> list[Table]:
    """Return the tables of a plot or a dictionary."""
    if isinstance(shown, Plot):
        return table.tables(shown)
    found = [
        Table(trace.get("name", trace["type"]), tuple(_curve(trace, shown)))
        for trace in shown["data"]
        if trace.get("mode") != "text" and trace.get("name") != "boundaries"
    ]
    return [*found, *([_spikes(shown["raster"])] if "raster" in shown else [])]


def message_of(shown: Shown) -> str:
    """Return why there is nothing to see."""
    return why_empty(shown) if isinstance(shown, Plot) else _message_of(shown)


def figure_of(shown: Shown) -> Figure:
    """Return the dictionary for Plotly."""
    return {**render(shown), "words": words(shown)} if isinstance(shown, Plot) else shown


def _curve(trace: Mapping[str, Any], figure: Figure) -> list[Column]:
    if trace["type"] == "heatmap":
        z = np.asarray(trace["z"])
        rows, columns = np.indices(z.shape)
        x, y = (
            np.asarray(trace.get(k, np.arange(n))) for k, n in zip("xy", z.shape[::-1], strict=True)
        )
        places = x[columns.ravel()], y[rows.ravel()]
        values = [*places, z.ravel()]
        return [_column(k, v, figure, trace) for k, v in zip("xyz", values, strict=True)]
    found = [
        _column(k, np.array([np.nan if one is None else one for one in trace[k]]), figure, trace)
        for k in "xy"
    ]
    if isinstance(trace.get("text"), list | tuple):
        found.append(Column("text", "", np.arange(len(trace["text"])), list(trace["text"])))
    return found


def _column(letter: str, values: Any, figure: Figure, trace: Mapping[str, Any]) -> Column:
    axis = figure["layout"].get(f"{letter}axis{trace.get(f'{letter}axis', letter)[1:]}", {})
    title = (axis.get("title") or {}).get("text") or letter
    parts = re.fullmatch(r"(.*?)(?: \(([^()]*)\))?", title)
    assert parts is not None
    return Column(parts[1], parts[2] or "", values)


def _spikes(raster: Mapping[str, Any]) -> Table:
    return Table(
        "spikes",
        (
            Column("t", "ms", np.asarray(raster["times"])),
            Column("neuron", "", np.asarray(raster["indices"])),
            Column("population", "", np.asarray(raster["groups"]), list(raster["names"])),
        ),
    )
