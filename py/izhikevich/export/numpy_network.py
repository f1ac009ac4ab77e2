"""Networks as NumPy scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from izhikevich import networks
from izhikevich.errors import ParameterError
from izhikevich.export import equations
from izhikevich.export.formats import ExportRequest
from izhikevich.export.network_source import VARIED, degree_and_delay
from izhikevich.export.numpy_functions import written
from izhikevich.export.source import value
from izhikevich.messages import Message, msg
from izhikevich.network.connectivity import (
    AllToAll,
    DistanceDependent,
    FixedOutDegree,
    FixedProbability,
)
from izhikevich.network.distributions import (
    Distribution,
    Exponential,
    Gamma,
    LogNormal,
    Normal,
    Uniform,
)
from izhikevich.network.network import Network
from izhikevich.network.populations import DRAWN, Population
from izhikevich.network.projections import Projection
from izhikevich.network.simulation.numpy import PULSE_STREAM
from izhikevich.network.synapses.expression import Conductance
from izhikevich.network.synapses.expression_text import (
    above_zero,
    below_zero,
    clipped,
    whole_power,
)
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.text import capital, signed
from izhikevich.units import integer
from izhikevich.views.network.presets import recipe

_GAMMA = msg(
    "Gamma-distributed weights are drawn by numpy from the same distribution: spikes agree only in "
    "their statistics."
)
_WIDTH = 96  # characters of a line of code

#: How functions of a conductance are written; others are numpy's and have the same names there.
_OPERATIONS: Mapping[Any, str] = {
    np.add: "({} + {})",
    np.subtract: "({} - {})",
    np.multiply: "({} * {})",
    np.true_divide: "({} / {})",
    np.negative: "(-{})",
    np.positive: "{}",
    above_zero: "np.maximum({}, 0.0)",
    below_zero: "np.minimum({}, 0.0)",
    clipped: "np.minimum(np.maximum({}, {}), {})",
}


class NetworkCode(NamedTuple):
    """The source of a network's script after its head, and notes for the reader."""

    text: str
    notes: tuple[Message, ...]


@dataclass
class _Source:
    """Source of a network, with the functions of `FUNCTIONS` that it calls."""

    net: Network
    calls: dict[str, None] = field(default_factory=dict)
    notes: dict[Message, None] = field(default_factory=dict)
    has_partial: bool = False

    def call(self, name: str) -> str:
        """Return the name of a function, which is written into the script."""
        self.calls[name] = None
        return name

    def partly(self, name: str, first: float) -> str:
        """Return source of a function with its first argument."""
        self.has_partial = True
        return f"partial({self.call(name)}, {first!r})"

    def drawn(self, law: Distribution, stream: int | str, n: int | str) -> str:
        """Return source that draws n numbers from a distribution."""
        coordinates = f"SEED, {stream}"
        match law:
            case Uniform():
                numbers = f"{self.call('uniform')}({coordinates}, 0, {n})"
                return f"{law.low!r} + {law.high - law.low!r} * {numbers}"
            case Normal() | LogNormal():
                text = f"{law.mu!r} + {law.sigma!r} * {self.call('normal')}({coordinates}, {n})"
                if isinstance(law, LogNormal):
                    text = f"{self.call('exponential')}({text})"
            case Exponential():
                numbers = f"{self.call('uniform')}({coordinates}, 0, {n})"
                text = f"{-law.scale!r} * {self.call('logarithm')}({numbers})"
            case _:
                assert isinstance(law, Gamma)
                self.notes[_GAMMA] = None
                rng = f"np.random.default_rng([{coordinates}])"
                text = f"{rng}.gamma({law.shape!r}, {law.scale!r}, {n})"
        if law.low > -np.inf:
            text = f"np.maximum({text}, {law.low!r})"
        return text if law.high == np.inf else f"np.minimum({text}, {law.high!r})"

    def pairs(self, p: Projection) -> str | None:
        """Return source of the rule that connects the neurons; None if it connects none."""
        match p.rule:
            case AllToAll(self_connections=True):
                return self.call("all_pairs")
            case AllToAll():
                return self.call("all_to_all")
            case FixedProbability(p=chance):
                if chance >= 1.0:
                    return self.call("all_to_all")
                return self.partly("with_probability", chance) if chance > 0.0 else None
            case FixedOutDegree(k=k):
                return self.partly("to_some", k)
            case rule:
                assert isinstance(rule, DistanceDependent)
                return self.partly("near_on_ring", rule.sigma)

    def current(self) -> str:
        """Return source of the synaptic current of all neurons."""
        parts = []
        for expression, group in groupby(self.net.populations, lambda p: p.conductance):
            own = list(group)
            parts.append((self._expression(expression), own[0].start, own[-1].stop))
        if len(parts) == 1:
            return parts[0][0]
        cut = [f"({text})[{start}:{stop}]" for text, start, stop in parts]
        return f"np.concatenate([{', '.join(cut)}])"

    def _expression(self, conductance: Conductance) -> str:
        stack: list[str] = []
        for call, arity, name, number in conductance.program:
            if call is None:
                stack.append(repr(number) if name is None else name)
                continue
            given = stack[-arity:]
            del stack[-arity:]
            stack.append(self._operation(call, given))
        if len(conductance.program) == 1 and conductance.program[0].name is None:
            return f"np.full(N, {stack[0]})"
        return stack[0].removeprefix("(").removesuffix(")") if stack[0][0] == "(" else stack[0]

    def _operation(self, call: Any, given: Sequence[str]) -> str:
        if not isinstance(call, partial):
            form = _OPERATIONS.get(call)
            return form.format(*given) if form else f"np.{call.__name__}({', '.join(given)})"
        (exponent,), (x,) = call.args, given
        if call.func is not whole_power:
            return f"np.power({x}, {exponent!r})"
        if exponent == 0:
            return f"np.ones_like({x})"
        return f"({x}**2)" if exponent == 2 else f"{self.call('power')}({x}, {exponent})"


