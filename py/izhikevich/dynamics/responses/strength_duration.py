"""Strength-duration curves: how strong a pulse must be to trigger a spike, and the rheobase.

Known limits: the shortest pulses require a fixed charge, the longest the rheobase; the duration at
which twice the rheobase is required is the chronaxie (Lapicque 1907). The rule of Weiss (1901), ``I
= rheobase (1 + chronaxie / duration)``, lies between.

Two currents are called rheobase. The one used here is that of a step from rest, found by bisection.
A slowly rising current ends rest where theory predicts: at the saddle-node, or before it at the
Andronov-Hopf point (`izhikevich.dynamics.responses.excitability`). A step can trigger a spike
below that, because v rises before u has followed.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from math import nan

import numpy as np

from izhikevich._typing import BoolArray, FloatArray
from izhikevich.dynamics.responses.excitability import excitability
from izhikevich.dynamics.responses.impedance import rest_of
from izhikevich.errors import SimulationError
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.batch import spike_batch
from izhikevich.progress import Progress, Report, Steps, part_of, returning
from izhikevich.results import Plotted, Tabular
from izhikevich.units import numbers

_GRID = 13  # strengths tried for each duration in a round
_ROUNDS = 4
_AFTER = 40.0  # ms after a pulse in which the spike may come
_STEP = 300.0  # ms: a step of this length counts as endless
_DT = 0.5  # sampling interval of the accurate scheme, ms
_TEXT = "Testing pulses"
_WEAKEST = 1e-4  # fraction of the strongest pulse tried


@dataclass(frozen=True, eq=False)
class StrengthDuration(Plotted, Tabular):
    """Thresholds of pulses from rest. Arrays have shape (n,).

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    rest_current : float
        Constant current I at rest, in the unit of u; strengths are added to it.
    durations : array
        Durations of the pulses, ms, ascending.
    strengths : array
        Weakest pulses that trigger a spike; NaN where none was found.
    rheobase : float
        The same for a step of 300 ms.
    chronaxie : float
        Duration (ms) at which twice the rheobase is required; NaN if outside the range of
        durations.
    slow : float or None
        Threshold for a slowly rising current, in closed form: the distance to the bifurcation in
        which rest is lost. None if no current ends it.
    """

    parameters: Parameters
    rest_current: float
    durations: FloatArray
    strengths: FloatArray
    rheobase: float
    chronaxie: float
    slow: float | None

    def __repr__(self) -> str:
        """Return a short summary."""
        return (
            f"<StrengthDuration: {self.durations.size:,} durations, rheobase {self.rheobase:.4g}, "
            f"chronaxie {self.chronaxie:.3g} ms>"
        )

    def _columns(self) -> dict[str, FloatArray]:
        return {"duration": self.durations, "strength": self.strengths}


@returning
def strength_duration(
    cell: Cell,
    current: float,
    durations: FloatArray,
    *,
    progress: Report | None = None,
) -> Steps[StrengthDuration]:
    """Compute the strength-duration curve by bisection, with the accurate scheme.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    current : float
        Constant current I at which the neuron rests.
    durations : array, shape (n,)
        Durations of the pulses, ms, ascending.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    StrengthDuration

    Raises
    ------
    SimulationError
        If there is no stable rest.
    """
    parameters = parameters_of(cell)
    durations = numbers(durations, "durations", "ms")
    rest = rest_of(parameters, current)
    if rest is None:
        raise SimulationError("there is no stable rest at this current")
    times = np.append(durations, _STEP)
    # Enough to carry v from rest to peak within the shortest pulse, with a margin for the leak.
    strongest = 4.0 * parameters.C * (parameters.peak(rest.u) - rest.v) / times
    strongest += 4.0 * abs(float(parameters.quadratic(-parameters.k1 / (2.0 * parameters.k2))))
    strongest += 4.0 * abs(rest.u) + 4.0 * abs(current)
    low, high = strongest * _WEAKEST, strongest.copy()
    found = np.ones(times.size, dtype=np.bool_)
    for turn in range(_ROUNDS):
        part = np.linspace(0.0, 1.0, _GRID)
        # Geometric, since the first bracket is wide.
        tried = low[:, None] * (high / low)[:, None] ** part
        work = _fire(parameters, current, (rest.v, rest.u), times, tried)
        fires = yield from part_of(work, turn / _ROUNDS, (turn + 1) / _ROUNDS, _TEXT)
        found &= fires.any(axis=1)
        first = np.where(fires.any(axis=1), fires.argmax(axis=1), _GRID - 1)
        rows = np.arange(times.size)
        low, high = tried[rows, np.maximum(first - 1, 0)], tried[rows, first]
        if turn == 0:
            low = np.where(first == 0, 1e-3 * low, low)
    strengths = np.where(found, np.sqrt(low * high), np.nan)
    rheobase = float(strengths[-1])
    return StrengthDuration(
        parameters,
        current,
        durations,
        strengths[:-1],
        rheobase,
        _chronaxie(durations, strengths[:-1], rheobase),
        _slow(parameters, current),
    )


def _fire(
    parameters: Parameters,
    current: float,
    rest: tuple[float, float],
    durations: FloatArray,
    strengths: FloatArray,
) -> Generator[Progress, None, BoolArray]:
    """Return whether pulses, shape (n durations, m strengths), trigger a spike."""
    n, m = strengths.shape
    v, u = np.full((n, m), rest[0]), np.full((n, m), rest[1])
    fires = np.zeros((n, m), dtype=np.bool_)
    before = 0.0
    # All pulses last until the shortest ends, then all others until the next ends.
    for i, end in enumerate(durations.tolist()):
        silent = ~fires & (np.arange(n) >= i)[:, None]
        if silent.any():
            work = _carry(
                parameters, current + strengths[silent], end - before, v[silent], u[silent]
            )
            done = i / (n + 1), (i + 1) / (n + 1)
            fires[silent], v[silent], u[silent] = yield from part_of(work, *done, _TEXT)
        before = end
    silent = ~fires
    if silent.any():
        work = _carry(parameters, np.full(int(silent.sum()), current), _AFTER, v[silent], u[silent])
        fires[silent], _, _ = yield from part_of(work, n / (n + 1), 1.0, _TEXT)
    return fires


def _carry(
    parameters: Parameters, currents: FloatArray, duration: float, v: FloatArray, u: FloatArray
) -> Generator[Progress, None, tuple[BoolArray, FloatArray, FloatArray]]:
    """Return which neurons fire within a time, and the states after it."""
    work = spike_batch(
        parameters, currents, duration, dt=min(_DT, duration), scheme="accurate", v0=v, u0=u
    )
    batch = yield from work
    fired = (batch.counts > 0) | np.isfinite(batch.failed_at)
    return fired, np.where(fired, 0.0, batch.v), np.where(fired, 0.0, batch.u)


def _chronaxie(durations: FloatArray, strengths: FloatArray, rheobase: float) -> float:
    """Return where the curve crosses twice the rheobase, interpolated on logarithmic scales."""
    above = strengths > 2.0 * rheobase
    if not above.any() or above.all() or np.isnan(rheobase):
        return nan
    i = int(np.flatnonzero(above)[-1])
    if i + 1 >= durations.size:
        return nan
    x, y = np.log(durations[i : i + 2]), np.log(strengths[i : i + 2])
    return float(np.exp(np.interp(-np.log(2.0 * rheobase), -y, x)))


def _slow(parameters: Parameters, current: float) -> float | None:
    """Return how much a slowly rising current must add to end rest."""
    kind = excitability(parameters)
    if kind.rest is None or not kind.rest[0] <= current <= kind.rest[1]:
        return None
    return kind.rest[1] - current if np.isfinite(kind.rest[1]) else None
