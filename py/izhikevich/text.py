"""What is done to texts in many places."""

from __future__ import annotations


def capital(text: str) -> str:
    """Return a text that begins with a capital letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def is_whole(text: str) -> bool:
    """Whether all characters are whole: half of a surrogate pair can be written to no file."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)
