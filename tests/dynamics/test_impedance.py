"""The impedance at rest."""

import numpy as np
import pytest
from izhikevich.dynamics.responses.impedance import (
    linear_impedance,
    resonance,
    rest_of,
    zap_impedance,
)
from izhikevich.errors import SimulationError
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.parameters import Parameters

CASES = [
    pytest.param(CELL_TYPES["RS"].parameters, 0.0, id="RS"),
    pytest.param(CELL_TYPES["RS_2007"].parameters, 0.0, id="RS 2007"),
    pytest.param(PATTERNS["resonator"].parameters, 0.0, id="resonator"),
    pytest.param(PATTERNS["integrator"].parameters, 0.0, id="integrator"),
    pytest.param(PATTERNS["accommodation"].parameters, 0.0, id="without leak"),
    pytest.param(CELL_TYPES["TC_2007"].parameters, 0.0, id="piecewise drive"),
]


@pytest.mark.parametrize(("parameters", "current"), CASES)
def test_the_swept_sine_finds_the_closed_form(parameters: Parameters, current: float) -> None:
    found = zap_impedance(parameters, current, swing=0.005)
    exact = linear_impedance(parameters, found.rest, found.frequencies)
    assert found.frequencies.size > 100
    np.testing.assert_allclose(found.measured, exact, rtol=0.02)


def test_the_error_is_the_nonlinearity() -> None:
    p = PATTERNS["resonator"].parameters
    errors = []
    for swing in (0.2, 0.02):
        found = zap_impedance(p, 0.0, swing=swing)
        exact = linear_impedance(p, found.rest, found.frequencies)
        errors.append(float(np.abs(found.measured / exact - 1.0).max()))
    assert errors[1] < 0.15 * errors[0]


@pytest.mark.parametrize(("parameters", "current"), CASES)
def test_the_resonance_is_the_largest_impedance(parameters: Parameters, current: float) -> None:
    rest = rest_of(parameters, current)
    assert rest is not None
    f = np.linspace(0.01, 200.0, 40_000)
    size = np.abs(linear_impedance(parameters, rest, f))
    peak = resonance(parameters, rest)
    if peak is None:
        assert size.argmax() == 0
    else:
        assert peak == pytest.approx(float(f[size.argmax()]), abs=0.006)


def test_at_frequency_0_it_is_the_slope_of_the_equilibria() -> None:
    p = CELL_TYPES["RS"].parameters
    rest, near = rest_of(p, 0.0), rest_of(p, 1e-4)
    assert rest is not None
    assert near is not None
    zero = linear_impedance(p, rest, np.zeros(1))[0]
    assert zero.real == pytest.approx((near.v - rest.v) / 1e-4, rel=1e-3)
    assert zero.imag == 0.0


def test_without_rest_it_says_so() -> None:
    with pytest.raises(SimulationError, match="no stable rest"):
        zap_impedance(CELL_TYPES["RS"].parameters, 10.0)