_THEORY = '''"""{title}: a network of Izhikevich neurons.

It needs only numpy, and matplotlib to draw what it has computed.

Theory. Each neuron has a voltage v (mV) and a recovery variable u (mV/ms), which follow

    dv/dt = {v_slope}
    du/dt = {u_slope}
    at v = {peak}:  v <- c,  u <- u + d

Above its threshold v rises faster and faster: a spike, which ends at {peak} mV. u stands for slow
currents through the membrane: it follows v, opposes it, and jumps at each spike, so that the
neuron recovers, adapts or bursts (Izhikevich, IEEE Trans. Neural Networks 14, 2003, 1569-1572).

Parameters of a neuron.
    a, b   rate at which u follows v, and how strongly, 1/ms
    c, d   voltage after a spike, mV, and jump of u at a spike, mV/ms
(0.02, 0.2, -65, 8) is regular spiking, as most excitatory neurons of the cortex are;
(0.1, 0.2, -65, 2) is fast spiking, as many inhibitory ones are.

Input. I (mV/ms) is {input}.
A spike adds the weight of a synapse to g of its target neuron, for one time step.

Algorithm. In each time step
    1. spikes that arrive now, and the other inputs, make up the current I;
    2. v and u take a step of Euler's method{parts};
    3. neurons at their peak fire and are reset;
    4. their spikes depart, and arrive after the delay of each synapse{learning}.

Usage: python {filename} [--no-plots]
It prints the rate of each population, and saves a raster and voltages in the folder plots.
"""
'''

_START = """
{modules}

import numpy as np

DURATION = {duration!r}  # simulated time, ms
DT = {dt!r}  # time step, ms
STEPS = round(DURATION / DT)
SEED = {seed}  # the same seed gives the same network and the same spikes
TRACED = {traced}  # neurons whose voltage is drawn
"""

_RANDOM = """

# Random numbers. Each is a function of (seed, stream, step, index), and each use of randomness has
# a stream of its own: no number depends on how many others were drawn before.

"""

_LAYOUT = """
SIZE = {name: row[0] for name, row in POPULATIONS.items()}
FIRST = dict(zip(SIZE, np.cumsum([0, *SIZE.values()]).tolist()))  # first neuron of each
N = sum(SIZE.values())
"""

_BUILD = """
synapses = []
for source, target, g, stream, connect, draw, delay in PROJECTIONS:
    pre, post = connect(SIZE[source], SIZE[target], source == target, stream)
    weight = draw(stream + 1, pre.size){cast}
    synapses.append((pre + FIRST[source], post + FIRST[target], weight, G.index(g), delay))
"""

_LEARNING_STEP = """;
    5. synapses learn from the order of spikes (Neural Computation 18, 2006, 245-282)"""

