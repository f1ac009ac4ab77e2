"""One step of an ensemble's neurons, in Nengo's order.

A step of dt with the current J:

1. J is raised to -30 mV/ms (times C) where it is lower;
2. v += dt v'(v, u, J);
3. a neuron with v >= peak fires, and its v is reset immediately;
4. u += dt u'(v, u), with v after the reset;
5. u of the neurons that fired jumps.

This holds for Nengo's neurons and for any other `Parameters`, whose own v', u', peak and reset are
used; the reset voltage uses u from before the step. The operations are in Nengo's order (including
its detour via seconds), so that the same numbers give the same spikes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.nef.neurons import LOWEST_CURRENT
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.schemes.artefacts import StableRange, Watch


@dataclass(frozen=True, eq=False)
class Artefacts:
    """Numerical artefacts of neurons while they run (see `izhikevich.neuron.schemes.artefacts`).

    Parameters
    ----------
    thrown : boolean array, shape (n,)
        Which neurons a step has thrown over the threshold.
    counts : integer array, shape (n,)
        Number of artefacts of each so far.
    """

    thrown: BoolArray
    counts: IndexArray

    @classmethod
    def none(cls, n: int) -> Artefacts:
        """Return those of n neurons before the first step."""
        return cls(np.zeros(n, np.bool_), np.zeros(n, np.int64))


def make_step(
    p: Parameters, dt: float, v: FloatArray, u: FloatArray, artefacts: Artefacts | None = None
) -> Callable[[FloatArray], BoolArray]:
    """Return a function that takes one step of neurons, changing `v` and `u` in place.

    Parameters
    ----------
    p : Parameters
    dt : float
        Time step, ms.
    v, u : array, shape (n,)
        State.
    artefacts : Artefacts, optional
        Counts the numerical artefacts, if required.

    Returns
    -------
    callable
        Takes the currents, shape (n,), none below the lowest allowed (see `raised`), and returns
        which neurons fired: the same array at each call.
    """
    k2, k1, k0, capacitance = p.k2, p.k1, p.k0, p.C
    a, b, c, d = p.a, p.b, p.c, p.d
    linear = isinstance(p.drive, LinearDrive) and p.drive.leak and p.drive.origin == 0.0
    plain = p.peak_slope == 0.0 and p.c_slope == 0.0 and p.u_max == np.inf
    seconds, peak = dt * 0.001, p.v_peak
    rate, term = np.empty_like(v), np.empty_like(v)
    fired = np.empty(v.shape, dtype=np.bool_)
    multiply, add, subtract, copyto = np.multiply, np.add, np.subtract, np.copyto
    at_least = np.greater_equal

    watch = None
    if artefacts is not None:
        watch = Watch(StableRange.of(p, dt), v, artefacts.thrown)

    def step(current: FloatArray) -> BoolArray:
        before = watch.before() if watch is not None and watch.is_low() else None
        multiply(v, v, rate)
        multiply(k2, rate, rate)
        multiply(k1, v, term)
        add(rate, term, rate)
        add(rate, k0, rate)
        subtract(rate, u, rate)
        add(rate, current, rate)
        if capacitance != 1.0:
            np.divide(rate, capacitance, rate)
        multiply(rate, 1000.0, rate)
        multiply(rate, seconds, rate)
        add(v, rate, v)
        if watch is not None and before is not None:
            watch.mark(before)
        if plain:
            at_least(v, peak, fired)
            copyto(v, c, where=fired)
        else:
            at_least(v, p.peak(u), fired)
            copyto(v, p.reset(u)[0], where=fired)
        if linear:
            multiply(b, v, rate)
            subtract(rate, u, rate)
            multiply(a, rate, rate)
        else:
            rate[:] = p.du(v, u)
        multiply(rate, 1000.0, rate)
        multiply(rate, seconds, rate)
        add(u, rate, u)
        if plain:
            add(u, d, u, where=fired)
        else:
            copyto(u, p.reset(u)[1], where=fired)
        if watch is not None and artefacts is not None:
            watch.count(fired, artefacts.counts)
        return fired

    return step


def raised(p: Parameters, current: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """Return currents of any shape, with those below the lowest raised to it, in `out` if given."""
    lowest: FloatArray = np.maximum(LOWEST_CURRENT * p.C, current, out=out)
    return lowest
