"""The parts of a model while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import SimulationError
from izhikevich.messages import Number, msg
from izhikevich.native.backend import selected
from izhikevich.nef.builder import NOISE_STREAM, BuiltEnsemble
from izhikevich.nef.connection import Connection
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.native import EnsembleRunner
from izhikevich.nef.probe import Probe
from izhikevich.nef.result import decoders_of
from izhikevich.nef.stepping import Artefacts, make_step
from izhikevich.nef.synapses import Filter
from izhikevich.random import normal_of_steps

if TYPE_CHECKING:
    from izhikevich.nef.model import Model

#: Steps whose spikes are decoded together.
_TOGETHER = 500
#: Largest magnitude of a voltage or recovery variable in a valid run.
_LIMIT = 1e9


class EnsembleRun:
    """One ensemble in a run: its state, its input, and what is recorded of it.

    Parameters
    ----------
    model : Model
    built : BuiltEnsemble
    ensemble : Ensemble
    steps : int
    """

    def __init__(self, model: Model, built: BuiltEnsemble, ensemble: Ensemble, steps: int) -> None:
        n = ensemble.n_neurons
        self.built, self.ensemble, self._dt = built, ensemble, model.dt
        self.v, self.u = built.v0.copy(), np.zeros(n)
        self.spikes = np.zeros((steps, n), dtype=np.bool_)
        self.kept: dict[Probe, FloatArray] = {}
        for probe in model.probes.values():
            if probe.target is ensemble and probe.of in ("voltage", "recovery", "current"):
                width = n if probe.neurons is None else len(probe.neurons)
                self.kept[probe] = np.empty((steps, width))
        self.probes_currents = any(p.of == "current" for p in self.kept)
        self._states = [
            (self.kept[p], self.v if p.of == "voltage" else self.u, p.which)
            for p in self.kept
            if p.of != "current"
        ]
        self._input = np.zeros((steps, ensemble.dimensions))
        self.artefacts = Artefacts.none(n)
        self._runner: EnsembleRunner | None = None
        self._step = make_step(ensemble.parameters, model.dt, self.v, self.u, self.artefacts)

    def add_input(self, values: FloatArray) -> None:
        """Add a signal, shape (n_steps, dimensions)."""
        self._input += values

    def outer_currents(self, first: int, count: int) -> FloatArray:
        """Return the currents of some steps from all but loops, shape (count, n)."""
        found = self.built.currents(self._input[first : first + count])
        if self.ensemble.noise:
            n = self.ensemble.n_neurons
            draws = normal_of_steps(self.built.seed, NOISE_STREAM, first, count, n)
            found += self.ensemble.noise * draws
        return found

    def step(self, k: int, current: FloatArray) -> None:
        """Take step `k` with currents of shape (n,), none below the lowest allowed."""
        self.spikes[k] = self._step(current)
        for kept, state, which in self._states:
            kept[k] = state[which]

    def steps(self, first: int, currents: FloatArray) -> None:
        """Take steps from `first` on with currents of shape (count, n), none below the lowest."""
        if selected(currents.size) != "compiled":
            for k, current in enumerate(currents, first):
                self.step(k, current)
            return
        part = slice(first, first + len(currents))
        if self._runner is None:
            marks = self.artefacts.thrown, self.artefacts.counts
            parameters = self.ensemble.parameters
            self._runner = EnsembleRunner(parameters, self._dt, self.v, self.u, *marks)
        vs, us = self._runner.run(currents, self.spikes[part], bool(self._states))
        for kept, state, which in self._states:
            kept[part] = (vs if state is self.v else us)[:, which]

    def finish(self, first: int, currents: FloatArray) -> None:
        """End a row of steps with these currents: record what is probed, reject what diverged."""
        for probe, kept in self.kept.items() if self.probes_currents else ():
            if probe.of == "current":
                kept[first : first + len(currents)] = currents[:, probe.which]
        sound = (np.abs(self.v) < _LIMIT) & (np.abs(self.u) < _LIMIT)
        if not sound.all():
            time = (first + len(currents)) * self._dt
            name = self.ensemble.name or "an ensemble"
            raise SimulationError(
                msg(
                    "neuron {neuron} of {name} diverged before {time} ms: with this dt its step is "
                    "unstable. Use a smaller dt or smaller rates.",
                    neuron=int(np.argmin(sound)),
                    name=name,
                    time=Number(time, form="g"),
                ),
                time,
            )

    def decoded(self, part: Connection | Probe) -> FloatArray:
        """Return what a connection or probe decodes from all spikes, shape (n_steps, d)."""
        weights = decoders_of(part, self.built).values.T / (self._dt * 0.001)
        found = np.empty((len(self.spikes), weights.shape[1]))
        for first in range(0, len(found), _TOGETHER):
            found[first : first + _TOGETHER] = self.spikes[first : first + _TOGETHER] @ weights
        return found


class Loop:
    """A connection within a group of ensembles that are run step by step.

    Parameters
    ----------
    connection : Connection
    runs : mapping from ensembles to Run
    dt : float
        Time step, ms.
    """

    def __init__(
        self, connection: Connection, runs: dict[Ensemble, EnsembleRun], dt: float
    ) -> None:
        pre: Any = connection.pre
        self.pre, self.post = runs[pre], runs[connection.post]
        decoders = decoders_of(connection, self.pre.built).values
        self._weights = connection.transform @ decoders / (dt * 0.001)
        size = connection.post.dimensions
        self._filter = None
        if connection.synapse is not None:
            self._filter = Filter(connection.synapse, dt, size)
        self._value = np.zeros(size)

    @property
    def instant(self) -> bool:
        """Whether spikes act within their own step, without a synapse."""
        return self._filter is None

    @property
    def value(self) -> FloatArray:
        """Input that arrives in this step, shape (d_post,)."""
        return self._value if self._filter is None else self._filter.value

    def decode(self, k: int) -> None:
        """Take in the spikes of step `k`."""
        decoded = self._weights @ self.pre.spikes[k]
        if self._filter is None:
            self._value = decoded
        else:
            self._filter.step(decoded)
