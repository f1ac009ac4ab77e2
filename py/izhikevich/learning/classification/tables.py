"""Samples as text: tables with separators (CSV), and a compact form of one line."""

from __future__ import annotations

import re
from array import array
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.learning.classification.samples import (
    MAX_CHANNELS,
    MAX_CLASSES,
    FeatureTable,
    SpikeTrains,
    feature_names,
)
from izhikevich.messages import Message, Number, counted, joined, msg
from izhikevich.progress import Progress, finish
from izhikevich.tabular import MAX_LINE, TextRows, is_number
from izhikevich.text import NUMBER, short_repr

#: Headings of a column of labels, in lower case.
LABELS = ("label", "labels", "class", "classes", "target", "species", "category", "klasse", "y")
#: Headings of the columns of a table of spikes, in lower case.
SAMPLES = ("sample", "samples", "trial")
CHANNELS = ("channel", "channels", "neuron", "unit")
TIMES = ("time", "times", "t", "time (ms)", "times (ms)", "t (ms)")
#: Cells that mean that a value is missing, in lower case.
_MISSING = frozenset(("", "na", "nan", "n/a", "null", "none", "?", "-"))
#: A column with at least this fraction of numbers is one of numbers: other cells are mistakes.
_MOSTLY = 0.8
_MAX_NAMED = 8
MAX_NAME = 100  # characters
_BETWEEN = 2000  # rows between two reports of progress
#: Marks that separate cells and rows in the compact form.
_MARKS = re.compile(r"[,;\s\"]+")
_SPIKES = re.compile(r"spikes (\d+) channels (\S+) ms")
_SPIKE = re.compile(rf"(\d+)@({NUMBER})")


@dataclass(frozen=True, eq=False)
class TableRead:
    """A table that has been read.

    Attributes
    ----------
    samples : FeatureTable or SpikeTrains
    label : str
        Heading of the column of labels; "" if there was no heading.
    notes : tuple of Message
        What was left out.
    """

    samples: FeatureTable | SpikeTrains
    label: str
    notes: tuple[Message, ...]

    __repr__ = short_repr


def read_csv(file: str | Path, *, label: str | None = None) -> FeatureTable:
    """Read a table of features and labels from a file.

    Parameters
    ----------
    file : str or path
        Text in UTF-8: columns separated by commas, semicolons, tabs or spaces.
    label : str, optional
        Heading of the column of labels. By default that called label, class, target, species,
        category or y; else the only one that holds texts; else the last.

    Returns
    -------
    FeatureTable
        Without rows in which a value is missing, and without other columns of texts.

    Raises
    ------
    ParameterError
        If there are no columns of numbers, the labels are not whole numbers or texts, or a cell
        cannot be read; the message names its line and column.
    """
    read = read_table(Path(file).read_text(encoding="utf-8-sig"), label=label).samples
    if isinstance(read, SpikeTrains):
        raise ParameterError("file", file, "has spike trains: read it by read_samples")
    return read


def read_table(text: str, *, label: str | None = None) -> TableRead:
    """Read a table of features and labels, or of spikes, from a text; see `read_samples`."""
    return finish(reading_table(text, label=label))


def reading_table(text: str, *, label: str | None = None) -> Generator[Progress, None, TableRead]:
    """Do what `read_table` does, with progress reports, in two passes over the text."""
    table = _Text(text)
    columns = yield from table.surveying()
    heading = table.heading
    width = len(columns)
    if not table.count or width < 2:
        raise ParameterError(
            "table", text[:60], "must have a column of labels, one or more of features, and rows"
        )
    of_spikes = _columns_of_spikes(heading)
    if of_spikes:
        return (yield from _reading_spikes(table, of_spikes))
    texts = [k for k in range(width) if columns[k].is_text]
    at = _label_column(heading, texts, width, label)
    used = [k for k in range(width) if k != at and k not in texts]
    if not used:
        named = ", ".join(heading[:_MAX_NAMED]) or text[:60]
        raise ParameterError("table", named, "has no column of numbers")
    for k in used:
        columns[k].check(table.named(k))
    features, labels, missing = array("d"), list[str](), 0
    for line, row in table.rows("Reading the values"):
        if isinstance(row, Progress):
            yield row
            continue
        if any(row[k].lower() in _MISSING for k in (at, *used)):
            missing += 1
            continue
        features.extend([float(row[k]) for k in used])
        labels.append(_label(row[at], line))
    if not labels:
        raise ParameterError("table", text[:60], "has no row without a missing value")
    names = _names([heading[k] for k in used]) if heading else feature_names(len(used))
    notes = []
    left = [table.named(k) for k in texts if k != at]
    if left:
        shown = ", ".join(left[:_MAX_NAMED]) + (" …" if len(left) > _MAX_NAMED else "")
        notes.append(msg("Left out, as they hold text: the columns {names}.", names=shown))
    if missing:
        notes.append(
            counted(
                "{count} row is left out, in which a value is missing.",
                "{count} rows are left out, in which a value is missing.",
                missing,
            )
        )
    filled = np.frombuffer(features).reshape(-1, len(used))
    samples = FeatureTable(filled, labels_of(labels), names=names)
    return TableRead(samples, heading[at] if heading else "", tuple(notes))


