"""Synapses from one group of a network onto one population."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich.network.plasticity import STDP, Polychronous
from izhikevich.network.populations import Group, Population, Source
from izhikevich.network.short_term import ShortTerm
from izhikevich.network.synapses import Synapses


@dataclass(frozen=True, eq=False)
class Projection:
    """Synapses of a network, made by `Network.connect`.

    Parameters
    ----------
    name : str
    pre : Population or Source
    post : Population
    target : str
        The conductance of the postsynaptic neurons to which the weights are added.
    synapses : Synapses
    plasticity, short_term : optional
        How weights change.
    """

    name: str
    pre: Group
    post: Population
    target: str
    synapses: Synapses
    plasticity: STDP | Polychronous | None = None
    short_term: ShortTerm | None = None

    def first(self, n: int) -> int:
        """Return the index of the first presynaptic neuron, sources counted from `n` on."""
        return self.pre.start + (n if isinstance(self.pre, Source) else 0)
