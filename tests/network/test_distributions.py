from __future__ import annotations

import math
from typing import Any

import numpy as np
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
]

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


def test_values_for_all() -> None:
    np.testing.assert_array_equal(values(2, 3, "a", "", 0, 0), [2.0, 2.0, 2.0])
    np.testing.assert_array_equal(values([1, 2, 3], 3, "a", "", 0, 0), [1.0, 2.0, 3.0])
    law = Uniform(0.0, 1.0)
    np.testing.assert_array_equal(values(law, 3, "a", "", 4, 5), law.sample(4, 5, 3))


@pytest.mark.parametrize(
    "given_", [[1, 2], "x", [1, math.nan, 2], [[1, 2, 3]], True, None, math.inf]
)
def test_values_that_do_not_fit(given_: Any) -> None:
    with pytest.raises(ParameterError, match="speed"):
        values(given_, 3, "speed", "", 0, 0)
