"""The current at which the phase plane stands, and what is refused."""

from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import CELL_TYPES
from izhikevich.errors import ParameterError
from izhikevich.export import source
from izhikevich.imports.neuroml import read_archive
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.views import preparation
from izhikevich.views.neuron.opening import opened
from izhikevich.views.neuron.recorded import RECORDED
from izhikevich.views.schema import Text, Value

from tests.views.runs import PRESETS, VIEW, run_of


@pytest.mark.parametrize(
    ("name", "changes", "current"),
    [
        ("tonic_spiking", {}, 14.0),  # a step: its level
        ("tonic_spiking", {"I": 2.0}, 16.0),
        ("spike_latency", {}, 0.0),  # a short pulse: rest
        ("class_1_excitable", {}, 20.25),  # a ramp: its end
        ("inhibition_induced_spiking", {}, 75.0),  # a long inhibition: its level
        ("tonic_spiking", {"stimulus": "ramp(-0.1)"}, -10.0),
        ("tonic_spiking", {"stimulus": "7"}, 7.0),
    ],
)
def test_shown_current(name: str, changes: dict[str, Value], current: float) -> None:
    assert run_of(name, **changes).shown_current == pytest.approx(current, rel=1e-3)


def test_shown_current_of_noise_is_its_mean() -> None:
    run = run_of("tonic_spiking", stimulus="4+white(6)")
    assert run.shown_current == pytest.approx(float(run.current.mean()))


@pytest.mark.parametrize("name", PRESETS)
def test_currents_with_and_without_a_trace(name: str) -> None:
    run = run_of(name)
    assert run.trace is not None
    np.testing.assert_array_equal(run.current, run.trace.current)
    assert run.current.min() <= run.shown_current <= run.current.max()


def test_currents_of_a_run_that_cannot_be_completed() -> None:
    broken = run_of("inhibition_induced_bursting", method="accurate")
    whole = run_of("inhibition_induced_bursting")
    assert broken.trace is None
    assert broken.shown_current == whole.shown_current
    assert broken.current.size == whole.current.size


def test_whether_the_current_holds() -> None:
    assert run_of("tonic_spiking").holds
    assert not run_of("class_1_excitable").holds
    assert not run_of("inhibition_induced_spiking").holds


def test_the_rules_come_with_the_preset() -> None:
    parameters = run_of("accommodation", b=0.5).parameters
    assert parameters.b == 0.5
    assert isinstance(parameters.drive, LinearDrive)
    assert not parameters.drive.leak


@pytest.mark.parametrize(
    ("changes", "parameter"),
    [
        ({"c": 30.0}, "c"),
        ({"stimulus": "steps(3)"}, "stimulus"),
        ({"duration": 1e5, "dt": 0.1}, "dt"),
    ],
)
def test_refusals_name_the_parameter(changes: dict[str, Value], parameter: str) -> None:
    with pytest.raises(ParameterError) as caught:
        run_of("tonic_spiking", **changes)
    assert caught.value.parameter == parameter


def test_as_many_samples_as_allowed() -> None:
    assert run_of("tonic_spiking", duration=5e4, dt=0.1).dt == 0.1


def test_examples_of_stimuli_can_be_run() -> None:
    (stimulus,) = [p for p in VIEW.parameters if p.name == "stimulus"]
    assert isinstance(stimulus, Text)
    for example in stimulus.examples:
        if example.value != RECORDED:
            assert run_of("tonic_spiking", stimulus=stimulus.read(example.value)).trace is not None
    with pytest.raises(ParameterError, match="there is no recording: open one"):
        run_of("tonic_spiking", stimulus=RECORDED)


def test_a_capacitance_does_not_change_the_form_of_the_model() -> None:
    with pytest.raises(ParameterError) as caught:
        run_of("tonic_spiking", C=2.0)
    assert caught.value.parameter == "C"
    assert run_of("RS_2007", C=1.0).parameters.dimensional
    assert not run_of("tonic_spiking", C=1.0).parameters.dimensional


@pytest.mark.parametrize("changes", [{"preset": "RS_2007", "C": 1.0}, {"preset": "RS", "a": 0.0}])
def test_a_link_and_a_script_keep_one_picofarad_and_a_constant_u(changes: dict[str, Any]) -> None:
    p = CELL_TYPES[changes["preset"]].parameters.replace(
        **{name: value for name, value in changes.items() if name != "preset"}
    )
    opened_state = opened(p)
    assert opened_state is not None
    _, _, run = preparation.read(opened_state)
    assert run.parameters == p
    assert eval(source.value(p), {"izh": izh}) == p
    text = izh.export.export(opened_state, "neuroml").content
    assert isinstance(text, bytes)
    again = preparation.read(read_archive(text).state)[2].parameters
    assert (again.dimensional, again.a, again.C) == (p.dimensional, p.a, p.C)
