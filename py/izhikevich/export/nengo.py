"""Ensembles as Nengo scripts, with the neurons and decoders of this package."""

from __future__ import annotations

import ast

import numpy as np

from izhikevich.export.expressions import expression_source
from izhikevich.export.formats import Exported, ExportRequest, comment, exported
from izhikevich.export.numpy_currents import exact_source
from izhikevich.export.numpy_functions import written
from izhikevich.export.source import Code, array_source, call, indented, number_list, value
from izhikevich.messages import msg
from izhikevich.nef import Connection, Ensemble, Function, build_ensemble
from izhikevich.nef.builder import NOISE_STREAM
from izhikevich.nef.model import Model
from izhikevich.neuron.stimuli.stimulus import Stimulus
from izhikevich.text import capital
from izhikevich.views.ensemble.decoding import fit
from izhikevich.views.ensemble.setup import Setup
from izhikevich.views.ensemble.signals import drawn_values

_ROUNDED = msg(
    "Nengo adds up in another order than izhikevich does. Some ensembles, though none of the "
    "presets, amplify the difference in rounding: their later spikes then come at other times."
)
_SCRIPT = """
{math}import nengo
import numpy as np
from nengo.dists import Uniform
from nengo.processes import PresentInput
from nengo.solvers import LstsqL2, NoSolver

DT = {dt!r}  # time step, s
DURATION = {duration!r}  # s
STEPS = {steps}
# Neurons and decoders of izhikevich, and so the same spikes. If False, Nengo draws neurons of its
# own, and solves for their decoders.
SAME = True

{functions}# The input, with a row for each step.
times = np.arange(1, STEPS + 1) * {step!r}  # ms
{signal}{numbers}
with nengo.Network(seed={seed}) as model:
    stimulus = nengo.Node(PresentInput(signal, DT))
{model}
with nengo.Simulator(model, dt=DT) as sim:
    sim.run(DURATION)

# The times (ms) and the neurons of the spikes, and the decoded output at the end.
spikes = {{}}
for name, fired, decoded in {probes}:
    steps, neurons = np.nonzero(sim.data[fired])
    spikes[name] = times[steps], neurons
    print(f"{{name}}: {{steps.size}} spikes; decoded value at the end: {{sim.data[decoded][-1]}}")
"""
_FUNCTIONS = """\
# Functions and random numbers that give the same bits on every machine.


{functions}


"""


def write(asked: ExportRequest) -> Exported:
    """Return the script."""
    setup: Setup = asked.prepared
    notes = (_ROUNDED,) if _may_differ(setup) else ()
    lines = [
        comment(f"{capital(asked.title)}, in Nengo (written for 4.1)."),
        "#",
        f"# {asked.link}",
        "#",
        "# To install Nengo: pip install nengo",
        *("#\n" + comment(f"Note: {note}") for note in (*asked.notes, *notes)),
    ]
    return exported(asked, "\n".join(lines) + f"\n{_text(asked, setup)}", notes)


def _may_differ(setup: Setup) -> bool:
    """Return whether currents are sums that Nengo rounds in another way."""
    noisy = any(ensemble.noise for ensemble in setup.ensembles)
    return setup.chain or setup.loop or noisy or setup.dimensions > 1


def _text(asked: ExportRequest, setup: Setup) -> str:
    model = setup.model(traced=False)
    steps = round(setup.duration / model.dt)
    calls, signal = _signal(asked, setup, steps)
    if any(ensemble.noise for ensemble in setup.ensembles):
        calls = (*calls, "normal")
    functions = written(calls)
    names = [ensemble.name for ensemble in setup.ensembles]
    return _SCRIPT.format(
        math="import math\n\n" if "math." in functions else "",
        dt=model.dt / 1000.0,
        duration=steps * model.dt / 1000.0,
        steps=steps,
        functions=_FUNCTIONS.format(functions=functions) if functions else "",
        step=model.dt,
        signal=signal,
        numbers="".join(_numbers(setup, ensemble) for ensemble in setup.ensembles),
        seed=model.seed % 2**31,  # Nengo takes no larger ones
        model=indented(_model(setup, model)),
        probes=value([(name, Code(f"spikes_{name}"), Code(f"decoded_{name}")) for name in names]),
    )


def _signal(asked: ExportRequest, setup: Setup, steps: int) -> tuple[tuple[str, ...], str]:
    """Return the functions that the input calls, and its source."""
    calls: list[str] = []
    lines = ""
    rows = []
    names = (("first", "signal"), ("second", "signal_y"))
    for (name, key), signal in zip(names, setup.signals, strict=False):
        own, source = _dimension(str(asked.values[key]), signal, setup, steps)
        calls += own
        before, expression = source
        lines += f"{before}{name} = {expression}\n"
        rows.append(Code(name))
    return tuple(calls), f"{lines}signal = {call('np.column_stack', rows)}\n"


def _dimension(
    text: str, signal: Stimulus, setup: Setup, steps: int
) -> tuple[tuple[str, ...], tuple[str, str]]:
    """Return the functions that one dimension calls, lines before it, and an expression."""
    drawn = drawn_values(text)
    if drawn is not None:
        places = f"np.linspace(0.0, {setup.duration!r}, {drawn.size})"
        return (), ("", f"np.interp(times, {places}, {number_list(drawn)})")
    source = exact_source(signal, setup.duration, steps)
    return source.calls, (source.before, source.expression)


