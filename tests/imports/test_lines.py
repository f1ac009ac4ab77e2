"""Parameters in the syntaxes in which they are written down."""

from __future__ import annotations

from typing import Any

import pytest
from izhikevich.errors import ParameterError
from izhikevich.imports import read
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.parameters import Parameters
from izhikevich.views import preparation


def shown(text: str) -> Any:
    """Return the run that a text opens, which the view takes as it is."""
    _, request, run = preparation.read(read(text).state)
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
    found = read(text)
    assert found.notes == ()
    assert found.state["values"]["v_r"] == -64.0
    run, own = shown(text), Parameters.dimensional_2007(**form, d=100)
    assert run.parameters == own
    assert run.u0 == 0.0


def test_a_stimulus_with_commas() -> None:
    run = shown("a=0.1, stimulus=step(10,20)+sine(5,8), duration=300")
    assert run.stimulus.text == "step(10,20)+sine(5,8)"
    assert run.duration == 300.0
    assert run.parameters.a == 0.1


def test_names_that_are_not_known_are_named() -> None:
    found = read("a=0.02, bb=3, foo=1")
    assert found.notes == (
        "bb is not a parameter of a neuron here and is left out. Did you mean b?",
        "foo is not a parameter of a neuron here and is left out.",
    )


@pytest.mark.parametrize(
    ("name", "its"),
    [
        *((name, "vr") for name in ("Vr", "V_r", "v_r", "vrest", "Vrest", "V_rest")),
        *((name, "vt") for name in ("Vt", "V_t", "v_t", "VT", "V_T")),
        *((name, "vpeak") for name in ("Vpeak", "V_peak", "vPeak", "v_peak", "v_th", "V_th")),
    ],
)
def test_names_of_voltages_elsewhere(name: str, its: str) -> None:
    names = {"vr": "vr", "vt": "vt", "vpeak": "vpeak", its: name}
    text = "C=100 k=0.7 {vr}=-60 {vt}=-40 {vpeak}=35 a=0.03 b=-2 c=-50 d=100".format(**names)
    found = read(text)
    assert found.notes == ()
    assert shown(text).parameters == CELL_TYPES["RS_2007"].parameters


@pytest.mark.parametrize("peak", ["Vpeak", "vth", "Vth", "v_th", "V_th", "thresh", "v_thresh"])
@pytest.mark.parametrize(
    ("v", "u"), [("V_m", "U_m"), ("v_init", "u_init"), ("V0", "U0"), ("Vm", "Um"), ("V", "u")]
)
def test_names_of_the_peak_and_of_initial_values_elsewhere(peak: str, v: str, u: str) -> None:
    text = f"a=0.02 b=0.2 c=-50 d=2 {peak}=25 {v}=-71 {u}=-15"
    run = shown(text)
    assert read(text).notes == ()
    assert (run.parameters.v_peak, run.v0, run.u0) == (25.0, -71.0, -15.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo=3", "it has no parameter of a neuron; they are a, b, c, d, v_peak"),
        ("a=0.02 b=0.2 a=3", "a is given twice"),
        ("a=0.02, b=abc", "cannot be read; write name=number"),
        ("u=b*V; a=1", "b must be given before it"),
        ("I=10 pA, a=0.02", "must be in mV/ms"),
        ("C=100, k=0.7", "which also needs vr, vt, v_peak, a, b, c, d"),
        ("a=0.02, stimulus=stepp(1,2)", "stepp"),
        ("a=" + "1" * 30_000, "at most 20,000 characters"),
        ('nrn = "izhikevich"', "text = 'nrn = \"izhikevich\"' is not allowed: cannot be read"),
        ("a=0.02 float", "text = 'float' is not allowed"),
        ("int a=1; static double", "text = 'int' is not allowed"),
        ("I=10 uA/cm2, a=0.02", "uA/cm2 is per area"),
        ("I = 10*µA/cm²", "uA/cm2 is per area"),
        ("I: 5 mA cm^-2", "is per area"),
        ("C=1 uF/cm2", "is per area"),
        ("i_offset=0.014", "write i_offset=0.014 nA as in PyNN, or I=0.014 mV/ms as in ANNarchy"),
        ("Izhikevich(a=0.02, i_offset=14)", "its unit is missing"),
    ],
)
def test_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("sim.Izhikevich(a=0.02, b=0.2, c=-65, d=6, i_offset=0.014)", "14"),
        ("pyNN.nest.Izhikevich(a=0.02, i_offset=0.014)", "14"),
        ("a=0.02, i_offset=0.014 nA", "14"),
        ("a=0.02, i_offset=14*pA", "14"),
        ("a=0.02, i_offset=14e-9 mA", "14"),
        ("ann.Izhikevich(a=0.02, b=0.2, c=-65, d=6, i_offset=14)", "14"),
        ("ANNarchy.Izhikevich(a=0.02, i_offset=14.0)", "14"),
        ("a=0.02, i_offset=14 mV/ms", "14"),
        ('{"a": 0.02, "I_e": 14.0, "V_m": -70, "U_m": -14}', "14"),
        ("a=0.02, I_e=14 pA", "14"),
        ("a = 0.02/ms\nI = 14*mV/ms", "14"),
        ("a = 0.02/ms\nI = 14*volt/second", "14"),
        ("a = 0.02*kHz, I = 14*mvolt/msecond", "14"),
        ("a = 20*Hz; I = 0.014*V/ms", "14"),
    ],
)
def test_the_current_of_other_simulators(text: str, level: str) -> None:
    """PyNN's ``i_offset`` is in nA, which it gives to NEST a thousandfold, as its ``I_e`` in pA.

    For the model of 2003 NEST takes that number as mV/ms.
    """
    run = shown(text)
    assert run.stimulus.text == level
    assert run.parameters.a == 0.02


def test_what_is_made_of_another_unit_is_told() -> None:
    notes = read("sim.Izhikevich(a=0.02, i_offset=0.014)").notes
    assert "i_offset = 0.014 nA is read as I = 14." in notes


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("c = -0.055*volt", "c", -55.0),
        ("c = −55 mV", "c", -55.0),
        ("d = 2*mvolt/msecond", "d", 2.0),
        ("dt = 250 us, a=0.02", "dt", 0.25),
        ("duration = 0.5*second, a=0.02", "duration", 500.0),
    ],
)
def test_units_of_brian2(text: str, name: str, value: float) -> None:
    run = shown(text)
    assert getattr(run if hasattr(run, name) else run.parameters, name) == pytest.approx(value)


def test_many_names_that_are_not_known_are_counted() -> None:
    notes = read("a=0.02 " + " ".join(f"x{k}=1" for k in range(1000))).notes
    assert len(notes) == 9
    assert notes[-1] == "992 more names are left out."
    (note,) = read(f"a=0.02 {'x' * 10_000}=1").notes
    assert len(note) < 100
