"""What `site/worker.py` uses of the browser, by Pyodide."""

from collections.abc import Callable
from typing import Protocol

from pyodide.ffi import JsProxy

class _Object(Protocol):
    fromEntries: Callable[[JsProxy], JsProxy]

Object: _Object

def postMessage(message: JsProxy, transfer: JsProxy = ...) -> None: ...
