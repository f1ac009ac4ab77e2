"""Classifiers of the reader's own samples: what they reach, and what they must not."""

from __future__ import annotations

import json
import pickle
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich.errors import FileError, ParameterError
from izhikevich.learning import ENCODINGS, EXAMPLES, Classifier, FeatureTable, SpikeTrains, read_csv
from izhikevich.learning.classification.design import split
from izhikevich.learning.classification.encodings import binned
from izhikevich.learning.classification.tables import compact, from_compact, read_table
from izhikevich.plots.table import tables

DATA = Path(__file__).parents[1] / "data"
LOGISTIC: dict[str, list[float]] = json.loads(
    (DATA / "logistic_regression.json").read_text("utf-8")
)["accuracy"]
CSV = "length,species,width\n5.1,setosa,3.5\n6.3,virginica,3.3\n4.9,setosa,3\n6.5,virginica,3\n"


def separable(n: int = 60, seed: int = 0) -> FeatureTable:
    """Return two clouds that a straight line separates, in units far apart."""
    rng = np.random.default_rng(seed)
    second = np.arange(n) % 2
    x = rng.normal(size=(n, 3)) + 4.0 * second[:, None] * (1.0, -1.0, 0.0)
    return FeatureTable(x * (1.0, 1e3, 1e-3) + (5.0, -2e3, 1.0), second)


def fitted(data: Any, epochs: int = 2, **options: Any) -> Classifier:
    classifier = Classifier(data, **options)
    classifier.fit(epochs)
    return classifier


class TestLearning:
    @pytest.mark.parametrize("seed", range(3))
    @pytest.mark.parametrize("key", ["penguins", "rings"])
    def test_next_to_logistic_regression(self, key: str, seed: int) -> None:
        """As good on what a straight line separates, and better on what it does not."""
        found = fitted(EXAMPLES[key].make(), 20, seed=seed).evaluate()
        assert found.accuracy >= max(0.95, LOGISTIC[key][seed] - 0.025)

    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_separable_in_each_encoding(self, encoding: str) -> None:
        classifier = fitted(separable(120), 15, encoding=encoding)
        assert classifier.evaluate().accuracy >= 0.95

    def test_several_layers(self) -> None:
        classifier = fitted(separable(120), 15, layers=(20, 15))
        assert [layer.in_size for layer in classifier.model.neurons] == [20, 15]
        assert classifier.evaluate().accuracy >= 0.95

    def test_spike_trains(self) -> None:
        assert fitted(EXAMPLES["sweeps"].make(), 20).evaluate().accuracy >= 0.9

    def test_permuted_labels_give_chance(self) -> None:
        """Nothing of the samples that are held out reaches the training."""
        table = EXAMPLES["penguins"].make()
        assert isinstance(table, FeatureTable)
        order = np.random.default_rng(1).permutation(len(table))
        found = fitted(FeatureTable(table.features, table.labels[order]), 15).evaluate()
        spread = 3.0 * np.sqrt(0.25 / found.n_samples)
        assert found.accuracy <= found.chance + spread

    def test_the_same_seed_learns_the_same(self) -> None:
        first, second = (fitted(separable(), seed=3) for _ in range(2))
        other = fitted(separable(), seed=4)
        for name, weights in first.model.weights.items():
            np.testing.assert_array_equal(weights, second.model.weights[name])
        assert not np.array_equal(
            first.model.weights["0/weights"], other.model.weights["0/weights"]
        )

    def test_units_do_not_matter(self) -> None:
        table = separable()
        scaled = FeatureTable(table.features * (8.0, 0.25, 2.0**20), table.labels)
        a, b = fitted(table), fitted(scaled)
        np.testing.assert_allclose(
            a.model.weights["0/weights"], b.model.weights["0/weights"], rtol=1e-6
        )


