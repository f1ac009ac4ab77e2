"""The content security policy of the page, and the permissions of a frame."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping

_SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
_DATA = re.compile(r'type="(?!module|text/javascript)')

#: Rules for all of our pages. Plotly and the editor set styles.
RULES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "",
    "style-src": "'unsafe-inline'",
    "base-uri": "'none'",
    "form-action": "'none'",
}

#: Permissions of a frame with the explorer, as site/js/embed/snippet.js gives them: it has no
#: access to the page around it.
SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


def meta(document: str, rules: Mapping[str, str]) -> str:
    """Return the element for a document, allowing its own scripts by their hashes.

    Parameters
    ----------
    document : str
        HTML.
    rules : mapping
        Sources by the name of the directive, including "script-src".
    """
    scripts = [text for kind, text in _SCRIPT.findall(document) if not _DATA.search(kind)]
    hashes = " ".join(dict.fromkeys(_hash(text) for text in scripts if text))
    allowed = {**rules, "script-src": f"{rules['script-src']} {hashes}".strip()}
    content = "; ".join(f"{name} {sources}" for name, sources in allowed.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
