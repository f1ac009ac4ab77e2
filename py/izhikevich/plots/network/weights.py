"""Weights of a network: their distribution, and the matrix of connections."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TypeAlias

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import marked, msg
from izhikevich.plots.spec import Axis, Curve, Dash, Map, Pane, Plot, Quantity, Rule, Series, empty
from izhikevich.plots.style import Role
from izhikevich.progress import Progress

_BINS = 60
_PIECE = 500_000  # weights between two progress reports
_TEXT = "Counting weights"
_SCALE = (Role.INHIBITORY, Role.PAPER, Role.EXCITATORY)
_FROM, _TO = Quantity("from neuron", digits=".0f"), Quantity("to neuron", digits=".0f")
#: Name and role of a kind of synapses, their weights at first and now, and how many of them each of
#: these weights stands for.
Weights: TypeAlias = tuple[str, Role, FloatArray, FloatArray, float]


def weights_plot(parts: Sequence[Weights], unit: str = "mV/ms") -> Generator[Progress, None, Plot]:
    """Describe the distribution of the weights of each kind, the initial one faintly if they learn.

    Parameters
    ----------
    parts : sequence of Weights
        Signed weights: those of inhibitory synapses are negative.
    unit : str
        Their unit; "" where they have several.

    Yields
    ------
    Progress

    Returns
    -------
    Plot
    """
    drawn: list[tuple[str, Role, FloatArray, float, Dash]] = []
    for name, role, first, now, each in parts:
        if not (first is now or np.array_equal(first, now)):
            drawn.append((msg("{name} at first", name=name), Role.FAINT, first, each, "dot"))
        drawn.append((name, role, now, each, "solid"))
    if not sum(
        own.size for _, _, own, _, _ in drawn
    ):  # projections may turn out to have no synapse
        return empty("There are no synapses.")
    yield Progress(0.0, _TEXT)
    low = min(float(own.min()) for _, _, own, _, _ in drawn if own.size)
    high = max(float(own.max()) for _, _, own, _, _ in drawn if own.size)
    edges = np.linspace(min(low, 0.0), max(high, low + 1e-9, 1e-9), _BINS + 1)
    series: list[Series] = []
    for k, (name, role, own, each, dash) in enumerate(drawn):
        counts = np.zeros(_BINS)
        for begin in range(0, own.size, _PIECE):
            counts += np.histogram(own[begin : begin + _PIECE], edges)[0]
            yield Progress((k + begin / own.size) / len(drawn), _TEXT)
        series.append(_steps(name, role, edges, each * counts, dash))
    return Plot(
        panes=[
            Pane(
                x=Axis(Quantity("weight", unit, ".3g"), range=(float(edges[0]), float(edges[-1]))),
                y=Axis(Quantity("synapses", digits=".0f"), grid=True, from_zero=True),
                series=series,
            )
        ]
    )


def matrix_plot(matrix: FloatArray, n: int, firsts: Sequence[float], unit: str = "mV/ms") -> Plot:
    """Describe connectivity, as mean weights of small squares of neurons.

    Parameters
    ----------
    matrix : array, shape (m, m)
        Mean signed weight from group k of neurons (column) to group j (row).
    n : int
        Number of neurons; each row and column represents n / m of them.
    firsts : sequence of float
        The first neuron of each population.
    unit : str
        Unit of the weights; "" where they have several.
    """
    m = matrix.shape[0]
    places = (np.arange(m) + 0.5) * (n / m)
    largest = float(np.abs(matrix).max()) or 1.0
    return Plot(
        panes=[
            Pane(
                x=Axis(_FROM, range=(0.0, float(n))),
                y=Axis(_TO, range=(float(n), 0.0)),
                series=[
                    Map(
                        name="weights",
                        role=Role.EXCITATORY,
                        x=places,
                        y=places,
                        z=matrix,
                        measure=Quantity("mean weight", unit, ".3g"),
                        scale=_SCALE,
                        z_range=(-largest, largest),
                        key=True,
                        point=marked("from {x} to {y}: {z}"),
                    )
                ],
                marks=[
                    *(Rule(role=Role.FAINT, x=first) for first in firsts[1:]),
                    *(Rule(role=Role.FAINT, y=first) for first in firsts[1:]),
                ],
            )
        ]
    )


def _steps(name: str, role: Role, edges: FloatArray, counts: FloatArray, dash: Dash) -> Curve:
    """Return a histogram as a line; there is nothing beyond the last edge."""
    return Curve(
        name=name,
        role=role,
        x=edges,
        y=np.append(counts, 0.0),
        dash=dash,
        step="after",
        point=marked("{name}: {y} near {x:plain}"),
    )
