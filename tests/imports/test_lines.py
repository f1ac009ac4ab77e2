"""Parameters in the syntaxes in which they are written down."""

from __future__ import annotations

from typing import Any

import pytest
from izhikevich import app
from izhikevich.errors import ParameterError
from izhikevich.imports import read
from izhikevich.neuron.cells import CELL_TYPES
from izhikevich.neuron.parameters import Parameters


def shown(text: str) -> Any:
    """Return the run that a text opens, which the view takes as it is."""
    _, request, run = app.read(read(text).state)
    assert request.notices == ()
    return run


@pytest.mark.parametrize(
    "text",
    [
        "a=0.02 b=0.2 c=-50 d=2",
        "a = 0.02, b = 0.2, c = -50, d = 2",
        "a=0.02; b=0.2;  c=-50;  d=2;  % chattering",
        "a: 0.02\nb: .2\nc: -50.\nd: 2e0\n",
        "Parameters(a=0.02, b=0.2, c=-50, d=2)",
        '{"a": 0.02, "b": 0.2, "c": -50, "d": 2}',
        "0.02 0.2 -50 2",
        "[0.02, 0.2, -50, 2]",
        "a=0.02/ms, b=0.2, c=-0.05 V, d=2*mV/ms",
        "Izhikevich(tau_recovery=0.02, coupling=0.2, reset_voltage=-50, reset_recovery=2)",
        "a=0.02, b=0.2, c=-50, d=2, V_th=30, p1=0.04, p2=5, p3=140",
    ],
)
def test_syntaxes(text: str) -> None:
    assert shown(text).parameters == CELL_TYPES["CH"].parameters
    assert read(text).words == "CH (2003), chattering"


def test_the_code_of_the_figure() -> None:
    run = shown("a=0.02; b=0.2;  c=-65;  d=6;\nV=-70;  u=b*V;\ndt=0.25; I=14")
    assert (run.v0, run.u0, run.dt) == (-70.0, -14.0, 0.25)
    assert run.stimulus.text == "14"


def test_the_2007_form() -> None:
    text = "C=100 pF, k=0.7, vr=-60, vt=-40, vpeak=35, a=0.03, b=-2, c=-50, d=0.1 nA, I=100 pA"
    run = shown(text)
    assert run.parameters == CELL_TYPES["RS_2007"].parameters
    assert run.stimulus.text == "100"


def test_a_resting_potential_that_no_preset_has() -> None:
    form = {"C": 100, "k": 0.7, "vr": -64, "vt": -40, "v_peak": 35, "a": 0.03, "b": -2, "c": -50}
    text = ", ".join(f"{name}={value}" for name, value in {**form, "d": 100}.items())
    (note,) = read(text).notes
    assert "zero at -60 mV instead of -64 mV" in note
    run, own = shown(text), Parameters.dimensional_2007(**form, d=100)  # type: ignore[arg-type]
    theirs = own.drive.target(-50.0, own.b)
    ours = run.parameters.drive.target(-50.0, run.parameters.b)
    shift = ours - theirs
    assert run.u0 == pytest.approx(shift)
    assert run.parameters.dv(-50.0, 3.0 + shift) == pytest.approx(own.dv(-50.0, 3.0))
    assert run.parameters.du(-50.0, 3.0 + shift) == pytest.approx(own.du(-50.0, 3.0))


def test_a_stimulus_with_commas() -> None:
    run = shown("a=0.1, stimulus=step(10,20)+sine(5,8), duration=300")
    assert run.stimulus.text == "step(10,20)+sine(5,8)"
    assert run.duration == 300.0
    assert run.parameters.a == 0.1


def test_names_that_are_not_known_are_named() -> None:
    found = read("a=0.02, bb=3, foo=1")
    assert found.notes == (
        "bb is no parameter of a neuron here and is left out. Did you mean b?",
        "foo is no parameter of a neuron here and is left out.",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo=3", "there is no parameter of a neuron in it; they are a, b, c, d, v_peak"),
        ("a=0.02 b=0.2 a=3", "a is given twice"),
        ("a=0.02, b=abc", "cannot be read; write name=number"),
        ("u=b*V; a=1", "b is not given before it"),
        ("I=10 pA, a=0.02", "must be in mV/ms"),
        ("C=100, k=0.7", "which needs vr, vt, v_peak, a, b, c, d, too"),
        ("a=0.02, stimulus=stepp(1,2)", "stepp"),
        ("a=" + "1" * 30_000, "at most 20,000 characters"),
    ],
)
def test_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read(text)
    assert message in str(caught.value)
