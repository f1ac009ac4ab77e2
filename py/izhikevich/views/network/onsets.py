"""When the stimuli of a network begin."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.analysis import bursts, onsets
from izhikevich.network.inputs import Samples
from izhikevich.networks.interventions import DRIVE
from izhikevich.views.network.changes import stretches
from izhikevich.views.network.snapshot import Snapshot

_PIECE = 1_000_000  # values of a stimulus that are sampled at a time ...
_MAX_SAMPLES = 50_000_000  # ... and at all: a stimulus with more is left out
_APART = 20.0  # ms without a spike between two volleys of given spikes


def onset_times(shown: Snapshot) -> FloatArray:
    """Return when stimuli begin in the time shown, ms, sorted.

    Those that the reader gave; otherwise of stimuli of populations and of rates of sources where
    they cross the middle of their range (`izhikevich.analysis.onsets`), of given spikes the first
    of each volley, and of interventions where neurons begin to be driven.
    """
    given = shown.studied.onsets
    found = np.array(given) if given else np.concatenate([np.empty(0), *_of_network(shown)])
    return np.unique(found[(found >= shown.start) & (found < shown.stop)])


def _of_network(shown: Snapshot) -> Iterator[FloatArray]:
    net = shown.session.net
    for population in shown.populations:
        if population.inputs is not None:
            yield _crossings(shown, population.inputs.at, population.inputs.width)
    for source in net.sources:
        if isinstance(source.rates, Samples):
            yield _crossings(shown, source.sampled, source.rates.width)
        elif source.times is not None:
            first = round(shown.start / net.dt)
            steps, _ = source.spikes(first, round(shown.stop / net.dt) - first)
            yield np.array([own[0] for own in bursts(np.sort(steps) * net.dt, _APART)])
    driven = stretches(shown.session.changes.done, shown.stop)
    yield np.array([one.start for one in driven if one.set == DRIVE])


def _crossings(
    shown: Snapshot, sample: Callable[[FloatArray], FloatArray], width: int
) -> FloatArray:
    """Return when the mean of values over time crosses the middle of its range."""
    dt = shown.session.net.dt
    count = round((shown.stop - shown.start) / dt)
    if count * width > _MAX_SAMPLES:
        return np.empty(0)
    t = shown.start + np.arange(count) * dt
    pieces = np.array_split(t, max(1, count * width // _PIECE))
    means = [sample(piece).mean(axis=1) for piece in pieces]
    return onsets(np.concatenate(means), dt, shown.start)
