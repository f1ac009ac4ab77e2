"""The rows of any network that was built from laws, or which of its parts has none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, NoReturn, TypeVar

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.connectivity import (
    AllToAll,
    DistanceDependent,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    FixedTotal,
    Grid,
    OneToOne,
    SmallWorld,
)
from izhikevich.network.connectivity.rules import Rule
from izhikevich.network.couplings import Coupling
from izhikevich.network.distributions import Distribution, Normal, Uniform, is_law
from izhikevich.network.injections import Injection
from izhikevich.network.inputs import Expression
from izhikevich.network.network import Network
from izhikevich.network.poisson_input import PoissonInput
from izhikevich.network.populations import (
    EXCITATORY,
    INHIBITORY,
    Group,
    Population,
    Source,
    whole_and_kind,
)
from izhikevich.network.projections import Projection
from izhikevich.network.regular import RegularSource
from izhikevich.network.synapses.expression import DEFAULT
from izhikevich.network.synapses.receptors import RECEPTORS, with_receptors
from izhikevich.networks.rows.cells import FACTORS, PER_NEURON
from izhikevich.networks.rows.projections import GAP_JUNCTIONS, LEARNING, SHORT_TERM
from izhikevich.networks.rows.receptors import written_kinetics
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.stimuli.base import number_text
from izhikevich.neuron.stimuli.stimulus import Stimulus, parse

T = TypeVar("T")
_YES = "yes"


def rows_of(net: Network) -> dict[str, Any]:
    """Return what `custom` takes to build the network again.

    Raises
    ------
    ParameterError
        If a part has no law that a row can hold; the message names the part.
    """
    if net.scaling == "step" and net.dt != 1.0:
        _refuse("scaling", net.scaling, msg("only dt = 1 ms or scaling='charge' can be described"))
    if net.precision != "float64":
        _refuse("precision", net.precision, msg("only networks of float64 can be described"))
    if net.pulse:
        _refuse("random_pulses", net.pulse, msg("random pulses cannot be described"))
    if net.callbacks:
        allowed = msg("functions that are called during a run cannot be described")
        _refuse("callbacks", len(net.callbacks), allowed)
    groups: list[Population | Source] = sorted((*net.populations, *net.sources), key=_stream)
    kinds = {id(group): _excites(net, group) for group in groups}
    names = _names(groups)
    spaces = _Spaces()
    links: list[Projection | Coupling] = sorted((*net.projections, *net.couplings), key=_stream)
    projections = [
        _synapses(one, kinds[id(one.pre)], names, spaces, net.dt)
        if isinstance(one, Projection)
        else _junctions(one, names, spaces)
        for one in links
    ]
    inputs = _inputs(net.injections)
    populations = []
    for group in groups:
        row = (
            _neurons(group, kinds[id(group)])
            if isinstance(group, Population)
            else _source(group, kinds[id(group)])
        )
        row |= inputs.get(id(group), {})
        row["positions"] = spaces.of(group)
        populations.append({"name": names[id(group)], "size": group.size, **row})
    return {
        "populations": populations,
        "projections": projections,
        "dt": net.dt,
        "seed": net.seed,
        "scheme": net.scheme,
    }


def _refuse(name: str, value: object, allowed: str) -> NoReturn:
    raise ParameterError(name, value, allowed)


def _no_law(part: str, what: str) -> NoReturn:
    allowed = msg("{what} cannot be described: only numbers and laws can", what=what)
    raise ParameterError("network", part, allowed)


def _stream(part: Any) -> int:
    """Return the stream of random numbers of a part, by which they are in the order of adding."""
    return int(part.stream if isinstance(part, Source) else part.draws[1])


def _excites(net: Network, group: Group) -> bool:
    """Tell whether neurons excite others: by their name, or by what their synapses act on."""
    kind = whole_and_kind(group.name)[1]
    if kind:
        return kind == EXCITATORY
    own = [p.target for p in net.projections if p.pre is group]
    return not own or not all(_inhibits(target) for target in own)


def _inhibits(target: str) -> bool:
    known = RECEPTORS.get(target)
    return target == "inh" if known is None else known.inhibitory


def _names(groups: Iterable[Group]) -> dict[int, str]:
    """Return the names of rows: those of groups, without the kind that a row adds to them."""
    found: dict[int, str] = {}
    taken = {group.name for group in groups}
    for group in groups:
        whole = whole_and_kind(group.name)[0] if isinstance(group, Population) else ""
        name = whole if whole and whole not in taken else group.name
        taken.add(name)
        found[id(group)] = name.translate(str.maketrans(",;=()", "     "))
    return found


class _Spaces:
    """The positions of groups, as rules of distance have them."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def note(self, group: Group, layout: Any, periodic: bool, projection: str) -> None:
        """Note where the neurons of a group are; raise an error if they are elsewhere too."""
        if isinstance(layout, Grid):
            space = f"{'torus' if periodic else 'sheet'}({layout.rows},{layout.columns})"
        else:
            space = "" if periodic else "line"
        if self._known.setdefault(id(group), space) != space:
            _no_law(projection, msg("a population with two layouts"))

    def of(self, group: Group) -> str:
        """Return the positions of a group."""
        return self._known.get(id(group), "")


