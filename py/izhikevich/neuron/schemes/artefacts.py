"""Spikes produced by an explicit step rather than by the equations: numerical artefacts.

During one step of length h, u and I are constant, and v follows C v' = k2 (v - v_low) (v - v_high).
The equation never carries v from below v_low over v_high. A step from v to v + h v' does where
1 + (h k2 / C) (v - v_low) < 0: it throws v over the threshold, and a spike follows, mostly one step
later. This requires v below ``lowest`` = -(2 C / h + k1) / (2 k2), reached through strong
inhibition or a large u: -87.5 mV for the cells of 2003 with steps of 1 ms.

Let x and y be how far v is below the vertex of the quadratic before the step and above it after the
step, in units of C / (h k2). Then y = x^2 - x + z, where -z is the squared distance of v_low from
the vertex. So v before and after a step shows what the step did: with y > 0 it led over the vertex,
and with z <= 0 the equation would not have. A neuron that was thrown stays marked until v is back
below the vertex, or until it spikes: that spike is an artefact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.messages import Message, Number, counted, joined, marked, msg
from izhikevich.neuron.schemes.table import SCHEMES

if TYPE_CHECKING:
    from izhikevich.neuron.parameters import Parameters
    from izhikevich.neuron.schemes.explicit import Record

#: What to do about artefacts of one neuron, in networks, and in ensembles.
REMEDY = marked("Use a smaller dt, the accurate scheme, or weaker inhibition.")
NETWORK_REMEDY = marked("Use scheme='adaptive', a smaller dt, or weaker inhibition.")
ENSEMBLE_REMEDY = marked("Use a smaller dt, or neurons that recover faster.")


@dataclass(frozen=True, eq=False)
class StableRange:
    """Where steps of v are stable: numbers, or arrays of shape (n,) with one value per neuron.

    Parameters
    ----------
    lowest : float or array
        Below this voltage (mV) a step can throw v over the threshold.
    vertex : float or array
        Voltage at which v' is smallest, mV.
    scale : float or array
        h k2 / C, 1/mV.
    """

    lowest: Any
    vertex: Any
    scale: Any

    @classmethod
    def of(cls, p: Any, step: float) -> StableRange:
        """Return the stable range of neurons for a step of v.

        Parameters
        ----------
        p : Parameters, or anything with the fields k2, k1 and C
            Each may be one number, or an array of shape (n,).
        step : float
            Step of v, ms: see `Scheme.step_of_v`.
        """
        k2, k1, capacitance = p.k2, p.k1, p.C
        return cls(
            -(2.0 * capacitance / step + k1) / (2.0 * k2),
            -k1 / (2.0 * k2),
            step * k2 / capacitance,
        )

    @property
    def highest(self) -> float:
        """Highest of the lowest voltages."""
        lowest = self.lowest
        return lowest if isinstance(lowest, float) else float(np.fmax.reduce(lowest))

    def of_some(self, which: IndexArray) -> StableRange:
        """Return the stable range of some of the neurons."""
        fields = self.lowest, self.vertex, self.scale
        return StableRange(*(x[which] if isinstance(x, np.ndarray) else x for x in fields))

    def thrown(self, before: FloatArray, after: FloatArray) -> BoolArray:
        """Tell which steps threw v over the threshold, from v before and after each, any shape."""
        x = (self.vertex - before) * self.scale
        y = (after - self.vertex) * self.scale
        found: BoolArray = (before < self.lowest) & (y > 0.0) & (y <= x * x - x)
        return found


class Watch:
    """Watches the steps of many neurons, in numpy, and marks those that are thrown.

    Parameters
    ----------
    stable : StableRange
    v : array, shape (n,)
        Their voltages, which the steps change in place.
    thrown : boolean array, shape (n,)
        The marks, changed in place.

    Attributes
    ----------
    any : bool
        Whether any neuron is marked.
    """

    def __init__(self, stable: StableRange, v: FloatArray, thrown: BoolArray) -> None:
        self._stable, self._v, self._thrown = stable, v, thrown
        self._highest = stable.highest
        self.any = bool(thrown.any())
        self._before = np.empty_like(v)
        self._low, self._over = np.empty((2, v.size), np.bool_)

    def watched(self, step: Callable[[], None]) -> Callable[[], None]:
        """Return a step of v that also marks the neurons it throws."""
        highest, lowest, item = self._highest, self._v.argmin, self._v.item

        def act() -> None:
            # The lowest voltage is NaN if any is: then there is more to check.
            if not item(lowest()) >= highest:
                before = self.before()
                step()
                self.mark(before)
            else:
                step()

        return act

    def is_low(self) -> bool:
        """Tell whether a step may throw any neuron."""
        return not self._v.item(self._v.argmin()) >= self._highest

    def before(self) -> FloatArray:
        """Return a copy of the voltages, for `mark`; the same array at each call."""
        np.copyto(self._before, self._v)
        return self._before

    def mark(self, before: FloatArray) -> None:
        """Mark the neurons that a step from the voltages `before` has thrown."""
        v, stable = self._v, self._stable
        low, over = (
            np.less(before, stable.lowest, self._low),
            np.greater(v, stable.vertex, self._over),
        )
        np.logical_and(low, over, low)
        if low[low.argmax()]:  # usually none is
            where = np.flatnonzero(low)
            self._thrown[where] |= stable.of_some(where).thrown(before[where], v[where])
            self.any = bool(self._thrown.any())

    def settle(self) -> None:
        """Unmark neurons that are back below the vertex, at the end of a step."""
        if self.any:
            self._thrown &= self._v > self._stable.vertex
            self.any = bool(self._thrown.any())

    def take(self, fired: IndexArray) -> BoolArray:
        """Return which spikes are artefacts, and unmark their neurons."""
        if not self.any:
            return np.zeros(fired.size, np.bool_)
        found: BoolArray = self._thrown[fired]
        self._thrown[fired] = False
        return found

    def count(self, fired: BoolArray, counts: IndexArray) -> None:
        """Add the artefacts among the spikes of a step to `counts`, and end the step.

        Neurons that fired are no longer marked, nor are those that are back below the vertex.
        """
        if self.any:
            counts += self._thrown & fired
            self._thrown &= ~fired
            self.settle()


def in_trace(
    p: Parameters,
    dt: float,
    scheme: str,
    start: tuple[float, float],
    record: Record,
    current: FloatArray,
) -> BoolArray:
    """Tell which spikes of a run of one neuron are artefacts, shape (n_spikes,).

    Parameters
    ----------
    p : Parameters
    dt : float
        Time step, ms.
    scheme : str
        One of the explicit schemes.
    start : (float, float)
        Initial state (v, u).
    record : Record
    current : array, shape (n_samples,)
    """
    v, u, spikes = record.v, record.u, record.spike_indices
    halves = SCHEMES[scheme].parts == 2
    step = SCHEMES[scheme].step_of_v(dt)
    stable = StableRange.of(p, step)
    none = np.zeros(spikes.size, dtype=np.bool_)
    least = min(start[0], v.min())
    if halves:  # how far half a step can lead down
        pull = p.quadratic(stable.vertex) - max(start[1], u.max()) + current.min()
        least += min(0.0, step * pull / p.C)
    if not spikes.size or least > stable.lowest:
        return none
    old_v, new_v = np.concatenate([start[:1], v[:-1]]), v.copy()
    new_v[spikes] = record.spike_v
    if halves:
        u = np.concatenate([start[1:], u[:-1]])
        half = old_v + step * ((p.k2 * (old_v * old_v) + p.k1 * old_v + p.k0 - u + current) / p.C)
        thrown = stable.thrown(old_v, half) | stable.thrown(half, new_v)
    else:
        thrown = stable.thrown(old_v, new_v)
    if not thrown.any():
        return none
    # A mark set after the last step at whose end there was none.
    steps = np.arange(new_v.size)
    marked = np.maximum.accumulate(np.where(thrown, steps, -1))[spikes]
    free = new_v <= stable.vertex
    free[spikes] = True
    before = np.concatenate([[-1], np.maximum.accumulate(np.where(free, steps, -1))])[spikes]
    found: BoolArray = (marked > before) & (new_v[spikes] > stable.vertex)
    return found


def artefact_warning(
    count: int,
    of: int | None,
    dt: float,
    remedy: str = REMEDY,
    where: Mapping[str, int] | None = None,
) -> Message:
    """State how many spikes of a run are artefacts, why, and what to do about it.

    Parameters
    ----------
    count : int
        Number of artefacts.
    of : int or None
        Number of all spikes; None if unknown.
    dt : float
        Time step, ms.
    remedy : str
        Sentence.
    where : mapping, optional
        Number of artefacts by the name of the population, in a network, as readers read it.
    """
    many = (
        counted("{count} spike", "{count} spikes", count)
        if of is None
        else msg("{artefacts} of {spikes} spikes", artefacts=count, spikes=of)
    )
    if where:
        parts = joined(
            ", ",
            [
                msg("{population}: {number}", population=name, number=number)
                for name, number in where.items()
            ],
        )
        many = msg("{spikes} ({populations})", spikes=many, populations=parts)
    why = msg(
        "With dt = {dt}, steps carry v from below the stable range across the threshold; the "
        "equations do not.",
        dt=Number(dt, "ms", "g"),
    )
    found = msg("Numerical artefacts: {spikes}.", spikes=many)
    return joined(" ", [found, why, msg(remedy)])
