"""The accurate scheme: Taylor series in time, with bounded local error and located spikes.

The right-hand sides are polynomials, so the Taylor coefficients of v and u follow from one another
in a few operations. The last coefficient determines how long a step may be before the truncated
series becomes inaccurate; no step is ever rejected. The series also gives the samples, wherever
they fall within a step, so steps and spikes do not depend on them, and the times at which v reaches
the peak or the voltage at which the drive of u changes: the step ends there.

Where a piecewise drive pushes v back to its switch from both sides, v stays there, and u follows
the current: the limit of ever shorter steps (Filippov's solution).
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from math import inf
from struct import Struct
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import SimulationError
from izhikevich.messages import Number, msg
from izhikevich.native.backend import worthwhile
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.schemes.explicit import Record
from izhikevich.neuron.schemes.tolerances import (
    ARRIVED,
    DIVERGED,
    ENDLESS,
    FASTEST,
    MAX_SPIKES_PER_MS,
    NARROW,
    ONE,
    ORDER,
    PAUSED,
    SHORTEST,
    SLIDING,
    SLIDING_STEP,
    TOLERANCE,
)
from izhikevich.neuron.stimuli.base import EDGE, Stimulus
from izhikevich.progress import Progress, reached

if TYPE_CHECKING:
    from izhikevich.neuron.native.runs import AccurateRun

MAX_STEPS = 5_000_000
#: Below this voltage (mV) a run has diverged; this scheme does not overshoot.
LOWEST_V = -1e5

# A step costs about as much as this many steps of the explicit schemes.
_COST = 4
# Steps between two checks of the pace, and between two progress reports; the same in the compiled
# engine.
_CHUNK = 5_000
_COMPILED_CHUNK = 50_000
# A run whose pace would take it this many times beyond MAX_STEPS is given up early.
_HOPELESS = 10.0
_PARTS = tuple(1.0 / k for k in range(1, ORDER + 1))
_NUMBER, _BITS = Struct("<d"), Struct("<q")

_Whole = TypeVar("_Whole", int, IndexArray)

Segments = tuple[FloatArray, FloatArray, FloatArray, FloatArray]
#: Taylor coefficients, ORDER + 1 numbers.
Series = list[float]
Step = Callable[..., tuple[float, float, float, int, Series, Series]]
Expansion = Callable[[float, float, float, float, float], tuple[Series, Series, bool]]


class _Running(Protocol):
    """A run that can be continued."""

    @property
    def used(self) -> int: ...

    @property
    def now(self) -> float: ...

    def go(self, most: int) -> int: ...


def accurate(
    p: Parameters, stimulus: Stimulus, t: FloatArray, v: float, u: float
) -> Generator[Progress, None, Record]:
    """Integrate over the sample times `t` (ms) from the state (v, u) at t[0], with progress."""
    segments = _segments(stimulus, float(t[0]), float(t[-1]))
    begun = Spikes()
    v, u, endless = begun.at(p, float(t[0]), v, u)
    if endless:
        raise failed(ENDLESS, begun.times[-1], begun.u[-1])
    run: _Run | AccurateRun
    chunk = _CHUNK
    if worthwhile(_COST * t.size):
        from izhikevich.neuron.native.runs import AccurateRun

        before = begun.times, begun.v, begun.u
        run = AccurateRun(p, LOWEST_V, segments, t, (v, u), before)
        chunk = _COMPILED_CHUNK
    else:
        run = _Run(p, segments, t, (v, u), begun)
    how = yield from _finishing(run, float(t[0]), float(t[-1]), chunk)
    vs, us, times, spike_v, spike_u = run.result()
    if how == ENDLESS:
        raise failed(how, float(times[-1]), float(spike_u[-1]))
    if how == DIVERGED:
        raise failed(how, run.now)
    return Record(vs, us, np.searchsorted(t, times), times, spike_v, spike_u)


def _finishing(
    run: _Running, start: float, stop: float, chunk: int
) -> Generator[Progress, None, int]:
    """Continue a run to its end, as long as that is within reach; return how it ended."""
    used = 0
    while True:
        how = run.go(chunk)
        used += run.used
        if how != PAUSED:
            return how
        pace = used * (stop - start) / max(run.now - start, 1e-300)
        if used > MAX_STEPS or pace > _HOPELESS * MAX_STEPS:
            raise SimulationError(
                msg(
                    "more than {most} steps are needed: by {now} ms they were {used}. The neuron "
                    "changes too fast for so long a run: use a shorter one, a larger C, or a "
                    "weaker current.",
                    most=Number(MAX_STEPS, form=","),
                    now=Number(run.now, form="g"),
                    used=Number(used, form=","),
                ),
                run.now,
            )
        yield reached((run.now - start) / (stop - start), run.now)


def _segments(stimulus: Stimulus, t0: float, t1: float) -> Segments:
    """Cut the run where the current jumps, and fit a parabola to the current in each segment.

    The parabola goes through the current at 1/4, 1/2 and 3/4 of the segment, never at its ends, so
    jumps at the ends stay on the right side, and steps and ramps are exact.

    Returns
    -------
    nodes : array, shape (n + 1,)
        Ends of the segments, ms.
    starts, slopes, bends : arrays, shape (n,)
        Current start + slope s + bend s^2 at the time s (ms) after the beginning of a segment.
    """
    longest = stimulus.longest_interval
    if (t1 - t0) / longest > MAX_STEPS:
        raise SimulationError(
            msg(
                "following this stimulus needs more than {most} steps: use a shorter run",
                most=Number(MAX_STEPS, form=","),
            )
        )
    breaks = np.asarray((t0, *stimulus.breakpoints(t0, t1)), dtype=np.float64)
    # Of several edges within reach of one, take the first; the run itself ends where it ends.
    apart = np.concatenate(((True,), np.diff(breaks) > 8.0 * EDGE))
    nodes = breaks[apart & (breaks < t1 - 8.0 * EDGE) | (breaks == t0)]
    if longest < inf:
        pieces = np.maximum(np.ceil(np.diff(nodes, append=t1) / longest - 1e-9), 1.0).astype(int)
        if pieces.sum() > MAX_STEPS:
            raise SimulationError(
                msg(
                    "following this stimulus needs more than {most} steps: use a shorter run",
                    most=Number(MAX_STEPS, form=","),
                )
            )
        firsts = np.repeat(np.cumsum(pieces) - pieces, pieces)
        nodes = np.repeat(nodes, pieces) + (np.arange(pieces.sum()) - firsts) * longest
    nodes = np.append(nodes, t1)
    width = np.diff(nodes)
    inside = nodes[:-1, None] + width[:, None] * np.array((0.25, 0.5, 0.75))
    first, middle, last = stimulus.sample(inside).T
    change, curvature = last - first, (first - middle) + (last - middle)
    slope = (2.0 * change - 8.0 * curvature) / width
    bend = 8.0 * curvature / (width * width)
    start = middle - change + 2.0 * curvature
    return nodes, start, slope, bend


class Spikes:
    """The spikes of one neuron: times (ms), and the states (v, u) just before the resets."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.v: list[float] = []
        self.u: list[float] = []

    def at(
        self, p: Parameters, time: float, v: float, u: float, sure: bool = False
    ) -> tuple[float, float, bool]:
        """Record the spikes of a state above the peak; `sure` if the first one is certain.

        Returns
        -------
        v, u : float
            State after them.
        endless : bool
            Whether the neuron runs away.
        """
        times = self.times
        while sure or v > p.peak(u):
            sure = False
            times.append(time)
            self.v.append(v)
            self.u.append(u)
            if len(times) > MAX_SPIKES_PER_MS and time - times[-1 - MAX_SPIKES_PER_MS] < 1.0:
                return v, u, True
            v, u = p.reset(u)
        return v, u, False


