"""The adaptive exponential integrate-and-fire neuron (AdEx): two equations, like Izhikevich's."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.comparison.voltage_trace import VoltageTrace, sampled
from izhikevich.units import number

#: Longest step of the scheme, ms.
STEP = 0.05


@dataclass(frozen=True)
class AdaptiveExponential:
    """The adaptive exponential integrate-and-fire neuron.

    It follows ::

        C v' = g_l (e_l - v) + g_l delta_t exp((v - v_t) / delta_t) - w + C I
        tau_w w' = a (v - e_l) - w
        when v > v_peak:
          v <- reset,   w <- w + b

    Parameters
    ----------
    C : float
        Capacitance, pF.
    g_l : float
        Leak conductance, nS.
    e_l, v_t : float
        Reversal potential of the leak, and threshold, mV.
    delta_t : float
        Slope factor: how sharply a spike begins, mV.
    tau_w : float
        Time constant of the adaptation, ms.
    a : float
        Adaptation below the threshold, nS.
    b : float
        Jump of w at a spike, pA.
    v_peak, reset : float
        Voltages at which a spike ends and after it, mV.

    Notes
    -----
    Brette & Gerstner, J. Neurophysiol. 94 (2005), 3637-3642, with the values of the paper. The
    current is divided by the capacitance: mV/ms.
    """

    C: float = 281.0
    g_l: float = 30.0
    e_l: float = -70.6
    v_t: float = -50.4
    delta_t: float = 2.0
    tau_w: float = 144.0
    a: float = 4.0
    b: float = 80.5
    v_peak: float = 20.0
    reset: float = -70.6

    def __post_init__(self) -> None:
        for name, unit in (("C", "pF"), ("g_l", "nS"), ("delta_t", "mV"), ("tau_w", "ms")):
            number(getattr(self, name), name, unit, low=0.0, low_open=True)
        for name, unit in (("a", "nS"), ("b", "pA")):
            number(getattr(self, name), name, unit)
        for name in ("e_l", "v_t", "reset"):
            number(getattr(self, name), name, "mV")
        # The exponential stays far below what a float can hold.
        highest = self.v_t + 500.0 * self.delta_t
        number(self.v_peak, "v_peak", "mV", low=self.reset, low_open=True, high=highest)


def adaptive_exponential(
    model: AdaptiveExponential, t: FloatArray, current: FloatArray, v0: float | None = None
) -> VoltageTrace:
    """Run the neuron from rest.

    Parameters
    ----------
    model : AdaptiveExponential
    t : array, shape (n,)
        Sample times, ms, equally spaced.
    current : array, shape (n,)
        Current in mV/ms, each value held until the next sample.
    v0 : float, optional
        Voltage at the start (mV) if not `e_l`; w is where it stands still.

    Returns
    -------
    VoltageTrace
        A spike occurs at the end of the step in which v exceeds the peak.

    Notes
    -----
    The midpoint rule (Runge-Kutta of second order) with steps of at most 0.05 ms, as Brian2 makes
    them by ``method="rk2"``; in the rates v is cut off at the peak.
    """
    t, current = sampled(t, current)
    dt = float(t[1] - t[0])
    parts = max(1, ceil(dt / STEP - 1e-9))
    h = dt / parts
    half = 0.5 * h
    leak, slope, jump = model.g_l / model.C, model.delta_t, model.b / model.C
    e_l, v_t, peak, reset = model.e_l, model.v_t, model.v_peak, model.reset
    coupling, rate = model.a / model.C, 1.0 / model.tau_w
    v = e_l if v0 is None else v0
    w = coupling * (v - e_l)  # divided by the capacitance, like the current
    course, spikes, times = [v], [], t.tolist()
    for i, value in enumerate(current[:-1].tolist()):
        for k in range(parts):
            x = v - e_l
            v_half = v + half * (leak * (slope * exp((v - v_t) / slope) - x) - w + value)
            w_half = w + half * (rate * (coupling * x - w))
            v_half = min(v_half, peak)
            x = v_half - e_l
            v += h * (leak * (slope * exp((v_half - v_t) / slope) - x) - w_half + value)
            w += h * (rate * (coupling * x - w_half))
            if v > peak:
                v = reset
                w += jump
                spikes.append(times[i] + (k + 1) * h)
        course.append(v)
    return VoltageTrace(t, np.array(course), np.array(spikes, dtype=np.float64))
