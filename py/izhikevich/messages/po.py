"""A reader of gettext catalogues (.po files), as far as they are used here."""

from __future__ import annotations

import json
from collections.abc import Iterator


def read_po(text: str) -> dict[tuple[str, str], str | tuple[str, ...]]:
    """Return the entries of a catalogue, except untranslated and doubtful (fuzzy) ones.

    The header is the entry of the empty text.

    Raises
    ------
    ValueError
        If it is not such a file.
    """
    found: dict[tuple[str, str], str | tuple[str, ...]] = {}
    for block in text.split("\n\n"):
        lines = block.splitlines()
        fields = dict(_fields(line for line in lines if line and not line.startswith("#")))
        doubtful = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        if "msgid" not in fields or (doubtful and fields["msgid"]):
            continue
        forms = tuple(value for name, value in fields.items() if name.startswith("msgstr"))
        if all(forms):
            key = (fields.get("msgctxt", ""), fields["msgid"])
            found[key] = forms if "msgid_plural" in fields else forms[0]
    return found


def _fields(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Yield the keywords of an entry, each with its text."""
    name, text = "", ""
    for line in lines:
        if line[0] != '"':
            if name:
                yield name, text
            name, _, line = line.partition(" ")
            text = ""
        text += json.loads(line)
    if name:
        yield name, text


def plural_rule(header: str) -> str:
    """Return the rule, from the header, that gives the plural form of a text for a number."""
    for line in header.splitlines():
        name, _, value = line.partition(":")
        if name == "Plural-Forms":
            return value.partition("plural=")[2].strip().rstrip(";")
    return ""
