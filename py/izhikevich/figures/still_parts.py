"""Pieces of SVG: elements, and lengths that follow the size of the picture."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from izhikevich.figures.still_path import SIZE
from izhikevich.figures.words import plain_words
from izhikevich.text import visible

#: Plotly's own fonts: where the figures name none, neither does the page.
FONTS = '"Open Sans",verdana,arial,sans-serif'

_DASHES = {"solid": (), "dot": (1,), "dash": (3,), "longdash": (5,), "dashdot": (3, 1, 1, 1)}
_LEAST_DASH = 3.0  # px


def element(name: str, *children: str, **attributes: object) -> str:
    """Return an element; an underscore in an attribute's name stands for a dash.

    Parameters
    ----------
    name : str
        Of the element.
    *children : str
        SVG, or text that is escaped already.
    **attributes
        Those that are None are left out.
    """
    written = "".join(
        f" {key.replace('_', '-')}={quoteattr(number(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(children)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def words(text: str, **attributes: object) -> str:
    """Return a line of text, given as figures hold it."""
    return element("text", escape(visible(plain_words(text))), **attributes)


def number(value: object) -> str:
    """Write a number briefly; all else as it is."""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def share(part: float) -> str:
    """Write a part of the width or height that an element stands in."""
    return f"{number(round(100.0 * part, 3))}%"


def frame(across: tuple[str, str], down: tuple[str, str], *children: str) -> str:
    """Return a picture at a place of its own in the whole.

    It is placed by CSS as a box of the document: not all browsers place an ``<svg>`` within an
    ``<svg>`` so.

    Parameters
    ----------
    across : left, width
        CSS lengths.
    down : top, height
        CSS lengths.
    *children : str
        What is drawn; percentages are parts of the frame.
    """
    names = ("left", "width", "top", "height")
    lengths = zip(names, (*across, *down), strict=True)
    style = "".join(f"{name}:{length};" for name, length in lengths)
    return element("svg", *children, style=f"position:absolute;{style}overflow:visible")


def plane(content: str, *, clip: bool = True) -> str:
    """Return a plane of the width and height `SIZE` that is stretched over the frame it is in.

    Parameters
    ----------
    content : str
        What is drawn on it.
    clip : bool
        Whether its edges cut that off.
    """
    return element(
        "svg",
        content,
        viewBox=f"0 0 {SIZE} {SIZE}",
        preserveAspectRatio="none",
        overflow=None if clip else "visible",
    )


def stroke(line: dict[str, Any]) -> str:
    """Return the style of a line that is as wide as it says however its plane is stretched."""
    width = float(line.get("width", 2.0))
    pieces = [f"fill:none;stroke:{line['color']};stroke-width:{number(width)}px"]
    if parts := _DASHES[line.get("dash") or "solid"]:
        pattern = (parts * 2)[:4] if len(parts) == 1 else parts
        lengths = ",".join(f"{number(part * max(width, _LEAST_DASH))}px" for part in pattern)
        pieces.append(f"stroke-dasharray:{lengths}")
    pieces.append("stroke-miterlimit:2;vector-effect:non-scaling-stroke")
    return ";".join(pieces)
