"""The command "open": the page in the browser."""

from __future__ import annotations

import argparse
import sys

from izhikevich.built import FILE
from izhikevich.cli.given import HELP, add_cell, read_given
from izhikevich.cli.names import CommandError, add_language, note, one_of, speech_of
from izhikevich.cli.run import THEME
from izhikevich.explorer import VARIABLE, Exploration, exploration
from izhikevich.links import write_link
from izhikevich.messages import msg
from izhikevich.plots.style import THEMES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("link", nargs="?", default="#neuron", metavar="LINK", help=HELP)
    add_cell(parser)
    add_site(parser)
    parser.add_argument(
        "--theme",
        type=one_of(THEME, THEMES),
        metavar="NAME",
        help=f"{' or '.join(THEMES)}; default: the system's",
    )
    add_language(parser, "the browser's")


def add_site(parser: argparse.ArgumentParser) -> None:
    """Add the option for where the page is."""
    parser.add_argument(
        "--site",
        metavar="PLACE",
        help=f"web address of the page, or its file {FILE}; default: what {VARIABLE} says, the "
        "installed page, or the one built in the folder of the source code",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command; errors are the caller's.

    Returns
    -------
    int
        0, or 1 if there is no browser.
    """
    state, page, notes = read_given(options.link, options.cell)
    own = {"theme": options.theme, "lang": options.lang}
    page = {**page, **{name: value for name, value in own.items() if value}}
    speech = speech_of(options.lang, page)
    shown = located(exploration(write_link(state, page), options.site))
    for text in notes:
        print(speech.text(note(text)), file=sys.stderr)
    print(shown)
    if shown.open():
        return 0
    print(speech.text(note(msg("no browser was found: open the address in one"))), file=sys.stderr)
    return 1


def located(shown: Exploration) -> Exploration:
    """Return a page whose place is known.

    Raises
    ------
    CommandError
        If it is not.
    """
    if not shown.site:
        raise CommandError(
            msg(
                "the page is not installed: run `python build.py` in the folder of the source "
                "code, or give its web address or its file {file} as --site or in {variable}",
                file=FILE,
                variable=VARIABLE,
            )
        )
    return shown
