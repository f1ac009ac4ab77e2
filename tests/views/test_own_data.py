"""The reader's own data in the Learning view: opened, learned, judged, saved, and sent in links."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from izhikevich.errors import FileError, ParameterError
from izhikevich.export import export
from izhikevich.learning import (
    ENCODINGS,
    EXAMPLES,
    Classifier,
    FeatureTable,
    compact,
    from_compact,
)
from izhikevich.links import read_link, write_link
from izhikevich.progress import Progress, Stopped
from izhikevich.views import registry
from izhikevich.views.file import HELD, File, name_of
from izhikevich.views.learning.own_data import MAX_COMPACT

from tests import wire
from tests.random_states import PAYLOADS
from tests.views.test_learning import readout, run

VIEW = registry.VIEWS["learning"]()
FILES = [parameter for parameter in VIEW.parameters if isinstance(parameter, File)]
EVERY = [panel.name for panel in VIEW.panels]
ROWS = "".join(f"{k % 7},{k % 5 + k % 2},{'ab'[k % 2]}\n" for k in range(60))
SMALL = f"length,width,kind of\n{ROWS}"
LARGE = "length,width,species\n" + ROWS * 40


@pytest.fixture(autouse=True)
def _nothing_opened_yet() -> Iterator[None]:
    VIEW.__dict__.pop("_sessions", None)
    yield
    VIEW.__dict__.pop("_sessions", None)


def state(**values: Any) -> dict[str, Any]:
    return {"view": "learning", "preset": "own_data", "values": {"epochs": 2, **values}}


def answer(panels: list[str] | None = None, **values: Any) -> wire.Message:
    return wire.at_once(state(**values) | ({"panels": panels} if panels else {}))


def errors(part: wire.Message) -> list[str]:
    return [note["text"] for note in part["notices"] if note["level"] == "error"]


def own(**values: Any) -> Classifier:
    """The classifier that the view should have made."""
    made = Classifier(EXAMPLES["penguins"].make(), layers=(20,), **values)
    made.fit(2)
    return made


class TestLearning:
    def test_the_numbers_are_those_of_the_package(self) -> None:
        part = answer(EVERY)
        classifier = own()
        trainer = classifier.trainer
        assert trainer is not None
        assert set(part["figures"]) == set(EVERY)
        course = part["figures"]["course"]["data"]
        losses, scores = (t["y"] for t in course if t["name"] == "tested")
        assert list(losses) == [epoch.test_loss for epoch in trainer.history]
        assert list(scores)[1:] == [epoch.test_accuracy for epoch in trainer.history]
        judged = classifier.evaluate()
        (matrix,) = [t for t in part["figures"]["confusion"]["data"] if t["name"] == "answers"]
        share = judged.matrix / judged.matrix.sum(axis=1, keepdims=True)
        np.testing.assert_array_equal(matrix["z"], share)
        axis = part["figures"]["confusion"]["layout"]["yaxis"]
        assert axis["ticktext"] == ["Adelie", "Chinstrap", "Gentoo"]
        assert readout(part, "Correct answers") == f"{100.0 * judged.accuracy:.1f}"
        assert readout(part, "Guessing") == f"{100.0 * judged.chance:.1f}"
        assert readout(part, "Samples") == f"{len(trainer.data.inputs)} + {judged.n_samples}"

    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_the_input_is_shown(self, encoding: str) -> None:
        part = answer(["raster"], encoding=encoding)
        rows = {t["name"] for t in part["figures"]["raster"]["data"]}
        if ENCODINGS[encoding].spikes:
            assert "Input: 24 spike trains" in rows
        else:
            names = EXAMPLES["penguins"].make()
            assert isinstance(names, FeatureTable)
            assert rows >= {f"Input: 4 currents: {name}" for name in names.names}
        assert errors(part) == []

    def test_spike_trains_and_two_layers(self) -> None:
        part = answer(EVERY, data="sweeps", hidden=12, second=6, epochs=8)
        assert errors(part) == []
        assert float(readout(part, "Correct answers")) > 80.0
        shown = {t["name"] for t in part["figures"]["weights"]["data"]}
        assert {"input", "second layer", "readout"} <= {name.split(":")[0] for name in shown}

    def test_tasks_without_classes_have_no_matrix(self) -> None:
        asked = {"view": "learning", "values": {"epochs": 1}, "panels": ["confusion"]}
        layout = wire.at_once(asked)["figures"]["confusion"]["layout"]
        assert "no classes" in str(layout)

    def test_other_tasks_have_one(self) -> None:
        values = {"epochs": 1, "dt": 1.0}
        asked = {"view": "learning", "preset": "delayed_xor", "values": values}
        part = wire.at_once({**asked, "panels": ["confusion"]})
        (matrix,) = [t for t in part["figures"]["confusion"]["data"] if t["name"] == "answers"]
        np.testing.assert_allclose(np.sum(matrix["z"], axis=1), 1.0)

    def test_the_matrix_is_that_of_the_epoch_where_it_stops(self) -> None:
        asked = state(epochs=3000) | {"panels": ["confusion"]}
        parts = run(asked)
        for part in parts:
            if isinstance(part, Progress) and part.text.startswith("epoch 3"):
                break
        stopped = parts.throw(Stopped())
        while not (isinstance(stopped, dict) and "summary" in stopped):
            stopped = next(parts)
        epochs = stopped["values"]["epochs"]
        again = answer(["confusion"], epochs=epochs)
        shown, wanted = (p["figures"]["confusion"]["data"][0]["z"] for p in (stopped, again))
        np.testing.assert_array_equal(shown, wanted)


class TestOpening:
    def test_a_small_table_is_part_of_the_link(self) -> None:
        found = wire.opened(SMALL, "own.csv", state(epochs=1))
        assert found.words == "60 samples of 2 classes, with 2 features"
        link = write_link(found.state)
        assert len(link) < MAX_COMPACT
        part = wire.at_once(read_link(link)[0])
        assert errors(part) == []
        samples = from_compact(str(part["values"]["data"]))
        assert isinstance(samples, FeatureTable)
        assert samples.names == ("length", "width")
        assert part["values"]["epochs"] == 1.0  # the other values stay

    @pytest.mark.proves("file-not-shared")
    def test_a_large_one_is_not(self) -> None:
        found = wire.opened(LARGE, "own <b>.csv", state())
        value = str(found.state["values"]["data"])
        assert value.startswith(HELD)
        assert name_of(value) == "own _b_.csv"
        assert readout(wire.at_once(found.state), "Samples") == "1,800 + 600"
        VIEW.__dict__.pop("_sessions", None)  # as where the link is opened elsewhere
        part = wire.at_once(read_link(write_link(found.state))[0])
        (told,) = errors(part)
        assert "own _b_.csv" in told
        assert "not in the link: open the file here" in told
        assert part["values"]["data"] == "penguins"

    def test_what_cannot_be_kept_in_a_line_is_held(self) -> None:
        found = wire.opened('x,species\n1,"a; b"\n2,"a, b"\n' * 1 + '3,"a; b"\n4,"a, b"\n', "x.csv")
        assert str(found.state["values"]["data"]).startswith(HELD)
        part = wire.at_once({**found.state, "panels": ["confusion"]})
        assert part["figures"]["confusion"]["layout"]["yaxis"]["ticktext"] == ["a, b", "a; b"]

    @pytest.mark.parametrize("view", ["neuron", "network"])
    def test_it_opens_from_other_views(self, view: str) -> None:
        found = wire.opened(SMALL, "own.csv", {"view": view})
        assert (found.state["view"], found.state["preset"]) == ("learning", "own_data")

    def test_links_and_cells_are_still_opened(self) -> None:
        found = wire.opened("#neuron?preset=CH", "", state())
        assert found.state["view"] == "neuron"
        current = wire.opened("t (ms),I (mV/ms)\n0,1\n5,2\n10,0\n", "I.csv", {"view": "learning"})
        assert current.state["view"] == "neuron"

    def test_arrays(self) -> None:
        out = io.BytesIO()
        np.savez(out, X=np.arange(40.0).reshape(20, 2), y=np.arange(20) % 2)
        found = wire.opened(out.getvalue(), "own.npz", {"view": "neuron"})
        assert found.words == "20 samples of 2 classes, with 2 features"
        assert from_compact(str(found.state["values"]["data"])).classes.tolist() == [0, 1]

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            ("x,label\n1,a\n2,b\n3,a\n4,b\n5z,a\n", "'5z' .*line 6, column x: must be a number"),
            ("x,label\n1,a\n2,a\n", "must be of two classes or more"),
            ("x,label\n1,a\n2,a\n3,b\n", "labels = 'b' .*two samples or more"),
            ("", "must have a column of labels"),
            (b"PK\x03\x04 no archive", "cannot be read as NPZ"),
        ],
    )
    def test_faults_are_told(self, content: str | bytes, why: str) -> None:
        with pytest.raises((ParameterError, FileError), match=why):
            wire.opened(content, "own.csv", state(), "data")

    def test_notes_say_what_is_left_out(self) -> None:
        found = wire.opened(f"{SMALL}1,,a\n", "own.csv", state())
        assert any("left out" in note for note in found.notes)

    def test_random_files_are_opened_or_refused(self) -> None:
        source, good, refused = random.Random(2), SMALL.encode(), 0
        for _ in range(300):
            broken = bytearray(good)
            for _ in range(source.randint(1, 6)):
                broken[source.randrange(len(broken))] = source.randrange(256)
            text = bytes(broken).decode(errors="replace")
            try:
                found = wire.opened(text, "own.csv", state(epochs=0), "data")
            except (ParameterError, FileError):
                refused += 1
            else:
                assert registry.request_of(found.state)[1].notices == ()
        assert 0 < refused < 300


class TestWeights:
    def saved(self, **values: Any) -> bytes:
        content = export(state(**values), "weights").content
        assert isinstance(content, bytes)
        return content

    def test_they_come_back(self) -> None:
        content = self.saved(hidden=12, surrogate="arctan", alpha=2.0)
        known = answer(hidden=12, surrogate="arctan", alpha=2.0)
        found = wire.opened(content, "mine.npz", state(), "weights")
        part = wire.at_once(found.state)
        assert errors(part) == []
        assert part["summary"].startswith("Before any learning")
        assert readout(part, "Correct answers") == readout(known, "Correct answers")
        assert (part["values"]["hidden"], part["values"]["surrogate"]) == (12.0, "arctan")
        loaded = Classifier.load(io.BytesIO(content))
        known_weights = own_weights(part, found.state)
        for name, array in loaded.model.weights.items():
            np.testing.assert_array_equal(known_weights[name], array)

    def test_training_continues_from_them(self) -> None:
        content = self.saved()
        found = wire.opened(content, "mine.npz", state(), "weights")
        state_after = {**found.state, "values": {**found.state["values"], "epochs": 1.0}}
        own_after = Classifier.load(io.BytesIO(content), EXAMPLES["penguins"].make())
        own_after.fit(1)
        assert own_after.trainer is not None
        loss = f"{own_after.trainer.history[0].loss:.3g}"
        assert readout(wire.at_once(state_after), "Loss") == loss

    @pytest.mark.proves("file-not-shared")
    def test_they_are_never_in_the_link(self) -> None:
        found = wire.opened(self.saved(), "mine.npz", state(), "weights")
        link = write_link(found.state)
        assert len(link) < 200
        assert "mine.npz" in link
        VIEW.__dict__.pop("_sessions", None)
        (told,) = errors(wire.at_once(read_link(link)[0]))
        assert "mine.npz" in told
        assert "not in the link" in told

    def test_they_may_be_dropped_as_data(self) -> None:
        found = wire.opened(self.saved(), "mine.npz", {"view": "neuron"})
        assert str(found.state["values"]["weights"]).startswith(HELD)

    def test_other_data_refuse_them(self) -> None:
        content = self.saved()
        with pytest.raises(ParameterError, match="for other data, with the features bill length"):
            wire.opened(content, "mine.npz", state(data="rings"), "weights")
        found = wire.opened(content, "mine.npz", state(), "weights")
        values = {**found.state["values"], "data": "rings"}
        (told,) = errors(wire.at_once({**found.state, "values": values}))
        assert "other data" in told
        other = wire.opened(SMALL, "own.csv", found.state)
        assert "weights" not in other.state["values"]
        assert errors(wire.at_once(other.state)) == []

    @pytest.mark.parametrize(
        "change", [{"hidden": 30}, {"second": 3}, {"encoding": "rate"}, {"seed": 4}]
    )
    def test_another_network_refuses_them(self, change: dict[str, Any]) -> None:
        found = wire.opened(self.saved(), "mine.npz", state(), "weights")
        values = {**found.state["values"], **change}
        (told,) = errors(wire.at_once({**found.state, "values": values}))
        assert "the weights in mine.npz are for" in told

    def test_those_of_a_task_are_for_python(self) -> None:
        task = {"view": "learning", "values": {"epochs": 1}}
        content = export(task, "weights").content
        with pytest.raises(ParameterError, match=r"by Trainer\.load"):
            wire.opened(content, "task.npz", state())


def own_weights(part: wire.Message, shown: Any) -> dict[str, Any]:
    """The weights of a state as the whole run has them."""
    content = export(shown, "npz").content
    assert isinstance(content, bytes)
    with np.load(io.BytesIO(content)) as archive:
        return {k.removeprefix("now/"): archive[k] for k in archive.files if k[:4] == "now/"}


class TestLimits:
    def test_many_samples_are_drawn_from(self) -> None:
        text = "x,y,label\n" + "".join(f"{k},{k % 9},{'ab'[k % 2]}\n" for k in range(50_000))
        found = wire.opened(text, "many.csv", state(epochs=0))
        part = wire.at_once(found.state)
        (told,) = [n["text"] for n in part["notices"] if "drawn" in n["text"]]
        assert told.startswith("5,000 of the 50,000 samples are used")
        assert readout(part, "Samples") == "3,750 + 1,250"
        script = str(export(found.state, "python").content)
        assert 'read_samples("many.csv").drawn(5000)' in script

    @pytest.mark.parametrize(
        ("values", "parameter", "why"),
        [
            ({"hidden": 500, "dt": 0.05}, "hidden", "at most 100 neurons"),
            (
                {"data": "spikes 10000 channels 100000 ms;a,1@2;b,1@3;a,1@2;b,1@3"},
                "data",
                "need too much memory",
            ),
            ({"data": "1,2;3"}, "data", "is not allowed"),
            ({"data": "x" * (MAX_COMPACT + 1)}, "data", "must have at most"),
            ({"data": "\ud800"}, "data", "half a character"),
            ({"data": f"{HELD}0123456789ab:x.csv"}, "data", "not in the link"),
            ({"weights": "random"}, "weights", "must be one of drawn"),
            ({"weights": f"{HELD}0123456789ab:{'x' * 500}"}, "weights", "must be one of drawn"),
        ],
    )
    def test_too_much_and_nonsense(self, values: dict[str, Any], parameter: str, why: str) -> None:
        part = answer(**{"epochs": 0, **values})
        (notice,) = [n for n in part["notices"] if n["level"] == "error"]
        assert notice["parameter"] == parameter
        assert why in notice["text"]
        assert part["figures"]


def test_hostile_names_stay_text() -> None:
    names = [text for text in PAYLOADS if text.strip() and "\ud800" not in text and len(text) < 90]
    for first, second in zip(names[::2], names[1::2], strict=False):
        table = FeatureTable(
            np.arange(16.0).reshape(8, 2),
            [f"{first}1", f"{second}2"] * 4,
            names=(f"{first}3", f"{second}4"),
        )
        line = compact(table)
        part = answer(EVERY, data=line, epochs=0)
        if errors(part):
            continue  # a name that means something in a line: the data are held instead
        ticks = part["figures"]["confusion"]["layout"]["yaxis"]["ticktext"]
        assert len(ticks) == 2
        assert not any("<" in tick for tick in ticks)
        for name in ("python", "notebook", "brainpy", "pytorch"):
            made = export(state(data=line, epochs=0), name).content
            assert isinstance(made, str)
            if name != "notebook":
                compile(made, name, "exec")


def test_declared_files_take_what_they_say() -> None:
    assert [one.name for one in FILES] == ["data", "weights"]
    for one in FILES:
        for example in one.examples:
            assert one.read(example.value) == example.value
    assert {example.value for example in FILES[0].examples} == set(EXAMPLES)
