"""MATLAB files as scipy writes them, damaged ones, and those that would grow."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import pytest
import scipy.io
from izhikevich.errors import FileError, ParameterError
from izhikevich.fitting import read_recording
from izhikevich.fitting.files.matlab import _Reader, arrays_of

T = np.arange(100) * 0.5
V = -65.0 + 10.0 * np.sin(np.arange(300).reshape(3, 100))
I = np.ones((3, 100)) * 50.0  # noqa: E741


def mat(compressed: bool = True, /, **variables: Any) -> bytes:
    file = BytesIO()
    scipy.io.savemat(file, variables, do_compression=compressed)
    return file.getvalue()


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize(
    "variables",
    [
        {"t": T, "voltage": V, "current": I, "name": "a cell", "on": True},
        {"t_s": T[:, None] / 1e3, "Vm_mV": V.T, "I_nA": I.T / 1e3, "z": 1j},
        {"cell": {"t": T, "voltage": V.astype("f4"), "current": I.astype("i2"), "note": ["a", 1]}},
        {"dt": 0.5, "voltage": V, "current": I, "empty": [], "s": "µ – text"},
    ],
)
def test_variables_and_fields(variables: dict[str, Any], compressed: bool) -> None:
    found = read_recording(("b.mat", mat(compressed, **variables)))
    assert found.name == "b"
    np.testing.assert_allclose(found.t, T, atol=1e-9)
    np.testing.assert_allclose(found.voltage, V, rtol=1e-6)
    np.testing.assert_allclose(found.current, I, rtol=1e-6)


def test_sweeps_in_an_array_of_structures() -> None:
    kind = [("v_mV", object), ("I_pA", object)]
    sweeps = np.array([tuple(pair) for pair in zip(V, I, strict=True)], dtype=kind)
    found = read_recording(mat(sweeps=sweeps), dt=0.5)
    np.testing.assert_allclose(found.voltage, V)


def test_arrays_are_those_of_scipy() -> None:
    source = np.random.default_rng(3)
    arrays = {
        f"x{k}": source.integers(0, 100, source.integers(1, 6, source.integers(2, 4))).astype(kind)
        for k, kind in enumerate(("f8", "f4", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"))
    }
    content = mat(True, **arrays)
    found, known = arrays_of(content), scipy.io.loadmat(BytesIO(content))
    assert found.keys() == arrays.keys()
    for name, array in found.items():
        np.testing.assert_array_equal(array, known[name])


@pytest.mark.parametrize("compressed", [True, False])
def test_damaged_files(compressed: bool) -> None:
    good = mat(compressed, t=T, voltage=V, current=I, cell={"a": [1.0, 2.0], "b": {"c": "d"}})
    source, refused = random.Random(5), 0
    for _ in range(500):
        broken = bytearray(good[: source.randrange(len(good))] if source.random() < 0.2 else good)
        for _ in range(source.randint(1, 4)):
            if broken:
                broken[source.randrange(len(broken))] = source.randrange(256)
        try:
            read_recording(bytes(broken))
        except (FileError, ParameterError):
            refused += 1
    assert 0 < refused < 500


def test_one_that_grows() -> None:
    squeezed = zlib.compress(bytes(10_000_000), 9)
    element = struct.pack("<II", 15, len(squeezed)) + squeezed
    with pytest.raises(FileError, match="too much in it"):
        dict(_Reader("<", left=1_000_000).variables(memoryview(element)))
