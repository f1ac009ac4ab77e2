"""Spikes are found without a threshold."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich.fitting import detect_spikes

from .recordings import B8_COUNTS, b8, planted


def test_a_cell_whose_spikes_shrink() -> None:
    found = b8().spikes()
    assert [len(events) for events in found] == B8_COUNTS
    peaks = b8().voltage[4][found[4].peaks]
    assert peaks.max() > 19.0
    assert peaks.min() < -5.0


@pytest.mark.parametrize("noise", [0.0, 0.5, 2.0])
def test_spikes_of_a_model(noise: float) -> None:
    clean = planted()
    known = [events.times for events in clean.spikes()]
    found = [events.times for events in planted(noise=noise).spikes()]
    assert [one.size for one in found] == [one.size for one in known]
    for one, other in zip(found, known, strict=True):
        np.testing.assert_allclose(one, other, atol=0.3)


@pytest.mark.parametrize(
    ("scale", "offset", "every"), [(1.0, 15.0, 1), (0.6, -20.0, 1), (1.0, 0.0, 2), (1.3, 0.0, 3)]
)
def test_scale_offset_and_sampling_do_not_matter(scale: float, offset: float, every: int) -> None:
    voltage = (scale * b8().voltage + offset)[:, ::every]
    assert [len(events) for events in detect_spikes(voltage, 0.25 * every)] == B8_COUNTS


def test_fluctuations_are_no_spikes() -> None:
    rng = np.random.default_rng(0)
    quiet = -65.0 + rng.normal(0.0, 2.0, (3, 5000))
    assert not any(len(events) for events in detect_spikes(quiet, 0.1))
    steps = np.repeat([[-65.0, -40.0, -65.0, -80.0, -65.0]], 1000, axis=1)
    assert not len(detect_spikes(steps, 0.1)[0])
    assert not len(detect_spikes(np.full((1, 100), -65.0), 0.1)[0])
