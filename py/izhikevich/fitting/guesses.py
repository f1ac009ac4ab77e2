"""First guesses: the equation of v as a linear regression on the recorded voltage.

Between two spikes the recorded v tells what u must have been, but for a factor: for a known rate a,
u = b (X - v_r) + d Y, where X follows v with rate a, and Y jumps by 1 at each spike and decays with
rate a. So

    C v' = k2 v^2 + k1 v + (k0 + b v_r) - b X - d Y + I

is linear in all other parameters. Integrated over some milliseconds, noise of v hardly matters.
The rate a is tried on a grid.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import BoolArray, FloatArray
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents

#: Rates of u that are tried, 1/ms.
RATES: tuple[float, ...] = tuple(np.geomspace(0.001, 0.3, 24).tolist())
_SPAN = 5.0  # ms over which the equation is integrated
_BEFORE = 1.5  # ms before a peak: the voltage already runs away
_MAX_TROUGH = 20.0  # ms after a peak within which its trough is sought
_BLOCK = 64  # samples
_DIGITS = 4  # guesses are rounded, so that they are the same on every machine

#: Returns functions of the voltage, shape (n_samples,), of which C v' is a combination.
Basis = Callable[[FloatArray], tuple[FloatArray, ...]]


@dataclass(frozen=True)
class SpikeShape:
    """What the recorded spikes look like.

    Parameters
    ----------
    peak, trough : float
        Medians of the voltages at which spikes end and from which the next one begins, mV.
    lowest, highest : float
        Range of the troughs, mV.
    delay : float
        Median time from the peak to the trough, ms.
    """

    peak: float
    trough: float
    lowest: float
    highest: float
    delay: float


def spike_shape(recording: Recording, spikes: list[SpikeEvents]) -> SpikeShape | None:
    """Return what the spikes of a recording look like; None if there is none."""
    peaks, troughs, delays = [], [], []
    span = max(2, round(_MAX_TROUGH / recording.dt))
    for sweep, events in zip(recording.voltage, spikes, strict=True):
        ends = np.append(events.peaks, sweep.size)[1:]
        for peak, end in zip(events.peaks.tolist(), ends.tolist(), strict=True):
            after = sweep[peak : min(end, peak + span)]
            # The first place where the fall has ended, not the lowest of a slow one.
            rising = np.flatnonzero(np.diff(after) >= 0)
            turn = int(rising[rising > 0][0]) if (rising > 0).any() else after.size - 1
            peaks.append(sweep[peak])
            troughs.append(after[turn])
            delays.append(turn * recording.dt)
    if not peaks:
        return None
    low, high = np.quantile(troughs, (0.05, 0.95)).tolist()
    peak, trough, delay = (float(np.median(values)) for values in (peaks, troughs, delays))
    return SpikeShape(peak, trough, low, high, delay)


def guesses(
    recording: Recording, spikes: list[SpikeEvents], shape: SpikeShape
) -> list[dict[str, float]]:
    """Return parameters of the 2007 form, best first, one set for each rate that makes sense."""
    found = []
    for a in RATES:
        solved = regressed(recording, spikes, shape, a, basis=lambda v: (v * v, v, np.ones_like(v)))
        values = None if solved is None else _parameters(solved[1], a, shape)
        if solved is not None and values is not None:
            found.append((solved[0], values))
    found.sort(key=lambda pair: pair[0])
    return [rounded(values) for _, values in found]


def rounded(values: dict[str, float]) -> dict[str, float]:
    """Return a guess with few digits."""
    return {name: float(f"{value:.{_DIGITS}g}") for name, value in values.items()}


def regressed(
    recording: Recording,
    spikes: list[SpikeEvents],
    shape: SpikeShape,
    a: float,
    *,
    basis: Basis,
    known: Callable[[FloatArray], FloatArray] | None = None,
) -> tuple[float, FloatArray] | None:
    """Return the equation of v for a rate of u.

    Parameters
    ----------
    recording : Recording
    spikes : list of SpikeEvents
    shape : SpikeShape
    a : float
        Rate, 1/ms.
    basis : callable
        Functions of v.
    known : callable, optional
        Returns the part of v' that is known, of the voltages.

    Returns
    -------
    (float, array) or None
        Squared error, and the coefficients of the functions, of b, d and the current, divided by
        C; None if there is too little between the spikes.
    """
    dt, rows, targets = recording.dt, [], []
    span = max(1, round(_SPAN / dt))
    for v, current, events in zip(recording.voltage, recording.current, spikes, strict=True):
        usable = _between(v.size, events, shape, dt)
        clean = np.where(usable, v, shape.trough)
        x, y = _followed(clean, events, a, dt)
        terms = (*basis(clean), -x, -y, current)
        sums = [np.concatenate(([0.0], np.cumsum(term))) * dt for term in terms]
        gaps = np.concatenate(([0], np.cumsum(~usable)))
        starts = np.arange(0, v.size - span, max(1, span // 2))
        whole = gaps[starts + span + 1] == gaps[starts]
        starts = starts[whole]
        rows.append(np.column_stack([total[starts + span] - total[starts] for total in sums]))
        change = v[starts + span] - v[starts]
        if known is not None:
            total = np.concatenate(([0.0], np.cumsum(known(clean)))) * dt
            change -= total[starts + span] - total[starts]
        targets.append(change)
    matrix, target = np.concatenate(rows), np.concatenate(targets)
    if len(matrix) < 2 * matrix.shape[1]:
        return None
    scales = np.sqrt((matrix * matrix).mean(axis=0))
    scales[scales == 0] = 1.0
    solution = np.linalg.lstsq(matrix / scales, target, rcond=1e-10)[0] / scales
    return float(((matrix @ solution - target) ** 2).mean()), solution


def _parameters(solution: FloatArray, a: float, shape: SpikeShape) -> dict[str, float] | None:
    """Return the parameters of a solution; None if it is no neuron."""
    k2, k1, offset, b, d, inverse = solution.tolist()
    if not (inverse > 0 and k2 > 0):
        return None
    C = 1.0 / inverse
    k2, k1, offset, b, d = (C * value for value in (k2, k1, offset, b, d))
    # k2 v^2 + k1 v + k0 = k (v - v_r)(v - v_t) with k0 = offset - b v_r.
    square = (b - k1) ** 2 - 4 * k2 * offset
    if square < 0:
        return None
    v_r = ((b - k1) - square**0.5) / (2 * k2)
    v_t = -k1 / k2 - v_r
    return {"C": C, "k": k2, "v_r": v_r, "v_t": v_t, "a": a, "b": b, "c": shape.trough, "d": d}


def _between(n: int, events: SpikeEvents, shape: SpikeShape, dt: float) -> BoolArray:
    """Tell which samples belong to no spike."""
    usable = np.ones(n, dtype=np.bool_)
    before, after = round(_BEFORE / dt), round(shape.delay / dt)
    for peak in events.peaks.tolist():
        usable[max(0, peak - before) : peak + after + 1] = False
    return usable


def _followed(
    v: FloatArray, events: SpikeEvents, a: float, dt: float
) -> tuple[FloatArray, FloatArray]:
    """Return X, which follows v, and Y, which jumps at spikes, at all samples."""
    keep = 1.0 - a * dt
    fired = np.zeros(v.size)
    fired[events.peaks] = 1.0
    return _decaying(a * dt * v, keep, float(v[0])), _decaying(fired, keep, 0.0)


def _decaying(added: FloatArray, keep: float, first: float) -> FloatArray:
    """Return x with x[k] = keep x[k - 1] + added[k], where `first` stands for x[-1].

    Blocks of samples are done together, and what is left of each is then passed on.
    """
    blocks = np.pad(added, (0, -added.size % _BLOCK)).reshape(-1, _BLOCK)
    powers = np.append(0.0, keep ** np.arange(_BLOCK + 1.0))
    apart = np.subtract.outer(np.arange(_BLOCK), np.arange(_BLOCK))
    own = blocks @ powers[np.maximum(apart + 1, 0)].T
    before = np.empty(len(own))
    x = first
    for k, last in enumerate(own[:, -1].tolist()):
        before[k] = x
        x = float(powers[-1]) * x + last
    found: FloatArray = own + before[:, None] * powers[2:]
    return found.ravel()[: added.size]
