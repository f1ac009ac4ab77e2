"""Run a network in ANNarchy, in one thread; a program of ANNarchy's own environment.

``peer_annarchy.py NETWORK.npz PRECISION``; the last line printed is the result as JSON.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from importlib.metadata import version

import ANNarchy as ann  # type: ignore[import-not-found,unused-ignore]
import numpy as np
import scipy.sparse  # type: ignore[import-untyped,unused-ignore]

RUNS = 3
LONG = 60.0  # s, after which no further run begins
PARAMETERS = ("a", "b", "c", "d", "offset", "noise")
STEP = """
I = offset + {synaptic}{noise}
half = v + 0.5 * (0.04 * v * v + 5.0 * v + 140.0 - u + I)
v = half + 0.5 * (0.04 * half * half + 5.0 * half + 140.0 - u + I)
u += a * (b * v - u)
{after}
"""


def main(file: str, precision: str) -> None:
    """Build, run some times, print."""
    given = np.load(file)
    n = given["v"].size
    receptors = list(zip(given["reversal"].tolist(), given["decay"].tolist(), strict=True))
    if receptors:
        names = [f"r{k}" for k in range(len(receptors))]
        synaptic = " + ".join(f"g_r{k} * ({e} - v)" for k, (e, _) in enumerate(receptors))
        after = "\n".join(f"g_r{k} *= {decay}" for k, (_, decay) in enumerate(receptors))
    else:
        names, synaptic, after = ["exc"], "g_exc", ""  # ANNarchy sets it back to 0
    noise = " + noise * Normal(0.0, 1.0)" if given["noise"].any() else ""
    net = ann.Network(dt=1.0, seed=1)
    net.config(dtype=getattr(ann, precision), num_threads=1)
    cell = ann.Neuron(
        parameters="\n".join(f"{name} = 0.0" for name in PARAMETERS),
        equations=STEP.format(synaptic=synaptic, noise=noise, after=after),
        spike="v >= 30.0",
        reset="v = c\nu += d",
    )
    cells = net.create(n, cell)
    for name in ("v", "u", *PARAMETERS):
        setattr(cells, name, given[name])
    for k, name in enumerate(names):
        of = f"_{k}" if receptors else ""
        if given[f"targets{of}"].size:
            arrays = tuple(given[f"{key}{of}"] for key in ("weights", "targets", "starts"))
            weights = scipy.sparse.csr_matrix(arrays, shape=(n, n)).tocsc()
            net.connect(cells, cells, target=name).from_sparse(weights)
    monitor = net.monitor(cells, "spike")
    with tempfile.TemporaryDirectory() as folder:
        net.compile(directory=folder, silent=True)
        times: list[float] = []
        while len(times) < RUNS and sum(times) < LONG:
            begun = time.perf_counter()
            net.simulate(float(given["milliseconds"]))
            times.append(time.perf_counter() - begun)
            spikes = monitor.get("spike")
    fired = [len(spikes[rank]) for rank in range(n)]
    print(json.dumps({"name": f"ANNarchy {version('annarchy')}", "times": times, "fired": fired}))


if __name__ == "__main__":
    main(*sys.argv[1:])
