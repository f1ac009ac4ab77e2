"""Gains and biases from maximum rates and intercepts, by Nengo's numerical method."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.nef.rates import settled_rates
from izhikevich.neuron.parameters import Parameters

#: Currents in a grid; odd, so that 0 is one of them.
_POINTS = 101
#: The grids range from -10 to 10 mV/ms (times C), each twice as far as the one before.
_FIRST, _GRIDS = 10.0, 10
#: Grids whose rates are computed in one go: up to 320 mV/ms, where most searches end.
_TOGETHER = 6


def gain_bias(
    parameters: Parameters, max_rates: FloatArray, intercepts: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the gains and biases with which neurons have these rates and intercepts.

    The current at which neurons start to fire, and the one at which they reach the maximum rate,
    are searched for on growing grids; between the two, the rate is computed at 101 currents and
    inverted by linear interpolation.

    Parameters
    ----------
    parameters : Parameters
    max_rates : array, shape (n,)
        Rate at the encoder's own direction and radius, Hz.
    intercepts : array, shape (n,)
        Where along the encoder the neuron starts to fire, in radii; below 1.

    Returns
    -------
    gain, bias : arrays, shape (n,)
        In the unit of the current: mV/ms, or pA in the 2007 form.

    Raises
    ------
    ParameterError
        If the neurons do not reach the maximum rate, never fall silent, or a gain would not be
        positive.

    Notes
    -----
    Source: Nengo 4.1.0, `NeuronType.gain_bias`. In the 2007 form the grids are C times as wide,
    because currents are.
    """
    threshold, top = _range(parameters, float(max_rates.max()))
    currents, rates = _between(parameters, threshold, top)
    tops = np.interp(max_rates, rates, currents)
    gain = (threshold - tops) / (intercepts - 1.0)
    wrong = ~(np.isfinite(gain) & (gain > 0.0))
    if wrong.any():
        i = int(np.flatnonzero(wrong)[0])
        raise ParameterError(
            "max_rates",
            float(max_rates[i]),
            msg(
                "with the intercept {intercept} the gain would not be positive: use a higher rate, "
                "or an intercept below 1",
                intercept=Number(intercepts[i], form="g"),
            ),
        )
    return gain, tops - gain


def _range(parameters: Parameters, highest: float) -> tuple[float, float]:
    """Return the current at which neurons start to fire, and the first with the rate `highest`."""
    threshold = top = None
    for k in range(_GRIDS):
        currents, rates = _grid(parameters, k)
        silent, full = np.flatnonzero(rates <= 0.0), np.flatnonzero(rates >= highest)
        if threshold is None and silent.size:
            threshold = float(currents[silent[-1]])
        if top is None and full.size:
            top = float(currents[full[0]])
        if threshold is not None and top is not None:
            return threshold, top
    if threshold is None:
        raise ParameterError("neurons", parameters, "fire at all currents: there is no intercept")
    raise ParameterError("max_rates", highest, "is more than these neurons reach at any current")


def _grid(parameters: Parameters, k: int) -> tuple[FloatArray, FloatArray]:
    """Return the currents of grid `k` and their rates."""
    first = k < _TOGETHER
    rates = _grid_rates(parameters, 0 if first else k, _TOGETHER if first else k + 1)
    return _currents(parameters, k), rates[k if first else 0]


def _currents(parameters: Parameters, k: int) -> FloatArray:
    reach = _FIRST * 2.0**k * parameters.C
    return np.linspace(-reach, reach, _POINTS)


@lru_cache(maxsize=64)
def _grid_rates(parameters: Parameters, first: int, last: int) -> FloatArray:
    """Return the rates on some grids, shape (last - first, 101)."""
    currents = np.stack([_currents(parameters, k) for k in range(first, last)])
    return settled_rates(parameters, currents)


@lru_cache(maxsize=64)
def _between(parameters: Parameters, threshold: float, top: float) -> tuple[FloatArray, FloatArray]:
    """Return currents between two, and their rates."""
    currents = np.linspace(threshold, top, _POINTS)
    return currents, settled_rates(parameters, currents)
