"""The accurate scheme for many neurons at constant currents.

The neurons are independent, so each keeps its own clock and takes the steps of
`izhikevich.neuron.schemes.accurate`, bit for bit; one numpy operation advances all of them. Events
that concern only a few in a step (spikes, and the switch of a drive) are left to the code for one
neuron.
"""

from __future__ import annotations

from collections.abc import Callable, Generator

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.native.backend import selected
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.schemes import accurate
from izhikevich.neuron.schemes.tolerances import ARRIVED, FASTEST, ONE, ORDER, TOLERANCE
from izhikevich.progress import Progress

# A neuron this far (mV) below its reset is lost: only where u grows without bound (a < 0) can it
# get there, and its steps become ever shorter.
_LOST_BELOW = 500.0
# A neuron that needs more steps than this has failed. One that fires at 500 Hz needs about 5.
_STEPS_PER_MS, _FEWEST_STEPS = 200.0, 5_000.0
_CHUNK = 25  # steps between two progress reports
_TOGETHER = 64  # neurons that the compiled engine runs at a time; at most its TILE

_NEAR = 1e-6  # mV: closer to the switch of the drive, the code for one neuron decides

_Expansion = Callable[[FloatArray], None]
#: Spike times (ms), neurons, and u after the reset.
Found = tuple[FloatArray, IndexArray, FloatArray]
_NONE: Found = (np.empty(0), np.empty(0, np.int64), np.empty(0))


def run_accurate(
    p: Parameters,
    current: FloatArray,
    duration: float,
    v: FloatArray,
    u: FloatArray,
    failed_at: FloatArray,
) -> Generator[Progress, None, Found]:
    """Run all neurons for `duration`; `v`, `u` and `failed_at` (all shape (n,)) are changed."""
    most = int(_FEWEST_STEPS + _STEPS_PER_MS * duration)
    if selected(int(v.size * duration)) == "compiled":
        return (yield from _compiled(p, current, duration, most, v, u, failed_at))
    run = _Run(p, current, duration, v, u, failed_at)
    used = 0
    while run.active.size:
        with np.errstate(all="ignore"):
            for _ in range(min(_CHUNK, most - used)):
                run.step()
        used += _CHUNK
        if used >= most:
            run.drop_late()
        yield Progress(run.fraction(), "Simulating")
    return run.found


def _compiled(
    p: Parameters,
    current: FloatArray,
    duration: float,
    most: int,
    v: FloatArray,
    u: FloatArray,
    failed_at: FloatArray,
) -> Generator[Progress, None, Found]:
    """Do the same in the compiled engine."""
    from izhikevich.neuron.native.runs import run_batch_accurate

    found, lowest = [_NONE], p.c - _LOST_BELOW
    for begin in range(0, v.size, _TOGETHER):
        some = slice(begin, begin + _TOGETHER)
        times, neurons, before = run_batch_accurate(
            p, lowest, current[some], duration, most, v[some], u[some], failed_at[some]
        )
        found.append((times, neurons + begin, p.reset(before)[1]))
        yield Progress(min(1.0, (begin + _TOGETHER) / v.size), "Simulating")
    return _joined(found)


