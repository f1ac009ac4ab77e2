"""The page's texts in languages other than English: one file each, loaded by those who read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from runpy import run_path

from make import environment
from make.compact import compact
from make.paths import MAKE, PACKAGE, SITE
from make.process import run

#: Modules without dependencies, imported individually: the package itself needs numpy.
_MESSAGES = PACKAGE / "izhikevich" / "messages"
_LOCALES = _MESSAGES / "locales"
#: Scripts that run before a catalogue is loaded.
_EARLY = (SITE / "js" / "boot" / "poster.js", SITE / "js" / "boot" / "copy.js")


@cache
def catalogues(folder: Path = _LOCALES) -> Mapping[str, str]:
    """Return a catalogue per language as JSON, by the names of the files.

    In each, "page" has the page's own words, and "content" what Python says, by the English texts
    or, where these are long, by a number that represents them (`izhikevich.messages.keys`). The
    rule of plurals is the entry of the empty text.
    """
    return {f"{path.stem}.json": _catalogue(path) for path in sorted(folder.glob("*.po"))}


def names(folder: Path = _LOCALES) -> Mapping[str, str]:
    """Return the languages' own names, by their codes."""
    found = {"en": "English"}
    for path in sorted(folder.glob("*.po")):
        found[path.stem] = str(_entries(path)["", "English"])
    return found


def early_words(folder: Path = _LOCALES) -> Mapping[str, Mapping[str, str]]:
    """Return the texts displayed before a catalogue is loaded, by language and English text."""
    source = "".join(path.read_text(encoding="utf-8") for path in _EARLY)
    source = re.sub(r'" \+\s+"', "", source)
    return {
        path.stem: {
            text: str(own)
            for (place, text), own in _entries(path).items()
            if place == "page" and f'"{text}"' in source
        }
        for path in sorted(folder.glob("*.po"))
    }


def extract() -> None:
    """Add new messages to the catalogues, and remove those that are no longer used."""
    python = environment.ensure(environment.BUILD_LOCK)
    for path in sorted(_LOCALES.glob("*.po")):
        run([python, MAKE / "extraction.py", path, PACKAGE, SITE], purpose=f"update {path.name}")


def _catalogue(path: Path) -> str:
    entries = _entries(path)
    po, keys = run_path(str(_MESSAGES / "po.py")), run_path(str(_MESSAGES / "keys.py"))
    rule = po["plural_rule"](entries["", ""])
    both = {
        name: keys["shortened"](
            {text: own for (place, text), own in entries.items() if place == context and text}
        )
        for name, context in (("page", "page"), ("content", ""))
    }
    return compact({**both, "content": {"": rule, **both["content"]}}, plain=False)


def _entries(path: Path) -> dict[tuple[str, str], str | tuple[str, ...]]:
    read = run_path(str(_MESSAGES / "po.py"))["read_po"]
    found: dict[tuple[str, str], str | tuple[str, ...]] = read(path.read_text(encoding="utf-8"))
    return found
