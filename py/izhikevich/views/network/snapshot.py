"""The selected part of a session: its last stretch of time, and one neuron."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.messages import msg
from izhikevich.network.populations import Population, place
from izhikevich.network.simulation.neuron_trace import NeuronTrace
from izhikevich.network.simulation.recording import counts_by_population
from izhikevich.network.simulation.traces import TracedNeuron, own_parameters, traced_neuron
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.stimuli.stimulus import steady
from izhikevich.neuron.trace import Trace
from izhikevich.views import synchrony as unison
from izhikevich.views.network.session import Session
from izhikevich.views.network.studied import Studied

_MAX_SHOWN = 8  # populations, one by one
#: Why panels of the selected neuron are empty.
NO_COURSE = msg("The network diverged before a step of this neuron was recorded.")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A stretch of a session.

    Parameters
    ----------
    session : Session
    window : float
        Length of the stretch, up to the time reached, ms.
    lit : bool
        Whether the spikes of the traced neurons stand out.
    studied : Studied
        What panels of correlations, averages and stimuli show.
    """

    session: Session
    window: float
    lit: bool = False
    studied: Studied = field(default_factory=Studied)

    @cached_property
    def stop(self) -> float:
        """End of the stretch, ms."""
        return max(self.session.net.time, self.session.net.dt)

    @cached_property
    def start(self) -> float:
        """Beginning of the stretch, ms."""
        return max(0.0, self.session.since, self.stop - self.window)

    @property
    def populations(self) -> list[Population]:
        """The populations of the network."""
        return self.session.net.populations

    @property
    def n(self) -> int:
        """Number of neurons."""
        return self.session.net.n_neurons

    @cached_property
    def synchrony(self) -> float:
        """Synchrony of the neurons: 0 for none, 1 if all fire together."""
        return unison.synchrony(*self.genuine, self.n, self.start, self.stop)

    @cached_property
    def spikes(self) -> tuple[FloatArray, IndexArray]:
        """Times (ms) and neurons of the spikes in this stretch."""
        return self.session.times[self._first :], self.session.indices[self._first :]

    @cached_property
    def artefacts(self) -> BoolArray:
        """Which of them are numerical artefacts."""
        return self.session.artefacts[self._first :]

    @cached_property
    def genuine(self) -> tuple[FloatArray, IndexArray]:
        """Times (ms) and neurons of the spikes that are not artefacts."""
        times, indices = self.spikes
        kept = ~self.artefacts
        return times[kept], indices[kept]

    @cached_property
    def _first(self) -> int:
        """Index of the first spike in this stretch."""
        return int(np.searchsorted(self.session.times, self.start))

    def own(self, population: Population) -> tuple[FloatArray, IndexArray]:
        """Return times (ms) of the spikes of a population without artefacts, and its neurons."""
        times, indices = self.genuine
        own = (indices >= population.start) & (indices < population.stop)
        return times[own], indices[own] - population.start

    def of(self, population: Population) -> FloatArray:
        """Return the spike times of a population without numerical artefacts, ms."""
        return self.own(population)[0]

    @cached_property
    def most_active(self) -> list[Population]:
        """The populations with the most spikes, as many as a plot can show, in their order."""
        _, indices = self.genuine
        counts = counts_by_population(indices, self.populations)
        most = sorted(self.populations, key=lambda one: -counts.get(one.name, 0))[:_MAX_SHOWN]
        return [one for one in self.populations if one in most]

    def rate(self, population: Population) -> float:
        """Return its mean rate, Hz per neuron."""
        return 1000.0 * self.of(population).size / (self.stop - self.start) / population.size

    @cached_property
    def where(self) -> tuple[Population, int]:
        """Population of the selected neuron, and its index there."""
        return place(self.populations, self.session.neuron or 0)

    @cached_property
    def parameters(self) -> Parameters:
        """Parameters of the selected neuron."""
        return own_parameters(*self.where)

    @cached_property
    def traces(self) -> list[TracedNeuron]:
        """The traced neurons, with their courses in this stretch as far as they are kept."""
        return [
            traced_neuron(
                self.populations,
                neuron,
                _from(self.start, [piece[neuron] for piece in self.session.traces]),
            )
            for neuron in self.session.chosen.neurons
        ]

    @property
    def _own_artefacts(self) -> FloatArray:
        """Times of the numerical artefacts of the selected neuron, ms."""
        times, indices = self.spikes
        found: FloatArray = times[self.artefacts & (indices == (self.session.neuron or 0))]
        return found

    @cached_property
    def trace(self) -> Trace | None:
        """The time course of the selected neuron; None if it diverged immediately."""
        whole = self.session.course
        late = sum(not (part.t.size and part.t[-1] >= self.start) for part in whole)
        parts = whole[max(late - 1, 0) :]  # with the step before
        if not parts:
            return None
        net = self.session.net
        names = ("t", "v", "u", "v_before", "u_before", "current")
        t, v, u, v_before, u_before, current = (
            np.concatenate([getattr(part, name) for part in parts]) for name in names
        )
        first = int(np.searchsorted(t, self.start))
        if first == t.size:
            return None
        population, index = self.where
        fired = np.flatnonzero((v_before != v)[first:])
        start_v = float(v[first - 1]) if first else float(population.values["v0"][index])
        start_u = float(u[first - 1]) if first else float(population.values["u0"][index])
        return Trace(
            t=t[first:],
            v=v[first:],
            u=u[first:],
            current=current[first:],
            spike_times=t[first:][fired],
            spike_indices=fired,
            spike_v=v_before[first:][fired],
            spike_u=u_before[first:][fired],
            artefacts=np.isin(t[first:][fired], self._own_artefacts),
            parameters=self.parameters,
            stimulus=steady(float(current[first:].mean())),
            dt=net.dt,
            scheme=net.scheme,
            v0=start_v,
            u0=start_u,
        )


def _from(start: float, pieces: Sequence[NeuronTrace]) -> NeuronTrace:
    """Return pieces of a time course as one, from a time (ms) on."""
    late = [piece for piece in pieces if piece.t.size and piece.t[-1] >= start]
    names = ("t", "v", "u", "v_before", "u_before", "current")
    empty = np.empty(0)
    whole = {name: np.concatenate([empty, *(getattr(p, name) for p in late)]) for name in names}
    first = int(np.searchsorted(whole["t"], start))
    return NeuronTrace(**{name: values[first:] for name, values in whole.items()}, g={})
