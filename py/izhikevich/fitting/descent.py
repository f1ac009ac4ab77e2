"""The search for the best parameters: first the whole box, then its valleys, then their floors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.fitting.adaptation import Adaptation
from izhikevich.fitting.search import Search
from izhikevich.messages import Number, msg
from izhikevich.progress import Progress, Steps

POPULATION = 128
_EXPLORING = 0.3  # of the generations: differential evolution of the whole population
#: Of the generations: when finer steps begin.
_FINER = 0.75, 0.95
_PARTS = 4  # of the population: searches that begin at different points
#: Their standard deviations at the beginning, fractions of the box: guesses can be close.
_WIDTHS = 0.005, 0.02, 0.03, 0.03
_WIDENED = 0.005  # when the steps become shorter
#: Times the best loss, and more than it: such parameters are as good.
_LIKE, _MORE = 1.1, 0.05
_MAX_CLOUD = 1000

#: Returns the losses of points of the unit box, shape (n,).
Loss = Callable[[FloatArray], FloatArray]


class Descent:
    """A search that keeps all points that are about as good as the best.

    Parameters
    ----------
    losses : sequence of callable
        Losses of points, by shorter and shorter steps: long ones can hide that a second spike
        follows some.
    seed : int
    generations : int
        Largest number of generations, of `POPULATION` points each.
    guessed : int
        Number of points of the first population that are guesses, best first; two or more.
    """

    def __init__(self, losses: Sequence[Loss], seed: int, generations: int, guessed: int) -> None:
        """Initialise from the parameters that the class describes."""
        self._by_step, self._guessed = losses, guessed
        self._seed, self._generations = seed, generations
        self._forget()
        self.evaluations = 0

    def run(self, points: FloatArray) -> Steps[None]:
        """Search, from a population on."""
        last = self._generations
        exploring = max(1, round(_EXPLORING * last))
        coarse, *finer = self._by_step
        begins = [max(exploring, min(last - 1, round(part * last))) for part in _FINER]
        population = Search(lambda tried: self._measured(coarse, tried), points, self._seed)
        ranked = np.argsort(population.losses[: self._guessed], kind="stable")
        # The guess with the best equation, and the one that fires best; the other searches begin
        # where the whole population came.
        guesses = population.points[[0, next(k for k in ranked.tolist() if k > 0)]]
        for k in range(exploring):
            yield self._progress(k)
            population.improve()
        starts = [*guesses, *population.starts(_PARTS - len(guesses))]
        parts = [
            Adaptation(start, width, POPULATION // _PARTS, self._seed, k)
            for k, (start, width) in enumerate(zip(starts, _WIDTHS, strict=True))
        ]
        yield from self._adapt(parts, coarse, range(exploring, begins[0]))
        for loss, begin, end in zip(finer, begins, [*begins[1:], last], strict=True):
            best = self.like_the_best()[1][:POPULATION]
            self._forget()
            for part in parts:
                part.widen(_WIDENED)
            self._measured(loss, best)
            yield from self._adapt(parts, loss, range(begin, end))

    def like_the_best(self) -> tuple[float, FloatArray]:
        """Return the best loss, and the points that are about as good, best first."""
        found, points = np.concatenate(self._losses), np.concatenate(self._points)
        order = np.argsort(found, kind="stable")
        order = order[found[order] <= _LIKE * self._best + _MORE][:_MAX_CLOUD]
        return self._best, points[order]

    def _adapt(self, parts: list[Adaptation], loss: Loss, generations: range) -> Steps[None]:
        size = POPULATION // _PARTS
        for k in generations:
            yield self._progress(k)
            tried = np.concatenate([part.points() for part in parts])
            measured = self._measured(loss, tried)
            for i, part in enumerate(parts):
                own = slice(i * size, (i + 1) * size)
                part.learn(tried[own], measured[own])

    def _forget(self) -> None:
        self._points: list[FloatArray] = []
        self._losses: list[FloatArray] = []
        self._best = np.inf

    def _measured(self, loss: Loss, points: FloatArray) -> FloatArray:
        found = loss(points)
        self.evaluations += len(points)
        self._best = min(self._best, float(found.min()))
        good = found <= _LIKE * self._best + _MORE
        if good.any():
            self._points.append(points[good])
            self._losses.append(found[good])
        return found

    def _progress(self, k: int) -> Progress:
        text = msg("Fitting: loss {loss}", loss=Number(self._best, form=".3g"))
        return Progress(k / self._generations, text)
