"""The files of the catalogues: which are complete, and what tests say of texts that they lack."""

from __future__ import annotations

import json
from collections.abc import Collection
from io import BytesIO
from pathlib import Path

import izhikevich
import pytest
from babel.messages.pofile import read_po
from izhikevich.messages.catalogues import codes

FOLDER = Path(izhikevich.__file__).parent / "messages" / "locales"
#: All languages but English.
OTHERS = [code for code in codes() if code != "en"]


def is_partial(code: str, folder: Path = FOLDER) -> bool:
    """Tell whether the head of a catalogue says that some of its texts are still in English."""
    text = (folder / f"{code}.po").read_text(encoding="utf-8")
    return "# Status: partial" in text.partition("msgid")[0].splitlines()


#: Those whose readers find nothing in English.
COMPLETE = [code for code in OTHERS if not is_partial(code)]


def demand(code: str, lacking: Collection[str], context: str = "", folder: Path = FOLDER) -> None:
    """Fail, with the cure, if a catalogue lacks any texts."""
    if lacking:
        pytest.fail(cure(code, lacking, context, folder), pytrace=False)


def cure(code: str, lacking: Collection[str], context: str = "", folder: Path = FOLDER) -> str:
    """Return what is to be done so that a catalogue has these texts."""
    path = folder / f"{code}.po"
    entries = read_po(BytesIO(path.read_bytes()))
    empty = [text for text in sorted(lacking) if entries.get(text, context or None)]
    absent = [text for text in sorted(lacking) if text not in empty]
    place = f"py/izhikevich/messages/locales/{path.name}"
    told = []
    if empty:
        told += [f"Translate these in {place}, where they are without a translation:", ""]
        told += [_block(text, context) for text in empty]
    if absent:
        told += [
            f"{place} lacks the texts below. Run `python build.py messages`, which adds those that",
            "`msg`, `marked`, `counted`, `empty` or `say` makes, and translate them there.",
            "Enter the others by hand, before the first entry that names a file (`#:`):",
            "",
            *(_block(text, context) for text in absent),
        ]
    return "\n".join(told)


def _block(text: str, context: str) -> str:
    """Return an entry without a translation."""
    first = [f'msgctxt "{context}"'] if context else []
    return "\n".join([*first, f"msgid {json.dumps(text, ensure_ascii=False)}", 'msgstr ""', ""])
