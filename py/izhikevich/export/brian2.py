"""Brian2 scripts that step as this package does."""

from __future__ import annotations

from math import floor

from izhikevich.export import equations
from izhikevich.export.currents import current_source
from izhikevich.export.fine import fine_step
from izhikevich.export.formats import INSTALL, Exported, ExportRequest, comment, exported
from izhikevich.export.incomplete import incomplete
from izhikevich.export.network_source import network_parts
from izhikevich.export.source import Difference, differences_source
from izhikevich.messages import Message, Number, msg
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.text import capital
from izhikevich.views.neuron.run import Run

#: Longest step of the Runge-Kutta scheme that replaces the accurate one, ms.
_FINE = 0.005

_TELL = 'print(f"Note: {text}", file=sys.stderr)'

_PREFERENCES = """prefs.codegen.target = "numpy"
# Sums are made in the order written, as in izhikevich.
prefs.codegen.loop_invariant_optimisations = False
"""


def write(asked: ExportRequest) -> Exported:
    """Return the script."""
    code, notes = _WRITERS[asked.view](asked)
    lines = [
        comment(f"{capital(asked.title)}, in Brian2 (written for 2.9)."),
        "#",
        f"# {asked.link}",
        "#",
        "# To install Brian2: pip install brian2",
        *((comment(INSTALL),) if asked.view == "network" else ()),  # for --same
        *("#\n" + comment(f"Note: {note}") for note in (*asked.notes, *notes)),
    ]
    return exported(asked, "\n".join(lines) + f"\n{code}", notes)


def _neuron(asked: ExportRequest) -> tuple[str, tuple[Message, ...]]:
    run: Run = asked.prepared
    p = run.parameters
    accurate = run.scheme == "accurate"
    dt, difference = fine_step(run, _FINE) if accurate else (run.dt, None)
    steps = floor(run.duration / dt + 1e-9) + 1
    source = current_source(run.stimulus, (steps - 1) * dt)
    differing = [*([difference] if difference else []), *source.notes]
    told = differences_source(map(Difference, differing), _TELL)
    own = equations.numbers(p)
    if accurate:
        body = f'''# Voltages are in mV, times in ms, u and I in {p.units["I"]}.
neuron = NeuronGroup(
    1,
    """
    dv/dt = ({equations.voltage_slope(own)}) / ms : 1
    du/dt = ({equations.recovery_slope(p, own)}) / ms : 1
    I = stimulus(t) : 1
    """,
    method="rk4",
{_spikes(run)})
'''
    else:
        lines = "\n".join(equations.step_lines(p, run.scheme, dt, own))
        body = f'''# Voltages are in mV, times in ms, u and I in {p.units["I"]}.
neuron = NeuronGroup(
    1,
    """
    v : 1
    u : 1
    """,
{_spikes(run)})
{comment(f"One step of {dt:g} ms. {SCHEMES[run.scheme].help}")}
neuron.run_regularly(
    """
I = stimulus(t)
{lines}
""",
    when="groups",
)
'''
    code = f"""
{"import sys" + chr(10) * 2 if told else ""}import numpy as np
from brian2 import NeuronGroup, SpikeMonitor, StateMonitor, TimedArray, defaultclock, ms, prefs, run

{_PREFERENCES}defaultclock.dt = {dt!r} * ms
{told}
# The current.
times = np.arange({steps}) * {dt!r}
{source.before}current = {source.expression}
stimulus = TimedArray(current, dt=defaultclock.dt)

{body}neuron.v = {run.v0!r}
neuron.u = {run.u0!r}

spikes = SpikeMonitor(neuron)
states = StateMonitor(neuron, ["v", "u"], record=True)
run({steps} * defaultclock.dt)

spike_times = np.asarray(spikes.t / ms)
print(f"{{spike_times.size}} spikes, at (ms):")
print(spike_times)
"""
    notes = []
    if accurate:
        notes.append(
            msg(
                "The accurate scheme is Brian2's rk4 here, with steps of {dt} ms: spikes come at "
                "the end of a step, not within it, so each is delayed slightly more than the one "
                "before.",
                dt=Number(dt, form="g"),
            )
        )
    if run.trace is None:
        notes.append(incomplete(run))
    return code, (*notes, *differing)


