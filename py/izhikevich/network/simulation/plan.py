"""A network laid out flat: what the time loop needs, without populations and projections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.network.couplings import Coupling, CouplingWiring
from izhikevich.network.injections import Injection, InjectionWiring
from izhikevich.network.inputs import Samples
from izhikevich.network.plasticity import DopamineWiring, PlasticWiring, wiring_of
from izhikevich.network.populations import SILENT, Population, Source, refractory_steps
from izhikevich.network.projections import Projection
from izhikevich.network.simulation.rising import Rising
from izhikevich.network.simulation.spike_delivery import Wiring
from izhikevich.network.synapses.expression import Conductance
from izhikevich.network.synapses.kinetics import factors
from izhikevich.network.synapses.short_term import DepressingWiring
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.schemes.arrays import NeuronArray
from izhikevich.neuron.schemes.table import NETWORK_SCHEMES
from izhikevich.random import exponential

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Block:
    """Neighbouring populations whose neurons follow the same rules: stepped together."""

    start: int
    stop: int
    neurons: NeuronArray
    conductance: Conductance
    #: Targets whose g is a current or a conductance, not a charge that acts in one step.
    decaying: frozenset[str]


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything that stays constant while the network runs.

    Parameters
    ----------
    n, n_pre : int
        Number of neurons without and with sources; sources have the indices n .. n_pre - 1.
    real : dtype
        Precision of all computations.
    dt, seed, scheme
        As for `Network`; dt in ms.
    charge : bool
        Whether a weight is a charge, which acts as w / dt for a step, where g does not decay.
    populations : tuple of Population
        In the order of their neurons.
    sources : tuple of Source
        In the order of their indices.
    blocks : tuple of Block
        Groups that are stepped together, in the same order.
    targets : tuple of str
        Names of the conductances; target k of neuron i is cell k n + i.
    decays : array, shape (n_targets, n) or None
        Factor by which each g decays in a step; 0 for those that last one step. None if all do.
    rising : Rising
        Conductances that rise before they decay.
    means : array, shape (n_targets, n) or None
        Mean of each g over a step, relative to its beginning, if the scheme takes that; else None.
    i_offset : array, shape (n,)
        Constant current, mV/ms or pA, as each neuron's model has it.
    noise : array, shape (n,), or None
        Standard deviation of the normal current of each step, in the same unit. None if there is
        none.
    refractory : array, shape (n,), or None
        Number of steps for which a neuron is refractory after a spike, `SILENT` of those that are
        held. None if none is.
    static : tuple of Wiring
        Synapses with constant weights. Their spikes are delivered in this order.
    plastic, depressing : tuples
        Synapses that learn, and synapses with short-term plasticity.
    injections : tuple of InjectionWiring
        Currents into conductances.
    couplings : tuple of CouplingWiring
        Gap junctions.
    longest : int
        Longest delay, steps.
    pulse : float
        Current into one random neuron in each step.
    """

    n: int
    n_pre: int
    real: Any
    dt: float
    seed: int
    scheme: str
    charge: bool
    populations: tuple[Population, ...]
    sources: tuple[Source, ...]
    blocks: tuple[Block, ...]
    targets: tuple[str, ...]
    decays: FloatArray | None
    rising: Rising
    means: FloatArray | None
    i_offset: FloatArray
    noise: FloatArray | None
    refractory: IndexArray | None
    static: tuple[Wiring, ...]
    plastic: tuple[PlasticWiring, ...]
    depressing: tuple[DepressingWiring, ...]
    injections: tuple[InjectionWiring, ...]
    couplings: tuple[CouplingWiring, ...]
    longest: int
    pulse: float

    @cached_property
    def widest(self) -> int:
        """Maximum number of values of an input over time in one step."""
        sampled = [
            *(p.inputs for p in self.populations),
            *(s.rates for s in self.sources),
            *(i.samples for i in self.injections),
        ]
        return max([1, *(one.width for one in sampled if isinstance(one, Samples))])

    @cached_property
    def most_fired(self) -> int:
        """Maximum number of spikes in one step."""
        return self.n + sum(source.most for source in self.sources)


