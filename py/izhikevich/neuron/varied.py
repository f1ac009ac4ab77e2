"""Many neurons of which each has its own numbers, at constant currents, by an explicit scheme."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from functools import partial
from math import floor
from typing import Any

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.native.backend import selected
from izhikevich.neuron.artefacts import StableRange, Watch, step_of_v
from izhikevich.neuron.batch_explicit import recovery_step, voltage_step
from izhikevich.neuron.explicit import V_LIMIT
from izhikevich.neuron.limits import MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.rules import Drive
from izhikevich.progress import Progress
from izhikevich.text import short_repr
from izhikevich.units import number

_ROOM = 200_000  # spikes for which the compiled engine is given room at once
_MOST_STEPS = 1_000_000


@dataclass(frozen=True, eq=False)
class Varied:
    """The equations of many neurons: each of `MODEL` one number, or an array of shape (n,)."""

    a: Any
    b: Any
    c: Any
    d: Any
    v_peak: Any
    k2: Any
    k1: Any
    k0: Any
    C: Any
    drive: Drive
    peak_slope: float
    c_slope: float
    u_max: float

    __repr__ = short_repr

    @classmethod
    def of(cls, parameters: Parameters, changes: Mapping[str, FloatArray]) -> Varied:
        """Return a neuron with some of its numbers replaced by one for each neuron.

        Raises
        ------
        ParameterError
            If a name is not one of `MODEL`.
        """
        for name in changes:
            if name not in MODEL:
                raise ParameterError(name, changes[name], f"must be one of {', '.join(MODEL)}")
        names = (*MODEL, "drive", "peak_slope", "c_slope", "u_max")
        return cls(**{name: changes.get(name, getattr(parameters, name)) for name in names})

    def peak(self, u: FloatArray) -> Any:
        """Return the voltage (mV) above which each neuron spikes."""
        return self.v_peak + self.peak_slope * u if self.peak_slope else self.v_peak

    def reset(self, u: FloatArray, which: IndexArray) -> tuple[Any, FloatArray]:
        """Return v and u after a spike of the neurons `which`."""
        c, d = (x[which] if isinstance(x, np.ndarray) else x for x in (self.c, self.d))
        return c + self.c_slope * u, np.minimum(u + d, self.u_max)


@dataclass(frozen=True, eq=False)
class Trains:
    """Spikes of many neurons.

    Parameters
    ----------
    times : array, shape (n_spikes,)
        ms; those of one neuron ascend.
    neurons : integer array, shape (n_spikes,)
        Which neuron each is of, ascending.
    artefacts : boolean array, shape (n_spikes,)
        Which are numerical artefacts (see `izhikevich.neuron.artefacts`).
    failed : boolean array, shape (n_neurons,)
        Whether its voltage diverged.
    stop : float
        Length of the run, ms.
    """

    times: FloatArray
    neurons: IndexArray
    artefacts: BoolArray
    failed: BoolArray
    stop: float

    __repr__ = short_repr

    @property
    def artefact_counts(self) -> IndexArray:
        """Numerical artefacts of each neuron, shape (n_neurons,)."""
        return np.bincount(self.neurons[self.artefacts], minlength=self.failed.size)

    def genuine(self) -> Trains:
        """Return the trains without the artefacts."""
        kept = ~self.artefacts
        times, neurons, artefacts = self.times[kept], self.neurons[kept], self.artefacts[kept]
        return Trains(times, neurons, artefacts, self.failed, self.stop)


def varied_batch(
    parameters: Parameters,
    changes: Mapping[str, FloatArray],
    currents: FloatArray,
    start: tuple[FloatArray, FloatArray],
    duration: float,
    *,
    dt: float,
    method: str,
) -> Generator[Progress, None, Trains]:
    """Run one neuron for each current.

    Parameters
    ----------
    parameters : Parameters
        What the neurons share.
    changes : mapping from str to array, shape (n,)
        In which of `MODEL` they differ. The values are not checked: one with which the voltage
        diverges is marked.
    currents : array, shape (n,)
    start : (array, array), shape (n,) each
        States v (mV) and u.
    duration : float
        ms.
    dt : float
        Step, ms.
    method : str
        "euler", "forward" or "half_step" (see `simulate`): the spikes are those of `simulate`, bit
        for bit.

    Yields
    ------
    Progress

    Returns
    -------
    Trains

    Raises
    ------
    ParameterError
        If an argument is not allowed.
    """
    if method not in ("euler", "forward", "half_step"):
        raise ParameterError("method", method, "must be euler, forward or half_step")
    dt = number(dt, "dt", "ms", low=1e-3, high=100.0)
    duration = number(duration, "duration", "ms", low=dt, high=dt * _MOST_STEPS)
    equations = Varied.of(parameters, changes)
    current = np.array(currents, dtype=np.float64)
    v, u = (np.array(part, dtype=np.float64) for part in start)
    samples = floor(duration / dt + 1e-9) + 1
    run = _compiled if selected(v.size * samples) == "compiled" else _stepped
    steps, neurons, artefacts, failed = yield from run(
        equations, current, samples, dt, method, v, u
    )
    order = np.lexsort((steps, neurons))
    times = (steps[order] * dt).astype(np.float64)
    return Trains(times, neurons[order], artefacts[order], failed, duration)


_Spikes = tuple[IndexArray, IndexArray, BoolArray]
_NO_SPIKES: _Spikes = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.bool_))
_Found = tuple[IndexArray, IndexArray, BoolArray, BoolArray]


def _compiled(
    p: Varied,
    current: FloatArray,
    samples: int,
    dt: float,
    method: str,
    v: FloatArray,
    u: FloatArray,
) -> Generator[Progress, None, _Found]:
    """Return steps, neurons and artefacts of the spikes, and who failed: the compiled engine."""
    from izhikevich.neuron.native.runs import BatchRunner

    lost = np.full(v.size, -1, dtype=np.int64)
    runner = BatchRunner(p, current, dt, method, v, u, lost)  # type: ignore[arg-type]
    chunk = max(1, _ROOM // max(v.size, 1))
    spikes = [_NO_SPIKES]
    for first in range(0, samples, chunk):
        count = min(chunk, samples - first)
        found = runner.run(first, count)
        spikes.append((found.steps.copy(), found.neurons.copy(), found.artefacts.copy()))
        yield Progress((first + count) / samples, "Simulating")
    return (*_joined(spikes), lost >= 0)


def _stepped(
    p: Varied,
    current: FloatArray,
    samples: int,
    dt: float,
    method: str,
    v: FloatArray,
    u: FloatArray,
) -> Generator[Progress, None, _Found]:
    """Do the same in numpy."""
    old_v = np.empty_like(v) if method == "forward" else v
    step = step_of_v(dt, method)
    watch = Watch(StableRange.of(p, step), v, np.zeros(v.size, np.bool_))
    step_v = watch.watched(voltage_step(p, current, step, v, u))
    step_u = recovery_step(p, dt, old_v, v, u)
    acts: dict[str, tuple[Callable[[], None], ...]] = {
        "euler": (step_v, step_u),
        "forward": (partial(np.copyto, old_v, v), step_v, step_u),
        "half_step": (step_v, step_v, step_u),
    }
    fires = np.greater_equal if method == "half_step" else np.greater
    failed = np.zeros(v.size, dtype=np.bool_)
    spikes = [_NO_SPIKES]
    for i in range(samples):
        with np.errstate(over="ignore", invalid="ignore"):
            for act in acts[method]:
                act()
            watch.settle()
            fired = fires(v, p.peak(u)).nonzero()[0]
        if fired.size:
            sound = v[fired] < V_LIMIT
            lost, fired = fired[~sound], fired[sound]
            failed[lost], v[lost], u[lost] = True, np.nan, np.nan
            v[fired], u[fired] = p.reset(u[fired], fired)
            when = np.full(fired.size, i, dtype=np.int64)
            spikes.append((when, fired.astype(np.int64), watch.take(fired)))
        if i % 100 == 99:
            gone = ~(v > -V_LIMIT) & ~failed
            failed[gone], v[gone], u[gone] = True, np.nan, np.nan
            yield Progress((i + 1) / samples, "Simulating")
    return (*_joined(spikes), failed | ~(v > -V_LIMIT))


def _joined(spikes: list[_Spikes]) -> _Spikes:
    steps, neurons, artefacts = zip(*spikes, strict=True)
    return np.concatenate(steps), np.concatenate(neurons), np.concatenate(artefacts)
