"""A row of projections: synapses, or gap junctions, between the parts of two rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from izhikevich.errors import ParameterError, choices
from izhikevich.messages import msg
from izhikevich.network.connectivity import (
    AllToAll,
    DistanceDependent,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    FixedTotal,
    OneToOne,
    SmallWorld,
)
from izhikevich.network.connectivity.rules import Rule
from izhikevich.network.network import Network
from izhikevich.network.plasticity import STDP, InhibitorySTDP, TripletSTDP
from izhikevich.network.populations import EXCITATORY, INHIBITORY
from izhikevich.network.synapses.short_term import ShortTerm
from izhikevich.networks.rows.populations import Part, first_target
from izhikevich.networks.rows.positions import PERIODIC
from izhikevich.networks.rows.text import amount, changed, in_column
from izhikevich.networks.weights import read_amounts
from izhikevich.progress import Steps, with_progress
from izhikevich.units import integer, number

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
#: Kinds of projections: synapses, and what couples voltages.
SYNAPSES, GAP_JUNCTIONS = "", "gap"
_PROFILES = ("gaussian", "exponential")
_YES = "yes"
_REACH = 0.1


def add_projections(
    net: Network,
    pre: Sequence[Part],
    post: Sequence[Part],
    row: Mapping[str, Any],
) -> list[Steps[Any]]:
    """Return what adds the projections of a row to a network: one for each pair of parts.

    Raises
    ------
    ParameterError
        If a value is not allowed; it names the column.
    """
    kind = row.get("kind", SYNAPSES)
    if kind not in (SYNAPSES, GAP_JUNCTIONS):
        raise ParameterError("kind", kind, choices((SYNAPSES, GAP_JUNCTIONS)))
    for part in post:
        part.neurons("post")
    if kind == SYNAPSES:
        return [_synapses(net, one, other, row) for one in pre for other in post]
    if any(row.get(column) for column in ("learning", "short_term")):
        allowed = msg("has no meaning for gap junctions: leave it empty")
        column = "learning" if row.get("learning") else "short_term"
        raise ParameterError(column, row[column], allowed)
    pairs = [
        (one, other)
        for k, one in enumerate(pre)
        for j, other in enumerate(post)
        if pre is not post or k <= j  # within a row each pair of parts once
    ]
    return [_junctions(net, one, other, row) for one, other in pairs]


def _synapses(net: Network, pre: Part, post: Part, row: Mapping[str, Any]) -> Steps[Any]:
    kind = EXCITATORY if pre.excites else INHIBITORY
    column = "weight" if pre.excites else "weight_inh"
    learning, learns = _learning(row, post, kind)
    short_term = row.get("short_term", "")
    with in_column("short_term", short_term):
        tiring = changed(short_term, SHORT_TERM) if short_term else None
    with in_column(column, row.get(column, 5.0)):
        weights = read_amounts(row.get(column, 5.0), column)
    with in_column("delay", row.get("delay", 1.0)):
        delays: Any = amount(row.get("delay", 1.0), "delay", "ms", low=0.0, low_open=True)
    return with_progress(
        net.connect,
        pre.group,
        post.neurons("post"),
        _rule(row, pre, post),
        weights=weights,
        delays=delays,
        target=_target(row, post, pre.excites),
        plasticity=learning if learns == kind else None,
        short_term=tiring,
    )


def _junctions(net: Network, pre: Part, post: Part, row: Mapping[str, Any]) -> Steps[Any]:
    with in_column("weight", row.get("weight", 5.0)):
        conductance = read_amounts(row.get("weight", 5.0), "weight", "")
    return with_progress(
        net.couple,
        pre.neurons("pre"),
        post.neurons("post"),
        _rule(row, pre, post),
        conductance=conductance,
    )


def _learning(row: Mapping[str, Any], post: Part, kind: str) -> tuple[Any, str]:
    """Return the rule by which synapses learn, and the kind of neurons whose synapses do."""
    text = row.get("learning", "")
    if not text:
        return None, kind
    bases = {name: rule for name, (rule, _) in LEARNING.items()}
    with in_column("learning", text):
        rule = changed(text, bases)
    if post.receptors:
        allowed = msg(
            "is for weights that are currents: leave out the receptors of {post}",
            post=post.group.name,
        )
        raise ParameterError("learning", text, allowed)
    if post.dimensional and text in bases:
        allowed = msg(
            "has bounds in mV/ms: for cells of the 2007 form give its own, such as {example}",
            example=f"{text}({'eta=1,' if text == 'inhibitory' else ''}w_max=100)",
        )
        raise ParameterError("learning", text, allowed)
    return rule, LEARNING[text.partition("(")[0].strip()][1]


def _rule(row: Mapping[str, Any], pre: Part, post: Part) -> Rule:
    """Return the rule that connects two parts: numbers of synapses are those of whole rows."""
    p = number(row.get("probability", 0.1), "probability", "", low=0.0, high=1.0)
    degree = integer(int(row.get("degree", 0)), "degree", low=0)
    same = pre.group is post.group
    own = row.get("self_connections", "") == _YES
    several = row.get("multapses", "") == _YES
    n_pre = pre.group.size - (same and not own)
    n_post = post.group.size - (same and not own)

    def count(share: float, partners: int) -> int:
        return round(degree * share) if degree else round(p * partners)

    rules: Mapping[str, Callable[[], Rule]] = {
        "": lambda: FixedProbability(p, own),
        "in_degree": lambda: FixedInDegree(count(pre.share, n_pre), own, several),
        "out_degree": lambda: FixedOutDegree(count(post.share, n_post), own, several),
        "total": lambda: FixedTotal(
            count(pre.share * post.share, pre.group.size * n_post), own, several
        ),
        "all": lambda: AllToAll(own),
        "one": OneToOne,
        "small_world": lambda: SmallWorld(2 * (count(post.share, n_post) // 2), p),
        **dict.fromkeys(_PROFILES, lambda: _near(row, p, own, pre, post)),
    }
    chosen = row.get("rule", "")
    if chosen not in rules:
        raise ParameterError("rule", chosen, choices([name for name in rules if name]))
    with in_column("degree" if degree else "rule", degree or chosen):
        return rules[chosen]()


def _near(row: Mapping[str, Any], p: float, own: bool, pre: Part, post: Part) -> Rule:
    """Return the rule of distance between two parts in the same space."""
    if pre.positions.space != post.positions.space:
        allowed = msg(
            "connects neurons in one space, but {pre} is on a {one} and {post} on a {other}",
            pre=pre.group.name,
            post=post.group.name,
            one=pre.positions.space,
            other=post.positions.space,
        )
        raise ParameterError("rule", row["rule"], allowed)
    return DistanceDependent(
        p,
        number(row.get("reach", _REACH), "reach", "", low=1e-9),
        pre.positions.layout(pre.group.size),
        None if pre.group is post.group else post.positions.layout(post.group.size),
        periodic=PERIODIC[pre.positions.space],
        self_connections=own,
        profile=row["rule"],
    )


def _target(row: Mapping[str, Any], post: Part, excites: bool) -> str:
    """Return the conductance that is given, or the first receptor of that kind."""
    name, default = ("target", "exc") if excites else ("target_inh", "inh")
    target = str(row.get(name, default))
    if target == default and default not in post.neurons("post").conductance.targets:
        return first_target(post, excites, target)
    return target
