"""The same ensemble here and, where it is installed, in Nengo: ``python -m tests.bench.nef``."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import izhikevich as izh
import numpy as np
from izhikevich import nef

REPEATS = 5
NEURONS = 100
SECONDS = 1.0


def times(build: Callable[[int], Callable[[], object]]) -> dict[str, float]:
    """Median times in ms of building a model, anew each time, and of running it."""
    built, ran = [], []
    for seed in range(REPEATS):
        begun = time.perf_counter()
        run = build(seed)
        between = time.perf_counter()
        run()
        built.append((between - begun) * 1e3)
        ran.append((time.perf_counter() - between) * 1e3)
    return {
        "build": round(statistics.median(built), 1),
        "run": round(statistics.median(ran), 1),
    }


def ours(seed: int) -> Callable[[], object]:
    """Build a model of this package whose ensemble was not built before; return its run."""
    # A name for each call in the random numbers: nothing is found in the cache.
    ensemble = nef.Ensemble(NEURONS, seed=time.time_ns() + seed)
    model = nef.models.representation(izh.Sine(1.0, 1.0), ensemble)
    model.build()
    nef.build_ensemble(ensemble).solve()
    return lambda: model.run(1000.0 * SECONDS)


def nengos(nengo: Any, seed: int) -> Callable[[], object]:
    """Build the same in Nengo; return its run."""
    with nengo.Network(seed=seed) as network:
        node = nengo.Node(lambda t: np.sin(2.0 * np.pi * t))
        ensemble = nengo.Ensemble(NEURONS, 1, neuron_type=nengo.Izhikevich(), seed=seed)
        nengo.Connection(node, ensemble, synapse=None)
        nengo.Probe(ensemble, synapse=0.03)
        nengo.Probe(ensemble.neurons)
    simulator = nengo.Simulator(network, progress_bar=False)
    return lambda: simulator.run(SECONDS)


def compare() -> dict[str, Any]:
    """Times in ms, and how many times as long Nengo takes; or that it is not installed."""
    report: dict[str, Any] = {"here": times(ours), "engine": izh.engine.selected()}
    try:
        import nengo
    except ImportError:
        return report | {"nengo": "not installed"}
    # Else decoders of an earlier bench would be read from the disk.
    nengo.rc.set("decoder_cache", "enabled", "False")
    there = times(lambda seed: nengos(nengo, seed))
    ratios = {part: round(there[part] / report["here"][part], 1) for part in there}
    return report | {"nengo": there, "version": nengo.__version__, "ratio": ratios}


def show(report: dict[str, Any]) -> None:
    """Print a report."""
    print(f"\nEnsemble of {NEURONS} neurons for {SECONDS:g} s, median in ms")
    print(f"  {'here (' + report['engine'] + ' engine)':<40}" + _row(report["here"]))
    if isinstance(report["nengo"], str):
        print(f"  {'Nengo':<40}{report['nengo']}")
        return
    print(f"  {'Nengo ' + report['version']:<40}" + _row(report["nengo"]))
    print(f"  {'Nengo takes so many times as long':<40}" + _row(report["ratio"]))


def _row(values: dict[str, float]) -> str:
    return "".join(f"{name} {value:>9}   " for name, value in values.items())


if __name__ == "__main__":
    show(compare())
