"""The command "sweep": a grid of links, computed on several processes, as one table."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from itertools import product
from math import floor, isfinite
from pathlib import Path
from typing import Any

from izhikevich.cli.given import HELP, add_cell, read_given
from izhikevich.cli.meter import Meter
from izhikevich.cli.names import CommandError, add_language, note, speech_of
from izhikevich.errors import ParameterError, SimulationError, one_of
from izhikevich.links import write_link
from izhikevich.messages import Number, counted, joined, msg
from izhikevich.progress import Progress
from izhikevich.text import NUMBER
from izhikevich.transport import UNSET
from izhikevich.views import preparation
from izhikevich.views.file import is_reference
from izhikevich.views.part import faults
from izhikevich.views.registry import request_of, view_of
from izhikevich.views.state import GivenState

MAX_RUNS = 100_000
CSV, JSON = "csv", "json"
_PRESET = "preset"
_RANGE = re.compile(rf"({NUMBER}):({NUMBER}):({NUMBER})")
#: Commas between values, not those within the brackets of one.
_COMMA = re.compile(r",(?![^()]*\))")
#: Columns after those of the grid and of the facts.
_ERROR, _NOTES, _LINK = "error", "notes", "link"

Value = str | float
Grid = Mapping[str, Sequence[Value]]


@dataclass(frozen=True)
class Outcome:
    """What a run has shown.

    Parameters
    ----------
    facts : dict
        Numbers by name, as the view declares them.
    error : str
        Why there are none, if there are none.
    notes : tuple of str
        What the page would say about the run.
    """

    facts: dict[str, float] = field(default_factory=dict)
    error: str = ""
    notes: tuple[str, ...] = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("link", metavar="LINK", help=HELP)
    add_cell(parser)
    parser.add_argument(
        "grid",
        nargs="+",
        metavar="NAME=VALUES",
        help="values of a parameter, or of preset: A,B,C, or START:STOP:STEP with both ends",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help=".csv or .json; default: the standard output"
    )
    parser.add_argument(
        "--processes", type=int, metavar="N", help="default: one for each processor"
    )
    parser.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="of the scheduler of a Dask cluster that computes instead, such as "
        "tcp://10.0.0.1:8786; this package has to be installed there",
    )
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; errors are the caller's.

    Returns
    -------
    int
        0, or 1 if a run could not be completed; the table then says which and why.
    """
    state, page, notes = read_given(options.link, options.cell)
    speech = speech_of(options.lang, page)
    grid = read_grid(options.grid, state)
    states = [applied(state, point) for point in points(grid)]
    kind = _kind(options.out)
    for text in notes:
        print(speech.text(note(text)), file=sys.stderr)
    outcomes = []
    with (
        Meter(sys.stderr, speech.text) as meter,
        _executor(options, states) as executor,
    ):
        for outcome in (executor.map if executor else map)(outcome_of, states):
            outcomes.append(outcome)
            text = msg("{done} of {total} runs", done=len(outcomes), total=len(states))
            meter.show(Progress(len(outcomes) / len(states), text))
    text = table(grid, states, outcomes, kind)
    if options.out is None:
        print(text, end="")
    else:
        options.out.write_text(text, encoding="utf-8", newline="\n")
        print(options.out)
    failed = sum(1 for outcome in outcomes if outcome.error)
    if failed:
        missed = counted(
            "{count} of {total} runs could not be completed: see the column {column}",
            "{count} of {total} runs could not be completed: see the column {column}",
            failed,
            count=failed,
            total=len(outcomes),
            column=_ERROR,
        )
        print(speech.text(note(missed)), file=sys.stderr)
    return 1 if failed else 0


def read_grid(texts: Sequence[str], state: GivenState) -> Grid:
    """Return the values of each parameter, in the order in which they are given.

    Parameters
    ----------
    texts : sequence of str
        Such as "I=0:20:2" or "a=0.02,0.1".
    state : dict
        What they change.

    Raises
    ------
    CommandError, ParameterError
        If one of them is no such text, there is no such parameter, a value is not allowed, or the
        grid has too many points.
    """
    _check(state)
    known = [_PRESET, *(parameter.name for parameter in view_of(state).parameters)]
    grid: dict[str, list[Value]] = {}
    total = 1
    for text in texts:
        name, mark, given = text.partition("=")
        if not mark or not given.strip():
            raise CommandError(
                msg("{text}: write NAME=A,B,C or NAME=START:STOP:STEP, such as I=0:20:2", text=text)
            )
        if name not in known:
            raise ParameterError("grid", name, one_of(name, known))
        if name in grid:
            raise CommandError(msg("{name} is given twice", name=name))
        grid[name] = read_values(name, given)
        total *= len(grid[name])
        if total > MAX_RUNS:
            raise CommandError(
                msg(
                    "the grid has more than {most} points: take fewer values, or several sweeps",
                    most=Number(MAX_RUNS, form=","),
                )
            )
        for value in grid[name]:
            _check(applied(state, {name: value}))
    return grid


