"""Random sets of pairs of neurons, drawn at a cost that grows with the set, not with the pairs.

Everything is a function of (seed, stream) through `izhikevich.random`, in blocks, so that memory
beyond the result is bounded and the same set is drawn on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import IndexArray
from izhikevich.random import logarithm, uniform, words

Targets = NDArray[np.int32]

#: Numbers that are drawn at a time. This is part of the definition of the sets: do not change it.
BLOCK = 1 << 16


def hits(
    p: float, total: int, seed: int, stream: int, step: int = 0
) -> Iterator[tuple[int, IndexArray]]:
    """Visit the positions 0 .. total - 1 that are hit, each with probability `p` independently.

    The gaps between hits are drawn by inversion of the geometric distribution, so the cost is that
    of the hits.

    Parameters
    ----------
    p : float
        0 to 1.
    total : int
        At most 2^53, so that positions are exact as doubles.
    seed, stream : int
        Seed and stream of the random numbers.
    step : int
        First step; every second one from there on is used, the others are left to the caller.

    Yields
    ------
    step : int
        The step that was used for this block.
    positions : array, shape (at most BLOCK,)
        Hit positions, increasing from block to block.
    """
    if p <= 0.0 or total <= 0:
        return
    if p >= 1.0:
        for first in range(0, total, BLOCK):
            yield (
                step + 2 * (first // BLOCK),
                np.arange(first, min(first + BLOCK, total), dtype=np.int64),
            )
        return
    expected = p * total
    size = int(min(float(BLOCK), expected + 6.0 * sqrt(expected) + 16.0))
    scale = _log_of_rest(p)
    last = -1.0
    while True:
        with np.errstate(over="ignore"):  # p is so small that no position is hit
            gaps = np.floor(logarithm(uniform(seed, stream, step, size)) / scale)
        gaps += 1.0
        gaps[0] += last
        # Sums of whole doubles are exact up to `total`, and larger beyond it.
        positions = np.cumsum(gaps)
        count = int(np.searchsorted(positions, float(total)))
        yield step, positions[:count].astype(np.int64)
        if count < size:
            return
        last, step = float(positions[-1]), step + 2


def chosen(k: int, n: int, rows: int, seed: int, stream: int) -> Iterator[tuple[int, Targets]]:
    """Choose, for each row, `k` different numbers of 0 .. n - 1, all sets being equally likely.

    Duplicates are redrawn until there are none; for k > n / 2 the numbers left out are drawn.

    Parameters
    ----------
    k, n, rows : int
        0 <= k <= n.
    seed, stream : int
        Seed and stream of the random numbers.

    Yields
    ------
    first : int
        First row of the block.
    numbers : int32 array, shape (rows of the block, k)
        Sorted in each row.
    """
    left_out = n - k if 2 * k > n else 0
    height = max(1, BLOCK // max(1, n if left_out else k))
    for first in range(0, rows, height):
        count = min(height, rows - first)
        if 2 * k <= n:
            yield first, _different(k, n, first, count, seed, stream)
            continue
        kept = np.ones((count, n), dtype=np.bool_)
        if left_out:
            np.put_along_axis(
                kept, _different(left_out, n, first, count, seed, stream), False, axis=1
            )
        yield first, np.nonzero(kept)[1].reshape(count, k).astype(np.int32)


def drawn(k: int, n: int, rows: int, seed: int, stream: int) -> Iterator[tuple[int, Targets]]:
    """Draw, for each row, `k` numbers of 0 .. n - 1 with replacement; otherwise as `chosen`."""
    height = max(1, BLOCK // max(1, k))
    for first in range(0, rows, height):
        count = min(height, rows - first)
        index = np.arange(first * k, (first + count) * k, dtype=np.int64)
        numbers = _below(n, words(seed, stream, 0, index)).reshape(count, k)
        numbers.sort(axis=1)
        yield first, numbers


def places(k: int, n: int, seed: int, stream: int, repeated: bool = False) -> IndexArray:
    """Choose `k` of the places 0 .. n - 1, which may be as many as there are pairs of neurons.

    Parameters
    ----------
    k, n : int
        `k` at most 2^31 - 1, and at most `n` unless places may be repeated; `n` at most 2^53.
    seed, stream : int
        Seed and stream of the random numbers.
    repeated : bool
        Whether a place may be chosen several times; otherwise all sets of k are equally likely.

    Returns
    -------
    int64 array, shape (k,)
        In ascending order.
    """
    if not repeated and 2 * k > n:
        kept = np.ones(n, dtype=np.bool_)
        kept[places(n - k, n, seed, stream)] = False
        return np.flatnonzero(kept)
    found = _far_below(n, seed, stream, 0, np.arange(k, dtype=np.int64))
    found.sort()
    if repeated:
        return found
    step = 0
    while True:
        again = np.flatnonzero(found[1:] == found[:-1]) + 1
        if not again.size:
            return found
        step += 2
        found[again] = _far_below(n, seed, stream, step, again)
        found.sort()


def compressed(keys: IndexArray, n_pre: int, n_post: int) -> tuple[IndexArray, Targets]:
    """Turn sorted keys pre * n_post + post into row starts and targets; `keys` is used up."""
    starts = np.searchsorted(keys, np.arange(n_pre + 1, dtype=np.int64) * n_post).astype(np.int64)
    np.remainder(keys, n_post, out=keys)
    return starts, keys.astype(np.int32)


def _different(k: int, n: int, first: int, rows: int, seed: int, stream: int) -> Targets:
    """Return k <= n / 2 different numbers below n for each of the rows from `first` on, sorted."""
    index = np.arange(first * k, (first + rows) * k, dtype=np.int64).reshape(rows, k)
    numbers = _below(n, words(seed, stream, 0, index))
    numbers.sort(axis=1)
    unfinished = np.arange(rows)
    step = 0
    while True:
        part = numbers[unfinished]
        repeated = np.zeros(part.shape, dtype=np.bool_)
        repeated[:, 1:] = part[:, 1:] == part[:, :-1]
        again = np.flatnonzero(repeated.any(axis=1))
        if not again.size:
            return numbers
        unfinished, part, repeated = unfinished[again], part[again], repeated[again]
        step += 1
        part[repeated] = _below(n, words(seed, stream, step, index[unfinished][repeated]))
        part.sort(axis=1)
        numbers[unfinished] = part


def _below(n: int, word: NDArray[np.uint32]) -> Targets:
    """Map random words to 0 .. n - 1; the bias is at most n / 2^32 of each probability."""
    return ((word.astype(np.uint64) * np.uint64(n)) >> np.uint64(32)).astype(np.int32)


def _log_of_rest(p: float) -> float:
    """Return ln(1 - p) for 0 < p < 1 without loss of precision for small p (Kahan's correction)."""
    rest = 1.0 - p
    if rest == 1.0:
        return -p
    return float(logarithm(np.array([rest]))[0]) * (-p / (rest - 1.0))


def _far_below(n: int, seed: int, stream: int, step: int, index: IndexArray) -> IndexArray:
    """Return whole numbers below n <= 2^53, from the random words of two steps."""
    high, low = (words(seed, stream, step + k, index).astype(np.int64) for k in range(2))
    unit = ((high >> 6 << 27) | (low >> 5)) * 2.0**-53
    return np.minimum((unit * float(n)).astype(np.int64), n - 1)
