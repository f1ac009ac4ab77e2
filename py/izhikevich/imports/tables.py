"""Recorded or artificial currents from tables (CSV): columns of time and current."""

from __future__ import annotations

import re
from math import isfinite

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.headings import Heading, is_comment, joined_units, read_heading
from izhikevich.imports.result import Imported
from izhikevich.imports.straight import as_pieces
from izhikevich.messages import Message, Number, marked, msg
from izhikevich.neuron.stimuli.base import AMPLITUDE_LIMIT
from izhikevich.text import NUMBER
from izhikevich.views.neuron.opening import default, state
from izhikevich.views.schema import Values

#: More rows than these are not read; nor more lines, with those that are empty or comments.
MAX_ROWS, MAX_LINES = 200_000, 500_000
MAX_LINE = 10_000  # characters
_TOO_SHORT = msg("must have at least two rows of time and current")
_MIN_STEP, _LARGEST_STEP = 1e-3, 2.0  # of the view, ms
_MIN_DURATION, _LONGEST_RUN = 5.0, 1e5

_NUMBER = re.compile(rf"{NUMBER}|[+-]?(?:nan|inf)", re.IGNORECASE)
#: Characters at the beginning from which it is decided whether a text is a table.
_SEEN_LINES, _SEEN = 20, 20_000
_EXAMPLE = marked("t (ms), I (mV/ms) or t (ms), I (pA)")


def is_table(text: str, filename: str = "") -> bool:
    """Whether a text looks like a table: most of its first lines are rows of numbers."""
    lines = [line for line in _lines(text[:_SEEN]) if line.strip() and not is_comment(line)]
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
        raise ParameterError(
            "table",
            text[:20],
            msg("at most {most} lines are read", most=Number(MAX_LINES, form=",")),
        )
    lines = [(k, line) for k, line in enumerate(_lines(text), start=1) if line.strip()]
    first = next((k for k, (_, line) in enumerate(lines) if not is_comment(line)), len(lines))
    comment = lines[first - 1][1].lstrip("#%/ \t") if first else ""
    lines = [(k, line) for k, line in lines[first:] if not is_comment(line)]
    _check_size(lines)
    if len(lines) < 2:
        raise ParameterError("table", text, _TOO_SHORT)
    plain = [line for _, line in lines]
    top = _rows(plain[:1])[0]
    if _is_row(top):
        heading = _heading_of(comment, len(top))
    else:
        heading = joined_units(top)
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
    notes: list[Message] = []
    time_factor, factor, dimensional = time[1].factor, current[1].factor, current[1].dimensional
    times = [float(f"{t * time_factor:.12g}") for t in times]
    if factor != 1.0:
        values = [float(f"{value * factor:.12g}") for value in values]
    largest = max(abs(value) for value in values)
    if largest > AMPLITUDE_LIMIT:
        raise ParameterError(
            "table",
            largest,
            msg(
                "a current must be at most {limit}",
                limit=Number(AMPLITUDE_LIMIT, form="g"),
            ),
        )
    _check_rising(times, kept)
    if times[0] < 0.0 or times[-1] > _LONGEST_RUN:
        begin = Number(times[0], "ms", "g")
        notes.append(
            msg("Times begin at {begin}; here they are shifted to begin at 0.", begin=begin)
        )
        times = [float(f"{t - times[0]:.12g}") for t in times]
    step = float(f"{np.median(np.diff(times)):.9g}")
    stop = float(f"{times[-1] + step:.12g}")
    if stop > _LONGEST_RUN:
        allowed = msg(
            "a run is at most {longest} ms long", longest=Number(_LONGEST_RUN, form=",.0f")
        )
        raise ParameterError("table", msg("{stop} ms", stop=Number(stop, form="g")), allowed)
    stimulus, told = as_pieces(times, values, stop)
    cell = default(dimensional)
    shown: Values = {
        "stimulus": stimulus.text,
        "I": 0.0,
        "duration": max(_MIN_DURATION, stop),
        "dt": min(cell.dt, _LARGEST_STEP, max(_MIN_STEP, step)),
    }
    words = msg(
        "a current of {samples} samples in {duration}, into {cell}",
        samples=Number(len(times), form=","),
        duration=Number(stop, "ms", "g"),
        cell=msg(cell.title),
    )
    return Imported(state(cell, shown), words, (*notes, *told))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _check_size(lines: list[tuple[int, str]]) -> None:
    """Refuse what would take long to read."""
    if len(lines) > MAX_ROWS:
        allowed = msg(
            "at most {most} rows are read; leave out some of them",
            most=Number(MAX_ROWS, form=","),
        )
        raise ParameterError(
            "table", msg("{count} rows", count=Number(len(lines), form=",")), allowed
        )
    for number, line in lines:
        if len(line) > MAX_LINE:
            allowed = msg("must have at most {most} characters", most=Number(MAX_LINE, form=","))
            raise ParameterError(msg("line {number}", number=number), line, allowed)


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


