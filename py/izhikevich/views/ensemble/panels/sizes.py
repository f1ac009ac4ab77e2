"""The error of ensembles of many sizes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import msg
from izhikevich.plots.ensemble.sizes import sizes_plot
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress, part_of
from izhikevich.views.ensemble.decoding import fit
from izhikevich.views.ensemble.setup import Setup
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.schema import Panel

_SIZES = (5, 10, 20, 30, 50, 100, 200)
_FEW_SIZES = (5, 20, 50)
_SEEDS = 3


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Compute the errors of ensembles that differ only in size and random numbers."""
    yield from _drawn(shown, _SIZES, _SEEDS, (_SIZES,))


def coarse(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Compute those of one ensemble of each of few sizes, the smallest ones first."""
    yield from _drawn(shown, _FEW_SIZES, 1, (_FEW_SIZES[:2], _FEW_SIZES))


def _drawn(
    shown: Snapshot, sizes: Sequence[int], seeds: int, levels: Collection[Sequence[int]]
) -> Iterator[Progress | Plot]:
    """Yield progress, and a plot when what is known is one of the levels."""
    last = len(shown.setup.ensembles) - 1
    present = float(shown.setup.values["neurons"]), shown.rmse(last)
    errors, static = np.zeros((len(sizes), seeds)), np.zeros((len(sizes), seeds))
    for k, size in enumerate(sizes):
        for seed in range(seeds):
            done, whole = k * seeds + seed, len(sizes) * seeds
            other = _sized(shown.setup, size, seed)
            text = msg("Ensembles of {count} neurons", count=size)
            running = other.model(traced=False).running(other.duration)
            work = part_of(running, done / whole, (done + 1) / whole, text)
            run = Snapshot(other, (yield from work))
            errors[k, seed] = run.rmse(last)
            static[k, seed] = steady_error(run)
        known = sizes[: k + 1]
        if known in levels:
            own = np.array(known, float), errors[: k + 1], static[: k + 1].mean(axis=1)
            yield sizes_plot(*own, present, np.array(_SIZES, float))


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
    coarse=coarse,
)
