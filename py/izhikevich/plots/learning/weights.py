"""The weights of layers as matrices, and how learning has changed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import Message, joined, marked, msg
from izhikevich.plots.spec import Area, Axis, Map, Pane, Plot, Quantity
from izhikevich.plots.style import Role

_NOW, _CHANGE = (0.0, 0.44), (0.5, 0.94)  # fractions of the width
_GAP = 0.13  # fraction of the height between two rows
_FROM, _TO = Quantity("from", digits="d"), Quantity("to", digits="d")
_WITHOUT = "{layer}: {sources} \N{RIGHTWARDS ARROW} {targets}"
_WITH_UNIT = f"{_WITHOUT} ({{unit}})"
_SCALE = (Role.INHIBITORY, Role.PAPER, Role.EXCITATORY)


@dataclass(frozen=True, eq=False)
class Matrix:
    """The weights of a layer.

    Parameters
    ----------
    name : str
        Name of the layer.
    first, now : array, shape (from, to)
        Initial and current weights.
    unit : str
    """

    name: str
    first: FloatArray
    now: FloatArray
    unit: str


def weights_plot(matrices: Sequence[Matrix]) -> Plot:
    """Describe the weights of each layer, and next to them the changes made by learning.

    Columns are sources, rows are targets.

    Parameters
    ----------
    matrices : sequence of Matrix
        From top to bottom. Weights and changes of each use the same colour scale.
    """
    n = len(matrices)
    height = (1.0 - _GAP * (n - 1)) / n
    panes = []
    for k, matrix in enumerate(matrices):
        top = 1.0 - k * (height + _GAP)
        change = matrix.now - matrix.first
        largest = max(float(np.abs(matrix.now).max()), float(np.abs(change).max())) or 1.0
        sources, targets = matrix.now.shape
        size = {"layer": matrix.name, "sources": sources, "targets": targets, "unit": matrix.unit}
        title = Message(_WITH_UNIT if matrix.unit else _WITHOUT, size)
        for what, values, (left, right), heading in (
            (msg("now"), matrix.now, _NOW, title),
            (msg("change"), change, _CHANGE, msg("change")),
        ):
            panes.append(
                Pane(
                    x=Axis(_FROM, range=(-0.5, sources - 0.5), visible=False),
                    y=Axis(_TO, range=(targets - 0.5, -0.5), visible=False),
                    area=Area(left, right, max(0.0, top - height), top),
                    heading=heading,
                    series=[
                        Map(
                            name=joined(": ", [matrix.name, what]),
                            role=Role.EXCITATORY,
                            x=np.arange(sources),
                            y=np.arange(targets),
                            z=np.ascontiguousarray(values.T),
                            measure=Quantity("weight", matrix.unit, ".3g"),
                            scale=_SCALE,
                            z_range=(-largest, largest),
                            key=values is change,
                            point=marked("from {x} to {y}: {z}"),
                        )
                    ],
                )
            )
    return Plot(panes=panes)
