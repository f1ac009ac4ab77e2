"""PyNN scripts: PyNN's standard Izhikevich neuron, on the simulator named on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from math import floor, inf
from typing import NamedTuple

from izhikevich.export.currents import current_source
from izhikevich.export.fine import fine_step
from izhikevich.export.formats import INSTALL, Exported, ExportRequest, comment, exported
from izhikevich.export.incomplete import incomplete
from izhikevich.export.network_source import network_parts
from izhikevich.export.source import Code, Difference, call, differences_source
from izhikevich.messages import Message, Number, joined, msg
from izhikevich.network.synapses.expression import DEFAULT
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.text import capital
from izhikevich.views.neuron.run import Run

_ALL = ("nest", "brian2", "neuron")
_OTHERS = ("brian2", "neuron")


class _Note(NamedTuple):
    """Notes for the reader, and the simulators on which spikes differ because of them."""

    text: Message
    differ: tuple[str, ...] = ()


_SCHEMES = {
    "half_step": _Note(
        msg(
            "On NEST v is updated in two half-steps, as here; the other simulators do not do this, "
            "so spikes differ there."
        ),
        _OTHERS,
    ),
    "forward": _Note(
        msg(
            "NEST and Brian2 update v and u from their old values, as here; NEURON does not, so "
            "spikes differ there."
        ),
        ("neuron",),
    ),
    "euler": _Note(
        msg(
            "No PyNN simulator updates v first and then u with the new v, as here: they use the "
            "old values of both, so spikes differ."
        ),
        _ALL,
    ),
}

_START = '''
import argparse
import importlib
import sys

import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("simulator", nargs="?", default="nest", choices=("nest", "brian2", "neuron"))
parser.add_argument("--threads", type=int, default=1, help="of each process, on NEST only")
{options}asked = parser.parse_args()
simulator = asked.simulator
if asked.threads < 1 or (asked.threads > 1 and simulator != "nest"):
    parser.error("--threads is at least 1, and 1 on others than nest")
sim = importlib.import_module(f"pyNN.{{simulator}}")
more = {{"threads": asked.threads}} if simulator == "nest" else {{}}

# Under MPI each process has some of the cells, but all processes make the same calls.


def tell(text, file=None):
    """Print a text once, not in every process."""
    if sim.rank() == 0:
        print(text, file=file)


def make(size, peak, **parameters):
    """Return neurons; those of NEST also have the peak and the scheme of izhikevich."""
    cells = sim.Population(size, sim.Izhikevich(**parameters))
    if simulator == "nest":
        native = {{"V_th": peak, "consistent_integration": {consistent}}}
        sim.nest.SetStatus(cells.node_collection, native)
    return cells


def inject(cell, current):
    """Inject a current, mV/ms in each step, from the third on; PyNN has nA.

    A source of NEST cannot act in the first two, which are in i_offset.
    """
    changes = np.flatnonzero(np.diff(current[1:])) + 2
    if changes.size:
        amplitudes = (current[changes] - current[1]) / 1000.0
        times = changes * DT
        source = sim.StepCurrentSource(times=times.tolist(), amplitudes=amplitudes.tolist())
        source.inject_into([cell])


def first_step():
    """Run for one step; PyNN's own run would be two of them on NEST."""
    if simulator == "nest":
        sim.run(0.0)  # connects what records
        sim.nest.Simulate(DT)
    else:
        sim.run(DT)


def fired(cells):
    """Return times (ms) and neurons of all spikes, dated at the beginning of their step.

    The first process has those of all processes, the others their own.
    """
    trains = list(cells.get_data().segments[0].spiketrains)
    times = [np.array(train.rescale("ms").magnitude) for train in trains]
    indices = [int(train.annotations["source_index"]) for train in trains]
    neurons = np.repeat(np.array(indices, dtype=int), [train.size for train in times])
    # NEST dates them at the end.
    late = DT if simulator == "nest" else 0.0
    return np.concatenate([*times, []]) - late, neurons


