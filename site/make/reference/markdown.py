"""Documents in Markdown (site/docs/*.md), as HTML in parts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.token import Token

from make.errors import BuildError
from make.paths import SITE
from make.reference.markup import Html

FOLDER = SITE / "docs"
#: The documents that are pages of their own, with what stands above each.
SEPARATE = {
    "install": "How to install the Python package, and the page with it.",
    "publishing": "The explorer in learning platforms, books, posts and slides.",
    "changes": "What is new in each version of the explorer and of the Python package.",
}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_NAME = re.compile(r"[\w-]+")
#: An address on the web, which opens in a tab of its own.
_WEB = re.compile(r"https://")
_NO_FIGURES: Mapping[str, Html] = MappingProxyType({})


@dataclass(frozen=True)
class Part:
    """The content below one heading of a document.

    Parameters
    ----------
    anchor : str
        Anchor of the heading, and of the part in the page.
    title : str
        The heading; empty for what comes before the first one.
    content : Html
    """

    anchor: str
    title: str
    content: Html


@dataclass(frozen=True)
class Document:
    """A document: its name (that of the file), its title, and its parts."""

    name: str
    title: str
    parts: tuple[Part, ...]


def text_of(name: str) -> str:
    """Return the text of the document of a name."""
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def read(name: str, elsewhere: str = "") -> Document:
    """Read the document of a name.

    Parameters
    ----------
    name : str
    elsewhere : str
        The page with the other documents, if that is another one.

    Raises
    ------
    BuildError
        If it does not begin with its title.
    """
    return parsed(name, text_of(name), elsewhere=elsewhere)


def parsed(
    name: str, text: str, figures: Mapping[str, Html] = _NO_FIGURES, elsewhere: str = ""
) -> Document:
    """Return the document of a text; links to other documents lead to their places in the page.

    Parameters
    ----------
    name, text : str
    figures : mapping
        What stands below a block of code, by the code.
    elsewhere : str
        The page with the other documents, if that is another one.
    """
    tokens = [token for each in _MARKDOWN.parse(text) for token in (each, *_figure(each, figures))]
    if len(tokens) < 3 or (tokens[0].type, tokens[0].tag) != ("heading_open", "h1"):
        raise BuildError(f"{name}.md must begin with its title (# …).")
    title = _plain(tokens[1])
    groups: list[list[Token]] = [[]]
    for token in tokens[3:]:
        if token.type == "heading_open" and token.tag == "h2":
            groups.append([])
        groups[-1].append(token)
    return Document(name, title, tuple(_part(name, group, elsewhere) for group in groups if group))


def _figure(token: Token, figures: Mapping[str, Html]) -> Iterator[Token]:
    if token.type == "fence" and token.content in figures:
        yield Token("html_block", "", 0, content=f"{figures[token.content].text}\n")


def slug(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def names(document: Document) -> list[str]:
    """Return the names that items of its lists begin with, as anchors have them."""
    found = [re.findall(r'<li id="([^"]+)">', part.content.text) for part in document.parts]
    return [anchor.removeprefix(f"{document.name}-") for group in found for anchor in group]


def _part(name: str, tokens: list[Token], elsewhere: str) -> Part:
    title = ""
    if tokens[0].type == "heading_open" and tokens[0].tag == "h2":
        title = _plain(tokens[1])
        tokens = tokens[3:]
    for at, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1:]) + 1}"  # the page has its title above the document's
        elif token.type == "table_open":
            tokens[at] = Token("html_block", "", 0, content='<div class="wide"><table>')
        elif token.type == "table_close":
            tokens[at] = Token("html_block", "", 0, content="</table></div>")
        elif token.type == "list_item_open":
            _name_item(name, token, tokens[at + 2])
        for child in token.children or ():
            if child.type == "link_open":
                _lead(name, child, elsewhere)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Part(f"{name}-{slug(title)}" if title else "", title, Html(html))


def _name_item(document: str, item: Token, inline: Token) -> None:
    """Give an item that begins with a name, as code before a colon, an anchor."""
    children = inline.children or []
    if len(children) > 1 and children[0].type == "code_inline":
        named = _NAME.fullmatch(children[0].content) and children[1].content.startswith(": ")
        if named:
            item.attrSet("id", f"{document}-{children[0].content}")


def _lead(document: str, link: Token, elsewhere: str) -> None:
    """Let a link lead to a place in the pages; other files of the repository are not there."""
    address = str(link.attrGet("href"))
    file, _, place = address.partition("#")
    if _WEB.match(address):
        link.attrs |= {"target": "_blank", "rel": "noopener"}
    elif posixpath.dirname(file) or (file and not file.endswith(".md")):
        link.attrs = {"class": "file"}
    else:
        name = Path(file).stem if file else document
        page = f"./{name}.html" if name in SEPARATE else elsewhere
        page = "" if name == document else page
        link.attrs = {"href": f"{page}#{name}-{place}" if place else f"{page}#{name}"}


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())
