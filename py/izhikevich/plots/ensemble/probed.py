"""Recordings of the probes of a model: decoded values, spikes, and curves of all neurons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.messages import marked
from izhikevich.plots.spec import (
    VOLTAGE,
    Area,
    Axis,
    Curve,
    Detail,
    Pane,
    Plot,
    Quantity,
    Strokes,
    padded,
)
from izhikevich.plots.style import Role

if TYPE_CHECKING:
    from izhikevich.nef.result import Result

_TIME = Quantity("t", "ms", ".0f")
_NEURON = Quantity("neuron", digits=".0f")
_WEIGHT = Quantity("weight", digits=".0f")
_GAP = 0.35  # of the height of a row: the room between two
_ROLES = (Role.DECODED, Role.VOLTAGE, Role.RECOVERY, Role.CURRENT, Role.GRADIENT)
#: What is recorded of each neuron: its axis and its role.
_STATES = {
    "voltage": (VOLTAGE, Role.VOLTAGE),
    "recovery": (Quantity("u", "mV/ms", ".3g"), Role.RECOVERY),
    "current": (Quantity("I", "mV/ms", ".3g"), Role.CURRENT),
    "weights": (Quantity("weight", digits=".3g"), Role.GRADIENT),
}


def probed_plot(result: Result) -> Plot:
    """Describe a run in rows on one time axis.

    Decoded values are above, all in one row; then a row for each other probe: spikes as strokes,
    voltages, recovery variables, currents and weights as one curve for each neuron or weight.
    """
    of = {name: probe.of for name, probe in result.model.probes.items()}
    decoded = {name: result[name] for name in of if of[name] == "decoded"}
    others = [name for name in of if of[name] != "decoded"]
    count = len(others) + bool(decoded)
    height = 1.0 / (count + _GAP * (count - 1))
    end = float(result.t[-1]) if result.t.size else 1.0
    time = Axis(_TIME, range=(0.0, end))
    panes = []
    for k in range(count):
        top = 1.0 - k * height * (1.0 + _GAP)
        area = Area(bottom=max(0.0, top - height), top=top)
        if decoded and not k:
            series = list(_curves(result, decoded))
            panes.append(Pane(x=time, y=_decoded_axis(decoded), area=area, series=series))
            continue
        name = others[k - bool(decoded)]
        panes.append(_row(name, of[name], result.times(name), result[name], time, area))
    return Plot(panes=panes, legend="above" if len(panes[0].series) > 1 else "none")


def _decoded_axis(decoded: dict[str, NDArray[Any]]) -> Axis:
    name = next(iter(decoded)) if len(decoded) == 1 else "decoded"
    low = min(float(values.min(initial=0.0)) for values in decoded.values())
    high = max(float(values.max(initial=0.0)) for values in decoded.values())
    return Axis(Quantity(name, digits=".3g"), range=padded(low, high), grid=True, ticks=4)


def _curves(result: Result, decoded: dict[str, NDArray[Any]]) -> Iterator[Curve]:
    """Yield a curve for each dimension of each decoded value."""
    k = 0
    for name, values in decoded.items():
        t = result.times(name)
        for d in range(values.shape[1]):
            label = f"{name} {d}" if values.shape[1] > 1 else name
            y = np.ascontiguousarray(values[:, d])
            point = marked("{name} {y} at {x}")
            yield Curve(name=label, role=_ROLES[k % len(_ROLES)], x=t, y=y, point=point)
            k += 1


def _row(name: str, of: str, t: FloatArray, values: NDArray[Any], time: Axis, area: Area) -> Pane:
    if of == "spikes":
        steps, neurons = np.nonzero(values)
        strokes = Strokes(name=name, role=Role.INK, x=t[steps], y=neurons, legend=False, width=1.0)
        axis = Axis(_NEURON, range=(-0.5, values.shape[1] - 0.5), ticks=4)
        return Pane(x=time, y=axis, area=area, series=[strokes])
    quantity, role = _STATES[of]
    each = values.reshape(len(values), -1)
    count = each.shape[1]
    curve = Curve(
        name=name,
        role=role,
        x=np.tile(np.append(t, np.nan), count),
        y=np.concatenate([each, np.full((1, count), np.nan)]).T.ravel(),
        detail=Detail(
            _WEIGHT if of == "weights" else _NEURON, np.repeat(np.arange(count), t.size + 1)
        ),
        width=0.75,
        opacity=0.75 if count > 1 else 1.0,
        legend=False,
        point=None,
    )
    low, high = float(each.min(initial=0.0)), float(each.max(initial=0.0))
    axis = Axis(quantity, range=padded(low, high), ticks=4)
    return Pane(x=time, y=axis, area=area, series=[curve])
