"""NEST scripts that connect by NEST's own rules: laws, not lists, for one machine or a cluster."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import Any

import numpy as np

from izhikevich.export.formats import Exported, ExportRequest, comment, exported
from izhikevich.export.laws import (
    check_laws,
    check_listed,
    coefficient,
    each_source,
    gain,
    given_trains,
    is_plain,
    is_polychronous,
    made_by,
    names_of,
    neuron_source,
    outside_rate,
    over_time,
    quadratic,
    regular_trains,
    written_scheme,
)
from izhikevich.export.nest_source import (
    HEAD,
    INJECT,
    LISTED,
    NOISE,
    RUN,
    SCALED,
    SOURCES,
    TRAINS,
)
from izhikevich.export.network_inputs import refused
from izhikevich.export.network_source import REGULAR, degree_and_delay
from izhikevich.export.source import (
    Difference,
    differences_source,
    indented,
    number_list,
    value,
)
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
    LogNormal,
    Normal,
    Uniform,
    is_law,
)
from izhikevich.network.injections import Injection
from izhikevich.network.network import Network
from izhikevich.network.plasticity import STDP, InhibitorySTDP, Polychronous, TripletSTDP
from izhikevich.network.populations import Population, Source
from izhikevich.network.projections import Projection
from izhikevich.network.regular import RegularSource
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.text import capital, visible

_DRAWN = msg(
    "NEST draws neurons, synapses and noise from the laws of the network: rates and rhythms agree, "
    "single spikes do not."
)
_EULER = msg(
    "NEST updates v and u from their old values; in izhikevich u follows the new v, so that "
    "results differ slightly, the less the shorter the time step."
)
_LEARNS = msg(
    "In izhikevich the weights of this network change, at the end of each second; here they stay "
    "as they are."
)
_DENDRITIC = msg(
    "NEST counts the delay of a synapse that learns as that of the dendrite, izhikevich as that of "
    "the axon: the pairs of spikes that it learns from differ by twice the delay."
)
_PULSES = msg(
    "The pulses come to random neurons at random times, one in each step on average; in izhikevich "
    "there is exactly one in each step."
)
_POISSON = msg(
    "A Poisson source of NEST may fire several times in a step, one of izhikevich once; its spikes "
    "come one step later here."
)
_OUTSIDE = msg("Spikes from outside come one step later here.")
_LATE = msg("Inputs over time act from the third step on.")
_TOTAL = msg("Pairs of neurons that are chosen at random may have several synapses here.")
_TRAINED = msg(
    "The weights that this network learned in an hour are only in the package izhikevich: here it "
    "has those from before learning."
)
_DELAYS = msg(
    "Synapses of different delays are drawn independently, so that some pairs of neurons have "
    "several."
)


def write(asked: ExportRequest) -> Exported:
    """Return the script of a state of the Network view."""
    net = asked.prepared.session.net
    text, notes = script(net, float(asked.values["duration"]), asked.title, asked.link, asked.notes)
    return exported(asked, text, notes)


def network(net: Network, duration: float) -> tuple[str, tuple[Message, ...]]:
    """Return the script of a network made in Python, and its notes."""
    return script(net, duration, "a network")


def script(
    net: Network, duration: float, title: str, link: str = "", notes: tuple[str, ...] = ()
) -> tuple[str, tuple[Message, ...]]:
    """Return the script of a network, and its notes.

    Parameters
    ----------
    net : Network
        It begins at time 0.
    duration : float
        Default duration, ms.
    title : str
        First words of the script.
    link : str, optional
        The page that shows it.
    notes : tuple of str, optional
        Further notes.

    Raises
    ------
    ParameterError
        If NEST cannot express something in the network; the message names it, with the reason.
    """
    check_laws(net)
    code, differences = _Writer(net, duration).code()
    own = (_DRAWN, *(difference.text for difference in differences))
    lines = [
        comment(f"{capital(title)}, in NEST (written for 3.10)."),
        "#",
        *((f"# {link}", "#") if link else ()),
        "# Usage: python SCRIPT --threads 4; --help lists the options.",
        "# On many cores or machines: mpirun -n 4 python SCRIPT, with a NEST that has MPI; the one",
        "# that pip installs is for one machine: pip install nest-simulator",
        *("#\n" + comment(f"Note: {note}") for note in (*notes, *own)),
    ]
    return "\n".join(lines) + f"\n{code}", own


@dataclass(frozen=True)
class _Place:
    """Where the neurons of a group are."""

    layout: Any
    periodic: bool


class _Writer:
    """Writes the parts of a script, and notes which helpers they need and what differs."""

    def __init__(self, net: Network, duration: float) -> None:
        self.net, self.duration = net, duration
        self.helpers: dict[str, None] = {}
        self.notes: dict[Message, None] = {}
        scheme, said = written_scheme(net)
        if said is not None:
            self.notes[said] = None
        self.taken = SCHEMES[scheme]
        self.halves = self.taken.parts > 1
        self.names = names_of([*net.populations, *net.sources])
        self.places = self._places()
        self.minus = self._traces()

    def code(self) -> tuple[str, list[Difference]]:
        """Return the source after the head, and what differs."""
        net = self.net
        if not self.taken.together and not self.halves:
            self.notes[_EULER] = None
        parts = [self._population(p) for p in net.populations]
        parts += [self._source(s) for s in net.sources]
        parts += self._projections()
        parts += [self._outside(injection) for injection in net.injections]
        body = "\n".join(parts)
        if net.pulse:
            body += "\n" + self._pulses()
        table = ", ".join(f"{value(p.name)}: {self.names[p.name]}" for p in net.populations)
        ends = (
            f"\npopulations = {{{table}}}\n"
            "recorders = {}\n"
            "for name, cells in populations.items():\n"
            '    recorders[name] = nest.Create("spike_recorder")\n'
            "    nest.Connect(cells, recorders[name])\n"
        )
        differences = [Difference(note) for note in self.notes]
        head = HEAD.format(
            duration=self.duration,
            seed=max(1, net.seed % (2**31 - 1)),
            dt=net.dt,
            differences=differences_source(differences, 'tell(f"Note: {text}", sys.stderr)'),
            consistent=not self.halves,
            scheme="two half steps for v, then u" if self.halves else "Euler's method",
        )
        helpers = "".join(self.helpers)
        return f"{head}{helpers}\n{body}{ends}{RUN}", differences

    def _population(self, p: Population) -> str:
        before, found = neuron_source(self.net, p)
        noise = found.pop("noise")
        renamed = {"v_peak": "V_th", "i_offset": "I_e", "v0": "V_m", "u0": "U_m"}
        if is_plain(p):
            values = "".join(f"    {renamed.get(k, k)}={v},\n" for k, v in found.items())
        else:
            self.helpers[SCALED] = None
            form = ", ".join(f"{k}={v!r}" for k, v in quadratic(p).items())
            inner = "".join(f"        {k}={v},\n" for k, v in found.items())
            values = f"    **scaled(\n        {form},\n{inner}    ),\n"
        if p.name in self.minus:
            values += f"    tau_minus={self.minus[p.name][0]!r},\n"
            if len(self.minus[p.name]) > 1:
                values += f"    tau_minus_triplet={self.minus[p.name][1]!r},\n"
        if p.silent:
            values += "    frozen=True,\n"
        positions, place = self._positions(p)
        name = self.names[p.name]
        made = f"{name} = create(\n    {p.size},\n{place}{values})\n"
        text = f"# {visible(p.name)}\n{before}{positions}{made}"
        if p.values["noise"].any():
            self.helpers[NOISE] = None
            factor = gain(p) / (self.net.dt**0.5 if self.net.scaling == "charge" else 1.0)
            times = "" if factor == 1.0 else f"{factor!r} * "
            text += f"add_noise({name}, {times}{noise})\n"
        if p.stimulus is not None:
            self.helpers[INJECT] = None
            self.notes[_LATE] = None
            text += self._over_time(p.stimulus, p.name)
            text += f"inject({name}, current, {gain(p)!r})\n"
        return text

    def _over_time(self, given: Any, name: str) -> str:
        """Return source of ``times`` and ``current``, and note what differs."""
        source, notes = over_time(self.net, given, name, self.duration)
        self.notes |= dict.fromkeys(notes)
        return source

    def _source(self, s: Source) -> str:
        name = self.names[s.name]
        text = f"# {visible(s.name)}\n"
        if isinstance(s, RegularSource):
            self.helpers[TRAINS] = self.helpers[REGULAR] = None
            return f"{text}{name} = fire_at({regular_trains(s)})\n"
        if s.rates is None:
            self.helpers[TRAINS] = None
            rows = "".join(f"    {train},\n" for train in given_trains(s, self.duration))
            return f"{text}{name} = fire_at([\n{rows}])\n"
        self.helpers[SOURCES] = None
        self.notes[_POISSON] = None
        if isinstance(s.rates, np.ndarray):
            if (s.rates == s.rates[0]).all():
                made = f'nest.Create("poisson_generator", params={{"rate": {s.rates[0]!r}}})'
                made = made.replace("np.float64(", "").replace(")}", "}")
            else:
                rates = each_source(s, s.rates)
                params = f'{{"rate": {rates}.tolist()}}'
                made = f'nest.Create("poisson_generator", {s.size}, {params})'
            return f"{text}{name} = repeated({made}, {s.size})\n"
        if isinstance(s.rate, CorrelatedRate):
            raise refused(
                s.name, msg("NEST has no Poisson sources with a common rate that fluctuates")
            )
        text += self._over_time(s.rate, s.name)
        text += (
            "steps = np.concatenate([[1], np.flatnonzero(np.diff(current[1:])) + 2])\n"
            "generator = nest.Create(\n"
            '    "inhomogeneous_poisson_generator",\n'
            '    params={"rate_times": steps * DT, "rate_values": current[steps]},\n'
            ")\n"
        )
        return f"{text}{name} = repeated(generator, {s.size})\n"

    def _outside(self, injection: Injection) -> str:
        """Return the source of a generator, which gives each neuron spikes of its own."""
        post, given = injection.post, injection.given
        factor = coefficient(self.net, injection, for_step=self.halves)
        self.notes[_OUTSIDE] = None
        if is_law(given):
            weight = _law(given, factor, injection.name)
        else:
            values = injection.synapses.weights * factor
            check_listed(injection.name, values.size)
            weight = f"np.array({number_list(values)})[:, np.newaxis]"
        params = f'{{"rate": {outside_rate(injection)!r}}}'
        synapse = f'{{"weight": {weight}, "delay": DT}}'
        return (
            f"# {visible(injection.name)}\n"
            f'outside = nest.Create("poisson_generator", params={params})\n'
            f'nest.Connect(outside, {self.names[post.name]}, "all_to_all", {synapse})\n'
        )

    def _pulses(self) -> str:
        net = self.net
        self.notes[_PULSES] = None
        lines = ["# Pulses into random neurons."]
        rate = 1000.0 / net.dt / net.n_neurons
        lines.append(f'pulses = nest.Create("poisson_generator", params={{"rate": {rate!r}}})')
        for p in net.populations:
            weight = net.pulse * gain(p) * (1.0 if self.halves else net.dt)
            synapse = f'{{"weight": {weight!r}, "delay": DT}}'
            lines.append(f'nest.Connect(pulses, {self.names[p.name]}, "all_to_all", {synapse})')
        return "\n".join(lines) + "\n"

    def _places(self) -> dict[str, _Place]:
        """Return where neurons are, by the name of their group."""
        found: dict[str, _Place] = {}
        for p in self.net.projections:
            rule = p.rule
            if not isinstance(rule, DistanceDependent) or not _is_law(p):
                continue
            for group, layout in ((p.pre, rule.layout), (p.post, rule.post_layout or rule.layout)):
                if isinstance(group, Source):
                    raise refused(p.name, msg("spike sources have no place in NEST's space"))
                place = _Place(layout, rule.periodic)
                if found.setdefault(group.name, place) != place:
                    raise refused(
                        p.name,
                        msg(
                            "{name} has two places in space, and in NEST a population has one",
                            name=group.name,
                        ),
                    )
        return found

    def _positions(self, p: Population) -> tuple[str, str]:
        """Return lines before the population, and its argument."""
        if p.name not in self.places:
            return "", ""
        place = self.places[p.name]
        rows, columns = place.layout.shape(p.size, "layout")
        longer = max(rows, columns)
        width, height = columns / longer, rows / longer
        extent = [width, height if isinstance(place.layout, Grid) else 1.0]
        text = f"x = ((np.arange({p.size}) % {columns} + 0.5) / {columns} - 0.5) * {width!r}\n"
        if rows > 1:
            text += f"y = ((np.arange({p.size}) // {columns} + 0.5) / {rows} - 0.5) * {height!r}\n"
        y = "y" if rows > 1 else "0.0 * x"
        text += (
            f"positions = nest.spatial.free(\n    np.column_stack([x, {y}]).tolist(), "
            f"extent={extent}, edge_wrap={place.periodic}\n)\n"
        )
        return text, "    positions,\n"

    def _traces(self) -> dict[str, tuple[float, ...]]:
        """Return the time constants of postsynaptic traces, which NEST's neurons have."""
        found: dict[str, tuple[float, ...]] = {}
        for p in self.net.projections:
            rule: Any = p.plasticity
            if rule is None or isinstance(rule, Polychronous):
                continue
            if not isinstance(rule, STDP | TripletSTDP | InhibitorySTDP):
                raise refused(
                    p.name,
                    msg(
                        "NEST has no synapses that learn by {rule} as they do here: export the "
                        "network without it",
                        rule=type(rule).__name__,
                    ),
                )
            own: tuple[float, ...]
            match rule:
                case InhibitorySTDP():
                    own = (rule.tau,)
                case TripletSTDP():
                    own = (rule.tau_minus, rule.tau_y)
                case _:
                    own = (rule.tau_minus,)
            before = found.setdefault(p.post.name, own)
            if before[: len(own)] != own[: len(before)]:
                raise refused(
                    p.name,
                    msg(
                        "a neuron of NEST has one time constant of postsynaptic spikes, and {name} "
                        "needs two",
                        name=p.post.name,
                    ),
                )
            found[p.post.name] = max(before, own, key=len)
        return found

    def _projections(self) -> list[str]:
        net, texts = self.net, []
        polychronous = [p for p in net.projections if is_polychronous(net, p)]
        if polychronous:
            self.notes[_LEARNS] = self.notes[_DELAYS] = None
            if made_by(self.net) == "polychronous_trained":
                self.notes[_TRAINED] = None
            texts.append(self._polychronous(polychronous[0]))
        for p in net.projections:
            if p not in polychronous and len(p):
                texts.append(self._projection(p))
        return texts

    def _polychronous(self, p: Projection) -> str:
        degree, longest = degree_and_delay(self.net)
        targets = " + ".join(self.names[one.name] for one in self.net.populations)
        weight = 6.0 * coefficient(self.net, p, for_step=self.halves)
        pre = self.names[p.pre.name]
        rule = '"rule": "fixed_outdegree", "outdegree": int(count)'
        return (
            f"# Each excitatory neuron has {degree} targets, with equally many of each delay.\n"
            f"delays, counts = np.unique(\n"
            f"    1 + np.arange({degree}) * {longest} // {degree}, return_counts=True\n)\n"
            "for delay, count in zip(delays, counts):\n"
            f"    nest.Connect(\n        {pre},\n        {targets},\n"
            f'        {{{rule}, "allow_autapses": False, "allow_multapses": False}},\n'
            f'        {{"weight": {weight!r}, "delay": float(delay)}},\n    )\n'
        )

    def _projection(self, p: Projection) -> str:
        """Return the source that connects two groups."""
        factor = coefficient(self.net, p, for_step=self.halves)
        model, more = self._synapse(p, factor)
        pre, post = self.names[p.pre.name], self.names[p.post.name]
        before = f"# {visible(p.name)}\n{model}"
        if isinstance(p.plasticity, Polychronous):
            self.notes[_LEARNS] = None
        if not _is_law(p):
            return before + self._listed(p, factor, more)
        delay = self._delay(p)
        parts: list[tuple[str, str]] = []
        if p.excitatory_fraction is None:
            parts.append((pre, _law(p.weights, factor, p.name)))
        else:
            parts += self._by_dale(p, factor)
        rule = self._rule(p)
        for source, weight in parts:
            synapse = f'{{{more}"weight": {weight}, "delay": {delay}}}'
            before += f"nest.Connect(\n    {source},\n    {post},\n    {rule},\n    {synapse},\n)\n"
        return before

    def _by_dale(self, p: Projection, factor: float) -> list[tuple[str, str]]:
        """Return the first and the other neurons, with their weights."""
        if isinstance(p.rule, FixedInDegree | FixedTotal | OneToOne | DistanceDependent):
            raise refused(
                p.name,
                msg(
                    "NEST cannot give weights signs by their presynaptic neuron with this rule: "
                    "make a population of the inhibitory neurons"
                ),
            )
        from izhikevich.network.connectivity import excitatory_count

        assert p.excitatory_fraction is not None
        first, name = excitatory_count(p.pre.size, p.excitatory_fraction), self.names[p.pre.name]
        size = _law(p.weights, 1.0, p.name)
        if isinstance(p.weights, Distribution):
            size = f"(({size}) ** 2) ** 0.5"  # its absolute value
        else:
            size = repr(abs(float(size)))
        found = []
        if first:
            found.append((f"{name}[:{first}]", f"{abs(factor)!r} * {size}", factor))
        if first < p.pre.size:
            found.append((f"{name}[{first}:]", f"{abs(factor)!r} * {size}", -factor))
        return [(cells, text if sign > 0 else f"-{text}") for cells, text, sign in found]

    def _rule(self, p: Projection) -> str:
        """Return NEST's rule for ours."""
        rule, same = p.rule, p.pre is p.post
        parts: dict[str, str] = {}
        name = ""
        if isinstance(rule, AllToAll):
            name = "all_to_all"
        elif isinstance(rule, OneToOne):
            name = "one_to_one"
        elif isinstance(rule, FixedProbability):
            name, parts["p"] = "pairwise_bernoulli", repr(rule.p)
        elif isinstance(rule, FixedInDegree):
            name, parts["indegree"] = "fixed_indegree", repr(rule.k)
        elif isinstance(rule, FixedOutDegree):
            name, parts["outdegree"] = "fixed_outdegree", repr(rule.k)
        elif isinstance(rule, FixedTotal):
            name, parts["N"] = "fixed_total_number", repr(rule.n)
            if not rule.multapses:
                self.notes[_TOTAL] = None
        elif isinstance(rule, DistanceDependent):
            name = "pairwise_bernoulli"
            parts["p"] = self._near(rule)
            radius, half = self._radius(p, rule)
            if radius < half:
                parts["mask"] = f'{{"circular": {{"radius": {radius!r}}}}}'
        if isinstance(rule, FixedInDegree | FixedOutDegree):
            parts["allow_multapses"] = repr(rule.multapses)
        if same and not isinstance(rule, OneToOne):
            parts["allow_autapses"] = repr(bool(getattr(rule, "self_connections", False)))
        inner = ", ".join([f'"rule": "{name}"', *(f'"{k}": {v}' for k, v in parts.items())])
        return f"{{{inner}}}" if parts else f'"{name}"'

    def _near(self, rule: DistanceDependent) -> str:
        away = "nest.spatial.distance"
        falls = (
            f"nest.spatial_distributions.gaussian({away}, std={rule.sigma!r})"
            if rule.profile == "gaussian"
            else f"nest.spatial_distributions.exponential({away}, beta={rule.sigma!r})"
        )
        return f"{rule.p_max!r} * {falls}"

    def _radius(self, p: Projection, rule: DistanceDependent) -> tuple[float, float]:
        """Return the distance beyond which there are no synapses, and that of which all lie."""
        reach = rule.sigma * PROFILES[rule.profile]
        radius = min(reach, inf if rule.cutoff is None else rule.cutoff * (1.0 + 1e-9))
        rows, columns = rule.layout.shape(p.pre.size, "layout")
        shorter = min(rows, columns) / max(rows, columns) if isinstance(rule.layout, Grid) else 1.0
        if rule.cutoff is not None and radius >= 0.5 * shorter and rule.periodic:
            raise refused(
                p.name,
                msg(
                    "NEST has no cut-off of more than half of a sheet whose edges are neighbours: "
                    "leave it out"
                ),
            )
        return radius, 0.5 * shorter if rule.periodic else inf if rule.cutoff is not None else 0.5

    def _delay(self, p: Projection) -> str:
        given = p.delays
        if given is None:
            return "DT"
        if isinstance(given, Distribution):
            return f"nest.math.max({_law(given, 1.0, p.name)}, DT)"
        return repr(float(p.read("delay")[0]))

    def _synapse(self, p: Projection, factor: float) -> tuple[str, str]:
        """Return lines that make a model of synapses, and what the synapses have of it."""
        name = f"{self.names[p.pre.name]}_to_{self.names[p.post.name]}"
        if p.short_term is not None:
            own = p.short_term
            parts = {"U": own.U, "u": own.U, "tau_rec": own.tau_rec, "tau_fac": own.tau_facil}
            return "", f'"synapse_model": "tsodyks2_synapse", {_items(parts)}, '
        rule: Any = p.plasticity
        if rule is None or isinstance(rule, Polychronous) or not p.learning:
            return "", ""
        if rule.w_min != 0.0:
            raise refused(
                p.name, msg("weights that learn in NEST have the lower bound 0: set w_min=0")
            )
        self.notes[_DENDRITIC] = None
        most = rule.w_max * factor
        if factor < 0.0 and not isinstance(rule, InhibitorySTDP):
            raise refused(
                p.name,
                msg("synapses of NEST that learn by this rule excite: their weights are above 0"),
            )
        if isinstance(rule, InhibitorySTDP):
            model = "vogels_sprekeler_synapse"
            eta = rule.eta * abs(factor)
            parts = {"tau": rule.tau, "eta": eta, "alpha": rule.alpha, "weight": most, "Wmax": most}
        elif isinstance(rule, TripletSTDP):
            if rule.pairs != "all":
                raise refused(p.name, msg("triplets of NEST are of all spikes: set pairs='all'"))
            model = "stdp_triplet_synapse"
            parts = {
                "tau_plus": rule.tau_plus,
                "tau_plus_triplet": rule.tau_x,
                "Aplus": rule.a2_plus * factor,
                "Aplus_triplet": rule.a3_plus * factor,
                "Aminus": rule.a2_minus * factor,
                "Aminus_triplet": rule.a3_minus * factor,
                "Wmax": most,
            }
        else:
            nearest = rule.pairs == "nearest"
            model = "stdp_nn_symm_synapse" if nearest else "stdp_synapse"
            if not rule.a_plus:
                raise refused(p.name, msg("STDP of NEST needs a_plus other than 0"))
            parts = {
                "tau_plus": rule.tau_plus,
                "lambda": rule.a_plus / rule.w_max,
                "alpha": rule.a_minus / rule.a_plus,
                "mu_plus": 0.0,
                "mu_minus": 0.0,
                "Wmax": most,
            }
        made = f'nest.CopyModel("{model}", "{name}", {{{_items(parts)}}})\n'
        return made, f'"synapse_model": "{name}", '

    def _listed(self, p: Projection, factor: float, more: str) -> str:
        synapses = p.synapses
        check_listed(p.name, synapses.n)
        self.helpers[LISTED] = None
        model = f", **{{{more.rstrip(', ')}}}" if more else ""
        lists = [
            number_list(one)
            for one in (
                synapses.sources(),
                synapses.targets,
                synapses.weights.astype(float) * factor,
                synapses.delays * self.net.dt,
            )
        ]
        inner = ",\n".join(lists)
        pre, post = self.names[p.pre.name], self.names[p.post.name]
        return (
            f"connect_listed(\n{indented(f'{pre},{chr(10)}{post},{chr(10)}{inner}{model},')}\n)\n"
        )


