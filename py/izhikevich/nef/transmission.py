"""Connections while they run."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.nef.adaptation import Adaptation
from izhikevich.nef.builder import function_values
from izhikevich.nef.components import EnsembleRun, PartRun
from izhikevich.nef.connection import Connection
from izhikevich.nef.decoding import decoders_of, weights_between
from izhikevich.nef.synapses import Filter


class Transmission:
    """A connection in a run: its weights and its synapse.

    Parameters
    ----------
    connection : Connection
    pre : NodeRun or EnsembleRun
    post : NodeRun or EnsembleRun
        Where the connection leads; of an error, where the connection that learns leads.
    dt : float
        Time step, ms.
    """

    def __init__(self, connection: Connection, pre: PartRun, post: PartRun, dt: float) -> None:
        self.connection, self.pre, self.post = connection, pre, post
        self._second = dt * 0.001
        self._decoders: FloatArray | None = None
        self._gain: FloatArray | None = None
        size = connection.size_out
        weights = connection.weights
        if isinstance(weights, np.ndarray):
            assert isinstance(post, EnsembleRun)
            self.weights: FloatArray = weights.copy()
            self._gain, size = post.built.gain, len(weights)
        elif isinstance(pre, EnsembleRun):
            if connection.to_neurons:
                assert isinstance(post, EnsembleRun)
                self.weights = weights_between(connection, pre.built, post.built, dt)
                size = len(self.weights)
            else:
                self._decoders = decoders_of(connection, pre.built, dt).values
                self.weights = connection.matrix @ self._decoders
        else:
            self.weights = connection.matrix
        self._per_spike = self.weights / self._second
        synapse = connection.synapse
        self._filter = None if synapse is None else Filter(synapse, dt, size)
        self._value = np.zeros(size)
        self.adaptation: Adaptation | None = None
        if connection.learning_rule is not None:
            self.adaptation = Adaptation(connection.learning_rule, self.weights, pre, post, dt)

    @property
    def to_neurons(self) -> bool:
        """Whether what arrives are currents of neurons, not a signal."""
        return self.connection.to_neurons

    @property
    def instant(self) -> bool:
        """Whether it acts within the step, without a synapse."""
        return self._filter is None

    @property
    def value(self) -> FloatArray:
        """What arrives in this step, shape (d_post,), or (n_post,) for neurons."""
        found = self._value if self._filter is None else self._filter.value
        return found if self._gain is None else self._gain * found

    def take(self, k: int) -> None:
        """Take in the spikes, or the value, of step `k`."""
        if not isinstance(self.pre, EnsembleRun):
            value = self.pre.values[k : k + 1]
            found = self.weights @ function_values(self.connection.function, value)[0]
        elif self.adaptation is None:
            found = self._per_spike @ self.pre.spikes[k]
        else:
            found = self.weights @ (self.pre.spikes[k] / self._second)
        if self._filter is None:
            self._value = found
        else:
            self._filter.step(found)

    def rows(self) -> FloatArray:
        """Return what arrives in all steps, shape (n_steps, d_post) or (n_steps, n_post)."""
        connection = self.connection
        if self.to_neurons:
            found = self.pre.output(None, self.weights)
        else:
            found = self.pre.output(connection.function, self._decoders) @ connection.matrix.T
        if self._filter is not None:
            found = self._filter.steps(found)
        return found if self._gain is None else self._gain * found
