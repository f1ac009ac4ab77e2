"""Networks in Brian2: every mechanism that Brian2 can express, with the same steps."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from math import sqrt
from typing import Any

import numpy as np

from izhikevich.export import equations
from izhikevich.export.currents import current_source
from izhikevich.export.laws import (
    MAX_LISTED,
    check_listed,
    each_source,
    given_trains,
    is_outside,
    is_polychronous,
    made_by,
    neuron_source,
    outside_rate,
    regular_trains,
    written_scheme,
)
from izhikevich.export.network_inputs import UNKNOWN_RULE, check_calls, refused
from izhikevich.export.network_source import (
    DRAWN,
    LEARNS,
    REGULAR,
    TRAINED,
    law,
    pairs_of,
    polychronous,
)
from izhikevich.export.source import Difference, differences_source, indented, number_list, value
from izhikevich.messages import Message, msg
from izhikevich.network.correlated import CorrelatedRate
from izhikevich.network.couplings import Coupling
from izhikevich.network.distributions import Distribution, is_law
from izhikevich.network.injections import Injection
from izhikevich.network.network import Network
from izhikevich.network.plasticity import STDP, InhibitorySTDP, Polychronous, TripletSTDP
from izhikevich.network.populations import Population, Source
from izhikevich.network.projections import Projection
from izhikevich.network.regular import RegularSource
from izhikevich.network.synapses.kinetics import factors
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.stimuli.stimulus import Stimulus
from izhikevich.text import visible

#: Values of neurons that are variables of a group, whether or not they differ.
_VARIABLES = ("a", "b", "c", "d", "i_offset", "noise")

_HEAD = """
import sys

import numpy as np
from brian2 import (
    Network,
    NeuronGroup,
    SpikeGeneratorGroup,
    SpikeMonitor,
    Synapses,
    TimedArray,
    defaultclock,
    ms,
    prefs,
    seed,
)

prefs.codegen.target = "numpy"
# Sums are made in the order written, as in izhikevich.
prefs.codegen.loop_invariant_optimisations = False
{precision}SAME = "--same" in sys.argv  # whether to take all of it from izhikevich
DURATION = {duration!r}  # ms
DT = {dt!r}  # ms
STEPS = round(DURATION / DT)

rng = np.random.default_rng({seed})
seed({seed})
populations, projections, sources, junctions, currents = {{}}, [], {{}}, [], None


def connect(pairs, weights, delays=DT):
    \"\"\"Add synapses; `weights` and `delays` (ms) draw so many of them, or are numbers.\"\"\"
    weights, delays = (x(len(pairs[0])) if callable(x) else x for x in (weights, delays))
    delays = np.maximum(np.floor(np.asarray(delays) / DT + 0.5), 1.0) * DT
    projections.append(dict(pairs=pairs, weights=weights, delays=delays))


def joined(rows):
    \"\"\"Return pairs of neurons, of a list of targets for each presynaptic neuron.\"\"\"
    return np.repeat(np.arange(len(rows)), [len(row) for row in rows]), np.concatenate(rows)


def fire_at(trains):
    \"\"\"Return steps and sources of spikes at given times (ms).\"\"\"
    who = np.repeat(np.arange(len(trains)), [len(train) for train in trains])
    steps = np.floor(np.concatenate(trains) / DT + 1e-9).astype(int)
    return np.unique(np.column_stack([steps, who])[steps < STEPS], axis=0).T


def fire_at_random(size, rate):
    \"\"\"Return steps and sources of Poisson spikes; `rate` (Hz) is of each, or of each step.\"\"\"
    rate = np.broadcast_to(rate, (STEPS, size))
    parts = [np.nonzero(rng.random((n, size)) < rate[k : k + n] * DT / 1000.0) for k, n in BLOCKS]
    return np.concatenate([np.array(part) + [[k], [0]] for part, (k, n) in zip(parts, BLOCKS)], 1)


