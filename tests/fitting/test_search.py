"""The searches find minima, and do so everywhere in the same way."""

from __future__ import annotations

import json
from pathlib import Path

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import engine
from izhikevich._typing import FloatArray
from izhikevich.comparison import AdaptiveExponential
from izhikevich.fitting.adaptation import Adaptation, cholesky
from izhikevich.fitting.candidates import Target
from izhikevich.fitting.objective import coincidence
from izhikevich.fitting.search import Search
from izhikevich.fitting.spaces.adaptive_exponential import ExponentialSpace
from izhikevich.fitting.spaces.box import Box
from izhikevich.fitting.spaces.izhikevich_2003 import Space2003
from izhikevich.fitting.spaces.izhikevich_2007 import NAMES, Space
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


def injected(current: FloatArray, dt: float, every: int) -> Target:
    """A sweep whose voltage is not compared."""
    zero = np.zeros_like(current)
    return Target(current, zero, zero, zero, dt, every, 500)


def boxes() -> list[Box]:
    """A box of each kind of neuron."""
    exponential = {
        "C": (50.0, 400.0),
        "g_l": (2.0, 40.0),
        "e_l": (-80.0, -55.0),
        "v_t": (-60.0, -35.0),
        "delta_t": (0.5, 5.0),
        "a": (-5.0, 20.0),
        "tau_w": (5.0, 300.0),
        "b": (-20.0, 200.0),
        "reset": (-75.0, -45.0),
    }
    old = {
        "scale": (5.0, 50.0),
        "offset": (-5.0, 5.0),
        "a": (0.01, 0.1),
        "b": (0.1, 0.3),
        "c": (-70.0, -40.0),
        "d": (0.0, 10.0),
    }
    made: list[Box] = [Space(LOW, HIGH, 25.0)]
    for kind, limits in ((ExponentialSpace, exponential), (Space2003, old)):
        low, high = np.array([limits[name] for name in kind.NAMES]).T
        made.append(kind(low, high, 25.0))
    return made


@pytest.mark.parametrize("box", boxes(), ids=lambda box: box.FORM)
def test_both_engines_give_the_same_bits(box: Box) -> None:
    n, size = 1200, len(box.NAMES)
    values = box.values(uniform(7, 2, 0, size * 150).reshape(150, size))
    current = np.where(np.arange(n) > 200, 250.0, 0.0)
    current += 40.0 * np.sin(np.arange(n) / 9)
    upper = np.where(np.arange(n) % 5 == 0, np.inf, -58.0)
    weights = np.where(np.arange(n) % 3 == 0, 1.0 / n, 0.0)
    target = Target(current, np.full(n, -60.0), upper, weights, 0.125, 2, 12)

    def ran(which: str) -> tuple[np.ndarray, ...]:
        with engine.use(which):
            found = box.answered(values, -65.0, target)
        return found.times, found.counts, found.errors

    for one, other in zip(ran("compiled"), ran("numpy"), strict=True):
        np.testing.assert_array_equal(one, other)
    times, counts, errors = ran("compiled")
    assert counts.max() == 12  # one that was given up
    assert np.isnan(errors[counts == 12]).any()
    assert np.isfinite(errors).sum() > 30
    assert np.mean(counts) > 2
    assert (np.diff(times[counts == 5][:, :5]) > 0).all()


@pytest.mark.parametrize("box", boxes()[::2], ids=lambda box: box.FORM)
def test_candidates_spike_as_the_accurate_scheme_says(box: Space) -> None:
    n, dt = 3000, 0.1
    target = injected(np.where(np.arange(n) > 500, 300.0, 0.0), dt / 8, 8)
    values = box.values(uniform(9, 2, 0, 6 * len(box.NAMES)).reshape(6, -1))
    found = box.answered(values, -65.0, target)
    compared = 0
    for k, row in enumerate(values):
        cell = box.parameters(row)
        u0 = cell.b * (-65.0 - cell.drive.origin)
        current = izh.Sampled(target.current, dt)
        exact = izh.simulate(cell, current, n * dt, dt, -65.0, u0, "accurate").spike_times
        own = found.times[k, : found.counts[k]]
        first = min(5, exact.size, own.size)
        assert abs(own.size - exact.size) <= 1
        np.testing.assert_allclose(own[:first], exact[:first], atol=0.1)
        compared += first
    assert compared > 5


def test_candidates_spike_as_brian2_says() -> None:
    """Brian2 2.9.0 with the adaptive exponential neuron, as in tests/comparison."""
    data = json.loads((Path(__file__).parents[1] / "data" / "brian2_adex.json").read_text())
    model = AdaptiveExponential()
    (box,) = (box for box in boxes() if isinstance(box, ExponentialSpace))
    values = np.array([[getattr(model, name) for name in box.NAMES]])
    box = ExponentialSpace(box.low, box.high, model.v_peak)
    for current, wanted in zip(data["currents"], data["spike_steps"], strict=True):
        n = 4000
        target = injected(np.full(n, current * model.C), 0.0125, 8)
        found = box.answered(values, model.e_l, target)
        assert abs(found.counts[0] - len(wanted)) <= 1
        first = min(5, len(wanted))
        exact = 0.05 * (np.array(wanted[:first]) + 1)
        # Brian2 has a spike at the end of its step.
        late = exact - found.times[0, :first]
        assert (late > -0.05).all()
        assert (late < 0.1 * (1 + np.arange(first)) + 0.002 * exact).all()


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
