"""Functions as texts and as callables."""

from __future__ import annotations

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import nef
from izhikevich.nef.functions import as_function
from numpy.typing import ArrayLike

POINTS = np.array([[0.5, -1.0], [2.0, 3.0]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", POINTS),
        ("x^2", POINTS**2),
        ("x²", POINTS**2),
        ("|x|", np.abs(POINTS)),
        ("sin πx", np.sin(np.pi * POINTS)),
        ("x0*x1", [[-0.5], [6.0]]),
        ("x₀·x₁", [[-0.5], [6.0]]),
        ("x[0] * x[ 1 ]", [[-0.5], [6.0]]),
        ("x1, -x0", [[-1.0, -0.5], [3.0, -2.0]]),
        ("max(x0, x1), 1", [[0.5, 1.0], [3.0, 1.0]]),
        ("0.5", [[0.5], [0.5]]),
    ],
)
def test_texts(text: str, expected: ArrayLike) -> None:
    np.testing.assert_allclose(nef.Function(text)(POINTS), np.asarray(expected), rtol=1e-12)


@pytest.mark.parametrize(
    "text",
    ["", "x +", "y", "x0 x1", "x.real", "__import__('os')", "x[0", "x[-1]", "x**x", "1,,2", "x<1"],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(izh.ParameterError) as refused:
        nef.Function(text)
    assert refused.value.parameter == "function"


def test_messages_count_columns_of_the_text() -> None:
    with pytest.raises(izh.ParameterError, match="'y' at column 11"):
        nef.Function("x[0], x1, y")


def test_callables_take_one_point() -> None:
    found = as_function(lambda x: (x[0], x[0] * x[1]))
    assert found is not None
    np.testing.assert_allclose(found(POINTS), [[0.5, -0.5], [2.0, 6.0]])
    with pytest.raises(izh.ParameterError, match="function"):
        nef.build_ensemble(nef.Ensemble(5)).solve(lambda x: None)


def test_too_few_dimensions() -> None:
    with pytest.raises(izh.ParameterError, match="only 1 dimensions"):
        nef.Connection(nef.Ensemble(5), nef.Ensemble(5), function="x0*x1")
    with pytest.raises(izh.ParameterError, match="function"):
        as_function(3)
