"""What is done to texts in many places."""

from __future__ import annotations

import re

#: Control characters and others that XML cannot hold.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def capital(text: str) -> str:
    """Return a text that begins with a capital letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def is_whole(text: str) -> bool:
    """Whether all characters are whole: half of a surrogate pair can be written to no file."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def visible(text: str) -> str:
    """Return a text with a mark for each character that XML, and so SVG, cannot hold."""
    return _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", text)