class TestSplit:
    def test_each_sample_once_and_each_class_alike(self) -> None:
        data = EXAMPLES["penguins"].make()
        trained, tested = split(data, 0.25, 7)
        assert sorted([*trained, *tested]) == list(range(len(data)))
        for part, share in ((trained, 0.75), (tested, 0.25)):
            counts = np.bincount(data.codes[part])
            np.testing.assert_allclose(counts, share * np.bincount(data.codes), atol=0.5)

    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_scaling_knows_nothing_of_the_test(self, encoding: str) -> None:
        table = separable()
        _, tested = split(table, 0.25, 0)
        wild = table.features.copy()
        wild[tested] *= 1e6
        own = Classifier(table, encoding=encoding).design.scaling
        other = Classifier(FeatureTable(wild, table.labels), encoding=encoding).design.scaling
        assert own is not None
        assert other is not None
        np.testing.assert_array_equal(own.offset, other.offset)
        np.testing.assert_array_equal(own.size, other.size)


class TestEncodings:
    FEATURES = np.array([[0.0, 7.0], [5.0, 7.0], [10.0, 7.0]])

    def encoded(self, key: str, steps: int = 100, dt: float = 0.5) -> Any:
        encoding = ENCODINGS[key]
        scaling = encoding.scaling(self.FEATURES)
        return encoding.encode(self.FEATURES, scaling, steps, dt, 0, 3)

    def test_currents_are_standard_deviations(self) -> None:
        found = self.encoded("current")
        deviation = np.sqrt(1.5)
        np.testing.assert_allclose(found[:, 0, 0], [-deviation, 0.0, deviation])
        np.testing.assert_array_equal(found, np.broadcast_to(found[:, :1], found.shape))
        assert not found[..., 1].any()  # a constant feature says nothing

    def test_the_closest_field_fires_first(self) -> None:
        found = self.encoded("latency")
        assert found.sum(axis=1).max() == 1
        first = found[0, :, :6].argmax(axis=0)
        assert found[0, 0, 0] == found[2, 0, 5] == 1
        assert first[1] > first[0]
        assert found[0, :, 3:6].sum() == 0

    def test_rates(self) -> None:
        counts = self.encoded("rate", steps=200_000, dt=0.1).sum(axis=1)[0, :6] / 20.0
        centres = np.linspace(0.0, 1.0, 6)
        expected = 200.0 * np.exp(-0.5 * (centres * 5.0 / 0.75) ** 2)
        np.testing.assert_allclose(counts, expected, atol=10.0)

    def test_spikes_are_counted_in_their_steps(self) -> None:
        trains = SpikeTrains([0.0, 0.49, 0.5, 3.0], [0, 0, 0, 1], [0, 0, 0, 1], ["a", "b"])
        counts = binned(trains, 20, 0.5)
        assert counts.shape == (2, 20, 2)
        assert counts[0, :2, 0].tolist() == [2, 1]
        assert counts[1, 6, 1] == 1
        assert counts.sum() == 4


class TestResult:
    def test_matrix(self) -> None:
        classifier = fitted(separable(), 8)
        table = separable(40, seed=1)
        found = classifier.evaluate(table)
        answers = classifier.predict(table.features)
        for k, label in enumerate(found.classes):
            for j, answer in enumerate(found.classes):
                count = np.sum((table.labels == label) & (answers == answer))
                assert found.matrix[k, j] == count
        assert found.accuracy == np.mean(answers == table.labels)
        assert found.n_samples == 40
        assert found.chance == 0.5
        history = classifier.fit(0)
        assert classifier.evaluate().accuracy == pytest.approx(history[-1].test_accuracy)
        assert classifier.evaluate().loss == pytest.approx(history[-1].test_loss)

    def test_table_and_plot(self) -> None:
        found = fitted(separable()).evaluate()
        frame = found.to_pandas()
        assert list(frame) == ["class", "answer 0", "answer 1", "recall", "precision"]
        plot = found.plot().plot
        assert tables(plot)
        written = {(mark.x, mark.y): mark.text for mark in plot.panes[0].marks}  # type: ignore[union-attr]
        for k, row in enumerate(found.matrix):
            for j, count in enumerate(row):
                assert written.get((float(j), float(k)), "0") == str(count)

    def test_one_line(self) -> None:
        classifier = fitted(separable(), 1)
        for thing in (classifier, classifier.evaluate(), separable(), EXAMPLES["sweeps"].make()):
            assert "\n" not in repr(thing)
            assert len(repr(thing)) < 100


