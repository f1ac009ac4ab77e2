"""The 2003 form of the Izhikevich neuron as it is searched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.fitting.guesses import RATES, SpikeShape, regressed, rounded
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spaces.izhikevich_2007 import Space
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.neuron.parameters import Parameters

_QUADRATIC = 0.04, 5.0, 140.0


class Space2003(Space):
    """A box of a, b, c and d, and of what a unit of their current is.

    A current of I pA acts as I / scale + offset. Multiplied by the scale, the equations have a
    capacitance, and take pA.
    """

    NAMES: ClassVar[tuple[str, ...]] = ("scale", "offset", "a", "b", "c", "d")
    FORM: ClassVar[str] = "2003"
    UNITS: ClassVar[Mapping[str, str]] = {
        "a": "1/ms",
        "b": "",
        "c": "mV",
        "d": "",
        "v_peak": "mV",
        "scale": "pA",
        "offset": "",
    }
    LIMITS: ClassVar[Mapping[str, tuple[float, float]]] = {
        "scale": (0.2, 2000.0),
        "offset": (-100.0, 100.0),
        "a": (5e-4, 0.5),
        "b": (-0.5, 1.0),
        "d": (-10.0, 50.0),
    }
    ROOTS: ClassVar[Mapping[str, int]] = {"scale": 2, "a": 2}

    @classmethod
    def measured(
        cls, rest: float, resets: tuple[float, float]
    ) -> Mapping[str, tuple[float, float]]:
        """Return the limits of potentials."""
        return {"c": resets}

    @classmethod
    def guesses(
        cls, recording: Recording, spikes: list[SpikeEvents], shape: SpikeShape
    ) -> list[dict[str, float]]:
        """Return first guesses, best first: apart from a, the equation of v is linear."""
        k2, k1, k0 = _QUADRATIC
        found = []
        for a in RATES:
            solved = regressed(
                recording,
                spikes,
                shape,
                a,
                basis=lambda v: (np.ones_like(v),),
                known=lambda v: k2 * v * v + k1 * v + k0,
            )
            if solved is not None and solved[1][-1] > 0:
                offset, b, d, inverse = solved[1].tolist()
                own = {"scale": 1.0 / inverse, "offset": offset, "a": a, "b": b, "d": d}
                found.append((solved[0], own | {"c": shape.trough}))
        found.sort(key=lambda pair: pair[0])
        return [rounded(values) for _, values in found]

    def neurons(self, values: FloatArray) -> dict[str, FloatArray]:
        """Return neurons that take pA as `run` takes them."""
        scale, offset, a, b, c, d = np.ascontiguousarray(values.T)
        k2, k1, k0 = _QUADRATIC
        own = {"rate": a, "slope": b * scale, "reset": c, "jump": d * scale, "inverse": 1.0 / scale}
        return own | {"scale": k2 * scale, "slant": k1 * scale, "constant": (k0 + offset) * scale}

    def parameters(self, values: FloatArray) -> Parameters:
        """Return one neuron that takes pA; its numbers in the 2003 form have six digits."""
        one = self.named(values)
        scale, (k2, k1, k0) = one["scale"], _QUADRATIC
        return Parameters(
            a=one["a"],
            b=one["b"] * scale,
            c=one["c"],
            d=one["d"] * scale,
            v_peak=float(f"{self.v_peak:.6g}"),
            k2=k2 * scale,
            k1=k1 * scale,
            k0=(k0 + one["offset"]) * scale,
            C=scale,
        )
