"""The order in which ensembles run: those in a loop together, others one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from izhikevich.errors import ParameterError
from izhikevich.nef.connection import Connection
from izhikevich.nef.ensemble import Ensemble


def groups(
    ensembles: Sequence[Ensemble], connections: Sequence[Connection]
) -> list[list[Ensemble]]:
    """Return the ensembles in groups, each after those from which it gets input.

    Ensembles that reach each other form one group; within it they are in the order in which they
    must be stepped, where connections without synapse act within the step.

    Raises
    ------
    ParameterError
        If connections without synapse form a loop.
    """
    inner = [c for c in connections if isinstance(c.pre, Ensemble)]
    reached = {e: _reached(e, inner) for e in ensembles}
    left = list(ensembles)
    found = []
    while left:
        # One whose sources are all in its own loop, or done.
        first = next(
            e
            for e in left
            if all(
                c.pre in reached[e] or c.pre not in left
                for c in inner
                for member in [e, *_loop(e, reached)]
                if c.post is member
            )
        )
        members = [e for e in left if e is first or e in _loop(first, reached)]
        left = [e for e in left if e not in members]
        found.append(_sorted(members, [c for c in inner if c.synapse is None]))
    return found


def _reached(start: Ensemble, connections: Iterable[Connection]) -> set[Ensemble]:
    """Return the ensembles that receive input from `start`, directly or indirectly."""
    found: set[Ensemble] = set()
    waiting = [start]
    while waiting:
        pre = waiting.pop()
        new = {c.post for c in connections if c.pre is pre} - found
        found |= new
        waiting += new
    return found


def _loop(ensemble: Ensemble, reached: dict[Ensemble, set[Ensemble]]) -> set[Ensemble]:
    """Return the ensembles that are reached from `ensemble` and reach it."""
    return {e for e in reached[ensemble] if ensemble in reached[e]}


def _sorted(members: list[Ensemble], instant: list[Connection]) -> list[Ensemble]:
    """Return members in an order in which connections without synapse lead forward."""
    done: list[Ensemble] = []
    while len(done) < len(members):
        ready = [
            e
            for e in members
            if e not in done
            and all(c.pre in done or c.pre not in members for c in instant if c.post is e)
        ]
        if not ready:
            raise ParameterError("synapse", None, "a loop needs a synapse somewhere")
        done += ready[:1]
    return done
