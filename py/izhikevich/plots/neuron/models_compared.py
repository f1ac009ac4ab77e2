"""The response of three models to the same current, one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.comparison import OPERATIONS, Course, Operations
from izhikevich.plots.spec import TIME, Area, Axis, Curve, Events, Pane, Plot, Quantity, remark
from izhikevich.plots.style import Role

_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "integrate-and-fire": "integrate-and-fire",
        "izhikevich": "Izhikevich",
        "hodgkin-huxley": "Hodgkin–Huxley",
    }
)
_MODELS = (
    Area(bottom=0.76, top=0.95),
    Area(bottom=0.49, top=0.68),
    Area(bottom=0.22, top=0.41),
)
_STRIP = Area(top=0.13)
_V = Quantity("v", "mV")
_CURRENT = Quantity("I / C", "mV/ms")
#: The points that a line joins, t and v.
Path: TypeAlias = tuple[FloatArray, FloatArray]


def models_compared_plot(
    courses: Sequence[tuple[str, Course, Path]], t: FloatArray, current: FloatArray, dt: float
) -> Plot:
    """Describe voltages, their cost, and the current.

    Parameters
    ----------
    courses : sequence of (str, Course, (array, array))
        Courses by the names in `OPERATIONS`; for each also the line, t and v, with spikes drawn up
        to the peak.
    t, current : array, shape (n,)
        Times, ms; current, mV/ms.
    dt : float
        Step of the run, ms, which determines its cost.
    """
    time = Axis(TIME, range=(0.0, float(np.max(t))), grid=True)
    panes = [
        _model(_TITLES[name], course, path, OPERATIONS[name], dt, time, area)
        for (name, course, path), area in zip(courses, _MODELS, strict=True)
    ]
    strip = Pane(
        x=time,
        y=Axis(_CURRENT, ticks=3),
        area=_STRIP,
        heading=_CURRENT.heading,
        series=[
            Curve(name="current", role=Role.CURRENT, x=t, y=current, point="{name}: {y} at {x}")
        ],
    )
    events = [
        Events(name=f"spikes of {_TITLES[name]}", quantity=TIME, values=course.spike_times)
        for name, course, _ in courses
    ]
    return Plot(panes=[*panes, strip], events=events)


def _model(
    title: str,
    course: Course,
    path: Path,
    cost: Operations,
    dt: float,
    time: Axis,
    area: Area,
) -> Pane:
    n = course.spike_times.size
    spikes = "1 spike" if n == 1 else f"{n} spikes"
    counted = (
        f"{cost.published:,} as counted by Izhikevich (2004).\nThe code here: "
        f"{cost.per_ms(dt):,.0f} per ms, {cost.per_step} in each step of "
        f"{cost.step or dt:g} ms:\n{cost.counted}."
    )
    published = f"{cost.published:,} operations/ms"
    return Pane(
        x=time,
        y=Axis(_V, ticks=3),
        area=area,
        series=[
            Curve(
                name=title,
                role=Role.VOLTAGE,
                x=path[0],
                y=path[1],
                data=(course.t, course.v),
                point="{name}: {y} at {x}",
            )
        ],
        marks=[
            remark(f"{title}: {spikes}"),
            remark(published, Role.INK, side="right", tip=counted),
        ],
    )
