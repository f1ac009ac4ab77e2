"""Connectivity: rules that determine which neurons are connected, and the synapses they make."""

from izhikevich.network.connectivity.distance import DistanceDependent, Grid, Ring
from izhikevich.network.connectivity.explicit import FromMatrix, FromTriples
from izhikevich.network.connectivity.rules import (
    AllToAll,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    OneToOne,
    Pairs,
    Rule,
)
from izhikevich.network.synapses.synapses import Synapses, dale, excitatory_count, expected_bytes

__all__ = [
    "AllToAll",
    "DistanceDependent",
    "FixedInDegree",
    "FixedOutDegree",
    "FixedProbability",
    "FromMatrix",
    "FromTriples",
    "Grid",
    "OneToOne",
    "Pairs",
    "Ring",
    "Rule",
    "Synapses",
    "dale",
    "excitatory_count",
    "expected_bytes",
]