def _law(given: Any, part: str, name: str) -> float | str:
    """Return a number or the text of a distribution."""
    if not is_law(given):
        _no_law(part, msg("an array ({name})", name=name))
    return given.text if isinstance(given, Distribution) else float(given)


def _amounts(given: Any, part: str, name: str) -> float | str:
    """Return a law without negative values."""
    law = _law(given, part, name)
    low = given.low if isinstance(given, Uniform | Normal) else law
    if not isinstance(low, str) and low < 0.0:  # other distributions have no negative values
        _no_law(part, msg("{name} that may be negative", name=name))
    return law


def _neurons(p: Population, excites: bool) -> dict[str, Any]:
    if p.silent:
        _no_law(p.name, msg("silenced neurons"))
    cell = _cell(p)
    row: dict[str, Any] = {"cell": cell} if excites else {"inhibitory": 1, "inhibitory_cell": cell}
    row |= {
        "current": _law(p.given.get("i_offset", 0.0), p.name, "i_offset"),
        "noise": _law(p.given.get("noise", 0.0), p.name, "noise"),
        "tau_refrac": _law(p.given.get("tau_refrac", 0.0), p.name, "tau_refrac"),
        "stimulus": _over_time(p.stimulus, p.name),
        "v0": _law(p.given["v0"], p.name, "v0") if "v0" in p.given else "c",
    }
    if "u0" in p.given:
        row["u0"] = _law(p.given["u0"], p.name, "u0")
    return row | _conductances(p)


def _conductances(p: Population) -> dict[str, str]:
    """Return receptors by their names if they are known ones, or else the expression."""
    targets = p.conductance.targets
    if p.tau and all(target in RECEPTORS for target in targets):
        text, tau = with_receptors(targets)
        if text == p.conductance and tau == p.tau:
            return {"receptors": " ".join(targets)}
    tau_text = " ".join(f"{target}={written_kinetics(own)}" for target, own in p.tau.items())
    return {"conductance": p.conductance.text or DEFAULT, "tau": tau_text}


def _cell(p: Population) -> str:
    """Return the text of a cell with its own numbers, and those of each neuron."""
    drawn = {}
    changes: dict[str, float] = {}
    for name in PER_NEURON:
        if name in p.given:
            law = _law(p.given[name], p.name, name)
            if isinstance(law, str):
                drawn[name] = law
            else:
                changes[name] = law
    own = p.parameters.replace(**changes) if changes else p.parameters
    text = cell_text(own, p.name, drawn)
    return " ".join((text, *(f"{name}={law}" for name, law in drawn.items())))


