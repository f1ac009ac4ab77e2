"""Functions of conductance expressions have the same bits in both engines."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich import Network, engine
from izhikevich._typing import FloatArray
from izhikevich.network import TimedArray
from izhikevich.random import uniform

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore:with dt")]

SPECIAL = [
    *(0.0, -0.0, 1.0, -1.0, 709.7, 709.8, -708.0, -708.1, 22.0, 23.0, 0.5, 2.0**50, 2.0**51, 1e300),
    *(1e-310, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, -1e-310, 0.7071067811865476),
    *(float(np.nextafter(1.0, 2.0)), float(np.nextafter(1.0, 0.0)), -(2.0**50), 87.5, 1e-45, 3e38),
]


def arguments() -> FloatArray:
    """Return numbers of all sizes and signs, shape (n, 128)."""
    some = uniform(3, 1, 4, 128 * 60).reshape(60, 128)
    near = (some[:20] - 0.5) * 20.0
    wide = (some[20:40] - 0.5) * 1500.0
    sizes = np.sign(some[40:] - 0.5) * 10.0 ** (np.abs(some[40:] - 0.5) * 1200.0 - 300.0)
    special = np.resize(SPECIAL, (1, 128))
    found: FloatArray = np.concatenate([near, wide, sizes, special])
    return found


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize(
    "function",
    [
        *(
            f"{name}(g_exc)"
            for name in ("exp", "log", "log2", "log10", "sin", "cos", "tan", "tanh")
        ),
        *(f"g_exc**{power}" for power in (0.5, -0.5, 1.5, -2.75, 15.99, 1e-9, 3, -7)),
    ],
)
def test_bits(function: str, precision: str) -> None:
    """Neurons are silenced, so that they stay as they are whatever the current."""
    x, most = arguments(), float(np.finfo(precision).max)
    x = np.clip(x, -most, most).astype(precision).astype(np.float64)
    found = []
    for which in engine.ENGINES:
        net = Network(precision=precision, scheme="forward")
        cells = net.population(128, conductance=function)
        cells.silence()
        net.inject(TimedArray(x), cells)
        monitor = net.monitor(cells, "current")
        with engine.use(which):
            assert which == "numpy" or engine.why_not(net) is None
            net.run(float(len(x)))
        found.append(monitor["current"])
    one, other = found
    np.testing.assert_array_equal(one, other)
    known = ~np.isnan(one)
    np.testing.assert_array_equal(np.signbit(one[known]), np.signbit(other[known]))
    assert known.mean() > 0.4