def _is_law(p: Projection) -> bool:
    """Tell whether NEST can draw the synapses: by a rule of its own, and from laws."""
    known = (
        AllToAll,
        OneToOne,
        FixedProbability,
        FixedInDegree,
        FixedOutDegree,
        FixedTotal,
        DistanceDependent,
    )
    return isinstance(p.rule, known) and is_law(p.weights) and is_law(p.delays)


def _law(given: Any, factor: float, name: str) -> str:
    """Return source of a number or of a law from which NEST draws, times a factor."""
    if not isinstance(given, Distribution):
        return repr(factor * float(1.0 if given is None else given))
    low, high = getattr(given, "low", -inf), getattr(given, "high", inf)
    if isinstance(given, Uniform):
        ends = sorted((factor * given.low + 0.0, factor * given.high + 0.0))
        if ends[0] == ends[1]:
            return repr(ends[0])
        return f"nest.random.uniform({ends[0]!r}, {ends[1]!r})"
    times = "" if factor == 1.0 else f"{factor!r} * "
    if isinstance(given, Normal):
        mu, sigma = factor * given.mu, abs(factor) * given.sigma
        if not sigma:
            return repr(factor * float(np.clip(given.mu, low, high)))
        text = f"nest.random.normal({mu!r}, {sigma!r})"
    elif isinstance(given, LogNormal):
        text = f"{times}nest.random.lognormal({given.mu!r}, {given.sigma!r})"
    elif isinstance(given, Exponential):
        text = f"{times}nest.random.exponential({given.scale!r})"
    else:
        raise refused(
            name,
            msg(
                "NEST does not draw from a {kind} distribution: use a lognormal one with the same "
                "mean and standard deviation",
                kind=type(given).__name__.lower(),
            ),
        )
    ends = sorted((factor * low, factor * high))
    if isfinite(ends[1]):
        text = f"nest.math.min({text}, {ends[1]!r})"
    if isfinite(ends[0]):
        text = f"nest.math.max({text}, {ends[0]!r})"
    return text


def _items(parts: dict[str, float]) -> str:
    return ", ".join(f'"{name}": {float(number)!r}' for name, number in parts.items())
