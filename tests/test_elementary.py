"""Elementary functions of arrays: their errors against numbers of 50 digits, and where they end."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
import pytest
from izhikevich._typing import FloatArray
from izhikevich.random import elementary, uniform

#: pi to 75 digits.
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459230781640629")
DIGITS = 60


def sine(x: Decimal) -> Decimal:
    """Return the sine, from its series near 0."""
    turns = (x / (2 * PI)).to_integral_value()
    x -= turns * 2 * PI
    term = total = x
    k = 1
    while abs(term) > Decimal(10) ** -50:
        term *= -x * x / ((k + 1) * (k + 2))
        total += term
        k += 2
    return total


def cosine(x: Decimal) -> Decimal:
    """Return the cosine."""
    return sine(x + PI / 2)


def hyperbolic_tangent(x: Decimal) -> Decimal:
    """Return the hyperbolic tangent."""
    both = (2 * x).exp()
    return (both - 1) / (both + 1)


def spread(low: float, high: float, n: int = 500) -> FloatArray:
    """Return numbers between two, evenly spread."""
    return low + (high - low) * uniform(1, 2, 3, n)


def sizes(low: float, high: float, n: int = 500) -> FloatArray:
    """Return numbers of all sizes from 10^low to 10^high."""
    found: FloatArray = 10.0 ** spread(low, high, n)
    return found


def error(found: Any, x: Any, exact: Callable[[Decimal], Decimal]) -> float:
    """Return the largest error in units in the last place of the exact numbers."""
    worst = 0.0
    with localcontext(prec=DIGITS):
        for one, result in zip(x.tolist(), found.tolist(), strict=True):
            wanted = exact(Decimal(one))
            unit = Decimal(float(np.spacing(found.dtype.type(abs(wanted)))))
            worst = max(worst, float(abs(Decimal(result) - wanted) / unit))
    return worst


CASES: dict[str, tuple[Callable[[Decimal], Decimal], list[FloatArray], float]] = {
    "exp": (Decimal.exp, [spread(-708.0, 709.0), spread(-1.0, 1.0)], 1.1),
    "log": (Decimal.ln, [sizes(-300.0, 300.0), spread(0.5, 2.0), sizes(-323.0, -308.0, 99)], 1.5),
    "log2": (lambda x: x.ln() / Decimal(2).ln(), [sizes(-300.0, 300.0), spread(0.5, 2.0)], 2.0),
    "log10": (Decimal.log10, [sizes(-300.0, 300.0), spread(0.5, 2.0)], 2.5),
    "sin": (sine, [spread(-9.0, 9.0), spread(-1e6, 1e6)], 2.0),
    "cos": (cosine, [spread(-9.0, 9.0), spread(-1e6, 1e6)], 2.0),
    "tan": (lambda x: sine(x) / cosine(x), [spread(-9.0, 9.0), spread(-1e6, 1e6)], 4.0),
    "tanh": (hyperbolic_tangent, [spread(-1.0, 1.0), spread(-25.0, 25.0), sizes(-12.0, 0.0)], 2.5),
}


BITS = {
    "exp": ["0x1.599058c8c1a96p+0", "0x1.85d6fd931e0bbp+3", "0x1.a99f867326b67p+45"],
    "log": ["-0x1.34378fcbda721p+0", "0x1.d5240f0e0e078p-1", "0x1.ba6895c281a23p+1"],
    "log2": ["-0x1.bca9c6f53897bp+0", "0x1.5269e12f346e2p+0", "0x1.3f215b54d4c17p+2"],
    "log10": ["-0x1.0bb6c34d81502p-1", "0x1.977d95ec10c02p-2", "0x1.80456b7895481p+0"],
    "sin": ["0x1.2e9cd95baba33p-2", "0x1.326af0dcfcab0p-1", "0x1.1efe9e7d1223dp-2"],
    "cos": ["0x1.e921dd42f09bap-1", "-0x1.9a2f7ef858b7dp-1", "0x1.eb7adcdb49303p-1"],
    "tan": ["0x1.3cc2a44e29997p-2", "-0x1.7e79b4e00bb14p-1", "0x1.2afa2253cc95bp-2"],
    "tanh": ["0x1.2a4dda7d914f9p-2", "0x1.f9258260a71c2p-1", "0x1.0000000000000p+0"],
    "power": ["0x1.08819f76d9f8dp-3", "0x1.2fdcf53f3e6f3p+2", "0x1.6449a2331f0edp+8"],
}


@pytest.mark.parametrize("name", CASES)
def test_errors(name: str) -> None:
    exact, ranges, most = CASES[name]
    for x in ranges:
        assert error(getattr(elementary, name)(x), x, exact) < most
        single = x[(np.abs(x) > 1e-37) & (np.abs(x) < 1e38)].astype(np.float32)
        if name == "exp":
            single = single[np.abs(single) < 87.0]
        found = getattr(elementary, name)(single)
        assert found.dtype == np.float32
        assert error(found, single, exact) < 0.51


@pytest.mark.parametrize("exponent", [0.5, -0.5, 0.1, 1.5, -2.75, 7.3, 15.99, 1e-9])
def test_errors_of_powers(exponent: float) -> None:
    x = np.concatenate([sizes(-18.0, 18.0), spread(0.9, 1.1)])
    found = elementary.power(exponent, x)
    assert error(found, x, lambda one: one ** Decimal(exponent)) < 2.5 + abs(exponent) / 2.0
    single = x.astype(np.float32)
    assert elementary.power(exponent, single).dtype == np.float32


def test_special_numbers() -> None:
    """They are numpy's, but for what is smaller than any normal number."""
    x = np.array([0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 800.0, -800.0, 0.5, 1024.0])
    for name in CASES:
        with np.errstate(all="ignore"):
            expected = getattr(np, name)(x)
        np.testing.assert_allclose(getattr(elementary, name)(x), expected, rtol=1e-15, atol=1e-300)
    assert elementary.log2(2.0 ** np.arange(-1074.0, 1024.0)).tolist() == list(range(-1074, 1024))
    for exponent in (0.5, -0.5, 2.5):
        with np.errstate(all="ignore"):
            expected = np.power(x, exponent)
        expected[x < 0.0] = np.nan  # numpy's is 0 or infinite at -inf
        np.testing.assert_allclose(elementary.power(exponent, x), expected, rtol=1e-14)
    huge = np.array([1e7, 2.0**50, 2.0**51, 1e300])
    assert np.isnan(elementary.sin(huge)).tolist() == [False, False, True, True]
    np.testing.assert_allclose(elementary.sin(huge[:1]), np.sin(1e7), atol=1e-8)
    assert elementary.exp(0.0) == 1.0


def test_the_bits_do_not_change() -> None:
    """Networks rest on them; they are the same in every Python, and in C."""
    x = np.array([0.3, -2.5, 31.7])
    found = {
        name: [value.hex() for value in getattr(elementary, name)(np.abs(x)).tolist()]
        for name in CASES
    }
    found["power"] = [value.hex() for value in elementary.power(1.7, np.abs(x)).tolist()]
    assert found == BITS
