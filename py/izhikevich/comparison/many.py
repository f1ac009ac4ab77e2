"""Many unconnected neurons of each model in plain numpy: what a network of them costs at least.

One array expression for each equation, as a script would have it, so that the models are compared
alike. The schemes and steps are those of the single neurons.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.comparison.adaptive_exponential import AdaptiveExponential
from izhikevich.comparison.hodgkin_huxley import HodgkinHuxley
from izhikevich.comparison.integrate_and_fire import IntegrateAndFire
from izhikevich.neuron.parameters import Parameters

#: Runs n neurons for a number of steps: their currents (mV/ms), the steps and their length (ms);
#: returns the number of spikes of each.
Many = Callable[[FloatArray, int, float], IndexArray]


def integrate_and_fire_neurons(current: FloatArray, steps: int, dt: float) -> IndexArray:
    """Run neurons; a spike occurs at the end of a step, where one neuron alone has it within."""
    model = IntegrateAndFire()
    target = model.rest + model.tau * current
    decay = np.exp(-dt / model.tau)
    v = np.full(current.size, model.rest)
    count = np.zeros(current.size, dtype=np.int64)
    for _ in range(steps):
        v = target + (v - target) * decay
        fired = v >= model.threshold
        v[fired] = model.reset
        count += fired
    return count


def adaptive_exponential_neurons(current: FloatArray, steps: int, dt: float) -> IndexArray:
    """Run neurons by the midpoint rule."""
    model = AdaptiveExponential()
    leak, slope, jump = model.g_l / model.C, model.delta_t, model.b / model.C
    coupling, rate, half = model.a / model.C, 1.0 / model.tau_w, 0.5 * dt
    v = np.full(current.size, model.e_l)
    w = np.zeros(current.size)
    count = np.zeros(current.size, dtype=np.int64)
    for _ in range(steps):
        x = v - model.e_l
        v_half = v + half * (leak * (slope * np.exp((v - model.v_t) / slope) - x) - w + current)
        w_half = w + half * (rate * (coupling * x - w))
        v_half = np.minimum(v_half, model.v_peak)
        x = v_half - model.e_l
        v += dt * (leak * (slope * np.exp((v_half - model.v_t) / slope) - x) - w_half + current)
        w += dt * (rate * (coupling * x - w_half))
        fired = v > model.v_peak
        v[fired] = model.reset
        w[fired] += jump
        count += fired
    return count


def izhikevich_neurons(current: FloatArray, steps: int, dt: float) -> IndexArray:
    """Run regular-spiking neurons by the scheme of the 2004 paper."""
    p = Parameters()
    v = np.full(current.size, p.c)
    u = p.b * v
    count = np.zeros(current.size, dtype=np.int64)
    for _ in range(steps):
        v += dt * (p.k2 * v * v + p.k1 * v + p.k0 - u + current)
        u += dt * (p.a * (p.b * v - u))
        fired = v > p.v_peak
        v[fired] = p.c
        u[fired] += p.d
        count += fired
    return count


def hodgkin_huxley_neurons(current: FloatArray, steps: int, dt: float) -> IndexArray:
    """Run neurons by exponential steps."""
    model = HodgkinHuxley()
    v = np.full(current.size, -65.0)
    m, h, n = (steady for steady, _ in _gates(v))
    count = np.zeros(current.size, dtype=np.int64)
    for _ in range(steps):
        (m_end, m_rate), (h_end, h_rate), (n_end, n_rate) = _gates(v)
        m = m_end + (m - m_end) * np.exp(-dt * m_rate)
        h = h_end + (h - h_end) * np.exp(-dt * h_rate)
        n = n_end + (n - n_end) * np.exp(-dt * n_rate)
        sodium, potassium = model.g_na * m * m * m * h, model.g_k * n * n * n * n
        rate = sodium + potassium + model.g_l
        reversal = sodium * model.e_na + potassium * model.e_k + model.g_l * model.e_l
        target = (reversal + current) / rate
        old, v = v, target + (v - target) * np.exp(-dt * rate)
        count += (old < 0.0) & (v >= 0.0)
    return count


def _gates(v: FloatArray) -> tuple[tuple[FloatArray, FloatArray], ...]:
    """Return the steady values and the rates (1/ms) of m, h and n, as `hodgkin_huxley.gates`."""
    # Where the numerator is 0, the limit of the quotient is 1 for x / (1 - exp(-x)).
    x_m, x_n = 0.1 * (v + 40.0), 0.1 * (v + 55.0)
    a_m = np.where(np.abs(x_m) < 1e-9, 1.0, x_m / -np.expm1(-np.where(x_m == 0.0, 1.0, x_m)))
    a_n = 0.1 * np.where(np.abs(x_n) < 1e-9, 1.0, x_n / -np.expm1(-np.where(x_n == 0.0, 1.0, x_n)))
    b_m = 4.0 * np.exp(-(v + 65.0) / 18.0)
    a_h, b_h = 0.07 * np.exp(-(v + 65.0) / 20.0), 1.0 / (1.0 + np.exp(-(v + 35.0) / 10.0))
    b_n = 0.125 * np.exp(-(v + 65.0) / 80.0)
    m, h, n = a_m + b_m, a_h + b_h, a_n + b_n
    return (a_m / m, m), (a_h / h, h), (a_n / n, n)


#: By the names of `OPERATIONS`.
MANY: MappingProxyType[str, Many] = MappingProxyType(
    {
        "integrate-and-fire": integrate_and_fire_neurons,
        "izhikevich": izhikevich_neurons,
        "adaptive-exponential": adaptive_exponential_neurons,
        "hodgkin-huxley": hodgkin_huxley_neurons,
    }
)
