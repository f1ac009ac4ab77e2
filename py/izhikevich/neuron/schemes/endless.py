"""Runs of one neuron without an end, in spans of constant current: the bits of one long run."""

from __future__ import annotations

from collections import deque
from typing import Protocol

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import SimulationError
from izhikevich.native.backend import worthwhile
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.accurate import (
    LOWEST_V,
    Spikes,
    expansion,
    failed,
    step_length,
    stepper,
    value,
)
from izhikevich.neuron.schemes.explicit import Record, diverged
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.neuron.schemes.tolerances import ARRIVED, ENDLESS, ORDER

#: A state of a run: its time (ms), v (mV) and u.
State = tuple[float, float, float]
#: End of a segment of constant current whose end is not known yet, ms.
_OPEN = 1e9
#: Spikes of the past that are kept, because their number within 1 ms is limited.
_KEPT_SPIKES = 1_000
#: A change of the current is this much later than what must be before it, ms.
_APART = 1e-8


class Endless(Protocol):
    """A run of one neuron that has no end.

    Steps are counted from its start; sample i is at i dt, as in `Trace`. States are those from
    which the run can be begun again, the oldest first.
    """

    states: deque[State]

    def may_change(self, step: int) -> bool:
        """Tell whether the current may change at a step, the next one."""
        ...

    def span(self, first: int, steps: int, current: float) -> Record:
        """Take the next steps at a current; spikes count samples from `first`."""
        ...

    def state(self, step: int) -> tuple[float, float]:
        """Return v and u before a step, the next one; the run has ended then."""
        ...


def endless(p: Parameters, dt: float, scheme: str, v: float, u: float) -> Endless:
    """Return a run from a state, by any scheme."""
    if SCHEMES[scheme].loop is None:
        return _Accurate(p, dt, v, u)
    return _Explicit(p, dt, scheme, v, u)


class _Explicit:
    """By an explicit scheme: each step depends on the state before it and nothing else."""

    def __init__(self, p: Parameters, dt: float, scheme: str, v: float, u: float) -> None:
        loop = SCHEMES[scheme].loop
        assert loop is not None
        self._p, self._dt, self._scheme, self._loop = p, dt, scheme, loop
        self._v, self._u = v, u
        self.states: deque[State] = deque([(0.0, v, u)])

    def may_change(self, step: int) -> bool:
        return True

    def span(self, first: int, steps: int, current: float) -> Record:
        p, dt = self._p, self._dt
        if worthwhile(steps):
            from izhikevich.neuron.native.runs import run_trace

            found = run_trace(p, np.full(steps, current), dt, self._v, self._u, self._scheme)
            if found.failed is not None:
                diverged(first + found.failed, dt)
            indices, spike_v, spike_u = found.spike_indices, found.spike_v, found.spike_u
            v, u = found.v, found.u
        else:
            try:
                record = self._loop(p, [current] * steps, dt, self._v, self._u)
            except SimulationError as error:  # it counts from the beginning of the span
                diverged(first + round((error.time or 0.0) / dt), dt)
            indices = np.array(record.spike_indices, dtype=np.int64)
            spike_v, spike_u = np.array(record.spike_v), np.array(record.spike_u)
            v, u = np.array(record.v), np.array(record.u)
        if self.states[-1][0] != first * dt:
            self.states.append((first * dt, self._v, self._u))
        self._v, self._u = float(v[-1]), float(u[-1])
        return Record(v, u, indices, (first + indices) * dt, spike_v, spike_u)

    def state(self, step: int) -> tuple[float, float]:
        return self._v, self._u


