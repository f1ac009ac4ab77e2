"""The phase response curve."""

from math import atan, sqrt

import numpy as np
import pytest
from izhikevich.dynamics.responses.phase_response import phase_response
from izhikevich.errors import SimulationError
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.simulate import simulate
from izhikevich.neuron.stimuli.stimulus import Constant, Pulse

RS = CELL_TYPES["RS"].parameters


def test_the_quadratic_neuron_has_its_closed_form() -> None:
    """With b = d = 0, u stays 0, and the time from v to the peak is a difference of arctangents."""
    p = Parameters(b=0.0, d=0.0)
    current = 30.0
    found = phase_response(p, current, v0=-65.0, u0=0.0, jump=0.5)
    root = sqrt(p.k2 * (p.k0 + current) - 0.25 * p.k1**2)

    def until_peak(v: float) -> float:
        def at(x: float) -> float:
            return atan((p.k2 * x + 0.5 * p.k1) / root) / root

        return at(p.v_peak) - at(v)

    period = until_peak(p.c)
    assert found.period == pytest.approx(period, abs=1e-4)
    exact = [
        1.0 - phase - until_peak(min(v + 0.5, p.v_peak)) / period
        for phase, v in zip(found.phases, found.v, strict=True)
    ]
    np.testing.assert_allclose(found.first, exact, atol=2e-4)
    np.testing.assert_allclose(found.lasting, exact, atol=5e-4)
    assert found.type == 1


@pytest.mark.parametrize("phase", [0.2, 0.6, 0.9])
def test_a_direct_perturbation_shifts_the_spikes_as_much(phase: float) -> None:
    """A short strong pulse of current, in an ordinary run."""
    found = phase_response(RS, 10.0, v0=-65.0, u0=-13.0, jump=1.0, points=50)
    u = float(simulate(RS, 10.0, 3000.0, 1.0, scheme="accurate").spike_u[-1] + RS.d)
    width = 0.002
    begin = phase * found.period
    pulse = Constant(10.0) + Pulse(1.0 / width, begin, width)
    kicked = simulate(RS, pulse, 7.5 * found.period, 0.25, RS.c, u, "accurate")
    earlier = (6.0 * found.period - kicked.spike_times[5]) / found.period
    i = int(np.argmin(np.abs(found.phases - phase)))
    assert found.lasting[i] == pytest.approx(earlier, abs=2e-4)


def test_a_resonator_near_its_onset_is_of_type_2() -> None:
    tc = CELL_TYPES["TC"].parameters
    assert phase_response(tc, 1.5, v0=-65.0, u0=-16.0).type == 2


@pytest.mark.parametrize(
    ("name", "current", "reason"),
    [("RS", 0.0, "does not keep firing"), ("CH", 10.0, "repeats only after 5 spikes")],
)
def test_without_tonic_firing_it_says_why(name: str, current: float, reason: str) -> None:
    with pytest.raises(SimulationError, match=reason):
        phase_response(CELL_TYPES[name].parameters, current, v0=-65.0, u0=-13.0)
