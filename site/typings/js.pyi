"""The parts of the browser that `site/worker.py` uses, by Pyodide."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from pyodide.ffi import JsBuffer, JsProxy

class _Object(Protocol):
    fromEntries: Callable[[JsProxy], JsProxy]

class _Response(Protocol):
    def arrayBuffer(self) -> Awaitable[JsBuffer]: ...

Object: _Object

def postMessage(message: JsProxy, transfer: JsProxy = ...) -> None: ...
def fetch(address: str) -> Awaitable[_Response]: ...
