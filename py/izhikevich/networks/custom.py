"""A custom network, written as two short lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from izhikevich.errors import ParameterError, choices
from izhikevich.messages import msg
from izhikevich.network.connectivity import (
    AllToAll,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    OneToOne,
)
from izhikevich.network.connectivity.rules import Rule
from izhikevich.network.distributions import Uniform
from izhikevich.network.network import Network
from izhikevich.network.plasticity import STDP, InhibitorySTDP, TripletSTDP
from izhikevich.network.populations import EXCITATORY, INHIBITORY, Population, whole_and_kind
from izhikevich.network.synapses.expression import DEFAULT
from izhikevich.network.synapses.receptors import RECEPTORS
from izhikevich.network.synapses.short_term import ShortTerm
from izhikevich.networks.origin import ready_made
from izhikevich.networks.steps import PUBLISHED, network_of
from izhikevich.networks.weights import read_amounts
from izhikevich.neuron.cells.lookup import parameters_of
from izhikevich.progress import Report, Steps, one_by_one, with_progress
from izhikevich.units import integer, number

_INHIBITORY_CELL = "FS"
#: Rules of plasticity by name, and of which synapses they are. Their bounds are for currents.
LEARNING: Mapping[str, tuple[Any, str]] = {
    "stdp": (STDP(), EXCITATORY),
    "nearest": (STDP(pairs="nearest"), EXCITATORY),
    "triplets": (TripletSTDP.visual_cortex(), EXCITATORY),
    "inhibitory": (InhibitorySTDP(), INHIBITORY),
}
#: Short-term plasticity by name: Tsodyks, Uziel & Markram, J. Neuroscience 20 (2000), RC50.
SHORT_TERM: Mapping[str, ShortTerm] = {
    "depressing": ShortTerm(U=0.5, tau_rec=800.0),
    "facilitating": ShortTerm(U=0.04, tau_rec=100.0, tau_facil=1000.0),
}


@ready_made
def custom(
    populations: Sequence[Mapping[str, Any]],
    projections: Sequence[Mapping[str, Any]] = (),
    *,
    seed: int = 0,
    dt: float = 1.0,
    scheme: str = PUBLISHED,
    progress: Report | None = None,
) -> Steps[Network]:
    """Return a network of given populations and projections.

    Parameters
    ----------
    populations : sequence of mappings
        "name"; "size"; "cell", one of the 2003/2004 form (default RS); "inhibitory",
        the fraction of neurons that inhibit others, which are fast spiking (default 0); "current"
        and "noise", mean and standard deviation (per ms) of the input, mV/ms; "tau_refrac", the
        refractory period, ms (default 0); "conductance", an expression (default "g_exc - g_inh"),
        or "receptors", names such as "AMPA GABA_A", whose weights are conductances, 1/ms. Noise
        and refractory period may be distributions or their texts, such as "uniform(1,5)",
        from which each neuron draws its own.
    projections : sequence of mappings
        "pre" and "post", names of populations; "probability" (default 0.1); "weight" of the
        synapses of excitatory neurons and "weight_inh" of those of inhibitory ones, numbers or
        texts of distributions, mV/ms for one step (default 5; negative ones count as 0); "delay",
        ms (default 1); "target" and "target_inh", the conductances on which excitatory and
        inhibitory neurons act (default "exc" and "inh", or the first such receptor); "rule",
        "in_degree" or "out_degree" (each neuron has the same number of synapses, the probability
        times the number of possible partners), "all" or "one" (to one); "learning", "stdp",
        "nearest", "triplets" or, of inhibitory neurons, "inhibitory"; "short_term", "depressing"
        or "facilitating".
    seed : int
    dt : float
        Time step, ms. If it is not 1, weights are charges and noise keeps its strength: see
        `scaling` of `Network`.
    scheme : str
        How a step is taken: see `Network`.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Raises
    ------
    ParameterError
        If a population, a cell or a value is unknown or not allowed.

    Examples
    --------
    >>> net = custom([{"name": "E", "size": 80, "inhibitory": 0.2, "noise": 5}],
    ...              [{"pre": "E", "post": "E", "weight": "uniform(0,2)"}])
    >>> [population.name for population in net.populations]
    ['E excitatory', 'E inhibitory']
    """
    net = network_of(dt, seed, scheme)
    parts: dict[str, list[Population]] = {}
    for row in populations:
        name = str(row.get("name", ""))
        if not name or name in parts:
            raise ParameterError("populations", name, "each needs its own name")
        parts[name] = _population(net, name, row)
    work = []
    for row in projections:
        for end in ("pre", "post"):
            if row.get(end) not in parts:
                known = ", ".join(parts) or msg("none")
                raise ParameterError(
                    "projections",
                    row.get(end),
                    msg("there are the populations {known}", known=known),
                )
        work += [
            _connect(net, pre, post, row)
            for pre in parts[row["pre"]]
            for post in parts[row["post"]]
        ]
    yield from one_by_one(work)
    return net


def _population(net: Network, name: str, row: Mapping[str, Any]) -> list[Population]:
    """Add the excitatory and the inhibitory neurons of a population, where there are any."""
    size = integer(int(row.get("size", 100)), "size", low=1)
    inhibitory = round(
        size * number(row.get("inhibitory", 0.0), "inhibitory", "", low=0.0, high=1.0)
    )
    cell = row.get("cell", "RS")
    if parameters_of(cell).dimensional:
        raise ParameterError("cell", cell, "must be of the 2003/2004 form, with currents in mV/ms")
    parts = ((size - inhibitory, cell, EXCITATORY), (inhibitory, _INHIBITORY_CELL, INHIBITORY))
    receptors = str(row.get("receptors", "")).replace(",", " ").split()
    synapses: dict[str, Any] = (
        {"receptors": receptors}
        if receptors
        else {"conductance": str(row.get("conductance", DEFAULT))}
    )
    return [
        net.population(
            count,
            one,
            name=f"{name} {kind}",
            i_offset=number(row.get("current", 0.0), "current", "mV/ms"),
            noise=read_amounts(row.get("noise", 0.0), "noise"),
            tau_refrac=read_amounts(row.get("tau_refrac", 0.0), "tau_refrac", "ms"),
            v0=Uniform(-75.0, -55.0),
            **synapses,
        )
        for count, one, kind in parts
        if count
    ]


def _connect(net: Network, pre: Population, post: Population, row: Mapping[str, Any]) -> Steps[Any]:
    kind = whole_and_kind(pre.name)[1]
    excites = kind == EXCITATORY
    weight = "weight" if excites else "weight_inh"
    learning, learns = _chosen(row, "learning", LEARNING) or (None, kind)
    if learning is not None and post.tau:
        allowed = msg(
            "is for weights that are currents: leave out the receptors of {post}", post=post.name
        )
        raise ParameterError("learning", row["learning"], allowed)
    return with_progress(
        net.connect,
        pre,
        post,
        _rule(row, pre, post),
        weights=read_amounts(row.get(weight, 5.0), weight),
        delays=number(row.get("delay", 1.0), "delay", "ms", low=0.0, low_open=True),
        target=_target(row, post, excites),
        plasticity=learning if learns == kind else None,
        short_term=_chosen(row, "short_term", SHORT_TERM),
    )


def _chosen(row: Mapping[str, Any], name: str, known: Mapping[str, Any]) -> Any:
    """Return what a name in a row stands for; None if there is none."""
    chosen = row.get(name, "")
    if not chosen:
        return None
    if chosen not in known:
        raise ParameterError(name, chosen, choices(known))
    return known[chosen]


def _rule(row: Mapping[str, Any], pre: Population, post: Population) -> Rule:
    p = number(row.get("probability", 0.1), "probability", "", low=0.0, high=1.0)
    rules: Mapping[str, Callable[[], Rule]] = {
        "in_degree": lambda: FixedInDegree(round(p * (pre.size - (pre is post)))),
        "out_degree": lambda: FixedOutDegree(round(p * (post.size - (pre is post)))),
        "all": AllToAll,
        "one": OneToOne,
    }
    chosen = _chosen(row, "rule", rules)
    rule: Rule = FixedProbability(p) if chosen is None else chosen()
    return rule


def _target(row: Mapping[str, Any], post: Population, excites: bool) -> str:
    """Return the conductance that is given, or the first receptor of that kind."""
    name, default = ("target", "exc") if excites else ("target_inh", "inh")
    target = str(row.get(name, default))
    targets = post.conductance.targets
    if target == default and default not in targets:
        known = [one for one in targets if one in RECEPTORS]
        fitting = [one for one in known if RECEPTORS[one].inhibitory != excites]
        return fitting[0] if fitting else target
    return target
