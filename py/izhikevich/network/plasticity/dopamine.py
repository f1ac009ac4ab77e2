"""Plasticity of pairs of spikes that dopamine turns into changes of weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.network.plasticity.fields import (
    check_bounds,
    check_numbers,
    check_pairs,
    check_times,
)
from izhikevich.network.plasticity.stdp import PairWiring
from izhikevich.network.simulation.spike_delivery import own
from izhikevich.random import exponential


@dataclass(frozen=True)
class DopamineSTDP:
    """STDP whose changes wait, as the eligibility of a synapse, for dopamine.

    Pairs of spikes change the eligibility c of a synapse as they change the weight in `STDP`; c
    falls with `tau_c`. Dopamine has the concentration d, which falls with `tau_d` to `tonic`, and
    the weight follows dw/dt = c d, with t in seconds. A reward adds to d: `release` for each spike
    of the neurons or sources that the projection has as ``dopamine``, or any amount by
    `Projection.reward`.

    Parameters
    ----------
    a_plus, a_minus : float
        Largest change of c due to one pair: the unit of the weight for 1 µM s of dopamine.
    tau_plus, tau_minus : float
        Time constants of the traces, ms.
    tau_c, tau_d : float
        Time constants of eligibility and dopamine, ms.
    release : float
        Dopamine that each spike of the ``dopamine`` of the projection adds, µM.
    tonic : float
        Concentration without rewards, µM.
    w_min, w_max : float
        Bounds of the weights.
    pairs : {"all", "nearest"}
        Which pairs count, as for `STDP`.

    Notes
    -----
    The product of the two exponentials is integrated exactly, at any dt: c d over a step of dt is
    c d tau (1 - exp(-dt / tau)), with 1 / tau = 1 / `tau_c` + 1 / `tau_d`, and of tonic dopamine
    with tau = `tau_c`. Within a step spikes arrive first, with weights that are up to date; then
    postsynaptic spikes follow, then dopamine. The bounds are applied at each spike of a synapse and
    at least every 1000 steps, which is the same as at any time while d keeps its sign.

    Source: Izhikevich, Cerebral Cortex 17 (2007), 2443-2452. The program published with it pairs
    nearest spikes and changes weights every 10 ms.
    """

    a_plus: float = 0.1
    a_minus: float = 0.15
    tau_plus: float = 20.0
    tau_minus: float = 20.0
    tau_c: float = 1000.0
    tau_d: float = 200.0
    release: float = 0.5
    tonic: float = 0.0
    w_min: float = 0.0
    w_max: float = 10.0
    pairs: str = "all"

    def __post_init__(self) -> None:
        """Check the fields."""
        check_numbers(self, "a_plus", "a_minus", "release", "tonic")
        check_times(self, "tau_plus", "tau_minus", "tau_c", "tau_d")
        check_bounds(self)
        check_pairs(self)


#: Places in "dopamine" of a state: d (µM), what eligibilities have faded to since all synapses
#: were brought up to date, and the integral (µM s) of d times that, up to now.
LEVEL, FADED, INTEGRAL = range(3)
_MOST_STEPS = 1000  # between two times at which all synapses are brought up to date


class DopamineWiring(PairWiring):
    """Synapses whose eligibility dopamine turns into weight; same parameters as `PlasticWiring`.

    Eligibilities fade alike, so that one integral serves all: a synapse has its "eligibility" in
    terms of when all were last brought up to date, and has "seen" the integral up to its own last
    spike. Only its spikes, and sweeps over all, touch it.
    """

    kind = "DOPAMINE"
    collects = False
    dopamine: tuple[int, int] = (0, 0)
    #: Concentration that was added at time 0.
    early: float = 0.0

    def _prepare(self, dt: float) -> None:
        super()._prepare(dt)
        rule = self.rule
        both = 1.0 / (1.0 / rule.tau_c + 1.0 / rule.tau_d)
        self.c_decay = exponential(-dt / rule.tau_c)
        self.d_decay = exponential(-dt / rule.tau_d)
        self.phasic = both / 1000.0 * (1.0 - exponential(-dt / both))
        self.tonic = rule.tonic * (rule.tau_c / 1000.0 * (1.0 - self.c_decay))
        self.sweep = max(1, min(_MOST_STEPS, int(rule.tau_c / dt)))

    def initial(self, real: Any) -> dict[str, FloatArray]:
        """Return weights, eligibilities, traces and dopamine before the first step."""
        found, n = super().initial(real), self._weights.size
        return {
            **found,
            "eligibility": np.zeros(n, real),
            "seen": np.zeros(n, real),
            "dopamine": np.array([self.early, 1.0, 0.0]),
        }

    def numbers(self) -> dict[str, float]:
        """Return what the compiled engine needs, by the names that it has there."""
        return {
            **super().numbers(),
            "release": self.rule.release,
            "c_decay": self.c_decay,
            "d_decay": self.d_decay,
            "phasic": self.phasic,
            "tonic": self.tonic,
            "sweep": self.sweep,
            "first_dopamine": self.dopamine[0],
            "n_dopamine": self.dopamine[1],
        }

    def ranges(self, most: float) -> dict[str, tuple[Any, Any]]:
        """Return the lowest and the highest values of those parts of a state that have any."""
        # Sweeps are no further apart than the time constant.
        low, high = np.array([-most, 0.36, -most]), np.array([most, 1.0, most])
        return {**super().ranges(most), "dopamine": (low, high)}

    @property
    def marks_only(self) -> bool:
        """Whether spikes change traces alone: never, as eligibilities are traces too."""
        return False

    def present(self, state: dict[str, FloatArray]) -> FloatArray:
        """Return the weights as they are now, in the order of the wiring."""
        return self._grown(state, slice(None))

    def eligibilities(self, state: dict[str, FloatArray]) -> FloatArray:
        """Return the eligibilities as they are now, in the order of the wiring."""
        return state["eligibility"] * float(state["dopamine"][FADED])

    def put(self, state: dict[str, FloatArray], places: IndexArray, weights: FloatArray) -> None:
        """Set weights, from which the synapses at some places go on."""
        state["weights"][places] = weights
        state["seen"][places] = float(state["dopamine"][INTEGRAL])

    def _grown(self, state: dict[str, FloatArray], synapses: Any) -> FloatArray:
        total = float(state["dopamine"][INTEGRAL])
        change = state["eligibility"][synapses] * (total - state["seen"][synapses])
        grown: FloatArray = np.clip(state["weights"][synapses] + change, *self.limits)
        return grown

    def _update(self, state: dict[str, FloatArray], synapses: IndexArray) -> None:
        self.put(state, synapses, self._grown(state, synapses))

    def _delivered(self, state: dict[str, FloatArray], synapses: IndexArray) -> FloatArray:
        self._update(state, synapses)
        return state["weights"][synapses]

    def _followed(
        self,
        state: dict[str, FloatArray],
        synapses: IndexArray,
        trace: FloatArray,
        post: IndexArray,
    ) -> FloatArray:
        self._update(state, synapses)  # those on which a spike arrives have been, for their weights
        return super()._followed(state, synapses, trace, post)

    def _change(self, state: dict[str, FloatArray], synapses: IndexArray, by: FloatArray) -> None:
        """Change the eligibilities of some synapses."""
        state["eligibility"][synapses] += by * (1.0 / float(state["dopamine"][FADED]))

    def _end(
        self, state: dict[str, FloatArray], fired: IndexArray, post: IndexArray, step: int
    ) -> None:
        """Add what was released, and go on to the end of the step."""
        level, faded, total = state["dopamine"].tolist()
        level += self.rule.release * float(own(fired, *self.dopamine).size)
        if self.learning:
            total += faded * (level * self.phasic + self.tonic)
        state["dopamine"][:] = level * self.d_decay, faded * self.c_decay, total
        if (step + 1) % self.sweep == 0:
            self._settle(state)
        super()._end(state, fired, post, step)

    def _settle(self, state: dict[str, FloatArray]) -> None:
        """Bring all synapses up to date."""
        state["weights"][:] = self._grown(state, slice(None))
        state["eligibility"] *= float(state["dopamine"][FADED])
        state["seen"][:] = 0.0
        state["dopamine"][FADED], state["dopamine"][INTEGRAL] = 1.0, 0.0
