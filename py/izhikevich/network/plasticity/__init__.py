"""Long-term plasticity: rules by which weights learn, and the synapses that follow them."""

from __future__ import annotations

from typing import Any, TypeAlias

from izhikevich.network.plasticity.dopamine import DopamineSTDP, DopamineWiring
from izhikevich.network.plasticity.inhibitory import InhibitorySTDP, InhibitoryWiring
from izhikevich.network.plasticity.polychronous import Polychronous, PolychronousWiring
from izhikevich.network.plasticity.scaling import HomeostaticScaling, Scaling
from izhikevich.network.plasticity.stdp import STDP, PairWiring
from izhikevich.network.plasticity.triplets import TripletSTDP, TripletWiring
from izhikevich.network.plasticity.wiring import PlasticWiring
from izhikevich.network.synapses.synapses import Synapses

#: The rules that a projection can have.
Plasticity: TypeAlias = (
    STDP | Polychronous | InhibitorySTDP | TripletSTDP | DopamineSTDP | HomeostaticScaling
)
#: Their classes, by name.
RULES: dict[str, type[Any]] = {
    rule.__name__: rule
    for rule in (STDP, Polychronous, InhibitorySTDP, TripletSTDP, DopamineSTDP, HomeostaticScaling)
}
_WIRINGS: dict[type[Any], type[PlasticWiring]] = {
    STDP: PairWiring,
    Polychronous: PolychronousWiring,
    InhibitorySTDP: InhibitoryWiring,
    TripletSTDP: TripletWiring,
    DopamineSTDP: DopamineWiring,
    type(None): PlasticWiring,
}


def rule_of_spikes(rule: Plasticity | None) -> Any:
    """Return the rule by which spikes change weights: of scaled synapses the one within."""
    return rule.rule if isinstance(rule, HomeostaticScaling) else rule


def wiring_of(
    synapses: Synapses,
    rule: Plasticity,
    first: int,
    post: int,
    cell: int,
    dt: float,
    dopamine: tuple[int, int] = (0, 0),
) -> PlasticWiring:
    """Return synapses that follow a rule.

    Parameters
    ----------
    synapses, first, post, cell, dt
        As for `PlasticWiring`.
    rule : Plasticity
    dopamine : tuple of int
        First neuron that releases dopamine, and the number of those that do.
    """
    own = rule_of_spikes(rule)
    wiring = _WIRINGS[type(own)](synapses, own, first, post, cell, dt)
    if isinstance(rule, HomeostaticScaling):
        wiring.scaling = Scaling(rule, wiring.targets, wiring.n_post, dt)
    if isinstance(wiring, DopamineWiring):
        wiring.dopamine = dopamine
    return wiring


__all__ = [
    "RULES",
    "STDP",
    "DopamineSTDP",
    "DopamineWiring",
    "HomeostaticScaling",
    "InhibitorySTDP",
    "PlasticWiring",
    "Plasticity",
    "Polychronous",
    "TripletSTDP",
    "rule_of_spikes",
    "wiring_of",
]
