"""The 2007 form of the Izhikevich neuron as it is searched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.fitting.candidates import Answers, Target, run
from izhikevich.fitting.guesses import SpikeShape, guesses
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spaces.box import Box
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.messages import msg
from izhikevich.neuron.parameters import Parameters

NAMES = ("C", "k", "v_r", "v_t", "a", "b", "c", "d")


class Space(Box):
    """A box of parameters of the 2007 form."""

    NAMES: ClassVar[tuple[str, ...]] = NAMES
    FORM: ClassVar[str] = "2007"
    TITLE: ClassVar[str] = msg("Izhikevich model")
    UNITS: ClassVar[Mapping[str, str]] = {
        "C": "pF",
        "k": "nS/mV",
        "v_r": "mV",
        "v_t": "mV",
        "v_peak": "mV",
        "a": "1/ms",
        "b": "nS",
        "c": "mV",
        "d": "pA",
    }
    RESET: ClassVar[str] = "c"
    LIMITS: ClassVar[Mapping[str, tuple[float, float]]] = {
        "C": (5.0, 2000.0),
        "k": (0.01, 10.0),
        "a": (5e-4, 0.5),
        "b": (-30.0, 60.0),
        "d": (-500.0, 3000.0),
    }
    ROOTS: ClassVar[Mapping[str, int]] = {"C": 2, "k": 2, "a": 2}

    @classmethod
    def measured(
        cls, rest: float, resets: tuple[float, float]
    ) -> Mapping[str, tuple[float, float]]:
        """Return the limits of potentials."""
        return {"v_r": (rest - 20.0, rest + 20.0), "v_t": (rest - 10.0, rest + 50.0), "c": resets}

    @classmethod
    def guesses(
        cls, recording: Recording, spikes: list[SpikeEvents], shape: SpikeShape
    ) -> list[dict[str, float]]:
        """Return first guesses, best first."""
        return guesses(recording, spikes, shape)

    def neurons(self, values: FloatArray) -> dict[str, FloatArray]:
        """Return the parameters as `run` takes them, with w = u + b v_r for u."""
        C, k, v_r, v_t, a, b, c, d = np.ascontiguousarray(values.T)
        own = {"rate": a, "slope": b, "reset": c, "jump": d, "inverse": 1.0 / C, "scale": k}
        return own | {"slant": -k * (v_r + v_t), "constant": k * v_r * v_t + b * v_r}

    def answered(self, values: FloatArray, v0: float, target: Target) -> Answers:
        """Run neurons in a sweep, from rest at its first voltage."""
        neurons, v = self.neurons(values), np.full(len(values), v0)
        return run("quadratic", neurons, self.v_peak, v, neurons["slope"] * v, target)

    def parameters(self, values: FloatArray) -> Parameters:
        """Return one neuron of the 2007 form, rounded to six digits."""
        named = self.named(values)
        named["vr"], named["vt"] = named.pop("v_r"), named.pop("v_t")
        return Parameters.dimensional_2007(v_peak=float(f"{self.v_peak:.6g}"), **named)
