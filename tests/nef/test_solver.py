"""Decoders against closed form, and their shapes and errors."""

from __future__ import annotations

import izhikevich as izh
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from izhikevich import nef
from izhikevich._typing import FloatArray

_RATES = st.integers(0, 400).map(float)
_TARGETS = st.floats(-10.0, 10.0)


@st.composite
def systems(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    points, neurons, results = (draw(st.integers(1, size)) for size in (12, 6, 3))
    activities = draw(arrays.arrays(np.float64, (points, neurons), elements=_RATES))
    activities[0, 0] += 1.0
    return activities, draw(arrays.arrays(np.float64, (points, results), elements=_TARGETS))


@given(systems(), st.floats(0.01, 10.0))
def test_decoders_solve_the_penalised_equations(
    system: tuple[FloatArray, FloatArray], regularisation: float
) -> None:
    activities, targets = system
    found = nef.least_squares(activities, targets, regularisation)
    (points, neurons), results = activities.shape, targets.shape[1]
    assert found.values.shape == (results, neurons)
    # The gradient of the penalised error vanishes.
    penalty = points * (regularisation * activities.max()) ** 2
    error = activities @ found.values.T - targets
    gradient = activities.T @ error + penalty * found.values.T
    scale = np.abs(activities.T).sum(axis=1).max() * max(1.0, np.abs(targets).max())
    np.testing.assert_allclose(gradient, 0.0, atol=1e-9 * scale)
    assert found.rmse == pytest.approx(np.sqrt(np.mean(error**2)), abs=1e-12)
    # No decoders at all would be the error of the targets: the fit is never worse.
    assert found.rmse <= np.sqrt(np.mean(targets**2)) * (1.0 + 1e-9)


@given(systems())
def test_more_penalty_means_shorter_decoders(system: tuple[FloatArray, FloatArray]) -> None:
    short, long = (nef.least_squares(*system, strength).values for strength in (1.0, 0.1))
    assert (short**2).sum() <= (long**2).sum() * (1.0 + 1e-9)


@given(systems(), st.floats(-3.0, 3.0))
def test_decoders_are_linear_in_the_function(
    system: tuple[FloatArray, FloatArray], factor: float
) -> None:
    activities, targets = system
    one = nef.least_squares(activities, targets).values
    other = nef.least_squares(activities, factor * targets).values
    np.testing.assert_allclose(other, factor * one, atol=1e-9)


def test_one_neuron_in_closed_form() -> None:
    """D = sum(a y) / (sum(a^2) + m s^2), s = 0.1 max(a)."""
    a, y = np.array([0.0, 100.0, 200.0]), np.array([-1.0, 0.5, 1.0])
    expected = (a * y).sum() / ((a * a).sum() + 3 * 20.0**2)
    found = nef.least_squares(a[:, None], y[:, None])
    assert found.values[0, 0] == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("parameter", "activities", "targets", "regularisation"),
    [
        ("targets", np.ones((3, 2)), np.ones((2, 1)), 0.1),
        ("targets", np.ones((3, 2)), np.ones(3), 0.1),
        ("targets", np.ones((1, 1)), np.array([[np.nan]]), 0.1),
        ("activities", np.array([[np.inf]]), np.ones((1, 1)), 0.1),
        ("activities", np.zeros((3, 2)), np.ones((3, 1)), 0.1),
        ("regularisation", np.ones((3, 2)), np.ones((3, 1)), 0.0),
        ("regularisation", np.ones((3, 2)), np.ones((3, 1)), 1e-200),
    ],
)
def test_what_has_no_solution_is_named(
    parameter: str, activities: FloatArray, targets: FloatArray, regularisation: float
) -> None:
    with pytest.raises(izh.ParameterError) as refused:
        nef.least_squares(activities, targets, regularisation)
    assert refused.value.parameter == parameter


def test_decoders_of_functions() -> None:
    built = nef.build_ensemble(nef.Ensemble(60, 2, seed=1))
    for function, results in (("x0*x1", 1), ("x", 2), ("x1, -x0, x0**2", 3), (np.sum, 1)):
        found = built.solve(function)
        assert found.values.shape == (results, 60)
        assert found.targets.shape == (1000, results)
        assert found.rmse < 0.15
    with pytest.raises(izh.ParameterError, match="not finite"):
        built.solve("log(x0)")
