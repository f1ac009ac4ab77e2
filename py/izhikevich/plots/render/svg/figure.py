"""A plot as a figure for paper or slides: an SVG file laid out for the requested size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.plots.monochrome import monochrome
from izhikevich.plots.render.panes import lowest, x_groups
from izhikevich.plots.render.scale import Scale, x_scale, y_scale
from izhikevich.plots.render.svg import labels, legend, marks
from izhikevich.plots.render.svg.colour_key import ColourKey, colour_key
from izhikevich.plots.render.svg.elements import element, escaped
from izhikevich.plots.render.svg.fitting import NO_TICKS, Fitted, level_ticks, upright_ticks
from izhikevich.plots.render.svg.layout import Span, placed
from izhikevich.plots.render.svg.page import Page
from izhikevich.plots.render.svg.sheet import draw_sheet
from izhikevich.plots.render.svg.surface import Fixed
from izhikevich.plots.render.svg.text import (
    ASCENT,
    DEPTH,
    FONTS,
    HALF_DIGIT,
    LINE,
    Box,
    text_width,
    wrapped,
)
from izhikevich.plots.spec import Label, Pane, Plot, Rule, Series
from izhikevich.plots.style import Role, Theme, colours_of

Unit = Literal["mm", "px"]

PX_PER_MM = 96.0 / 25.4
_PX_PER_POINT = 96.0 / 72.0
SCREEN = 12.0  # px of text on a screen, for which plots are described
_NARROW, _NARROW_POINTS, _POINTS = 120.0, 7.0, 8.0  # mm; points of text below and above
_LETTERS_ACROSS = 80.0  # width of a figure for a screen, in heights of its letters
_MIN_FONT = 11.0  # px, on a screen
_ASPECT, _NARROW_ASPECT = 0.62, 0.75  # height over width
_TALLER = (1.0, 1.25, 1.6, 2.0, 2.5)  # heights that are tried if none is requested
_MIN_EMS = 12.0  # width and height of a figure, at least
_MIN_PANE = 2.0  # and of a pane

# Distances in ems.
_PAD = 0.5
_TICK, _TICK_GAP = 0.35, 0.3
_TITLE_GAP = 0.5
_GUTTER = 0.7
_OVER = 0.9  # excess of the title of a vertical axis over its length
_HEADING_GAP = 0.45
_NOTES_APART = 0.9
_LEGEND_GAP = 0.5
_TITLE_SIZE = 1.15
_SPINE = 0.75  # px on a screen
_MAX_LABEL = 0.3  # maximum fraction of the page for a tick's label
_MAX_TURNED = 0.4  # and of its height, where labels run upwards
_ROUNDS = 5  # of the layout, until nothing changes
_MAX_INSIDE = 0.5  # maximum fraction of a pane for a legend inside
_INSIDE = ("inside", "inside-top")
_MAX_COVERED = 0.01  # maximum fraction of a legend's place that curves may cross


def svg(
    plot: Plot,
    *,
    width_mm: float | None = None,
    width_px: float | None = None,
    height: float | None = None,
    theme: Theme = "light",
    title: str = "",
    titled: bool = True,
    description: str = "",
    background: bool = True,
    font_size: float | None = None,
) -> str:
    """Return a plot as a file of its own, laid out for the requested size.

    Margins, ticks, labels and the legend are fitted to it: no two texts overlap, none leaves the
    page, each axis has its title with the unit, lines are at least half a point wide, and curves
    are accurate to a twentieth of a pixel. Marks of selections on the page are omitted, as are
    labels for which there is no room.

    Parameters
    ----------
    plot : Plot
    width_mm, width_px : float
        Width in mm or in px (96 of an inch); one of them. By default 180 mm.
    height : float, optional
        In the same unit; default 0.62 of the width, 0.75 below 120 mm, and more if a plot has so
        many words that it needs more.
    theme : {"light", "dark", "mono"}
        The last has greys and dashes, for print.
    title : str, optional
        Title of the file.
    titled : bool
        Whether the title is also written above the plot.
    description : str, optional
        Description in the file, for those who do not see it.
    background : bool
        Whether the background is filled; otherwise it is transparent.
    font_size : float, optional
        Height of the letters in points: by default 8, and 7 below 120 mm; where the width is in px,
        an eightieth of it.

    Raises
    ------
    ParameterError
        If there is no such theme, or the size is too small for the plot.
    """
    colours = colours_of(theme)
    if theme == "mono":
        plot = monochrome(plot)
    if width_mm is not None and width_px is not None:
        raise ParameterError("width_px", width_px, "give the width in mm or in px")
    unit: Unit = "px" if width_px is not None else "mm"
    width = width_px if width_px is not None else 180.0 if width_mm is None else width_mm
    name = f"width_{unit}"
    if not 0.0 < width < 1e5:
        raise ParameterError(name, width, "it must be above 0")
    px = 1.0 if unit == "px" else PX_PER_MM
    heights = natural_heights(width, unit) if height is None else [height]
    em = letter_height(width, unit, font_size)
    for side, value in ((name, width), ("height", heights[0])):
        if not value * px >= _MIN_EMS * em:
            least = _MIN_EMS * em / px
            raise ParameterError(
                side,
                value,
                msg(
                    "with this font it must be {least} {unit} or more",
                    least=Number(least, form=".4g"),
                    unit=unit,
                ),
            )
    for chosen in heights:
        page = Page(width * px, chosen * px, em, em / SCREEN, colours)
        if draw(plot, page, title if titled else ""):
            break
    else:
        raise ParameterError("height", heights[-1], "the plot and its labels need a larger figure")
    return document(
        page, (width, chosen), unit, title=title, description=description, background=background
    )


def letter_height(width: float, unit: Unit, font_size: float | None = None) -> float:
    """Return the height of the letters of a figure, px: as requested (points), or as fits it.

    Raises
    ------
    ParameterError
        If the requested one is not allowed.
    """
    if font_size is not None:
        if not 0.0 < font_size < 1e4:
            raise ParameterError("font_size", font_size, "it must be above 0")
        return font_size * _PX_PER_POINT
    if unit == "mm":
        return (_NARROW_POINTS if width < _NARROW else _POINTS) * _PX_PER_POINT
    return max(width / _LETTERS_ACROSS, _MIN_FONT)


def natural_heights(width: float, unit: Unit) -> list[float]:
    """Return the heights that are tried for a plot of a width, in its unit, the best one first."""
    aspect = _NARROW_ASPECT if unit == "mm" and width < _NARROW else _ASPECT
    return [round(aspect * width * more) for more in _TALLER]


def draw(plot: Plot, page: Page, title: str = "") -> bool:
    """Draw a plot on a page, with a title above it; return whether there was room for it."""
    return _Figure(plot, page, title).draw()


def document(
    page: Page,
    size: tuple[float, float],
    unit: Unit,
    *,
    title: str = "",
    description: str = "",
    background: bool = True,
) -> str:
    """Return a page as an SVG file of a width and height in a unit."""
    paper = element("rect", width="100%", height="100%", fill=page.colours[Role.PAPER])
    width, height = (f"{side:g}{unit if unit == 'mm' else ''}" for side in size)
    return element(
        "svg",
        element("title", escaped(title)) if title else "",
        element("desc", escaped(description)) if description else "",
        paper if background else "",
        *page.items,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {page.width:.6g} {page.height:.6g}",
        font_family=FONTS,
        font_size=page.em,
        role="img",
    )


@dataclass
class _Cell:
    """A pane with its position and everything written around it."""

    pane: Pane
    x: Scale
    y: Scale
    base: bool  # whether the x-axis is below it
    box: Box
    x_ticks: Fitted = NO_TICKS
    y_ticks: Fitted = NO_TICKS
    y_title: tuple[str, ...] = ()
    x_title: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    notes: tuple[tuple[tuple[str, Role], ...], ...] = ()  # row by row
    inline: bool = False  # whether the notes are in the row of the heading
    key: ColourKey | None = None
    words: tuple[labels.Words, ...] = ()
    label_width: float = 0.0  # of the labels at the ticks, in the whole column
    above: float = 0.0  # height of labels above the pane


class _Figure:
    """A figure under construction."""

    def __init__(self, plot: Plot, page: Page, title: str) -> None:
        self.plot, self.page = plot, page
        em = page.em
        self.pad = _PAD * em
        size = _TITLE_SIZE * em
        self.title = wrapped(title, size, page.width - 2 * self.pad) if title else []
        self.legend_at = plot.legend
        self.named: list[Series] = [] if plot.legend == "none" else legend.entries(plot)
        self.legend: legend.Legend | None = None
        self.cells: list[_Cell] = []

    @property
    def _below_title(self) -> float:
        """Top of the room below the title, px."""
        em = self.page.em
        height = labels.height_of(len(self.title), _TITLE_SIZE * em) + 0.4 * em
        return self.pad + (height if self.title else 0.0)

    def draw(self) -> bool:
        """Draw everything, from behind to in front; return whether there was room for it."""
        page, em = self.page, self.page.em
        size = _TITLE_SIZE * em
        baseline = self.pad + ASCENT * size
        page.write(self.title, self.pad, baseline, bold=True, size=size)
        if self.plot.sheet is not None:
            return draw_sheet(self.plot.sheet, page, self._below_title, self.pad)
        if self.plot.message or not self.plot.panes:
            self._say(self.plot.message)
            return True
        self._make_cells()
        self._lay_out()
        corner = self._corner()
        if corner is None and self.legend_at in _INSIDE:
            self.legend_at = "above"
            self._lay_out()
        if any(min(cell.box.width, cell.box.height) < _MIN_PANE * em for cell in self.cells):
            return False
        for cell in self.cells:
            self._draw_data(cell)
        for cell in self.cells:
            self._draw_axes(cell)
        self._draw_legend(corner)
        for cell in self.cells:
            covered = labels.Covered(cell.pane, cell.x, cell.y, cell.box)
            labels.place(page, cell.words, cell.box, covered)
        return True

    def _say(self, message: str) -> None:
        page, em = self.page, self.page.em
        lines = wrapped(message, em, 0.8 * page.width)
        top = 0.5 * page.height - 0.5 * LINE * em * (len(lines) - 1) + HALF_DIGIT * em
        page.write(lines, 0.5 * page.width, top, align="center")

    def _make_cells(self) -> None:
        panes = self.plot.panes
        page = self.page
        for group in x_groups(panes):
            x = x_scale([panes[k] for k in group])
            base = lowest(panes, group)
            for k in group:
                area = panes[k].area
                box = Box(
                    (0.1 + 0.85 * area.left) * page.width,
                    (0.05 + 0.85 * (1.0 - area.top)) * page.height,
                    (0.1 + 0.85 * area.right) * page.width,
                    (0.05 + 0.85 * (1.0 - area.bottom)) * page.height,
                )
                self.cells.append(_Cell(panes[k], x, y_scale(panes[k]), k == base, box))
        order = {id(pane): k for k, pane in enumerate(panes)}
        self.cells.sort(key=lambda cell: order[id(cell.pane)])

    def _lay_out(self) -> None:
        page, em = self.page, self.page.em
        for _ in range(_ROUNDS):
            for cell in self.cells:
                self._fit(cell)
            self._align()
            left = min(cell.box.left for cell in self.cells)
            top, bottom = self._below_title, page.height - self.pad
            if self.named and self.legend_at in ("above", "below"):
                self.legend = legend.in_rows(self.named, em, page.width - self.pad - left)
                room = self.legend.height + _LEGEND_GAP * em
                top += room if self.legend_at == "above" else 0.0
                bottom -= room if self.legend_at == "below" else 0.0
            spans = [self._around(cell) for cell in self.cells]
            across = placed(
                [one for one, _ in spans], self.pad, page.width - self.pad, _GUTTER * em
            )
            down = placed([one for _, one in spans], top, bottom, 0.6 * em)
            for cell, (begin, end), (high, low) in zip(self.cells, across, down, strict=True):
                cell.box = Box(begin, high, max(end, begin + 1.0), max(low, high + 1.0))
                if cell.pane.equal:
                    cell.box = _equal(cell)

    def _fit(self, cell: _Cell) -> None:
        """Choose ticks and lines of titles for the current size of a pane."""
        page, em, pane, box = self.page, self.page.em, cell.pane, cell.box
        widest = _MAX_LABEL * page.width
        cell.x_title = cell.y_title = ()
        cell.x_ticks = cell.y_ticks = NO_TICKS
        heading = pane.title or ""
        title = pane.y.quantity.heading if pane.y.visible else ""
        if heading and title:
            title = title if heading == title or not _says(heading, pane) else ""
            heading = "" if heading == title else heading
        if pane.y.visible:
            cell.y_ticks = upright_ticks(cell.y, box.height, em, widest)
            room = box.height + _OVER * em
            lines = wrapped(title, em, room, whole_words=True) if title else []
            most = 1 if pane.heading else 2
            if any(text_width(line, em) > room for line in lines) or len(lines) > most:
                heading = f"{title} \N{EN DASH} {heading}" if heading else title
                lines = []
            cell.y_title = tuple(lines)
        if pane.x.visible and cell.base:
            cell.x_ticks = level_ticks(cell.x, box.width, em, _MAX_TURNED * page.height)
            name = cell.x.quantity.heading
            cell.x_title = tuple(wrapped(name, em, box.width)) if name else ()
        cell.notes, cell.inline, cell.heading = self._top_rows(cell, heading)
        cell.key = colour_key(pane, box.height, em, widest)
        cell.words = tuple(
            labels.words_of(mark, cell.x, cell.y, box, em, page.scale)
            for mark in pane.marks
            if isinstance(mark, Label) and not mark.selection and mark.text.strip()
        )

    def _top_rows(
        self, cell: _Cell, heading: str
    ) -> tuple[tuple[tuple[tuple[str, Role], ...], ...], bool, tuple[str, ...]]:
        """Return the notes in rows, whether they are next to the heading, and its lines."""
        em, width = self.page.em, cell.box.width
        rows: list[list[tuple[str, Role]]] = []
        used = 0.0
        for text, role in cell.pane.notes:
            own = text_width(text, em) + _NOTES_APART * em
            if not rows or used + own > width:
                rows.append([])
                used = 0.0
            rows[-1].append((text, role))
            used += own
        notes = tuple(tuple(row) for row in rows)
        lines = tuple(wrapped(heading, em, self._room_above(cell))) if heading else ()
        inline = (
            len(notes) == 1 and len(lines) <= 1 and used + text_width(heading, em) + em <= width
        )
        return notes, inline, lines

    def _room_above(self, cell: _Cell) -> float:
        """Return how wide words above a pane can be: to the next pane of the row, or the edge."""
        box = cell.box
        ends = [
            other.box.left - _NOTES_APART * self.page.em
            for other in self.cells
            if other.box.left > box.left + 1.0
            and other.box.top < box.bottom
            and box.top < other.box.bottom
        ]
        return max(min([*ends, self.page.width - self.pad]) - box.left, box.width)

    def _align(self) -> None:
        """Align the titles of the vertical axes of a column."""
        for cell in self.cells:
            same = [
                other
                for other in self.cells
                if abs(other.pane.area.left - cell.pane.area.left) < 1e-3
            ]
            cell.label_width = max(self._label_width(other) for other in same)

    def _label_width(self, cell: _Cell) -> float:
        """Return how far ticks, their labels and labels of rows extend to the left."""
        em = self.page.em
        width = cell.y_ticks.width(em)
        at_ticks = (_TICK + _TICK_GAP) * em + width if width else 0.0
        over = [labels.overhang(one, cell.box)[0] for one in cell.words if one.fixed]
        first = max(self._x_overhang(cell)[0], 0.0)
        return max([at_ticks, first, *over])

    def _x_overhang(self, cell: _Cell) -> tuple[float, float]:
        """Return by how much labels of the x-axis extend beyond its ends."""
        em, width = self.page.em, cell.box.width
        left = right = 0.0
        for tick in cell.x_ticks.ticks:
            own = max(text_width(line, em) for line in tick.lines)
            half = 0.5 * LINE * em * len(tick.lines) if cell.x_ticks.turned else 0.5 * own
            left = max(left, half - tick.part * width)
            right = max(right, half - (1.0 - tick.part) * width)
        for line in cell.x_title:
            over = 0.5 * (text_width(line, em) - width)
            left, right = max(left, over), max(right, over)
        return left, right

    def _around(self, cell: _Cell) -> tuple[Span, Span]:
        """Return the room that a pane needs, across and down."""
        em, area = self.page.em, cell.pane.area
        fixed = [one for one in cell.words if one.fixed]
        over = [labels.overhang(one, cell.box) for one in fixed] or [(0.0, 0.0, 0.0, 0.0)]
        left = cell.label_width
        if cell.y_title:
            left += _TITLE_GAP * em + labels.height_of(len(cell.y_title), em)
        right = max([self._x_overhang(cell)[1], 0.2 * em, *(one[2] for one in over)])
        if cell.key is not None:
            right = max(right, cell.key.width(em))
        half = 0.5 * em if cell.y_ticks.ticks else 0.0
        cell.above = max(one[1] for one in over)
        top = cell.above
        rows = (0 if cell.inline else len(cell.notes)) + len(cell.heading)
        if rows or cell.inline:
            top += labels.height_of(max(rows, 1), em) + _HEADING_GAP * em
        bottom = max([half, *(one[3] for one in over)])
        if cell.x_ticks.ticks:
            down = self._below(cell)
            bottom = max(bottom, down)
        if cell.x_title:
            bottom += _TITLE_GAP * 0.6 * em + labels.height_of(len(cell.x_title), em)
        side_x, side_y = (area.left, area.right), (1.0 - area.top, 1.0 - area.bottom)
        across = Span(*side_x, left, right, side_y)
        return across, Span(*side_y, max(top, half), bottom, side_x)

    def _below(self, cell: _Cell) -> float:
        """Return how far the labels of the x-axis extend downwards."""
        em, ticks = self.page.em, cell.x_ticks
        height = ticks.width(em) if ticks.turned else labels.height_of(ticks.lines(), em)
        return (_TICK + _TICK_GAP) * em + height

    def _corner(self) -> tuple[float, float] | None:
        """Return the position of a legend inside its pane, in the corner that covers least."""
        if self.legend_at not in _INSIDE or not self.named:
            return None
        em = self.page.em
        cell = max(self.cells, key=lambda one: one.box.width * one.box.height)
        self.legend = legend.in_column(self.named, em, _MAX_INSIDE * cell.box.width)
        width, height = self.legend.width, self.legend.height
        box = cell.box
        if width > _MAX_INSIDE * box.width or height > _MAX_INSIDE * box.height:
            return None
        covered = labels.Covered(cell.pane, cell.x, cell.y, box)
        room = 0.5 * em
        best, least = None, _MAX_COVERED
        heights = [box.bottom - room - height, box.top + room]
        if self.legend_at == "inside-top":
            heights.reverse()
        for x, y in product((box.right - room - width, box.left + room), heights):
            part = covered.part(Box(x, y, x + width, y + height))
            if part < least:
                best, least = (x, y), part
        return best

    def _draw_legend(self, corner: tuple[float, float] | None) -> None:
        page = self.page
        if self.legend is None or not self.legend.places:
            return
        if self.legend_at in _INSIDE and corner is not None:
            paper = {"fill": page.colours[Role.PAPER], "opacity": 0.85}
            x, y = corner
            size = {"width": self.legend.width, "height": self.legend.height}
            page.draw(element("rect", x=x, y=y, **size, **paper))
            self.legend.draw(page, x, y)
            return
        left = min(cell.box.left for cell in self.cells)
        top = page.height - self.pad - self.legend.height
        if self.legend_at == "above":
            top = self._below_title
        self.legend.draw(page, min(left, page.width - self.pad - self.legend.width), top)

    def _draw_data(self, cell: _Cell) -> None:
        page, box = self.page, cell.box
        surface = Fixed(box.width, box.height, page.colours, page.scale)
        own = [mark for mark in cell.pane.marks if not isinstance(mark, Label)]
        beneath = [mark for mark in own if marks.below(mark) and not _is_through(mark)]
        above = [mark for mark in own if not marks.below(mark) and not _is_through(mark)]
        drawn = [marks.mark_of(mark, cell.x, cell.y, surface) for mark in beneath]
        drawn.append(self._grid(cell, surface))
        drawn += marks.series_of(cell.pane, cell.x, cell.y, surface)
        drawn += [marks.mark_of(mark, cell.x, cell.y, surface) for mark in above]
        page.draw(_group(box, drawn))
        through = [mark for mark in own if _is_through(mark)]
        if through:
            column = [other for other in self.cells if other.x is cell.x]
            whole = Box(
                box.left,
                min(other.box.top for other in column),
                box.right,
                max(other.box.bottom for other in column),
            )
            tall = Fixed(whole.width, whole.height, page.colours, page.scale)
            rules = [marks.mark_of(mark, cell.x, cell.x, tall) for mark in through]
            page.draw(_group(whole, rules))

    def _grid(self, cell: _Cell, surface: Fixed) -> str:
        """Return the grid lines and those at 0."""
        pane = cell.pane
        rules: list[str] = []
        for axis, scale, name, fitted in (
            (pane.x, cell.x, "x", cell.x_ticks),
            (pane.y, cell.y, "y", cell.y_ticks),
        ):
            if not axis.visible:
                continue
            if axis.grid:
                parts = [tick.part for tick in fitted.ticks]
                rules += [_line_at(name, part, Role.GRID, surface) for part in parts]
            low, high = scale.ends
            if axis.zero_line and low < 0.0 < high:
                rules.append(_line_at(name, scale.at(0.0), Role.FAINT, surface))
        return "".join(rules)

    def _draw_axes(self, cell: _Cell) -> None:
        page, em, pane, box = self.page, self.page.em, cell.pane, cell.box
        spine = max(_SPINE * page.scale, 0.5 * _PX_PER_POINT)
        tick = _TICK * em
        if pane.y.visible:
            page.line(box.left, box.top, box.left, box.bottom, Role.INK, spine)
            for one in cell.y_ticks.ticks:
                y = box.bottom - one.part * box.height
                page.line(box.left - tick, y, box.left, y, Role.INK, spine)
                x = box.left - tick - _TICK_GAP * em
                page.write(one.lines, x, y + HALF_DIGIT * em, align="right")
            for part in cell.y_ticks.minor:
                y = box.bottom - part * box.height
                page.line(box.left - 0.6 * tick, y, box.left, y, Role.INK, spine)
            below = DEPTH * em + LINE * em * (len(cell.y_title) - 1)
            x = box.left - cell.label_width - _TITLE_GAP * em - below
            middle = 0.5 * (box.top + box.bottom)
            page.write(cell.y_title, x, middle, align="center", turned=True)
        if pane.x.visible and cell.base:
            self._draw_x_axis(cell, spine, tick)
        self._draw_heading(cell)
        if cell.key is not None:
            cell.key.draw(page, box.right, box.top, box.height)

    def _draw_x_axis(self, cell: _Cell, spine: float, tick: float) -> None:
        page, em, box = self.page, self.page.em, cell.box
        page.line(box.left, box.bottom, box.right, box.bottom, Role.INK, spine)
        top = box.bottom + tick + _TICK_GAP * em
        for one in cell.x_ticks.ticks:
            x = box.left + one.part * box.width
            page.line(x, box.bottom, x, box.bottom + tick, Role.INK, spine)
            if cell.x_ticks.turned:
                first = HALF_DIGIT * em - 0.5 * LINE * em * (len(one.lines) - 1)
                page.write(one.lines, x + first, top, align="right", turned=True)
            else:
                page.write(one.lines, x, top + ASCENT * em, align="center")
        for part in cell.x_ticks.minor:
            x = box.left + part * box.width
            page.line(x, box.bottom, x, box.bottom + 0.6 * tick, Role.INK, spine)
        base = box.bottom + self._below(cell) if cell.x_ticks.ticks else box.bottom
        base += (_TITLE_GAP * 0.6 + ASCENT) * em
        page.write(cell.x_title, 0.5 * (box.left + box.right), base, align="center")

    def _draw_heading(self, cell: _Cell) -> None:
        page, em, box = self.page, self.page.em, cell.box
        base = box.top - cell.above - (_HEADING_GAP + DEPTH) * em
        for row in reversed(cell.notes):
            x = box.right
            for text, role in reversed(row):
                page.write([text], x, base, role, align="right")
                x -= text_width(text, em) + _NOTES_APART * em
            base -= 0.0 if cell.inline else LINE * em
        first = base - LINE * em * (len(cell.heading) - 1)
        page.write(cell.heading, box.left, first, Role.INK)


def _equal(cell: _Cell) -> Box:
    """Return the part of a pane's room where a unit is as long on one axis as on the other."""
    box = cell.box
    wide, high = abs(cell.x.high - cell.x.low), abs(cell.y.high - cell.y.low)
    unit = min(box.width / wide, box.height / high)
    across, down = 0.5 * (box.width - unit * wide), 0.5 * (box.height - unit * high)
    return Box(box.left + across, box.top + down, box.right - across, box.bottom - down)


def _says(heading: str, pane: Pane) -> bool:
    """Tell whether the words above a pane state what its vertical axis measures."""
    quantity = pane.y.quantity
    return (quantity.unit or quantity.name) in heading


def _is_through(mark: object) -> bool:
    return isinstance(mark, Rule) and mark.through


def _line_at(name: str, part: float, role: Role, surface: Fixed) -> str:
    grid = surface.grid
    ends = (
        f"M{part * grid.width:.2f} 0V{grid.height:.2f}"
        if name == "x"
        else f"M0 {(1.0 - part) * grid.height:.2f}H{grid.width:.2f}"
    )
    width = surface.line_width(0.75)
    return element("path", d=ends, fill="none", stroke=surface.paint(role), stroke_width=width)


def _group(box: Box, drawn: Sequence[str]) -> str:
    content = "".join(drawn)
    place = f"translate({box.left:.2f} {box.top:.2f})"
    return element("g", content, transform=place) if content else ""