class TestFiles:
    @pytest.mark.parametrize(
        ("data", "options"),
        [
            (separable(), {"encoding": "latency", "layers": (6, 5), "seed": (1 << 64) - 1}),
            (EXAMPLES["penguins"].make(), {"test": 0.4, "duration": 30.0}),
            (EXAMPLES["sweeps"].make(), {"dt": 1.0, "reset": "hard", "tau_ref": 2.0}),
        ],
    )
    def test_and_back(self, data: Any, options: dict[str, Any], tmp_path: Path) -> None:
        classifier = fitted(data, **options)
        classifier.save(tmp_path / "weights.npz")
        for again in (
            Classifier.load(tmp_path / "weights.npz"),
            Classifier.load(tmp_path / "weights.npz", data),
        ):
            np.testing.assert_array_equal(classifier.predict(data), again.predict(data))
            for name, weights in classifier.model.weights.items():
                np.testing.assert_array_equal(weights, again.model.weights[name])
        assert again.evaluate().loss == classifier.evaluate().loss
        assert again.fit(1)[0].loss < classifier.fit(0)[0].loss

    def test_without_data_it_cannot_learn(self, tmp_path: Path) -> None:
        fitted(separable()).save(tmp_path / "weights.npz")
        again = Classifier.load(tmp_path / "weights.npz")
        with pytest.raises(ParameterError, match="load the file with data="):
            again.fit(1)
        with pytest.raises(ParameterError, match="give the samples"):
            again.evaluate()

    def fields(self) -> dict[str, Any]:
        file = BytesIO()
        fitted(separable(), 0, layers=(4,)).save(file)
        file.seek(0)
        with np.load(file, allow_pickle=False) as archive:
            return dict(archive)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("version", np.array(2)),
            ("version", np.array("1")),
            ("classes", np.array([1, 0])),
            ("classes", np.array([1])),
            ("classes", np.array([0.5, 1.0])),
            ("features", np.array(["a", "b"])),
            ("features", np.array(["a", "b", "a"])),
            ("channels", np.array(0)),
            ("channels", np.array(4)),
            ("encoding", np.array("curent")),
            ("offset", np.array([0.0, np.nan, 0.0])),
            ("size", np.array([1.0, 0.0, 1.0])),
            ("first", np.array([0.0, -1.0])),
            ("layers", np.array([5])),
            ("layers", np.array([0])),
            ("layers", np.array([], dtype=np.int64)),
            ("duration", np.array(np.inf)),
            ("seed", np.array(-1)),
            ("test", np.array(1.5)),
            ("surrogate", np.array("step")),
            ("surrogate_shape", np.array([-1.0, np.nan])),
            ("scale", np.array(0.0)),
            ("reset", np.array("none")),
            ("rate", np.array(np.nan)),
            ("dt", np.array(-0.5)),
            ("tau_ref", np.array(-1.0)),
            ("weights/0/weights", np.zeros((4, 3))),
            ("weights/0/weights", np.full((3, 4), np.inf)),
            ("another", np.array(1)),
        ],
    )
    def test_each_field_is_checked(self, name: str, value: Any) -> None:
        file = BytesIO()
        np.savez(file, **{**self.fields(), name: value})
        file.seek(0)
        with pytest.raises(FileError):
            Classifier.load(file)

    def test_each_field_is_needed(self) -> None:
        fields = self.fields()
        for name in fields:
            file = BytesIO()
            np.savez(file, **{key: value for key, value in fields.items() if key != name})
            file.seek(0)
            with pytest.raises(FileError):
                Classifier.load(file)

    @pytest.mark.parametrize(
        "content", [b"", b"PK\x03\x04 no archive", b"plain", pickle.dumps({"a": 1})]
    )
    def test_other_files(self, content: bytes) -> None:
        with pytest.raises(FileError):
            Classifier.load(BytesIO(content))

    def test_objects_are_not_unpickled(self) -> None:
        file = BytesIO()
        np.savez(file, **{**self.fields(), "classes": np.array([{}, []], dtype=object)})
        file.seek(0)
        with pytest.raises(FileError, match="NPZ"):
            Classifier.load(file)

    def test_other_data(self, tmp_path: Path) -> None:
        table = separable()
        Classifier(table).save(tmp_path / "w.npz")
        renamed = FeatureTable(table.features, table.labels, names="abc")
        with pytest.raises(ParameterError, match="features of the file: feature 0"):
            Classifier.load(tmp_path / "w.npz", renamed)
        relabelled = FeatureTable(table.features, table.codes + 1)
        with pytest.raises(ParameterError, match=r"labels = 2 .* one of 0, 1"):
            Classifier.load(tmp_path / "w.npz", relabelled)


