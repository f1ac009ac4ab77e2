"""The spikes of a network that has run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from izhikevich.analysis.populations import population_rate
from izhikevich.figures.raster import raster_figure, rate_width
from izhikevich.figures.style import EXCITATORY, INHIBITORY, Figure
from izhikevich.network import kinds
from izhikevich.network.delivery import IndexArray
from izhikevich.network.populations import Group
from izhikevich.neuron.rules import FloatArray


def recorded_figure(
    times: FloatArray,
    indices: IndexArray,
    populations: Sequence[Group],
    t_range: tuple[float, float],
    *,
    dt: float,
    neuron: int | None = None,
) -> Figure:
    """Return the spikes of all populations, with their rates beneath.

    Parameters
    ----------
    times, indices : arrays, shape (n_spikes,)
        ms, sorted; neurons of the network.
    populations : sequence of Group
        In the order of their neurons.
    t_range : (float, float)
        ms.
    dt : float
        Time step, ms.
    neuron : int, optional
        The one that is looked at.
    """
    start, stop = t_range
    width = rate_width(t_range, dt)
    groups = np.searchsorted([p.start for p in populations], indices, side="right") - 1
    return raster_figure(
        times,
        indices,
        groups,
        names=[p.name for p in populations],
        colors=[colour(p) for p in populations],
        sizes=[p.size for p in populations],
        t_range=t_range,
        rates=[
            population_rate(times[groups == k], p.size, start, stop, width)
            for k, p in enumerate(populations)
        ],
        neuron=neuron,
    )


def colour(population: Group) -> str:
    """Return the colour of a population: that of what it does to others."""
    _, kind = kinds.whole_and_kind(population.name)
    return INHIBITORY if kind == kinds.INHIBITORY else EXCITATORY
