"""The steps of a layer of neurons through time, and the steps back through them.

Forward, from the stored V and u to those of the next step (all per neuron and sample)::

    s  = V >= V_th                       a spike, reported in the previous step
    Vr = V after the reset               see `izhikevich.learning.resets`
    ur = u + d s
    f  = k2 Vr^2 + k1 Vr + k0 - ur + I   C dV/dt
    z  = h (2 k2 Vr + k1)                h = dt / C: dt times the slope of dV/dt
    P  = h (exp(z) - 1) / z
    V' = Vr + P f                        exponential Euler
    u' = E ur + (1 - E) b (V' - V0)      E = exp(-a dt): exact for this V'

With dL/dV' and dL/du' given, the steps back use::

    dV'/dVr = A = exp(z) + 2 k2 h^2 phi'(z) f,   phi(z) = (exp(z) - 1) / z
    dV'/dI  = P,   dV'/dur = -P
    dVr/dV  = K,   dur/dV = M            with the surrogate, by reset mode
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.learning.layer import Workspace
from izhikevich.learning.resets import RESETS
from izhikevich.learning.surrogates import Surrogate

if TYPE_CHECKING:
    from izhikevich.learning.neurons import Neurons

#: Added to z, so that (exp(z) - 1) / z is 1 at z = 0; it changes no other z.
_TINY = 1e-300
#: Below this, phi'(z) is a series: the closed form loses digits there.
_SMALL = 1e-2


@dataclass(frozen=True)
class Constants:
    """Constants of a run; arrays have the shape of the layer.

    `gain` is h; `refractory` counts steps, or is None if there are none.
    """

    dt: float
    k2: float
    k1: float
    k0: float
    gain: float
    origin: float
    threshold: FloatArray
    c: FloatArray
    d: FloatArray
    keep: FloatArray
    pull: FloatArray
    reset: str
    refractory: IndexArray | None

    @classmethod
    def of(cls, layer: Neurons, dt: float) -> Constants:
        """Return the constants of a layer at a time step."""
        # Refractory steps are those less than tau_ref after the step of the spike, in which V and u
        # are recomputed; rounding must not make 5 / 0.1 more than fifty of them.
        resting = np.maximum(0, np.ceil(layer.tau_ref / dt - 1e-9).astype(np.int64) - 1)
        own = layer.cell
        keep = np.exp(-layer.a * dt)
        return cls(
            dt=dt,
            k2=own.k2,
            k1=own.k1,
            k0=own.k0,
            gain=dt / own.C,
            origin=own.drive.origin,
            threshold=layer.V_th,
            c=layer.c,
            d=layer.d,
            keep=keep,
            pull=-np.expm1(-layer.a * dt) * layer.b,
            reset=layer.reset,
            refractory=resting if resting.any() else None,
        )


@dataclass(frozen=True)
class RunInput:
    """The start of a run: V, u (batch, neurons), the current, and recurrent weights.

    `since` is the number of steps since the last reset of each neuron, which the run counts on in
    place; without it, there was none.
    """

    V: FloatArray
    u: FloatArray
    current: FloatArray
    recurrent: FloatArray | None
    factor: float
    since: IndexArray | None = None


@dataclass(frozen=True)
class LayerRun:
    """The course of a run; arrays have shape (steps, batch, neurons).

    Attributes
    ----------
    V, u : array
        State after each step and before the reset, mV and mV/ms.
    spikes : array
        1 in a step whose V reached V_th, else 0.
    fired : array
        Spikes of the step before, which this step resets.
    start : array
        V after the reset, from which the step continued.
    factor : array
        P of the step, ms: change of V per current of 1 mV/ms (per pA, ms/pF, in the 2007 form). 0
        where refractory.
    """

    V: FloatArray
    u: FloatArray
    spikes: FloatArray
    fired: FloatArray
    start: FloatArray
    factor: FloatArray


@dataclass(frozen=True)
class Slopes:
    """Derivatives along a run, each of shape (steps, batch, neurons).

    `through` is A; `spike` the surrogate's derivative by V; `reset_v` and `reset_u` are K and M;
    `resting` marks refractory steps, or is None.
    """

    through: FloatArray
    factor: FloatArray
    spike: FloatArray
    reset_v: FloatArray
    reset_u: FloatArray | None
    resting: BoolArray | None


@dataclass(frozen=True)
class Gradients:
    """Gradients of the loss, each of shape (steps, batch, neurons).

    With respect to V, the current, and the trace of the recurrent synapses (with weights).
    """

    by_voltage: FloatArray
    by_current: FloatArray
    by_trace: FloatArray


def run(constants: Constants, given: RunInput, space: Workspace) -> LayerRun:
    """Go through all steps."""
    shape = given.current.shape
    Vs, us, starts = (space.floats(name, shape) for name in ("V", "u", "start"))
    factors, fireds = space.floats("factor", shape), space.floats("fired", shape)
    size = shape[1:]
    z, f, ur = np.empty(size), np.empty(size), np.empty(size)
    fired = np.empty(size, dtype=np.bool_)
    trace = np.zeros(size)
    refractory, since = constants.refractory, given.since
    if refractory is not None and since is None:
        since = long_ago(size)
    threshold, c, d = constants.threshold, constants.c, constants.d
    k2, k1, k0, gain = constants.k2, constants.k1, constants.k0, constants.gain
    slope, offset = 2.0 * k2 * gain, k1 * gain
    origin = constants.pull * constants.origin if constants.origin else None
    subtract = constants.reset == "subtract"
    V, u = given.V, given.u
    # Beyond the largest floats V is infinite, which the caller notices.
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(shape[0]):
            start, P = starts[t], factors[t]
            np.greater_equal(V, threshold, out=fired)
            fireds[t] = fired
            if subtract:
                np.multiply(fired, threshold, out=z)
                np.subtract(V, z, out=start)
            else:
                start[...] = V
                np.copyto(start, c, where=fired)
            np.multiply(fired, d, out=ur)
            ur += u
            np.multiply(start, k2, out=f)
            f += k1
            f *= start
            f += k0
            f += given.current[t]
            f -= ur
            if given.recurrent is not None:
                trace *= given.factor
                trace += fireds[t] @ given.recurrent
                f += trace
            np.multiply(start, slope, out=z)
            z += offset
            z += _TINY
            np.expm1(z, out=P)
            P /= z
            P *= gain
            V, u = Vs[t], us[t]
            f *= P
            np.add(start, f, out=V)
            np.multiply(V, constants.pull, out=f)
            if origin is not None:
                f -= origin
            np.multiply(ur, constants.keep, out=u)
            u += f
            if refractory is not None and since is not None:
                since += 1
                since[fired] = 0
                resting = since < refractory
                np.copyto(V, start, where=resting)
                np.copyto(u, ur, where=resting)
                P[resting] = 0.0
    spikes = np.greater_equal(Vs, threshold, out=space.floats("spikes", shape))
    return LayerRun(Vs, us, spikes, fireds, starts, factors)


def long_ago(shape: tuple[int, ...]) -> IndexArray:
    """Return numbers of steps since a reset that no refractory time reaches."""
    return np.full(shape, 1 << 30, dtype=np.int64)


def derive(constants: Constants, done: LayerRun, surrogate: Surrogate, scale: FloatArray) -> Slopes:
    """Return the derivatives along a run."""
    gain, bend = constants.gain, 2.0 * constants.k2 * constants.gain
    z = done.start * bend + constants.k1 * gain
    z += _TINY
    resting = None if constants.refractory is None else done.factor == 0.0
    phi = done.factor / gain
    if resting is not None:
        phi[resting] = 1.0
    slope = _slope_of_phi(z, phi)
    # A = exp(z) + 2 k2 h^2 phi' f, with f = (V - Vr) / (h phi).
    slope /= phi
    slope *= bend
    slope *= done.V - done.start
    z *= phi
    z += 1.0
    z += slope
    if resting is not None:
        z[resting] = 1.0
    spike = surrogate.derivative((done.V - constants.threshold) / scale)
    spike /= scale
    mode = RESETS[constants.reset]
    if mode.jump_v == "by_threshold":
        reset_v = 1.0 - spike * constants.threshold
    else:
        reset_v = 1.0 - done.spikes
        if mode.jump_v == "to_c":
            reset_v -= spike * (constants.threshold - constants.c)
    reset_u = spike * constants.d if mode.jump_u else None
    return Slopes(z, done.factor, spike, reset_v, reset_u, resting)


def back(
    constants: Constants,
    slopes: Slopes,
    by_spikes: FloatArray,
    by_voltage: FloatArray | None,
    recurrent: FloatArray | None,
    factor: float,
    space: Workspace,
) -> Gradients:
    """Go back through all steps.

    Parameters
    ----------
    constants, slopes
        Constants and derivatives of the run.
    by_spikes, by_voltage : array, shape (steps, batch, neurons)
        Gradients of the loss with respect to the spikes and V.
    recurrent : array, shape (neurons, neurons), optional
        Recurrent weights of the layer.
    factor : float
        Decay of their current per step.
    space : Workspace
    """
    shape = by_spikes.shape
    size = shape[1:]
    # The loss's own gradient by V; the loop adds what comes back from later steps.
    through = np.multiply(by_spikes, slopes.spike, out=space.floats("by_voltage", shape))
    if by_voltage is not None:
        through += by_voltage
    by_current = space.floats("by_current", shape)
    by_trace = space.floats("by_trace", shape) if recurrent is not None else by_current
    g_start, g_ur, work = np.zeros(size), np.zeros(size), np.empty(size)
    for t in range(shape[0] - 1, -1, -1):
        g = through[t]
        g_start *= slopes.reset_v[t]
        g += g_start
        if slopes.reset_u is not None:
            np.multiply(slopes.reset_u[t], g_ur, out=work)
            g += work
        if recurrent is not None and t + 1 < shape[0]:
            np.matmul(by_trace[t + 1], recurrent.T, out=work)
            work *= slopes.spike[t]
            g += work
        # From here on g_ur is the gradient by u of this step, then by ur.
        resting = None if slopes.resting is None else slopes.resting[t]
        if resting is None:
            np.multiply(g_ur, constants.pull, out=work)
            g += work
            g_ur *= constants.keep
        else:
            g += np.where(resting, 0.0, g_ur * constants.pull)
            g_ur *= np.where(resting, 1.0, constants.keep)
        np.multiply(slopes.factor[t], g, out=by_current[t])
        g_ur -= by_current[t]
        np.multiply(slopes.through[t], g, out=g_start)
        if recurrent is not None:
            by_trace[t] = by_current[t]
            if t + 1 < shape[0]:
                np.multiply(by_trace[t + 1], factor, out=work)
                by_trace[t] += work
    return Gradients(through, by_current, by_trace)


def _slope_of_phi(z: FloatArray, phi: FloatArray) -> FloatArray:
    """Return the derivative of phi(z) = (exp(z) - 1) / z, given phi."""
    slope = (1.0 - phi) / z
    slope += phi
    small = np.abs(z) < _SMALL
    if small.any():
        near = z[small]
        slope[small] = 0.5 + near * (1 / 3 + near * (1 / 8 + near * (1 / 30 + near / 144)))
    return slope
