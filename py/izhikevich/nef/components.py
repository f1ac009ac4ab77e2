"""Ensembles and nodes while they run."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import SimulationError
from izhikevich.messages import Number, msg
from izhikevich.native.backend import selected
from izhikevich.nef.builder import NOISE_STREAM, BuiltEnsemble, function_values
from izhikevich.nef.functions import Computed
from izhikevich.nef.native import EnsembleRunner
from izhikevich.nef.node import Node
from izhikevich.nef.probe import STATES, Probe
from izhikevich.nef.samples import Samples, sampled
from izhikevich.nef.stepping import Artefacts, make_step, raised
from izhikevich.random import normal_of_steps

#: Steps whose spikes are decoded together.
_TOGETHER = 500
#: Largest magnitude of a voltage or recovery variable in a valid run.
_LIMIT = 1e9


class NodeRun:
    """One node in a run: its input, and the values that it takes.

    Parameters
    ----------
    node : Node
    dt : float
        Time step, ms.
    """

    def __init__(self, node: Node, dt: float) -> None:
        self.node, self._dt, self._first = node, dt, 0
        self.values = np.zeros((0, node.dimensions))
        self._input = np.zeros((0, node.size_in))

    def begin(self, first: int, steps: int) -> None:
        """Prepare some steps, of which `first` have been taken before."""
        self._first = first
        if self.node.size_in:
            self.values = np.empty((steps, self.node.dimensions))
            self._input = np.zeros((steps, self.node.size_in))
        else:
            self.values = self.node.sample(times(first, steps, self._dt))

    def add_input(self, values: FloatArray) -> None:
        """Add a signal, shape (n_steps, size_in)."""
        self._input += values

    def step(self, k: int, arriving: FloatArray | float = 0.0) -> None:
        """Take step `k`, with input that arrives in addition, shape (size_in,)."""
        time = (self._first + k + 1) * self._dt
        self.values[k] = self.node.compute(time, self._input[k] + arriving)

    def steps(self, first: int, count: int) -> None:
        """Take some steps."""
        for k in range(first, first + count):
            self.step(k)

    def output(self, function: Computed | None, decoders: FloatArray | None) -> FloatArray:
        """Return a function of all values, shape (n_steps, d)."""
        assert decoders is None
        return function_values(function, self.values)


class EnsembleRun:
    """One ensemble in a run: its state, its input, and what is recorded of it.

    Parameters
    ----------
    built : BuiltEnsemble
    name : str
        For errors.
    probes : list of Probe
        Those of this ensemble.
    dt : float
        Time step, ms.
    """

    def __init__(self, built: BuiltEnsemble, name: str, probes: list[Probe], dt: float) -> None:
        self.built, self._name, self._dt = built, name or "an ensemble", dt
        self._ensemble = ensemble = built.ensemble
        self.v, self.u = built.v0.copy(), built.u0.copy()
        self._probes = [probe for probe in probes if probe.of in STATES]
        self.kept: dict[Probe, Samples] = {}
        self._probes_currents = any(probe.of == "current" for probe in self._probes)
        self._states: list[tuple[Samples, FloatArray, Any]] = []
        self.artefacts = Artefacts.none(ensemble.n_neurons)
        self._runner: EnsembleRunner | None = None
        self._step = make_step(ensemble.parameters, dt, self.v, self.u, self.artefacts)
        self.begin(0, 0)

    def begin(self, first: int, steps: int) -> None:
        """Prepare some steps, of which `first` have been taken before."""
        n = self._ensemble.n_neurons
        self._first = first
        self.spikes = np.zeros((steps, n), dtype=np.bool_)
        self._input = np.zeros((steps, self._ensemble.dimensions))
        self._currents: FloatArray | None = None
        for probe in self._probes:
            width = n if probe.neurons is None else len(probe.neurons)
            taken = sampled(probe.sample_every, first, steps, self._dt)
            self.kept[probe] = Samples(taken, (width,))
        self._states = [
            (self.kept[probe], self.v if probe.of == "voltage" else self.u, probe.which)
            for probe in self._probes
            if probe.of != "current"
        ]

    def add_input(self, values: FloatArray) -> None:
        """Add a signal, shape (n_steps, dimensions)."""
        self._input += values

    def add_currents(self, values: FloatArray) -> None:
        """Add currents of the neurons, shape (n_steps, n)."""
        self._currents = values if self._currents is None else self._currents + values

    def outer_currents(self, first: int, count: int) -> FloatArray:
        """Return the currents of some steps from all but loops, shape (count, n)."""
        part = slice(first, first + count)
        found = self.built.currents(self._input[part])
        if self._currents is not None:
            found += self._currents[part]
        if self._ensemble.noise:
            n, seed = self._ensemble.n_neurons, self.built.seed
            draws = normal_of_steps(seed, NOISE_STREAM, self._first + first, count, n)
            found += self._ensemble.noise * draws
        return found

    def step(self, k: int, current: FloatArray) -> None:
        """Take step `k` with currents of shape (n,)."""
        self.spikes[k] = self._step(raised(self._ensemble.parameters, current))
        for kept, state, which in self._states:
            kept.put(k, state[which])

    def steps(self, first: int, currents: FloatArray) -> None:
        """Take steps from `first` on with currents of shape (count, n)."""
        parameters = self._ensemble.parameters
        if selected(currents.size) != "compiled":
            for k, current in enumerate(currents, first):
                self.step(k, current)
            return
        part = slice(first, first + len(currents))
        if self._runner is None:
            marks = self.artefacts.thrown, self.artefacts.counts
            self._runner = EnsembleRunner(parameters, self._dt, self.v, self.u, *marks)
        out = None if self._probes_currents else currents
        enough = raised(parameters, currents, out)
        vs, us = self._runner.run(enough, self.spikes[part], bool(self._states))
        for kept, state, which in self._states:
            kept.put_steps(first, vs if state is self.v else us, which)

    def finish(self, first: int, currents: FloatArray) -> None:
        """End a row of steps with these currents: record what is probed, reject what diverged."""
        for probe, kept in self.kept.items() if self._probes_currents else ():
            if probe.of == "current":
                kept.put_steps(first, currents, probe.which)
        sound = (np.abs(self.v) < _LIMIT) & (np.abs(self.u) < _LIMIT)
        if not sound.all():
            time = (self._first + first + len(currents)) * self._dt
            raise SimulationError(
                msg(
                    "neuron {neuron} of {name} diverged before {time} ms: with this dt its step is "
                    "unstable. Use a smaller dt or smaller rates.",
                    neuron=int(np.argmin(sound)),
                    name=self._name,
                    time=Number(time, form="g"),
                ),
                time,
            )

    def output(self, function: Computed | None, decoders: FloatArray | None) -> FloatArray:
        """Return what decoders, shape (d, n), make of all spikes, shape (n_steps, d)."""
        assert decoders is not None
        weights = decoders.T / (self._dt * 0.001)
        found = np.empty((len(self.spikes), weights.shape[1]))
        for first in range(0, len(found), _TOGETHER):
            found[first : first + _TOGETHER] = self.spikes[first : first + _TOGETHER] @ weights
        return found


PartRun: TypeAlias = NodeRun | EnsembleRun


def times(first: int, steps: int, dt: float) -> FloatArray:
    """Return the times at the ends of some steps, of which `first` have been taken before, ms."""
    return np.arange(first + 1, first + steps + 1, dtype=np.float64) * dt
