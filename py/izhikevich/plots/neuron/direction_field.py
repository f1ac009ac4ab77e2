"""The direction field of the phase plane."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.equilibria.window import WindowLimits
from izhikevich.neuron.parameters import Parameters

_COLUMNS, _ROWS = 17, 15
_LENGTH = 0.034  # length of an arrow, in window widths
_HEAD = 0.010


def direction_field(parameters: Parameters, current: float, window: WindowLimits) -> FloatArray:
    """Return small arrows along the flow, all of the same length on the screen.

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    current : float
        Injected current, in the unit of u.
    window : v_low, v_high, u_low, u_high
        Visible part of the plane; assumed to be about square on the screen.

    Returns
    -------
    array, shape (n, 5, 2)
        For each arrow, the points v, u of its shaft and of a triangle for its head, in the units of
        the axes. Only where the neuron can be, that is, below the peak.
    """
    v_low, v_high, u_low, u_high = window
    width, height = v_high - v_low, u_high - u_low
    x = (np.arange(_COLUMNS) + 0.5) / _COLUMNS
    y = (np.arange(_ROWS) + 0.5) / _ROWS
    x, y = np.tile(x, _ROWS), np.repeat(y, _COLUMNS)
    v, u = v_low + width * x, u_low + height * y
    below = v < parameters.peak(u)
    x, y, v, u = x[below], y[below], v[below], u[below]
    dx = parameters.dv(v, u, current) / width
    dy = parameters.du(v, u) / height
    speed = np.hypot(dx, dy)
    speed[speed == 0.0] = 1.0
    dx, dy = dx / speed, dy / speed
    # Along and across the arrow: tail, tip, both corners of the head, tip.
    along = np.array([-0.5 * _LENGTH, 0.5 * _LENGTH, *2 * (0.5 * _LENGTH - _HEAD,), 0.5 * _LENGTH])
    across = np.array([0.0, 0.0, 0.4 * _HEAD, -0.4 * _HEAD, 0.0])
    points = np.empty((x.size, along.size, 2))
    points[:, :, 0] = x[:, None] + dx[:, None] * along - dy[:, None] * across
    points[:, :, 1] = y[:, None] + dy[:, None] * along + dx[:, None] * across
    scaled: FloatArray = (v_low, u_low) + points * (width, height)
    return scaled
