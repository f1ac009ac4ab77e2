"""Small helpers for texts."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

_MAX_ITEMS = 6  # items of an array, a sequence or a mapping that are written out
_MAX_LENGTH = 120  # characters of any other value

#: Numbers, as regular expressions. Each text matches in one way only, so that one that does not
#: match is rejected in a single pass.
UNSIGNED = r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
NUMBER = rf"[+-]?{UNSIGNED}"

#: Control characters and others that XML cannot hold.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def capital(text: str) -> str:
    """Return a text with its first letter capitalised; the rest is unchanged."""
    return text[:1].upper() + text[1:]


def signed(number: float) -> str:
    """Return a number with its sign as an operator, for a reader."""
    return f" {'-' if number < 0.0 else '+'} {abs(number):g}"


def short_repr(thing: Any) -> str:
    """Return a dataclass as Python writes it, with arrays and long values abridged.

    Used as `__repr__` by classes that hold arrays: a notebook shows a result in a line or two.
    """
    parts = (f"{field.name}={_short(getattr(thing, field.name))}" for field in fields(thing))
    return f"{type(thing).__name__}({', '.join(parts)})"


def _short(value: Any) -> str:
    import numpy as np  # the root of the package imports this module, and not numpy

    if isinstance(value, np.ndarray):
        if value.size <= _MAX_ITEMS:
            return f"array({value.tolist()})"
        return f"<array of {' x '.join(f'{n:,}' for n in value.shape)}>"
    if isinstance(value, tuple | list | dict) and len(value) > _MAX_ITEMS:
        return f"<{type(value).__name__} of {len(value):,}>"
    text = repr(value)
    return text if len(text) <= _MAX_LENGTH else f"<{type(value).__name__}>"


def is_whole(text: str) -> bool:
    """Whether all characters are complete: an unpaired surrogate cannot be written to a file."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def visible(text: str) -> str:
    """Return a text with a mark in place of each character that XML, and so SVG, cannot hold."""
    return _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", text)
