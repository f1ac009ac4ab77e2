"""The page of a figure: its contents, and the places already occupied by text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from izhikevich.plots.render.svg.elements import element, words
from izhikevich.plots.render.svg.text import ASCENT, DEPTH, LINE, Box, text_width
from izhikevich.plots.style import Role

Align = Literal["left", "center", "right"]

_HALO = 0.25  # ems
_ANCHORS = {"left": None, "center": "middle", "right": "end"}


@dataclass
class Page:
    """A page under construction.

    Parameters
    ----------
    width, height : float
        Size, px.
    em : float
        Height of its letters, px.
    scale : float
        Length on the page of what is 1 px on a screen.
    colours : mapping
        One of `izhikevich.plots.style.THEMES`.
    """

    width: float
    height: float
    em: float
    scale: float
    colours: Mapping[Role, str]
    items: list[str] = field(default_factory=list)
    texts: list[Box] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """Return the whole page."""
        return Box(0.0, 0.0, self.width, self.height)

    def draw(self, item: str) -> None:
        """Add something other than text."""
        if item:
            self.items.append(item)

    def line(self, x1: float, y1: float, x2: float, y2: float, role: Role, width: float) -> None:
        """Add a straight line of a width in px of the page."""
        self.draw(
            element(
                "path",
                d=f"M{_place(x1)} {_place(y1)}L{_place(x2)} {_place(y2)}",
                fill="none",
                stroke=self.colours[role],
                stroke_width=width,
            )
        )

    def write(
        self,
        lines: Sequence[str],
        x: float,
        baseline: float,
        role: Role = Role.INK,
        *,
        align: Align = "left",
        size: float | None = None,
        bold: bool = False,
        turned: bool = False,
        halo: bool = False,
    ) -> None:
        """Write lines of text.

        Parameters
        ----------
        lines : sequence of str
        x, baseline : float
            Position of the first line, px.
        role : Role
        align : str
            Which end of the lines is there.
        size : float, optional
            Size of the letters, px; default that of the page.
        bold : bool
        turned : bool
            Whether they run upwards, line next to line to the right.
        halo : bool
            Whether an outline in the colour of the paper keeps them readable on what lies behind.
        """
        edge: dict[str, object] = {}
        if halo:
            edge = {"stroke": self.colours[Role.PAPER], "stroke_width": _HALO * self.em}
            edge |= {"stroke_linejoin": "round", "paint_order": "stroke"}
        size = self.em if size is None else size
        for number, line in enumerate(lines):
            step = LINE * size * number
            place = (x + step, baseline) if turned else (x, baseline + step)
            if not line.strip():
                continue
            self.texts.append(text_box(line, *place, size, align, turned=turned))
            at = _place(place[0]), _place(place[1])
            self.draw(
                words(
                    line,
                    x=at[0],
                    y=at[1],
                    fill=self.colours[role],
                    font_size=None if size == self.em else size,
                    font_weight="bold" if bold else None,
                    text_anchor=_ANCHORS[align],
                    **edge,
                    transform=f"rotate(-90 {at[0]} {at[1]})" if turned else None,
                )
            )


def text_box(
    line: str, x: float, baseline: float, size: float, align: Align, *, turned: bool = False
) -> Box:
    """Return the room occupied by a line of text."""
    width = text_width(line, size)
    before = {"left": 0.0, "center": 0.5 * width, "right": width}[align]
    if turned:
        return Box(
            x - ASCENT * size, baseline - width + before, x + DEPTH * size, baseline + before
        )
    left = x - before
    return Box(left, baseline - ASCENT * size, left + width, baseline + DEPTH * size)


def _place(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
