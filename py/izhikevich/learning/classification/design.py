"""The design of a classifier: everything but its weights, which follow from it and the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.learning.classification.encodings import Encoding, Scaling, binned
from izhikevich.learning.classification.samples import (
    FeatureTable,
    Samples,
    SpikeTrains,
    checked_features,
)
from izhikevich.learning.dense import Dense, Readout
from izhikevich.learning.layer import Layer
from izhikevich.learning.model import Model
from izhikevich.learning.neurons import Neurons
from izhikevich.learning.tasks.task import Settings
from izhikevich.messages import Number, msg
from izhikevich.network.distributions import Normal
from izhikevich.random import uniform
from izhikevich.units import integer

SETTINGS = Settings(dt=0.5, rate=0.05)
MAX_LAYERS, MAX_NEURONS = 5, 2000
#: Streams of random numbers: of the spikes of the samples, and of the split.
_SPIKES, _SPLIT = 3, 4
_TAU_SYNAPSE, _TAU_READOUT = 5.0, 10.0  # ms
#: Currents that the neurons first receive, mV/ms: mean and standard deviation over the neurons,
#: and the standard deviation over the samples.
_BIAS = (6.0, 3.0)
_CURRENT = 6.0
#: Charge that the neurons first receive from all spikes within some 20 ms, mV: mean and standard
#: deviation; the time, ms; and weights beyond which a single spike would fire a neuron.
_CHARGE, _CHARGE_SPREAD, _TOGETHER, _MAX_WEIGHT = 100.0, 42.0, 20.0, 15.0
#: Spikes of each neuron within that time that the weights between layers are made for.
_SPIKES_BETWEEN = 1.0


@dataclass(frozen=True, eq=False)
class Design:
    """Everything that determines a classifier before it learns.

    Attributes
    ----------
    classes : array, shape (n_classes,)
        Labels that it tells apart.
    inputs : tuple of str
        Names of the features; empty for spike trains.
    n_channels : int
        Number of features, or of channels of spike trains.
    encoding : Encoding or None
        None for spike trains.
    scaling : Scaling or None
        Scaling of the features; None for spike trains.
    first : (float, float)
        Mean and standard deviation of the initial weights of the input.
    layers : tuple of int
        Number of neurons in each layer.
    duration : float
        Length of a sample, ms.
    seed : int
    settings : Settings
    """

    classes: NDArray[Any]
    inputs: tuple[str, ...]
    n_channels: int
    encoding: Encoding | None
    scaling: Scaling | None
    first: tuple[float, float]
    layers: tuple[int, ...]
    duration: float
    seed: int
    settings: Settings

    @property
    def steps(self) -> int:
        """Number of time steps of a sample."""
        return max(1, ceil(self.duration / self.settings.dt - 1e-9))

    def model(self) -> Model:
        """Return a new model at its start."""
        direct = self.encoding is not None and not self.encoding.spikes
        channels = self.n_channels * (self.encoding.channels if self.encoding else 1)
        layers: list[Layer] = [
            Dense(
                channels,
                self.layers[0],
                weights=Normal(*self.first),
                bias=Normal(*_BIAS) if direct else 0.0,
                tau=None if direct else _TAU_SYNAPSE,
            ),
            Neurons(self.layers[0], **self.settings.neurons),
        ]
        for before, size in zip(self.layers, self.layers[1:], strict=False):
            weights = Normal(*_synapses(before * _SPIKES_BETWEEN))
            layers.append(Dense(before, size, weights=weights, bias=0.0, tau=_TAU_SYNAPSE))
            layers.append(Neurons(size, **self.settings.neurons))
        last = self.layers[-1]
        out = Normal(0.0, 1.0 / sqrt(last))
        layers.append(Readout(last, self.classes.size, weights=out, tau=_TAU_READOUT))
        return Model(layers, dt=self.settings.dt, seed=self.seed)

    def encoded(self, data: FeatureTable | SpikeTrains | FloatArray) -> NDArray[Any]:
        """Return the input of samples, shape (n_samples, steps, channels).

        Raises
        ------
        ParameterError
            If they are not of the kind and size that the classifier was made for.
        """
        if self.encoding is None or self.scaling is None:
            if not isinstance(data, SpikeTrains):
                raise ParameterError("data", data, "must be spike trains, as those of the training")
            if data.n_channels > self.n_channels:
                allowed = msg("must have at most {count} channels", count=self.n_channels)
                raise ParameterError("data", data, allowed)
            if data.duration > self.duration + 1e-9:
                allowed = msg("must last at most {end}", end=Number(self.duration, "ms"))
                raise ParameterError("data", data, allowed)
            spikes = binned(data, self.steps, self.settings.dt)
            return np.pad(spikes, ((0, 0), (0, 0), (0, self.n_channels - data.n_channels)))
        if isinstance(data, SpikeTrains):
            raise ParameterError("data", data, "must be features, as those of the training")
        features = data.features if isinstance(data, FeatureTable) else checked_features(data)
        if features.shape[1] != self.n_channels:
            allowed = msg(
                "must have {count} features: {names}",
                count=self.n_channels,
                names=", ".join(self.inputs),
            )
            raise ParameterError("data", msg("{count} features", count=features.shape[1]), allowed)
        dt = self.settings.dt
        return self.encoding.encode(features, self.scaling, self.steps, dt, self.seed, _SPIKES)

    def targets(self, data: Samples) -> IndexArray:
        """Return the places of the labels of samples among the classes.

        Raises
        ------
        ParameterError
            If a label is not among the classes.
        """
        if data.classes.dtype.kind == self.classes.dtype.kind:
            places = np.minimum(np.searchsorted(self.classes, data.classes), self.classes.size - 1)
            unknown = data.classes[self.classes[places] != data.classes]
        else:
            unknown = data.classes
        if unknown.size:
            names = ", ".join(map(str, self.classes))
            raise ParameterError("labels", unknown[0], msg("must be one of {names}", names=names))
        return np.asarray(places[data.codes], dtype=np.int64)


def designed(
    data: FeatureTable | SpikeTrains,
    trained: IndexArray,
    encoding: Encoding,
    layers: tuple[int, ...],
    duration: float,
    seed: int,
    settings: Settings,
) -> Design:
    """Return the design for samples of which some are trained on; nothing else of them counts."""
    table = data if isinstance(data, FeatureTable) else None
    design = Design(
        classes=data.classes,
        inputs=table.names if table else (),
        n_channels=data.n_channels if isinstance(data, SpikeTrains) else len(data.names),
        encoding=encoding if table else None,
        scaling=encoding.scaling(table.features[trained]) if table else None,
        first=(0.0, 0.0),
        layers=layers,
        duration=duration,
        seed=seed,
        settings=settings,
    )
    return replace(design, first=_first_weights(design, data, trained))


def checked_layers(layers: Sequence[int]) -> tuple[int, ...]:
    """Return the sizes of the layers."""
    given = (layers,) if isinstance(layers, int) else layers
    sizes = tuple(integer(size, "layers", low=1, high=MAX_NEURONS) for size in given)
    if not 1 <= len(sizes) <= MAX_LAYERS:
        raise ParameterError("layers", layers, msg("must be 1 to {most} sizes", most=MAX_LAYERS))
    return sizes


def split(data: Samples, share: float, seed: int) -> tuple[IndexArray, IndexArray]:
    """Return the samples for training and those held out.

    Each class is divided alike, so that none is missing from the training.
    """
    drawn = uniform(seed, _SPLIT, 0, len(data))
    trained: list[IndexArray] = []
    tested: list[IndexArray] = []
    for code in range(data.classes.size):
        own = np.flatnonzero(data.codes == code).astype(np.int64)
        own = own[np.argsort(drawn[own], kind="stable")]
        held = min(max(1, round(share * own.size)), own.size - 1)
        tested.append(own[:held])
        trained.append(own[held:])
    return np.concatenate(trained), np.concatenate(tested)


def _first_weights(
    design: Design, data: FeatureTable | SpikeTrains, trained: IndexArray
) -> tuple[float, float]:
    """Return mean and standard deviation of the initial weights of the input.

    With them the neurons fire from the start, at different times: weights are the smaller the
    more currents or spikes there are.
    """
    if design.encoding is not None and not design.encoding.spikes:
        return 0.0, _CURRENT / sqrt(design.n_channels)
    spikes = float(design.encoded(data)[trained].sum()) / len(trained)
    return _synapses(max(1.0, spikes * min(1.0, _TOGETHER / design.duration)))


def _synapses(spikes: float) -> tuple[float, float]:
    """Return weights for that many spikes within some 20 ms."""
    mean = _CHARGE / _TAU_SYNAPSE / spikes
    spread = _CHARGE_SPREAD / _TAU_SYNAPSE / sqrt(spikes)
    return min(mean, _MAX_WEIGHT), min(spread, _MAX_WEIGHT)
