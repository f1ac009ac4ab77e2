"""Distinct values are those of `numpy.unique`."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from izhikevich.sorting import distinct

some_values = st.sampled_from((np.float64, np.float32, np.int32, np.uint8)).flatmap(
    lambda kind: arrays.arrays(
        kind,
        st.integers(0, 40),
        elements=st.integers(0, 5).map(float if np.issubdtype(kind, np.floating) else int),
    )
)


@given(some_values | arrays.arrays(np.float64, st.integers(0, 20), elements={"allow_nan": False}))
def test_same_as_numpy(values: np.ndarray[Any, Any]) -> None:
    got, counts = distinct(values)
    wanted, wanted_counts = np.unique(values, return_counts=True)
    assert got.dtype == values.dtype
    np.testing.assert_array_equal(got, wanted)
    np.testing.assert_array_equal(counts, wanted_counts)


@pytest.mark.parametrize("values", [[], [2.0], [2.0, 2.0], [0.0, -0.0]])
def test_few_values(values: list[float]) -> None:
    got, counts = distinct(np.array(values))
    assert counts.sum() == len(values)
    assert len(got) == len(set(values))


def test_the_argument_is_left_as_it_is() -> None:
    values = np.array([3.0, 1.0, 2.0, 1.0])
    distinct(values)
    np.testing.assert_array_equal(values, [3.0, 1.0, 2.0, 1.0])
