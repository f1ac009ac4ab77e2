"""Labelled samples, and weights of a classifier, as states of the Learning view."""

from __future__ import annotations

from collections.abc import Generator

from izhikevich.errors import ParameterError
from izhikevich.headings import read_heading
from izhikevich.imports.archives import names_in
from izhikevich.imports.result import Imported
from izhikevich.learning.classification.tables import first_rows, label_named
from izhikevich.progress import Progress
from izhikevich.tabular import is_number
from izhikevich.views.learning.own_data import DATA, PRESET
from izhikevich.views.registry import VIEWS
from izhikevich.views.state import VERSION, GivenState

_VIEW = "learning"
#: Headings that may be those of labels, and of much else.
_VAGUE = ("y",)


def is_samples(content: str | bytes) -> bool:
    """Tell whether a file is an archive of arrays, or a table with a column of labels.

    The column has a heading that says so, or it is the only one that holds texts; a table with
    times and currents is not one of samples.
    """
    if isinstance(content, bytes):
        return any(name.endswith(".npy") for name in names_in(content))
    try:
        heading, rows = first_rows(content)
    except ParameterError:
        return False
    if len(rows) < 2 or not all(len(row) == len(rows[0]) >= 2 for row in rows):
        return False
    if {read_heading(cell).kind for cell in heading} >= {"time", "current"}:
        return False
    texts = [k for k in range(len(rows[0])) if not any(is_number(row[k]) for row in rows)]
    numbers = [k for k in range(len(rows[0])) if all(is_number(row[k]) for row in rows)]
    named = label_named(heading)
    if named is not None and heading[named].lower() not in _VAGUE:
        return True
    if len(texts) != 1 or len(numbers) != len(rows[0]) - 1:
        return False
    return len({row[texts[0]] for row in rows}) < len(rows)  # classes have several samples


def reading_state(content: str | bytes, filename: str) -> Generator[Progress, None, Imported]:
    """Return the state that learns from the samples of a file."""
    view = VIEWS[_VIEW]()
    preset = view.preset(PRESET)
    assert preset is not None
    taken = yield from view.taking(DATA, content, filename, dict(preset.values))
    state: GivenState = {
        "version": VERSION,
        "view": _VIEW,
        "preset": PRESET,
        "values": taken.values,
    }
    return Imported(state, taken.words, taken.notes)
