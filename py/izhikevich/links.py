"""Links: the part of an address after "#", ``neuron?preset=RS&I=12&panels=trace,phase``.

``site/js/state/link.js`` reads and writes the same format, so the page can before Python runs.
Other spellings are accepted as well: whole addresses, without "#", without a view, from HTML
(``&amp;``), or with their "?" encoded. Values are not checked here: `izhikevich.app` does that, and
explains faults.

A link may compare two runs: ``#neuron?preset=RS&I=12&compare=d=4`` shows B, RS at I = 12, over A,
which "compare" describes as a link does. Without a preset, A is as B apart from the values named;
with one, as that preset apart from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.text import is_whole
from izhikevich.views.base import AnyView
from izhikevich.views.registry import view_of
from izhikevich.views.schema import Values
from izhikevich.views.state import VERSION, GivenState

__all__ = ["PAGE", "read_comparison", "read_link", "write_link"]

#: Keys that belong to the page, not to a view.
PAGE = ("compare", "embed", "controls", "theme", "lang", "start", "tour", "step", "solved")

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.ASCII | re.IGNORECASE)
_ENCODED = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_STRAY = re.compile(r"%(?![0-9a-f]{2})", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]{1,9}")
#: Left unencoded, so that links stay readable: what a fragment and this format allow.
_AS_IS = "-_.!~*'(),:+=@/;"


def read_link(link: str) -> tuple[GivenState, dict[str, str]]:
    """Return the contents of a link.

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
        What the link requests of the page itself: texts by the names in `PAGE`.

    Raises
    ------
    ParameterError
        If `link` is not a text.
    """
    if not isinstance(link, str):
        raise ParameterError("link", link, 'must be a text such as "#neuron?preset=RS"')
    view, entries = _take_apart(link)
    values: Values = {}
    state: GivenState = {"version": VERSION, "values": values}
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
            values[key] = value
    return state, page


def read_comparison(link: str) -> GivenState | None:
    """Return the state A that a link compares with the one it shows, B.

    Parameters
    ----------
    link : str
        As `read_link` takes it.

    Returns
    -------
    dict or None
        A as `read_link` returns B: of the same view, with the same panels; None if the link has no
        comparison. All values are texts.

    Raises
    ------
    ParameterError
        If `link` is not a text.
    """
    shown, page = read_link(link)
    if "compare" not in page:
        return None
    named: Values = {}
    preset = None
    for key, value in _entries(page["compare"]):
        if key == "preset":
            preset = value
        else:
            named[key] = value
    if preset is None:
        return {**shown, "values": {**shown["values"], **named}}
    return {**shown, "preset": preset, "values": named}


def write_link(
    state: Mapping[str, Any],
    page: Mapping[str, str] | None = None,
    compared: Mapping[str, Any] | None = None,
) -> str:
    """Return the link to a state.

    Parameters
    ----------
    state : mapping
        As `read_link` or an import returns it, or an answer of `izhikevich.app.respond` has it.
        Defaults of its view or preset are omitted; values that are not allowed are written as they
        are, for the explorer to report.
    page : mapping, optional
        What the link requests of the page itself: texts by the names in `PAGE`.
    compared : mapping, optional
        State A of the same view, with which the page compares the one it shows. The link has what
        differs; the panels are those of `state`.

    Returns
    -------
    str
        The link, from "#" on.

    Raises
    ------
    ParameterError
        If `state` is not a mapping, its view or preset does not exist, or something in it does not
        have the form of a state; if `compared` is not a state of the same view.
    """
    view = view_of(state)
    preset = state.get("preset", view.default_preset)
    parts = []
    if preset != view.default_preset:
        parts.append(("preset", preset))
    differing = _differing(view, preset, state.get("values", {}))
    parts += differing
    default = [panel.name for panel in view.panels if panel.default]
    panels = state.get("panels", default)
    if not isinstance(panels, list | tuple) or not all(isinstance(one, str) for one in panels):
        raise ParameterError("panels", panels, "must be a list of names")
    if panels and list(panels) != default:
        parts.append(("panels", ",".join(panels)))
    if page is not None and not isinstance(page, Mapping):
        raise ParameterError(
            "page", page, msg("must give texts by name: {names}", names=", ".join(PAGE))
        )
    if compared is not None:
        if view_of(compared) is not view:
            other = msg("must be a state of {view}, as the one shown is", view=msg(view.title))
            raise ParameterError("compared", compared, other)
        page = {**(page or {}), "compare": _compared(view, preset, dict(differing), compared)}
    for key in PAGE:
        if page and key in page:
            if not isinstance(page[key], str):
                raise ParameterError(key, page[key], "must be a text")
            parts.append((key, page[key]))
    query = _query(parts)
    return f"#{_encode(view.name)}{'?' if query else ''}{query}"


def _compared(
    view: AnyView, preset: str, shown: Mapping[str, str], compared: Mapping[str, Any]
) -> str:
    """Return how A differs from B, the state shown: or, if their presets differ, from its own."""
    own = compared.get("preset", view.default_preset)
    values = dict(_differing(view, own, compared.get("values", {})))
    if own != preset:
        return _query([("preset", own), *values.items()])
    start = view.preset(preset)
    given = {} if start is None else {**start.values, **view.shown(start, start.values)}
    default = {name: _written(value) for name, value in given.items()}
    parts = []
    for name in {**shown, **values}:
        value = values.get(name, default.get(name))
        if value is not None and value != shown.get(name, default.get(name)):
            parts.append((name, value))
    return _query(parts)


def _query(parts: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{_encode(key)}={_encode(value)}" for key, value in parts)


def _differing(view: AnyView, preset: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the values that differ from the preset, as texts."""
    start = view.preset(preset)
    default = {} if start is None else start.values
    parameters = {parameter.name: parameter for parameter in view.parameters}
    found = []
    for name, given in values.items():
        if not isinstance(name, str):
            raise ParameterError("values", values, "must give values by name")
        value = given
        if name in default:
            with suppress(ParameterError):  # the explorer reports it when the link is opened
                value = parameters[name].read(given)
            if value == default[name]:
                continue
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ParameterError(name, value, "must be a number or a text")
        found.append((name, _written(value)))
    return found


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
    return _decode(view), _entries(query)


def _entries(query: str) -> list[tuple[str, str]]:
    pairs = [part.partition("=") for part in re.split("&(?:amp;)?", query) if part]
    return [(_decode(key), _decode(value)) for key, _, value in pairs]


def _decode(text: str) -> str:
    """Decode as ``decodeURIComponent`` does, but leave invalid sequences alone."""
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


def _written(value: float | str) -> str:
    """Write a value as JavaScript does."""
    if isinstance(value, str):
        return value
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
