"""Real files give what the libraries for their formats give, and the spikes that are known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import igor2.binarywave
import numpy as np
import pyabf
import pyfive
import pytest
from izhikevich.errors import FileError, ParameterError
from izhikevich.fitting import Recording, fit, read_recording, step_current
from izhikevich.fitting.files.abf import reading_abf
from izhikevich.fitting.files.signals import MissingError
from izhikevich.progress import finish

from tests.fitting.recordings import answered, b8

from . import real
from .axon import Epochs, abf2


@pytest.mark.parametrize("cell", real.SPIKES)
def test_igor_waves(cell: str) -> None:
    paths = real.waves(cell)
    found = read_recording([*reversed(paths)])
    assert found.name == cell
    assert found.dt == 0.25
    assert [len(spikes) for spikes in found.spikes()] == real.SPIKES[cell]
    for values, channel in ((found.current, "Ch0"), (found.voltage, "Ch3")):
        own = [path for path in paths if channel in path.name]
        for row, path in zip(values, own, strict=True):
            wave = igor2.binarywave.load(str(path))["wave"]["wData"]
            np.testing.assert_array_equal(row, wave.astype(np.float64))


def test_the_cell_that_the_tests_ship() -> None:
    found, shipped = read_recording(list(real.waves("B8"))), b8()
    np.testing.assert_allclose(found.voltage, shipped.voltage, atol=1 / 64)
    np.testing.assert_allclose(found.current, shipped.current, atol=1 / 8)


def test_a_wave_alone_has_no_current() -> None:
    path = real.waves("B8")[-1]
    found = read_recording(path, protocol="holding -53 pA; from 700.25 to 2700.25 ms: 222 pA")
    assert len(found.spikes()[0]) == 81
    with pytest.raises(FileError, match="no current: give protocol"):
        read_recording(path)


def test_nwb() -> None:
    found = read_recording(real.nwb())
    assert found.voltage.shape == (16, 7168)
    assert found.dt == pytest.approx(0.1)
    file = pyfive.File(str(real.nwb()))
    for k in range(16):
        response = file[f"acquisition/ic__Step__{k + 1}/data"]
        (name,) = (n for n in file["stimulus/presentation"] if n.endswith(f"__{k + 1}"))
        stimulus = file[f"stimulus/presentation/{name}/data"]
        volts = np.asarray(response[...], np.float64) * response.attrs["conversion"]
        amperes = np.asarray(stimulus[...], np.float64) * stimulus.attrs["conversion"]
        np.testing.assert_allclose(found.voltage[k], 1e3 * volts, rtol=1e-9)
        np.testing.assert_allclose(found.current[k], 1e12 * amperes, rtol=1e-9, atol=1e-9)
    counts = [len(spikes) for spikes in found.spikes()]
    assert counts[-4:] == [8, 12, 22, 29]


@pytest.mark.parametrize("version", [1, 2])
def test_abf_samples(version: int) -> None:
    path = real.abf(version)
    content = path.read_bytes()
    found = finish(reading_abf(content))
    direct = pyabf.ABF(str(path))
    (signal,) = found.signals
    assert (signal.heading.kind, signal.heading.unit) == ("current", "pA")
    assert found.dt == pytest.approx(1e3 / direct.dataRate)
    assert signal.values.shape == (direct.sweepCount, direct.sweepPointCount)
    for k in range(direct.sweepCount):
        direct.setSweep(k)
        own = signal.values[k] * signal.gain + signal.offset
        np.testing.assert_allclose(own, direct.sweepY, rtol=1e-6, atol=1e-4)


@pytest.mark.parametrize("version", [1, 2])
def test_a_voltage_clamp_is_refused(version: int) -> None:
    with pytest.raises(FileError, match=r"only IN 0 \(pA\): of a voltage clamp.*there is no fit"):
        read_recording(real.abf(version))


def abf1(voltage: np.ndarray[Any, Any], path: Path, rate: float = 10_000) -> bytes:
    """Write an ABF 1 by pyabf."""
    pyabf.abfWriter.writeABF1(voltage, str(path), rate, units="mV")
    return path.read_bytes()


def test_an_abf_of_current_clamp(tmp_path: Path) -> None:
    voltage = b8().voltage[:, :8000]
    content = abf1(voltage, tmp_path / "cell.abf")
    found = read_recording(("cell.abf", content), protocol="from 10 to 500 ms: 50 pA")
    assert found.name == "cell"
    assert found.dt == pytest.approx(0.1)
    np.testing.assert_allclose(found.voltage, voltage, atol=0.01)


def command(content: bytes) -> bytes:
    """Return the ABF 2 of Myokit as if its command were a current and its response a voltage."""
    content = content.replace(b"\x00pA\x00", b"\x00mV\x00")
    return content.replace(b"Cmd 0\x00mV\x00", b"Cmd 0\x00pA\x00")


def test_the_command_of_an_abf_is_its_current() -> None:
    content = command(real.abf(2).read_bytes())
    found = finish(reading_abf(content))
    assert "current is the command Cmd 0 (pA)" in found.notes[0]
    voltage, current = found.signals
    assert (voltage.heading.kind, current.heading.kind) == ("voltage", "current")
    direct = pyabf.ABF(str(real.abf(2)))
    for k in range(37):
        direct.setSweep(k)
        np.testing.assert_allclose(current.values[k], direct.sweepC, rtol=1e-6)


def damaged(content: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Yield the file cut off, and with bytes that are wrong; the beginning is where it matters."""
    source = random.Random(seed)
    for _ in range(count):
        if source.random() < 0.3:
            yield content[: source.randrange(len(content))]
            continue
        broken = bytearray(content)
        for _ in range(source.randint(1, 6)):
            most = len(broken) if source.random() < 0.3 else min(len(broken), 8000)
            broken[source.randrange(most)] = source.randrange(256)
        yield bytes(broken)