class TestTables:
    def test_csv(self, tmp_path: Path) -> None:
        (tmp_path / "own.csv").write_text(CSV, "utf-8")
        table = read_csv(tmp_path / "own.csv")
        assert table.names == ("length", "width")
        assert table.features.tolist() == [[5.1, 3.5], [6.3, 3.3], [4.9, 3.0], [6.5, 3.0]]
        assert table.labels.tolist() == ["setosa", "virginica"] * 2

    @pytest.mark.parametrize(
        ("text", "label", "classes"),
        [
            ("1,2,a\n3,4,b\n", "", ["a", "b"]),
            ("a 1 2\nb 3 4\n", "", ["a", "b"]),
            ("1\t2\t0\n3\t4\t1\n", "", [0, 1]),
            ("x;y;Klasse\n1,5;2;0\n3;4,5;1\n", "Klasse", [0, 1]),
            ("# a comment\nlabel,x\n2,1\n1,3\n", "label", [1, 2]),
            ('name,x\n"a, b",1\n"c",2\n', "name", ["a, b", "c"]),
        ],
    )
    def test_forms(self, text: str, label: str, classes: list[Any]) -> None:
        read = read_table(text)
        assert (read.label, read.samples.classes.tolist()) == (label, classes)

    def test_what_is_left_out_is_said(self) -> None:
        read = read_table("island,x,species\nB,1,a\nB,NA,b\nC,3,b\nC,,a\n")
        assert len(read.samples) == 2
        assert list(read.notes) == [
            "Left out, as they hold text: the columns island.",
            "2 rows are left out, in which a value is missing.",
        ]

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "must have a column of labels"),
            ("x,label\n", "must have a column of labels"),
            ("a,b\nc,d\n", "no column of numbers"),
            ("x,label\nNA,a\n", "without a missing value"),
            ("1,0.5\n2,0.7\n", "must be whole numbers or texts"),
        ],
    )
    def test_faults(self, text: str, why: str) -> None:
        with pytest.raises(ParameterError, match=why):
            read_table(text)

    @pytest.mark.parametrize("key", EXAMPLES)
    def test_compact_and_back(self, key: str) -> None:
        made = EXAMPLES[key].make()
        line = compact(made)
        again = from_compact(line)
        assert "\n" not in line
        assert type(again) is type(made)
        np.testing.assert_array_equal(again.labels, made.labels)
        assert compact(again) == line
        if isinstance(made, FeatureTable):
            assert isinstance(again, FeatureTable)
            np.testing.assert_array_equal(again.features, made.features)
            assert again.names == made.names
        else:
            assert isinstance(again, SpikeTrains)
            assert (again.duration, again.n_channels) == (made.duration, made.n_channels)
            np.testing.assert_array_equal(binned(again, 72, 0.5), binned(made, 72, 0.5))

    @pytest.mark.parametrize(
        "line",
        [
            "spikes 2 channels x ms;a,0@1",
            "spikes 2 channels 9 ms;a,0@1;b,2@1",
            "spikes 2 channels 9 ms;a,0@10",
            "spikes 2 channels 9 ms;a,0:1",
            "spikes 2 channels 9 ms",
        ],
    )
    def test_compact_faults(self, line: str) -> None:
        with pytest.raises(ParameterError):
            from_compact(line)


