"""Run Nengo's example notebook and learning rules in Nengo itself: ``run_nengo.py FILE.npz``."""

from __future__ import annotations

import sys
from typing import Any

import nengo
import numpy as np
from nengo.utils.ensemble import tuning_curves

found: dict[str, Any] = {}


def simulator(model: Any) -> Any:
    return nengo.Simulator(model, progress_bar=False)


def keep_build(name: str, sim: Any, ensemble: Any) -> None:
    """Keep the numbers that Nengo has drawn or computed for an ensemble."""
    built = sim.data[ensemble]
    voltage = sim.signals[sim.model.sig[ensemble.neurons]["voltage"]]
    for what in ("encoders", "max_rates", "intercepts", "eval_points", "gain", "bias"):
        found[f"{name} {what}"] = np.array(getattr(built, what))
    found[f"{name} v0"] = np.array(voltage)


class Notebook:
    """The notebook's model, and what it draws: probes by the names of the page."""

    def __init__(self, n: int) -> None:
        with nengo.Network(seed=0) as self.model:
            self.u = nengo.Node(lambda t: np.sin(2 * np.pi * t))
            self.ens = nengo.Ensemble(n, dimensions=1, neuron_type=nengo.Izhikevich())
            nengo.Connection(self.u, self.ens)
            self.probes = {
                "out": nengo.Probe(self.ens, synapse=0.03),
                "spikes": nengo.Probe(self.ens.neurons),
                "voltage": nengo.Probe(self.ens.neurons, "voltage"),
                "recovery": nengo.Probe(self.ens.neurons, "recovery"),
            }

    def run(self, figure: int, seconds: float) -> None:
        """Run a new simulator, and keep what is in a figure."""
        with simulator(self.model) as sim:
            keep_build(f"{figure} ens", sim, self.ens)
            sim.run(seconds)
            for name, probe in self.probes.items():
                found[f"{figure} {name}"] = np.array(sim.data[probe])


def notebook() -> None:
    """Run all blocks of the notebook; what belongs to one figure has its number."""
    first = Notebook(10)
    first.run(1, 1.0)
    first.u.output = 0.2
    first.run(2, 0.1)
    kinds: tuple[dict[str, Any], ...] = (
        {"reset_voltage": -55, "reset_recovery": 4},
        {"reset_voltage": -50, "reset_recovery": 2},
        {"tau_recovery": 0.1},
        {"coupling": 0.25},
        {"tau_recovery": 0.1, "coupling": 0.26},
    )
    for figure, kind in enumerate(kinds, 3):
        first.ens.neuron_type = nengo.Izhikevich(**kind)
        first.run(figure, 0.4)
    second = Notebook(30)  # Nengo 4.1 does not let the number of neurons be changed
    with simulator(second.model) as sim:
        keep_build("8 ens", sim, second.ens)
        found["8 points"], found["8 rates"] = tuning_curves(second.ens, sim)
    with second.model:
        square = nengo.Ensemble(30, dimensions=1, neuron_type=nengo.Izhikevich())
        nengo.Connection(second.ens, square, function=lambda x: x**2)
        second.probes["square"] = nengo.Probe(square, synapse=0.03)
        second.probes["square spikes"] = nengo.Probe(square.neurons)
    for figure, kind in ((9, {}), (10, {"tau_recovery": 0.2})):
        square.neuron_type = nengo.Izhikevich(**kind)
        second.run(figure, 2.0)
        with simulator(second.model) as sim:
            keep_build(f"{figure} square", sim, square)


def learning(rule: str) -> None:
    """Run a connection that learns, next to a node that computes."""
    quadratic = nengo.Izhikevich()
    with nengo.Network(seed=3) as model:
        u = nengo.Node(lambda t: np.sin(2 * np.pi * t))
        pre = nengo.Ensemble(20, 1, neuron_type=quadratic, seed=1)
        post = nengo.Ensemble(15, 1, neuron_type=quadratic, seed=2)
        error = nengo.Ensemble(20, 1, neuron_type=quadratic, seed=4)
        nengo.Connection(u, pre, synapse=None)
        if rule == "PES":
            kind = nengo.PES(learning_rate=1e-3)
            learned = nengo.Connection(pre, post, function=lambda x: 0 * x, learning_rule_type=kind)
            nengo.Connection(post, error)
            nengo.Connection(u, error, transform=-1)
            nengo.Connection(error, learned.learning_rule)
        elif rule == "BCM":
            solver = nengo.solvers.LstsqL2(weights=True)
            kind = nengo.BCM(learning_rate=5e-7)
            learned = nengo.Connection(pre, post, solver=solver, learning_rule_type=kind)
        else:
            found["Oja given"] = np.random.RandomState(0).uniform(0.0, 2e-3, (15, 20))
            kind = nengo.Oja(learning_rate=1e-6, beta=0.5)
            learned = nengo.Connection(
                pre.neurons, post.neurons, transform=found["Oja given"], learning_rule_type=kind
            )
        node = nengo.Node(lambda t, x: x**2 + t, size_in=1)
        nengo.Connection(post, node)
        probes = {
            "weights": nengo.Probe(learned, "weights"),
            "decoded": nengo.Probe(post, synapse=0.03),
            "spikes": nengo.Probe(post.neurons),
            "node": nengo.Probe(node, synapse=nengo.Alpha(0.01)),
        }
    with simulator(model) as sim:
        for name, ensemble in (("pre", pre), ("post", post), ("error", error)):
            keep_build(f"{rule} {name}", sim, ensemble)
        sim.run(1.0)
        for name, probe in probes.items():
            found[f"{rule} {name}"] = np.array(sim.data[probe])


if __name__ == "__main__":
    nengo.rc.set("decoder_cache", "enabled", "False")
    notebook()
    for each in ("PES", "BCM", "Oja"):
        learning(each)
    np.savez_compressed(sys.argv[1], **found)
