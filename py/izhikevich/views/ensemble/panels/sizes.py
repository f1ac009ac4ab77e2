"""The error of ensembles of many sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import msg
from izhikevich.plots.ensemble.sizes import sizes_plot
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress, finish
from izhikevich.views.ensemble.decoding import fit
from izhikevich.views.ensemble.setup import Setup
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.schema import Panel

_SIZES = (5, 10, 20, 30, 50, 100, 200)
_SEEDS = 3


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Compute the errors of ensembles that differ only in size and random numbers."""
    errors = np.zeros((len(_SIZES), _SEEDS))
    static = np.zeros((len(_SIZES), _SEEDS))
    for k, size in enumerate(_SIZES):
        for seed in range(_SEEDS):
            done = (k * _SEEDS + seed) / (len(_SIZES) * _SEEDS)
            yield Progress(done, msg("Ensembles of {count} neurons", count=size))
            other = _sized(shown.setup, size, seed)
            run = Snapshot(other, finish(other.model(traced=False).running(other.duration)))
            last = len(other.ensembles) - 1
            errors[k, seed] = run.rmse(last)
            static[k, seed] = steady_error(run)
    last = len(shown.setup.ensembles) - 1
    present = float(shown.setup.values["neurons"]), shown.rmse(last)
    yield sizes_plot(np.array(_SIZES, float), errors, static.mean(axis=1), present)


def _sized(setup: Setup, size: int, seed: int) -> Setup:
    names = [name for name in ("neurons", "neurons_b") if name in setup.values]
    changes = {**dict.fromkeys(names, float(size)), "seed": float(seed)}
    return replace(setup, values={**setup.values, **changes})


def steady_error(shown: Snapshot) -> float:
    """Return the error if every neuron fired steadily at the rate of its tuning curve.

    For a loop, the error of the fit of the decoders.
    """
    setup = shown.setup
    value: FloatArray = shown.given
    for ensemble in setup.ensembles:
        steady = fit(ensemble)
        first = ensemble is setup.ensembles[0]
        found = steady.solve(setup.function if first else None)
        if setup.loop:
            return float(found.rmse)
        value = steady.rates(value) @ found.values.T
    return float(np.sqrt(np.mean((value - shown.targets[-1]) ** 2)))


PANEL = Panel(
    name="sizes",
    title="Error by size",
    help="How the error falls with the number of neurons, and why it then levels off.",
    place="extra",
    on_demand=True,
    order=70,
    build=build,
)
