"""The plasticity of the polychronous network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.network.plasticity.wiring import PlasticWiring
from izhikevich.units import number


@dataclass(frozen=True)
class Polychronous:
    """The rule of the polychronous network: nearest spikes, collected for a second.

    A spike *sets* its trace to 0.1; traces fall to 0.95 of their value each ms. The contributions
    of the pairs are accumulated (depression counts 1.2 times); at the end of each second every
    weight is changed by 0.01 plus the accumulated sum and clipped to 0 and `w_max`, and 0.9 of the
    sum is kept for the next second. Requires dt = 1 ms.

    Parameters
    ----------
    w_max : float
        Maximum weight.

    Notes
    -----
    Source: Izhikevich, "Polychronization: computation with spikes", Neural Computation 18 (2006),
    245-282, and the program published with it.
    """

    w_max: float = 10.0

    def __post_init__(self) -> None:
        """Check the limit."""
        w_max = number(self.w_max, "w_max", "", low=0.0, low_open=True)
        object.__setattr__(self, "w_max", w_max)


_STEPS_A_SECOND = 1000


class PolychronousWiring(PlasticWiring):
    """Synapses of the polychronous network; same parameters as `PlasticWiring`."""

    kind = "POLYCHRONOUS"
    collects = True
    rule: Any

    def _prepare(self, dt: float) -> None:
        if dt != 1.0:
            raise ParameterError("dt", dt, "must be 1 ms with the plasticity rule Polychronous")
        self.nearest, self.jump = True, 0.1
        self.pre_decay = self.post_decay = 0.95
        self.until_arrival = 1.0  # as in the published program
        self.limits = 0.0, self.rule.w_max

    def decay(self, state: dict[str, FloatArray], step: int) -> None:
        """Decay the traces by one step; apply accumulated changes at the end of a second."""
        super().decay(state, step)
        if self.learning and (step + 1) % _STEPS_A_SECOND == 0:
            weights, collected = state["weights"], state["collected"]
            np.clip(weights + (0.01 + collected), *self.limits, out=weights)
            collected *= 0.9

    def _arrived(
        self, state: dict[str, FloatArray], synapses: IndexArray, trace: FloatArray, then: int
    ) -> FloatArray:
        return -1.2 * trace

    def _followed(
        self,
        state: dict[str, FloatArray],
        synapses: IndexArray,
        trace: FloatArray,
        post: IndexArray,
    ) -> FloatArray:
        return trace

    def _change(self, state: dict[str, FloatArray], synapses: IndexArray, by: FloatArray) -> None:
        """Collect changes until the second ends."""
        state["collected"][synapses] += by
