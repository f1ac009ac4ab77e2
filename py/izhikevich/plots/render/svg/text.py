"""The width of texts, and their fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import combining, east_asian_width

#: Fonts of figures: Arial, and fonts with its widths or that replace it where it is missing.
FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
#: Height of a line above and below its baseline, and the distance of two baselines, in font sizes.
ASCENT, DEPTH, LINE = 0.76, 0.22, 1.2
#: From the middle of a line of digits to its baseline, in font sizes.
HALF_DIGIT = 0.36

_NEGATIVE = re.compile(r"(?<= )-(?=\d)")

# Widths of the characters from the blank on, thousandths of the size: for each the larger one of
# Helvetica's and DejaVu Sans', the narrowest and the widest of the fonts above.
_PRINTABLE = (
    *(318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337),
    *(636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556),
    *(1015, 684, 686, 722, 770, 667, 611, 778, 752, 295, 500, 667, 557, 863, 748, 787),
    *(667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838, 556),
    *(500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612),
    *(635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838),
)
_OTHERS = {
    **dict.fromkeys("\N{MINUS SIGN}±×≈≤≥≠→←↑↓", 838),
    **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", 401),
    **dict.fromkeys("⁻⁺", 528),
    **dict.fromkeys("…—", 1000),
    **dict.fromkeys("·\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}", 318),
    "′": 290,
    "–": 556,
}
_LETTER, _WIDE = 790, 1000  # other alphabets, and Chinese, Japanese and Korean characters


class Box(NamedTuple):
    """A rectangle; y counts downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def overlaps(self, other: Box, room: float = 0.0) -> bool:
        """Tell whether the gap between two of them is smaller than some distance."""
        return (
            self.left < other.right + room
            and other.left < self.right + room
            and self.top < other.bottom + room
            and other.top < self.bottom + room
        )

    def within(self, other: Box) -> bool:
        """Tell whether it lies within another one."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def moved(self, right: float, down: float) -> Box:
        """Return it moved elsewhere."""
        return Box(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def grown(self, by: float) -> Box:
        """Return it with a margin."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def text_width(text: str, size: float) -> float:
    """Return the maximum width of a line in any font of `FONTS`, in the unit of its size."""
    return 0.001 * size * sum(map(_width, text))


def _width(character: str) -> int:
    code = ord(character)
    if 32 <= code < 127:
        return _PRINTABLE[code - 32]
    known = _OTHERS.get(character)
    if known is not None:
        return known
    if combining(character):
        return 0
    return _WIDE if east_asian_width(character) in "WF" else _LETTER


def with_minus_signs(text: str) -> str:
    """Return a text with minus signs, not hyphens, in negative numbers; links stay as they are."""
    return _NEGATIVE.sub("\N{MINUS SIGN}", text)


def wrapped(text: str, size: float, width: float, *, whole_words: bool = False) -> list[str]:
    """Return the lines of a text that are no wider, broken at blanks where possible.

    With whole words, a line of one word may be wider.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        words = paragraph.split(" ")
        for word in words if whole_words else _pieces(words, size, width):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer, size) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _pieces(words: Iterable[str], size: float, width: float) -> Iterator[str]:
    """Yield words, in pieces if one alone is too wide."""
    for word in words:
        while word and text_width(word, size) > width:
            fits = next(
                (n for n in range(len(word) - 1, 1, -1) if text_width(word[:n], size) <= width), 1
            )
            yield word[:fits]
            word = word[fits:]
        yield word


def shortened(text: str, size: float, width: float) -> str:
    """Return a line that is no wider: with an ellipsis in place of its end, if necessary."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def block_size(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Return width and height of lines of text one below another."""
    width = max((text_width(line, size) for line in lines), default=0.0)
    return width, size * (ASCENT + DEPTH + LINE * (len(lines) - 1))
