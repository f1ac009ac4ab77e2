"""Texts with gaps.

``{}`` stands for a number with its unit, ``{text}`` for words that the catalogue has, too, and
``{name}`` for anything, which is translated if the catalogue has it.

In a translation ``{}`` stands for the next gap of the original, ``{1}`` for the second of them,
counted from 0, where the order differs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

#: A text, or its forms for different numbers.
Text = TypeVar("Text")

_NUMBER = r"[-+−]?(?>\d+(?:[.,]\d+)*(?:e[-+]?\d+)?)"
_UNIT = r"(?: ?(?:mV/ms|nS/mV|1/ms|mV|ms|kHz|Hz|pA|pF|nS|MB|kB|s|%)(?![\w/]))?"
# A field of a hover text of Plotly is as good as a number.
_TOKEN = re.compile(rf"(?<![\w.#])(?:%\{{[^}}]*\}}|{_NUMBER}(?!\w)){_UNIT}")
_WORDS = re.compile(r"\{(?:text|name)\}")
_GAP = re.compile(r"\{(text|name|\d*)\}")


#: Texts that are longer may stand in a catalogue by a number made from them.
LONG = 20


def key(text: str) -> str:
    """Return what stands for a text in a small catalogue, as `site/js/language/messages.js` does.

    It is the text itself, unless that is long; then a number of 32 bits (FNV-1a).
    """
    if len(text) <= LONG:
        return text
    number = 2166136261
    for character in text:
        number = (number ^ ord(character)) * 16777619 & 0xFFFFFFFF
    return f"{number:08x}"


def shortened(catalogue: Mapping[str, Text], *, patterns: bool = True) -> dict[str, Text]:
    """Return a catalogue with the `key` of each text; with `patterns`, those with gaps stay.

    Raises
    ------
    ValueError
        If two texts have the same key.
    """
    small: dict[str, Text] = {}
    for original, text in catalogue.items():
        short = original if patterns and _WORDS.search(original) else key(original)
        if short in small:
            raise ValueError(f"two texts have the key {short}: {original!r} is one")
        small[short] = text
    return small


def outline(text: str) -> tuple[str, list[str]]:
    """Return a text with ``{}`` for its numbers, and the numbers."""
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        found.append(match[0])
        return "{}"

    return _TOKEN.sub(take, text), found


def compiled(original: str) -> re.Pattern[str]:
    """Return what matches a whole text with gaps, with a group for each of them."""
    pieces = []
    at = 0
    for gap in _GAP.finditer(original):
        pieces.append(re.escape(original[at : gap.start()]))
        pieces.append("(.+?)" if gap[1] else f"({_TOKEN.pattern})")
        at = gap.end()
    pieces.append(re.escape(original[at:]))
    return re.compile("".join(pieces), re.DOTALL)


def filled(translated: str, contents: Sequence[str]) -> str:
    """Fill the gaps of a translation."""
    following = iter(contents)

    def content(gap: re.Match[str]) -> str:
        return contents[int(gap[1])] if gap[1].isdigit() else next(following)

    return _GAP.sub(content, translated)


def gaps(text: str) -> list[str]:
    """Return the gaps of a text."""
    return [gap[0] for gap in _GAP.finditer(text)]
