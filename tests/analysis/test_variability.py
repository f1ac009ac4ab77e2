"""Intervals, CV and Fano factors: by hand, neuron by neuron, and of Poisson processes."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich import ParameterError, analysis

from tests.analysis.surrogates import Population, poisson, populations

TIMES = [0, 1, 2, 3, 5, 7]
INDICES = [0, 1, 0, 1, 1, 0]


def test_intervals() -> None:
    np.testing.assert_array_equal(analysis.pooled_intervals(TIMES, INDICES, 3), [2, 5, 2, 2])
    edges, counts = analysis.interval_distribution(TIMES, INDICES, 3, 2)
    np.testing.assert_array_equal(edges, [0, 2, 4, 6])
    np.testing.assert_array_equal(counts, [0, 3, 1])
    edges, counts = analysis.interval_distribution(TIMES, INDICES, 3, 2, longest=5)
    np.testing.assert_array_equal(edges, [0, 2, 4])
    np.testing.assert_array_equal(counts, [0, 3])
    edges, counts = analysis.interval_distribution([1, 1.25, 1.5], [0, 0, 0], 1, 0.25)
    np.testing.assert_array_equal(edges, [0, 0.25, 0.5])
    np.testing.assert_array_equal(counts, [0, 2])
    edges, counts = analysis.interval_distribution([], [], 1, 2)
    np.testing.assert_array_equal(edges, [0, 2])
    np.testing.assert_array_equal(counts, [0])


def test_intervals_on_a_grid_fall_into_the_bins_that_begin_with_them() -> None:
    times = 1e5 + np.arange(1000) * 7 * 0.1
    counts = analysis.interval_distribution(times, np.zeros(1000, dtype=int), 1, 0.1)[1]
    assert counts[7] == counts.sum() == 999


@given(populations(), st.floats(0.01, 50))
def test_all_intervals_are_counted(population: Population, width: float) -> None:
    times, indices, n = population
    gaps = analysis.pooled_intervals(times, indices, n)
    trains = analysis.by_neuron(times, indices, n)
    np.testing.assert_array_equal(gaps, np.concatenate([np.diff(train) for train in trains]))
    assert analysis.interval_distribution(times, indices, n, width)[1].sum() == gaps.size


@given(populations())
def test_cv_distribution_is_the_cv_of_each(population: Population) -> None:
    expected = [analysis.cv(train) for train in analysis.by_neuron(*population)]
    np.testing.assert_allclose(analysis.cv_distribution(*population), expected, rtol=1e-9)


def test_poisson_variability() -> None:
    times, indices, n = poisson(300, 40, 10_000)
    assert analysis.cv_distribution(times, indices, n).mean() == pytest.approx(1, abs=0.015)
    assert analysis.fano(times, 0, 10_000, 20) == pytest.approx(1, abs=4 * (2 / 500) ** 0.5)
    each = analysis.fano_distribution(times, indices, n, 0, 10_000, 20)
    assert each.mean() == pytest.approx(1, abs=4 * (2 / 500 / n) ** 0.5 + 1 / 500)
    counts = analysis.interval_distribution(times, indices, n, 5)[1]
    expected = counts.sum() * -np.expm1(-0.2) * np.exp(-0.2 * np.arange(20))
    assert (np.abs(counts[:20] - expected) < 5 * np.sqrt(expected)).all()


def test_fano() -> None:
    assert analysis.fano(np.arange(0, 100, 2), 0, 100, 10) == 0.0
    assert analysis.fano([0, 1, 2, 10], 0, 20, 10) == pytest.approx(0.5)
    assert np.isnan(analysis.fano([], 0, 20, 10))
    assert np.isnan(analysis.fano([1, 2], 0, 20, 20))
    np.testing.assert_allclose(
        analysis.fano_distribution([0, 1, 2, 10, 30], [0, 0, 0, 0, 1], 3, 0, 20, 10),
        [0.5, np.nan, np.nan],
    )
    assert np.isnan(analysis.fano_distribution([1], [0], 1, 0, 20, 20)).all()


def test_synchrony_increases_the_fano_factor() -> None:
    times, _, _ = poisson(1, 40, 10_000)
    alone = analysis.fano(times, 0, 10_000, 20)
    assert analysis.fano(np.repeat(times, 10), 0, 10_000, 20) == pytest.approx(10 * alone)


@given(populations(), st.floats(0.5, 50))
def test_fano_distribution_is_the_fano_factor_of_each(population: Population, width: float) -> None:
    expected = [analysis.fano(train, 0, 101, width) for train in analysis.by_neuron(*population)]
    found = analysis.fano_distribution(*population, 0, 101, width)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [((0,), "bin_width"), ((5e-324,), "bin_width"), ((1, 0), "longest"), ((2, 1), "bin_width")],
)
def test_bad_interval_bins(arguments: Any, name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        analysis.interval_distribution(TIMES, INDICES, 2, *arguments)
    assert caught.value.parameter == name


@pytest.mark.parametrize("counting_window", [0, 11, 1e-9, np.nan])
def test_bad_counting_windows(counting_window: float) -> None:
    with pytest.raises(ParameterError, match="counting_window"):
        analysis.fano(TIMES, 0, 10, counting_window)
    with pytest.raises(ParameterError, match="counting_window"):
        analysis.fano_distribution(TIMES, INDICES, 2, 0, 10, counting_window)
