"""PyNN scripts of any network that keep its laws: PyNN's connectors draw the synapses."""

from __future__ import annotations

from math import inf, isfinite
from typing import Any

import numpy as np

from izhikevich.export.formats import comment
from izhikevich.export.laws import (
    check_laws,
    check_listed,
    coefficient,
    each_source,
    gain,
    given_trains,
    is_plain,
    names_of,
    neuron_source,
    outside_rate,
    over_time,
    quadratic,
    regular_trains,
    written_scheme,
)
from izhikevich.export.nest_source import SCALED
from izhikevich.export.network_inputs import refused
from izhikevich.export.network_source import REGULAR
from izhikevich.export.pynn_source import OF_SCHEMES, OTHERS, START, Note, differences_of, usage
from izhikevich.export.source import indented, number_list, value
from izhikevich.messages import Message, msg
from izhikevich.network.connectivity import (
    AllToAll,
    DistanceDependent,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    FixedTotal,
    Grid,
    OneToOne,
)
from izhikevich.network.connectivity.distance import PROFILES
from izhikevich.network.correlated import CorrelatedRate
from izhikevich.network.distributions import (
    Distribution,
    Exponential,
    Gamma,
    LogNormal,
    Normal,
    Uniform,
    is_law,
)
from izhikevich.network.injections import Injection
from izhikevich.network.network import Network
from izhikevich.network.plasticity import STDP
from izhikevich.network.populations import Group, Population, Source
from izhikevich.network.projections import Projection
from izhikevich.network.regular import RegularSource
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.text import capital, visible

_DRAWN = msg(
    "PyNN draws neurons, synapses and noise from the laws of the network: rates and rhythms agree, "
    "single spikes do not."
)
_FIRST = msg("On Brian2 all neurons of a population have the c and d of the first.")
_SLOW = msg("On Brian2 PyNN's noise is slow: seconds per neuron and simulated second.")
_PEAK = msg("Only on NEST does it fire at its own peak; on the others, at PyNN's 30 mV.")
_TOTAL = msg(
    "Pairs of neurons that are chosen at random may have several synapses here, and a neuron may "
    "be connected to itself."
)
_LONGEST = msg("Delays without an upper bound end at the longest of the network that was exported.")
_DENDRITIC = msg(
    "NEST counts the delay of a synapse that learns as that of the dendrite, izhikevich as that of "
    "the axon: the pairs of spikes that it learns from differ by twice the delay."
)
_POISSON = msg(
    "A Poisson source may fire several times in a step on NEST, one of izhikevich once; its spikes "
    "come a step later there."
)
_ONCE = msg(
    "On Brian2 a neuron receives at most one spike from outside in a step: choose a time step in "
    "which few are expected."
)
_SECOND = msg("On NEST what sources fire in the first step comes in the second.")
_PULSES = msg(
    "The pulses come to random neurons at random times, one in each step on average; in izhikevich "
    "there is exactly one in each step."
)

_OPTIONS = """\
parser.add_argument("--duration", type=float, default={duration!r}, help="ms")
parser.add_argument("--seed", type=int, default={seed})
"""

