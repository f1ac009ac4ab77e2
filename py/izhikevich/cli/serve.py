"""The command "serve": the page for browsers on this computer."""

from __future__ import annotations

import argparse
import webbrowser
from pathlib import Path

from izhikevich.cli.names import CommandError, add_language, speech_of
from izhikevich.cli.open import add_site, located
from izhikevich.explorer import exploration, server
from izhikevich.messages import msg


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--port", type=int, default=8000, help="default 8000; 0 for any free one")
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    add_site(parser)
    add_language(parser, "en")


def run(options: argparse.Namespace) -> int:
    """Serve the page until interrupted; errors are the caller's.

    Returns
    -------
    int
        0.
    """
    speech = speech_of(options.lang, {})
    site = located(exploration("#neuron", options.site)).site
    if not isinstance(site, Path):
        raise CommandError(msg("{site} is on the web already: open it in a browser", site=site))
    try:
        serving = server(site, options.port)
    except (OSError, OverflowError) as error:
        raise CommandError(
            msg(
                "port {port} cannot be used ({reason}): give another by --port, or 0",
                port=options.port,
                reason=str(error),
            )
        ) from None
    address = f"http://127.0.0.1:{serving.server_port}/"
    shown = msg("The explorer is at {address} (Ctrl+C ends it)", address=address)
    print(speech.text(shown), flush=True)
    if not options.no_browser:
        webbrowser.open(address)
    try:
        serving.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        serving.server_close()
    return 0
