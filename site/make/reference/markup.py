"""HTML as text, escaping everything in it that is not markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Html:
    """A piece of HTML."""

    text: str


Content = str | Html


def tag(name: str, *children: Content, **attributes: str) -> Html:
    """Return an element; "class" is written class_."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return Html(f"<{name}{given}>{joined(children)}</{name}>")


def joined(children: Iterable[Content]) -> str:
    """Return the concatenated text of contents."""
    return "".join(
        child.text if isinstance(child, Html) else escape(child, quote=False) for child in children
    )


def together(*children: Content) -> Html:
    """Return contents as one."""
    return Html(joined(children))


def code(text: str) -> Html:
    """Return text as code."""
    return tag("code", text)


def link(address: str, *children: Content) -> Html:
    """Return a link."""
    return tag("a", *children, href=address)


def table(heads: Iterable[str], rows: Iterable[tuple[Iterable[Content], str]]) -> Html:
    """Return a table of rows, each with its anchor ("" for none)."""
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    body = [
        tag("tr", *(tag("td", cell) for cell in cells), **({"id": anchor} if anchor else {}))
        for cells, anchor in rows
    ]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="wide")


def symbol(text: str) -> Html:
    """Return the symbol of a quantity; what follows "_" is a subscript."""
    base, _, below = text.partition("_")
    return together(tag("i", base), *((tag("sub", below),) if below else ()))


def anchor(*parts: str) -> str:
    """Return an anchor of names, joined by dashes."""
    return "-".join(re.sub(r"[^A-Za-z0-9_.]+", "_", part) for part in parts)
