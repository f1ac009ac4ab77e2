"""Extraction of messages from the code into a catalogue; a program, since it needs Babel.

python extraction.py CATALOGUE PACKAGES SITE
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

#: Location of a message (a file), its context, its text or its singular and plural.
Found = tuple[str, str | None, str | tuple[str, ...]]
#: The functions that make messages: their texts, or singular and plural.
_PYTHON = {"msg": None, "marked": None, "counted": (1, 2)}
_SCRIPTS = {"say": None}
#: Where a mark within a text leads (`izhikevich.views.about`), which is the same in all languages.
_TARGET = re.compile(r"(?<=\])\((?:curve|panel|parameter|set|see|https):(?:[^()]|\([^()]*\))*\)")
_OPTIONS = {"**.js": {"parse_template_string": True}}
_WIDTH = 100
_SLOT = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[^\W\d_]")


def extracted(
    packages: Path, site: Path
) -> Iterator[tuple[str, str | None, str | tuple[str, ...]]]:
    """Yield the file of a message, its context, and its text or its singular and plural."""
    for filename, _, text, _, _ in extract_from_dir(
        packages, [("**.py", "python")], keywords=_PYTHON
    ):
        name = Path(filename).as_posix()
        bare = _TARGET.sub("", text) if isinstance(text, str) else text
        yield name, "command line" if "/cli/" in name else None, bare
    scripts = site / "js"
    for filename, _, text, _, _ in extract_from_dir(
        scripts, [("**.js", "javascript")], _OPTIONS, keywords=_SCRIPTS
    ):
        yield f"js/{Path(filename).as_posix()}", "page", text


def updated(catalogue: str, packages: Path, site: Path) -> str:
    """Return a catalogue with all messages of the code.

    New ones are at the end, without a translation. Those that were extracted before, as their
    locations show, and are no longer in the code are removed. The others are texts that the views
    declare directly.
    """
    entries = read_po(BytesIO(catalogue.encode()))
    header = entries.header_comment
    before = [entry for entry in entries if entry.id and entry.locations]
    for entry in before:
        entry.locations = []
    for place, context, text in extracted(packages, site):
        if not text or "${" in text:
            continue  # put together in its place
        if not _WORD.search(_SLOT.sub("", str(text))) and not entries.get(text, context):
            continue  # the same in all languages, unless one says otherwise
        known = entries.get(text, context) or entries.add(text, context=context)
        if (place, 0) not in known.locations:
            known.locations = [*known.locations, (place, 0)]
    for entry in before:
        if not entry.locations:
            entries.delete(entry.id, entry.context)
    entries.header_comment = header
    written = BytesIO()
    write_po(written, entries, width=_WIDTH, include_lineno=False)
    return written.getvalue().decode()


if __name__ == "__main__":
    place, packages, site = map(Path, sys.argv[1:])
    place.write_text(
        updated(place.read_text(encoding="utf-8"), packages, site), encoding="utf-8", newline="\n"
    )
