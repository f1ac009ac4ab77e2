"""The documents of site/docs/ as pages: the documentation, with a table of systems, and others."""

from __future__ import annotations

from collections.abc import Iterator

from make.reference.document import document
from make.reference.figures import figures_of
from make.reference.markdown import SEPARATE, Document, Part, parsed, read, text_of
from make.reference.markup import Content, Html, link, tag, together
from make.reference.systems import systems

#: In the order of the page: for those who use it, then for those who change it.
NAMES = (
    "overview",
    "scripting",
    "nengo",
    "embedding",
    "numerics",
    "security",
    "architecture",
    "writing",
)
#: Those with the figures that their code makes.
ILLUSTRATED = ("nengo",)
_INTRO = (
    "How to script, embed and host the explorer, how it computes, and how it is built. Every "
    "parameter, panel and message is in the reference, every function under Python package."
)
_OTHERS = (
    link("./reference.html", "Reference"),
    link("./python.html", "Python package"),
    link("./licences.html", "Licences"),
)


def page() -> str:
    """Return the page as HTML."""
    found = [_read(name) for name in NAMES]
    found.insert(NAMES.index("scripting") + 1, systems())
    contents = [
        *(link(f"#{each.name}", each.title) for each in found),
        *(link(f"./{name}.html", read(name).title) for name in SEPARATE),
        *_OTHERS,
    ]
    return document("Documentation", _INTRO, contents, together(*map(_section, found)))


def separate(name: str) -> str:
    """Return a document that is a page of its own, as HTML."""
    found = read(name, elsewhere="./documentation.html")
    contents = [
        *(link(f"#{part.anchor}", part.title) for part in found.parts if part.title),
        link("./documentation.html", "Documentation"),
        *_OTHERS,
    ]
    main = tag("section", *map(_part, found.parts), id=name)
    return document(found.title, SEPARATE[name], contents, main)


def _read(name: str) -> Document:
    if name not in ILLUSTRATED:
        return read(name)
    text = text_of(name)
    return parsed(name, text, figures_of(text))


def _section(found: Document) -> Html:
    parts = [link(f"#{part.anchor}", part.title) for part in found.parts if part.title]
    return tag(
        "section",
        tag("h2", found.title),
        *([tag("nav", *parts)] if parts else []),
        *map(_part, found.parts),
        id=found.name,
    )


def _part(part: Part) -> Html:
    return tag("section", *_head(part), part.content, class_="part", **_place(part))


def _head(part: Part) -> Iterator[Content]:
    if part.title:
        yield tag("h3", part.title)


def _place(part: Part) -> dict[str, str]:
    return {"id": part.anchor} if part.anchor else {}
