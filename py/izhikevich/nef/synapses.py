"""Synapses: filters of a decoded signal."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TypeAlias

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.units import number

_LONGEST = 1e6
#: Default time constant of a connection's synapse, ms. The same as Nengo's 0.005 s.
DEFAULT_SYNAPSE = 5.0


@dataclass(frozen=True)
class Lowpass:
    """A first-order low-pass filter: each spike leaves a decaying exponential.

    Parameters
    ----------
    tau : float
        Time constant, ms.
    """

    tau: float

    def __post_init__(self) -> None:
        """Check the field."""
        object.__setattr__(self, "tau", _time_constant(self.tau))


@dataclass(frozen=True)
class Alpha:
    """A second-order low-pass filter, with the response t / tau^2 exp(-t / tau) to a spike.

    Parameters
    ----------
    tau : float
        Time constant, ms: the time of the peak response.
    """

    tau: float

    def __post_init__(self) -> None:
        """Check the field."""
        object.__setattr__(self, "tau", _time_constant(self.tau))


Synapse: TypeAlias = Lowpass | Alpha


class Filter:
    """A synapse in operation: its state, from rest.

    y[k] follows from y[k - 1] and x[k - 1], exactly if x is constant between steps. So the output
    of a synapse always belongs to the step before.

    Parameters
    ----------
    synapse : Synapse
    dt : float
        Time step, ms.
    size : int
        Dimensions of the signal.
    """

    def __init__(self, synapse: Synapse, dt: float, size: int) -> None:
        self.value = np.zeros(size)
        self._decay = exp(-dt / synapse.tau)
        self._ratio = dt / synapse.tau
        self._inner = np.zeros(size) if isinstance(synapse, Alpha) else None

    def step(self, x: FloatArray) -> None:
        """Take the input of one step, shape (size,); `value` is then that of the next."""
        decay = self._decay
        if self._inner is None:
            self.value = decay * self.value + (1.0 - decay) * x
            return
        self.value = x + decay * ((self.value - x) + self._ratio * (self._inner - x))
        self._inner = decay * self._inner + (1.0 - decay) * x

    def steps(self, values: FloatArray) -> FloatArray:
        """Take the input of some steps; return the output in each: both of shape (n, size)."""
        decay, ratio, gain = self._decay, self._ratio, 1.0 - self._decay
        double = self._inner is not None
        inners = np.zeros(len(self.value)) if self._inner is None else self._inner
        result = np.empty_like(values)
        last, last_inners = np.empty_like(self.value), np.empty_like(inners)
        for d, (column, out) in enumerate(zip(values.T, result.T, strict=True)):
            y, inner = float(self.value[d]), float(inners[d])
            course = []
            # Plain floats: for one signal they are faster than arrays, and have the same bits.
            for x in column.tolist():
                course.append(y)
                if double:
                    y = x + decay * ((y - x) + ratio * (inner - x))
                    inner = decay * inner + gain * x
                else:
                    y = decay * y + gain * x
            out[:] = course
            last[d], last_inners[d] = y, inner
        self.value = last
        self._inner = last_inners if double else None
        return result


def filtered(values: FloatArray, synapse: float | Synapse | None, dt: float) -> FloatArray:
    """Return a whole signal filtered by a synapse.

    Parameters
    ----------
    values : array, shape (n, d)
        The signal at each step.
    synapse : number (ms), Lowpass, Alpha or None
        None leaves it unchanged.
    dt : float
        Time step, ms.

    Returns
    -------
    array, shape (n, d)
        Row k depends on the rows before k; row 0 is 0.
    """
    synapse, dt = as_synapse(synapse), number(dt, "dt", "ms", low=0.0, low_open=True)
    return values if synapse is None else Filter(synapse, dt, values.shape[1]).steps(values)


def as_synapse(value: object, name: str = "synapse") -> Synapse | None:
    """Return `value` as a synapse: a number is the time constant (ms) of a `Lowpass`, 0 is none.

    Parameters
    ----------
    value : number, Lowpass, Alpha or None
    name : str
        Name of the parameter, for errors.

    Raises
    ------
    ParameterError
        If it is not a synapse.
    """
    if value is None or isinstance(value, (Lowpass, Alpha)):
        return value
    if isinstance(value, str):
        raise ParameterError(name, value, "must be a number (ms), Lowpass, Alpha or None")
    tau = number(value, name, "ms", low=0.0, high=_LONGEST)
    return Lowpass(tau) if tau > 0.0 else None


def _time_constant(value: object) -> float:
    return number(value, "tau", "ms", low=0.0, high=_LONGEST, low_open=True)
