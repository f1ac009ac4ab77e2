"""Samples as text: tables with separators (CSV), and a compact form of one line."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.learning.classification.samples import FeatureTable, SpikeTrains, feature_names
from izhikevich.messages import Message, counted, joined, msg
from izhikevich.text import NUMBER, short_repr

#: Headings of a column of labels, in lower case.
LABELS = ("label", "labels", "class", "classes", "target", "species", "category", "klasse", "y")
#: Cells that mean that a value is missing, in lower case.
_MISSING = frozenset(("", "na", "nan", "n/a", "null", "none", "?", "-"))
_NUMBER = re.compile(NUMBER)
_MAX_NAMED = 8
#: Marks that separate cells and rows in the compact form.
_MARKS = re.compile(r"[,;\s\"]+")
_SPIKES = re.compile(r"spikes (\d+) channels (\S+) ms")
_SPIKE = re.compile(rf"(\d+)@({NUMBER})")


@dataclass(frozen=True, eq=False)
class TableRead:
    """A table that has been read.

    Attributes
    ----------
    table : FeatureTable
    label : str
        Heading of the column of labels; "" if there was no heading.
    notes : tuple of Message
        What was left out.
    """

    table: FeatureTable
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
        If there are no columns of numbers, or the labels are not whole numbers or texts.
    """
    return read_table(Path(file).read_text(encoding="utf-8-sig"), label=label).table


def read_table(text: str, *, label: str | None = None) -> TableRead:
    """Read a table of features and labels from a text; see `read_csv`."""
    rows = table_rows(text)
    heading = heading_of(rows)
    body = rows[1:] if heading else rows
    width = max((len(row) for row in body), default=0)
    if not body or width < 2 or (heading and len(heading) < width):
        raise ParameterError(
            "table", text[:60], "must have a column of labels, one or more of features, and rows"
        )
    full = [row + [""] * (width - len(row)) for row in body]
    texts = [k for k in range(width) if _is_text(full, k)]
    at = _label_column(heading, texts, width, label)
    columns = [k for k in range(width) if k != at and k not in texts]
    if not columns:
        raise ParameterError("table", ", ".join(heading) or text[:60], "has no column of numbers")
    kept = [row for row in full if not any(row[k].lower() in _MISSING for k in (at, *columns))]
    if not kept:
        raise ParameterError("table", text[:60], "has no row without a missing value")
    features = np.array([[float(row[k]) for k in columns] for row in kept])
    labels = _labels([row[at] for row in kept])
    names = _names([heading[k] for k in columns]) if heading else feature_names(len(columns))
    notes = []
    left = [heading[k] if heading else str(k + 1) for k in texts if k != at]
    if left:
        shown = ", ".join(left[:_MAX_NAMED]) + (" …" if len(left) > _MAX_NAMED else "")
        notes.append(msg("Left out, as they hold text: the columns {names}.", names=shown))
    missing = len(full) - len(kept)
    if missing:
        notes.append(
            counted(
                "{count} row is left out, in which a value is missing.",
                "{count} rows are left out, in which a value is missing.",
                missing,
            )
        )
    table = FeatureTable(features, labels, names=names)
    return TableRead(table, heading[at] if heading else "", tuple(notes))


def table_rows(text: str) -> list[list[str]]:
    """Return the cells of a table, row by row, without empty lines and comments."""
    lines = [
        line
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if line.strip() and not line.lstrip().startswith(("#", "%", "//"))
    ]
    sample = "\n".join(lines[:20])
    mark = next((mark for mark in "\t;," if mark in sample), None)
    if mark is None:
        return [line.split() for line in lines]
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=mark)]
    if mark != "," and "," in sample and "." not in sample:
        rows = [[cell.replace(",", ".") for cell in row] for row in rows]
    return rows


def heading_of(rows: Sequence[list[str]]) -> list[str]:
    """Return the first row if it is a heading.

    It has no numbers, and the row below has some, or one of its cells is known to name labels.
    """
    if not rows or any(_NUMBER.fullmatch(cell) for cell in rows[0]):
        return []
    below = len(rows) > 1 and any(_NUMBER.fullmatch(cell) for cell in rows[1])
    return rows[0] if below or label_named(rows[0]) is not None else []


def label_named(heading: Sequence[str]) -> int | None:
    """Return the column whose heading is that of labels, if there is one."""
    small = [cell.lower() for cell in heading]
    return next((small.index(name) for name in LABELS if name in small), None)


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
        return read.table
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
        _labels(labels),
        n_channels=int(found[1]),
        duration=duration,
    )


def _is_text(rows: Sequence[list[str]], column: int) -> bool:
    return any(not _is_number(row[column]) and row[column].lower() not in _MISSING for row in rows)


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None and isfinite(float(cell))


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


def _labels(cells: list[str]) -> list[int] | list[str]:
    """Return labels as whole numbers if all of them are."""
    if not all(map(_is_number, cells)):
        return cells
    values = [float(cell) for cell in cells]
    broken = next((value for value in values if value != round(value)), None)
    if broken is not None:
        raise ParameterError(
            "labels",
            broken,
            "must be whole numbers or texts: name the column of the labels label in the heading",
        )
    return [int(value) for value in values]


def _names(heading: list[str]) -> list[str]:
    """Return names of features that differ from each other."""
    names: list[str] = []
    for k, cell in enumerate(heading):
        name = cell or f"feature {k}"
        names.append(name if name not in names else f"{name} ({k})")
    return names


def _plain(text: str) -> str:
    """Return a name without the marks of the compact form."""
    return _MARKS.sub(" ", text).strip() or "?"


def _short(value: float) -> str:
    """Return the shortest text of a number from which it can be read again."""
    return repr(value).removesuffix(".0")
