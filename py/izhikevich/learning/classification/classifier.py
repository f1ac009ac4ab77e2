"""A classifier of spiking neurons that learns from the reader's own samples."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import IndexArray
from izhikevich.errors import ParameterError
from izhikevich.learning.classification import files
from izhikevich.learning.classification.design import (
    SETTINGS,
    Design,
    checked_layers,
    designed,
    split,
)
from izhikevich.learning.classification.encodings import ENCODINGS
from izhikevich.learning.classification.result import Classification, confusion
from izhikevich.learning.classification.samples import (
    FeatureTable,
    SpikeTrains,
    checked_features,
)
from izhikevich.learning.losses import CrossEntropy
from izhikevich.learning.model import Model, time_first
from izhikevich.learning.optimisers import Adam
from izhikevich.learning.records import Data, Epoch
from izhikevich.learning.training import Trainer
from izhikevich.messages import msg
from izhikevich.progress import Progress, Report, finish
from izhikevich.units import integer, number

DEFAULT_DURATION = 50.0  # ms
BATCH = 32
LOSS = CrossEntropy(reading="mean")
_LONGEST = 1.0  # norm to which gradients are clipped
_TOGETHER = 2_000_000  # numbers of a layer that are computed together


class Classifier:
    """A network of Izhikevich neurons that learns to tell labelled samples apart.

    The samples become currents or spikes, go through one or more layers of neurons, and a readout
    for each class answers. Some samples are held out: nothing is learned from them, not even the
    scaling of the features.

    Parameters
    ----------
    data : FeatureTable or SpikeTrains
        Samples of two classes or more, each with at least two samples.
    encoding : str
        A key of `ENCODINGS`: how features are presented. Spike trains are presented as they are.
    layers : sequence of int
        Number of neurons in each layer, from the input to the readout.
    test : float
        Fraction of the samples of each class that is held out, from 0.05 to 0.9.
    duration : float, optional
        Length of a sample, ms; default 50 ms, or that of the spike trains.
    seed : int
        Seed of the split, the initial weights, the order of the samples and the random spikes of
        the encoding "rate".
    **changes
        `Settings` that differ from its defaults here, dt = 0.5 and rate = 0.05: surrogate, scale,
        reset, rate, dt, tau_ref.

    Attributes
    ----------
    classes : array, shape (n_classes,)
        The labels that it tells apart.
    trainer : Trainer or None
        Trainer with the model; None for one that was loaded without data.

    Raises
    ------
    ParameterError
        If a value is not allowed, or the data have a single class or a class with one sample.

    Examples
    --------
    >>> from izhikevich.learning import Classifier, FeatureTable
    >>> table = FeatureTable([[x, -x] for x in range(40)], ["low"] * 20 + ["high"] * 20)
    >>> classifier = Classifier(table, layers=(10,))
    >>> history = classifier.fit(10)
    >>> classifier.predict([[3.0, -3.0], [35.0, -35.0]])
    array(['low', 'high'], dtype='<U4')
    """

    def __init__(
        self,
        data: FeatureTable | SpikeTrains,
        *,
        encoding: str = "current",
        layers: Sequence[int] = (20,),
        test: float = 0.25,
        duration: float | None = None,
        seed: int = 0,
        **changes: Any,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        check_samples(data)
        presented = ENCODINGS[encoding]
        sizes = checked_layers(layers)
        share = number(test, "test", "", low=0.05, high=0.9)
        seed = integer(seed, "seed", low=0, high=(1 << 64) - 1)
        settings = SETTINGS.changed(**changes)
        lasts = data.duration if isinstance(data, SpikeTrains) else DEFAULT_DURATION
        if duration is not None:
            lasts = number(duration, "duration", "ms", low=1.0, high=1e5)
        trained, _ = split(data, share, seed)
        design = designed(data, trained, presented, sizes, lasts, seed, settings)
        self._begin(design, share, data)

    @classmethod
    def load(
        cls,
        file: str | Path | BinaryIO,
        data: FeatureTable | SpikeTrains | None = None,
        **changes: Any,
    ) -> Classifier:
        """Return the classifier that a file contains.

        Parameters
        ----------
        file : str, path or binary file
            As `save` writes it.
        data : FeatureTable or SpikeTrains, optional
            Samples to train on, of the same features and classes; scaled as the file says. Without
            them it can classify, but not learn.
        **changes
            `Settings` that differ from those of the file.

        Raises
        ------
        ParameterError
            If a field of the file is missing or not as it should be, or the data differ from those
            it was made for.
        """
        return cls.restored(files.read(file), data, **changes)

    @classmethod
    def restored(
        cls, saved: files.Saved, data: FeatureTable | SpikeTrains | None, **changes: Any
    ) -> Classifier:
        """Return the classifier that a file contained; see `load`."""
        settings = saved.design.settings.changed(**changes)
        design = replace(saved.design, settings=settings)
        classifier = cls.__new__(cls)
        if data is not None:
            check_samples(data)
            if isinstance(data, FeatureTable) and data.names != design.inputs:
                names = ", ".join(design.inputs) or "spike trains"
                allowed = msg("must have the features of the file: {names}", names=names)
                raise ParameterError("data", ", ".join(data.names), allowed)
        classifier._begin(design, saved.share, data)
        for name, array in classifier.model.weights.items():
            array[...] = saved.weights[name]
        return classifier

    def save(self, file: str | Path | BinaryIO) -> None:
        """Write the weights and all that is needed to use them, but no samples.

        Parameters
        ----------
        file : str, path or binary file
            NPZ, without pickled objects: the design by the names of its fields, and the weights as
            "weights/LAYER/NAME", as in `Model.weights`.
        """
        files.write(self.design, self._share, self.model.weights, file)

    def fit(self, epochs: int, *, progress: Report | None = None) -> list[Epoch]:
        """Train for a number of further epochs, and return the whole history.

        Parameters
        ----------
        epochs : int
        progress : callable, optional
            Called with each `Progress`: its fraction and its text.

        Raises
        ------
        ParameterError
            If it was loaded without data.
        SimulationError
            If a voltage or a gradient is too large to compute with.
        """
        if self.trainer is None:
            raise ParameterError("data", None, "to learn, load the file with data=")
        return self.trainer.fit(epochs, progress=progress)

    def predict(self, data: ArrayLike | FeatureTable | SpikeTrains) -> NDArray[Any]:
        """Return the labels of samples, shape (n_samples,).

        Parameters
        ----------
        data : array of shape (n_samples, n_features), FeatureTable or SpikeTrains
            Features in the same units as those trained on. Labels in it are ignored.
        """
        samples = data
        if not isinstance(samples, FeatureTable | SpikeTrains):
            samples = checked_features(samples)
        answers, _ = finish(answering(self.model, LOSS, self.design.encoded(samples), None))
        return np.asarray(self.classes[answers])

    def evaluate(
        self, data: FeatureTable | SpikeTrains | None = None, *, progress: Report | None = None
    ) -> Classification:
        """Return how samples are classified.

        Parameters
        ----------
        data : FeatureTable or SpikeTrains, optional
            Samples with labels; default those that were held out.
        progress : callable, optional
            Called with each `Progress`: its fraction and its text.
        """
        if data is not None:
            found = Data(self.design.encoded(data), self.design.targets(data))
        elif self.trainer is not None and self.trainer.test is not None:
            found = self.trainer.test
        else:
            raise ParameterError("data", None, "was not loaded: give the samples to classify")
        return finish(classifying(self.model, LOSS, found, self.classes), progress)

    def __repr__(self) -> str:
        """Describe it in one line."""
        sizes = (self.design.n_channels, *self.design.layers, self.classes.size)
        shape = " - ".join(map(str, sizes))
        kind = self.design.encoding.key if self.design.encoding else "spike trains"
        epochs = len(self.trainer.history) if self.trainer else 0
        return f"Classifier({shape}, {kind}, {epochs} epochs)"

    def _begin(self, design: Design, share: float, data: FeatureTable | SpikeTrains | None) -> None:
        """Build the model at its start, and its trainer if there are data."""
        self.design, self._share = design, share
        self.classes = design.classes
        self.model = design.model()
        self.trainer: Trainer | None = None
        if data is None:
            return
        inputs, targets = design.encoded(data), design.targets(data)
        trained, tested = split(data, share, design.seed)
        self.trainer = Trainer(
            self.model,
            LOSS,
            Data(_part(inputs, trained), targets[trained]),
            test=Data(_part(inputs, tested), targets[tested]),
            optimiser=Adam(design.settings.rate),
            batch_size=BATCH,
            longest=_LONGEST,
            seed=design.seed,
        )


def _part(inputs: NDArray[Any], chosen: IndexArray) -> NDArray[Any]:
    """Return the input of some samples; what is constant over time stays as small as it is."""
    if inputs.strides[1] == 0:
        own = inputs[:, 0][chosen]
        return np.broadcast_to(own[:, None, :], (len(own), *inputs.shape[1:]))
    return inputs[chosen]


def answering(
    model: Model, loss: CrossEntropy, inputs: NDArray[Any], targets: IndexArray | None
) -> Generator[Progress, None, tuple[IndexArray, float]]:
    """Return the answers to samples and, if there are targets, the mean loss."""
    samples, steps, channels = inputs.shape
    together = max(1, _TOGETHER // (steps * max(channels, *(n.in_size for n in model.neurons))))
    answers = np.empty(samples, dtype=np.int64)
    total = 0.0
    for first in range(0, samples, together):
        if first:
            yield Progress(first / samples, "Testing")
        part = slice(first, first + together)
        output = model.forward(time_first(inputs[part]), learn=False)
        answers[part] = loss.answers(output, model.dt)
        if targets is not None:
            one, _ = loss.both(output, targets[part], model.dt)
            total += one * output.shape[1]
    return answers, total / samples


def classifying(
    model: Model, loss: CrossEntropy, data: Data, classes: NDArray[Any]
) -> Generator[Progress, None, Classification]:
    """Return how a model classifies samples, with progress reports."""
    targets = np.asarray(data.targets)
    answers, mean = yield from answering(model, loss, data.inputs, targets)
    return Classification(classes, confusion(answers, targets, classes.size), mean)


def check_samples(data: FeatureTable | SpikeTrains) -> None:
    """Refuse what is not samples, or has too few to learn from and to test."""
    if not isinstance(data, FeatureTable | SpikeTrains):
        raise ParameterError("data", data, "must be a FeatureTable or SpikeTrains")
    if data.classes.size < 2:
        raise ParameterError("labels", data.classes[0], "must be of two classes or more")
    counts = np.bincount(data.codes)
    if counts.min() < 2:
        allowed = "needs two samples or more: one to learn from, and one to test"
        raise ParameterError("labels", data.classes[int(counts.argmin())], allowed)
