"""The weights of layers as matrices, and how learning has changed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich.figures.style import (
    EXCITATORY,
    INHIBITORY,
    MUTED,
    PAPER,
    Figure,
    axis,
    label,
    layout,
    margins,
    row_title,
)
from izhikevich.neuron.rules import FloatArray

_NOW, _CHANGE = (0.0, 0.44), (0.5, 0.94)  # parts of the width
_GAP = 0.13  # part of the height between two rows


@dataclass(frozen=True, eq=False)
class Matrix:
    """Weights of a layer.

    Parameters
    ----------
    name : str
        Of which layer.
    first, now : array, shape (from, to)
        At the start, and now.
    unit : str
    """

    name: str
    first: FloatArray
    now: FloatArray
    unit: str


def layers_figure(matrices: Sequence[Matrix]) -> Figure:
    """Return the weights of each layer, and beside them what was added to them by learning.

    Columns are where they come from, rows where they go.

    Parameters
    ----------
    matrices : sequence of Matrix
        From top to bottom. Weights and changes of one have the same colours.
    """
    n = len(matrices)
    height = (1.0 - _GAP * (n - 1)) / n
    data: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    notes: list[dict[str, Any]] = []
    for k, matrix in enumerate(matrices):
        top = 1.0 - k * (height + _GAP)
        domain = [max(0.0, top - height), top]
        change = matrix.now - matrix.first
        largest = max(float(np.abs(matrix.now).max()), float(np.abs(change).max())) or 1.0
        size = matrix.now.shape
        for j, (what, values, place) in enumerate(
            (("now", matrix.now, _NOW), ("change", change, _CHANGE))
        ):
            number = str(2 * k + j + 1) if k or j else ""
            data.append(
                {
                    "type": "heatmap",
                    "name": f"{matrix.name}: {what}",
                    "xaxis": f"x{number}",
                    "yaxis": f"y{number}",
                    "z": np.ascontiguousarray(values.T),
                    "zmin": -largest,
                    "zmax": largest,
                    "colorscale": [[0.0, INHIBITORY], [0.5, PAPER], [1.0, EXCITATORY]],
                    "showscale": j == 1,
                    "colorbar": {
                        "thickness": 8,
                        "outlinewidth": 0,
                        "len": height,
                        "y": 0.5 * (domain[0] + domain[1]),
                        "x": 0.96,
                        "tickvals": [-largest, largest],
                        "ticktext": [f"−{largest:.2g}", f"{largest:.2g}"],
                    },
                    "hovertemplate": "from %{x} to %{y}: %{z:.3g} "
                    + matrix.unit
                    + "<extra></extra>",
                }
            )
            sides = {"visible": False}  # what stands where is said on hovering
            axes[f"xaxis{number}"] = axis(
                "", domain=list(place), range=[-0.5, size[0] - 0.5], anchor=f"y{number}", **sides
            )
            axes[f"yaxis{number}"] = axis(
                "", domain=domain, range=[size[1] - 0.5, -0.5], anchor=f"x{number}", **sides
            )
        unit = f" ({matrix.unit})" if matrix.unit else ""
        notes.append(row_title(f"{matrix.name}: {size[0]} → {size[1]}{unit}", top))
        notes.append(
            label(
                "change",
                _CHANGE[0],
                top,
                MUTED,
                xref="paper",
                yref="paper",
                xanchor="left",
                yanchor="bottom",
            )
        )
    return {
        "data": data,
        "layout": layout(
            margin=margins(top=22, bottom=12, left=12, right=20), **axes, annotations=notes
        ),
    }
