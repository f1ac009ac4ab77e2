"""The map from one reset to the next: the full geometry of tonic firing, bursting, chattering.

After a spike v is at the reset, so u there determines everything that follows. The map takes u just
after one reset to u just after the next. A stable fixed point of it is tonic firing; a cycle of it
is a burst; where it is undefined the trajectory never returns to the peak: rest.

A burst ends where a reset lands above the v-nullcline. Below it, v rises immediately and the next
spike follows closely; above it, v first falls, and, unless it soon turns back, the trajectory goes
around the left knee while u decays. So the resets from one such turn to the next are the spikes of
a burst.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from itertools import pairwise
from math import isnan

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.arguments import current_of
from izhikevich.dynamics.arguments import interval as range_of
from izhikevich.dynamics.bifurcations.diagram import cycle_length, jump_size
from izhikevich.dynamics.maps.regimes import firing_of_many
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.messages import Message, Number, msg
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.batch import spike_batch
from izhikevich.neuron.simulation import initial_state, simulating
from izhikevich.neuron.stimuli.stimulus import steady
from izhikevich.progress import Progress, Report, Steps, part_of, returning
from izhikevich.results import Plotted, Tabular

#: Waiting time for the next spike, ms: in rounds, so that few neurons run for long.
_ROUNDS = (10.0, 30.0, 80.0, 380.0, 1000.0)
_AT_REST = 1e-6  # mV/ms
_FINE = 7  # points around each fixed point, for its slope
_SETTLED = 2000.0  # ms, of which the second half is considered settled
_DT = 0.5  # sampling interval of the accurate scheme, ms
_TEXT = "Following the resets"
_MAX_SHOWN = 60  # resets shown of an orbit that does not repeat


@dataclass(frozen=True)
class FixedReset:
    """A fixed point of the reset map: firing with one interval.

    Parameters
    ----------
    u : float
        Recovery variable after each reset.
    slope : float
        Slope of the map there.
    interval : float
        Interspike interval, ms.
    stable : bool
        Whether the resets converge to it: |slope| < 1.
    """

    u: float
    slope: float
    interval: float
    stable: bool


@dataclass(frozen=True, eq=False)
class ResetMap(Plotted, Tabular):
    """The reset map of a neuron at a constant current.

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    current : float
        Constant current I, in the unit of u.
    u : array, shape (n,)
        Recovery variable just after a reset, ascending.
    after : array, shape (n,)
        Value just after the next reset; NaN if none comes within 1.5 s.
    interval : array, shape (n,)
        Time to the next reset, ms.
    turns : tuple of float
        Values of u at which the reset lies on the v-nullcline: beyond, v falls at first, and a
        burst ends.
    fixed_points : tuple of FixedReset
        Where the map meets the diagonal, by ascending u.
    orbit : array, shape (m,)
        Resets on which the neuron settles: one cycle, or those of an orbit that does not repeat.
        Empty if it comes to rest.
    period : int
        Number of spikes after which the resets repeat; 0 if they do not.
    bursts : tuple of int
        Sizes of the bursts along one cycle, or the whole orbit, by the rules of
        `izhikevich.dynamics.maps.regimes`; empty if it does not burst.
    """

    parameters: Parameters
    current: float
    u: FloatArray
    after: FloatArray
    interval: FloatArray
    turns: tuple[float, ...]
    fixed_points: tuple[FixedReset, ...]
    orbit: FloatArray
    period: int
    bursts: tuple[int, ...]

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<ResetMap: {self.u.size:,} values of u; {self.reading}>"

    def _columns(self) -> dict[str, FloatArray]:
        return {"u": self.u, "after": self.after, "interval": self.interval}

    @property
    def reading(self) -> Message:
        """The attractor of the neuron, in a few words."""
        if not self.orbit.size:
            both = any(point.stable for point in self.fixed_points)
            if both:
                return msg("comes to rest; tonic firing is also stable")
            return msg("comes to rest")
        if self.bursts:
            sizes = sorted(set(self.bursts))
            if len(sizes) == 1:
                return msg("{count} spikes per burst", count=sizes[0])
            fewer = ", ".join(map(str, sizes[:-1]))
            return msg("bursts of {fewer} and {most} spikes", fewer=fewer, most=sizes[-1])
        if self.period == 1:
            found = min(self.fixed_points, key=lambda p: abs(p.u - self.orbit[0]), default=None)
            if found is None:
                return msg("tonic firing")
            interval = Number(found.interval, "ms", ".3g")
            return msg("tonic firing, every {interval}", interval=interval)
        if self.period:
            return msg("repeats after {count} spikes", count=self.period)
        return msg("does not repeat")


@returning
def reset_map(
    cell: Cell,
    current: float,
    u_range: tuple[float, float],
    *,
    v0: float | None = None,
    u0: float | None = None,
    points: int = 160,
    progress: Report | None = None,
) -> Steps[ResetMap]:
    """Compute the reset map by the accurate scheme.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    current : float
        Injected current I, in the unit of u.
    u_range : (float, float)
        Range of u after a reset.
    v0, u0 : float, optional
        State from which the orbit starts; default as for `izhikevich.simulate`.
    points : int
        Number of values of u; at least 3.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    ResetMap

    Raises
    ------
    ParameterError
        If the range is empty, or an argument is not allowed.

    Notes
    -----
    Touboul & Brette, "Spiking dynamics of bidimensional integrate-and-fire neurons", SIAM J.
    Applied Dynamical Systems 8 (2009), 1462-1506, study this map.
    """
    parameters = parameters_of(cell)
    current = current_of(parameters, current)
    start = initial_state(parameters, v0, u0)
    low, high = range_of(u_range, "u_range", parameters.units["u"])
    if not low < high or points < 3:
        raise ParameterError("u_range", u_range, "must ascend, with at least 3 points")
    u = np.linspace(low, high, points)
    after, interval = yield from part_of(_next(parameters, current, u), 0.0, 0.6, _TEXT)
    fixed = yield from part_of(_fixed_points(parameters, current, u, after), 0.6, 0.9, _TEXT)
    turns = _turns(parameters, current, u)
    orbit, period, bursts = yield from part_of(_orbit(parameters, current, start), 0.9, 1.0, _TEXT)
    yield Progress(1.0, _TEXT)
    settled = orbit, period, bursts
    return ResetMap(parameters, current, u, after, interval, turns, fixed, *settled)


def _voltage_after(parameters: Parameters, u: FloatArray) -> FloatArray:
    """Return the voltage (mV) of the reset that left `u`."""
    found: FloatArray = parameters.c + parameters.c_slope * (u - parameters.d)
    return found


_Map = tuple[FloatArray, FloatArray]


def _next(parameters: Parameters, current: float, u: FloatArray) -> Generator[Progress, None, _Map]:
    """Return u after the next reset, and the time to it; NaN where there is none."""
    v = _voltage_after(parameters, u)
    after, interval = np.full((2, u.size), np.nan)
    waited, left, states = 0.0, np.arange(u.size), (v, u)
    for turn, duration in enumerate(_ROUNDS):
        if not left.size:
            break
        work = spike_batch(
            parameters,
            np.full(left.size, current),
            duration,
            dt=_DT,
            scheme="accurate",
            v0=states[0],
            u0=states[1],
        )
        batch = yield from part_of(work, turn / len(_ROUNDS), (turn + 1) / len(_ROUNDS), _TEXT)
        # Of several spikes of a neuron, the first is written last.
        who = left[batch.neurons[::-1]]
        after[who], interval[who] = batch.u_after[::-1], waited + batch.times[::-1]
        waiting = (batch.counts == 0) & np.isnan(batch.failed_at)
        waiting &= np.abs(parameters.dv(batch.v, batch.u, current)) > _AT_REST
        left, states = left[waiting], (batch.v[waiting], batch.u[waiting])
        waited += duration
    return after, interval


def _fixed_points(
    parameters: Parameters, current: float, u: FloatArray, after: FloatArray
) -> Generator[Progress, None, tuple[FixedReset, ...]]:
    """Return where the map meets the diagonal, with its slope at a finer resolution."""
    above = after - u
    with np.errstate(invalid="ignore"):
        where = np.flatnonzero(above[:-1] * above[1:] <= 0.0)
    if not where.size:
        return ()
    step = u[1] - u[0]
    fine = u[where, None] + step * np.linspace(-0.25, 1.25, _FINE)
    values, times = yield from _next(parameters, current, fine.ravel())
    found = []
    for x, y, t in zip(fine, values.reshape(fine.shape), times.reshape(fine.shape), strict=True):
        gap = y - x
        for i, (left, right) in enumerate(pairwise(gap.tolist())):
            slope = float((y[i + 1] - y[i]) / (x[i + 1] - x[i]))
            # A jump of the map over the diagonal is not a fixed point: there the slope grows
            # without bound at finer resolution.
            if isnan(left * right) or left * right > 0.0 or left == 0.0 or abs(slope) > 50.0:
                continue
            part = left / (left - right)
            place, time = (float(z[i] + part * (z[i + 1] - z[i])) for z in (x, t))
            found.append(FixedReset(place, slope, time, abs(slope) < 1.0))
            break
    return tuple(found)


def _turns(parameters: Parameters, current: float, u: FloatArray) -> tuple[float, ...]:
    """Return where the reset meets the v-nullcline; the rate there is linear without c_slope."""
    rate = parameters.dv(_voltage_after(parameters, u), u, current)
    where = np.flatnonzero((rate[:-1] > 0.0) != (rate[1:] > 0.0))
    part = rate[where] / (rate[where] - rate[where + 1])
    return tuple((u[where] + part * (u[where + 1] - u[where])).tolist())


def _orbit(
    parameters: Parameters, current: float, start: tuple[float, float]
) -> Generator[Progress, None, tuple[FloatArray, int, tuple[int, ...]]]:
    """Return the resets on which the neuron settles, their period, and the sizes of bursts."""
    try:
        trace = yield from simulating(
            parameters, steady(current), _SETTLED, 1.0, v0=start[0], u0=start[1], scheme="accurate"
        )
    except SimulationError:
        return np.empty(0), 0, ()
    times = trace.spike_times
    late = times > 0.5 * _SETTLED
    owners = np.zeros(times.size, dtype=np.int64)
    firing = firing_of_many(times, owners, np.zeros(1, dtype=np.bool_), _SETTLED)
    if not late.any() or not firing.goes_on[0]:
        return np.empty(0), 0, ()
    u = parameters.reset(trace.spike_u)[1][late]
    period = cycle_length(u, jump_size(parameters))
    u, times = u[-(period or _MAX_SHOWN) :], times[-(period or _MAX_SHOWN) - 1 :]
    if not firing.bursting[0]:
        return u, period, ()
    ends = np.flatnonzero(np.diff(times) > firing.between[0])
    sizes = np.diff(np.append(ends, ends[:1] + u.size) if period else ends)
    return u, period, tuple(sizes.tolist())
