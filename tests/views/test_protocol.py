"""Onset, height and duration as controls: what they do to the current, by its samples."""

import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.links import read_link, write_link
from izhikevich.neuron.stimuli.stimulus import parse
from izhikevich.views.neuron.protocol import CONTROLS, controls, numbers, rewritten
from izhikevich.views.preparation import read
from izhikevich.views.state import written

from tests.views.runs import PRESETS, VIEW

T = np.arange(0.0, 200.0, 0.25)
STEPS = ["step(10,40)", "pulse(10,40,60)", "piecewise(0,40<t:10)", "piecewise(2,40<t<100:10)"]


def current(text: str) -> np.ndarray:
    return parse(text).sample(T)


@pytest.mark.parametrize("text", STEPS)
def test_what_the_current_does_is_what_the_numbers_say(text: str) -> None:
    for name, value in (("height", -3.5), ("onset", 60.0), ("width", 25.0)):
        text = rewritten(text, 200.0, name, value)
    shown = numbers(text, 200.0)
    assert (shown["height"], shown["onset"], shown["width"]) == (-3.5, 60.0, 25.0)
    on = current(text) == -3.5
    assert on.any()
    assert T[on].min() == pytest.approx(60.0, abs=0.26)
    assert T[on].max() == pytest.approx(85.0, abs=0.26)
    assert np.unique(current(text)[~on]).tolist() == [numbers(text, 200.0).get("baseline", 0.0)]


@pytest.mark.parametrize("text", STEPS)
def test_there_and_back_is_the_same_text(text: str) -> None:
    start = numbers(text, 200.0)
    for name, value in start.items():
        changed = rewritten(text, 200.0, name, 0.7 * value + 1.3)
        assert changed != text
        assert rewritten(changed, 200.0, name, value) == text


def test_a_step_to_the_end_is_written_as_one() -> None:
    assert rewritten("pulse(10,40,60)", 200.0, "width", 160.0) == "step(10,40)"
    assert rewritten("step(10,40)", 200.0, "width", 500.0) == "step(10,40)"
    assert rewritten("step(10,40)", 200.0, "width", 60.0) == "pulse(10,40,60)"
    assert rewritten("piecewise(0,40<t<50:1)", 200.0, "width", 160.0) == "piecewise(0,40<t:1)"


def test_moving_the_onset_keeps_duration_and_slope() -> None:
    assert rewritten("piecewise(0,0.1<t<0.4:1)", 200.0, "onset", 0.2) == "piecewise(0,0.2<t<0.5:1)"
    ramp = rewritten("piecewise(0,30<t:0:0.5)", 200.0, "onset", 50.0)
    assert current(ramp)[T == 60.0] == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("14", {"height"}),
        ("step(10,20)+white(3,seed=1)", {"height", "onset", "width"}),
        ("step(10,20)+step(3,40)", set()),
        ("train(10,20,5,25,5)", {"height", "onset", "width", "period"}),
        ("ramp(0.1,20)", {"onset", "slope"}),
        ("sine(10,8)", {"amplitude", "frequency"}),
        ("piecewise(0,10<t<12:9,20<t<22:9)", {"height"}),
        ("piecewise(0,10<t<12:9,20<t<22:3)", set()),
        ("ou(4,3,10)", set()),
        ("not a stimulus", set()),
    ],
)
def test_only_numbers_that_a_protocol_has(text: str, names: set[str]) -> None:
    assert set(numbers(text, 200.0)) == names
    assert names <= {control.name for control in CONTROLS}


def test_one_height_for_all_pulses() -> None:
    text = rewritten("piecewise(0,10<t<12:9,20<t<22:9)", 200.0, "height", 4.0)
    assert set(current(text).tolist()) == {0.0, 4.0}


def test_refusals_name_the_number() -> None:
    with pytest.raises(ParameterError, match=r"onset = 3\.0"):
        rewritten("white(3)", 200.0, "onset", 3.0)
    with pytest.raises(ParameterError, match=r"width = 30.0 .* period"):
        rewritten("train(10,20,5,25,5)", 200.0, "width", 30.0)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_number_of_a_preset_can_be_set_and_taken_back(preset: str) -> None:
    chosen = VIEW.preset(preset)
    assert chosen is not None
    shown = VIEW.shown(chosen, chosen.values)
    text, duration = str(chosen.values["stimulus"]), float(chosen.values["duration"])
    for name in controls(parse(text), duration):
        value = shown[name]
        assert isinstance(value, float)
        values, notices = VIEW.settled(chosen, {name: 0.75 * value + 0.7})
        assert not notices
        assert VIEW.shown(chosen, values)[name] == pytest.approx(0.75 * value + 0.7)
        assert VIEW.differing(chosen, values).keys() == {"stimulus"}
        assert VIEW.settled(chosen, {"stimulus": values["stimulus"], name: value})[0] == (
            chosen.values
        )


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("preset=RS&height=5&onset=30&width=20", "preset=RS&stimulus=piecewise(0,30%3Ct%3C50:5)"),
        ("preset=RS&height=14", "preset=RS"),
        ("preset=RS&stimulus=step(3,9)&height=4", "preset=RS&stimulus=step(4,9)"),
        ("preset=RS&height=4&stimulus=step(3,9)", "preset=RS&stimulus=step(3,9)"),
        ("preset=RS&I=3&height=4", "preset=RS&I=3&stimulus=piecewise(0,15%3Ct:4)"),
    ],
)
def test_links_hold_the_stimulus_alone(link: str, canonical: str) -> None:
    view, request, _ = read(read_link(f"#neuron?{link}")[0])
    assert write_link(written(view, request)) == f"#neuron?{canonical}"
    assert not request.notices


def test_no_constant_of_zero_is_called_i() -> None:
    offset = next(p for p in VIEW.parameters if p.name == "I")
    assert offset.label == "offset"
    assert getattr(offset, "symbol", "") == ""