_HEAD = """\
from pyNN.parameters import LazyArray, Sequence
from pyNN.random import NumpyRNG, RandomDistribution
from pyNN.space import Space

DT = {dt!r}  # ms
DURATION = asked.duration
rng = np.random.default_rng(asked.seed)  # draws the same in every process
draws = NumpyRNG(seed=asked.seed, parallel_safe=True)  # for synapses
sim.setup(timestep=DT, min_delay=DT, max_delay={longest!r}, **more)
{differences}
# A weight is what a spike adds to v, mV; where NEST halves its steps, it is a current for a step.
WEIGHT = {halves}
populations, later = {{}}, []


def create(name, size, *, a, b, c, d, V_th, I_e, V_m, U_m, current=None):
    \"\"\"Create neurons, whose currents (mV/ms) are nA in PyNN; `current` is of each step.\"\"\"
    first = I_e if current is None else I_e + current[0]
    cells = make(size, V_th, a=a, b=b, c=c, d=d, i_offset=first / 1000.0)
    cells.initialize(v=V_m, u=U_m)
    cells.record("spikes")
    if current is not None:
        later.append((cells, (I_e + current[1]) / 1000.0))
        inject(cells, current)
    populations[name] = cells
    return cells


def law(name, times=1.0, least=-np.inf, most=np.inf, absolute=False, **parameters):
    \"\"\"Return a law from which each synapse draws: cut to its bounds, then multiplied.\"\"\"
    drawn = LazyArray(RandomDistribution(name, rng=draws, **parameters))
    drawn.apply(lambda x: np.clip(x, least, most))
    if absolute:
        drawn.apply(np.abs)
    drawn.apply(lambda x: times * x)
    return drawn


def delay(drawn):
    \"\"\"Round delays that are drawn to steps, of which there is one at least.\"\"\"
    drawn.apply(lambda x: np.maximum(np.floor(x / DT + 0.5), 1.0) * DT)
    return drawn


def connect(pre, post, connector, weight, delay, synapse=None, **space):
    \"\"\"Connect by a rule of PyNN's.\"\"\"
    connector.safe = False  # a law may have weights of both signs
    kind = sim.StaticSynapse if synapse is None else synapse
    made = kind(weight=weight * WEIGHT, delay=delay)
    sim.Projection(pre, post, connector, made, receptor_type="excitatory", **space)

"""

_NOISE = '''
def add_noise(cells, sd):
    """Add a normal number to the current of each neuron in each step."""
    # On NEST each neuron gets its own noise from one source.
    for some in [cells] if simulator == "nest" else [[cell] for cell in cells.all_cells]:
        source = sim.NoisyCurrentSource(mean=0.0, stdev=sd / 1000.0, dt=DT, stop=DURATION)
        source.inject_into(some)

'''

_TRAINS = '''
def fire_at(trains):
    """Return sources that fire at given times (ms), each at the beginning of its step."""
    steps = [np.floor(np.sort(train) / DT + 1e-9) for train in map(np.array, trains)]
    if simulator == "nest":  # dates spikes at the end of a step, and has none in the first
        steps = [np.maximum(own + 1.0, 2.0) for own in steps]
    times = [Sequence(own[own * DT <= DURATION] * DT) for own in steps]
    return sim.Population(len(times), sim.SpikeSourceArray(spike_times=times))

'''

_RANDOM = '''
def fire_at_random(size, rate):
    """Return sources that fire at random, with a rate (Hz) for each step."""
    chance = rate[: round(DURATION / DT)] * DT / 1000.0
    fires = [np.flatnonzero(rng.random(chance.size) < chance) * DT for k in range(size)]
    return fire_at(fires)

'''

_STDP = '''
def learning(tau_plus, tau_minus, A_plus, A_minus, w_max):
    """Return synapses that learn by all pairs of spikes."""
    # For this neuron, PyNN gives NEST the weight in mV, but its bound a thousand times larger.
    most = w_max * WEIGHT / (1000.0 if simulator == "nest" else 1.0)

    def made(**given):
        return sim.STDPMechanism(
            timing_dependence=sim.SpikePairRule(
                tau_plus=tau_plus, tau_minus=tau_minus, A_plus=A_plus, A_minus=A_minus
            ),
            weight_dependence=sim.AdditiveWeightDependence(w_min=0.0, w_max=most),
            **given,
        )

    return made

'''

_PLACES = '''
def place(cells, rows, columns, width, height):
    """Place neurons on a sheet, row by row."""
    i, j = np.divmod(np.arange(cells.size), columns)
    x, y = (j + 0.5) / columns * width, (i + 0.5) / rows * height
    cells.positions = np.array([x, y, np.zeros(cells.size)])

'''

_RUN = """
first_step()
for cells, offset in later:
    cells.set(i_offset=offset)
sim.run(np.ceil(DURATION / DT - 1e-9) * DT - DT)

spikes = {}
for name, cells in populations.items():
    times, neurons = spikes[name] = fired(cells)
    rate = 1000.0 * times.size / DURATION / len(cells)
    tell(f"{name}: {times.size} spikes, {rate:.2f} Hz")
sim.end()
"""


