"""The cost of a millisecond of each model: operations, and time as measured."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.comparison import ModelCosts
from izhikevich.messages import Number, marked, msg
from izhikevich.plots.neuron.models_compared import TITLES
from izhikevich.plots.spec import (
    Area,
    Axis,
    Detail,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Shape,
)
from izhikevich.plots.style import Role

_COUNTED = Area(bottom=0.62, top=0.95)
_MEASURED = Area(bottom=0.05, top=0.38)
_OPERATIONS = Quantity("operations per ms", digits=",.0f")
_TIME = Quantity("time per ms of a neuron", "µs", ".3g")
_MODEL = Quantity("model")
#: The models as the axis has room for them, by the names of `OPERATIONS`.
_SHORT: Mapping[str, str] = MappingProxyType(
    {
        "integrate-and-fire": "IF",
        "izhikevich": "Izh.",
        "adaptive-exponential": "AdEx",
        "hodgkin-huxley": "HH",
    }
)
_ROOM = 1.5  # factor between the outermost points and the ends of the axis


def model_costs_plot(costs: ModelCosts) -> Plot:
    """Describe what each model costs, with axes on which each decade is equally long."""
    names = [_SHORT[name] for name in costs.models]
    rows = np.arange(len(names), 0.0, -1.0)
    models = Axis(
        _MODEL,
        range=(0.4, len(names) + 0.6),
        ticks=list(zip(rows.tolist(), names, strict=True)),
        grid=True,
    )
    size = Number(costs.neurons, form=",")
    counted = (
        _points(msg("Izhikevich (2004)"), costs.published, rows, Role.MUTED, "diamond", False),
        _points(msg("the code here"), costs.operations, rows, Role.INK, "circle", True),
    )
    measured = (
        _points(msg("one neuron, Python"), costs.one, rows, Role.VOLTAGE, "circle", True),
        _points(msg("one of {n}, numpy", n=size), costs.many, rows, Role.RECOVERY, "square", True),
        _points(
            msg("one of {n}, compiled", n=size),
            costs.compiled,
            rows,
            Role.DECODED,
            "triangle-up",
            True,
        ),
    )
    return Plot(
        panes=[
            Pane(
                x=_decades(_OPERATIONS, counted),
                y=models,
                area=_COUNTED,
                series=_with_content(counted),
                heading=msg("Counted"),
            ),
            Pane(
                x=_decades(_TIME, measured),
                y=models,
                area=_MEASURED,
                series=_with_content(measured),
                heading=msg("Measured: {machine}", machine=costs.machine),
            ),
        ],
        legend="above",
    )


def _points(
    name: str, values: FloatArray, rows: FloatArray, role: Role, shape: Shape, filled: bool
) -> Points:
    known = np.isfinite(values)
    titles = TITLES.values()
    return Points(
        name=name,
        role=role,
        x=values[known],
        y=rows[known],
        marker=Marker(shape, 9.0, filled=filled, edge=1.5),
        detail=Detail(_MODEL, [title for title, there in zip(titles, known, strict=True) if there]),
        point=marked("{detail}, {name}: {x} per ms"),
    )


def _decades(quantity: Quantity, series: tuple[Points, ...]) -> Axis:
    values = np.concatenate([one.x for one in series])
    return Axis(quantity, range=(values.min() / _ROOM, values.max() * _ROOM), kind="log", grid=True)


def _with_content(series: tuple[Points, ...]) -> list[Points]:
    """Omit what is not known: without a compiled engine there are no times of it."""
    return [one for one in series if one.x.size]
