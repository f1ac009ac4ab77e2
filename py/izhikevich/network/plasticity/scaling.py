"""Homeostatic scaling: all weights onto a neuron, towards a rate at which it fires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.callbacks import whole_steps
from izhikevich.network.plasticity.dopamine import DopamineSTDP
from izhikevich.network.plasticity.fields import check_bounds, check_numbers, check_times
from izhikevich.network.plasticity.inhibitory import InhibitorySTDP
from izhikevich.network.plasticity.polychronous import Polychronous
from izhikevich.network.plasticity.stdp import STDP
from izhikevich.network.plasticity.triplets import TripletSTDP
from izhikevich.random import exponential
from izhikevich.units import number


@dataclass(frozen=True)
class HomeostaticScaling:
    """Synaptic scaling: weights onto a neuron grow together while it fires too little.

    Each postsynaptic neuron has a sensor a of its rate: a spike adds 1 / `tau`, and it falls with
    `tau`. Weights follow dw/dt = `beta` w (`rate` - a). They are changed at the end of each
    `period`, by the factor 1 + `beta` times the exact integral of `rate` - a over it: all of a
    neuron by the same one, so that their ratios stay, until a bound is met.

    Parameters
    ----------
    rate : float
        Rate to which the postsynaptic neurons are led, Hz.
    beta : float
        How quickly weights change, 1 / (s Hz).
    tau : float
        Time constant of the sensor, ms.
    period : float
        Time between two changes, ms: whole steps, short compared with the time in which weights
        change.
    w_min, w_max : float
        Bounds of the weights when they are scaled.
    rule : STDP, TripletSTDP, InhibitorySTDP, DopamineSTDP or Polychronous, optional
        By which these synapses learn as well; it keeps to bounds of its own.

    Notes
    -----
    Source: van Rossum, Bi & Turrigiano, Journal of Neuroscience 20 (2000), 8812-8821, eq. 3, with
    its beta and tau, without its integral term.
    """

    rate: float = 5.0
    beta: float = 4e-5
    tau: float = 100_000.0
    period: float = 1000.0
    w_min: float = 0.0
    w_max: float = 10.0
    rule: STDP | TripletSTDP | InhibitorySTDP | DopamineSTDP | Polychronous | None = None

    def __post_init__(self) -> None:
        """Check the fields."""
        object.__setattr__(self, "rate", number(self.rate, "rate", "Hz", low=0.0))
        check_numbers(self, "beta")
        check_times(self, "tau", "period")
        check_bounds(self)
        kinds = (STDP, TripletSTDP, InhibitorySTDP, DopamineSTDP, Polychronous)
        if not (self.rule is None or isinstance(self.rule, kinds)):
            names = ", ".join(kind.__name__ for kind in kinds)
            raise ParameterError("rule", self.rule, msg("must be one of {names}", names=names))


class Scaling:
    """The scaling of the synapses of a wiring.

    Parameters
    ----------
    rule : HomeostaticScaling
    targets : array, shape (n_synapses,)
        Postsynaptic neuron of each synapse.
    n_post : int
    dt : float
        Time step, ms.
    """

    def __init__(
        self, rule: HomeostaticScaling, targets: IndexArray, n_post: int, dt: float
    ) -> None:
        self.rule, self.targets, self.n_post = rule, targets, n_post
        self.period = whole_steps(rule.period, "period", dt, least=1)
        self.decay = exponential(-dt / rule.tau)
        self.jump = 1000.0 / rule.tau
        self.wanted = rule.rate * (dt / 1000.0)
        self.share = rule.tau / 1000.0 * (1.0 - self.decay)
        self.limits = rule.w_min, rule.w_max

    def initial(self, real: Any) -> dict[str, FloatArray]:
        """Return the sensors (Hz), and what they lack of the rate since the last change."""
        return {"rates": np.zeros(self.n_post, real), "lacking": np.zeros(self.n_post, real)}

    def numbers(self) -> dict[str, float]:
        """Return what the compiled engine needs, by the names that it has there."""
        return {
            "period": self.period,
            "rate_decay": self.decay,
            "rate_jump": self.jump,
            "wanted": self.wanted,
            "share": self.share,
            "beta": self.rule.beta,
            "scaled_min": self.limits[0],
            "scaled_max": self.limits[1],
        }

    def sense(self, state: dict[str, FloatArray], post: IndexArray, learning: bool) -> None:
        """Sense the spikes of a step, and go on to its end."""
        rates = state["rates"]
        rates[post] += self.jump
        if learning:
            state["lacking"] += self.wanted - rates * self.share
        rates *= self.decay

    def scale(self, state: dict[str, FloatArray]) -> None:
        """Change the weights at the end of a period."""
        factors = 1.0 + self.rule.beta * state["lacking"]
        np.clip(state["weights"] * factors[self.targets], *self.limits, out=state["weights"])
        state["lacking"][:] = 0.0
