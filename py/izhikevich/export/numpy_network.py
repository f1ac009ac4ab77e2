"""Networks as NumPy scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from izhikevich import networks
from izhikevich.errors import ParameterError
from izhikevich.export import equations
from izhikevich.export.expressions import expression_source
from izhikevich.export.formats import ExportRequest
from izhikevich.export.network_inputs import UNKNOWN_RULE, check_projection, check_written, refused
from izhikevich.export.network_source import VARIED, degree_and_delay
from izhikevich.export.numpy_functions import written
from izhikevich.export.source import indented, value
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
from izhikevich.network.neuron_values import NAMES
from izhikevich.network.populations import Population
from izhikevich.network.projections import Projection
from izhikevich.network.simulation.numpy import PULSE_STREAM
from izhikevich.network.synapses.expression import Conductance
from izhikevich.text import capital
from izhikevich.units import integer
from izhikevich.views.network.presets import recipe
from izhikevich.views.network.session import Session

_GAMMA = msg(
    "Gamma-distributed weights are drawn by numpy from the same distribution: spikes agree only in "
    "their statistics."
)
_WIDTH = 100  # characters of a line of code


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

    def call(self, name: str) -> str:
        """Return the name of a function, which is written into the script."""
        self.calls[name] = None
        return name

    def drawn(self, law: Distribution, stream: int | str, n: int | str) -> str:
        """Return source that draws n numbers from a distribution."""
        coordinates = f"SEED, {stream}"
        match law:
            case Uniform():
                numbers = f"{self.call('uniform')}({coordinates}, 0, {n})"
                start = f"{law.low!r} + " if law.low else ""
                return f"{start}{law.high - law.low!r} * {numbers}"
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

    def pairs(self, p: Projection) -> tuple[str, str] | None:
        """Return source of the pairs that a rule connects, and words on it; None if it has none."""
        check_projection(p)
        given = "n, m, same, stream"
        match p.rule:
            case AllToAll(self_connections=True):
                return "np.divmod(np.arange(n * m), m)", "all n neurons to all m, also themselves"
            case FixedProbability(p=chance) if chance <= 0.0:
                return None
            case FixedProbability(p=chance) if chance < 1.0:
                words = f"each of n neurons to each of m with probability {chance:g}"
                return f"{self.call('with_probability')}({chance!r}, {given})", words
            case AllToAll() | FixedProbability():
                return f"{self.call('all_to_all')}(n, m, same)", "all n neurons to all m"
            case FixedOutDegree(k=k):
                words = f"each of n neurons to {k} of m"
                return f"{self.call('to_some')}({k}, {given})", words
            case DistanceDependent() as rule:
                words = f"neurons on a ring of length 1 that are within a reach of {rule.sigma:g}"
                return f"{self.call('near_on_ring')}({rule.sigma!r}, n, stream)", words
            case _:
                raise refused(p.name, UNKNOWN_RULE)

    @property
    def learns(self) -> bool:
        """Whether there are synapses that learn."""
        return any(p.plasticity is not None for p in self.net.projections)

    def expressions(self) -> list[tuple[str, int, int]]:
        """Return source of synaptic currents, each with its first neuron and the one after it."""
        found = []
        for conductance, group in groupby(self.net.populations, lambda p: p.conductance):
            own = list(group)
            found.append((self._expression(conductance), own[0].start, own[-1].stop))
        return found

    def current(self) -> str:
        """Return source of the synaptic current of all neurons, an array of its own."""
        parts = self.expressions()
        if len(parts) == 1:
            text = parts[0][0]
            return f"{text}.copy()" if text.isidentifier() else text
        cut = "".join(f"({text})[{start}:{stop}],\n" for text, start, stop in parts)
        return f"np.concatenate([\n{indented(cut)}])"

    def _expression(self, conductance: Conductance) -> str:
        text = expression_source(
            conductance.program, lambda name: name, lambda x, n: f"{self.call('power')}({x}, {n})"
        )
        if len(conductance.program) == 1 and conductance.program[0].name is None:
            return f"np.full(N, {text})"
        return text.removeprefix("(").removesuffix(")") if text[0] == "(" else text


_THEORY = '''"""{title}: a network of Izhikevich neurons.

It needs only numpy, and matplotlib for its figures: pip install numpy matplotlib

Theory. Each neuron has a voltage v (mV) and a recovery variable u (mV/ms), which follow

    dv/dt = {v_slope}
    du/dt = a (b v - u)
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
    2. v and u take a step of Euler's method, v in two halves;
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
PEAK = {peak!r}  # voltage at which a spike ends, mV
SEED = {seed}  # the same seed gives the same network and the same spikes
TRACED = {traced}  # neurons whose voltage is drawn, of 0 to {last}

