"""The leaky integrate-and-fire neuron: one linear equation and a threshold."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.comparison.voltage_trace import VoltageTrace, sampled
from izhikevich.units import number


@dataclass(frozen=True)
class IntegrateAndFire:
    """tau v' = rest - v + tau I; at the threshold v <- reset.

    Parameters
    ----------
    tau : float
        Membrane time constant, ms.
    rest, reset, threshold : float
        Resting, reset and threshold voltage, mV.

    Notes
    -----
    The values are those of Dayan & Abbott, "Theoretical Neuroscience" (2001), figure 5.5. The
    current is divided by the capacitance: mV/ms.
    """

    tau: float = 10.0
    rest: float = -65.0
    reset: float = -65.0
    threshold: float = -50.0

    def __post_init__(self) -> None:
        number(self.tau, "tau", "ms", low=0.0, low_open=True)
        for name in ("rest", "reset", "threshold"):
            number(getattr(self, name), name, "mV")

    @property
    def rheobase(self) -> float:
        """The current above which it fires, mV/ms."""
        return (self.threshold - self.rest) / self.tau

    def interval(self, current: float) -> float:
        """Return the interval between spikes (ms) at a constant current; inf if it is silent."""
        target = self.rest + self.tau * current
        if target <= self.threshold:
            return inf
        return self.tau * log((target - self.reset) / (target - self.threshold))


def integrate_and_fire(model: IntegrateAndFire, t: FloatArray, current: FloatArray) -> VoltageTrace:
    """Run the neuron from rest; between samples the current is constant, and the solution is exact.

    Parameters
    ----------
    model : IntegrateAndFire
    t : array, shape (n,)
        Sample times, ms, equally spaced.
    current : array, shape (n,)
        Current in mV/ms, each value held until the next sample.

    Returns
    -------
    VoltageTrace
        A spike occurs within its step, where the exact solution reaches the threshold.
    """
    t, current = sampled(t, current)
    dt = float(t[1] - t[0])
    decay, tau, rest, threshold = exp(-dt / model.tau), model.tau, model.rest, model.threshold
    course, spikes, v = [rest], [], rest
    for i, value in enumerate(current[:-1].tolist()):
        target = rest + tau * value
        after = target + (v - target) * decay
        left = dt
        while after >= threshold and target > threshold:
            left -= tau * log((target - v) / (target - threshold))
            spikes.append(float(t[i]) + dt - left)
            v = model.reset
            after = target + (v - target) * exp(-left / tau)
        v = after
        course.append(v)
    return VoltageTrace(t, np.array(course), np.array(spikes, dtype=np.float64))
