"""The texts of cells of a table: words, and names with arguments in brackets."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any, NamedTuple

from izhikevich.errors import ParameterError, TableError, as_message, choices, one_of
from izhikevich.messages import msg
from izhikevich.network.distributions import Distribution
from izhikevich.networks.weights import read_law
from izhikevich.units import number


class Called(NamedTuple):
    """A name with arguments: ``normal(5,1,low=0)``; without brackets there are none."""

    name: str
    plain: tuple[str, ...]
    named: Mapping[str, str]


def words(text: str, separators: str = " \t,") -> list[str]:
    """Split a text at separators that are not in brackets; empty parts are left out.

    Raises
    ------
    ParameterError
        If a bracket has no counterpart.
    """
    found, depth, begin = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
        if depth == 0 and sign in separators:
            found.append(text[begin:place].strip())
            begin = place + 1
    if depth:
        raise ParameterError("text", text, msg("a bracket has no counterpart"))
    return [word for word in (*found, text[begin:].strip()) if word]


def called(text: str) -> Called:
    """Read a name with arguments.

    Raises
    ------
    ParameterError
        If a bracket has no counterpart, or an argument is given twice.
    """
    name, bracket, rest = text.strip().partition("(")
    if not bracket:
        return Called(name.strip(), (), {})
    if not rest.endswith(")"):
        raise ParameterError("text", text, msg("a bracket has no counterpart"))
    plain: list[str] = []
    named: dict[str, str] = {}
    for part in words(rest[:-1], ","):
        key, equals, value = part.partition("=")
        if not equals or not key.strip().isidentifier():
            plain.append(part)
        elif key.strip() in named:
            raise ParameterError("text", text, msg("{own} is given twice", own=key.strip()))
        else:
            named[key.strip()] = value.strip()
    return Called(name.strip(), tuple(plain), named)


def amount(
    given: Any, name: str, unit: str = "", *, low: float = -1e9, low_open: bool = False
) -> float | Distribution:
    """Read a number, or the text of a number or of a distribution.

    Raises
    ------
    ParameterError
        If it is neither, or the number is too low.
    """
    if isinstance(given, Distribution):
        return given
    if isinstance(given, str):
        try:
            given = float(given)
        except ValueError:
            return read_law(given)
    return number(given, name, unit, low=low, high=1e9, low_open=low_open)


def changed(text: str, known: Mapping[str, Any]) -> Any:
    """Return what a name stands for, with other numbers perhaps: ``stdp(a_plus=0.2)``.

    Parameters
    ----------
    text : str
    known : mapping
        Dataclasses by name.

    Raises
    ------
    ParameterError
        If there is nothing of that name, or it has no such number.
    """
    name, plain, named = called(text)
    if name not in known:
        raise ParameterError("text", text, choices(known))
    base = known[name]
    own = [one.name for one in fields(base) if isinstance(getattr(base, one.name), float)]
    if plain:
        raise ParameterError("text", text, msg("must be written {example}", example=f"{own[0]}=1"))
    for key in named:
        if key not in own:
            raise ParameterError("text", text, one_of(key, own))
    return replace(base, **{key: plain_number(value, key) for key, value in named.items()})


def plain_number(text: str, name: str, unit: str = "") -> float:
    """Read a number."""
    try:
        return number(float(text), name, unit)
    except ValueError as fault:
        if isinstance(fault, ParameterError):
            raise
        raise ParameterError(name, text, msg("must be a number")) from None


@contextmanager
def in_column(column: str, value: object) -> Generator[None]:
    """Name the column in the error of what is read within."""
    try:
        yield
    except ParameterError as error:
        raise ParameterError(column, value, _inner(error, column)) from None


@contextmanager
def in_row(table: str, row: int) -> Generator[None]:
    """Name the row in the error of what is read within."""
    try:
        yield
    except ParameterError as error:
        if error.parameter == table or error.parameter == "memory_limit":
            raise
        raise TableError(
            table, error.value, error.allowed, row=row, column=error.parameter
        ) from None


def _inner(error: ParameterError, column: str) -> str:
    """Return what is wrong, with the name of what it is in a cell if that says more."""
    if error.parameter in (column, "text", "distribution"):
        return error.allowed
    return msg("{name}: {fault}", name=error.parameter, fault=as_message(error.allowed))
