"""Covariance matrix adaptation: a search that learns the shape of a valley and follows it.

Every operation is rounded as IEEE 754 prescribes and done in a fixed order, and the random numbers
are functions of the seed. So the same seed gives the same result in the browser and on any
computer, which no library promises: those call the eigenvalue solver of the machine.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.random import exponential, logarithm, normal

_STREAM = 0x46495500  # "FIT": draws of the adaptations
_WIDEST = 0.5  # of the box


class Adaptation:
    """A normal distribution that moves and turns towards better points of the unit box.

    Parameters
    ----------
    mean : array, shape (n_dimensions,)
        Where it begins.
    width : float
        Standard deviation at the beginning.
    size : int
        Number of points of a generation.
    seed, place : int
        Seed, and the number of this search among those that share it.

    Notes
    -----
    Source: Hansen, "The CMA evolution strategy: a tutorial", arXiv:1604.00772 (2016), with a
    Cholesky factor in the place of the eigenvectors.
    """

    def __init__(self, mean: FloatArray, width: float, size: int, seed: int, place: int) -> None:
        """Initialise from the parameters that the class describes."""
        n, self.size = mean.size, size
        self._draw = seed, _STREAM + place
        self.mean, self.width, self.generation = mean.copy(), width, 0
        ranks = np.arange(1, size // 2 + 1)
        weights = logarithm(np.append(size / 2 + 0.5, ranks))
        weights = weights[0] - weights[1:]
        self._weights = weights / _total(weights)
        effective = 1.0 / _total(self._weights * self._weights)
        self._c_sigma = (effective + 2) / (n + effective + 5)
        self._damping = 1 + 2 * max(0.0, sqrt((effective - 1) / (n + 1)) - 1) + self._c_sigma
        self._c_path = (4 + effective / n) / (n + 4 + 2 * effective / n)
        self._c_one = 2 / ((n + 1.3) ** 2 + effective)
        best = 2 * (effective - 2 + 1 / effective) / ((n + 2) ** 2 + effective)
        self._c_many = min(1 - self._c_one, best)
        self._effective, self._expected = effective, sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n))
        self._path, self._path_sigma = np.zeros(n), np.zeros(n)
        self._covariance = np.eye(n)

    def points(self) -> FloatArray:
        """Return the next generation, shape (size, n_dimensions), within the box."""
        n = self.mean.size
        self._factor = cholesky(self._covariance)
        z = normal(*self._draw, self.generation, self.size * n).reshape(self.size, n)
        moved = np.zeros_like(z)
        for k in range(n):  # z times the transposed factor, in a fixed order
            moved += z[:, k, None] * self._factor[:, k]
        points = self.mean + self.width * moved
        # Reflected at the sides of the box.
        points = np.where(points < 0.0, -points, points)
        points = np.where(points > 1.0, 2.0 - points, points)
        return np.clip(points, 0.0, 1.0)

    def widen(self, width: float) -> None:
        """Search no nearer to the mean than by a standard deviation."""
        self.width = max(self.width, width)

    def learn(self, points: FloatArray, losses: FloatArray) -> None:
        """Move towards the better half of the points."""
        n = self.mean.size
        self.generation += 1
        chosen = points[np.argsort(losses, kind="stable")[: self._weights.size]]
        steps = (chosen - self.mean) / self.width
        mean_step = np.zeros(n)
        for weight, step in zip(self._weights.tolist(), steps, strict=True):
            mean_step += weight * step
        self.mean = self.mean + self.width * mean_step
        whitened = _solved(self._factor, mean_step)
        gain = sqrt(self._c_sigma * (2 - self._c_sigma) * self._effective)
        self._path_sigma = (1 - self._c_sigma) * self._path_sigma + gain * whitened
        length = _length(self._path_sigma)
        moving = length / self._expected < 1.4 + 2 / (n + 1)
        gain = sqrt(self._c_path * (2 - self._c_path) * self._effective)
        self._path = (1 - self._c_path) * self._path + (gain * mean_step if moving else 0.0)
        many = np.zeros((n, n))
        for weight, step in zip(self._weights.tolist(), steps, strict=True):
            many += weight * (step[:, None] * step)
        kept = 1 - self._c_one - self._c_many
        one = self._path[:, None] * self._path
        self._covariance = kept * self._covariance + self._c_one * one + self._c_many * many
        rate = self._c_sigma / self._damping * (length / self._expected - 1)
        self.width = min(_WIDEST, self.width * exponential(min(rate, 1.0)))


def cholesky(matrix: FloatArray) -> FloatArray:
    """Return the lower triangular factor of a positive matrix, column by column."""
    n = len(matrix)
    factor, rest = np.zeros_like(matrix), matrix.copy()
    for k in range(n):
        factor[k:, k] = rest[k:, k] / np.sqrt(max(rest[k, k], 1e-30))
        rest -= factor[:, k, None] * factor[:, k]
    return factor


def _solved(factor: FloatArray, right: FloatArray) -> FloatArray:
    """Return the solution x of factor x = right, for a lower triangular factor."""
    rest, found = right.copy(), np.zeros_like(right)
    for k in range(right.size):
        found[k] = rest[k] / factor[k, k]
        rest -= found[k] * factor[:, k]
    return found


def _length(vector: FloatArray) -> float:
    return sqrt(_total(vector * vector))


def _total(values: FloatArray) -> float:
    """Return the sum, added up in order."""
    total = 0.0
    for value in values.tolist():
        total += value
    return total
