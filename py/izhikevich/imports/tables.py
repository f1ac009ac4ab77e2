"""Recorded or made currents from tables (CSV): columns of time and current."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.imports.result import Imported
from izhikevich.imports.straight import as_pieces
from izhikevich.neuron.stimulus_base import AMPLITUDE_LIMIT
from izhikevich.views.declare import Values
from izhikevich.views.neuron.opening import state, usual

#: More rows than these are not read.
MOST_ROWS = 200_000
_TOO_SHORT = "must have at least two rows of time and current"
_LEAST_STEP, _LARGEST_STEP = 1e-3, 2.0  # of the view, ms
_LEAST_DURATION, _LONGEST_RUN = 5.0, 1e5

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:nan|inf)", re.IGNORECASE)
_UNIT = re.compile(r"[(\[/,]?\s*([A-Za-zµμ]+(?:/ms)?)\s*[)\]]?\s*$")
_TIMES: Mapping[str, float] = {"us": 1e-3, "µs": 1e-3, "μs": 1e-3, "ms": 1.0, "s": 1e3, "sec": 1e3}
_CURRENTS: Mapping[str, tuple[float, bool]] = {
    "mV/ms": (1.0, False),
    "pA": (1.0, True),
    "nA": (1e3, True),
    "uA": (1e6, True),
    "µA": (1e6, True),
    "μA": (1e6, True),
    "A": (1e12, True),
}


_CURRENT = re.compile(r"[Ii]\b|[Ii]_|(?i:curr|stim|inj)")


def is_table(text: str, filename: str = "") -> bool:
    """Whether a text looks like a table: most of its first lines are rows of numbers."""
    lines = [line for line in text.splitlines()[:20] if line.strip() and not _is_comment(line)]
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
        Two columns, separated by commas, semicolons, tabs or spaces; or more, with a heading from
        which those of time and current are found. A heading may name units: us, ms or s; mV/ms,
        or pA, nA, uA or A for a cell of the 2007 form. Usual are ms and mV/ms.

    Returns
    -------
    Imported
        A regular spiking neuron with that current, each sample of which holds until the next.

    Raises
    ------
    ParameterError
        If a row cannot be read, times do not rise, or too many straight pieces would be needed.
    """
    lines = [(k, line) for k, line in enumerate(text.splitlines(), start=1) if line.strip()]
    lines = [(k, line) for k, line in lines if not _is_comment(line)]
    if len(lines) > MOST_ROWS:
        allowed = f"at most {MOST_ROWS:,} rows are read; leave out some of them"
        raise ParameterError("table", f"{len(lines):,} rows", allowed)
    rows = _rows([line for _, line in lines])
    heading: list[str] = []
    if not _is_row(rows[0]):
        heading = rows[0]
        rows, lines = rows[1:], lines[1:]
    if len(rows) < 2:
        raise ParameterError("table", text, _TOO_SHORT)
    columns = _columns(heading, len(rows[0]))
    times, values = [], []
    kept = []
    for (number, line), cells in zip(lines, rows, strict=True):
        if not any(cells[k] for k in columns if k < len(cells)) and len(cells) > 1:
            continue  # other columns go on for longer
        kept.append((number, line))
        times.append(_cell(cells, columns[0], number, line))
        values.append(_cell(cells, columns[1], number, line))
    if len(times) < 2:
        raise ParameterError("table", text, _TOO_SHORT)
    notes: list[str] = []
    time_factor, factor, dimensional = _units(heading, columns, notes)
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


def _rows(lines: list[str]) -> list[list[str]]:
    """Split lines into cells; a comma is a decimal comma where semicolons or tabs separate."""
    sample = "\n".join(lines[:20])
    separator = next((mark for mark in ";\t," if mark in sample), None)
    rows = [[cell.strip().strip('"') for cell in line.split(separator)] for line in lines]
    if separator in (";", "\t") and "," in sample and "." not in sample:
        rows = [[cell.replace(",", ".") for cell in row] for row in rows]
    return rows


def _is_row(cells: list[str]) -> bool:
    return any(cells) and all(not cell or _NUMBER.fullmatch(cell) for cell in cells)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith(("#", "%", "//"))


def _columns(heading: list[str], count: int) -> tuple[int, int]:
    """Return which columns are time and current."""
    if not heading:
        if count != 2:
            allowed = "must have two columns, time and current, or a heading that names them"
            raise ParameterError("table", f"{count} columns", allowed)
        return 0, 1
    names = [re.sub(r".*:\s*", "", name) for name in heading]  # ours may begin "current: "
    times = [k for k, name in enumerate(names) if re.match(r"t\b|time", name, re.IGNORECASE)]
    currents = [k for k, name in enumerate(names) if _CURRENT.match(name)]
    if len(heading) == 2:
        first = times[0] if times else 0
        return first, 1 - first
    if not times or not currents:
        allowed = "the heading names no columns of time and current, such as t (ms), I (pA)"
        raise ParameterError("table", ", ".join(heading), allowed)
    # Where several columns have times of their own, those before the current are its.
    return max((k for k in times if k < currents[0]), default=times[0]), currents[0]


def _units(
    heading: list[str], columns: tuple[int, int], notes: list[str]
) -> tuple[float, float, bool]:
    """Return the factors to ms and to mV/ms or pA, and whether it is pA."""
    found = []
    for k, (usual_unit, known) in zip(
        columns, (("ms", list(_TIMES)), ("mV/ms", list(_CURRENTS))), strict=True
    ):
        match = _UNIT.search(heading[k]) if heading else None
        unit = match[1] if match else ""
        bare = match is not None and match[0].strip() == heading[k].strip()
        if unit in known and not (bare and unit == "A"):
            found.append(unit)
            continue
        if match and not bare and re.search(r"[(\[/]", match[0]):
            allowed = "us, ms or s" if k == columns[0] else "mV/ms, pA, nA, uA or A"
            raise ParameterError("unit", unit, f"must be {allowed}")
        notes.append(
            f"{'Times have' if k == columns[0] else 'The current has'} no unit: taken as "
            f"{usual_unit}."
        )
        found.append(usual_unit)
    factor, dimensional = _CURRENTS[found[1]]
    return _TIMES[found[0]], factor, dimensional


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
