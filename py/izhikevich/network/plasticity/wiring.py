"""Synapses that learn: traces of spikes, and when they change weights."""

from __future__ import annotations

from copy import copy
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.network.simulation.spike_delivery import own, rounds, rows
from izhikevich.network.synapses.synapses import Synapses

if TYPE_CHECKING:
    from izhikevich.network.plasticity.scaling import Scaling


class PlasticWiring:
    """Synapses that learn. Their spikes are delivered when they arrive.

    The synapses are sorted by delay, then by presynaptic neuron: each delay has its own rows, so
    that each step can find those that arrive now. In a step spikes arrive first, with the weights
    that they find, then postsynaptic spikes follow. While `learning` is off, weights stay as they
    are, and traces go on.

    Each rule has a class of its own; this one has no rule, for synapses that are only scaled.

    Parameters
    ----------
    synapses : Synapses
    rule : optional
    first : int
        Index of the first presynaptic neuron.
    post : int
        Index of the first postsynaptic neuron.
    cell : int
        Cell of neuron 0 for the target of these synapses.
    dt : float
        Time step, ms.

    Attributes
    ----------
    repeats : bool
        Whether a presynaptic source may fire several times in one step.
    learning : bool
        Whether weights change.
    nearest : bool
        Whether a spike sets its trace to `jump`, instead of adding it.
    pre_decay, post_decay : float
        Factors by which traces fall in a step.
    until_arrival : float
        Factor from postsynaptic traces as they are when spikes arrive to those of that time: they
        still have their values of one step before.
    limits : tuple of float
        Bounds of the weights.
    """

    #: Name of the rule in engine.c.
    kind: ClassVar[str] = "FIXED"
    #: Whether a state has "collected" changes; that of STDP has, which earlier versions wrote.
    collects: ClassVar[bool] = False

    def __init__(
        self, synapses: Synapses, rule: Any, first: int, post: int, cell: int, dt: float
    ) -> None:
        self.synapses, self.dt = synapses, dt
        self.rule, self.first, self.post, self.cell = rule, first, post, cell
        self.n_pre, self.n_post = synapses.n_pre, synapses.n_post
        self.repeats, self.learning, self.nearest, self.jump = False, True, False, 1.0
        self.pre_decay = self.post_decay = self.until_arrival = 0.0
        self.limits = -np.inf, np.inf
        self.scaling: Scaling | None = None
        self._prepare(dt)
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

    def _prepare(self, dt: float) -> None:
        """Compute what follows from the rule and the time step."""

    def initial(self, real: Any) -> dict[str, FloatArray]:
        """Return weights, traces and accumulated changes before the first step.

        "pre" keeps the presynaptic trace of the last steps, as far back as the longest delay.
        """
        return {
            "weights": self._weights.astype(real),
            **({"collected": np.zeros(self._weights.size, real)} if self.collects else {}),
            "pre": np.zeros((self.longest + 1, self.n_pre), real),
            "post": np.zeros(self.n_post, real),
            **({} if self.scaling is None else self.scaling.initial(real)),
        }

    def numbers(self) -> dict[str, float]:
        """Return what the compiled engine needs, by the names that it has there."""
        low, high = self.limits
        return {
            "learning": self.learning,
            "nearest": self.nearest,
            "jump": self.jump,
            "pre_decay": self.pre_decay,
            "post_decay": self.post_decay,
            "until_arrival": self.until_arrival,
            "w_min": low,
            "w_max": high,
            **({} if self.scaling is None else self.scaling.numbers()),
        }

    @property
    def marks_only(self) -> bool:
        """Whether spikes change traces alone."""
        return not self.learning or self.kind == PlasticWiring.kind

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest weight that learning can lead to."""
        pairs = [self.limits] if self.kind != PlasticWiring.kind else []
        pairs += [] if self.scaling is None else [self.scaling.limits]
        return min(low for low, _ in pairs), max(high for _, high in pairs)

    def ranges(self, most: float) -> dict[str, tuple[Any, Any]]:
        """Return the lowest and the highest values of those parts of a state that have any.

        Parameters
        ----------
        most : float
            Largest number of the network's precision.
        """
        return dict.fromkeys(("pre", "post", "pre_slow", "post_slow", "rates"), (0.0, most))

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

    def present(self, state: dict[str, FloatArray]) -> FloatArray:
        """Return the weights as they are now, in the order of the wiring."""
        return state["weights"]

    def put(self, state: dict[str, FloatArray], places: IndexArray, weights: FloatArray) -> None:
        """Set weights, from which the synapses at some places go on."""
        state["weights"][places] = weights

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
                weights = self._delivered(state, synapses)
                np.add.at(row, targets + (self.cell + self.post), weights)
                if not self.marks_only:
                    trace = state["post"][targets] * self.until_arrival
                    change = self._arrived(state, synapses, trace, step - length)
                    self._change(state, synapses, change)

    def decay(self, state: dict[str, FloatArray], step: int) -> None:
        """Decay the traces by one step."""
        pre = state["pre"]
        np.multiply(pre[step % len(pre)], self.pre_decay, out=pre[(step + 1) % len(pre)])
        state["post"] *= self.post_decay

    def fire(self, state: dict[str, FloatArray], fired: IndexArray, step: int) -> None:
        """Set the traces of the neurons that fired, and learn from their spikes."""
        pre = state["pre"]
        before = own(fired, self.first, self.n_pre)
        now = (step + 1) % len(pre)
        post = own(fired, self.post, self.n_post)
        for spikes in rounds(before) if self.repeats else (before,):
            self._mark_pre(state, spikes, now)
        at, counts = rows(self.incoming_starts, post)
        if at.size and not self.marks_only:
            synapses = self.incoming[at]
            seen = (step + 1 - self.delays[synapses]) % len(pre)
            trace = pre[seen, self.pre[synapses]]
            change = self._followed(state, synapses, trace, np.repeat(post, counts))
            self._change(state, synapses, change)
        self._mark_post(state, post)
        self._end(state, fired, post, step)

    def _delivered(self, state: dict[str, FloatArray], synapses: IndexArray) -> FloatArray:
        """Return the weights of synapses at which spikes arrive."""
        return state["weights"][synapses]

    def _change(self, state: dict[str, FloatArray], synapses: IndexArray, by: FloatArray) -> None:
        """Change some synapses, here their weights, within the bounds."""
        state["weights"][synapses] = np.clip(state["weights"][synapses] + by, *self.limits)

    def _arrived(
        self, state: dict[str, FloatArray], synapses: IndexArray, trace: FloatArray, then: int
    ) -> FloatArray:
        """Return what spikes that arrive, and left in step `then`, do: by postsynaptic traces."""
        raise NotImplementedError

    def _followed(
        self,
        state: dict[str, FloatArray],
        synapses: IndexArray,
        trace: FloatArray,
        post: IndexArray,
    ) -> FloatArray:
        """Return what postsynaptic spikes do to synapses, by the presynaptic traces of these."""
        raise NotImplementedError

    def _mark(self, trace: FloatArray, spikes: IndexArray) -> None:
        if self.nearest:
            trace[spikes] = self.jump
        else:
            trace[spikes] += self.jump

    def _mark_pre(self, state: dict[str, FloatArray], spikes: IndexArray, now: int) -> None:
        self._mark(state["pre"][now], spikes)

    def _mark_post(self, state: dict[str, FloatArray], post: IndexArray) -> None:
        self._mark(state["post"], post)

    def _end(
        self, state: dict[str, FloatArray], fired: IndexArray, post: IndexArray, step: int
    ) -> None:
        """Go on from the spikes of a step to its end."""
        if self.scaling is None:
            return
        self.scaling.sense(state, post, self.learning)
        if self.learning and (step + 1) % self.scaling.period == 0:
            self._settle(state)
            self.scaling.scale(state)

    def _settle(self, state: dict[str, FloatArray]) -> None:
        """Bring all weights up to date."""