_LEARNING = """
# Synapses that learn: each excitatory neuron has {degree} random targets, with equally many of each
# delay from 1 to {longest} ms. A weight grows if its spikes arrive before the target fires, and
# shrinks if they arrive after it; changes take effect at the end of each second.
targets = []
for i in range({n}):
    order = np.argsort(words(SEED, 2, i, np.arange(N)), kind="stable")
    targets.append(order[order != i][:{degree}])
sources, targets = np.repeat(np.arange({n}), {degree}), np.concatenate(targets)
delays = np.tile(1 + np.arange({degree}) * {longest} // {degree}, {n})
{weights}
order = np.lexsort((targets, sources, delays))  # in which spikes arrive
learning = sources[order], targets[order], delays[order], weights[order]
"""

_STORED = """# The weights of this network, in steps of 2/3, after it has learned.
WEIGHTS = (
{lines}
)
levels = np.frombuffer(zlib.decompress(base64.b85decode(WEIGHTS)), np.uint8)
levels = np.column_stack([levels & 15, levels >> 4]).ravel()[: targets.size]
weights = np.empty(targets.size)
weights[np.lexsort((targets, sources, targets >= {n}))] = levels * (10.0 / 15)"""

_STREAM_OF_V = DRAWN.index("v0")
_INITIAL = 6.0
_MAX_TRACED = 8
_LONG_NAMES = {"current": "i_offset"}
_COLUMNS = ("from", "to", "g", "stream", "rule", "weights", "delay in steps")

_SIMULATE = '''

def simulate():
    """Return the times (ms) and neurons of all spikes, and the voltages of `TRACED`."""
{lines}
    return np.concatenate(times), np.concatenate(neurons), traces
'''

#: Lines for synapses that learn.
_STATE = [
    "sources, targets, delays, weights = learning",
    "slots = 1 + delays.max()",
    "history = np.zeros((slots, N), bool)  # who fired in the last steps",
    "before = np.zeros((slots, N))  # presynaptic traces of the last steps",
    "after = np.zeros(N)  # postsynaptic traces",
    "change = np.zeros(weights.size)  # collected for a second",
]
_ARRIVES = [
    "arrived = history[(step - delays) % slots, sources]",
    "np.add.at(g_exc, targets[arrived], weights[arrived])",
    "change[arrived] -= 1.2 * after[targets[arrived]]",
]
_LEARNS = [
    "# 5. Learning.",
    "before[(step + 1) % slots] = 0.95 * before[step % slots]",
    "after *= 0.95",
    "if (step + 1) % 1000 == 0:",
    "    weights = np.clip(weights + (0.01 + change), 0.0, 10.0)",
    "    change *= 0.9",
    "before[(step + 1) % slots, fired] = 0.1",
    "after[fired] = 0.1",
    "learns = spiking[targets]",
    "seen = (step + 1 - delays[learns]) % slots",
    "change[learns] += before[seen, sources[learns]]",
    "history[step % slots] = spiking",
]

_PLOT = r'''

def plot(times, neurons, traces):
    """Save the raster of all spikes, and the voltages of some neurons."""
    from matplotlib.figure import Figure

    raster = Figure(figsize=(10, 6), layout="constrained")
    axes = raster.subplots()
    for name, size in SIZE.items():
        own = (neurons >= FIRST[name]) & (neurons < FIRST[name] + size)
        axes.plot(times[own], neurons[own], ".", markersize=2, label=name.replace("$", r"\$"))
    axes.set(xlabel="t (ms)", ylabel="neuron")
    axes.legend(loc="upper right", markerscale=4)
    voltages = Figure(figsize=(10, 1 + 1.5 * len(TRACED)), layout="constrained")
    rows = voltages.subplots(len(TRACED), sharex=True, squeeze=False)[:, 0]
    for axes, neuron, trace in zip(rows, TRACED, traces.T):
        axes.plot(np.arange(STEPS) * DT, trace, linewidth=0.8)
        axes.set(xlabel="t (ms)", ylabel=f"v of {neuron} (mV)")
        axes.label_outer()
    Path("plots").mkdir(exist_ok=True)
    raster.savefig("plots/raster.png", dpi=150)
    voltages.savefig("plots/voltages.png", dpi=150)
'''

_MAIN = """

if __name__ == "__main__":
    times, neurons, traces = simulate()
    for name, size in SIZE.items():
        count = ((neurons >= FIRST[name]) & (neurons < FIRST[name] + size)).sum()
        print(f"{name}: {count} spikes, {1000.0 * count / DURATION / size:.2f} Hz per neuron")
    if "--no-plots" not in sys.argv:
        plot(times, neurons, traces)
"""