class _Run:
    """State and buffers of one run. Rows of two-row arrays are v and u."""

    def __init__(
        self,
        p: Parameters,
        current: FloatArray,
        duration: float,
        v: FloatArray,
        u: FloatArray,
        failed_at: FloatArray,
    ) -> None:
        self.p, self.duration = p, duration
        self.v, self.u, self.failed_at = v, u, failed_at
        self.spikes = [accurate.Spikes() for _ in range(v.size)]
        self.scalar, self.lowest = accurate.expansion(p), p.c - _LOST_BELOW
        self.active: IndexArray = np.arange(v.size)
        self.time, self.current = np.zeros_like(v), current
        self.state = np.array([v, u])
        self._make_room()
        for i in np.flatnonzero(v > p.peak(u)).tolist():
            after = self.spikes[i].at(p, 0.0, float(v[i]), float(u[i]))
            self.state[:, i] = after[:2]
            if after[2]:
                self.failed_at[i] = 0.0
        self._drop(np.isfinite(failed_at))

    @property
    def found(self) -> Found:
        """The spikes of all neurons."""
        found = [_NONE]
        for i, spikes in enumerate(self.spikes):
            if spikes.times:
                times, before = np.array(spikes.times), np.array(spikes.u)
                found.append((times, np.full(times.size, i), self.p.reset(before)[1]))
        return _joined(found)

    def fraction(self) -> float:
        """Return the fraction done of the slowest neuron."""
        return float(self.time.min()) / self.duration if self.active.size else 1.0

    def step(self) -> None:
        """Take one step of every neuron, each as long as its state demands."""
        if not self.active.size:
            return
        p, series = self.p, self.series
        series[0] = self.state
        self.expand(series)
        h = self._step_lengths(series)
        rest = self.duration - self.time
        last = ~(h < rest)
        h = np.where(last, rest, h)
        new = _value(series, h)
        self.state, self.new = new, self.state
        time = np.where(last, self.duration, self.time + h)
        slope = p.peak_slope
        height = series[0, 0] - slope * series[0, 1] - p.v_peak
        unusual = height + h * (series[1, 0] - slope * series[1, 1]) > 0.0
        unusual |= (new[0] > p.v_peak + slope * new[1]) | ~(new[0] > self.lowest)
        if self.turn is not None:
            unusual |= self._nears_switch(series, new, h)
        failed = None
        self.time, before = time, self.time
        for i in np.flatnonzero(unusual).tolist():
            if self._step_of_one(i, float(before[i])):
                failed = np.zeros(self.active.size, dtype=np.bool_) if failed is None else failed
                failed[i] = True
        gone = self.time >= self.duration
        if failed is not None:
            self.failed_at[self.active[failed]] = self.time[failed]
            gone |= failed
        if 4 * np.count_nonzero(gone) >= gone.size or failed is not None:
            self._drop(gone)

    def drop_late(self) -> None:
        """Stop the neurons that have not reached the end."""
        late = self.time < self.duration
        self.failed_at[self.active[late]] = self.time[late]
        self._drop(np.ones_like(late))

    def _drop(self, gone: BoolArray) -> None:
        """Take neurons out of the run."""
        if gone.any():
            self.v[self.active[gone]], self.u[self.active[gone]] = self.state[:, gone]
            kept = ~gone
            self.active, self.time = self.active[kept], self.time[kept]
            self.current, self.state = self.current[kept], self.state[:, kept]
            self._make_room()

    def _make_room(self) -> None:
        self.series = np.empty((ORDER + 1, 2, self.active.size))
        self.expand, self.turn = self._expansion(), _turn(self.p)

    def _step_of_one(self, i: int, before: float) -> bool:
        """Take the step of one neuron again, as one neuron takes it; return whether it failed."""
        neuron = int(self.active[i])
        v, u = self.series[0][:, i].tolist()
        step = accurate.stepper(self.p, self.scalar, self.spikes[neuron], self.lowest)
        current = float(self.current[i])
        v, u, time, how, _, _ = step(0.0, before, self.duration, v, u, current, 0.0, 0.0)
        self.state[:, i] = v, u
        self.time[i] = time
        return how != ARRIVED

    def _expansion(self) -> _Expansion:
        """Return the function that fills in the series of all neurons from their states.

        It follows `accurate.expansion` operation by operation. Its result for a neuron at the
        switch of a piecewise drive is useless if the neuron stays there.
        """
        p, current, n = self.p, self.current, self.active.size
        drive, k2, k1, k0, per_c = p.drive, p.k2, p.k1, p.k0, 1.0 / p.C
        q, leak, origin, turn = k2 * per_c, float(drive.leak), drive.origin, _turn(p) or 0.0
        multiply, add, subtract = np.multiply, np.add, np.subtract
        pulls, term, products, other = np.empty((2, n)), np.empty((2, n)), np.empty(n), np.empty(n)
        losses = np.array([[per_c], [p.a * leak]])
        parts = [1.0 / k for k in range(1, ORDER + 1)]
        cubic = isinstance(drive, CubicDrive)
        x, squares, terms = np.empty(n), np.empty((ORDER, n)), np.empty((ORDER, n))

        def expand(series: FloatArray) -> None:
            v, u = series[0]
            v1, u1 = series[1]
            multiply(k2, v, v1)
            add(v1, k1, v1)
            multiply(v1, v, v1)
            add(v1, k0, v1)
            subtract(v1, u, v1)
            add(v1, current, v1)
            multiply(v1, per_c, v1)
            slope: FloatArray | float = p.b
            above = (v > turn) | ((v == turn) & (v1 > 0.0))
            if isinstance(drive, PiecewiseDrive):
                slope = np.where(above, p.b, drive.b_below)
            if cubic:
                target, slope = drive.target(v, p.b), 0.0
            else:
                target = slope * (v - origin)
            multiply(p.a, target - leak * u, u1)
            multiply(2.0 * k2, v, pulls[0])
            add(pulls[0], k1, pulls[0])
            multiply(pulls[0], per_c, pulls[0])
            pulls[1] = p.a * slope
            if cubic:
                subtract(v, origin, x)
                multiply(x, x, squares[0])
            for k in range(1, ORDER):
                now, after = series[k], series[k + 1]
                multiply(pulls, now[0], after)
                multiply(losses, now[1], term)
                subtract(after, term, after)
                if k > 1:
                    _products(series, k, products, other)
                    multiply(q, products, other)
                    add(after[0], other, after[0])
                if isinstance(drive, CubicDrive):
                    multiply(2.0 * x, now[0], squares[k])
                    if k > 1:
                        add(squares[k], products, squares[k])
                    multiply(series[1 : k + 1, 0], squares[k - 1 :: -1], terms[1 : k + 1])
                    multiply(x, squares[k], terms[0])
                    cube = terms[0]
                    for j in range(1, k + 1):
                        add(cube, terms[j], cube)
                    multiply(above * drive.scale, cube, cube)
                    multiply(p.a, cube, cube)
                    subtract(cube, term[1], after[1])
                multiply(after, parts[k], after)

        return expand

    def _step_lengths(self, series: FloatArray) -> FloatArray:
        """Return the step of each neuron, by the rule of `accurate.step_length`."""
        size, other = np.abs(series[ORDER]) * np.array(((1.0,), (1.0 / self.p.C,)))
        size = np.where(other > size, other, size)
        allowed = TOLERANCE * (1.0 + np.minimum(np.abs(series[1, 0]), FASTEST))
        ratio = accurate.twelfth(allowed.view(np.int64) - size.view(np.int64))
        h: FloatArray = np.where(size < np.inf, (ratio + ONE).view(np.float64), 0.0)
        return h

    def _nears_switch(self, series: FloatArray, new: FloatArray, h: FloatArray) -> BoolArray:
        """Tell for which neurons v may meet the switch of the drive in this step."""
        from_switch = series[0, 0] - self.turn
        above = (from_switch > 0.0) | ((from_switch == 0.0) & (series[1, 0] > 0.0))
        side = np.where(above, -1.0, 1.0)
        changes = np.zeros((ORDER + 1, h.size))
        np.multiply(np.arange(1.0, ORDER + 1.0)[:, None], series[1:, 0], changes[:-1])
        turns = side * (from_switch + h * series[1, 0]) > -_NEAR
        turns &= side * _value(changes, h) < 0.0
        near: BoolArray = turns | (side * (new[0] - self.turn) > -_NEAR)
        if isinstance(self.p.drive, PiecewiseDrive):
            near |= from_switch == 0.0  # it may stay there
        return near


