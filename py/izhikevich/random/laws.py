"""Normal and Poisson numbers from the counter-based generator."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.random.counter import (
    Index,
    WordArray,
    uniform,
    uniform_of_steps,
    unit_interval,
    words,
    words_of_steps,
)
from izhikevich.random.functions import circle, exponential, logarithm
from izhikevich.units import integer, number

#: Largest mean of `poisson`.
MEAN_LIMIT = 1e9
#: From this mean on, `poisson` expands the distribution about the normal one.
_SEARCH_LIMIT = 64.0
_ALL = 1.0 - 2.0**-34  # above all uniform numbers
_HALF_OF_STEPS = 1 << 63


def normal(seed: int, stream: int, step: int, index: Index) -> FloatArray:
    """Return standard normal numbers, by the Box-Muller transform of pairs (2j, 2j + 1).

    The even index of a pair gives the radius, the odd one the angle. The largest possible
    absolute value is 6.76. Parameters, result and errors are those of `uniform`.
    """
    if isinstance(index, (int, np.integer)):
        count = integer(index, "index", low=0, high=1 << 32)
        return _paired(words(seed, stream, step, count + count % 2))[:count]
    even = np.asarray(index) & ~np.asarray(1, dtype=np.asarray(index).dtype)
    radius = _radius(words(seed, stream, step, even))
    cosine, sine = circle(words(seed, stream, step, even + 1))
    return radius * np.where(np.asarray(index) == even, cosine, sine)


def normal_of_steps(seed: int, stream: int, first: int, count: int, n: int) -> FloatArray:
    """Return normal numbers for some steps, shape (count, n): row k is that of step first + k."""
    return _paired(words_of_steps(seed, stream, first, count, n + n % 2))[:, :n]


def poisson(
    mean: float | FloatArray, seed: int, stream: int, step: int, index: Index
) -> IndexArray:
    """Return Poisson numbers: counts of events with expected number `mean`.

    For means below 64 the uniform number u of the same coordinates is inverted: the count is 0 if u
    <= 1 - mean (which is below exp(-mean), and avoids its evaluation), and otherwise the first k at
    which exp(-mean) (1 + mean + ... + mean^k / k!), summed in this order, is not below u. Since u
    lies on a grid of 2^-32, so do the probabilities: the expected count for a mean far below 1 is
    accurate to 2^-32, and means below 2^-33 never give an event.

    For means from 64 on, the count is the integer part of the expansion, up to the order 1 / mean,
    of the inverse Poisson distribution about a normal number z at step + 2^63. The total variation
    distance from the Poisson distribution is 3e-6 at mean 64, and falls as mean^-2.

    Parameters
    ----------
    mean : float or array
        Expected counts, 0 to 1e9; an array must have, or broadcast to, the shape of the indices.
    seed : int
        0 to 2^64 - 1.
    stream : int
        0 to 2^32 - 1.
    step : int
        0 to 2^63 - 1.
    index : int or integer array, any shape
        Indices, 0 to 2^32 - 1; or a count n, for 0 .. n - 1.

    Returns
    -------
    int64 array
        One count per index.

    Raises
    ------
    ParameterError
        If a mean or a coordinate is out of range, or the shapes do not match.

    References
    ----------
    M. B. Giles, Algorithm 955: approximation of the inverse Poisson cumulative distribution
    function, ACM Trans. Math. Softw. 42 (2016), for the expansion.
    """
    step = integer(step, "step", low=0, high=_HALF_OF_STEPS - 1)
    u = uniform(seed, stream, step, index)
    means = _means(mean, u.shape)
    counts = np.zeros(u.shape, dtype=np.int64)
    some = np.nonzero(u > 1.0 - means)
    expected = np.broadcast_to(means, u.shape)[some]
    many = expected >= _SEARCH_LIMIT
    if not many.any():
        counts[some] = _searched(expected, u[some])
        return counts
    found = np.empty(many.shape, dtype=np.int64)
    found[~many] = _searched(expected[~many], u[some][~many])
    indices = some[0] if isinstance(index, (int, np.integer)) else np.asarray(index)[some]
    z = normal(seed, stream, step + _HALF_OF_STEPS, indices[many])
    found[many] = _expanded(expected[many], z)
    counts[some] = found
    return counts


def poisson_of_steps(
    mean: float, seed: int, stream: int, first: int, count: int, n: int
) -> IndexArray:
    """Return Poisson numbers for some steps, shape (count, n), the same as `poisson` of each."""
    if mean >= _SEARCH_LIMIT:
        rows = [poisson(mean, seed, stream, first + k, n) for k in range(count)]
        return np.array(rows, dtype=np.int64).reshape(count, n)
    term = total = exponential(-float(_means(mean, ())))
    distribution = [total]
    while total < _ALL or len(distribution) <= mean:
        term = term * mean / len(distribution)
        total = total + term
        distribution.append(total)
    u = uniform_of_steps(seed, stream, first, count, n)
    return np.searchsorted(distribution, u).astype(np.int64)


def _means(mean: float | FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Return checked means, of a shape that broadcasts to `shape`."""
    if np.ndim(mean) == 0:
        return np.array(number(mean, "mean", "", low=0.0, high=MEAN_LIMIT))
    try:
        means = np.asarray(mean, dtype=np.float64)
    except (TypeError, ValueError):
        raise ParameterError("mean", mean, "must be numbers") from None
    try:
        fits = np.broadcast_shapes(means.shape, shape) == shape
    except ValueError:
        fits = False
    if not fits:
        raise ParameterError(
            "mean",
            mean,
            msg("its shape {own} does not fit {shape} indices", own=means.shape, shape=shape),
        )
    if means.size and not (means.min() >= 0.0 and means.max() <= MEAN_LIMIT):
        wrong = means[~((means >= 0.0) & (means <= MEAN_LIMIT))][0]
        number(wrong, "mean", "", low=0.0, high=MEAN_LIMIT)
    return means


