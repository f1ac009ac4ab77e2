"""Samples from files: tables and arrays, what is wrong in them, and files made to do harm."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich.errors import FileError, ParameterError
from izhikevich.learning import (
    EXAMPLES,
    FeatureTable,
    SpikeTrains,
    compact,
    from_compact,
    read_samples,
)
from izhikevich.learning.classification.tables import read_table
from izhikevich.npz import load_arrays
from izhikevich.tabular import MAX_LINE, MAX_LINES

FEATURES = np.array([[5.1, 3.5], [6.3, 3.3], [4.9, 3.0], [6.5, 3.1]])
LABELS = np.array(["setosa", "virginica", "setosa", "virginica"])
SPIKES = {
    "times": np.array([2.5, 7.0, 1.0]),
    "channels": np.array([0, 2, 1]),
    "samples": np.array([0, 0, 1]),
    "labels": np.array([1, 0]),
}


def npz(**arrays: Any) -> bytes:
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def written(tmp_path: Path, content: bytes, name: str = "own.npz") -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


class TestTables:
    def test_spikes_in_rows(self, tmp_path: Path) -> None:
        text = "sample,channel,time (ms),label\n7,2,1.5,up\n7,0,0.5,up\n3,,,down\n9,1,4,down\n"
        read = read_samples(written(tmp_path, text.encode(), "own.csv"))
        assert isinstance(read, SpikeTrains)
        assert read.labels.tolist() == ["up", "down", "down"]  # one of them without a spike
        assert read.samples.tolist() == [0, 0, 2]
        assert (read.n_channels, read.duration) == (3, 14.0)

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("x,label\n1,a\n2,b\n3,a\n4,b\n5.x,a\n", r"'5.x' .*line 6, column x: must be a number"),
            ("# c\n\nx,label\n1,a\n2,b\n3,a\n4,b\ninf,a\n", "'inf' .*line 8, column x"),
            ("x,y,label\n1,2,a\n1,2,a,4\n", "line 3 has 4 cells, but the heading has 3"),
            ('x,label\n"1,a\n' + "2,b\n" * 50_000, "quotation mark"),
            (f"x,label\n1,{'a' * 101}\n", "line 2: a name must have at most 100 characters"),
            (f"{'x' * 101},label\n1,a\n", "line 1: a name"),
            ("sample,channel,time,label\n0,1,2,a\n0,1,3,b\n", "line 3: sample 0 has had another"),
            ("sample,channel,time,label\n0,1.5,2,a\n", "line 2: a channel must be a whole number"),
            ("sample,channel,time,label\n0,1e9,2,a\n", "from 0 to 9999"),
            ("sample,channel,time,label\n0,1,,a\n", "line 2, column time: must be a number"),
            ("sample,channel,time,label\n0,1,-3,a\n", "from 0 ms on"),
        ],
    )
    def test_faults_say_where(self, text: str, why: str) -> None:
        with pytest.raises(ParameterError, match=why):
            read_table(text)

    @pytest.mark.parametrize(
        "text",
        [
            "," * (MAX_LINE + 1),
            "\n" * (MAX_LINES + 1),
            '"' * 5_000_000,
            "1," * 400_000,
            "x,label\n" + "\n".join(f"1,c{k}" for k in range(50_000)),
        ],
        ids=["cells", "lines", "quotes", "columns", "classes"],
    )
    def test_too_much_is_refused(self, text: str) -> None:
        with pytest.raises(ParameterError):
            read_table(text)

    def test_rows_may_be_many(self) -> None:
        text = "x,y,label\n" + "1.5,2,a\n-3,4e2,b\n" * 20_000
        read = read_table(text).samples
        assert isinstance(read, FeatureTable)
        assert read.features.shape == (40_000, 2)
        assert read.features[-1].tolist() == [-3.0, 400.0]

    def test_names_that_repeat(self) -> None:
        read = read_table("x,x,x (1),label\n1,2,3,a\n4,5,6,b\n").samples
        assert isinstance(read, FeatureTable)
        assert read.names == ("x", "x (1)", "x (1) (2)")

    def test_random_bytes_are_read_or_refused(self) -> None:
        source, refused = random.Random(4), 0
        marks = "0123456789.,;\t\n\r \"'#abcNAne+-_\x00\ufeff\u0661é"
        for _ in range(3000):
            text = "".join(source.choices(marks, k=source.randint(0, 60)))
            try:
                read = read_table(text).samples
            except ParameterError:
                refused += 1
            else:
                assert len(read) > 0
        assert 0 < refused < 3000


class TestArrays:
    def test_features(self, tmp_path: Path) -> None:
        content = npz(X=FEATURES, y=LABELS, names=np.array(["length", "width"]))
        read = read_samples(written(tmp_path, content))
        assert isinstance(read, FeatureTable)
        np.testing.assert_array_equal(read.features, FEATURES)
        assert read.names == ("length", "width")
        assert read.classes.tolist() == ["setosa", "virginica"]

    def test_images_are_rows(self, tmp_path: Path) -> None:
        images = np.arange(32, dtype=np.uint8).reshape(2, 4, 4)
        read = read_samples(written(tmp_path, npz(images=images, labels=np.array([0, 1]))))
        assert isinstance(read, FeatureTable)
        assert read.features.tolist() == images.reshape(2, 16).tolist()

    def test_spikes(self, tmp_path: Path) -> None:
        read = read_samples(written(tmp_path, npz(**SPIKES, n_channels=5, duration=40.0)))
        assert isinstance(read, SpikeTrains)
        assert (read.n_channels, read.duration) == (5, 40.0)
        assert read.times.tolist() == [2.5, 7.0, 1.0]

    @pytest.mark.parametrize(
        ("arrays", "why"),
        [
            ({"features": FEATURES}, "must have the arrays features"),
            ({"labels": LABELS}, "must have the arrays features"),
            ({"features": FEATURES.astype(str), "labels": LABELS}, "features is not of its kind"),
            ({"features": FEATURES, "labels": LABELS[:3]}, "one for each row"),
            ({"features": FEATURES * np.nan, "labels": LABELS}, "finite"),
            ({"features": FEATURES, "labels": np.array(["x" * 101] * 4)}, "more than 100"),
            ({**SPIKES, "channels": np.array([0.5, 1, 2])}, "whole numbers"),
            ({**SPIKES, "samples": np.array([0, 0, 2])}, "from 0 to 1"),
            ({**SPIKES, "duration": np.array(["long"])}, "duration is not of its kind"),
            ({**SPIKES, "times": np.zeros((3, 1))}, "times is not of its kind"),
        ],
    )
    def test_faults(self, arrays: dict[str, Any], why: str, tmp_path: Path) -> None:
        with pytest.raises((FileError, ParameterError), match=why):
            read_samples(written(tmp_path, npz(**arrays)))


def member(header: str, data: bytes = b"", version: bytes = b"\x01\x00") -> bytes:
    """An array as NPY whose header says what it likes."""
    text = header.encode() + b"\n"
    return b"\x93NUMPY" + version + struct.pack("<H", len(text)) + text + data


def archive(**members: bytes) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(f"{name}.npy", content)
    out.seek(0)
    return out


class TestHarm:
    HUGE = "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000, 1000), }"

    @pytest.mark.parametrize(
        "content",
        [
            member(HUGE),
            member("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", b"cos\nsystem\n."),
            member("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", b"\x00" * 8),
            member("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", b"\x00" * 9),
            member("__import__('os').system('false')"),
            member("{" * 5000),
            member(HUGE, version=b"\x09\x00"),
            b"",
            b"\x93NUMPY",
        ],
        ids=["huge", "object", "negative", "short", "code", "deep", "version", "empty", "magic"],
    )
    @pytest.mark.proves("file-arrays-bounded")
    def test_arrays_that_lie(self, content: bytes) -> None:
        with pytest.raises(FileError):
            load_arrays(archive(features=content), 10**9)

    @pytest.mark.proves("file-arrays-bounded")
    def test_archives_that_grow(self) -> None:
        with pytest.raises(FileError, match="larger than 1 MB"):
            load_arrays(archive(features=member("{}", b"\x00" * 3_000_000)), 1_000_000)

    def test_random_changes_of_a_file(self) -> None:
        source, good, refused = random.Random(7), npz(features=FEATURES, labels=LABELS), 0
        for _ in range(1500):
            broken = bytearray(good)
            for _ in range(source.randint(1, 4)):
                broken[source.randrange(len(broken))] = source.randrange(256)
            try:
                arrays = load_arrays(io.BytesIO(bytes(broken)), 10**8)
            except FileError:
                refused += 1
            else:
                assert all(array.dtype.kind != "O" for array in arrays.values())
        assert 0 < refused < 1500


class TestParts:
    @pytest.mark.parametrize("key", EXAMPLES)
    def test_some_are_drawn_of_each_class(self, key: str) -> None:
        whole = EXAMPLES[key].make()
        part = whole.drawn(40, seed=3)
        assert type(part) is type(whole)
        assert abs(len(part) - 40) <= whole.classes.size
        assert part.classes.tolist() == whole.classes.tolist()
        share = np.bincount(part.codes) / len(part)
        np.testing.assert_allclose(share, np.bincount(whole.codes) / len(whole), atol=0.02)
        assert compact(whole.drawn(40, seed=3)) == compact(part)
        assert compact(whole.drawn(40, seed=4)) != compact(part)
        assert whole.drawn(10**6) is whole

    def test_spikes_stay_with_their_samples(self) -> None:
        whole = EXAMPLES["sweeps"].make()
        assert isinstance(whole, SpikeTrains)
        part = whole.part(np.array([5, 2]))
        assert part.labels.tolist() == whole.labels[[5, 2]].tolist()
        for own, there in ((0, 5), (1, 2)):
            times = np.sort(part.times[part.samples == own])
            np.testing.assert_array_equal(times, np.sort(whole.times[whole.samples == there]))

    def test_a_line_of_spikes_that_cannot_be_read(self) -> None:
        with pytest.raises(ParameterError, match="channel@time"):
            from_compact("spikes 3 channels 9 ms;a,1@2;b,x")
