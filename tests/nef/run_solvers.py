"""Solve, sample and measure in Nengo itself: ``-m tests.nef.run_solvers FOUND.npz GIVEN.npz``."""

from __future__ import annotations

import sys
from typing import Any

import nengo
import numpy as np
from nengo.processes import PresentInput
from nengo.solvers import Lstsq, LstsqDrop, LstsqL2, LstsqL2nz, LstsqMultNoise, LstsqNoise

from tests.nef.run_nengo import found, keep_build, simulator

DT = 0.001
SOLVERS = {
    "Lstsq": Lstsq(),
    "LstsqL2": LstsqL2(reg=0.05),
    "LstsqL2nz": LstsqL2nz(),
    "LstsqDrop": LstsqDrop(drop=0.4),
    "LstsqNoise": LstsqNoise(noise=0.2),
    "LstsqMultNoise": LstsqMultNoise(),
}
#: Connections whose solvers find weights between neurons.
WEIGHTS = {"LstsqL2": LstsqL2(weights=True), "LstsqDrop": LstsqDrop(weights=True)}
#: Intervals between samples, s; one is not a whole number of steps.
EVERY = {"decoded": 0.005, "spikes": 0.003, "voltage": 0.0025, "weights": 0.02}


class Draws:
    """Normally distributed numbers that are given."""

    def __init__(self, draws: Any) -> None:
        self._draws = draws

    def normal(self, scale: float, size: tuple[int, ...]) -> Any:
        """Return them, scaled."""
        return scale * self._draws.reshape(size)


def build() -> None:
    """Keep what Nengo draws for two ensembles, and the decoders of each solver."""
    with nengo.Network(seed=5) as model:
        pre = nengo.Ensemble(20, 1, neuron_type=nengo.Izhikevich(), seed=1, n_eval_points=300)
        post = nengo.Ensemble(15, 1, neuron_type=nengo.Izhikevich(), seed=2, n_eval_points=300)
        u = nengo.Node(lambda t: np.sin(2 * np.pi * t))
        nengo.Connection(u, pre, synapse=None)
        kind = nengo.PES(learning_rate=1e-3)
        learned = nengo.Connection(pre, post, function=lambda x: 0 * x, learning_rule_type=kind)
        nengo.Connection(post, learned.learning_rule)
        nengo.Connection(u, learned.learning_rule, transform=-1)
        probes = {
            "decoded": nengo.Probe(post, synapse=0.03, sample_every=EVERY["decoded"]),
            "spikes": nengo.Probe(post.neurons, sample_every=EVERY["spikes"]),
            "voltage": nengo.Probe(post.neurons, "voltage", sample_every=EVERY["voltage"]),
            "weights": nengo.Probe(learned, "weights", sample_every=EVERY["weights"]),
        }
    with simulator(model) as sim:
        keep_build("pre", sim, pre)
        keep_build("post", sim, post)
        points = sim.data[pre].eval_points
        _, rates = nengo.utils.ensemble.tuning_curves(pre, sim, inputs=points)
        sim.run(0.301)
        sim.run(0.2)
        for name, probe in probes.items():
            found[f"sampled {name}"] = np.array(sim.data[probe])
            found[f"times {name}"] = sim.trange(sample_every=EVERY[name])
    found["rates"] = rates
    targets = np.column_stack([points, points**2])
    for name, solver in SOLVERS.items():
        found[f"{name} decoders"] = solver(rates, targets, rng=Draws(given["draws"]))[0]


def weights() -> None:
    """Run connections whose solvers find weights between neurons."""
    for name, solver in WEIGHTS.items():
        with nengo.Network(seed=5) as model:
            pre = nengo.Ensemble(20, 1, neuron_type=nengo.Izhikevich(), seed=1, n_eval_points=300)
            post = nengo.Ensemble(15, 1, neuron_type=nengo.Izhikevich(), seed=2, n_eval_points=300)
            u = nengo.Node(lambda t: np.sin(2 * np.pi * t))
            nengo.Connection(u, pre, synapse=None)
            between = nengo.Connection(
                pre, post, function=lambda x: x**2, transform=[[1.0]], solver=solver
            )
            spikes = nengo.Probe(post.neurons)
        with simulator(model) as sim:
            keep_build(f"{name} pre", sim, pre)
            keep_build(f"{name} post", sim, post)
            sim.run(0.5)
            found[f"{name} weights"] = np.array(sim.data[between].weights)
            found[f"{name} spikes"] = np.array(sim.data[spikes])


def spiking() -> None:
    """Measure activities from filtered spikes, and solve for decoders of x²."""
    with nengo.Network(seed=5) as model:
        u = nengo.Node(PresentInput(given["signal"], DT))
        pre = nengo.Ensemble(20, 1, neuron_type=nengo.Izhikevich(), seed=1, n_eval_points=300)
        square = nengo.Node(lambda t, x: x**2, size_in=1)
        nengo.Connection(u, pre, synapse=None)
        nengo.Connection(u, square, synapse=None)
        activities = nengo.Probe(pre.neurons, synapse=0.03, sample_every=0.005)
        target = nengo.Probe(square, synapse=0.03, sample_every=0.005)
    with simulator(model) as sim:
        keep_build("spiking", sim, pre)
        sim.run(len(given["signal"]) * DT)
        late = sim.trange(sample_every=0.005) > 0.2 + 1e-9
        found["spiking activities"] = np.array(sim.data[activities])[late]
        found["spiking targets"] = np.array(sim.data[target])[late]
    solved = LstsqL2()(found["spiking activities"], found["spiking targets"])[0]
    found["spiking decoders"] = solved


if __name__ == "__main__":
    nengo.rc.set("decoder_cache", "enabled", "False")
    given = dict(np.load(sys.argv[2]))
    build()
    weights()
    spiking()
    np.savez_compressed(sys.argv[1], **found)
