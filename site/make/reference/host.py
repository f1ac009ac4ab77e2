"""Links and messages, from the opening comments of the page's scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from make.paths import SITE
from make.reference.docstrings import inline
from make.reference.markup import Content, Html, code, tag, together


def link_keys() -> Html:
    """Return the possible contents of a link."""
    example = "#neuron?preset=tonic_bursting&I=2&panels=trace,phase,frequency"
    return together(
        tag(
            "p",
            "The part of the address after # holds the state: the view, the preset, the parameters "
            "that differ from it, and the panels: ",
            code(example),
            ". These keys belong to the page itself:",
        ),
        *_comment("state/settings.js"),
    )


def messages() -> Html:
    """Return the messages between the page in a frame and the one around it."""
    return together(*_comment("embed/host.js"))


def _comment(name: str) -> Iterator[Html]:
    """Yield the paragraphs and lists of the first comment of a script."""
    text = (SITE / "js" / name).read_text(encoding="utf-8")
    found = re.match(r"/\*\*\n(.*?)\*/", text, re.DOTALL)
    if found is None:
        raise ValueError(f"{name} does not begin with a comment")
    lines = [re.sub(r"^ \* ?", "", line) for line in found[1].split("\n")]
    for block in re.split(r"\n\s*\n", "\n".join(lines).strip()):
        if block.startswith("@"):
            continue
        if block.startswith("- "):
            items: list[Content] = [
                tag("li", inline(" ".join(item.split())))
                for item in re.split(r"\n- ", "\n" + block)[1:]
            ]
            yield tag("ul", *items)
        else:
            yield tag("p", inline(" ".join(block.split())))