def _joined(found: list[Found]) -> Found:
    times, neurons, u_after = zip(*found, strict=True)
    return np.concatenate(times), np.concatenate(neurons), np.concatenate(u_after)


def _turn(p: Parameters) -> float | None:
    """Return the voltage at which the drive changes; None if it does not."""
    if isinstance(p.drive, LinearDrive):
        return None
    return p.drive.switch if isinstance(p.drive, PiecewiseDrive) else p.drive.origin


def _value(series: FloatArray, x: FloatArray) -> FloatArray:
    """Return the sums of many series at `x`, by the operations of `accurate.value`."""
    x2 = x * x
    x4 = x2 * x2
    total: FloatArray = series[ORDER].copy()
    for k in range(ORDER - 4, -1, -4):
        c0, c1, c2, c3 = series[k : k + 4]
        np.multiply(total, x4, total)
        total += (c0 + c1 * x) + (c2 + c3 * x) * x2
    return total


def _products(series: FloatArray, k: int, out: FloatArray, term: FloatArray) -> None:
    """Sum the products of coefficients of v that make up the one of degree `k` of its square."""
    if k == 2:
        np.multiply(series[1, 0], series[1, 0], out)
        return
    np.multiply(series[1, 0], series[k - 1, 0], out)
    for j in range(2, (k + 1) // 2):
        np.multiply(series[j, 0], series[k - j, 0], term)
        np.add(out, term, out)
    np.multiply(2.0, out, out)
    if k % 2 == 0:
        np.multiply(series[k // 2, 0], series[k // 2, 0], term)
        np.add(out, term, out)
