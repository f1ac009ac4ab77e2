"""The command "fit": from a file with a recording to a folder with a model of the cell."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from izhikevich.cli import figures
from izhikevich.cli.meter import Meter
from izhikevich.cli.names import CommandError, add_language, note
from izhikevich.errors import ParameterError
from izhikevich.fitting.exponential_fit import fit_adaptive_exponential
from izhikevich.fitting.files.reading import reading_recording
from izhikevich.fitting.fit import SPACES, fit
from izhikevich.fitting.model_search import GENERATIONS
from izhikevich.fitting.weights import weights_of
from izhikevich.messages import msg
from izhikevich.messages.catalogues import commands
from izhikevich.progress import with_progress
from izhikevich.reports.folder import write_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="of one cell")
    parser.add_argument(
        "--out", type=Path, default=Path("report"), metavar="FOLDER", help="default: report"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the search; default 0")
    parser.add_argument(
        "--generations", type=int, default=GENERATIONS, help=f"default {GENERATIONS}"
    )
    parser.add_argument(
        "--held-out",
        metavar="LIST",
        help="sweeps from 0 that only judge the model, such as 1,3; default: half of those firing",
    )
    parser.add_argument(
        "--form", choices=list(SPACES), default="2007", help="of the model; default 2007"
    )
    parser.add_argument(
        "--weights",
        default="",
        metavar="TEXT",
        help="of what is compared, such as 'count 2, voltage 0.5'",
    )
    parser.add_argument(
        "--compare", action="store_true", help="also fit the adaptive exponential model"
    )
    parser.add_argument(
        "--protocol", metavar="TEXT", help="what was injected, if it is not recorded"
    )
    parser.add_argument("--columns", metavar="TEXT", help="such as 't (ms), v (mV), I (pA)'")
    parser.add_argument("--channel", metavar="NAME", help="the voltage, if there are several")
    add_language(parser, "en")


def run(options: argparse.Namespace) -> int:
    """Run the command; errors are the caller's.

    Returns
    -------
    int
        0.
    """
    speech = commands(options.lang or "en")
    held_out = _indices(options.held_out)
    for path in options.files:
        if not path.is_file():
            raise CommandError(msg("there is no file {file}", file=path))
    with Meter(sys.stderr, speech.text) as meter:
        read = meter.follow(
            reading_recording(
                list(options.files),
                protocol=options.protocol,
                columns=options.columns,
                channel=options.channel,
            )
        )
        for text in read.notes:
            print(speech.text(note(text)), file=sys.stderr)
        search = {
            "held_out": held_out,
            "seed": options.seed,
            "generations": options.generations,
            "weights": weights_of(options.weights),
        }
        own = with_progress(fit, read.recording, form=options.form, **search)
        found = meter.follow(own)
        other = None
        if options.compare:
            other = meter.follow(with_progress(fit_adaptive_exponential, read.recording, **search))
    pictures = tuple(name for name in ("svg", "png", "pdf") if name in figures.available())
    print(found.parameters_as(), end="")
    texts = found.warnings() if other is None else [*found.warnings(), found.compared_with(other)]
    for each in texts:
        print(speech.text(note(each)))
    for path in write_folder(found, options.out, pictures=pictures, speech=speech, other=other):
        print(path)
    return 0


def _indices(text: str | None) -> list[int] | None:
    if text is None:
        return None
    try:
        return [int(part) for part in text.split(",") if part.strip()]
    except ValueError:
        raise ParameterError("--held-out", text, "must be numbers of sweeps such as 1,3") from None
