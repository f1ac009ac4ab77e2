"""The decoded output of an ensemble, over its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import joined, marked, msg
from izhikevich.plots.spec import Area, Axis, Curve, Dash, Pane, Plot, Quantity, Series
from izhikevich.plots.style import Role

_GAP = 0.14  # fraction of the height between two rows
_BUTTON = 66.0  # px, room for the pencil in front of the first heading
_DASHES: tuple[Dash, ...] = ("solid", "dash", "dot", "dashdot")
_TIME = Quantity("t", "ms", ".0f")


@dataclass(frozen=True, eq=False)
class Row:
    """One quantity over time.

    Parameters
    ----------
    title : str
        Name of the quantity.
    target, decoded : arrays, shape (n_samples, dimensions)
        Target and actual values.
    ends : (float, float)
        Ends of the axis.
    """

    title: str
    target: FloatArray
    decoded: FloatArray
    ends: tuple[float, float]


def decoded_plot(
    t: FloatArray, rows: Sequence[Row], given: tuple[FloatArray, FloatArray], end: float
) -> Plot:
    """Describe the decoded output over its target, one row per quantity, on one time axis.

    Parameters
    ----------
    t : array, shape (n_samples,)
        Times, ms.
    rows : sequence of Row
        From top to bottom.
    given : (times, values)
        The input, ms and its own unit; drawn in the first row, and named where it differs from the
        target.
    end : float
        End of the time axis, ms.

    Returns
    -------
    Plot
        With the series "input", "target" and "decoded"; those of further rows and dimensions have
        a number.
    """
    height = (1.0 - _GAP * (len(rows) - 1)) / len(rows)
    time = Axis(_TIME, range=(0.0, end))
    names = [("target", Role.CURRENT), ("decoded", Role.DECODED)]
    if not np.array_equal(given[1], rows[0].target[:, 0]):
        names.insert(0, ("input (dotted)", Role.MUTED))
    panes = []
    for k, row in enumerate(rows):
        bottom = (len(rows) - 1 - k) * (height + _GAP)
        panes.append(
            Pane(
                x=time,
                y=Axis(Quantity(row.title, digits=".3f"), range=row.ends, grid=True, ticks=4),
                area=Area(bottom=bottom, top=bottom + height),
                heading=row.title,
                indent=0.0 if k else _BUTTON,
                notes=() if k else names,
                series=[*([] if k else [_input(*given)]), *_lines(t, row, k + 1)],
            )
        )
    return Plot(panes=panes)


def _input(t: FloatArray, values: FloatArray) -> Curve:
    return Curve(name="input", role=Role.MUTED, x=t, y=values, width=1.0, dash="dot", point=None)


def _lines(t: FloatArray, row: Row, number: int) -> list[Series]:
    """Return the targets of a row, wide and grey, and the decoded curves above them."""
    lines: list[Series] = []
    for kind, point, values in (
        (msg("target"), marked("target {y} at {x}"), row.target),
        (msg("decoded"), marked("decoded {y} at {x}"), row.decoded),
    ):
        is_target = values is row.target
        name = joined(" ", [kind, str(number)]) if number > 1 else kind
        for d in range(values.shape[1]):
            lines.append(
                Curve(
                    name=msg("{name} of dimension {number}", name=name, number=d + 1)
                    if d
                    else name,
                    role=Role.CURRENT if is_target else Role.DECODED,
                    x=t,
                    y=np.ascontiguousarray(values[:, d]),
                    width=3.5 if is_target else 1.5,
                    opacity=0.45 if is_target else 1.0,
                    dash=_DASHES[d % len(_DASHES)],
                    stays="never" if is_target else "dragged",
                    point=point,
                )
            )
    return lines