BLOCKS = [(k, min(100, STEPS - k)) for k in range(0, STEPS, 100)]
"""

_BUILD = """
{differences}
# What the neurons of each population are, and one step of theirs. Voltages are in mV, times in ms.
MODELS = {{
{models}}}
# What the synapses of each projection do, in the order of `projections`.
SYNAPSES = [
{synapses}]
{junctions}
defaultclock.dt = DT * ms
groups, first = {{}}, 0
for name, neurons in populations.items():
    model = dict(MODELS[name])
    step = model.pop("step")
    size = neurons.pop("size")
    namespace = {{}}
    outside = neurons.pop("stimulus", None)
    if currents is not None:
        own = currents[:, first : first + size]
        outside = own if outside is None else own + np.reshape(outside, (len(own), -1))
    arriving = model.pop("arriving")
    for name_of, drawn in arriving.items():
        # With --same, the numbers of spikes from outside are given.
        counts = neurons.pop(name_of, None)
        step = step.replace(name_of.upper(), drawn if counts is None else f"{{name_of}}(t, i)")
        if counts is not None:
            namespace[name_of] = TimedArray(counts, dt=defaultclock.dt)
    if outside is not None:
        arguments = "t, i" if np.ndim(outside) == 2 else "t"
        step = step.replace("OUTSIDE", f" + outside({{arguments}})")
        namespace["outside"] = TimedArray(outside, dt=defaultclock.dt)
    noisy = np.any(neurons["noise"])
    step = step.replace("OUTSIDE", "").replace("NOISE", " + noise * randn()" if noisy else "")
    group = NeuronGroup(size, namespace=namespace, **model)
    for variable, values in neurons.items():
        setattr(group, variable, values)
    group.run_regularly(step, when="groups")
    groups[name] = group
    first += size
neurons = dict(groups)
for name, (size, (steps, members)) in sources.items():
    groups[name] = SpikeGeneratorGroup(size, members, steps * DT * ms)

network = Network(*groups.values())
for number, (given, projection) in enumerate(zip(SYNAPSES, projections)):
    pre, post, model, values = given
    i, j = projection["pairs"]
    if len(i) == 0:
        continue
    synapses = Synapses(groups[pre], groups[post], name=f"synapses_{{number:03d}}", **model)
    synapses.connect(i=i, j=j)
    synapses.w = projection["weights"]
    for variable, value in values.items():
        setattr(synapses, variable, value)
    # A spike is delivered at the end of the step before the one in which it acts.
    synapses.deliver.delay = (projection["delays"] - DT) * ms
    if "learn" in model["on_pre"]:
        synapses.learn.delay = projection["delays"] * ms
        synapses.learn.order, synapses.deliver.order = -1, 2  # with the weight before the change
    network.add(synapses)
for number, (pre, post, (i, j), conductances) in enumerate(junctions):
    both = [(pre, post, i, j), (post, pre, j, i)]
    if pre == post:
        both = [(pre, pre, np.concatenate([i, j]), np.concatenate([j, i]))]
        conductances = np.concatenate([conductances, conductances])
    for one, other, i, j in both:
        synapses = Synapses(
            groups[one],
            groups[other],
            f"g : 1\\nI_gap_{{number}}_post = g * (v_pre - v_post) : 1 (summed)",
        )
        synapses.connect(i=i, j=j)
        synapses.g = conductances
        network.add(synapses)

monitors = {{name: SpikeMonitor(group) for name, group in neurons.items()}}
network.add(*monitors.values())
network.run(DURATION * ms)

spikes = {{name: (np.asarray(m.t / ms), np.asarray(m.i)) for name, m in monitors.items()}}
for name, (times, who) in spikes.items():
    size = len(groups[name])
    print(f"{{name}}: {{times.size}} spikes, {{1000.0 * times.size / DURATION / size:.2f}} Hz")
