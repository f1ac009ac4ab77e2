"""A table as a parameter: rows with the same columns, in one text that fits in a link.

``name=E,size=800;name=I,size=200,cell=FS`` are two rows. Cells may be omitted, and then have their
column's default value. Commas inside brackets belong to the cell: ``weight=normal(5,1)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Annotated, Literal, TypeAlias

from izhikevich.errors import ParameterError, TableError, choices
from izhikevich.messages import msg
from izhikevich.text import NUMBER, is_whole
from izhikevich.transport import LOCAL, SentAs
from izhikevich.units import number
from izhikevich.views.file import File
from izhikevich.views.schema import (
    HALVES,
    Choice,
    Example,
    Number,
    Option,
    Parameter,
    Text,
    Value,
    Values,
    a_number,
)

_NUMBER = re.compile(NUMBER)


@dataclass(frozen=True)
class Only:
    """A condition on a row: that a column of it has one of some values.

    Parameters
    ----------
    column : str
    values : tuple of str
        Values as the text of the row has them; "" is the default of a text.
    """

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
        Name in links and code.
    label : str
        Name for the reader.
    help : str
        One or two sentences.
    default : float or str
        Value of a cell that is omitted.
    width : int
        Width of a cell, in characters.
    unique : bool
        Whether no two rows may have the same value.
    only : tuple of Only
        Where it has a meaning: all of these must be so in the row. Elsewhere it stays empty.
    heading : str
        What a form that edits one row puts it under, folded while all columns there have their
        default values; empty for what is always shown.
    """

    kind: str = field(init=False)
    name: str
    label: str
    help: str
    default: Value
    width: int = 8
    unique: bool = False
    only: tuple[Only, ...] = ()
    heading: str = ""

    def read(self, value: str) -> Value:
        """Return the value of a cell, checked.

        Raises
        ------
        ParameterError
            If it is not allowed.
        """
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class NumberColumn(Column):
    """Numbers.

    Parameters
    ----------
    unit : str
        Unit, in ASCII.
    low, high : float
        Limits of the allowed values.
    whole : bool
        Whether they are integers.
    """

    kind: Literal["number"] = field(default="number", init=False)
    unit: str = ""
    low: float = field(default=-inf, metadata=LOCAL)
    high: float = field(default=inf, metadata=LOCAL)
    whole: bool = field(default=False, metadata=LOCAL)

    def read(self, value: str) -> float:
        """Return the number."""
        try:
            found = number(float(value), self.name, self.unit, low=self.low, high=self.high)
        except ValueError:
            raise self._refusal(value) from None
        if self.whole and found != int(found):
            raise self._refusal(value)
        return found

    def _refusal(self, value: str) -> ParameterError:
        return ParameterError(self.name, value, a_number(self.low, self.high, whole=self.whole))


@dataclass(frozen=True, kw_only=True)
class ChoiceColumn(Column):
    """One of several named options, or a text of the reader's own.

    Parameters
    ----------
    options : tuple of Option
    free : tuple of Example
        Texts that are none of the options, as examples; empty if only the options are allowed.
    check : callable, optional
        Raises an error if a text of the reader's own is not allowed.
    saved : bool
        Whether neurons that the reader has saved can be chosen.
    """

    kind: Literal["choice"] = field(default="choice", init=False)
    options: tuple[Option, ...]
    free: tuple[Example, ...] = ()
    saved: bool = False
    check: Check | None = field(default=None, metadata=LOCAL)

    def read(self, value: str) -> str:
        """Return the selected value."""
        known = [option.value for option in self.options]
        if value in known:
            return value
        if not self.free:
            raise ParameterError(self.name, value, choices(known))
        if self.check is not None:
            self.check(value)
        return value


@dataclass(frozen=True, kw_only=True)
class TextColumn(Column):
    """Short texts that the view interprets.

    Parameters
    ----------
    required : bool
        Whether they must not be empty.
    examples : tuple of Example
        Texts that the reader can choose.
    check : callable, optional
        Raises an error if a text is not allowed. An empty one is, if the default is empty.
    law : bool
        Whether it may be a distribution, whose shape can be shown.
    """

    kind: Literal["text"] = field(default="text", init=False)
    required: bool = field(default=False, metadata=LOCAL)
    examples: tuple[Example, ...] = ()
    check: Check | None = field(default=None, metadata=LOCAL)
    law: bool = False

    def read(self, value: str) -> str:
        """Return the text."""
        if self.required and not value:
            raise ParameterError(self.name, value, "must not be empty")
        if self.check is not None and (value or self.default):
            self.check(value)
            if _NUMBER.fullmatch(value):
                return _written(float(value))  # 5.0 is 5
        return value


#: Raises `ParameterError` if a text is not allowed.
Check: TypeAlias = Callable[[str], object]
#: The kinds of columns.
AnyColumn: TypeAlias = NumberColumn | ChoiceColumn | TextColumn


