"""Our tours: every step stands, what the texts say is so, and every task can be done."""

from functools import cache
from math import pi
from typing import Any

import numpy as np
import pytest
from izhikevich.dynamics import frequency_current
from izhikevich.dynamics.responses.impedance import resonance, rest_of
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.tours import TOURS, Step, is_met
from izhikevich.views import preparation, registry
from izhikevich.views.neuron.run import Run

from tests import wire

STEPS = [(name, i) for name, tour in TOURS.items() for i in range(len(tour.steps))]
TASKS = [(name, i) for name, i in STEPS if TOURS[name].steps[i].task]


def step(name: str, title: str) -> Step:
    (found,) = [one for one in TOURS[name].steps if one.title == title]
    return found


@cache
def _answer(name: str, i: int) -> dict[str, Any]:
    return wire.at_once(TOURS[name].steps[i].normal_state)


def facts(name: str, title: str) -> dict[str, float]:
    steps = TOURS[name].steps
    found: dict[str, float] = _answer(name, steps.index(step(name, title)))["facts"]
    return found


def run(name: str, title: str) -> Run:
    """Return the run of a step of the Neuron view."""
    prepared = preparation.read(step(name, title).normal_state)[2]
    assert isinstance(prepared, Run)
    return prepared


class TestAll:
    def test_six_of_a_few_steps(self) -> None:
        assert len(TOURS) == 6
        for name, tour in TOURS.items():
            assert tour.name == name
            assert 4 <= len(tour.steps) <= 7
            assert any(one.task for one in tour.steps)

    @pytest.mark.parametrize(("name", "i"), STEPS)
    def test_step(self, name: str, i: int) -> None:
        one = TOURS[name].steps[i]
        view, request = registry.request_of(one.state)
        assert not request.notices
        answer = _answer(name, i)
        assert not [n for n in answer["notices"] if n["level"] == "error"]
        assert one.normal_state == answer["state"]
        assert 60 <= len(one.text) <= 400
        assert one.title
        if one.points_at:
            kind, label = one.points_at.kind, one.points_at.name
            places = {
                "panel": list(request.panels),
                "parameter": [p.name for p in view.parameters if p.name in request.preset.values],
                "readout": [readout["label"] for readout in answer["readouts"]],
            }
            assert label in places[kind]

    @pytest.mark.parametrize(("name", "i"), TASKS)
    def test_task(self, name: str, i: int) -> None:
        one = TOURS[name].steps[i]
        task = one.task
        assert task is not None
        before = _answer(name, i)
        assert not is_met(task.goal, before["values"], before["facts"])
        # The page asks in this way.
        state = one.normal_state
        after = wire.at_once({**state, "values": {**state["values"], **task.answer}}, task.goal)
        assert after["met"] is True
        assert not [n for n in after["notices"] if n["level"] == "error"]
        assert wire.at_once(one.normal_state, task.goal)["met"] is False
        assert task.hint

    @pytest.mark.parametrize(("name", "i"), TASKS)
    def test_no_condition_is_idle(self, name: str, i: int) -> None:
        """Each is about a fact of the answer, or a parameter that the preset has."""
        task = TOURS[name].steps[i].task
        assert task is not None
        answer = wire.at_once(
            {
                **TOURS[name].steps[i].normal_state,
                "values": {**TOURS[name].steps[i].normal_state["values"], **task.answer},
            }
        )
        for condition in task.conditions:
            assert condition.what in {**answer["facts"], **answer["values"]}


class TestSpike:
    def test_pushes(self) -> None:
        assert facts("spike", "A push that fades")["spikes"] == 0
        assert facts("spike", "A push that takes off")["spikes"] == 1
        assert facts("spike", "A push that takes off")["first spike"] > 27.0  # the push ends at 25
        assert run("spike", "A push that fades").trace.v.max() < -50.0  # type: ignore[union-attr]

    def test_the_peak_does_not_matter(self) -> None:
        high = facts("spike", "The peak is not the threshold")["first spike"]
        assert abs(high - facts("spike", "The reset")["first spike"]) <= 0.25

    def test_refractory(self) -> None:
        title = "What a spike leaves behind"
        assert facts("spike", title)["spikes"] == 1
        state = step("spike", title).normal_state
        faster = wire.at_once({**state, "values": {**state["values"], "a": 0.2}})
        assert faster["facts"]["spikes"] == 2  # "A larger a does it, too"

    def test_threshold(self) -> None:
        found = facts("spike", "The threshold is not a voltage")
        assert found["spikes"] == 1
        assert found["first spike"] > 80.0


