"""The one validator of numbers from outside."""

from math import inf, nan
from typing import Any

import numpy as np
import pint
import pytest
from izhikevich.errors import ParameterError
from izhikevich.units import integer, number

UNITS: Any = pint.UnitRegistry()


class AstropyLike:
    """A quantity with ``.unit``, ``.to`` and ``.value``."""

    unit = "s"

    def to(self, unit: str) -> Any:
        if unit != "ms":
            raise TypeError(unit)
        converted = type("Converted", (), {"value": 2000.0})
        return converted()


class QuantitiesLike(np.ndarray):
    """An array subclass with ``.units`` and ``.rescale``, as in the quantities package."""

    units = "s"

    def rescale(self, unit: str) -> Any:
        assert unit == "ms"
        return type("Converted", (), {"magnitude": np.array(2000.0)})()


class Brian2Like(np.ndarray):
    """An array subclass that holds SI values and knows its dimension only."""

    dim = "second"


@pytest.mark.parametrize(
    "value",
    [2, 2.0, np.float64(2), np.float32(2), np.int8(2), np.uint64(2), np.array(2), np.array(2.0)],
)
def test_plain_numbers(value: Any) -> None:
    result = number(value, "x", "ms")
    assert type(result) is float
    assert result == 2.0


@pytest.mark.parametrize(
    "value",
    [True, np.bool_(True), "2", b"2", 2j, None, [2], np.array([2.0]), np.array("2"), object(), {}],
)
def test_other_things(value: Any) -> None:
    with pytest.raises(ParameterError, match=r"x = .* must be a number in ms, not "):
        number(value, "x", "ms")


@pytest.mark.parametrize("value", [nan, inf, -inf, 10**400])
def test_not_finite(value: float) -> None:
    with pytest.raises(ParameterError, match="finite"):
        number(value, "x", "ms")


def test_range_in_words() -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"low": 0, "low_open": True}, "must be finite, > 0 (ms)"),
        ({"low": 0}, "must be finite, >= 0 (ms)"),
        ({"high": 5}, "must be finite, <= 5 (ms)"),
        ({"low": 0, "high": 5, "high_open": True}, "must be finite, 0 <= value < 5 (ms)"),
    ]
    for bounds, text in cases:
        with pytest.raises(ParameterError) as caught:
            number(nan, "x", "ms", **bounds)
        assert caught.value.allowed == text
        assert str(caught.value) == f"x = nan is not allowed: {text}"


def test_bounds() -> None:
    assert number(0, "x", "", low=0) == 0
    assert number(5, "x", "", high=5) == 5
    for bounds in ({"low": 0, "low_open": True}, {"high": 0, "high_open": True}, {"low": 1}):
        with pytest.raises(ParameterError):
            number(0, "x", "", **bounds)  # type: ignore[arg-type]


def test_quantities_that_convert() -> None:
    assert number(UNITS("2 s"), "x", "ms") == 2000.0
    assert number(UNITS("0.04/mV/ms"), "x", "1/(mV ms)") == pytest.approx(0.04)
    assert number(AstropyLike(), "x", "ms") == 2000.0
    assert number(np.array(2.0).view(QuantitiesLike), "x", "ms") == 2000.0
    assert number(UNITS.Quantity(2.0), "x", "") == 2.0


@pytest.mark.parametrize(
    "value",
    [UNITS("2 mV"), UNITS("[1, 2] s"), AstropyLike(), np.array(2.0).view(Brian2Like), UNITS("ms")],
)
def test_quantities_that_do_not(value: Any) -> None:
    with pytest.raises(ParameterError, match="plain number in 1/ms") as caught:
        number(value, "x", "1/ms")
    assert caught.value.parameter == "x"


def test_quantity_where_none_is_taken() -> None:
    with pytest.raises(ParameterError, match="where none is expected"):
        number(UNITS("2 mV"), "x", "")


def test_range_holds_after_conversion() -> None:
    with pytest.raises(ParameterError):
        number(UNITS("2 s"), "x", "ms", high=1999)


@pytest.mark.parametrize("value", [3, 3.0, np.int64(3), np.float64(3), np.array(3)])
def test_integers(value: Any) -> None:
    result = integer(value, "n")
    assert type(result) is int
    assert result == 3


def test_large_integers_stay_exact() -> None:
    assert integer(2**64 - 1, "seed") == 2**64 - 1
    assert integer(np.uint64(2**64 - 1), "seed") == 2**64 - 1
    assert integer(np.array(2**63 + 1, dtype=np.uint64), "seed") == 2**63 + 1


@pytest.mark.parametrize("value", [1.5, nan, inf, True, "3", None, -1, 11, [3]])
def test_not_whole_or_out_of_range(value: Any) -> None:
    with pytest.raises(ParameterError) as caught:
        integer(value, "n", low=0, high=10)
    assert caught.value.parameter == "n"


def test_numbers_of_too_many_digits_to_be_written() -> None:
    """Python refuses to write whole numbers of more than 4300 digits."""
    with pytest.raises(ParameterError, match="n = a number of very many digits is not"):
        integer(10**5000, "n", low=0, high=5)
    with pytest.raises(ParameterError, match="must be finite"):
        number(-(10**5000), "x", "mV")


def test_of_a_long_text_the_beginning_is_shown() -> None:
    with pytest.raises(ParameterError) as caught:
        number("x" * 10**6, "x", "mV")
    assert "x = 'xxx" in str(caught.value)
    assert len(str(caught.value)) < 200
