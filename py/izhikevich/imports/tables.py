"""Recorded or artificial currents from tables (CSV): columns of time and current."""

from __future__ import annotations

import re
from math import isfinite

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.imports.headings import Heading, read_heading
from izhikevich.imports.result import Imported
from izhikevich.imports.straight import as_pieces
from izhikevich.neuron.stimulus_base import AMPLITUDE_LIMIT
from izhikevich.text import NUMBER
from izhikevich.views.declare import Values
from izhikevich.views.neuron.opening import state, usual

#: Maximum number of rows that are read, and of lines, including empty ones and comments.
MOST_ROWS, MAX_LINES = 200_000, 500_000
MAX_LINE = 10_000  # characters
_TOO_SHORT = "must have at least two rows of time and current"
_LEAST_STEP, _LARGEST_STEP = 1e-3, 2.0  # limits of the view's step, ms
_LEAST_DURATION, _LONGEST_RUN = 5.0, 1e5

_NUMBER = re.compile(rf"{NUMBER}|[+-]?(?:nan|inf)", re.IGNORECASE)
#: Characters at the beginning from which it is decided whether a text is a table.
_SEEN_LINES, _SEEN = 20, 20_000
_EXAMPLE = "t (ms), I (mV/ms) or t (ms), I (pA)"


def is_table(text: str, filename: str = "") -> bool:
    """Whether a text looks like a table: most of its first lines are rows of numbers."""
    lines = [line for line in _lines(text[:_SEEN]) if line.strip() and not _is_comment(line)]
    if len(text) > _SEEN:
        lines = lines[:-1]  # the last one is incomplete
    lines = lines[:_SEEN_LINES]
    if len(lines) < 2:
        return False
    rows = sum(len(cells) >= 2 and _is_row(cells) for cells in _rows(lines))
    named = filename.lower().endswith((".csv", ".tsv", ".dat"))
    return 2 * rows >= len(lines) or (named and "=" not in text[:200])


def read_table(text: str) -> Imported:
    """Read a current over time.

    Parameters
    ----------
    text : str
        Columns separated by commas, semicolons, tabs or spaces, with a heading that names those of
        time and current and their units: us, ms or s; mV/ms, or pA, nA, uA, mA or A for a cell of
        the 2007 form. The heading may be the last line of comments.

    Returns
    -------
    Imported
        A regular spiking neuron with that current; each sample is held until the next.

    Raises
    ------
    ParameterError
        If the heading does not identify the columns, or they contain no current; if a row cannot be
        read, times do not rise, or too many straight pieces would be needed.
    """
    if text.count("\n") + text.count("\r") > MAX_LINES:
        raise ParameterError("table", text[:20], f"at most {MAX_LINES:,} lines are read")
    lines = [(k, line) for k, line in enumerate(_lines(text), start=1) if line.strip()]
    first = next((k for k, (_, line) in enumerate(lines) if not _is_comment(line)), len(lines))
    comment = lines[first - 1][1].lstrip("#%/ \t") if first else ""
    lines = [(k, line) for k, line in lines[first:] if not _is_comment(line)]
    _check_size(lines)
    if len(lines) < 2:
        raise ParameterError("table", text, _TOO_SHORT)
    plain = [line for _, line in lines]
    top = _rows(plain[:1])[0]
    if _is_row(top):
        heading = _heading_of(comment, len(top))
    else:
        heading = _joined(top)
        lines, plain = lines[1:], plain[1:]
    if len(lines) < 2:
        raise ParameterError("table", text, _TOO_SHORT)
    time, current = _columns(heading, len(top))
    columns = time[0], current[0]
    rows = _rows(plain, max(columns) + 1)
    times, values = [], []
    kept = []
    for (number, line), cells in zip(lines, rows, strict=True):
        if not any(cells[k] for k in columns if k < len(cells)) and len(cells) > 1:
            continue  # other columns are longer
        kept.append((number, line))
        times.append(_cell(cells, columns[0], number, line))
        values.append(_cell(cells, columns[1], number, line))
    if len(times) < 2:
        raise ParameterError("table", text, _TOO_SHORT)
    notes: list[str] = []
    time_factor, factor, dimensional = time[1].factor, current[1].factor, current[1].dimensional
    times = [float(f"{t * time_factor:.12g}") for t in times]
    if factor != 1.0:
        values = [float(f"{value * factor:.12g}") for value in values]
    largest = max(abs(value) for value in values)
    if largest > AMPLITUDE_LIMIT:
        raise ParameterError("table", largest, f"a current must be at most {AMPLITUDE_LIMIT:g}")
    _check_rising(times, kept)
    if times[0] < 0.0 or times[-1] > _LONGEST_RUN:
        notes.append(f"Times begin at {times[0]:g} ms; here they begin at 0.")
        times = [float(f"{t - times[0]:.12g}") for t in times]
    step = float(f"{np.median(np.diff(times)):.9g}")
    stop = float(f"{times[-1] + step:.12g}")
    if stop > _LONGEST_RUN:
        allowed = f"a run is at most {_LONGEST_RUN:,.0f} ms long"
        raise ParameterError("table", f"{stop:g} ms", allowed)
    stimulus, told = as_pieces(times, values, stop)
    cell = usual(dimensional)
    shown: Values = {
        "stimulus": stimulus.text,
        "I": 0.0,
        "duration": max(_LEAST_DURATION, stop),
        "dt": min(cell.dt, _LARGEST_STEP, max(_LEAST_STEP, step)),
    }
    words = f"a current of {len(times):,} samples in {stop:g} ms, into {cell.title}"
    return Imported(state(cell, shown), words, (*notes, *told))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _check_size(lines: list[tuple[int, str]]) -> None:
    """Reject what would take long to read."""
    if len(lines) > MOST_ROWS:
        allowed = f"at most {MOST_ROWS:,} rows are read; leave out some of them"
        raise ParameterError("table", f"{len(lines):,} rows", allowed)
    for number, line in lines:
        if len(line) > MAX_LINE:
            allowed = f"must have at most {MAX_LINE:,} characters"
            raise ParameterError(f"line {number}", line, allowed)