def read_values(name: str, text: str) -> list[Value]:
    """Return the values of one parameter.

    Parameters
    ----------
    name : str
        The parameter, for messages.
    text : str
        "A,B,C", or "START:STOP:STEP", whose values are rounded to 12 digits.
    """
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        return [_number(part.strip()) for part in _COMMA.split(text)]
    start, stop, step = (float(number) for number in found.groups())
    if step == 0.0 or (stop - start) * step < 0.0 or not isfinite(start + stop + step):
        allowed = "must be START:STOP:STEP, whose step leads from start to stop"
        raise ParameterError(name, text, allowed)
    count = (stop - start) / step
    if count >= MAX_RUNS:
        allowed = msg("has more than {most} values", most=Number(MAX_RUNS, form=","))
        raise ParameterError(name, text, allowed)
    return [float(f"{start + k * step:.12g}") for k in range(floor(count + 1e-9) + 1)]


def _number(text: str) -> Value:
    return float(text) if re.fullmatch(NUMBER, text) else text


def points(grid: Grid) -> Iterator[dict[str, Value]]:
    """Yield the points of a grid: the last parameter changes fastest."""
    for values in product(*grid.values()):
        yield dict(zip(grid, values, strict=True))


def applied(state: GivenState, point: Mapping[str, Value]) -> GivenState:
    """Return a state with the values of a point."""
    values = {name: value for name, value in point.items() if name != _PRESET}
    made: dict[str, Any] = {**state, "values": {**state.get("values", {}), **values}}
    if _PRESET in point:
        made[_PRESET] = point[_PRESET]
    return made  # type: ignore[return-value]


def outcome_of(state: GivenState) -> Outcome:
    """Compute a state; whatever is wrong with it is in the outcome."""
    try:
        view, request, prepared = preparation.read(state)
        if wrong := faults(request.notices):
            return Outcome(error=joined(" ", wrong))
        facts: dict[str, float] = {}
        notices = list(request.notices)
        for part in view.compute(prepared, ()):
            if isinstance(part, Progress):
                continue
            if part.facts is not UNSET:
                facts = {name: float(value) for name, value in part.facts.items()}
            notices += part.notices if part.notices is not UNSET else ()
    except (ParameterError, SimulationError) as error:
        return Outcome(error=str(error))
    except MemoryError:
        return Outcome(error=msg("there is not enough memory"))
    wrong = faults(notices)
    notes = tuple(str(one.text) for one in notices if one.level == "warning")
    return Outcome(facts, joined(" ", wrong) if wrong else "", notes)


def table(
    grid: Grid, states: Sequence[GivenState], outcomes: Sequence[Outcome], kind: str = CSV
) -> str:
    """Return the table as CSV, or as JSON: a list of rows.

    Its columns are the parameters of the grid; the facts, empty where they have no meaning for a
    run; what went wrong; notes; and the link to the run.
    """
    facts = list(dict.fromkeys(name for outcome in outcomes for name in outcome.facts))
    rows = []
    for point, state, outcome in zip(points(grid), states, outcomes, strict=True):
        row: dict[str, Any] = {name: _plain(value) for name, value in point.items()}
        for name in facts:
            value = outcome.facts.get(name)
            row[f"{name} of the run" if name in grid else name] = (
                None if value is None or value != value else _plain(value)
            )
        row |= {
            _ERROR: outcome.error,
            _NOTES: " ".join(outcome.notes),
            _LINK: write_link(state),
        }
        rows.append(row)
    if kind == JSON:
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        return f"[\n{lines}\n]\n"
    import csv

    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows(["" if cell is None else cell for cell in row.values()] for row in rows)
    return out.getvalue()


def _plain(value: Value) -> Value | int:
    """Return whole numbers without a decimal point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _check(state: GivenState) -> None:
    """Refuse a state with faults before anything is computed."""
    _, request = request_of(state)
    if wrong := faults(request.notices):
        raise CommandError(wrong[0])


def _kind(path: Path | None) -> str:
    suffix = path.suffix.lower().lstrip(".") if path else CSV
    if suffix not in (CSV, JSON):
        raise CommandError(msg("--out {file}: the name must end in .csv or .json", file=path))
    if path is not None and not path.parent.is_dir():
        raise CommandError(
            msg("--out {file}: there is no folder {folder}", file=path, folder=path.parent)
        )
    return suffix


@contextmanager
def _executor(
    options: argparse.Namespace, states: Sequence[GivenState]
) -> Iterator[Executor | None]:
    """Begin what computes; None for this process."""
    if options.dask:
        yield _cluster(options.dask)
        return
    processes = _processes(options.processes, states)
    if processes == 1:
        yield None
        return
    context = multiprocessing.get_context("spawn")  # the same on all systems
    executor = ProcessPoolExecutor(processes, mp_context=context)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _cluster(address: str) -> Executor:
    if find_spec("distributed") is None:
        raise CommandError(msg("--dask needs Dask: pip install distributed"))
    client: Any = import_module("distributed").Client
    try:
        executor: Executor = client(address, timeout="10s").get_executor()
    except (OSError, ValueError) as error:
        raise CommandError(
            msg("--dask {address}: {reason}", address=address, reason=str(error))
        ) from None
    return executor


def _processes(asked: int | None, states: Sequence[GivenState]) -> int:
    if asked is not None and asked < 1:
        raise ParameterError("--processes", asked, "must be at least 1")
    held = any(
        isinstance(value, str) and is_reference(value) for value in states[0]["values"].values()
    )
    if held:
        return 1  # a file that was opened here is not known elsewhere
    available = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
    return min(asked or len(available) or os.cpu_count() or 1, len(states))