def network(net: Network, duration: float) -> tuple[str, tuple[Message, ...]]:
    """Return the script of a network made in Python, and its notes."""
    return script(net, duration, "a network")


def script(
    net: Network, duration: float, title: str, link: str = "", notes: tuple[str, ...] = ()
) -> tuple[str, tuple[Message, ...]]:
    """Return the script of a network, and its notes; see `izhikevich.export.nest.script`.

    Raises
    ------
    ParameterError
        If PyNN cannot express something in the network; the message names it, with the reason.
    """
    check_laws(net)
    writer = _Writer(net, duration)
    code = writer.code()
    texts = (_DRAWN, *(note.text for note in writer.notes))
    lines = [
        comment(f"{capital(title)}, in PyNN (written for 0.13)."),
        "#",
        *((f"# {link}", "#") if link else ()),
        *usage(),
        *("#\n" + comment(f"Note: {note}") for note in (*notes, *texts)),
    ]
    return "\n".join(lines) + f"\n{code}", texts


class _Writer:
    """Writes the parts of a script, and notes which helpers they need and what differs."""

    def __init__(self, net: Network, duration: float) -> None:
        self.net, self.duration = net, duration
        self.helpers: dict[str, None] = {}
        self.notes: dict[Note, None] = {}
        scheme, said = written_scheme(net)
        if said is not None:
            self.notes[Note(said)] = None
        self.taken = SCHEMES[scheme]
        self.notes[OF_SCHEMES[scheme]] = None
        self.names = names_of([*net.populations, *net.sources])
        self.longest = net.dt

    def code(self) -> str:
        """Return the source after the first comment."""
        net = self.net
        parts = [self._population(p) for p in net.populations]
        parts += [self._source(s) for s in net.sources]
        parts += [self._projection(p) for p in net.projections if len(p)]
        parts += [self._outside(injection) for injection in net.injections]
        if net.pulse:
            parts.append(self._pulses())
        halves = self.taken.parts > 1
        start = START.format(
            consistent=not halves,
            options=_OPTIONS.format(duration=self.duration, seed=net.seed % (2**31 - 1)),
        )
        head = _HEAD.format(
            dt=net.dt,
            longest=self.longest,
            differences=differences_of(self.notes),
            halves='1.0 / DT if simulator == "nest" else 1.0' if halves else "1.0",
        )
        helpers = "".join(f"{helper}\n" for helper in self.helpers)
        return start.rstrip() + "\n\n\n" + head + helpers + "\n" + "\n".join(parts) + _RUN

    def _population(self, p: Population) -> str:
        if p.silent:
            raise refused(p.name, msg("PyNN has no silenced neurons: leave the population out"))
        if (p.values["v_peak"] != p.values["v_peak"][0]).any():
            raise refused(p.name, msg("neurons of PyNN have one peak in a population"))
        noise = p.values["noise"]
        if (noise != noise[0]).any():
            raise refused(p.name, msg("sources of noise of PyNN have one size in a population"))
        before, found = neuron_source(self.net, p)
        found.pop("noise")
        renamed = {"v_peak": "V_th", "i_offset": "I_e", "v0": "V_m", "u0": "U_m"}
        if is_plain(p):
            values = "".join(f"    {renamed.get(k, k)}={v},\n" for k, v in found.items())
        else:
            self.helpers[SCALED.strip("\n") + "\n\n"] = None
            form = ", ".join(f"{k}={v!r}" for k, v in quadratic(p).items())
            inner = "".join(f"        {k}={v},\n" for k, v in found.items())
            values = f"    **scaled(\n        {form},\n{inner}    ),\n"
        if not is_plain(p) or p.values["v_peak"][0] != 30.0:
            self.notes[Note(_PEAK, OTHERS)] = None
        if any((p.values[name] != p.values[name][0]).any() for name in "cd"):
            self.notes[Note(_FIRST, ("brian2",))] = None
        text = f"# {visible(p.name)}\n{before}"
        if p.stimulus is not None:
            source, notes = over_time(self.net, p.stimulus, p.name, self.duration)
            self.notes |= dict.fromkeys(map(Note, notes))
            text += source
            values += f"    current={gain(p)!r} * current,\n"
        name = self.names[p.name]
        text += f"{name} = create(\n    {value(p.name)},\n    {p.size},\n{values})\n"
        if noise[0]:
            self.helpers[_NOISE] = None
            self.notes[Note(_SLOW)] = None
            factor = gain(p) / (self.net.dt**0.5 if self.net.scaling == "charge" else 1.0)
            text += f"add_noise({name}, {factor * float(noise[0])!r})\n"
        return text

    def _source(self, s: Source) -> str:
        name = self.names[s.name]
        text = f"# {visible(s.name)}\n"
        if isinstance(s, RegularSource):
            self._trains(REGULAR.strip("\n") + "\n\n")
            return f"{text}{name} = fire_at({regular_trains(s)})\n"
        if s.rates is None:
            self._trains()
            rows = "".join(f"    {train},\n" for train in given_trains(s, self.duration))
            return f"{text}{name} = fire_at([\n{rows}])\n"
        if isinstance(s.rates, np.ndarray):
            self.notes[Note(_POISSON)] = None
            rates = each_source(s, s.rates)
            return (
                f"{text}{name} = sim.Population({s.size}, sim.SpikeSourcePoisson(rate={rates}))\n"
            )
        if isinstance(s.rate, CorrelatedRate):
            raise refused(
                s.name, msg("PyNN has no Poisson sources with a common rate that fluctuates")
            )
        self._trains(_RANDOM)
        source, notes = over_time(self.net, s.rate, s.name, self.duration)
        self.notes |= dict.fromkeys(map(Note, notes))
        return f"{text}{source}{name} = fire_at_random({s.size}, current)\n"

    def _trains(self, *more: str) -> None:
        """Note that sources fire at listed times, for which functions are needed."""
        self.helpers |= dict.fromkeys((_TRAINS, *more))
        self.notes[Note(_SECOND, ("nest",))] = None

    def _outside(self, injection: Injection) -> str:
        """Return the source of Poisson spikes from outside: one source for each neuron."""
        post, given, rate = injection.post, injection.given, outside_rate(injection)
        factor = coefficient(self.net, injection, for_step=False)
        if not is_law(given):
            raise refused(
                injection.name,
                msg("weights that are given one by one are not written: give a distribution"),
            )
        self.notes[Note(_ONCE, ("brian2",))] = None
        source = f"sim.Population({post.size}, sim.SpikeSourcePoisson(rate={rate!r}))"
        ends = f"outside, {self.names[post.name]}, sim.OneToOneConnector()"
        return (
            f"# {visible(injection.name)}\noutside = {source}\n"
            f"connect({ends}, {_law(given, factor)}, DT)\n"
        )

    def _pulses(self) -> str:
        net = self.net
        self.notes[Note(_PULSES)] = None
        lines = ["# Pulses into random neurons."]
        rate = 1000.0 / net.dt / net.n_neurons
        for p in net.populations:
            weight = net.pulse * gain(p) * net.dt
            lines.append(
                f"pulses = sim.Population({p.size}, sim.SpikeSourcePoisson(rate={rate!r}))\n"
                f"connect(pulses, {self.names[p.name]}, sim.OneToOneConnector(), {weight!r}, DT)"
            )
        return "\n".join(lines) + "\n"

    def _projection(self, p: Projection) -> str:
        """Return the source that connects two groups."""
        factor = coefficient(self.net, p, for_step=False)
        text = f"# {visible(p.name)}\n"
        more = self._synapse(p, factor)
        pre, post = self.names[p.pre.name], self.names[p.post.name]
        rule = self._rule(p)
        if rule is None or not (is_law(p.weights) and is_law(p.delays)):
            return text + self._listed(p, factor, more)
        if isinstance(p.rule, DistanceDependent):
            before, space = self._space(p, p.rule)
            text, more = text + before, more + space
        delay = self._delay(p)
        parts = [(pre, factor)]
        if p.excitatory_fraction is not None:
            parts = self._by_dale(p, abs(factor))
        for cells, times in parts:
            weight = _law(p.weights, times, absolute=p.excitatory_fraction is not None)
            arguments = ",\n".join([cells, post, rule, weight, delay, *more])
            text += f"connect(\n{indented(arguments + ',')}\n)\n"
        return text

    def _by_dale(self, p: Projection, factor: float) -> list[tuple[str, float]]:
        """Return the first and the other neurons, with the factors of their weights."""
        from izhikevich.network.connectivity import excitatory_count

        if not isinstance(p.rule, AllToAll | FixedProbability):
            raise refused(
                p.name,
                msg(
                    "PyNN cannot give weights signs by their presynaptic neuron with this rule: "
                    "make a population of the inhibitory neurons"
                ),
            )
        assert p.excitatory_fraction is not None
        first, name = excitatory_count(p.pre.size, p.excitatory_fraction), self.names[p.pre.name]
        found = [(f"{name}[:{first}]", factor)] if first else []
        return found + ([(f"{name}[{first}:]", -factor)] if first < p.pre.size else [])

    def _rule(self, p: Projection) -> str | None:
        """Return PyNN's connector for our rule; None if there is none."""
        rule, own = p.rule, p.pre is not p.post
        own = own or bool(getattr(rule, "self_connections", False))
        options = f", allow_self_connections={own}"
        drawn = f"{options}, rng=draws)"
        match rule:
            case AllToAll():
                return f"sim.AllToAllConnector(allow_self_connections={own})"
            case OneToOne():
                return "sim.OneToOneConnector()"
            case FixedProbability():
                return f"sim.FixedProbabilityConnector({rule.p!r}{drawn}"
            case FixedInDegree() | FixedOutDegree():
                if rule.multapses and not own:
                    raise refused(
                        p.name,
                        msg(
                            "several synapses of a pair, but none of a neuron with itself, are "
                            "beyond PyNN's connectors: set self_connections=True"
                        ),
                    )
                side = "Pre" if isinstance(rule, FixedInDegree) else "Post"
                several = f", with_replacement={rule.multapses}"
                return f"sim.FixedNumber{side}Connector({rule.k}{several}{drawn}"
            case FixedTotal():
                self.notes[Note(_TOTAL)] = None
                return f"sim.FixedTotalNumberConnector({rule.n}, rng=draws)"
            case DistanceDependent():
                return f'sim.DistanceDependentProbabilityConnector("{_near(rule)}"{drawn}'
        return None

    def _space(self, p: Projection, rule: DistanceDependent) -> tuple[str, list[str]]:
        """Return lines that place both ends, and the argument that says how they are near."""
        self.helpers[_PLACES] = None
        rows, columns = rule.layout.shape(p.pre.size, "layout")
        longer = max(rows, columns)
        width, height = columns / longer, rows / longer
        groups: list[tuple[Group, Any]] = [(p.pre, rule.layout)]
        if p.pre is not p.post:
            groups.append((p.post, rule.post_layout or rule.layout))
        text = ""
        for group, layout in groups:
            own = layout.shape(group.size, "layout")
            y = height if isinstance(layout, Grid) else 0.0
            text += f"place({self.names[group.name]}, {own[0]}, {own[1]}, {width!r}, {y!r})\n"
        edges = "None"
        if rule.periodic:
            other = f"(0.0, {height!r})" if isinstance(rule.layout, Grid) else "None"
            edges = f"((0.0, {width!r}), {other}, None)"
        return text, [f'space=Space("xy", periodic_boundaries={edges})']

    def _delay(self, p: Projection) -> str:
        given = p.delays
        if not isinstance(given, Distribution):
            delay = float(p.read("delay")[0])
            self.longest = max(self.longest, delay)
            return repr(delay)
        high = float(getattr(given, "high", inf))
        if high == inf:
            self.notes[Note(_LONGEST)] = None
            high = float(p.synapses.delays.max()) * self.net.dt
        self.longest = max(self.longest, high + self.net.dt)
        return f"delay({_law(given, 1.0, high=high)})"

    def _synapse(self, p: Projection, factor: float) -> list[str]:
        """Return the argument that says how synapses change."""
        if p.short_term is not None:
            raise refused(
                p.name,
                msg(
                    "PyNN's short-term plasticity needs neurons with time constants of synapses, "
                    "which its Izhikevich neuron has not: export the network for NEST"
                ),
            )
        rule = p.plasticity
        if rule is None or not p.learning:
            return []
        if not isinstance(rule, STDP) or rule.pairs != "all":
            raise refused(
                p.name,
                msg(
                    "PyNN has no synapses that learn by {rule} as they do here: only STDP of all "
                    "pairs is written",
                    rule=type(rule).__name__,
                ),
            )
        if rule.w_min != 0.0 or factor < 0.0:
            raise refused(
                p.name,
                msg("weights that learn in PyNN on NEST have the lower bound 0, and excite"),
            )
        self.helpers[_STDP] = None
        self.notes[Note(_DENDRITIC)] = None
        numbers = {
            "tau_plus": rule.tau_plus,
            "tau_minus": rule.tau_minus,
            "A_plus": rule.a_plus / rule.w_max,
            "A_minus": rule.a_minus / rule.w_max,
            "w_max": rule.w_max * factor,
        }
        inner = ", ".join(f"{key}={float(number)!r}" for key, number in numbers.items())
        return [f"learning({inner})"]

    def _listed(self, p: Projection, factor: float, more: list[str]) -> str:
        synapses = p.synapses
        check_listed(p.name, synapses.n)
        self.longest = max(self.longest, float(synapses.delays.max()) * self.net.dt)
        lists = [
            number_list(one)
            for one in (
                synapses.sources(),
                synapses.targets,
                synapses.weights.astype(float) * factor,
                synapses.delays * self.net.dt,
            )
        ]
        inner = indented(",\n".join(lists) + ",")
        columns = 'column_names=["weight", "delay"]'
        pre, post = self.names[p.pre.name], self.names[p.post.name]
        return (
            f"listed = np.column_stack([\n{inner}\n])\nlisted[:, 2] *= WEIGHT\n"
            f"connector = sim.FromListConnector(listed.tolist(), {columns})\n"
            f"connect({', '.join([pre, post, 'connector', '0.0', 'DT', *more])})\n"
        )