class TestExcitability:
    def test_saddle_node(self) -> None:
        assert facts("excitability", "Where nothing moves")["equilibria"] == 2
        assert -0.1 < facts("excitability", "More current")["current past the saddle-node"] < 0
        kinds = [p.kind for p in run("excitability", "Where nothing moves").equilibria]
        assert kinds == ["stable node", "saddle"]

    def test_slow_and_fast_onset(self) -> None:
        slow = facts("excitability", "Class 1: slowly at first")
        assert slow["equilibria"] == 0
        assert 400.0 < 1000.0 / slow["last rate"] < 600.0
        fast = facts("excitability", "Class 2: fast from the start")
        assert fast["equilibria"] == 2
        assert fast["stable rest"] == 0
        assert fast["last rate"] > 30.0

    def test_rates(self) -> None:
        class_1 = PATTERNS["class_1_excitable"].parameters
        rates = frequency_current(class_1, [2.2, 2.3, 2.5, 2.7, 2.9]).up
        assert rates[0] == 0 < rates[1] < 2.0
        assert np.all(np.diff(rates[1:], 2) < 0)  # "steeply at first"
        class_2 = PATTERNS["class_2_excitable"].parameters
        both = frequency_current(class_2, [0.2, 0.32, 0.44])
        assert both.up[1] == 0 < both.down[1]  # two answers to one current
        assert both.up[2] > 30.0

    def test_focus(self) -> None:
        (rest, _) = run("excitability", "Another kind of rest").equilibria
        assert rest.kind == "stable focus"
        assert 2 * pi / abs(rest.eigenvalues[0].imag) == pytest.approx(56.0, abs=1.0)

    def test_bistable(self) -> None:
        shown = run("excitability", "Two responses to one current")
        assert facts("excitability", "Two responses to one current")["stable rest"] == 1
        assert shown.trace is not None
        times = shown.trace.spike_times
        assert times.size
        assert 37.5 < times.min() < times.max() < 225.0  # switched on, and off


