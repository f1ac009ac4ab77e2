"""What a page may load and run, as an element of its head: its content security policy.

Where a page is shown in a frame the host's own policy comes on top of it.
"""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
_DATA = re.compile(r'type="(?!module)')

#: Python and Plotly are run from blobs; a worker in a page without an origin from a data: address.
#: WebAssembly is compiled, no text becomes code. Plotly and the editor set styles.
_RULES = {
    "default-src": "'none'",
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    "worker-src": "'self' blob: data:",
    "connect-src": "'self' blob: data:",
    "style-src": "'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def meta(document: str) -> str:
    """Return the element for a document, whose own scripts it allows by their hashes."""
    scripts = [text for kind, text in _SCRIPT.findall(document) if not _DATA.search(kind)]
    hashes = " ".join(dict.fromkeys(_hash(text) for text in scripts if text))
    rules = _RULES | {"script-src": f"{_RULES['script-src']} {hashes}"}
    content = "; ".join(f"{name} {sources}" for name, sources in rules.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