def _numbers(setup: Setup, ensemble: Ensemble) -> str:
    """Return the source of what is drawn and solved for of an ensemble."""
    name, n, built = ensemble.name, ensemble.n_neurons, build_ensemble(ensemble)
    solved: dict[str, Function | None] = {"decoders": None}
    if setup.function is not None and ensemble is setup.ensembles[0]:
        solved["function"] = setup.function
    decoders = "".join(
        f"{what}_{name} = NoSolver({array_source(fit(ensemble).solve(of).values.T)})\n"
        for what, of in solved.items()
    )
    encoders = built.encoders.astype(int) if ensemble.dimensions == 1 else built.encoders
    own = (
        f"neurons_{name} = dict(\n"
        f"    encoders={indented(array_source(encoders)).lstrip()},\n"
        "    normalize_encoders=False,\n"
        f"    gain={indented(number_list(built.gain)).lstrip()},\n"
        f"    bias={indented(number_list(built.bias)).lstrip()},\n"
        ")\n"
        f"voltages_{name} = np.array({number_list(built.v0)})\n"
        f"{decoders}"
    )
    drawn = call(
        "dict",
        max_rates=Code(_law(ensemble.max_rates)),
        intercepts=Code(_law(ensemble.intercepts)),
        n_eval_points=ensemble.point_count,
    )
    solver = " = ".join(f"{what}_{name}" for what in solved)
    nengos = (
        f"neurons_{name} = {drawn}\n"
        f"voltages_{name} = {_law(ensemble.v0)}\n"
        f"{solver} = LstsqL2(reg=0.1)\n"
    )
    noise = ""
    if ensemble.noise:
        noise = (
            f"# Noise of each neuron in each step.\n"
            f"draws = [normal({built.seed}, {NOISE_STREAM}, {n}, step) for step in range(STEPS)]\n"
            f"noise_{name} = {ensemble.noise!r} * np.array(draws)\n"
        )
    return (
        f"\n# {name}: encoders, gains, biases, initial voltages (mV) and decoders of {n} neurons.\n"
        f"if SAME:\n{indented(own)}else:\n{indented(nengos)}{noise}"
    )


def _law(law: object) -> str:
    """Return the source of a uniform distribution."""
    return value(law).removeprefix("izh.network.")


def _model(setup: Setup, model: Model) -> str:
    """Return the source of ensembles, connections and probes."""
    made = "".join(_ensemble(ensemble) for ensemble in setup.ensembles)
    joined = "".join(_connection(connection) for connection in model.connections)
    probes = ""
    for ensemble in setup.ensembles:
        name = ensemble.name
        synapse, solver = _seconds(float(setup.values["synapse"])), Code(f"decoders_{name}")
        decoded = call("nengo.Probe", Code(name), synapse=synapse, solver=solver)
        probes += f"decoded_{name} = {decoded}\nspikes_{name} = nengo.Probe({name}.neurons)\n"
    return f"{made}{joined}# What is recorded.\n{probes}"


def _ensemble(ensemble: Ensemble) -> str:
    p, name = ensemble.parameters, ensemble.name
    kind = call(
        "nengo.Izhikevich",
        tau_recovery=p.a,
        coupling=p.b,
        reset_voltage=p.c,
        reset_recovery=p.d,
        initial_state={"voltage": Code(f"voltages_{name}")},
    )
    named: dict[str, object] = {"neuron_type": Code(kind)}
    if ensemble.radius != 1.0:
        named["radius"] = ensemble.radius
    if ensemble.noise:
        named["noise"] = Code(f"PresentInput(noise_{name}, DT)")
    given = [f"{key}={value(one)}" for key, one in named.items()]
    given = [str(ensemble.n_neurons), str(ensemble.dimensions), *given, f"**neurons_{name}"]
    inner = "".join(f"{one},\n" for one in given)
    return f"{name} = nengo.Ensemble(\n{indented(inner)})\n"


def _connection(part: Connection) -> str:
    """Return the source of a connection, which decodes a function or the point itself."""
    named: dict[str, object] = {}
    pre, purpose = Code("stimulus"), "The input."
    if isinstance(part.pre, Ensemble):
        pre = Code(part.pre.name)
        what, purpose = "decoders", f"What {pre.text} represents returns to it."
        if part.function is not None:
            what = "function"
            purpose = f"{part.post.name} receives a function of what {pre.text} represents."
            named["function"] = Code(f"lambda x: {_function(part.function)}")
        named["solver"] = Code(f"{what}_{pre.text}")
    factor, diagonal = float(part.matrix[0, 0]), np.eye(*part.matrix.shape)
    if not np.array_equal(part.matrix, factor * diagonal):
        named["transform"] = part.matrix.tolist()
    elif factor != 1.0:
        named["transform"] = factor
    named["synapse"] = None if part.synapse is None else _seconds(part.synapse.tau)
    made = call("nengo.Connection", pre, Code(part.post.name), **named)
    return f"# {purpose}\n{made}\n"


def _seconds(tau: float) -> float:
    """Return a time constant in ms in seconds."""
    return tau / 1000.0


def _function(function: Function) -> str:
    """Return the source of a function of one point ``x``."""
    parts = [
        expression_source(
            program,
            lambda name: f"x[{name[1:]}]" if name[1:] else name,
            lambda x, n: f"({x}**{n})",
        )
        for program in function.programs
    ]
    # Without brackets that say nothing.
    parts = [ast.unparse(ast.parse(part, mode="eval")) for part in parts]
    return parts[0] if len(parts) == 1 else f"np.hstack([{', '.join(parts)}])"
