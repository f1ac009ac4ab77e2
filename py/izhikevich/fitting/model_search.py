"""A search for the parameters of a recorded neuron."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Generic, TypedDict, TypeVar

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError, choices
from izhikevich.fitting.descent import POPULATION, Descent, Loss
from izhikevich.fitting.guesses import SpikeShape, spike_shape
from izhikevich.fitting.objective import (
    WEIGHTS,
    losses,
    prepared,
)
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spaces.box import Box
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.fitting.steps import CurrentStep, find_step, unaffected, unanswered
from izhikevich.fitting.weights import checked
from izhikevich.messages import msg
from izhikevich.progress import Progress, Steps, Stopped, finish
from izhikevich.random import uniform
from izhikevich.units import integer

GENERATIONS = 300
OBJECTIVES = ("auto", "features", "coincidence")
_STREAM = 0x46495399  # the first population
_GUESSED = 64  # of the population: the guesses, and points near them
_FOLLOWED = 6  # of the guesses: those that have points near them
_NEAR = 0.1  # of the box
_STEPS = 0.25, 0.07, 0.013  # ms: longest steps of the search, and of its last parts

B = TypeVar("B", bound=Box)
F = TypeVar("F")


class SearchOptions(TypedDict, total=False):
    """Options of a search, whatever the kind of neuron; see `fit`."""

    held_out: Sequence[int] | None
    seed: int
    generations: int
    objective: str
    weights: Mapping[str, float] | None


class ModelSearch(ABC, Generic[B, F]):
    """A search in progress, which can be continued.

    Parameters
    ----------
    kind : type
        The box of the kind of neuron.
    recording, held_out, seed, generations, objective, weights
        As for `fit`.

    Raises
    ------
    ParameterError
        As by `fit`.

    Attributes
    ----------
    recording : Recording
    spikes : tuple of SpikeEvents
        The recorded spikes of each sweep.
    kept : frozenset of int
        Sweeps that are held out.
    unanswered : frozenset of int
        Sweeps whose step did not reach the cell: neither searched nor judged.
    box : Box
    objective : str
    weights : mapping from str to float
        Of the terms of the loss.
    generations : int
        Number of generations of the whole search.
    done : int
        Number of those that are done.
    """

    def __init__(
        self,
        kind: type[B],
        recording: Recording,
        *,
        held_out: Sequence[int] | None = None,
        seed: int = 0,
        generations: int = GENERATIONS,
        objective: str = "auto",
        weights: Mapping[str, float] | None = None,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        if not isinstance(recording, Recording):
            raise ParameterError("recording", recording, "must be a Recording")
        self.generations = integer(generations, "generations", low=1, high=100_000)
        self.done = 0
        self._seed = integer(seed, "seed", low=0)
        self.recording, self.spikes = recording, tuple(recording.spikes())
        step, counts = find_step(recording), [len(events) for events in self.spikes]
        self.unanswered = unanswered(recording, step, counts) if step else frozenset()
        self.kept = _held_out(held_out, counts, step) - self.unanswered
        left = self.kept | self.unanswered
        seen = [k for k in range(recording.n_sweeps) if k not in left]
        if not seen:
            raise ParameterError("held_out", held_out, "must leave a sweep to fit")
        part, own = recording.sweeps(seen), [self.spikes[k] for k in seen]
        shape = _shape(part, own, step)
        self.box = kind.around(part, shape, step)
        self._seen = part, own, shape
        steady = _steady(objective, step)
        given = checked(weights or {})
        self.objective = "features" if steady else "coincidence"
        self.weights = {n: given.get(n, own) for n, own in WEIGHTS[self.objective].items()}

        def loss_by(longest_step: float) -> Loss:
            ends = None if step is None else step.stop
            sweeps = prepared(part, own, shape, steady=steady, ends=ends, longest_step=longest_step)
            return lambda points: losses(self.box, self.box.values(points), sweeps, self.weights)

        by_step = [loss_by(step) for step in _STEPS]
        self._search = Descent(by_step, self._seed, self.generations, _GUESSED)
        self._steps: Steps[None] | None = None

    def advancing(self, until: int) -> Steps[None]:
        """Search until that many generations are done, with progress reports."""
        if self._steps is None:
            yield Progress(0.0, msg("First guesses"))
            points = _population(self.box, self.box.guesses(*self._seen), self._seed)
            self._steps = self._search.run(points)
            yield next(self._steps)
        while self.done < until:
            report = next(self._steps, None)
            if report is None:
                self.done = self.generations
                return
            self.done = round(report.fraction * self.generations)
            yield report

    def finding(self, until: int) -> Steps[F]:
        """Search until that many generations are done or it is stopped; return the best model."""
        with suppress(Stopped):  # the best so far is a result
            yield from self.advancing(until)
        return self.result()

    @abstractmethod
    def result(self) -> F:
        """Return the best model so far, and how far to trust it."""

    @property
    def evaluations(self) -> int:
        """Number of parameter sets that were tried."""
        return self._search.evaluations

    def best(self) -> tuple[float, FloatArray]:
        """Return the best loss so far, and all parameter sets that are about as good."""
        if self._steps is None:
            finish(self.advancing(0))
        loss, like = self._search.like_the_best()
        return loss, self.box.values(like)


def _held_out(
    wanted: Sequence[int] | None, counts: Sequence[int], step: CurrentStep | None
) -> frozenset[int]:
    """Return the sweeps that are held out.

    By default every other one of those that fire, by the strength of their steps, but neither the
    weakest nor the strongest: a model is judged within what it was fitted to.
    """
    n = len(counts)
    if wanted is not None:
        kept = {integer(k, "held_out", low=0, high=n - 1) for k in wanted}
        if len(kept) == n:
            raise ParameterError("held_out", wanted, "must leave a sweep to fit")
        return frozenset(kept)
    strengths = step.amplitudes.tolist() if step else [0.0] * n
    firing = sorted((k for k in range(n) if counts[k]), key=lambda k: (strengths[k], k))
    chosen = firing[1:-1:2] if len(firing) > 2 else range(1, n, 2) if n > 2 else ()
    return frozenset(chosen)


def _steady(objective: str, step: CurrentStep | None) -> bool:
    """Tell whether sweeps are compared by features."""
    if objective not in OBJECTIVES:
        raise ParameterError("objective", objective, choices(OBJECTIVES))
    return step is not None if objective == "auto" else objective == "features"


def _shape(recording: Recording, spikes: list[SpikeEvents], step: CurrentStep | None) -> SpikeShape:
    """Return the shape of the spikes; raise an error if there is nothing to fit."""
    if not np.ptp(recording.current) > 0:
        text = msg("never changes: a cell that is left alone tells nothing about its parameters")
        raise ParameterError("current", recording.current, text)
    changes = np.abs(np.diff(recording.voltage, axis=1))
    if np.mean(changes == 0.0) > 0.9:
        text = msg("stands still most of the time, as in a voltage clamp: current clamp is needed")
        raise ParameterError("voltage", recording.voltage, text)
    shape = spike_shape(recording, spikes)
    if shape is None:
        text = msg(
            "has no spikes: nothing rises and falls by 25 mV within a few milliseconds; record "
            "sweeps in which the cell fires"
        )
        raise ParameterError("voltage", recording.voltage, text)
    if step is not None and unaffected(recording, step, spikes):
        text = msg(
            "peaks as often before and after the step as during it, like noise: the current must "
            "change how often the cell fires"
        )
        raise ParameterError("voltage", recording.voltage, text)
    return shape


def _population(box: Box, found: list[dict[str, float]], seed: int) -> FloatArray:
    """Return the first points: the guesses, points near them, and points anywhere."""
    size = len(box.NAMES)
    points = uniform(seed, _STREAM, 0, POPULATION * size).reshape(POPULATION, size)
    if found:
        values = np.array([[guess[name] for name in box.NAMES] for guess in found])
        centres, n = box.unit(box.clipped(values)), len(found)
        points[:n] = centres
        drawn = points[n:_GUESSED]
        near = centres[np.arange(len(drawn)) % min(n, _FOLLOWED)] + _NEAR * (drawn - 0.5)
        # The equation between spikes does not tell where v is reset.
        reset = box.NAMES.index(box.RESET)
        near[:, reset] = drawn[:, reset]
        points[n:_GUESSED] = np.clip(near, 0.0, 1.0)
    return points
