"""The document of the page as a widget has it: its Python is that of the page around it."""

from __future__ import annotations

import gzip
import re
from functools import cache
from html import escape
from pathlib import Path

#: Parts of the page as one file that only its own Python needs.
_PYTHON = re.compile(
    r'<script type="application/octet-stream" data-asset="'
    r'(?:pyodide/|pyscript/|readers/|izhikevich\.zip")[^>]*>[^<]*</script>\n?'
)
_ROOT = '<html lang="en"'


@cache
def document(page: Path, changed: int, address: str) -> bytes:
    """Return the document, compressed by gzip.

    Parameters
    ----------
    page : Path
        The page as one file.
    changed : int
        When it was made, so that a newer one is read again.
    address : str
        Web address of the page for links that readers share; "" if there is none.
    """
    text = page.read_text(encoding="utf-8")
    begin = text.index(_ROOT) + len(_ROOT)
    marks = f' data-python="host" data-address="{escape(address)}"'
    return gzip.compress((text[:begin] + marks + _PYTHON.sub("", text[begin:])).encode(), 6)
