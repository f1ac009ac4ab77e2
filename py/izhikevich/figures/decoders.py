"""How much each neuron's spikes count in what is decoded."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.figures.style import (
    FAINT,
    INK,
    NEGATIVE,
    POSITIVE,
    Figure,
    axis,
    corner,
    layout,
    margins,
    row_title,
)
from izhikevich.neuron.rules import FloatArray


def decoders_figure(
    onsets: FloatArray,
    decoders: FloatArray,
    positive: NDArray[np.bool_],
    chosen: int,
    names: tuple[str, str],
) -> Figure:
    """Return the decoders of all neurons over where they begin to fire.

    Parameters
    ----------
    onsets : array, shape (n_neurons,)
        Where along its own encoder each neuron begins to fire.
    decoders : array, shape (n_neurons, dimensions)
        What one spike per second adds to the output.
    positive : array of bool, shape (n_neurons,)
        As for `tuning_figure`.
    chosen : int
        The neuron that is marked.
    names : (str, str)
        Of the horizontal axis, and of what is decoded.
    """
    dimensions = decoders.shape[1]
    data: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    notes: list[dict[str, Any]] = []
    height = (1.0 - 0.16 * (dimensions - 1)) / dimensions
    largest = 1e3 * 1.1 * float(np.abs(decoders).max(initial=1e-9))
    for d in range(dimensions):
        bottom = (dimensions - 1 - d) * (height + 0.16)
        number = str(d + 1) if d else ""
        values = 1e3 * np.ascontiguousarray(decoders[:, d])
        for name, colour, sign in (("+", POSITIVE, True), ("−", NEGATIVE, False)):
            own = np.flatnonzero(positive == sign)
            data.append(_marks(name, onsets[own], values[own], own, colour, f"y{number}"))
        data.append(
            {
                **_marks(
                    "neuron looked at",
                    onsets[[chosen]],
                    values[[chosen]],
                    np.array([chosen]),
                    INK,
                    f"y{number}",
                ),
                "marker": {"color": INK, "size": 9, "symbol": "circle-open", "line": {"width": 2}},
            }
        )
        axes[f"yaxis{number}"] = axis(
            "",
            domain=[bottom, bottom + height],
            range=[-largest, largest],
            showgrid=True,
            zeroline=True,
            zerolinecolor=FAINT,
            nticks=5,
        )
        of = f" of dimension {d + 1}" if dimensions > 1 else ""
        notes.append(row_title(f"decoder{of} for {names[1]} (per kHz)", bottom + height))
    if not positive.all():
        notes += [
            corner("encoder +1", 1.0, POSITIVE, xshift=-78),
            corner("encoder −1", 1.0, NEGATIVE),
        ]
    return {
        "data": data,
        "layout": layout(
            margin=margins(top=22),
            xaxis=axis(names[0], anchor=f"y{dimensions}" if dimensions > 1 else "y"),
            **axes,
            annotations=notes,
        ),
    }


def _marks(
    name: str, x: FloatArray, y: FloatArray, own: Any, colour: str, axis_name: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": x,
        "y": y,
        "yaxis": axis_name,
        "customdata": own.astype(np.float64),
        "marker": {"color": colour, "size": 5},
        "hovertemplate": "neuron %{customdata}: %{y:.3g} per kHz<extra></extra>",
    }
