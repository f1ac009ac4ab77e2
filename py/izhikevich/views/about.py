"""Explanations next to the plots: short texts that refer to the display, and equations.

A text is plain, with marks of the form ``[words](target)``. Targets are

- ``curve:PANEL/NAME``: a trace of a panel, which the page highlights;
- ``panel:PANEL``: a panel, which is opened if it is not;
- ``parameter:NAME``: a parameter, whose control is highlighted;
- ``set:NAME=VALUE&NAME=VALUE``: values that a click sets;
- ``see:#VIEW?preset=NAME``: another state, as in links;
- ``https://…``: a source.

Text between asterisks, ``*v*``, is the symbol of a quantity. A text that has values is a `Message`
whose template has the marks; catalogues have marks without their targets
(`izhikevich.messages.inline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from izhikevich.messages import Message
from izhikevich.transport import UNSET, Unset
from izhikevich.views.mathml import Node
from izhikevich.views.schema import Value, Values

_MARK = re.compile(r"\[([^][]+)\]\(((?:[^()]|\([^()]*\))*)\)|\*([^*\s]+)\*")


@dataclass(frozen=True)
class Symbol:
    """The symbol of a quantity."""

    symbol: str


@dataclass(frozen=True)
class CurveName:
    """A trace of a panel."""

    panel: str
    name: str


@dataclass(frozen=True)
class Mark:
    """Words that do something.

    Parameters
    ----------
    words : str
    source : str
        An external address.
    see : str
        A link to another state.
    set : dict
        Values set by a click.
    curve : CurveName
        Trace that a click highlights.
    panel, parameter : str
        Panel that a click opens, and parameter that it highlights.
    """

    words: str
    source: str | Unset = UNSET
    see: str | Unset = UNSET
    set: Values | Unset = UNSET
    curve: CurveName | Unset = UNSET
    panel: str | Unset = UNSET
    parameter: str | Unset = UNSET


#: Contents of a line.
Inline: TypeAlias = str | Symbol | Mark
Line: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph of sentences, a list, or equations: `quiet` for the general form of others."""

    text: tuple[Line, ...] | Unset = UNSET
    items: tuple[Line, ...] | Unset = UNSET
    math: tuple[Node, ...] | Unset = UNSET
    quiet: bool | Unset = UNSET


@dataclass(frozen=True)
class Section:
    """A part of an explanation.

    Parameters
    ----------
    title : str
        A few words.
    blocks : tuple of Block
        Made by `text`, `items` and `equations`.
    """

    title: str
    blocks: tuple[Block, ...]


def section(title: str, *blocks: Block | None) -> Section | None:
    """Return a section of the blocks that exist; None if there are none."""
    found = tuple(block for block in blocks if block is not None)
    return Section(title, found) if found else None


def text(*contents: str) -> Block | None:
    """Return a paragraph of one or more sentences each, or None if there are no words."""
    found = tuple(inline(content) for content in contents if content)
    return Block(text=found) if found else None


def items(*contents: str) -> Block | None:
    """Return a list of short paragraphs, or None if there are none."""
    return Block(items=tuple(inline(content) for content in contents)) if contents else None


def equations(*rows: Node, quiet: bool = False) -> Block:
    """Return equations, one beneath the other; `quiet` for the general form of others."""
    return Block(math=rows, quiet=quiet)


def explanation(
    what: Section | None,
    tries: Iterable[str],
    formulas: Section | None,
    biology: str,
    sources: Iterable[Block | None],
) -> tuple[Section, ...]:
    """Return the sections that exist of an explanation: what happens, and all else."""
    sections = (
        what,
        section("Try", items(*tries)),
        formulas,
        section("In the brain", text(biology)),
        section("Sources", *sources),
    )
    return tuple(one for one in sections if one is not None)


def inline(content: str) -> Line:
    """Parse a text with marks.

    Raises
    ------
    ValueError
        If the kind of a target is unknown.
    """
    if not isinstance(content, Message):
        return _apart(content)
    return tuple(_filled(piece, content.values) for piece in _apart(content.template))


def _filled(piece: Inline, values: Mapping[str, object]) -> Inline:
    """Return a part of a template with what fills its slots."""
    if isinstance(piece, Mark):
        return replace(piece, words=Message(piece.words, values)) if "{" in piece.words else piece
    return Message(piece, values) if isinstance(piece, str) and "{" in piece else piece


@lru_cache(maxsize=512)
def _apart(content: str) -> Line:
    return tuple(_pieces(content))


def _pieces(content: str) -> Iterator[Inline]:
    at = 0
    for found in _MARK.finditer(content):
        if found.start() > at:
            yield content[at : found.start()]
        words, target, symbol = found.groups()
        yield Symbol(symbol) if symbol else _mark(words, target)
        at = found.end()
    if at < len(content):
        yield content[at:]


def _mark(words: str, target: str) -> Mark:
    if target.startswith("https://"):
        return Mark(words, source=target)
    kind, _, what = target.partition(":")
    match kind:
        case "curve":
            panel, _, name = what.partition("/")
            return Mark(words, curve=CurveName(panel, name))
        case "panel":
            return Mark(words, panel=what)
        case "parameter":
            return Mark(words, parameter=what)
        case "see":
            return Mark(words, see=what)
        case "set":
            return Mark(words, set=_values(what))
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
