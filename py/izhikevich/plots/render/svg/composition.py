"""Several plots on one sheet, lettered A, B, C, with a caption: a figure for a paper or a slide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase
from types import MappingProxyType

from izhikevich.errors import ParameterError, choices
from izhikevich.messages import Number, msg
from izhikevich.plots.monochrome import monochrome
from izhikevich.plots.render.svg.elements import element
from izhikevich.plots.render.svg.figure import (
    PX_PER_MM,
    SCREEN,
    Unit,
    document,
    draw,
    letter_height,
    natural_heights,
)
from izhikevich.plots.render.svg.page import Page
from izhikevich.plots.render.svg.text import ASCENT, LINE, with_minus_signs, wrapped
from izhikevich.plots.spec import Plot
from izhikevich.plots.style import Theme, colours_of

#: Sizes of sheets by name: width, height (None: as needed), unit, and points of letters, if set.
SIZES: Mapping[str, tuple[float, float | None, Unit, float | None]] = MappingProxyType(
    {
        "single": (85.0, None, "mm", None),
        "double": (180.0, None, "mm", None),
        "slide": (1920.0, 1080.0, "px", None),
        "poster": (600.0, None, "mm", 24.0),
    }
)

# Distances in ems.
_APART, _MARGIN = 0.8, 0.5
#: Heights of letters that are tried where the height of the sheet is given.
_SMALLER = (1.0, 0.85, 0.7, 0.6)
_ROUNDS, _MORE = 6, 1.3  # in which rows share a height, and how much one gets that has no room


@dataclass(frozen=True)
class Part:
    """A plot on the sheet.

    Parameters
    ----------
    plot : Plot
    share : float
        Its share of the width of its row.
    name : str
        Title above it.
    """

    plot: Plot
    share: float = 1.0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a sheet looks.

    Parameters
    ----------
    width : float
    height : float, optional
        By default as high as the plots need.
    unit : {"mm", "px"}
        Unit of both.
    theme : {"light", "dark", "mono"}
    font_size : float, optional
        Height of the letters, points; the default fits the width.
    lines : float
        Width of lines and markers relative to the default.
    letters : bool
        Whether the plots have letters, if there are several.
    names : bool
        Whether they have titles.
    legends : bool
    background : bool
        Whether it is filled.
    """

    width: float = 180.0
    height: float | None = None
    unit: Unit = "mm"
    theme: Theme = "light"
    font_size: float | None = None
    lines: float = 1.0
    letters: bool = True
    names: bool = False
    legends: bool = True
    background: bool = True


def look_of(size: str) -> Look:
    """Return the look of a sheet of a size, by its name.

    Raises
    ------
    ParameterError
        If there is no such size.
    """
    if size not in SIZES:
        raise ParameterError("size", size, choices(SIZES))
    width, height, unit, points = SIZES[size]
    return Look(width=width, height=height, unit=unit, font_size=points)


def composed(
    rows: Sequence[Sequence[Part]],
    look: Look,
    *,
    caption: str = "",
    title: str = "",
    description: str = "",
) -> str:
    """Return plots on one sheet as an SVG file.

    Plots of a row are equally high; letters, ticks and lines are of one size on the whole sheet.

    Parameters
    ----------
    rows : sequence of sequences of Part
    look : Look
    caption : str
        Text below the plots.
    title, description : str
        Title and description of the file.

    Raises
    ------
    ParameterError
        If there is no such theme, or the sheet is too small for the plots.
    """
    px = 1.0 if look.unit == "px" else PX_PER_MM
    if not 0.0 < look.width < 1e5:
        raise ParameterError("width", look.width, "it must be above 0")
    if not 0.2 <= look.lines <= 5.0:
        raise ParameterError("lines", look.lines, "it must be from 0.2 to 5")
    lettered = _lettered(rows, look)
    em = letter_height(look.width, look.unit, look.font_size)
    for smaller in (1.0,) if look.font_size or look.height is None else _SMALLER:
        page = _page(lettered, look, smaller * em, caption)
        if page is not None:
            break
    else:
        raise ParameterError(
            "size",
            msg(
                "{width} × {height}",
                width=Number(look.width, form=".4g"),
                height=Number(look.height or 0.0, look.unit, ".4g"),
            )
            if look.height
            else Number(look.width, look.unit, ".4g"),
            "the plots and their labels need a larger figure, or fewer plots in a row",
        )
    size = look.width, look.height or round(page.height / px, 2)
    return document(
        page,
        size,
        look.unit,
        title=title,
        description=description or caption,
        background=look.background,
    )


