"""The Learning view: its answers are those of the package, and its texts tell what is so."""

from __future__ import annotations

from collections.abc import Generator
from functools import partialmethod
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.errors import SimulationError
from izhikevich.learning import SURROGATES, TASKS
from izhikevich.learning.training import Trainer
from izhikevich.plots.render.svg.still import still
from izhikevich.progress import Progress, Stopped
from izhikevich.transport import pack, unpack
from izhikevich.views import registry
from izhikevich.views.learning.declaration import DEFAULTS
from izhikevich.views.learning.kept_weights import KeptWeights

from tests import wire
from tests.plots.render.sheet import plots_of

VIEW = registry.VIEWS["learning"]()
NAMES = [preset.name for preset in VIEW.presets]
EVERY = [panel.name for panel in VIEW.panels]
#: Short, and of coarse steps: quick to train.
QUICK = {name: {"epochs": 3.0} for name in NAMES}
QUICK["digits"] = QUICK["delayed_xor"] = {"epochs": 1.0, "dt": 1.0}


def answer(
    preset: str = "chosen_times", panels: list[str] | None = None, **values: Any
) -> wire.Message:
    state: dict[str, Any] = {"view": "learning", "preset": preset, "values": values}
    return wire.at_once(state | ({"panels": panels} if panels else {}))


def readout(part: wire.Message, label: str) -> str:
    (value,) = [r["value"] for r in part["readouts"] if r["label"] == label]
    return str(value)


def trace(part: wire.Message, panel: str, name: str) -> dict[str, Any]:
    (found,) = [t for t in part["figures"][panel]["data"] if t["name"] == name]
    return dict(found)


def times(marks: dict[str, Any]) -> list[float]:
    return list(marks["x"][::3])


@pytest.mark.parametrize("name", NAMES)
def test_every_task_is_answered(name: str) -> None:
    part = answer(name, EVERY, **QUICK[name])
    assert [n for n in part["notices"] if n["level"] == "error"] == []
    assert set(part["figures"]) == set(EVERY)
    default = [panel.name for panel in VIEW.panels if panel.default]
    plots = plots_of("learning", name, default, **QUICK[name])
    for panel in VIEW.panels:
        go.Figure(part["figures"][panel.name])
        if panel.default:
            assert still(plots[panel.name])
    assert part["summary"].startswith("After ")
    assert part["summary"].endswith(".")
    labels = [r["label"] for r in part["readouts"]]
    assert len(set(labels)) == len(labels)
    assert all(r["help"] for r in part["readouts"])
    unpack(*pack(part))


def test_the_view_declares_what_the_tasks_have() -> None:
    assert NAMES[: len(TASKS)] == list(TASKS)
    names = {parameter.name for parameter in VIEW.parameters}
    assert {parameter.group for parameter in VIEW.parameters} == {g.name for g in VIEW.groups}
    assert set().union(*(preset.values for preset in VIEW.presets)) == names
    for preset in VIEW.presets:
        if preset.group == "tasks":
            settings = TASKS[preset.name].settings
            assert preset.values["rate"] == settings.rate
            assert preset.values["dt"] == settings.dt
            assert type(settings.surrogate) is SURROGATES[str(preset.values["surrogate"])]
        for parameter in VIEW.parameters:
            if parameter.name in preset.values:
                assert parameter.read(preset.values[parameter.name]) is not None


def test_a_surrogate_brings_numbers_that_go_with_it() -> None:
    (choice,) = [p for p in wire.of_view(VIEW)["parameters"] if p["name"] == "surrogate"]
    brought = {option["value"]: option.get("brings") for option in choice["options"]}
    assert brought.pop("true_step") is None
    assert brought == DEFAULTS
    assert set(DEFAULTS) | {"true_step"} == set(SURROGATES)