def cell_text(own: Parameters, part: str, skipped: Iterable[str] = ()) -> str:
    """Return a known cell and what differs from it, as shortly as possible.

    Parameters
    ----------
    own : Parameters
    part : str
        What has this cell, for the error.
    skipped : iterable of str
        Numbers that are not written.

    Raises
    ------
    ParameterError
        If no text says what the cell is.
    """
    left_out = set(skipped)
    texts = []
    for key, cell in CELL_TYPES.items():
        base = cell.parameters
        if base.dimensional != own.dimensional:
            continue
        numbers = {
            name: getattr(own, name)
            for name in PER_NEURON
            if getattr(own, name) != getattr(base, name)
        }
        if base.replace(**numbers) == own:
            kept = [
                f"{n}={number_text(value)}" for n, value in numbers.items() if n not in left_out
            ]
            texts.append(" ".join((key, *kept)))
    if own.dimensional and own.factors is not None:
        k, vr, vt = own.factors
        values = {name: getattr(own, name) for name in ("C", "v_peak", "a", "b", "c", "d")}
        form = Parameters.dimensional_2007(k=k, vr=vr, vt=vt, **values)
        if form == own:
            all_ = {"C": own.C, **dict(zip(FACTORS, own.factors, strict=True)), **values}
            texts.append(" ".join(f"{name}={number_text(x)}" for name, x in all_.items()))
    if not texts:
        _no_law(part, msg("a cell with rules of its own"))
    return min(texts, key=len)


def _over_time(value: Any, part: str) -> str:
    """Return the text of a stimulus or an expression."""
    if value is None:
        return ""
    if isinstance(value, Expression) and not value.values:
        return value.text.strip()
    try:
        if isinstance(value, Stimulus) and parse(value.text) == value:
            return str(value.text)
    except (AttributeError, ParameterError):
        pass
    return _no_law(part, msg("a stimulus or rate without a text"))


def _source(source: Source, excites: bool) -> dict[str, Any]:
    effect = {} if excites else {"inhibitory": 1}
    if source.origin:
        _no_law(source.name, msg("times that were started again"))
    if isinstance(source, RegularSource):
        if not (source.shared("rate") and source.shared("phase")):
            _no_law(source.name, msg("rates or phases of each source"))
        numbers = {"phase": float(source.read("phase")[0]), "jitter": source.jitter}
        options = "".join(f",{key}={number_text(x)}" for key, x in numbers.items() if x)
        return {"cell": f"regular({number_text(float(source.read('rate')[0]))}{options})", **effect}
    if source.rates is not None:
        if isinstance(source.rates, np.ndarray):
            if not source.shared("rate"):
                _no_law(source.name, msg("rates of each source"))
            return {"cell": f"poisson({number_text(float(source.rates[0]))})", **effect}
        return {"cell": f"poisson({_over_time(source.rate, source.name)})", **effect}
    trains = source.times or ()
    if any(not np.array_equal(train, trains[0]) for train in trains[1:]):
        _no_law(source.name, msg("spike times of each source"))
    return {"cell": f"spikes({' '.join(map(number_text, trains[0].tolist()))})", **effect}


def _inputs(injections: Iterable[Injection]) -> dict[int, dict[str, Any]]:
    """Return the Poisson input of each population."""
    found: dict[int, dict[str, Any]] = {}
    for one in injections:
        if not isinstance(one.pre, PoissonInput) or not isinstance(one.rule, OneToOne):
            _no_law(one.name, msg("an injected current"))
        if id(one.post) in found:
            _no_law(one.name, msg("a second Poisson input of a population"))
        weight = 1.0 if one.given is None else one.given
        found[id(one.post)] = {
            "input_rate": one.pre.rate,
            "input_sources": one.pre.n,
            "input_weight": _amounts(weight, one.name, "weights"),
            "input_target": one.target,
        }
    return found