def label_named(heading: Sequence[str]) -> int | None:
    """Return the column whose heading is that of labels, if there is one."""
    return _named(heading, LABELS)


def first_rows(text: str, most: int = 20) -> tuple[list[str], list[list[str]]]:
    """Return the heading of a table, and its first rows."""
    table = _Text(text[:MAX_LINE], cut=len(text) > MAX_LINE)
    rows = [row for _, row in table.rows("") if not isinstance(row, Progress)]
    return table.heading, rows[:most]


def compact(samples: FeatureTable | SpikeTrains) -> str:
    """Return samples as a single line, from which `from_compact` makes the same ones.

    A table is CSV with semicolons between rows, and the label in the last column. Spike trains
    have a label and the spikes, as channel@time, for each sample.
    """
    labels = [_plain(str(label)) for label in samples.labels]
    if isinstance(samples, FeatureTable):
        rows = [",".join([*map(_plain, samples.names), "label"])]
        for row, label in zip(samples.features.tolist(), labels, strict=True):
            rows.append(",".join([*map(_short, row), label]))
        return ";".join(rows)
    spikes: list[list[str]] = [[] for _ in labels]
    for time, channel, sample in zip(
        samples.times.tolist(), samples.channels.tolist(), samples.samples.tolist(), strict=True
    ):
        spikes[sample].append(f"{channel}@{_short(time)}")
    head = f"spikes {samples.n_channels} channels {_short(samples.duration)} ms"
    return ";".join(
        [head, *(",".join([label, *own]) for label, own in zip(labels, spikes, strict=True))]
    )


def from_compact(text: str) -> FeatureTable | SpikeTrains:
    """Return the samples of a line, as `compact` writes it.

    Raises
    ------
    ParameterError
        If it cannot be read.
    """
    head, *rows = text.split(";")
    found = _SPIKES.fullmatch(head)
    if found is None:
        lines = "\n".join(row for row in (head, *rows) if row.strip())
        read = read_table(lines)
        if read.notes:
            raise ParameterError("data", text[:60], joined(" ", read.notes))
        return read.samples
    times: list[float] = []
    channels: list[int] = []
    samples: list[int] = []
    labels: list[str] = []
    for row in rows:
        label, *spikes = row.split(",")
        for spike in spikes:
            parts = _SPIKE.fullmatch(spike)
            if parts is None:
                raise ParameterError("data", spike, "must be channel@time, as in 3@12.5")
            channels.append(int(parts[1]))
            times.append(float(parts[2]))
            samples.append(len(labels))
        labels.append(label)
    try:
        duration = float(found[2])
    except ValueError:
        raise ParameterError("data", found[2], "must be a duration in ms") from None
    return SpikeTrains(
        times,
        np.array(channels, dtype=np.int64),
        np.array(samples, dtype=np.int64),
        labels_of(labels),
        n_channels=int(found[1]),
        duration=duration,
    )


class _Column:
    """What a column holds."""

    def __init__(self) -> None:
        self.numbers = self.texts = 0
        self.first: tuple[int, str] | None = None  # line and content of the first text

    def take(self, cell: str, line: int) -> None:
        """Count a cell."""
        if is_number(cell):
            self.numbers += 1
        elif cell.lower() not in _MISSING:
            self.texts += 1
            if self.first is None:
                self.first = line, cell

    @property
    def is_text(self) -> bool:
        """Whether it holds texts, and not only by mistake."""
        return self.texts > 0 and self.numbers < _MOSTLY * (self.numbers + self.texts)

    def check(self, name: str) -> None:
        """Refuse a text in a column of numbers."""
        if self.first is not None:
            line, cell = self.first
            raise ParameterError("table", cell, _no_number(line, name))


class _Text:
    """The text of a table, row by row."""

    def __init__(self, text: str, *, cut: bool = False) -> None:
        self._rows = TextRows(text, cut=cut)
        self.count = self._width = 0
        self.heading: list[str] = []
        top = list(self._rows.cells(2))
        if top and not any(map(is_number, top[0][1])):
            line, heading = top[0]
            below = len(top) > 1 and any(map(is_number, top[1][1]))
            if below or label_named(heading) is not None:
                self.heading = heading
                for name in heading:
                    _check_length(name, line)

    def named(self, column: int) -> str:
        """Return the name of a column: its heading, or its number from 1."""
        return self.heading[column] if self.heading else str(column + 1)

    def rows(self, text: str) -> Iterator[tuple[int, list[str] | Progress]]:
        """Yield the rows below the heading with their lines, all as long, and progress."""
        width = len(self.heading) or self._width
        for k, (line, row) in enumerate(self._rows.cells()):
            if not k and self.heading:
                continue
            if k and not k % _BETWEEN:
                yield line, Progress(min(1.0, k / len(self._rows)), text)
            yield line, row + [""] * (width - len(row))

    def surveying(self) -> Generator[Progress, None, list[_Column]]:
        """Return what the columns hold, with progress reports."""
        columns = [_Column() for _ in self.heading]
        for line, row in self.rows("Reading the table"):
            if isinstance(row, Progress):
                yield row
                continue
            self.count += 1
            if self.heading and len(row) > len(columns):
                allowed = msg(
                    "line {line} has {count} cells, but the heading has {columns}",
                    line=line,
                    count=len(row),
                    columns=len(columns),
                )
                raise ParameterError("table", ", ".join(row)[:60], allowed)
            while len(columns) < len(row):
                columns.append(_Column())
            if len(columns) > MAX_CHANNELS + 1:
                most = Number(MAX_CHANNELS, form=",")
                allowed = msg("at most {most} columns of features are read", most=most)
                raise ParameterError("table", ", ".join(row[:5]), allowed)
            for column, cell in zip(columns, row, strict=False):
                column.take(cell, line)
        self._width = len(columns)
        return columns


