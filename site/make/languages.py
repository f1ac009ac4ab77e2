"""The page's texts in other languages than English: one file each, loaded by those who read it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from runpy import run_path

from make.compact import compact
from make.paths import PACKAGE

#: Folders of `izhikevich.language` by the codes of the languages. Their modules need nothing else,
#: and are read one by one.
FOLDERS = {"de": "german"}
_LANGUAGE = PACKAGE / "izhikevich" / "language"


@cache
def catalogues() -> Mapping[str, str]:
    """Return a catalogue per language as JSON, by the names of the files.

    In each, "page" has the page's own words, and "content" what Python says, by the English texts
    or, where these are long, by a number that stands for them (`izhikevich.language.pattern`).
    """
    return {f"{code}.json": _catalogue(folder) for code, folder in FOLDERS.items()}


def _catalogue(folder: str) -> str:
    page: dict[str, str] = {}
    content: dict[str, str] = {}
    for path in sorted((_LANGUAGE / folder).glob("*.py")):
        if path.stem == "__init__":
            continue
        (page if path.stem == "page" else content).update(run_path(str(path))["TEXTS"])
    shortened = run_path(str(_LANGUAGE / "pattern.py"))["shortened"]
    both = {"page": shortened(page), "content": shortened(content)}
    return compact(both, plain=False)
