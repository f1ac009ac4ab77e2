"""Series and marks, drawn on any surface."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.plots.network.bands import rows
from izhikevich.plots.render.scale import Scale, edges
from izhikevich.plots.render.svg.elements import element
from izhikevich.plots.render.svg.path import stepped
from izhikevich.plots.render.svg.surface import Stroke, Surface, Symbol
from izhikevich.plots.spec import (
    Arrow,
    Bars,
    Curve,
    Dots,
    Field,
    Loop,
    Map,
    Mark,
    Marker,
    Pane,
    Points,
    Raster,
    Region,
    Rule,
    Series,
    Strokes,
)
from izhikevich.plots.style import Role

_SPIKE = 2.2  # px, a dot of a raster
_STROKE_PART, _MAX_STROKE = 0.8, 9.0  # height of a spike's stroke in rows, and px
_COLOURS = 48  # number of colours of a map
_TURN = np.linspace(0.0, 2.0 * np.pi, 61)
_HEAD, _HALF_HEAD = 3.2, 1.4  # of an arrow, in widths of its line, and at least that in px
_BAR_GAP = 0.04  # fraction of a bar


def series_of(pane: Pane, x: Scale, y: Scale, surface: Surface) -> Iterator[str]:
    """Yield the series of a pane in their order."""
    base: FloatArray | None = None
    for series in pane.series:
        if isinstance(series, Bars):
            base = np.zeros(series.y.size) if base is None else base
            yield _bars(series, base, x, y, surface)
            base = base + series.y
        else:
            yield _series(series, x, y, surface)


def below(mark: Mark) -> bool:
    """Tell whether a mark lies behind the series."""
    return isinstance(mark, Region | Field | Loop) or (isinstance(mark, Rule) and mark.below)


def mark_of(mark: Mark, x: Scale, y: Scale, surface: Surface) -> str:
    """Return a mark that is not a label."""
    match mark:
        case Rule():
            return _rule(mark, x, y, surface)
        case Region():
            left, right = (0.0, 1.0) if mark.x is None else sorted(x.part(mark.x).tolist())
            bottom, top = (0.0, 1.0) if mark.y is None else sorted(y.part(mark.y).tolist())
            one = np.ones(1)
            return surface.boxes(
                left * one, bottom * one, right * one, top * one, surface.paint(mark.role)
            )
        case Field():
            arrows = np.dstack((x.part(mark.arrows[..., 0]), y.part(mark.arrows[..., 1])))
            return surface.lines(list(arrows), Stroke(mark.role))
        case Loop():
            return _loop(mark, x, y, surface)
        case Arrow():
            return _arrow(mark, x, y, surface)
        case Dots():
            return surface.symbols(symbol(mark.marker, mark.role), x.part(mark.x), y.part(mark.y))
        case _:
            return ""


def _series(series: Series, x: Scale, y: Scale, surface: Surface) -> str:
    match series:
        case Curve():
            return _curve(series, x, y, surface)
        case Points():
            at = x.part(series.x), y.part(series.y)
            some = np.arange(0, at[0].size, series.every)
            drawn = _symbols(series.marker, series.role, series.roles, *at, some, surface)
            if series.opacity == 1.0 or not drawn:
                return drawn
            return element("g", drawn, opacity=series.opacity)
        case Strokes():
            half = series.half / abs(y.high - y.low) * surface.grid.height
            stroke = Stroke(series.role, series.width, opacity=series.opacity)
            return surface.uprights(x.part(series.x), y.part(series.y), half, stroke)
        case Map():
            return _map(series, x, y, surface)
        case Raster():
            return _raster(series, x, y, surface)
        case _:
            raise TypeError(f"{type(series).__name__} is no series that can be drawn")


def _curve(series: Curve, x: Scale, y: Scale, surface: Surface) -> str:
    path = series.path
    across, up = x.part(path[0]), y.part(path[1])
    stroke = Stroke(series.role, series.width, series.dash, series.opacity)
    drawn = surface.curve(*stepped(across, up, series.step), stroke)
    if series.marker is not None:
        every = np.arange(across.size)
        drawn += _symbols(series.marker, series.role, None, across, up, every, surface)
    return drawn


def _symbols(
    marker: Marker,
    role: Role,
    roles: Sequence[Role] | None,
    x: FloatArray,
    y: FloatArray,
    some: NDArray[np.intp],
    surface: Surface,
) -> str:
    """Return the markers of some samples, those of one kind together."""
    kinds: dict[Symbol, list[int]] = {}
    for i in some[np.isfinite(x[some]) & np.isfinite(y[some])].tolist():
        kind = symbol(marker, role if roles is None else roles[i], i)
        kinds.setdefault(kind, []).append(i)
    return "".join(surface.symbols(kind, x[where], y[where]) for kind, where in kinds.items())


def symbol(marker: Marker, role: Role, i: int = 0) -> Symbol:
    """Return the appearance of a marker at one sample."""
    shape = marker.shape if isinstance(marker.shape, str) else marker.shape[i % len(marker.shape)]
    size = marker.size if isinstance(marker.size, int | float) else marker.size[i]
    filled = marker.filled
    if not isinstance(filled, bool):
        filled = bool(filled[i % len(filled)])
    return Symbol(shape, role, float(size), filled, marker.edge)


def _bars(series: Bars, base: FloatArray, x: Scale, y: Scale, surface: Surface) -> str:
    ends = x.part(series.x)
    gap = 0.5 * _BAR_GAP * np.diff(ends)
    some = np.asarray(series.y) != 0.0
    low, high = y.part(base), y.part(base + series.y)
    return surface.boxes(
        (ends[:-1] + gap)[some],
        np.minimum(low, high)[some],
        (ends[1:] - gap)[some],
        np.maximum(low, high)[some],
        surface.paint(series.role),
    )


def _map(series: Map, x: Scale, y: Scale, surface: Surface) -> str:
    """Return a map as boxes, merging neighbours of the same colour in a row."""
    z = np.asarray(series.z, dtype=np.float64)
    across, up = x.part(edges(series.x)), y.part(edges(series.y))
    levels = map_levels(series, z)
    changes = np.diff(levels, axis=1, prepend=-2) != 0
    rows, starts = np.nonzero(changes)
    stops = np.concatenate([starts[1:], [0]])
    stops[np.concatenate([np.diff(rows) != 0, [True]])] = z.shape[1]
    found = levels[rows, starts]
    drawn = []
    for level in np.unique(found[found >= 0]).tolist():
        own = found == level
        low, high = up[rows[own]], up[rows[own] + 1]
        left, right = across[starts[own]], across[stops[own]]
        drawn.append(
            surface.boxes(
                np.minimum(left, right),
                np.minimum(low, high),
                np.maximum(left, right),
                np.maximum(low, high),
                map_colour(series, level, surface),
                seamless=True,
            )
        )
    return "".join(drawn)


def map_levels(series: Map, z: FloatArray) -> FloatArray:
    """Return the index of the colour of each value of a map; -1 where there is none."""
    if len(set(series.scale)) == 1:
        return np.where(np.isfinite(z), 0, -1)
    low, high = map_range(series)
    part = np.clip((z - low) / ((high - low) or 1.0), 0.0, 1.0)
    numbers = np.nan_to_num(np.round(part * (_COLOURS - 1)), nan=-1.0)
    return np.where(np.isfinite(z), numbers, -1).astype(np.int64)


def map_range(series: Map) -> tuple[float, float]:
    """Return the values at the ends of the colours of a map."""
    if series.z_range is not None:
        return series.z_range
    z = np.asarray(series.z, dtype=np.float64)
    z = z[np.isfinite(z)]
    return (float(z.min()), float(z.max())) if z.size else (0.0, 1.0)


def map_colour(series: Map, level: int, surface: Surface) -> str:
    """Return a colour of a map by its index."""
    return _mixed(series.scale, level / (_COLOURS - 1), surface)


def _mixed(scale: Sequence[Role], part: float, surface: Surface) -> str:
    """Return the colour at a fraction of a scale."""
    if len(set(scale)) == 1:
        return surface.paint(scale[0])
    at = part * (len(scale) - 1)
    k = min(int(at), len(scale) - 2)
    ends = [surface.paint(role) for role in scale[k : k + 2]]
    if not ends[0].startswith("#"):
        raise ValueError("a map of several colours cannot be drawn in colours that are not known")
    pairs = zip(*([int(end[i : i + 2], 16) for i in (1, 3, 5)] for end in ends), strict=True)
    return "#" + "".join(f"{round(a + (at - k) * (b - a)):02x}" for a, b in pairs)


def _raster(series: Raster, x: Scale, y: Scale, surface: Surface) -> str:
    """Return spikes, population by population: strokes where rows are high enough for them."""
    groups = np.asarray(series.groups, dtype=np.int64)
    places = rows(series.bands, groups, np.asarray(series.y))
    across, up = x.part(series.x), y.part(places)
    drawn = [_boundaries(series, y, surface)]
    for group, role in enumerate(series.roles):
        own = groups == group
        if surface.grid.fine == 1:
            drawn.append(surface.dots(across[own], up[own], role, _SPIKE))
            continue
        band = series.bands[group]
        row = abs(band["height"] / band["size"] / (y.high - y.low)) * surface.grid.height
        height = min(max(_STROKE_PART * row, surface.length(_SPIKE)), surface.length(_MAX_STROKE))
        drawn.append(surface.uprights(across[own], up[own], 0.5 * height, Stroke(role)))
    return "".join(drawn)


def _boundaries(series: Raster, y: Scale, surface: Surface) -> str:
    ends = y.part(series.edges).tolist() if series.edges else []
    pieces = [np.array([[0.0, at], [1.0, at]]) for at in ends]
    return surface.lines(pieces, Stroke(Role.FAINT, 0.5))


def _rule(rule: Rule, x: Scale, y: Scale, surface: Surface) -> str:
    stroke = Stroke(rule.role, rule.width, rule.dash)
    if isinstance(rule.x, tuple) and isinstance(rule.y, tuple):
        ends = np.column_stack((x.part(rule.x), y.part(rule.y)))
    elif rule.x is not None and not isinstance(rule.x, tuple):
        ends = np.array([[x.at(rule.x), 0.0], [x.at(rule.x), 1.0]])
    elif rule.y is not None and not isinstance(rule.y, tuple):
        ends = np.array([[0.0, y.at(rule.y)], [1.0, y.at(rule.y)]])
    else:
        raise ValueError("a rule has one value, or both pairs")
    return surface.lines([ends], stroke)


def _loop(loop: Loop, x: Scale, y: Scale, surface: Surface) -> str:
    """Return a circle that is round, however wide the axes are: it touches its node from above."""
    radius = loop.radius / abs(y.high - y.low)
    wide = radius * surface.grid.height / surface.grid.width
    return surface.curve(
        x.at(loop.centre[0]) + wide * np.cos(_TURN),
        y.at(loop.centre[1]) + radius * np.sin(_TURN),
        Stroke(loop.role, loop.width),
    )


def _arrow(arrow: Arrow, x: Scale, y: Scale, surface: Surface) -> str:
    grid = surface.grid
    size = np.array([grid.width, grid.height])
    begin, end = (
        np.array([x.at(at), 1.0 - y.at(high)]) * size for at, high in (arrow.start, arrow.end)
    )
    length = hypot(*(end - begin))
    gaps = [surface.length(gap) for gap in arrow.gaps]
    if length <= sum(gaps):
        return ""
    along = (end - begin) / length
    across = np.array([-along[1], along[0]])
    begin, tip = begin + gaps[0] * along, end - gaps[1] * along
    width = surface.line_width(arrow.width)
    head = min(max(_HEAD * width, surface.length(6.0)), length - sum(gaps))
    neck = tip - head * along
    half = head * _HALF_HEAD / _HEAD
    corners = np.array([tip, neck + half * across, neck - half * across, tip])
    shaft, point = (
        np.column_stack((one[:, 0] / size[0], 1.0 - one[:, 1] / size[1]))
        for one in (np.array([begin, neck]), corners)
    )
    stroke = Stroke(arrow.role, arrow.width)
    return surface.lines([shaft], stroke) + surface.filled(point, arrow.role)