class _Accurate:
    """By the accurate scheme, whose steps end where the neuron and the current let them.

    A step goes as far as it can; if the current changes before its end, it is taken again up to
    there, as a run would take it that has known of the change. What was returned of it stays: the
    series gives the same samples. Only a step that ended early, at a spike or at the switch of the
    drive, depends on how far it might have gone: the current does not change before that time.
    """

    def __init__(self, p: Parameters, dt: float, v: float, u: float) -> None:
        self._p, self._dt, self._per_c = p, dt, 1.0 / p.C
        self._spikes = Spikes()
        v, u, runs_away = self._spikes.at(p, 0.0, v, u)
        self._returned = 0  # number of spikes that were returned
        if runs_away:
            raise failed(ENDLESS, 0.0, u)
        self._step = stepper(p, expansion(p), self._spikes, LOWEST_V)
        self._node = self._s = 0.0  # beginning of the segment, and of the step within it
        self._v, self._u = v, u
        self._current: float | None = None
        self._bound = -1.0  # the current does not change up to this time
        self.states: deque[State] = deque([(0.0, v, u)])

    def may_change(self, step: int) -> bool:
        return step * self._dt > self._bound + _APART or self._current is None

    def span(self, first: int, steps: int, current: float) -> Record:
        vs: list[float] = []
        us: list[float] = []
        if current != self._current:
            self._change(first, steps, current, vs, us)
        stop = (first + steps) * self._dt
        while True:
            end = self._sample(first, steps, vs, us)
            if not end < stop:
                break
            self._bind()
            self._arrive()
            self._go(_OPEN)
        return self._record(first, vs, us, stop)

    def state(self, step: int) -> tuple[float, float]:
        self._cut(step * self._dt, 0, 0, [], [])
        return self._v, self._u

    def _change(
        self, first: int, steps: int, current: float, vs: list[float], us: list[float]
    ) -> None:
        """Let the current change before step `first`."""
        if self._current is not None:
            self._cut(first * self._dt, first, steps, vs, us)
        self._current = current
        self._go(_OPEN)

    def _cut(self, end: float, first: int, steps: int, vs: list[float], us: list[float]) -> None:
        """End the segment at a time, ms, which the step under way has reached."""
        if self._current is None:
            return
        width = end - self._node
        self._withdraw()
        while self._s < width:
            self._go(width)
            self._sample(first, steps, vs, us)
            self._arrive()
        self._node, self._s = end, 0.0
        if self.states[-1][0] != end:
            self.states.append((end, self._v, self._u))

    def _go(self, width: float) -> None:
        """Take a step, which may be withdrawn."""
        current = self._current
        assert current is not None
        self._before = len(self._spikes.times)
        self._after = self._step(self._node, self._s, width, self._v, self._u, current, 0.0, 0.0)

    def _withdraw(self) -> None:
        spikes = self._spikes
        for kept in (spikes.times, spikes.v, spikes.u):
            del kept[self._before :]

    def _sample(self, first: int, steps: int, vs: list[float], us: list[float]) -> float:
        """Append the samples that are due before the end of the step; return its time, ms."""
        _, _, s, _, cv, cu = self._after
        end, dt = self._node + s, self._dt
        due = first + len(vs)
        while due < first + steps and due * dt < end:
            x = due * dt - self._node - self._s
            vs.append(value(cv, x))
            us.append(value(cu, x))
            due += 1
        return end

    def _bind(self) -> None:
        """Let the current stay as it is while a step that ended early might have lasted."""
        _, _, s, _, cv, cu = self._after
        natural = self._s + step_length(cv[1], cv[ORDER], cu[ORDER], self._per_c)
        if s < natural:
            self._bound = self._node + natural

    def _arrive(self) -> None:
        """Take the end of the step as the state."""
        v, u, s, how, _, _ = self._after
        if how != ARRIVED:
            raise failed(how, self._node + s, u)
        self._v, self._u, self._s = v, u, s
        self.states.append((self._node + s, v, u))

    def _record(self, first: int, vs: list[float], us: list[float], stop: float) -> Record:
        spikes, begun = self._spikes, self._returned
        count = np.searchsorted(np.array(spikes.times), stop)
        self._returned = int(count)
        times, spike_v, spike_u = (
            np.array(part[begun : self._returned]) for part in (spikes.times, spikes.v, spikes.u)
        )
        old = self._returned - _KEPT_SPIKES
        if old > _KEPT_SPIKES:
            self._forget(old)
        samples = np.arange(first, first + len(vs), dtype=np.float64) * self._dt
        indices: IndexArray = np.searchsorted(samples, times)
        v: FloatArray = np.array(vs)
        return Record(v, np.array(us), indices, times, spike_v, spike_u)

    def _forget(self, old: int) -> None:
        spikes = self._spikes
        for kept in (spikes.times, spikes.v, spikes.u):
            del kept[:old]
        self._returned -= old
        self._before -= old
