"""Counter-based random numbers: (seed, stream, step, index) -> uniform or normal.

There is no generator state: each number is a function of its four coordinates, so that draws can
be made in any order, in parts, in parallel or again. `seed` names the whole experiment, `stream`
one use of randomness in it (so that two uses never share numbers), `step` the time step and
`index` the neuron, synapse or sample.

Only integer operations and + - * / sqrt on doubles in a fixed order are used, without a library's
log or sin and without fused multiply-add. The same numbers come out bit for bit in numpy on any
machine, and in C or WebAssembly that follows the same order.

How: seed, stream and step are mixed one after the other, each with a full 64-bit avalanche, into
two 32-bit key words. Per index there is one 32-bit hash only (SIMD lanes): a Weyl sequence offset
by the first word, and three multiply-xorshift rounds between which the second word is injected.
The multipliers of the rounds are those of Wellons' triple32, the finaliser of the key is Stafford's
variant 13 (as in SplitMix64).
"""

from __future__ import annotations

from math import floor, ldexp

import numpy as np
from numpy.typing import NDArray

from izhikevich.units import integer

FloatArray = NDArray[np.float64]
WordArray = NDArray[np.uint32]
#: `n` stands for the indices 0 .. n - 1.
Index = int | NDArray[np.integer]

_MASK64 = 0xFFFFFFFFFFFFFFFF
_WEYL = np.uint32(0x9E3779B9)
_LN2_HIGH = 6.93147180369123816490e-01  # the last 32 bits are zero: exponent * this is exact
_LN2_LOW = 1.90821492927058770002e-10
_SQRT_HALF = 0.7071067811865476
_QUARTER_PI = 0.7853981633974483
_ATANH = tuple(1.0 / k for k in range(23, 2, -2))  # 1/23 ... 1/3, highest power first
_SIN = (
    1.0 / 355687428096000.0,
    -1.0 / 1307674368000.0,
    1.0 / 6227020800.0,
    -1.0 / 39916800.0,
    1.0 / 362880.0,
    -1.0 / 5040.0,
    1.0 / 120.0,
    -1.0 / 6.0,
)
_COS = (
    1.0 / 20922789888000.0,
    -1.0 / 87178291200.0,
    1.0 / 479001600.0,
    -1.0 / 3628800.0,
    1.0 / 40320.0,
    -1.0 / 720.0,
    1.0 / 24.0,
    -1.0 / 2.0,
)
_EXP = (
    1.0 / 6227020800.0,
    1.0 / 479001600.0,
    1.0 / 39916800.0,
    1.0 / 3628800.0,
    1.0 / 362880.0,
    1.0 / 40320.0,
    1.0 / 5040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
    1.0,
    1.0,
)


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
    return _unit(words(seed, stream, step, index))


def normal(seed: int, stream: int, step: int, index: Index) -> FloatArray:
    """Return standard normal numbers, by the Box-Muller transform of pairs (2j, 2j + 1).

    The even index of a pair gives the radius, the odd one the angle. The largest possible
    absolute value is 6.76. Parameters, result and errors are those of `uniform`.
    """
    if isinstance(index, (int, np.integer)):
        count = integer(index, "index", low=0, high=1 << 32)
        pairs = (count + 1) // 2
        word = words(seed, stream, step, 2 * pairs).reshape(pairs, 2)
        cosine, sine = _circle(word[:, 1])
        radius = _radius(word[:, 0])
        return np.stack((radius * cosine, radius * sine), axis=1).reshape(-1)[:count]
    even = np.asarray(index) & ~np.asarray(1, dtype=np.asarray(index).dtype)
    radius = _radius(words(seed, stream, step, even))
    cosine, sine = _circle(words(seed, stream, step, even + 1))
    return radius * np.where(np.asarray(index) == even, cosine, sine)


def words(seed: int, stream: int, step: int, index: Index) -> WordArray:
    """Return the 32-bit random words on which the other functions rest.

    Parameters, shape and errors are those of `uniform`.
    """
    low_key, high_key = key(seed, stream, step)
    x = _indices(index) * _WEYL
    x += np.uint32(low_key)
    x ^= x >> np.uint32(17)
    x *= np.uint32(0xED5AD4BB)
    x ^= x >> np.uint32(11)
    x += np.uint32(high_key)
    x *= np.uint32(0xAC4C1B51)
    x ^= x >> np.uint32(15)
    x ^= np.uint32((high_key << 16 | high_key >> 16) & 0xFFFFFFFF)
    x *= np.uint32(0x31848BAB)
    x ^= x >> np.uint32(14)
    return x


