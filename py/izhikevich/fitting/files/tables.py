"""Recordings as text: columns of time, voltage and current, with any separator."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import cycle, islice, pairwise

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import FileError, ParameterError
from izhikevich.fitting.files.options import MAX_COLUMNS, SHOWN, Options, known_factor
from izhikevich.fitting.files.signals import MAX_VALUES, MissingError, Signal, Signals
from izhikevich.headings import (
    COMMENTS,
    UNITS,
    Heading,
    is_comment,
    is_unit,
    joined_units,
    read_heading,
)
from izhikevich.messages import Message, Number, joined, msg
from izhikevich.progress import Progress, Steps
from izhikevich.text import NUMBER

_SEEN = 1 << 18  # bytes from which the form of a table is found
_BLOCK = 1 << 22  # bytes that are read at once
_SAMPLED = 20  # lines
_NUMBER = re.compile(rf"{NUMBER}|[+-]?(?:nan|inf)", re.IGNORECASE)
#: Separators and decimal signs, in the order in which they are tried.
_FORMS = (("\t", "."), (";", "."), (",", "."), ("\t", ","), (";", ","), (None, "."), (None, ","))


@dataclass(frozen=True)
class Form:
    """The form of a table.

    Parameters
    ----------
    separator : str or None
        None for spaces.
    decimal : str
        Decimal sign.
    heading : tuple of str
        Headings of the columns; empty if there are none.
    width : int
        Number of columns.
    start : int
        Byte at which the rows begin.
    line : int
        Their first line, from 1.
    """

    separator: str | None
    decimal: str
    heading: tuple[str, ...]
    width: int
    start: int
    line: int


def reading_table(content: bytes, options: Options) -> Steps[Signals]:
    """Return the signals of a table."""
    content = _plain(content)
    form = form_of(content)
    headings = _headings(form, options)
    kinds = [heading.kind for heading in headings]
    used = [k for k, kind in enumerate(kinds) if kind in ("time", "voltage", "current")]
    voltages = [k for k in used if kinds[k] == "voltage"]
    if not voltages:
        raise _without_voltage(form, headings)
    values = yield from _reading_rows(content, form, used)
    found = []
    for kind in ("voltage", "current"):
        columns = [k for k in used if kinds[k] == kind]
        if columns:
            rows = np.array([_scaled(values[:, used.index(k)], headings[k]) for k in columns])
            unit = "mV" if kind == "voltage" else "pA"
            names = ", ".join(headings[k].text for k in columns[:3])
            found.append(Signal(Heading(names, kind, unit), rows))
    times = [k for k in used if kinds[k] == "time"]
    clock = _scaled(values[:, used.index(times[0])], headings[times[0]]) if times else None
    others = [headings[k].text for k in range(form.width) if k not in used]
    notes: list[Message] = []
    if others:
        named = joined(", ", others[:8])
        notes.append(msg("Columns that are left out: {names}.", names=named))
    if clock is not None and not np.isfinite(clock).all():
        keep = int(np.flatnonzero(~np.isfinite(clock))[0])
        clock = clock[:keep]
        found = [replace(one, values=one.values[:, :keep]) for one in found]
    return Signals(tuple(found), clock, None, tuple(notes))


def form_of(content: bytes) -> Form:
    """Return the form of a table, found from its beginning.

    Raises
    ------
    FileError
        If it has no rows of numbers.
    """
    seen = content[:_SEEN]
    whole = len(content) <= _SEEN
    raw = seen.split(b"\n")
    if not whole:
        raw = raw[:-1]
    lines = [line.decode("utf-8", errors="replace").strip("\r") for line in raw]
    filled = [k for k, line in enumerate(lines) if line.strip() and not is_comment(line)]
    sample = [lines[k] for k in filled[-_SAMPLED:]]
    sample = sample[len(sample) // 2 :]
    for separator, decimal in _FORMS:
        if not sample or not all(_width(line, separator, decimal) for line in sample):
            continue
        widths = [_width(lines[k], separator, decimal) for k in filled]
        width = max(widths)
        if width < 2 and separator is not None:
            continue
        # Single rows may be part of a preamble.
        first = next(
            (k for k, pair in enumerate(pairwise(widths)) if all(pair)), widths.index(width)
        )
        heading = _heading_above(lines, filled[first], separator, width)
        start = sum(len(line) + 1 for line in raw[: filled[first]])
        return Form(separator, decimal, heading, width, start, filled[first] + 1)
    raise FileError(
        msg("It has no rows of numbers; a table begins such as {example}.", example=SHOWN)
    )


def _plain(content: bytes) -> bytes:
    """Return the text as UTF-8 with line feeds."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", errors="replace").encode()
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\n" not in content[:_SEEN] and b"\r" in content[:_SEEN]:
        content = content.replace(b"\r", b"\n")
    return content


def _split(line: str, separator: str | None) -> list[str]:
    if separator is None:
        return line.split()
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:  # a quotation mark that is not closed, or a line break within
        cells = line.split(separator)
    cells = [cell.strip() for cell in cells]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _width(line: str, separator: str | None, decimal: str) -> int:
    """Return the number of cells if all of them are numbers or empty, else 0."""
    cells = _split(line, separator)
    if decimal == ",":
        cells = [cell.replace(",", ".") for cell in cells]
    good = len(cells) <= MAX_COLUMNS and all(not cell or _NUMBER.fullmatch(cell) for cell in cells)
    return len(cells) if good and any(cells) else 0


