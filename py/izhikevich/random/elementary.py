"""Elementary functions of arrays with the same bits on every machine, in numpy as in C.

They use + - * / on doubles in a fixed order, and take exponents apart and put them together
exactly; native/functions.h has the same operations. Single precision is computed in double
precision and rounded. Errors in units in the last place (ulp), as tests/test_elementary.py measures
them against numbers of 50 digits:

- ``exp`` 1.1 (results below 3e-308 are 0), ``log`` 1.5, ``log2`` 2 (exact at powers of 2),
  ``log10`` and ``tanh`` 2.5, ``sin`` and ``cos`` 2, ``tan`` 4, ``power`` 2.5 + half the exponent;
- beyond 10^6, ``sin``, ``cos`` and ``tan`` are those of an argument rounded once more; from 2^50
  (10^15) on they are nan;
- in single precision 0.51.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import floor, inf, nan
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.random.functions import (
    COS_TERMS,
    EXP_TERMS,
    LN2_HIGH,
    LN2_LOW,
    LOG2_E,
    SIN_TERMS,
    exponential,
    horner,
    logarithm,
    logarithm_parts,
)

LN2 = 0.6931471805599453
LOG10_E = 0.4342944819032518
#: log10(2) in two parts; the last 32 bits of the first are zero.
LOG10_2_HIGH, LOG10_2_LOW = 3.01029995663611771306e-01, 3.69423907715893078616e-13
TWO_OVER_PI = 0.6366197723675814
#: pi / 2 in three parts: the first two have 33 bits.
HALF_PI = 1.57079632673412561417e00, 6.07710050630396597660e-11, 2.02226624879595063154e-21
#: Beyond this, sin, cos and tan are nan.
LARGEST_ANGLE = 2.0**50
#: From here on tanh(x / 2) is 1.
_LARGEST_TANH = 44.0

Function = Callable[[FloatArray], FloatArray]


def _in_double_precision(function: Function) -> Callable[[Any], FloatArray]:
    """Return a function that also takes numbers and single precision, whose result is so too."""

    @wraps(function)
    def wrapped(x: Any) -> FloatArray:
        array = np.asarray(x)
        real = np.float32 if array.dtype == np.float32 else np.float64
        with np.errstate(all="ignore"):
            found: FloatArray = np.asarray(function(array.astype(np.float64))).astype(real)
        return found

    return wrapped


@_in_double_precision
def exp(x: FloatArray) -> FloatArray:
    """Return e^x."""
    return exponential(x)


@_in_double_precision
def log(x: FloatArray) -> FloatArray:
    """Return the natural logarithm."""
    return _of_positive(x, logarithm(x))


@_in_double_precision
def log2(x: FloatArray) -> FloatArray:
    """Return the logarithm to the base 2."""
    exponent, part = logarithm_parts(x)
    return _of_positive(x, exponent + part * LOG2_E)


@_in_double_precision
def log10(x: FloatArray) -> FloatArray:
    """Return the logarithm to the base 10."""
    exponent, part = logarithm_parts(x)
    return _of_positive(x, exponent * LOG10_2_HIGH + (exponent * LOG10_2_LOW + part * LOG10_E))


@_in_double_precision
def sin(x: FloatArray) -> FloatArray:
    """Return the sine of an angle in radians."""
    quadrant, sine, cosine = _turned(x)
    found = np.where(quadrant & 1, cosine, sine)
    return np.where(quadrant & 2, -found, found)


@_in_double_precision
def cos(x: FloatArray) -> FloatArray:
    """Return the cosine of an angle in radians."""
    quadrant, sine, cosine = _turned(x)
    found = np.where(quadrant & 1, sine, cosine)
    return np.where((quadrant + 1) & 2, -found, found)


@_in_double_precision
def tan(x: FloatArray) -> FloatArray:
    """Return the tangent of an angle in radians."""
    quadrant, sine, cosine = _turned(x)
    odd = quadrant & 1
    found = np.where(odd, cosine, sine) / np.where(odd, sine, cosine)
    return np.where(odd, -found, found)


@_in_double_precision
def tanh(x: FloatArray) -> FloatArray:
    """Return the hyperbolic tangent: (e^2x - 1) / (e^2x + 1), without cancellation near 0."""
    twice = np.minimum(np.abs(x) * 2.0, _LARGEST_TANH)
    k = np.floor(twice * LOG2_E + 0.5)
    r = (twice - k * LN2_HIGH) - k * LN2_LOW
    scale = np.ldexp(1.0, k.astype(np.int32))
    above = scale * (r * horner(EXP_TERMS[:-1], r)) + (scale - 1.0)  # e^2x - 1
    found = above / (above + 2.0)
    return np.where(x < 0.0, -found, found)


def power(exponent: float, x: Any) -> FloatArray:
    """Raise to a constant power that is not whole.

    Of its absolute value, the whole part is a product, and the rest comes from logarithm and exp.
    """
    parts = power_parts(exponent)
    return _in_double_precision(lambda array: _power(parts, exponent < 0.0, array))(x)


def power_parts(exponent: float) -> tuple[int, float, float, float]:
    """Return the whole part of the size of an exponent, and the rest, also in two parts.

    The first part of the rest has at most 40 bits, so that its product with the exponent of a
    double is exact.
    """
    whole = floor(abs(exponent))
    rest = abs(exponent) - whole
    high = floor(rest * 2.0**40) / 2.0**40
    return whole, rest, high, rest - high


def whole_power(exponent: int, x: Any) -> Any:
    """Raise to an integer power by products, for the same last bits on every machine."""
    result: Any = None
    square, left = x, abs(exponent)
    while left:
        if left & 1:
            result = square if result is None else result * square
        left >>= 1
        if left:
            square = square * square
    if result is None:
        return np.ones_like(x)
    return 1.0 / result if exponent < 0 else result


def _power(parts: tuple[int, float, float, float], negative: bool, x: FloatArray) -> FloatArray:
    whole, rest, high, low = parts
    k, part = logarithm_parts(x)
    scaled = high * k
    j = np.floor(scaled + 0.5)
    z = ((scaled - j) + low * k) * LN2 + rest * part
    found = np.ldexp(exponential(z), j.astype(np.int32))
    found = np.where(x > 0.0, np.where(x < inf, found, inf), np.where(x == 0.0, 0.0, nan))
    found *= whole_power(whole, x)
    return 1.0 / found if negative else found


def _of_positive(x: FloatArray, found: FloatArray) -> FloatArray:
    """Return what a logarithm is of a positive number, and what it is of others."""
    return np.where(x > 0.0, np.where(x < inf, found, x), np.where(x == 0.0, -inf, nan))


def _turned(x: FloatArray) -> tuple[Any, FloatArray, FloatArray]:
    """Return in which quarter of a turn an angle is, and sine and cosine of the rest."""
    x = np.where(np.abs(x) <= LARGEST_ANGLE, x, nan)
    k = np.floor(x * TWO_OVER_PI + 0.5)
    r = ((x - k * HALF_PI[0]) - k * HALF_PI[1]) - k * HALF_PI[2]
    square = r * r
    sine = ((horner(SIN_TERMS, square) * square) * r) + r
    cosine = horner(COS_TERMS, square) * square + 1.0
    return k.astype(np.int64), sine, cosine
