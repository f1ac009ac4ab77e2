"""The result of reading."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich.views.state import GivenState


@dataclass(frozen=True)
class Imported:
    """An imported state.

    Parameters
    ----------
    state : dict
        As `izhikevich.app.respond` takes it. Values are not checked against the view's limits:
        that is done when the state is read.
    words : str
        Description for the reader: half a sentence.
    notes : tuple of str
        What was omitted or interpreted in a way that the reader should know about.
    """

    state: GivenState
    words: str
    notes: tuple[str, ...] = ()
