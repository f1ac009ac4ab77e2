"""What stands within the axes of a still picture: lines, markers, words, shapes, annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.figures import still_path
from izhikevich.figures.still_axes import Axis, Margin
from izhikevich.figures.still_parts import element, frame, number, plane, share, stroke, words
from izhikevich.plots.network.bands import rows

# Outlines of markers as Plotly has them, for a half size of 1 px.
_OUTLINES = {
    "square": "M1,1H-1V-1H1Z",
    "diamond": "M1.3,0L0,1.3L-1.3,0L0,-1.3Z",
    "triangle-right": "M-.5,-1.155V1.155L1,0Z",
    "triangle-up": "M-1.155,.5H1.155L0,-1Z",
    "triangle-down": "M-1.155,-.5H1.155L0,1Z",
    "circle": "M1,0A1,1 0 1,1 0,-1A1,1 0 0,1 1,0Z",
    "x-thin": "M1,1L-1,-1M1,-1L-1,1",
}
_TRACE = {
    *("type", "mode", "name", "x", "y", "xaxis", "yaxis", "line", "marker", "opacity", "text"),
    *("textfont", "textposition", "cliponaxis"),
    *("hoverinfo", "hovertemplate", "customdata", "meta"),  # which nobody sees in a still picture
}
_LINE = {"color", "width", "dash", "shape"}
_MARKER = {"symbol", "size", "color", "line"}
_SHAPE = {"name", "type", "path", "x0", "x1", "y0", "y1", "xref", "yref", "layer", "line"}
_ANNOTATION = {
    *("text", "x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift", "showarrow"),
    *("font", "hovertext", "bgcolor", "borderpad"),
}
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_SIGNS = {"left": -1, "center": 0, "right": 1, "top": -1, "middle": 0, "bottom": 1}
_BORDER = 2.0  # around an annotation, px
_ASCENT, _DEPTH = 11 / 12, 3 / 12  # of a line of text above and below its baseline, in sizes
_PIECE = re.compile(r"M([^M]+)")
_SPIKE = 2.0  # px
_BEYOND = 0.001  # parts of an axis by which a marker may lie outside


def trace(item: Mapping[str, Any], x: Axis, y: Axis, tolerance: float) -> str:
    """Return a trace, for the frame of its axes.

    Parameters
    ----------
    item : mapping
        The trace.
    x, y : Axis
        Its axes.
    tolerance : float
        Of `izhikevich.figures.still_path`.

    Raises
    ------
    ValueError
        If something of it cannot be drawn.
    """
    name = item.get("name", "without name")
    if item["type"] not in ("scatter", "scattergl"):
        raise ValueError(f"trace {name}: type {item['type']} cannot be drawn")
    _check(item, _TRACE, f"trace {name}")
    across, up = x.part(item["x"]), y.part(item["y"])
    drawn = ""
    modes = item["mode"].split("+")
    if "lines" in modes:
        line = item["line"]
        _check(line, _LINE, f"the line of trace {name}")
        corners = still_path.stepped(across, up, line.get("shape", "linear"))
        path = still_path.curve(*corners, tolerance)
        drawn += plane(element("path", d=path, style=stroke(line))) if path else ""
    if "markers" in modes:
        _check(item["marker"], _MARKER, f"the markers of trace {name}")
        drawn += _markers(item["marker"], across, up, tolerance)
    if "text" in modes:
        drawn += _texts(item, across, up)
    opacity = item.get("opacity", 1.0)
    return drawn if opacity == 1.0 else element("g", drawn, opacity=opacity)


def raster(spikes: Mapping[str, Any], x: Axis, y: Axis, tolerance: float) -> str:
    """Return the spikes of a network, population by population, as dots.

    Parameters
    ----------
    spikes : mapping
        "times", "indices" and "groups" of the spikes, "colors" and "bands" of the groups.
    x, y, tolerance
        As of `trace`.
    """
    places = rows(spikes["bands"], spikes["groups"], spikes["indices"])
    across, up = x.part(spikes["times"]), y.part(places)
    drawn = []
    for group, colour in enumerate(spikes["colors"]):
        own = spikes["groups"] == group
        drawn.append(_dots(across[own], up[own], colour, _SPIKE, tolerance))
    return "".join(drawn)


def shape(item: Mapping[str, Any], x: Axis | None, y: Axis) -> str:
    """Return a path of straight pieces in the units of the axes, or one line, for their frame.

    Parameters
    ----------
    item : mapping
        The shape.
    x, y : Axis
        Its axes. Without x, it is placed by parts of the width.

    Raises
    ------
    ValueError
        If it is another shape.
    """
    _check(item, _SHAPE, "a shape")
    if item["type"] == "path":
        texts = _PIECE.findall(item["path"])
        points = [np.array([p.split(",") for p in t.split("L")], dtype=float) for t in texts]
    elif item["type"] == "line":
        points = [np.array([[item["x0"], item["y0"]], [item["x1"], item["y1"]]], dtype=float)]
    else:
        raise ValueError(f"a shape of the type {item['type']} cannot be drawn")
    pieces = [
        np.column_stack((p[:, 0] if x is None else x.part(p[:, 0]), y.part(p[:, 1])))
        for p in points
    ]
    return plane(element("path", d=still_path.lines(pieces), style=stroke(item["line"])))


def annotation(
    item: Mapping[str, Any], axes: Mapping[str, Axis], margin: Margin, colour: str, size: float
) -> str:
    """Return a line of words beside a point of the axes or of the picture.

    Parameters
    ----------
    item : mapping
        The annotation.
    axes : mapping
        Of the figure, by name.
    margin : Margin
        Of the picture.
    colour, size
        Of words that say nothing else, and their height in px.

    Raises
    ------
    ValueError
        If it has an arrow, or an attribute that is not drawn here.
    """
    _check(item, _ANNOTATION, "an annotation")
    if item.get("showarrow", True):
        raise ValueError("an annotation with an arrow cannot be drawn")
    x = _of_paper(item["x"], axes.get(item.get("xref", "x")))
    y = _of_paper(item["y"], axes.get(item.get("yref", "y")))
    sideways = item.get("xanchor", "left" if x < 1 / 3 else "right" if x > 2 / 3 else "center")
    upright = item.get("yanchor", "bottom" if y < 1 / 3 else "top" if y > 2 / 3 else "middle")
    font = item.get("font", {})
    size = font.get("size", size)
    text = words(
        item["text"],
        x=share(x),
        y=share(1.0 - y),
        dx=item.get("xshift", 0.0) - _SIGNS[sideways] * _BORDER,
        dy=-item.get("yshift", 0.0)
        + {
            "top": _BORDER + _ASCENT * size,
            "middle": 0.5 * (_ASCENT - _DEPTH) * size,
            "bottom": -_BORDER - _DEPTH * size,
        }[upright],
        style=_font(font.get("color", colour), size, _ANCHORS[sideways]),
    )
    return frame(margin.across(0.0, 1.0), margin.down(0.0, 1.0), text)


def _check(item: Mapping[str, Any], known: set[str], what: str) -> None:
    if unknown := item.keys() - known:
        raise ValueError(f"{what} has {', '.join(sorted(unknown))}, which cannot be drawn")


def _of_paper(value: float, axis: Axis | None) -> float:
    """Return a place as part of the room between the margins."""
    if axis is None:
        return value
    low, high = axis.domain
    return low + float(axis.part(value)) * (high - low)


def _font(colour: str, size: float, anchor: str) -> str:
    return f"fill:{colour};font-size:{number(size)}px;text-anchor:{anchor}"


def _texts(item: Mapping[str, Any], across: FloatArray, up: FloatArray) -> str:
    font = item["textfont"]
    upright, sideways = item.get("textposition", "middle center").split()
    anchor = _ANCHORS[{"left": "right", "right": "left"}.get(sideways, sideways)]
    size = font["size"]
    down = (0.75 + 0.5 * (_SIGNS[upright] - 1)) * size
    return "".join(
        words(text, x=share(x), y=share(1.0 - y), dy=down, style=_font(colour, size, anchor))
        for text, x, y, colour in zip(
            item["text"], across, up, _each(font["color"], len(up)), strict=True
        )
    )


def _markers(
    marker: Mapping[str, Any], across: FloatArray, up: FloatArray, tolerance: float
) -> str:
    """Return markers; filled circles of one kind as the round ends of lines without length."""
    kinds: dict[tuple[Any, ...], list[int]] = {}
    for i, kind in enumerate(_kinds(marker, len(up))):
        kinds.setdefault(kind, []).append(i)
    drawn = ""
    for (symbol, size, colour, edge, width), where in kinds.items():
        x, y = across[where], up[where]
        if symbol == "circle" and (not width or edge == colour):
            drawn += _dots(x, y, colour, size + width, tolerance)
            continue
        style = _style(symbol, colour, edge, width)
        name = symbol.removesuffix("-open")
        if name not in _OUTLINES:
            raise ValueError(f"markers of the kind {symbol} cannot be drawn")
        scale = f"scale({number(0.5 * size)})"
        path = element("path", d=_OUTLINES[name], transform=scale, style=style)
        for i, j in zip(x.tolist(), y.tolist(), strict=True):
            if max(abs(i - 0.5), abs(j - 0.5)) <= 0.5 + _BEYOND:
                place = {"x": share(i), "y": share(1.0 - j)}
                drawn += element("svg", path, overflow="visible", **place)
    return drawn


def _dots(x: FloatArray, y: FloatArray, colour: str, size: float, tolerance: float) -> str:
    path = still_path.dots(x, y, tolerance)
    style = stroke({"color": colour, "width": size}) + ";stroke-linecap:round"
    return plane(element("path", d=path, style=style), clip=False) if path else ""


def _style(symbol: str, colour: str, edge: str, width: float) -> str:
    if symbol.endswith("-open"):
        paint = f"fill:none;stroke:{colour};stroke-width:{number(float(width or 1.0))}px"
    elif symbol.endswith("-thin"):
        paint = f"fill:none;stroke:{edge};stroke-width:{number(float(width))}px"
    else:
        paint = f"fill:{colour};stroke:{edge};stroke-width:{number(float(width))}px"
    return paint + ";vector-effect:non-scaling-stroke"


def _kinds(marker: Mapping[str, Any], count: int) -> Iterator[tuple[Any, ...]]:
    """Yield symbol, size, colour, and colour and width of the edge, of each marker."""
    line = marker.get("line", {})
    colours = _each(marker["color"], count)
    return zip(
        _each(marker.get("symbol", "circle"), count),
        _each(marker.get("size", 6), count),
        colours,
        _each(line["color"], count) if "color" in line else colours,
        _each(line.get("width", 0.0), count),
        strict=True,
    )


def _each(value: Any, count: int) -> list[Any]:
    """Return an attribute of each point, where it may be one for all."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    return list(value) if isinstance(value, list | tuple) else [value] * count
