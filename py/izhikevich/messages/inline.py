"""Lines with marks (`izhikevich.views.about`) as messages, and back.

In the template of such a message a mark is reduced to its words, ``[words]``, without its target;
in a translation ``[words](2)`` is the third mark of the original, where the order differs. Symbols
are ``*v*``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from izhikevich.messages.message import Language, Message, filled, slots

_PIECE = re.compile(r"\[([^][]+)\](?:\((\d+)\))?|\*([^*\s]+)\*")


def joined(pieces: Sequence[str | dict[str, Any]]) -> Message:
    """Return a line as a message; what of it has values is messages with all of them."""
    values: dict[str, object] = {}
    template = ""
    for piece in pieces:
        words = piece if isinstance(piece, str) else piece.get("words", "")
        written = words
        if isinstance(words, Message):
            written = words.template
            values.update(words.values)
        elif "{" in words:  # no slots, but as they are
            values.update({name: f"{{{name}}}" for name in slots(words)})
        if isinstance(piece, str):
            template += written
        else:
            template += f"*{piece['symbol']}*" if "symbol" in piece else f"[{written}]"
    return Message(template, values)


def translated(
    original: Sequence[str | dict[str, Any]], language: Language
) -> list[str | dict[str, Any]]:
    """Return a line in a language; its marks lead where those of the original do."""
    message = joined(original)
    template, values = language.template(message), message.values
    marks = [piece for piece in original if isinstance(piece, dict) and "words" in piece]
    found: list[str | dict[str, Any]] = []
    at = 0
    count = 0
    for piece in _PIECE.finditer(template):
        if piece.start() > at:
            found.append(filled(template[at : piece.start()], values, language))
        words, which, symbol = piece.groups()
        if symbol:
            found.append({"symbol": symbol})
        else:
            own = filled(words, values, language)
            found.append({**marks[int(which or count)], "words": own})
            count += 1
        at = piece.end()
    if at < len(template):
        found.append(filled(template[at:], values, language))
    return found
