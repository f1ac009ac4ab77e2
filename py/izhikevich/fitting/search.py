"""Differential evolution: a search of the whole box that needs nothing but comparisons.

As in `adaptation`, the same seed gives the same result on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.random import uniform, words

_STREAM = 0x46495400  # "FIT": draws of the search
_BEST = 0.15  # fraction of the population from which the best are drawn
_STEPS = 0.4, 0.9  # range of the factors of differences
_APART = 0.1  # of the box, in one dimension at least
_CROSSING = 0.5, 1.0  # range of the probabilities that a coordinate is new


class Search:
    """A population of points in the unit box that improves.

    Parameters
    ----------
    loss : callable
        Returns the losses of points, shape (n, n_dimensions), as an array of shape (n,).
    points : array, shape (n, n_dimensions)
        The first population.
    seed : int

    Notes
    -----
    "current-to-pbest" of Zhang and Sanderson, "JADE: adaptive differential evolution with optional
    external archive", IEEE Trans. Evolutionary Computation 13 (2009), with random factors instead
    of adapted ones.
    """

    def __init__(
        self, loss: Callable[[FloatArray], FloatArray], points: FloatArray, seed: int
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self._loss, self._seed = loss, seed
        self.points, self.losses = points.copy(), loss(points)
        self.generation = 0

    def starts(self, count: int) -> FloatArray:
        """Return some of the best points, apart from one another as far as there are such."""
        order = np.argsort(self.losses, kind="stable")
        chosen = [int(order[0])]
        for candidate in order[1:].tolist():
            gaps = np.abs(self.points[candidate] - self.points[chosen]).max(axis=1)
            if len(chosen) < count and gaps.min() > _APART:
                chosen.append(candidate)
        chosen += [k for k in order.tolist() if k not in chosen][: count - len(chosen)]
        return self.points[chosen]

    def improve(self) -> None:
        """Replace points by better ones, once."""
        self.generation += 1
        n, dimensions = self.points.shape
        draw = self._drawing(n)
        ranked = np.argsort(self.losses, kind="stable")
        best = self.points[ranked[next(draw) % max(2, round(_BEST * n))]]
        one, other = self.points[next(draw) % n], self.points[next(draw) % n]
        factor = _within(_STEPS, self._uniform(0, n))[:, None]
        crossing = _within(_CROSSING, self._uniform(1, n))[:, None]
        tried = self.points + factor * (best - self.points) + factor * (one - other)
        new = self._uniform(2, n * dimensions).reshape(n, dimensions) < crossing
        new[np.arange(n), next(draw) % dimensions] = True
        tried = np.where(new, tried, self.points)
        # Beyond a side of the box: half-way to it.
        tried = np.where(tried < 0.0, self.points / 2, tried)
        tried = np.where(tried > 1.0, (self.points + 1.0) / 2, tried)
        losses = self._loss(tried)
        better = losses <= self.losses
        self.points[better], self.losses[better] = tried[better], losses[better]

    def _uniform(self, use: int, n: int) -> FloatArray:
        return uniform(self._seed, _STREAM + use, self.generation, n)

    def _drawing(self, n: int) -> Iterator[IndexArray]:
        use = 16
        while True:
            yield words(self._seed, _STREAM + use, self.generation, n).astype(np.int64)
            use += 1


def _within(limits: tuple[float, float], fractions: FloatArray) -> FloatArray:
    low, high = limits
    return low + (high - low) * fractions