def test_the_numbers_are_those_of_the_package() -> None:
    trainer = TASKS["chosen_times"].trainer(2)
    before = trainer.model.respond(trainer.data.inputs).runs[0]
    trainer.fit(6)
    now = trainer.model.respond(trainer.data.inputs).runs[0]
    part = answer(panels=EVERY, seed=2, epochs=6)
    spikes = np.flatnonzero(now.spikes[:, 0, 0]) * trainer.model.dt
    assert times(trace(part, "raster", "1 neuron now, after 6 epochs")) == list(spikes)
    first = np.flatnonzero(before.spikes[:, 0, 0]) * trainer.model.dt
    assert times(trace(part, "raster", "before learning")) == list(first)
    assert times(trace(part, "raster", "before learning: target")) == [25.0, 40.0, 80.0, 110.0]
    assert list(trace(part, "course", "loss")["y"]) == [e.loss for e in trainer.history]
    assert readout(part, "F score") == f"{TASKS['chosen_times'].measure(trainer):.2f}"
    (matrix, change) = part["figures"]["weights"]["data"]
    np.testing.assert_array_equal(matrix["z"], trainer.model.weights["0/weights"].T)
    assert np.abs(change["z"]).max() > 0.1
    slope = trace(part, "voltage", "derivative")
    x = (now.V[:, 0, 0] - 30.0) / 95.0
    np.testing.assert_allclose(slope["y"], 0.3 * np.maximum(3.0 - np.abs(x), 0.0) / 95.0)
    through = trace(part, "gradient", "last epoch")["y"]
    known = trainer.history[-1].through_time[0]
    np.testing.assert_array_equal(through[known > 0.0], known[known > 0.0])


def test_neurons_rest_for_the_refractory_time() -> None:
    trainer = TASKS["chosen_times"].trainer(2, tau_ref=6.0)
    trainer.fit(6)
    spikes = np.flatnonzero(trainer.model.respond(trainer.data.inputs).runs[0].spikes)
    part = answer(panels=["raster", "voltage"], seed=2, epochs=6, tau_ref=6.0)
    plain = answer(panels=["raster"], seed=2, epochs=6)
    shown = times(trace(part, "raster", "1 neuron now, after 6 epochs"))
    assert shown == list(spikes * trainer.model.dt)
    assert shown != times(trace(plain, "raster", "1 neuron now, after 6 epochs"))
    v = np.asarray(trace(part, "voltage", "v")["y"])
    after = spikes[0] + 1
    assert v[after - 1] == 30.0
    assert (v[after : after + 23] == -65.0).all()
    assert v[after + 23] != -65.0
    assert "after it" in str(part["about"])
    assert "after it" not in str(plain["about"])


def test_scores_on_the_way_are_those_measured_afterwards() -> None:
    task, trainer = TASKS["chosen_times"], TASKS["chosen_times"].trainer(1)
    measured = [task.measure(trainer)]
    for _ in range(5):
        trainer.fit(1)
        measured.append(task.measure(trainer))
    part = answer(seed=1, epochs=5)
    np.testing.assert_array_equal(trace(part, "course", "score")["y"], measured)


def test_a_longer_training_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answer(seed=7, epochs=8)
    answer(seed=8, epochs=3)
    begun: list[int] = []
    fitting = Trainer.fitting

    def counted(self: Trainer, epochs: int) -> Any:
        begun.append(epochs)
        return fitting(self, epochs)

    monkeypatch.setattr(Trainer, "fitting", counted)
    answer(seed=8, epochs=8)
    looked = answer("raster", epochs=2, neuron=1)
    again = answer("raster", epochs=2, neuron=5)
    assert begun == [5, 2, 0]
    assert readout(looked, "F score") == readout(again, "F score")
    shorter = answer(seed=7, epochs=3)
    assert begun[-1] == 0  # its weights were kept
    assert shorter["summary"].startswith("After 3 epochs")
    assert whole["summary"].startswith("After 8 epochs")
    forget()
    assert answer(seed=7, epochs=3)["readouts"] == shorter["readouts"]


