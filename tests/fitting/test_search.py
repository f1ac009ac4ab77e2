"""The searches find minima, and do so everywhere in the same way."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich import engine
from izhikevich._typing import FloatArray
from izhikevich.fitting.adaptation import Adaptation, cholesky
from izhikevich.fitting.candidates import Target, run
from izhikevich.fitting.objective import coincidence
from izhikevich.fitting.search import Search
from izhikevich.fitting.space import NAMES, Space
from izhikevich.random import uniform

TURNED = np.linalg.qr(np.random.default_rng(1).normal(size=(6, 6)))[0]
AXES = np.array([1.0, 3.0, 10.0, 30.0, 100.0, 300.0])
GOAL = np.array([0.3, 0.7, 0.5, 0.4, 0.6, 0.45])
LOW = np.array([20.0, 0.1, -80.0, -60.0, 0.001, -10.0, -70.0, -50.0])
HIGH = np.array([300.0, 3.0, -55.0, -30.0, 0.2, 20.0, -40.0, 300.0])


def valley(points: FloatArray) -> FloatArray:
    """A narrow valley that lies across all dimensions."""
    along = (points - GOAL) @ TURNED * AXES
    total: FloatArray = np.sqrt((along**2).sum(axis=1))
    return total


def test_adaptation_follows_a_valley() -> None:
    one = Adaptation(np.full(6, 0.2), 0.1, 24, 1, 0)
    for _ in range(250):
        points = one.points()
        assert points.min() >= 0.0
        assert points.max() <= 1.0
        one.learn(points, valley(points))
    np.testing.assert_allclose(one.mean, GOAL, atol=1e-4)


def test_evolution_searches_the_whole_box() -> None:
    def two_holes(points: FloatArray) -> FloatArray:
        near = ((points - 0.2) ** 2).sum(axis=1) + 0.1
        lower: FloatArray = np.minimum(near, 4 * ((points - 0.85) ** 2).sum(axis=1))
        return lower

    search = Search(two_holes, uniform(3, 4, 0, 240).reshape(60, 4), 1)
    for _ in range(60):
        search.improve()
    np.testing.assert_allclose(search.starts(1)[0], 0.85, atol=5e-3)


def test_searches_depend_on_their_seeds_alone() -> None:
    def ends(seed: int) -> tuple[FloatArray, FloatArray]:
        search = Search(valley, uniform(3, 4, 0, 120).reshape(20, 6), seed)
        one = Adaptation(np.full(6, 0.2), 0.1, 24, seed, 0)
        for _ in range(5):
            search.improve()
            one.learn(points := one.points(), valley(points))
        return search.points, one.mean

    for one, again, other in zip(ends(1), ends(1), ends(2), strict=True):
        np.testing.assert_array_equal(one, again)
        assert np.any(one != other)


def test_the_factor_of_a_matrix() -> None:
    matrix = TURNED @ np.diag(AXES) @ TURNED.T
    factor = cholesky(matrix)
    np.testing.assert_allclose(factor @ factor.T, matrix, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(np.triu(factor, 1), 0.0)


def test_a_box_of_parameters() -> None:
    space = Space(LOW, HIGH, 30.0)
    fractions = uniform(1, 2, 0, 80).reshape(10, 8)
    values = space.values(fractions)
    np.testing.assert_allclose(space.unit(values), fractions, atol=1e-12)
    np.testing.assert_allclose(space.values(np.zeros((1, 8)))[0], LOW, rtol=1e-12)
    np.testing.assert_allclose(space.values(np.ones((1, 8)))[0], HIGH, rtol=1e-12)
    named = dict(zip(NAMES, values[0].tolist(), strict=True))
    cell = space.parameters(values[0])
    assert pytest.approx(named["C"], rel=1e-5) == cell.C
    assert cell.quadratic(named["v_t"]) == pytest.approx(0.0, abs=0.01)


def test_both_engines_give_the_same_bits() -> None:
    n = 1200
    space = Space(LOW, HIGH, 25.0)
    values = space.values(uniform(7, 2, 0, 8 * 150).reshape(150, 8))
    current = np.where(np.arange(n) > 200, 250.0, 0.0)
    current += 40.0 * np.sin(np.arange(n) / 9)
    upper = np.where(np.arange(n) % 5 == 0, np.inf, -58.0)
    weights = np.where(np.arange(n) % 3 == 0, 1.0 / n, 0.0)
    target = Target(current, np.full(n, -60.0), upper, weights, 0.125, 2, 40)

    def ran(which: str) -> tuple[np.ndarray, ...]:
        with engine.use(which):
            v = np.full(150, -65.0)
            u = values[:, NAMES.index("b")] * v
            found = run(space.neurons(values), v, u, target)
        return found.steps, found.counts, found.errors, v, u

    for one, other in zip(ran("compiled"), ran("numpy"), strict=True):
        np.testing.assert_array_equal(one, other)
    counts, errors = ran("compiled")[1:3]
    assert counts.max() == 40  # one that was given up
    assert np.isnan(errors[counts == 40]).any()
    assert np.mean(counts) > 2


def test_coincidence() -> None:
    recorded = np.arange(10.0, 1000.0, 50.0)
    n = recorded.size

    def gamma(times: FloatArray) -> float:
        row = np.append(times, 1000.0)[None]
        return float(coincidence(row, np.array([times.size]), recorded, 1000.0)[0])

    assert gamma(recorded) == pytest.approx(1.0)
    assert gamma(recorded + 1.9) == pytest.approx(1.0)
    # By hand: none coincides; 2 * 2 ms * 20 Hz * 20 spikes are expected by chance.
    chance = 2 * 0.002 * n * n
    assert gamma(recorded + 10.0) == pytest.approx(-chance / n / (1 - 2 * 0.002 * n))
    assert gamma(np.empty(0)) == 0.0
    half = gamma(recorded[::2])
    expected = (n / 2 - chance / 2) / (0.75 * n) / (1 - 0.002 * n)
    assert half == pytest.approx(expected)
