"""The decoders of an ensemble: the weight of each neuron's spikes in the output."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.messages import marked, msg
from izhikevich.plots.spec import (
    Area,
    Axis,
    Detail,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Series,
)
from izhikevich.plots.style import Role

_GAP = 0.16  # fraction of the height between two rows
_NEURON = Quantity("neuron", digits=".0f")


def decoders_plot(
    onsets: FloatArray,
    decoders: FloatArray,
    positive: NDArray[np.bool_],
    chosen: int,
    names: tuple[str, str],
) -> Plot:
    """Describe the decoders of all neurons over where they start to fire.

    Parameters
    ----------
    onsets : array, shape (n_neurons,)
        Where along its own encoder each neuron starts to fire.
    decoders : array, shape (n_neurons, dimensions)
        Contribution of one spike per second to the output.
    positive : array of bool, shape (n_neurons,)
        As for `tuning_plot`.
    chosen : int
        Index of the neuron that is marked.
    names : (str, str)
        Names of the horizontal axis, and of the decoded quantity.
    """
    dimensions = decoders.shape[1]
    height = (1.0 - _GAP * (dimensions - 1)) / dimensions
    per_khz = 1e3 * decoders
    largest = 1.1 * float(np.abs(per_khz).max(initial=1e-6))
    signs = [("encoder +1", Role.POSITIVE), ("encoder \N{MINUS SIGN}1", Role.NEGATIVE)]
    onset = Axis(Quantity(names[0], digits=".3g"))
    panes = []
    for d in range(dimensions):
        bottom = (dimensions - 1 - d) * (height + _GAP)
        name = msg("decoder for {what}", what=names[1])
        if dimensions > 1:
            name = msg("decoder of dimension {number} for {what}", number=d + 1, what=names[1])
        decoder = Quantity(name, "per kHz", ".3g")
        panes.append(
            Pane(
                x=onset,
                y=Axis(decoder, range=(-largest, largest), grid=True, zero_line=True),
                area=Area(bottom=bottom, top=bottom + height),
                heading=decoder,
                notes=signs if d == 0 and not positive.all() else (),
                series=_marks(onsets, per_khz[:, d], positive, chosen),
            )
        )
    return Plot(panes=panes)


def _marks(
    onsets: FloatArray, values: FloatArray, positive: NDArray[np.bool_], chosen: int
) -> list[Series]:
    """Return the decoders of both kinds of neurons, and that of one neuron in front."""
    kinds = (
        ("+", Role.POSITIVE, np.flatnonzero(positive), Marker(size=5.0)),
        ("\N{MINUS SIGN}", Role.NEGATIVE, np.flatnonzero(~positive), Marker(size=5.0)),
        (
            "selected neuron",
            Role.INK,
            np.array([chosen]),
            Marker(size=9.0, filled=False, edge=2.0),
        ),
    )
    return [
        Points(
            name=name,
            role=role,
            x=onsets[own],
            y=values[own],
            marker=marker,
            detail=Detail(_NEURON, own),
            point=marked("neuron {detail}: {y}"),
        )
        for name, role, own, marker in kinds
    ]
