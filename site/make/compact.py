"""JSON as the page gets it."""

from __future__ import annotations

import json


def compact(content: object, *, plain: bool = True) -> str:
    """Return JSON without spaces; letters beyond ASCII are escaped if it is to be plain."""
    return json.dumps(content, ensure_ascii=plain, separators=(",", ":"))
