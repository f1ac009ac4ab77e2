"""The abilities and limits of links, files, hosts, frames and code: site/docs/security.md."""

from __future__ import annotations

import re
from collections.abc import Iterator

from make.paths import SITE
from make.reference.docstrings import inline
from make.reference.markup import Content, Html, code, tag, together

SOURCE = SITE / "docs" / "security.md"
_STATEMENT = re.compile(r"`([\w-]+)`: (.*)")


def statements() -> Html:
    """Return it as HTML; each statement has an anchor, which is its name."""
    return together(*_blocks())


def names() -> list[str]:
    """Return the names of the statements."""
    return [name for block in _texts() for name, _ in _items(block)]


def _texts() -> list[str]:
    return re.split(r"\n\s*\n", SOURCE.read_text(encoding="utf-8").strip())


def _items(block: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of each statement in a list."""
    for item in re.split(r"^- ", block, flags=re.MULTILINE)[1:]:
        match = _STATEMENT.fullmatch(" ".join(item.split()))
        if match is None:
            raise ValueError(f"a statement without a name: {item}")
        yield match[1], match[2]


def _blocks() -> Iterator[Html]:
    for block in _texts():
        if block.startswith("## "):
            yield tag("h3", block[3:])
        elif block.startswith("- "):
            items: list[Content] = [
                tag("li", inline(text), " ", code(name), id=f"security-{name}")
                for name, text in _items(block)
            ]
            yield tag("ul", *items)
        else:
            yield tag("p", inline(" ".join(block.split())))
