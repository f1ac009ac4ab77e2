"""Keys of texts, with which a catalogue for the page is small.

The build reads this module by itself: it imports nothing of the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

#: A text, or its forms for different numbers.
Text = TypeVar("Text")

#: Texts that are longer have a number made from them as key.
LONG = 20


def key(text: str) -> str:
    """Return the key of a text in a small catalogue, as `site/js/language/messages.js` does.

    It is the text itself, unless that is long; then a number of 32 bits (FNV-1a).
    """
    if len(text) <= LONG:
        return text
    number = 2166136261
    for character in text:
        number = (number ^ ord(character)) * 16777619 & 0xFFFFFFFF
    return f"{number:08x}"


def shortened(catalogue: Mapping[str, Text]) -> dict[str, Text]:
    """Return a catalogue by the `key` of each text.

    Raises
    ------
    ValueError
        If two texts have the same key.
    """
    small: dict[str, Text] = {}
    for original, text in catalogue.items():
        short = key(original)
        if short in small:
            raise ValueError(f"two texts have the key {short}: {original!r} is one")
        small[short] = text
    return small
