"""What reading gives."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich.views.state import GivenState


@dataclass(frozen=True)
class Imported:
    """What was read.

    Parameters
    ----------
    state : dict
        As `izhikevich.app.respond` takes it. Values are not checked against the view's limits:
        that is done when the state is read.
    words : str
        What it is, for the reader: half a sentence.
    notes : tuple of str
        What was left out, or taken in a way that the reader should know.
    """

    state: GivenState
    words: str
    notes: tuple[str, ...] = ()
