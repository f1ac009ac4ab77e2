"""Vertical lines at the currents that matter, for the figures over the current."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.dynamics import Bifurcation
from izhikevich.figures.style import CURRENT, MUTED, REGIME_COLOURS, label
from izhikevich.neuron.rules import FloatArray

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


def artefact_marks(
    currents: FloatArray, counts: NDArray[np.int64], unit: str
) -> list[dict[str, Any]]:
    """Return marks at 0 where the steps made spikes, which no curve counts; none if they did not.

    Parameters
    ----------
    currents : array, shape (n,)
    counts : integer array, shape (n,)
        Numerical artefacts at each.
    unit : str
        Unit of the current.
    """
    where = np.flatnonzero(counts)
    if not where.size:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "numerical artefact",
            "x": currents[where],
            "y": np.zeros(where.size),
            "marker": {"symbol": "x", "size": 7, "color": REGIME_COLOURS["artefact"]},
            "hovertemplate": f"numerical artefact at I = %{{x:.4g}} {unit}<extra></extra>",
        }
    ]
