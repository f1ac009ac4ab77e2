"""The adaptive exponential model, next to Brian2 and to another solver."""

from __future__ import annotations

import json
from math import e
from pathlib import Path

import numpy as np
import pytest
from izhikevich import ParameterError
from izhikevich._typing import FloatArray
from izhikevich.comparison import AdaptiveExponential, adaptive_exponential
from izhikevich.comparison.adaptive_exponential import STEP
from scipy.integrate import solve_ivp

#: Spikes of Brian2 2.9.0 (``method="rk2"``, target numpy) with the equations of the class, v cut
#: off at the peak in the rates: for each current the steps, from 0, in which v passes the peak.
BRIAN2 = json.loads((Path(__file__).parents[1] / "data" / "brian2_adex.json").read_text())
MODEL = AdaptiveExponential()
T = np.arange(0.0, 400.01, 0.25)


def spikes(current: float, model: AdaptiveExponential = MODEL) -> FloatArray:
    return adaptive_exponential(model, T, np.full(T.size, current)).spike_times


def exact(current: float, duration: float) -> list[float]:
    """Return spike times by DOP853, restarted after each spike."""
    p, t, y, found = MODEL, 0.0, [MODEL.e_l, 0.0], []

    def rates(_t: float, y: FloatArray) -> list[float]:
        v, w = y
        rise = p.g_l * p.delta_t * np.exp((min(v, p.v_peak) - p.v_t) / p.delta_t)
        dv = (p.g_l * (p.e_l - v) + rise - w) / p.C + current
        return [dv, (p.a * (v - p.e_l) - w) / p.tau_w]

    def peak(_t: float, y: FloatArray) -> float:
        return float(y[0] - p.v_peak)

    peak.terminal, peak.direction = True, 1.0  # type: ignore[attr-defined]
    while t < duration:
        run = solve_ivp(rates, (t, duration), y, method="DOP853", rtol=1e-9, atol=1e-9, events=peak)
        t = float(run.t[-1])
        if run.t_events[0].size:
            found.append(t)
            y = [p.reset, float(run.y[1, -1]) + p.b]
    return found


@pytest.mark.parametrize("k", range(len(BRIAN2["currents"])))
def test_it_fires_in_the_steps_of_brian2(k: int) -> None:
    assert BRIAN2["step"] == STEP
    assert BRIAN2["duration"] == T[-1]
    found = np.rint(spikes(BRIAN2["currents"][k]) / STEP).astype(int) - 1
    assert found.tolist() == BRIAN2["spike_steps"][k]


@pytest.mark.parametrize("current", [2.4, 5.0, 10.0])
def test_it_is_near_another_solver(current: float) -> None:
    """A spike and its reset come at the end of a step, each up to one step late."""
    found, times = spikes(current), np.array(exact(current, 400.0))
    found = found[: times.size]
    assert times.size - found.size <= 1
    late = found - times[: found.size]
    allowed = STEP * (1.0 + np.arange(found.size))
    assert (late > -0.01).all()
    assert (late < allowed).all()


def test_below_its_rheobase_it_rests() -> None:
    """Without adaptation it fires above g_l (v_t - delta_t - e_l): there v' = 0 has one root."""
    model = AdaptiveExponential(a=0.0, b=0.0)
    rheobase = model.g_l * (model.v_t - model.delta_t - model.e_l) / model.C
    course = adaptive_exponential(model, T, np.full(T.size, 0.99 * rheobase))
    assert not course.spike_times.size
    assert course.v[-1] < model.v_t
    assert spikes(1.05 * rheobase, model).size > 1


def test_small_currents_charge_it_like_a_membrane() -> None:
    """Far from the threshold the equations are linear: v approaches e_l + I C / (g_l + a)."""
    t = np.arange(0.0, 1500.0, 0.25)
    course = adaptive_exponential(MODEL, t, np.full(t.size, 0.1))
    assert course.v[-1] - MODEL.e_l == pytest.approx(
        0.1 * MODEL.C / (MODEL.g_l + MODEL.a), rel=5e-3
    )
    assert MODEL.C / MODEL.g_l == pytest.approx(9.37, abs=0.01)
    tau = MODEL.C / MODEL.g_l
    early = adaptive_exponential(AdaptiveExponential(a=0.0), t, np.full(t.size, 0.1))
    rise = (early.v[round(tau / 0.25)] - MODEL.e_l) / (0.1 * tau)
    assert rise == pytest.approx(1.0 - 1.0 / e, rel=0.01)


def test_it_adapts() -> None:
    intervals = np.diff(spikes(5.0))
    assert intervals[-1] > 2.0 * intervals[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("C", 0.0), ("delta_t", -1.0), ("tau_w", np.nan), ("v_peak", -80.0), ("v_peak", 1e4)],
)
def test_mistakes(name: str, value: float) -> None:
    with pytest.raises(ParameterError, match=f"{name} = "):
        AdaptiveExponential(**{name: value})
