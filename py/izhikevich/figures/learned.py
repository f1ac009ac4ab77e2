"""What comes in, what neurons make of it before and after learning, and what they should."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.figures.style import (
    CURRENT,
    DECODED,
    FAINT,
    GHOST,
    Figure,
    axis,
    corner,
    curve,
    layout,
    margins,
    padded,
    pointer,
    row_title,
)
from izhikevich.neuron.rules import FloatArray

_GAP = 0.1  # part of the height between two rows
_HALF, _LEAST = 0.38, 0.035  # of the height of a spike: in neurons, and at least this of a row
_FEW = 60  # spikes in a row, up to which they are drawn as thick marks


@dataclass(frozen=True, eq=False)
class Spikes:
    """Spikes of some neurons or channels.

    Parameters
    ----------
    title : str
        What they are.
    times : array, shape (n_spikes,)
        ms.
    neurons : integer array, shape (n_spikes,)
        Who fired; 0 stands at the top.
    size : int
        How many neurons there are.
    colour : str
    share : float
        Of the height, by what the others have.
    targets : (times, neurons), optional
        When they should fire.
    looked_at : int, optional
        The neuron that is looked at: it is marked at the right.
    """

    title: str
    times: FloatArray
    neurons: NDArray[np.int64]
    size: int
    colour: str
    share: float
    targets: tuple[FloatArray, NDArray[np.int64]] | None = None
    looked_at: int | None = None


@dataclass(frozen=True, eq=False)
class Answers:
    """Voltages of readouts, of which the right one should be the highest.

    Parameters
    ----------
    title : str
        What they are.
    t : array, shape (n_samples,)
        ms.
    values : array, shape (n_samples, classes)
    names : sequence of str
        Of the classes.
    right : int
        The one that should be the highest.
    share : float
        As of `Spikes`.
    since : float
        From where on they are read, ms.
    """

    title: str
    t: FloatArray
    values: FloatArray
    names: Sequence[str]
    right: int
    share: float
    since: float


def learned_figure(rows: Sequence[Spikes | Answers], end: float) -> Figure:
    """Return spikes and answers over time, one row below the other.

    Parameters
    ----------
    rows : sequence of Spikes or Answers
        From top to bottom.
    end : float
        Of the time axis, ms.

    Returns
    -------
    Figure
        With a trace for each row, named by its title, and those of targets before it.
    """
    free = 1.0 - _GAP * (len(rows) - 1)
    unit = free / sum(row.share for row in rows)
    top = 1.0
    data: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    notes: list[dict[str, Any]] = []
    for k, row in enumerate(rows):
        number = str(k + 1) if k else ""
        domain = [max(0.0, top - unit * row.share), top]
        if isinstance(row, Spikes):
            data += _spikes(row, f"y{number}")
            none: dict[str, Any] = {"tickvals": [], "ticktext": []}  # a single one needs no number
            ticks = {"nticks": 3} if row.size > 1 else none
            axes[f"yaxis{number}"] = axis("", domain=domain, range=[row.size - 0.5, -0.5], **ticks)
            if row.looked_at is not None:
                notes.append(pointer(float(row.looked_at), f"y{number}"))
        else:
            data += _answers(row, f"y{number}")
            ends = padded(float(row.values.min()), float(row.values.max()))
            axes[f"yaxis{number}"] = axis("", domain=domain, range=list(ends), nticks=3)
            notes.append(corner(f"right: {row.names[row.right]}", top, DECODED))
        notes.append(row_title(row.title, top))
        top = domain[0] - _GAP
    if any(isinstance(row, Spikes) and row.targets is not None for row in rows):
        notes.append(corner("target (wide)", 1.0, CURRENT))
    return {
        "data": data,
        "layout": layout(
            margin=margins(top=22, bottom=36),
            xaxis=axis("t (ms)", range=[0.0, end], anchor=f"y{len(rows)}" if rows[1:] else "y"),
            **axes,
            annotations=notes,
        ),
    }


def _spikes(row: Spikes, name: str) -> list[dict[str, Any]]:
    """Return the targets of a row, wide and grey, and above them its spikes."""
    width = 2.0 if row.times.size <= _FEW else 1.25
    half = max(_HALF, _LEAST * row.size)
    lines = [_marks(row.title, row.times, row.neurons, row.colour, (width, half), name)]
    lines[0]["meta"] = GHOST
    if row.targets is not None:
        times, neurons = row.targets
        target = _marks(f"{row.title}: target", times, neurons, CURRENT, (6.0, half), name)
        lines.insert(0, {**target, "opacity": 0.4})
    return lines


def _marks(
    title: str,
    times: FloatArray,
    neurons: NDArray[np.int64],
    colour: str,
    size: tuple[float, float],
    name: str,
) -> dict[str, Any]:
    """Return upright strokes as one trace; `size` is their width (px) and half height (neurons)."""
    width, half = size
    gap = np.full(times.size, np.nan)
    return curve(
        title,
        np.column_stack((times, times, gap)).ravel(),
        np.column_stack((neurons - half, neurons + half, gap)).ravel(),
        colour,
        width=width,
        yaxis=name,
        hovertemplate="%{x:.1f} ms<extra></extra>",
    )


def _answers(row: Answers, name: str) -> list[dict[str, Any]]:
    """Return the readouts, the right one last and so in front."""
    order = [k for k in range(len(row.names)) if k != row.right] + [row.right]
    lines: list[dict[str, Any]] = [
        curve(
            f"{row.title}: {row.names[k]}",
            row.t,
            np.ascontiguousarray(row.values[:, k]),
            DECODED if k == row.right else CURRENT,
            width=2.5 if k == row.right else 1.0,
            yaxis=name,
            hovertemplate=f"{row.names[k]}: %{{y:.2f}} at %{{x:.1f}} ms<extra></extra>",
        )
        for k in order
    ]
    if row.since > 0.0:
        ends = padded(float(row.values.min()), float(row.values.max()))
        lines.insert(
            0,
            curve(
                f"{row.title}: read from here on",
                np.full(2, row.since),
                np.array(ends),
                FAINT,
                width=1.0,
                dash="dot",
                yaxis=name,
                hovertemplate="read from here on<extra></extra>",
            ),
        )
    return lines
