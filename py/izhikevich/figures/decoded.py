"""What an ensemble's spikes are read as, over what it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich.figures.style import (
    CURRENT,
    DECODED,
    GHOST,
    MUTED,
    Figure,
    axis,
    corner,
    curve,
    layout,
    margins,
    row_title,
)
from izhikevich.figures.thin import thin
from izhikevich.neuron.rules import FloatArray

_GAP = 0.14  # part of the height between two rows
_BUTTON = 66.0  # px, room for the button that stands before the first title
_DASHES = ("solid", "dash", "dot", "dashdot")


@dataclass(frozen=True, eq=False)
class Row:
    """One quantity over time.

    Parameters
    ----------
    title : str
        What it is.
    target, decoded : arrays, shape (n_samples, dimensions)
        What it should be, and what it is.
    ends : (float, float)
        Of the axis.
    """

    title: str
    target: FloatArray
    decoded: FloatArray
    ends: tuple[float, float]


def decoded_figure(
    t: FloatArray, rows: Sequence[Row], given: tuple[FloatArray, FloatArray], end: float
) -> Figure:
    """Return the decoded output over its target, one row for each quantity, on one time axis.

    Parameters
    ----------
    t : array, shape (n_samples,)
        ms.
    rows : sequence of Row
        From top to bottom.
    given : (times, values)
        The input, ms and its own unit; drawn in the first row where it differs from the target.
    end : float
        Of the time axis, ms.

    Returns
    -------
    Figure
        With the traces "input", "target" and "decoded"; those of further rows and dimensions have
        a number.
    """
    height = (1.0 - _GAP * (len(rows) - 1)) / len(rows)
    axes: dict[str, Any] = {}
    data: list[dict[str, Any]] = [
        curve("input", *given, MUTED, width=1.0, dash="dot", hoverinfo="skip")
    ]
    notes: list[dict[str, Any]] = []
    for k, row in enumerate(rows):
        number = "" if k == 0 else str(k + 1)
        bottom = (len(rows) - 1 - k) * (height + _GAP)
        axes[f"yaxis{number}"] = axis(
            "",
            domain=[bottom, bottom + height],
            range=list(row.ends),
            showgrid=True,
            nticks=4,
        )
        data += _lines(t, row, f"y{number}")
        title = row_title(row.title, bottom + height)
        notes.append(title if k else {**title, "xshift": _BUTTON})
    notes += [
        corner("target", 1.0, CURRENT, xshift=-66),
        corner("decoded", 1.0, DECODED),
    ]
    if not np.array_equal(given[1], rows[0].target[:, 0]):
        notes.append(corner("input (dotted)", 1.0, MUTED, xshift=-116))
    return {
        "data": data,
        "layout": layout(
            margin=margins(top=26, bottom=24),
            xaxis=axis("", range=[0.0, end], anchor=f"y{len(rows)}" if rows[1:] else "y"),
            **axes,
            annotations=notes,
        ),
    }


def _lines(t: FloatArray, row: Row, name: str) -> list[dict[str, Any]]:
    """Return the targets of a row, wide and grey, and above them what is decoded."""
    lines = []
    kinds: tuple[tuple[str, FloatArray, str, dict[str, Any]], ...] = (
        ("target", row.target, CURRENT, {"width": 3.5, "opacity": 0.45}),
        ("decoded", row.decoded, DECODED, {"opacity": 1.0, "meta": GHOST}),
    )
    for kind, values, colour, changes in kinds:
        for d in range(values.shape[1]):
            x, y = thin(t, np.ascontiguousarray(values[:, d]))
            suffix = f" {name[1:]}" if name[1:] else ""
            if d:
                suffix += f" of dimension {d + 1}"
            lines.append(
                curve(
                    f"{kind}{suffix}",
                    x,
                    y,
                    colour,
                    dash=_DASHES[d % len(_DASHES)],
                    yaxis=name,
                    hovertemplate=f"{kind} %{{y:.3f}} at %{{x:.0f}} ms<extra></extra>",
                    **changes,
                )
            )
    return lines
