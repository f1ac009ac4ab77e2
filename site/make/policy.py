"""What the page may load and run, as an element of its head: its content security policy.

Where it is shown in a frame the host's own policy comes on top of it.
"""

from __future__ import annotations

from izhikevich.command_line import policy

#: Python and Plotly are run from blobs; a worker in a page without an origin from a data: address.
#: WebAssembly is compiled, no text becomes code.
_RULES = {
    "default-src": policy.RULES["default-src"],
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    "worker-src": "'self' blob: data:",
    "connect-src": "'self' blob: data:",
    "style-src": policy.RULES["style-src"],
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
    "base-uri": policy.RULES["base-uri"],
    "form-action": policy.RULES["form-action"],
}


def meta(document: str) -> str:
    """Return the element for a document, whose own scripts it allows by their hashes."""
    return policy.meta(document, _RULES)
