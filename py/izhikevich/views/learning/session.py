"""A bounded cache of trainings, so that they can be continued or displayed again.

It only saves time: everything in it can be computed again from the values.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.learning import (
    Classification,
    CrossEntropy,
    Epoch,
    Response,
    Task,
    Trainer,
    VanRossum,
)
from izhikevich.learning.classification.classifier import classifying
from izhikevich.learning.tasks import coincidence
from izhikevich.messages import Message, Number, msg, verbatim
from izhikevich.progress import Progress
from izhikevich.views.cache import LRUCache
from izhikevich.views.learning.kept_weights import Arrays, KeptWeights
from izhikevich.views.learning.own_data import PRESET, Own, OwnData
from izhikevich.views.learning.presets import build, task_of
from izhikevich.views.part import Notice

#: Number of cached trainings.
_KEPT = 4
#: Fraction of right answers at which one's own data count as learned.
_LEARNED = 0.9
#: Values of a state that select what of a training is displayed, and how long it is.
LOOK = ("epochs", "epoch", "sample", "neuron", "drawn")


class Session:
    """A training and its records.

    Only whole epochs are displayed, so that the display depends only on their number: the weights
    after the last one are stored next to those being changed.

    Parameters
    ----------
    trainer : Trainer
        Trainer at its start.
    mark : float
        Measure at which the task counts as learned.
    task : Task, optional
        A ready-made task.
    own : Own, optional
        The reader's own data.

    Attributes
    ----------
    weights : KeptWeights
        Weights at the start, and after whole epochs.
    scores : list of float
        Measure of the task after 0, 1, ... epochs. Where it costs nothing, it is taken from the
        training itself; the last one may be missing.
    """

    def __init__(
        self, trainer: Trainer, mark: float, *, task: Task | None = None, own: Own | None = None
    ) -> None:
        self.trainer, self.mark, self.task, self.own = trainer, mark, task, own
        self._judged: Classification | None = None
        self._judged_at = -1  # epochs after which it was
        self.scores: list[float] = []
        self.weights = KeptWeights()
        self._mark()

    def measuring(self) -> Generator[Progress, None, None]:
        """Take the score before anything is learned."""
        if self.classifies:
            data = self.trainer.test or self.trainer.data
            self.scores = [(yield from self.trainer.evaluating(data)).accuracy]
        else:
            assert self.task is not None
            self.scores = [self.task.measure(self.trainer)]

    def judging(self, epoch: int) -> Generator[Progress, None, None]:
        """Find how the held-out samples are classified after an epoch."""
        loss, data = self.trainer.loss, self.trainer.test or self.trainer.data
        if not isinstance(loss, CrossEntropy) or self._judged_at == epoch:
            return
        model = self.trainer.model
        own = _copied(model.weights)
        _put(self.weights[epoch], model.weights)
        try:
            self._judged = yield from classifying(model, loss, data, np.arange(model.out_size))
        finally:
            _put(own, model.weights)
        self._judged_at = epoch

    def judged(self, epoch: int) -> Classification | None:
        """Return how the held-out samples are classified after an epoch, once it was judged."""
        return self._judged if self._judged_at == epoch else None

    def shows(self, epoch: int) -> bool:
        """Tell whether an epoch can be shown: its weights are there, or will be."""
        return epoch > self.epochs or epoch in self.weights

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Notices about the reader's own data."""
        return self.own.notices if self.own else ()

    @property
    def names(self) -> list[str]:
        """Names of the classes."""
        if self.own is not None:
            return [verbatim(str(label)) for label in self.own.classifier.classes]
        if self.task is not None and self.task.key == "delayed_xor":
            return [msg("the same"), msg("different")]
        return [str(k) for k in range(self.trainer.model.out_size)]

    @property
    def epochs(self) -> int:
        """Number of completed epochs."""
        return len(self.trainer.history)

    @property
    def classifies(self) -> bool:
        """Whether the answers are classes rather than spikes."""
        return not isinstance(self.trainer.loss, VanRossum)

    def advance(self, epochs: int) -> Generator[Progress, None, None]:
        """Train until that many epochs are done."""
        begun, first = time.perf_counter(), self._done
        for step in self.trainer.fitting(max(0, epochs - self.epochs)):
            if isinstance(step, Epoch):
                self._ended(step)
            passed = time.perf_counter() - begun
            left = passed * (epochs - self._done) / max(self._done - first, 1e-9)
            yield Progress(self._done / epochs, self._told(epochs, left))

    def settle(self) -> None:
        """Go back to the end of the last whole epoch."""
        trainer = self.trainer
        if not trainer.batch:
            return
        _put(self.weights[self.epochs], trainer.model.weights)
        _put(self._memory, trainer.memory)
        trainer.changes, trainer.batch = self._changes, 0
        trainer.sums[:] = 0.0
        trainer.through_time[:] = 0.0

    def respond(self, weights: Arrays, inputs: NDArray[Any]) -> Response:
        """Return the response to inputs, shape (samples, steps, size), with given weights."""
        own = _copied(self.trainer.model.weights)
        _put(weights, self.trainer.model.weights)
        try:
            return self.trainer.model.respond(inputs)
        finally:
            _put(own, self.trainer.model.weights)

    @property
    def _done(self) -> float:
        """Number of epochs, including the completed part of the current one."""
        return self.epochs + self.trainer.batch / self.trainer.batches

    def _ended(self, epoch: Epoch) -> None:
        """Record the results of an epoch."""
        self._mark()
        if self.classifies:
            self.scores.append(epoch.test_accuracy)
            return
        # One sample is one batch, and its run had the weights from before.
        trainer = self.trainer
        spikes = trainer.model.neurons[-1].last.spikes[:, 0]
        target = np.asarray(trainer.data.targets)[0]
        assert isinstance(trainer.loss, VanRossum)
        score = coincidence(spikes, target, trainer.loss.tolerance, trainer.model.dt)
        self.scores[epoch.number - 1 :] = [score]

    def _mark(self) -> None:
        self.weights.put(self.epochs, self.trainer.model.weights)
        self._memory: Arrays = _copied(self.trainer.memory)
        self._changes = self.trainer.changes

    def _told(self, epochs: int, left: float) -> Message:
        history = self.trainer.history
        facts = {
            "epoch": min(self.epochs + 1, epochs),
            "epochs": epochs,
            "left": Number(left, "s", ".0f"),
        }
        if not history:
            return msg("epoch {epoch} of {epochs} · {left} left", **facts)
        return msg(
            "epoch {epoch} of {epochs} · loss {loss} · {left} left",
            **facts,
            loss=Number(history[-1].loss, form=".3g"),
        )


