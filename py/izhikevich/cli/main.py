"""The command: its parser, and how it ends."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from izhikevich._version import __version__
from izhikevich.cli.names import CommandError, note
from izhikevich.errors import FileError, IzhikevichWarning, ParameterError, SimulationError
from izhikevich.messages import msg
from izhikevich.messages.catalogues import codes, commands
from izhikevich.messages.translation import Translation

#: The command that is meant if none is named.
_RUN = "run"


@dataclass(frozen=True)
class Command:
    """A command: its module has `add_arguments(parser)` and `run(options)`.

    Parameters
    ----------
    module : str
        Name of the module, next to this one.
    help : str
        What it does, for the list of commands.
    examples : tuple of str
        Calls, after the name of the program.
    """

    module: str
    help: str
    examples: tuple[str, ...] = ()

    def load(self) -> ModuleType:
        """Import the module: what one command needs, the others do without."""
        return import_module(f"izhikevich.cli.{self.module}")


#: The commands by name.
COMMANDS: Mapping[str, Command] = {
    "open": Command(
        "open",
        "open the explorer in the browser, as the program does if nothing is given",
        ("open", "open '#network?preset=ring'", "open cell.nml"),
    ),
    _RUN: Command(
        "run",
        "compute what a link or a file shows, and write its plots and data; the word may be left "
        "out",
        (
            "'#network?preset=feedforward' --out plots/",
            "'#neuron?preset=tonic_bursting&I=2' --formats svg,csv --size 85x60",
            "'#neuron?preset=RS' --script brian2 --script notebook",
            "network.json --formats svg",
            "'a=0.02 b=0.2 c=-50 d=2 I=10' --out plots/",
            "--list network",
        ),
    ),
    "sweep": Command(
        "sweep",
        "compute a grid of links on several processes, and write one table",
        (
            "sweep '#neuron?preset=RS' I=0:20:2 a=0.02,0.1 --out rates.csv",
            "sweep '#network?preset=ring' seed=0:9:1 --processes 4 --out rates.json",
        ),
    ),
    "fit": Command(
        "fit",
        "find the parameters with which a neuron answers as a recorded one",
        (
            "fit cell.abf --out report/",
            "fit cell.csv --protocol 'step from 200 to 2200 ms: 100, 150, 200 pA'",
        ),
    ),
    "convert": Command(
        "convert",
        "write a link or a file in another format: scripts, models, data, links",
        (
            "convert cell.nml --to brian2 --out cell.py",
            "convert 'a=0.02 b=0.2 c=-50 d=2' --to link",
        ),
    ),
    "frame": Command(
        "frame",
        "write HTML or a picture of a link for a page, a post, a book or a slide",
        (
            "frame '#neuron?preset=CH' --address https://example.org/explorer/ --controls I,d",
            "frame '#neuron?preset=CH' --to svg --out ch.svg",
        ),
    ),
    "course": Command(
        "course",
        "write a guided tour as a package for a learning platform (SCORM)",
        (
            "course spike --out lesson.zip",
            "course my_tour.json --to scorm2004 --required 2 --lang de",
        ),
    ),
    "serve": Command(
        "serve", "show the explorer to browsers on this computer", ("serve --port 8000",)
    ),
    "completion": Command(
        "completion",
        "print what completes commands and options in a shell",
        ("completion bash > ~/.local/share/bash-completion/completions/izhikevich",),
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        0; 1 if the run could not be completed; 2 if the request was faulty; 130 if it was stopped
        from the keyboard; 141 if the reader of its output has gone.
    """
    try:
        try:
            return _answered(sys.argv[1:] if arguments is None else list(arguments))
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Any further output, until Python ends, is discarded.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return 141


def parser(commands: Iterable[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser, with the arguments of some of the commands."""
    made = argparse.ArgumentParser(
        prog="izhikevich",
        description="The Izhikevich explorer: without arguments its page opens in the browser.",
        epilog=_examples(command.examples[0] for command in COMMANDS.values()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument(
        "--version", action="version", version=f"izhikevich {__version__}", help="show the version"
    )
    adding = made.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        own = adding.add_parser(
            name,
            help=command.help,
            description=f"{command.help[0].upper()}{command.help[1:]}.",
            epilog=_examples(command.examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name in commands:
            command.load().add_arguments(own)
    return made


def _examples(calls: Iterable[str]) -> str:
    return "\n".join(("examples:", *(f"  izhikevich {call}" for call in calls)))


def _answered(given: list[str]) -> int:
    command, words = _command(given)
    options = parser([command]).parse_args(words)
    speech = _spoken(options)
    try:
        with _noted(speech):
            return int(COMMANDS[command].load().run(options))
    except (CommandError, ParameterError, FileError) as error:
        print(f"izhikevich: {speech.text(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        raise
    except (SimulationError, OSError) as error:
        print(f"izhikevich: {speech.text(str(error))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        stopped = speech.text(msg("stopped"))
        print(f"izhikevich: {stopped}", file=sys.stderr)
        return 130


def _command(given: list[str]) -> tuple[str, list[str]]:
    """Return which command is meant, and the words with its name."""
    first = given[0] if given else ""
    if first in COMMANDS or first in ("-h", "--help", "--version"):
        return first if first in COMMANDS else "", given
    name = "open" if _only_page(given) else _RUN
    return name, [name, *given]


def _only_page(given: list[str]) -> bool:
    """Tell whether there is nothing but how the page speaks and looks."""
    about = ("--lang", "--theme")
    return all(
        word.startswith(tuple(f"{name}=" for name in about))
        or word in about
        or (k > 0 and given[k - 1] in about)
        for k, word in enumerate(given)
    )


def _spoken(options: argparse.Namespace) -> Translation:
    """Return the translation of errors: the language is that of the option, or of the link."""
    code = getattr(options, "lang", None)
    link = getattr(options, "link", None)
    if code is None and isinstance(link, str) and "lang=" in link:
        code = link.rpartition("lang=")[2].partition("&")[0]
    return commands(code if code in codes() else "en")


@contextmanager
def _noted(speech: Translation) -> Iterator[None]:
    """Print the package's warnings as notes, without lines of its source."""
    with warnings.catch_warnings():
        ordinary = warnings.showwarning

        def show(message: Warning | str, kind: type[Warning], *place: object) -> None:
            if issubclass(kind, IzhikevichWarning):
                print(speech.text(note(str(message))), file=sys.stderr)
            else:
                ordinary(message, kind, *place)  # type: ignore[arg-type]

        warnings.showwarning = show  # type: ignore[assignment]
        yield
