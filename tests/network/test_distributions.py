"""Distributions of parameters: their laws, their texts, and what `values` takes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich import ParameterError
from izhikevich.network.distributions import (
    Distribution,
    Exponential,
    Gamma,
    LogNormal,
    Normal,
    Uniform,
    parse_distribution,
    values,
)
from scipy import stats

LAWS: list[tuple[Distribution, Any]] = [
    (Uniform(-2.0, 3.0), stats.uniform(-2.0, 5.0)),
    (Normal(5.0, 2.0), stats.norm(5.0, 2.0)),
    (LogNormal(0.3, 0.6), stats.lognorm(0.6, scale=math.exp(0.3))),
    (Exponential(4.0), stats.expon(scale=4.0)),
    (Gamma(0.4, 2.0), stats.gamma(0.4, scale=2.0)),
    (Gamma(1.0, 3.0), stats.gamma(1.0, scale=3.0)),
    (Gamma(7.5, 0.2), stats.gamma(7.5, scale=0.2)),
    (Gamma(0.03, 1.0), stats.gamma(0.03)),
    (Gamma(1e6, 1e-6), stats.gamma(1e6, scale=1e-6)),
]
#: The first three values at seed 1, stream 2; they never change.
BITS = {
    "uniform(-2,3)": [
        "-0x1.d4070c8e80000p+0",
        "-0x1.ff5adf9100000p-1",
        "0x1.2611a48d00000p-1",
    ],
    "normal(5,2)": ["0x1.a6343f362342ep+2", "0x1.3e20956eae312p+3", "0x1.fbea675ddf450p+1"],
    "lognormal(0.3,0.6)": [
        "0x1.16f8de696e46dp+1",
        "0x1.7c706e6a3e238p+2",
        "0x1.fb1f455be7498p-1",
    ],
    "exponential(4)": ["0x1.af7e9f72295c1p+3", "0x1.9bb19c94d7173p+2", "0x1.53e2c68610ef8p+1"],
    "gamma(0.4,2)": ["0x1.c28c707b661c1p-9", "0x1.8598dd87abe4ap+2", "0x1.a9446c39a73f8p-1"],
    "gamma(7.5,0.2)": ["0x1.e79e1870f1caap+0", "0x1.9a3a393b57022p+1", "0x1.2ca8e2b68edf5p+0"],
}

numbers = st.floats(-1e6, 1e6)
positive = st.floats(1e-3, 1e3)
distributions = st.one_of(
    st.tuples(numbers, numbers).map(lambda p: Uniform(min(p), max(p))),
    st.builds(Normal, numbers, positive),
    st.builds(Normal, numbers, positive, low=st.just(-7.5)),
    st.builds(LogNormal, st.floats(-5, 5), st.floats(0, 2), high=positive),
    st.builds(Exponential, positive),
    st.builds(Gamma, positive, positive),
)


@pytest.mark.parametrize(("law", "expected"), LAWS, ids=lambda x: getattr(x, "text", ""))
def test_laws(law: Distribution, expected: Any) -> None:
    sample = law.sample(3, 7, 20_000)
    assert stats.kstest(sample, expected.cdf).pvalue > 0.001
    assert law.mean == pytest.approx(expected.mean())
    assert law.sd == pytest.approx(expected.std())


@pytest.mark.parametrize("law", [law for law, _ in LAWS], ids=lambda law: law.text)
def test_a_value_belongs_to_its_index(law: Distribution) -> None:
    whole = law.sample(1, 2, 100)
    which = np.array([3, 50, 4, 99])
    np.testing.assert_array_equal(law.sample(1, 2, which), whole[which])
    assert not np.array_equal(law.sample(1, 3, 100), whole)
    assert not np.array_equal(law.sample(2, 2, 100), whole)


@pytest.mark.parametrize("text", BITS)
def test_frozen_values(text: str) -> None:
    law = parse_distribution(text)
    assert law.text == text
    assert [x.hex() for x in law.sample(1, 2, 3)] == BITS[text]


@pytest.mark.parametrize("law", [law for law, _ in LAWS], ids=lambda law: law.text)
def test_seeds_streams_and_neighbours_are_independent(law: Distribution) -> None:
    def ranks(seed: int, stream: int) -> Any:
        return np.argsort(np.argsort(law.sample(seed, stream, 20_000)))

    one = ranks(1, 2)
    bound = 4.0 / math.sqrt(one.size)
    for other in (ranks(1, 3), ranks(2, 2), np.roll(one, 1)):
        assert abs(np.corrcoef(one, other)[0, 1]) < bound


@given(distributions)
def test_texts_are_read_back(law: Distribution) -> None:
    assert parse_distribution(law.text) == law


def test_values_beyond_the_bounds_are_set_to_them() -> None:
    sample = Normal(0.0, 1.0, low=-0.5, high=1.0).sample(0, 0, 1000)
    assert sample.min() == -0.5
    assert sample.max() == 1.0


@pytest.mark.parametrize(
    "text", ["", "uniform", "uniform(1)", "uniform(2,1)", "normal(1,-1)", "gauss(0,1)", "gamma(0)",
             "normal(1,x)", "normal(1,2,3,4,5)", "uniform(nan,1)", "normal(0,1,middle=2)"],
)  # fmt: skip
def test_texts_that_are_no_distribution(text: str) -> None:
    with pytest.raises(ParameterError):
        parse_distribution(text)


def test_texts_are_read_freely() -> None:
    assert parse_distribution(" Normal( 5, sigma=1, low = 0 ) ") == Normal(5.0, 1.0, low=0.0)
    assert Normal(5, 1, low=0).text == "normal(5,1,low=0)"
    assert LogNormal(0.5, 1, high=20).text == "lognormal(0.5,1,high=20)"


@pytest.mark.parametrize(
    "make",
    [
        lambda: LogNormal(1000.0, 1.0),
        lambda: LogNormal(0.0, 100.0),
        lambda: Uniform(-1e308, 1e308),
        lambda: Normal(0.0, 1e200),
        lambda: Gamma(1e300, 1.0),
        lambda: Gamma(2.0, 1e300),
        lambda: Exponential(0.0),
        lambda: Exponential(1.0, low=math.nan),
        lambda: Normal(0.0, 1.0, low=2.0, high=1.0),
        lambda: Normal("5", 1.0),  # type: ignore[arg-type]
        lambda: parse_distribution(5),  # type: ignore[arg-type]
    ],
)
def test_parameters_that_are_not_allowed(make: Any) -> None:
    with pytest.raises(ParameterError):
        make()


@pytest.mark.parametrize("law", [LogNormal(200, 20), Gamma(1e-100, 1e100), Gamma(1e9, 1e100)])
def test_the_largest_parameters_give_finite_values(law: Distribution) -> None:
    assert np.isfinite(law.sample(0, 0, 1000)).all()
    assert math.isfinite(law.mean)
    assert math.isfinite(law.sd)


def test_values_for_all() -> None:
    np.testing.assert_array_equal(values(2, 3, "a", "", 0, 0), [2.0, 2.0, 2.0])
    np.testing.assert_array_equal(values([1, 2, 3], 3, "a", "", 0, 0), [1.0, 2.0, 3.0])
    law = Uniform(0.0, 1.0)
    np.testing.assert_array_equal(values(law, 3, "a", "", 4, 5), law.sample(4, 5, 3))


@pytest.mark.parametrize(
    "given_",
    [
        *([1, 2], "x", [1, math.nan, 2], [[1, 2, 3]], True, None, math.inf, "uniform(0,1)"),
        *(["1", "2", "3"], [True] * 3, np.ones(3, dtype=bool), np.full(3, 1j), b"abc", {1: 2}),
        *(np.array([1.0, math.inf, 2.0]), np.ones((3, 1)), np.array([1, None, 2]), np.ones(2)),
    ],
)
def test_values_that_do_not_fit(given_: Any) -> None:
    with pytest.raises(ParameterError, match="speed"):
        values(given_, 3, "speed", "", 0, 0)


def test_units_are_converted_or_refused() -> None:
    units: Any = pint.UnitRegistry()
    for given_ in (np.array([1.0, 2.0, 3.0]) * units.volt, [k * units.volt for k in (1, 2, 3)]):
        np.testing.assert_allclose(values(given_, 3, "v", "mV", 0, 0), [1000.0, 2000.0, 3000.0])
    with pytest.raises(ParameterError, match="second"):
        values([1, 2, 3] * units.second, 3, "v", "mV", 0, 0)


def test_arrays_are_copied() -> None:
    given_ = np.array([1.0, 2.0])
    values(given_, 2, "a", "", 0, 0)[0] = 5.0
    assert given_[0] == 1.0
