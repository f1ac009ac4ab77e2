"""What is done to texts in many places."""

from __future__ import annotations

#: Numbers, as regular expressions. Each text fits in one way only, so that one that does not fit
#: is refused after one reading.
UNSIGNED = r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
NUMBER = rf"[+-]?{UNSIGNED}"


def capital(text: str) -> str:
    """Return a text that begins with a capital letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]
