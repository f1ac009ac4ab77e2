"""Where the words of a figure stand, by the widths of a font that it may be written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib
from izhikevich.plots.spec import Plot
from izhikevich.views import preparation
from izhikevich.views.part import Part
from matplotlib.ft2font import FT2Font, LoadFlags

SVG = "{http://www.w3.org/2000/svg}"
_TURNED = re.compile(r"rotate\(-90 ")
_NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
# Height of capitals and digits above the baseline and depth of letters below it, in sizes.
_ASCENT, _DEPTH = 0.73, 0.2


@dataclass(frozen=True)
class Word:
    """A line of text and its corners, px from the upper left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Word) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Sheet:
    """A figure as it is read back."""

    root: ElementTree.Element
    width: float
    height: float
    words: list[Word]

    @property
    def said(self) -> str:
        return " ".join(word.text for word in self.words)

    def check(self, what: object = "") -> None:
        """Check that no two texts overlap and that none leaves the page."""
        for word in self.words:
            inside = word.left >= 0.0 and word.right <= self.width
            inside = inside and word.top >= 0.0 and word.bottom <= self.height
            assert inside, (what, word)
        for one, other in combinations(self.words, 2):
            assert not one.meets(other), (what, one, other)

    def paths(self, **attributes: str) -> list[str]:
        """Return what paths with some attributes draw."""
        found = self.root.iter(f"{SVG}path")
        return [p.attrib["d"] for p in found if attributes.items() <= p.attrib.items()]


def read(text: str) -> Sheet:
    """Return a figure with its words."""
    root = ElementTree.fromstring(text)
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    return Sheet(root, width, height, list(_words(root)))


def _words(root: ElementTree.Element) -> Iterator[Word]:
    em = float(root.attrib["font-size"])
    for item in root.iter(f"{SVG}text"):
        size = float(item.attrib.get("font-size", em))
        bold = item.attrib.get("font-weight") == "bold"
        wide = size * sum(_advance(letter, bold) for letter in item.text or "")
        x, y = float(item.attrib["x"]), float(item.attrib["y"])
        before = {"middle": 0.5, "end": 1.0}.get(item.attrib.get("text-anchor", ""), 0.0) * wide
        up, down = _ASCENT * size, _DEPTH * size
        if _TURNED.match(item.attrib.get("transform", "")):
            yield Word(item.text or "", x - up, y - wide + before, x + down, y + before)
        else:
            yield Word(item.text or "", x - before, y - up, x - before + wide, y + down)


@cache
def _font(bold: bool) -> FT2Font:
    """Return DejaVu Sans, the widest of the fonts that figures ask for, as matplotlib has it."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    font = FT2Font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name))
    font.set_size(1000, 72)
    return font


@cache
def _advance(letter: str, bold: bool) -> float:
    glyph: Any = _font(bold).load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536.0 / 1000.0


def numbers(text: str) -> list[float]:
    """Return the numbers of a path, of which blanks between may be left out."""
    return [float(number) for number in re.findall(_NUMBER, text)]


def plots_of(
    view: str, preset: str, panels: list[str] | None = None, **values: Any
) -> dict[str, Plot]:
    """Return the plots of a preset, perhaps with other values, by panel."""
    state: dict[str, Any] = {"view": view, "preset": preset, "values": values}
    if panels is not None:
        state["panels"] = panels
    found, request, prepared = preparation.read(state)
    plots: dict[str, Plot] = {}
    for part in found.compute(prepared, request.panels):
        if isinstance(part, Part):
            plots |= part.plots
    return plots
