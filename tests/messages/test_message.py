"""Messages are text in English, and are written in other languages by template."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.messages import (
    Message,
    Number,
    capitalised,
    counted,
    joined,
    listed_numbers,
    msg,
    written,
)
from izhikevich.messages.number import EXAMPLE, Signs
from izhikevich.messages.translation import PLURAL, Translation

TOTAL = Number(1234.5, "ms", ",.1f")
OTHER = Translation(
    {
        EXAMPLE: "1.234,5",
        PLURAL: "n == 1 ? 0 : n == 2 ? 1 : 2",
        "Stopped at {now} of {total}.": "Von {total} vorbei: {now}.",
        "{count} spike": ("ein Spike", "zwei Spikes", "{count} Spikes"),
        "It fires: {what}.": "Es feuert: {what}!",
        "%{y:.1f} mV at {place}": "%{y:.1f} mV bei {place}",
        "rest": "Ruhe",
    }
)


def test_the_text_is_english() -> None:
    message = msg("Stopped at {now} of {total}.", now=Number(2.5, "ms"), total=TOTAL)
    assert message == "Stopped at 2.5 ms of 1,234.5 ms."
    assert f"{message}" == str(message) == "".join([message]) == message
    assert isinstance(message, str)


def test_it_is_written_by_template() -> None:
    message = msg("Stopped at {now} of {total}.", now=Number(2.5, "ms"), total=TOTAL)
    assert OTHER.text(message) == "Von 1.234,5 ms vorbei: 2,5 ms."
    content = OTHER.content({"value": message, "values": [message, 1], "summary": message})
    assert content["summary"] == "Von 1.234,5 ms vorbei: 2,5 ms."


@pytest.mark.parametrize(
    ("count", "english", "other"),
    [(1, "1 spike", "ein Spike"), (2, "2 spikes", "zwei Spikes"), (5, "5 spikes", "5 Spikes")],
)
def test_plurals(count: int, english: str, other: str) -> None:
    message = counted("{count} spike", "{count} spikes", count)
    assert message == english
    assert OTHER.text(message) == other
    assert OTHER.text(msg("It fires: {what}.", what=message)) == f"Es feuert: {other}!"


def test_text_within_stays_as_it_is() -> None:
    assert OTHER.text(msg("It fires: {what}.", what="rest 2.5")) == "Es feuert: rest 2.5!"
    assert OTHER.text(msg("It fires: {what}.", what=msg("rest"))) == "Es feuert: Ruhe!"


def test_fields_of_hover_texts_are_no_slots() -> None:
    message = msg("%{y:.1f} mV at {place}", place=Number(0.5))
    assert message == "%{y:.1f} mV at 0.5"
    assert OTHER.text(message) == "%{y:.1f} mV bei 0,5"


def test_joined() -> None:
    message = joined(", ", [msg("rest"), "rest", counted("{count} spike", "{count} spikes", 2)])
    assert message == "rest, rest, 2 spikes"
    assert OTHER.text(message) == "Ruhe, rest, zwei Spikes"


def test_numbers_in_a_row() -> None:
    message = listed_numbers(written(number, ".1f") for number in (1.25, -2.0, 3.0))
    assert message == "1.2, -2.0, 3.0"
    own = Translation({EXAMPLE: "1.234,5", "{some}, {one}": "{some}; {one}"})
    assert own.text(message) == "1,2; -2,0; 3,0"


def test_a_capital_letter_is_that_of_the_language() -> None:
    message = capitalised(msg("rest"))
    assert message == "Rest"
    lower = Translation({"rest": "ruhig"})
    for made in (message, copy.deepcopy(message), pickle.loads(pickle.dumps(message))):
        assert lower.text(made) == "Ruhig"


def test_typeset_numbers_have_a_minus_sign() -> None:
    assert str(Number(-2.5, "mV", typeset=True)) == "−2.5 mV"
    assert OTHER.text(msg("{v}", v=Number(-2.5, "mV", typeset=True))) == "−2,5 mV"


def test_what_is_missing_is_told() -> None:
    told: list[str] = []
    own = Translation({"rest": "Ruhe"}, told.append)
    for message in (msg("rest"), msg("{a}, {b}", a=1, b=2), msg("{a} is new", a=3)):
        own.text(message)
    assert told == ["{a} is new"]


def test_copies_keep_the_parts() -> None:
    message = counted("{count} spike", "{count} spikes", 5)
    for made in (copy.deepcopy(message), pickle.loads(pickle.dumps(message))):
        assert isinstance(made, Message)
        assert made == message
        assert OTHER.text(made) == "5 Spikes"


def test_a_slot_needs_a_value() -> None:
    with pytest.raises(KeyError):
        msg("It fires: {what}.")


@pytest.mark.parametrize(
    ("example", "written"),
    [
        ("1.234,5", "−1.234,5 mV, 0,5; 12.000"),
        ("1\N{NARROW NO-BREAK SPACE}234,5", "−1\u202f234,5 mV, 0,5; 12\u202f000"),
        ("1234,5", "−1234,5 mV, 0,5; 12000"),
        (EXAMPLE, "−1,234.5 mV, 0.5; 12,000"),
    ],
)
def test_signs(example: str, written: str) -> None:
    assert Signs.of(example).write("−1,234.5 mV, 0.5; 12,000") == written


@pytest.mark.parametrize("text", ["3.11.2", "step(1,2.5)", "10,20,30", "v2.0", "%{y:.1f}", "rest"])
def test_what_is_no_number_stays(text: str) -> None:
    assert Signs.of("1.234,5").write(text) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_can_be_read_back(value: float) -> None:
    for form in (".3g", ".2f", ",.1f", ""):
        written = Signs.of("1.234,5").write(str(Number(value, form=form)))
        assert written.replace(".", "").replace(",", ".") == f"{value:{form}}".replace(",", "")