def test_facts_are_those_of_the_epoch_shown() -> None:
    task, trainer = TASKS["digits"], TASKS["digits"].trainer(4, dt=1.0)
    trainer.fit(2)
    assert trainer.test is not None
    output = trainer.model.respond(trainer.test.inputs).output
    right = np.mean(output.mean(axis=0).argmax(axis=1) == trainer.test.targets)
    panels = ["course", "confusion", "raster", "weights"]
    part = answer("digits", panels, seed=4, dt=1.0, epochs=3, epoch=2)
    assert readout(part, "Correct answers") == f"{100.0 * right:.1f}"
    assert readout(part, "Loss") == f"{trainer.history[1].loss:.3g}"
    assert part["facts"]["score"] == right == task.measure(trainer)
    assert part["facts"]["epochs trained"] == 2
    assert part["summary"].startswith("After 2 epochs")
    weights = trace(part, "weights", "readout: now")["z"]
    np.testing.assert_array_equal(weights, trainer.model.weights["2/weights"].T)
    shares = np.asarray(trace(part, "confusion", "answers")["z"])
    counts = np.bincount(trainer.test.targets)
    np.testing.assert_allclose(counts @ np.diag(shares) / counts.sum(), right)
    # Loss and score are there for all epochs; the handle is at the one shown, and drags it.
    lengths = [len(t["x"]) for t in part["figures"]["course"]["data"] if t["name"] == "tested"]
    assert lengths == [3, 4]  # the loss after each epoch; the score also before the first one
    (handle,) = part["figures"]["course"]["handles"]
    assert handle["x"] == 2.0
    assert handle["along_x"]["high"] == 3.0
    assert handle["sets"] == {"epoch": [{"now": 2.0, "x": 1.0, "y": 0.0}]}
    # The same, whether it was trained further or not.
    forget()
    two = answer("digits", panels, seed=4, dt=1.0, epochs=2)
    assert (two["readouts"], two["summary"]) == (part["readouts"], part["summary"])


def test_the_last_epoch_goes_without_saying() -> None:
    last = answer(epochs=3)
    assert last["state"]["values"] == {"epochs": 3.0}
    assert last["values"]["epoch"] == last["default"]["epoch"] == 3.0
    for epoch in (3, 4, 5000):
        part = answer(epochs=3, epoch=epoch)
        assert part["state"] == last["state"]
        assert part["readouts"] == last["readouts"]
    back = answer(epochs=3, epoch=0)
    assert back["state"]["values"] == {"epochs": 3.0, "epoch": 0.0}
    assert back["values"]["epoch"] == 0.0
    assert back["summary"].startswith("Before any learning")
    assert back["modified"] == ""


def test_of_many_epochs_those_that_are_needed_are_kept() -> None:
    kept = KeptWeights(most=10 * 8)
    kept.wanted = 13
    for epoch in range(101):
        kept.put(epoch, {"w": np.array([float(epoch)])})
    there = [epoch for epoch in range(101) if epoch in kept]
    assert {0, 13, 100} <= set(there)
    assert 5 <= len(there) <= 11
    assert all(kept[epoch]["w"] == [epoch] for epoch in there)
    few = KeptWeights(most=1)
    for epoch in range(5):
        few.put(epoch, {"w": np.zeros(3)})
    assert 0 in few
    assert 4 in few


