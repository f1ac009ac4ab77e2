"""The command "completion": what completes the command in a shell."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from izhikevich.cli.names import CommandError
from izhikevich.messages import msg

SHELLS = ("bash", "zsh", "tcsh", "fish")
#: Arguments that may be files.
_FILES = ("link", "files", "out", "site")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def run(options: argparse.Namespace) -> int:
    """Print the script for a shell; errors are the caller's.

    Returns
    -------
    int
        0.
    """
    from izhikevich.cli.main import parser  # which lists this command

    if find_spec("shtab") is None:
        raise CommandError(msg("completion is written by shtab: pip install shtab"))
    shtab: Any = import_module("shtab")
    if options.shell not in shtab.SUPPORTED_SHELLS:
        known = ", ".join(shtab.SUPPORTED_SHELLS)
        raise CommandError(
            msg("this shtab has no {shell}, only {known}", shell=options.shell, known=known)
        )
    whole = parser()
    for action in _actions(whole):
        if action.dest in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    print(shtab.complete(whole, shell=options.shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of a parser and of its commands."""
    for action in parser._actions:
        yield action
        for inner in action.choices.values() if isinstance(action.choices, dict) else ():
            yield from _actions(inner)
