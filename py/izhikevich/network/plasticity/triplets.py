"""Plasticity of triplets of spikes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError, choices
from izhikevich.network.plasticity.fields import (
    PAIRS,
    check_bounds,
    check_numbers,
    check_pairs,
    check_times,
)
from izhikevich.network.plasticity.wiring import PlasticWiring
from izhikevich.random import exponential
from izhikevich.units import number


@dataclass(frozen=True)
class TripletSTDP:
    """Plasticity of pairs and triplets of spikes, which depends on rates as cortex does.

    Each neuron has two traces: r1 and r2 of a presynaptic one fall with `tau_plus` and `tau_x`, o1
    and o2 of a postsynaptic one with `tau_minus` and `tau_y`. An arrival changes the weight by
    -o1 (`a2_minus` + `a3_minus` r2), a postsynaptic spike by r1 (`a2_plus` + `a3_plus` o2), with r2
    and o2 as they were just before that spike. Then the spike adds 1 to its own two traces, or with
    `pairs` "nearest" sets them to 1.

    `TripletSTDP.visual_cortex` and `TripletSTDP.hippocampus` have the published parameters; the
    default is the first.

    Parameters
    ----------
    a2_plus, a2_minus : float
        Amplitudes of pairs, in the unit of the weight.
    a3_plus, a3_minus : float
        Amplitudes of triplets, in the same unit.
    tau_plus, tau_minus : float
        Time constants of r1 and o1, ms.
    tau_x, tau_y : float
        Time constants of r2 and o2, ms.
    w_min, w_max : float
        Bounds of the weights.
    pairs : {"all", "nearest"}
        Which spikes count: all, or the nearest ones.

    Notes
    -----
    Within a step spikes arrive first, then postsynaptic spikes follow. Several spikes of a source
    in one step all see r2 as it was before that step.

    Source: Pfister & Gerstner, Journal of Neuroscience 26 (2006), 9673-9682, eqs. 3 and 4.
    """

    a2_plus: float = 0.0
    a3_plus: float = 6.5e-3
    a2_minus: float = 7.1e-3
    a3_minus: float = 0.0
    tau_plus: float = 16.8
    tau_minus: float = 33.7
    tau_x: float = 101.0
    tau_y: float = 114.0
    w_min: float = 0.0
    w_max: float = 10.0
    pairs: str = "all"

    def __post_init__(self) -> None:
        """Check the fields."""
        check_numbers(self, "a2_plus", "a3_plus", "a2_minus", "a3_minus")
        check_times(self, "tau_plus", "tau_minus", "tau_x", "tau_y")
        check_bounds(self)
        check_pairs(self)

    @classmethod
    def visual_cortex(
        cls, pairs: str = "all", *, full: bool = False, scale: float = 1.0, **bounds: float
    ) -> TripletSTDP:
        """Return the rule with the parameters of visual cortex.

        Parameters
        ----------
        pairs : {"all", "nearest"}
            Each has parameters of its own.
        full : bool
            Whether all four amplitudes are there; otherwise it is the minimal model, which fits
            nearly as well with depression by pairs and potentiation by triplets alone.
        scale : float
            Factor of the amplitudes: the weight to which they are relative.
        **bounds
            `w_min`, `w_max`.

        Notes
        -----
        Pfister & Gerstner (2006), Table 3: fitted to Sjöström, Turrigiano & Nelson, Neuron 32
        (2001), 1149-1164. The minimal model has no tau_x.
        """
        return cls._published(_VISUAL_CORTEX, pairs, full, scale, bounds)

    @classmethod
    def hippocampus(
        cls, pairs: str = "all", *, full: bool = False, scale: float = 1.0, **bounds: float
    ) -> TripletSTDP:
        """Return the rule with the parameters of hippocampal cultures.

        Parameters
        ----------
        pairs, full, scale, **bounds
            As for `visual_cortex`; the minimal model lacks `a3_minus` alone.

        Notes
        -----
        Pfister & Gerstner (2006), Table 4: fitted to Wang, Gerkin, Nauen & Bi, Nature Neuroscience
        8 (2005), 187-193.
        """
        return cls._published(_HIPPOCAMPUS, pairs, full, scale, bounds)

    @classmethod
    def _published(
        cls,
        table: Mapping[tuple[str, bool], tuple[float, ...]],
        pairs: str,
        full: bool,
        scale: float,
        bounds: Mapping[str, float],
    ) -> TripletSTDP:
        if not isinstance(pairs, str) or pairs not in PAIRS:
            raise ParameterError("pairs", pairs, choices(PAIRS))
        scale = number(scale, "scale", "")
        *amplitudes, tau_x, tau_y = table[pairs, bool(full)]
        a2_plus, a3_plus, a2_minus, a3_minus = (scale * one for one in amplitudes)
        return cls(
            a2_plus, a3_plus, a2_minus, a3_minus, tau_x=tau_x, tau_y=tau_y, pairs=pairs, **bounds
        )


#: a2_plus, a3_plus, a2_minus, a3_minus, tau_x and tau_y (ms), by pairs and whether all are there.
#: Where a3_minus is 0, tau_x has no effect: it is that of the full model.
_VISUAL_CORTEX = {
    ("all", True): (5e-10, 6.2e-3, 7e-3, 2.3e-4, 101.0, 125.0),
    ("all", False): (0.0, 6.5e-3, 7.1e-3, 0.0, 101.0, 114.0),
    ("nearest", True): (8.8e-11, 5.3e-2, 6.6e-3, 3.1e-3, 714.0, 40.0),
    ("nearest", False): (0.0, 5e-2, 8e-3, 0.0, 714.0, 40.0),
}
_HIPPOCAMPUS = {
    ("all", True): (6.1e-3, 6.7e-3, 1.6e-3, 1.4e-3, 946.0, 27.0),
    ("all", False): (5.3e-3, 8e-3, 3.5e-3, 0.0, 946.0, 40.0),
    ("nearest", True): (4.6e-3, 9.1e-3, 3e-3, 7.5e-9, 575.0, 47.0),
    ("nearest", False): (4.6e-3, 9.1e-3, 3e-3, 0.0, 575.0, 48.0),
}


class TripletWiring(PlasticWiring):
    """Synapses whose weights change by triplets; same parameters as `PlasticWiring`."""

    kind = "TRIPLETS"
    rule: Any

    def _prepare(self, dt: float) -> None:
        rule = self.rule
        self.nearest = rule.pairs == "nearest"
        self.pre_decay = exponential(-dt / rule.tau_plus)
        self.post_decay = exponential(-dt / rule.tau_minus)
        self.until_arrival = self.post_decay
        self.slow_pre_decay = exponential(-dt / rule.tau_x)
        self.slow_post_decay = exponential(-dt / rule.tau_y)
        self.limits = rule.w_min, rule.w_max

    def initial(self, real: Any) -> dict[str, FloatArray]:
        """Return weights and traces before the first step; r2 and o2 are the slow ones."""
        found = super().initial(real)
        slow = {f"{name}_slow": np.zeros_like(found[name]) for name in ("pre", "post")}
        return {**found, **slow}

    def numbers(self) -> dict[str, float]:
        """Return what the compiled engine needs, by the names that it has there."""
        rule = self.rule
        return {
            **super().numbers(),
            "a_plus": rule.a2_plus,
            "a_minus": rule.a2_minus,
            "a3_plus": rule.a3_plus,
            "a3_minus": rule.a3_minus,
            "slow_pre_decay": self.slow_pre_decay,
            "slow_post_decay": self.slow_post_decay,
        }

    def decay(self, state: dict[str, FloatArray], step: int) -> None:
        """Decay the traces by one step."""
        super().decay(state, step)
        slow = state["pre_slow"]
        np.multiply(slow[step % len(slow)], self.slow_pre_decay, out=slow[(step + 1) % len(slow)])
        state["post_slow"] *= self.slow_post_decay

    def _mark_pre(self, state: dict[str, FloatArray], spikes: IndexArray, now: int) -> None:
        super()._mark_pre(state, spikes, now)
        self._mark(state["pre_slow"][now], spikes)

    def _mark_post(self, state: dict[str, FloatArray], post: IndexArray) -> None:
        super()._mark_post(state, post)
        self._mark(state["post_slow"], post)

    def _arrived(
        self, state: dict[str, FloatArray], synapses: IndexArray, trace: FloatArray, then: int
    ) -> FloatArray:
        rule, slow = self.rule, state["pre_slow"]
        # A step before the spike that arrives, and thus without it.
        r2 = slow[then % len(slow), self.pre[synapses]] * self.slow_pre_decay
        found: FloatArray = -(rule.a2_minus + rule.a3_minus * r2) * trace
        return found

    def _followed(
        self,
        state: dict[str, FloatArray],
        synapses: IndexArray,
        trace: FloatArray,
        post: IndexArray,
    ) -> FloatArray:
        rule, o2 = self.rule, state["post_slow"][post]
        found: FloatArray = (rule.a2_plus + rule.a3_plus * o2) * trace
        return found