def _searched(mean: FloatArray, u: FloatArray) -> IndexArray:
    """Return the first k at which the Poisson distribution reaches `u`; both arrays are flat."""
    counts = np.zeros(u.size, dtype=np.int64)
    place: IndexArray = np.arange(u.size, dtype=np.int64)
    term = exponential(-mean)
    total = term
    k = 0
    while True:
        beyond = u > total
        place = place[beyond]
        u, mean, term, total = (x[beyond] for x in (u, mean, term, total))
        if not place.size:
            return counts
        k += 1
        counts[place] = k
        term = term * mean / k
        total = total + term


def _expanded(mean: FloatArray, z: FloatArray) -> IndexArray:
    """Return the integer part of the quantile of a large mean that belongs to a normal number."""
    square = z * z
    quantile = mean + np.sqrt(mean) * z
    quantile += 1.0 / 3.0 + square * (1.0 / 6.0)
    quantile -= z * (1.0 / 36.0 + square * (1.0 / 72.0)) / np.sqrt(mean)
    quantile += (square * (7.0 / 810.0 + square * (1.0 / 270.0)) - 8.0 / 405.0) / mean
    return np.floor(quantile).astype(np.int64)


def _paired(word: WordArray) -> FloatArray:
    """Turn words, of an even number along the last axis, into normal numbers pair by pair."""
    cosine, sine = circle(word[..., 1::2])
    radius = _radius(word[..., ::2])
    result = np.empty(word.shape)
    np.multiply(radius, cosine, out=result[..., ::2])
    np.multiply(radius, sine, out=result[..., 1::2])
    return result


def _radius(word: WordArray) -> FloatArray:
    """Return sqrt(-2 ln u) of the word's uniform number u."""
    return np.sqrt(-2.0 * logarithm(unit_interval(word)))
