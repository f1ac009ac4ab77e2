"""Delays of other simulators, in whole steps."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import Number, msg


def whole_delays(delays: FloatArray, dt: float, notes: list[str]) -> FloatArray:
    """Return delays (ms) of whole steps of `dt`, of one at least; a note says if some differ."""
    steps = np.maximum(np.floor(delays / dt + 0.5), 1.0)
    if (np.abs(steps * dt - delays) > 1e-6).any():
        text = msg(
            "Delays are rounded to steps of {dt} ms, of which there is one at least.",
            dt=Number(dt, form="g"),
        )
        if text not in notes:
            notes.append(text)
    return np.asarray(steps * dt)
