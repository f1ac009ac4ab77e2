"""Texts of several lines within code, such as docstrings."""

from __future__ import annotations

import re

_QUOTES = re.compile(r"'''|\"\"\"")


def without_quoted(text: str) -> str:
    """Leave out what stands between three quotation marks."""
    kept = []
    start = 0
    while opened := _QUOTES.search(text, start):
        closed = text.find(opened[0], opened.end())
        if closed < 0:
            break
        kept.append(text[start : opened.start()])
        start = closed + len(opened[0])
    return "".join((*kept, text[start:]))
