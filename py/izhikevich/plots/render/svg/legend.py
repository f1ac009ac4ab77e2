"""The legend of a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from izhikevich.plots.render.svg.elements import element
from izhikevich.plots.render.svg.marks import symbol
from izhikevich.plots.render.svg.page import Page
from izhikevich.plots.render.svg.surface import Fixed, Stroke
from izhikevich.plots.render.svg.text import HALF_DIGIT, LINE, text_width, wrapped
from izhikevich.plots.spec import Bars, Curve, Map, Plot, Points, Series, Strokes
from izhikevich.plots.style import Role

_SAMPLE = 1.8  # ems
_GAP, _COLUMN = 0.5, 1.4  # between sample and name, and between entries, ems


@dataclass(frozen=True)
class Entry:
    """A series and the lines of its name."""

    series: Series
    lines: tuple[str, ...]

    def width(self, em: float) -> float:
        """Return its total width."""
        return (_SAMPLE + _GAP) * em + max(text_width(line, em) for line in self.lines)


@dataclass(frozen=True)
class Legend:
    """Entries, each with its position from the upper left corner, px."""

    places: tuple[tuple[Entry, float, float], ...]
    width: float
    height: float

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draw it with its upper left corner at a position."""
        em = page.em
        for entry, x, y in self.places:
            middle = top + y + 0.5 * LINE * em
            _draw_sample(page, entry.series, left + x, middle)
            at = left + x + (_SAMPLE + _GAP) * em
            page.write(entry.lines, at, middle + HALF_DIGIT * em, Role.INK)


def entries(plot: Plot) -> list[Series]:
    """Return the series that a legend names: each name once."""
    found: dict[str, Series] = {}
    for pane in plot.panes:
        for series in pane.series:
            if series.legend and series.name and isinstance(series, _NAMED):
                found.setdefault(series.name, series)
    return list(found.values())


_NAMED = (Curve, Points, Bars, Strokes, Map)


def in_rows(series: Sequence[Series], em: float, width: float) -> Legend:
    """Return a legend of entries next to one another, in as many rows as necessary."""
    places: list[tuple[Entry, float, float]] = []
    x = y = widest = 0.0
    tall = 1
    for entry in _entries(series, em, width):
        own = entry.width(em)
        if x and x + own > width:
            x, y, tall = 0.0, y + tall * LINE * em, 1
        places.append((entry, x, y))
        widest = max(widest, x + own)
        tall = max(tall, len(entry.lines))
        x += own + _COLUMN * em
    return Legend(tuple(places), widest, y + tall * LINE * em if places else 0.0)


def in_column(series: Sequence[Series], em: float, width: float) -> Legend:
    """Return a legend of entries one below another."""
    places: list[tuple[Entry, float, float]] = []
    y = 0.0
    for entry in _entries(series, em, width):
        places.append((entry, 0.0, y))
        y += len(entry.lines) * LINE * em
    widest = max((entry.width(em) for entry, _, _ in places), default=0.0)
    return Legend(tuple(places), widest, y)


def _entries(series: Sequence[Series], em: float, width: float) -> Iterator[Entry]:
    for one in series:
        yield Entry(one, tuple(wrapped(one.name, em, width - (_SAMPLE + _GAP) * em)))


def _draw_sample(page: Page, series: Series, left: float, middle: float) -> None:
    """Draw a sample of a series, in the width of a legend entry."""
    em = page.em
    width = _SAMPLE * em
    surface = Fixed(width, em, page.colours, page.scale)
    drawn = ""
    if isinstance(series, Curve):
        stroke = Stroke(series.role, series.width, series.dash, series.opacity)
        drawn = surface.curve(np.array([0.0, 1.0]), np.array([0.5, 0.5]), stroke)
        if series.marker is not None:
            drawn += surface.symbol_at(symbol(series.marker, series.role), 0.5 * width, 0.5 * em)
    elif isinstance(series, Points):
        role = series.roles[0] if series.roles else series.role
        drawn = surface.symbol_at(symbol(series.marker, role), 0.5 * width, 0.5 * em)
    elif isinstance(series, Strokes):
        stroke = Stroke(series.role, series.width, opacity=series.opacity)
        drawn = surface.uprights(np.array([0.5]), np.array([0.5]), 0.4 * em, stroke)
    else:
        role = series.scale[-1] if isinstance(series, Map) else series.role
        drawn = element(
            "rect",
            x=0.5 * (width - 0.9 * em),
            y=0.05 * em,
            width=0.9 * em,
            height=0.9 * em,
            fill=page.colours[role],
            stroke=page.colours[Role.MUTED] if isinstance(series, Map) else None,
            stroke_width=surface.line_width(0.5) if isinstance(series, Map) else None,
        )
    place = f"translate({left:.2f} {middle - 0.5 * em:.2f})"
    page.draw(element("g", drawn, transform=place))
