"""Marks at important currents, for the plots over the current."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.dynamics import Bifurcation
from izhikevich.messages import Message, Number, marked, msg
from izhikevich.plots.spec import Label, Mark, Marker, Points, Range, Rule, Series
from izhikevich.plots.style import Role

_NAMES = {"saddle-node": "saddle-node", "Andronov-Hopf": "Hopf"}
_LINE = 14.0  # height of a line of text, px
_GAP = 3.0  # between a line and its name, px


def current_marks(
    bifurcations: Iterable[Bifurcation], present_current: float | None, ends: Range, unit: str
) -> list[Mark]:
    """Return lines at bifurcations and at the current of the run, with their names.

    Parameters
    ----------
    bifurcations : iterable of Bifurcation
        Those outside the range are omitted.
    present_current : float or None
        Current of the run, marked by a stronger line, if there is one and it is in the range.
    ends : (float, float)
        Ends of the current axis.
    unit : str
        Unit of the current.

    Returns
    -------
    list of Rule and Label
        For the uppermost pane. The names are in their own lines at its top, so that they cannot
        overlap.
    """
    low, high = ends
    found = sorted((b.current, _NAMES[b.kind]) for b in bifurcations if low <= b.current <= high)
    lines = [
        (name, Rule(role=Role.MUTED, x=current, dash="dot", through=True))
        for current, name in found
    ]
    if present_current is not None and low <= present_current <= high:
        present = Rule(role=Role.CURRENT, x=present_current, width=1.5, through=True)
        lines.append(("current I", present))
    rules: list[Mark] = [rule for _, rule in lines]
    return rules + [_name(name, rule, k, ends, unit) for k, (name, rule) in enumerate(lines)]


def _name(text: str, rule: Rule, line: int, ends: Range, unit: str) -> Label:
    """Return the name of a line, on the side of it with more room."""
    assert isinstance(rule.x, float)
    at_right = rule.x > 0.5 * sum(ends)
    current = Number(rule.x, unit, ".5g")
    return Label(
        text=text,
        role=rule.role,
        x=rule.x,
        y=1.0,
        y_in="pane",
        align="right" if at_right else "left",
        valign="top",
        shift=(-_GAP if at_right else _GAP, -_LINE * line),
        tip=Message("{name}: {current}", {"name": msg(text), "current": current}),
    )


def artefact_marks(currents: FloatArray, counts: NDArray[np.int64]) -> list[Series]:
    """Return marks at 0 where steps produced spikes, which no curve counts; none if there are none.

    Parameters
    ----------
    currents : array, shape (n,)
    counts : integer array, shape (n,)
        Number of numerical artefacts at each.
    """
    where = np.flatnonzero(counts)
    if not where.size:
        return []
    return [
        Points(
            name="numerical artefact",
            role=Role.ARTEFACT,
            x=currents[where],
            y=np.zeros(where.size),
            marker=Marker("cross", 7.0, edge=2.0),
            point=marked("numerical artefact at I = {x}"),
        )
    ]
