"""A plot as a static picture, displayed in the page before Plotly and where no scripts run.

Used when the page is built; the page itself never imports it.
"""

from __future__ import annotations

from collections.abc import Sequence

from izhikevich.plots.render.panes import (
    EMPTY_MARGIN,
    Margin,
    is_plain,
    lowest,
    message_lines,
    next_note,
    page_margin,
    x_groups,
)
from izhikevich.plots.render.scale import Scale, page_labels, x_scale, y_scale
from izhikevich.plots.render.svg import marks
from izhikevich.plots.render.svg.elements import element, escaped, number, words
from izhikevich.plots.render.svg.surface import Stretched, share
from izhikevich.plots.render.ticks import Ticks
from izhikevich.plots.spec import Arrow, Label, Loop, Map, Pane, Plot, Rule
from izhikevich.plots.style import Role

#: No picture is longer than this.
MAX_CHARACTERS = 40_000
_TOLERANCES = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 18.0, 27.0, 40.0)  # fractions of a pixel at first

# Plotly's own fonts: where its figures specify none, neither does the page.
_FONTS = '"Open Sans",verdana,arial,sans-serif'
# Plotly's measures, px; the font is 12 px high, that of titles 14.
_SIZE, _TITLE_SIZE = 12.0, 14.0
_TICK_GAP, _TICK = 1.0, 4.0  # between axes and tick, and the tick itself
_LABEL_LEFT, _LABEL_DOWN = 3.4, 15.4  # from the end of a tick to its label
_HALF_DIGIT = 4.2  # from the middle of a label to its baseline
_STANDOFF = 6.0
_TITLE_LEFT = 4.4  # from the labels to the title's baseline, without its standoff
_TITLE_DOWN = 16.0  # from the labels' baseline, likewise
_TITLE_DEPTH, _TITLE_HEIGHT = 3.0, 13.0  # below and above its baseline
# Width of a letter, in digits of whatever font there is; the title of a vertical axis is clear of
# labels. A minus is 1.05 (Arial) to 1.32 (DejaVu Sans).
_WIDTHS = {".": 0.5, "\N{MINUS SIGN}": 1.17}
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_SIGNS = {"left": -1, "center": 0, "right": 1, "top": -1, "middle": 0, "bottom": 1}
_BORDER = 2.0  # around a label, px
_ASCENT, _DEPTH, _LINE = 11 / 12, 3 / 12, 1.3  # of a line of text, in font sizes


def still(plot: Plot, tolerances: Sequence[float] = _TOLERANCES) -> str:
    """Return a plot as SVG in a box that fills its parent, about as Plotly draws it at that size.

    Ranges and ticks, measures in pixels and the drawing order are Plotly's. Colours remain
    references to the custom properties of the page, so that the picture follows its theme.

    Parameters
    ----------
    plot : Plot
    tolerances : sequence of float
        Errors of curves that are tried until the picture is light enough, in steps of the grid, of
        which there are 5000 across a pane.

    Returns
    -------
    str
        A ``<div>`` with one ``<svg>`` for each part that keeps its place or size in pixels while
        the rest is stretched; it is placed in an element with a CSS ``position``. At most
        `MAX_CHARACTERS` characters: of long curves only the visible points.

    Raises
    ------
    ValueError
        If the plot contains something that is not drawn here, or too much.
    """
    for tolerance in tolerances:
        picture = _Picture(plot, tolerance).written()
        if len(picture) <= MAX_CHARACTERS:
            return picture
    raise ValueError(f"the picture has more than {MAX_CHARACTERS} characters")


