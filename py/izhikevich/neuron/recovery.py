"""Drive rules: what the recovery variable u is pulled towards.

The recovery variable follows u' = a (target(v) - u). Most neurons have the linear target b v;
accommodation and three cells of the 2007 book follow other rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias, TypeVar

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.units import number

V = TypeVar("V", float, FloatArray)

_VOLTAGE_LIMIT = 1000.0


@dataclass(frozen=True)
class LinearDrive:
    """The target b (v - origin) of the published models.

    Parameters
    ----------
    origin : float
        Voltage of zero drive, mV: 0 in the 2003/2004 form, the resting potential in the 2007 form.
    leak : bool
        Whether u decays towards the target. Without leak u' = a b (v - origin), as in the
        published accommodation pattern: u integrates v, and settles only at v = origin.
    """

    origin: float = 0.0
    leak: bool = True

    def __post_init__(self) -> None:
        """Check the fields."""
        _set_voltage(self, "origin")
        if not isinstance(self.leak, bool):
            raise ParameterError("leak", self.leak, "must be true or false")

    def target(self, v: V, b: float) -> V:
        """Return the target of u at voltage `v` (mV), in the unit of u."""
        return b * (v - self.origin)

    def branch(self, v: float, chooser: float, b: float) -> float:
        """Return the target at `v`; there is only one branch."""
        return self.target(v, b)

    def slope(self, v: V, b: float) -> V:
        """Return the derivative of the target with respect to v."""
        return b + 0.0 * v


@dataclass(frozen=True)
class CubicDrive:
    """The target scale max(v - origin, 0)^3 of the 2007 fast-spiking cell; b is unused.

    Parameters
    ----------
    origin : float
        Voltage below which there is no drive, mV.
    scale : float
        Strength, in the unit of u per mV^3 (pA/mV^3 in the 2007 form).
    """

    origin: float = -55.0
    scale: float = 0.025
    leak: ClassVar[bool] = True

    def __post_init__(self) -> None:
        """Check the fields."""
        _set_voltage(self, "origin")
        object.__setattr__(self, "scale", number(self.scale, "scale", "", low=-1e6, high=1e6))

    def target(self, v: V, b: float) -> V:
        """Return the target of u at voltage `v` (mV), in the unit of u."""
        x = _above(v, self.origin)
        return self.scale * (x * x * x)

    def branch(self, v: float, chooser: float, b: float) -> float:
        """Return the target at `v` of the branch that the voltage `chooser` selects."""
        x = v - self.origin
        return self.scale * (x * x * x) if chooser >= self.origin else 0.0

    def slope(self, v: V, b: float) -> V:
        """Return the derivative of the target with respect to v."""
        x = _above(v, self.origin)
        return 3.0 * self.scale * (x * x)


@dataclass(frozen=True)
class PiecewiseDrive:
    """A linear target with a different slope below some voltage, as in the 2007 thalamic cells.

    The target jumps at `switch` unless `switch` equals `origin`; this is part of the model.

    Parameters
    ----------
    origin : float
        Voltage of zero drive, mV: the resting potential.
    switch : float
        Voltage up to and including which `b_below` applies; above it, the neuron's b applies. mV.
    b_below : float
        Slope up to `switch`, in the unit of b.
    """

    origin: float
    switch: float
    b_below: float
    leak: ClassVar[bool] = True

    def __post_init__(self) -> None:
        """Check the fields."""
        _set_voltage(self, "origin")
        _set_voltage(self, "switch")
        object.__setattr__(self, "b_below", number(self.b_below, "b_below", "", low=-1e6, high=1e6))

    def target(self, v: V, b: float) -> V:
        """Return the target of u at voltage `v` (mV), in the unit of u."""
        return self.slope(v, b) * (v - self.origin)

    def branch(self, v: float, chooser: float, b: float) -> float:
        """Return the target at `v` of the branch that the voltage `chooser` selects."""
        return (self.b_below if chooser <= self.switch else b) * (v - self.origin)

    def slope(self, v: V, b: float) -> V:
        """Return the derivative of the target with respect to v (away from the jump)."""
        if isinstance(v, np.ndarray):
            return np.where(v <= self.switch, self.b_below, b).astype(v.dtype, copy=False)
        return self.b_below if v <= self.switch else b


Drive: TypeAlias = LinearDrive | CubicDrive | PiecewiseDrive


def _set_voltage(rule: object, name: str) -> None:
    """Validate the voltage field `name` of a rule."""
    value = number(getattr(rule, name), name, "mV", low=-_VOLTAGE_LIMIT, high=_VOLTAGE_LIMIT)
    object.__setattr__(rule, name, value)


def _above(v: V, origin: float) -> V:
    """Return max(v - origin, 0)."""
    if isinstance(v, np.ndarray):
        return np.maximum(v - origin, 0.0)
    return max(v - origin, 0.0)
