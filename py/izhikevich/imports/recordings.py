"""Recordings of a cell, as states of the Fit view."""

from __future__ import annotations

from collections.abc import Generator

from izhikevich.imports.archives import names_in
from izhikevich.imports.result import Imported
from izhikevich.progress import Progress
from izhikevich.views.registry import VIEWS
from izhikevich.views.state import VERSION, GivenState

_VIEW = "fit"
_PARAMETER = "recording"
#: What an array of voltages is called in an archive of arrays.
_VOLTAGES = ("v", "voltage", "v_mV", "v_V", "voltage_mV", "voltage_V")


def is_recording(content: bytes, filename: str = "") -> bool:
    """Tell whether a file is a recording, by its first bytes or the names of its arrays.

    Text is none: a table may also be a current, or samples to learn from.
    """
    from izhikevich.fitting.files.kinds import ABF, HDF5, IBW, MATLAB, kind_of

    if not content.startswith(b"PK"):
        return kind_of(content, filename) in (ABF, HDF5, IBW, MATLAB)
    names = {name.removesuffix(".npy") for name in names_in(content)}
    # A run that was exported has its link, too.
    return not names.isdisjoint(_VOLTAGES) and "link" not in names


def reading_recording(content: bytes, filename: str) -> Generator[Progress, None, Imported]:
    """Return the state that fits a model to a recording."""
    view = VIEWS[_VIEW]()
    preset = view.preset(view.default_preset)
    assert preset is not None
    taken = yield from view.taking(_PARAMETER, content, filename, dict(preset.values))
    state: GivenState = {"version": VERSION, "view": _VIEW, "values": taken.values}
    return Imported(state, taken.words, taken.notes)
