"""The Hodgkin-Huxley model: four equations, from which the spike itself follows."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, expm1

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.comparison.voltage_trace import VoltageTrace, sampled
from izhikevich.progress import Progress, Report, Steps, returning
from izhikevich.units import number

_STEP = 0.025  # ms
_CHUNK = 4000  # steps between two progress reports
_SPIKE = 0.0  # mV, crossed upwards


@dataclass(frozen=True)
class HodgkinHuxley:
    """C v' = I - g_na m^3 h (v - e_na) - g_k n^4 (v - e_k) - g_l (v - e_l), with C = 1 uF/cm^2.

    Parameters
    ----------
    g_na, g_k, g_l : float
        Conductances, mS/cm^2.
    e_na, e_k, e_l : float
        Reversal potentials, mV.

    Notes
    -----
    Hodgkin & Huxley, J. Physiol. 117 (1952), 500-544, at 6.3 degrees Celsius, with today's sign of
    the voltage and rest at -65 mV, as in Dayan & Abbott, "Theoretical Neuroscience" (2001), section
    5.6. Since C is 1 uF/cm^2, a current in uA/cm^2 is one in mV/ms.
    """

    g_na: float = 120.0
    g_k: float = 36.0
    g_l: float = 0.3
    e_na: float = 50.0
    e_k: float = -77.0
    e_l: float = -54.387

    def __post_init__(self) -> None:
        for name in ("g_na", "g_k", "g_l"):
            number(getattr(self, name), name, "mS/cm^2", low=0.0)
        for name in ("e_na", "e_k", "e_l"):
            number(getattr(self, name), name, "mV")


@returning
def hodgkin_huxley(
    model: HodgkinHuxley,
    t: FloatArray,
    current: FloatArray,
    v0: float = -65.0,
    *,
    progress: Report | None = None,
) -> Steps[VoltageTrace]:
    """Run the neuron from rest.

    Parameters
    ----------
    model : HodgkinHuxley
    t : array, shape (n,)
        Sample times, ms, equally spaced.
    current : array, shape (n,)
        Current in mV/ms (that is, uA/cm^2), each value held until the next sample.
    v0 : float
        Initial voltage, mV; the gates start at their steady values there.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    VoltageTrace
        A spike is an upward crossing of 0 mV.

    Notes
    -----
    Each variable is stepped exponentially, as if the others were constant (Rush & Larsen, IEEE
    Trans. Biomed. Eng. 25 (1978), 389-392), by at most 0.025 ms; the gates are half a step apart
    from v, which makes the scheme second order.
    """
    t, current = sampled(t, current)
    dt = float(t[1] - t[0])
    parts = max(1, ceil(dt / _STEP - 1e-9))
    h_t = dt / parts
    v = number(v0, "v0", "mV")
    (m, _), (h, _), (n, _) = gates(v)
    course, spikes = [v], []
    g_na, g_k, g_l = model.g_na, model.g_k, model.g_l
    e_na, e_k, e_l = model.e_na, model.e_k, model.e_l
    values, times = current[:-1].tolist(), t.tolist()
    for i, value in enumerate(values):
        for k in range(parts):
            (m_end, m_rate), (h_end, h_rate), (n_end, n_rate) = gates(v)
            m = m_end + (m - m_end) * exp(-h_t * m_rate)
            h = h_end + (h - h_end) * exp(-h_t * h_rate)
            n = n_end + (n - n_end) * exp(-h_t * n_rate)
            sodium, potassium = g_na * m * m * m * h, g_k * n * n * n * n
            rate = sodium + potassium + g_l
            target = (sodium * e_na + potassium * e_k + g_l * e_l + value) / rate
            old, v = v, target + (v - target) * exp(-h_t * rate)
            if old < _SPIKE <= v:
                spikes.append(times[i] + (k + (_SPIKE - old) / (v - old)) * h_t)
        course.append(v)
        if (i + 1) * parts % _CHUNK < parts:
            yield Progress((i + 1) / len(values), "Hodgkin and Huxley")
    return VoltageTrace(t, np.array(course), np.array(spikes, dtype=np.float64))


def gates(v: float) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Return the steady value and the rate (1/ms) of m, h and n at a voltage (mV)."""
    a_m, b_m = _linear(v + 40.0, 0.1), 4.0 * exp(-(v + 65.0) / 18.0)
    a_h, b_h = 0.07 * exp(-(v + 65.0) / 20.0), 1.0 / (1.0 + exp(-(v + 35.0) / 10.0))
    a_n, b_n = _linear(v + 55.0, 0.01), 0.125 * exp(-(v + 65.0) / 80.0)
    m, h, n = a_m + b_m, a_h + b_h, a_n + b_n
    return (a_m / m, m), (a_h / h, h), (a_n / n, n)


def _linear(x: float, slope: float) -> float:
    """Return slope x / (1 - exp(-x / 10)), also at 0."""
    return slope * 10.0 if abs(x) < 1e-9 else -slope * x / expm1(-0.1 * x)
