"""Vertical lines at the currents that matter, for the figures over the current."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from izhikevich.dynamics import Bifurcation
from izhikevich.figures.style import CURRENT, MUTED, label

_NAMES = {"saddle-node": "saddle-node", "Andronov-Hopf": "Hopf"}
_LINE = 14  # height of a line of text, px


def current_marks(
    bifurcations: Iterable[Bifurcation],
    present_current: float,
    current_range: tuple[float, float],
    unit: str,
) -> dict[str, list[dict[str, Any]]]:
    """Return lines at bifurcations and at the present current, with their names.

    Parameters
    ----------
    bifurcations : iterable of Bifurcation
        Those outside the range are left out.
    present_current : float
        Marked by a stronger line, if it is in the range.
    current_range : (float, float)
        Range of the current axis.
    unit : str
        Unit of the current.

    Returns
    -------
    dict
        "shapes" and "annotations" for a layout. The names stand in lines of their own at the top,
        so that they cannot meet.
    """
    low, high = current_range
    marks = [(b.current, _NAMES[b.kind], MUTED, "dot", 1.0) for b in bifurcations]
    marks.sort()
    marks.append((present_current, "present I", CURRENT, "solid", 1.5))
    shapes: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for x, name, colour, dash, width in marks:
        if not low <= x <= high:
            continue
        shapes.append(
            {
                "type": "line",
                "x0": x,
                "x1": x,
                "yref": "paper",
                "y0": 0.0,
                "y1": 1.0,
                "line": {"color": colour, "width": width, "dash": dash},
            }
        )
        at_right = x > 0.5 * (low + high)
        annotations.append(
            label(
                name,
                x,
                1.0,
                colour,
                yref="paper",
                xanchor="right" if at_right else "left",
                yanchor="top",
                xshift=-3 if at_right else 3,
                yshift=-_LINE * len(annotations),
                hovertext=f"{name}: {x:.5g} {unit}".strip(),
            )
        )
    return {"shapes": shapes, "annotations": annotations}
