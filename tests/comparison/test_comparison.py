"""The models on either side."""

from math import inf

import numpy as np
import pytest
from izhikevich._typing import FloatArray
from izhikevich.comparison import (
    OPERATIONS,
    HodgkinHuxley,
    IntegrateAndFire,
    hodgkin_huxley,
    integrate_and_fire,
)
from izhikevich.comparison.hodgkin_huxley import gates
from izhikevich.progress import Progress
from scipy.integrate import solve_ivp

T = np.arange(0.0, 500.01, 0.25)


def spikes_of_large(current: float, t: FloatArray = T) -> FloatArray:
    course = hodgkin_huxley(HodgkinHuxley(), t, np.full(t.size, current))
    return course.spike_times


@pytest.mark.parametrize("current", [1.6, 2.0, 5.0, 20.0])
def test_integrate_and_fire_has_its_closed_form(current: float) -> None:
    model = IntegrateAndFire()
    course = integrate_and_fire(model, T, np.full(T.size, current))
    interval = model.tau * np.log(model.tau * current / (model.tau * current - 15.0))
    assert model.interval(current) == pytest.approx(interval)
    np.testing.assert_allclose(np.diff(course.spike_times), interval, atol=1e-9)
    assert course.spike_times[0] == pytest.approx(interval)
    assert course.v.max() < model.threshold


def test_integrate_and_fire_below_its_rheobase() -> None:
    model = IntegrateAndFire()
    assert model.rheobase == 1.5
    assert model.interval(1.5) == inf
    course = integrate_and_fire(model, T, np.full(T.size, 1.4))
    assert not course.spike_times.size
    assert course.v[-1] == pytest.approx(-65.0 + 14.0)


def test_hodgkin_and_huxley_rest_at_minus_65_mv() -> None:
    course = hodgkin_huxley(HodgkinHuxley(), T, np.zeros(T.size))
    assert not course.spike_times.size
    assert course.v[-1] == pytest.approx(-65.0, abs=0.05)


def test_the_onset_of_repetitive_firing_is_the_published_one() -> None:
    """Between 6.2 and 6.3 uA/cm^2 (Rinzel, Federation Proc. 37 (1978), 2793-2802: about 6.25)."""
    below, above = spikes_of_large(6.15), spikes_of_large(6.35)
    assert 1 <= below.size <= 5
    assert below[-1] < 120.0
    assert above[-1] > 480.0
    assert 1000.0 / np.diff(above)[-1] == pytest.approx(53.0, abs=2.0)


def test_hodgkin_and_huxley_against_another_solver() -> None:
    model = HodgkinHuxley()

    def rates(_t: float, y: FloatArray) -> list[float]:
        v, m, h, n = y
        ionic = (
            model.g_na * m**3 * h * (v - model.e_na)
            + model.g_k * n**4 * (v - model.e_k)
            + model.g_l * (v - model.e_l)
        )
        relaxing = zip(gates(float(v)), (m, h, n), strict=True)
        return [10.0 - ionic, *(rate * (end - gate) for (end, rate), gate in relaxing)]

    def crossing(_t: float, y: FloatArray) -> float:
        return float(y[0])

    crossing.direction = 1.0  # type: ignore[attr-defined]
    start = [-65.0, *(end for end, _ in gates(-65.0))]
    exact = solve_ivp(rates, (0.0, 100.0), start, rtol=1e-8, atol=1e-8, events=crossing)
    found = spikes_of_large(10.0, np.arange(0.0, 100.01, 0.25))
    np.testing.assert_allclose(found, exact.t_events[0], atol=0.04)


def test_the_gates_are_continuous_where_the_formula_is_0_by_0() -> None:
    for v in (-40.0, -55.0):
        np.testing.assert_allclose(gates(v), gates(v + 1e-7), rtol=1e-6)


def test_it_tells_its_progress() -> None:
    t = np.arange(0.0, 400.01, 0.25)
    reports: list[Progress] = []
    hodgkin_huxley(HodgkinHuxley(), t, np.zeros(t.size), progress=reports.append)
    fractions = [report.fraction for report in reports]
    assert len(fractions) >= 2
    assert fractions == sorted(fractions)


def test_the_published_operations() -> None:
    """Figure 2 of Izhikevich (2004)."""
    published = {name: cost.published for name, cost in OPERATIONS.items()}
    assert published == {
        "integrate-and-fire": 5,
        "izhikevich": 13,
        "adaptive-exponential": None,
        "hodgkin-huxley": 1200,
    }
    assert OPERATIONS["hodgkin-huxley"].per_ms(0.25) == pytest.approx(6560.0)
    assert OPERATIONS["izhikevich"].per_ms(0.25) == pytest.approx(80.0)
    assert OPERATIONS["adaptive-exponential"].per_ms(0.25) == pytest.approx(1040.0)


def test_the_steps_are_equal_parts_of_those_of_the_run() -> None:
    cost = OPERATIONS["hodgkin-huxley"]
    assert (cost.parts(0.25), cost.step_of(0.25)) == (10, 0.025)
    assert (cost.parts(0.03), cost.step_of(0.03)) == (2, 0.015)
    assert (cost.parts(0.02), cost.step_of(0.02)) == (1, 0.02)
