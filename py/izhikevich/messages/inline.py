"""Lines with marks (`izhikevich.views.about`) as texts of a catalogue, and back.

A mark stands there by its words alone, ``[words]``, without where it leads; in a translation
``[words](2)`` is the third mark of the original, where the order differs. Symbols are ``*v*``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_PIECE = re.compile(r"\[([^][]+)\](?:\((\d+)\))?|\*([^*\s]+)\*")


def joined(pieces: Sequence[str | dict[str, Any]]) -> str:
    """Return a line as a text."""
    return "".join(map(_written, pieces))


def _written(piece: str | dict[str, Any]) -> str:
    if isinstance(piece, str):
        return piece
    return f"*{piece['symbol']}*" if "symbol" in piece else f"[{piece['words']}]"


def parted(text: str, original: Sequence[str | dict[str, Any]]) -> list[str | dict[str, Any]]:
    """Return a translated text as a line, whose marks lead where those of the original do."""
    marks = [piece for piece in original if isinstance(piece, dict) and "words" in piece]
    found: list[str | dict[str, Any]] = []
    at = 0
    count = 0
    for piece in _PIECE.finditer(text):
        if piece.start() > at:
            found.append(text[at : piece.start()])
        words, which, symbol = piece.groups()
        if symbol:
            found.append({"symbol": symbol})
        else:
            found.append({**marks[int(which or count)], "words": words})
            count += 1
        at = piece.end()
    if at < len(text):
        found.append(text[at:])
    return found
