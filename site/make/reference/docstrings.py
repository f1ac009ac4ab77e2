"""Numpydoc docstrings as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc
from textwrap import dedent

from make.reference.markup import Content, Html, code, tag, together

_RULE = re.compile(r"-{3,}")
#: Sections whose entries have a name, a type and an explanation.
_ENTRIES = ("Parameters", "Attributes", "Returns", "Yields", "Raises", "Other Parameters")
_CODE = re.compile(r"``(.+?)``|`(.+?)`")
_TABLE = re.compile(r"=+( +=+)+")


def summary(docstring: str | None) -> str:
    """Return the first paragraph as plain text."""
    first = cleandoc(docstring or "").split("\n\n")[0]
    return " ".join(first.removesuffix("::").split()).replace("`", "")


def sources(docstring: str | None) -> str:
    """Return the source that a docstring cites; empty if there is none."""
    found = []
    for title, lines in _sections(cleandoc(docstring or "")):
        paragraphs = "\n".join(lines).split("\n\n")
        if title == "References":
            found += [paragraph.strip(" -\n") for paragraph in paragraphs]
        elif title == "Notes":
            found += [p for p in paragraphs if re.match(r"Sources?:|Source ", p)]
    return " ".join(" ".join(found).split()).replace("`", "")


def rendered(docstring: str | None, *, summed: bool = False) -> Html:
    """Return a docstring with its sections; without its summary if that is `summed` elsewhere."""
    parts: list[Content] = []
    text = cleandoc(docstring or "")
    if summed and not text.split("\n\n")[0].endswith("::"):
        text = text.partition("\n\n")[2]
    for title, lines in _sections(text):
        if title:
            parts.append(tag("h5", title))
        parts.append(_entries(lines) if title in _ENTRIES else _paragraphs(lines))
    return together(*parts)


def inline(text: str) -> Html:
    """Return a line in which text between backticks is code."""
    pieces: list[Content] = []
    at = 0
    for found in _CODE.finditer(text):
        pieces += [text[at : found.start()], code(found[1] or found[2])]
        at = found.end()
    return together(*pieces, text[at:])


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield titles, the first one empty, and the lines below."""
    lines = text.split("\n")
    title, begin = "", 0
    for k in range(1, len(lines)):
        if _RULE.fullmatch(lines[k]) and lines[k - 1] and not lines[k - 1].startswith(" "):
            yield title, lines[begin : k - 1]
            title, begin = lines[k - 1], k + 1
    yield title, lines[begin:]


def _entries(lines: list[str]) -> Html:
    """Return a list of names with their types and meanings."""
    parts: list[Content] = []
    k = 0
    while k < len(lines):
        head = lines[k]
        k += 1
        if not head.strip():
            continue
        begin = k
        while k < len(lines) and (not lines[k].strip() or lines[k].startswith(" ")):
            k += 1
        name, colon, kind = head.partition(" : ")
        shown = together(code(name), *((" ", tag("span", kind, class_="type")) if colon else ()))
        parts.append(tag("dt", shown))
        body = dedent("\n".join(lines[begin:k])).strip("\n")
        if body:
            parts.append(tag("dd", _paragraphs(body.split("\n"))))
    return tag("dl", *parts)


def _paragraphs(lines: list[str]) -> Html:
    """Return paragraphs, lists, and indented or column text unchanged."""
    parts: list[Content] = []
    for block in re.split(r"\n\s*\n", "\n".join(lines).strip("\n")):
        if not block.strip():
            continue
        first = block.split("\n")[0]
        if block.startswith(" ") or _TABLE.fullmatch(first):
            parts.append(tag("pre", dedent(block)))
        elif re.match(r"[-*] ", block):
            items = re.split(r"\n[-*] ", "\n" + block)[1:]
            parts.append(tag("ul", *(tag("li", inline(" ".join(i.split()))) for i in items)))
        elif first.startswith(">>>"):
            parts.append(tag("pre", block))
        else:
            words = " ".join(block.split())
            parts.append(tag("p", inline(re.sub(r"\s*::$", ":", words))))
    return together(*parts)
