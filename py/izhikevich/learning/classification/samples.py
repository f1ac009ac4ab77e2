"""Labelled samples to learn from: tables of features, and spike trains."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.random import uniform
from izhikevich.text import is_whole
from izhikevich.units import integer, number, numbers

#: Labels that can be told apart.
MAX_CLASSES = 100
MAX_CHANNELS = 10_000
#: Stream of random numbers that draw samples.
_DRAWN = 5
#: Time after the last spike for which the neurons still run, unless a duration is given, ms.
_AFTERWARDS = 10.0


class Samples:
    """Samples with a label each.

    Attributes
    ----------
    labels : array, shape (n_samples,)
        The label of each sample: whole numbers or text.
    classes : array, shape (n_classes,)
        The different labels, in ascending order.
    codes : array of int64, shape (n_samples,)
        The place of each sample's label among the classes.
    """

    def __init__(self, labels: ArrayLike) -> None:
        """Initialise from the labels."""
        self.labels = _checked_labels(labels)
        self.classes, codes = np.unique(self.labels, return_inverse=True)
        self.codes: IndexArray = codes.astype(np.int64)
        if self.classes.size > MAX_CLASSES:
            raise ParameterError(
                "labels",
                msg("{count} different ones", count=Number(self.classes.size, form=",")),
                msg(
                    "at most {most} can be told apart; is this the column of the labels?",
                    most=MAX_CLASSES,
                ),
            )

    def __len__(self) -> int:
        """Return the number of samples."""
        return int(self.labels.size)

    def part(self, chosen: IndexArray) -> Self:
        """Return some of the samples, shape (n_chosen,), in that order."""
        raise NotImplementedError

    def drawn(self, count: int, seed: int = 0) -> Self:
        """Return about that many of the samples, drawn at random, at least two of each class.

        Parameters
        ----------
        count : int
        seed : int
        """
        share = count / len(self)
        if share >= 1.0:
            return self
        random = uniform(integer(seed, "seed", low=0), _DRAWN, 0, len(self))
        kept: list[IndexArray] = []
        for code in range(self.classes.size):
            own = np.flatnonzero(self.codes == code)
            own = own[np.argsort(random[own], kind="stable")]
            kept.append(own[: max(2, round(share * own.size))])
        return self.part(np.sort(np.concatenate(kept)))


class FeatureTable(Samples):
    """A table of features, with a label for each row.

    Parameters
    ----------
    features : array, shape (n_samples, n_features)
        One row per sample, in any units: they are scaled before they become currents or spikes.
    labels : array, shape (n_samples,)
        Whole numbers or text.
    names : sequence of str, optional
        Names of the features; default "feature 0" and so on.

    Raises
    ------
    ParameterError
        If the features are not finite numbers, or there is not one label per row.

    Examples
    --------
    >>> from izhikevich.learning import FeatureTable
    >>> FeatureTable([[5.1, 3.5], [6.3, 3.3], [4.9, 3.0]], ["setosa", "virginica", "setosa"])
    FeatureTable(3 samples, 2 features, classes setosa, virginica)
    """

    def __init__(
        self, features: ArrayLike, labels: ArrayLike, *, names: Sequence[str] | None = None
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(labels)
        self.features: FloatArray = checked_features(features)
        if len(self.features) != len(self):
            raise ParameterError(
                "labels",
                labels,
                msg("must be {count}, one for each row of features", count=len(self.features)),
            )
        size = self.features.shape[1]
        self.names = feature_names(size) if names is None else tuple(str(name) for name in names)
        if len(self.names) != size or len(set(self.names)) != size:
            allowed = msg("must be {count} different names, one for each feature", count=size)
            raise ParameterError("names", names, allowed)

    def part(self, chosen: IndexArray) -> FeatureTable:
        """Return some of the samples, shape (n_chosen,), in that order."""
        return FeatureTable(self.features[chosen], self.labels[chosen], names=self.names)

    def __repr__(self) -> str:
        """Describe it in one line."""
        size = self.features.shape[1]
        return f"FeatureTable({len(self)} samples, {size} features, {_told(self)})"


class SpikeTrains(Samples):
    """Spikes over a number of channels, with a label for each sample.

    Parameters
    ----------
    times : array, shape (n_spikes,)
        Times of spikes since the beginning of their samples, ms; in any order.
    channels, samples : array of int, shape (n_spikes,)
        The channel and the sample of each spike, from 0.
    labels : array, shape (n_samples,)
        Whole numbers or text.
    n_channels : int, optional
        Number of channels; default is that of the last one with a spike, plus one.
    duration : float, optional
        Length of each sample, ms; by default 10 ms more than the time of the last spike.

    Raises
    ------
    ParameterError
        If a spike has no sample or channel, or lies outside the duration.

    Examples
    --------
    >>> from izhikevich.learning import SpikeTrains
    >>> SpikeTrains([1.0, 6.0, 1.0, 6.0], [0, 1, 1, 0], [0, 0, 1, 1], ["up", "down"])
    SpikeTrains(2 samples, 2 channels, 16 ms, classes down, up)
    """

    def __init__(
        self,
        times: ArrayLike,
        channels: ArrayLike,
        samples: ArrayLike,
        labels: ArrayLike,
        *,
        n_channels: int | None = None,
        duration: float | None = None,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(labels)
        self.times: FloatArray = numbers(times, "times", "ms", dimensions=(1,))
        if not self.times.size:
            raise ParameterError("times", times, "must be one spike or more")
        shape = self.times.shape
        self.samples = _indices(samples, "samples", shape, len(self))
        most = MAX_CHANNELS
        if n_channels is not None:
            most = integer(n_channels, "n_channels", low=1, high=MAX_CHANNELS)
        self.channels = _indices(channels, "channels", shape, most)
        self.n_channels = int(self.channels.max()) + 1 if n_channels is None else most
        last = float(self.times.max())
        if float(self.times.min()) < 0.0:
            raise ParameterError("times", float(self.times.min()), "must be from 0 ms on")
        if duration is None:
            duration = ceil(last + _AFTERWARDS)
        self.duration = number(duration, "duration", "ms", low=0.1, high=1e5)
        if last >= self.duration:
            allowed = msg("must be before {end}, the duration", end=Number(self.duration, "ms"))
            raise ParameterError("times", last, allowed)

    def part(self, chosen: IndexArray) -> SpikeTrains:
        """Return some of the samples, shape (n_chosen,), in that order."""
        places = np.full(len(self), -1)
        places[chosen] = np.arange(len(chosen))
        spikes = places[self.samples] >= 0
        return SpikeTrains(
            self.times[spikes],
            self.channels[spikes],
            places[self.samples[spikes]],
            self.labels[chosen],
            n_channels=self.n_channels,
            duration=self.duration,
        )

    def __repr__(self) -> str:
        """Describe it in one line."""
        size = f"{self.n_channels} channels, {self.duration:g} ms"
        return f"SpikeTrains({len(self)} samples, {size}, {_told(self)})"


def feature_names(count: int) -> tuple[str, ...]:
    """Return names for features that have none."""
    return tuple(f"feature {k}" for k in range(count))


def checked_features(features: ArrayLike) -> FloatArray:
    """Return features as a table of finite numbers, shape (n_samples, n_features)."""
    table = numbers(features, "features", "", dimensions=(2,))
    if not table.size or table.shape[1] > MAX_CHANNELS:
        allowed = msg(
            "must have at least one row, and 1 to {most} columns",
            most=Number(MAX_CHANNELS, form=","),
        )
        raise ParameterError("features", msg("shape {shape}", shape=table.shape), allowed)
    return table


def _checked_labels(labels: ArrayLike) -> NDArray[np.int64] | NDArray[np.str_]:
    given = np.asarray(labels)
    if given.ndim == 1 and given.size:
        if given.dtype.kind == "O" and all(isinstance(label, str) for label in given):
            given = given.astype(np.str_)
        if given.dtype.kind == "U" and all(map(is_whole, given)):
            return given
        whole = given.dtype.kind in "biu"
        if whole or (given.dtype.kind == "f" and (given == np.round(given)).all()):
            return given.astype(np.int64)
    raise ParameterError("labels", labels, "must be a list of whole numbers or of texts")


def _indices(given: ArrayLike, name: str, shape: tuple[int, ...], count: int) -> IndexArray:
    array = np.asarray(given)
    if array.shape != shape or array.dtype.kind not in "iu":
        raise ParameterError(name, given, "must be whole numbers, one for each spike")
    if int(array.min()) < 0 or int(array.max()) >= count:
        wrong = int(array.min() if int(array.min()) < 0 else array.max())
        raise ParameterError(name, wrong, msg("must be from 0 to {last}", last=count - 1))
    return array.astype(np.int64)


def _told(samples: Samples) -> str:
    names = [str(label) for label in samples.classes[:6]]
    return f"classes {', '.join(names)}{' ...' if samples.classes.size > len(names) else ''}"
