"""Rates of populations: by hand, against scipy's filter, and what always holds."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich import ParameterError, analysis
from scipy.ndimage import gaussian_filter1d

from tests.analysis.surrogates import Population, poisson, populations

TIMES = [0.0, 1.0, 1.0, 4.0, 9.5]
INDICES = [2, 0, 1, 0, 2]


def test_population_rate() -> None:
    centres, rate = analysis.population_rate(TIMES, 4, 0, 10, 2)
    np.testing.assert_array_equal(centres, [1, 3, 5, 7, 9])
    np.testing.assert_array_equal(rate, [375, 0, 125, 0, 125])
    centres, rate = analysis.population_rate(TIMES, 1, 1, 10, 4)
    np.testing.assert_array_equal(centres, [3, 7])
    np.testing.assert_array_equal(rate, [750, 0])
    assert not analysis.population_rate([], 3, 0, 10, 1)[1].any()


@pytest.mark.parametrize(("dt", "steps"), [(0.1, 1), (0.1, 3), (0.05, 7), (0.3, 10), (1 / 3, 3)])
@pytest.mark.parametrize("start", [0, 123_456])
def test_times_on_a_grid_fall_into_the_bins_that_begin_with_them(
    dt: float, steps: int, start: int
) -> None:
    """Rounding errors of i * dt must not make a comb of a constant rate."""
    times = np.arange(start * steps, (start + 1000) * steps) * dt
    first = start * steps * dt
    _, rate = analysis.population_rate(times, 1, first, first + 1000 * steps * dt, steps * dt)
    np.testing.assert_allclose(rate, 1000 / dt)
    assert rate.size == 1000


@pytest.mark.parametrize("smooth", [0.1, 1.0, 7.3, 50.0])
def test_smoothing_is_that_of_scipy(smooth: float) -> None:
    times, _, n = poisson(20, 30, 50)
    raw = analysis.population_rate(times, n, 0, 50, 0.5)[1]
    rate = analysis.population_rate(times, n, 0, 50, 0.5, smooth)[1]
    np.testing.assert_allclose(
        rate, gaussian_filter1d(raw, smooth / 0.5, mode="reflect"), rtol=1e-11, atol=1e-11
    )
    assert rate.mean() == pytest.approx(raw.mean(), rel=1e-12)


@given(populations(), st.floats(0.01, 100), st.one_of(st.none(), st.floats(0.01, 50)))
def test_population_rate_conserves_spikes(
    population: Population, width: float, smooth: float | None
) -> None:
    times, _, n = population
    stop = 100.0 + width
    smooth = None if smooth is None else min(smooth, width)
    centres, rate = analysis.population_rate(times, n, 0, stop, width, smooth)
    end = centres[-1] + width / 2
    counted = rate.sum() * width * n / 1000
    assert (times < end - 1e-9).sum() - 1e-6 <= counted <= (times < end + 1e-9).sum() + 1e-6
    assert (rate >= 0).all()


def test_psth() -> None:
    lags, rate = analysis.psth([9, 11, 12, 19, 21, 40], [20, 10], 2, 4, 2, n=2)
    np.testing.assert_array_equal(lags, [-1, 1, 3])
    np.testing.assert_array_equal(rate, [250, 250, 125])
    assert np.isnan(analysis.psth([1, 2], [], 1, 1, 1)[1]).all()
    assert not analysis.psth([], [1], 1, 1, 1)[1].any()


@given(populations(), st.lists(st.floats(-10, 110), min_size=1, max_size=5))
def test_psth_is_the_mean_of_the_rates_around_events(
    population: Population, events: list[float]
) -> None:
    times, _, n = population
    expected = np.mean(
        [analysis.population_rate(times, n, t - 5.03, t + 9.97, 1.5)[1] for t in events], axis=0
    )
    edges = np.add.outer(events, -5.03 + 1.5 * np.arange(11)).ravel()
    if times.size and np.abs(np.subtract.outer(edges, times)).min() < 1e-9:
        return  # on an edge, but for rounding errors
    np.testing.assert_allclose(analysis.psth(times, events, 5.03, 9.97, 1.5, n)[1], expected)


def test_by_neuron() -> None:
    trains = analysis.by_neuron(TIMES, INDICES, 4)
    assert [train.tolist() for train in trains] == [[1, 4], [1], [0, 9.5], []]
    far = analysis.by_neuron(TIMES, np.array(INDICES) * 50_000, 100_001)
    assert [far[i * 50_000].tolist() for i in range(3)] == [[1, 4], [1], [0, 9.5]]
    assert [train.tolist() for train in analysis.by_neuron([], [], 2)] == [[], []]


@given(populations())
def test_by_neuron_gives_each_spike_to_its_neuron(population: Population) -> None:
    times, indices, n = population
    trains = analysis.by_neuron(times, indices, n)
    assert len(trains) == n
    for i, train in enumerate(trains):
        np.testing.assert_array_equal(train, times[indices == i])


def test_rates() -> None:
    np.testing.assert_array_equal(analysis.rates(INDICES, 4, 500), [4, 2, 4, 0])
    np.testing.assert_array_equal(analysis.rates([0, 0], 1, 500), [4])
    groups: dict[str, Any] = {
        "E": slice(0, 2),
        "I": [2, 3],
        "all": range(4),
        "last": slice(-1, None),
    }
    assert analysis.group_rates(INDICES, 4, 500, groups) == {"E": 3, "I": 2, "all": 2.5, "last": 0}


def test_poisson_rates() -> None:
    times, indices, n = poisson(200, 20, 5000)
    rates = analysis.rates(indices, n, 5000)
    assert rates.mean() == pytest.approx(20, abs=4 * (20 / (5 * n)) ** 0.5)
    assert rates.var() == pytest.approx(20 / 5, rel=0.4)
    rate = analysis.population_rate(times, n, 0, 5000, 10)[1]
    assert rate.mean() == pytest.approx(rates.mean())


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (([2, 1], 1, 0, 10, 1), "times"),
        (([np.nan], 1, 0, 10, 1), "times"),
        (([1j], 1, 0, 10, 1), "times"),
        (([[1.0], [2.0, 3.0]], 1, 0, 10, 1), "times"),
        ((TIMES, 0, 0, 10, 1), "n"),
        ((TIMES, 1, np.nan, 10, 1), "start"),
        ((TIMES, 1, 10, 10, 1), "stop"),
        ((TIMES, 1, -1e308, 1e308, 1), "bin_width"),
        ((TIMES, 1, 0, 10, 0), "bin_width"),
        ((TIMES, 1, 0, 10, -1), "bin_width"),
        ((TIMES, 1, 0, 10, 1e-7), "bin_width"),
        ((TIMES, 1, 0, 10, 10.1), "bin_width"),
        ((TIMES, 1, 1e15, 1e15 + 10, 1e-3), "bin_width"),
        ((TIMES, 1, 0, 10, 1, 0), "smooth"),
        ((TIMES, 1, 0, 10, 1, 11), "smooth"),
    ],
)
def test_bad_population_rates(arguments: Any, name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        analysis.population_rate(*arguments)
    assert caught.value.parameter == name


@pytest.mark.parametrize(
    ("times", "indices", "n", "name"),
    [
        ([1, 2], [0], 1, "indices"),
        ([1], [1], 1, "indices"),
        ([1], [-1], 1, "indices"),
        ([1], [0.0], 1, "indices"),
        ([1], [True], 1, "indices"),
        ([1, 2], [[0, 0]], 1, "indices"),
        ([1, 2], [[0], [0, 1]], 1, "indices"),
        ([2, 1], [0, 0], 1, "times"),
        ([1], [0], 1.5, "n"),
    ],
)
def test_bad_spikes(times: Any, indices: Any, n: Any, name: str) -> None:
    for measure in (
        analysis.by_neuron,
        analysis.pooled_intervals,
        analysis.cv_distribution,
        lambda t, i, n: analysis.interval_distribution(t, i, n, 1),
        lambda t, i, n: analysis.fano_distribution(t, i, n, 0, 10, 1),
        lambda t, i, n: analysis.spike_synchrony(t, i, n, 0, 10, 1),
    ):
        with pytest.raises(ParameterError) as caught:
            measure(times, indices, n)
        assert caught.value.parameter == name


def test_bad_events_durations_and_groups() -> None:
    for arguments, name in (
        (([np.inf], 1, 1, 1), "events"),
        (([1], -1, 1, 1), "before"),
        (([1], 0, 0, 1), "after"),
        (([1], 1, 1, 3), "bin_width"),
        (([1], 1, 1, 1, 0), "n"),
    ):
        with pytest.raises(ParameterError) as caught:
            analysis.psth(TIMES, *arguments)
        assert caught.value.parameter == name
    with pytest.raises(ParameterError, match="duration"):
        analysis.rates(INDICES, 4, 0)
    bad: tuple[Any, ...] = (slice(4, None), [], [4], [-1], [0.5], [[0]])
    for group in bad:
        with pytest.raises(ParameterError, match=r"groups\['L4'\]"):
            analysis.group_rates(INDICES, 4, 500, {"L4": group})
