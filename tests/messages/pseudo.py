"""A language for tests: each letter has an accent, and each text is a third longer."""

from __future__ import annotations

import re

from izhikevich.messages.catalogues import texts_of
from izhikevich.messages.translation import Texts

#: Stands on each letter.
ACCENT = "\N{COMBINING ACUTE ACCENT}"
#: Makes texts longer.
_FILLING = "\N{MIDDLE DOT}"
# Slots and gaps, fields of hover texts, tags, and the brackets of marks stay.
_KEPT = re.compile(r"(%?\{[^}]*\}|<[^>]*>|\[|\]|\*)")
_LETTER = re.compile(r"[^\W\d_]")


def pseudo(text: str) -> str:
    """Return a text in this language."""
    pieces = (
        piece if _KEPT.fullmatch(piece) else _LETTER.sub(rf"\g<0>{ACCENT}", piece)
        for piece in _KEPT.split(text)
    )
    end = "." if text.endswith(".") else ""
    filling = _FILLING * (len(text) * 3 // 10)
    words = " ".join(filling[k : k + 8] for k in range(0, len(filling), 8))  # as long as words are
    return f"{''.join(pieces).removesuffix('.')}{words}{end}"


def texts(context: str = "") -> Texts:
    """Return its catalogue: the texts that another language has."""
    return {
        text: pseudo(text) if isinstance(own, str) else tuple(pseudo(text) for _ in own)
        for text, own in texts_of("de", context).items()
        if text != "1,234.5"
    }
