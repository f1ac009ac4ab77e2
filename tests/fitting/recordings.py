"""Recordings for the tests: a real cell, and cells whose parameters are known."""

from __future__ import annotations

import izhikevich as izh
import numpy as np
from izhikevich._typing import FloatArray
from izhikevich.fitting import Recording, sample, step_current

#: Spikes of its sweeps by eFEL 5.7 with the threshold -30 mV.
B8_COUNTS = [20, 44, 62, 75, 81]
DT = 0.1


def b8() -> Recording:
    return sample("b8")


def planted(
    cell: str = "RS_2007", amplitudes: tuple[float, ...] = (60.0, 100.0, 200.0), noise: float = 0.0
) -> Recording:
    t = np.arange(0.0, 600.0, DT)
    current = step_current(t, 100.0, 500.0, amplitudes)
    return answered(cell, t, current, noise)


def fluctuating(cell: str = "RS_2007") -> Recording:
    t = np.arange(0.0, 1000.0, DT)
    values = izh.random.normal(5, 1, 0, 2 * t.size).reshape(2, t.size)
    smooth = np.empty_like(values)
    smooth[:, 0] = 0.0
    for k in range(1, t.size):  # correlated over 5 ms
        smooth[:, k] = smooth[:, k - 1] * (1 - DT / 5.0) + values[:, k] * (2 * DT / 5.0) ** 0.5
    return answered(cell, t, 80.0 + 80.0 * smooth, 0.0)


def answered(cell: str, t: FloatArray, current: FloatArray, noise: float) -> Recording:
    duration = float(t[-1])
    voltage = np.array(
        [
            izh.simulate(cell, izh.Sampled(row, DT), duration, DT, scheme="accurate").v
            for row in current
        ]
    )
    drawn = izh.random.normal(1, 2, 3, voltage.size).reshape(voltage.shape)
    return Recording(t, voltage + noise * drawn, current, cell)
