"""Tables of every form give the same recording; what is missing is asked for."""

from __future__ import annotations

from io import BytesIO
from itertools import product
from zipfile import ZipFile

import izhikevich as izh
import numpy as np
import pytest
from izhikevich.errors import FileError, IzhikevichWarning
from izhikevich.export import export
from izhikevich.fitting import read_recording
from izhikevich.fitting.files.signals import MissingError

N = 200
T = np.arange(N) * 0.1
V = np.round(-65 + 20 * np.sin(np.arange(2 * N).reshape(2, N) / 9), 3)
I = np.round(100.0 * (T > 5) * np.array([[1], [2]]), 1)  # noqa: E741


def table(heading: str | None, separator: str, decimal: str = ".", scale: float = 1.0) -> bytes:
    rows = np.column_stack((T * scale, V.T, I.T))
    lines = [separator.join(f"{x:.10g}" for x in row).replace(".", decimal) for row in rows]
    return "\n".join([heading, *lines] if heading else lines).encode()


FORMS = [
    (separator, decimal)
    for separator, decimal in product(("\t", ";", ",", " ", "   "), (".", ","))
    if (separator, decimal) != (",", ",")
]


@pytest.mark.parametrize(("separator", "decimal"), FORMS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_decimal_signs(
    separator: str, decimal: str, end: str, encoding: str
) -> None:
    heading = separator.join(("t/ms", "v1/mV", "v2/mV", "I1/pA", "I2/pA"))
    text = table(heading, separator, decimal).decode().replace("\n", end)
    found = read_recording(("cell.csv", text.encode(encoding)))
    assert found.name == "cell"
    np.testing.assert_allclose(found.t, T, atol=1e-9)
    np.testing.assert_array_equal(found.voltage, V)
    np.testing.assert_array_equal(found.current, I)


@pytest.mark.parametrize(
    ("heading", "factors"),
    [
        ("Time (s),V1 [V],V2 [V],I1 (nA),I2 (nA)", (1e3, 1e3, 1e3)),
        ("time_s,Vm_V1 (uV),Vm_V2 (uV),Im (A),Im (A)", (1e3, 1e-3, 1e12)),
        ("t (us),ch0 (mV),ch1 (mV),ch2 (uA),ch3 (uA)", (1e-3, 1.0, 1e6)),
    ],
)
def test_units_in_headings(heading: str, factors: tuple[float, float, float]) -> None:
    time, volt, amp = factors
    rows = np.column_stack((T / time, V.T / volt, I.T / amp))
    lines = [",".join(f"{x:.10g}" for x in row) for row in rows]
    found = read_recording(("x.txt", "\n".join([heading, *lines]).encode()))
    np.testing.assert_allclose(found.t, T, atol=1e-9)
    np.testing.assert_allclose(found.voltage, V, rtol=1e-9)
    np.testing.assert_allclose(found.current, I, rtol=1e-9)


def test_columns_in_place_of_a_heading() -> None:
    content = table(None, "\t", scale=1e-3)
    with pytest.raises(MissingError, match="5 columns have no heading: give columns") as error:
        read_recording(content)
    assert error.value.argument == "columns"
    found = read_recording(content, columns="t (s), v (mV), v (mV), I (pA), I (pA)")
    np.testing.assert_array_equal(found.current, I)
    first = np.column_stack((T, V[0], I[0], V[1], I[1]))
    text = "\n".join(" ".join(f"{x:g}" for x in row) for row in first)
    again = read_recording(text.encode(), columns=["t (ms)", "v (mV)", "I (pA)"], name="B")
    np.testing.assert_allclose(again.voltage, V, atol=1e-3)
    np.testing.assert_array_equal(again.current, I)
    assert again.name == "B"
    with pytest.raises(izh.ParameterError, match=r"columns = .* does not match the 5 columns"):
        read_recording(content, columns="t (ms), v (mV), v (mV), v (mV)")
    with pytest.raises(izh.ParameterError, match=r"columns = 'u' .* must be times, voltages"):
        read_recording(content, columns="t (ms), u")


def test_units_below_the_names_and_a_preamble() -> None:
    rows = table(None, ",").decode()
    text = (
        f"Exported by a program\nRate: 10 kHz\n\nTime,A,B,C,D\n(ms),(mV),(mV),(pA),(pA)\n\n{rows}"
    )
    np.testing.assert_array_equal(read_recording(text.encode()).voltage, V)


def test_axon_text() -> None:
    rows = "\n".join(f"{t:g}\t{v:g}" for t, v in zip(T / 1e3, V[0], strict=True))
    head = 'ATF\t1.0\n2\t2\n"AcquisitionMode=Episodic Stimulation"\n"Comment="\n'
    text = f'{head}"Time (s)"\t"Trace #1 (mV)"\n{rows}'
    found = read_recording(text.encode(), protocol="from 2 to 15 at 50 pA")
    np.testing.assert_array_equal(found.voltage[0], V[0])
    assert found.dt == pytest.approx(0.1)


def test_what_the_page_exports_is_read() -> None:
    state = {"view": "neuron", "preset": "RS_2007", "values": {}}
    made = export(state, "csv", panel="trace")
    assert isinstance(made.content, bytes)
    with ZipFile(BytesIO(made.content)) as archive:
        content = archive.read("samples.csv")
    found = read_recording(content)
    assert found.n_sweeps == 1
    assert found.current.max() > 0


def test_a_current_that_is_not_there() -> None:
    text = "t (ms),v (mV)\n" + "\n".join(f"{t:g},{v:g}" for t, v in zip(T, V[0], strict=True))
    with pytest.raises(MissingError, match="no current: give protocol, such as step") as error:
        read_recording(text.encode())
    assert error.value.argument == "protocol"
    found = read_recording(text.encode(), protocol="step from 5 to 10 ms: 0.1 nA")
    np.testing.assert_allclose(found.current[0], 100.0 * ((T > 4.95) & (T < 9.95)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Dear reader,\nno numbers here.\n", "no rows of numbers"),
        ("t (ms),v (mV)\n0,1\n0.1,2\n0.2,x\n" + "0.3,4\n" * 9, "Line 4: 'x' is not a number"),
        ("t,v,I\n" + "0,1,2\n1,2,3\n" * 3, "unit of t is missing|unit of v is missing"),
        ("t (ms),a,b\n" + "0,1,2\n1,2,3\n" * 3, "does not say which columns are voltages"),
    ],
)
def test_what_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(FileError, match=message):
        read_recording(text.encode(), protocol="from 0 to 1: 5 pA")


def test_sweeps_of_different_lengths() -> None:
    lines = ["t (ms);a (mV);b (mV)"]
    lines += [f"{t:g};{a:g};{b:g}" for t, a, b in zip(T[:100], V[0], V[1], strict=False)]
    lines += [f"{t:g};{a:g};" for t, a in zip(T[100:], V[0, 100:], strict=True)]
    with pytest.warns(IzhikevichWarning, match="last 100 samples of each sweep are left out"):
        found = read_recording("\n".join(lines).encode(), protocol="from 2 to 8: 5 pA")
    assert found.voltage.shape == (2, 100)