def network_code(asked: ExportRequest, neurons: Any = None) -> NetworkCode:
    """Return the script of a network.

    Parameters
    ----------
    asked : ExportRequest
    neurons : sequence of int, optional
        Neurons whose voltage is drawn; default the first of each population, and the selected one.

    Raises
    ------
    ParameterError
        If there is no such neuron.
    """
    net: Network = asked.prepared.session.net
    source = _Source(net)
    maker, _ = recipe(asked.preset, asked.values)
    varied = VARIED if maker in (networks.cortical_2003, networks.cortical_sparse) else {}
    trained = maker is networks.polychronous_trained
    columns, populations = _populations(source, varied)
    parts = [populations, _projections(source)]
    if any(p.plasticity is not None for p in net.projections):
        parts.append(_learning(source, trained))
    parts.append(_simulation(source, columns))
    functions = written(source.calls)
    modules = [
        *(["import base64"] if trained else []),
        *(["import math"] if "math." in functions else []),
        "import sys",
        *(["import zlib"] if trained else []),
        *(["from functools import partial"] if source.has_partial else []),
        "from pathlib import Path",
    ]
    start = _START.format(
        modules="\n".join(modules),
        duration=float(asked.values["duration"]),
        dt=net.dt,
        seed=net.seed,
        traced=value(_traced(asked, neurons)),
    )
    if functions:
        start += f"{_RANDOM}{functions}\n"
    text = "".join((_theory(asked, source, columns), start, *parts, _PLOT, _MAIN))
    return NetworkCode(text, tuple(source.notes))


def _traced(asked: ExportRequest, neurons: Any) -> list[int]:
    """Return the neurons whose voltage is drawn, checked."""
    net: Network = asked.prepared.session.net
    last = net.n_neurons - 1
    if neurons is None:
        first = [p.start for p in net.populations[:_MAX_TRACED]]
        return sorted({*first, min(int(asked.values["neuron"]), last)})
    given = [] if isinstance(neurons, str) or not np.iterable(neurons) else list(neurons)
    if not given:
        raise ParameterError("neurons", neurons, "must be a list of neurons, such as [0, 10]")
    return [integer(neuron, "neurons", low=0, high=last) for neuron in given]


def _theory(asked: ExportRequest, source: _Source, columns: Sequence[str]) -> str:
    """Return the docstring of the script."""
    net = source.net
    p = net.populations[0].parameters
    own = {name: name if name in columns else f"{getattr(p, name):g}" for name in MODEL}
    follows = "v" if not p.drive.origin else f"(v{signed(-p.drive.origin)})"
    u_slope = f"a (b {follows} - u)" if getattr(p.drive, "leak", True) else f"a b {follows}"
    if "leak" in columns:
        u_slope = "a (b (v - origin) - leak u)"
    given = [source.current()]
    given += ["a constant current"] if "current" in columns else []
    given += ["normal noise, drawn in each step"] if "noise" in columns else []
    given += [f"{net.pulse:g} in one random neuron in each step"] if net.pulse else []
    return _THEORY.format(
        title=capital(asked.title),
        filename=f"{asked.preset}{asked.format.suffix}",
        v_slope=f"{own['k2']} v^2 + {own['k1']} v + {own['k0']} - u + I",
        u_slope=u_slope,
        peak=own["v_peak"],
        input=" + ".join(given),
        parts=", v in two halves" if SCHEMES[net.scheme].parts == 2 else "",
        learning=_LEARNING_STEP if any(p.plasticity for p in net.projections) else "",
    )