# The network. Neurons are numbered through, one population after the other. Streams are of random
# numbers: what is drawn from one stream depends on no other.
"""

_LAYOUT = """
SIZE = {name: row[0] for name, row in POPULATIONS.items()}
FIRST = dict(zip(SIZE, np.cumsum([0, *SIZE.values()]).tolist()))  # first neuron of each
N = sum(SIZE.values())
"""

_BUILD = '''

def build():
    """Return the parameters of all neurons, their v and u at the start, and all synapses."""
    {columns} = (
        np.concatenate([np.full(n, x) for n, x in zip(SIZE.values(), column)])
        for column in list(zip(*POPULATIONS.values()))[1:{end}]
    )
{neurons}    synapses = []
    for source, target, g, stream, rule, weights, delay in PROJECTIONS:
        pre, post = rule(SIZE[source], SIZE[target], source == target, stream)
        weight = weights(stream + 1, pre.size){cast}
        synapses.append((pre + FIRST[source], post + FIRST[target], weight, G.index(g), delay))
    return ({parameters}), v, u, synapses
'''

_FUNCTION = '''

def {name}({arguments}):
    """{about}."""
    return {source}
'''

_APPENDIX = """

# Appendix. Random numbers, and what is drawn with them. Each number is a function of (seed, stream,
# step, index), so that none depends on how many others were drawn before.


{functions}
"""

_LEARNING_STEP = """;
    5. synapses learn from the order of spikes (Neural Computation 18, 2006, 245-282)"""

_LEARNING = '''

def learning_synapses():
    """Return sources, targets, delays and weights of the synapses that learn.

    Each excitatory neuron has {degree} random targets, with equally many of each delay from 1 to
    {longest} ms. A weight grows if its spikes arrive before the target fires, and shrinks if they
    arrive after it; changes take effect at the end of each second.
    """
    targets = []
    for i in range({n}):
        order = np.argsort(words(SEED, 2, i, np.arange(N)), kind="stable")
        targets.append(order[order != i][:{degree}])
    sources, targets = np.repeat(np.arange({n}), {degree}), np.concatenate(targets)
    delays = np.tile(1 + np.arange({degree}) * {longest} // {degree}, {n})
{weights}
    order = np.lexsort((targets, sources, delays))  # in which spikes arrive
    return sources[order], targets[order], delays[order], weights[order]
'''

_INITIAL = "    weights = np.full(targets.size, 6.0)"
_STORED = """    levels = np.frombuffer(zlib.decompress(base64.b85decode(WEIGHTS)), np.uint8)
    levels = np.column_stack([levels & 15, levels >> 4]).ravel()[: targets.size]
    weights = np.empty(targets.size)
    weights[np.lexsort((targets, sources, targets >= {n}))] = levels * (10.0 / 15)"""
_WEIGHTS = """

