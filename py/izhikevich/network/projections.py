"""Synapses from one group of a network onto one population."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from izhikevich.network.distributions import Distribution
from izhikevich.network.pair_rules import Rule
from izhikevich.network.plasticity import STDP, Polychronous
from izhikevich.network.populations import Group, Population, Source
from izhikevich.network.short_term import ShortTerm
from izhikevich.network.synapses import Synapses
from izhikevich.units import integer


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
    rule : Rule, optional
        Who is connected.
    weights, delays : number, array or distribution, optional
        What the synapses were made from.
    """

    name: str
    pre: Group
    post: Population
    target: str
    synapses: Synapses
    plasticity: STDP | Polychronous | None = None
    short_term: ShortTerm | None = None
    rule: Rule | None = None
    weights: float | ArrayLike | Distribution | None = None
    delays: float | ArrayLike | Distribution | None = None

    def first(self, n: int) -> int:
        """Return the index of the first presynaptic neuron, sources counted from `n` on.

        Raises
        ------
        ParameterError
            If `n` is no whole number.
        """
        n = integer(n, "n", low=0)
        return self.pre.start + (n if isinstance(self.pre, Source) else 0)
