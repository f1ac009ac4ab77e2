"""The way of an answer to the page: what is packed comes out the same."""

import json
from math import inf, isfinite, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from izhikevich.transport import pack, unpack

SAME = ("float64", "float32", "int32", "uint8")
CHANGED = ("bool", "int8", "int16", "int64", "uint16", "uint32", "uint64", "float16", ">f8", ">i4")

any_array = st.sampled_from(SAME + CHANGED).flatmap(
    lambda name: arrays.arrays(
        np.dtype(name), arrays.array_shapes(min_dims=1, max_dims=2, min_side=0, max_side=9)
    )
)
any_scalar = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | st.text(max_size=8)
)
any_answer = st.dictionaries(
    st.text(max_size=5).filter(lambda key: key != "$array"),
    st.recursive(
        any_scalar | any_array,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(("data", "x", "y")), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=4,
)


def check_same(given_: Any, got: Any) -> None:
    if isinstance(given_, np.ndarray):
        assert isinstance(got, np.ndarray)
        assert got.shape == given_.shape
        np.testing.assert_array_equal(got.astype(np.float64), given_.astype(np.float64))
    elif isinstance(given_, dict):
        assert list(got) == list(given_)
        for key, value in given_.items():
            check_same(value, got[key])
    elif isinstance(given_, list):
        assert len(got) == len(given_)
        for value, other in zip(given_, got, strict=True):
            check_same(value, other)
    elif isinstance(given_, float) and not isfinite(given_):
        assert got is None
    else:
        assert got == given_


def places(node: Any) -> list[list[Any]]:
    """Return all array places of a decoded header."""
    if isinstance(node, dict):
        if "$array" in node:
            return [node["$array"]]
        node = list(node.values())
    if not isinstance(node, list):
        return []
    return [place for value in node for place in places(value)]


@settings(max_examples=40)
@given(any_answer)
def test_round_trip(answer: dict[str, Any]) -> None:
    header, buffer = pack(answer)
    check_same(answer, unpack(header, buffer))


@settings(max_examples=40)
@given(any_answer)
def test_header_is_strict_json_and_arrays_are_aligned(answer: dict[str, Any]) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(name)

    header, buffer = pack(answer)
    end = 0
    for name, offset, length, *shape in places(json.loads(header, parse_constant=refuse)):
        assert name in SAME
        assert offset % 8 == 0
        assert offset == end
        assert not shape or shape[0][0] * shape[0][1] == length
        end = offset + -(-length * np.dtype(name).itemsize // 8) * 8
    assert len(buffer) == end


@pytest.mark.parametrize("name", SAME)
def test_types_of_the_page_are_kept(name: str) -> None:
    array = np.arange(5).astype(name)
    assert unpack(*pack({"x": array}))["x"].dtype == array.dtype


@pytest.mark.parametrize(
    ("array", "name"),
    [
        (np.array([True, False]), "uint8"),
        (np.array([2**31 - 1, -(2**31)]), "int32"),
        (np.array([2**31]), "float64"),
        (np.array([-(2**31) - 1]), "float64"),
        (np.array([], dtype=np.int64), "int32"),
        (np.array([1.5], dtype=np.float16), "float64"),
        (np.array([1.5], dtype=">f8"), "float64"),
    ],
)
def test_other_types_become_those_of_the_page(array: np.ndarray[Any, Any], name: str) -> None:
    got = unpack(*pack({"x": array}))["x"]
    assert got.dtype == np.dtype(name)
    np.testing.assert_array_equal(got, array)


def test_views_of_arrays_are_packed_in_their_order() -> None:
    table = np.arange(12.0).reshape(3, 4)
    answer = {"columns": table.T, "every_second": table[0, ::2], "backwards": table[0, ::-1]}
    check_same(answer, unpack(*pack(answer)))


def test_numbers_that_are_not_finite() -> None:
    answer = {"text": [nan, inf, -inf, np.float64(nan), 1.0], "array": np.array([nan, inf])}
    got = unpack(*pack(answer))
    assert got["text"] == [None, None, None, None, 1.0]
    np.testing.assert_array_equal(got["array"], answer["array"])


def test_numpy_scalars_and_tuples() -> None:
    answer = {"a": np.float64(0.5), "b": np.int64(3), "c": np.bool_(True), "d": (1, np.int32(2))}
    assert unpack(*pack(answer)) == {"a": 0.5, "b": 3, "c": True, "d": [1, 2]}


def test_answers_without_arrays_need_no_buffer() -> None:
    assert pack({}) == ("{}", b"")
    assert pack({"x": np.array([])})[1] == b""


def test_packing_is_deterministic() -> None:
    answer = {"x": np.arange(3.0), "y": np.arange(3, dtype=np.uint8), "z": "ü<"}
    assert pack(answer) == pack(answer)
