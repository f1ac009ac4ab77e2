"""Surfaces on which series and marks are drawn: one that is stretched, and one of fixed size."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from izhikevich._typing import FloatArray
from izhikevich.plots.render.svg.elements import element, number
from izhikevich.plots.render.svg.path import Grid
from izhikevich.plots.spec import Array, Dash, Shape
from izhikevich.plots.style import Role

# Outlines of markers as in Plotly, for a half size of 1 px.
_OUTLINES: Mapping[str, str] = {
    "circle": "M1,0A1,1 0 1,1 0,-1A1,1 0 0,1 1,0Z",
    "square": "M1,1H-1V-1H1Z",
    "diamond": "M1.3,0L0,1.3L-1.3,0L0,-1.3Z",
    "triangle-right": "M-.5,-1.155V1.155L1,0Z",
    "triangle-up": "M-1.155,.5H1.155L0,-1Z",
    "triangle-down": "M-1.155,-.5H1.155L0,1Z",
    "cross": "M1,1L-1,-1M1,-1L-1,1",
    "crosshair": "M1,0A1,1 0 1,1 0,-1A1,1 0 0,1 1,0ZM0,-1V1M-1,0H1",
    "stroke": "M0,1V-1",
}
_OPEN = ("cross", "crosshair", "stroke")
_DASHES: Mapping[str, tuple[float, ...]] = {
    "dot": (1, 1),
    "dash": (3, 3),
    "longdash": (5, 5),
    "dashdot": (3, 1, 1, 1),
}
_MIN_DASH, _MIN_PRINTED_DASH = 3.0, 1.6  # px
_MIN_LINE = 96.0 / 72.0 / 2.0  # px of a printed line: half a point
_BEYOND = 1e-3  # fractions of an axis by which a marker may lie outside
_STRETCHED = 5000
_FINE, _TOLERANCE = 100, 4.0  # steps in a pixel, and the maximum error of a printed curve
_SEAM = 0.3  # px of the same colour around boxes of a map, so that nothing shines through


@dataclass(frozen=True)
class Stroke:
    """A line.

    Parameters
    ----------
    role : Role
    width : float
        px on a screen.
    dash : str
    opacity : float
    """

    role: Role
    width: float = 1.0
    dash: Dash = "solid"
    opacity: float = 1.0


@dataclass(frozen=True)
class Symbol:
    """A marker: its shape, its size and the width of its edge in px on a screen."""

    shape: Shape
    role: Role
    size: float
    filled: bool = True
    edge: float = 0.0


class Surface(ABC):
    """The room between the axes of a pane. Positions are fractions of it, y upwards."""

    grid: Grid
    min_dash: float

    @abstractmethod
    def paint(self, role: Role) -> str:
        """Return the colour of a role."""

    @abstractmethod
    def _path(self, d: str, *, clip: bool = True, **style: object) -> str:
        """Return a path with a style."""

    @abstractmethod
    def length(self, px: float) -> float:
        """Return a length given in px on a screen."""

    @abstractmethod
    def line_width(self, px: float) -> float:
        """Return the width of a line given in px on a screen."""

    @abstractmethod
    def symbols(self, symbol: Symbol, x: FloatArray, y: FloatArray) -> str:
        """Return markers."""

    def curve(self, x: Array, y: Array, stroke: Stroke) -> str:
        """Return a curve without its invisible points."""
        return self._stroked(self.grid.curve(x, y), stroke)

    def lines(self, pieces: Iterable[FloatArray], stroke: Stroke) -> str:
        """Return straight lines through each list of points, shape (n, 2)."""
        return self._stroked(self.grid.lines(pieces), stroke)

    def uprights(self, x: Array, y: Array, half: float, stroke: Stroke) -> str:
        """Return upright strokes, `half` being half their length in units of the grid."""
        width = self.line_width(stroke.width)
        return self._stroked(self.grid.uprights(x, y, half, 0.25 * width), stroke)

    def boxes(
        self,
        left: Array,
        bottom: Array,
        right: Array,
        top: Array,
        colour: str,
        *,
        seamless: bool = False,
    ) -> str:
        """Return filled rectangles given by their edges."""
        d = self.grid.boxes(left, bottom, right, top)
        if not d:
            return ""
        if seamless:
            width = self.length(_SEAM)
            return self._path(d, fill=colour, stroke=colour, stroke_width=width)
        return self._path(d, fill=colour)

    def filled(self, corners: FloatArray, role: Role) -> str:
        """Return a filled polygon, shape (n, 2)."""
        d = self.grid.lines([corners])
        return self._path(d, fill=self.paint(role)) if d else ""

    def dots(self, x: Array, y: Array, role: Role, size: float) -> str:
        """Return round dots: the ends of lines without length."""
        spread = self.grid.tolerance if self.grid.fine == 1 else 0.0
        d = self.grid.dots(x, y, spread)
        if not d:
            return ""
        return self._path(
            d,
            clip=False,
            fill="none",
            stroke=self.paint(role),
            stroke_width=self.length(size),
            stroke_linecap="round",
        )

    def _stroked(self, d: str, stroke: Stroke) -> str:
        if not d:
            return ""
        width = self.line_width(stroke.width)
        dashes = None
        if stroke.dash != "solid":
            unit = max(width, self.min_dash)
            dashes = ",".join(number(part * unit) for part in _DASHES[stroke.dash])
        return self._path(
            d,
            fill="none",
            stroke=self.paint(stroke.role),
            stroke_width=width,
            stroke_dasharray=dashes,
            stroke_miterlimit=2,
            opacity=None if stroke.opacity == 1.0 else stroke.opacity,
        )

    def _looks(self, symbol: Symbol) -> dict[str, object]:
        """Return the outline of a marker."""
        colour = self.paint(symbol.role)
        if symbol.filled and symbol.shape not in _OPEN:
            edge = {"stroke": colour, "stroke_width": self.length(symbol.edge)}
            return {"fill": colour, **(edge if symbol.edge else {})}
        width = self.line_width(symbol.edge or 1.0)
        return {"fill": "none", "stroke": colour, "stroke_width": width}


class Stretched(Surface):
    """A surface that fills its container, whatever its size, in the page's own colours.

    Parameters
    ----------
    tolerance : float
        Maximum error of curves, in 1/5000 of the size.
    """

    def __init__(self, tolerance: float) -> None:
        self.grid = Grid(_STRETCHED, _STRETCHED, 1, tolerance, beyond=0.25)
        self.min_dash = _MIN_DASH

    def paint(self, role: Role) -> str:
        """Return the custom property of the page."""
        return f"var(--{role.value})"

    def length(self, px: float) -> float:
        """Return the given length unchanged."""
        return px

    def line_width(self, px: float) -> float:
        """Return the given width unchanged."""
        return px

    def _path(self, d: str, *, clip: bool = True, **style: object) -> str:
        return element(
            "svg",
            element("path", d=d, style=_style(style)),
            viewBox=f"0 0 {_STRETCHED} {_STRETCHED}",
            preserveAspectRatio="none",
            overflow=None if clip else "visible",
        )

    def symbols(self, symbol: Symbol, x: FloatArray, y: FloatArray) -> str:
        """Return markers, each as its own picture: a circle stays round."""
        if symbol.shape == "circle" and symbol.filled:
            return self.dots(x, y, symbol.role, symbol.size + symbol.edge)
        path = element(
            "path",
            d=_OUTLINES[symbol.shape],
            transform=f"scale({number(0.5 * symbol.size)})",
            style=_style(self._looks(symbol)),
        )
        return "".join(
            element("svg", path, overflow="visible", x=share(i), y=share(1.0 - j))
            for i, j in zip(x.tolist(), y.tolist(), strict=True)
            if _is_inside(i, j)
        )


class Fixed(Surface):
    """A surface of a printed figure: nothing extends beyond it.

    Parameters
    ----------
    width, height : float
        Size, px.
    colours : mapping
        One of `izhikevich.plots.style.THEMES`.
    scale : float
        Length on paper of one px on a screen.
    """

    def __init__(
        self, width: float, height: float, colours: Mapping[Role, str], scale: float
    ) -> None:
        self.grid = Grid(width, height, _FINE, _TOLERANCE)
        self.colours, self.scale = colours, scale
        self.min_dash = _MIN_PRINTED_DASH * scale

    def paint(self, role: Role) -> str:
        """Return the colour in the theme."""
        return self.colours[role]

    def length(self, px: float) -> float:
        """Return a length on paper."""
        return px * self.scale

    def line_width(self, px: float) -> float:
        """Return a width on paper, of half a point or more."""
        return max(px * self.scale, _MIN_LINE)

    def _path(self, d: str, *, clip: bool = True, **style: object) -> str:
        del clip  # what is drawn already lies inside
        return element("path", d=d, **style)

    def symbols(self, symbol: Symbol, x: FloatArray, y: FloatArray) -> str:
        """Return markers."""
        half = 0.5 * self.length(symbol.size)
        looks = self._looks(symbol)
        if "stroke_width" in looks:
            looks["stroke_width"] = float(str(looks["stroke_width"])) / half
        at = self.grid.placed(x, y) / self.grid.fine
        if symbol.shape == "circle" and len(at) > 1 and not symbol.edge and symbol.filled:
            return self.dots(x, y, symbol.role, symbol.size)
        return "".join(
            self.symbol_at(symbol, right, down, looks)
            for (right, down), i, j in zip(at.tolist(), x.tolist(), y.tolist(), strict=True)
            if _is_inside(i, j)
        )

    def symbol_at(
        self, symbol: Symbol, right: float, down: float, looks: Mapping[str, object] | None = None
    ) -> str:
        """Return one marker centred at a position, in px."""
        half = 0.5 * self.length(symbol.size)
        if looks is None:
            looks = self._looks(symbol)
            if "stroke_width" in looks:
                looks = {**looks, "stroke_width": float(str(looks["stroke_width"])) / half}
        place = f"translate({right:.2f} {down:.2f}) scale({number(half)})"
        return element("path", d=_OUTLINES[symbol.shape], transform=place, **looks)


def share(part: float) -> str:
    """Write a fraction of the width or height of the container."""
    return f"{number(round(100.0 * part, 3))}%"


def _is_inside(x: float, y: float) -> bool:
    return max(abs(x - 0.5), abs(y - 0.5)) <= 0.5 + _BEYOND


def _style(style: Mapping[str, object]) -> str:
    """Return CSS, in which lengths need a unit and colours can be references to the page's."""
    parts = [
        f"{key.replace('_', '-')}:{_css(key, value)}"
        for key, value in style.items()
        if value is not None
    ]
    return ";".join([*parts, "vector-effect:non-scaling-stroke"] if "stroke" in style else parts)


def _css(key: str, value: object) -> str:
    if key == "stroke_dasharray":
        return ",".join(f"{part}px" for part in str(value).split(","))
    return number(value) + ("px" if key == "stroke_width" else "")
