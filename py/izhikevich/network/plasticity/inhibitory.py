"""Plasticity of inhibitory synapses towards a rate of the neurons that they inhibit."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.network.plasticity.fields import check_bounds, check_numbers, check_times
from izhikevich.network.plasticity.stdp import PairWiring
from izhikevich.random import exponential
from izhikevich.units import number


@dataclass(frozen=True)
class InhibitorySTDP:
    """Inhibitory plasticity: near-coincident spikes strengthen, lone presynaptic ones weaken.

    Each presynaptic spike that arrives changes the weight by `eta` times the postsynaptic trace
    less alpha = 2 `rate` `tau`; each postsynaptic spike changes it by `eta` times the presynaptic
    trace. Inhibition grows until the postsynaptic neurons fire at `rate`. Weights are magnitudes:
    of a target that the conductance subtracts, such as "inh".

    Parameters
    ----------
    rate : float
        Rate to which the postsynaptic neurons are led, rho_0 in the paper, Hz.
    eta : float
        Learning rate, in the unit of the weight.
    tau : float
        Time constant of both traces, ms. Each spike adds 1 to its trace.
    w_min, w_max : float
        Bounds of the weights.

    Notes
    -----
    A spike that arrives acts with the weight before the change. Within a step spikes arrive first,
    then postsynaptic spikes follow.

    Source: Vogels, Sprekeler, Zenke, Clopath & Gerstner, Science 334 (2011), 1569-1573.
    """

    rate: float = 5.0
    eta: float = 0.01
    tau: float = 20.0
    w_min: float = 0.0
    w_max: float = 10.0

    def __post_init__(self) -> None:
        """Check the fields."""
        object.__setattr__(self, "rate", number(self.rate, "rate", "Hz", low=0.0))
        check_numbers(self, "eta")
        check_times(self, "tau")
        check_bounds(self)

    @property
    def alpha(self) -> float:
        """Postsynaptic trace at which an arrival does not change the weight."""
        return 2.0 * self.rate * (self.tau / 1000.0)


class InhibitoryWiring(PairWiring):
    """Synapses with inhibitory plasticity; same parameters as `PlasticWiring`."""

    kind = "INHIBITORY"
    collects = False

    def _prepare(self, dt: float) -> None:
        rule = self.rule
        self.pre_decay = self.post_decay = exponential(-dt / rule.tau)
        self.until_arrival = self.post_decay
        self.a_plus = rule.eta
        self.limits = rule.w_min, rule.w_max

    def numbers(self) -> dict[str, float]:
        """Return what the compiled engine needs, by the names that it has there."""
        own = {"a_plus": self.a_plus, "alpha": self.rule.alpha}
        return {**super(PairWiring, self).numbers(), **own}

    def _arrived(
        self, state: dict[str, FloatArray], synapses: IndexArray, trace: FloatArray, then: int
    ) -> FloatArray:
        found: FloatArray = self.a_plus * (trace - self.rule.alpha)
        return found
