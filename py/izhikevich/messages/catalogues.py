"""The available languages and their catalogues: one file each in locales/."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from izhikevich.errors import ParameterError, choices
from izhikevich.messages.po import plural_rule, read_po
from izhikevich.messages.translation import PLURAL, Texts, Translation

#: The language of the texts in the code; it needs no catalogue.
ENGLISH = "en"
_LOCALES = Path(__file__).parent / "locales"


def codes(folder: Path = _LOCALES) -> tuple[str, ...]:
    """Return the codes of all languages, the code's own first."""
    return (ENGLISH, *sorted(path.stem for path in folder.glob("*.po")))


def texts_of(code: str, context: str = "", folder: Path = _LOCALES) -> Texts:
    """Return the texts of a language by the English ones.

    Parameters
    ----------
    code : str
        The language.
    context : str
        Where the texts are used, if they differ there: "page" for the page's own words ("Run" is a
        button), "command line" for those of the command line.
    folder : Path
        Folder of the catalogues.

    Raises
    ------
    ParameterError
        If there is no such language.
    """
    if code == ENGLISH:
        return {}
    entries = _entries(code, folder)
    return {text: own for (place, text), own in entries.items() if place == context and text}


def plural_of(code: str, folder: Path = _LOCALES) -> str:
    """Return the rule that gives the plural form of a text for a number, as in gettext."""
    header = _entries(code, folder).get(("", ""), "") if code != ENGLISH else ""
    return plural_rule(str(header))


@cache
def _entries(code: str, folder: Path) -> Mapping[tuple[str, str], str | tuple[str, ...]]:
    if code not in codes(folder):
        raise ParameterError("language", code, choices(codes(folder)))
    return read_po((folder / f"{code}.po").read_text(encoding="utf-8"))


@cache
def commands(code: str) -> Translation:
    """Return the translation to a language on the command line.

    Raises
    ------
    ParameterError
        If there is no such language.
    """
    own = texts_of(code, "command line")
    return Translation({**texts_of(code), **own, PLURAL: plural_of(code)}, code=code)


@cache
def translation(code: str) -> Translation:
    """Return the translation to a language.

    Raises
    ------
    ParameterError
        If there is no such language.
    """
    return Translation({**texts_of(code), PLURAL: plural_of(code)})