# The weights of this network, in steps of 2/3, after it has learned.
WEIGHTS = (
{lines}
)
"""

_HOLD = (
    "held = waiting > 0  # refractory neurons stay as they are",
    "waiting[held] -= 1",
    "still = v[held], u[held]",
)
_STREAM_OF_V = NAMES.index("v0")
_INPUTS = {"current": "i_offset"}
_COLUMNS = ("from", "to", "g", "stream", "rule", "weights", "delay in steps")

_SIMULATE = '''

def simulate():
    """Return times (ms) and neurons of all spikes; v of `TRACED` before and after resets."""
{lines}
    return np.concatenate(times), np.concatenate(neurons), traces
'''

#: Lines for synapses that learn.
_STATE = [
    "sources, targets, delays, weights = learning_synapses()",
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

_PLOT = '''

def plot(times, neurons, traces):
    """Save a raster with traced neurons in black, and their voltages with peaks and resets."""
    import matplotlib
    from matplotlib.figure import Figure

    style = {"font.size": 8, "axes.spines.top": False, "axes.spines.right": False}
    matplotlib.rcParams.update(style | {"axes.linewidth": 0.6, "savefig.dpi": 300})
    colours = {name: "#d55e00" if name.endswith("inhibitory") else "#0072b2" for name in SIZE}
    Path("plots").mkdir(exist_ok=True)

    heights = np.sqrt(list(SIZE.values()))
    heights = 0.5 + 4.0 * heights / heights.sum()  # inches; small populations are visible too
    figure = Figure(figsize=(7, heights.sum()), layout="constrained")
    rows = figure.subplots(len(SIZE), sharex=True, squeeze=False, height_ratios=heights)[:, 0]
    for axes, (name, size) in zip(rows, SIZE.items()):
        first, last = FIRST[name], FIRST[name] + size - 1
        own = (neurons >= first) & (neurons <= last)
        lit = own & np.isin(neurons, TRACED)
        axes.plot(times[own], neurons[own], ".", markersize=1.5, color=colours[name])
        axes.plot(times[lit], neurons[lit], "|", markersize=5, color="black", clip_on=False)
        axes.set(xlim=(0, DURATION), ylim=(first - 0.5, last + 0.5), yticks=[first, last])
        axes.set_title(name, loc="left", fontsize=8, color=colours[name], parse_math=False)
    rows[-1].set_xlabel("t (ms); black: neurons whose voltage is drawn")
    figure.supylabel("neuron", fontsize=8)
    figure.savefig("plots/raster.png")

    figure = Figure(figsize=(7, 0.5 + len(TRACED)), layout="constrained")
    rows = figure.subplots(len(TRACED), sharex=True, sharey=True, squeeze=False)[:, 0]
    t = np.arange(STEPS) * DT
    for axes, neuron, trace in zip(rows, TRACED, traces.transpose(2, 0, 1)):
        name = [name for name in SIZE if FIRST[name] <= neuron][-1]
        reset = trace[:, 0] != trace[:, 1]
        axes.axhline(PEAK, color="0.6", linewidth=0.6, linestyle="--")
        axes.plot(np.repeat(t, 2), trace.ravel(), color=colours[name], linewidth=0.7)
        axes.plot(t[reset], trace[reset, 1], "o", color="black", markersize=2)
        axes.set(xlim=(0, DURATION))
        label = f"neuron {neuron}, {name}"
        axes.set_title(label, loc="left", fontsize=8, color=colours[name], parse_math=False)
    rows[-1].set_xlabel("t (ms); dashes: peak of a spike, dots: v after its reset")
    figure.supylabel("v (mV)", fontsize=8)
    figure.savefig("plots/voltages.png")
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
        Neurons whose voltage is drawn; default those that are traced, or the selected one.

    Raises
    ------
    ParameterError
        If there is no such neuron, or the network has inputs that are not written.
    """
    net: Network = asked.prepared.session.net
    check_written(net)
    if net.scheme != "half_step":
        raise ParameterError(
            "scheme",
            net.scheme,
            msg(
                "NumPy scripts of networks have the scheme 'half_step': export the network with "
                "it, or take the Python script"
            ),
        )
    source = _Source(net)
    maker, _ = recipe(asked.preset, asked.values)
    trained = maker is networks.polychronous_trained
    columns = ["a", "b", "c", "d"]
    columns += ["current"] if net.plan().i_offset.any() else []
    columns += ["noise"] if net.plan().noise is not None else []
    columns += ["tau_refrac"] if net.plan().refractory is not None else []
    varied = VARIED if maker in (networks.cortical_2003, networks.cortical_sparse) else {}
    parts = [
        _populations(net, columns, varied),
        _projections(source),
        _building(source, columns, varied),
        _learning(source, trained) if source.learns else "",
        _simulation(source, columns),
        _PLOT,
    ]
    functions = written(source.calls)
    if functions:
        parts.append(_APPENDIX.format(functions=functions))
    if trained:
        parts.append(_weights())
    modules = [
        *(["import base64"] if trained else []),
        *(["import math"] if "math." in functions else []),
        "import sys",
        *(["import zlib"] if trained else []),
        "from pathlib import Path",
    ]
    start = _START.format(
        modules="\n".join(modules),
        duration=float(asked.values["duration"]),
        dt=net.dt,
        peak=net.populations[0].parameters.v_peak,
        seed=net.seed,
        traced=value(_traced(asked, neurons)),
        last=net.n_neurons - 1,
    )
    text = "".join((_theory(asked, source, columns), start, *parts, _MAIN))
    return NetworkCode(text, tuple(source.notes))


def _traced(asked: ExportRequest, neurons: Any) -> list[int]:
    """Return the neurons whose voltage is drawn, checked."""
    session: Session = asked.prepared.session
    last = session.net.n_neurons - 1
    if neurons is None:
        return list(session.chosen.neurons) or [min(int(asked.values["neuron"]), last)]
    given = [] if isinstance(neurons, str) or not np.iterable(neurons) else list(neurons)
    if not given:
        raise ParameterError("neurons", neurons, "must be a list of neurons, such as [0, 10]")
    return [integer(neuron, "neurons", low=0, high=last) for neuron in given]


