"""Everything that a run of ensembles shows on one time axis, as the plots of Nengo's example do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import joined, marked, msg
from izhikevich.plots.network.raster import raster_pane
from izhikevich.plots.spec import (
    VOLTAGE,
    Area,
    Axis,
    Curve,
    Detail,
    Pane,
    Plot,
    Quantity,
    padded,
)
from izhikevich.plots.style import Role

_TIME = Quantity("t", "ms", ".0f")
_NEURON = Quantity("neuron", digits=".0f")
_DECODED = Quantity("value", digits=".3f")
#: Roles of the ensembles, from the first on.
_ROLES = (Role.DECODED, Role.GRADIENT)
_GAP = 0.28  # of the height of a row of voltages: the room between two rows
_TALLER = 1.5  # times as tall are the rows of values and of spikes


@dataclass(frozen=True, eq=False)
class Together:
    """One ensemble of a run.

    Parameters
    ----------
    name : str
        Name for readers.
    target, decoded : arrays, shape (n_samples, dimensions)
    times, indices : arrays, shape (n_spikes,)
        Spike times, ms, sorted, and rows of the neurons.
    size : int
        Number of neurons.
    rows : integer array, shape (n_shown,)
        Rows of the neurons whose voltages are shown.
    v : array, shape (n_samples, n_shown)
        Their voltages after each step, mV.
    """

    name: str
    target: FloatArray
    decoded: FloatArray
    times: FloatArray
    indices: Any
    size: int
    rows: Any
    v: FloatArray


def together_plot(t: FloatArray, ensembles: Sequence[Together], peak: float, end: float) -> Plot:
    """Describe targets and decoded values, all spikes, and voltages of several neurons.

    Parameters
    ----------
    t : array, shape (n_samples,)
        Times, ms.
    ensembles : sequence of Together
        One or two, from top to bottom.
    peak : float
        Peak voltage, mV.
    end : float
        End of the time axis, ms.

    Returns
    -------
    Plot
        From top to bottom values, spikes, and a pane of overlaid voltages for each ensemble. Spikes
        come first in the list: the page paints them over the first axes.
    """
    time = Axis(_TIME, range=(0.0, end))
    height = 1.0 / (2 * _TALLER + len(ensembles) + _GAP * (len(ensembles) + 1))
    tall, areas, top = _TALLER * height, [], 1.0
    for size in (tall, tall, *(height for _ in ensembles)):
        areas.append(Area(bottom=max(0.0, top - size), top=top))
        top -= size + _GAP * height
    panes = [_spikes(ensembles, time, areas[1]), _values(t, ensembles, time, areas[0])]
    for k, (one, area) in enumerate(zip(ensembles, areas[2:], strict=True)):
        panes.append(_voltages(t, one, k, peak, time, area))
    return Plot(panes=panes)


def _values(t: FloatArray, ensembles: Sequence[Together], time: Axis, area: Area) -> Pane:
    series, every = [], []
    for k, one in enumerate(ensembles):
        for values, is_target in ((one.target, True), (one.decoded, False)):
            every.append(values)
            what = msg("target") if is_target else msg("decoded")
            name = joined(" ", [what, str(k + 1)]) if k else what
            for d in range(values.shape[1]):
                series.append(
                    Curve(
                        name=msg("{name} of dimension {number}", name=name, number=d + 1)
                        if d
                        else name,
                        role=Role.CURRENT if is_target else _ROLES[k],
                        x=t,
                        y=np.ascontiguousarray(values[:, d]),
                        width=3.0 if is_target else 1.5,
                        opacity=0.4 if is_target else 1.0,
                        dash="dash" if d else "solid",
                        point=marked("{name} {y} at {x}"),
                    )
                )
    found = np.concatenate([values.ravel() for values in every])
    low, high = (float(end) for end in np.quantile(found, (0.002, 0.998)))
    notes: list[tuple[str, Role]] = [(msg("target"), Role.CURRENT)]
    notes += [(one.name, role) for one, role in zip(ensembles, _ROLES, strict=False)]
    y = Axis(_DECODED, range=padded(min(low, 0.0), max(high, 0.5)), grid=True, ticks=4)
    return Pane(x=time, y=y, area=area, notes=notes, series=series)


def _spikes(ensembles: Sequence[Together], time: Axis, area: Area) -> Pane:
    """Return all spikes in one pane, with a band for each ensemble."""
    times = np.concatenate([one.times for one in ensembles])
    first = np.cumsum([0, *(one.size for one in ensembles)])
    indices = np.concatenate([one.indices + k for one, k in zip(ensembles, first, strict=False)])
    groups = np.repeat(np.arange(len(ensembles)), [one.times.size for one in ensembles])
    order = np.argsort(times, kind="stable")
    pane = raster_pane(
        times[order],
        indices[order].astype(np.int32),
        groups[order],
        names=[one.name for one in ensembles],
        roles=_ROLES[: len(ensembles)],
        sizes=[one.size for one in ensembles],
        time=time,
    )
    return replace(pane, area=area)


def _voltages(t: FloatArray, one: Together, k: int, peak: float, time: Axis, area: Area) -> Pane:
    """Return voltages of several neurons, one over the other, up to the peak at each spike."""
    xs: list[FloatArray] = []
    ys: list[FloatArray] = []
    rows = []
    for row, v in zip(one.rows, one.v.T, strict=True):
        at = np.searchsorted(t, one.times[one.indices == row] - 0.5 * (t[1] - t[0]))
        xs.append(np.append(np.insert(t, at, t[at]), np.nan))
        ys.append(np.append(np.insert(v, at, peak), np.nan))
        rows.append(np.full(t.size + at.size + 1, row))
    lowest = min(float(one.v.min(initial=-70.0)), -70.0)
    curve = Curve(
        name=msg("voltages of {ensemble}", ensemble=one.name),
        role=_ROLES[k],
        x=np.concatenate(xs),
        y=np.concatenate(ys),
        detail=Detail(_NEURON, np.concatenate(rows)),
        data=(
            np.tile(t, len(one.rows)),
            np.ascontiguousarray(one.v.T).ravel(),
            np.repeat(one.rows, t.size),
        ),
        width=0.75,
        opacity=0.6 if len(one.rows) > 1 else 1.0,
        point=None,
    )
    ends = (10.0 * float(np.floor(0.1 * lowest - 0.2)), peak + 10.0)
    heading = msg(
        "{voltage} of {count} neurons, {ensemble}",
        voltage=VOLTAGE.heading,
        count=len(one.rows),
        ensemble=one.name,
    )
    y = Axis(VOLTAGE, range=ends, grid=True, ticks=3)
    return Pane(x=time, y=y, area=area, heading=heading, series=[curve])