def _columns_of_spikes(heading: Sequence[str]) -> tuple[int, int, int, int] | None:
    """Return the columns of sample, channel, time and label, if a table has all of them."""
    found = [_named(heading, names) for names in (SAMPLES, CHANNELS, TIMES, LABELS)]
    sample, channel, time, label = found
    if sample is None or channel is None or time is None or label is None:
        return None
    return sample, channel, time, label


def _reading_spikes(
    table: _Text, columns: tuple[int, int, int, int]
) -> Generator[Progress, None, TableRead]:
    """Return the spikes of a table: one in each row, or none if channel and time are empty."""
    places: dict[str, int] = {}
    labels: list[str] = []
    times, channels, samples = array("d"), array("q"), array("q")
    for line, row in table.rows("Reading the spikes"):
        if isinstance(row, Progress):
            yield row
            continue
        sample, channel, time, label = (row[k] for k in columns)
        place = places.setdefault(sample, len(labels))
        if place == len(labels):
            labels.append(_label(label, line))
        elif labels[place] != label:
            allowed = msg(
                "line {line}: sample {sample} has had another label", line=line, sample=sample
            )
            raise ParameterError("table", label, allowed)
        if not channel and not time:
            continue
        for cell, k in ((channel, columns[1]), (time, columns[2])):
            if not is_number(cell):
                raise ParameterError("table", cell, _no_number(line, table.named(k)))
        where = float(channel)
        if where != int(where) or not 0 <= where < MAX_CHANNELS:
            allowed = msg(
                "line {line}: a channel must be a whole number from 0 to {last}",
                line=line,
                last=MAX_CHANNELS - 1,
            )
            raise ParameterError("table", channel, allowed)
        times.append(float(time))
        channels.append(int(where))
        samples.append(place)
    trains = SpikeTrains(
        np.frombuffer(times) if times else [],
        np.array(channels, dtype=np.int64),
        np.array(samples, dtype=np.int64),
        labels_of(labels),
    )
    return TableRead(trains, table.heading[columns[3]], ())


def _named(heading: Sequence[str], names: Sequence[str]) -> int | None:
    small = [cell.lower() for cell in heading]
    return next((small.index(name) for name in names if name in small), None)


def _no_number(line: int, column: str) -> Message:
    return msg(
        "line {line}, column {column}: must be a number. Correct it, or leave it empty: a row in "
        "which a value is missing is left out",
        line=line,
        column=column,
    )


def _label_column(heading: list[str], texts: list[int], width: int, label: str | None) -> int:
    if label is not None:
        if label not in heading:
            names = ", ".join(heading)
            raise ParameterError("label", label, msg("must be one of {names}", names=names))
        return heading.index(label)
    named = label_named(heading)
    if named is not None:
        return named
    return texts[0] if len(texts) == 1 else width - 1


def _label(cell: str, line: int) -> str:
    _check_length(cell, line)
    return cell


def _check_length(name: str, line: int) -> None:
    if len(name) > MAX_NAME:
        allowed = msg(
            "line {line}: a name must have at most {most} characters", line=line, most=MAX_NAME
        )
        raise ParameterError("table", name, allowed)


def labels_of(cells: list[str]) -> list[int] | list[str]:
    """Return labels as whole numbers if all of them are."""
    different = dict.fromkeys(cells)
    if len(different) > MAX_CLASSES or not all(map(is_number, different)):
        return cells
    values = {cell: float(cell) for cell in different}
    broken = next((value for value in values.values() if value != round(value)), None)
    if broken is not None:
        raise ParameterError(
            "labels",
            broken,
            "must be whole numbers or texts: name the column of the labels label in the heading",
        )
    return [int(values[cell]) for cell in cells]


def _names(heading: list[str]) -> list[str]:
    """Return names of features that differ from each other."""
    names: dict[str, None] = {}
    for k, cell in enumerate(heading):
        name = cell or f"feature {k}"
        while name in names:
            name = f"{name} ({k})"
        names[name] = None
    return list(names)


def _plain(text: str) -> str:
    """Return a name without the marks of the compact form."""
    return _MARKS.sub(" ", text).strip() or "?"


def _short(value: float) -> str:
    """Return the shortest text of a number from which it can be read again."""
    return repr(value).removesuffix(".0")
