"""A program of Brian2: one cell with synapses of all kinetics and receptors, driven by spikes.

Conductances are a group of their own, whose linear equations Brian2 solves exactly; v and u, which
read them before each step, go by Euler's method. `GIVEN` stands for the numbers of a case, as JSON.
"""

import json

import brian2 as b2  # type: ignore[import-not-found,unused-ignore]
import numpy as np

GIVEN = "{}"
case = json.loads(GIVEN)
b2.prefs.codegen.target = "numpy"
ms = b2.ms
b2.defaultclock.dt = case["dt"] * ms
trains = case["trains"]  # of each target
targets = list(trains)

# Each g rises with h where it rises at all.
lines, linked = [], []
for name in targets:
    kinetics = case["kinetics"][name]
    if kinetics is None:
        continue
    if isinstance(kinetics, float):
        lines.append(f"dg_{name}/dt = -g_{name}/({kinetics}*ms) : 1")
    else:
        rise, decay = kinetics
        lines.append(f"dg_{name}/dt = -g_{name}/({decay}*ms) + h_{name}/ms : 1")
        lines.append(f"dh_{name}/dt = -h_{name}/({rise}*ms) : 1")
    linked.append(name)
conductances = b2.NeuronGroup(1, "\n".join(lines), method="exact", order=1)

cell = case["cell"]
equations = "\n".join(
    [
        "dv/dt = (k2*v**2 + k1*v + k0 - u + I)/C/ms : 1",
        "du/dt = a*(b*v - u)/ms : 1" if cell["vr"] is None else "du/dt = a*(b*(v - vr) - u)/ms : 1",
        f"I = {case['current']} + offset : 1",
        *(f"g_{name} : 1 (linked)" if name in linked else f"g_{name} : 1" for name in targets),
    ]
)
numbers = {name: value for name, value in cell.items() if value is not None}
cells = b2.NeuronGroup(
    1,
    equations,
    threshold="v > v_peak",
    reset="v = c; u += d",
    method="euler",
    order=0,
    namespace={**numbers, "offset": case["offset"]},
)
cells.v, cells.u = case["v0"], case["u0"]
parts = [conductances, cells]
for name in linked:
    setattr(cells, f"g_{name}", b2.linked_var(conductances, f"g_{name}"))
for name in targets:
    if name not in linked:
        cells.run_regularly(f"g_{name} = 0", when="after_groups")

for name in targets:
    times = np.array(trains[name])
    source = b2.SpikeGeneratorGroup(1, np.zeros(times.size, int), times * ms)
    kinetics, weight = case["kinetics"][name], case["weight"][name]
    if kinetics is None:
        post, jump = cells, f"g_{name}_post += {weight!r}"
    elif isinstance(kinetics, float):
        post, jump = conductances, f"g_{name}_post += {weight!r}"
    else:
        rise, decay = kinetics
        if rise == decay:
            gain = np.e / rise
        else:
            peak = rise * decay / (decay - rise) * np.log(decay / rise)
            height = np.exp(-peak / decay) - np.exp(-peak / rise)
            gain = (1.0 / rise - 1.0 / decay) / height
        post, jump = conductances, f"h_{name}_post += {float(weight * gain)!r}"
    synapse = b2.Synapses(source, post, on_pre=jump)
    synapse.connect()
    parts += [source, synapse]

monitor = b2.StateMonitor(cells, "v", record=True)
b2.Network(*parts, monitor).run(case["duration"] * ms)
samples = {"v": monitor.v[0]}
