"""The result of reading."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich.network.network import Network
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
    cells : tuple of str
        Names of the neurons among which `read` can choose by its `cell`, if there are several.
    cell : str
        The one of these that was read.
    """

    state: GivenState
    words: str
    notes: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    cell: str = ""


@dataclass(frozen=True)
class ImportedNetwork:
    """A network that was read.

    Parameters
    ----------
    net : Network
        It begins at time 0.
    notes : tuple of str
        What was interpreted in a way that the reader should know about.
    """

    net: Network
    notes: tuple[str, ...] = ()
