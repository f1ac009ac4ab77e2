"""Synchrony: all alike, each alone, and in between, where the value is known."""

from math import isnan, sqrt

import numpy as np
import pytest
from hypothesis import given
from izhikevich import ParameterError, analysis, random

from tests.analysis.surrogates import Population, poisson, populations


def test_limits() -> None:
    wave = np.sin(np.arange(1000) / 10)[:, None]
    assert analysis.synchrony(np.repeat(wave, 7, axis=1)) == pytest.approx(1)
    assert analysis.synchrony(wave * [1, -1]) == pytest.approx(0, abs=1e-12)
    assert isnan(analysis.synchrony(np.full((50, 3), 0.1)))
    assert isnan(analysis.synchrony(np.zeros((0, 3))))
    assert isnan(analysis.synchrony(np.zeros((3, 0))))


@pytest.mark.parametrize("shared", [0.0, 0.3, 0.8])
def test_shared_noise(shared: float) -> None:
    """A share s of the variance in common: χ² = s + (1 - s) / N."""
    n, samples = 50, 20_000
    own = random.normal(1, 0, 0, samples * n).reshape(samples, n)
    common = random.normal(1, 1, 0, samples)[:, None]
    v = sqrt(shared) * common + sqrt(1 - shared) * own - 65
    assert analysis.synchrony(v) == pytest.approx(sqrt(shared + (1 - shared) / n), rel=0.03)


def test_spikes() -> None:
    times, indices, n = poisson(100, 30, 20_000)
    assert analysis.spike_synchrony(times, indices, n, 0, 20_000, 5) == pytest.approx(0.1, rel=0.05)
    one = times[indices == 0]
    together = np.repeat(one, n), np.tile(np.arange(n), one.size)
    assert analysis.spike_synchrony(*together, n, 0, 20_000, 5) == pytest.approx(1)
    assert isnan(analysis.spike_synchrony([], [], 3, 0, 100, 5))
    assert isnan(analysis.spike_synchrony([1, 6], [0, 0], 3, 0, 10, 5))


@given(populations())
def test_spikes_are_traces_of_counts(population: Population) -> None:
    times, indices, n = population
    counts = np.array([np.histogram(times[indices == i], 8, (0, 104))[0] for i in range(n)]).T
    np.testing.assert_allclose(
        analysis.spike_synchrony(times, indices, n, 0, 104, 13), analysis.synchrony(counts)
    )


def test_bad_traces() -> None:
    for v in (np.zeros(5), np.full((2, 2), np.nan), [["x"]], np.zeros((2, 2, 2))):
        with pytest.raises(ParameterError) as caught:
            analysis.synchrony(v)
        assert caught.value.parameter == "v"