@dataclass(frozen=True, kw_only=True)
class Table(Parameter):
    """A table that the reader can edit.

    Parameters
    ----------
    columns : tuple of Column
        The columns; the first is written even where it has its default value.
    least, most : int
        Minimum and maximum number of rows.
    longest : int
        Maximum length of the text of the whole table, in characters.
    sorted_by : tuple of str
        Columns that tell rows apart, which are in the order of the first: of rows that agree in all
        of them, only the last one is kept.
    """

    kind: Literal["table"] = field(default="table", init=False)
    columns: tuple[Annotated[Column, SentAs(AnyColumn)], ...]
    least: int = 0
    most: int = 40
    longest: int = field(default=4000, metadata=LOCAL)
    sorted_by: tuple[str, ...] = field(default=(), metadata=LOCAL)
    _by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {column.name: column for column in self.columns})

    def read(self, value: object) -> str:
        """Return the table as text in its normal form; empty rows are omitted."""
        return self.text(self.rows(value))

    def rows(self, value: object) -> tuple[Values, ...]:
        """Return the rows of a table; each has all columns.

        Parameters
        ----------
        value : str
            The text of the table.

        Raises
        ------
        ParameterError
            If it is not allowed; the message names row and column.
        """
        if not isinstance(value, str):
            raise ParameterError(self.name, value, "must be a table as text")
        if len(value) > self.longest:
            allowed = msg("must have at most {most} characters", most=self.longest)
            raise self.fault(value, allowed)
        pieces = [piece.strip() for piece in value.split(";")]
        rows = tuple(
            self._row(index, piece) for index, piece in enumerate((p for p in pieces if p), start=1)
        )
        if not self.least <= len(rows) <= self.most:
            allowed = msg(
                "must have {least} to {most} rows, has {count}",
                least=self.least,
                most=self.most,
                count=len(rows),
            )
            raise self.fault(value, allowed)
        for column in self.columns:
            if column.unique:
                self._check_unique(column, rows)
        return self._sorted(rows) if self.sorted_by else rows

    def _sorted(self, rows: tuple[Values, ...]) -> tuple[Values, ...]:
        latest: dict[tuple[Value, ...], Values] = {}
        for row in rows:
            key = tuple(row[name] for name in self.sorted_by)
            latest.pop(key, None)  # the last one also counts as the last in order
            latest[key] = row
        return tuple(sorted(latest.values(), key=lambda row: row[self.sorted_by[0]]))

    def text(self, rows: tuple[Values, ...]) -> str:
        """Return rows as the text from which `rows` reads them."""
        first = self.columns[0]
        return ";".join(
            ",".join(
                f"{column.name}={_written(row[column.name])}"
                for column in self.columns
                if column is first or row[column.name] != column.default
            )
            for row in rows
        )

    def _row(self, index: int, text: str) -> Values:
        found: dict[str, str] = {}
        for piece in split_row(text):
            if not is_whole(piece):
                raise self.fault(piece, HALVES, index)
            name, equals, cell = (part.strip() for part in piece.partition("="))
            if not equals:
                raise self.fault(piece, "must be written column=value", index)
            if name not in self._by_name:
                raise self.fault(name, choices(self._by_name), index)
            if name in found:
                given_twice = msg("{column} is given twice", column=name)
                raise self.fault(piece, given_twice, index)
            if not _balanced(cell):
                raise self.fault(cell, "a bracket has no counterpart", index, name)
            found[name] = cell
        row: Values = {}
        for column in self.columns:
            try:
                row[column.name] = column.read(found.get(column.name, _written(column.default)))
            except ParameterError as error:
                raise self.fault(error.value, error.allowed, index, column.name) from None
        return row

    def _check_unique(self, column: Column, rows: tuple[Values, ...]) -> None:
        seen: dict[Value, int] = {}
        for index, row in enumerate(rows, start=1):
            cell = row[column.name]
            if cell in seen:
                allowed = msg("row {row} has the same", row=seen[cell])
                raise self.fault(cell, allowed, index, column.name)
            seen[cell] = index

    def fault(self, value: object, allowed: str, row: int = 0, column: str = "") -> TableError:
        """Return the error about a value, which names its place in words: see `TableError`."""
        return self.named(TableError(self.name, value, allowed, row=row, column=column))

    def named(self, error: TableError) -> TableError:
        """Return an error about this table in the words that readers see."""
        return error.named(self.label, {name: one.label for name, one in self._by_name.items()})


#: The kinds of parameters: those for which the page has controls.
AnyParameter: TypeAlias = Number | Choice | Text | Table | File


def split_row(text: str) -> Iterator[str]:
    """Split at the commas that are not in brackets."""
    depth = 0
    begin = 0
    for place, character in enumerate(text):
        depth = max(0, depth + (character == "(") - (character == ")"))
        if character == "," and depth == 0:
            yield text[begin:place].strip()
            begin = place + 1
    yield text[begin:].strip()


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _written(cell: Value) -> str:
    """Write a number with as many digits as it needs."""
    if isinstance(cell, str):
        return cell
    return f"{int(cell)}" if cell == int(cell) and abs(cell) < 1e15 else f"{cell!r}"
