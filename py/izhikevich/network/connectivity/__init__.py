"""Connectivity: rules that determine which neurons are connected, and the synapses they make."""

from izhikevich.network.connectivity.distance import DistanceDependent, Grid, Ring
from izhikevich.network.connectivity.explicit import FromMatrix, FromTriples
from izhikevich.network.connectivity.rules import (
    AllToAll,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    FixedTotal,
    OneToOne,
    Pairs,
    Rule,
)
from izhikevich.network.connectivity.small_world import SmallWorld
from izhikevich.network.synapses.synapses import Synapses, dale, excitatory_count, expected_bytes

__all__ = [
    "AllToAll",
    "DistanceDependent",
    "FixedInDegree",
    "FixedOutDegree",
    "FixedProbability",
    "FixedTotal",
    "FromMatrix",
    "FromTriples",
    "Grid",
    "OneToOne",
    "Pairs",
    "Ring",
    "Rule",
    "SmallWorld",
    "Synapses",
    "dale",
    "excitatory_count",
    "expected_bytes",
]
