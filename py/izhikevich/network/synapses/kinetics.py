"""How the conductance of a target rises and decays after a spike.

Between steps all of it is exact: with rates 1/decay and 1/rise, a step multiplies by exponential
factors, g <- g e^(-dt/decay) + h k and h <- h e^(-dt/rise), where h is what has not yet become g.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.random import exponential, logarithm
from izhikevich.units import number


@dataclass(frozen=True)
class Alpha:
    """An alpha function: after a spike g(t) = w (t / tau) exp(1 - t / tau).

    It peaks at w, the weight of the synapse, a time `tau` after the spike arrives, and adds up to
    w e tau.

    Parameters
    ----------
    tau : float
        Time constant, ms.

    Raises
    ------
    ParameterError
        If it is not above 0.

    Notes
    -----
    Source: Rall, "Distinguishing theoretical synaptic potentials computed for different soma-
    dendritic distributions of synaptic input", J. Neurophysiol. 30 (1967), 1138-1168.
    """

    tau: float

    def __post_init__(self) -> None:
        """Check the time constant."""
        object.__setattr__(self, "tau", _time(self.tau, "tau"))


@dataclass(frozen=True)
class DoubleExponential:
    """A difference of exponentials: g(t) = w s (exp(-t / decay) - exp(-t / rise)).

    The factor s makes the peak w, the weight of the synapse; it comes
    rise decay / (decay - rise) ln(decay / rise) after the spike arrives. Where both times are the
    same, this is an `Alpha` function.

    Parameters
    ----------
    rise, decay : float
        Time constants, ms; `rise` is at most `decay`.

    Raises
    ------
    ParameterError
        If they are not above 0, or `rise` is longer.
    """

    rise: float
    decay: float

    def __post_init__(self) -> None:
        """Check the time constants."""
        object.__setattr__(self, "rise", _time(self.rise, "rise"))
        object.__setattr__(self, "decay", _time(self.decay, "decay"))
        if self.rise > self.decay:
            decay = Number(self.decay, form="g")
            allowed = msg("must be at most decay = {decay} ms: exchange the two", decay=decay)
            raise ParameterError("rise", self.rise, allowed)


#: A time constant (ms) of what jumps and decays exponentially, or what rises first.
Kinetics = float | Alpha | DoubleExponential
#: Those that have fields of their own, by name.
RISING = {kind.__name__: kind for kind in (Alpha, DoubleExponential)}


class Factors(NamedTuple):
    """What a step does with a conductance: see the module.

    Parameters
    ----------
    decay, rise : float
        Factors of g and h.
    passed : float
        How much of h has become g after the step.
    gain : float
        What a weight of 1 adds to h; 0 if it is added to g.
    """

    decay: float
    rise: float = 0.0
    passed: float = 0.0
    gain: float = 0.0


def as_kinetics(value: object, name: str) -> Kinetics:
    """Return kinetics: a time (ms), or what rises first.

    Raises
    ------
    ParameterError
        If it is neither.
    """
    return value if isinstance(value, Alpha | DoubleExponential) else _time(value, name)


def factors(kinetics: Kinetics, dt: float) -> Factors:
    """Return what a step of `dt` (ms) does."""
    if isinstance(kinetics, float):
        return Factors(exponential(-dt / kinetics))
    rise, decay = _times(kinetics)
    difference = (decay - rise) / rise / decay  # of the rates
    kept = exponential(-dt / decay)
    passed = kept * dt * _share(difference * dt)
    return Factors(kept, exponential(-dt / rise), passed, _gain(rise, decay))


def rates(kinetics: Kinetics) -> tuple[float, float, float]:
    """Return the rates (1/ms) at which g and h decay, and what a weight of 1 adds to h.

    The last two are 0 if it is added to g.
    """
    if isinstance(kinetics, float):
        return 1.0 / kinetics, 0.0, 0.0
    rise, decay = _times(kinetics)
    return 1.0 / decay, 1.0 / rise, _gain(rise, decay)


def _times(kinetics: Alpha | DoubleExponential) -> tuple[float, float]:
    """Return the times of rise and decay, ms."""
    if isinstance(kinetics, Alpha):
        return kinetics.tau, kinetics.tau
    return kinetics.rise, kinetics.decay


def _gain(rise: float, decay: float) -> float:
    """Return what a weight of 1 adds to h."""
    peak = rise * _share_of_ratio((decay - rise) / rise)  # time to the peak
    return exponential(peak / decay) / rise


def written(tau: Mapping[str, Kinetics]) -> dict[str, object]:
    """Return kinetics by target as JSON has them."""
    return {
        target: own if isinstance(own, float) else {"kind": type(own).__name__, **vars(own)}
        for target, own in tau.items()
    }


def read(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `written` wrote; other things as they are, to be refused as any others."""
    made: dict[str, Any] = {}
    for target, own in found.items():
        if isinstance(own, dict) and own.get("kind") in RISING:
            fields = {name: value for name, value in own.items() if name != "kind"}
            own = RISING[own["kind"]](**fields)
        made[target] = own
    return made


def _time(value: object, name: str) -> float:
    return number(value, name, "ms", low=0.0, low_open=True)


def _share(x: float) -> float:
    """Return (1 - e^-x) / x, which is 1 at 0, for x from 0 on."""
    if x > 0.5:
        return (1.0 - exponential(-x)) / x
    total = 0.0
    for k in range(16, 0, -1):  # the series, from its smallest term
        total = 1.0 - total * x / (k + 1)
    return total


def _share_of_ratio(x: float) -> float:
    """Return ln(1 + x) (1 + x) / x, which is 1 at 0: the peak's time by the rise time."""
    if x > 0.5:
        logarithms = logarithm(np.array([1.0 + x]))
        return float(logarithms[0]) * (1.0 + x) / x
    s = x / (2.0 + x)
    total = 0.0
    for k in range(25, 0, -2):  # ln(1 + x) = 2 atanh(s)
        total = total * s * s + 1.0 / k
    return 2.0 / (2.0 + x) * total * (1.0 + x)
