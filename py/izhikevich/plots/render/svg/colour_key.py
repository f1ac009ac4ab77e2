"""The key to the colours of a map: a bar with ticks and a title, to the right of its pane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from izhikevich.plots.render.scale import Scale
from izhikevich.plots.render.svg.fitting import Fitted, upright_ticks
from izhikevich.plots.render.svg.marks import map_colour, map_levels, map_range
from izhikevich.plots.render.svg.page import Page
from izhikevich.plots.render.svg.surface import Fixed
from izhikevich.plots.render.svg.text import ASCENT, DEPTH, HALF_DIGIT, LINE, wrapped
from izhikevich.plots.spec import Axis, Map, Pane
from izhikevich.plots.style import Role

_BEFORE, _BAR, _TICK, _GAP, _TITLE_GAP = 0.8, 0.9, 0.25, 0.25, 0.5  # ems


@dataclass(frozen=True)
class ColourKey:
    """The key to a map, fitted to the height of its pane."""

    series: Map
    scale: Scale
    fitted: Fitted
    title: tuple[str, ...]

    def width(self, em: float) -> float:
        """Return the room that it takes to the right of the pane."""
        title = (_TITLE_GAP + ASCENT + DEPTH + LINE * (len(self.title) - 1)) * em
        around = (_BEFORE + _BAR + _TICK + _GAP) * em
        return around + self.fitted.width(em) + (title if self.title else 0.0)

    def draw(self, page: Page, right: float, top: float, height: float) -> None:
        """Draw it next to the right edge of its pane."""
        em = page.em
        left = right + _BEFORE * em
        surface = Fixed(_BAR * em, height, page.colours, page.scale)
        levels = np.unique(map_levels(self.series, np.linspace(*map_range(self.series), 200)))
        ends = np.linspace(0.0, 1.0, levels.size + 1)
        boxes = "".join(
            surface.boxes(
                np.array([0.0]),
                ends[k : k + 1],
                np.array([1.0]),
                ends[k + 1 : k + 2],
                map_colour(self.series, int(level), surface),
                seamless=True,
            )
            for k, level in enumerate(levels.tolist())
        )
        page.draw(f'<g transform="translate({left:.2f} {top:.2f})">{boxes}</g>')
        end = left + _BAR * em
        for tick in self.fitted.ticks:
            y = top + (1.0 - tick.part) * height
            page.line(end, y, end + _TICK * em, y, Role.INK, surface.line_width(0.75))
            page.write(tick.lines, end + (_TICK + _GAP) * em, y + HALF_DIGIT * em)
        x = end + (_TICK + _GAP) * em + self.fitted.width(em) + (_TITLE_GAP + ASCENT) * em
        page.write(self.title, x, top + 0.5 * height, align="center", turned=True)


def colour_key(pane: Pane, height: float, em: float, most_width: float) -> ColourKey | None:
    """Return the key to the map of a pane that has one."""
    for series in pane.series:
        if isinstance(series, Map) and series.key and len(set(series.scale)) > 1:
            low, high = map_range(series)
            if low == high:
                high = low + 1.0
            scale = Scale(Axis(series.measure, range=(low, high)), low, high)
            fitted = upright_ticks(scale, height, em, most_width)
            title = tuple(wrapped(series.measure.heading, em, height))
            return ColourKey(series, scale, fitted, title if any(title) else ())
    return None