class _Picture:
    """A picture under construction."""

    def __init__(self, plot: Plot, tolerance: float) -> None:
        self.plot = plot
        self.margin = EMPTY_MARGIN if plot.message else page_margin(plot)
        self.surface = Stretched(tolerance)
        self.parts: list[str] = []

    def written(self) -> str:
        """Return the picture."""
        if self.plot.message:
            self._write(message_lines(self.plot.message), Role.MUTED, 0.5, 0.5)
        else:
            self._draw()
        style = f"position:absolute;inset:0;font:{number(_SIZE)}px {_FONTS};white-space:pre"
        return element("div", *self.parts, style=style)

    def _draw(self) -> None:
        plot = self.plot
        if plot.legend != "none":
            raise ValueError("the plot has a legend, which cannot be drawn")
        panes = plot.panes
        groups = x_groups(panes)
        x = {k: x_scale([panes[i] for i in group]) for group in groups for k in group}
        y = {k: y_scale(pane) for k, pane in enumerate(panes)}
        for k, pane in enumerate(panes):
            _check(pane, x[k], y[k])
            self._pane(pane, x[k], y[k])
        for group in groups:
            base = panes[lowest(panes, group)].area.bottom
            top = max(panes[k].area.top for k in group)
            for k in group:
                self._through(panes[k], x[k], (base, top))
        for k, pane in enumerate(panes):
            self._upright(pane, y[k])
        for group in groups:
            k = lowest(panes, group)
            self._level(panes[k], x[k])
        for k, pane in enumerate(panes):
            self._words(pane, x[k], y[k])

    def _pane(self, pane: Pane, x: Scale, y: Scale) -> None:
        surface = self.surface
        own = [m for m in pane.marks if not (isinstance(m, Label) or _is_through(m))]
        beneath = [marks.mark_of(mark, x, y, surface) for mark in own if marks.below(mark)]
        above = [marks.mark_of(mark, x, y, surface) for mark in own if not marks.below(mark)]
        area = pane.area
        self._frame(
            (area.left, area.right),
            (area.bottom, area.top),
            *beneath,
            _grid(x, upright=True),
            _grid(y, upright=False),
            *marks.series_of(pane, x, y, surface),
            *above,
        )

    def _through(self, pane: Pane, x: Scale, extent: tuple[float, float]) -> None:
        rules = [mark for mark in pane.marks if _is_through(mark)]
        if rules:
            drawn = (marks.mark_of(rule, x, x, self.surface) for rule in rules)
            self._frame((pane.area.left, pane.area.right), extent, *drawn)

    def _upright(self, pane: Pane, y: Scale) -> None:
        """Draw ticks, labels and title of a vertical axis."""
        if not pane.y.visible:
            return
        ticks = _ticks(y)
        lines = [
            element("line", x1=-_TICK_GAP, x2=-_TICK_GAP - _TICK, y1=at, y2=at)
            for at in (share(1.0 - part) for part, _ in ticks)
        ]
        end = _TICK + _LABEL_LEFT
        labels = [words(text, x=-end, y=share(1.0 - part), dy=_HALF_DIGIT) for part, text in ticks]
        title = pane.y.quantity.heading if pane.heading is None else ""
        name = ""
        if title:
            widest = max((_digits(text) for _, text in ticks), default=0.0)
            away = f"{number(-end - _STANDOFF - _TITLE_LEFT)}px - {number(widest)}ch"
            most = f"{number(_TITLE_HEIGHT - self.margin.left)}px"
            turned = words(title, transform="rotate(-90)", style=_TITLE)
            placed = element("g", turned, style=f"transform:translateX(max({away},{most}))")
            name = element("svg", placed, y="50%", overflow="visible")
            name = element("g", name, style=f"fill:{_WORDS};text-anchor:middle")
        self._frame(
            (pane.area.left, pane.area.right),
            (pane.area.bottom, pane.area.top),
            element("g", *lines, style=_crisp(Role.FAINT)),
            element("g", *labels, style=f"fill:{_WORDS};text-anchor:end"),
            name,
        )

    def _level(self, pane: Pane, x: Scale) -> None:
        """Draw ticks, labels and title of a horizontal axis."""
        if not pane.x.visible:
            return
        ticks = _ticks(x)
        lines = [
            element("line", x1=at, x2=at, y1=_TICK_GAP, y2=_TICK_GAP + _TICK)
            for at in (share(part) for part, _ in ticks)
        ]
        base = _TICK + _LABEL_DOWN
        labels = [words(text, x=share(part), y=base) for part, text in ticks]
        down = min(base + _STANDOFF + _TITLE_DOWN, self.margin.bottom - _TITLE_DEPTH)
        if x.quantity.heading:
            labels.append(words(x.quantity.heading, x="50%", y=down, style=_TITLE))
        across = _across(self.margin, pane.area.left, pane.area.right)
        top = _down(self.margin, pane.area.bottom, pane.area.bottom)[0]
        self.parts.append(
            _framed(
                across,
                (top, "1px"),
                element("g", *lines, style=_crisp(Role.FAINT)),
                element("g", *labels, style=f"fill:{_WORDS};text-anchor:middle"),
            )
        )

    def _words(self, pane: Pane, x: Scale, y: Scale) -> None:
        """Draw labels, heading and notes of a pane."""
        area = pane.area
        for mark in pane.marks:
            if not isinstance(mark, Label):
                continue
            across = mark.x if mark.x_in == "pane" else x.at(mark.x)
            up = mark.y if mark.y_in == "pane" else y.at(mark.y)
            across = area.left + across * (area.right - area.left)
            up = area.bottom + up * (area.top - area.bottom)
            if is_plain(mark):
                self._plain(mark, across, up)
                continue
            self._write(
                mark.text.split("\n"),
                mark.role,
                across,
                up,
                mark.align,
                mark.valign,
                mark.size,
                mark.shift,
            )
        if pane.title is not None:
            text = pane.title.split("\n")
            shift = (pane.indent, 0.0)
            place = area.left, area.top, "left", "bottom", _SIZE, shift
            self._write(text, Role.MUTED, *place)
        right = 0.0
        for said, role in reversed(pane.notes):
            place = area.right, area.top, "right", "bottom", _SIZE, (right, 0.0)
            self._write([said], role, *place)
            right = next_note(right, said)

    def _plain(self, label: Label, across: float, up: float) -> None:
        """Write a label as Plotly writes the word of a trace."""
        down = (0.75 - 0.5 * (_SIGNS[label.valign] + 1)) * label.size
        text = words(
            label.text.replace("\n", " "),
            x=share(across),
            y=share(1.0 - up),
            dy=down,
            style=_font(label.role, label.size, label.align),
        )
        self._frame((0.0, 1.0), (0.0, 1.0), text)

    def _write(
        self,
        lines: Sequence[str],
        role: Role,
        across: float,
        up: float,
        align: str = "center",
        valign: str = "middle",
        size: float = _SIZE,
        shift: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """Write lines of words next to a point of the picture, as an annotation of Plotly."""
        more = _LINE * size * (len(lines) - 1)
        place = {
            "x": share(across),
            "y": share(1.0 - up),
            "dx": shift[0] - _SIGNS[align] * _BORDER,
            "dy": -shift[1]
            + {
                "top": _BORDER + _ASCENT * size,
                "middle": 0.5 * (_ASCENT - _DEPTH) * size - 0.5 * more,
                "bottom": -_BORDER - _DEPTH * size - more,
            }[valign],
            "style": _font(role, size, align),
        }
        first, *others = lines
        following = [
            element("tspan", escaped(line), x=share(across), dx=place["dx"], dy=_LINE * size)
            for line in others
        ]
        self._frame((0.0, 1.0), (0.0, 1.0), element("text", escaped(first), *following, **place))

    def _frame(self, across: tuple[float, float], up: tuple[float, float], *children: str) -> None:
        place = _across(self.margin, *across), _down(self.margin, *up)
        self.parts.append(_framed(*place, *children))


_WORDS = f"var(--{Role.MUTED.value})"
_TITLE = f"font-size:{number(_TITLE_SIZE)}px"


def _check(pane: Pane, x: Scale, y: Scale) -> None:
    """Reject what cannot be drawn without knowing the size or the colours.

    Raises
    ------
    ValueError
    """
    if x.log or y.log:
        raise ValueError("a logarithmic axis cannot be drawn")
    if pane.equal:
        raise ValueError("axes of equal units cannot be drawn")
    for series in pane.series:
        if isinstance(series, Map) and (series.key or len(set(series.scale)) > 1):
            raise ValueError(f"{series.name}: a map of several colours cannot be drawn")
    for mark in pane.marks:
        if isinstance(mark, Arrow | Loop):
            raise ValueError("arrows and loops cannot be drawn")


def _is_through(mark: object) -> bool:
    return isinstance(mark, Rule) and mark.through


def _ticks(scale: Scale) -> Ticks:
    """Return the positions of the ticks as fractions of the axis, and their labels."""
    return [(scale.at(value), text) for value, text in page_labels(scale)]


def _grid(scale: Scale, *, upright: bool) -> str:
    """Return the grid lines of an axis, for the frame of its data."""
    axis = scale.axis
    if not axis.visible:
        return ""
    low, high = scale.ends
    drawn = ""
    if axis.grid:
        at = [part for part, _ in _ticks(scale)]
        drawn = element("g", *(_across_pane(part, upright) for part in at), style=_crisp(Role.GRID))
    if axis.zero_line and low < 0.0 < high:
        line = _across_pane(scale.at(0.0), upright)
        drawn += element("g", line, style=_crisp(Role.FAINT))
    return drawn


def _across_pane(part: float, upright: bool) -> str:
    if upright:
        return element("line", x1=share(part), x2=share(part), y2="100%")
    return element("line", y1=share(1.0 - part), y2=share(1.0 - part), x2="100%")


def _digits(text: str) -> float:
    return sum(_WIDTHS.get(letter, 1.0) for letter in text)


def _crisp(role: Role) -> str:
    return f"stroke:var(--{role.value});stroke-width:1px;shape-rendering:crispEdges"


def _font(role: Role, size: float, align: str) -> str:
    return f"fill:var(--{role.value});font-size:{number(size)}px;text-anchor:{_ANCHORS[align]}"


def _across(margin: Margin, low: float, high: float) -> tuple[str, str]:
    """Return left and width, as CSS lengths, of a part of the width between the margins."""
    return _lengths(low, high, margin.left, margin.left + margin.right)


def _down(margin: Margin, low: float, high: float) -> tuple[str, str]:
    """Return top and height, as CSS lengths, of a part, counted upwards, of the height."""
    return _lengths(1.0 - high, 1.0 - low, margin.top, margin.top + margin.bottom)


def _lengths(low: float, high: float, before: float, both: float) -> tuple[str, str]:
    whole = f"(100% - {number(both)}px)"
    begin = f"calc({number(before)}px + {whole}*{number(low)})"
    return begin, f"calc({whole}*{number(high - low)})"


def _framed(across: tuple[str, str], down: tuple[str, str], *children: str) -> str:
    """Return a picture at its own place in the whole.

    It is positioned by CSS as a box of the document: not all browsers position an ``<svg>`` within
    an ``<svg>`` in this way.

    Parameters
    ----------
    across : left, width
        CSS lengths.
    down : top, height
        CSS lengths.
    *children : str
        Contents; percentages are fractions of the frame.
    """
    names = ("left", "width", "top", "height")
    lengths = zip(names, (*across, *down), strict=True)
    style = "".join(f"{name}:{length};" for name, length in lengths)
    return element("svg", *children, style=f"position:absolute;{style}overflow:visible")
