"""The worker's side of the page: connects `izhikevich.app.worker` to the browser."""

from __future__ import annotations

import sys
from collections.abc import Coroutine
from typing import Any

import js
import pyodide_js
from pyodide.ffi import to_js

sys.path.insert(0, "izhikevich.zip")

from izhikevich import engine
from izhikevich.app.protocol import decode
from izhikevich.app.worker import Worker


def send(header: str, buffer: bytes) -> None:
    """Send an event to the page; the buffer is handed over, not copied again."""
    message = {"kind": "izhikevich", "header": header}
    if not buffer:
        js.postMessage(to_js(message, dict_converter=js.Object.fromEntries))
        return
    arrays = to_js(buffer).buffer
    packed = to_js({**message, "buffer": arrays}, dict_converter=js.Object.fromEntries)
    js.postMessage(packed, to_js([arrays]))


def receive(header: str, buffer: Any = None) -> Coroutine[None, None, None] | None:
    """Take a request of the page, with its bytes or the file that has them."""
    if hasattr(buffer, "arrayBuffer"):
        return receive_file(header, buffer)
    return worker.receive(decode(header, b"" if buffer is None else buffer.to_bytes()))


async def receive_file(header: str, file: Any) -> None:
    """Take a request whose bytes are those of a file, which the page has not read."""
    work = receive(header, await file.arrayBuffer())
    if work is not None:
        await work


async def fetch(name: str) -> bytes:
    """Return one of the page's files."""
    response = await js.fetch(f"https://assets.invalid/{name}")
    content: bytes = (await response.arrayBuffer()).to_bytes()
    return content


worker = Worker(send, lambda: pyodide_js._module.HEAPU8.length, engine.warming(), fetch)
__export__ = ["receive"]
worker.begin()
