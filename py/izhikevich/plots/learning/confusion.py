"""The confusion matrix of a classification."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from izhikevich._typing import IndexArray
from izhikevich.messages import marked, verbatim
from izhikevich.plots.spec import Axis, Label, Map, Pane, Plot, Quantity
from izhikevich.plots.style import Role

_SCALE = (Role.PAPER, Role.VOLTAGE)
_MAX_WRITTEN = 12  # classes up to which each number is written out
_MAX_NAMED = 30  # classes up to which each is named on the axes
_MAX_NAME = 14  # characters of a name on the axes
_DARK = 0.55  # fraction of the scale from which numbers are light


def confusion_plot(matrix: IndexArray, names: Sequence[str]) -> Plot:
    """Describe which class was taken for which.

    Rows are the classes of samples, columns the answers. Colours are fractions of a row, numbers
    count samples.

    Parameters
    ----------
    matrix : array of int, shape (n_classes, n_classes)
    names : sequence of str
        Names of the classes.
    """
    size = len(names)
    rows = matrix.sum(axis=1, keepdims=True)
    share = matrix / np.maximum(rows, 1)
    step = -(-size // _MAX_NAMED)
    ticks = [(float(k), abridged(names[k])) for k in range(0, size, step)]
    places = np.arange(size)
    counts = Map(
        name="answers",
        role=Role.VOLTAGE,
        x=places,
        y=places,
        z=share,
        measure=Quantity("fraction of the class", digits=".3f"),
        scale=_SCALE,
        z_range=(0.0, 1.0),
        key=size > _MAX_WRITTEN,
        point=marked("{z} of the class"),
    )
    marks = [
        Label(
            text=str(int(matrix[k, j])),
            role=Role.PAPER if share[k, j] > _DARK else Role.INK,
            x=float(j),
            y=float(k),
            size=14.0,
        )
        for k in range(size)
        for j in range(size)
        if size <= _MAX_WRITTEN and matrix[k, j]
    ]
    return Plot(
        panes=[
            Pane(
                x=Axis(Quantity("answer", digits="d"), range=(-0.5, size - 0.5), ticks=ticks),
                y=Axis(Quantity("class", digits="d"), range=(size - 0.5, -0.5), ticks=ticks),
                heading="class",  # names of classes leave no room for it next to the axis
                series=[counts],
                marks=marks,
            )
        ]
    )


def abridged(name: str) -> str:
    """Return the name of a class, short enough for an axis."""
    return name if len(name) <= _MAX_NAME else verbatim(f"{name[: _MAX_NAME - 1]}…")
