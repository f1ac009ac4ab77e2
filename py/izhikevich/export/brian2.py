"""Brian2 scripts that step as this package does."""

from __future__ import annotations

from math import floor

from izhikevich.export import equations
from izhikevich.export.brian2_network import source
from izhikevich.export.currents import current_source
from izhikevich.export.fine import fine_step
from izhikevich.export.formats import INSTALL, Exported, ExportRequest, comment, exported
from izhikevich.export.incomplete import incomplete
from izhikevich.export.recipes.network import network_source
from izhikevich.export.source import Difference, differences_source
from izhikevich.messages import Message, Number, msg
from izhikevich.network.network import Network
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
    differences = differences_source(map(Difference, differing), _TELL)
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
{"import sys" + chr(10) * 2 if differences else ""}import numpy as np
from brian2 import NeuronGroup, SpikeMonitor, StateMonitor, TimedArray, defaultclock, ms, prefs, run

{_PREFERENCES}defaultclock.dt = {dt!r} * ms
{differences}
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


def _network(asked: ExportRequest) -> tuple[str, tuple[Message, ...]]:
    net = asked.prepared.session.net
    return source(net, float(asked.values["duration"]), network_source(asked))


def network(net: Network, duration: float) -> tuple[str, tuple[Message, ...]]:
    """Return the script of a network made in Python, and its notes."""
    code, notes = source(
        net, duration, 'izh.Network.from_file(sys.argv[sys.argv.index("--same") + 1])'
    )
    lines = [
        comment("A network, in Brian2 (written for 2.9)."),
        "#",
        "# To install Brian2: pip install brian2",
        comment(INSTALL),
        comment(
            "With --same FILE neurons, synapses and random numbers are those of the network that "
            "net.save(FILE) has written."
        ),
        *("#\n" + comment(f"Note: {note}") for note in notes),
    ]
    return "\n".join(lines) + f"\n{code}", notes


_WRITERS = {"neuron": _neuron, "network": _network}
