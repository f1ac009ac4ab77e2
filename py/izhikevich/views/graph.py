"""Two tables that are a graph: what the page needs to draw one and to edit it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.views.table import Only, split_row

_PLACES = "E:20:15,I:60:15"
_DIGITS = 5  # of a number in an entry


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A number of each node in a text with several entries: ``each,E:3`` (see `entries`).

    Parameters
    ----------
    parameter : str
        The parameter that is the text.
    label, help : str
        Texts for the reader.
    each : str
        Entry that stands for one of each node that has no number of its own.
    most : int
        Largest number.
    """

    parameter: str
    label: str
    help: str
    each: str
    most: int


@dataclass(frozen=True, kw_only=True)
class Nodes:
    """The table whose rows are nodes.

    Parameters
    ----------
    table, key : str
        Names of the table and of the column by which the rows of the other table know a node.
    label : str
        What one of them is called.
    shown : tuple of tuples of str
        Columns that are written in a node: of each tuple the first that is not 0.
    inhibitory : str
        Column with the fraction of a node that inhibits, 0 to 1.
    counted : Counted, optional
        A number of each node that another parameter holds.
    """

    table: str
    key: str
    label: str
    shown: tuple[tuple[str, ...], ...]
    inhibitory: str
    counted: Counted | None = None


@dataclass(frozen=True, kw_only=True)
class Edges:
    """The table whose rows are arrows between nodes.

    Parameters
    ----------
    table, start, end : str
        Names of the table and of the columns with the keys of the nodes at both ends.
    label : str
        What one of them is called.
    shown : tuple of tuples of str
        Columns that are written at an arrow: of each tuple the first that is not 0.
    excitatory, inhibitory : tuple of str
        Columns that matter only if the node at the start excites, or inhibits.
    undirected : Only, optional
        Rows that are lines without heads.
    """

    table: str
    start: str
    end: str
    label: str
    shown: tuple[tuple[str, ...], ...]
    excitatory: tuple[str, ...] = ()
    inhibitory: tuple[str, ...] = ()
    undirected: Only | None = None


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Two tables that the page draws as a graph.

    Parameters
    ----------
    name, label, help : str
        Name; what opens the drawing; what it is for.
    nodes : Nodes
    edges : Edges
    places : str
        Parameter that holds where nodes were put, as `read_places` reads it.
    """

    name: str
    label: str
    help: str
    nodes: Nodes
    edges: Edges
    places: str


def entries(text: str, numbers: int) -> Iterator[tuple[str, tuple[int, ...] | None]]:
    """Yield the entries of a text: a name with whole numbers behind it, as in ``E:3,I:1``.

    Parameters
    ----------
    text : str
        Entries are separated by commas. A name may contain colons.
    numbers : int
        How many each has.

    Yields
    ------
    name : str
        The whole entry if it has not so many numbers.
    numbers : tuple of int, or None
        None if it has not so many.
    """
    for entry in filter(None, (part.strip() for part in split_row(text))):
        name, *found = entry.rsplit(":", numbers)
        if name and len(found) == numbers and all(map(_is_number, found)):
            yield name, tuple(map(int, found))
        else:
            yield entry, None


def read_places(text: str, parameter: str) -> dict[str, tuple[int, int]]:
    """Return where nodes were put, by their names: ``E:20:15,I:60:15``, in units of 4 pixels.

    Raises
    ------
    ParameterError
        If an entry is not a name with two numbers.
    """
    found = {}
    for name, numbers in entries(text, 2):
        if numbers is None:
            raise ParameterError(parameter, text, msg("must be written {example}", example=_PLACES))
        found[name] = (numbers[0], numbers[1])
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS
