"""The membrane potentials of several neurons of a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.network.populations import Population, place
from izhikevich.network.simulation.neuron_trace import NeuronTrace
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.results import Plotted, Tabular

_SHOWN = 5  # neurons named in a line


@dataclass(frozen=True, eq=False)
class TracedNeuron:
    """A neuron and its time course.

    Parameters
    ----------
    population : Population
    index : int
        Its index in the population.
    parameters : Parameters
        Its own parameters.
    course : NeuronTrace
    """

    population: Population
    index: int
    parameters: Parameters
    course: NeuronTrace

    @property
    def number(self) -> int:
        """Its index in the network."""
        return self.population.start + self.index

    @property
    def fired(self) -> FloatArray:
        """Times of its spikes, ms."""
        found: FloatArray = self.course.t[self.course.v_before != self.course.v]
        return found


@dataclass(frozen=True, eq=False)
class Traces(Plotted, Tabular):
    """The membrane potentials of several neurons over the same time.

    Parameters
    ----------
    neurons : tuple of TracedNeuron
    start, stop : float
        Beginning and end, ms.
    """

    neurons: tuple[TracedNeuron, ...]
    start: float
    stop: float

    def __repr__(self) -> str:
        """Return a one-line summary: how long they are, and whose."""
        names = ", ".join(f"{one.population.name} {one.index}" for one in self.neurons[:_SHOWN])
        more = ", …" if len(self.neurons) > _SHOWN else ""
        return f"<Traces: {self.start:g} to {self.stop:g} ms of {names or 'no neurons'}{more}>"

    def _columns(self) -> dict[str, FloatArray]:
        own = {f"v {one.population.name} {one.index}": one.course.v for one in self.neurons}
        return {"t": self.neurons[0].course.t if self.neurons else np.empty(0), **own}


def traced_neuron(
    populations: Sequence[Population], number: int, course: NeuronTrace
) -> TracedNeuron:
    """Return a neuron of a network with its time course.

    Parameters
    ----------
    populations : sequence of Population
        Those of the network.
    number : int
        Index of the neuron in the network.
    course : NeuronTrace
    """
    population, index = place(populations, number)
    return TracedNeuron(population, index, own_parameters(population, index), course)


def own_parameters(population: Population, index: int) -> Parameters:
    """Return the parameters of one neuron of a population."""
    own = {name: float(population.values[name][index]) for name in MODEL}
    return population.parameters.replace(**own)