def _heading_above(
    lines: Sequence[str], first: int, separator: str | None, width: int
) -> tuple[str, ...]:
    """Return the headings above the rows: a line of names, perhaps one of units below it."""
    above = [line.lstrip("#%/ ") for line in lines[max(0, first - 6) : first] if line.strip()]
    rows = [_split(line, separator) for line in above]
    if separator is None:
        rows = [joined_units(row) for row in rows]
    if not rows:
        return ()
    last = rows[-1]
    units = [_bare(cell) for cell in last]
    if all(not unit or is_unit(unit) for unit in units) and any(units) and len(rows) > 1:
        names = rows[-2]
        if len(names) in (width, len(units)):
            pairs = zip(names, units + [""] * len(names), strict=False)
            return _fitted([f"{name} ({unit})" if unit else name for name, unit in pairs], width)
    return _fitted(last, width) if 0 < len(last) <= width else ()


def _fitted(cells: list[str], width: int) -> tuple[str, ...]:
    return tuple([*cells, *[""] * width][:width])


def _bare(cell: str) -> str:
    return cell.strip("()[] ").replace("µ", "u").replace("μ", "u")


def _headings(form: Form, options: Options) -> list[Heading]:
    """Return the headings of all columns, as `columns` or the table gives them."""
    given = options.columns
    if not given:
        return [by_unit(read_heading(cell)) for cell in form.heading or [""] * form.width]
    clocks = sum(heading.kind == "time" for heading in given[:1])
    rest = given[clocks:]
    if len(given) > form.width or (form.width - clocks) % max(1, len(rest)):
        text = msg(
            "does not match the {count} columns of the table: name each, or those that repeat",
            count=form.width,
        )
        raise ParameterError("columns", ", ".join(one.text for one in given), text)
    return [*given[:clocks], *islice(cycle(rest), form.width - clocks)]


def by_unit(heading: Heading) -> Heading:
    """Return a heading whose kind is that of its unit, whatever its name says."""
    if heading.kind in ("spikes", "current", ""):
        for kind in ("voltage", "current", "time"):
            if heading.unit in UNITS[kind]:
                return replace(heading, kind=kind)
    return heading


def _without_voltage(form: Form, headings: Sequence[Heading]) -> Exception:
    if not form.heading:
        text = msg(
            "Its {count} columns have no heading: give columns such as {example}.",
            count=form.width,
            example=SHOWN,
        )
        return MissingError(text, "columns")
    names = joined(", ", [heading.text for heading in headings[:8]])
    text = msg(
        "The heading ({names}) does not say which columns are voltages: give columns such as "
        "{example}.",
        names=names,
        example=SHOWN,
    )
    return MissingError(text, "columns")


def _scaled(values: FloatArray, heading: Heading) -> FloatArray:
    factor = known_factor(heading)
    if factor is None:
        text = msg(
            "The unit of {name} is missing or unknown: give columns such as {example}.",
            name=heading.text,
            example=SHOWN,
        )
        raise MissingError(text, "columns")
    return values * factor


def _reading_rows(content: bytes, form: Form, used: Sequence[int]) -> Steps[FloatArray]:
    """Return the used columns of all rows, shape (n_rows, n_used)."""
    parts: list[FloatArray] = []
    at, line, rows = form.start, form.line, 0
    while at < len(content):
        end = content.rfind(b"\n", at, at + _BLOCK) + 1 if at + _BLOCK < len(content) else 0
        end = end or min(len(content), at + _BLOCK)
        block = content[at:end]
        part = _rows(block, form, used, line)
        rows += len(part)
        if rows * len(used) > MAX_VALUES:
            text = msg(
                "It has more than {most} numbers: leave out columns or rows.",
                most=Number(MAX_VALUES, form=","),
            )
            raise FileError(text)
        parts.append(part)
        line += block.count(b"\n")
        at = end
        yield Progress(at / len(content), "Reading the table")
    return np.concatenate(parts) if parts else np.empty((0, len(used)))


def _rows(block: bytes, form: Form, used: Sequence[int], line: int) -> FloatArray:
    """Return the used columns of a block of rows; `line` is the number of its first line."""
    fast = block.replace(b",", b".") if form.decimal == "," else block
    if not fast.strip():
        return np.empty((0, len(used)))
    try:
        return np.loadtxt(
            BytesIO(fast),
            delimiter=form.separator,
            usecols=used,
            ndmin=2,
            comments=COMMENTS,
            quotechar='"',
            encoding="utf-8",
        )
    except (ValueError, UnicodeError):
        return np.array(list(_slow_rows(block, form, used, line)))


def _slow_rows(block: bytes, form: Form, used: Sequence[int], line: int) -> Iterator[list[float]]:
    """Yield rows in which cells may be empty, and name the line that cannot be read."""
    text = block.decode("utf-8", errors="replace")
    for number, row in enumerate(text.split("\n"), start=line):
        if not row.strip() or is_comment(row):
            continue
        cells = _split(row.strip("\r"), form.separator)
        if form.decimal == ",":
            cells = [cell.replace(",", ".") for cell in cells]
        found = []
        for k in used:
            cell = cells[k] if k < len(cells) else ""
            if cell and not _NUMBER.fullmatch(cell):
                text_ = msg(
                    "Line {number}: '{cell}' is not a number.", number=number, cell=cell[:40]
                )
                raise FileError(text_)
            found.append(float(cell or "nan"))
        yield found
