"""Elementary functions with the same bits on every machine: log, exp, sine and cosine.

They use + - * / on doubles in a fixed order; exponents are split off and restored exactly.
"""

from __future__ import annotations

from typing import overload

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.random.counter import WordArray

#: ln 2 in two parts.
LN2_HIGH = 6.93147180369123816490e-01  # the last 32 bits are zero: exponent * this is exact
LN2_LOW = 1.90821492927058770002e-10
LOG2_E = 1.4426950408889634
_SQRT_HALF = 0.7071067811865476
_QUARTER_PI = 0.7853981633974483
_ATANH = tuple(1.0 / k for k in range(23, 2, -2))  # 1/23 ... 1/3, highest power first
#: Series, highest power first: (sin x - x) / x^3 and (cos x - 1) / x^2 in x^2, and exp.
SIN_TERMS = (
    1.0 / 355687428096000.0,
    -1.0 / 1307674368000.0,
    1.0 / 6227020800.0,
    -1.0 / 39916800.0,
    1.0 / 362880.0,
    -1.0 / 5040.0,
    1.0 / 120.0,
    -1.0 / 6.0,
)
COS_TERMS = (
    1.0 / 20922789888000.0,
    -1.0 / 87178291200.0,
    1.0 / 479001600.0,
    -1.0 / 3628800.0,
    1.0 / 40320.0,
    -1.0 / 720.0,
    1.0 / 24.0,
    -1.0 / 2.0,
)
EXP_TERMS = (
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

# Beyond these, the result is not a normal double.
_LOWEST_EXPONENT = -708.0
_HIGHEST_EXPONENT = 709.7


def logarithm(x: FloatArray) -> FloatArray:
    """Return ln x for positive normal doubles; relative error below 5e-16.

    Apart from the exponent, it is the series of 2 atanh((m - 1) / (m + 1)).
    """
    exponent, part = logarithm_parts(x)
    return exponent * LN2_HIGH + (exponent * LN2_LOW + part)


def logarithm_parts(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return whole numbers k, and ln m, of positive numbers x = 2^k m; m is near 1."""
    mantissa, exponent = np.frexp(x)
    low = mantissa < _SQRT_HALF
    mantissa = np.where(low, mantissa * 2.0, mantissa)
    s = (mantissa - 1.0) / (mantissa + 1.0)
    z = s * s
    total = horner(_ATANH, z)
    return (exponent - low).astype(np.float64), 2.0 * s + 2.0 * s * (z * total)


@overload
def exponential(x: float) -> float: ...


@overload
def exponential(x: FloatArray) -> FloatArray: ...


def exponential(x: float | FloatArray) -> float | FloatArray:
    """Return exp(x), with the same bits on every machine; relative error below 3e-16.

    Parameters
    ----------
    x : float or array
        Finite exponents. Below -708 the result is 0, above 709.7 it is infinite.
    """
    inside = np.minimum(np.maximum(x, _LOWEST_EXPONENT), _HIGHEST_EXPONENT)
    power = np.floor(inside * LOG2_E + 0.5)
    r = (inside - power * LN2_HIGH) - power * LN2_LOW
    scaled = np.ldexp(horner(EXP_TERMS, r), power.astype(np.int32))
    result = np.where(x < _LOWEST_EXPONENT, 0.0, np.where(x > _HIGHEST_EXPONENT, np.inf, scaled))
    return result if isinstance(x, np.ndarray) else float(result)


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


def circle(word: WordArray) -> tuple[FloatArray, FloatArray]:
    """Return cosine and sine of the angle 2 pi (word + 1/2) / 2^32."""
    part = ((word & np.uint32(0x1FFFFFFF)).astype(np.float64) + 0.5) * 2.0**-29
    return _octants(word >> np.uint32(29), part)


def _octants(octant: WordArray, part: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return cosine and sine of (octant + part) pi / 4, octant 0 to 7, part 0 to 1."""
    odd = (octant & np.uint32(1)) != 0
    angle = np.array(part)
    np.subtract(1.0, part, out=angle, where=odd)
    angle *= _QUARTER_PI
    square = angle * angle
    sine = horner(SIN_TERMS, square)
    sine *= square
    sine *= angle
    sine += angle
    cosine = horner(COS_TERMS, square)
    cosine *= square
    cosine += 1.0
    # In octants 1, 2, 5 and 6 the angle is measured from the other axis.
    swapped = ((octant + np.uint32(1)) & np.uint32(2)) != 0
    x, y = np.where(swapped, sine, cosine), np.where(swapped, cosine, sine)
    left = ((octant + np.uint32(2)) & np.uint32(4)) != 0
    np.negative(x, out=x, where=left)
    np.negative(y, out=y, where=(octant & np.uint32(4)) != 0)
    return x, y


def horner(coefficients: tuple[float, ...], x: FloatArray) -> FloatArray:
    """Evaluate a polynomial, highest power first."""
    total = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        total *= x
        total += coefficient
    return total
