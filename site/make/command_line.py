"""The commands of build.py."""

from __future__ import annotations

import argparse
import os
import sys

from make import check, languages, release, site
from make.errors import BuildError
from make.serve import serve


def main(arguments: list[str]) -> int:
    """Run the command that the arguments name; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="build.py", description="Build, serve, test and measure the Izhikevich explorer."
    )
    parser.add_argument(
        "--address", help="where dist/site/ will be hosted, for social cards and oEmbed"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("build", help="make dist/ (the default)")
    serving = commands.add_parser("serve", help="build, then show the page in the browser")
    serving.add_argument("--port", type=int, default=8000, help="default 8000")
    serving.add_argument("--no-browser", action="store_true", help="do not open the browser")
    for name, text in (
        ("test", "check and test everything; further arguments go to pytest"),
        ("bench", "measure speed and sizes"),
    ):
        commands.add_parser(name, help=text, add_help=False)
    commands.add_parser(
        "wheels",
        help="make wheels and sources of the package, and of the built page, in dist/wheels/",
    )
    releasing = commands.add_parser(
        "release", help="make everything that is published, from a tag, in dist/release/"
    )
    releasing.add_argument("tag", metavar="TAG", help="such as v1.0.0")
    messages = commands.add_parser(
        "messages", help="put new messages into the catalogues of all languages"
    )
    messages.add_argument(
        "language",
        nargs="?",
        default="",
        metavar="CODE",
        help="begin that of a language, such as it",
    )
    commands.add_parser("pictures", help="retake the README's pictures of the page")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command not in ("test", "bench"):
        parser.error(f"unknown arguments: {' '.join(rest)}")
    try:
        if options.command == "test":
            check.test(rest)
        elif options.command == "bench":
            check.bench(rest)
        elif options.command == "wheels":
            check.wheels()
        elif options.command == "release":
            release.make(options.tag)
        elif options.command == "messages":
            languages.extract(options.language)
        elif options.command == "pictures":
            check.pictures()
        else:
            site.build(options.address)
            if options.command == "serve":
                serve(options.port, browser=not (options.no_browser or "CI" in os.environ))
    except BuildError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0
