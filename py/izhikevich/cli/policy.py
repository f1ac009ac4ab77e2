"""What a page may load and run, as an element of its head: its content security policy."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping

_SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
_DATA = re.compile(r'type="(?!module|text/javascript)')

#: What holds for all of our pages. Plotly and the editor set styles.
RULES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "",
    "style-src": "'unsafe-inline'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def meta(document: str, rules: Mapping[str, str]) -> str:
    """Return the element for a document, whose own scripts it allows by their hashes.

    Parameters
    ----------
    document : str
        HTML.
    rules : mapping
        Sources by the name of the directive, "script-src" among them.
    """
    scripts = [text for kind, text in _SCRIPT.findall(document) if not _DATA.search(kind)]
    hashes = " ".join(dict.fromkeys(_hash(text) for text in scripts if text))
    allowed = {**rules, "script-src": f"{rules['script-src']} {hashes}".strip()}
    content = "; ".join(f"{name} {sources}" for name, sources in allowed.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
