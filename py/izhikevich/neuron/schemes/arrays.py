"""The equations of many neurons side by side, each with its own numbers, in numpy.

Every step is a fixed sequence of numpy operations on preallocated arrays: with some hundred neurons
the time is spent calling numpy, so the number of calls is what counts. Operations that change no
bit (division by C = 1, subtraction of an origin of 0) are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError, choices
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, Drive, LinearDrive
from izhikevich.neuron.schemes.table import Act
from izhikevich.text import short_repr


@dataclass(frozen=True, eq=False)
class NeuronArray:
    """The equations of n neurons that follow the same rules.

    The fields are those of `Parameters`. Each of `MODEL` is one number, or an array of shape (n,).
    """

    a: Any
    b: Any
    c: Any
    d: Any
    v_peak: Any
    k2: Any
    k1: Any
    k0: Any
    C: Any
    drive: Drive
    peak_slope: float
    c_slope: float
    u_max: float

    __repr__ = short_repr

    @classmethod
    def of(cls, parameters: Parameters, changes: Mapping[str, Any] | None = None) -> NeuronArray:
        """Return neurons with the numbers of one neuron, except for some of them.

        Parameters
        ----------
        parameters : Parameters
        changes : mapping from str to number or array, shape (n,), optional
            The values are not checked.

        Raises
        ------
        ParameterError
            If a name is not one of `MODEL`.
        """
        own = changes or {}
        for name in own:
            if name not in MODEL:
                raise ParameterError(name, own[name], choices(MODEL))
        names = (*MODEL, "drive", "peak_slope", "c_slope", "u_max")
        return cls(**{name: own.get(name, getattr(parameters, name)) for name in names})

    def peak(self, u: FloatArray) -> Any:
        """Return the voltages (mV) beyond which the neurons spike, by their recovery variables."""
        return self.v_peak + self.peak_slope * u if self.peak_slope else self.v_peak

    def reset(self, u: FloatArray, which: IndexArray) -> tuple[Any, FloatArray]:
        """Return v and u after a spike of the neurons `which`; `u` is the value before it."""
        c, d = (x[which] if isinstance(x, np.ndarray) else x for x in (self.c, self.d))
        v, after = c + self.c_slope * u if self.c_slope else c, u + d
        return v, np.minimum(after, self.u_max) if np.isfinite(self.u_max) else after

    def voltage_step(self, current: FloatArray, dt: float, v: FloatArray, u: FloatArray) -> Act:
        """Return the step v += dt ((k2 (v v) + k1 v + k0 - u + I) / C)."""
        k2, k1, k0, capacitance = self.k2, self.k1, self.k0, self.C
        simple = isinstance(capacitance, float) and capacitance == 1.0
        rate, term = np.empty_like(v), np.empty_like(v)
        multiply, add, subtract, divide = np.multiply, np.add, np.subtract, np.divide

        def step() -> None:
            multiply(v, v, rate)
            multiply(k2, rate, rate)
            multiply(k1, v, term)
            add(rate, term, rate)
            add(rate, k0, rate)
            subtract(rate, u, rate)
            add(rate, current, rate)
            if not simple:
                divide(rate, capacitance, rate)
            multiply(dt, rate, rate)
            add(v, rate, v)

        return step

    def recovery_step(self, dt: float, old_v: FloatArray, v: FloatArray, u: FloatArray) -> Act:
        """Return the step u += dt (a (target - u)).

        The target is that of `old_v`, on the branch of the drive that `v` selects. They are the
        same array unless a scheme steps v and u together.
        """
        a, b, drive, leak = self.a, self.b, self.drive, self.drive.leak
        linear, origin = isinstance(drive, LinearDrive), drive.origin
        change = np.empty_like(u)
        multiply, add, subtract = np.multiply, np.add, np.subtract

        def step() -> None:
            if not linear:
                change[:] = drive.target(v, b) if old_v is v else _branch(drive, old_v, v, b)
            elif origin != 0.0:
                subtract(old_v, origin, change)
                multiply(b, change, change)
            else:
                multiply(b, old_v, change)
            if leak:
                subtract(change, u, change)
            multiply(a, change, change)
            multiply(dt, change, change)
            add(u, change, u)

        return step


def _branch(drive: Drive, v: FloatArray, chooser: FloatArray, b: Any) -> FloatArray:
    """Return the target at `v` of the branch that `chooser` selects (`branch` of the drives)."""
    x = v - drive.origin
    if isinstance(drive, CubicDrive):
        return np.where(chooser < drive.origin, 0.0, drive.scale * (x * x * x))
    return drive.slope(chooser, b) * x
