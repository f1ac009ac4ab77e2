"""The explicit schemes for many neurons at once, with the same bits as for one.

Every step is a fixed sequence of numpy operations on preallocated arrays: with some hundred
neurons the time goes into calling numpy, so the number of calls is what counts. Operations
that change no bit (division by C = 1, subtraction of an origin of 0) are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.native.backend import selected
from izhikevich.neuron.artefacts import StableRange, Watch, step_of_v
from izhikevich.neuron.explicit import V_LIMIT
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.rules import CubicDrive, Drive, LinearDrive
from izhikevich.progress import Progress

_CHUNK = 200  # steps between two reports of progress

Step = Callable[[], None]


@dataclass
class Spikes:
    """Spikes as they come: arrays of times (ms), neurons, u after the reset, and artefacts."""

    times: list[FloatArray] = field(default_factory=list)
    neurons: list[IndexArray] = field(default_factory=list)
    u_after: list[FloatArray] = field(default_factory=list)
    artefacts: list[BoolArray] = field(default_factory=list)

    def add(
        self,
        times: FloatArray,
        neurons: IndexArray,
        u_after: FloatArray,
        artefacts: BoolArray | None = None,
    ) -> None:
        """Record one spike for each of some neurons, and which are artefacts; default none."""
        self.times.append(times)
        self.neurons.append(neurons)
        self.u_after.append(u_after)
        none = np.zeros(times.size, np.bool_)
        self.artefacts.append(none if artefacts is None else artefacts)


def run_explicit(
    p: Parameters,
    current: FloatArray,
    samples: int,
    dt: float,
    method: str,
    v: FloatArray,
    u: FloatArray,
    failed_at: FloatArray,
) -> Generator[Progress, None, Spikes]:
    """Step all neurons `samples` times; `v`, `u` and `failed_at` (all shape (n,)) are changed."""
    spikes = Spikes()
    if not v.size:
        return spikes
    if selected(v.size * samples) == "compiled":
        return (yield from _compiled(p, current, samples, dt, method, v, u, failed_at))
    old_v = np.empty_like(v) if method == "forward" else v
    step = step_of_v(dt, method)
    watch = Watch(StableRange.of(p, step), v, np.zeros(v.size, np.bool_))
    step_v = watch.watched(voltage_step(p, current, step, v, u))
    step_u = recovery_step(p, dt, old_v, v, u)
    steps = {
        "euler": (step_v, step_u),
        "forward": (partial(np.copyto, old_v, v), step_v, step_u),
        "half_step": (step_v, step_v, step_u),
    }[method]
    fires = np.greater_equal if method == "half_step" else np.greater
    flat, v_peak, top = p.peak_slope == 0.0, p.v_peak, v.argmax
    for start in range(0, samples, _CHUNK):
        with np.errstate(over="ignore", invalid="ignore"):
            for i in range(start, min(start + _CHUNK, samples)):
                for act in steps:
                    act()
                if watch.any:
                    watch.settle()
                # One number decides for most steps that no neuron fires; NaN, of one that failed,
                # does not.
                if not flat or not v.item(top()) < v_peak:
                    fired = fires(v, p.peak(u)).nonzero()[0]
                    if fired.size:
                        _reset(p, spikes, fired, i * dt, v, u, failed_at, watch)
            _mark_failed(~(v > -V_LIMIT), i * dt, v, u, failed_at)
        yield Progress(min(1.0, (start + _CHUNK) / samples), "Simulating")
    return spikes


def _compiled(
    p: Parameters,
    current: FloatArray,
    samples: int,
    dt: float,
    method: str,
    v: FloatArray,
    u: FloatArray,
    failed_at: FloatArray,
) -> Generator[Progress, None, Spikes]:
    """Do the same in the compiled engine."""
    from izhikevich.neuron.native.runs import BatchRunner

    spikes = Spikes()
    failed = np.full(v.size, -1, dtype=np.int64)
    runner = BatchRunner(p, current, dt, method, v, u, failed)
    for start in range(0, samples, _CHUNK):
        count = min(_CHUNK, samples - start)
        found = runner.run(start, count)
        times = (found.steps * dt).astype(np.float64)
        spikes.add(times, found.neurons, found.u_after, found.artefacts)
        failed_at[:] = np.where(failed >= 0, failed * dt, failed_at)
        yield Progress(min(1.0, (start + _CHUNK) / samples), "Simulating")
    return spikes


def voltage_step(p: Any, current: FloatArray, dt: float, v: FloatArray, u: FloatArray) -> Step:
    """Return the step v += dt ((k2 (v v) + k1 v + k0 - u + I) / C).

    Here and in `recovery_step` the parameters `p` are `Parameters`, or anything with the same
    fields of which each has one value, or one per neuron (shape (n,)).
    """
    k2, k1, k0, capacitance = p.k2, p.k1, p.k0, p.C
    simple = isinstance(capacitance, float) and capacitance == 1.0
    rate, term = np.empty_like(v), np.empty_like(v)
    multiply, add, subtract, divide = np.multiply, np.add, np.subtract, np.divide

    def step() -> None:
        multiply(v, v, rate)
        multiply(k2, rate, rate)
        multiply(k1, v, term)
        add(rate, term, rate)
        add(rate, k0, rate)
        subtract(rate, u, rate)
        add(rate, current, rate)
        if not simple:
            divide(rate, capacitance, rate)
        multiply(dt, rate, rate)
        add(v, rate, v)

    return step


def recovery_step(p: Any, dt: float, old_v: FloatArray, v: FloatArray, u: FloatArray) -> Step:
    """Return the step u += dt (a (target - u)).

    The target is that of `old_v`, on the branch of the drive that `v` selects. They are the same
    array in all schemes but `forward`.
    """
    a, b, drive, leak = p.a, p.b, p.drive, p.drive.leak
    linear, origin = isinstance(drive, LinearDrive), drive.origin
    change = np.empty_like(u)
    multiply, add, subtract = np.multiply, np.add, np.subtract

    def step() -> None:
        if not linear:
            change[:] = drive.target(v, b) if old_v is v else _branch(drive, old_v, v, b)
        elif origin != 0.0:
            subtract(old_v, origin, change)
            multiply(b, change, change)
        else:
            multiply(b, old_v, change)
        if leak:
            subtract(change, u, change)
        multiply(a, change, change)
        multiply(dt, change, change)
        add(u, change, u)

    return step


def _branch(drive: Drive, v: FloatArray, chooser: FloatArray, b: Any) -> FloatArray:
    """Return the target at `v` of the branch that `chooser` selects (`branch` of the drives)."""
    x = v - drive.origin
    if isinstance(drive, CubicDrive):
        return np.where(chooser < drive.origin, 0.0, drive.scale * (x * x * x))
    return drive.slope(chooser, b) * x


def _reset(
    p: Parameters,
    spikes: Spikes,
    fired: IndexArray,
    time: float,
    v: FloatArray,
    u: FloatArray,
    failed_at: FloatArray,
    watch: Watch,
) -> None:
    """Record and reset the neurons `fired`; one that comes from far beyond the peak has failed."""
    sound = v[fired] < V_LIMIT
    if not sound.all():
        lost = np.zeros(v.size, dtype=np.bool_)
        lost[fired[~sound]] = True
        _mark_failed(lost, time, v, u, failed_at)
        fired = fired[sound]
    v[fired], u[fired] = p.reset(u[fired])
    spikes.add(np.full(fired.size, time), fired, u[fired], watch.take(fired))


def _mark_failed(
    lost: BoolArray, time: float, v: FloatArray, u: FloatArray, failed_at: FloatArray
) -> None:
    """Take neurons that diverged out of the run: NaN in v never fires."""
    lost = lost & np.isnan(failed_at)
    if lost.any():
        failed_at[lost] = time
        v[lost] = u[lost] = np.nan
