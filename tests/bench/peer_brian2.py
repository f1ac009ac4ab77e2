"""Run a network in Brian2 as C++ standalone; a program of Brian2's own environment.

``peer_brian2.py NETWORK.npz PRECISION``; the last line printed is the result as JSON.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile

import brian2 as b2  # type: ignore[import-not-found,unused-ignore]
import numpy as np

RUNS = 3
MODEL = """
v : 1
u : 1
a : 1 (constant)
b : 1 (constant)
c : 1 (constant)
d : 1 (constant)
offset : 1 (constant)
noise : 1 (constant)
"""
STEP = """
I = offset + {synaptic}{noise}
v += 0.5 * (0.04 * v * v + 5 * v + 140 - u + I)
v += 0.5 * (0.04 * v * v + 5 * v + 140 - u + I)
u += a * (b * v - u)
{after}
"""


def main(file: str, precision: str) -> None:
    """Build, run some times, print."""
    logging.getLogger("brian2").setLevel(logging.ERROR)
    given = np.load(file)
    noisy = bool(given["noise"].any())
    receptors = list(zip(given["reversal"].tolist(), given["decay"].tolist(), strict=True))
    if receptors:
        names = [f"g{k}" for k in range(len(receptors))]
        synaptic = " + ".join(f"g{k} * ({e} - v)" for k, (e, _) in enumerate(receptors))
        after = "\n".join(f"g{k} *= {decay}" for k, (_, decay) in enumerate(receptors))
    else:
        names, synaptic, after = ["arriving"], "arriving", "arriving = 0"
    model = MODEL + "".join(f"{name} : 1\n" for name in names)
    b2.prefs.core.default_float_dtype = np.dtype(precision).type
    b2.set_device("cpp_standalone", build_on_run=False)
    b2.defaultclock.dt = 1 * b2.ms
    b2.seed(1)
    cells = b2.NeuronGroup(
        given["v"].size, model, threshold="v >= 30", reset="v = c; u += d", name="cells"
    )
    for name in ("v", "u", "a", "b", "c", "d", "offset", "noise"):
        setattr(cells, name, given[name])
    step = STEP.format(synaptic=synaptic, noise=" + noise * randn()" if noisy else "", after=after)
    cells.run_regularly(step, dt=1 * b2.ms, when="groups")
    monitor = b2.SpikeMonitor(cells)
    network = b2.Network(cells, monitor)
    for k, name in enumerate(names):
        of = f"_{k}" if receptors else ""
        if given[f"targets{of}"].size:
            pre = np.repeat(np.arange(given["v"].size), np.diff(given[f"starts{of}"]))
            synapses = b2.Synapses(cells, cells, "w : 1", on_pre=f"{name}_post += w")
            synapses.connect(i=pre, j=given[f"targets{of}"])
            synapses.w = given[f"weights{of}"]
            network.add(synapses)
    network.run(float(given["milliseconds"]) * b2.ms)
    times = []
    with tempfile.TemporaryDirectory() as folder:
        b2.device.build(directory=folder, compile=True, run=False)
        for _ in range(RUNS):
            b2.device.run(folder, with_output=False)
            times.append(b2.device._last_run_time)
        fired = np.asarray(monitor.count).tolist()
    version = f"Brian2 {b2.__version__} C++"
    print(json.dumps({"name": version, "times": times, "fired": fired}))


if __name__ == "__main__":
    main(*sys.argv[1:])
