"""The accurate scheme for many neurons at once.

The neurons are independent and their currents constant, so each keeps its own clock and takes the
step its state demands, by the same rule as in `izhikevich.neuron.accurate`; one numpy
operation advances all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator

import numpy as np
from numpy.typing import NDArray

from izhikevich.engine.selection import selected
from izhikevich.neuron.accurate import (
    _FRACTION,
    _LONGEST_STEP,
    _MOST_SPIKES_PER_MS,
)
from izhikevich.neuron.artefacts import IndexArray
from izhikevich.neuron.batch_explicit import Spikes
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.rules import FloatArray, LinearDrive
from izhikevich.progress import Progress

# A neuron this far (mV) below its reset is lost: only where u grows without bound (a < 0) can it
# get there, and its steps become ever shorter.
_LOST_BELOW = 500.0
# A neuron that needs more steps than this has failed. One that fires at 500 Hz needs about 10.
_STEPS_PER_DT, _FEWEST_STEPS = 50.0, 5_000.0
_AT_END = 1e-9  # ms
_CHUNK = 25  # steps between two looks at whether neurons have finished or diverged
_TOGETHER = 64  # neurons that the compiled engine runs at a time; at most its TILE
_NOMINAL_DT = 0.25  # ms; with this dt the steps are those of the scheme for one neuron

_Rates = Callable[[FloatArray, FloatArray], None]


def run_accurate(
    p: Parameters,
    current: FloatArray,
    duration: float,
    dt: float,
    v: FloatArray,
    u: FloatArray,
    failed_at: FloatArray,
) -> Generator[Progress, None, Spikes]:
    """Run all neurons for `duration`; `v`, `u` and `failed_at` (all shape (n,)) are changed."""
    budget, scale = _FEWEST_STEPS + _STEPS_PER_DT * duration / dt, dt / _NOMINAL_DT
    if selected() == "compiled":
        steps = _FRACTION * scale, _LONGEST_STEP * scale, budget
        return (yield from _compiled(p, current + p.k0, duration, steps, v, u, failed_at))
    run = _Run(p, current, duration, scale, v, u, failed_at)
    while not run.finished():
        with np.errstate(all="ignore"):
            for _ in range(_CHUNK):
                run.step()
            run.drop_lost()
        budget -= _CHUNK
        if budget < 0:
            run.drop_late()
        yield Progress(run.fraction(), "Simulating")
    v[:], u[:] = run.state
    return run.spikes


def _compiled(
    p: Parameters,
    constant: FloatArray,
    duration: float,
    steps: tuple[float, float, float],
    v: FloatArray,
    u: FloatArray,
    failed_at: FloatArray,
) -> Generator[Progress, None, Spikes]:
    """Do the same in the compiled engine."""
    from izhikevich.engine.runs import run_batch_accurate

    spikes = Spikes()
    for begin in range(0, v.size, _TOGETHER):
        some = slice(begin, begin + _TOGETHER)
        times, neurons, u_after = run_batch_accurate(
            p, constant[some], duration, steps, v[some], u[some], failed_at[some]
        )
        spikes.add(times, neurons + begin, u_after)
        yield Progress(min(1.0, (begin + _TOGETHER) / v.size), "Simulating")
    return spikes


class _Run:
    """State and buffers of one run. Rows of two-row arrays are v and u."""

    def __init__(
        self,
        p: Parameters,
        current: FloatArray,
        duration: float,
        scale: float,
        v: FloatArray,
        u: FloatArray,
        failed_at: FloatArray,
    ) -> None:
        self.p, self.duration, self.failed_at = p, duration, failed_at
        self.fraction_of_scale = _FRACTION * scale
        self.longest = _LONGEST_STEP * scale
        self.state = np.array([v, u])
        self.time = np.zeros_like(v)
        self.constant = current + p.k0
        self.spikes = Spikes()
        self.slopes = [np.empty_like(self.state) for _ in range(4)]
        self.new, self.stage = np.empty_like(self.state), np.empty_like(self.state)
        self.half, self.long, self.term = np.empty_like(v), np.empty_like(v), np.empty_like(v)
        # Times of the beginning and spikes since, to notice a neuron that runs away.
        self.since, self.recent = np.zeros_like(v), np.zeros(v.size, dtype=np.int64)
        self.rates = self._rates()
        above = np.flatnonzero(v > p.peak(u))
        self._spike(above, np.zeros(above.size), u[above], self.state)

    def finished(self) -> bool:
        """Whether all neurons have arrived at the end."""
        return not self.time.size or bool(self.time.min() >= self.duration - _AT_END)

    def fraction(self) -> float:
        """Return how far the slowest neuron is."""
        return float(self.time.min()) / self.duration

    def step(self) -> None:
        """Take one step of every neuron, each as long as its state demands."""
        state, new, stage, (k1, k2, k3, k4) = self.state, self.new, self.stage, self.slopes
        multiply, add = np.multiply, np.add
        self.rates(state, k1)
        self._step_lengths(state, k1)
        half, long = self.half, self.long
        multiply(half, k1, stage)
        add(state, stage, stage)
        self.rates(stage, k2)
        multiply(half, k2, stage)
        add(state, stage, stage)
        self.rates(stage, k3)
        multiply(long, k3, stage)
        add(state, stage, stage)
        self.rates(stage, k4)
        # (k1 + 2 (k2 + k3) + k4) h / 6
        add(k2, k3, new)
        multiply(2.0, new, new)
        add(new, k1, new)
        add(new, k4, new)
        multiply(new, long, new)
        multiply(new, 1.0 / 6.0, new)
        add(state, new, new)
        p = self.p
        if p.peak_slope != 0.0 or np.fmax.reduce(new[0]) > p.v_peak:
            self._spikes_within(np.flatnonzero(new[0] > p.peak(new[1])))
        add(self.time, long, self.time)
        self.state, self.new = new, state

    def drop_lost(self) -> None:
        """Stop the neurons whose state runs off."""
        lost = ~(self.state[0] > self.p.c - _LOST_BELOW) | ~np.isfinite(self.state[1])
        self._stop_where(lost)

    def drop_late(self) -> None:
        """Stop the neurons that have not arrived."""
        self._stop_where(self.time < self.duration - _AT_END)

    def _stop_where(self, condition: NDArray[np.bool_]) -> None:
        neurons = np.flatnonzero(condition)
        if neurons.size:
            self._stop(neurons, self.time[neurons], self.state)

    def _rates(self) -> _Rates:
        """Return the function that computes (dv/dt, du/dt) of all neurons into a buffer."""
        p, constant, term = self.p, self.constant, self.term
        drive, b, leak = p.drive, p.b, p.drive.leak
        linear, k2, k1, per_c = isinstance(drive, LinearDrive), p.k2, p.k1, 1.0 / p.C
        a, ab, offset = p.a, p.a * p.b, p.a * p.b * drive.origin
        multiply, add, subtract = np.multiply, np.add, np.subtract

        def rates(state: FloatArray, out: FloatArray) -> None:
            v, u = state
            dv, du = out
            multiply(k2, v, dv)
            add(dv, k1, dv)
            multiply(dv, v, dv)
            add(dv, constant, dv)
            subtract(dv, u, dv)
            if per_c != 1.0:
                multiply(dv, per_c, dv)
            if linear:
                multiply(ab, v, du)
                if offset:
                    subtract(du, offset, du)
            else:
                multiply(a, drive.target(v, b), du)
            if leak:
                multiply(a, u, term)
                subtract(du, term, du)

        return rates

    def _step_lengths(self, state: FloatArray, slopes: FloatArray) -> None:
        """Set the step of each neuron: a fraction of its shortest time scale, within the run."""
        p, long, term = self.p, self.long, self.term
        v = state[0]
        per_c = 1.0 / p.C
        # The rate of change of v' along the parabola, and how fast the run up to a spike is.
        np.multiply(2.0 * p.k2 * per_c, v, long)
        np.add(long, p.k1 * per_c, long)
        np.multiply(long, long, long)
        np.absolute(slopes[0], term)
        np.multiply(4.0 * p.k2 * per_c, term, term)
        np.add(long, term, long)
        stiff: FloatArray | float = abs(p.a * p.b) * per_c
        if not isinstance(p.drive, LinearDrive):
            stiff = np.abs(p.a * p.drive.slope(v, p.b)) * per_c
        np.add(long, stiff + p.a * p.a, long)
        np.sqrt(long, long)
        np.divide(self.fraction_of_scale, long, long)
        np.minimum(long, self.longest, out=long)
        np.subtract(self.duration, self.time, term)
        np.multiply(term, self.time < self.duration - _AT_END, out=term)  # who is there, stays
        np.minimum(long, term, out=long)
        np.multiply(0.5, long, self.half)

    def _spikes_within(self, neurons: IndexArray) -> None:
        """Find the spikes of the neurons whose step went past the peak, and shorten the step."""
        if not neurons.size:
            return
        start, slopes = self.state[:, neurons], self.slopes[0][:, neurons]
        self.rates(self.new, self.slopes[3])
        h = self.long[neurons]
        change = self.new[:, neurons] - start
        d0, d1 = h * slopes, h * self.slopes[3][:, neurons]
        x = self._crossing(start, change, d0, d1)
        # u there, on the Hermite cubic through both ends of the step.
        rest = x * (1.0 - x)
        bend = d0[1] * (1.0 - x) - d1[1] * x + change[1] * (2.0 * x - 1.0)
        u = start[1] + x * change[1] + rest * bend
        self.long[neurons] = x * h
        self._spike(neurons, self.time[neurons] + x * h, u, self.new)

    def _crossing(
        self, start: FloatArray, change: FloatArray, d0: FloatArray, d1: FloatArray
    ) -> FloatArray:
        """Return the part of the step after which v meets the peak.

        The time as a function of v is interpolated, by a Hermite cubic in the height above the
        peak: smoother than v as a function of time, and no equation to solve. Its slopes are
        kept where the cubic is monotone.
        """
        slope = self.p.peak_slope
        rise, rise0, rise1 = (x[0] - slope * x[1] for x in (change, d0, d1))
        s = np.clip((self.p.peak(start[1]) - start[0]) / rise, 0.0, 1.0)
        m0, m1 = np.clip(rise / rise0, 0.0, 3.0), np.clip(rise / rise1, 0.0, 3.0)
        part: FloatArray = s + s * (1.0 - s) * (m0 * (1.0 - s) - m1 * s + (2.0 * s - 1.0))
        return part

    def _spike(
        self, neurons: IndexArray, times: FloatArray, u: FloatArray, state: FloatArray
    ) -> None:
        """Record spikes reached with `u`, and write the states after them into `state`."""
        while neurons.size:
            v, u = self.p.reset(u)
            self.spikes.add(times, neurons, u)
            state[0, neurons], state[1, neurons] = v, u
            later = times - self.since[neurons] > 1.0
            self.since[neurons[later]] = times[later]
            self.recent[neurons[later]] = 0
            self.recent[neurons] += 1
            endless = self.recent[neurons] > _MOST_SPIKES_PER_MS
            if endless.any():
                self._stop(neurons[endless], times[endless], state)
            again = (v > self.p.peak(u)) & ~endless
            neurons, times, u = neurons[again], times[again], u[again]

    def _stop(self, neurons: IndexArray, times: FloatArray, state: FloatArray) -> None:
        """Take neurons that failed out of the run, by moving them to the end."""
        self.failed_at[neurons] = np.fmin(times, self.duration)
        state[0, neurons], state[1, neurons] = self.p.c, 0.0
        self.time[neurons], self.long[neurons] = self.duration, 0.0
