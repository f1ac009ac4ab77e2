"""The derivative of each surrogate is that of its smooth step."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.learning import SURROGATES, ReluGrad, StraightThrough, Surrogate, TrueStep

KINDS = [kind for kind in SURROGATES.values() if kind is not TrueStep]
#: Away from the corners of the triangle and the rectangle.
X = np.linspace(-2.53, 2.51, 41)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("arguments", [{}, {"alpha": 1.7, "width": 0.8}])
def test_derivative_of_the_smooth_step(kind: type[Surrogate], arguments: dict[str, float]) -> None:
    surrogate = kind(**arguments)
    h = 1e-5
    by_differences = (surrogate.smooth(X + h) - surrogate.smooth(X - h)) / (2.0 * h)
    np.testing.assert_allclose(surrogate.derivative(X), by_differences, rtol=1e-6, atol=1e-9)
    assert surrogate.smooth(0.0) == 0.5
    assert np.all(surrogate.value([-1e-9, 0.0, 1e-9]) == [0.0, 1.0, 1.0])


@pytest.mark.parametrize("kind", KINDS)
def test_even_and_highest_at_the_threshold(kind: type[Surrogate]) -> None:
    derivative = kind().derivative
    np.testing.assert_allclose(derivative(X), derivative(-X), rtol=1e-10)
    assert derivative(0.0) >= derivative(X).max()


def test_true_step_has_no_derivative() -> None:
    assert not TrueStep().derivative(X).any()


def test_far_from_the_threshold_nothing_overflows() -> None:
    with np.errstate(all="raise", under="ignore"):
        for kind in KINDS:
            assert np.isfinite(kind().derivative([-1e4, 1e4])).all()


def test_straight_through() -> None:
    assert StraightThrough().derivative([-1e6, 3.0]).tolist() == [1.0, 1.0]
    assert StraightThrough(width=1.0).derivative([-1.5, 0.5]).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("wrong", [{"alpha": 0.0}, {"width": -1.0}, {"alpha": float("nan")}])
def test_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ParameterError):
        ReluGrad(**wrong)
