"""The command "course": a guided tour for a learning platform."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from izhikevich.built import FILE
from izhikevich.cli.names import CommandError, add_language, one_of, speech_of
from izhikevich.cli.open import add_site, located
from izhikevich.errors import FileError
from izhikevich.explorer import exploration
from izhikevich.links import read_link
from izhikevich.messages import marked, msg
from izhikevich.tours import TOURS, read_tour, read_tour_link
from izhikevich.tours.course import Standard, course_package, package_name
from izhikevich.tours.tour import Tour

_STANDARD = marked("there is no standard {name}, only {known}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "tour",
        metavar="TOUR",
        help=f"{', '.join(TOURS)}; a tour's link; or the file of one (.json)",
    )
    standards = get_args(Standard)
    parser.add_argument(
        "--to",
        type=one_of(_STANDARD, standards),
        default=standards[0],
        metavar="NAME",
        help=f"{', '.join(standards)}; default: {standards[0]}",
    )
    parser.add_argument(
        "--required",
        type=int,
        metavar="NUMBER",
        help="number of tasks to be solved to pass; default: all",
    )
    parser.add_argument(
        "--out", type=Path, default=Path(), metavar="FILE", help="file or folder; default: this one"
    )
    add_site(parser)
    add_language(parser, "the link's, or en")


def run(options: argparse.Namespace) -> int:
    """Run the command; errors are the caller's.

    Returns
    -------
    int
        0.
    """
    tour, page = _tour(options.tour)
    speech = speech_of(options.lang, page)
    site = located(exploration("#neuron", site=options.site)).site
    if not isinstance(site, Path):
        raise CommandError(
            msg("the package contains the page: give its file {file} as --site", file=FILE)
        )
    content = course_package(
        tour,
        site.read_bytes(),
        options.to,
        required=options.required,
        language=speech.code,
        say=speech.text,
    )
    place: Path = options.out
    path = place / package_name(tour, options.to) if place.is_dir() else place
    path.write_bytes(content)
    print(path)
    return 0


def _tour(given: str) -> tuple[Tour, dict[str, str]]:
    """Return the tour that is meant, and what its link requests of the page."""
    if given in TOURS:
        return TOURS[given], {}
    if "tour=" in given:
        return read_tour_link(given), read_link(given)[1]
    path = Path(given)
    if not path.is_file():
        known = ", ".join(TOURS)
        raise CommandError(
            msg("there is no tour {name}: give {known}, a link or a file", name=given, known=known)
        )
    try:
        return read_tour(path.read_text(encoding="utf-8")), {}
    except UnicodeDecodeError:
        raise FileError(msg("{file} is not text", file=given)) from None