def _page(rows: Sequence[Sequence[Part]], look: Look, em: float, caption: str) -> Page | None:
    """Return the sheet with letters of a height, if there is room for everything."""
    px = 1.0 if look.unit == "px" else PX_PER_MM
    width = look.width * px
    blank = Page(width, 0.0, em, look.lines * em / SCREEN, colours_of(look.theme))
    words = with_minus_signs(caption)
    text = wrapped(words, em, width - 2 * _MARGIN * em) if caption else []
    below = (LINE * len(text) + 2 * _MARGIN) * em if text else 0.0
    placed = [_Row(row, blank, look.unit) for row in rows]
    apart = _APART * em * (len(placed) - 1)
    if look.height is None:
        fits = all(row.draw(row.heights) for row in placed)
    else:
        fits = _fill(placed, look.height * px - below - apart)
    if not fits:
        return None
    whole = sum(row.height for row in placed) + apart + below
    page = replace(blank, height=whole, items=[], texts=[])
    top = 0.0
    for row in placed:
        row.put(page, top)
        top += row.height + _APART * em
    page.write(text, _MARGIN * em, top + (_MARGIN + ASCENT - _APART) * em)
    return page


def _fill(rows: Sequence[_Row], height: float) -> bool:
    """Draw rows that share a height (px); one that needs more gets more. Return whether all fit."""
    if height <= 0.0:
        return False
    needs = [row.heights[0] for row in rows]
    for _ in range(_ROUNDS):
        unit = height / sum(needs)
        fits = [row.draw([unit * need]) for row, need in zip(rows, needs, strict=True)]
        if all(fits):
            return True
        needs = [need * (1.0 if fit else _MORE) for need, fit in zip(needs, fits, strict=True)]
    return False


def _lettered(rows: Sequence[Sequence[Part]], look: Look) -> list[list[Part]]:
    """Return the parts with their final titles and plots."""
    several = sum(len(row) for row in rows) > 1
    letters = iter(ascii_uppercase)
    found = []
    for row in rows:
        own = []
        for part in row:
            letter = next(letters, "") if look.letters and several else ""
            name = "  ".join(filter(None, (letter, part.name if look.names else "")))
            plot = part.plot if look.legends else replace(part.plot, legend="none")
            if look.theme == "mono":
                plot = monochrome(plot)
            own.append(Part(plot, part.share, name))
        found.append(own)
    return found


class _Row:
    """Plots next to one another."""

    def __init__(self, parts: Sequence[Part], blank: Page, unit: Unit) -> None:
        self.parts, self.blank = parts, blank
        px = 1.0 if unit == "px" else PX_PER_MM
        room = blank.width - _APART * blank.em * (len(parts) - 1)
        whole = sum(part.share for part in parts)
        self.widths = [room * part.share / whole for part in parts]
        tried = [natural_heights(width / px, unit) for width in self.widths]
        #: Heights that are tried, px: the least that suits each of them, and more.
        self.heights = [max(one) * px for one in zip(*tried, strict=True)]
        self.height = self.heights[0]
        self.pages: list[Page] = []

    def draw(self, heights: Sequence[float]) -> bool:
        """Draw the plots as high as the first of these heights at which all have room, if any."""
        for height in heights:
            self.height = height
            self.pages = [
                replace(self.blank, width=width, height=height, items=[], texts=[])
                for width in self.widths
            ]
            pairs = zip(self.parts, self.pages, strict=True)
            if all(draw(part.plot, page, part.name) for part, page in pairs):
                return True
        return False

    def put(self, page: Page, top: float) -> None:
        """Put the plots on the sheet, below a height."""
        left = 0.0
        for own in self.pages:
            place = f"translate({left:.2f} {top:.2f})"
            page.draw(element("g", *own.items, transform=place))
            left += own.width + _APART * page.em
