"""Spike-timing-dependent plasticity: weights that learn from the order of spikes."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.simulation.spike_delivery import own, rounds, rows
from izhikevich.network.synapses.synapses import Synapses
from izhikevich.random import exponential
from izhikevich.units import number


@dataclass(frozen=True)
class STDP:
    """Pair-based plasticity with exponential traces and bounded weights.

    Each presynaptic spike that arrives adds 1 to the trace of its synapse and changes the weight
    by -`a_minus` times the postsynaptic trace; each postsynaptic spike adds 1 to the postsynaptic
    trace and changes the weight by `a_plus` times the presynaptic one. All pairs count.

    Parameters
    ----------
    a_plus, a_minus : float
        Largest change of a weight due to one pair, in the unit of the weight.
    tau_plus, tau_minus : float
        Time constants of the traces, ms.
    w_min, w_max : float
        Bounds of the weights.

    Notes
    -----
    Source: Song, Miller & Abbott, Nature Neuroscience 3 (2000), 919-926.
    """

    a_plus: float = 0.1
    a_minus: float = 0.105
    tau_plus: float = 20.0
    tau_minus: float = 20.0
    w_min: float = 0.0
    w_max: float = 10.0

    def __post_init__(self) -> None:
        """Check the fields."""
        for name in ("a_plus", "a_minus"):
            object.__setattr__(self, name, number(getattr(self, name), name, ""))
        for name in ("tau_plus", "tau_minus"):
            value = number(getattr(self, name), name, "ms", low=0.0, low_open=True)
            object.__setattr__(self, name, value)
        low, high = number(self.w_min, "w_min", ""), number(self.w_max, "w_max", "")
        if not low < high:
            raise ParameterError(
                "w_min", low, msg("must be below w_max = {high}", high=Number(high, form="g"))
            )
        object.__setattr__(self, "w_min", low)
        object.__setattr__(self, "w_max", high)


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


class PlasticWiring:
    """Synapses that learn. Their spikes are delivered when they arrive.

    The synapses are sorted by delay, then by presynaptic neuron: each delay has its own rows, so
    that each step can find those that arrive now.

    Parameters
    ----------
    synapses : Synapses
    rule : STDP or Polychronous
    first : int
        Index of the first presynaptic neuron.
    post : int
        Index of the first postsynaptic neuron.
    cell : int
        Cell of neuron 0 for the target of these synapses.
    dt : float
        Time step, ms.
    repeats : bool
        Whether a presynaptic source may fire several times in one step.
    """

    def __init__(
        self,
        synapses: Synapses,
        rule: STDP | Polychronous,
        first: int,
        post: int,
        cell: int,
        dt: float,
        repeats: bool = False,
    ) -> None:
        if isinstance(rule, Polychronous) and dt != 1.0:
            raise ParameterError("dt", dt, "must be 1 ms with the plasticity rule Polychronous")
        self.synapses = synapses
        self.rule, self.first, self.post, self.cell = rule, first, post, cell
        self.n_pre, self.n_post, self.repeats = synapses.n_pre, synapses.n_post, repeats
        self.order = np.argsort(synapses.delays, kind="stable")
        self.delays = synapses.delays[self.order].astype(np.int64)
        self.pre = synapses.sources()[self.order].astype(np.int64)
        self.targets = synapses.targets[self.order].astype(np.int64)
        self._weights = synapses.weights[self.order]
        self.lengths = [int(k) for k in np.flatnonzero(np.bincount(synapses.delays))]
        edges = np.searchsorted(self.delays, [*self.lengths, np.iinfo(np.int64).max])
        self.starts = [
            low + np.searchsorted(self.pre[low:high], np.arange(self.n_pre + 1))
            for low, high in pairwise(edges)
        ]
        self.incoming = np.argsort(self.targets, kind="stable")
        self.incoming_starts = np.searchsorted(
            self.targets[self.incoming], np.arange(self.n_post + 1)
        )
        self.longest = self.lengths[-1] if self.lengths else 1
        if isinstance(rule, STDP):
            self.pre_decay = exponential(-dt / rule.tau_plus)
            self.post_decay = exponential(-dt / rule.tau_minus)
            # Postsynaptic traces still have their values of one step before the arrivals.
            self.until_arrival = self.post_decay
        else:
            self.pre_decay = self.post_decay = 0.95
            self.until_arrival = 1.0  # as in the published program

    def initial(self, real: Any) -> dict[str, FloatArray]:
        """Return weights, traces and accumulated changes before the first step.

        "pre" keeps the presynaptic trace of the last steps, as far back as the longest delay.
        """
        return {
            "weights": self._weights.astype(real),
            "collected": np.zeros(self._weights.size, real),
            "pre": np.zeros((self.longest + 1, self.n_pre), real),
            "post": np.zeros(self.n_post, real),
        }

    def with_weights(self, synapses: Synapses) -> PlasticWiring:
        """Return the same wiring for synapses that differ only in their initial weights."""
        changed = copy(self)
        changed.synapses, changed._weights = synapses, synapses.weights[self.order]
        return changed

    def in_given_order(self, array: FloatArray) -> FloatArray:
        """Return a value per synapse in the order of the `Synapses` given."""
        result = np.empty_like(array)
        result[self.order] = array
        return result

    def arrive(
        self, state: dict[str, FloatArray], past: list[IndexArray], row: FloatArray, step: int
    ) -> None:
        """Deliver the spikes that arrive in a step, and learn from them.

        Parameters
        ----------
        state : dict
            As returned by `initial`.
        past : list of arrays
            Neurons that fired, by step modulo the length of the list.
        row : array, shape (n_targets n,)
            Array to which weights are added.
        step : int
        """
        for length, starts in zip(self.lengths, self.starts, strict=True):
            if step < length:
                continue
            fired = own(past[(step - length) % len(past)], self.first, self.n_pre)
            for spikes in rounds(fired) if self.repeats else (fired,):
                synapses, _ = rows(starts, spikes)
                if not synapses.size:
                    continue
                targets = self.targets[synapses]
                np.add.at(row, targets + (self.cell + self.post), state["weights"][synapses])
                self._depress(state, synapses, state["post"][targets] * self.until_arrival)

    def decay(self, state: dict[str, FloatArray], step: int) -> None:
        """Decay the traces by one step; apply accumulated changes at the end of a second."""
        pre = state["pre"]
        np.multiply(pre[step % len(pre)], self.pre_decay, out=pre[(step + 1) % len(pre)])
        state["post"] *= self.post_decay
        if isinstance(self.rule, Polychronous) and (step + 1) % _STEPS_A_SECOND == 0:
            weights, collected = state["weights"], state["collected"]
            np.clip(weights + (0.01 + collected), 0.0, self.rule.w_max, out=weights)
            collected *= 0.9

    def fire(self, state: dict[str, FloatArray], fired: IndexArray, step: int) -> None:
        """Set the traces of the neurons that fired, and learn from their spikes."""
        pre = state["pre"]
        before = own(fired, self.first, self.n_pre)
        now = (step + 1) % len(pre)
        post = own(fired, self.post, self.n_post)
        if isinstance(self.rule, STDP):
            for spikes in rounds(before) if self.repeats else (before,):
                pre[now, spikes] += 1.0
        else:
            pre[now, before] = 0.1
            state["post"][post] = 0.1
        at, _ = rows(self.incoming_starts, post)
        if at.size:
            synapses = self.incoming[at]
            seen = (step + 1 - self.delays[synapses]) % len(pre)
            self._potentiate(state, synapses, pre[seen, self.pre[synapses]])
        if isinstance(self.rule, STDP):
            state["post"][post] += 1.0

    def _depress(
        self, state: dict[str, FloatArray], synapses: IndexArray, trace: FloatArray
    ) -> None:
        if isinstance(self.rule, STDP):
            changed = state["weights"][synapses] - self.rule.a_minus * trace
            state["weights"][synapses] = np.clip(changed, self.rule.w_min, self.rule.w_max)
        else:
            state["collected"][synapses] -= 1.2 * trace

    def _potentiate(
        self, state: dict[str, FloatArray], synapses: IndexArray, trace: FloatArray
    ) -> None:
        if isinstance(self.rule, STDP):
            changed = state["weights"][synapses] + self.rule.a_plus * trace
            state["weights"][synapses] = np.clip(changed, self.rule.w_min, self.rule.w_max)
        else:
            state["collected"][synapses] += trace
