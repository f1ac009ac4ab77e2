"""Learning rules while they run.

In a step, spikes are passed on with the weights that the steps before have left; the change that
the step makes acts from the next one on. The synapses of a rule let its spikes act on the change in
the same step, unlike those of connections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from izhikevich._typing import BoolArray, FloatArray
from izhikevich.nef.components import EnsembleRun, PartRun
from izhikevich.nef.learning import BCM, PES, LearningRule
from izhikevich.nef.probe import Probe
from izhikevich.nef.samples import Samples
from izhikevich.nef.synapses import Filter, Synapse

if TYPE_CHECKING:
    from izhikevich.nef.transmission import Transmission


class _Activity:
    """Spikes of an ensemble, divided by dt in seconds, after a synapse."""

    def __init__(self, run: PartRun, synapse: Synapse | None, dt: float) -> None:
        assert isinstance(run, EnsembleRun)
        self._run, self._second = run, dt * 0.001
        self._filter = None if synapse is None else Filter(synapse, dt, run.spikes.shape[1])

    def after(self, k: int) -> FloatArray:
        """Take in the spikes of step `k`; return the activity after it, Hz, shape (n,)."""
        spikes: FloatArray = self._run.spikes[k] / self._second
        if self._filter is None:
            return spikes
        self._filter.step(spikes)
        return self._filter.value


class Adaptation:
    """A learning rule in a run.

    Parameters
    ----------
    rule : LearningRule
    weights : array, shape (d_post, n_pre) or (n_post, n_pre)
        Changed in place.
    pre, post : NodeRun or EnsembleRun
        Ends of the connection.
    dt : float
        Time step, ms.
    """

    def __init__(
        self, rule: LearningRule, weights: FloatArray, pre: PartRun, post: PartRun, dt: float
    ) -> None:
        self._rule, self._weights, self._dt = rule, weights, dt * 0.001
        self._pre = _Activity(pre, rule.pre_synapse, dt)
        self._others: list[_Activity] = []
        if not isinstance(rule, PES):
            self._others.append(_Activity(post, rule.post_synapse, dt))
        if isinstance(rule, BCM):
            self._others.append(_Activity(post, rule.theta_synapse, dt))
        #: Connections from which the error arrives step by step, and what arrives from others.
        self.errors: list[Transmission] = []
        self._rows: FloatArray = np.zeros((0, len(weights)))
        self.recorded: dict[Probe, Samples] = {}

    def begin(self, steps: int, probes: dict[Probe, BoolArray]) -> None:
        """Prepare some steps, of each probe with those in which it records."""
        self._rows = np.zeros((steps, len(self._weights)))
        shape = self._weights.shape
        self.recorded = {probe: Samples(taken, shape) for probe, taken in probes.items()}

    def add_error(self, values: FloatArray) -> None:
        """Add an error, shape (n_steps, d_post)."""
        self._rows += values

    def change(self, k: int) -> FloatArray:
        """Return the change of the weights that step `k` makes."""
        for samples in self.recorded.values():
            samples.put(k, self._weights)
        rule, pre = self._rule, self._pre.after(k)
        others = [activity.after(k) for activity in self._others]
        rate = rule.learning_rate * self._dt
        if isinstance(rule, PES):
            error = self._rows[k]
            for arriving in self.errors:
                error = error + arriving.value
            return np.outer(-rate / pre.size * error, pre)
        post = others[0]
        if isinstance(rule, BCM):
            return np.outer(rate * post * (post - others[1]), pre)
        forgotten = -rule.beta * self._weights * (rate * post * post)[:, None]
        return forgotten + np.outer(rate * post, pre)

    def apply(self, change: FloatArray) -> None:
        """Change the weights at the end of a step."""
        self._weights += change
