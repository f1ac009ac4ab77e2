"""The page's content security policy, as an element of its head: what it may load and run.

In a frame, the host's own policy applies in addition.
"""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

from make.paths import PACKAGE


def _shared() -> Any:
    """Return the module of the package, whose pages also have a policy.

    It needs nothing else of the package, which the build's own Python cannot import.
    """
    spec = spec_from_file_location("policy", PACKAGE / "izhikevich" / "policy.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_POLICY = _shared()
#: Python and Plotly are run from blobs; a worker in a page without an origin from a data: address.
#: WebAssembly is compiled, no text becomes code.
_RULES = {
    "default-src": _POLICY.RULES["default-src"],
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    "worker-src": "'self' blob: data:",
    "connect-src": "'self' blob: data:",
    "style-src": _POLICY.RULES["style-src"],
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
    "base-uri": _POLICY.RULES["base-uri"],
    "form-action": _POLICY.RULES["form-action"],
}


def meta(document: str) -> str:
    """Return the element for a document, allowing its own scripts by their hashes."""
    found: str = _POLICY.meta(document, _RULES)
    return found
