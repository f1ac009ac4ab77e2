"""The counter-based generator itself: random words and uniform numbers.

Method: seed, stream and step are mixed one after the other, each with a full 64-bit avalanche, into
two 32-bit key words. Per index there is only one 32-bit hash (SIMD lanes): a Weyl sequence offset
by the first word, and three multiply-xorshift rounds between which the second word is injected.
The multipliers of the rounds are those of Wellons' triple32, the finaliser of the key is Stafford's
variant 13 (as in SplitMix64).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.units import integer

WordArray = NDArray[np.uint32]
#: `n` denotes the indices 0 .. n - 1.
Index = int | NDArray[np.integer]

_MASK64 = 0xFFFFFFFFFFFFFFFF
_WEYL = np.uint32(0x9E3779B9)


def uniform(seed: int, stream: int, step: int, index: Index) -> FloatArray:
    """Return uniform numbers in the open interval (0, 1), on a grid of 2^-32.

    Parameters
    ----------
    seed : int
        0 to 2^64 - 1.
    stream : int
        0 to 2^32 - 1.
    step : int
        0 to 2^64 - 1.
    index : int or integer array, any shape
        Indices, 0 to 2^32 - 1; or a count n, for 0 .. n - 1.

    Returns
    -------
    array
        One number per index. Never 0 or 1, so that its logarithm is finite.

    Raises
    ------
    ParameterError
        If a coordinate is out of range.
    """
    return unit_interval(words(seed, stream, step, index))


def uniform_of_steps(seed: int, stream: int, first: int, count: int, n: int) -> FloatArray:
    """Return uniform numbers for some steps, shape (count, n): row k is that of step first + k."""
    return unit_interval(words_of_steps(seed, stream, first, count, n))


def words(seed: int, stream: int, step: int, index: Index) -> WordArray:
    """Return the 32-bit random words on which the other functions are based.

    Parameters, shape and errors are those of `uniform`.
    """
    low_key, high_key = key(seed, stream, step)
    return _scrambled(_indices(index) * _WEYL + np.uint32(low_key), np.uint32(high_key))


def words_of_steps(seed: int, stream: int, first: int, count: int, n: int) -> WordArray:
    """Return the words of some steps, shape (count, n): row k is `words` at step first + k.

    One call for many steps is several times faster than one for each.
    """
    keys = np.array([key(seed, stream, first + k) for k in range(count)], dtype=np.uint32)
    low, high = keys.reshape(count, 2).T[:, :, None]
    return _scrambled(_indices(n) * _WEYL + low, high)


def key(seed: int, stream: int, step: int) -> tuple[int, int]:
    """Return the two 32-bit words into which seed, stream and step are mixed.

    For a fixed seed and stream, different steps never share a key; otherwise keys coincide no more
    often than random 64-bit numbers do.
    """
    z = _mix(integer(seed, "seed", low=0, high=_MASK64) ^ 0xD1B54A32D192ED03)
    z = _mix(z + 0x9E3779B97F4A7C15 * (integer(stream, "stream", low=0, high=0xFFFFFFFF) + 1))
    z = _mix(z + 0x8CB92BA72F3D8DD7 * (integer(step, "step", low=0, high=_MASK64) + 1))
    return z & 0xFFFFFFFF, z >> 32


def unit_interval(word: WordArray) -> FloatArray:
    """Return the middle of the word's cell of the unit interval."""
    return (word.astype(np.float64) + 0.5) * 2.0**-32


def _scrambled(x: WordArray, high_key: Any) -> WordArray:
    """Hash words, which already contain the lower key, in place."""
    x ^= x >> np.uint32(17)
    x *= np.uint32(0xED5AD4BB)
    x ^= x >> np.uint32(11)
    x += high_key
    x *= np.uint32(0xAC4C1B51)
    x ^= x >> np.uint32(15)
    x ^= high_key << np.uint32(16) | high_key >> np.uint32(16)
    x *= np.uint32(0x31848BAB)
    x ^= x >> np.uint32(14)
    return x


def _mix(z: int) -> int:
    """Return a 64-bit word in which every bit depends on every bit of `z` (a bijection)."""
    z &= _MASK64
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK64
    return z ^ (z >> 31)


def _indices(index: Index) -> WordArray:
    """Return `index` as 32-bit words, a new array."""
    if isinstance(index, (int, np.integer)):
        return np.arange(integer(index, "index", low=0, high=1 << 32), dtype=np.uint32)
    array = np.asarray(index)
    if array.size:
        integer(array.min(), "index", low=0)
        integer(array.max(), "index", high=0xFFFFFFFF)
    return array.astype(np.uint32)
