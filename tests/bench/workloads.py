"""The standard workloads, and how one is timed.

The file is imported on CPython and sent as text to Pyodide, so it needs nothing but the package.
"""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import izhikevich as izh
import numpy as np
from izhikevich.dynamics.responses.frequency import frequency_current

SEED = 1
SECOND = 1000.0  # ms simulated
WARM = 100.0  # ms simulated before the clock starts
MIN_TIME = 0.3  # s that all the runs of a workload take together, at least
LONGEST = 6.0  # s, after which no further run begins
RUNS = 3, 25  # of a workload, at least and at most


def uncoupled() -> Any:
    """Many neurons, each at a constant current of its own."""
    net = izh.Network(seed=SEED, scheme="half_step")
    net.population(100_000, i_offset=izh.network.Uniform(0.0, 10.0))
    return net


def receptors() -> Any:
    """Regular and fast spiking cells with noise and 100 synapses each, AMPA and GABA_A."""
    net = izh.Network(seed=SEED, scheme="half_step")
    acting = ("AMPA", "GABA_A")
    exc = net.population(800, "RS", receptors=acting, noise=5.0)
    inh = net.population(200, "FS", receptors=acting, noise=2.0)
    for pre, weight, target in ((exc, 0.01, "AMPA"), (inh, 0.05, "GABA_A")):
        for post in (exc, inh):
            rule = izh.network.FixedOutDegree(post.size // 10)
            net.connect(pre, post, rule, weights=izh.network.Uniform(0.0, weight), target=target)
    return net


#: Networks by name. All take steps of 1 ms, v in two halves.
NETWORKS: dict[str, Any] = {
    "cortical-1k": partial(izh.networks.cortical_2003, seed=SEED),
    "sparse-10k": partial(izh.networks.cortical_sparse, 10_000, seed=SEED),
    "sparse-100k": partial(izh.networks.cortical_sparse, 100_000, seed=SEED),
    "uncoupled-100k": uncoupled,
    "receptors": receptors,
    "layers": partial(
        izh.networks.feedforward,
        connection_probability=1.0,
        weight_mean=0.6,
        weight_sd=0.2,
        seed=SEED,
    ),
}


def make(name: str, precision: str) -> Any:
    """Return a network that is to run in a precision, laid out."""
    given = {"precision": precision} if name.startswith("sparse") else {}
    net = NETWORKS[name](**given)
    net.precision = precision  # weights are converted as the network is laid out
    net.plan()
    return net


def events(net: Any, fired: Any) -> int:
    """Return how many synapses spikes passed, from the number of spikes of each neuron."""
    return sum(
        int((p.synapses.out_degrees() * fired[p.pre.start : p.pre.start + p.pre.size]).sum())
        for p in net.projections
    )


class Coupled:
    """A network."""

    def __init__(self, name: str, precision: str) -> None:
        self.net = make(name, precision)
        size = sum(p.synapses.nbytes for p in self.net.projections)
        self.neurons, self.steps = self.net.n_neurons, SECOND / self.net.dt
        self.sizes = {"synapses": self.net.n_synapses, "synapses, MB": round(size / 1e6, 1)}

    def run(self, milliseconds: float) -> Any:
        """Run from the start."""
        self.net.reset()
        return self.net.run(milliseconds)

    def count(self, found: Any) -> tuple[float, int]:
        """Return the spikes of a run, and the synapses that they passed."""
        fired = np.bincount(found.indices, minlength=self.net.n_neurons)
        return found.times.size, events(self.net, fired)


class Trace:
    """One neuron, a hundred thousand steps a second."""

    neurons, steps = 1, 100_000
    sizes: dict[str, float] = {}  # noqa: RUF012

    def run(self, milliseconds: float) -> Any:
        """Run from the start."""
        return izh.simulate(izh.Parameters(), 10.0, milliseconds, dt=SECOND / self.steps)

    def count(self, found: Any) -> tuple[float, int]:
        """Return the spikes of a run; no synapses."""
        return found.n_spikes, 0


class Sweep:
    """The f-I curve as the page has it (accurate scheme), measured for a second a current."""

    neurons, steps = 200, None
    sizes: dict[str, float] = {}  # noqa: RUF012

    def run(self, milliseconds: float) -> Any:
        """Run all currents, rising, falling, and from rest."""
        currents = np.linspace(0.0, 40.0, self.neurons)
        return frequency_current(izh.Parameters(), currents, duration=milliseconds)

    def count(self, found: Any) -> tuple[float, int]:
        """Return the spikes in the measured time, with rising current; no synapses."""
        return float(found.up.sum()) * found.duration / SECOND, 0


#: Workloads of single neurons, always in double precision.
SINGLE: dict[str, Any] = {"trace": Trace, "sweep": Sweep}
ALL = (*NETWORKS, *SINGLE)


def measure(name: str, engine: str, precision: str, milliseconds: float) -> dict[str, Any]:
    """Time a workload.

    Returns
    -------
    dict
        "ms" per simulated second, the median of "runs"; "Hz", the mean rate; "ns/update" and
        "ns/event", the whole time by neuron updates and by synaptic events; sizes, and how long it
        took to build, s.
    """
    with izh.engine.use(engine):
        izh.engine.warm_up()
        begun = time.perf_counter()
        work: Any = Coupled(name, precision) if name in NETWORKS else SINGLE[name]()
        built = time.perf_counter() - begun
        work.run(min(WARM, milliseconds))
        times: list[float] = []
        while len(times) < RUNS[1] and sum(times) < (
            MIN_TIME if len(times) >= RUNS[0] else LONGEST
        ):
            begun = time.perf_counter()
            found = work.run(milliseconds)
            times.append(time.perf_counter() - begun)
    spikes, passed = work.count(found)
    took, part = float(np.median(times)), milliseconds / SECOND
    updates = work.neurons * work.steps * part if work.steps else 0
    return {
        "workload": name,
        "engine": engine,
        "precision": precision,
        "simulated, ms": milliseconds,
        "runs": len(times),
        "ms": round(took * 1e3 / part, 3),
        "ns/update": round(took * 1e9 / updates, 2) if updates else None,
        "ns/event": round(took * 1e9 / passed, 2) if passed else None,
        "Hz": round(spikes / work.neurons / part, 2),
        "build, s": round(built, 3),
        **work.sizes,
    }
