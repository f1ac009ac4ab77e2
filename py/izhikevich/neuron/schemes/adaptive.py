"""Steps that follow the equations as closely as each neuron needs, for networks.

While u and I are constant, v obeys v' = q (v - vertex)^2 + r, whose solution over a time h is a
fraction of linear functions: with y = v - vertex,

    y(h) = (y + r T) / (1 - q y T),   T = tan(sqrt(s)) / sqrt(q r),   s = q r h^2

with tanh for tan where r < 0. T = h (15 - s) / (15 - 6 s), from the continued fraction of tan,
needs no function of a library, and keeps both equilibria and the way between them: no step from
below throws v over the threshold. u is taken in the middle of the step for v, and follows the mean
of its target.

All neurons take this step together. It is repeated in parts, short where v runs away, for those
that fire, and where v or s changes by too much. They fire within the step, when v reaches the peak;
the rest of the step follows from the reset. So only input is tied to the time step. A neuron fires
at most once in each: one that would reach its peak again waits there for the next.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.schemes.arrays import NeuronArray

#: How much of its distance from the pole of the solution v may use up in a part.
FINE = 0.5
#: The same where the target of u is not linear in v, so that its mean takes shorter parts.
FINER = 0.0625
#: The same for v that falls towards an equilibrium: sqrt(-s) of a part is at most this.
COARSE = 2.0
#: Largest s, and smallest denominator 1 - q y T, of a step that is not repeated in parts.
STEADY, NEAREST = 0.5, 0.5
TWELFTH = 1.0 / 12.0
#: v this close to its equilibrium, relative to the distance of that from the vertex, stays there.
SETTLED = 2.0**-10
#: Maximum number of parts; the last takes what is left.
MOST_PARTS = 1000


@dataclass(frozen=True, eq=False)
class Parabola:
    """v' = scale (v - vertex)^2 + (base - u + I) / C: numbers, or arrays of shape (n,).

    Parameters
    ----------
    vertex : float or array
        Voltage at which v' is smallest, mV.
    base : float or array
        k2 v^2 + k1 v + k0 there, in the unit of the current.
    scale : float or array
        k2 / C, 1/(mV ms).
    """

    vertex: Any
    base: Any
    scale: Any

    @classmethod
    def of(cls, p: Any) -> Parabola:
        """Return that of neurons with the fields k2, k1, k0 and C."""
        k2, k1 = p.k2, p.k1
        return cls(-k1 / (2.0 * k2), p.k0 - k1 * k1 / (4.0 * k2), k2 / p.C)


class AdaptiveSteps:
    """Steps neurons that follow the same rules, in numpy.

    Parameters
    ----------
    neurons : NeuronArray
    dt : float
        Time step, ms.
    current : array, shape (n,)
        Their current in each step; it may change between steps.
    v, u : arrays, shape (n,)
        Their state, changed in place.
    """

    def __init__(
        self, neurons: NeuronArray, dt: float, current: FloatArray, v: FloatArray, u: FloatArray
    ) -> None:
        self._all = _Neurons(neurons, Parabola.of(neurons), current)
        self._v, self._u, self._left = v, u, np.zeros_like(v)
        self._dt = np.full_like(v, dt)

    def step(self) -> None:
        """Take a step; neurons that fire stay at their peaks, with the rest of the step to come."""
        v, u, all_, peak = self._v, self._u, self._all, self._all.neurons.peak
        now, u_now, _, _, s, bottom, left = all_.moved(v, u, self._dt)
        steady = (s <= STEADY) & (s >= -COARSE * COARSE) & (left >= NEAREST * bottom)
        marked = np.flatnonzero(~(steady & (now < peak(u_now))))
        if marked.size:
            parts = all_.some(marked).in_parts(v[marked], u[marked], self._dt[marked])
            now[marked], u_now[marked], self._left[marked] = parts
        v[:], u[:] = now, u_now

    def finish(self, fired: IndexArray) -> None:
        """Take the rest of the step, after the resets of the neurons that fired."""
        v, u = self._v, self._u
        v[fired], u[fired], _ = self._all.some(fired).in_parts(
            v[fired], u[fired], self._left[fired]
        )


def _some(values: Any, which: IndexArray) -> Any:
    """Return a dataclass whose arrays are those of some neurons."""
    arrays = {
        one.name: value[which]
        for one in fields(values)
        if isinstance(value := getattr(values, one.name), np.ndarray)
    }
    return replace(values, **arrays)


class _Neurons:
    """Neurons with their currents."""

    def __init__(self, neurons: NeuronArray, parabola: Parabola, current: FloatArray) -> None:
        self.neurons, self.parabola, self.current = neurons, parabola, current

    def some(self, which: IndexArray) -> _Neurons:
        """Return some of them."""
        return _Neurons(
            _some(self.neurons, which), _some(self.parabola, which), self.current[which]
        )

    def moved(self, v: FloatArray, u: FloatArray, h: FloatArray) -> tuple[FloatArray, ...]:
        """Take a step of length `h` (ms) from (v, u), in which none may fire.

        Returns
        -------
        v, u : arrays
            State at its end.
        r, y, s : arrays
            As above.
        bottom, left : arrays
            The denominator of T, and what is left of it times 1 - q y T.
        """
        parabola = self.parabola
        target, middle = self._half(v, u, h)
        r = self._lowest_rate(middle)
        y, rise, pace = v - parabola.vertex, r * h, parabola.scale * h
        s = pace * rise
        top, bottom = 15.0 - s, 15.0 - 6.0 * s
        left = bottom - pace * y * top
        then = (y * bottom + rise * top) / left
        now = then + parabola.vertex
        u_now = self._recovered(u, h, target, middle, now, self._mean(h, y, then))
        return now, u_now, r, y, s, bottom, left

    def in_parts(
        self, v: FloatArray, u: FloatArray, left: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Go on from (v, u) for the time `left` (ms), in parts, or until they fire.

        Returns
        -------
        v, u, left : arrays
            State, and the time that is left: v at the peak for those that fire.
        """
        active = np.arange(v.size)
        for part in range(MOST_PARTS):
            goes_on = (left > 0.0) & ~(v >= self.neurons.peak(u))
            active = np.flatnonzero(goes_on)
            if not active.size:
                break
            own = self.some(active)
            v[active], u[active], left[active] = own._part(
                v[active], u[active], left[active], part == MOST_PARTS - 1
            )
        return v, u, left

    def _part(
        self, v: FloatArray, u: FloatArray, left: FloatArray, last: bool
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Take one part of a step, or what is left if it is the last."""
        scale, vertex, peak = self.parabola.scale, self.parabola.vertex, self.neurons.peak
        slope = scale * self._lowest_rate(u)
        with np.errstate(divide="ignore", invalid="ignore"):
            y, root = v - vertex, np.sqrt(np.abs(slope))
            rate = np.where(y > 0.0, scale * y, v.dtype.type(0.0))
            fine = FINE if isinstance(self.neurons.drive, LinearDrive) else FINER
            h = fine / (rate + np.where(slope > 0.0, root, fine / COARSE * root))
        settled = (slope < 0.0) & (np.abs(scale * y + root) <= SETTLED * root)
        h = np.where((h < left) & ~settled & (not last), h, left)
        now, u_now, r, y, _, _, clear = self.moved(v, u, h)
        at = np.broadcast_to(np.asarray(peak(u_now), v.dtype), v.shape)
        fires = (now >= at) | ~(clear > 0.0)
        if fires.any():
            # The time to the peak, and the state there; atan is the inverse of tan.
            height = at - vertex
            rise, by = height - y, r + scale * y * height  # T is their ratio
            w, square = scale * r * rise * rise, 15.0 * (by * by)
            until = rise * (square + 4.0 * w) / (by * (square + 9.0 * w))
            until = np.where(until > 0.0, until, v.dtype.type(0.0))
            until = np.where(until < h, until, h)
            target, middle = self._half(v, u, until)
            mean = self._mean(until, y, height)
            u_then = self._recovered(u, until, target, middle, at, mean)
            h = np.where(fires, until, h)
            u_now = np.where(fires, u_then, u_now)
            now = np.where(fires, peak(u_then), now)
        return now, u_now, left - h

    def _half(self, v: FloatArray, u: FloatArray, h: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the target of u, and u in the middle of a step."""
        p = self.neurons
        target = p.drive.target(v, p.b)
        change = target - u if p.drive.leak else target
        return target, u + 0.5 * h * (p.a * change)

    def _recovered(
        self,
        u: FloatArray,
        h: FloatArray,
        target: FloatArray,
        middle: FloatArray,
        v: FloatArray,
        mean: FloatArray,
    ) -> FloatArray:
        """Return u at the end of a step to `v`, on the way with a mean of v - vertex."""
        p = self.neurons
        if isinstance(p.drive, LinearDrive):
            shift = np.subtract(self.parabola.vertex, p.drive.origin, dtype=u.dtype)
            follows = p.b * (mean + shift)
        else:
            follows = 0.5 * (target + p.drive.target(v, p.b))
        change = follows - middle if p.drive.leak else follows
        later: FloatArray = u + h * (p.a * change)
        return later

    def _mean(self, h: FloatArray, y: FloatArray, then: FloatArray) -> FloatArray:
        """Return the mean of v - vertex between `y` and `then`, by v and v' at both ends."""
        mean: FloatArray = (y + then) * (0.5 - self.parabola.scale * h * TWELFTH * (then - y))
        return mean

    def _lowest_rate(self, u: FloatArray) -> FloatArray:
        """Return r, v' at the vertex, mV/ms."""
        rate: FloatArray = (self.parabola.base - u + self.current) / self.neurons.C
        return rate