'''

_NEURON = """DT = {dt!r}  # ms
STEPS = {steps}
sim.setup(timestep=DT, min_delay=DT, **more)
{differences}
# The current.
times = np.arange(STEPS) * DT
{before}current = {current}
{scaled}
neuron = {made}
neuron.initialize(v={v0!r}, u={u0!r})
inject(neuron[0], current)
neuron.record("spikes")
first_step()
neuron.set(i_offset=current[1] / 1000.0)
sim.run((STEPS - 1) * DT)

spike_times, _ = fired(neuron)
tell(f"{{spike_times.size}} spikes, at (ms):")
tell(spike_times)
sim.end()
"""

_SCALED = """# PyNN's neuron has the quadratic 0.04 v^2 + 5 v + 140. In scaled units every one is
# that: the voltage is {alpha!r} v + {beta!r} here, and the current is scaled as well.
current = {gain!r} * current + {shift!r}
"""

_NETWORK = """{parts}
longest = max([DT, *(np.max(projection["delays"], initial=DT) for projection in projections)])
sim.setup(timestep=DT, min_delay=DT, max_delay=longest, **more)
{differences}
# Currents and weights are in mV/ms and become nA and mV of PyNN. On NEST a weight is added to the
# current for one step; elsewhere a spike raises v by it immediately.
groups, second, first = {{}}, {{}}, 0
for name, neurons in populations.items():
    size = neurons["size"]
    own = np.zeros((2, size)) if currents is None else currents[:, first : first + size]
    offsets = [(neurons["i_offset"] + row) / 1000.0 for row in own[:2]]
    given = {{key: neurons[key] for key in "abcd"}}
    cells = make(size, 30.0, i_offset=offsets[0], **given)
    cells.initialize(v=neurons["v"], u=neurons["u"])
    for index in range(size):
        inject(cells[index], own[:, index])
    if np.any(neurons["noise"]):
        noise = dict(mean=0.0, stdev=neurons["noise"] / 1000.0, dt=DT, stop=DURATION)
        # On NEST each neuron gets its own noise from one source.
        each = [cells] if simulator == "nest" else [[cells[index]] for index in range(size)]
        for some in each:
            sim.NoisyCurrentSource(**noise).inject_into(some)
    cells.record("spikes")
    groups[name], second[name] = cells, offsets[1]
    first += size

for projection in projections:
    sources, targets = projection["pairs"]
    excites = projection["target"] == "exc"
    synapses = np.column_stack(
        np.broadcast_arrays(
            sources,
            targets,
            projection["weights"] * (1.0 if excites else -1.0),
            projection["delays"],
        )
    )
    if len(synapses):
        sim.Projection(
            groups[projection["pre"]],
            groups[projection["post"]],
            sim.FromListConnector(synapses.tolist(), column_names=["weight", "delay"]),
            sim.StaticSynapse(),
            receptor_type="excitatory" if excites else "inhibitory",
        )

first_step()
for name, cells in groups.items():
    cells.set(i_offset=second[name])
sim.run(DURATION - DT)

spikes = {{}}
for name, cells in groups.items():
    times, neurons = spikes[name] = fired(cells)
    rate = 1000.0 * times.size / DURATION / len(cells)
    tell(f"{{name}}: {{times.size}} spikes, {{rate:.2f}} Hz")
sim.end()
"""

_SAME_OPTION = (
    'parser.add_argument("--same", action="store_true", help="take the neurons of izhikevich")\n'
)


@dataclass(frozen=True)
class Scaled:
    """A neuron in units in which its quadratic is 0.04 v^2 + 5 v + 140.

    Parameters
    ----------
    alpha, beta : float
        The voltage there is alpha v + beta.
    gain, shift : float
        The current there is gain I + shift.
    a, b, c, d, peak, v0, u0 : float
        The parameters in these units.
    """

    alpha: float
    beta: float
    gain: float
    shift: float
    a: float
    b: float
    c: float
    d: float
    peak: float
    v0: float
    u0: float


def scaled(p: Parameters, v0: float, u0: float) -> Scaled:
    """Return a neuron with its initial state in those units; its drive counts as linear."""
    alpha = 25.0 * p.k2 / p.C
    beta = (p.k1 / p.C - 5.0) / 0.08
    gain, b = alpha / p.C, p.b / p.C
    lift = b * (beta + alpha * p.drive.origin)  # u there is gain u + lift
    return Scaled(
        alpha=alpha,
        beta=beta,
        gain=gain,
        shift=gain * p.k0 - (0.04 * beta * beta + 5.0 * beta + 140.0) + lift,
        a=p.a,
        b=b,
        c=alpha * p.c + beta,
        d=gain * p.d,
        peak=alpha * p.v_peak + beta,
        v0=alpha * v0 + beta,
        u0=gain * u0 + lift,
    )


def write(asked: ExportRequest) -> Exported:
    """Return the script."""
    code, notes = _WRITERS[asked.view](asked)
    texts = tuple(note.text for note in notes)
    lines = [
        comment(f"{capital(asked.title)}, in PyNN (written for 0.13)."),
        "#",
        f"# {asked.link}",
        "#",
        "# Usage: python SCRIPT nest, or brian2, or neuron; --help lists the options.",
        "# On many cores or machines: mpirun -n 4 python SCRIPT nest, or neuron. The NEST that pip",
        "# installs is for one machine; it has --threads.",
        "#",
        "# To install PyNN and NEST: pip install pynn nest-simulator",
        *((comment(INSTALL),) if asked.view == "network" else ()),  # for --same
        *("#\n" + comment(f"Note: {text}") for text in (*asked.notes, *texts)),
    ]
    return exported(asked, "\n".join(lines) + f"\n{code}", texts)


def _told(notes: Iterable[_Note], more: Iterable[Difference] = ()) -> str:
    """Return the source that prints how spikes differ on the simulator that runs."""
    found = []
    for text, differ in notes:
        condition = "" if differ == _ALL else f"simulator in {differ!r}"
        found += [Difference(text, condition)] if differ else []
    return differences_source((*found, *more), 'tell(f"Note: {text}", sys.stderr)')


def _neuron(asked: ExportRequest) -> tuple[str, list[_Note]]:
    run: Run = asked.prepared
    p = run.parameters
    dt, scheme = _step(run)
    steps = floor(run.duration / dt + 1e-9) + 1
    source = current_source(run.stimulus, (steps - 1) * dt)
    plain = not p.dimensional and (p.k2, p.k1, p.k0, p.C, p.drive.origin) == (
        0.04,
        5.0,
        140.0,
        1.0,
        0.0,
    )
    own = scaled(p, run.v0, run.u0)
    if plain:
        own = Scaled(1.0, 0.0, 1.0, 0.0, p.a, p.b, p.c, p.d, p.v_peak, run.v0, run.u0)
    notes = [*_missing(p), scheme]
    if own.peak != 30.0:
        text = msg("Only on NEST does it fire at its own peak; on the others, at PyNN's 30 mV.")
        notes.insert(0, _Note(text, _OTHERS))
    if run.trace is None:
        notes.append(_Note(incomplete(run)))
    notes += [_Note(text, _ALL) for text in source.notes]
    code = _START.format(consistent=SCHEMES[run.scheme].parts == 1, options="") + _NEURON.format(
        dt=dt,
        steps=steps,
        differences=_told(notes),
        before=source.before,
        current=source.expression,
        scaled="" if plain else _SCALED.format(**vars(own)),
        made=call(
            "make",
            1,
            own.peak,
            **{name: getattr(own, name) for name in "abcd"},
            i_offset=Code("current[0] / 1000.0"),
        ),
        v0=own.v0,
        u0=own.u0,
    )
    return code, notes


def _step(run: Run) -> tuple[float, _Note]:
    """Return the step, ms, and the note about the scheme."""
    if run.scheme != "accurate":
        return run.dt, _SCHEMES[run.scheme]
    dt, difference = fine_step(run)
    text = msg(
        "The simulators of PyNN do not have the accurate scheme: they use Euler's method with "
        "steps of {dt} ms, to come close to it.",
        dt=Number(dt, form="g"),
    )
    return dt, _Note(joined(" ", (text, difference)), _ALL) if difference else _Note(text)


def _missing(p: Parameters) -> list[_Note]:
    """State which rules of a neuron are missing in PyNN's."""
    rules: list[Message] = []
    if not (isinstance(p.drive, LinearDrive) and p.drive.leak):
        rules.append(msg("the drive of u, {drive}", drive=str(p.drive)))
    if p.peak_slope:
        rules.append(msg("a peak that depends on u"))
    if p.c_slope:
        rules.append(msg("a reset that depends on u"))
    if p.u_max < inf:
        rules.append(msg("the ceiling of u"))
    if not rules:
        return []
    all_rules = reduce(lambda some, one: msg("{some}, nor {one}", some=some, one=one), rules)
    text = msg("PyNN's neuron does not have {rules}: this is another neuron.", rules=all_rules)
    return [_Note(text, _ALL)]


def _network(asked: ExportRequest) -> tuple[str, list[_Note]]:
    net = asked.prepared.session.net
    parts = network_parts(asked)
    notes = [_SCHEMES[net.scheme]]
    if any(p.values["noise"].any() for p in net.populations):
        text = msg("On Brian2 PyNN's noise is slow: seconds per neuron and simulated second.")
        notes.append(_Note(text))
    others = {p.conductance.text for p in net.populations} - {DEFAULT}
    if others:
        text = msg(
            "PyNN's neuron adds up its inputs; the conductance {conductance} is not expressed. "
            "Synapses of other targets than exc count as inhibitory.",
            conductance=", ".join(sorted(others)),
        )
        notes.append(_Note(text, _ALL))
    if any((p.values[name] != p.values[name][0]).any() for p in net.populations for name in "cd"):
        text = msg("On Brian2 all neurons of a population have the c and d of the first.")
        notes.append(_Note(text, ("brian2",)))
    code = _START.format(consistent=SCHEMES[net.scheme].parts == 1, options=_SAME_OPTION)
    code += _NETWORK.format(parts=parts.code, differences=_told(notes, parts.differences))
    return code, [*map(_Note, parts.notes), *notes]


_WRITERS = {"neuron": _neuron, "network": _network}
