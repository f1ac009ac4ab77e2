"""Correlograms and spike-triggered averages: by hand, pair by pair, and of Poisson processes."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich import ParameterError, analysis, random

from tests.analysis.surrogates import poisson

STEPS = st.lists(st.integers(0, 60), max_size=30).map(lambda steps: np.array(sorted(steps)))


def test_cross_correlogram() -> None:
    lags, rate = analysis.cross_correlogram([10, 20], [11, 21, 22, 30], 3, 1)
    np.testing.assert_array_equal(lags, [-3, -2, -1, 0, 1, 2, 3])
    np.testing.assert_array_equal(rate, [0, 0, 0, 0, 1000, 500, 0])
    lags, rate = analysis.cross_correlogram([10, 20], [11, 21, 22, 30], 0.9, 1)
    np.testing.assert_array_equal(lags, [0])
    np.testing.assert_array_equal(rate, [0])


def test_auto_correlogram() -> None:
    lags, rate = analysis.auto_correlogram([0, 5, 10, 10], 10, 5)
    np.testing.assert_array_equal(lags, [-10, -5, 0, 5, 10])
    np.testing.assert_array_equal(rate * 4 * 5 / 1000, [2, 3, 2, 3, 2])


@pytest.mark.parametrize("dt", [1.0, 0.1, 0.3])
@given(a=STEPS, b=STEPS, most=st.integers(0, 100))
def test_correlograms_count_the_pairs(dt: float, a: Any, b: Any, most: int) -> None:
    expected = [(np.subtract.outer(b, a) == k).sum() for k in range(-most, most + 1)]
    lags, rate = analysis.cross_correlogram(a * dt, b * dt, most * dt, dt)
    np.testing.assert_allclose(lags, np.arange(-most, most + 1) * dt)
    if a.size:
        np.testing.assert_allclose(rate * a.size * dt / 1000, expected, rtol=1e-9)
        own = analysis.auto_correlogram(a * dt, most * dt, dt)[1]
        full = analysis.cross_correlogram(a * dt, a * dt, most * dt, dt)[1]
        full[most] -= 1000 / dt
        np.testing.assert_allclose(own, full, atol=1e-9)
    else:
        assert np.isnan(rate).all()
    if a.size and b.size:
        back = analysis.cross_correlogram(b * dt, a * dt, most * dt, dt)[1]
        np.testing.assert_allclose(back[::-1] * b.size, rate * a.size, rtol=1e-12)


def test_independent_trains() -> None:
    a = poisson(1, 50, 100_000, seed=1)[0]
    b = poisson(1, 80, 100_000, seed=2)[0]
    rate = analysis.cross_correlogram(a, b, 50, 5)[1]
    error = 80 / np.sqrt(a.size * 0.08 * 5)
    assert (np.abs(rate - 80) < 4.5 * error).all()
    own = analysis.auto_correlogram(b, 50, 5)[1]
    np.testing.assert_allclose(own, own[::-1])
    assert own[11:].mean() == pytest.approx(80, rel=0.03)


def test_delayed_copy() -> None:
    a = poisson(1, 20, 50_000)[0]
    lags, rate = analysis.cross_correlogram(a, a + 7.2, 20, 2)
    assert rate[(lags == 6) | (lags == 8)].sum() == pytest.approx(1000 / 2 + 2 * 20, rel=0.1)
    others = rate[(lags != 6) & (lags != 8)]
    assert others.mean() == pytest.approx(20, rel=0.2)


@given(a=STEPS, b=STEPS, most=st.integers(0, 40), own=st.booleans())
def test_covariance_pair_by_pair(a: Any, b: Any, most: int, own: bool) -> None:
    """Each pair of bins of a lag counts once; their expectation is the product of the means."""
    other = a if own else b
    in_a, in_b = (np.histogram(steps, 61, (-0.5, 60.5))[0] * 1.0 for steps in (a, other))
    lags, found, chance = analysis.cross_covariance(
        a * 0.5, None if own else b * 0.5, 0, 30.5, most * 0.5, 0.5, n_a=3, n_b=2
    )
    np.testing.assert_allclose(lags, 0.5 * np.arange(-most, most + 1))
    neurons = 9 if own else 6
    for k, covariance, deviation in zip(range(-most, most + 1), found, chance, strict=True):
        bins = [j for j in range(61) if 0 <= j + k < 61]
        pairs = sum(in_a[j] * in_b[j + k] for j in bins) - (in_a.sum() if own and k == 0 else 0)
        expected = in_a.mean() * in_b.mean()
        assert covariance == pytest.approx(4e6 / neurons * (pairs / len(bins) - expected))
        assert deviation == pytest.approx(4e6 / neurons * (expected / len(bins)) ** 0.5)


def test_regular_trains_have_no_covariance() -> None:
    """A spike in each bin: every coincidence is expected, also at the ends of the window."""
    train = np.arange(200.0)
    found = analysis.cross_covariance(train, train, 0, 200, 150, 1)[1]
    np.testing.assert_allclose(found, 0, atol=1e-6)


def test_covariance_of_independent_trains_is_as_large_as_chance() -> None:
    a, b = (poisson(20, 30, 50_000, seed=seed)[0] for seed in (1, 2))
    _, found, chance = analysis.cross_covariance(a, b, 0, 50_000, 200, 2, n_a=20, n_b=20)
    assert (np.abs(found) < 4.5 * chance).all()
    assert np.std(found / chance) == pytest.approx(1, rel=0.15)
    itself = analysis.cross_covariance(a, None, 0, 50_000, 200, 2, n_a=20)
    assert np.abs(itself[1] / itself[2]).max() < 4.5 * 2**0.5
    np.testing.assert_allclose(itself[1], itself[1][::-1], atol=1e-6)


def test_covariance_of_a_delayed_copy() -> None:
    """All spikes come again after 8 ms: in that bin their rate over its width is added."""
    a = poisson(1, 20, 50_000)[0]
    lags, found, chance = analysis.cross_covariance(a, a + 8, 0, 50_000, 40, 2)
    assert lags[np.argmax(found)] == 8
    rate = a.size / 50
    assert found.max() == pytest.approx(rate * 500, rel=0.02)
    assert np.abs(found[lags != 8]).max() < 4.5 * chance.max()


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (([2, 1], [1], 0, 10, 5, 1), "times_a"),
        (([1], [2, 1], 0, 10, 5, 1), "times_b"),
        (([1], [1], 10, 10, 5, 1), "stop"),
        (([1], [1], 0, 10, 10, 1), "max_lag"),
        (([1], [1], 0, 10, -1, 1), "max_lag"),
        (([1], [1], 0, 10, 5, 0), "bin_width"),
        (([1], [1], 0, 10, 5, 11), "bin_width"),
    ],
)
def test_covariances_that_are_refused(given: Any, name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        analysis.cross_covariance(*given)
    assert caught.value.parameter == name
    with pytest.raises(ParameterError):
        analysis.cross_covariance([1], [1], 0, 10, 5, 1, n_a=0)


def test_spike_triggered_average() -> None:
    signal = np.array([0.0, 1, 4, 9, 16, 25])
    lags, average = analysis.spike_triggered_average(signal, 0.5, [0.1, 1.1, 1.6, 2.4], 0.5, 0.5)
    np.testing.assert_array_equal(lags, [-0.5, 0, 0.5])
    np.testing.assert_allclose(average, [2.5, 6.5, 12.5])
    both = np.stack((signal, -signal), axis=1)
    average = analysis.spike_triggered_average(both, 0.5, [101, 101, 101.5], 0.5, 0.5, start=100)[1]
    np.testing.assert_allclose(average[:, 0], np.array([2 + 4, 8 + 9, 18 + 16]) / 3)
    np.testing.assert_allclose(average[:, 1], -average[:, 0])
    assert np.isnan(analysis.spike_triggered_average(signal, 0.5, [0], 0.5, 0.5)[1]).all()
    ends = analysis.spike_triggered_average(signal, 0.5, [0.5, 2.0], 0.5, 0.5)[1]
    np.testing.assert_allclose(ends, [(0 + 9) / 2, (1 + 16) / 2, (4 + 25) / 2])
    assert analysis.spike_triggered_average(both, 0.5, [], 0, 0.3 - 0.2)[1].shape == (1, 2)


def test_average_of_noise_is_the_filter() -> None:
    """Spikes drawn from filtered white noise give the filter back, reversed in time."""
    n = 200_000
    noise = random.normal(1, 0, 0, n)
    weights = np.array([0.0, 0.5, 1.0, 0.25])
    drive = np.convolve(noise, weights)[:n]
    times = np.flatnonzero(random.uniform(1, 1, 0, n) < 0.05 * (1 + 0.3 * drive))
    _, average = analysis.spike_triggered_average(noise, 1, times, 3, 2)
    expected = 0.3 * np.concatenate((weights[::-1], [0, 0]))
    np.testing.assert_allclose(average, expected, atol=5 / np.sqrt(times.size))


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (([2, 1], [1], 1, 1), "times_a"),
        (([1], [np.nan], 1, 1), "times_b"),
        (([1], [1], -1, 1), "max_lag"),
        (([1], [1], 1, 0), "bin_width"),
        (([1], [1], 0, 5e-324), "bin_width"),
        (([1], [1], 1e9, 1), "max_lag"),
        (([1], [1e9], 10, 1), "bin_width"),
    ],
)
def test_bad_correlograms(arguments: Any, name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        analysis.cross_correlogram(*arguments)
    assert caught.value.parameter == name
    with pytest.raises(ParameterError, match="times"):
        analysis.auto_correlogram([2, 1], 1, 1)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((["x"], 1, [0], 0, 0), "signal"),
        (([], 1, [], 0, 0), "after"),
        (([1, 2], 0, [0], 0, 0), "dt"),
        (([1, 2], 1, [1, 0], 0, 0), "spike_times"),
        (([1, 2], 1, [0], -1, 0), "before"),
        (([1, 2], 1, [0], 0, -1), "after"),
        (([1, 2], 1, [0], 1, 1), "after"),
        ((np.ones(6), 0.5, [0], 4, 0), "before"),
        ((np.ones(6), 0.5, [0], 0, 4), "after"),
        (([1, 2], 1, [0], 0, 0, np.inf), "start"),
    ],
)
def test_bad_averages(arguments: Any, name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        analysis.spike_triggered_average(*arguments)
    assert caught.value.parameter == name
