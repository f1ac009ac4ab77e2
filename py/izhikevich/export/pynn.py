"""PyNN scripts: PyNN's standard Izhikevich neuron, on the simulator named on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from math import floor, inf

from izhikevich.export.currents import current_source
from izhikevich.export.fine import fine_step
from izhikevich.export.formats import INSTALL, Exported, ExportRequest, comment, exported
from izhikevich.export.incomplete import incomplete
from izhikevich.export.network_source import has_parts, network_parts
from izhikevich.export.pynn_network import script
from izhikevich.export.pynn_source import (
    ALL,
    OF_SCHEMES,
    OTHERS,
    START,
    Note,
    differences_of,
    usage,
)
from izhikevich.export.source import Code, call
from izhikevich.messages import Message, Number, joined, msg
from izhikevich.network.synapses.expression import DEFAULT
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.text import capital
from izhikevich.views.network.described import PRESET
from izhikevich.views.neuron.run import Run

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
inject([neuron[0]], current)
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
        inject([cells[index]], own[:, index])
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
    if asked.view == "network" and asked.preset == PRESET and not has_parts(asked):
        # What the script with --same cannot have is drawn from its laws.
        net = asked.prepared.session.net
        duration = float(asked.values["duration"])
        text, own = script(net, duration, asked.title, asked.link, asked.notes)
        return exported(asked, text, own)
    code, notes = _WRITERS[asked.view](asked)
    texts = tuple(note.text for note in notes)
    lines = [
        comment(f"{capital(asked.title)}, in PyNN (written for 0.13)."),
        "#",
        f"# {asked.link}",
        "#",
        *usage(*([comment(INSTALL)] if asked.view == "network" else [])),  # for --same
        *("#\n" + comment(f"Note: {text}") for text in (*asked.notes, *texts)),
    ]
    return exported(asked, "\n".join(lines) + f"\n{code}", texts)


def _neuron(asked: ExportRequest) -> tuple[str, list[Note]]:
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
        notes.insert(0, Note(text, OTHERS))
    if run.trace is None:
        notes.append(Note(incomplete(run)))
    notes += [Note(text, ALL) for text in source.notes]
    code = START.format(consistent=SCHEMES[run.scheme].parts == 1, options="") + _NEURON.format(
        dt=dt,
        steps=steps,
        differences=differences_of(notes),
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


def _step(run: Run) -> tuple[float, Note]:
    """Return the step, ms, and the note about the scheme."""
    if run.scheme != "accurate":
        return run.dt, OF_SCHEMES[run.scheme]
    dt, difference = fine_step(run)
    text = msg(
        "The simulators of PyNN do not have the accurate scheme: they use Euler's method with "
        "steps of {dt} ms, to come close to it.",
        dt=Number(dt, form="g"),
    )
    return dt, Note(joined(" ", (text, difference)), ALL) if difference else Note(text)


def _missing(p: Parameters) -> list[Note]:
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
    return [Note(text, ALL)]


def _network(asked: ExportRequest) -> tuple[str, list[Note]]:
    net = asked.prepared.session.net
    parts = network_parts(asked)
    notes = [OF_SCHEMES[net.scheme]]
    if any(p.values["noise"].any() for p in net.populations):
        text = msg("On Brian2 PyNN's noise is slow: seconds per neuron and simulated second.")
        notes.append(Note(text))
    others = {p.conductance.text for p in net.populations} - {DEFAULT}
    if others:
        text = msg(
            "PyNN's neuron adds up its inputs; the conductance {conductance} is not expressed. "
            "Synapses of other targets than exc count as inhibitory.",
            conductance=", ".join(sorted(others)),
        )
        notes.append(Note(text, ALL))
    if any((p.values[name] != p.values[name][0]).any() for p in net.populations for name in "cd"):
        text = msg("On Brian2 all neurons of a population have the c and d of the first.")
        notes.append(Note(text, ("brian2",)))
    code = START.format(consistent=SCHEMES[net.scheme].parts == 1, options=_SAME_OPTION)
    code += _NETWORK.format(parts=parts.code, differences=differences_of(notes, parts.differences))
    return code, [*map(Note, parts.notes), *notes]


_WRITERS = {"neuron": _neuron, "network": _network}
