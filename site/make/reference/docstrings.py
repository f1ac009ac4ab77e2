"""Docstrings in the form of numpydoc, as HTML: Griffe reads their sections and entries."""

from __future__ import annotations

import re
from inspect import cleandoc
from itertools import groupby
from textwrap import dedent
from typing import Any

import griffe

from make.reference.markup import Content, Html, code, tag, together

_OPTIONAL = re.compile(r"^(\S.* : .*), optional$", re.MULTILINE)
_CODE = re.compile(r"``(.+?)``|`(.+?)`")
_TABLE = re.compile(r"=+( +=+)+")


def summary(docstring: str | None) -> str:
    """Return the first paragraph as plain text."""
    first = cleandoc(docstring or "").split("\n\n")[0]
    return " ".join(first.removesuffix("::").split()).replace("`", "")


def sources(docstring: str | None) -> str:
    """Return what a docstring says of where something is from; empty if nothing."""
    found = []
    for section in _sections(cleandoc(docstring or "")):
        if section.kind is griffe.DocstringSectionKind.admonition:
            paragraphs = section.value.contents.split("\n\n")
            if section.title == "References":
                found += [paragraph.strip(" -\n") for paragraph in paragraphs]
            elif section.title == "Notes":
                found += [p for p in paragraphs if re.match(r"Sources?:|Source ", p)]
    return " ".join(" ".join(found).split()).replace("`", "")


def rendered(docstring: str | None, *, summed: bool = False) -> Html:
    """Return a docstring with its sections; without its summary if that is `summed` elsewhere."""
    text = cleandoc(docstring or "")
    if summed and not text.split("\n\n")[0].endswith("::"):
        text = text.partition("\n\n")[2]
    parts: list[Content] = []
    for section in _sections(text):
        if section.kind is griffe.DocstringSectionKind.text:
            parts.append(_paragraphs(section.value))
            continue
        parts.append(tag("h5", section.title or section.kind.value.title()))
        if section.kind is griffe.DocstringSectionKind.admonition:
            parts.append(_paragraphs(section.value.contents))
        elif section.kind is griffe.DocstringSectionKind.examples:
            parts += [_paragraphs(text) for _, text in section.value]
        else:
            parts.append(_entries(section.value))
    return together(*parts)


def inline(text: str) -> Html:
    """Return a line in which what stands between backticks is code."""
    pieces: list[Content] = []
    at = 0
    for found in _CODE.finditer(text):
        pieces += [text[at : found.start()], code(found[1] or found[2])]
        at = found.end()
    return together(*pieces, text[at:])


def _sections(text: str) -> list[griffe.DocstringSection]:
    # Griffe takes it from the signature which parameters are optional, and drops the word.
    kept = _OPTIONAL.sub(r"\1 (optional)", text)
    return griffe.parse_numpy(griffe.Docstring(kept), warnings=False) if text else []


def _entries(entries: list[Any]) -> Html:
    """Return a list of names with types and what they mean; equal neighbours share an entry."""
    parts: list[Content] = []
    for (kind, meaning), group in groupby(entries, lambda e: (_kind(e), e.description)):
        names = ", ".join(name for entry in group if (name := getattr(entry, "name", "")))
        if names and kind:
            shown = together(code(names), " ", tag("span", kind, class_="type"))
        else:
            shown = code(names or kind)
        parts.append(tag("dt", shown))
        if meaning.strip():
            parts.append(tag("dd", _paragraphs(meaning)))
    return tag("dl", *parts)


def _kind(entry: Any) -> str:
    """Return the type of an entry as it was written: Griffe takes the braces off a choice."""
    kind, first = str(entry.annotation or ""), getattr(entry, "value", None)
    return f"{{{kind}}}" if first and kind.startswith(first) else kind


def _paragraphs(text: str) -> Html:
    """Return paragraphs, lists, and what stands indented or in columns as it is."""
    parts: list[Content] = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
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
