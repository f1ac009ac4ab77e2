"""A digest of what the package computes, to be compared bit for bit between two Pythons.

The file is imported on CPython and sent as text to Pyodide, so it needs nothing but the package.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import izhikevich as izh
from izhikevich import random
from izhikevich.neuron.schemes.batch import spike_batch
from izhikevich.progress import finish

EXPLICIT = ("euler", "forward", "half_step")


def bits(*arrays: Any) -> str:
    """Hash of the bytes of arrays."""
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()[:16]


def run(experiment: Any, scheme: str) -> Any:
    """One run: its spikes and the hash of its samples, or the error it ends in."""
    try:
        trace = experiment.simulate(scheme=scheme)
    except izh.SimulationError as error:
        return str(error)
    if scheme not in EXPLICIT:
        return [round(float(time), 6) for time in trace.spike_times]
    return [trace.spike_indices.tolist(), bits(trace.v, trace.u, trace.current, trace.spike_v)]


def fired(net: Any) -> Any:
    """The spikes of 200 ms: their number and hash, and that of the voltages."""
    spikes = net.run(200.0)
    indices = spikes.indices.astype("int64")
    return [spikes.times.size, bits(spikes.times, indices, net.state().v)]


def engines() -> Iterator[str]:
    """Go through the engines, each chosen while the loop is there."""
    for name in izh.engine.ENGINES:
        with izh.engine.use(name):
            yield name


def single() -> Any:
    """A network in single precision."""
    net = izh.Network(seed=5, precision="float32", scheme="forward")
    cells = net.population(300, noise=5.0, tau={"exc": 4.0})
    net.connect(cells, cells, weights=0.05, delays=3.0)
    return net


def driven() -> Any:
    """A network with inputs over time, correlated trains and an injected current."""
    net, made = izh.Network(seed=6, scheme="forward"), izh.network
    rows = random.normal(1, 2, 3, 600).reshape(4, 150)
    cells = net.population(150, stimulus=made.TimedArray(8.0 + 9.0 * rows, 20.0, 80.0))
    others = net.population(40, stimulus="i / 10")
    trains = net.poisson(30, made.CorrelatedRate(30.0, correlation=0.3, tau=10.0))
    changing = net.poisson(40, made.TimedArray(90.0 * abs(rows[:, :40]), schedule=25.0))
    net.connect(trains, cells, made.FixedProbability(0.2), weights=4.0)
    net.connect(changing, others, made.OneToOne(), weights=9.0)
    net.inject(cells, others, made.FixedProbability(0.3), weights=-0.002, target="inh")
    net.inject(made.TimedArray(rows), cells, weights=made.Normal(1.0, 0.5))
    return net


def coupled(precision: str) -> Any:
    """A network with receptors, synapses that tire, gap junctions and adaptive steps."""
    net, made = izh.Network(seed=7, precision=precision), izh.network
    nmda = made.Receptor("NMDA", made.Alpha(20.0), 0.0, made.magnesium_block())
    cells = net.population(150, noise=5.0, i_offset=4.0, receptors=("AMPA", nmda, "GABA_A"))
    rule, tires = made.FixedProbability(0.1), made.ShortTerm(0.3, 100.0)
    for target, weight in (("AMPA", 0.02), ("NMDA", 0.01), ("GABA_A", 0.03)):
        net.connect(cells, cells, rule, weights=weight, target=target, short_term=tires)
    net.couple(cells, cells, made.FixedProbability(0.03), conductance=0.02)
    return net


def spikes() -> Any:
    """Spikes of many neurons at constant currents."""
    found = finish(spike_batch(izh.Parameters(), range(40), 300.0))
    return found.times, found.u_after, found.v


def digest() -> dict[str, Any]:
    """Everything that must be the same on both sides, as JSON values."""
    noise = izh.parse("5 + white(5, seed=3) + ou(0, 2, 10, seed=4) + sine(3, 20)")
    return {
        "patterns": {
            key: [run(pattern, scheme) for scheme in (*EXPLICIT, "accurate")]
            for key, pattern in izh.PATTERNS.items()
        },
        "cells": {key: run(cell, cell.scheme) for key, cell in izh.CELL_TYPES.items()},
        "uniform": bits(random.uniform(1, 2, 3, 1000)),
        "normal": bits(random.normal(1, 2, 3, 1000)),
        "first": random.normal(0, 0, 0, 4).tolist(),
        "networks": {
            name: [fired(getattr(izh.networks, name)(seed=3)) for _ in engines()]
            for name in ("cortical_2003", "feedforward", "polychronous_2006", "ring")
        },
        "single precision": [fired(single()) for _ in engines()],
        "inputs": [fired(driven()) for _ in engines()],
        "receptors": [fired(coupled(each)) for each in ("float64", "float32") for _ in engines()],
        "noise of networks": bits(random.normal_single_of_steps(1, 2, 3, 1, 1000)),
        "rates": [bits(*spikes()) for _ in engines()],
        "noise": bits(izh.simulate(izh.Parameters(), noise, duration=200.0).v),
    }
