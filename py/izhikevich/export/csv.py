"""The data of a panel as comma-separated values."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from io import BytesIO, StringIO
from itertools import zip_longest
from math import isfinite
from typing import Any

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.export.columns import columns
from izhikevich.export.computed import ALL, Computed, computing, panels_of
from izhikevich.export.formats import Asked, Exported, exported
from izhikevich.figures.style import message_of
from izhikevich.progress import Progress
from izhikevich.text import capital
from izhikevich.views.declare import Panel

#: What a spreadsheet computes, and what ends a cell of a comment before it.
_FORMULA = re.compile(r"\s*[=+\-@]|[\t\r\n]")
_NEXT_CELL = re.compile(r"[,;](?=[=+\-@])")


def writing(asked: Asked, panel: str = "") -> Generator[Progress, None, Exported]:
    """Return the data of one panel, or those of all in a ZIP archive.

    Parameters
    ----------
    asked : Asked
    panel : str
        Name of a panel of the view, or "all"; if empty, the first one that is shown.
    """
    if panel != ALL:
        name = panel or asked.state["panels"][0]
        computed = yield from computing(asked, (name,), whole=True)
        return _exported(computed, name, table(computed, name))
    names = [each.name for each in panels_of(asked.view)]
    computed = yield from computing(asked, names, whole=True)
    return archive(computed)


def archive(computed: Computed) -> Exported:
    """Return the tables of all panels that were computed, as a ZIP archive."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as files:
        for name in with_data(computed):
            entry = ZipInfo(f"{computed.asked.preset}_{name}.csv")
            entry.compress_type = ZIP_DEFLATED
            files.writestr(entry, table(computed, name))
    base = _exported(computed, "data", packed.getvalue())
    name = f"{computed.asked.preset}_data.zip"
    without = [
        f"{panel.title}: nothing to write as CSV. {reason_of(computed, panel)}"
        for panel in without_data(computed)
    ]
    return Exported(base.content, name, "application/zip", (*base.notes, *without))


def with_data(computed: Computed) -> list[str]:
    """Return the names of the panels that show numbers, not only why there are none."""
    return [panel.name for panel in computed.panels if columns(computed.figures[panel.name])]


def without_data(computed: Computed) -> list[Panel]:
    """Return the panels that only say why they show no numbers."""
    named = with_data(computed)
    return [panel for panel in computed.panels if panel.name not in named]


def reason_of(computed: Computed, panel: Panel) -> str:
    """Return what such a panel says."""
    return capital(message_of(computed.figures[panel.name]))


def table(computed: Computed, name: str) -> str:
    """Return the data of a panel.

    After comments that begin with "#" (title, link, notes) a line of headings follows, then the
    columns side by side: for each curve its two axes, with units; for spikes time, neuron and
    population. Shorter columns end earlier; gaps in a curve are empty lines of it. Curves have all
    their points if the figures are `whole`.

    Raises
    ------
    ParameterError
        If there is no figure of that panel.
    """
    import csv

    if name not in computed.figures:
        raise ParameterError("panel", name, "there is nothing to show in it")
    asked = computed.asked
    panel = next(panel for panel in computed.panels if panel.name == name)
    found = columns(computed.figures[name], panel.axis_group)
    out = StringIO(newline="")
    said = () if found else (reason_of(computed, panel),)
    link = _NEXT_CELL.sub(lambda found: f"%{ord(found[0]):02X}", asked.link)
    for line in (f"{asked.title}: {panel.title}", link, *computed.notes, *said):
        out.write(f"# {_remark(line)}\n")
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow([_cell(heading) for heading, _ in found])
    lines.writerows(zip_longest(*(_cells(values) for _, values in found), fillvalue=""))
    return out.getvalue()


def _cells(values: Iterable[Any]) -> list[Any]:
    if not isinstance(values, np.ndarray) or values.dtype.kind != "f":
        return ["" if _missing(value) else _cell(value) for value in _listed(values)]
    cells: list[Any] = values.tolist()
    for k in np.flatnonzero(~np.isfinite(values)).tolist():
        cells[k] = ""
    return cells


def _listed(values: Iterable[Any]) -> Iterable[Any]:
    listed: Iterable[Any] = values.tolist() if isinstance(values, np.ndarray) else values
    return listed


def _cell(value: Any) -> Any:
    """Return a cell: a text that spreadsheets would compute is marked as text by an apostrophe."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if _FORMULA.match(value) else value


def _remark(text: str) -> str:
    """Return a text as the rest of a line of comment, whose commas begin no formula."""
    return _NEXT_CELL.sub(lambda found: f"{found[0]} ", " ".join(text.split()))


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and not isfinite(value))


def _exported(computed: Computed, what: str, content: str | bytes) -> Exported:
    asked = computed.asked
    later = computed.notes[len(asked.notes) :]
    made = exported(asked, content, later)
    return Exported(content, f"{asked.preset}_{what}{asked.format.suffix}", made.mime, made.notes)
