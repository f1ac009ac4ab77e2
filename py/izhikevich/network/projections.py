"""Synapses from one group of a network onto one population."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from izhikevich.network.connectivity.rules import Rule
from izhikevich.network.distributions import Distribution
from izhikevich.network.plasticity import STDP, Polychronous
from izhikevich.network.populations import Group, Population, Source
from izhikevich.network.synapses.short_term import ShortTerm
from izhikevich.network.synapses.synapses import Synapses
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
        Conductance of the postsynaptic neurons to which the weights are added.
    synapses : Synapses
    plasticity, short_term : optional
        How weights change.
    rule : Rule, optional
        Rule that connects the neurons.
    weights, delays : number, array or distribution, optional
        What the synapses were made from.
    stream : int
        Stream of random numbers from which pairs were drawn; the next two are for weights and
        delays.
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
    stream: int = 0

    def __repr__(self) -> str:
        """Return a short summary."""
        count = f"{self.synapses.weights.size:,} synapses"
        return f"<Projection {self.name!r}: {count} from {self.pre!r} onto {self.post!r}>"

    def first(self, n: int) -> int:
        """Return the index of the first presynaptic neuron, with sources counted from `n` on.

        Raises
        ------
        ParameterError
            If `n` is not a whole number.
        """
        n = integer(n, "n", low=0)
        return self.pre.start + (n if isinstance(self.pre, Source) else 0)

    @cached_property
    def longest_delay(self) -> int:
        """Longest delay, steps; at least 1."""
        return int(self.synapses.delays.max(initial=1))

    def nbytes(self, real: Any) -> int:
        """Return the approximate memory of the synapses when they run, bytes.

        Parameters
        ----------
        real : dtype
            Precision of the network.
        """
        synapses, size = self.synapses, np.dtype(real).itemsize
        total = synapses.nbytes
        if self.plasticity is not None:
            different = int(np.unique(synapses.delays).size)
            total += synapses.n * learning_bytes(real)
            total += synapses.n_pre * ((self.longest_delay + 1) * size + 16 * different)
        if self.short_term is not None:
            total += synapses.n * TIRING_BYTES + synapses.n_pre * 24
        return total


#: Additional bytes of a synapse with short-term plasticity: its cell.
TIRING_BYTES = 4


def learning_bytes(real: Any) -> int:
    """Return the extra bytes of a synapse that learns: indices in two orders, and three numbers."""
    return 5 * 8 + 3 * int(np.dtype(real).itemsize)


def bytes_to_build(
    rule: Rule,
    pre: Group,
    post: Population,
    delays: float | ArrayLike | Distribution | None,
    learns: bool,
    real: Any,
) -> int:
    """Estimate the maximum memory of synapses when they are made and run, without making them.

    Parameters
    ----------
    rule : Rule
    pre, post : Group, Population
    delays : number, array or distribution, optional
        As for `Network.connect`.
    learns : bool
        Whether they are plastic.
    real : dtype
        Precision of the network.
    """
    size = int(np.dtype(real).itemsize)
    brought = getattr(rule, "delays", None) if delays is None else delays
    one_delay = (
        not isinstance(brought, Distribution) and np.ndim(0 if brought is None else brought) == 0
    )
    # Delays that differ are drawn as doubles, ms; otherwise targets are scanned once.
    each = 4 + size + (4 if one_delay else 12)
    if learns:
        each = max(each, 4 + size + (0 if one_delay else 4) + learning_bytes(real))
    return int(each * rule.expected(pre.size, post.size, pre is post)) + 8 * (pre.size + 1)
