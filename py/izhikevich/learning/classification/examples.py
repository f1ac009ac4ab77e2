"""Samples to begin with, until the reader has their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from izhikevich.learning.classification.samples import FeatureTable, SpikeTrains
from izhikevich.random import normal, uniform
from izhikevich.table import Table

_SEED, _STREAM = 0, 0
_RINGS, _RADII, _THICKNESS = 400, (1.0, 2.2), 0.2
_SWEEPS, _CHANNELS, _APART, _JITTER, _START = 200, 8, 3.0, 0.5, 4.0  # ms, from _APART on


@dataclass(frozen=True)
class Example:
    """Samples to begin with.

    Attributes
    ----------
    key, title : str
    make : callable
        Returns the samples.
    """

    key: str
    title: str
    make: Callable[[], FeatureTable | SpikeTrains]


def _penguins() -> FeatureTable:
    # Imported here: the text is long, and needed only here.
    from izhikevich.learning.classification.penguins import penguins

    return penguins()


def rings() -> FeatureTable:
    """Return points of two rings around the origin, which no straight line separates."""
    inner = np.arange(_RINGS) % 2
    angle = 2.0 * np.pi * uniform(_SEED, _STREAM, 0, _RINGS)
    off = normal(_SEED, _STREAM, 1, _RINGS)
    radius = np.where(inner, *_RADII) + _THICKNESS * off
    points = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]).round(3)
    labels = np.where(inner, "inner", "outer")
    return FeatureTable(points, labels, names=("x", "y"))


def sweeps() -> SpikeTrains:
    """Return spikes that run through the channels upwards or downwards, each at its own pace."""
    up = np.arange(_SWEEPS) % 2
    order = np.arange(_CHANNELS)
    place = np.where(up[:, None], order, order[::-1])
    pace = _APART * (0.6 + 0.4 * uniform(_SEED, _STREAM + 1, 0, _SWEEPS))[:, None]
    jitter = _JITTER * normal(_SEED, _STREAM + 1, 1, place.size).reshape(place.shape)
    times = np.clip(_START + place * pace + jitter, 0.0, None).round(2)
    samples, channels = np.indices(times.shape)
    labels = np.where(up, "up", "down")
    return SpikeTrains(times.ravel(), channels.ravel(), samples.ravel(), labels)


#: The examples by key.
EXAMPLES = Table(
    "example",
    {
        example.key: example
        for example in (
            Example("penguins", "Penguins: four measurements, three species", _penguins),
            Example("rings", "Two rings, one around the other", rings),
            Example("sweeps", "Spike trains: sweeps up or down", sweeps),
        )
    },
)
