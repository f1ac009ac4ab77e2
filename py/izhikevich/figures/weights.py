"""Weights: their distribution, and the matrix of connections."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np

from izhikevich.figures.style import (
    EXCITATORY,
    FAINT,
    INHIBITORY,
    PAPER,
    Figure,
    axis,
    curve,
    layout,
    message_figure,
)
from izhikevich.neuron.rules import FloatArray
from izhikevich.progress import Progress

_BINS = 60
_AT_ONCE = 500_000  # weights between two reports of progress
_TEXT = "Counting weights"


def weights_figure(
    parts: Sequence[tuple[str, str, FloatArray, FloatArray]],
) -> Generator[Progress, None, Figure]:
    """Make the distribution of the weights of each projection, at first faintly if they learn.

    Parameters
    ----------
    parts : sequence of (name, colour, weights at first, weights now)
        Signed weights: those of inhibitory synapses are negative.

    Yields
    ------
    Progress

    Returns
    -------
    Figure
    """
    drawn = [
        (f"{name} at first" if k else name, FAINT if k else colour, own, "dot" if k else "solid")
        for name, colour, first, now in parts
        for k, own in ((1, first), (0, now))
        if not (k and (first is now or np.array_equal(first, now)))
    ]
    sizes = [own.size for *_, own, _ in drawn]
    if not sum(sizes):  # projections may turn out to have no synapse
        return message_figure("There are no synapses.")
    yield Progress(0.0, _TEXT)
    low = min(float(own.min()) for *_, own, _ in drawn if own.size)
    high = max(float(own.max()) for *_, own, _ in drawn if own.size)
    edges = np.linspace(min(low, 0.0), max(high, low + 1e-9, 1e-9), _BINS + 1)
    data = []
    for k, (name, colour, own, dash) in enumerate(drawn):
        counts = np.zeros(_BINS)
        for first in range(0, own.size, _AT_ONCE):
            counts += np.histogram(own[first : first + _AT_ONCE], edges)[0]
            yield Progress((k + first / own.size) / len(drawn), _TEXT)
        data.append(_steps(name, colour, edges, counts, dash))
    return {
        "data": data,
        "layout": layout(
            xaxis=axis("weight (mV/ms)", range=[float(edges[0]), float(edges[-1])]),
            yaxis=axis("synapses", showgrid=True, rangemode="tozero"),
        ),
    }


def matrix_figure(matrix: FloatArray, n: int, names: Sequence[tuple[str, float]]) -> Figure:
    """Return who is connected to whom, as mean weights of small squares of neurons.

    Parameters
    ----------
    matrix : array, shape (m, m)
        Mean signed weight from group k of neurons (column) to group j (row).
    n : int
        Number of neurons, of which each row and column stands for n / m.
    names : sequence of (name, first neuron)
        Of the populations.
    """
    m = matrix.shape[0]
    places = (np.arange(m) + 0.5) * (n / m)
    largest = float(np.abs(matrix).max()) or 1.0
    edges = [{"x0": first, "x1": first, "y0": 0, "y1": n} for _, first in names[1:]]
    edges += [{"x0": 0, "x1": n, "y0": first, "y1": first} for _, first in names[1:]]
    return {
        "data": [
            {
                "type": "heatmap",
                "name": "weights",
                "x": places,
                "y": places,
                "z": matrix,
                "zmin": -largest,
                "zmax": largest,
                "colorscale": [[0.0, INHIBITORY], [0.5, PAPER], [1.0, EXCITATORY]],
                "colorbar": {"thickness": 10, "outlinewidth": 0, "title": {"text": "mV/ms"}},
                "hovertemplate": "from %{x:.0f} to %{y:.0f}: %{z:.3g} mV/ms<extra></extra>",
            }
        ],
        "layout": layout(
            xaxis=axis("from neuron", range=[0.0, float(n)]),
            yaxis=axis("to neuron", range=[float(n), 0.0]),
            shapes=[
                {"type": "line", "line": {"color": FAINT, "width": 1}, **edge} for edge in edges
            ],
        ),
    }


def _steps(
    name: str, colour: str, edges: FloatArray, counts: FloatArray, dash: str
) -> dict[str, object]:
    hover = f"{name}: %{{y}} near %{{x:.3g}}<extra></extra>"
    return curve(
        name, edges, np.append(counts, 0.0), colour, dash=dash, shape="hv", hovertemplate=hover
    )
