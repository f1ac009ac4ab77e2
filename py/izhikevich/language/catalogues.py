"""The languages that there are, and their catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from izhikevich.errors import ParameterError
from izhikevich.language.translation import Translation

#: By their codes: what each calls itself.
LANGUAGES: Mapping[str, str] = {"en": "English", "de": "Deutsch"}


def catalogue(code: str) -> Mapping[str, str]:
    """Return the texts of a language by the English ones.

    Raises
    ------
    ParameterError
        If there is no such language.
    """
    if code == "de":
        from izhikevich.language.german import TEXTS

        return TEXTS
    if code in LANGUAGES:
        return {}
    raise ParameterError("language", code, f"must be one of {', '.join(LANGUAGES)}")


def page_words(code: str) -> Mapping[str, str]:
    """Return the page's own words in a language, by the English ones.

    A word may be another there than in `catalogue`: "Run" is a button.
    """
    if code == "de":
        from izhikevich.language.german.page import TEXTS

        return TEXTS
    return {}


def command_words(code: str) -> Mapping[str, str]:
    """Return what only the command line says in a language, by the English texts."""
    if code == "de":
        from izhikevich.language.german.command_line import TEXTS

        return TEXTS
    return {}


@cache
def commands(code: str) -> Translation:
    """Return what translates to a language on the command line.

    Raises
    ------
    ParameterError
        If there is no such language.
    """
    return Translation({**catalogue(code), **command_words(code)}, code=code)


@cache
def translation(code: str) -> Translation:
    """Return what translates to a language.

    Raises
    ------
    ParameterError
        If there is no such language.
    """
    return Translation(catalogue(code))