def make_plan(
    dt: float,
    seed: int,
    scheme: str,
    charge: bool,
    populations: Sequence[Population],
    sources: Sequence[Source],
    projections: Sequence[Projection],
    injections: Sequence[Injection],
    couplings: Sequence[Coupling],
    pulse: float,
    real: Any,
    old: Plan | None = None,
    longest: int = 1,
) -> Plan:
    """Lay out a network flat.

    Parameters
    ----------
    dt, seed, scheme, charge, populations, sources, projections, injections, couplings, pulse, real
        As for `Plan`.
    old : Plan, optional
        Earlier plan of the same network with other values: what is laid out there and has not
        changed is used again.
    longest : int
        Delay (steps) for which there must be room in any case.
    """
    adaptive = NETWORK_SCHEMES[scheme].adaptive
    n = sum(p.size for p in populations)
    n_pre = n + sum(s.size for s in sources)
    named = {t: None for p in populations for t in p.conductance.targets}
    named.update({p.target: None for p in projections})
    named.update({i.target: None for i in injections})
    targets = tuple(named)
    noise = _joined(populations, "noise").astype(real)
    refractory = refractory_steps(_joined(populations, "tau_refrac"), dt)
    for population in populations:
        if population.silent:
            refractory[population.start : population.stop] = SILENT
    fixed = [p for p in projections if p.plasticity is None and p.short_term is None]
    learning = [p for p in projections if p.plasticity is not None]
    tiring = [p for p in projections if p.short_term is not None]
    place = {id(p): targets.index(p.target) * n for p in projections}
    return Plan(
        n=n,
        n_pre=n_pre,
        real=real,
        dt=dt,
        seed=seed,
        scheme=scheme,
        charge=charge,
        populations=tuple(populations),
        sources=tuple(sources),
        blocks=_blocks(populations, charge, real),
        targets=targets,
        decays=_decays(populations, targets, n, dt, real),
        rising=Rising.of(populations, targets, n, dt, real),
        means=_means(populations, targets, n, dt, real) if adaptive else None,
        i_offset=_joined(populations, "i_offset").astype(real),
        noise=noise if noise.any() else None,
        refractory=refractory if refractory.any() else None,
        static=tuple(
            _wiring(p, p.first(n), p.post.start + place[id(p)], real, before)
            for p, before in _paired(fixed, None if old is None else old.static)
        ),
        plastic=tuple(
            _plastic(p, n, place[id(p)], dt, before)
            for p, before in _paired(learning, None if old is None else old.plastic)
        ),
        depressing=tuple(
            _depressing(p, n, place[id(p)], dt, real, before)
            for p, before in _paired(tiring, None if old is None else old.depressing)
        ),
        injections=tuple(
            InjectionWiring.of(
                one,
                targets.index(one.target) * n + one.post.start,
                real,
                dt if charge and not one.spikes else 1.0,
            )
            for one in injections
        ),
        couplings=tuple(CouplingWiring.of(one, real) for one in couplings),
        longest=max(longest_delay(projections), longest),
        pulse=pulse,
    )


def _paired(
    projections: Sequence[Projection], old: Sequence[T] | None
) -> Iterable[tuple[Projection, T | None]]:
    """Return projections with what an earlier plan has of each."""
    return zip(projections, [None] * len(projections) if old is None else old, strict=True)


def _wiring(projection: Projection, first: int, cell: int, real: Any, old: Wiring | None) -> Wiring:
    """Return the synapses of a projection; they are not copied if their precision fits."""
    synapses = projection.synapses
    weights = synapses.weights.astype(real, copy=False)
    if old is not None and old.delays is synapses.delays:
        return old if old.weights is weights else old.with_weights(weights)
    return Wiring(synapses.starts, synapses.targets, weights, synapses.delays, first, cell)


