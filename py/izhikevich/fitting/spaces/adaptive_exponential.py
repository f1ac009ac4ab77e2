"""The adaptive exponential neuron as it is searched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.comparison.adaptive_exponential import AdaptiveExponential
from izhikevich.fitting.candidates import Answers, Target, run
from izhikevich.fitting.guesses import RATES, SpikeShape, regressed, rounded
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spaces.box import Box
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.messages import msg
from izhikevich.random import exponential, logarithm

_SLOPES = 1.0, 2.0, 4.0, 8.0  # mV: values of delta_t
_EVERY = 2  # of the rates are tried


class ExponentialSpace(Box):
    """A box of parameters of `AdaptiveExponential`."""

    NAMES: ClassVar[tuple[str, ...]] = (
        *("C", "g_l", "e_l", "v_t", "delta_t", "a", "tau_w", "b", "reset"),
    )
    FORM: ClassVar[str] = "adaptive exponential"
    TITLE: ClassVar[str] = msg("adaptive exponential model")
    UNITS: ClassVar[Mapping[str, str]] = {
        "C": "pF",
        "g_l": "nS",
        "e_l": "mV",
        "v_t": "mV",
        "delta_t": "mV",
        "v_peak": "mV",
        "a": "nS",
        "tau_w": "ms",
        "b": "pA",
        "reset": "mV",
    }
    RESET: ClassVar[str] = "reset"
    LIMITS: ClassVar[Mapping[str, tuple[float, float]]] = {
        "C": (5.0, 2000.0),
        "g_l": (0.2, 100.0),
        "delta_t": (0.3, 20.0),
        "a": (-30.0, 60.0),
        "tau_w": (2.0, 2000.0),
        "b": (-500.0, 3000.0),
    }
    ROOTS: ClassVar[Mapping[str, int]] = {"C": 2, "g_l": 2, "delta_t": 2, "tau_w": 2}

    @classmethod
    def measured(
        cls, rest: float, resets: tuple[float, float]
    ) -> Mapping[str, tuple[float, float]]:
        """Return the limits of potentials."""
        return {
            "e_l": (rest - 20.0, rest + 20.0),
            "v_t": (rest - 10.0, rest + 50.0),
            "reset": resets,
        }

    @classmethod
    def guesses(
        cls, recording: Recording, spikes: list[SpikeEvents], shape: SpikeShape
    ) -> list[dict[str, float]]:
        """Return first guesses, best first.

        Apart from tau_w and delta_t, which are tried on a grid, the equation of v is linear.
        """
        found = []
        for rate in RATES[::_EVERY]:
            for delta_t in _SLOPES:
                solved = regressed(
                    recording,
                    spikes,
                    shape,
                    rate,
                    basis=lambda v, slope=delta_t: (  # type: ignore[misc]
                        exponential((v - shape.trough) / slope),
                        v,
                        np.ones_like(v),
                    ),
                )
                if solved is not None:
                    values = _parameters(solved[1], rate, delta_t, shape)
                    if values is not None:
                        found.append((solved[0], values))
        found.sort(key=lambda pair: pair[0])
        return [rounded(values) for _, values in found]

    def neurons(self, values: FloatArray) -> dict[str, FloatArray]:
        """Return the parameters as `run` takes them, for whom w is that of the model + a e_l."""
        C, g_l, e_l, v_t, delta_t, a, tau_w, b, reset = np.ascontiguousarray(values.T)
        own = {"rate": 1.0 / tau_w, "slope": a, "reset": reset, "jump": b, "inverse": 1.0 / C}
        rise = {"scale": g_l * delta_t, "turn": v_t, "sharpness": 1.0 / delta_t}
        return own | rise | {"slant": -g_l, "constant": (g_l + a) * e_l}

    def answered(self, values: FloatArray, v0: float, target: Target) -> Answers:
        """Run neurons in a sweep, from rest at its first voltage."""
        neurons, v = self.neurons(values), np.full(len(values), v0)
        return run("exponential", neurons, self.v_peak, v, neurons["slope"] * v, target)

    def parameters(self, values: FloatArray) -> AdaptiveExponential:
        """Return one neuron, rounded to six digits."""
        return AdaptiveExponential(**self.named(values), v_peak=float(f"{self.v_peak:.6g}"))


def _parameters(
    solution: FloatArray, rate: float, delta_t: float, shape: SpikeShape
) -> dict[str, float] | None:
    """Return the parameters of a solution; None if it is no neuron."""
    rise, slope, offset, a, b, inverse = solution.tolist()
    if not (inverse > 0 and rise > 0 and slope < 0):
        return None
    C = 1.0 / inverse
    rise, g_l, offset, a, b = (C * value for value in (rise, -slope, offset, a, b))
    if not g_l + a > 0:
        return None
    # Before the leak, the offset has the adaptation at rest: (g_l + a) e_l.
    v_t = shape.trough - delta_t * float(logarithm(np.array([rise / (g_l * delta_t)]))[0])
    values = {"C": C, "g_l": g_l, "e_l": offset / (g_l + a), "v_t": v_t, "delta_t": delta_t}
    return values | {"a": a, "tau_w": 1.0 / rate, "b": b, "reset": shape.trough}
