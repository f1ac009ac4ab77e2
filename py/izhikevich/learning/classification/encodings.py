"""Encodings: how the features of a sample become currents or spikes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.learning.classification.samples import SpikeTrains
from izhikevich.random import uniform
from izhikevich.table import Table

#: Receptive fields of each feature where it becomes spikes; their standard deviation, in
#: distances between two centres; and the response below which a field has no spike.
FIELDS, FIELD_WIDTH, SILENT = 6, 0.75, 0.1
#: Rate of a channel whose receptive field responds fully, Hz.
MAX_RATE = 200.0
#: Fraction of the duration in which spikes of the latency encoding lie.
WINDOW = 0.5
#: Scaled currents are limited to this, in standard deviations from the mean.
MAX_DEVIATION = 5.0


@dataclass(frozen=True)
class Scaling:
    """How features are scaled: by (feature - offset) / size.

    Parameters
    ----------
    offset, size : array, shape (n_features,)
    """

    offset: FloatArray
    size: FloatArray


@dataclass(frozen=True)
class Encoding:
    """A way to present features to neurons.

    Attributes
    ----------
    key, title, help : str
    channels : int
        Number of input channels for each feature.
    spikes : bool
        Whether the input consists of spikes rather than currents.
    """

    key: str
    title: str
    help: str
    channels: int
    spikes: bool
    _scaling: Callable[[FloatArray], Scaling]
    _encode: Callable[[FloatArray, int, float, int, int], NDArray[Any]]

    def scaling(self, features: FloatArray) -> Scaling:
        """Return the scaling that suits features, which must be those of the training part only."""
        found = self._scaling(features)
        return Scaling(found.offset, np.where(found.size > 0.0, found.size, 1.0))

    def encode(
        self, features: FloatArray, scaling: Scaling, steps: int, dt: float, seed: int, stream: int
    ) -> NDArray[Any]:
        """Return the input of samples.

        Parameters
        ----------
        features : array, shape (n_samples, n_features)
        scaling : Scaling
        steps : int
        dt : float
            Time step, ms.
        seed, stream : int
            Those of the random numbers, for encodings that draw some.

        Returns
        -------
        array, shape (n_samples, steps, n_features * channels)
            Currents in standard deviations, or spikes, 0 or 1; a current is a read-only view.
        """
        scaled = (features - scaling.offset) / scaling.size
        return self._encode(scaled, steps, dt, seed, stream)


def binned(trains: SpikeTrains, steps: int, dt: float) -> NDArray[np.uint16]:
    """Return the number of spikes in each step, shape (n_samples, steps, n_channels)."""
    counts = np.zeros((len(trains), steps, trains.n_channels), dtype=np.uint16)
    at = np.minimum(np.floor(trains.times / dt + 1e-9).astype(np.int64), steps - 1)
    np.add.at(counts, (trains.samples, at, trains.channels), 1)
    return counts


def _deviations(features: FloatArray) -> Scaling:
    return Scaling(features.mean(axis=0), features.std(axis=0))


def _range(features: FloatArray) -> Scaling:
    low = features.min(axis=0)
    return Scaling(low, features.max(axis=0) - low)


def _currents(scaled: FloatArray, steps: int, dt: float, seed: int, stream: int) -> NDArray[Any]:
    limited = np.clip(scaled, -MAX_DEVIATION, MAX_DEVIATION)
    return np.broadcast_to(limited[:, None, :], (len(scaled), steps, scaled.shape[1]))


def _fields(scaled: FloatArray) -> FloatArray:
    """Return the response of each receptive field, 0 to 1, as neighbouring channels.

    The fields of a feature are bells with equally spaced centres, from the lowest value of the
    training part to the highest.
    """
    limited = np.clip(scaled, 0.0, 1.0)
    centres = np.linspace(0.0, 1.0, FIELDS)
    off = (limited[:, :, None] - centres) * (FIELDS - 1) / FIELD_WIDTH
    return np.exp(-0.5 * off**2).reshape(len(scaled), -1)


def _latencies(scaled: FloatArray, steps: int, dt: float, seed: int, stream: int) -> NDArray[Any]:
    responses = _fields(scaled)
    spikes = np.zeros((len(responses), steps, responses.shape[1]), dtype=np.uint8)
    at = np.floor((1.0 - responses) * WINDOW * steps + 1e-9).astype(np.int64)
    samples, channels = np.nonzero(responses >= SILENT)
    spikes[samples, at[samples, channels], channels] = 1
    return spikes


def _rates(scaled: FloatArray, steps: int, dt: float, seed: int, stream: int) -> NDArray[Any]:
    chance = _fields(scaled) * (MAX_RATE * dt / 1000.0)
    samples, channels = chance.shape
    spikes = np.empty((samples, steps, channels), dtype=np.uint8)
    size = steps * channels
    for k in range(samples):  # one sample at a time: its draws are eight times its spikes
        drawn = uniform(seed, stream, k, size).reshape(steps, -1)
        spikes[k] = drawn < chance[k]
    return spikes


#: The encodings by key.
ENCODINGS = Table(
    "encoding",
    {
        encoding.key: encoding
        for encoding in (
            Encoding(
                "current",
                "constant current",
                "Each feature is a constant current, in standard deviations from its mean.",
                1,
                False,
                _deviations,
                _currents,
            ),
            Encoding(
                "latency",
                "latency of one spike",
                "Each feature has six receptive fields, each a channel that fires once, the "
                "earlier the closer the value is to its centre.",
                FIELDS,
                True,
                _range,
                _latencies,
            ),
            Encoding(
                "rate",
                "Poisson rate",
                "Each feature has six receptive fields, each a channel of random spikes, the more "
                "the closer the value is to its centre.",
                FIELDS,
                True,
                _range,
                _rates,
            ),
        )
    },
)
