"""The selected part of a training: one sample, before learning and now, and one neuron."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.learning import (
    Classification,
    CrossEntropy,
    Data,
    Dense,
    Epoch,
    Model,
    Neurons,
    Response,
    VanRossum,
)
from izhikevich.learning.convergence import Convergence, converged
from izhikevich.learning.drawing import image_of
from izhikevich.learning.steps import LayerRun
from izhikevich.learning.tasks import coincidence, handwritten
from izhikevich.messages import verbatim
from izhikevich.views.learning.kept_weights import Arrays
from izhikevich.views.learning.session import Session

Spikes = tuple[FloatArray, NDArray[np.int64]]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A training as it was after one of its epochs.

    Parameters
    ----------
    session : Session
    asked : int
        Requested number of epochs.
    shown : int
        The requested epoch: the last one if the training is not as long.
    sample, neuron : int
        Selected sample and neuron.
    drawn : str
        A drawn digit, which takes the place of the sample; empty if there is none.
    times : tuple of float
        Times of target spikes that the reader may move, ms.
    """

    session: Session
    asked: int
    shown: int
    sample: int
    neuron: int
    drawn: str = ""
    times: tuple[float, ...] = ()

    @property
    def epochs(self) -> int:
        """Number of completed epochs, of those that were requested."""
        return min(self.asked, self.session.epochs)

    @property
    def epoch(self) -> int:
        """The epoch after which it is shown."""
        return min(self.shown, self.epochs)

    @property
    def whole_history(self) -> list[Epoch]:
        """Records of all requested epochs."""
        return self.session.trainer.history[: self.epochs]

    @property
    def history(self) -> list[Epoch]:
        """Records up to the epoch shown."""
        return self.session.trainer.history[: self.epoch]

    @property
    def first_weights(self) -> Arrays:
        """Weights at the start."""
        return self.session.weights[0]

    @property
    def weights(self) -> Arrays:
        """Weights after the epoch shown."""
        return self.session.weights[self.epoch]

    @property
    def judged(self) -> Classification | None:
        """How held-out samples are classified after it, if that was computed."""
        return self.session.judged(self.epoch)

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
        """Input of the sample, or of what was drawn, shape (1, steps, channels)."""
        if self.drawn:
            return handwritten.latencies(image_of(self.drawn)[None], self.model.dt)
        return self.data.inputs[self.chosen : self.chosen + 1]

    @cached_property
    def target(self) -> NDArray[Any]:
        """Target of the sample: spikes, shape (steps, neurons), or a class."""
        return np.asarray(np.asarray(self.data.targets)[self.chosen])

    @property
    def right(self) -> int | None:
        """The right class of the sample; None of what was drawn."""
        return None if self.drawn else int(self.target)

    @cached_property
    def shares(self) -> FloatArray:
        """How strongly each class is meant by the readouts: fractions that add up to 1."""
        loss = self.session.trainer.loss
        assert isinstance(loss, CrossEntropy)
        return np.asarray(loss.shares(self.now.output, self.model.dt)[0])

    @property
    def answer(self) -> int:
        """The class that is meant most."""
        return int(self.shares.argmax())

    @cached_property
    def image(self) -> NDArray[np.uint8] | None:
        """The digit, brightness 0 to 16, shape (8, 8); None if the samples are no images."""
        task = self.session.task
        if task is None or task.key != handwritten.TASK.key:
            return None
        if self.drawn:
            return image_of(self.drawn)
        images = handwritten.held_back_images(self.session.trainer.seed)
        return np.asarray(images[self.chosen], dtype=np.uint8)

    @cached_property
    def before(self) -> Response:
        """Response of the model to the sample at the start."""
        return self.session.respond(self.first_weights, self.inputs)

    @cached_property
    def now(self) -> Response:
        """Response of the model to the sample after the epoch shown."""
        return self.session.respond(self.weights, self.inputs)

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
        """Measure of the task after 0, 1, ... epochs, of all that were requested."""
        session, last = self.session, self.epochs
        if len(session.scores) > last:
            return session.scores[: last + 1]
        loss = session.trainer.loss
        assert isinstance(loss, VanRossum)
        run = (
            self.now if self.epoch == last else session.respond(session.weights[last], self.inputs)
        )
        score = coincidence(run.output[:, 0], self.target, loss.tolerance, self.model.dt)
        return [*session.scores, score]

    @property
    def score(self) -> float:
        """Measure of the task after the epoch shown."""
        return self.scores[self.epoch]

    @property
    def learned_after(self) -> int | None:
        """The first epoch, up to the one shown, after which the mark was reached."""
        mark, scores = self.session.mark, self.scores[: self.epoch + 1]
        return next((k for k, score in enumerate(scores) if score >= mark), None)

    @property
    def converged(self) -> Convergence | None:
        """When the training has converged, if it has."""
        losses = [epoch.loss for epoch in self.whole_history]
        return converged(self.scores, losses, self.session.mark)

    @property
    def reach(self) -> float:
        """Ratio of the gradient in the first fifth of the time to the last; NaN if unknown."""
        history = self.history
        if not history:
            return nan
        course = history[-1].through_time[-1]
        fifth = max(1, course.size // 5)
        early, late = float(course[:fifth].mean()), float(course[-fifth:].mean())
        return early / late if late > 0.0 else nan


def changed(shown: Snapshot) -> dict[str, FloatArray]:
    """Return by how much each weight has changed, by name."""
    first = shown.first_weights
    return {name: now - first[name] for name, now in shown.weights.items()}
