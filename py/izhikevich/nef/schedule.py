"""The order in which parts run: those in a loop together, others one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from izhikevich.errors import ParameterError
from izhikevich.nef.connection import Connection
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.node import Node

#: What receives input, and so has to wait for what it receives it from.
Unit: TypeAlias = Ensemble | Node


@dataclass(frozen=True)
class _Edge:
    """A unit from which another one receives input, in the same step if it is instant."""

    pre: Unit
    post: Unit
    instant: bool


def is_unit(part: object) -> bool:
    """Return whether a part of a model receives input."""
    return isinstance(part, Ensemble) or (isinstance(part, Node) and part.size_in > 0)


def groups(units: Sequence[Unit], connections: Sequence[Connection]) -> list[list[Unit]]:
    """Return the units in groups, each after those from which it gets input.

    Units that reach each other form one group; within it they are in the order in which they must
    be stepped, where connections without synapse act within the step. An error reaches the unit to
    which the connection that learns leads.

    Raises
    ------
    ParameterError
        If connections without synapse form a loop.
    """
    edges = list(_edges(connections))
    reached = {unit: _reached(unit, edges) for unit in units}
    left = list(units)
    found = []
    while left:
        # One whose sources are all in its own loop, or done.
        first = next(
            unit
            for unit in left
            if all(
                edge.pre in reached[unit] or edge.pre not in left
                for edge in edges
                for member in [unit, *_loop(unit, reached)]
                if edge.post is member
            )
        )
        members = [unit for unit in left if unit is first or unit in _loop(first, reached)]
        left = [unit for unit in left if unit not in members]
        found.append(_sorted(members, [edge for edge in edges if edge.instant]))
    return found


def _edges(connections: Iterable[Connection]) -> Iterable[_Edge]:
    for connection in connections:
        post, instant = connection.post, connection.synapse is None
        if isinstance(post, Connection):  # weights change after the step
            post, instant = post.post, False
        if is_unit(connection.pre) and not isinstance(post, Connection):
            yield _Edge(connection.pre, post, instant)


def _reached(start: Unit, edges: Iterable[_Edge]) -> set[Unit]:
    """Return the units that receive input from `start`, directly or indirectly."""
    found: set[Unit] = set()
    waiting = [start]
    while waiting:
        pre = waiting.pop()
        new = {edge.post for edge in edges if edge.pre is pre} - found
        found |= new
        waiting += new
    return found


def _loop(unit: Unit, reached: dict[Unit, set[Unit]]) -> set[Unit]:
    """Return the units that are reached from `unit` and reach it."""
    return {other for other in reached[unit] if unit in reached[other]}


def _sorted(members: list[Unit], instant: list[_Edge]) -> list[Unit]:
    """Return members in an order in which connections without synapse lead forward."""
    done: list[Unit] = []
    while len(done) < len(members):
        ready = [
            unit
            for unit in members
            if unit not in done
            and all(
                edge.pre in done or edge.pre not in members for edge in instant if edge.post is unit
            )
        ]
        if not ready:
            raise ParameterError("synapse", None, "a loop needs a synapse somewhere")
        done += ready[:1]
    return done
