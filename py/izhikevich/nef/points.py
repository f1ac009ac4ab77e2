"""Evenly scattered points: encoders on the unit sphere, evaluation points in the ball."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.random import exponential, logarithm, normal, sine_of_turns, uniform

_NEWTON_STEPS = 40


def on_sphere(n: int, dimensions: int, seed: int, stream: int) -> FloatArray:
    """Return points on the unit sphere, shape (n, dimensions); in 1-D -1 and 1 in equal numbers."""
    if dimensions == 1:
        return np.where(_line(n, seed, stream) < 0.5, -1.0, 1.0)[:, None]
    cube = _cube(n, dimensions - 1 if dimensions < 4 else dimensions + dimensions % 2, seed, stream)
    return _directions(cube, dimensions, seed, stream)


def in_ball(n: int, dimensions: int, seed: int, stream: int) -> FloatArray:
    """Return points in the unit ball, shape (n, dimensions); in 1-D half of them on each side."""
    if dimensions == 1:
        half = n // 2
        # Each half has its own shift.
        sides = (_line(half, seed, stream), -_line(n - half, seed, stream + 1))
        return _shuffled(np.concatenate(sides), seed, stream)[:, None]
    angles = dimensions - 1 if dimensions < 4 else dimensions + dimensions % 2
    cube = _cube(n, angles + 1, seed, stream)
    radius = exponential(logarithm(cube[:, -1]) / dimensions)
    return _directions(cube[:, :-1], dimensions, seed, stream) * radius[:, None]


def products(points: FloatArray, vectors: FloatArray) -> FloatArray:
    """Return the scalar products of points (m, d) and vectors (n, d), shape (m, n).

    They are summed in a fixed order, for the same bits on every machine.
    """
    total: FloatArray = points[:, 0, None] * vectors[:, 0]
    for k in range(1, points.shape[1]):
        total += points[:, k, None] * vectors[:, k]
    return total


def _directions(cube: FloatArray, dimensions: int, seed: int, stream: int) -> FloatArray:
    """Map points of the unit cube to directions, evenly."""
    turns = cube[:, 0]
    if dimensions == 2:
        return np.stack([_cosine(turns), sine_of_turns(turns)], axis=1)
    if dimensions == 3:
        height = 2.0 * cube[:, 1] - 1.0
        width = np.sqrt(1.0 - height * height)
        points = np.stack([width * _cosine(turns), width * sine_of_turns(turns), height], axis=1)
    else:
        # Directions of normally distributed points, from pairs of coordinates by Box-Muller.
        radius = np.sqrt(-2.0 * logarithm(cube[:, ::2]))
        pairs = [radius * _cosine(cube[:, 1::2]), radius * sine_of_turns(cube[:, 1::2])]
        points = np.concatenate(pairs, axis=1)[:, :dimensions]
        points /= np.sqrt(_dot(points, points))[:, None]
    rotation = _rotation(dimensions, seed, stream)
    return products(points, rotation)


def _rotation(dimensions: int, seed: int, stream: int) -> FloatArray:
    """Return a random orthogonal matrix: the Gram-Schmidt process on normal numbers."""
    rows = normal(seed, stream, 2, dimensions * dimensions).reshape(dimensions, dimensions)
    for i, row in enumerate(rows):
        for _ in range(2):  # twice, to remove what rounding left
            for done in rows[:i]:
                row -= _dot(row[None, :], done[None, :]) * done
        row /= np.sqrt(_dot(row[None, :], row[None, :]))
    return rows


def _line(n: int, seed: int, stream: int) -> FloatArray:
    """Return n equally spaced points in the unit interval, with a random shift, in random order."""
    shift = uniform(seed, stream, 0, 1)
    points = (shift + np.arange(n) * (1.0 / max(n, 1))) % 1.0
    return _shuffled(points, seed, stream)


def _cube(n: int, dimensions: int, seed: int, stream: int) -> FloatArray:
    """Return quasi-random points in the open unit cube, shape (n, dimensions).

    Multiples of the powers of 1/phi, where phi solves phi^(d + 1) = phi + 1 (Roberts, "The
    unreasonable effectiveness of quasirandom sequences", 2018), with a random shift, in random
    order.
    """
    phi = 2.0
    for _ in range(_NEWTON_STEPS):
        power = _power(phi, dimensions)
        phi -= (power * phi - phi - 1.0) / ((dimensions + 1) * power - 1.0)
    shift = uniform(seed, stream, 0, dimensions)
    steps = np.array([1.0 / _power(phi, k + 1) for k in range(dimensions)])
    points = (shift + np.arange(1, n + 1)[:, None] * steps) % 1.0
    return np.maximum(_shuffled(points, seed, stream), 2.0**-40)


def _shuffled(points: FloatArray, seed: int, stream: int) -> FloatArray:
    """Return the points (rows) in a random order."""
    return points[np.argsort(uniform(seed, stream, 1, len(points)), kind="stable")]


def _power(x: float, exponent: int) -> float:
    """Return an integer power by products, with the same bits everywhere."""
    result = 1.0
    for _ in range(exponent):
        result *= x
    return result


def _cosine(turns: FloatArray) -> FloatArray:
    return sine_of_turns(turns + 0.25)


def _dot(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the products of rows, summed in a fixed order."""
    total: FloatArray = x[:, 0] * y[:, 0]
    for k in range(1, x.shape[1]):
        total = total + x[:, k] * y[:, k]
    return total
