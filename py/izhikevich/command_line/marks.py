"""Curves, markers, bars, maps and spikes, drawn by matplotlib as Plotly would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from izhikevich.figures.words import plain_words
from izhikevich.plots.network.bands import rows
from izhikevich.text import visible

if TYPE_CHECKING:
    from izhikevich.command_line.sheet import Sheet

_POINT = 0.75  # of a pixel
_DASHES = {"dot": (1,), "dash": (3,), "longdash": (5,), "dashdot": (3, 1, 1, 1)}
_LEAST_DASH = 3.0  # px
_STEPS = {"hv": "steps-post", "vh": "steps-pre", "hvh": "steps-mid"}
_SYMBOLS = {
    "circle": "o",
    "square": "s",
    "diamond": "D",
    "triangle-up": "^",
    "triangle-right": ">",
    "triangle-down": "v",
    "x-thin": "x",
    "circle-cross": r"$\oplus$",
}
_TRANSPARENT = "rgba(0,0,0,0)"
_SPIKE = 2.2  # px
_MANY = 10_000  # marks that are drawn as an image, so that the file stays small
_ANCHORS = {"left": "right", "center": "center", "right": "left"}
_HEIGHTS = {"top": "bottom", "middle": "center", "bottom": "top"}


def for_matplotlib(text: str) -> str:
    """Return a text of a figure as matplotlib takes it, which reads formulas between dollars."""
    return visible(plain_words(text)).replace("$", r"\$")


def draw_trace(sheet: Sheet, trace: Mapping[str, Any], order: float) -> None:
    """Draw a trace; later ones come in front by their order."""
    axes = sheet.axes[trace.get("yaxis", "y")]
    if trace["type"] == "heatmap":
        _map(sheet, axes, trace)
    elif trace["type"] == "bar":
        _bars(sheet, axes, trace)
    else:
        mode = trace["mode"]
        x, y = (np.array(trace[key], dtype=np.float64) for key in "xy")
        named = sheet.layout["showlegend"] and trace.get("showlegend", True)
        label = for_matplotlib(trace["name"]) if named else None
        if "lines" in mode:
            _line(axes, trace, x, y, order, label)
        if "markers" in mode:
            _markers(axes, trace, x, y, order + 0.005, None if "lines" in mode else label)
        if "text" in mode:
            _words(axes, trace, x, y)


def draw_spikes(axes: Axes, raster: Mapping[str, Any]) -> None:
    """Draw the spikes of a network, population by population."""
    groups = raster["groups"]
    places = rows(raster["bands"], groups, raster["indices"])
    for group, colour in enumerate(raster["colors"]):
        own = groups == group
        axes.plot(
            raster["times"][own],
            places[own],
            linestyle="none",
            marker="o",
            markersize=_SPIKE * _POINT,
            markeredgewidth=0.0,
            color=colour,
            zorder=3.0,
            rasterized=groups.size > _MANY,
        )


def dashes(line: Mapping[str, Any]) -> Any:
    """Return how a line is broken, as matplotlib has it: in widths of the line."""
    parts = _DASHES.get(line.get("dash") or "solid")
    if parts is None:
        return "solid"
    width = float(line.get("width", 2.0))
    scale = max(width, _LEAST_DASH) / width
    pattern = parts * 2 if len(parts) == 1 else parts
    return (0.0, tuple(scale * part for part in pattern))


def _line(
    axes: Axes, trace: Mapping[str, Any], x: Any, y: Any, order: float, label: str | None
) -> None:
    line = trace["line"]
    axes.plot(
        x,
        y,
        color=line["color"],
        linewidth=_POINT * line.get("width", 2.0),
        linestyle=dashes(line),
        drawstyle=_STEPS.get(line.get("shape", "linear"), "default"),
        alpha=trace.get("opacity"),
        zorder=order,
        label=label,
        solid_joinstyle="round",
        rasterized=x.size > _MANY,
    )


def _markers(
    axes: Axes, trace: Mapping[str, Any], x: Any, y: Any, order: float, label: str | None
) -> None:
    marker = trace.get("marker", {})
    n = x.size
    line = marker.get("line", {})
    colours = _each(marker.get("color", trace.get("line", {}).get("color")), n)
    edges = _each(line.get("color"), n)
    symbols = np.array(_each(marker.get("symbol", "circle"), n), dtype=np.str_)
    sizes = np.array(_each(marker.get("size", 6), n), dtype=np.float64)
    widths = np.array(_each(line.get("width", 0.0), n), dtype=np.float64)
    alpha = trace.get("opacity", 1.0) * marker.get("opacity", 1.0)
    for symbol in sorted(set(symbols.tolist())):
        where = np.flatnonzero((symbols == symbol) & np.isfinite(x + y))
        name = symbol.removesuffix("-open")
        if not where.size:  # it only stands in the legend
            kind, colour = _SYMBOLS.get(name, "o"), colours[0]
            axes.plot([], [], linestyle="none", marker=kind, color=colour, label=label)
            continue
        own = [colours[k] for k in where]
        around = [edges[k] or colours[k] for k in where]
        shapes: dict[str, Any] = {"facecolors": own, "edgecolors": around}
        if symbol.endswith("-open"):
            shapes = {"facecolors": "none", "edgecolors": own}
        elif symbol.endswith("-thin"):
            shapes = {"color": around}
        drawn = np.maximum(widths[where], 1.0) if symbol != name else widths[where]
        axes.scatter(
            x[where],
            y[where],
            s=(_POINT * sizes[where]) ** 2,
            marker=_SYMBOLS.get(name, "o"),
            linewidths=(_POINT * drawn).tolist(),
            alpha=alpha,
            zorder=order,
            label=label,
            clip_on=trace.get("cliponaxis", True),
            rasterized=n > _MANY,
            **shapes,
        )


def _words(axes: Axes, trace: Mapping[str, Any], x: Any, y: Any) -> None:
    font = trace["textfont"]
    upright, sideways = trace.get("textposition", "middle center").split()
    for text, at, high, colour in zip(
        trace["text"], x, y, _each(font["color"], x.size), strict=True
    ):
        axes.text(
            at,
            high,
            for_matplotlib(text),
            color=colour,
            fontsize=_POINT * font["size"],
            ha=_ANCHORS[sideways],
            va=_HEIGHTS[upright],
            zorder=6.0,
        )


def _bars(sheet: Sheet, axes: Axes, trace: Mapping[str, Any]) -> None:
    x, y = (np.asarray(trace[key], dtype=np.float64) for key in "xy")
    below = np.zeros(x.size)
    if sheet.layout.get("barmode") == "stack":
        for other in sheet.figure["data"]:
            if other is trace:
                break
            if other.get("yaxis") == trace.get("yaxis"):
                below += np.asarray(other["y"], dtype=np.float64)
    colour = trace["marker"]["color"]
    axes.bar(x, y, width=trace["width"], bottom=below, color=colour, zorder=2.0)


def _map(sheet: Sheet, axes: Axes, trace: Mapping[str, Any]) -> None:
    z = np.array(trace["z"], dtype=np.float64)
    scale = trace["colorscale"]
    colours = (
        colormaps[scale.lower()]
        if isinstance(scale, str)
        else LinearSegmentedColormap.from_list("map", [tuple(pair) for pair in scale])
    )
    edges = []
    for key, n in (("x", z.shape[1]), ("y", z.shape[0])):
        at = np.asarray(trace.get(key, np.arange(n)), dtype=np.float64)
        half = 0.5 * (at[1] - at[0]) if n > 1 else 0.5
        edges += [at[0] - half, at[-1] + half]
    image = axes.imshow(
        z,
        cmap=colours,
        vmin=trace.get("zmin"),
        vmax=trace.get("zmax"),
        extent=(edges[0], edges[1], edges[2], edges[3]),
        origin="lower",
        aspect="auto",
        interpolation="nearest",
        zorder=2.0,
    )
    if not trace.get("showscale", True):
        return
    bar = trace["colorbar"]
    length, middle = bar.get("len", 1.0), bar.get("y", 0.5)
    left = sheet.across(bar.get("x", 1.02))
    low, high = (sheet.up(middle + part * length) for part in (-0.5, 0.5))
    place = (left, low, bar["thickness"] / sheet.width, high - low)
    drawn = sheet.drawing.colorbar(image, cax=sheet.drawing.add_axes(place))
    font = sheet.layout["font"]
    drawn.outline.set_visible(False)
    if "tickvals" in bar:
        drawn.set_ticks(bar["tickvals"], labels=bar.get("ticktext"))
    drawn.ax.tick_params(
        length=0, labelcolor=font["color"], labelsize=_POINT * font["size"], colors=font["color"]
    )
    title = for_matplotlib(bar.get("title", {}).get("text", ""))
    drawn.ax.set_ylabel(title, color=font["color"], fontsize=_POINT * font["size"])


def _each(value: Any, count: int) -> list[Any]:
    """Return an attribute of each point, where it may be one for all."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    found = list(value) if isinstance(value, list | tuple) else [value] * count
    return ["none" if one == _TRANSPARENT else one for one in found]
