"""Conditions: read, written, fulfilled."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.tours.condition import Condition, condition, is_met

NAMES = st.sampled_from(["rate", "spikes per burst", "rate layer 3", "I", "v_peak"])
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: float(f"{x:.12g}"))


@given(NAMES, st.sampled_from(["=", "<", ">", "<=", ">="]), NUMBERS)
def test_round_trip(what: str, relation: str, value: float) -> None:
    one = Condition(what, relation, value)
    assert condition(one.text) == one


@pytest.mark.parametrize(
    ("text", "known", "holds"),
    [
        ("rate > 20", {"rate": 20.5}, True),
        ("rate > 20", {"rate": 20}, False),
        ("rate>=20", {"rate": 20}, True),
        ("bursts = 0", {"bursts": 0.0}, True),
        ("bursts = 0", {}, False),
        ("show = 1", {"show": True}, False),
        ("method = 1", {"method": "euler"}, False),
        ("I <= -1e2", {"I": -100}, True),
    ],
)
def test_holds(text: str, known: dict[str, Any], holds: bool) -> None:
    assert condition(text).holds(known) is holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rate",
        "rate >",
        "> 3",
        "rate > many",
        "rate == 3",
        "rate > 1e999",
        "rate > .",
        "a > b > 3",
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a condition"):
        condition(text)


def test_facts_go_before_values() -> None:
    values, facts = {"rate": 1.0, "I": 2.0}, {"rate": 5.0}
    assert is_met(["rate = 5", "I = 2"], values, facts)
    assert not is_met(["rate = 5", "I = 3"], values, facts)
    assert is_met([], {}, {})
