"""Concise construction of SVG elements, with escaping."""

from __future__ import annotations

from izhikevich.text import visible

# Python's own library for XML is not in the page.
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def element(name: str, *children: str, **attributes: object) -> str:
    """Return an element; an underscore in an attribute's name becomes a dash.

    Parameters
    ----------
    name : str
        Name of the element.
    *children : str
        SVG, or text that is already escaped.
    **attributes
        Attributes; those that are None are omitted.
    """
    written = "".join(
        f' {key.replace("_", "-")}="{number(value).translate(_ATTRIBUTE)}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(children)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def escaped(text: str) -> str:
    """Return a text escaped for XML."""
    return visible(text).translate(_TEXT)


def words(text: str, **attributes: object) -> str:
    """Return a line of text."""
    return element("text", escaped(text), **attributes)


def number(value: object) -> str:
    """Write a number concisely; anything else as it is."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return visible(str(value))
