"""Weights, or other values of synapses, over time: mean, quantiles and some of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from izhikevich.messages import Number, marked, msg
from izhikevich.network.projection_monitors import OF_NEURONS, ProjectionMonitor
from izhikevich.plots.network.recorded import title_of
from izhikevich.plots.spec import Area, Axis, Curve, Dash, Pane, Plot, Quantity, Series, joined
from izhikevich.plots.style import Role

_TIME = Quantity("t", "ms", ".0f")
#: Quantiles, their names and their dashes: a pair of each, and the median.
_QUANTILES: tuple[tuple[float, str, Dash], ...] = (
    (0.05, "5 %", "dot"),
    (0.25, "25 %", "dash"),
    (0.5, "median", "solid"),
    (0.75, "75 %", "dash"),
    (0.95, "95 %", "dot"),
)
_EXAMPLES = 8
_HEADING = 0.3  # fraction of a row for its heading ...
_MAX_HEADING = 0.09  # ... and of the plot


def weight_courses_plot(monitors: Sequence[ProjectionMonitor]) -> Plot:
    """Describe how weights, or what else was recorded of synapses, change: one row for each.

    Parameters
    ----------
    monitors : sequence of ProjectionMonitor
        With the same times.
    """
    t = monitors[0].t
    time = Axis(_TIME, range=(float(t[0]), max(float(t[-1]), float(t[0]) + 1.0)))
    rows = [(one, name) for one in monitors for name in one.variables]
    return Plot(
        legend="below",
        panes=[_row(*row, time, k, len(rows)) for k, row in enumerate(rows)],
        results=[_told(one) for one, name in rows if name == "w" and one.width("w")],
    )


def _row(one: ProjectionMonitor, name: str, time: Axis, k: int, count: int) -> Pane:
    t, w, first = one.t, one[name], k == 0
    of_neurons = name in OF_NEURONS
    unit = one.projection.weight_unit if name == "w" else ""
    weight = Quantity("weight" if name == "w" else name, unit, ".3g")
    chosen = np.linspace(0, w.shape[1] - 1, min(_EXAMPLES, w.shape[1])).astype(np.int64)
    series: list[Series] = [
        Curve(
            name="examples",
            role=Role.FAINT,
            x=joined([t] * chosen.size),
            y=joined(list(w[:, chosen].T)),
            width=1.0,
            opacity=0.7,
            legend=first,
            point=marked("a neuron: {y} at {x}") if of_neurons else marked("a synapse: {y} at {x}"),
        )
    ]
    if not w.shape[1]:
        w = np.full((t.size, 1), np.nan)
    found = np.quantile(w, [q for q, _, _ in _QUANTILES], axis=1)
    series += [
        Curve(
            name=name,
            role=Role.VOLTAGE,
            x=t,
            y=own,
            dash=dash,
            legend=first,
            point=marked("{name}: {y} at {x}"),
        )
        for (_, name, dash), own in zip(_QUANTILES, found, strict=True)
    ]
    series.append(
        Curve(
            name="mean",
            role=Role.RECOVERY,
            x=t,
            y=w.mean(axis=1),
            width=2.0,
            legend=first,
            point=marked("{name}: {y} at {x}"),
        )
    )
    between = msg("{a} → {b}", a=title_of(one.projection.pre), b=title_of(one.projection.post))
    height = 1.0 / count
    bottom = 1.0 - (k + 1) * height
    return Pane(
        x=time,
        y=Axis(weight, grid=True, ticks=4),
        area=Area(bottom=bottom, top=bottom + height - min(_HEADING * height, _MAX_HEADING)),
        heading=weight,
        notes=[(between, Role.MUTED)],
        series=series,
    )


def _told(one: ProjectionMonitor) -> str:
    mean = one.w.mean(axis=1)
    return msg(
        "{a} → {b}: the mean weight goes from {first} to {last}.",
        a=title_of(one.projection.pre),
        b=title_of(one.projection.post),
        first=Number(float(mean[0]), one.projection.weight_unit, ".3g"),
        last=Number(float(mean[-1]), one.projection.weight_unit, ".3g"),
    )