def _near(rule: DistanceDependent) -> str:
    """Return the probability of a connection as an expression of the distance d."""
    radius = rule.sigma * PROFILES[rule.profile]
    away = f"(d / {rule.sigma!r})"
    falls = f"-0.5 * {away}**2" if rule.profile == "gaussian" else f"-{away}"
    text = f"{rule.p_max!r} * exp({falls}) * (d < {radius!r})"
    return text if rule.cutoff is None else f"{text} * (d <= {rule.cutoff * (1.0 + 1e-9)!r})"


def _law(given: Any, times: float, *, high: float = inf, absolute: bool = False) -> str:
    """Return source of a number, or of a law from which each synapse draws, times a factor."""
    if not isinstance(given, Distribution):
        number = float(1.0 if given is None else given)
        return repr(times * (abs(number) if absolute else number))
    match given:
        case Uniform():
            parts = [f'"uniform", low={given.low!r}, high={given.high!r}']
        case Normal():
            parts = [f'"normal", mu={given.mu!r}, sigma={given.sigma!r}']
        case LogNormal():
            parts = [f'"lognormal", mu={given.mu!r}, sigma={given.sigma!r}']
        case Exponential():
            parts = [f'"exponential", beta={given.scale!r}']
        case Gamma():
            parts = [f'"gamma", k={given.shape!r}, theta={given.scale!r}']
    if not isinstance(given, Uniform):
        bounds = {
            "least": getattr(given, "low", -inf),
            "most": min(high, getattr(given, "high", inf)),
        }
        parts += [f"{name}={bound!r}" for name, bound in bounds.items() if isfinite(bound)]
    if times != 1.0:
        parts.append(f"times={times!r}")
    if absolute:
        parts.append("absolute=True")
    return f"law({', '.join(parts)})"
