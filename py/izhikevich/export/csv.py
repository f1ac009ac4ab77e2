"""The data of a panel as comma-separated values."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from io import BytesIO, StringIO
from typing import Any

from izhikevich.errors import ParameterError, as_message
from izhikevich.export.computed import ALL, Computed, computing, panels_of
from izhikevich.export.formats import Exported, ExportRequest, exported
from izhikevich.messages import Message, capitalised, joined, msg
from izhikevich.plots.table import Column, Table, tables
from izhikevich.plots.words import why_empty
from izhikevich.progress import Progress
from izhikevich.views.schema import Panel

#: Name of the file that describes the tables.
ABOUT = "about.txt"
_ZIP = "application/zip"
_SIGNS = {"+": "plus", "\N{MINUS SIGN}": "minus"}
_MAX_LENGTH = 60  # maximum number of characters of a table's name within that of a file
#: Text beginnings that make a spreadsheet compute the text.
_FORMULA = re.compile(r"\s*[=+\-@]|[\t\r\n]")
_ROWS_AT_ONCE = 5000


def writing(asked: ExportRequest, panel: str = "") -> Generator[Progress, None, Exported]:
    """Return the data of one panel, or of all panels.

    A panel with one table is one file, which ``pandas.read_csv`` reads as it is: a line of headings
    with units, then the samples; cells without a number are empty. Several tables come in a ZIP
    archive, one file each, as do those of several panels, each of which has a folder.

    Parameters
    ----------
    asked : ExportRequest
    panel : str
        Name of a panel of the view, or "all"; if empty, the first open one.
    """
    if panel != ALL:
        name = panel or next(iter(asked.state["panels"]), "")
        computed = yield from computing(asked, (name,))
        return alone(computed, name)
    names = [each.name for each in panels_of(asked.view)]
    computed = yield from computing(asked, names)
    return archive(computed)


def alone(computed: Computed, name: str) -> Exported:
    """Return the data of one panel.

    Raises
    ------
    ParameterError
        If there is no plot of that panel.
    """
    if name not in computed.plots:
        raise ParameterError("panel", name, "there is nothing to show in it")
    files = files_of(computed, name)
    base = f"{computed.asked.preset}_{name}"
    if len(files) == 1:
        return _exported(computed, next(iter(files.values())), f"{base}.csv")
    notes = [] if files else [nothing(computed, panel) for panel in without_data(computed)]
    return _exported(computed, _packed(computed, files, notes), f"{base}.zip", notes)


def archive(computed: Computed) -> Exported:
    """Return the tables of all panels that were computed, as a ZIP archive."""
    files = {
        f"{name}/{filename}": content
        for name in with_data(computed)
        for filename, content in files_of(computed, name).items()
    }
    notes = [nothing(computed, panel) for panel in without_data(computed)]
    packed = _packed(computed, files, notes)
    return _exported(computed, packed, f"{computed.asked.preset}_data.zip", notes)


def with_data(computed: Computed) -> list[str]:
    """Return the names of the panels that display numbers, not just why there are none."""
    return [panel.name for panel in computed.panels if tables(computed.plots[panel.name])]


def without_data(computed: Computed) -> list[Panel]:
    """Return the panels that only display why they have no numbers."""
    named = with_data(computed)
    return [panel for panel in computed.panels if panel.name not in named]


def nothing(computed: Computed, panel: Panel) -> Message:
    """Return a note that explains why such a panel has no tables."""
    note = msg("{panel}: nothing to write as CSV.", panel=msg(panel.title))
    reason = why_empty(computed.plots[panel.name])
    return joined(" ", (note, capitalised(as_message(reason)))) if reason else note


def files_of(computed: Computed, name: str) -> dict[str, str]:
    """Return the tables of a panel as CSV, by names of files."""
    found: dict[str, str] = {}
    for each in tables(computed.plots[name]):
        base = _plain(each.name)
        own, count = f"{base}.csv", 1
        while own.lower() in map(str.lower, found):  # some systems do not distinguish these
            count += 1
            own = f"{base}_{count}.csv"
        found[own] = text_of(each)
    return found


def text_of(table: Table) -> str:
    """Return a table as CSV."""
    import csv

    out = StringIO(newline="")
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow([_cell(column.heading) for column in table.columns])
    for start in range(0, table.n_rows, _ROWS_AT_ONCE):
        part = slice(start, start + _ROWS_AT_ONCE)
        lines.writerows(zip(*(_cells(column, part) for column in table.columns), strict=True))
    return out.getvalue()


def _cells(column: Column, part: slice) -> Iterator[Any]:
    values = column.values[part].tolist()
    if column.texts is not None:
        texts = [_cell(text) for text in column.texts]
        return (texts[k] for k in values)
    return ("" if value != value else value for value in values)  # NaN


def _cell(text: str) -> str:
    """Return a text in one line, marked by an apostrophe if spreadsheets would compute it."""
    line = ", ".join(text.split("\n"))
    return f"'{line}" if _FORMULA.match(line) else line


def _plain(name: str) -> str:
    """Return a name that is valid as a file name everywhere."""
    plain = re.sub(r"\W+", "_", _SIGNS.get(name, name))
    return plain[:_MAX_LENGTH].strip("_") or "data"


def about(computed: Computed, notes: Iterable[str] = ()) -> str:
    """Return the description that accompanies tables: their origin, the link, and notes."""
    asked = computed.asked
    return "\n".join((asked.title, asked.link, *computed.notes, *notes, ""))


def _packed(computed: Computed, files: dict[str, str], notes: list[Message]) -> bytes:
    """Return files in a ZIP archive, with a text that describes them."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in {**files, ABOUT: about(computed, notes)}.items():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def _exported(
    computed: Computed, content: str | bytes, filename: str, notes: list[Message] | None = None
) -> Exported:
    later = (*computed.notes[len(computed.asked.notes) :], *(notes or ()))
    made = exported(computed.asked, content, later)
    mime = made.mime if isinstance(content, str) else _ZIP
    return Exported(content, filename, mime, made.notes)
