"""Plain static servers, as dumb as the hosts the page must live on."""

from __future__ import annotations

import gzip
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PREFIX = "/some/where/"


class _Handler(SimpleHTTPRequestHandler):
    """Python's own file handler with its own headers only; the folder lies below `PREFIX`."""

    sent: dict[str, int] | None = None

    def translate_path(self, path: str) -> str:
        """Map a request below the prefix into the folder, any other to no file at all."""
        inside = path.removeprefix(PREFIX) if path.startswith(PREFIX) else "outside-the-prefix"
        return super().translate_path(f"/{inside}")

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file's content, and count it."""
        super().copyfile(source, outputfile)
        if self.sent is not None:
            self.sent[self.path] = self.sent.get(self.path, 0) + source.tell()

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that was closed before it had read all."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serve(
    folder: Path,
    types: Mapping[str, str] | None = None,
    sent: dict[str, int] | None = None,
    port: int = 0,
) -> Iterator[str]:
    """Serve a folder; the value is its address, which is a sub-path of the host.

    `port` is a free one unless it is given.

    `types`, by file name extension, are all that the host knows; without them it knows Python's.
    `sent` is filled with how many bytes of content went out, by path.
    """
    known = {} if types is None else {"extensions_map": types}
    handler = partial(type("Handler", (_Handler,), {**known, "sent": sent}), directory=str(folder))
    with _Server(("127.0.0.1", port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def serve_unpacked(folder: Path) -> Iterator[str]:
    """Serve what the site packs under its own names, for pages that are none of ours."""
    with tempfile.TemporaryDirectory() as unpacked:
        (build,) = folder.glob("build-*")
        for packed in build.rglob("*.gz"):
            path = Path(unpacked) / packed.relative_to(build).with_suffix("")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(gzip.decompress(packed.read_bytes()))
        with serve(Path(unpacked)) as url:
            yield url