class _Run:
    """One neuron, run piece by piece: `AccurateRun` of neuron/native/runs.py."""

    def __init__(
        self,
        p: Parameters,
        segments: Segments,
        t: FloatArray,
        state: tuple[float, float],
        spikes: Spikes,
    ) -> None:
        (self._v, self._u), self._s = state, 0.0
        nodes, *current = (part.tolist() for part in segments)
        self._nodes, self._segments = nodes, list(zip(nodes, nodes[1:], *current, strict=False))
        self._times = [*t.tolist(), inf]
        self._spikes, self._segment, self.used = spikes, 0, 0
        self._step = stepper(p, expansion(p), spikes, LOWEST_V)
        self._samples: tuple[list[float], list[float]] = ([], [])

    @property
    def now(self) -> float:
        """Time (ms)."""
        return float(self._nodes[self._segment]) + self._s

    def go(self, most: int) -> int:
        """Take up to `most` steps, and return how the run ended."""
        v, u, s, used, how, step = self._v, self._u, self._s, 0, ARRIVED, self._step
        times, (vs, us) = self._times, self._samples
        due = times[len(vs)]
        while self._segment < len(self._segments) and how == ARRIVED:
            node, end, start, slope, bend = self._segments[self._segment]
            width = end - node
            while s < width and how == ARRIVED:
                if used == most:
                    how = PAUSED
                    break
                used += 1
                current, rate = start + s * (slope + s * bend), slope + 2.0 * s * bend
                before = s
                v, u, s, how, cv, cu = step(node, s, width, v, u, current, rate, bend)
                now = node + s
                while due < now:
                    x = due - node - before
                    vs.append(value(cv, x))
                    us.append(value(cu, x))
                    due = times[len(vs)]
            if s >= width:
                self._segment, s = self._segment + 1, 0.0
        self._v, self._u, self._s, self.used = v, u, s, used
        return how

    def result(self) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
        """Return v and u at the samples, and time, v and u of the spikes."""
        missing = len(self._times) - 1 - len(self._samples[0])
        vs, us = (
            np.array(some + [end] * missing)
            for some, end in zip(self._samples, (self._v, self._u), strict=True)
        )
        spikes = self._spikes
        return vs, us, np.array(spikes.times), np.array(spikes.v), np.array(spikes.u)


