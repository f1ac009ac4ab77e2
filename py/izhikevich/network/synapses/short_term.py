"""Short-term plasticity: synapses that depress or facilitate with use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.network.simulation.spike_delivery import Ring, Wiring, own, rounds, rows
from izhikevich.random import exponential
from izhikevich.units import number


@dataclass(frozen=True)
class ShortTerm:
    """The model of Tsodyks and Markram: a fraction u of the resources x is used at each spike.

    Between spikes x recovers to 1 with `tau_rec`, and u decays to 0 with `tau_facil`. At a spike
    u <- u + U (1 - u), the weight is multiplied by u x, then x <- x (1 - u).

    Parameters
    ----------
    U : float
        Fraction of the resources used by the first spike, above 0, at most 1.
    tau_rec : float
        Recovery from depression, ms.
    tau_facil : float
        Time constant of facilitation, ms; 0 for none (u is then U at every spike).

    Notes
    -----
    Source: Tsodyks, Pawelzik & Markram, Neural Computation 10 (1998), 821-835.
    """

    U: float = 0.5
    tau_rec: float = 800.0
    tau_facil: float = 0.0

    def __post_init__(self) -> None:
        """Check the fields."""
        fraction = number(self.U, "U", "", low=0.0, high=1.0, low_open=True)
        object.__setattr__(self, "U", fraction)
        recovery = number(self.tau_rec, "tau_rec", "ms", low=0.0, low_open=True)
        object.__setattr__(self, "tau_rec", recovery)
        object.__setattr__(self, "tau_facil", number(self.tau_facil, "tau_facil", "ms", low=0.0))


class DepressingWiring:
    """Synapses with short-term plasticity: u and x are those of the presynaptic neuron.

    Parameters
    ----------
    wiring : Wiring
        The synapses, with the weights that u x multiplies.
    rule : ShortTerm
    dt : float
        Time step, ms.
    repeats : bool
        Whether a presynaptic source may fire several times in one step.
    """

    def __init__(self, wiring: Wiring, rule: ShortTerm, dt: float, repeats: bool = False) -> None:
        self.wiring, self.rule, self.dt, self.repeats = wiring, rule, dt, repeats

    def initial(self) -> dict[str, FloatArray]:
        """Return the state before the first spike."""
        n = self.wiring.n_pre
        return {"x": np.ones(n), "u": np.zeros(n), "last": np.full(n, -np.inf)}

    def deliver(
        self, state: dict[str, FloatArray], fired: IndexArray, ring: Ring, step: int
    ) -> None:
        """Enter the effects of the spikes of a step into the ring."""
        all_pre = own(fired, self.wiring.first, self.wiring.n_pre)
        for pre in rounds(all_pre) if self.repeats else (all_pre,):
            if pre.size:
                self._deliver(state, pre, ring, step)

    def _deliver(
        self, state: dict[str, FloatArray], pre: IndexArray, ring: Ring, step: int
    ) -> None:
        wiring, rule, x, u = self.wiring, self.rule, state["x"], state["u"]
        passed = (step - state["last"][pre]) * self.dt
        recovered = 1.0 - (1.0 - x[pre]) * exponential(-passed / rule.tau_rec)
        kept = u[pre] * exponential(-passed / rule.tau_facil) if rule.tau_facil else 0.0
        used = kept + rule.U * (1.0 - kept)
        synapses, counts = rows(wiring.starts, pre)
        factors = (used * recovered).astype(wiring.weights.dtype)
        amounts = wiring.weights[synapses] * np.repeat(factors, counts)
        cells = wiring.targets[synapses] + np.int32(wiring.cell)
        ring.add(cells, amounts, wiring.delays[synapses], step)
        x[pre], u[pre], state["last"][pre] = recovered * (1.0 - used), used, step
