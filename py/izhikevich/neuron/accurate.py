"""The accurate scheme: classical Runge-Kutta steps and interpolated spike times.

The run lands on every sample and on every jump of the current. In between, the length of a step
follows from the state alone (no step is ever rejected): a fraction of the shortest time scale of
the equations. A spike is located inside its step where the Hermite cubic through both ends meets
the peak; the reset happens there, and the run goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, sqrt

import numpy as np

from izhikevich.engine.selection import worthwhile
from izhikevich.errors import SimulationError
from izhikevich.neuron.explicit import Record
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.rules import FloatArray, LinearDrive
from izhikevich.neuron.stimulus_base import EDGE, Stimulus

MAX_STEPS = 5_000_000
#: A step costs about as much as this many of the explicit schemes.
_COST = 4
#: Below this voltage (mV) a run has diverged; here nothing overshoots.
LOWEST_V = -1e5
#: Step length in units of the shortest time scale.
_FRACTION = 0.25
_LONGEST_STEP = 0.5
#: More than this many spikes within one ms: the neuron runs away.
_MOST_SPIKES_PER_MS = 100

Segments = tuple[FloatArray, FloatArray, FloatArray, FloatArray]


def accurate(p: Parameters, stimulus: Stimulus, t: FloatArray, v: float, u: float) -> Record:
    """Integrate over the sample times `t` (ms) from the state (v, u) at t[0]."""
    segments = _segments(stimulus, t)
    if worthwhile(_COST * t.size):
        found = _compiled(p, segments, t, v, u)
        if found is not None:
            return found
    record = Record.empty(t.size)
    nodes, starts, slopes, bends = (part.tolist() for part in segments)
    times = t.tolist()
    step = _stepper(p)
    v, u = _spikes_at_once(record, p, times[0], v, u)
    record.v[0], record.u[0] = v, u
    sample, budget, node = 1, MAX_STEPS, times[0]
    for end, start, slope, bend in zip(nodes[1:], starts, slopes, bends, strict=True):
        v, u, used = step(record, node, end - node, start, slope, bend, v, u)
        budget -= used
        if budget < 0:
            raise SimulationError(
                f"more than {MAX_STEPS:,} steps were needed by {end:g} ms: "
                "take a shorter run, or a weaker current",
                end,
            )
        if end == times[sample]:
            record.v[sample], record.u[sample] = v, u
            sample += 1
        node = end
    record.spike_indices = np.searchsorted(t, record.spike_times).tolist()
    return record


def _segments(stimulus: Stimulus, t: FloatArray) -> Segments:
    """Cut the run where the current jumps, and fit a parabola to the current in each segment.

    The parabola goes through the current at 1/4, 1/2 and 3/4 of the segment, never at its ends:
    so jumps at the ends are on the right side, and steps and ramps are exact.

    Returns
    -------
    nodes : array, shape (n + 1,)
        Ends of the segments, among them all sample times.
    starts, slopes, bends : arrays, shape (n,)
        Current start + slope s + bend s^2 at the time s (ms) after the beginning of a segment.
    """
    nodes = t
    if t.size > 1:
        dt = float(t[1] - t[0])
        breaks = np.asarray(stimulus.breakpoints(float(t[0]), float(t[-1])))
        apart = np.abs(breaks - dt * np.rint(breaks / dt)) > EDGE
        nodes = np.sort(np.concatenate((t, breaks[apart])))
    pieces = 1 if t.size < 2 else ceil(float(t[1] - t[0]) / stimulus.longest_interval - 1e-9)
    if nodes.size * pieces > MAX_STEPS:
        raise SimulationError(
            f"following this stimulus needs more than {MAX_STEPS:,} steps: take a shorter run"
        )
    if pieces > 1:
        inner = nodes[:-1, None] + np.diff(nodes)[:, None] * (np.arange(pieces) / pieces)
        nodes = np.append(inner.ravel(), nodes[-1])
    width = np.diff(nodes)
    inside = nodes[:-1, None] + width[:, None] * np.array((0.25, 0.5, 0.75))
    first, middle, last = stimulus.sample(inside).T
    change, curvature = last - first, (first - middle) + (last - middle)
    slope = (2.0 * change - 8.0 * curvature) / width
    bend = 8.0 * curvature / (width * width)
    start = middle - change + 2.0 * curvature
    return nodes, start, slope, bend


def _compiled(
    p: Parameters, segments: Segments, t: FloatArray, v: float, u: float
) -> Record | None:
    """Do the same in the compiled engine; None if the run cannot go on."""
    from izhikevich.engine.runs import run_accurate

    found = run_accurate(p, segments, t, v, u)
    if found is None:
        return None
    vs, us, times, spike_v, spike_u = found
    return Record(vs, us, np.searchsorted(t, times), times, spike_v, spike_u)


def _stepper(p: Parameters) -> Callable[..., tuple[float, float, int]]:
    """Return the function that carries the state of this neuron through one segment."""
    a, b, v_peak, k2, k1, k0, C = p.a, p.b, p.v_peak, p.k2, p.k1, p.k0, p.C
    linear, origin, leak = isinstance(p.drive, LinearDrive), p.drive.origin, float(p.drive.leak)
    target, steepness, peak_slope = p.drive.target, p.drive.slope, p.peak_slope
    stiff_linear = a * a + abs(a * b) / C
    four_k2, two_k2, per_c = 4.0 * k2, 2.0 * k2, 1.0 / C

    def advance(
        record: Record,
        node: float,
        width: float,
        start: float,
        slope: float,
        bend: float,
        v: float,
        u: float,
    ) -> tuple[float, float, int]:
        """Return the state at the end of the segment, and the number of steps it took."""
        s, used, stiff = 0.0, 0, stiff_linear
        varies = slope != 0.0 or bend != 0.0
        i1 = i2 = i3 = start
        while True:
            used += 1
            if varies:
                i1 = start + s * (slope + s * bend)
            f = (k2 * v + k1) * v + k0 - u + i1
            x = (two_k2 * v + k1) * per_c
            if not linear:
                stiff = a * a + abs(a * steepness(v, b)) * per_c
            h = _FRACTION / sqrt(x * x + four_k2 * abs(f) * per_c * per_c + stiff)
            if h > _LONGEST_STEP:
                h = _LONGEST_STEP
            rest = width - s
            last = h >= rest
            if last:
                h = rest
            half = 0.5 * h
            if varies:
                middle, end = s + half, s + h
                i2 = start + middle * (slope + middle * bend)
                i3 = start + end * (slope + end * bend)
            v1 = f * per_c
            u1 = a * ((b * (v - origin) if linear else target(v, b)) - leak * u)
            w, z = v + half * v1, u + half * u1
            v2 = ((k2 * w + k1) * w + k0 - z + i2) * per_c
            u2 = a * ((b * (w - origin) if linear else target(w, b)) - leak * z)
            w, z = v + half * v2, u + half * u2
            v3 = ((k2 * w + k1) * w + k0 - z + i2) * per_c
            u3 = a * ((b * (w - origin) if linear else target(w, b)) - leak * z)
            w, z = v + h * v3, u + h * u3
            v4 = ((k2 * w + k1) * w + k0 - z + i3) * per_c
            u4 = a * ((b * (w - origin) if linear else target(w, b)) - leak * z)
            w = v + h * (v1 + 2.0 * (v2 + v3) + v4) / 6.0
            z = u + h * (u1 + 2.0 * (u2 + u3) + u4) / 6.0
            if w > v_peak + peak_slope * z:
                v4 = ((k2 * w + k1) * w + k0 - z + i3) * per_c
                u4 = a * ((b * (w - origin) if linear else target(w, b)) - leak * z)
                cubic_v, cubic_u = _cubic(v, w, h * v1, h * v4), _cubic(u, z, h * u1, h * u4)
                x = _crossing(cubic_v, cubic_u, v_peak, peak_slope)
                s += x * h
                v, u = _spikes_at_once(
                    record, p, node + s, _value(cubic_v, x), _value(cubic_u, x), sure=True
                )
                if s >= width:
                    return v, u, used
                continue
            if not w > LOWEST_V or used > MAX_STEPS:
                raise _lost(node + s, w)
            v, u = w, z
            if last:
                return v, u, used
            s += h

    return advance


def _cubic(y0: float, y1: float, d0: float, d1: float) -> tuple[float, float, float, float]:
    """Return the coefficients of the cubic with these values and slopes at 0 and 1."""
    change = y1 - y0
    return y0, d0, 3.0 * change - 2.0 * d0 - d1, d0 + d1 - 2.0 * change


def _value(cubic: tuple[float, float, float, float], x: float) -> float:
    c0, c1, c2, c3 = cubic
    return c0 + x * (c1 + x * (c2 + x * c3))


def _crossing(
    cubic_v: tuple[float, float, float, float],
    cubic_u: tuple[float, float, float, float],
    v_peak: float,
    peak_slope: float,
) -> float:
    """Return where in (0, 1] v first exceeds the peak; false position, kept safe by halving."""
    c0, c1, c2, c3 = (x - peak_slope * y for x, y in zip(cubic_v, cubic_u, strict=True))
    c0 -= v_peak
    low, high, at_low, at_high = 0.0, 1.0, c0, c0 + c1 + c2 + c3
    if at_low >= 0.0:
        return 0.0
    for turn in range(60):
        x = (
            0.5 * (low + high)
            if turn % 3 == 2
            else low - at_low * (high - low) / (at_high - at_low)
        )
        value = c0 + x * (c1 + x * (c2 + x * c3))
        if abs(value) < 1e-12:
            return x
        if value >= 0.0:
            high, at_high = x, value
        else:
            low, at_low = x, value
        if high - low < 1e-12:
            break
    return high


def _spikes_at_once(
    record: Record, p: Parameters, time: float, v: float, u: float, sure: bool = False
) -> tuple[float, float]:
    """Record the spike of a state at (`sure`) or above the peak and return the state after it."""
    times = record.spike_times
    while sure or v > p.peak(u):
        sure = False
        times.append(time)
        record.spike_v.append(v)
        record.spike_u.append(u)
        if len(times) > _MOST_SPIKES_PER_MS and time - times[-_MOST_SPIKES_PER_MS] < 1.0:
            raise SimulationError(
                f"the neuron runs away: at {time:.4g} ms it fires more than "
                f"{_MOST_SPIKES_PER_MS} spikes per ms, ever faster, because u ({u:.4g}) does not "
                "bring it to rest after the spikes. Change d or c, or take the scheme and the dt "
                "of the published figure.",
                time,
            )
        v, u = p.reset(u)
    return v, u


def _lost(time: float, v: float) -> SimulationError:
    """Return the error for a run that cannot go on."""
    if v > LOWEST_V:
        text = f"more than {MAX_STEPS:,} steps are needed at {time:g} ms"
    else:
        text = f"the voltage diverged at {time:g} ms: u grows without bound"
    return SimulationError(f"{text}. Take a shorter run or a weaker current.", time)
