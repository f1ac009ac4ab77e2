"""Measures of one spike train, on small trains that can be worked out by hand."""

from math import isnan, nan
from typing import Any

import numpy as np
import pytest
from izhikevich import ParameterError, analysis

TRAIN = [10.0, 12.0, 14.0, 50.0, 52.0, 90.0]


def test_count_and_rate() -> None:
    assert analysis.spike_count(TRAIN) == 6
    assert analysis.spike_count(TRAIN, 12, 52) == 3
    assert analysis.spike_count(TRAIN, 60, 40) == 0
    assert analysis.spike_count([], 0, 10) == 0
    assert analysis.rate(TRAIN, 0, 100) == 60.0
    assert analysis.rate(TRAIN, 12, 52) == 75.0
    assert analysis.rate([], 0, 100) == 0.0


def test_intervals() -> None:
    np.testing.assert_array_equal(analysis.intervals(TRAIN), [2, 2, 36, 2, 38])
    assert analysis.intervals([5.0]).shape == (0,)
    assert analysis.intervals([]).shape == (0,)


def test_cv() -> None:
    assert analysis.cv([0, 10, 20, 30]) == 0.0
    assert analysis.cv([0, 1, 4]) == pytest.approx(0.5)
    assert all(isnan(analysis.cv(train)) for train in ([], [1], [1, 2], [3, 3, 3]))
    poisson = np.cumsum(np.random.default_rng(0).exponential(10, 20_000))
    assert analysis.cv(poisson) == pytest.approx(1, abs=0.03)


def test_bursts() -> None:
    groups = analysis.bursts(TRAIN, 5)
    assert [group.tolist() for group in groups] == [[10, 12, 14], [50, 52], [90]]
    assert len(analysis.bursts(TRAIN, 36)) == 2
    assert analysis.bursts([], 5) == ()
    assert [group.tolist() for group in analysis.bursts([7.0], 5)] == [[7.0]]


def test_adaptation_index() -> None:
    assert analysis.adaptation_index([0, 10, 20, 30]) == 0.0
    assert analysis.adaptation_index([0, 1, 4]) == pytest.approx(0.5)
    assert analysis.adaptation_index([0, 3, 4]) == pytest.approx(-0.5)
    assert analysis.adaptation_index([0, 1, 3, 7]) == pytest.approx(1 / 3)
    assert all(isnan(analysis.adaptation_index(train)) for train in ([], [1], [1, 2], [3, 3, 3]))


@pytest.mark.parametrize("bad", [[2, 1], [nan], [[1, 2]], ["x"], 3.0])
def test_bad_spike_times(bad: Any) -> None:
    with pytest.raises(ParameterError, match="spike_times"):
        analysis.intervals(bad)


def test_bad_windows() -> None:
    with pytest.raises(ParameterError, match="stop"):
        analysis.rate(TRAIN, 10, 10)
    with pytest.raises(ParameterError, match="max_interval"):
        analysis.bursts(TRAIN, 0)
