"""The subject of a command: a link, a file, or parameters as text."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from izhikevich.cli.names import CommandError
from izhikevich.links import read_link
from izhikevich.messages import msg
from izhikevich.views.state import GivenState

#: What stands for the standard input.
INPUT = "-"
HELP = (
    "'#VIEW?preset=NAME&PARAMETER=VALUE', an address, parameters as text, or a file that the page "
    "opens: a cell or network of NeuroML, a network as JSON, a script, a table, a recording; "
    "- reads the standard input"
)
#: Parameters as text have blanks, quotes or brackets between them; links have none outside values.
_TEXT = re.compile(r"[\s{\"';]|^\w+\(")
_SUFFIX = re.compile(r"\.[A-Za-z]\w{0,6}")


def add_cell(parser: argparse.ArgumentParser) -> None:
    """Add the option that chooses among several neurons."""
    parser.add_argument(
        "--cell",
        metavar="NAME",
        help="which neuron, if the file has several: its id, or its name in a script or table",
    )


def read_given(
    given: str, cell: str | None = None
) -> tuple[GivenState, Mapping[str, str], tuple[str, ...]]:
    """Return the state that is meant, what is requested of the page, and notes of reading.

    Parameters
    ----------
    given : str
        A link, an address, the name of a file, parameters as text, or "-".
    cell : str, optional
        Which neuron, if there are several.

    Raises
    ------
    CommandError, ParameterError, FileError
        If there is no such file, or it cannot be read.
    """
    if given == INPUT:
        return _imported(sys.stdin.buffer.read(), "", cell)
    if given.startswith("#") or "://" in given:
        return *read_link(given), ()
    path = Path(given)
    if _is_file(path):
        return _imported(path.read_bytes(), path.name, cell)
    if "=" not in given and (_SUFFIX.fullmatch(path.suffix) or "/" in given or "\\" in given):
        raise CommandError(msg("there is no file {file}", file=given))
    if "?" not in given and _TEXT.search(given.strip()):
        return _imported(given.encode("utf-8", "replace"), "", cell)
    return *read_link(given), ()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a text that no file can have as its name
        return False


def _imported(
    content: bytes, name: str, cell: str | None
) -> tuple[GivenState, Mapping[str, str], tuple[str, ...]]:
    from izhikevich.imports import read  # files are rarely given

    found = read(content, name, cell=cell)
    return found.state, {}, found.notes
