from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from izhikevich import Network, ParameterError
from izhikevich.network import DIGITS, OneToOne, image_rates


def test_the_brightest_pixel_fires_fastest() -> None:
    rates = image_rates([[0.0, 5.0], [10.0, 2.5]], highest=80.0, lowest=20.0)
    np.testing.assert_allclose(rates, [20.0, 50.0, 80.0, 35.0])
    np.testing.assert_array_equal(image_rates(np.full((2, 3), 7.0), 50.0, 5.0), np.full(6, 5.0))


def test_digits_differ_and_drive_neurons_where_they_are_bright() -> None:
    assert list(DIGITS) == list(range(10))
    assert len({image.tobytes() for image in DIGITS.values()}) == 10
    net = Network(seed=2, scheme="forward")
    source = net.poisson(35, image_rates(DIGITS[4], 400.0))
    cells = net.population(35)
    net.connect(source, cells, OneToOne(), weights=30.0)
    _, fired = net.run(500.0).of(cells)
    counts = np.bincount(fired, minlength=35)
    bright = DIGITS[4].reshape(-1) == 1.0
    assert counts[~bright].max() == 0
    assert counts[bright].min() > 0


@pytest.mark.parametrize("image", [[1, 2], [[np.nan]], "x", [[]], [[1, 2], [3]]])
def test_what_is_no_image(image: Any) -> None:
    with pytest.raises(ParameterError, match="image"):
        image_rates(image)


def test_rates_that_are_not_allowed() -> None:
    with pytest.raises(ParameterError, match="lowest"):
        image_rates([[0, 1]], highest=5.0, lowest=6.0)
