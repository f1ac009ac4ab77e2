"""The parameters that are searched for, their limits, and how they become neurons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.schemes.arrays import NeuronArray

#: Parameters of the 2007 form in the order in which they are searched, with their powers: a
#: parameter whose size is what is unknown is searched by its root, which is exact everywhere.
NAMES = ("C", "k", "v_r", "v_t", "a", "b", "c", "d")
_ROOTS = {"C": 2, "k": 2, "a": 2}


@dataclass(frozen=True, eq=False)
class Space:
    """A box of parameters of the 2007 form.

    Parameters
    ----------
    low, high : array, shape (n_parameters,)
        Limits of the parameters `NAMES`.
    v_peak : float
        Voltage at which a spike is cut off, mV; it is read off the recorded spikes.
    """

    low: FloatArray
    high: FloatArray
    v_peak: float

    def unit(self, values: FloatArray) -> FloatArray:
        """Return parameters, shape (n, n_parameters), as fractions of the box."""
        low, high, rooted = _rooted(self.low), _rooted(self.high), _rooted(values)
        return (rooted - low) / (high - low)

    def values(self, fractions: FloatArray) -> FloatArray:
        """Return the parameters of fractions of the box, shape (n, n_parameters)."""
        low, high = _rooted(self.low), _rooted(self.high)
        found = low + (high - low) * fractions
        for k, name in enumerate(NAMES):
            for _ in range(_ROOTS.get(name, 0)):
                found[..., k] *= found[..., k]
        return found

    def clipped(self, values: FloatArray) -> FloatArray:
        """Return parameters within the limits."""
        return np.clip(values, self.low, self.high)

    def neurons(self, values: FloatArray) -> NeuronArray:
        """Return neurons that behave as those of the parameters, with w = u + b v_r for u.

        The resting potential is part of the drive of u, which the neurons of an array share:
        w' = a (b v - w) has none, and a constant in v' makes up for it.
        """
        C, k, v_r, v_t, a, b, c, d = np.ascontiguousarray(values.T)
        own: Mapping[str, Any] = {
            **dict(zip("Cabcd", (C, a, b, c, d), strict=True)),
            "k2": k,
            "k1": -k * (v_r + v_t),
            "k0": k * v_r * v_t + b * v_r,
        }
        shared = Parameters(c=-100.0, v_peak=self.v_peak, C=2.0, drive=LinearDrive(0.0))
        return NeuronArray.of(shared, {**own, "v_peak": np.full(a.size, self.v_peak)})

    def parameters(self, values: FloatArray) -> Parameters:
        """Return one neuron of the 2007 form, rounded to six digits."""
        named = {n: float(f"{x:.6g}") for n, x in zip(NAMES, values.tolist(), strict=True)}
        named["vr"], named["vt"] = named.pop("v_r"), named.pop("v_t")
        return Parameters.dimensional_2007(v_peak=float(f"{self.v_peak:.6g}"), **named)


def _rooted(values: FloatArray) -> FloatArray:
    found = np.array(values, dtype=np.float64)
    for k, name in enumerate(NAMES):
        for _ in range(_ROOTS.get(name, 0)):
            found[..., k] = np.sqrt(found[..., k])
    return found
