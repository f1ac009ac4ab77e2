"""The parts of a NEST script: its head, its functions, and its run."""

from __future__ import annotations

from typing import Any

HEAD = '''
import argparse
import resource
import sys
import time
import warnings

import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=1, help="threads of each process")
parser.add_argument("--duration", type=float, default={duration!r}, help="ms")
parser.add_argument("--seed", type=int, default={seed})
asked = parser.parse_args()

import nest  # noqa: E402: it reads the command line as well

DT = {dt!r}  # ms
DURATION = asked.duration
nest.ResetKernel()
if hasattr(nest, "VerbosityLevel"):  # from NEST 3.10 on
    nest.verbosity = nest.VerbosityLevel.WARNING
else:
    nest.set_verbosity("M_WARNING")
nest.resolution = DT
nest.local_num_threads = asked.threads
nest.rng_seed = asked.seed
rng = np.random.default_rng(asked.seed)  # draws the same in every process
began = time.perf_counter()


def tell(text, file=None):
    """Print a text once, not in every process."""
    if nest.Rank() == 0:
        print(text, file=file)


{differences}
def create(size, positions=None, **values):
    """Create neurons. What differs between them is set where they live: no process has all."""
    shared = {{name: one for name, one in values.items() if np.ndim(one) == 0}}
    where = {{"positions": positions}} if positions else {{}}
    cells = nest.Create("izhikevich", size, {{**MODEL, **shared}}, **where)
    own = {{name: one for name, one in values.items() if name not in shared}}
    if own:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            local = nest.GetLocalNodeCollection(cells)
        if len(local):
            which = np.array(local.tolist()) - cells[0].global_id
            local.set({{name: one[which].tolist() for name, one in own.items()}})
    return cells


MODEL = {{"consistent_integration": {consistent}}}  # {scheme}
'''

SCALED = '''

def scaled(k2, k1, k0, C, origin, *, a, b, c, d, v_peak, i_offset, v0, u0):
    """Return neurons in units in which v' = 0.04 v^2 + 5 v + 140 - u + I, as NEST has it."""
    alpha, beta, gain = 25.0 * k2 / C, (k1 / C - 5.0) / 0.08, 25.0 * k2 / C**2
    lift = b / C * (beta + alpha * origin)  # u is gain u + lift there
    shift = gain * k0 - (0.04 * beta**2 + 5.0 * beta + 140.0) + lift
    return dict(
        a=a,
        b=b / C,
        c=alpha * c + beta,
        d=gain * d,
        V_th=alpha * v_peak + beta,
        I_e=gain * i_offset + shift,
        V_m=alpha * v0 + beta,
        U_m=gain * u0 + lift,
    )
'''

NOISE = '''

def add_noise(cells, sd):
    """Add a normal number to the current of each neuron in each step."""
    source = nest.Create("noise_generator", params={"std": 1.0, "dt": DT})
    weight = sd if np.ndim(sd) == 0 else np.asarray(sd)[:, np.newaxis]
    nest.Connect(source, cells, "all_to_all", {"weight": weight, "delay": DT})
'''

SOURCES = '''

def repeated(generators, size):
    """Return neurons that repeat what generators give them: each to all its targets."""
    cells = nest.Create("parrot_neuron", size)
    rule = "one_to_one" if len(generators) == size else "all_to_all"
    nest.Connect(generators, cells, rule, {"delay": DT})
    return cells
'''

TRAINS = '''

def fire_at(trains):
    """Return neurons that fire at given times (ms), each dated at the beginning of its step."""
    ends = [(np.floor(np.sort(train) / DT + 1e-9) + 1.0) * DT for train in map(np.array, trains)]
    cells = nest.Create("spike_train_injector", len(ends))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        local = nest.GetLocalNodeCollection(cells)
    for cell in local:
        cell.set(spike_times=ends[cell.global_id - cells[0].global_id])
    return cells
'''

INJECT = '''

def inject(cells, current, weight):
    """Add a current that changes with time, given for each step."""
    if current.size > 3:
        steps = np.concatenate([[3], np.flatnonzero(np.diff(current[3:])) + 4])
        times = {"amplitude_times": (steps - 2.0) * DT, "amplitude_values": current[steps]}
        source = nest.Create("step_current_generator", params=times)
        nest.Connect(source, cells, "all_to_all", {"weight": weight, "delay": DT})
'''

LISTED = '''

def connect_listed(pre, post, sources, targets, weights, delays, **more):
    """Connect listed pairs of neurons."""
    synapses = {"weight": np.array(weights), "delay": np.array(delays), **more}
    ends = np.array(sources) + pre[0].global_id, np.array(targets) + post[0].global_id
    nest.Connect(*ends, "one_to_one", synapses)
'''

RUN = """
built = time.perf_counter()
nest.Simulate(np.ceil(DURATION / DT - 1e-9) * DT)
ended = time.perf_counter()

# Each process has the spikes of its own neurons, dated at the beginning of their step.
spikes = {}
for name, cells in populations.items():
    events = recorders[name].get("events")
    times = np.asarray(events["times"], float) - DT
    neurons = np.asarray(events["senders"], int) - cells[0].global_id
    spikes[name] = times, neurons
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        own = len(nest.GetLocalNodeCollection(cells))
    order = np.lexsort((times, neurons))
    within = np.diff(neurons[order]) == 0
    intervals, who = np.diff(times[order])[within], neurons[order][1:][within]
    count = np.bincount(who, minlength=len(cells))
    mean = np.bincount(who, intervals, len(cells)) / np.maximum(count, 1)
    square = np.bincount(who, (intervals - mean[who]) ** 2, len(cells))
    some = count > 1
    cv = np.mean(np.sqrt(square[some] / count[some]) / mean[some]) if some.any() else np.nan
    rate = 1000.0 * times.size / DURATION / max(own, 1)
    print(
        f"{name}, process {nest.Rank()} of {nest.NumProcesses()}: {times.size} spikes of {own} "
        f"neurons, {rate:.2f} Hz, CV of intervals {cv:.3f}"
    )
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0  # of kB on Linux
print(
    f"process {nest.Rank()}: built in {built - began:.2f} s, simulated in {ended - built:.2f} s, "
    f"{memory:.0f} MB"
)
"""


def scaled(**neurons: Any) -> dict[str, Any]:
    """Return what `SCALED` returns, whose text is the only place of its equations."""
    found: dict[str, Any] = {}
    exec(SCALED, found)
    values: dict[str, Any] = found["scaled"](**neurons)
    return values
