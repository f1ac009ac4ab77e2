"""Spike-timing-dependent plasticity of pairs of spikes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.network.plasticity.fields import (
    check_bounds,
    check_numbers,
    check_pairs,
    check_times,
)
from izhikevich.network.plasticity.wiring import PlasticWiring
from izhikevich.random import exponential


@dataclass(frozen=True)
class STDP:
    """Pair-based plasticity with exponential traces and bounded weights.

    Each presynaptic spike that arrives adds 1 to the trace of its synapse and changes the weight
    by -`a_minus` times the postsynaptic trace; each postsynaptic spike adds 1 to the postsynaptic
    trace and changes the weight by `a_plus` times the presynaptic one. All pairs count, or with
    `pairs` "nearest" those of neighbours: a spike then sets its trace to 1.

    Parameters
    ----------
    a_plus, a_minus : float
        Largest change of a weight due to one pair, in the unit of the weight.
    tau_plus, tau_minus : float
        Time constants of the traces, ms.
    w_min, w_max : float
        Bounds of the weights.
    pairs : {"all", "nearest"}
        With "nearest" each arrival is paired with the last postsynaptic spike before it, and each
        postsynaptic spike with the last arrival: the symmetric scheme of Morrison et al., that of
        the polychronous network, and of ``stdp_nn_symm_synapse`` in NEST, which leaves out pairs at
        the same time.

    Notes
    -----
    Within a step spikes arrive first, then postsynaptic spikes follow: both at the same time are a
    pair that potentiates.

    Sources: Song, Miller & Abbott, Nature Neuroscience 3 (2000), 919-926. Pairs: Morrison, Diesmann
    & Gerstner, Biological Cybernetics 98 (2008), 459-478, Fig. 7A.
    """

    a_plus: float = 0.1
    a_minus: float = 0.105
    tau_plus: float = 20.0
    tau_minus: float = 20.0
    w_min: float = 0.0
    w_max: float = 10.0
    pairs: str = "all"

    def __post_init__(self) -> None:
        """Check the fields."""
        check_numbers(self, "a_plus", "a_minus")
        check_times(self, "tau_plus", "tau_minus")
        check_bounds(self)
        check_pairs(self)


class PairWiring(PlasticWiring):
    """Synapses whose weights change by pairs of spikes; same parameters as `PlasticWiring`."""

    kind = "PAIRS"
    collects = True
    rule: Any

    def _prepare(self, dt: float) -> None:
        rule = self.rule
        self.nearest = rule.pairs == "nearest"
        self.pre_decay = exponential(-dt / rule.tau_plus)
        self.post_decay = exponential(-dt / rule.tau_minus)
        self.until_arrival = self.post_decay
        self.a_plus = rule.a_plus
        self.limits = rule.w_min, rule.w_max

    def numbers(self) -> dict[str, float]:
        """Return what the compiled engine needs, by the names that it has there."""
        return {**super().numbers(), "a_plus": self.a_plus, "a_minus": self.rule.a_minus}

    def _arrived(
        self, state: dict[str, FloatArray], synapses: IndexArray, trace: FloatArray, then: int
    ) -> FloatArray:
        found: FloatArray = -self.rule.a_minus * trace
        return found

    def _followed(
        self,
        state: dict[str, FloatArray],
        synapses: IndexArray,
        trace: FloatArray,
        post: IndexArray,
    ) -> FloatArray:
        found: FloatArray = self.a_plus * trace
        return found
