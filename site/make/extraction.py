"""Extraction of messages from the code into a catalogue; a program, since it needs Babel.

python extraction.py CATALOGUE MODEL PACKAGES SITE

A catalogue that does not exist is begun, in the language that its name gives. `MODEL` is a complete
catalogue of another language, which has the texts that are not extracted too.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.numbers import format_decimal

#: Location of a message (a file), its context, its text or its singular and plural.
Found = tuple[str, str | None, str | tuple[str, ...]]
#: The functions that make messages: their texts, or singular and plural.
_PYTHON = {"msg": None, "marked": None, "counted": (1, 2)}
_SCRIPTS = {"say": None}
#: Where a mark within a text leads (`izhikevich.views.about`), which is the same in all languages.
_TARGET = re.compile(r"(?<=\])\((?:curve|panel|parameter|set|see|https):(?:[^()]|\([^()]*\))*\)")
_OPTIONS = {"**.js": {"parse_template_string": True}}
_WIDTH = 100
#: Head of a new catalogue. The page and the command line show the rest of its texts in English.
_HEAD = """\
# {language} for the Izhikevich explorer.
#
# Status: partial
# (Delete these two lines once every text is translated: tests then demand that it stays so.)
#
# Words that are always translated alike, so that a reader who learns one knows it everywhere:
#
# Slots such as {{total}} are filled with what the original says; their order is free.
#"""
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
    for path in sorted(packages.rglob("*.py")):
        for text in _of_empty_plots(path.read_text(encoding="utf-8")):
            yield path.relative_to(packages).as_posix(), None, text
    scripts = site / "js"
    for filename, _, text, _, _ in extract_from_dir(
        scripts, [("**.js", "javascript")], _OPTIONS, keywords=_SCRIPTS
    ):
        yield f"js/{Path(filename).as_posix()}", "page", text


def _of_empty_plots(source: str) -> Iterator[str]:
    """Yield the plain texts of plots that only say why there is nothing to show.

    No state that tests look at needs to show them.
    """
    if "empty(" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="empty"), args=[ast.Constant(value=str(text))]):
                yield text


def begun(code: str, model: str, packages: Path, site: Path) -> str:
    """Return the catalogue of a new language: all texts, of which few are translated.

    These are its own name and the signs of its numbers, as Unicode has them.
    """
    locale = Locale.parse(code)
    head = _HEAD.format(language=locale.get_language_name("en"))
    new = Catalog(
        locale, header_comment=head, project="Izhikevich explorer", version="1", fuzzy=False
    )
    new.revision_date = new.creation_date
    # Babel has placeholders for the names of those who did not give any.
    new.msgid_bugs_address = new.last_translator = new.language_team = ""
    known = {
        "English": locale.get_display_name(),
        "1,234.5": format_decimal(1234.5, locale=locale),
    }
    for entry in _plain(read_po(BytesIO(model.encode()))):
        new.add(
            entry.id,
            known.get(str(entry.id), ""),
            (),
            (),
            entry.auto_comments,
            context=entry.context,
        )
    return updated(_written(new), model, packages, site)


def updated(catalogue: str, model: str, packages: Path, site: Path) -> str:
    """Return a catalogue with all messages of the code, and the plain texts of the model.

    New ones are at the end, without a translation. Those that were extracted before, as their
    locations show, and are no longer in the code are removed. The others are texts that the views
    declare directly: of these, what the model has no longer is removed unless it is translated.
    """
    entries = read_po(BytesIO(catalogue.encode()))
    header = entries.header_comment
    complete = read_po(BytesIO(model.encode()))
    for entry in _plain(complete):
        if not entries.get(entry.id, entry.context):
            entries.add(entry.id, auto_comments=entry.auto_comments, context=entry.context)
    for entry in _plain(entries):
        if not entry.string and not complete.get(entry.id, entry.context):
            entries.delete(entry.id, entry.context)
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
    return _written(entries)


def untranslated(catalogue: str) -> list[Message]:
    """Return the entries of a catalogue that have no translation."""
    entries = read_po(BytesIO(catalogue.encode()))
    return [entry for entry in entries if entry.id and not (entry.string and all(entry.string))]


def _plain(entries: Catalog) -> list[Message]:
    """Return the entries that are not extracted."""
    return [entry for entry in entries if entry.id and not entry.locations]


def _written(entries: Catalog) -> str:
    written = BytesIO()
    write_po(written, entries, width=_WIDTH, include_lineno=False)
    return written.getvalue().decode()


def main(catalogue: Path, model: Path, packages: Path, site: Path) -> str:
    """Write a catalogue; return what is left to translate in it."""
    complete = model.read_text(encoding="utf-8")
    if catalogue.exists():
        text = updated(catalogue.read_text(encoding="utf-8"), complete, packages, site)
    else:
        try:
            text = begun(catalogue.stem, complete, packages, site)
        except UnknownLocaleError:
            sys.exit(f"{catalogue.stem} is not the code of another language, such as de")
    catalogue.write_text(text, encoding="utf-8", newline="\n")
    count = len(untranslated(text))
    return f"{catalogue.name}: {f'{count} texts to translate' if count else 'all is translated'}"


if __name__ == "__main__":
    print(main(*map(Path, sys.argv[1:])))
