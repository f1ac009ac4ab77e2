"""The texts of figures where Plotly does not draw them: plain, without its markup."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\s*/?>")


def plain_words(text: str) -> str:
    """Return a text of a figure as it is shown; line breaks are those of Python.

    What `izhikevich.figures.style.literal` has escaped is as it was.
    """
    if "<" not in text and "&" not in text:
        return text
    return unescape(_TAG.sub("", _BREAK.sub("\n", text)))