def key(seed: int, stream: int, step: int) -> tuple[int, int]:
    """Return the two 32-bit words into which seed, stream and step are mixed.

    For a fixed seed and stream, different steps never share a key; otherwise keys coincide no
    oftener than random 64-bit numbers do.
    """
    z = _mix(integer(seed, "seed", low=0, high=_MASK64) ^ 0xD1B54A32D192ED03)
    z = _mix(z + 0x9E3779B97F4A7C15 * (integer(stream, "stream", low=0, high=0xFFFFFFFF) + 1))
    z = _mix(z + 0x8CB92BA72F3D8DD7 * (integer(step, "step", low=0, high=_MASK64) + 1))
    return z & 0xFFFFFFFF, z >> 32


def sine_of_turns(turns: FloatArray) -> FloatArray:
    """Return sin(2 pi turns), with the same bits on every machine; error below 5e-16.

    Parameters
    ----------
    turns : array
        Angle in whole turns.
    """
    eighths = (turns - np.floor(turns)) * 8.0
    # A tiny negative angle wraps to a whole turn, which is octant 0 again.
    octant = np.floor(eighths)
    return _octants(octant.astype(np.uint32) & np.uint32(7), eighths - octant)[1]


def exponential(x: float) -> float:
    """Return exp(x), with the same bits on every machine; relative error below 3e-16."""
    power = floor(x * 1.4426950408889634 + 0.5)
    r = (x - power * _LN2_HIGH) - power * _LN2_LOW
    total = _EXP[0]
    for coefficient in _EXP[1:]:
        total = total * r + coefficient
    return ldexp(total, power)


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


def _unit(word: WordArray) -> FloatArray:
    """Return the middle of the word's cell of the unit interval."""
    return (word.astype(np.float64) + 0.5) * 2.0**-32


def _radius(word: WordArray) -> FloatArray:
    """Return sqrt(-2 ln u) of the word's uniform number u."""
    return np.sqrt(-2.0 * _log(_unit(word)))


def _log(x: FloatArray) -> FloatArray:
    """Return ln x for positive normal x: exponent, and the series of 2 atanh((m - 1)/(m + 1))."""
    mantissa, exponent = np.frexp(x)
    low = mantissa < _SQRT_HALF
    mantissa = np.where(low, mantissa * 2.0, mantissa)
    exponent = (exponent - low).astype(np.float64)
    s = (mantissa - 1.0) / (mantissa + 1.0)
    z = s * s
    total = _horner(_ATANH, z)
    return exponent * _LN2_HIGH + (exponent * _LN2_LOW + (2.0 * s + 2.0 * s * (z * total)))


def _circle(word: WordArray) -> tuple[FloatArray, FloatArray]:
    """Return cosine and sine of the angle 2 pi (word + 1/2) / 2^32."""
    part = ((word & np.uint32(0x1FFFFFFF)).astype(np.float64) + 0.5) * 2.0**-29
    return _octants(word >> np.uint32(29), part)


def _octants(octant: WordArray, part: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return cosine and sine of (octant + part) pi / 4, octant 0 to 7, part 0 to 1."""
    odd = (octant & np.uint32(1)) != 0
    angle = np.where(odd, 1.0 - part, part) * _QUARTER_PI
    square = angle * angle
    sine = angle + angle * (square * _horner(_SIN, square))
    cosine = 1.0 + square * _horner(_COS, square)
    # In octants 1, 2, 5 and 6 the angle is measured from the other axis.
    swapped = ((octant + np.uint32(1)) & np.uint32(2)) != 0
    x, y = np.where(swapped, sine, cosine), np.where(swapped, cosine, sine)
    left = ((octant + np.uint32(2)) & np.uint32(4)) != 0
    below = (octant & np.uint32(4)) != 0
    return np.where(left, -x, x), np.where(below, -y, y)


def _horner(coefficients: tuple[float, ...], x: FloatArray) -> FloatArray:
    """Evaluate a polynomial, highest power first."""
    total = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        total = total * x + coefficient
    return total
