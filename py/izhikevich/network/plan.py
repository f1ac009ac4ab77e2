"""A network laid out flat: what the time loop needs, without populations and projections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich.network.delivery import IndexArray, Wiring
from izhikevich.network.expression import Conductance
from izhikevich.network.plasticity import PlasticWiring
from izhikevich.network.populations import Population, Source
from izhikevich.network.projections import Projection
from izhikevich.network.short_term import DepressingWiring
from izhikevich.network.synapses import Synapses
from izhikevich.neuron.limits import MODEL
from izhikevich.neuron.rules import Drive, FloatArray
from izhikevich.random import exponential


@dataclass(frozen=True, eq=False)
class Block:
    """Neighbouring populations that follow the same equations: stepped together.

    The fields of the model are those of `Parameters`, each one number or an array of shape
    (stop - start,).
    """

    start: int
    stop: int
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
    conductance: Conductance

    def peak(self, u: FloatArray, which: Any = slice(None)) -> Any:
        """Return the voltage at which a spike ends, for some of the neurons."""
        v_peak = _part(self.v_peak, which)
        return v_peak + self.peak_slope * u if self.peak_slope else v_peak

    def reset(self, u: FloatArray, which: IndexArray) -> tuple[Any, FloatArray]:
        """Return v and u after a spike of the neurons `which`."""
        c, after = _part(self.c, which), u + _part(self.d, which)
        v = c + self.c_slope * u if self.c_slope else c
        return v, np.minimum(after, self.u_max) if np.isfinite(self.u_max) else after


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything that does not change while the network runs.

    Parameters
    ----------
    n : int
        Number of neurons. Sources have the indices n .. n + m - 1.
    targets : tuple of str
        Names of the conductances; target k of neuron i is cell k n + i.
    decays : array, shape (n_targets, n) or None
        What is left of each g after a step; 0 for those that last one step. None if all do.
    static : Wiring
        All synapses that stay as they are.
    plastic, depressing : tuples
        Those that do not.
    longest : int
        Longest delay, steps.
    pulse : float
        Current into one random neuron in each step.
    """

    n: int
    dt: float
    seed: int
    scheme: str
    charge: bool
    populations: tuple[Population, ...]
    sources: tuple[Source, ...]
    blocks: tuple[Block, ...]
    targets: tuple[str, ...]
    decays: FloatArray | None
    i_offset: FloatArray
    noise: FloatArray | None
    refractory: IndexArray | None
    static: Wiring
    plastic: tuple[PlasticWiring, ...]
    depressing: tuple[DepressingWiring, ...]
    longest: int
    pulse: float


def make_plan(
    dt: float,
    seed: int,
    scheme: str,
    charge: bool,
    populations: Sequence[Population],
    sources: Sequence[Source],
    projections: Sequence[Projection],
    pulse: float,
) -> Plan:
    """Lay a network out."""
    n = sum(p.size for p in populations)
    n_pre = n + sum(s.size for s in sources)
    named = {t: None for p in populations for t in p.conductance.targets}
    named.update({p.target: None for p in projections})
    targets = tuple(named)
    noise = _joined(populations, "noise")
    refractory = np.floor(_joined(populations, "tau_refrac") / dt + 1e-9).astype(np.int64)
    fixed = [p for p in projections if p.plasticity is None and p.short_term is None]
    place = {id(p): targets.index(p.target) * n for p in projections}
    return Plan(
        n=n,
        dt=dt,
        seed=seed,
        scheme=scheme,
        charge=charge,
        populations=tuple(populations),
        sources=tuple(sources),
        blocks=_blocks(populations),
        targets=targets,
        decays=_decays(populations, targets, n, dt),
        i_offset=_joined(populations, "i_offset"),
        noise=noise if noise.any() else None,
        refractory=refractory if refractory.any() else None,
        static=_merged(
            [(p.synapses, p.first(n), p.post.start + place[id(p)]) for p in fixed], n_pre
        ),
        plastic=tuple(
            PlasticWiring(p.synapses, p.plasticity, p.first(n), p.post.start, place[id(p)], dt)
            for p in projections
            if p.plasticity is not None
        ),
        depressing=tuple(
            DepressingWiring(p.synapses, p.short_term, p.first(n), p.post.start + place[id(p)], dt)
            for p in projections
            if p.short_term is not None
        ),
        longest=longest_delay(projections),
        pulse=pulse,
    )


def longest_delay(projections: Sequence[Projection]) -> int:
    """Return the longest delay of a network, steps; at least 1."""
    return max((int(p.synapses.delays.max(initial=1)) for p in projections), default=1)


def _part(value: Any, which: Any) -> Any:
    return value[which] if isinstance(value, np.ndarray) else value


def _joined(populations: Sequence[Population], name: str) -> FloatArray:
    return np.concatenate([p.values[name] for p in populations] or [np.empty(0)])


def _blocks(populations: Sequence[Population]) -> tuple[Block, ...]:
    found = []
    begin = 0
    for end in range(1, len(populations) + 1):
        if end < len(populations) and _alike(populations[begin], populations[end]):
            continue
        part = populations[begin:end]
        first = part[0].parameters
        values = {name: _compressed(_joined(part, name)) for name in MODEL}
        found.append(
            Block(
                start=part[0].start,
                stop=part[-1].stop,
                **values,
                drive=first.drive,
                peak_slope=first.peak_slope,
                c_slope=first.c_slope,
                u_max=first.u_max,
                conductance=part[0].conductance,
            )
        )
        begin = end
    return tuple(found)


def _alike(one: Population, other: Population) -> bool:
    """Tell whether two populations can be stepped together."""
    rules = ("drive", "peak_slope", "c_slope", "u_max")
    same = all(getattr(one.parameters, r) == getattr(other.parameters, r) for r in rules)
    return same and one.conductance == other.conductance


def _compressed(array: FloatArray) -> float | FloatArray:
    """Return one number if all are the same: fewer numbers to read in every step."""
    return float(array[0]) if array.size and (array == array[0]).all() else array


def _decays(
    populations: Sequence[Population], targets: tuple[str, ...], n: int, dt: float
) -> FloatArray | None:
    if not any(p.tau for p in populations):
        return None
    decays = np.zeros((len(targets), n))
    for p in populations:
        for target, tau in p.tau.items():
            decays[targets.index(target), p.start : p.stop] = exponential(-dt / tau)
    return decays


def _merged(parts: Sequence[tuple[Synapses, int, int]], n_pre: int) -> Wiring:
    """Return the synapses of all projections as one.

    Parameters
    ----------
    parts : sequence of (synapses, first presynaptic index, first cell)
    """
    counts = np.zeros(n_pre, dtype=np.int64)
    for synapses, first, _ in parts:
        counts[first : first + synapses.n_pre] += np.diff(synapses.starts)
    starts = np.concatenate([[0], np.cumsum(counts)])
    total = int(starts[-1])
    cells, weights = np.empty(total, np.int32), np.empty(total)
    delays = np.empty(total, np.int32)
    free = starts[:-1].copy()
    for synapses, first, cell in parts:
        own = np.diff(synapses.starts).astype(np.intp)
        place = free[first : first + synapses.n_pre]
        at = np.repeat(place - synapses.starts[:-1], own) + np.arange(synapses.n)
        cells[at] = synapses.targets + np.int32(cell)
        weights[at], delays[at] = synapses.weights, synapses.delays
        place += own
    return Wiring(starts, cells, weights, delays)