def _synapses(
    p: Projection, excites: bool, names: Mapping[int, str], spaces: _Spaces, dt: float
) -> dict[str, Any]:
    if p.excitatory_fraction is not None:
        _no_law(p.name, msg("an excitatory fraction"))
    if p.dopamine is not None:
        _no_law(p.name, msg("dopamine"))
    if p.plasticity is not None and not p.learning:
        _no_law(p.name, msg("learning that was switched off"))
    weight, target = ("weight", "target") if excites else ("weight_inh", "target_inh")
    delay = dt if p.delays is None else p.delays
    return {
        "pre": names[id(p.pre)],
        "post": names[id(p.post)],
        **_rule(p.rule, p.pre, p.post, p.name, spaces),
        weight: _amounts(1.0 if p.weights is None else p.weights, p.name, "weights"),
        "delay": _law(delay, p.name, "delays"),
        target: p.target,
        "learning": _learning(p, excites),
        "short_term": _changed(p.short_term, SHORT_TERM, p.name, msg("short-term plasticity")),
    }


def _junctions(c: Coupling, names: Mapping[int, str], spaces: _Spaces) -> dict[str, Any]:
    return {
        "pre": names[id(c.pre)],
        "post": names[id(c.post)],
        "kind": GAP_JUNCTIONS,
        **_rule(c.rule, c.pre, c.post, c.name, spaces),
        "weight": _amounts(c.given, c.name, "conductances"),
    }


def _learning(p: Projection, excites: bool) -> str:
    kind = EXCITATORY if excites else INHIBITORY
    known = {name: rule for name, (rule, own) in LEARNING.items() if own == kind}
    text = _changed(p.plasticity, known, p.name, msg("this way of learning"))
    if p.post.parameters.dimensional and text in known:  # whose bound is in mV/ms if not given
        return f"{text}(w_max={number_text(known[text].w_max)})"
    return text


def _changed(own: Any, known: Mapping[str, Any], part: str, what: str) -> str:
    """Return the name of something with the numbers that differ, such as ``stdp(a_plus=0.2)``."""
    if own is None:
        return ""
    texts = []
    for name, base in known.items():
        if type(base) is not type(own):
            continue
        pairs = [(f.name, getattr(own, f.name), getattr(base, f.name)) for f in fields(base)]
        numbers = [(key, value) for key, value, other in pairs if value != other]
        if all(isinstance(value, float) for _, value in numbers):
            inside = ",".join(f"{key}={number_text(value)}" for key, value in numbers)
            texts.append(f"{name}({inside})" if inside else name)
    return min(texts, key=len) if texts else _no_law(part, what)


def _rule(rule: Rule | None, pre: Group, post: Group, part: str, spaces: _Spaces) -> dict[str, Any]:
    same = pre is post

    def options(own: bool, several: bool = False) -> dict[str, Any]:
        return {
            "self_connections": _YES if own and same else "",
            "multapses": _YES if several else "",
        }

    def degree(count: int) -> dict[str, Any]:
        return {"degree": count} if count else {"probability": 0}

    match rule:
        case FixedProbability(p, own):
            return {"probability": p, **options(own)}
        case FixedInDegree(k, own, several):
            return {"rule": "in_degree", **degree(k), **options(own, several)}
        case FixedOutDegree(k, own, several):
            return {"rule": "out_degree", **degree(k), **options(own, several)}
        case FixedTotal(n, own, several):
            return {"rule": "total", **degree(n), **options(own, several)}
        case AllToAll(own):
            return {"rule": "all", **options(own)}
        case OneToOne():
            return {"rule": "one"}
        case SmallWorld(k, p) if k:
            return {"rule": "small_world", "degree": k, "probability": p}
        case DistanceDependent() if rule.cutoff is None:
            other = rule.layout if rule.post_layout is None else rule.post_layout
            spaces.note(pre, rule.layout, rule.periodic, part)
            spaces.note(post, other, rule.periodic, part)
            own_ones = {"probability": rule.p_max, "reach": rule.sigma}
            return {"rule": rule.profile, **own_ones, **options(rule.self_connections)}
    return _no_law(part, msg("a list or matrix of synapses, or a distance beyond which are none"))