def _theory(asked: ExportRequest, source: _Source, columns: Sequence[str]) -> str:
    """Return the docstring of the script."""
    net = source.net
    p = net.populations[0].parameters
    expressions = source.expressions()
    given = [expressions[0][0] if len(expressions) == 1 else "the synaptic current of a population"]
    given += ["a constant current"] if "current" in columns else []
    given += ["normal noise, drawn in each step"] if "noise" in columns else []
    given += [f"{net.pulse:g} in one random neuron in each step"] if net.pulse else []
    return _THEORY.format(
        title=capital(asked.title),
        filename=f"{asked.preset}{asked.format.suffix}",
        v_slope=f"{p.k2:g} v^2 + {p.k1:g} v + {p.k0:g} - u + I",
        peak=f"{p.v_peak:g}",
        input=" + ".join(given),
        learning=_LEARNING_STEP if source.learns else "",
    )


def _populations(
    net: Network, columns: Sequence[str], varied: Mapping[str, Mapping[str, str]]
) -> str:
    """Return source of the table of populations."""
    law = _law_of_v(net)
    rows = []
    for p in net.populations:
        own = {name: float(p.values[_INPUTS.get(name, name)][0]) for name in columns}
        own |= {name: law.mean for name, law in _laws(p, columns).items()}
        # What differs between the cells of a population is listed as it is without the difference.
        own |= {name: float(text.split()[0]) for name, text in varied.get(p.name, {}).items()}
        cells = [*own.values()]
        cells.append(p.draws[1] + _STREAM_OF_V if law else float(p.values["v0"][0]))
        rows.append(_row(f"    {value(p.name)}: (", [str(p.size), *map(repr, cells)], "),\n"))
    names = ", ".join(["size", *columns, "stream of v" if law else "v at the start"])
    return f"POPULATIONS = {{\n    # name: {names}\n{''.join(rows)}}}\n{_LAYOUT}"


def _law_of_v(net: Network) -> Distribution | None:
    """Return the distribution from which all neurons' voltages at the start are drawn."""
    law = net.populations[0].given.get("v0")
    return law if isinstance(law, Distribution) else None


def _laws(p: Population, columns: Sequence[str]) -> dict[str, Any]:
    """Return the distributions from which neurons draw their noise and refractory periods."""
    known = {name: p.given.get(name) for name in ("noise", "tau_refrac") if name in columns}
    return {name: law for name, law in known.items() if isinstance(law, Distribution)}


def _building(
    source: _Source, columns: Sequence[str], varied: Mapping[str, Mapping[str, str]]
) -> str:
    """Return source of the function that makes neurons and synapses."""
    net = source.net
    law = _law_of_v(net)
    lines = []
    if law:
        draw = source.drawn(law, "row[-1]", "row[0]")
        lines.append("v = np.concatenate(")
        lines += [f"    [{draw} for row in POPULATIONS.values()]", ")"]
    for k, p in enumerate(net.populations):
        if own := varied.get(p.name):
            places = ", ".join(f"{name}[{p.start}:{p.stop}]" for name in own)
            lines.append(
                f"r = {source.call('uniform')}(SEED, 2, {k}, {p.size})  # how cells differ"
            )
            lines.append(f"{places} = {', '.join(own.values())}")
        for name, own_law in _laws(p, columns).items():
            draw = source.drawn(own_law, p.draws[1] + NAMES.index(name), p.size)
            lines.append(f"{name}[{p.start}:{p.stop}] = {draw}")
    lines.append("u = b * v")
    if net.precision == "float32":
        every = ", ".join([*columns, "v", "u"])
        lines.append(f"{every} = (np.float32(x) for x in ({every}))  # for speed")
    return _BUILD.format(
        columns=", ".join(columns if law else [*columns, "v"]),
        end="-1" if law else "",
        neurons="".join(f"    {line}\n" for line in lines),
        cast=".astype(np.float32)" if net.precision == "float32" else "",
        parameters=", ".join(columns),
    )


def _row(start: str, cells: Sequence[str], end: str) -> str:
    """Return a row of a table: on one line if it fits, else with one cell on each."""
    line = f"{start}{', '.join(cells)}{end}"
    if len(line) <= _WIDTH:
        return line
    return "\n        ".join([start, *(f"{cell}," for cell in cells)]) + f"\n    {end}"