class TestBursting:
    def resets(self, title: str) -> tuple[float, list[float]]:
        """Return where the parabola stands at the reset, and u after each."""
        shown = run("bursting", title)
        assert shown.trace is not None
        p = shown.parameters
        return p.quadratic(p.c) + shown.shown_current, list(shown.trace.spike_u + p.d)

    def test_single_spikes(self) -> None:
        parabola, after = self.resets("One spike at a time")
        assert min(after[:2]) < parabola < min(after[2:])
        assert facts("bursting", "One spike at a time")["bursts"] == 0

    def test_bursts(self) -> None:
        parabola, after = self.resets("A higher reset")
        assert max(after) > parabola > sorted(after)[len(after) // 2]
        assert facts("bursting", "The reset map")["spikes per burst"] == 6

    def test_three_spikes_by_c_too(self) -> None:
        state = step("bursting", "Counting spikes").normal_state
        other = wire.at_once({**state, "values": {**state["values"], "c": -55.0}})
        assert other["facts"]["spikes per burst"] == 3

    def test_pause(self) -> None:
        slow, default = (facts("bursting", title) for title in ("The pause", "The reset map"))
        assert slow["bursts"] < default["bursts"]
        pauses = [np.diff(self.trace(title)).max() for title in ("The pause", "The reset map")]
        assert pauses[0] > pauses[1]

    def trace(self, title: str) -> Any:
        shown = run("bursting", title).trace
        assert shown is not None
        return shown.spike_times

    def test_at_first(self) -> None:
        parabola, after = self.resets("A burst only at first")
        assert max(after[:2]) < parabola < min(after[2:])
        gaps = np.diff(self.trace("A burst only at first"))
        assert gaps[0] < 5.0 < 20.0 < gaps[2:].min()


class TestMatching:
    def test_counts(self) -> None:
        found = facts("matching", "A recording and a model")
        assert (found["spikes"], found["recorded spikes"]) == (27, 14)
        state = step("matching", "As many spikes").normal_state
        counts = [
            wire.at_once({**state, "values": {**state["values"], "d": d}})["facts"]["spikes"]
            for d in (99.0, 100.0, 109.0, 110.0)
        ]
        assert counts == [15, 14, 14, 13]

    def test_times(self) -> None:
        found = facts("matching", "At the right times")
        assert found["spikes"] == found["recorded spikes"] == 14
        assert abs(found["coincidence"]) < 0.15
        state = step("matching", "At the right times").normal_state
        for capacitance in (97.0, 103.0):
            values = {**state["values"], "C": capacitance}
            assert wire.at_once({**state, "values": values})["facts"]["coincidence"] < 0.3

    def test_another_current(self) -> None:
        found = facts("matching", "The test that counts")
        assert (found["recorded spikes"], found["coincidence"]) == (22, 1.0)


class TestResonance:
    def test_pairs(self) -> None:
        near = facts("resonance", "The closer the better")
        assert near["spikes"] == 1
        assert near["first spike"] < 25.0  # of the first pair
        later = facts("resonance", "The right moment")
        assert later["spikes"] == 1
        assert later["first spike"] > 320.0  # of the second

    def test_node_and_focus(self) -> None:
        node = run("resonance", "Straight back to rest").equilibria[0]
        assert node.kind == "stable node"
        focus = run("resonance", "It rings").equilibria[0]
        assert focus.kind == "stable focus"
        assert 2 * pi / abs(focus.eigenvalues[0].imag) == pytest.approx(40.0, abs=2.0)

    def test_frequency(self) -> None:
        for key, frequency in (("resonator", 25.0), ("integrator", None)):
            parameters = PATTERNS[key].parameters
            rest = rest_of(parameters, 0.0)
            assert rest is not None
            assert resonance(parameters, rest) == (frequency and pytest.approx(frequency, abs=1.0))

    def test_rebound(self) -> None:
        found = facts("resonance", "Spikes after inhibition")
        assert found["first spike"] > 25.0  # where the inhibition ends
        assert run("resonance", "Make one yourself").equilibria[0].kind == "stable node"
        task = step("resonance", "Make one yourself").task
        assert task is not None
        state = step("resonance", "Make one yourself").normal_state
        changed = preparation.read({**state, "values": {**state["values"], **task.answer}})[2]
        assert changed.equilibria[0].kind == "stable focus"


class TestRhythms:
    def test_strangers(self) -> None:
        alone = facts("rhythms", "One neuron in noise")
        many = facts("rhythms", "A thousand strangers")
        assert 2.0 < alone["rate"] < 8.0
        assert abs(alone["rate"] - many["rate"]) < 2.0
        assert many["synchrony"] < 0.05

    def test_waves(self) -> None:
        connected = facts("rhythms", "Connected")
        assert connected["synchrony"] > 3 * facts("rhythms", "A thousand strangers")["synchrony"]
        titles = [one.title for one in TOURS["rhythms"].steps]
        told = _answer("rhythms", titles.index("Which rhythm?"))["readouts"]
        (rhythms,) = [one["value"] for one in told if one["label"] == "Rhythms"]
        slow, fast = (float(part.split()[0]) for part in rhythms.split(", "))
        assert 4.0 <= slow <= 12.0
        assert 30.0 <= fast <= 41.0

    def test_storms(self) -> None:
        storm = facts("rhythms", "Without inhibition")
        assert storm["synchrony"] > 0.9
        assert storm["rate"] > 8 * facts("rhythms", "Connected")["rate"]

    def test_layers(self) -> None:
        title = "Layer by layer"
        assert facts("rhythms", title)["rate layer 3"] < 1.0
        state = step("rhythms", title).normal_state
        more = wire.at_once({**state, "values": {**state["values"], "input_current": 9.0}})["facts"]
        assert more["rate layer 1"] > 20.0
        assert more["rate layer 3"] < 2.0  # "before layer 3 wakes up"
