"""Equations as MathML, in nested lists that the page turns into elements.

A node is a text or a list: the element's name, optionally its attributes, and its children.
Attributes are "parameter", the name of the parameter whose value the element displays, and MathML's
"form".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, TypeAlias

from izhikevich.messages import Message

Node: TypeAlias = "str | Sequence[Node | Mapping[str, str]]"

MINUS = "−"
_DIGITS = 6


def element(name: str, *children: Node) -> Node:
    """Return an element."""
    return [name, *children]


def row(*children: Node) -> Node:
    """Return a row of nodes."""
    return ["mrow", *children]


def symbol(text: str) -> Node:
    """Return the symbol of a quantity; what follows "_" is a subscript."""
    base, _, below = text.partition("_")
    if not below:
        return ["mi", base]
    return ["msub", ["mi", base], ["mn" if below.isdigit() else "mtext", below]]


def sign(text: str) -> Node:
    """Return an operator."""
    return ["mo", text]


def words(text: str) -> Node:
    """Return words within an equation; spaces at their ends are kept."""
    inner = text.strip()
    space = "\N{NO-BREAK SPACE}"
    ends = text.partition(inner) if inner else (text, "", "")
    return ["mtext", f"{space * len(ends[0])}{inner}{space * len(ends[2])}"]


def condition(message: Message) -> Node:
    """Return a message within an equation, with a space on either side."""
    return ["mtext", "\N{NO-BREAK SPACE}", message, "\N{NO-BREAK SPACE}"]


def power(base: Node, exponent: Node) -> Node:
    """Return a power."""
    return ["msup", base, exponent]


def below(base: Node, index: Node) -> Node:
    """Return something with a subscript."""
    return ["msub", base, index]


def fraction(top: Node, bottom: Node) -> Node:
    """Return a fraction."""
    return ["mfrac", top, bottom]


def derivative(name: str) -> Node:
    """Return the derivative of a quantity by time."""
    return ["msup", ["mi", name], ["mo", "′"]]


def bracketed(*children: Node) -> Node:
    """Return something in brackets."""
    return row(sign("("), *children, sign(")"))


def number(value: float, parameter: str | None = None) -> Node:
    """Return a number, as the value of a parameter if one is named."""
    content = _number(value)
    if parameter is None:
        return content
    name, *children = content
    return [name, {"parameter": parameter}, *children]


def plus(value: float, parameter: str | None = None, *factors: Node) -> Node:
    """Return a term to be added to the preceding one: "+ 5 v", "− 3"."""
    head: Node = ["mo", {"form": "infix"}, MINUS if value < 0.0 else "+"]
    return row(head, number(abs(value), parameter), *factors)


def _number(value: float) -> list[Any]:
    if not isfinite(value):
        return ["mo", "∞"] if value > 0.0 else ["mrow", ["mo", MINUS], ["mo", "∞"]]
    digits, _, exponent = f"{abs(value):.{_DIGITS}g}".partition("e")
    content: list[Any] = ["mn", digits]
    if exponent:
        ten = ["msup", ["mn", "10"], _number(float(exponent))]
        content = ["mrow", content, ["mo", "·"], ten]
    return ["mrow", ["mo", MINUS], content] if value < 0.0 else content
