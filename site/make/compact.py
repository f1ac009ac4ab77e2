"""Compact JSON for the page."""

from __future__ import annotations

import json


def compact(content: object, *, plain: bool = True) -> str:
    """Return JSON without spaces; letters beyond ASCII are escaped if it must be plain."""
    return json.dumps(content, ensure_ascii=plain, separators=(",", ":"))