def stepper(p: Parameters, expand: Expansion, spikes: Spikes, lowest: float) -> Step:
    """Return the function that takes one step of this neuron.

    Parameters
    ----------
    p : Parameters
    expand : Expansion
        `expansion` of the same neuron.
    spikes : Spikes
        Where the spikes are recorded.
    lowest : float
        Voltage (mV) below which the neuron has failed.
    """
    v_peak, peak_slope, per_c = p.v_peak, p.peak_slope, 1.0 / p.C
    linear = isinstance(p.drive, LinearDrive)

    def step(
        node: float, s: float, width: float, v: float, u: float, i0: float, i1: float, i2: float
    ) -> tuple[float, float, float, int, Series, Series]:
        """Go from the state (v, u) at node + s at most to node + width."""
        cv, cu, sliding = expand(v, u, i0, i1, i2)
        if not sliding:
            h = step_length(cv[1], cv[ORDER], cu[ORDER], per_c)
        else:
            h = SLIDING_STEP if i1 != 0.0 or i2 != 0.0 else inf
        rest = width - s
        last = not h < rest
        if last:
            h = rest
        v, u = value(cv, h), value(cu, h)
        if not linear and not sliding:
            v, u, h, last = to_switch(p, cv, cu, h, v, u, last)
        rise, height = cv[1] - peak_slope * cu[1], cv[0] - peak_slope * cu[0] - v_peak
        if v > v_peak + peak_slope * u or height + h * rise > 0.0:
            part = to_peak(p, cv, cu, h)
            if part >= 0.0:
                s = width if last and part >= h else s + part
                v, u = value(cv, part), value(cu, part)
                v, u, endless = spikes.at(p, node + s, v, u, sure=True)
                return v, u, s, ENDLESS if endless else ARRIVED, cv, cu
        return v, u, width if last else s + h, ARRIVED if v > lowest else DIVERGED, cv, cu

    return step


