"""A box of parameters, searched as the unit box."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.fitting.candidates import Answers, Target
from izhikevich.fitting.guesses import SpikeShape
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.fitting.steps import CurrentStep

_RESTING = 5.0  # ms at the beginning, without a step


@dataclass(frozen=True, eq=False)
class Box(ABC):
    """Limits of the parameters of a kind of neuron.

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

    #: Parameters in the order in which they are searched.
    NAMES: ClassVar[tuple[str, ...]]
    #: Name of this form of the model.
    FORM: ClassVar[str]
    #: What the model is called in texts.
    TITLE: ClassVar[str]
    #: Units of all parameters, in the order of the equations.
    UNITS: ClassVar[Mapping[str, str]]
    #: Which of them is the voltage after a spike.
    RESET: ClassVar[str]
    #: Limits of those that the recording says nothing about.
    LIMITS: ClassVar[Mapping[str, tuple[float, float]]]
    #: Numbers of square roots by which some are searched: those whose size is what is unknown.
    #: Square roots are exact everywhere.
    ROOTS: ClassVar[Mapping[str, int]]

    @classmethod
    def around(cls, recording: Recording, shape: SpikeShape, step: CurrentStep | None) -> Self:
        """Return the box for a recording."""
        before = step.first if step else max(1, round(_RESTING / recording.dt))
        rest = float(np.median(recording.voltage[:, :before]))
        resets = shape.lowest - 10.0, min(shape.highest + 10.0, shape.peak - 1.0)
        limits = {**cls.LIMITS, **cls.measured(rest, resets)}
        low, high = np.array([limits[name] for name in cls.NAMES]).T
        return cls(low, high, shape.peak)

    @classmethod
    @abstractmethod
    def measured(
        cls, rest: float, resets: tuple[float, float]
    ) -> Mapping[str, tuple[float, float]]:
        """Return the limits of the other parameters.

        Parameters
        ----------
        rest : float
            Voltage before the step, mV.
        resets : (float, float)
            Limits of the voltage after a spike, mV.
        """

    @classmethod
    @abstractmethod
    def guesses(
        cls, recording: Recording, spikes: list[SpikeEvents], shape: SpikeShape
    ) -> list[dict[str, float]]:
        """Return first guesses, best first."""

    def unit(self, values: FloatArray) -> FloatArray:
        """Return parameters, shape (n, n_parameters), as fractions of the box."""
        low, high, rooted = (self._rooted(x) for x in (self.low, self.high, values))
        return (rooted - low) / (high - low)

    def values(self, fractions: FloatArray) -> FloatArray:
        """Return the parameters of fractions of the box, shape (n, n_parameters)."""
        low, high = self._rooted(self.low), self._rooted(self.high)
        found = low + (high - low) * fractions
        for k, name in enumerate(self.NAMES):
            for _ in range(self.ROOTS.get(name, 0)):
                found[..., k] *= found[..., k]
        return found

    def clipped(self, values: FloatArray) -> FloatArray:
        """Return parameters within the limits."""
        return np.clip(values, self.low, self.high)

    @abstractmethod
    def answered(self, values: FloatArray, v0: float, target: Target) -> Answers:
        """Run neurons in a sweep, from rest at its first voltage.

        Parameters
        ----------
        values : array, shape (n, n_parameters)
        v0 : float
            Voltage at the start, mV.
        target : Target
        """

    @classmethod
    def named(cls, values: FloatArray) -> dict[str, float]:
        """Return the parameters of one neuron by name, rounded to six digits."""
        return {n: float(f"{x:.6g}") for n, x in zip(cls.NAMES, values.tolist(), strict=True)}

    def _rooted(self, values: FloatArray) -> FloatArray:
        found = np.array(values, dtype=np.float64)
        for k, name in enumerate(self.NAMES):
            for _ in range(self.ROOTS.get(name, 0)):
                found[..., k] = np.sqrt(found[..., k])
        return found
