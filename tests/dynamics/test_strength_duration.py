"""Thresholds of pulses."""

from math import atan, sqrt

import numpy as np
import pytest
from izhikevich.dynamics import excitability
from izhikevich.dynamics.responses.strength_duration import strength_duration
from izhikevich.errors import SimulationError
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.simulate import simulate
from izhikevich.neuron.stimuli.stimulus import Pulse

QUADRATIC = Parameters(b=0.0, d=0.0)  # u stays 0
RS = CELL_TYPES["RS"].parameters


def threshold_duration(p: Parameters, current: float) -> float:
    """How long a pulse takes the quadratic neuron from its stable to its unstable equilibrium."""
    low, high = (
        (-p.k1 + sign * sqrt(p.k1**2 - 4.0 * p.k2 * p.k0)) / (2.0 * p.k2) for sign in (-1.0, 1.0)
    )
    root = sqrt(p.k2 * (p.k0 + current) - 0.25 * p.k1**2)
    return sum(s * atan((p.k2 * v + 0.5 * p.k1) / root) / root for s, v in ((1, high), (-1, low)))


def test_the_quadratic_neuron_has_its_closed_form() -> None:
    durations = np.array([0.5, 2.0, 5.0, 10.0])
    found = strength_duration(QUADRATIC, 0.0, durations)
    for duration, strength in zip(durations, found.strengths, strict=True):
        assert threshold_duration(QUADRATIC, float(strength)) == pytest.approx(duration, rel=0.01)


def test_the_rheobase_of_an_integrator_is_the_saddle_node() -> None:
    found = strength_duration(QUADRATIC, 0.0, np.array([1.0, 10.0]))
    end = excitability(QUADRATIC).rest
    assert end is not None
    assert found.slow == pytest.approx(end[1])
    # Next to it the spike takes long: in 300 ms it comes from a little above it.
    assert found.rheobase == pytest.approx(end[1], rel=2e-3)
    assert found.rheobase >= end[1] * (1.0 - 5e-4)


def test_a_step_fires_below_the_end_of_rest_where_u_lags() -> None:
    found = strength_duration(RS, 0.0, np.geomspace(0.2, 100.0, 12))
    assert found.slow is not None
    assert found.rheobase < found.slow
    assert simulate(RS, found.rheobase * 1.01, 400.0, 1.0, -70.0, -14.0, "accurate").n_spikes
    assert not simulate(RS, found.rheobase * 0.99, 400.0, 1.0, -70.0, -14.0, "accurate").n_spikes
    assert (np.diff(found.strengths) < 1e-3 * found.strengths[1:]).all()
    assert found.strengths[-1] == pytest.approx(found.rheobase, rel=2e-3)


def test_the_chronaxie_needs_twice_the_rheobase() -> None:
    found = strength_duration(RS, 0.0, np.geomspace(0.2, 100.0, 25))
    for factor, fires in ((0.97, False), (1.03, True)):
        pulse = Pulse(2.0 * factor * found.rheobase, 0.0, found.chronaxie)
        trace = simulate(RS, pulse, 100.0, 0.5, -70.0, -14.0, "accurate")
        assert (trace.n_spikes > 0) is fires


def test_short_pulses_need_a_fixed_charge() -> None:
    found = strength_duration(RS, 0.0, np.array([0.05, 0.1]))
    charges = found.strengths * found.durations
    assert charges[0] == pytest.approx(charges[1], rel=0.03)


def test_without_rest_it_says_so() -> None:
    with pytest.raises(SimulationError, match="no stable rest"):
        strength_duration(RS, 10.0, np.array([1.0, 2.0]))
