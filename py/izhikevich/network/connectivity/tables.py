"""Synapses in texts: lists with a line for each, and matrices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError, shown
from izhikevich.headings import UNITS, read_heading
from izhikevich.messages import Number, msg
from izhikevich.network.connectivity.rules import LARGEST_POPULATION
from izhikevich.tabular import TextRows, is_number
from izhikevich.units import integer

#: Names of columns, in lower case, in the order of columns without a heading.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "pre": ("pre", "presynaptic", "source", "sources", "from", "i"),
    "post": ("post", "postsynaptic", "target", "targets", "to", "j"),
    "weights": ("weight", "weights", "w"),
    "delays": ("delay", "delays"),
}
#: What a cell without a number may hold in a matrix, in lower case: no synapse.
_MISSING = ("", "nan", "none", "-")
_MAX_LINES = 10_000_000
_EXAMPLE = "pre,post,weight,delay"
_NPY = b"\x93NUMPY"


def content_of(file: str | Path) -> str | FloatArray:
    """Return the text of a file, or a text itself, or the array of an NPY file.

    Parameters
    ----------
    file : path, or text with line breaks

    Raises
    ------
    ParameterError
        If it is neither a text nor such an array.
    OSError
        If there is no such file.
    """
    if isinstance(file, str) and "\n" in file:
        return file
    if not isinstance(file, (str, Path)) or Path(file).is_dir():
        raise ParameterError("file", file, "must be the path of a file, or text with line breaks")
    try:
        content = Path(file).read_bytes()
        if content.startswith(_NPY):
            found: FloatArray = np.load(file, allow_pickle=False)
            return found
        return content.decode("utf-8-sig")
    except ValueError:
        allowed = msg("must be text in UTF-8, such as CSV, or an array that numpy.save wrote")
        raise ParameterError("file", file, allowed) from None


def read_synapses(file: str | Path, first: int) -> dict[str, Any]:
    """Return the columns of a table of synapses, as `FromTriples` takes them.

    Parameters
    ----------
    file : path, or text with line breaks
    first : int
        Number of the first neuron.
    """
    first = integer(first, "first", low=0, high=1)
    text = content_of(file)
    if not isinstance(text, str):
        raise ParameterError("file", file, "is an array: FromMatrix.from_file reads matrices")
    rows = TextRows(text, name="file", most=_MAX_LINES)
    top = next(rows.cells(1), (0, []))[1]
    headed = not any(map(is_number, top))
    places = _places(top if headed else [], len(top))
    factor = _delay_factor(top[places["delays"]] if headed and "delays" in places else "")
    found: dict[str, list[Any]] = {name: [] for name in places}
    for line, cells in rows.cells():
        if headed:
            headed = False
            continue
        for name, place in places.items():
            cell = cells[place] if place < len(cells) else ""
            if name in ("pre", "post"):
                found[name].append(_neuron(cell, line, name, first) - first)
            else:
                value = _value(cell, line, name)
                found[name].append(value * factor if name == "delays" else value)
    return found


def read_matrix(file: str | Path) -> FloatArray:
    """Return a matrix of numbers, nan where there is none.

    Parameters
    ----------
    file : path, or text with line breaks
    """
    content = content_of(file)
    if not isinstance(content, str):
        return content
    rows: list[list[float]] = []
    for line, cells in TextRows(content, name="file", most=_MAX_LINES).cells():
        if rows and len(cells) != len(rows[0]):
            allowed = msg(
                "line {line} has {count} cells, but the first row has {width}: fill gaps with nan",
                line=line,
                count=len(cells),
                width=len(rows[0]),
            )
            raise ParameterError("file", ", ".join(cells)[:60], allowed)
        rows.append([_weight(cell, line, k) for k, cell in enumerate(cells, start=1)])
    if not rows:
        raise ParameterError("file", shown(file), "must have rows of numbers")
    return np.array(rows)


def _places(heading: list[str], width: int) -> dict[str, int]:
    """Return in which column each quantity is."""
    if not heading:
        if not 2 <= width <= len(COLUMNS):
            allowed = msg(
                "without a heading the columns are {example}: write a first line with the names of "
                "the columns",
                example=_EXAMPLE,
            )
            raise ParameterError("file", msg("{count} columns", count=width), allowed)
        return dict(zip(COLUMNS, range(width), strict=False))
    names = [re.split(r"[\s(\[_/]", cell.strip().lower(), maxsplit=1)[0] for cell in heading]
    found = {}
    for quantity, known in COLUMNS.items():
        place = next((names.index(name) for name in known if name in names), None)
        if place is not None:
            found[quantity] = place
        elif quantity in ("pre", "post"):
            allowed = msg(
                "the heading names no column {name}; write it such as {example}",
                name=quantity,
                example=_EXAMPLE,
            )
            raise ParameterError("file", ", ".join(heading)[:60], allowed)
    return found


def _delay_factor(heading: str) -> float:
    """Return the factor from the unit of delays to ms."""
    unit = read_heading(heading).unit if heading else ""
    if unit and unit not in UNITS["time"]:
        raise ParameterError("delays", heading, "must be in us, ms or s, such as delay (ms)")
    return UNITS["time"].get(unit, 1.0)


def _neuron(cell: str, line: int, name: str, first: int) -> int:
    value = float(cell) if is_number(cell) else -1.0
    if value == int(value) and first <= value < LARGEST_POPULATION:
        return int(value)
    allowed = msg(
        "line {line}, column {name}: must be a whole number from {first} on, of a neuron; give "
        "first={other} if they are counted from {other}",
        line=line,
        name=name,
        first=first,
        other=1 - first,
    )
    raise ParameterError(name, cell, allowed)


def _value(cell: str, line: int, name: str) -> float:
    if not is_number(cell):
        allowed = msg(
            "line {line}, column {name}: must be a number; leave the whole column out if some are "
            "unknown",
            line=line,
            name=name,
        )
        raise ParameterError(name, cell, allowed)
    value = float(cell)
    if name == "delays" and value <= 0.0:
        allowed = msg("line {line}, column {name}: must be above 0", line=line, name=name)
        raise ParameterError(name, Number(value, form="g"), allowed)
    return value


def _weight(cell: str, line: int, column: int) -> float:
    if cell.lower() in _MISSING:
        return np.nan
    if not is_number(cell):
        allowed = msg(
            "line {line}, column {column}: must be a number, or nan where there is no synapse; a "
            "heading must begin with #",
            line=line,
            column=column,
        )
        raise ParameterError("file", cell, allowed)
    return float(cell)