def expansion(p: Parameters) -> Expansion:
    """Return the function that expands the solution of this neuron from a state.

    It takes v, u and the coefficients of the current, and returns those of v and u, and whether
    v slides along the switch of the drive.
    """
    a, b, k2, k1, k0, drive = p.a, p.b, p.k2, p.k1, p.k0, p.drive
    per_c, leak, origin = 1.0 / p.C, float(drive.leak), drive.origin
    two_k2, q, a_leak = 2.0 * k2, k2 * per_c, a * leak
    _, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12 = _PARTS
    linear = isinstance(drive, LinearDrive)
    turn, b_below = inf, b
    if isinstance(drive, PiecewiseDrive):
        turn, b_below = drive.switch, drive.b_below
    elif isinstance(drive, CubicDrive):
        turn, b_below = origin, 0.0

    def expand(
        v0: float, u0: float, i0: float, i1: float, i2: float
    ) -> tuple[Series, Series, bool]:
        slope = b
        v1 = ((k2 * v0 + k1) * v0 + k0 - u0 + i0) * per_c
        if not linear:
            above = v1 > 0.0 if v0 == turn else v0 > turn
            if isinstance(drive, CubicDrive):
                if above and drive.scale != 0.0:
                    return _cubic(p, drive, v0, u0, v1, i1, i2)
                slope = 0.0
            elif v0 == turn and _slides(p, v0, u0, v1, i1):
                rest = [0.0] * (ORDER - 2)
                u0 = (k2 * v0 + k1) * v0 + k0 + i0
                return [v0, 0.0, 0.0, *rest], [u0, i1, i2, *rest], True
            elif not above:
                slope = b_below
        m, pull = a * slope, (two_k2 * v0 + k1) * per_c
        u1 = a * (slope * (v0 - origin) - leak * u0)
        v2 = (pull * v1 - per_c * u1 + i1 * per_c) * r2
        u2 = (m * v1 - a_leak * u1) * r2
        v3 = (pull * v2 - per_c * u2 + q * (v1 * v1) + i2 * per_c) * r3
        u3 = (m * v2 - a_leak * u2) * r3
        v4 = (pull * v3 - per_c * u3 + q * (2.0 * (v1 * v2))) * r4
        u4 = (m * v3 - a_leak * u3) * r4
        v5 = (pull * v4 - per_c * u4 + q * (2.0 * (v1 * v3) + v2 * v2)) * r5
        u5 = (m * v4 - a_leak * u4) * r5
        v6 = (pull * v5 - per_c * u5 + q * (2.0 * (v1 * v4 + v2 * v3))) * r6
        u6 = (m * v5 - a_leak * u5) * r6
        v7 = (pull * v6 - per_c * u6 + q * (2.0 * (v1 * v5 + v2 * v4) + v3 * v3)) * r7
        u7 = (m * v6 - a_leak * u6) * r7
        v8 = (pull * v7 - per_c * u7 + q * (2.0 * (v1 * v6 + v2 * v5 + v3 * v4))) * r8
        u8 = (m * v7 - a_leak * u7) * r8
        v9 = (pull * v8 - per_c * u8 + q * (2.0 * (v1 * v7 + v2 * v6 + v3 * v5) + v4 * v4)) * r9
        u9 = (m * v8 - a_leak * u8) * r9
        v10 = (pull * v9 - per_c * u9 + q * (2.0 * (v1 * v8 + v2 * v7 + v3 * v6 + v4 * v5))) * r10
        u10 = (m * v9 - a_leak * u9) * r10
        v11 = (
            pull * v10 - per_c * u10 + q * (2.0 * (v1 * v9 + v2 * v8 + v3 * v7 + v4 * v6) + v5 * v5)
        ) * r11
        u11 = (m * v10 - a_leak * u10) * r11
        v12 = (
            pull * v11
            - per_c * u11
            + q * (2.0 * (v1 * v10 + v2 * v9 + v3 * v8 + v4 * v7 + v5 * v6))
        ) * r12
        u12 = (m * v11 - a_leak * u11) * r12
        cv = [v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12]
        cu = [u0, u1, u2, u3, u4, u5, u6, u7, u8, u9, u10, u11, u12]
        return cv, cu, False

    return expand


