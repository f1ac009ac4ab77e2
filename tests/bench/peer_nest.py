"""Run a network in NEST, in one thread; a program of NEST's own environment.

Its neuron takes the half-steps that ours takes. The runs are successive seconds of one network.

``peer_nest.py NETWORK.npz PRECISION``; the last line printed is the result as JSON.
"""

from __future__ import annotations

import json
import sys
import time

import nest  # type: ignore[import-not-found,unused-ignore]
import numpy as np

RUNS = 3
LONG = 60.0  # s, after which no further run begins


def main(file: str, _precision: str) -> None:
    """Build, run some times, print."""
    given = np.load(file)
    n = given["v"].size
    nest.resolution = 1.0
    nest.local_num_threads = 1
    own = {"V_m": "v", "U_m": "u", "I_e": "offset"} | {key: key for key in ("a", "b", "c", "d")}
    cells = nest.Create("izhikevich", n, {"consistent_integration": False, "V_th": 30.0})
    cells.set({key: given[name] for key, name in own.items()})
    recorder = nest.Create("spike_recorder")
    nest.Connect(cells, recorder)
    noisy = np.flatnonzero(given["noise"])
    if noisy.size:
        normal = nest.Create("noise_generator", params={"std": 1.0, "dt": 1.0})
        strength = {"weight": given["noise"][noisy][:, np.newaxis]}
        nest.Connect(normal, cells[noisy.tolist()], "all_to_all", strength)
    if given["targets"].size:
        first = cells[0].global_id
        pre = np.repeat(np.arange(n), np.diff(given["starts"])) + first
        arrays = {"weight": given["weights"], "delay": np.ones(pre.size)}
        nest.Connect(pre, given["targets"].astype(np.int64) + first, "one_to_one", arrays)
    times: list[float] = []
    while len(times) < RUNS and sum(times) < LONG:
        recorder.n_events = 0
        begun = time.perf_counter()
        nest.Simulate(float(given["milliseconds"]))
        times.append(time.perf_counter() - begun)
    senders = np.asarray(recorder.events["senders"]) - cells[0].global_id
    fired = np.bincount(senders, minlength=n).tolist()
    print(json.dumps({"name": f"NEST {nest.__version__}", "times": times, "fired": fired}))


if __name__ == "__main__":
    main(*sys.argv[1:])
