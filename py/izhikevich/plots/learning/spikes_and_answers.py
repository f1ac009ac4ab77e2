"""The input, and the responses of neurons before and after learning, with their targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.messages import joined, msg
from izhikevich.plots.spec import (
    Area,
    Axis,
    Curve,
    Label,
    Mark,
    Pane,
    Plot,
    Quantity,
    Rule,
    Series,
    Strokes,
    padded,
    selected,
)
from izhikevich.plots.style import Role

_GAP = 0.1  # fraction of the height between two rows
_HALF, _MIN_HALF = 0.38, 0.035  # height of a spike: in neurons, and at least this fraction of a row
_THICK = 60  # maximum number of spikes in a row that are drawn as thick marks
_TIME = Quantity("t", "ms", ".1f")
_NEURON = Quantity("neuron", digits=".0f")
_CURRENT = Quantity("deviation", digits=".2f")
_MAX_CURRENTS = 50  # that are drawn
_READOUT = Quantity("readout", digits=".2f")


@dataclass(frozen=True, eq=False)
class Spikes:
    """Spikes of some neurons or channels.

    Parameters
    ----------
    title : str
        Name of the row.
    times : array, shape (n_spikes,)
        Spike times, ms.
    neurons : integer array, shape (n_spikes,)
        Index of the neuron that fired; 0 is at the top.
    size : int
        Number of neurons.
    role : Role
    share : float
        Share of the height, in proportion to the other rows.
    targets : (times, neurons), optional
        When they should fire.
    selected : int, optional
        The selected neuron, marked at the right.
    """

    title: str
    times: FloatArray
    neurons: NDArray[np.int64]
    size: int
    role: Role
    share: float
    targets: tuple[FloatArray, NDArray[np.int64]] | None = None
    selected: int | None = None


@dataclass(frozen=True, eq=False)
class Answers:
    """Voltages of readouts, of which the right one should be the highest.

    Parameters
    ----------
    title : str
        Name of the row.
    t : array, shape (n_samples,)
        Times, ms.
    values : array, shape (n_samples, classes)
    names : sequence of str
        Names of the classes.
    right : int or None
        Index of the one that should be the highest; None if that is unknown.
    answer : int
        Index of the one that is read as the answer.
    share : float
        As for `Spikes`.
    since : float
        Time from which they are read, ms.
    """

    title: str
    t: FloatArray
    values: FloatArray
    names: Sequence[str]
    right: int | None
    answer: int
    share: float
    since: float


@dataclass(frozen=True, eq=False)
class Currents:
    """Currents into the first layer.

    Parameters
    ----------
    title : str
        Name of the row.
    t : array, shape (n_samples,)
        Times, ms.
    values : array, shape (n_samples, n_channels)
        In standard deviations from the mean.
    names : sequence of str
        Names of the channels.
    share : float
        As for `Spikes`.
    """

    title: str
    t: FloatArray
    values: FloatArray
    names: Sequence[str]
    share: float


def learned_plot(rows: Sequence[Spikes | Answers | Currents], end: float) -> Plot:
    """Describe spikes and answers over time, one row below the other.

    Parameters
    ----------
    rows : sequence of Spikes, Answers or Currents
        From top to bottom.
    end : float
        End of the time axis, ms.

    Returns
    -------
    Plot
        With a series for each row, named by its title, and those of targets before it.
    """
    free = 1.0 - _GAP * (len(rows) - 1)
    unit = free / sum(row.share for row in rows)
    time = Axis(_TIME, range=(0.0, end))
    targets = any(isinstance(row, Spikes) and row.targets is not None for row in rows)
    panes, top = [], 1.0
    for k, row in enumerate(rows):
        area = Area(bottom=max(0.0, top - unit * row.share), top=top)
        wide = ("target (wide)", Role.CURRENT) if targets and not k else None
        if isinstance(row, Spikes):
            panes.append(_spikes(row, time, area, wide))
        elif isinstance(row, Currents):
            panes.append(_currents(row, time, area))
        else:
            panes.append(_answers(row, time, area, wide))
        top = area.bottom - _GAP
    return Plot(panes=panes)


def _spikes(row: Spikes, time: Axis, area: Area, note: tuple[str, Role] | None) -> Pane:
    """Return the spikes of a row, and behind them its targets, wide and grey."""
    half = max(_HALF, _MIN_HALF * row.size)
    series: list[Series] = []
    if row.targets is not None:
        series.append(
            Strokes(
                name=joined(": ", [row.title, msg("target")]),
                role=Role.CURRENT,
                x=row.targets[0],
                y=row.targets[1],
                half=half,
                width=6.0,
                opacity=0.4,
                point="{x}",
            )
        )
    series.append(
        Strokes(
            name=row.title,
            role=row.role,
            x=row.times,
            y=row.neurons,
            half=half,
            width=2.0 if row.times.size <= _THICK else 1.25,
            stays="dragged",
            point="{x}",
        )
    )
    return Pane(
        x=time,
        y=Axis(_NEURON, range=(row.size - 0.5, -0.5), ticks=3 if row.size > 1 else ()),
        area=area,
        heading=row.title,
        notes=[note] if note else [],
        series=series,
        marks=[] if row.selected is None else [selected(float(row.selected))],
    )


def _answers(row: Answers, time: Axis, area: Area, note: tuple[str, Role] | None) -> Pane:
    """Return the readouts, the right one, or else the answer, last and so in front."""
    first = row.answer if row.right is None else row.right
    order = [k for k in range(len(row.names)) if k != first] + [first]
    series = [
        Curve(
            name=joined(": ", [row.title, row.names[k]]),
            role=Role.DECODED if k == first else Role.CURRENT,
            x=row.t,
            y=np.ascontiguousarray(row.values[:, k]),
            width=2.5 if k == first else 1.0,
            point=msg("{name}: {y} at {x}", name=row.names[k], x="{x}", y="{y}"),
        )
        for k in order
    ]
    marks: list[Mark] = []
    if row.since > 0.0:
        marks = [
            Rule(role=Role.FAINT, x=row.since, dash="dot", below=True),
            Label(
                text="read from here on",
                role=Role.MUTED,
                x=row.since,
                y=0.0,
                y_in="pane",
                align="left",
                valign="bottom",
                shift=(3.0, 0.0),
                size=11.0,
            ),
        ]
    ends = padded(float(row.values.min()), float(row.values.max()))
    verdict = msg("correct: {answer}", answer=row.names[first])
    if row.right is None:
        verdict = msg("answer: {answer}", answer=row.names[first])
    return Pane(
        x=time,
        y=Axis(_READOUT, range=ends, ticks=3),
        area=area,
        heading=row.title,
        notes=[(verdict, Role.DECODED), *([note] if note else [])],
        series=series,
        marks=marks,
    )


def _currents(row: Currents, time: Axis, area: Area) -> Pane:
    """Return the currents; of many, only the first ones are drawn."""
    shown = min(row.values.shape[1], _MAX_CURRENTS)
    series = [
        Curve(
            name=joined(": ", [row.title, row.names[k]]),
            role=Role.MUTED,
            x=row.t,
            y=np.ascontiguousarray(row.values[:, k], dtype=np.float64),
            width=1.5,
            point=msg("{name}: {y} at {x}", name=row.names[k], x="{x}", y="{y}"),
        )
        for k in range(shown)
    ]
    ends = padded(float(row.values.min()), float(row.values.max()))
    return Pane(
        x=time, y=Axis(_CURRENT, range=ends, ticks=3), area=area, heading=row.title, series=series
    )
