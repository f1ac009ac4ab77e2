"""The two nullclines, on which v and u do not change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.arguments import current_of, interval
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.recovery import PiecewiseDrive
from izhikevich.text import short_repr


@dataclass(frozen=True)
class Nullcline:
    """A curve in the phase plane.

    Parameters
    ----------
    v : array of shape (n,)
        Voltage, mV.
    u : array of shape (n,)
        Recovery variable, in its unit.
    """

    v: FloatArray
    u: FloatArray

    __repr__ = short_repr


def v_nullcline(
    cell: Cell, current: float, v_range: tuple[float, float], points: int = 201
) -> Nullcline:
    """Return the v-nullcline u = quadratic(v) + I, an upward parabola.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    current : float
        Injected current I. It moves the curve up or down without changing its shape.
    v_range : (float, float)
        Lowest and highest voltage, mV.
    points : int
        Number of samples, evenly spaced in v.

    Raises
    ------
    ParameterError
        If an argument is not finite.
    """
    parameters = parameters_of(cell)
    current = current_of(parameters, current)
    v = np.linspace(*interval(v_range, "v_range", "mV"), points)
    return Nullcline(v, parameters.quadratic(v) + current)


def u_nullcline(
    cell: Cell,
    v_range: tuple[float, float],
    u_range: tuple[float, float],
    points: int = 201,
) -> Nullcline:
    """Return the u-nullcline: u = target(v), or the line v = origin if u has no leak.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    v_range : (float, float)
        Lowest and highest voltage, mV.
    u_range : (float, float)
        Lowest and highest u; the vertical line of a drive without leak spans it.
    points : int
        Number of samples of a curved nullcline. A straight one takes two, and a piecewise one
        two per piece, so that the step at the switch is drawn as a vertical line.

    Raises
    ------
    ParameterError
        If an argument is not finite.
    """
    parameters = parameters_of(cell)
    drive, b = parameters.drive, parameters.b
    v_range = interval(v_range, "v_range", "mV")
    u_range = interval(u_range, "u_range", parameters.units["u"])
    if not drive.leak:
        return Nullcline(np.full(2, drive.origin), np.array(u_range, dtype=float))
    if isinstance(drive, PiecewiseDrive) and v_range[0] < drive.switch < v_range[1]:
        switch = drive.switch
        v = np.array([v_range[0], switch, switch, v_range[1]])
        slope = np.array([drive.b_below, drive.b_below, b, b])
        return Nullcline(v, slope * (v - drive.origin))
    curved = drive.slope(v_range[0], b) != drive.slope(v_range[1], b)
    v = np.linspace(*v_range, points if curved else 2)
    return Nullcline(v, drive.target(v, b))
