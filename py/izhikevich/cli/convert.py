"""The command "convert": a link or a file in another format."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from izhikevich.cli.given import HELP, add_cell, read_given
from izhikevich.cli.meter import Meter
from izhikevich.cli.names import CommandError, add_language, note, one_of, speech_of
from izhikevich.cli.run import FORMAT
from izhikevich.export.formats import FORMATS, address_of, exporting
from izhikevich.links import write_link
from izhikevich.messages import msg
from izhikevich.views.registry import request_of
from izhikevich.views.state import written

#: What a state is, besides the formats of files.
_LINK, _STATE = "link", "state"
_KNOWN = (*FORMATS, _LINK, _STATE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("link", metavar="LINK", help=HELP)
    add_cell(parser)
    parser.add_argument(
        "--to",
        required=True,
        type=one_of(FORMAT, _KNOWN),
        metavar="NAME",
        help=f"one of {', '.join(_KNOWN)}",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="file or folder; default: the standard output"
    )
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; errors are the caller's.

    Returns
    -------
    int
        0.
    """
    state, page, notes = read_given(options.link, options.cell)
    speech = speech_of(options.lang, page)
    view, request = request_of(state)
    content: str | bytes
    if options.to in (_LINK, _STATE):
        normal = written(view, request)
        notes = (*notes, *(notice.text for notice in request.notices))
        filename = f"{request.preset.name}_{options.to}.{'txt' if options.to == _LINK else 'json'}"
        content = (
            write_link(normal, page) if options.to == _LINK else json.dumps(normal, indent=2)
        ) + "\n"
    else:
        with Meter(sys.stderr, speech.text) as meter:
            made = meter.follow(
                exporting(state, options.to, address=address_of(options.link), speech=speech)
            )
        content, filename = made.content, made.filename
        notes = (*notes, *made.notes)
    for text in notes:
        print(speech.text(note(text)), file=sys.stderr)
    _store(content, filename, options.out)
    return 0


def _store(content: str | bytes, filename: str, place: Path | None) -> None:
    data = content.encode("utf-8") if isinstance(content, str) else content
    if place is not None and str(place) != "-":
        path = place / filename if place.is_dir() else place
        path.write_bytes(data)
        print(path)
        return
    if isinstance(content, str):
        print(content, end="" if content.endswith("\n") else "\n")
        return
    if sys.stdout.isatty():
        raise CommandError(
            msg("it is no text for a terminal: give --out, such as --out {file}", file=filename)
        )
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
