"""Weights of a network: their distribution, and the matrix of connections."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from izhikevich.neuron.rules import FloatArray
from izhikevich.plots.spec import Axis, Curve, Dash, Map, Pane, Plot, Quantity, Rule, Series
from izhikevich.plots.style import Role

_BINS = 60
_SCALE = (Role.INHIBITORY, Role.PAPER, Role.EXCITATORY)
_FROM, _TO = Quantity("from neuron", digits=".0f"), Quantity("to neuron", digits=".0f")


def weights_plot(parts: Sequence[tuple[str, Role, FloatArray, FloatArray]]) -> Plot:
    """Describe the distribution of the weights of each kind, at first faintly if they learn.

    Parameters
    ----------
    parts : sequence of (name, role, weights at first, weights now)
        Signed weights: those of inhibitory synapses are negative.
    """
    everything = np.concatenate([part for *_, a, b in parts for part in (a, b)] or [np.zeros(1)])
    low, high = float(everything.min()), float(everything.max())
    edges = np.linspace(min(low, 0.0), max(high, low + 1e-9, 1e-9), _BINS + 1)
    series: list[Series] = []
    for name, role, first, now in parts:
        if not np.array_equal(first, now):
            series.append(_steps(f"{name} at first", Role.FAINT, edges, first, "dot"))
        series.append(_steps(name, role, edges, now, "solid"))
    return Plot(
        panes=[
            Pane(
                x=Axis(
                    Quantity("weight", "mV/ms", ".3g"), range=(float(edges[0]), float(edges[-1]))
                ),
                y=Axis(Quantity("synapses", digits=".0f"), grid=True, from_zero=True),
                series=series,
            )
        ]
    )


def matrix_plot(matrix: FloatArray, n: int, firsts: Sequence[float]) -> Plot:
    """Describe who is connected to whom, as mean weights of small squares of neurons.

    Parameters
    ----------
    matrix : array, shape (m, m)
        Mean signed weight from group k of neurons (column) to group j (row), mV/ms.
    n : int
        Number of neurons, of which each row and column stands for n / m.
    firsts : sequence of float
        The first neuron of each population.
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
                        measure=Quantity("mean weight", "mV/ms", ".3g"),
                        scale=_SCALE,
                        z_range=(-largest, largest),
                        key=True,
                        point="from {x} to {y}: {z}",
                    )
                ],
                marks=[
                    *(Rule(role=Role.FAINT, x=first) for first in firsts[1:]),
                    *(Rule(role=Role.FAINT, y=first) for first in firsts[1:]),
                ],
            )
        ]
    )


def _steps(name: str, role: Role, edges: FloatArray, weights: FloatArray, dash: Dash) -> Curve:
    """Return a histogram as a line; beyond the last edge there are none."""
    return Curve(
        name=name,
        role=role,
        x=edges,
        y=np.append(np.histogram(weights, edges)[0], 0).astype(np.float64),
        dash=dash,
        step="after",
        point="{name}: {y} near {x:plain}",
    )
