"""The command "frame": what a link shows, for a page, a post, a book or a slide."""

from __future__ import annotations

import argparse
import sys
from html import escape
from importlib.util import find_spec
from pathlib import Path

from izhikevich.books.frame import HEIGHT, frame_html
from izhikevich.books.stills import WIDTH, still
from izhikevich.cli.figures import ADVICE
from izhikevich.cli.names import CommandError, add_language, one_of
from izhikevich.cli.run import FORMAT
from izhikevich.explorer import VARIABLE, exploration
from izhikevich.messages import msg
from izhikevich.plots.render import image_files

_HTML = "html"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("link", metavar="LINK", help="such as '#neuron?preset=RS&I=12'")
    forms = (_HTML, *image_files.FORMATS)
    parser.add_argument(
        "--to",
        type=one_of(FORMAT, forms),
        default=_HTML,
        metavar="NAME",
        help="html, a frame that starts on click; or its still as svg, png or pdf; default: html",
    )
    parser.add_argument(
        "--address",
        metavar="PLACE",
        help="address of the explorer, on the web or relative to the page; default: what "
        f"{VARIABLE} says",
    )
    parser.add_argument(
        "--height", type=int, default=HEIGHT, help=f"of the frame, px; default: {HEIGHT}"
    )
    parser.add_argument(
        "--controls",
        default="",
        metavar="LIST",
        help="parameters that readers can change, such as I,d",
    )
    parser.add_argument("--live", action="store_true", help="start without a click")
    parser.add_argument("--caption", default="", metavar="TEXT", help="what is below the frame")
    parser.add_argument("--panel", metavar="NAME", help="of the still; default: the first")
    parser.add_argument(
        "--width", type=float, default=WIDTH, help=f"of the still, mm; default: {WIDTH:g}"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="file; default: the standard output"
    )
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; errors are the caller's.

    Returns
    -------
    int
        0.
    """
    if options.to in ("png", "pdf") and find_spec("typst") is None:
        raise CommandError(
            msg("{formats} cannot be written: {advice}", formats=options.to, advice=ADVICE)
        )
    made = still(options.link, panel=options.panel, language=options.lang, width=options.width)
    if options.to == _HTML:
        content = frame_html(
            made,
            options.address or _address(),
            height=options.height,
            controls=[name for name in options.controls.split(",") if name],
            live=options.live,
            caption=escape(options.caption),
        ).encode()
    else:
        content = image_files.written(made.svg, options.to)
    if options.out is not None and str(options.out) != "-":
        options.out.write_bytes(content)
        print(options.out)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    return 0


def _address() -> str:
    """Return the web address of the explorer, if it is known."""
    site = exploration("#neuron").site
    if isinstance(site, Path) or not site:
        raise CommandError(
            msg(
                "a page needs the explorer's address: give --address, such as "
                "https://example.org/explorer/, or set {variable}",
                variable=VARIABLE,
            )
        )
    return site
