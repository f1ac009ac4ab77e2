"""A network as structures of the engine."""

from __future__ import annotations

from ctypes import sizeof
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.native.structures import (
    TILE,
    TILES,
    Block,
    Buffers,
    Coupling,
    Depressing,
    Injection,
    Input,
    Network,
    Plastic,
    Source,
    Wiring,
)
from izhikevich.network.couplings import CouplingWiring
from izhikevich.network.injections import VARIABLES
from izhikevich.network.plasticity import PlasticWiring
from izhikevich.network.populations import Source as Outside
from izhikevich.network.simulation.native.program import Program, compiled
from izhikevich.network.simulation.numpy import chances, noise_strength
from izhikevich.network.simulation.plan import Block as Neurons
from izhikevich.network.simulation.plan import Plan
from izhikevich.network.simulation.spike_delivery import Wiring as Unchanging
from izhikevich.network.simulation.state import State
from izhikevich.network.synapses.short_term import DepressingWiring
from izhikevich.neuron.native.block import add_parabola, equations
from izhikevich.neuron.schemes.table import NETWORK_SCHEMES

#: Rules of plasticity, in the order of the enumeration in engine.c.
RULES = ("FIXED", "PAIRS", "POLYCHRONOUS", "INHIBITORY", "TRIPLETS", "DOPAMINE")

#: What does not change with the state, by plan, and what keeps its arrays alive: runs are often
#: short.
_described: WeakKeyDictionary[Plan, tuple[Network, Buffers]] = WeakKeyDictionary()


def describe(plan: Plan, state: State, buffers: Buffers) -> Network:
    """Return what applies to all steps of a network; they change `state` in place."""
    if plan not in _described:
        _described[plan] = _planned(plan)
    planned, kept = _described[plan]
    buffers.keep(kept)
    real, at = state.v.dtype, buffers.at
    plastic = [
        _plastic(wiring, part, real, buffers)
        for wiring, part in zip(plan.plastic, state.plastic, strict=True)
    ]
    depressing = [
        _depressing(wiring, part, real, buffers)
        for wiring, part in zip(plan.depressing, state.depressing, strict=True)
    ]
    found = Network.from_buffer_copy(planned)
    found.n_rows = len(state.ring.rows)
    found.n_plastic = len(plastic)
    found.plastic = buffers.many(Plastic, plastic)
    found.n_depressing = len(depressing)
    found.depressing = buffers.many(Depressing, depressing)
    found.v, found.u, found.g = at(state.v, real), at(state.u, real), at(state.g, real)
    found.rising_state = at(state.rising, real)
    found.ring = at(state.ring.rows, real)
    found.arriving = at(np.array(state.ring.rows.any(axis=1), np.uint8), np.uint8)
    found.frozen = at(state.frozen, np.int64)
    found.thrown.neurons = at(state.thrown.view(np.uint8), np.uint8)
    found.thrown.count = np.count_nonzero(state.thrown)
    return found


def _planned(plan: Plan) -> tuple[Network, Buffers]:
    real, buffers = np.dtype(plan.real), Buffers()
    programs = [_program(block, plan) for block in plan.blocks]
    deepest = max(program.depth for program in programs)
    blocks = [_block(b, plan, p, real, buffers) for b, p in zip(plan.blocks, programs, strict=True)]
    noise = noise_strength(plan)
    at, copied = buffers.at, buffers.copied
    adaptive = NETWORK_SCHEMES[plan.scheme].adaptive
    wirings = [_wiring(wiring, real, buffers) for wiring in plan.static]
    couplings = [_coupling(wiring, real, buffers) for wiring in plan.couplings]
    planned = Network(
        n=plan.n,
        n_targets=len(plan.targets),
        scheme=list(NETWORK_SCHEMES).index(plan.scheme),
        dt=plan.dt,
        scale=1.0 / plan.dt if plan.charge else 1.0,
        seed=plan.seed,
        n_blocks=len(blocks),
        blocks=buffers.many(Block, blocks),
        n_wirings=len(wirings),
        wirings=buffers.many(Wiring, wirings),
        n_couplings=len(couplings),
        couplings=buffers.many(Coupling, couplings),
        coupled=at(np.empty(plan.n, real), real) if couplings else None,
        decays=None if plan.decays is None else copied(plan.decays, real),
        decay_of_all=None if plan.decays is None else copied(_decay_of_all(plan), real),
        n_rising=plan.rising.targets.size,
        rising=copied(plan.rising.targets, np.int64),
        rise=copied(plan.rising.rise, real),
        passed=copied(plan.rising.passed, real),
        gain=copied(plan.rising.gain, real),
        offset=copied(plan.i_offset, real),
        n_noise=0 if noise is None else noise.size,
        noise=None if noise is None else copied(noise, real),
        refractory=None if plan.refractory is None else copied(plan.refractory, np.int64),
        pulse=plan.pulse,
        most=plan.most_fired,
        stack=at(np.empty(4 * deepest * TILE, real), real),
        low=at(np.empty(plan.n, np.uint8), np.uint8),
        means=None if plan.means is None else copied(plan.means, real),
        left=at(np.zeros(plan.n, real), real) if adaptive else None,
        driven=at(np.zeros(plan.n, real), real) if adaptive else None,
        shifted=at(np.zeros(plan.n, real), real) if adaptive else None,
        tiles=at(np.empty(len(blocks) * sizeof(TILES[real.name]), np.uint8), np.uint8),
    )
    return planned, buffers


def inputs(plan: Plan, times: FloatArray, real: Any, buffers: Buffers) -> list[Input]:
    """Return the currents at the times of some steps."""
    found = []
    for p in plan.populations:
        if p.inputs is not None:
            rows, each = p.inputs.at(times), p.inputs.width > 1
            found.append(Input(p.start, p.stop, each, buffers.copied(rows, real)))
    return found


