"""The part of the phase plane that is worth seeing."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TypeAlias

import numpy as np

from izhikevich.dynamics.equilibria.fixed_points import fixed_points
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.trace import Trace

#: v_low, v_high (mV), u_low, u_high (unit of u).
WindowLimits: TypeAlias = tuple[float, float, float, float]

_PADDING = 0.06  # fraction of the extent, on each side
_STEPS = 10  # the limits are multiples of a round number near this fraction of the extent


def phase_window(parameters: Parameters, trace: Trace | None, current: float) -> WindowLimits:
    """Return the window around the trajectory and the knee of the v-nullcline.

    The limits are rounded outward to round numbers, so that the axes do not change during most of a
    drag. A recovery variable or voltage that runs away is cut off, so that it does not squash the
    rest: at the rise of the v-nullcline from its knee to the peak, above which no spike is
    possible, and at one further window width below the knee.

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    trace : Trace or None
        The run.
    current : float
        Injected current of the nullclines, in the unit of u.

    Returns
    -------
    v_low, v_high, u_low, u_high : float
        mV, and the unit of u.
    """
    knee_v = -parameters.k1 / (2.0 * parameters.k2)
    top = max(parameters.v_peak, knee_v + 1.0)
    rise = parameters.quadratic(top) - parameters.quadratic(knee_v)
    v_low, v_high = min(knee_v, parameters.c), top
    u_low = u_high = parameters.quadratic(knee_v) + current
    width = v_high - v_low
    for point in fixed_points(parameters, current):
        if v_low - width <= point.v <= v_high and point.u <= u_high + rise:
            v_low = min(v_low, point.v)
            u_low, u_high = min(u_low, point.u), max(u_high, point.u)
    if trace is None:
        room = max(2.0 * abs(parameters.d), 0.05 * rise)
        u_low, u_high = u_low - room, u_high + room
    else:
        peaks = parameters.peak(trace.spike_u)
        v_high = max([v_high, *peaks[:1], *peaks[-1:]])
        v_low = max(min(v_low, float(trace.v.min())), v_low - width)
        u_least = float(np.min(trace.spike_u, initial=trace.u.min()))
        u_most = float(np.max(trace.spike_u, initial=trace.u.max()))
        u_low, u_high = (
            max(min(u_low, u_least), u_low - rise),
            min(max(u_high, u_most), u_high + rise),
        )
    least = 0.003 * rise
    if u_high - u_low < least:
        u_low, u_high = u_low - 0.5 * least, u_high + 0.5 * least
    return *_rounded(v_low, v_high), *_rounded(u_low, u_high)


def _rounded(low: float, high: float) -> tuple[float, float]:
    """Pad the interval and round its ends outward."""
    extent = high - low
    low, high = low - _PADDING * extent, high + _PADDING * extent
    rough = (high - low) / _STEPS
    power = 10.0 ** floor(log10(rough))
    step = next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= 0.7 * rough)
    return floor(low / step) * step, ceil(high / step) * step
