"""Equations as text, for those who read them without a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from izhikevich.views.mathml import Node


def markup(node: Node) -> str:
    """Return a node as the text of MathML."""
    return "".join(_markup(node))


def _markup(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield escape(node, quote=False)
        return
    name, *children = node
    yield f"<{name}"
    for child in children:
        for key, value in child.items() if isinstance(child, Mapping) else ():
            name_of = f"data-{key}" if key == "parameter" else key
            yield f' {name_of}="{escape(value)}"'
    yield ">"
    for child in children:
        if not isinstance(child, Mapping):
            yield from _markup(child)
    yield f"</{name}>"
