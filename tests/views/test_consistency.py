"""What titles, descriptions, regimes and sentences of presets say agrees with the run."""

import re
from collections.abc import Callable

import pytest
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.views.modified import modified
from izhikevich.views.neuron.run import Run
from izhikevich.views.neuron.spike_pattern import Firing
from izhikevich.views.neuron.summary import summary
from izhikevich.views.schema import Preset, Value

from tests.views.runs import VIEW, run_of

each_preset = pytest.mark.parametrize("preset", VIEW.presets, ids=lambda p: p.name)

NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
#: Words of titles, descriptions and sentences, and what they claim of a run.
CLAIMS: dict[str, Callable[[Firing], object]] = {
    r"^(One|A) spike\b|^The spike\b|^Fires once|^single spike$": lambda f: f.count == 1,
    r"^Stays silent|^rest$": lambda f: f.count == 0,
    r"^Burst after burst|^Bursts (in|sep)|^chattering|^tonic bursting": lambda f: len(f.bursts) > 1,
    r"^(One|A short|A) burst\b|fires a burst|rebound burst|phasic bursting": (
        lambda f: f.count > 3 and f.intervals[0] < 10.0
    ),
    r"burst at the onset, then single": lambda f: f.onset.burst and f.regime.name == "tonic",
    r"after a burst|Begins with a burst": lambda f: f.onset.burst and not f.bursts,
    r"Two spikes close together|The first interval is short": lambda f: f.onset.count == 1,
    r"without (adaptation|adapting)|hardly adapt": lambda f: f.regime.name == "tonic",
    r"[Ff]ires fast\b|^fast, ": lambda f: f.intervals[-1] <= 10.0,
    r"lengthen from|slows down|^adapting|frequency adaptation": lambda f: f.slows,
    r"speeds up|speeding up|faster and faster": lambda f: f.intervals[-1] < f.intervals[0],
    r"^tonic|^Regular firing|^Keeps firing|fires for as long": lambda f: f.goes_on,
    r"then silence|then rest$|and stops|^phasic": lambda f: not f.goes_on,
}


def texts(preset: Preset, run: Run) -> list[str]:
    assert run.firing is not None
    title = re.sub(r" \(.*\)$", "", preset.title)
    return [title, preset.text, run.firing.name, str(summary(run))]


@each_preset
def test_no_text_claims_what_the_run_denies(preset: Preset) -> None:
    run = run_of(preset.name)
    assert run.firing is not None
    for text in texts(preset, run):
        for words, holds in CLAIMS.items():
            if re.search(words, text):
                assert holds(run.firing), f"{text!r} claims {words!r}"


@each_preset
def test_no_preset_has_a_run_without_any_claim(preset: Preset) -> None:
    said = texts(preset, run_of(preset.name))
    assert any(re.search(words, text) for words in CLAIMS for text in said[2:])


@each_preset
def test_numbers_of_descriptions_are_those_of_the_preset(preset: Preset) -> None:
    p = EXPERIMENTS[preset.name].parameters
    current = run_of(preset.name).current
    text = preset.text.replace("\N{MINUS SIGN}", "-").split("2003 paper")[0]
    for name, number in re.findall(rf"(?<!/)\b([abcd]) = ({NUMBER})", text):
        assert getattr(p, name) == pytest.approx(float(number))
    for number in re.findall(rf"\bI = ({NUMBER})", text):
        if "Hopf" not in text:
            assert abs(current - float(number)).min() < 0.03  # of a ramp, one sample
    for number in re.findall(rf"1/a = ({NUMBER}) ms", text):
        assert 1.0 / p.a == pytest.approx(float(number))


@each_preset
def test_numbers_of_the_sentence_are_those_of_the_readouts(preset: Preset) -> None:
    run = run_of(preset.name)
    assert run.firing is not None
    said = str(summary(run)).partition(":")[0] + str(summary(run))
    measured: tuple[tuple[str, Callable[[Firing], float]], ...] = (
        (rf"intervals \w+ from ({NUMBER}) to", lambda f: f.intervals[0]),
        (rf"(?:every|to) ({NUMBER}) ms: ", lambda f: f.intervals[-1]),
        (rf"first interval of ({NUMBER}) ms", lambda f: f.intervals[0]),
        (r"burst of ([0-9]+) spikes", lambda f: f.onset.count + 1),
        (r"Fires ([0-9]+) spikes and stops", lambda f: f.count),
    )
    for pattern, value in measured:
        for number in re.findall(pattern, said):
            assert float(number) == pytest.approx(value(run.firing), rel=6e-3)
    for number in re.findall(rf"at I = ({NUMBER})", str(summary(run)).replace("\u2212", "-")):
        at = [run.shown_current, *(b.current for b in (run.saddle_node, run.hopf) if b)]
        assert any(float(number) == pytest.approx(x, rel=6e-3) for x in at)


def test_the_fast_spiking_cell_hardly_adapts() -> None:
    run = run_of("FS")
    assert run.firing is not None
    assert run.firing.name == "fast, hardly adapting"
    assert "hardly adapts" in str(summary(run))


@pytest.mark.parametrize(
    ("name", "changes", "text"),
    [
        ("RS", {}, ""),
        ("RS", {"d": 2.0}, "modified: d 8 → 2"),
        (
            "RS",
            {"height": 5.0, "onset": 30.0},
            "modified: height 14 → 5, onset 15 → 30, duration 135 → 120",
        ),
        ("RS", {"stimulus": "white(3)"}, "modified: Stimulus"),
        ("RS", {"form": "2007"}, ""),
        ("RS", {"form": "2007", "b": 0.3}, "modified: b 0.2 → 0.3"),
        ("RS", {"map_plane": "c_d"}, ""),
        ("RS_2007", {"v_r": -62.0}, "modified: v_r -60 → -62"),
        ("RS_2007", {"k0": 1700.0}, "modified: k0 1680 → 1700"),
        ("RS", {"a": 0.1, "b": 0.1, "c": -60.0, "d": 2.0, "I": 1.0}, "c -65 → -60, 2 more"),
    ],
)
def test_what_was_modified(name: str, changes: dict[str, Value], text: str) -> None:
    preset = VIEW.preset(name)
    assert preset is not None
    values, _ = VIEW.settled(preset, changes)
    said = modified(VIEW, preset, values)
    assert said == text if text.startswith("modified") or not text else said.endswith(text)