@pytest.mark.parametrize("kind", ["ibw", "nwb", "abf1", "abf2", "abf2 command"])
def test_damaged_files_are_refused_or_read(kind: str) -> None:
    if kind == "ibw":
        path = real.waves("B8")[-1]
    else:
        path = real.nwb() if kind == "nwb" else real.abf(int(kind[3]))
    content = path.read_bytes()
    content = command(content) if kind == "abf2 command" else content
    refused = 0
    for broken in damaged(content, 15 if kind == "nwb" else 150, 3):
        try:
            found = read_recording((path.name, broken), protocol="from 1 to 5 ms: 5 pA")
        except (FileError, ParameterError):
            refused += 1
        else:
            assert isinstance(found, Recording)
    assert refused > 1


def test_steps_of_an_abf_and_the_model_in_them() -> None:
    """From a file with a command to the parameters that were planted, without anything typed in."""
    t, amplitudes = np.arange(0.0, 600.0, 0.1), 60.0 * np.arange(-1, 6)
    current = step_current(t, 100.0, 500.0, amplitudes)
    planted = answered("RS_2007", t, current, 0.1)
    content = abf2(planted.voltage, 0.1, Epochs(1000, 5000, -60.0, 60.0))
    found = read_recording(("cell.abf", content))
    np.testing.assert_array_equal(found.current, current)
    np.testing.assert_allclose(found.voltage, planted.voltage, atol=0.0031)
    model = fit(found, generations=150)
    best = model.box.named(model.cloud[0])
    known = {"C": 100.0, "k": 0.7, "v_r": -60.0, "v_t": -40.0, "a": 0.03, "c": -50.0, "d": 100.0}
    for name, value in known.items():
        assert best[name] == pytest.approx(value, rel=0.05), name


def test_an_abf_without_a_command_needs_a_protocol() -> None:
    t = np.arange(0.0, 600.0, 0.1)
    current = step_current(t, 100.0, 500.0, (100.0, 200.0))
    content = abf2(answered("RS_2007", t, current, 0.0).voltage, 0.1, None)
    with pytest.raises(MissingError, match="no current: give protocol") as error:
        read_recording(("cell.abf", content))
    assert error.value.argument == "protocol"
    protocol = "step from 100 to 500 ms: 100, 200 pA"
    found = read_recording(("cell.abf", content), protocol=protocol)
    np.testing.assert_array_equal(found.current, current)
