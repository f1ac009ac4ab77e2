"""The equations of neurons as the engine's structure."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.engine.structures import Block, Buffers
from izhikevich.neuron.limits import MODEL
from izhikevich.neuron.rules import CubicDrive, LinearDrive, PiecewiseDrive

#: In the order of the enumerations in engine.c.
SCHEMES = ("forward", "half_step", "euler")
_DRIVES = (LinearDrive, CubicDrive, PiecewiseDrive)


def equations(p: Any, real: Any, buffers: Buffers) -> Block:
    """Return the equations of neurons.

    Parameters
    ----------
    p : Parameters, or anything with the same fields
        Of which each of `MODEL` may have one value per neuron.
    real : dtype
    buffers : Buffers
        Keeps the numbers.
    """
    values = [getattr(p, name) for name in MODEL]
    drive = p.drive
    found = Block(
        drive=_DRIVES.index(type(drive)),
        leak=drive.leak,
        origin=drive.origin,
        scale=getattr(drive, "scale", 0.0),
        turn=getattr(drive, "switch", 0.0),
        b_below=getattr(drive, "b_below", 0.0),
        peak_slope=p.peak_slope,
        c_slope=p.c_slope,
        u_max=p.u_max,
    )
    found.many[:] = many = [getattr(value, "ndim", 0) for value in values]
    # One array for the numbers that all share: each array takes its time.
    shared = np.array([0.0 if m else value for value, m in zip(values, many, strict=True)], real)
    first = buffers.at(shared, real)
    found.model[:] = [
        buffers.copied(value, real) if m else first + k * shared.itemsize
        for k, (value, m) in enumerate(zip(values, many, strict=True))
    ]
    return found