def _projections(source: _Source) -> str:
    """Return source of the table of projections whose weights stay, and what it consists of."""
    net = source.net
    functions: dict[str, str] = {}
    text = ""

    def named(name: str, arguments: str, own: str, about: str) -> str:
        """Return the name of a function with this source, which is written if it is new."""
        nonlocal text
        if own not in functions:
            number = 1 + sum(known.startswith(name) for known in functions.values())
            functions[own] = name if number == 1 else f"{name}_{number}"
            text += _FUNCTION.format(
                name=functions[own], arguments=arguments, about=about, source=own
            )
        return functions[own]

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
            f"{p.draws[1]}",
            named("connect", "n, m, same, stream", pairs[0], f"Connect {pairs[1]}"),
            named("draw_weights", "stream, n", weights, "Return n weights, mV/ms"),
            f"{p.longest_delay}",
        )
        rows.append(_row("    (", cells, "),\n"))
    table = f"PROJECTIONS = [\n    # {', '.join(_COLUMNS)}\n{''.join(rows)}]\n"
    g = f"G = {value(list(net.plan().targets))}  # what weights are added to\n"
    return f"{g}{text}{text and chr(10) * 2}{table}"


def _learning(source: _Source, trained: bool) -> str:
    """Return source that makes the synapses that learn."""
    degree, longest = degree_and_delay(source.net)
    n = source.net.populations[0].size
    source.call("words")
    weights = _STORED.format(n=n) if trained else _INITIAL
    return _LEARNING.format(degree=degree, longest=longest, n=n, weights=weights)


def _weights() -> str:
    """Return source of the stored weights."""
    from izhikevich.networks.polychronous_weights import WEIGHTS

    lines = "\n".join(f'    r"{WEIGHTS[k : k + 88]}"' for k in range(0, len(WEIGHTS), 88))
    return _WEIGHTS.format(lines=lines)


def _simulation(source: _Source, columns: Sequence[str]) -> str:
    """Return source of the time loop."""
    net = source.net
    numbers = equations.numbers(net.populations[0].parameters)
    slope = equations.voltage_slope(numbers).replace("(v * v)", "v**2")
    current = [source.current()]
    current += ["current"] if "current" in columns else []
    current += [f"noise * {source.call('noise_of')}(step)"] if "noise" in columns else []
    targets = net.plan().targets
    refractory = "tau_refrac" in columns
    unpacked = ", ".join(f"g_{target}" for target in targets) + "," * (len(targets) == 1)
    loop = [
        "# 1. Input.",
        *([f"{unpacked} = arriving[step % slots]"] if targets else []),
        *(_ARRIVES if source.learns else ()),
        f"I = {' + '.join(current)}",
        *([f"I[pulsed[step]] += {net.pulse!r}"] if net.pulse else []),
        "arriving[step % slots] = 0.0",
        "# 2. A step of the equations.",
        *(_HOLD if refractory else ()),
        f"v += DT / 2 * ({slope})",
        f"v += DT / 2 * ({slope})",
        "u += DT * (a * (b * v - u))",
        *(("v[held], u[held] = still",) if refractory else ()),
        "if not np.abs(v).max() < 1e6:",
        '    sys.exit(f"The voltage diverged at {step * DT:g} ms: use weaker weights.")',
        "# 3. Spikes and resets.",
        "traces[step, 0] = np.minimum(v[TRACED], PEAK)",
        "spiking = (v >= PEAK) & ~held" if refractory else "spiking = v >= PEAK",
        "fired = np.flatnonzero(spiking)",
        "v[fired] = c[fired]",
        "u[fired] += d[fired]",
        *(("waiting[fired] = tau_refrac[fired] / DT + 1e-9",) if refractory else ()),
        "times.append(np.full(fired.size, step * DT))",
        "neurons.append(fired)",
        "traces[step, 1] = v[TRACED]",
        "# 4. Spikes depart.",
        "for pre, post, weight, g, delay in synapses:",
        "    on = spiking[pre]",
        "    np.add.at(arriving[(step + delay) % slots, g], post[on], weight[on])",
        *(_LEARNS if source.learns else ()),
    ]
    before = [f"({', '.join(columns)}), v, u, synapses = build()"]
    before += (
        _STATE if source.learns else ["slots = 1 + max((row[-1] for row in synapses), default=1)"]
    )
    before.append("arriving = np.zeros((slots, len(G), N), v.dtype)  # by time, modulo slots")
    if net.pulse:
        pulsed = f"{source.call('uniform')}(SEED, {PULSE_STREAM}, 0, STEPS)"
        before.append(f"pulsed = ({pulsed} * N).astype(int)  # one neuron in each step")
    if refractory:
        before.append("waiting = np.zeros(N, int)  # steps for which neurons remain refractory")
    before.append("times, neurons, traces = [], [], np.empty((STEPS, 2, len(TRACED)))")
    lines = "\n".join([*before, "for step in range(STEPS):", indented("\n".join(loop))])
    return _SIMULATE.format(lines=indented(lines))
