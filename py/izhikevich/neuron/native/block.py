"""The equations of neurons as a structure of the engine."""

from __future__ import annotations

from ctypes import addressof
from dataclasses import fields
from typing import Any

import numpy as np

from izhikevich.native.structures import Block, Buffers
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.schemes.adaptive import Parabola
from izhikevich.neuron.schemes.arrays import NeuronArray
from izhikevich.neuron.schemes.artefacts import StableRange

#: In the order of the enumeration in engine.c.
DRIVES = (LinearDrive, CubicDrive, PiecewiseDrive)


def equations(
    p: Parameters | NeuronArray, real: Any, buffers: Buffers, step: float | None = None
) -> Block:
    """Return the equations of neurons.

    Parameters
    ----------
    p : Parameters or NeuronArray
    real : dtype
    buffers : Buffers
        Keeps the numbers alive.
    step : float, optional
        Step of v (ms), if spikes produced by the steps are to be found.
    """
    values = [getattr(p, name) for name in MODEL]
    drive = p.drive
    found = Block(
        drive=DRIVES.index(type(drive)),
        leak=drive.leak,
        origin=drive.origin,
        scale=getattr(drive, "scale", 0.0),
        turn=getattr(drive, "switch", 0.0),
        b_below=getattr(drive, "b_below", 0.0),
        peak_slope=p.peak_slope,
        c_slope=p.c_slope,
        u_max=p.u_max,
        highest=-np.inf,
    )
    found.many[:] = many = [getattr(value, "ndim", 0) for value in values]
    # One array for the numbers that all neurons share: each extra array costs time.
    shared = [0.0 if m else value for value, m in zip(values, many, strict=True)]
    stable = None if step is None else StableRange.of(p, step)
    if stable is not None:
        found.highest, found.each = stable.highest, not isinstance(stable.lowest, float)
        fields = stable.lowest, stable.vertex, stable.scale
        if not found.each:
            shared += fields
    first, size = buffers.at(np.array(shared, real), real), np.dtype(real).itemsize
    found.model[:] = [
        buffers.copied(value, real) if m else first + k * size
        for k, (value, m) in enumerate(zip(values, many, strict=True))
    ]
    if stable is not None:
        first += len(MODEL) * size
        if found.each:
            every = np.array(np.broadcast_arrays(*fields), real)
            first, size = buffers.at(every, real), size * every.shape[1]
        found.lowest, found.vertex, found.scale_of_v = (first + k * size for k in range(3))
    return found


def add_parabola(block: Block, p: NeuronArray, real: Any, buffers: Buffers) -> None:
    """Add to the equations of neurons what the adaptive scheme needs."""
    parabola = Parabola.of(p)
    rows = np.broadcast_arrays(
        *(np.atleast_1d(getattr(parabola, x.name)) for x in fields(parabola))
    )
    block.parabolas = rows[0].size > 1
    block.parabola[:] = [buffers.copied(row, real) for row in rows]


def address_of(p: Parameters | NeuronArray, buffers: Buffers, step: float | None = None) -> int:
    """Return the address of the equations of neurons in double precision, see `equations`."""
    block = equations(p, np.dtype(np.float64), buffers, step)
    buffers.keep(block)
    return addressof(block)