def _populations(source: _Source, varied: Mapping[str, Mapping[str, str]]) -> tuple[list[str], str]:
    """Return the names of the columns of the table of populations, and its source."""
    net = source.net
    plan = net.plan()
    differ = {
        name: len({float(x) for p in net.populations for x in np.unique(p.values[name])}) > 1
        for name in MODEL
    }
    drives = {(p.parameters.drive.origin, p.parameters.drive.leak) for p in net.populations}
    columns = ["a", "b", "c", "d", *(name for name in MODEL if differ[name] and name not in "abcd")]
    columns += ["origin", "leak"] if len(drives) > 1 else []
    columns += ["current"] if plan.i_offset.any() else []
    columns += ["noise"] if plan.noise is not None else []
    given = {p.given.get("v0") for p in net.populations}
    law = given.pop() if len(given) == 1 else None
    law = law if isinstance(law, Distribution) else None
    lines = []
    rows = []
    for k, p in enumerate(net.populations):
        own = {
            name: re.sub(r"\br\b", f"r{k}", text) for name, text in varied.get(p.name, {}).items()
        }
        if own:
            draw = f"{source.call('uniform')}(SEED, 2, {k}, {p.size})"
            lines.append(f"r{k} = {draw}  # how the cells of a population differ\n")
        cells = [f"{p.size}", *(own.get(name) or _cell(source, p, name) for name in columns)]
        cells.append(f"{p.stream + _STREAM_OF_V}" if law else _cell(source, p, "v0"))
        rows.append(_row(f"    {value(p.name)}: (", cells, "),\n"))
    names = ["size", *columns, "stream of v" if law else "v at the start"]
    table = f"POPULATIONS = {{\n    # name: {', '.join(names)}\n{''.join(rows)}}}\n"
    arrays = columns if law else [*columns, "v0"]
    layout = [
        f"{', '.join(arrays)} = (",
        "    np.concatenate([np.full(n, x) for n, x in zip(SIZE.values(), column)])",
        f"    for column in list(zip(*POPULATIONS.values()))[{'1:-1' if law else '1:'}]",
        ")",
    ]
    if law:
        draw = source.drawn(law, "row[-1]", "row[0]")
        layout += ["v0 = np.concatenate(", f"    [{draw} for row in POPULATIONS.values()]", ")"]
    layout.append(f"u0 = {_target(source, columns)}")
    if net.precision == "float32":
        every = ", ".join([*columns, "v0", "u0"])
        layout += [
            "# Single precision, for speed.",
            f"{every} = (",
            f"    np.float32(x) for x in ({every})",
            ")",
        ]
    head = "\n\n# The network. Neurons are numbered through, one population after the other.\n"
    return columns, "".join((head, *lines, table, _LAYOUT, "\n".join(layout), "\n"))


def _cell(source: _Source, p: Population, name: str) -> str:
    """Return source of a value of each neuron of a population."""
    if name in ("origin", "leak"):
        return repr(float(getattr(p.parameters.drive, name)))
    name = _LONG_NAMES.get(name, name)
    law = p.given.get(name)
    if isinstance(law, Distribution):
        return source.drawn(law, p.stream + DRAWN.index(name), p.size)
    numbers = p.values[name]
    return repr(float(numbers[0])) if (numbers == numbers[0]).all() else value(numbers)


def _row(start: str, cells: Sequence[str], end: str) -> str:
    """Return a row of a table: on one line if it fits, else with one cell on each."""
    line = f"{start}{', '.join(cells)}{end}"
    if len(line) <= _WIDTH:
        return line
    return "\n        ".join([start, *(f"{cell}," for cell in cells)]) + f"\n    {end}"


def _target(source: _Source, columns: Sequence[str], v: str = "v0") -> str:
    """Return source of the target of u."""
    drive = source.net.populations[0].parameters.drive
    if "origin" in columns:
        return f"b * ({v} - origin)"
    return f"b * ({v} - {drive.origin!r})" if drive.origin else f"b * {v}"


def _projections(source: _Source) -> str:
    """Return source that makes the synapses whose weights stay."""
    net = source.net
    rules: dict[str, str] = {}
    laws: dict[str, str] = {}
    rows = []
    for p in net.projections:
        pairs = None if p.plasticity is not None else source.pairs(p)
        if pairs is None:
            continue
        if isinstance(p.weights, Distribution):
            weights = source.drawn(p.weights, "stream", "n")
        else:
            weights = f"np.full(n, {float(p.synapses.weights.max(initial=0.0))!r})"
        cells = (
            *map(value, (p.pre.name, p.post.name, p.target)),
            f"{p.stream}",
            _named(rules, pairs, "rule") if "(" in pairs else pairs,
            _named(laws, weights, "draw_weights"),
            f"{p.longest_delay}",
        )
        rows.append(_row("    (", cells, "),\n"))
    lines = [f"{name} = {text}  # for pairs of neurons\n" for text, name in rules.items()]
    for text, name in laws.items():
        lines.append(
            f'\n\ndef {name}(stream, n):\n    """Return n weights, mV/ms."""\n    return {text}\n\n'
        )
    table = f"PROJECTIONS = [\n    # {', '.join(_COLUMNS)}\n{''.join(rows)}]\n"
    g = f"\nG = {value(list(net.plan().targets))}  # what weights are added to\n"
    cast = ".astype(np.float32)" if net.precision == "float32" else ""
    return "".join((g, *lines, "\n", table, _BUILD.removeprefix("\n").format(cast=cast)))


