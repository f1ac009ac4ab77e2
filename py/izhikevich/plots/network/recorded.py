"""The spikes of a network after a run."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.analysis.populations import population_rate
from izhikevich.messages import Message, verbatim
from izhikevich.network.names import read_name
from izhikevich.network.populations import INHIBITORY, Group, whole_and_kind
from izhikevich.plots.network.raster import raster_plot, rate_width
from izhikevich.plots.spec import Plot
from izhikevich.plots.style import Role


def recorded_plot(
    times: FloatArray,
    indices: IndexArray,
    populations: Sequence[Group],
    t_range: tuple[float, float],
    *,
    dt: float,
    neuron: int | None = None,
    lit: Sequence[int] = (),
) -> Plot:
    """Describe the spikes of all populations, with their rates below.

    Parameters
    ----------
    times, indices : arrays, shape (n_spikes,)
        Spike times, ms, sorted; neurons of the network.
    populations : sequence of Group
        In the order of their neurons.
    t_range : (float, float)
        Range of the time axis, ms.
    dt : float
        Time step, ms.
    neuron : int, optional
        The selected neuron.
    lit : sequence of int
        Neurons whose spikes are lit.
    """
    stop = t_range[1]
    width = rate_width(t_range, dt)
    start = _first_bin(t_range, width)
    groups = np.searchsorted([p.start for p in populations], indices, side="right") - 1
    return raster_plot(
        times,
        indices,
        groups,
        names=[title_of(p) for p in populations],
        roles=[role_of(p) for p in populations],
        sizes=[p.size for p in populations],
        t_range=t_range,
        rates=[
            population_rate(times[groups == k], p.size, start, stop, width)
            for k, p in enumerate(populations)
        ],
        neuron=neuron,
        lit=lit,
    )


def _first_bin(t_range: tuple[float, float], width: float) -> float:
    """Return where bins begin, ms: a run has the same ones in whatever stretch of it is shown."""
    start, stop = t_range
    first = width * ceil(start / width - 1e-9)
    return first if stop - first >= width else start


def title_of(population: Group) -> Message:
    """Return the name of a population for readers."""
    name = read_name(population.name)
    return name if isinstance(name, Message) else verbatim(name)


def role_of(population: Group) -> Role:
    """Return the role of a population: its effect on others."""
    return role_of_name(population.name)


def role_of_name(name: str) -> Role:
    """Return the role of a population by its name."""
    _, kind = whole_and_kind(name)
    return Role.INHIBITORY if kind == INHIBITORY else Role.EXCITATORY