def _plastic(
    projection: Projection, n: int, cell: int, dt: float, old: PlasticWiring | None
) -> PlasticWiring:
    """Return the synapses of a projection that learns."""
    synapses, rule = projection.synapses, projection.plasticity
    assert rule is not None
    if old is None or old.synapses.delays is not synapses.delays:
        first, post = projection.first(n), projection.post.start
        found = wiring_of(synapses, rule, first, post, cell, dt, projection.releasing(n))
    else:
        found = old if old.synapses is synapses else old.with_weights(synapses)
    found.repeats, found.learning = _repeats(projection), projection.learning
    if isinstance(found, DopamineWiring):
        found.early = projection.early_dopamine
    return found


def _depressing(
    projection: Projection, n: int, cell: int, dt: float, real: Any, old: DepressingWiring | None
) -> DepressingWiring:
    """Return the synapses of a projection with short-term plasticity."""
    rule, first = projection.short_term, projection.first(n)
    assert rule is not None
    before = None if old is None else old.wiring
    wiring = _wiring(projection, first, projection.post.start + cell, real, before)
    if old is not None and old.wiring is wiring:
        old.repeats = _repeats(projection)
        return old
    return DepressingWiring(wiring, rule, dt, _repeats(projection))


def _repeats(projection: Projection) -> bool:
    """Tell whether a presynaptic source may fire several times in one step."""
    return isinstance(projection.pre, Source) and projection.pre.repeats


def longest_delay(projections: Sequence[Projection]) -> int:
    """Return the longest delay of a network, steps; at least 1."""
    return max((p.longest_delay for p in projections), default=1)


def _joined(populations: Sequence[Population], name: str) -> FloatArray:
    return np.concatenate([p.values[name] for p in populations] or [np.empty(0)])


def _blocks(populations: Sequence[Population], charge: bool, real: Any) -> tuple[Block, ...]:
    found = []
    begin = 0
    for end in range(1, len(populations) + 1):
        if end < len(populations) and _alike(populations[begin], populations[end], charge):
            continue
        part = populations[begin:end]
        values = {name: _compressed(_joined(part, name), real) for name in MODEL}
        found.append(
            Block(
                start=part[0].start,
                stop=part[-1].stop,
                neurons=NeuronArray.of(part[0].parameters, values),
                conductance=part[0].conductance,
                decaying=frozenset(part[0].tau),
            )
        )
        begin = end
    return tuple(found)


def _alike(one: Population, other: Population, charge: bool) -> bool:
    """Tell whether two populations can be stepped together."""
    rules = ("drive", "peak_slope", "c_slope", "u_max")
    same = all(getattr(one.parameters, r) == getattr(other.parameters, r) for r in rules)
    decays = not charge or one.tau.keys() == other.tau.keys()
    return same and decays and one.conductance == other.conductance


def _compressed(array: FloatArray, real: Any) -> float | FloatArray:
    """Return one number if all are the same: fewer numbers to read in every step."""
    same = array.size and (array == array[0]).all()
    return float(array[0]) if same else array.astype(real, copy=False)


def _decays(
    populations: Sequence[Population], targets: tuple[str, ...], n: int, dt: float, real: Any
) -> FloatArray | None:
    if not any(p.tau for p in populations):
        return None
    decays = np.zeros((len(targets), n), real)
    for p in populations:
        for target, tau in p.tau.items():
            decays[targets.index(target), p.start : p.stop] = factors(tau, dt).decay
    return decays


def _means(
    populations: Sequence[Population], targets: tuple[str, ...], n: int, dt: float, real: Any
) -> FloatArray | None:
    """Return the means of what decays exponentially over a step, if anything does.

    What rises first acts as it is at the beginning of a step, like what lasts one step.
    """
    if not any(p.tau for p in populations):
        return None
    means = np.ones((len(targets), n), real)
    for p in populations:
        for target, tau in p.tau.items():
            if not isinstance(tau, float):
                continue
            mean = (1.0 - exponential(-dt / tau)) / (dt / tau)
            means[targets.index(target), p.start : p.stop] = mean
    return means
