"""The parts of the bridge between Python and JavaScript that `site/worker.py` uses."""

from collections.abc import Callable, Mapping, Sequence
from typing import overload

class JsProxy: ...

class JsBuffer(JsProxy):
    buffer: JsProxy

    def to_bytes(self) -> bytes: ...

@overload
def to_js(value: bytes) -> JsBuffer: ...
@overload
def to_js(value: Sequence[JsProxy]) -> JsProxy: ...
@overload
def to_js(
    value: Mapping[str, str | JsProxy], *, dict_converter: Callable[[JsProxy], JsProxy]
) -> JsProxy: ...
