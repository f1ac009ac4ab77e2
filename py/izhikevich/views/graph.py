"""Two tables that are a graph: what the page needs to draw one and to edit it by hand."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich.views.table import Only


@dataclass(frozen=True, kw_only=True)
class Nodes:
    """The table whose rows are nodes.

    Parameters
    ----------
    table, key : str
        Names of the table and of the column by which the rows of the other table know a node.
    label : str
        What one of them is called.
    shown : tuple of str
        Columns that are written in a node.
    inhibitory : str
        Column with the fraction of a node that inhibits, 0 to 1.
    """

    table: str
    key: str
    label: str
    shown: tuple[str, ...]
    inhibitory: str


@dataclass(frozen=True, kw_only=True)
class Edges:
    """The table whose rows are arrows between nodes.

    Parameters
    ----------
    table, start, end : str
        Names of the table and of the columns with the keys of the nodes at both ends.
    label : str
        What one of them is called.
    shown : tuple of str
        Columns that are written at an arrow.
    excitatory, inhibitory : tuple of str
        Columns that matter only if the node at the start excites, or inhibits.
    undirected : Only, optional
        Rows that are lines without heads.
    """

    table: str
    start: str
    end: str
    label: str
    shown: tuple[str, ...]
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
    """

    name: str
    label: str
    help: str
    nodes: Nodes
    edges: Edges