def _named(known: dict[str, str], text: str, name: str) -> str:
    """Return the name of a function by its source, a new one if it has none."""
    return known.setdefault(text, f"{name}_{len(known) + 1}" if known else name)


def _learning(source: _Source, trained: bool) -> str:
    """Return source that makes the synapses that learn."""
    net = source.net
    degree, longest = degree_and_delay(net)
    n = net.populations[0].size
    source.call("words")
    weights = f"weights = np.full(targets.size, {_INITIAL!r})"
    if trained:
        from izhikevich.networks.polychronous_weights import WEIGHTS

        lines = "\n".join(f'    r"{WEIGHTS[k : k + 88]}"' for k in range(0, len(WEIGHTS), 88))
        weights = _STORED.format(lines=lines, n=n)
    return _LEARNING.format(degree=degree, longest=longest, n=n, weights=weights)


def _simulation(source: _Source, columns: Sequence[str]) -> str:
    """Return source of the time loop."""
    net = source.net
    p, scheme = net.populations[0].parameters, SCHEMES[net.scheme]
    learning = [one for one in net.projections if one.plasticity is not None]
    own = {**equations.numbers(p), **{name: name for name in columns if name in MODEL}}
    slope = equations.voltage_slope(own).replace("(v * v)", "v**2")
    follow = f"DT * (a * ({_target(source, columns, 'v')} - u))"
    if "leak" in columns:
        follow = follow.replace(" - u", " - leak * u")
    elif not p.drive.leak:
        follow = follow.replace(" - u", "")
    current = [source.current()]
    current += [name for name in ("current",) if name in columns]
    current += [f"noise * {source.call('noise_of')}(step)"] if "noise" in columns else []
    targets = net.plan().targets
    unpacked = ", ".join(f"g_{target}" for target in targets) + "," * (len(targets) == 1)
    line = [f"{unpacked} = arriving[step % slots]"] if targets else []
    if scheme.together:
        steps = [f"change = DT * ({slope})", f"u += {follow}", "v += change"]
    else:
        half = "DT" if scheme.parts == 1 else f"DT / {scheme.parts}"
        steps = [*[f"v += {half} * ({slope})"] * scheme.parts, f"u += {follow}"]
    loop = [
        "# 1. Input.",
        *line,
        *(_ARRIVES if learning else ()),
        f"I = {' + '.join(current)}",
        *([f"I[pulsed[step]] += {net.pulse!r}"] if net.pulse else []),
        "arriving[step % slots] = 0.0",
        "# 2. A step of the equations.",
        *steps,
        "if not np.abs(v).max() < 1e6:",
        '    sys.exit(f"The voltage diverged at {step * DT:g} ms: use weaker weights.")',
        f"traces[step] = np.minimum(v[TRACED], {p.v_peak!r})",
        "# 3. Spikes and resets.",
        f"spiking = v >{'=' * scheme.fires_at_peak} {own['v_peak']}",
        "fired = np.flatnonzero(spiking)",
        "v[fired] = c[fired]",
        "u[fired] += d[fired]",
        "times.append(np.full(fired.size, step * DT))",
        "neurons.append(fired)",
        "# 4. Spikes depart.",
        "for pre, post, weight, g, delay in synapses:",
        "    on = spiking[pre]",
        "    np.add.at(arriving[(step + delay) % slots, g], post[on], weight[on])",
        *(_LEARNS if learning else ()),
    ]
    before = ["v, u = v0.copy(), u0.copy()"]
    before += _STATE if learning else ["slots = 1 + max((row[-1] for row in synapses), default=1)"]
    before.append("arriving = np.zeros((slots, len(G), N), v.dtype)  # by time, modulo slots")
    if net.pulse:
        pulsed = f"{source.call('uniform')}(SEED, {PULSE_STREAM}, 0, STEPS)"
        before.append(f"pulsed = ({pulsed} * N).astype(int)  # one neuron in each step")
    before.append("times, neurons, traces = [], [], np.empty((STEPS, len(TRACED)))")
    lines = [f"    {line}" for line in [*before, "for step in range(STEPS):"]]
    lines += [f"        {line}" for line in loop]
    return _SIMULATE.format(lines="\n".join(lines))
