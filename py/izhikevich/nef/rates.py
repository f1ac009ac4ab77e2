"""Firing rates at constant currents: the expensive part of building an ensemble."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.native.backend import selected
from izhikevich.nef.native import count_spikes
from izhikevich.nef.neurons import LOWEST_CURRENT
from izhikevich.nef.stepping import make_step, raised
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.units import numbers

#: Steps of 1 ms over which spikes are counted, after one that is not counted.
STEPS = 1000
#: Neurons stepped together: their arrays stay in the processor's cache.
_BLOCK = 4096
#: Steps whose spikes are counted in bytes.
_BYTE = 250


def settled_rates(cell: Cell, currents: FloatArray) -> FloatArray:
    """Return the rate of a neuron at each of some constant currents.

    As in Nengo: a run of 1001 steps of 1 ms from v = 0, u = 0, in which spikes are counted from the
    second step on. So rates are whole numbers.

    Parameters
    ----------
    cell : Parameters, CellType or str
    currents : float64 array, any shape
        Currents, mV/ms, or pA in the 2007 form.

    Returns
    -------
    float64 array, of the shape of `currents`
        Rates, Hz.
    """
    parameters = parameters_of(cell)
    currents = numbers(currents, "currents", parameters.units["I"])
    flat = raised(parameters, currents).reshape(-1)
    # All currents below the lowest are equivalent to it.
    above = flat > LOWEST_CURRENT * parameters.C
    found = _counted(parameters, np.append(flat[above], LOWEST_CURRENT * parameters.C))
    rates = np.full(flat.size, found[-1])
    rates[above] = found[:-1]
    return rates.reshape(np.shape(currents))


def _counted(parameters: Parameters, currents: FloatArray) -> FloatArray:
    """Return spike counts, block by block."""
    if selected(currents.size * STEPS) == "compiled":
        return count_spikes(parameters, currents, 1.0, STEPS)
    counts = np.zeros(currents.size)
    for start in range(0, currents.size, _BLOCK):
        current = currents[start : start + _BLOCK]
        step = make_step(parameters, 1.0, np.zeros_like(current), np.zeros_like(current))
        few = np.empty(current.size, dtype=np.uint8)
        with np.errstate(over="ignore", invalid="ignore"):
            step(current)
            for _ in range(STEPS // _BYTE):
                few[:] = 0
                for _ in range(_BYTE):
                    np.add(few, step(current).view(np.uint8), few)
                counts[start : start + _BLOCK] += few
    return counts
