"""The explicit schemes for many neurons at constant currents, bit for bit as for one."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.native.backend import selected
from izhikevich.neuron.native.runs import BatchRunner, SpikeArrays
from izhikevich.neuron.schemes.arrays import NeuronArray
from izhikevich.neuron.schemes.artefacts import StableRange, Watch
from izhikevich.neuron.schemes.explicit import V_LIMIT
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.progress import Progress


def run_explicit(
    p: NeuronArray,
    current: FloatArray,
    samples: int,
    dt: float,
    scheme: str,
    v: FloatArray,
    u: FloatArray,
    failed: IndexArray,
    chunk: int,
) -> Generator[Progress, None, SpikeArrays]:
    """Step all neurons.

    Parameters
    ----------
    p : NeuronArray
    current : array, shape (n,)
    samples : int
        Number of steps.
    dt : float
        Time step, ms.
    scheme : str
        An explicit scheme.
    v, u : arrays, shape (n,)
        State; changed.
    failed : integer array, shape (n,)
        -1; changed to the step in which a neuron diverged. Downward divergence is detected only at
        the end of a chunk.
    chunk : int
        Steps between two progress reports.
    """
    if not v.size:
        return SpikeArrays.joined([])
    run = _compiled if selected(v.size * samples) == "compiled" else _stepped
    return (yield from run(p, current, samples, dt, scheme, v, u, failed, chunk))


def _stepped(
    p: NeuronArray,
    current: FloatArray,
    samples: int,
    dt: float,
    scheme: str,
    v: FloatArray,
    u: FloatArray,
    failed: IndexArray,
    chunk: int,
) -> Generator[Progress, None, SpikeArrays]:
    spikes: list[SpikeArrays] = []
    taken = SCHEMES[scheme]
    old_v = np.empty_like(v) if taken.together else v
    step = taken.step_of_v(dt)
    watch = Watch(StableRange.of(p, step), v, np.zeros(v.size, np.bool_))
    step_v = watch.watched(p.voltage_step(current, step, v, u))
    steps = taken.acts(step_v, p.recovery_step(dt, old_v, v, u), old_v, v)
    v_peak, top = p.v_peak, v.argmax
    one_peak = p.peak_slope == 0.0 and not isinstance(v_peak, np.ndarray)
    for start in range(0, samples, chunk):
        end = min(start + chunk, samples)
        with np.errstate(over="ignore", invalid="ignore"):
            for i in range(start, end):
                for act in steps:
                    act()
                if watch.any:
                    watch.settle()
                # One number shows for most steps that no neuron fires; NaN, from one that failed,
                # does not.
                if not one_peak or not v.item(top()) < v_peak:
                    fired = taken.fires(v, p.peak(u))
                    if fired.size:
                        _reset(p, spikes, fired, i, v, u, failed, watch)
            _mark_failed(~(v > -V_LIMIT), end - 1, v, u, failed)
        yield Progress(end / samples, "Simulating")
    return SpikeArrays.joined(spikes)


def _compiled(
    p: NeuronArray,
    current: FloatArray,
    samples: int,
    dt: float,
    scheme: str,
    v: FloatArray,
    u: FloatArray,
    failed: IndexArray,
    chunk: int,
) -> Generator[Progress, None, SpikeArrays]:
    """Do the same in the compiled engine."""
    spikes = []
    runner = BatchRunner(p, current, dt, scheme, v, u, failed)
    for start in range(0, samples, chunk):
        end = min(start + chunk, samples)
        spikes.append(runner.run(start, end - start))
        yield Progress(end / samples, "Simulating")
    return SpikeArrays.joined(spikes)


def _reset(
    p: NeuronArray,
    spikes: list[SpikeArrays],
    fired: IndexArray,
    step: int,
    v: FloatArray,
    u: FloatArray,
    failed: IndexArray,
    watch: Watch,
) -> None:
    """Record and reset the neurons `fired`; one that comes from far beyond the peak has failed."""
    sound = v[fired] < V_LIMIT
    if not sound.all():
        lost = np.zeros(v.size, dtype=np.bool_)
        lost[fired[~sound]] = True
        _mark_failed(lost, step, v, u, failed)
        fired = fired[sound]
    v[fired], u[fired] = p.reset(u[fired], fired)
    steps = np.full(fired.size, step)
    spikes.append(SpikeArrays(steps, fired, u[fired], watch.take(fired)))


def _mark_failed(
    lost: BoolArray, step: int, v: FloatArray, u: FloatArray, failed: IndexArray
) -> None:
    """Remove diverged neurons from the run: NaN in v never fires."""
    lost = lost & (failed < 0)
    if lost.any():
        failed[lost] = step
        v[lost] = u[lost] = np.nan
