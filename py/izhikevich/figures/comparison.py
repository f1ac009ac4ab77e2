"""The same current into three models, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from izhikevich.comparison import OPERATIONS, Course
from izhikevich.figures.style import CURRENT, INK, Figure, V, axis, corner, curve, layout, row_title
from izhikevich.figures.thin import thin
from izhikevich.neuron.rules import FloatArray

_TITLES = {
    "integrate-and-fire": "integrate-and-fire",
    "izhikevich": "Izhikevich",
    "hodgkin-huxley": "Hodgkin–Huxley",
}
# Domains of the rows, from the top.
_ROWS = ((0.76, 0.95), (0.49, 0.68), (0.22, 0.41), (0.0, 0.13))


def comparison_figure(
    courses: Sequence[tuple[str, Course]], t: FloatArray, current: FloatArray, dt: float
) -> Figure:
    """Return voltages, their cost, and the current.

    Parameters
    ----------
    courses : sequence of (str, Course)
        By the names of `OPERATIONS`; voltages with their spikes drawn up to the peak.
    t, current : array, shape (n,)
        ms; mV/ms.
    dt : float
        Step of the run, ms, which decides what it costs.
    """
    data: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    for i, ((name, course), row) in enumerate(zip(courses, _ROWS, strict=False)):
        number = "" if i == 0 else str(i + 1)
        x, y = thin(course.t, course.v)
        data.append(_line(_TITLES[name], x, y, V, f"y{number}", "mV"))
        axes[f"yaxis{number}"] = axis("v (mV)" if i == 1 else "", domain=list(row), nticks=3)
        cost = OPERATIONS[name]
        n = course.spike_times.size
        spikes = "1 spike" if n == 1 else f"{n} spikes"
        notes += [
            row_title(f"{_TITLES[name]}: {spikes}", row[1]),
            corner(
                f"{cost.published:,} operations/ms",
                row[1],
                INK,
                hovertext=(
                    f"{cost.published:,} as counted by Izhikevich (2004).<br>The code here: "
                    f"{cost.per_ms(dt):,.0f} per ms, {cost.per_step} in each step of "
                    f"{cost.step or dt:g} ms:<br>{cost.counted}."
                ),
            ),
        ]
    x, y = thin(t, current)
    data.append(_line("current", x, y, CURRENT, "y4", "mV/ms"))
    notes.append(row_title("I / C (mV/ms)", _ROWS[-1][1]))
    axes["yaxis4"] = axis("", domain=list(_ROWS[-1]), nticks=3)
    return {
        "data": data,
        "layout": layout(
            xaxis=axis("t (ms)", range=[0.0, float(np.max(t))], anchor="y4", showgrid=True),
            annotations=notes,
            **axes,
        ),
    }


def _line(
    name: str, x: FloatArray, y: FloatArray, colour: str, where: str, unit: str
) -> dict[str, Any]:
    hover = f"%{{y:.4g}} {unit} at %{{x:.2f}} ms<extra>{name}</extra>"
    return curve(name, x, y, colour, yaxis=where, hovertemplate=hover)
