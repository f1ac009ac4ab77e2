"""Losses: their values in cases known by hand, their gradients by differences, what is right."""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.learning import CrossEntropy, RateRegularisation, SpikeCount, VanRossum
from izhikevich.random import normal

DT = 0.5
STEPS, BATCH, SIZE = 12, 3, 4
OUTPUT = normal(1, 0, 0, STEPS * BATCH * SIZE).reshape(STEPS, BATCH, SIZE)
COUNTS = np.arange(BATCH * SIZE).reshape(BATCH, SIZE) / 5.0
RASTER = (normal(2, 0, 0, BATCH * STEPS * SIZE).reshape(BATCH, STEPS, SIZE) > 1.0) * 1.0
CLASSES = np.array([3, 0, 1])


@pytest.mark.parametrize(
    ("loss", "target"),
    [
        (SpikeCount(), COUNTS),
        (VanRossum(tau=3.0), RASTER),
        (CrossEntropy(), CLASSES),
        (CrossEntropy(start=2.0), CLASSES),
        (CrossEntropy(reading="last"), CLASSES),
        (CrossEntropy(reading="peak", start=1.0), CLASSES),
    ],
    ids=str,
)
def test_gradients(loss: Any, target: np.ndarray) -> None:
    checked = loss.checked(target, BATCH, STEPS, SIZE)
    gradient = loss.both(OUTPUT, checked, DT)[1]
    assert gradient.shape == OUTPUT.shape
    for k in range(3):
        direction = normal(7, k, 0, OUTPUT.size).reshape(OUTPUT.shape)
        up, down = (loss.both(OUTPUT + h * direction, checked, DT)[0] for h in (1e-6, -1e-6))
        np.testing.assert_allclose((gradient * direction).sum(), (up - down) / 2e-6, rtol=1e-7)


def test_rate_regularisation() -> None:
    band = RateRegularisation(lowest=20.0, highest=40.0, strength=2.0)
    spikes = np.zeros((100, 2, 3))  # 50 ms each, 100 ms together
    spikes[:10, 0, 0] = 1.0  # 100 Hz
    spikes[:3, 1, 1] = 1.0  # 30 Hz
    loss, gradient = band.both(spikes, DT)
    assert loss == pytest.approx(2.0 * (0.06**2 + 0.02**2) / 3.0)
    for neuron in range(3):
        moved = spikes.copy()
        moved[50, 0, neuron] += 1e-6
        difference = (band.both(moved, DT)[0] - loss) / 1e-6
        assert gradient[neuron] == pytest.approx(difference, rel=1e-4)
    assert gradient[1] == 0.0


def test_van_rossum_of_one_spike_is_one_half() -> None:
    spikes = np.zeros((20_000, 1, 1))
    spikes[10] = 1.0
    value, _ = VanRossum(tau=5.0).both(spikes, np.zeros((1, 20_000, 1)), 0.01)
    assert value == pytest.approx(0.5, rel=5e-3)
    # Two spikes apart by dt' count 1 - exp(-dt' / tau).
    target = np.zeros((1, 20_000, 1))
    target[0, 310] = 1.0
    value, _ = VanRossum(tau=5.0).both(spikes, target, 0.01)
    assert value == pytest.approx(1.0 - exp(-3.0 / 5.0), rel=5e-3)


def test_right_spike_times() -> None:
    loss = VanRossum(tolerance=1.0)
    target = np.zeros((3, 20, 1))
    target[:, [4, 12]] = 1.0
    spikes = np.zeros((20, 3, 1))
    spikes[[5, 10], 0] = 1.0  # within 2 steps
    spikes[[4, 15], 1] = 1.0
    spikes[[4, 12, 16], 2] = 1.0
    assert loss.right(spikes, target, 0.5).tolist() == [True, False, False]


def test_right_counts() -> None:
    spikes = np.zeros((5, 2, 3))
    spikes[0, :, 1] = spikes[1, 0, 1] = 1.0
    target = np.array([[0.0, 2.0, 0.0], [0.0, 2.0, 0.0]])
    assert SpikeCount().right(spikes, target, DT).tolist() == [True, False]
    assert SpikeCount(classify=True).right(spikes, target, DT).tolist() == [True, True]


def test_cross_entropy_of_equal_voltages() -> None:
    value, _ = CrossEntropy().both(np.zeros((4, 2, 10)), np.array([3, 4]), DT)
    assert value == pytest.approx(log(10.0))
    huge = np.zeros((4, 1, 2))
    huge[:, 0, 1] = 1e5
    assert CrossEntropy().both(huge, np.array([1]), DT)[0] == 0.0
    assert CrossEntropy().answers(huge, DT).tolist() == [1]


@pytest.mark.parametrize(
    ("loss", "target"),
    [
        (SpikeCount(), np.zeros((BATCH, SIZE + 1))),
        (SpikeCount(), np.full((BATCH, SIZE), np.nan)),
        (VanRossum(), np.zeros((STEPS, BATCH, SIZE))),
        (CrossEntropy(), np.array([0, 1, SIZE])),
        (CrossEntropy(), np.array([0.0, 1.0, 2.0])),
        (CrossEntropy(), np.array([0, 1])),
    ],
)
def test_targets_that_do_not_fit(loss: Any, target: np.ndarray) -> None:
    with pytest.raises(ParameterError):
        loss.checked(target, BATCH, STEPS, SIZE)


def test_refused() -> None:
    with pytest.raises(ParameterError):
        CrossEntropy(reading="median")
    with pytest.raises(ParameterError):
        VanRossum(tau=0.0)
    with pytest.raises(ParameterError):
        RateRegularisation(lowest=50.0, highest=10.0)