def _spikes(run: Run) -> str:
    """Return the arguments that specify when the neuron fires, and what follows."""
    p = run.parameters
    after = equations.reset(p, {}).replace("\n", "\n    ")
    return f'''    threshold="{equations.threshold(p, run.scheme, {})}",
    reset="""
    {after}
    """,
'''


_NETWORK = '''
import sys

import numpy as np
from brian2 import (
    Network,
    NeuronGroup,
    SpikeMonitor,
    Synapses,
    TimedArray,
    defaultclock,
    ms,
    prefs,
    seed,
)

{preferences}
{parts}
seed({seed})
defaultclock.dt = DT * ms
{differences}
# Voltages are in mV, times in ms, currents in mV/ms. A weight is added to the current for one
# step, that after the spike or, with a longer delay, a later one.
groups, first = {{}}, 0
for name, neurons in populations.items():
    targets = neurons["targets"]
    model = ["v", "u", "a", "b", "c", "d", "i_offset", "noise", *(f"g_{{t}}" for t in targets)]
    group = NeuronGroup(
        neurons["size"],
        "\\n".join(f"{{variable}} : 1" for variable in model),
        threshold="{threshold}",
        reset="""
        v = c
        u += d
        """,
    )
    current = neurons["current"] + " + i_offset"
    if np.any(neurons["noise"]):
        current += " + noise * randn()"
    if currents is not None:
        own = currents[:, first : first + neurons["size"]]
        group.namespace["outside"] = TimedArray(own, dt=defaultclock.dt)
        current += " + outside(t, i)"
    for variable in ("v", "u", "a", "b", "c", "d", "i_offset", "noise"):
        setattr(group, variable, neurons[variable])
    # One step of DT.
    group.run_regularly(
        f"""
I = {{current}}
{step}
""" + "\\n".join(f"g_{{target}} = 0" for target in targets),
        when="groups",
    )
    groups[name] = group
    first += neurons["size"]

network = Network(*groups.values())
for number, projection in enumerate(projections):
    synapses = Synapses(
        groups[projection["pre"]],
        groups[projection["post"]],
        "w : 1",
        on_pre=f"g_{{projection['target']}}_post += w",
        name=f"synapses_{{number:03d}}",
    )
    sources, targets = projection["pairs"]
    if len(sources) == 0:
        continue
    synapses.connect(i=sources, j=targets)
    synapses.w = projection["weights"]
    synapses.delay = (projection["delays"] - DT) * ms
    network.add(synapses)

monitors = {{name: SpikeMonitor(group) for name, group in groups.items()}}
network.add(*monitors.values())
network.run(DURATION * ms)

spikes = {{name: (np.asarray(m.t / ms), np.asarray(m.i)) for name, m in monitors.items()}}
for name, (times, neurons) in spikes.items():
    size = populations[name]["size"]
    print(f"{{name}}: {{times.size}} spikes, {{1000.0 * times.size / DURATION / size:.2f}} Hz")
'''


def _network(asked: ExportRequest) -> tuple[str, tuple[Message, ...]]:
    net = asked.prepared.session.net
    parts = network_parts(asked)
    p = net.populations[0].parameters
    names = {name: name for name in ("a", "b", "c", "d")}
    precision = ""
    if net.precision == "float32":
        precision = "prefs.core.default_float_dtype = np.float32  # as there: half the memory\n"
    code = _NETWORK.format(
        preferences=_PREFERENCES + precision,
        parts=parts.code,
        differences=differences_source(parts.differences, _TELL),
        seed=net.seed & 0xFFFFFFFF,
        threshold=equations.threshold(p, net.scheme, names),
        step="\n".join(equations.step_lines(p, net.scheme, net.dt, names)),
    )
    return code, parts.notes


_WRITERS = {"neuron": _neuron, "network": _network}