def _rows(lines: list[str], most: int = -1) -> list[list[str]]:
    """Split lines into cells; a comma is a decimal comma if semicolons or tabs separate.

    After `most` cells the rest of a line stays together.
    """
    sample = "\n".join(lines[:20])
    separator = next((mark for mark in ";\t," if mark in sample), None)
    rows = [[cell.strip().strip('"') for cell in line.split(separator, most)] for line in lines]
    if separator in (";", "\t") and "," in sample and "." not in sample:
        rows = [[cell.replace(",", ".") for cell in row] for row in rows]
    return rows


def _is_row(cells: list[str]) -> bool:
    return any(cells) and all(not cell or _NUMBER.fullmatch(cell) for cell in cells)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith(("#", "%", "//"))


def _joined(cells: list[str]) -> list[str]:
    """Reattach units to their names where spaces separate: ``t (ms) I (pA)``."""
    joined: list[str] = []
    for cell in cells:
        if joined and cell.startswith(("(", "[")):
            joined[-1] += f" {cell}"
        else:
            joined.append(cell)
    return joined


def _heading_of(comment: str, count: int) -> list[str]:
    """Return the heading in a comment, if it has that many columns and includes a time."""
    cells = _joined(_rows([comment])[0]) if comment and len(comment) <= MAX_LINE else []
    timed = any(read_heading(cell).kind == "time" for cell in cells)
    return cells if timed and len(cells) == count else []


def _columns(heading: list[str], count: int) -> tuple[tuple[int, Heading], tuple[int, Heading]]:
    """Return which columns are time and current, and their headings."""
    if not heading:
        allowed = f"the heading is missing: write a first line such as {_EXAMPLE}"
        raise ParameterError("table", f"{count} columns", allowed)
    found = [(k, read_heading(cell)) for k, cell in enumerate(heading)]
    times = [one for one in found if one[1].kind == "time"]
    currents = [one for one in found if one[1].kind == "current"]
    if not times or not currents:
        raise ParameterError("table", ", ".join(heading), _instead(found))
    # If several columns have their own times, those preceding the current are its times.
    before = [one for one in times if one[0] < currents[0][0]]
    return (before or times[:1])[-1], currents[0]


def _instead(found: list[tuple[int, Heading]]) -> str:
    """Describe a table without a current, and what can be done."""
    kinds = {heading.kind: heading.text.strip() for _, heading in reversed(found)}
    if "density" in kinds:
        return (
            f"{kinds['density']} is a current per area: multiply it by the area of the cell and "
            "name it I (pA); 1 uA/cm2 on 10,000 um2 is 100 pA"
        )
    if "spikes" in kinds:
        return (
            f"with the column {kinds['spikes']} these are spikes, not a current. In Python "
            "`Network.spike_times` sends them into a network; here a table of a current can be "
            f"opened, such as {_EXAMPLE}"
        )
    if "voltage" in kinds and "current" not in kinds:
        return (
            f"with the column {kinds['voltage']} this is a voltage, not a current. Open the "
            f"current that was injected with it: a table such as {_EXAMPLE}"
        )
    missing = "time" if "current" in kinds else "current" if "time" in kinds else "time and current"
    return f"the heading names no column of {missing}; write it such as {_EXAMPLE}"


def _cell(cells: list[str], column: int, number: int, line: str) -> float:
    if column >= len(cells):
        raise ParameterError("table", line, f"line {number} has too few columns")
    text = cells[column]
    value = float(text) if _NUMBER.fullmatch(text) else float("nan")
    if not isfinite(value):
        raise ParameterError("table", text, f"line {number} must have finite numbers")
    return value


def _check_rising(times: list[float], lines: list[tuple[int, str]]) -> None:
    for k in range(1, len(times)):
        if times[k] <= times[k - 1]:
            allowed = f"line {lines[k][0]}: times must rise"
            raise ParameterError("table", lines[k][1], allowed)
