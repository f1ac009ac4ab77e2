"""Arrays with names, and files of other kinds."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich import ParameterError
from izhikevich.errors import FileError
from izhikevich.fitting import read_recording
from izhikevich.fitting.files.signals import MissingError

from tests.fitting.recordings import b8

T = np.arange(100) * 0.5
V = -65.0 + 10.0 * np.sin(np.arange(300).reshape(3, 100))
I = np.ones((3, 100)) * 50.0  # noqa: E741


def npz(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize(
    "arrays",
    [
        {"t": T, "voltage": V, "current": I},
        {"t_s": T / 1e3, "Vm_mV": V.T, "I_nA": I.T / 1e3},
        {"time_ms": T[None], "v_mV": V, "i_pA": I[:1]},
        {"dt": 0.5, "voltage": V.T, "current": I.T, "title": "a cell"},
        {"t": T.astype("f4"), "voltage": V.astype(">f8"), "current": I.astype(int)},
    ],
)
def test_names_and_shapes(arrays: dict[str, Any]) -> None:
    found = read_recording(("b.npz", npz(**arrays)))
    np.testing.assert_allclose(found.t, T, rtol=1e-6)
    np.testing.assert_allclose(found.voltage, V, rtol=1e-9)
    np.testing.assert_allclose(found.current, I, rtol=1e-9)


def test_a_file_and_its_name(tmp_path: Path) -> None:
    cell = b8()
    path = tmp_path / "B8.npz"
    np.savez(path, t=cell.t, voltage=cell.voltage, current=cell.current)
    for source in (path, str(path)):
        found = read_recording(source)
        assert found.name == "B8"
        assert [len(spikes.times) for spikes in found.spikes()] == [20, 44, 62, 75, 81]


@pytest.mark.parametrize(
    ("arrays", "argument", "message"),
    [
        ({"a": V, "b": I}, "columns", r"None of its arrays \(a, b\) is named as a voltage"),
        ({"voltage": V}, "dt", "no times: give dt"),
        ({"t": T, "voltage": V}, "protocol", "no current: give protocol"),
        ({"time": T, "voltage": V}, "columns", "unit of time is missing"),
        ({"t": T / 1e3, "voltage": V, "current": I}, "dt", "would be 0.0005 ms apart"),
        ({"t": T, "voltage": V, "current": I * 1e-12}, "columns", "current reaches 5e-11 pA"),
    ],
)
def test_what_is_missing(arrays: dict[str, Any], argument: str, message: str) -> None:
    with pytest.raises(MissingError, match=message) as error:
        read_recording(npz(**arrays))
    assert error.value.argument == argument


def test_columns_name_arrays() -> None:
    content = npz(x=T, a=V / 1e3, b=I)
    found = read_recording(content, columns=["x (ms)", "a (V)", "b (pA)"])
    np.testing.assert_allclose(found.voltage, V)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "It is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture \\(PNG\\). A picture has no samples"),
        (b"\x1f\x8b\x08\x00", "an archive \\(gzip\\). Unpack it"),
        (b"PK\x03\x04", "an archive \\(ZIP\\). Unpack it"),
        (
            b"\x00\x01\x02\x03",
            "a binary file of an unknown format. Export the sweeps",
        ),
    ],
)
def test_other_kinds(content: bytes, message: str) -> None:
    with pytest.raises(FileError, match=message):
        read_recording(content)


def test_what_is_no_source() -> None:
    with pytest.raises(ParameterError, match=r"source = 5 .* must be a path, bytes, or a name and"):
        read_recording(5)  # type: ignore[arg-type]


def test_a_large_file_is_read_in_parts() -> None:
    """Fractions ascend to 1, whatever the number of arrays; what is cut off is still refused."""
    many = np.random.default_rng(0).normal(-60.0, 5.0, (2, 1_500_000))
    content = npz(dt=0.1, voltage=many, current=np.zeros(many.shape[1]))
    parts: list[float] = []
    found = read_recording(("b.npz", content), progress=lambda now: parts.append(now.fraction))
    np.testing.assert_array_equal(found.voltage, many)
    assert len(parts) > 4
    assert parts == sorted(parts)
    assert 0.0 < parts[0] < 0.5
    assert parts[-1] == pytest.approx(1.0, abs=1e-4)
    with pytest.raises(FileError):
        read_recording(("b.npz", content[: len(content) // 2]))