"""


def source(net: Network, duration: float, same: str) -> tuple[str, tuple[Message, ...]]:
    """Return the source of a network, and its notes.

    Parameters
    ----------
    net : Network
        It begins at time 0.
    duration : float
        ms.
    same : str
        Source that makes the same network with this package, for ``--same``.

    Raises
    ------
    ParameterError
        If something in the network is not written.
    """
    check_calls(net)
    for injection in net.injections:
        if not is_outside(injection):
            raise refused(
                injection.name, msg("injected currents are not written for Brian2: use a stimulus")
            )
    helpers: dict[str, None] = {}
    body = [_population(net, p, duration) for p in net.populations]
    learning = [p for p in net.projections if is_polychronous(net, p)]
    trained = made_by(net) == "polychronous_trained"
    if learning:
        body.append(polychronous(net, named=False))
    body += [_pairs(p, helpers) for p in net.projections if p not in learning]
    body += [_source(s, helpers, duration) for s in net.sources]
    body += [_junctions(c, helpers) for c in net.couplings]
    if net.pulse:
        body.append(
            "# A pulse into one random neuron in each step.\n"
            f"currents = np.zeros((STEPS, {net.n_neurons}))\n"
            f"currents[np.arange(STEPS), rng.integers({net.n_neurons}, size=STEPS)] = {net.pulse!r}"
        )
    said = written_scheme(net)[1]
    differences = [] if said is None else [Difference(said)]
    if any(isinstance(p.plasticity, Polychronous) for p in net.projections):
        differences.append(Difference(LEARNS))
    if trained:
        differences.append(Difference(TRAINED, "not SAME"))
    models = "".join(
        f"    {value(p.name)}: {indented(_model(net, p, k)).lstrip()},\n"
        for k, p in enumerate(net.populations)
    )
    synapses = "".join(f"{indented(_synapses(net, p))},\n" for p in net.projections)
    own = (
        "prefs.core.default_float_dtype = np.float32  # as there: half the memory\n"
        if net.precision == "float32"
        else ""
    )
    head = _HEAD.format(precision=own, duration=duration, dt=net.dt, seed=net.seed & 0xFFFFFFFF)
    drawn = "\n".join(indented(part) for part in body)
    text = (
        f"{head}{''.join(helpers)}\n\nif not SAME:\n{drawn}\nelse:\n"
        "    import izhikevich as izh\n"
        "    from izhikevich.export.same import everything\n\n"
        f"{indented(f'net = {same}')}\n"
        "    populations, projections, sources, junctions, currents = everything(net, DURATION)\n"
    )
    build = _BUILD.format(
        differences=differences_source(differences, 'print(f"Note: {text}", file=sys.stderr)'),
        models=models,
        synapses=synapses,
        junctions="",
    )
    return text + build, (DRAWN, *(difference.text for difference in differences))


def outside_of(net: Network, p: Population) -> list[Injection]:
    """Return the inputs of Poisson spikes from outside of a population."""
    return [injection for injection in net.injections if injection.post is p]


def variables(p: Population) -> list[str]:
    """Return the values of neurons that a group of Brian2 has as variables."""
    differ = [name for name in MODEL if name not in _VARIABLES and np.ptp(p.values[name]) != 0.0]
    return [*_VARIABLES, *differ]


def _population(net: Network, p: Population, duration: float) -> str:
    """Return source of the values of neurons."""
    before, found = neuron_source(net, p)
    extra = [name for name in variables(p) if name not in found]
    for name in extra:
        given = p.given.get(name)
        if isinstance(given, Distribution):
            found[name] = law(given, f"{p.size}")
        else:
            check_listed(p.name, p.size)
            found[name] = f"np.array({number_list(p.values[name])})"
    if not any(name == "v_peak" for name in variables(p)):
        found.pop("v_peak")
    if p.values["tau_refrac"].any():
        given = p.given.get("tau_refrac")
        drawn = law(given, f"{p.size}") if isinstance(given, Distribution) else None
        if drawn is None:
            times = p.values["tau_refrac"]
            if np.ptp(times):
                check_listed(p.name, p.size)
                drawn = f"np.array({number_list(times)})"
            else:
                drawn = repr(float(times[0]))
        found["pause"] = f"np.floor({drawn} / DT + 1e-9)"
    if net.scaling == "charge" and p.values["noise"].any():
        found["noise"] = f"{1.0 / sqrt(net.dt)!r} * ({found['noise']})"
    if p.stimulus is not None:
        text, expression = _over_time(p.stimulus, p.inputs, p.name, net.dt, duration)
        before += text
        found["stimulus"] = expression
    for k, injection in enumerate(outside_of(net, p)):
        weights = injection.given
        if isinstance(weights, Distribution):
            found[f"outside_{k}"] = law(weights, f"{p.size}")
        elif is_law(weights):
            found[f"outside_{k}"] = repr(float(injection.synapses.weights[0]))
        else:
            check_listed(injection.name, p.size)
            found[f"outside_{k}"] = f"np.array({number_list(injection.synapses.weights)})"
    found["v"], found["u"] = found.pop("v0"), found.pop("u0")
    if p.conductance.offset:
        # It is part of the expression of the current.
        found["i_offset"] = found["i_offset"].rsplit(" + ", 1)[0]
    inner = "".join(f"    {name}={text},\n" for name, text in found.items())
    return f"{before}populations[{value(p.name)}] = dict(\n    size={p.size},\n{inner})"


def _over_time(given: Any, samples: Any, name: str, dt: float, duration: float) -> tuple[str, str]:
    """Return lines before, and the source of what changes with time, in each step."""
    if isinstance(given, Stimulus):
        written = current_source(given, duration)
        times = "times = np.arange(STEPS) * DT\n"
        return f"{times}{written.before}", f"{written.expression} + 0.0 * times"
    steps = round(duration / dt)
    found = samples.at(np.arange(steps) * dt)
    found = np.broadcast_to(found, (steps, found.shape[1]))
    check_listed(name, found.size)
    columns = "" if found.shape[1] == 1 else f".reshape(STEPS, {found.shape[1]})"
    return "", f"np.array({number_list(np.ascontiguousarray(found))}){columns}"


def _drawing(given: Any, default: str) -> str:
    """Return source of weights, delays or conductances: a number, or what draws n of them."""
    if given is None:
        return default
    return (
        f"lambda n: {law(given, 'n')}" if isinstance(given, Distribution) else value(float(given))
    )


def _pairs(p: Projection, helpers: dict[str, None]) -> str:
    """Return source that draws the synapses of a projection."""
    listed = not (is_law(p.weights) and is_law(p.delays))
    found = None if listed or p.rule is None else pairs_of(p.rule, p.pre, p.post)
    if found is None:
        synapses = p.synapses
        if synapses.n > MAX_LISTED:
            raise refused(p.name, UNKNOWN_RULE)
        lists = [
            f"np.array({number_list(one)})"
            for one in (synapses.sources(), synapses.targets, synapses.weights.astype(float))
        ]
        late = number_list(synapses.delays * p._dt)
        return f"connect(\n    ({lists[0]}, {lists[1]}),\n    {lists[2]},\n    np.array({late}),\n)"
    helper, pairs = found
    helpers[helper] = None
    weights, delays = _drawing(p.weights, "1.0"), _drawing(p.delays, "DT")
    text = f"connect({pairs}, {weights}, {delays})"
    if p.excitatory_fraction is not None:
        from izhikevich.network.connectivity import excitatory_count

        first = excitatory_count(p.pre.size, p.excitatory_fraction)
        text += (
            '\nsign = np.where(projections[-1]["pairs"][0] < ' + str(first) + ", 1.0, -1.0)\n"
            'projections[-1]["weights"] = sign * np.abs(projections[-1]["weights"])'
        )
    return f"# {visible(p.name)}\n{text}"


def _source(s: Source, helpers: dict[str, None], duration: float) -> str:
    """Return source of the spikes of sources."""
    name, before = value(s.name), ""
    if isinstance(s, RegularSource):
        helpers[REGULAR] = None
        fired = f"fire_at({regular_trains(s)})"
    elif s.rates is None:
        if s.repeats:
            raise refused(
                s.name,
                msg("a source of Brian2 fires at most once in a step: choose a shorter time step"),
            )
        rows = "".join(f"    np.array({train}),\n" for train in given_trains(s, duration))
        fired = f"fire_at([\n{rows}])"
    elif isinstance(s.rates, np.ndarray):
        fired = f"fire_at_random({s.size}, {each_source(s, s.rates)})"
    elif isinstance(s.rate, CorrelatedRate):
        raise refused(
            s.name,
            msg(
                "rates that fluctuate together are not written for other programs: take given "
                "spike times"
            ),
        )
    else:
        before, rate = _over_time(s.rate, s.rates, s.name, s._dt, duration)
        fired = f"fire_at_random({s.size}, np.reshape({rate}, (STEPS, -1)))"
    return f"# {visible(s.name)}\n{before}sources[{name}] = {s.size}, {fired}"


def _junctions(c: Coupling, helpers: dict[str, None]) -> str:
    """Return source of gap junctions, which are listed."""
    synapses = c.synapses
    if synapses.n > MAX_LISTED:
        raise refused(
            c.name,
            msg(
                "has {count} gap junctions, and a script lists at most {most}",
                count=synapses.n,
                most=MAX_LISTED,
            ),
        )
    lists = [
        f"np.array({number_list(one)})"
        for one in (synapses.sources(), synapses.targets, synapses.weights.astype(float))
    ]
    ends = f"{value(c.pre.name)}, {value(c.post.name)}"
    return f"junctions.append(({ends}, ({lists[0]}, {lists[1]}), {lists[2]}))"


def _model(net: Network, p: Population, _number: int) -> str:
    """Return source of the arguments of a group, and of its step."""
    own = variables(p)
    names = {name: repr(float(p.values[name][0])) for name in MODEL}
    names |= {name: name for name in own if name in MODEL}
    refractory = bool(p.values["tau_refrac"].any())
    gaps = [k for k, c in enumerate(net.couplings) if p in (c.pre, c.post)]
    given = ["v", "u", *own, *(f"g_{t}" for t in p.conductance.targets)]
    rising = {t: f for t, k in p.tau.items() if (f := factors(k, net.dt)).gain}
    given += [f"h_{t}" for t in rising] + [f"I_gap_{k}" for k in gaps]
    if refractory:
        given += ["pause", "held", "on"]
    outside = outside_of(net, p)
    given += [f"outside_{k}" for k in range(len(outside))]
    current = _current(net, p)
    junctions = "".join(f" + I_gap_{k}" for k in gaps)
    arrivals = [_arrival(net, one) for one in outside]
    step = [
        f"{into} += {times}outside_{k} * ARRIVING_{k}" for k, (into, times) in enumerate(arrivals)
    ]
    step.append(f"I = {current} + i_offsetNOISEOUTSIDE{junctions}")
    lines = equations.step_lines(p.parameters, written_scheme(net)[0], net.dt, names)
    if p.silent:
        lines = []
    if refractory:
        step += ["on = int(held < 0.5)", "held = clip(held - 1, 0, inf)"]
        step += ["v_was = 1.0 * v", "u_was = 1.0 * u"]  # copies
        lines += ["v = on * v + (1 - on) * v_was", "u = on * u + (1 - on) * u_was"]
    step += lines
    for target in p.conductance.targets:
        if target not in p.tau:
            step.append(f"g_{target} = 0")
            continue
        f = factors(p.tau[target], net.dt)
        step.append(f"g_{target} = g_{target} * {f.decay!r}")
        if f.gain:
            step.append(f"g_{target} += h_{target} * {f.passed!r}")
            step.append(f"h_{target} = h_{target} * {f.rise!r}")
    fires = equations.threshold(p.parameters, written_scheme(net)[0], names)
    reset = equations.reset(p.parameters, names)
    if refractory:
        fires += " and on > 0.5"
        reset += "\nheld = pause"
    if p.silent:
        fires = "v > 1e300"
    parts = {
        "model": "\n".join(f"{name} : 1" for name in given),
        "threshold": fires,
        "reset": reset,
        "step": "\n".join(step),
    }
    inner = "".join(f"    {name}={_text(text)},\n" for name, text in parts.items())
    drawn = ", ".join(
        f'"arriving_{k}": "poisson({outside_rate(one) * net.dt / 1000.0!r})"'
        for k, one in enumerate(outside)
    )
    return f"dict(\n{inner}    arriving={{{drawn}}},\n)"


def _arrival(net: Network, onto: Projection | Injection) -> tuple[str, str]:
    """Return the variable of a neuron to which its spikes are added, and a factor before them."""
    kinetics = onto.post.tau.get(onto.target)
    rise = factors(kinetics, net.dt).gain if kinetics is not None else 0.0
    return (f"h_{onto.target}", f"{rise!r} * ") if rise else (f"g_{onto.target}", "")


def _text(text: str) -> str:
    """Return source of a text, which may have several lines."""
    return value(text) if "\n" not in text else f'"""\n{indented(text)}\n    """'


class _Scaled(ast.NodeTransformer):
    """Multiplies the conductances that last one step: their weights are charges."""

    def __init__(self, names: set[str], factor: float) -> None:
        self.names, self.factor = names, factor

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id not in self.names:
            return node
        return ast.parse(f"({node.id} * {self.factor!r})", mode="eval").body


def _current(net: Network, p: Population) -> str:
    text = equations.current(p.conductance.text)
    short = {f"g_{target}" for target in p.conductance.targets if target not in p.tau}
    if net.scaling != "charge" or net.dt == 1.0 or not short:
        return text
    tree = ast.parse(text, mode="eval")
    return ast.unparse(_Scaled(short, 1.0 / net.dt).visit(tree))


_DEPRESSES = """x = 1 - (1 - x) * exp(-(t - last) / ms / {tau_rec!r})
{facilitates}{deliver} * used * x
x = x * (1 - used)
last = t"""
_FACILITATES = """used = used * exp(-(t - last) / ms / {tau_facil!r})
used = used + {U!r} * (1 - used)
"""


def _synapses(net: Network, p: Projection) -> str:
    """Return source of what the synapses of a projection do."""
    into, times = _arrival(net, p)
    deliver = f"{into}_post += {times}w"
    model, on_pre, on_post = ["w : 1"], {"deliver": deliver}, ""
    values: dict[str, str] = {}
    if p.short_term is not None:
        own = p.short_term
        model += ["x : 1", "used : 1", "last : second"]
        lasts = own.tau_facil > 0.0
        on_pre["deliver"] = _DEPRESSES.format(
            tau_rec=own.tau_rec,
            facilitates=_FACILITATES.format(**vars(own)) if lasts else "",
            deliver=deliver,
        )
        values = {"x": "1.0", "used": "0.0" if lasts else repr(own.U), "last": "-1e6 * ms"}
    learns = p.plasticity is not None and p.learning
    if learns and not isinstance(p.plasticity, Polychronous):
        traces, arrives, fires = _learning(p)
        model += traces
        on_pre = {"learn": arrives, **on_pre}
        on_post = fires
    ends = f"{value(p.pre.name)}, {value(p.post.name)}"
    arguments = {
        "model": _text("\n".join(model)),
        "on_pre": "dict(" + ", ".join(f"{k}={_text(v)}" for k, v in on_pre.items()) + ")",
    }
    if on_post:
        arguments["on_post"] = _text(on_post)
        arguments["method"] = '"exact"'
    inner = "".join(f"        {name}={text},\n" for name, text in arguments.items())
    own_values = "{" + ", ".join(f'"{k}": {v}' for k, v in values.items()) + "}"
    return f"(\n    {ends},\n    dict(\n{inner}    ),\n    {own_values},\n)"


def _learning(p: Projection) -> tuple[list[str], str, str]:
    """Return traces, and what arriving and postsynaptic spikes change."""
    rule: Any = p.plasticity
    if not isinstance(rule, STDP | TripletSTDP | InhibitorySTDP):
        raise refused(
            p.name,
            msg(
                "learning by {rule} is not written for other programs: export the network without "
                "it, or save the network by net.save",
                rule=type(rule).__name__,
            ),
        )
    taus: Mapping[str, float] = (
        {"r": rule.tau, "o": rule.tau}
        if isinstance(rule, InhibitorySTDP)
        else {"r": rule.tau_plus, "o": rule.tau_minus}
    )
    mark = "= 1" if getattr(rule, "pairs", "all") == "nearest" else "+= 1"
    if isinstance(rule, InhibitorySTDP):
        down = f"{rule.eta!r} * (o - {rule.alpha!r})"
        up = f"{rule.eta!r} * r"
    elif isinstance(rule, TripletSTDP):
        taus = {**taus, "r2": rule.tau_x, "o2": rule.tau_y}
        down = f"-o * ({rule.a2_minus!r} + {rule.a3_minus!r} * r2)"
        up = f"r * ({rule.a2_plus!r} + {rule.a3_plus!r} * o2)"
    else:
        down, up = f"-({rule.a_minus!r}) * o", f"{rule.a_plus!r} * r"
    traces = [f"d{k}/dt = -{k} / ({tau!r} * ms) : 1 (event-driven)" for k, tau in taus.items()]
    bounds = f"{rule.w_min!r}, {rule.w_max!r}"
    arrives, fires = (
        "\n".join(
            [f"w = clip(w + {by}, {bounds})", *(f"{k} {mark}" for k in taus if k[0] == letter)]
        )
        for by, letter in ((down, "r"), (up, "o"))
    )
    return traces, arrives, fires
