"""The shapes of distributions that the page draws next to their texts."""

import numpy as np
import pytest
from izhikevich.app.laws import histogram


@pytest.mark.parametrize(
    ("text", "mean", "sd", "density"),
    [
        ("uniform(1,5)", 3.0, 4.0 / np.sqrt(12.0), np.ones_like),
        ("normal(5,1)", 5.0, 1.0, lambda x: np.exp(-0.5 * (x - 5.0) ** 2)),
        ("exponential(2)", 2.0, 2.0, lambda x: np.exp(-x / 2.0)),
    ],
)
def test_closed_forms(text: str, mean: float, sd: float, density: object) -> None:
    shape = histogram(text)
    assert shape is not None
    assert (shape.mean, shape.sd) == pytest.approx((mean, sd))
    edges = np.linspace(shape.low, shape.high, len(shape.heights) + 1)
    expected = density(0.5 * (edges[:-1] + edges[1:]))  # type: ignore[operator]
    heights = np.array(shape.heights)
    assert max(heights) == 1.0
    np.testing.assert_allclose(
        heights / heights.sum(), expected / expected.sum(), atol=4.0 / np.sqrt(4000 * 32)
    )


@pytest.mark.parametrize("text", ["5", "", "foo(1)", "normal(1", "RS"])
def test_what_is_no_distribution_has_no_shape(text: str) -> None:
    assert histogram(text) is None


def test_a_distribution_without_width() -> None:
    shape = histogram("uniform(2,2)")
    assert shape is None or (shape.low, shape.high, shape.heights) == (2.0, 2.0, [1.0])
