"""The selected part of a training: one sample, before learning and now, and one neuron."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.learning import Data, Dense, Model, Neurons, Response, VanRossum
from izhikevich.learning.steps import LayerRun
from izhikevich.learning.tasks import coincidence
from izhikevich.messages import verbatim
from izhikevich.views.learning.session import Session

Spikes = tuple[FloatArray, NDArray[np.int64]]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A training in its current state.

    Parameters
    ----------
    session : Session
    asked : int
        Requested number of epochs.
    sample, neuron : int
        Selected sample and neuron.
    """

    session: Session
    asked: int
    sample: int
    neuron: int

    @property
    def model(self) -> Model:
        """The model being trained."""
        return self.session.trainer.model

    @property
    def layer(self) -> Neurons:
        """Its spiking neurons."""
        return self.model.neurons[-1]

    @property
    def data(self) -> Data:
        """The samples to select from: those not used for training, if there are any."""
        return self.session.trainer.test or self.session.trainer.data

    @property
    def chosen(self) -> int:
        """Index of the selected sample."""
        return min(self.sample, len(self.data.inputs) - 1)

    @property
    def looked_at(self) -> int:
        """Index of the selected neuron."""
        return min(self.neuron, self.layer.in_size - 1)

    @cached_property
    def inputs(self) -> NDArray[Any]:
        """Input of the sample, shape (1, steps, channels)."""
        return self.data.inputs[self.chosen : self.chosen + 1]

    @cached_property
    def target(self) -> NDArray[Any]:
        """Target of the sample: spikes, shape (steps, neurons), or a class."""
        return np.asarray(np.asarray(self.data.targets)[self.chosen])

    @cached_property
    def before(self) -> Response:
        """Response of the model to the sample at the start."""
        return self.session.respond(self.session.first, self.inputs)

    @cached_property
    def now(self) -> Response:
        """Response of the model to the sample now."""
        return self.session.respond(self.session.now, self.inputs)

    @cached_property
    def t(self) -> FloatArray:
        """Time of each step, ms."""
        return np.arange(float(self.inputs.shape[1])) * self.model.dt

    @property
    def end(self) -> float:
        """Length of a sample, ms."""
        return float(self.t.size * self.model.dt)

    @property
    def classes(self) -> list[str]:
        """Names of the answers."""
        return self.session.names

    @property
    def by_current(self) -> bool:
        """Whether the input consists of currents rather than spikes."""
        first = self.model.layers[0]
        return isinstance(first, Dense) and first.tau is None

    @property
    def features(self) -> list[str]:
        """Names of the features, if there are any."""
        own = self.session.own
        return [] if own is None else [verbatim(name) for name in own.classifier.design.inputs]

    def events(self, spikes: NDArray[Any]) -> Spikes:
        """Return times (ms) and neurons of spikes, shape (steps, neurons), in order of time."""
        steps, neurons = np.nonzero(spikes)
        return steps.astype(np.float64) * self.model.dt, neurons.astype(np.int64)

    @property
    def run(self) -> LayerRun:
        """Current run of the spiking neurons."""
        return self.now.runs[-1]

    @cached_property
    def slope(self) -> FloatArray:
        """Current derivative of the surrogate at v, 1/mV, shape (steps, neurons)."""
        layer = self.layer
        x = (self.run.V[:, 0] - layer.V_th) / layer.scale
        return np.asarray(layer.surrogate.derivative(x) / layer.scale)

    @cached_property
    def scores(self) -> list[float]:
        """Measure of the task after 0, 1, ... epochs up to now."""
        session = self.session
        if len(session.scores) > session.epochs:
            return session.scores[: session.epochs + 1]
        loss = session.trainer.loss
        assert isinstance(loss, VanRossum)
        output = self.now.output[:, 0]
        return [*session.scores, coincidence(output, self.target, loss.tolerance, self.model.dt)]

    @property
    def score(self) -> float:
        """Current measure of the task."""
        return self.scores[-1]

    @property
    def learned_after(self) -> int | None:
        """The first epoch after which the mark was reached."""
        mark = self.session.mark
        return next((k for k, score in enumerate(self.scores) if score >= mark), None)

    @property
    def reach(self) -> float:
        """Ratio of the gradient in the first fifth of the time to the last; NaN if unknown."""
        history = self.session.trainer.history
        if not history:
            return nan
        course = history[-1].through_time[-1]
        fifth = max(1, course.size // 5)
        early, late = float(course[:fifth].mean()), float(course[-fifth:].mean())
        return early / late if late > 0.0 else nan


def changed(shown: Snapshot) -> dict[str, FloatArray]:
    """Return by how much each weight has changed, by name."""
    session = shown.session
    return {name: now - session.first[name] for name, now in session.now.items()}