def _cubic(
    p: Parameters, drive: CubicDrive, v0: float, u0: float, v1: float, i1: float, i2: float
) -> tuple[Series, Series, bool]:
    """Expand the solution above the origin of a cubic drive."""
    a, per_c = p.a, 1.0 / p.C
    pull, q = (2.0 * p.k2 * v0 + p.k1) * per_c, p.k2 * per_c
    x = [v0 - drive.origin, v1]
    square = [x[0] * x[0]]
    v, u = [v0, v1], [u0, a * (drive.scale * (x[0] * square[0]) - u0)]
    for k in range(1, ORDER):
        products = 0.0
        if k > 1:
            for j in range(1, (k + 1) // 2):
                products += v[j] * v[k - j]
            products *= 2.0
            if k % 2 == 0:
                products += v[k // 2] * v[k // 2]
        square.append(2.0 * x[0] * x[k] + products)
        change = pull * v[k] - per_c * u[k]
        if k > 1:
            change += q * products
        if k < 3:
            change += (i1 if k == 1 else i2) * per_c
        cube = x[0] * square[k]
        for j in range(1, k + 1):
            cube += x[j] * square[k - j]
        v.append(change * _PARTS[k])
        u.append((a * (drive.scale * cube) - a * u[k]) * _PARTS[k])
        x.append(v[k + 1])
    return v, u, False


def _slides(p: Parameters, v: float, u: float, v1: float, i1: float) -> bool:
    """Tell whether v stays at the switch of a piecewise drive, pushed there from both sides."""
    drive, leak = p.drive, float(p.drive.leak)
    assert isinstance(drive, PiecewiseDrive)
    x = v - drive.origin
    above = i1 - p.a * (p.b * x - leak * u)
    below = i1 - p.a * (drive.b_below * x - leak * u)
    if not (above < 0.0 and below > 0.0):
        return False
    least = (-above if -above < below else below) * (1.0 / p.C)
    return abs(v1) < 0.5 * SLIDING * least


def step_length(v1: float, v_last: float, u_last: float, per_c: float) -> float:
    """Return the step (ms) after which the last term of the series is about as large as allowed.

    Takes the root of degree ORDER of the logarithms that the bits of numbers with exponents
    approximate: accurate to a few percent.
    """
    last, other = abs(v_last), abs(u_last) * per_c
    if other > last:
        last = other
    if not last < inf:  # beyond the range of floats
        return 0.0
    allowed = TOLERANCE * (1.0 + min(abs(v1), FASTEST))
    return float(_NUMBER.unpack(_BITS.pack(twelfth(_bits(allowed) - _bits(last)) + ONE))[0])


def twelfth(bits: _Whole) -> _Whole:
    """Return about a twelfth, using shifts only."""
    return (bits >> 4) + (bits >> 6) + ((bits >> 8) + (bits >> 10))


def _bits(number: float) -> int:
    return int(_BITS.unpack(_NUMBER.pack(number))[0])


def to_switch(
    p: Parameters, cv: Series, cu: Series, h: float, v: float, u: float, last: bool
) -> tuple[float, float, float, bool]:
    """Shorten a step that leads to (v, u) so that it ends where v crosses the switch of the drive.

    Returns
    -------
    v, u, h : float
        State at the end of the step, and its length.
    last : bool
        Whether it still ends at the end of the segment.
    """
    drive = p.drive
    turn = drive.switch if isinstance(drive, PiecewiseDrive) else drive.origin
    above = cv[1] > 0.0 if cv[0] == turn else cv[0] > turn
    c = [-x for x in cv] if above else list(cv)
    c[0] = turn - cv[0] if above else cv[0] - turn
    part = reach(c, h)
    if 0.0 <= part < SHORTEST < h:
        return value(cv, SHORTEST), value(cu, SHORTEST), SHORTEST, False
    if part >= SHORTEST:
        if part < h:
            return turn, value(cu, part), part, False
        return turn, value(cu, h), h, last
    return v, u, h, last


def to_peak(p: Parameters, cv: Series, cu: Series, h: float) -> float:
    """Return where in a step a neuron spikes; a negative number if it does not."""
    slope = p.peak_slope
    c = [x - slope * y for x, y in zip(cv, cu, strict=True)]
    c[0] -= p.v_peak
    return reach(c, h)


def value(c: Series, x: float) -> float:
    """Return the sum of a series at `x`."""
    c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12 = c
    x2 = x * x
    x4 = x2 * x2
    high = c12 * x4 + ((c8 + c9 * x) + (c10 + c11 * x) * x2)
    middle = high * x4 + ((c4 + c5 * x) + (c6 + c7 * x) * x2)
    return middle * x4 + ((c0 + c1 * x) + (c2 + c3 * x) * x2)


def _derivative(c: Series) -> Series:
    return [*(k * c[k] for k in range(1, ORDER + 1)), 0.0]


def reach(c: Series, h: float) -> float:
    """Return where in (0, h] a series first exceeds 0; a negative number if it never does.

    The series does not exceed 0 at 0, and is assumed to turn at most once. Halley's method, which
    is exact for the pole that v runs to, is safeguarded by bisection.
    """
    low, high = 0.0, h
    height, changes = value(c, h), _derivative(c)
    if not height > 0.0:
        if not (c[1] > 0.0 and c[0] + h * c[1] > 0.0 and value(changes, h) < 0.0):
            return -1.0
        for _ in range(50):
            x = 0.5 * (low + high)
            if value(changes, x) > 0.0:
                low = x
            else:
                high = x
        height = value(c, high)
        if not height > 0.0:
            return -1.0
        low = 0.0
    x, bends = high, _derivative(changes)
    for _ in range(60):
        slope = value(changes, x)
        change = inf
        if slope != 0.0:
            change = height / slope  # Newton's method
            part = 0.5 * change * value(bends, x) / slope
            if 0.0 < part < 1.0:
                change /= 1.0 - part
        after = x - change
        inside = low < after < high
        if abs(change) <= NARROW * h:
            return after if inside else x
        x = after if inside else 0.5 * (low + high)
        height = value(c, x)
        if height > 0.0:
            high = x
        else:
            low = x
    return x


def failed(how: int, time: float, u: float = 0.0) -> SimulationError:
    """Return the error of a run that failed.

    Parameters
    ----------
    how : int
        `ENDLESS` or `DIVERGED`.
    time : float
        When, ms: for an endless run, its last spike.
    u : float
        Recovery variable before the last spike of an endless run.
    """
    if how == ENDLESS:
        text = msg(
            "the neuron runs away: at {time} ms it fires more than {most} spikes per ms, ever "
            "faster, because u ({u}) does not bring it to rest after the spikes. Change d or c, or "
            "use the scheme and the dt of the published figure.",
            time=Number(time, form=".4g"),
            most=MAX_SPIKES_PER_MS,
            u=Number(u, form=".4g"),
        )
    else:
        text = msg(
            "the voltage diverged at {now} ms: u grows without bound, or C is far too small. "
            "Use a shorter run, a larger C, or a weaker current.",
            now=Number(time, form="g"),
        )
    return SimulationError(text, time)
