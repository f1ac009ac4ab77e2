"""The command "fit": from a file with a recording to a folder with a model of the cell."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from izhikevich.cli import figures
from izhikevich.cli.meter import Meter
from izhikevich.errors import ParameterError, as_message
from izhikevich.fitting.exponential_fit import fit_adaptive_exponential
from izhikevich.fitting.files.reading import reading_recording
from izhikevich.fitting.fit import fit
from izhikevich.fitting.model_search import GENERATIONS
from izhikevich.messages import msg
from izhikevich.messages.catalogues import codes, commands
from izhikevich.progress import with_progress
from izhikevich.reports.folder import write_folder

_EXAMPLES = """\
examples:
  python -m izhikevich fit cell.abf --out report/
  python -m izhikevich fit cell.csv --protocol 'step from 200 to 2200 ms: 100, 150, 200 pA'
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of its arguments."""
    made = argparse.ArgumentParser(
        prog="python -m izhikevich fit",
        description="Find the parameters with which a neuron answers as a recorded one.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("files", nargs="+", type=Path, metavar="FILE", help="of one cell")
    made.add_argument(
        "--out", type=Path, default=Path("report"), metavar="FOLDER", help="default: report"
    )
    made.add_argument("--seed", type=int, default=0, help="of the search; default 0")
    made.add_argument("--generations", type=int, default=GENERATIONS, help=f"default {GENERATIONS}")
    made.add_argument(
        "--held-out",
        metavar="LIST",
        help="sweeps from 0 that only judge the model, such as 1,3; default: half of those firing",
    )
    made.add_argument(
        "--compare", action="store_true", help="also fit the adaptive exponential model"
    )
    made.add_argument("--protocol", metavar="TEXT", help="what was injected, if it is not recorded")
    made.add_argument("--columns", metavar="TEXT", help="such as 't (ms), v (mV), I (pA)'")
    made.add_argument("--channel", metavar="NAME", help="the voltage, if there are several")
    made.add_argument(
        "--lang", choices=codes(), default="en", metavar="CODE", help="of the report; default en"
    )
    return made


def run(arguments: Sequence[str]) -> int:
    """Run the command; errors are the caller's.

    Returns
    -------
    int
        0.
    """
    options = parser().parse_args(arguments)
    speech = commands(options.lang)
    held_out = _indices(options.held_out)
    with Meter(sys.stderr, speech.text) as meter:
        read = meter.follow(
            reading_recording(
                list(options.files),
                protocol=options.protocol,
                columns=options.columns,
                channel=options.channel,
            )
        )
        for note in read.notes:
            print(speech.text(msg("Note: {note}", note=as_message(note))), file=sys.stderr)
        search = {
            "held_out": held_out,
            "seed": options.seed,
            "generations": options.generations,
        }
        found = meter.follow(with_progress(fit, read.recording, **search))
        other = None
        if options.compare:
            other = meter.follow(with_progress(fit_adaptive_exponential, read.recording, **search))
    pictures = tuple(name for name in ("svg", "png", "pdf") if name in figures.available())
    print(found.parameters_as(), end="")
    texts = found.warnings() if other is None else [*found.warnings(), found.compared_with(other)]
    for text in texts:
        print(speech.text(msg("Note: {note}", note=as_message(text))))
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
