"""Training: batches, epochs, and a state to continue from."""

from __future__ import annotations

from collections.abc import Generator
from math import inf, isfinite, nan
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from izhikevich.errors import ParameterError, SimulationError
from izhikevich.learning.losses import Loss, RateRegularisation
from izhikevich.learning.model import Model, time_first
from izhikevich.learning.optimisers import Adam, Arrays, Optimiser, clip
from izhikevich.learning.records import Data, Epoch, Score
from izhikevich.learning.saving import read, write
from izhikevich.messages import msg
from izhikevich.progress import Progress, Report, Stopped, finish
from izhikevich.random import uniform
from izhikevich.units import integer, number

#: Stream of the random numbers that shuffle the samples.
_SHUFFLE = 1
_TEST_BATCH = 256
#: Steps of all samples that are tested together, and numbers of one layer in them.
_TEST_STEPS, _TEST_NUMBERS = 40_000, 8_000_000


class Trainer:
    """A model, what it learns, and its progress.

    Parameters
    ----------
    model : Model
    loss : Loss
    data : Data
        Training samples.
    test : Data, optional
        Samples not used for training, but tested after each epoch.
    optimiser : Optimiser, optional
        Optimiser; default Adam.
    batch_size : int
        Number of samples between two changes of the weights.
    longest : float
        Norm to which the gradient of all weights together is clipped.
    regularisation : RateRegularisation, optional
        Cost of the rates of all layers of neurons.
    seed : int
        Seed of the order of the samples, which changes every epoch.

    Attributes
    ----------
    history : list of Epoch
        Completed epochs.

    Raises
    ------
    ParameterError
        If the data do not match the model or the loss.

    Examples
    --------
    >>> import numpy as np
    >>> from izhikevich.learning import Data, Input, Model, Neurons, SpikeCount, Trainer
    >>> model = Model([Input(1, weights=8.0), Neurons(1, scale=95.0)], dt=0.25)
    >>> trainer = Trainer(model, SpikeCount(), Data(np.ones((1, 200, 1)), [[3.0]]))
    >>> [epoch.number for epoch in trainer.fit(2)]
    [1, 2]
    """

    def __init__(
        self,
        model: Model,
        loss: Loss,
        data: Data,
        *,
        test: Data | None = None,
        optimiser: Optimiser | None = None,
        batch_size: int = 32,
        longest: float = inf,
        regularisation: RateRegularisation | None = None,
        seed: int = 0,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self.model, self.loss = model, loss
        self.data = self._checked(data)
        self.test = None if test is None else self._checked(test)
        self.optimiser = Adam() if optimiser is None else optimiser
        self.batch_size = integer(batch_size, "batch_size", low=1)
        self.longest = longest if longest == inf else number(longest, "longest", "", low=1e-12)
        self.regularisation = regularisation
        self.seed = integer(seed, "seed", low=0, high=(1 << 64) - 1)
        self._restart()

    def reset(self) -> None:
        """Forget everything: initial weights, no history."""
        self.model.begin()
        self._restart()

    def _restart(self) -> None:
        self.history: list[Epoch] = []
        self.changes = 0
        self.memory: Arrays = self.optimiser.memory(self.model.weights)
        self._open()

    def _open(self) -> None:
        """Begin an epoch: none of its batches is done."""
        self.batch = 0
        steps = self.data.inputs.shape[1]
        #: Sums over the samples of the epoch so far: loss, right ones, spikes; over its batches:
        #: length of the gradient, fraction of steps, fraction of spikes, batches with spikes.
        self.sums = np.zeros(7)
        self.through_time = np.zeros((len(self.model.neurons), steps))

    @property
    def batches(self) -> int:
        """Number of batches in an epoch."""
        return -(-len(self.data.inputs) // self.batch_size)

    def fit(self, epochs: int, *, progress: Report | None = None) -> list[Epoch]:
        """Train for a number of further epochs, and return the whole history.

        Parameters
        ----------
        epochs : int
        progress : callable, optional
            Called with each `Progress`: its fraction and its text. If it raises
            `izhikevich.progress.Stopped`, training ends between two changes of the weights, and a
            later call continues from there.

        Raises
        ------
        SimulationError
            If a voltage or a gradient is too large to compute with.
        """
        return finish(self.fitting(epochs), progress)

    def fitting(self, epochs: int) -> Generator[Progress | Epoch, None, list[Epoch]]:
        """Train for a number of further epochs, with progress reports.

        An epoch that was stopped half-way is finished first, and counts as one. If `Stopped` is
        thrown into it, it ends between two changes of the weights; a later call continues from
        there.

        Parameters
        ----------
        epochs : int

        Yields
        ------
        Progress or Epoch
            After each batch, and after each epoch.

        Returns
        -------
        list of Epoch
            The whole history.

        Raises
        ------
        SimulationError
            If a voltage or a gradient is too large to compute with.
        """
        count = integer(epochs, "epochs", low=0)
        last = len(self.history) + count
        try:
            while len(self.history) < last:
                order = self.order(len(self.history))
                while self.batch < self.batches:
                    first = self.batch * self.batch_size
                    self._learn(order[first : first + self.batch_size])
                    self.batch += 1
                    if self.batch < self.batches:
                        yield self._progress(last - count, count)
                score = yield from self._tested(last - count, count)
                self.history.append(self._epoch(score))
                self._open()
                yield self.history[-1]
        except Stopped:
            pass
        return self.history

    def evaluate(self, data: Data, *, progress: Report | None = None) -> Score:
        """Return the performance of the model on data, without learning.

        Parameters
        ----------
        data : Data
        progress : callable, optional
            Called with each `Progress`: its fraction and its text.
        """
        return finish(self.evaluating(data), progress)

    def save(self, file: str | Path | BinaryIO) -> None:
        """Write weights, the optimiser's memory, the position in the epoch and the history.

        Parameters
        ----------
        file : str, path or binary file
            NPZ, without pickled objects. Weights are named "weights/LAYER/NAME", as in
            `Model.weights`.
        """
        write(self, file)

    def load(self, file: str | Path | BinaryIO) -> None:
        """Continue from a saved state; this trainer must be constructed like the one that saved it.

        Parameters
        ----------
        file : str, path or binary file

        Raises
        ------
        ParameterError
            If the file is from a different model or optimiser, or not a trainer; nothing is changed
            then.
        """
        read(self, file)

    def _learn(self, chosen: NDArray[np.intp]) -> None:
        """Learn from the selected samples."""
        model, targets = self.model, np.asarray(self.data.targets)[chosen]
        output = model.forward(time_first(self.data.inputs[chosen]))
        right = self.loss.right(output, targets, model.dt)
        loss, gradient = self.loss.both(output, targets, model.dt)
        by_rates = None
        if self.regularisation is not None:
            both = [self.regularisation.both(n.last.spikes, model.dt) for n in model.neurons]
            loss += sum(value for value, _ in both)
            by_rates = [by_rate for _, by_rate in both]
        model.backward(gradient, by_rates, onward=False)
        gradients = model.gradients
        length = clip(gradients, self.longest)
        if not isfinite(loss + length):
            raise SimulationError(
                "the gradient is too large to compute with: use a narrower or lower surrogate, a "
                "smaller dt or a shorter run"
            )
        self.optimiser.change(model.weights, gradients, self.memory, self.changes)
        self.changes += 1
        spikes = sum(float(layer.last.spikes.sum()) for layer in model.neurons)
        flows = [layer.flow for layer in model.neurons if layer.flow is not None]
        with_spikes = [flow.spikes for flow in flows if isfinite(flow.spikes)]
        self.sums += (
            loss * len(chosen),
            right.sum(),
            spikes,
            length,
            sum(flow.steps for flow in flows) / max(1, len(flows)),
            sum(with_spikes) / max(1, len(with_spikes)),
            bool(with_spikes),
        )
        for row, flow in zip(self.through_time, flows, strict=True):
            row += flow.through_time

    def _epoch(self, score: Score | None) -> Epoch:
        """Return the record of an epoch whose batches are all done."""
        samples, batches = len(self.data.inputs), self.batches
        loss, right, spikes, length, steps, fired, firing = self.sums.tolist()
        return Epoch(
            number=len(self.history) + 1,
            loss=loss / samples,
            accuracy=right / samples,
            spikes=spikes / samples,
            test_loss=score.loss if score else nan,
            test_accuracy=score.accuracy if score else nan,
            gradient=length / batches,
            steps_with_gradient=steps / batches,
            spikes_with_gradient=fired / firing if firing else nan,
            through_time=tuple(self.through_time / batches),
        )

    def order(self, epoch: int) -> NDArray[np.intp]:
        """Return the samples in the order of an epoch, counted from 0."""
        drawn = uniform(self.seed, _SHUFFLE, epoch, len(self.data.inputs))
        return np.argsort(drawn, kind="stable")

    def _progress(self, before: int, count: int) -> Progress:
        done = len(self.history) - before + self.batch / self.batches
        return Progress(done / count, msg("epoch {epoch}", epoch=len(self.history) + 1))

    def _tested(self, before: int, count: int) -> Generator[Progress, None, Score | None]:
        """Evaluate on the test data, if there are any, with progress reports."""
        if self.test is None:
            return None
        testing = self.evaluating(self.test)
        while True:
            try:
                next(testing)
            except StopIteration as end:
                score: Score = end.value
                return score
            yield self._progress(before, count)

    def evaluating(self, data: Data) -> Generator[Progress, None, Score]:
        """Return the performance of the model on data, without learning, with progress reports."""
        data = self._checked(data)
        sums = np.zeros(3)
        samples, steps = data.inputs.shape[:2]
        widest = max(layer.in_size for layer in self.model.layers)
        together = min(_TEST_BATCH, _TEST_STEPS // steps, _TEST_NUMBERS // (steps * widest))
        together = max(1, together)
        for first in range(0, samples, together):
            if first:
                yield Progress(first / samples, "Testing")
            inputs = data.inputs[first : first + together]
            targets = np.asarray(data.targets)[first : first + together]
            output = self.model.forward(time_first(inputs), learn=False)
            loss, _ = self.loss.both(output, targets, self.model.dt)
            right = self.loss.right(output, targets, self.model.dt)
            spikes = sum(float(layer.last.spikes.sum()) for layer in self.model.neurons)
            sums += loss * len(inputs), right.sum(), spikes
        return Score(*(sums / len(data.inputs)).tolist())

    def _checked(self, data: Data) -> Data:
        """Return the data with arrays that match the model and the loss."""
        inputs = np.asarray(data.inputs)
        if inputs.dtype.kind not in "biuf" or inputs.ndim != 3 or not inputs.size:
            raise ParameterError("inputs", inputs, "must be numbers (samples, steps, in_size)")
        if inputs.shape[2] != self.model.in_size:
            raise ParameterError(
                "inputs",
                inputs,
                msg("must be of size {in_size} on the last axis", in_size=self.model.in_size),
            )
        if not np.isfinite(inputs).all():
            raise ParameterError("inputs", inputs, "must be finite")
        samples, steps = inputs.shape[:2]
        targets = self.loss.checked(data.targets, samples, steps, self.model.out_size)
        return Data(inputs, targets)
