"""Options whose values are names, and the language of what is said."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Mapping

from izhikevich.errors import as_message, did_you_mean
from izhikevich.messages import Message, marked, msg
from izhikevich.messages.catalogues import codes, commands
from izhikevich.messages.translation import Translation

_LANGUAGE = marked("there is no language {name}, only {known}")


class CommandError(Exception):
    """The request cannot be met; the message says why."""


def one_of(what: str, known: Collection[str]) -> Callable[[str], str]:
    """Return the parser of an option that is one of several names.

    Parameters
    ----------
    what : str
        Message for other names, with slots for the name and those that are known.
    known : collection of str
    """

    def read_name(name: str) -> str:
        if name not in known:
            raise argparse.ArgumentTypeError(unknown(what, name, known))
        return name

    return read_name


def unknown(what: str, name: str, known: Collection[str]) -> Message:
    """Return the message about an unknown name, with the one that may have been meant."""
    text = msg(what, name=repr(name), known=", ".join(known))
    hint = did_you_mean(name, known)
    return msg("{text}. {hint}", text=text, hint=hint) if hint else text


def add_language(parser: argparse.ArgumentParser, default: str = "the link's, or en") -> None:
    """Add the option for the language."""
    parser.add_argument(
        "--lang",
        type=one_of(_LANGUAGE, codes()),
        metavar="CODE",
        help=f"language, {' or '.join(codes())}; default: {default}",
    )


def speech_of(language: str | None, page: Mapping[str, str]) -> Translation:
    """Return the translation to the language of an option, or else of a link."""
    code = language or page.get("lang", "en")
    if code in codes():
        return commands(code)
    print(note(unknown(_LANGUAGE, code, codes())), file=sys.stderr)
    return commands("en")


def note(text: str) -> Message:
    """Return a text as a note."""
    return msg("Note: {note}", note=as_message(text))
