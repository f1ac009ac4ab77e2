"""Each kind of parameter reads its values and refuses others by name."""

from math import inf
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.errors import ParameterError
from izhikevich.plots.spec import Pick
from izhikevich.views.schema import (
    Choice,
    Draw,
    Example,
    Number,
    Option,
    Panel,
    Parameter,
    Text,
)

from tests import wire

COMMON: dict[str, Any] = {"label": "label", "group": "group", "help": "help"}
NUMBER = Number(
    name="weight",
    symbol="w_1",
    unit="mV",
    slider=(0.0, 1.0, 0.1),
    low=0.0,
    high=5.0,
    low_open=True,
    **COMMON,
)
#: Something that is no number.
EMPTY: object = {}
FREE = Number(name="free", symbol="f", unit="", slider=(0.0, 1.0, 0.1), **COMMON)
CHOICE = Choice(
    name="way", options=(Option("left", "Left", "To it."), Option("right", "Right")), **COMMON
)
TEXT = Text(name="words", examples=(Example("One", "1"),), **COMMON)


@pytest.mark.parametrize(
    ("parameter", "given_value", "value"),
    [
        (NUMBER, 2, 2.0),
        (NUMBER, "2.5", 2.5),
        (NUMBER, " 1e-3 ", 1e-3),
        (NUMBER, 5.0, 5.0),
        (NUMBER, np.float32(0.5), 0.5),
        (FREE, "-1e300", -1e300),
        (CHOICE, "left", "left"),
        (TEXT, " step(1) ", "step(1)"),
        (TEXT, 10, "10"),
        (TEXT, 0.5, "0.5"),
        (TEXT, "", ""),
    ],
)
def test_good_values(parameter: Parameter, given_value: object, value: object) -> None:
    read = parameter.read(given_value)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        *((NUMBER, v) for v in (0, -1, 5.1, inf, "inf", "nan", "", "two", "1,5", True, None, [1])),
        *((FREE, v) for v in ("x", "nan", inf, False, EMPTY)),
        *((CHOICE, v) for v in ("up", "Left", "", None, 1, True, ["left"])),
        *((TEXT, v) for v in (True, None, ["a"], {"a": 1})),
    ],
)
def test_bad_values(parameter: Parameter, value: object) -> None:
    with pytest.raises(ParameterError, match=f"^{parameter.name} = .* is not allowed") as caught:
        parameter.read(value)
    assert caught.value.parameter == parameter.name


@given(st.floats(0.0, 5.0, exclude_min=True))
def test_numbers_survive_a_link(value: float) -> None:
    assert NUMBER.read(repr(value)) == value


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for parameter in (NUMBER, CHOICE):
        try:
            parameter.read(text)
        except ParameterError as error:
            assert error.parameter == parameter.name  # noqa: PT017 - reading may also succeed
    assert TEXT.read(text) == text.strip()


@pytest.mark.parametrize(
    ("parameter", "more"),
    [
        (
            NUMBER,
            {
                "symbol": "w_1",
                "unit": "mV",
                "slider": [0.0, 1.0, 0.1],
                "low": 0.0,
                "high": 5.0,
                "whole": False,
            },
        ),
        (
            CHOICE,
            {
                "options": [
                    {"value": "left", "label": "Left", "help": "To it."},
                    {"value": "right", "label": "Right", "help": ""},
                ]
            },
        ),
        (TEXT, {"examples": [{"label": "One", "value": "1"}]}),
    ],
)
def test_schema(parameter: Parameter, more: dict[str, Any]) -> None:
    schema = wire.sent(parameter)
    kind = type(parameter).__name__.lower()
    own = {"kind": kind, "name": parameter.name, "derived": False}
    assert schema == {**own, **COMMON, **more}


def test_panels() -> None:
    panel = Panel(name="p", title="P", help="", place="side", pick=Pick("x0", "y0"))
    assert wire.sent(panel)["pick"] == {"x": "x0", "y": "y0"}
    assert wire.sent(Panel(name="p", title="P", help="", place="side"))["pick"] is None


def test_what_can_be_drawn_in_a_panel() -> None:
    draw = Draw(parameter="words", trace="input", points=64, label="Draw", help="By pointer.")
    panel = Panel(name="p", title="P", help="", place="main", draw=draw)
    assert wire.sent(panel)["draw"] == {
        "parameter": "words",
        "trace": "input",
        "points": 64,
        "label": "Draw",
        "help": "By pointer.",
        "clear": "",
    }
    assert wire.sent(Panel(name="p", title="P", help="", place="main"))["draw"] is None
