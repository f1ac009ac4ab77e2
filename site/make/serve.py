"""A plain static server for viewing the built folder."""

from __future__ import annotations

import functools
import webbrowser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from make.errors import BuildError
from make.paths import FOLDER


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - as in the base class
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
    }

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing about each request."""


def serve(port: int, *, browser: bool) -> None:
    """Serve dist/site on this machine until interrupted."""
    handler = functools.partial(_Handler, directory=str(FOLDER))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise BuildError(f"Port {port} cannot be used ({error}); choose one by --port.") from error
    address = f"http://127.0.0.1:{server.server_port}/"
    print(f"The explorer is at {address} (Ctrl+C ends it)", flush=True)
    if browser:
        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