def injections(plan: Plan, times: FloatArray, buffers: Buffers) -> list[Injection]:
    """Return the currents into conductances in some steps."""
    found = []
    for wiring in plan.injections:
        values = wiring.sampled(times)
        found.append(
            Injection(
                first=wiring.first,
                n_pre=wiring.n_pre,
                cell=wiring.cell,
                n_post=wiring.starts.size - 1,
                variable=("", *VARIABLES).index(wiring.variable),
                starts=buffers.copied(wiring.starts, np.int64),
                sources=buffers.copied(wiring.sources, np.int64),
                weights=buffers.copied(wiring.weights, plan.real),
                values=None if values is None else buffers.copied(values, plan.real),
            )
        )
    return found


def sources(plan: Plan, first: int, times: FloatArray, buffers: Buffers) -> list[Source]:
    """Return the sources of spikes in some steps, the first of which has this number."""
    return [_source(source, plan, first, times, buffers) for source in plan.sources]


def _decay_of_all(plan: Plan) -> FloatArray:
    """Return the factors by which each g of a block decays, -1 where neurons differ in it."""
    assert plan.decays is not None
    parts = [plan.decays[:, block.start : block.stop] for block in plan.blocks]
    rows = [np.where((part == part[:, :1]).all(axis=1), part[:, 0], -1.0) for part in parts]
    return np.array(rows)


def _program(block: Neurons, plan: Plan) -> Program:
    program = compiled(block.conductance, plan.targets, block.decaying)
    assert program is not None, "asked before: see network/backend.py"
    return program


def _block(block: Neurons, plan: Plan, program: Program, real: Any, buffers: Buffers) -> Block:
    scheme = NETWORK_SCHEMES[plan.scheme]
    found = equations(block.neurons, real, buffers, scheme.watched_step(plan.dt))
    if scheme.adaptive:
        add_parabola(found, block.neurons, real, buffers)
        found.leaning = block.conductance.depends_on_v
    found.start, found.stop = block.start, block.stop
    found.program = buffers.copied(program.code, np.int64)
    found.length = program.code.size // 2
    found.numbers = buffers.copied(program.numbers, np.float64)
    with np.errstate(over="ignore"):
        found.constants = buffers.copied(np.repeat(program.numbers, TILE), real)
    return found


def _wiring(wiring: Unchanging, real: Any, buffers: Buffers) -> Wiring:
    copied = buffers.copied
    return Wiring(
        first=wiring.first,
        n_pre=wiring.n_pre,
        cell=wiring.cell,
        reach=wiring.reach,
        delay=wiring.delay or 0,
        dense=wiring.delay is not None and wiring.dense,
        starts=copied(wiring.starts, np.int64),
        targets=copied(wiring.targets, np.int32),
        weights=copied(wiring.weights, real),
        delays=None if wiring.delay is not None else copied(wiring.delays, np.int32),
    )


def _coupling(wiring: CouplingWiring, real: Any, buffers: Buffers) -> Coupling:
    copied = buffers.copied
    return Coupling(
        first=wiring.first,
        n_pre=wiring.n_pre,
        post=wiring.post,
        starts=copied(wiring.starts, np.int64),
        targets=copied(wiring.targets, np.int32),
        conductances=copied(wiring.conductances, real),
        own=buffers.at(np.empty(wiring.n_pre, real), real),
    )


def _depressing(
    wiring: DepressingWiring, part: dict[str, FloatArray], real: Any, buffers: Buffers
) -> Depressing:
    rule, at = wiring.rule, buffers.at
    return Depressing(
        wiring=_wiring(wiring.wiring, real, buffers),
        x=at(part["x"], np.float64),
        u=at(part["u"], np.float64),
        last=at(part["last"], np.float64),
        fraction=rule.U,
        tau_rec=rule.tau_rec,
        tau_facil=rule.tau_facil,
    )


def _plastic(
    wiring: PlasticWiring, part: dict[str, FloatArray], real: Any, buffers: Buffers
) -> Plastic:
    at, copied = buffers.at, buffers.copied
    found = Plastic(
        rule=RULES.index(RULES[0] if wiring.marks_only else wiring.kind),
        first=wiring.first,
        n_pre=wiring.n_pre,
        post=wiring.post,
        n_post=wiring.n_post,
        cell=wiring.cell,
        n_lengths=len(wiring.lengths),
        n_traces=len(part["pre"]),
        n_synapses=part["weights"].size,
        lengths=copied(wiring.lengths, np.int64),
        starts=copied(np.array(wiring.starts), np.int64),
        incoming_starts=copied(wiring.incoming_starts, np.int64),
        incoming=copied(wiring.incoming, np.int64),
        pre_of=copied(wiring.pre, np.int64),
        targets=copied(wiring.targets, np.int64),
        delays=copied(wiring.delays, np.int64),
        **wiring.numbers(),
    )
    for name, array in part.items():
        kind = np.float64 if name == "dopamine" else real
        setattr(found, "post_trace" if name == "post" else name, at(array, kind))
    return found


def _source(source: Outside, plan: Plan, first: int, times: FloatArray, buffers: Buffers) -> Source:
    found = Source(start=plan.n + source.start, size=source.size, stream=source.stream)
    if source.rates is None:
        steps, members = source.spikes(first, times.size)
        found.steps = buffers.copied(steps, np.int64)
        found.members = buffers.copied(members, np.int64)
        found.given = steps.size
    else:
        chance = chances(source, plan, times)
        found.chance = buffers.copied(chance, np.float64)
        found.each_step, found.each_source = chance.ndim == 2, chance.shape[-1] > 1
    return found
