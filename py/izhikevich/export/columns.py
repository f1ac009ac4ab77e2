"""The numbers of a figure as columns, named by curve, quantity and unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.figures.style import Figure
from izhikevich.figures.words import plain_words

Values = Sequence[Any] | NDArray[Any]
#: A heading, and what stands under it: numbers or texts.
Column = tuple[str, Values]


def columns(figure: Figure, axis_group: str | None = None) -> list[Column]:
    """Return the columns of a figure: for each curve those of its axes, then the spikes.

    Parameters
    ----------
    figure : Figure
        As views make it.
    axis_group : str, optional
        That of its panel: "time" names horizontal axes that have no title of their own.
    """
    found: list[Column] = []
    for trace in figure["data"]:
        if trace.get("mode") == "text" or trace.get("name") == "boundaries":
            continue  # words and lines that only order what is drawn
        found += _curve(trace, figure, axis_group)
    if "raster" in figure:
        found += _spikes(figure["raster"], _title(figure, "x", "x", axis_group))
    return _distinct(found)


def _distinct(found: list[Column]) -> list[Column]:
    """Number the headings that another column has, too."""
    counts: dict[str, int] = {}
    named = []
    for heading, values in found:
        counts[heading] = counts.get(heading, 0) + 1
        count = counts[heading]
        named.append((heading if count == 1 else f"{heading} [{count}]", values))
    return named


def _curve(trace: Mapping[str, Any], figure: Figure, axis_group: str | None) -> Iterator[Column]:
    name = plain_words(trace.get("name", trace["type"]))
    x, y = trace.get("xaxis", "x"), trace.get("yaxis", "y")
    across = _title(figure, x, y, axis_group)
    up = _title(figure, y, x, axis_group)
    if trace["type"] == "heatmap":
        yield from _map(trace, across, up)
        return
    points = _strokes(trace["x"], trace["y"])
    yield _heading(name, across or "x"), points[0]
    yield _heading(name, up or "y"), points[1]
    if isinstance(trace.get("text"), list | tuple):
        yield _heading(name, "text"), [plain_words(text) for text in trace["text"]]


def _strokes(x: Values, y: Values) -> tuple[Values, Values]:
    """Return the middles, if a curve is made of nothing but upright strokes: spikes."""
    if len(x) == 0 or len(x) % 3:
        return x, y
    across, up = (np.asarray(values, dtype=np.float64).reshape(-1, 3) for values in (x, y))
    whole = np.isfinite(across[:, :2]).all() and np.isfinite(up[:, :2]).all()
    upright = whole and (across[:, 0] == across[:, 1]).all() and (up[:, 0] != up[:, 1]).all()
    if not upright or np.isfinite(across[:, 2] + up[:, 2]).any():
        return x, y
    return across[:, 0], np.round(up[:, :2].mean(axis=1), 6) + 0.0


def _map(trace: Mapping[str, Any], across: str, up: str) -> Iterator[Column]:
    """Yield the places and values of a map of colours, row by row."""
    name, z = plain_words(trace.get("name", "map")), np.asarray(trace["z"])
    rows, places = np.indices(z.shape)
    if "x" in trace:
        unit = trace.get("colorbar", {}).get("title", {}).get("text", "")
        yield _heading(name, across or "x"), np.asarray(trace["x"])[places].ravel()
        yield _heading(name, up or "y"), np.asarray(trace["y"])[rows].ravel()
        yield _heading(name, f"value ({unit})" if unit else "value"), z.ravel()
    else:
        yield _heading(name, "column"), places.ravel()
        yield _heading(name, "row"), rows.ravel()
        yield _heading(name, up or "value"), z.ravel()


def _spikes(raster: Mapping[str, Any], time: str) -> Iterator[Column]:
    names = np.array(raster["names"])
    yield _heading("spikes", time or "t (ms)"), raster["times"]
    yield _heading("spikes", "neuron"), raster["indices"]
    yield _heading("spikes", "population"), names[raster["groups"]]


def _heading(name: str, quantity: str) -> str:
    return quantity if quantity.split(" (")[0] == name else f"{name}: {quantity}"


def _title(figure: Figure, name: str, other: str, axis_group: str | None) -> str:
    """Return what an axis shows: its title, the words above it, or time.

    Parameters
    ----------
    figure : Figure
    name, other : str
        Short names ("x", "y2") of the axis, and of that with which it is used.
    axis_group : str, optional
        That of the panel.
    """
    layout = figure["layout"]
    settings = _axis(layout, name)
    if text := (settings.get("title") or {}).get("text"):
        return plain_words(str(text))
    if name[0] == "x":
        return "t (ms)" if axis_group == "time" else ""
    left, top = (
        _axis(layout, axis).get("domain", (0.0, 1.0))[k] for k, axis in enumerate((other, name))
    )
    for note in layout.get("annotations", ()):
        at = note.get("xref"), note.get("yref"), note.get("xanchor"), note["x"], note["y"]
        if at == ("paper", "paper", "left", left, top):
            return plain_words(str(note["text"]))
    for trace in figure["data"]:
        if trace.get("mode") == "text" and trace.get("yaxis", "y") == name:
            return plain_words(str(trace["text"][0]))
    return ""


def _axis(layout: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = layout.get(f"{name[0]}axis{name[1:]}", {})
    return found