class TestRefused:
    @pytest.mark.parametrize(
        ("features", "labels", "name"),
        [
            ([[1.0], [np.nan]], [0, 1], "features"),
            ([1.0, 2.0], [0, 1], "features"),
            ([["a"], ["b"]], [0, 1], "features"),
            (np.zeros((2, 0)), [0, 1], "features"),
            ([[1.0], [2.0]], [0, 1, 2], "labels"),
            ([[1.0], [2.0]], [0.5, 1.0], "labels"),
            ([[1.0], [2.0]], [None, "a"], "labels"),
            ([[1.0], [2.0]], [[0], [1]], "labels"),
            (np.zeros((101, 1)), np.arange(101), "labels"),
        ],
    )
    def test_tables(self, features: Any, labels: Any, name: str) -> None:
        with pytest.raises(ParameterError, match=f"^{name} = "):
            FeatureTable(features, labels)

    @pytest.mark.parametrize(
        ("changes", "name"),
        [
            ({"times": [-1.0, 2.0]}, "times"),
            ({"times": [np.inf, 2.0]}, "times"),
            ({"times": [], "channels": [], "samples": []}, "times"),
            ({"channels": [0]}, "channels"),
            ({"channels": [0, -1]}, "channels"),
            ({"channels": [0.5, 1.0]}, "channels"),
            ({"samples": [0, 2]}, "samples"),
            ({"n_channels": 1}, "channels"),
            ({"duration": 2.0}, "times"),
            ({"duration": np.nan}, "duration"),
        ],
    )
    def test_spike_trains(self, changes: dict[str, Any], name: str) -> None:
        given: dict[str, Any] = {
            "times": [1.0, 2.0],
            "channels": [0, 1],
            "samples": [0, 1],
            "labels": ["a", "b"],
        }
        with pytest.raises(ParameterError, match=f"^{name} = "):
            SpikeTrains(**{**given, **changes})

    @pytest.mark.parametrize(
        ("options", "name"),
        [
            ({"encoding": "latencies"}, "encoding"),
            ({"layers": ()}, "layers"),
            ({"layers": (0,)}, "layers"),
            ({"layers": (5,) * 6}, "layers"),
            ({"test": 0.0}, "test"),
            ({"test": np.nan}, "test"),
            ({"duration": -1.0}, "duration"),
            ({"seed": -1}, "seed"),
            ({"dt": 5.0}, "dt"),
            ({"speed": 1.0}, "speed"),
        ],
    )
    def test_options(self, options: dict[str, Any], name: str) -> None:
        with pytest.raises(ParameterError, match=f"^{name} = "):
            Classifier(separable(), **options)

    def test_one_class(self) -> None:
        with pytest.raises(ParameterError, match="two classes or more"):
            Classifier(FeatureTable([[1.0], [2.0]], ["a", "a"]))

    def test_a_class_of_one(self) -> None:
        with pytest.raises(ParameterError, match=r"labels = 'b' .*two samples or more"):
            Classifier(FeatureTable([[1.0], [2.0], [3.0]], ["a", "a", "b"]))

    def test_other_samples(self) -> None:
        classifier = Classifier(separable())
        with pytest.raises(ParameterError, match="must have 3 features: feature 0"):
            classifier.predict([[1.0, 2.0]])
        with pytest.raises(ParameterError, match="must be features"):
            classifier.predict(EXAMPLES["sweeps"].make())
        with pytest.raises(ParameterError, match="must be spike trains"):
            Classifier(EXAMPLES["sweeps"].make()).predict([[1.0]])
