"""A recording says what is wrong with it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from izhikevich import ParameterError
from izhikevich.fitting import Recording, step_current
from izhikevich.fitting.steps import find_step

from .recordings import b8, fluctuating, planted

T = np.arange(100) * 0.5
V = -65.0 + 10.0 * np.sin(T)


def test_a_single_sweep() -> None:
    one = Recording(T, V, np.zeros(100))
    assert one.voltage.shape == one.current.shape == (1, 100)
    assert one.dt == 0.5
    assert one.duration == 50.0
    assert repr(b8()) == "<Recording of B8: 5 sweeps of 3000 ms, every 0.25 ms>"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"t": T[:40]}, "^t = .* must have 50 samples or more"),
        ({"t": T[::-1]}, "^t = .* must ascend in equal intervals, in ms"),
        ({"t": T**2}, "must ascend in equal intervals"),
        ({"t": "time"}, "^t = .* must be numbers"),
        ({"voltage": V[:50]}, "^voltage = .* must have a sample for each of the 100 times"),
        ({"voltage": np.where(T == 3.0, np.nan, V)}, "^voltage = .* must be finite throughout"),
        (
            {"voltage": V[None, None]},
            "^voltage = .* must be one row of numbers, or a row for each sweep",
        ),
        ({"voltage": V / 1000}, "if it is in volts, multiply it by 1000"),
        ({"voltage": V * 1000}, "is it in another unit"),
        ({"current": np.zeros((2, 100))}, "(?s)^current = .* must have the shape of the voltage"),
        ({"current": np.full(100, np.inf)}, "^current = .* must be finite throughout"),
    ],
)
def test_what_is_no_recording(changes: dict[str, Any], message: str) -> None:
    given: dict[str, Any] = {"t": T, "voltage": V, "current": np.zeros(100), **changes}
    with pytest.raises(ParameterError, match=message):
        Recording(**given)


def test_the_step_of_a_real_cell() -> None:
    step = find_step(b8())
    assert step is not None
    assert (step.start, step.stop) == (700.25, 2700.25)
    np.testing.assert_allclose(step.holding, -53.1, atol=0.4)
    np.testing.assert_allclose(step.amplitudes, [93.7, 140.6, 184.4, 228.1, 275.0], atol=0.4)


def test_steps_of_either_sign() -> None:
    current = step_current(T, 10.0, 40.0, [-50.0, 0.0, 100.0], holding=20.0)
    step = find_step(Recording(T, np.tile(V, (3, 1)), current))
    assert step is not None
    assert (step.start, step.stop, step.first, step.last) == (10.0, 40.0, 20, 80)
    np.testing.assert_array_equal(step.holding, [20.0] * 3)
    np.testing.assert_array_equal(step.amplitudes, [-70.0, -20.0, 80.0])


def test_what_is_no_step() -> None:
    assert find_step(fluctuating()) is None
    ramp = Recording(T, V, T)
    assert find_step(ramp) is None
    assert find_step(Recording(T, V, np.zeros(100))) is None
    assert find_step(planted()) is not None


def test_the_voltage_at_the_start_is_a_median_of_the_first_millisecond() -> None:
    t = np.arange(100) * 0.25
    voltage = np.full((2, 100), -65.0)
    voltage[0, :4] = -70.0, -10.0, -72.0, -71.0
    voltage[1, 0] = 30.0  # one sample says little
    found = Recording(t, voltage, np.zeros((2, 100))).v0
    np.testing.assert_array_equal(found, [-70.5, -65.0])
