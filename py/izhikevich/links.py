"""Links: the part of an address after "#", ``neuron?preset=RS&I=12&panels=trace,phase``.

``site/js/link.js`` reads and writes the same, so that the page can before Python runs. Other
spellings are read, too: whole addresses, without "#", without a view, from HTML (``&amp;``), or
with their "?" encoded. Nothing is checked here: `izhikevich.app` does, and answers in words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.text import is_whole
from izhikevich.views.state import VERSION

__all__ = ["PAGE", "read_link", "write_link"]

#: Keys that belong to the page, not to a view.
PAGE = ("embed", "controls", "theme", "lang", "start", "tour", "step")

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.ASCII | re.IGNORECASE)
_ENCODED = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_STRAY = re.compile(r"%(?![0-9a-f]{2})", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]{1,9}")
#: Stays as it is, so that links stay readable: what a fragment and this format allow.
_AS_IS = "-_.!~*'(),:+=@/;"


def read_link(link: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what a link says.

    Parameters
    ----------
    link : str
        "#neuron?preset=RS", also within a whole address or without "#".

    Returns
    -------
    state : dict
        As `izhikevich.app.respond` takes it, with "version" and "values"; "view", "preset" and
        "panels" are there if the link names them. All values are texts.
    page : dict
        What the link asks of the page itself: texts by the names of `PAGE`.
    """
    view, entries = _take_apart(link)
    state: dict[str, Any] = {"version": VERSION, "values": {}}
    page = {}
    if view:
        state["view"] = view
    for key, value in entries:
        if key == "preset":
            state["preset"] = value
        elif key == "panels":
            state["panels"] = [name for name in value.split(",") if name]
        elif key == "v":
            state["version"] = int(value) if _WHOLE.fullmatch(value) else value
        elif key in PAGE:
            page[key] = value
        else:
            state["values"][key] = value
    return state, page


def write_link(state: Mapping[str, Any], page: Mapping[str, str] | None = None) -> str:
    """Return the link to a state.

    Parameters
    ----------
    state : mapping
        A normalised one, as in answers of `izhikevich.app.respond`. A preset or panels that are
        usual in its view are left out.
    page : mapping, optional
        What the link asks of the page itself: texts by the names of `PAGE`.

    Returns
    -------
    str
        From "#" on.
    """
    from izhikevich import app

    view = app.VIEWS[state["view"]]()
    parts = []
    if state["preset"] != view.default_preset:
        parts.append(("preset", state["preset"]))
    parts += [(name, _written(value)) for name, value in state["values"].items()]
    if list(state["panels"]) != [panel.name for panel in view.panels if panel.default]:
        parts.append(("panels", ",".join(state["panels"])))
    parts += [(key, page[key]) for key in PAGE if page and key in page]
    query = "&".join(f"{_encode(key)}={_encode(value)}" for key, value in parts)
    return f"#{_encode(view.name)}{'?' if query else ''}{query}"


def _take_apart(link: str) -> tuple[str, list[tuple[str, str]]]:
    text = link.strip(" \t\r\n")
    if "#" in text:
        text = text.partition("#")[2]
    elif _ADDRESS.match(text):
        text = ""
    if "?" not in text and "%3f" in text.lower():
        text = _decode(text)
    if "?" not in text and "=" in text:
        text = f"?{text}"
    view, _, query = text.partition("?")
    pairs = [part.partition("=") for part in re.split("&(?:amp;)?", query) if part]
    return _decode(view), [(_decode(key), _decode(value)) for key, _, value in pairs]


def _decode(text: str) -> str:
    """Decode as ``decodeURIComponent`` does, but leave alone what it refuses."""
    if _STRAY.search(text):
        return text
    try:
        return _ENCODED.sub(
            lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8"), text
        )
    except UnicodeDecodeError:
        return text


def _encode(text: str) -> str:
    from urllib.parse import quote

    if not is_whole(text):
        raise ParameterError("link", text, "must not hold half a character (a lone surrogate)")
    return quote(text, safe=_AS_IS)


def _written(value: float | str | bool) -> str:
    """Write a value as JavaScript does."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if value == 0:
        return "0"
    mantissa, _, power = f"{float(value)!r}".lstrip("-").partition("e")
    before, _, after = mantissa.partition(".")
    after = "" if after == "0" else after
    digits = (before + after).lstrip("0")
    leading = len(before + after) - len(digits)
    # The value is 0.DIGITS times ten to the power `point`.
    point = len(before) + int(power or 0) - leading
    digits = digits.rstrip("0")
    sign = "-" if value < 0 else ""
    if len(digits) <= point <= 21:
        return f"{sign}{digits}{'0' * (point - len(digits))}"
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    begin = f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
    return f"{sign}{begin}e{point - 1:+d}"