def test_an_epoch_that_was_not_kept_is_trained_again(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answer(seed=21, epochs=12, epoch=7)
    monkeypatch.setattr("izhikevich.views.learning.kept_weights.MAX_NUMBERS", 1)
    monkeypatch.setattr(KeptWeights, "__init__", partialmethod(KeptWeights.__init__, most=1))
    forget()
    answer(seed=21, epochs=12)
    assert answer(seed=21, epochs=12, epoch=7)["readouts"] == whole["readouts"]


def test_a_training_tells_where_it_may_end() -> None:
    task, trainer = TASKS["chosen_times"], TASKS["chosen_times"].trainer(2)
    scores = [task.measure(trainer)]
    while scores[-1] < 1.0:
        trainer.fit(1)
        scores.append(task.measure(trainer))
    end = len(scores) - 1
    part = answer(seed=2, epochs=end + 4)
    assert part["rests"]["at"] == end
    assert part["rests"]["text"].startswith(f"Learned: training stopped after {end} epochs.")
    assert answer(seed=2, epochs=end - 1)["rests"] is None
    stalled = answer("true_derivative", epochs=45)
    assert stalled["rests"]["at"] == 41
    assert "nothing has improved" in stalled["rests"]["text"]


def test_target_spikes_are_dragged() -> None:
    part = answer(epochs=1, times="30,70.5")
    handles = part["figures"]["raster"]["handles"]
    assert [handle["x"] for handle in handles] == [30.0, 70.5]
    assert handles[0]["sets"] == {"times": [{"now": 30.0, "x": 1.0, "y": 0.0}, ",70.5"]}
    assert handles[1]["sets"] == {"times": ["30,", {"now": 70.5, "x": 1.0, "y": 0.0}]}
    assert times(trace(part, "raster", "before learning: target")) == [30.0, 70.5]
    assert not answer("raster", epochs=0)["figures"]["raster"].get("handles")
    (notice, *_) = answer(epochs=0, times="30,200")["notices"]
    assert (notice["level"], notice["parameter"]) == ("error", "times")


def test_a_drawn_digit_takes_the_place_of_the_sample() -> None:
    values: dict[str, Any] = {**QUICK["digits"], "seed": 6}
    drawn = answer("digits", ["vote", "raster"], **values, drawn="50,0 50,50;50,50 50,99")
    (text,) = [drawn["state"]["values"]["drawn"]]
    assert len(text) == 64
    again = answer("digits", ["vote", "raster"], **values, drawn=text)
    assert again["state"] == drawn["state"]
    assert again["readouts"] == drawn["readouts"]
    image = np.asarray(trace(drawn, "vote", "image")["z"])
    assert image[:, 3:5].min() > 0.0
    assert not image[:, [0, 1, 6, 7]].any()
    labels = [r["label"] for r in drawn["readouts"]]
    assert "Drawn digit" in labels
    assert "Sample 0" not in labels
    plain = answer("digits", ["vote", "raster"], **values)
    assert readout(plain, "Correct answers") == readout(drawn, "Correct answers")
    shown = [trace(one, "raster", "Input: 64 spike trains")["x"] for one in (plain, drawn)]
    assert shown[0].size != shown[1].size
    wrong = answer("digits", ["vote"], **values, drawn="a line")
    (notice, *_) = wrong["notices"]
    assert (notice["level"], notice["parameter"]) == ("error", "drawn")
    assert "drawn" not in wrong["state"]["values"]


def test_the_vote_is_the_softmax_of_the_readouts() -> None:
    trainer = TASKS["digits"].trainer(6, dt=1.0)
    trainer.fit(1)
    assert trainer.test is not None
    output = trainer.model.respond(trainer.test.inputs[4:5]).output[:, 0].mean(axis=0)
    shares = np.exp(output) / np.exp(output).sum()
    right = int(np.asarray(trainer.test.targets)[4])
    part = answer("digits", ["vote"], **QUICK["digits"], seed=6, sample=4)
    bars = [t for t in part["figures"]["vote"]["data"] if t["type"] == "bar"]
    total = np.sum([np.asarray(t["y"]) for t in bars], axis=0)
    np.testing.assert_allclose(total, shares)
    of_right = np.asarray(trace(part, "vote", "right class")["y"])
    assert np.flatnonzero(of_right).tolist() == [right]
    image = np.asarray(trace(part, "vote", "image")["z"])
    early = np.asarray(trainer.test.inputs[4]).any(axis=0).reshape(8, 8)
    np.testing.assert_array_equal(image > 1, early)
    assert "no classes" in str(answer("raster", ["vote"], epochs=0)["figures"]["vote"]["layout"])
    cues = answer("delayed_xor", ["vote"], **QUICK["delayed_xor"])
    assert all(t["type"] == "bar" for t in cues["figures"]["vote"]["data"])


def test_the_hidden_layer_can_be_smaller_or_larger() -> None:
    for hidden in (5, 60):
        part = answer("digits", ["raster"], **QUICK["digits"], hidden=hidden)
        weights = 64 * hidden + hidden * 10 + 10
        assert readout(part, "Weights") == f"{weights:,}"
    (notice, *_) = answer("digits", ["raster"], epochs=0, hidden=500, dt=0.05)["notices"]
    assert notice["parameter"] in ("hidden", "dt")
    assert notice["level"] == "error"


def test_a_drag_sees_something_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("izhikevich.views.learning.view._SOON", 0.0)
    monkeypatch.setattr("izhikevich.views.learning.view._LIVE", 1e9)
    parts = list(run({"view": "learning", "values": {"seed": 12, "epochs": 6}}))
    first = next(p for p in parts if isinstance(p, dict))
    assert first["figures"]
    assert first["facts"]["epochs trained"] < 6
    assert readout(first, "Loss") == f"{trace(first, 'course', 'loss')['y'][-1]:.3g}"


def test_it_learns_to_fire_at_chosen_times() -> None:
    for seed in range(3):
        part = answer(seed=seed, epochs=25)
        assert int(readout(part, "Solved after")) <= 25
        if float(readout(part, "F score")) == 1.0:
            assert part["summary"].startswith("After 25 epochs: all 4 targets hit")


def test_nothing_is_learned_with_the_true_derivative() -> None:
    part = answer(epochs=5)
    (notice,) = part["notices"]
    assert notice["actions"][0]["values"] == {"surrogate": "true_step"}
    true = answer(panels=EVERY, epochs=5, **notice["actions"][0]["values"])
    assert true["summary"].startswith("After 5 epochs no weight has changed")
    assert readout(true, "Changed by") == "0"
    assert readout(true, "Steps with a gradient") == "0.0"
    now, before = (trace(true, "voltage", name)["y"] for name in ("v", "v before learning"))
    np.testing.assert_array_equal(now, before)
    notes = [note["text"] for note in true["figures"]["gradient"]["layout"]["annotations"]]
    assert notes == ["no gradient anywhere"]
    (back,) = true["notices"]
    assert answer(epochs=5, **back["actions"][0]["values"])["summary"] == part["summary"]


def test_the_lessons_show_what_they_say() -> None:
    assert answer("true_derivative")["summary"].startswith("After 20 epochs no weight has changed")
    narrow = answer("narrow")
    assert float(readout(narrow, "Steps with a gradient")) < 1.0
    finer = answer("narrow", dt=0.25)
    assert 0.0 < float(readout(finer, "Steps with a gradient")) < 10.0
    assert float(readout(answer("narrow", scale=95, width=3), "Changed by")) > 0.1
    exploding = answer("exploding", epochs=2)
    assert float(readout(exploding, "Gradient, early to late").split()[0]) > 1e9


def test_readouts_learn_with_the_true_derivative() -> None:
    part = answer("delayed_xor", epochs=1, dt=1.0, surrogate="true_step", panels=["weights"])
    assert "Only the readouts, which do not spike, have learned" in part["summary"]
    changed = {t["name"]: bool(np.any(t["z"])) for t in part["figures"]["weights"]["data"][1::2]}
    assert changed == {
        "input: change": False,
        "recurrent: change": False,
        "readout: change": True,
    }


def test_a_narrow_surrogate_is_told() -> None:
    narrow: dict[str, Any] = {"scale": 30, "width": 1, "dt": 1, "epochs": 1}
    part = answer(**narrow)
    (notice,) = part["notices"]
    assert notice["level"] == "warning"
    assert float(readout(part, "Steps with a gradient")) < 10.0
    wide = answer(**{**narrow, **notice["actions"][0]["values"]})
    assert float(readout(wide, "Steps with a gradient")) > 90.0


def test_a_gradient_that_explodes_is_told() -> None:
    part = answer("raster", ["gradient"], epochs=2, reset="hard")
    (notice,) = part["notices"]
    assert notice["level"] == "warning"
    assert notice["text"].startswith("The gradient explodes")
    assert readout(part, "Gradient, early to late").endswith("(explodes)")
    course = trace(part, "gradient", "last epoch")["y"]
    assert np.nanmax(course) > 1e6 * np.nanmin(course)
    soft = answer("raster", epochs=2, **notice["actions"][0]["values"])
    assert 0.01 < float(readout(soft, "Gradient, early to late")) < 100.0


@pytest.mark.parametrize(
    ("surrogate", "reset"),
    [*((surrogate, "soft") for surrogate in DEFAULTS), ("relu", "brainpy"), ("relu", "hard")],
)
def test_every_surrogate_and_reset(surrogate: str, reset: str) -> None:
    values: dict[str, Any] = {"reset": reset, "surrogate": surrogate, **DEFAULTS[surrogate]}
    part = answer(epochs=2, dt=1.0, **values)
    assert [n for n in part["notices"] if n["level"] == "error"] == []
    assert readout(part, "Changed by") != "0"
    assert trace(part, "surrogate", "derivative of the surrogate")["y"].max() > 0.0


def test_a_reset_that_runs_away_is_refused() -> None:
    part = answer(epochs=1, reset="subtract")
    (notice,) = [n for n in part["notices"] if n["level"] == "error"]
    assert "runs away" in notice["text"]
    assert part["values"]["reset"] == "soft"
    assert part["figures"]


def forget() -> None:
    VIEW.__dict__.pop("_sessions", None)


def run(state: dict[str, Any]) -> Generator[Progress | wire.Message, None, None]:
    """Answer as the worker has it: part by part."""
    parts = wire.respond(state)
    assert isinstance(parts, Generator)
    return parts


def test_figures_grow_while_it_learns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("izhikevich.views.learning.view._LIVE", 0.0)
    monkeypatch.setattr("izhikevich.views.learning.view._SOON", 0.0)
    state = {"view": "learning", "values": {"seed": 11, "epochs": 4}}
    parts = list(run(state))
    partial = [p["figures"] for p in parts if isinstance(p, dict) and p["figures"]]
    lengths = [len(trace({"figures": f}, "course", "loss")["x"]) for f in partial]
    assert lengths == [1, 2, 3, 4, 4]
    assert "surrogate" not in partial[0]
    whole = [p.get("whole", False) for p in parts if isinstance(p, dict)]
    assert whole == [False, False, False, False, True, False]  # the words are the last
    told = [p.text for p in parts if isinstance(p, Progress)]
    assert told[0].startswith("epoch 2 of 4 · loss ")


@pytest.mark.parametrize("live", [0.0, 1e9])
def test_it_can_be_stopped_and_goes_on(live: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("izhikevich.views.learning.view._LIVE", live)
    values: dict[str, Any] = {"dt": 1.0, "seed": 5, "epochs": 2}
    state = {"view": "learning", "preset": "delayed_xor", "values": values}
    forget()
    parts = run(state)
    for part in parts:
        if isinstance(part, Progress) and part.text.startswith("epoch 2") and part.fraction > 0.6:
            break
    stopped = parts.throw(Stopped())
    assert isinstance(stopped, dict)
    assert stopped["values"]["epochs"] == stopped["state"]["values"]["epochs"] == 1
    assert stopped["notices"][0]["text"] == "Stopped after 1 of 2 epochs."
    assert stopped["whole"]
    (described,) = parts
    assert isinstance(described, dict)
    assert described["words"].keys() == stopped["figures"].keys()
    # What stands is what one epoch gives, and what follows is as if it had not been stopped.
    one = answer("delayed_xor", **{**values, "epochs": 1})
    assert (stopped["summary"], stopped["readouts"]) == (one["summary"], one["readouts"])
    two = answer("delayed_xor", **values)
    forget()
    assert answer("delayed_xor", **values)["readouts"] == two["readouts"]


def test_what_was_overtaken_goes_on_in_its_epoch() -> None:
    values: dict[str, Any] = {"dt": 1.0, "seed": 6, "epochs": 1}
    parts = run({"view": "learning", "preset": "delayed_xor", "values": values})
    for _ in range(3):
        next(parts)
    parts.close()
    part = answer("delayed_xor", **values)
    forget()
    assert answer("delayed_xor", **values)["readouts"] == part["readouts"]


def test_samples_and_neurons_are_looked_at() -> None:
    values = QUICK["digits"]
    zero = answer("digits", ["raster", "voltage"], **values)
    other = answer("digits", ["raster", "voltage"], **values, sample=3, neuron=9)
    assert "Sample 3" in [r["label"] for r in other["readouts"]]
    shown = [trace(part, "raster", "Input: 64 spike trains")["x"] for part in (zero, other)]
    assert shown[0].size != shown[1].size
    beyond = answer("digits", ["voltage"], **values, sample=100_000, neuron=39)
    assert "Sample 359" in [r["label"] for r in beyond["readouts"]]


@pytest.mark.parametrize(
    ("values", "parameter"),
    [
        ({"alpha": 0}, "alpha"),
        ({"width": -1}, "width"),
        ({"epochs": 2.5}, "epochs"),
        ({"dt": 5}, "dt"),
        ({"surrogate": "step"}, "surrogate"),
        ({"rate": "fast"}, "rate"),
    ],
)
def test_bad_values_become_notices(values: dict[str, Any], parameter: str) -> None:
    part = answer(**{"epochs": 0, **values})
    (notice,) = [n for n in part["notices"] if n["level"] == "error"]
    assert notice["parameter"] == parameter
    assert part["figures"]


def test_a_training_that_explodes_ends_with_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    learn = Trainer._learn

    def failing(self: Trainer, chosen: Any) -> None:
        if len(self.history) == 2:
            raise SimulationError("V diverges at 3 ms")
        learn(self, chosen)

    monkeypatch.setattr(Trainer, "_learn", failing)
    part = answer(seed=17, epochs=5)
    assert part["values"]["epochs"] == 2
    assert part["notices"][0]["level"] == "error"
    assert "V diverges at 3 ms" in part["notices"][0]["text"]
    assert part["summary"].startswith("After 2 epochs")
