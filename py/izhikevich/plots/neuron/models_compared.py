"""The response of four models to the same current, one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.comparison import OPERATIONS, Operations, VoltageTrace
from izhikevich.messages import Number, counted, marked, msg
from izhikevich.plots.spec import TIME, Area, Axis, Curve, Pane, Plot, Quantity, SpikeTimes, remark
from izhikevich.plots.style import Role

#: The models as readers know them, by the names of `OPERATIONS`.
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "integrate-and-fire": "integrate-and-fire",
        "izhikevich": "Izhikevich",
        "adaptive-exponential": "AdEx",
        "hodgkin-huxley": "Hodgkin–Huxley",
    }
)
_MODELS = (
    Area(bottom=0.82, top=0.96),
    Area(bottom=0.61, top=0.75),
    Area(bottom=0.4, top=0.54),
    Area(bottom=0.19, top=0.33),
)
_STRIP = Area(top=0.11)
_V = Quantity("v", "mV")
_CURRENT = Quantity("I / C", "mV/ms")
#: The points that a line joins, t and v.
Path: TypeAlias = tuple[FloatArray, FloatArray]


def models_compared_plot(
    courses: Sequence[tuple[str, VoltageTrace, Path]], t: FloatArray, current: FloatArray, dt: float
) -> Plot:
    """Describe voltages, their cost, and the current.

    Parameters
    ----------
    courses : sequence of (str, VoltageTrace, (array, array))
        By the names of `OPERATIONS`; of each also the line, t and v, with spikes drawn up to the
        peak.
    t, current : array, shape (n,)
        Times, ms; current, mV/ms.
    dt : float
        Step of the run, ms, which determines its cost.
    """
    time = Axis(TIME, range=(0.0, float(np.max(t))), grid=True)
    panes = [
        _model(TITLES[name], course, path, OPERATIONS[name], dt, time, area)
        for (name, course, path), area in zip(courses, _MODELS, strict=True)
    ]
    strip = Pane(
        x=time,
        y=Axis(_CURRENT, ticks=3),
        area=_STRIP,
        heading=_CURRENT,
        series=[
            Curve(
                name="current",
                role=Role.CURRENT,
                x=t,
                y=current,
                point=marked("{name}: {y} at {x}"),
            )
        ],
    )
    spikes = [
        SpikeTimes(of=TITLES[name], quantity=TIME, values=course.spike_times)
        for name, course, _ in courses
    ]
    return Plot(panes=[*panes, strip], spikes=spikes)


def _model(
    title: str,
    course: VoltageTrace,
    path: Path,
    cost: Operations,
    dt: float,
    time: Axis,
    area: Area,
) -> Pane:
    n = course.spike_times.size
    spikes = counted("{model}: {count} spike", "{model}: {count} spikes", n, model=msg(title))
    here = {
        "per_ms": Number(cost.per_ms(dt), form=",.0f"),
        "per_step": cost.per_step,
        "step": Number(cost.step_of(dt), "ms", ".3g"),
        "parts": msg(cost.counted),
    }
    if cost.published is None:
        price = msg("{operations} operations/ms here", operations=here["per_ms"])
        details = msg(
            "The code here: {per_ms} per ms, {per_step} in each step of {step}:\n{parts}.", **here
        )
    else:
        operations = Number(cost.published, form=",")
        price = msg("{operations} operations/ms", operations=operations)
        details = msg(
            "{operations} as counted by Izhikevich (2004).\n"
            "The code here: {per_ms} per ms, {per_step} in each step of {step}:\n{parts}.",
            operations=operations,
            **here,
        )
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
                point=marked("{name}: {y} at {x}"),
            )
        ],
        marks=[
            remark(spikes),
            remark(price, Role.INK, side="right", tip=details),
        ],
    )
