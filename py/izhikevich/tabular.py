"""Texts with columns, such as CSV: their rows of cells, whatever separates them."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator
from math import isfinite

from izhikevich.errors import ParameterError
from izhikevich.headings import COMMENTS
from izhikevich.messages import Number, msg

MAX_LINES, MAX_LINE = 500_000, 1_000_000  # characters of a line

Row = tuple[int, list[str]]


class TextRows:
    """The rows of a text, without empty lines and comments.

    Cells are separated by tabs, semicolons, commas or spaces, and may be quoted; a comma is a
    decimal comma where tabs or semicolons separate, and there are no points.

    Parameters
    ----------
    text : str
    name : str
        Parameter that errors name.
    most : int
        Maximum number of lines.
    cut : bool
        Whether the last line may be incomplete, and is left out.

    Raises
    ------
    ParameterError
        If there are too many lines, or one is too long.
    """

    def __init__(
        self, text: str, *, name: str = "table", most: int = MAX_LINES, cut: bool = False
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self._name = name
        if text.count("\n") + text.count("\r") > most:
            allowed = msg(
                "at most {most} lines are read: leave out some of them",
                most=Number(most, form=","),
            )
            raise ParameterError(name, text[:60], allowed)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if cut:
            del lines[-1]
        self._numbers = array("l")
        self._lines: list[str] = []
        for number, line in enumerate(lines, start=1):
            start = line[:100].lstrip()
            if not start.startswith(COMMENTS) and (start or line.strip()):
                self._numbers.append(number)
                self._lines.append(line)
                if len(line) > MAX_LINE:
                    allowed = msg(
                        "line {number} must have at most {most} characters",
                        number=number,
                        most=Number(MAX_LINE, form=","),
                    )
                    raise ParameterError(name, line[:60], allowed)
        sample = "\n".join(self._lines[:20])
        first = "".join(self._lines[:1])
        self._mark = next((mark for mark in "\t;," if mark in first), None)
        self._commas = self._mark not in (None, ",") and "," in sample and "." not in sample

    def __len__(self) -> int:
        """Return the number of lines with cells."""
        return len(self._lines)

    def cells(self, most: int | None = None) -> Iterator[Row]:
        """Yield the rows, of the first lines or of all: the number of a line, and its cells."""
        lines = self._lines[:most]
        if self._mark is None:
            for number, line in zip(self._numbers, lines, strict=False):
                yield number, line.split()
            return
        reader = csv.reader(lines, delimiter=self._mark)
        while True:
            at = self._numbers[min(reader.line_num, len(self._numbers) - 1)] if lines else 0
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                allowed = msg(
                    "line {line} cannot be split into cells ({why}): is a quotation mark not "
                    "closed?",
                    line=at,
                    why=str(error),
                )
                raise ParameterError(self._name, "", allowed) from None
            cells = [cell.strip() for cell in row]
            yield at, [cell.replace(",", ".") for cell in cells] if self._commas else cells


def is_number(cell: str) -> bool:
    """Tell whether a cell is a finite number."""
    try:
        return isfinite(float(cell)) and "_" not in cell
    except ValueError:
        return False
