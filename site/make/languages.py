"""The page's texts in languages other than English: one file each, loaded by those who read it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from runpy import run_path

from make import environment
from make.compact import compact
from make.errors import BuildError
from make.paths import MAKE, PACKAGE, SITE
from make.process import run

#: Modules without dependencies, imported individually: the package itself needs numpy.
_MESSAGES = PACKAGE / "izhikevich" / "messages"
_LOCALES = _MESSAGES / "locales"
#: The language whose catalogue is complete, with every text that is not extracted.
_MODEL = "de"
#: Scripts that run before a catalogue is loaded, or without one.
EARLY = (SITE / "js" / "boot" / "poster.js", SITE / "js" / "boot" / "copy.js")
WIDGET = (SITE / "js" / "widget" / "widget.js",)


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


def early_words(
    scripts: Sequence[Path] = EARLY, folder: Path = _LOCALES
) -> Mapping[str, Mapping[str, str]]:
    """Return the texts of scripts that have no catalogue, by language and English text."""
    source = "".join(path.read_text(encoding="utf-8") for path in scripts)
    source = re.sub(r'" \+\s+"', "", source)
    return {
        path.stem: {
            text: str(own)
            for (place, text), own in _entries(path).items()
            if place == "page" and f'"{text}"' in source
        }
        for path in sorted(folder.glob("*.po"))
    }


def extract(new: str = "") -> None:
    """Add new messages to the catalogues, and remove those that are no longer used.

    Parameters
    ----------
    new : str
        Code of a language whose catalogue is made, if there is none.

    Raises
    ------
    BuildError
        If there is no such language.
    """
    if new and (new == "en" or not re.fullmatch("[a-z]{2,3}", new)):
        raise BuildError(f"{new!r} is not the code of another language, such as de.")
    python = environment.ensure(environment.BUILD_LOCK)
    others = {path.stem for path in _LOCALES.glob("*.po")} | ({new} if new else set())
    # The model comes first: the others get its new texts.
    for code in (_MODEL, *sorted(others - {_MODEL})):
        path, model = (_LOCALES / f"{name}.po" for name in (code, _MODEL))
        output = run(
            [python, MAKE / "extraction.py", path, model, PACKAGE, SITE],
            purpose=f"update {path.name}",
        )
        print(output.splitlines()[-1])  # after Babel's remarks


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
