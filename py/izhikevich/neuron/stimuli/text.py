"""The text form of stimuli: ``step(14,10)+sine(5,8)``, for links, files and text fields.

A text is a sum of terms. A term is a number, or a name with arguments in brackets, which a number
and a star before it multiply: ``2*white(3)``. Arguments are given in the order of the class's
fields or as ``name=value``. The pieces of ``piecewise`` are
``bounds:level`` or ``bounds:level:slope``, such as ``37.5<t<42.5:1.24`` and ``30<t:-0.5:0.015``
(the level holds at the lower bound; at another time if ``@time`` follows the slope).
"""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.neuron.stimuli.base import KINDS, Constant, Stimulus, Sum
from izhikevich.neuron.stimuli.pieces import Piece, Piecewise
from izhikevich.text import NUMBER, UNSIGNED

_LONGEST_TEXT = 10_000
_MAX_DIGITS = 400  # of an integer that stays one; a longer one exceeds all floats
_TERM = re.compile(
    rf"\s*(?:(\+\s*-|[+-])\s*)?"
    rf"(?:(?:({UNSIGNED})\s*\*\s*)?([A-Za-z_]+)\s*\(([^()]*)\)|({UNSIGNED}))\s*"
)
_BOUNDS = re.compile(
    rf"(?:(?P<left>{NUMBER})\s*(?P<left_op><=?)\s*)?t(?:\s*(?P<op>[<>]=?)\s*(?P<right>{NUMBER}))?"
)


def parse(text: str) -> Stimulus:
    """Read a stimulus from its text form.

    Parameters
    ----------
    text : str
        Such as ``"14"``, ``"step(14,10)+white(2,seed=1)"``, ``"piecewise(0,10<t<13:7.04)"``.

    Returns
    -------
    Stimulus

    Raises
    ------
    ParameterError
        If the text cannot be read; the message names the faulty part and what is allowed.
    """
    if not isinstance(text, str):
        raise ParameterError("stimulus", text, "must be text")
    return _parsed(text)


@lru_cache(maxsize=64)  # a view reads the same text for its controls, handles and run
def _parsed(text: str) -> Stimulus:
    if not text.strip() or len(text) > _LONGEST_TEXT:
        raise ParameterError(
            "stimulus", text, msg("must be a number or one of: {usage}", usage=_usage())
        )
    terms: list[Stimulus] = []
    position = 0
    while position < len(text):
        match = _TERM.match(text, position)
        if match is None:
            raise _fault(
                text[position:].strip(), msg("expected a number or one of: {usage}", usage=_usage())
            )
        sign, factor, name, arguments, plain = match.groups()
        sign = sign or ""
        # In links a plus sign may have become a space, so a space alone also separates.
        if terms and not sign and not (name and text[position - 1].isspace()):
            raise _fault(match[0].strip(), "a plus sign is missing before it")
        negative = sign.endswith("-")
        if name is None:
            terms.append(Constant(-float(plain) if negative else float(plain)))
        else:
            scale = float(factor or 1.0) * (-1.0 if negative else 1.0)
            terms.append(_term(match[0].strip(" +"), name, arguments, scale))
        position = match.end()
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _term(text: str, name: str, arguments: str, scale: float) -> Stimulus:
    """Make one stimulus from its name, the text between its brackets, and what multiplies it."""
    kind = KINDS.get(name)
    if kind is None:
        raise _fault(
            text, msg("there is no {name}, only: {usage}", name=repr(name), usage=_usage())
        )
    parts = [part.strip() for part in arguments.split(",")] if arguments.strip() else []
    try:
        if kind is Piecewise:
            baseline = _number(parts[0], "baseline") if parts else 0.0
            stimulus: Stimulus = Piecewise(baseline, tuple(_piece(part) for part in parts[1:]))
        else:
            stimulus = kind(**_values(kind, parts))
        return stimulus.scaled(scale)
    except ParameterError as fault:
        raise _fault(
            text, msg("{fault}; write {signature}", fault=fault.message, signature=_signature(kind))
        ) from None


def _values(kind: type[Any], parts: list[str]) -> dict[str, Any]:
    """Match arguments with the fields of a stimulus class."""
    names = [field.name for field in fields(kind)]
    values: dict[str, Any] = {}
    for position, part in enumerate(parts):
        named, equals, value = part.partition("=")
        name = named.strip() if equals else (names[position] if position < len(names) else "")
        if (not equals and len(values) < position) or not name:
            raise ParameterError(
                "argument", part, "is one too many" if not name else "needs a name"
            )
        if name not in names:
            raise ParameterError(
                name, value, msg("there is no such argument, only {names}", names=", ".join(names))
            )
        if name in values:
            raise ParameterError(name, value, "is given twice")
        values[name] = _number(value if equals else part, name)
    for field in fields(kind):
        if field.name not in values and field.default is MISSING:
            raise ParameterError(field.name, None, "is missing")
    return values


def _piece(text: str) -> Piece:
    """Read one piece of a `Piecewise`."""
    bounds, *rest = (part.strip() for part in text.split(":"))
    match = _BOUNDS.fullmatch(bounds)
    if match is None or not 1 <= len(rest) <= 2:
        raise ParameterError("piece", text, "must look like 10<t<13:7 or 30<=t:0:0.5")
    slope, _, reference = rest[1].partition("@") if len(rest) == 2 else ("0", "", "")
    left, left_op, op, right = match.group("left", "left_op", "op", "right")
    if op is not None and op.startswith(">"):
        if left is not None:
            raise ParameterError("piece", text, "has two lower bounds")
        left, left_op, op, right = right, op, None, None
    return Piece(
        level=_number(rest[0], "level"),
        start=None if left is None else float(left),
        stop=None if right is None else float(right),
        includes_start=left is not None and left_op.endswith("="),
        includes_stop=right is not None and op is not None and op.endswith("="),
        slope=_number(slope, "slope"),
        t_ref=_number(reference, msg("time after @")) if reference else None,
    )


def _number(text: str, name: str) -> int | float:
    """Read a number; integers stay exact however long (seeds)."""
    text = text.strip()
    if len(text) <= _MAX_DIGITS and re.fullmatch(r"[+-]?\d+", text):
        return int(text)
    if not re.fullmatch(NUMBER, text):
        raise ParameterError(name, text, "must be a number")
    return float(text)


def _signature(kind: type[Any]) -> str:
    """Return the signature of a stimulus: ``pulse(level,start,width)``."""
    if kind is Piecewise:
        return "piecewise(baseline,start<t<stop:level,...)"
    names = (f.name if f.default is MISSING else f"[{f.name}]" for f in fields(kind))
    return f"{kind.NAME}({','.join(names)})"


def _usage() -> str:
    return ", ".join(_signature(kind) for kind in KINDS.values())


def _fault(part: str, reason: str) -> ParameterError:
    return ParameterError("stimulus", part, reason)
