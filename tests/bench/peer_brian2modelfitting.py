"""Fit a recorded cell by brian2modelfitting; a program of its own environment.

``peer_brian2modelfitting.py CELL.npz``; the last line printed is the result as JSON. Its search is
the default one, differential evolution of Nevergrad; the errors that it minimises are its own: the
coincidence of spikes with a term for the rate, or the squared difference of voltages.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import brian2 as b2  # type: ignore[import-not-found,unused-ignore]
import brian2modelfitting as fitting  # type: ignore[import-not-found,unused-ignore]
import numpy as np

SAMPLES = 100  # of a round
EVERY = 4  # time steps for each sample
LOGARITHMIC = ("C", "k", "a")
WITHIN = 2.0  # ms of coincident spikes
EQUATIONS = """
dv/dt = (k*(v - v_r)*(v - v_t) - u + I)/C/ms : 1
du/dt = a*(b*(v - v_r) - u)/ms : 1
"""


def name(parameter: str) -> str:
    """Return what is searched in the place of a parameter."""
    return f"log_{parameter}" if parameter in LOGARITHMIC else parameter


def fitter(cell: Any, measure: str, dt: Any) -> tuple[Any, Any]:
    """Return what fits the sweeps of a cell, and its measure of the error."""
    names = cell["names"].tolist()
    model = EQUATIONS + "\n".join(
        f"{n} = exp({name(n)}) : 1\n{name(n)} : 1 (constant)"
        if n in LOGARITHMIC
        else f"{n} : 1 (constant)"
        for n in names
    )
    # Neurons are ordered by sample, and then by sweep.
    begun = {"v": np.tile(cell["v0"], SAMPLES), "u": "b*(v - v_r)"}
    given = {
        "model": model,
        "input_var": "I",
        "input": np.repeat(cell["current"], EVERY, axis=1),
        "dt": dt,
        "reset": "v = c; u += d",
        "threshold": f"v >= {float(cell['v_peak'])!r}",
        "n_samples": SAMPLES,
        "method": "rk2",
        "param_init": begun,
    }
    if measure == "voltage":
        voltage = np.repeat(cell["voltage"], EVERY, axis=1)
        return fitting.TraceFitter(output_var="v", output=voltage, **given), fitting.MSEMetric()
    duration = given["input"].shape[1] * dt
    trains = np.split(cell["spikes"] * 1e-3, np.cumsum(cell["counts"])[:-1])
    metric = fitting.GammaFactor(delta=WITHIN * b2.ms, time=duration)
    return fitting.SpikeFitter(output=[train * b2.second for train in trains], **given), metric


def main(file: str) -> None:
    """Search, print."""
    with np.load(file) as archive:
        cell = dict(archive)
    measure, names = str(cell["measure"]), cell["names"].tolist()
    dt = float(cell["dt"]) / EVERY * b2.ms
    limits = zip(names, cell["low"].tolist(), cell["high"].tolist(), strict=True)
    bounds = {
        name(n): np.log([low, high]).tolist() if n in LOGARITHMIC else [low, high]
        for n, low, high in limits
    }
    made, metric = fitter(cell, measure, dt)
    rounds = int(cell["evaluations"]) // SAMPLES
    setattr(np, "float", float)  # noqa: B010 - Nevergrad 0.3 was written for an older numpy

    def search(count: int) -> dict[str, Any]:
        np.random.seed(int(cell["seed"]))  # noqa: NPY002 - where Nevergrad draws its own from
        options = {"optimizer": fitting.NevergradOptimizer(), "metric": metric, "callback": None}
        found, _ = made.fit(n_rounds=count, restart=True, **options, **bounds)
        return {key: float(value) for key, value in found.items()}

    search(1)  # compiles
    begun = time.process_time()
    found = search(rounds)
    result = {
        "name": f"brian2modelfitting {fitting.__version__}, {measure}",
        "values": [float(np.exp(found[name(n)])) if n in LOGARITHMIC else found[n] for n in names],
        "evaluations": rounds * SAMPLES,
        "s": time.process_time() - begun,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