def _heading_of(comment: str, count: int) -> list[str]:
    """Return the heading in a comment, if it has that many columns and includes a time."""
    cells = joined_units(_rows([comment])[0]) if comment and len(comment) <= MAX_LINE else []
    timed = any(read_heading(cell).kind == "time" for cell in cells)
    return cells if timed and len(cells) == count else []


def _columns(heading: list[str], count: int) -> tuple[tuple[int, Heading], tuple[int, Heading]]:
    """Return which columns are time and current, and their headings."""
    if not heading:
        allowed = msg(
            "the heading is missing: write a first line such as {example}", example=msg(_EXAMPLE)
        )
        raise ParameterError("table", msg("{count} columns", count=count), allowed)
    found = [(k, read_heading(cell)) for k, cell in enumerate(heading)]
    times = [one for one in found if one[1].kind == "time"]
    currents = [one for one in found if one[1].kind == "current"]
    if not times or not currents:
        raise ParameterError("table", ", ".join(heading), _instead(found))
    # If several columns have their own times, those preceding the current are its times.
    before = [one for one in times if one[0] < currents[0][0]]
    return (before or times[:1])[-1], currents[0]


def _instead(found: list[tuple[int, Heading]]) -> Message:
    """Describe a table without a current, and what can be done."""
    kinds = {heading.kind: heading.text.strip() for _, heading in reversed(found)}
    if "density" in kinds:
        return msg(
            "{column} is a current per area: multiply it by the area of the cell and name it "
            "I (pA); 1 uA/cm2 on {area} um2 is 100 pA",
            column=kinds["density"],
            area=Number(10_000, form=","),
        )
    if "spikes" in kinds:
        return msg(
            "with the column {column} these are spikes, not a current. In Python "
            "`Network.spike_times` sends them into a network; here a table of a current can be "
            "opened, such as {example}",
            column=kinds["spikes"],
            example=msg(_EXAMPLE),
        )
    if "voltage" in kinds and "current" not in kinds:
        return msg(
            "with the column {column} this is a voltage, not a current. Open the current that was "
            "injected with it: a table such as {example}",
            column=kinds["voltage"],
            example=msg(_EXAMPLE),
        )
    if "current" in kinds:
        missing = msg("the heading names no column of time")
    elif "time" in kinds:
        missing = msg("the heading names no column of current")
    else:
        missing = msg("the heading names no column of time and current")
    return msg("{missing}; write it such as {example}", missing=missing, example=msg(_EXAMPLE))


def _cell(cells: list[str], column: int, number: int, line: str) -> float:
    if column >= len(cells):
        raise ParameterError("table", line, msg("line {number} has too few columns", number=number))
    text = cells[column]
    value = float(text) if _NUMBER.fullmatch(text) else float("nan")
    if not isfinite(value):
        raise ParameterError(
            "table", text, msg("line {number} must have finite numbers", number=number)
        )
    return value


def _check_rising(times: list[float], lines: list[tuple[int, str]]) -> None:
    for k in range(1, len(times)):
        if times[k] <= times[k - 1]:
            allowed = msg("line {number}: times must rise", number=lines[k][0])
            raise ParameterError("table", lines[k][1], allowed)