class Sessions:
    """The last few sessions, by what they train."""

    def __init__(self) -> None:
        self._kept = LRUCache[Session](_KEPT)
        self.own_data = OwnData()

    def opening(
        self, preset: str, values: Mapping[str, Any], epochs: int, epoch: int
    ) -> Generator[Progress, None, Session]:
        """Return a session that can be trained for some epochs, or was, and show one of them."""
        trained = tuple(sorted((k, v) for k, v in values.items() if k not in LOOK))
        key = (preset, trained)
        session = self._kept.get(key)
        if session is None or not session.shows(epoch):
            self._kept.make_room()
            session = None  # before another one of its size is made
            session = self._begun(preset, values)
            yield from session.measuring()
        session.weights.wanted = epoch
        if session.epochs == epochs:
            session.settle()
        return self._kept.put(key, session)

    def _begun(self, preset: str, values: Mapping[str, Any]) -> Session:
        if preset != PRESET:
            task = task_of(preset)
            return Session(build(preset, values), task.mark, task=task)
        own = self.own_data.own(values)
        assert own.classifier.trainer is not None
        return Session(own.classifier.trainer, _LEARNED, own=own)


def _copied(arrays: Mapping[str, FloatArray]) -> Arrays:
    return {name: array.copy() for name, array in arrays.items()}


def _put(given: Mapping[str, FloatArray], into: Mapping[str, FloatArray]) -> None:
    for name, array in into.items():
        array[...] = given[name]
