"""Steps that follow the equations as closely as each neuron needs, for networks.

While u is constant, and I is or is linear in v, v obeys v' = q (v - vertex)^2 + r, whose solution
over a time h is a fraction of linear functions: with y = v - vertex,

    y(h) = (y + r T) / (1 - q y T),   T = tan(sqrt(s)) / sqrt(q r),   s = q r h^2

with tanh for tan where r < 0. T = h (15 - s) / (15 - 6 s), from the continued fraction of tan,
needs no function of a library, and keeps both equilibria and the way between them: no step from
below throws v over the threshold.

A current whose slope dI/dv is D, such as that of a conductance, moves the vertex by -D / (2 k2) and
changes r; where I is not linear in v, D is that at the beginning of the step.

For v, u is first taken in the middle of the step as its slope at the beginning has it. What its
mean over the step then differs by, late values weighing more where v forgets, corrects v; and u
follows the mean of its target, by the trapezoidal rule with the slopes at both ends. The error of a
step is of order h^4.

All neurons take this step together. It is repeated in parts, short where v runs away, for those
that fire, and where v, s or the correction changes by too much. They fire within the step, when v
reaches the peak; the rest of the step follows from the reset. So only input is tied to the time
step. A neuron fires at most once in each: one that would reach its peak again waits there for the
next.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.schemes.arrays import NeuronArray

#: How much of its distance from the pole of the solution v may use up in a part.
FINE = 0.45
#: The same where the target of u is not linear in v.
FINER = 0.125
#: For v that falls towards an equilibrium: most that sqrt(-s) and -q y h of a part are.
COARSE = 2.0
#: Largest s, and smallest and largest 1 - q y T, of a step that is not repeated in parts.
STEADY, NEAREST, FARTHEST = 0.5, 0.55, 3.0
#: Largest change of v by the course of u in a step, mV, and how often a part is halved for it.
SWAYED, HALVED = 0.25, 10
TWELFTH, THIRD, BENDS = 1.0 / 12.0, 1.0 / 3.0, 1.0 / 360.0
#: v this close to its equilibrium, relative to the distance of that from the vertex, stays there.
SETTLED = 2.0**-10
#: Maximum number of parts; the last takes what is left.
MOST_PARTS = 1000
#: How often the time of a spike is found where the peak depends on u, which depends on the time.
LOCATED = 2


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
    shift : float or array
        1 / (2 k2): how far a slope of I moves the vertex, down.
    """

    vertex: Any
    base: Any
    scale: Any
    shift: Any

    @classmethod
    def of(cls, p: Any) -> Parabola:
        """Return that of neurons with the fields k2, k1, k0 and C."""
        k2, k1 = p.k2, p.k1
        return cls(-k1 / (2.0 * k2), p.k0 - k1 * k1 / (4.0 * k2), k2 / p.C, 0.5 / k2)


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
    slope : array, shape (n,), optional
        dI/dv in each step; default 0.
    """

    def __init__(
        self,
        neurons: NeuronArray,
        dt: float,
        current: FloatArray,
        v: FloatArray,
        u: FloatArray,
        slope: FloatArray | None = None,
    ) -> None:
        self._all = self._now = _Neurons(neurons, Parabola.of(neurons), current)
        self._v, self._u, self._left, self._slope = v, u, np.zeros_like(v), slope
        self._dt = np.full_like(v, dt)

    def step(self) -> None:
        """Take a step; neurons that fire stay at their peaks, with the rest of the step to come."""
        v, u, peak = self._v, self._u, self._all.neurons.peak
        if self._slope is not None:
            self._now = self._all.leaning(self._slope, v)
        now, u_now, _, _, s, bottom, left, sway = self._now.moved(v, u, self._dt)
        steady = (s <= STEADY) & (s >= -COARSE * COARSE) & (left >= NEAREST * bottom)
        steady &= (left <= FARTHEST * bottom) & (sway <= SWAYED)
        marked = np.flatnonzero(~(steady & (now < peak(u_now))))
        if marked.size:
            parts = self._now.some(marked).in_parts(v[marked], u[marked], self._dt[marked])
            now[marked], u_now[marked], self._left[marked] = parts
        v[:], u[:] = now, u_now

    def finish(self, fired: IndexArray) -> None:
        """Take the rest of the step, after the resets of the neurons that fired."""
        v, u = self._v, self._u
        v[fired], u[fired], _ = self._now.some(fired).in_parts(
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

    def leaning(self, slope: FloatArray, v: FloatArray) -> _Neurons:
        """Return them with a current that is I + `slope` (V - `v`) at V."""
        parabola = self.parabola
        shift = slope * parabola.shift
        current = self.current - slope * ((v - parabola.vertex) + 0.5 * shift)
        leaning = replace(parabola, vertex=parabola.vertex - shift)
        return _Neurons(self.neurons, leaning, current)

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
        sway : array
            How far the course of u changes v, mV.
        """
        parabola = self.parabola
        target, middle = self._half(v, u, h)
        r = self._lowest_rate(middle)
        y, rise, pace = v - parabola.vertex, r * h, parabola.scale * h
        s = pace * rise
        top, bottom = 15.0 - s, 15.0 - 6.0 * s
        left = bottom - pace * y * top
        inverse = 1.0 / left
        then = (y * bottom + rise * top) * inverse
        change, more, lag = self._course(u, h, target, middle, y, then)
        sway = h * top * inverse * (lag / self.neurons.C)
        then = then - sway
        now = then + parabola.vertex
        u_now = self._recovered(u, h, rise, target, middle + more, change, y, then)
        return now, u_now, r, y, s, bottom, left, np.abs(sway)

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
            fine = FINE if isinstance(self.neurons.drive, LinearDrive) else FINER
            slow = fine / COARSE
            rate = np.where(y > 0.0, scale * y, -slow * (scale * y))
            h = fine / (rate + np.where(slope > 0.0, root, slow * root))
        settled = (slope < 0.0) & (np.abs(scale * y + root) <= SETTLED * root)
        h = np.where((h < left) & ~settled & (not last), h, left)
        now, u_now, r, y, _, _, clear, sway = self.moved(v, u, h)
        for _ in range(0 if last else HALVED):
            swayed = sway > SWAYED
            if not swayed.any():
                break
            h = np.where(swayed, 0.5 * h, h)
            now, u_now, r, y, _, _, clear, sway = self.moved(v, u, h)
        fires = (now >= peak(u_now)) | ~(clear > 0.0)
        if fires.any():
            until, u_then = self._crossed(v, u, h, y, r)
            h = np.where(fires, until, h)
            u_now = np.where(fires, u_then, u_now)
            now = np.where(fires, peak(u_then), now)
        return now, u_now, left - h

    def _crossed(
        self, v: FloatArray, u: FloatArray, h: FloatArray, y: FloatArray, r: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Return the time to the peak, ms, at most `h`, and u there; atan is the inverse of tan."""
        scale, vertex, peak = self.parabola.scale, self.parabola.vertex, self.neurons.peak
        until, u_then = h, u
        for _ in range(LOCATED if self.neurons.peak_slope else 1):
            height = np.broadcast_to(np.asarray(peak(u_then), v.dtype), v.shape) - vertex
            rise, by = height - y, r + scale * y * height  # T is their ratio
            w, square = scale * r * rise * rise, 15.0 * (by * by)
            until = rise * (square + 4.0 * w) / (by * (square + 9.0 * w))
            until = np.where(until > 0.0, until, v.dtype.type(0.0))
            until = np.where(until < h, until, h)
            target, middle = self._half(v, u, until)
            change, more, lag = self._course(u, until, target, middle, y, height)
            mean = middle + more
            u_then = self._recovered(u, until, r * until, target, mean, change, y, height)
            r = self._lowest_rate(middle + lag)
        return until, u_then

    def _half(self, v: FloatArray, u: FloatArray, h: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the target of u, and u in the middle of a step."""
        p = self.neurons
        target = p.drive.target(v, p.b)
        change = target - u if p.drive.leak else target
        return target, u + 0.5 * h * (p.a * change)

    def _course(
        self,
        u: FloatArray,
        h: FloatArray,
        target: FloatArray,
        middle: FloatArray,
        y: FloatArray,
        then: FloatArray,
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the change of u on the way to `then`, and how far its mean is above `middle`.

        The second mean is that for v, with late values weighing more if v forgets.
        """
        p, sum_ = self.neurons, y + then
        if isinstance(p.drive, LinearDrive):
            follows = p.b * (0.5 * sum_ + self._from_origin(u))
        else:
            follows = 0.5 * (target + p.drive.target(then + self.parabola.vertex, p.b))
        change = h * (p.a * (follows - middle if p.drive.leak else follows))
        more = (change + 2.0 * (u - middle)) * THIRD
        return change, more, more - change * (self.parabola.scale * h * sum_ * TWELFTH)

    def _recovered(
        self,
        u: FloatArray,
        h: FloatArray,
        rise: FloatArray,
        target: FloatArray,
        mean: FloatArray,
        change: FloatArray,
        y: FloatArray,
        then: FloatArray,
    ) -> FloatArray:
        """Return u at the end of a step, by its mean and by about how much it changes."""
        p, scale = self.neurons, self.parabola.scale
        if isinstance(p.drive, LinearDrive):
            # The mean of v, by v, v' and v''' at both ends (Euler-Maclaurin)
            pace = scale * h
            before, after = pace * y * y, pace * then * then
            faster = after - before - h * (change / p.C)
            first, last = before + rise, after + rise
            bend = pace * (last * (last + 2.0 * after) - first * (first + 2.0 * before))
            mean_of_y = 0.5 * (y + then) - faster * TWELFTH + bend * BENDS
            follows = p.b * (mean_of_y + self._from_origin(u))
        else:
            first, last = y + self.parabola.vertex, then + self.parabola.vertex
            sooner = p.drive.slope(first, p.b) * (scale * y * y + self._lowest_rate(u))
            later = p.drive.slope(last, p.b) * (scale * then * then + self._lowest_rate(u + change))
            follows = 0.5 * (target + p.drive.target(last, p.b)) - h * (later - sooner) * TWELFTH
        recovered: FloatArray = u + h * (p.a * (follows - mean if p.drive.leak else follows))
        return recovered

    def _from_origin(self, u: FloatArray) -> Any:
        """Return how far the vertex is above the voltage of zero drive, mV."""
        return np.subtract(self.parabola.vertex, self.neurons.drive.origin, dtype=u.dtype)

    def _lowest_rate(self, u: FloatArray) -> FloatArray:
        """Return r, v' at the vertex, mV/ms."""
        rate: FloatArray = (self.parabola.base - u + self.current) / self.neurons.C
        return rate
