"""The explanation beside the picture: short texts that refer to what is shown, and equations.

A text is plain, with marks of the form ``[words](target)``. Targets are

- ``curve:PANEL/NAME``: a trace of a panel, which the page makes stand out;
- ``panel:PANEL``: a panel, which is opened if it is not;
- ``parameter:NAME``: a parameter, whose control stands out;
- ``set:NAME=VALUE&NAME=VALUE``: values that a click sets;
- ``see:#VIEW?preset=NAME``: another state, as in links;
- ``https://…``: a source.

What stands between asterisks, ``*v*``, is the symbol of a quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from izhikevich.views.declare import Value, Values
from izhikevich.views.mathml import Node

#: What stands in a line: words, or a record of words and what they do.
Inline = str | dict[str, Any]
#: "text", "items" or "math" with its content.
Block = dict[str, Any]

_MARK = re.compile(r"\[([^][]+)\]\(((?:[^()]|\([^()]*\))*)\)|\*([^*\s]+)\*")


@dataclass(frozen=True)
class Section:
    """A part of an explanation.

    Parameters
    ----------
    title : str
        A few words.
    blocks : tuple of dict
        Made by `text`, `items` and `equations`.
    """

    title: str
    blocks: tuple[Block, ...]

    def schema(self) -> dict[str, Any]:
        """Return the section as the page reads it."""
        return {"title": self.title, "blocks": list(self.blocks)}


def section(title: str, *blocks: Block | None) -> Section | None:
    """Return a section of the blocks that there are; without any, none."""
    found = tuple(block for block in blocks if block is not None)
    return Section(title, found) if found else None


def text(content: str) -> Block | None:
    """Return a paragraph, or None if there are no words."""
    return {"text": list(inline(content))} if content else None


def items(*contents: str) -> Block | None:
    """Return a list of short paragraphs, or None if there are none."""
    return {"items": [list(inline(content)) for content in contents]} if contents else None


def equations(*rows: Node, quiet: bool = False) -> Block:
    """Return equations, one beneath the other; `quiet` for the general form of others."""
    return {"math": list(rows), "quiet": quiet}


def written(sections: tuple[Section | None, ...]) -> list[dict[str, Any]]:
    """Return the sections that there are, as the page reads them."""
    return [one.schema() for one in sections if one is not None]


@lru_cache(maxsize=512)
def inline(content: str) -> tuple[Inline, ...]:
    """Take a text apart at its marks.

    Raises
    ------
    ValueError
        If a target is of no known kind.
    """
    return tuple(_pieces(content))


def _pieces(content: str) -> Iterator[Inline]:
    at = 0
    for found in _MARK.finditer(content):
        if found.start() > at:
            yield content[at : found.start()]
        words, target, symbol = found.groups()
        yield {"symbol": symbol} if symbol else {"words": words, **_target(target)}
        at = found.end()
    if at < len(content):
        yield content[at:]


def _target(target: str) -> dict[str, Any]:
    """Return what a mark does, by the name of its kind."""
    if target.startswith("https://"):
        return {"source": target}
    kind, _, what = target.partition(":")
    if kind == "curve":
        panel, _, name = what.partition("/")
        return {"curve": {"panel": panel, "name": name}}
    if kind in ("panel", "parameter", "see"):
        return {kind: what}
    if kind == "set":
        return {"set": _values(what)}
    raise ValueError(f"a mark leads to {target!r}, which is of no known kind")


def _values(pairs: str) -> Values:
    return {
        name: _value(value) for name, _, value in (pair.partition("=") for pair in pairs.split("&"))
    }


def _value(written_so: str) -> Value:
    try:
        return float(written_so)
    except ValueError:
        return written_so
