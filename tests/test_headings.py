"""What columns are, by their headings: names, units, separators."""

from __future__ import annotations

from itertools import product

import pytest
from izhikevich.errors import ParameterError
from izhikevich.headings import read_heading
from izhikevich.imports import read
from izhikevich.views import preparation

#: How a name and a unit are put together.
FORMS = ("{} ({})", "{} [{}]", "{}/{}", "{}_{}", "{} {}", "{}, {}", "{} / {}", "{} / ({})")
TIMES = {"us": 1e-3, "µs": 1e-3, "ms": 1.0, "s": 1e3}
CURRENTS = {"pA": 1.0, "nA": 1e3, "uA": 1e6, "µA": 1e6, "μA": 1e6, "mA": 1e9, "mV/ms": 1.0}
AREAS = ("uA/cm2", "µA/cm²", "uA/cm^2", "A/m2", "A/m**2", "pA/um2", "mA cm^-2", "µA·cm⁻²")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["t", "T", "time", "Time", "times", "t_rec"])
def test_times(form: str, name: str) -> None:
    for unit, factor in TIMES.items():
        found = read_heading(form.format(name, unit))
        assert (found.kind, found.factor) == ("time", factor), found.text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name", ["I", "i", "Iext", "I_ext", "I_e", "i_offset", "current", "Current", "stim", "input"]
)
def test_currents(form: str, name: str) -> None:
    for unit, factor in CURRENTS.items():
        found = read_heading(form.format(name, unit))
        assert (found.kind, found.factor) == ("current", factor), found.text
        assert found.dimensional == (unit != "mV/ms")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["v", "V", "Vm", "V_m", "voltage", "membrane potential"])
def test_voltages(form: str, name: str) -> None:
    for unit, factor in {"mV": 1.0, "V": 1e3}.items():
        if unit == "V" and form in ("{}_{}", "{} {}"):
            continue  # V_V is no unit but a name
        found = read_heading(form.format(name, unit))
        assert (found.kind, found.factor) == ("voltage", factor), found.text


@pytest.mark.parametrize(
    "name",
    [
        *("i", "id", "ID", "neuron", "neurons", "neuron_index", "index", "indices"),
        *("sender", "senders", "gid", "cell", "unit", "spike", "Neuron ID", "spikes: neuron"),
    ],
)
def test_spikes(name: str) -> None:
    assert read_heading(name).kind == "spikes"


@pytest.mark.parametrize("unit", AREAS)
def test_currents_per_area(unit: str) -> None:
    for form, name in product(("{} ({})", "{} [{}]", "{} {}", "{}, {}"), ("I", "current", "J")):
        assert read_heading(form.format(name, unit)).kind == "density", (form, name)


@pytest.mark.parametrize("text", ["", "(", ")", "()", "/", "_", ",", ":", "u (mV/ms)", "g_exc"])
def test_others(text: str) -> None:
    assert read_heading(text).kind in ("", "recovery")


@pytest.mark.parametrize("text", ["I_A", "I", "t", "current", "I (kA)", "t (min)", "I (mV)"])
def test_a_unit_that_is_missing_or_another_is_refused(text: str) -> None:
    with pytest.raises(ParameterError, match=r"is not allowed: .*(t \(ms\)|I \(pA\))"):
        _ = read_heading(text).factor


ROWS = "1,2\n2,3\n3,2\n"
SPIKES = "these are spikes, not a current.*Network.spike_times"
VOLTAGE = "this is a voltage, not a current.*current that was injected"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"time,neuron\n{ROWS}", SPIKES),
        (f"time (ms),neuron\n{ROWS}", SPIKES),
        (f"t,i\n{ROWS}", SPIKES),
        (f"i,t\n{ROWS}", SPIKES),
        (f"t/ms,i\n{ROWS}", SPIKES),
        ("sender time_ms\n1 2.0\n2 3.5\n", SPIKES),
        (
            "# NEST version: 3.6\n# RecordBackendASCII version: 2\nsender\ttime_ms\n1\t2\n2\t3",
            SPIKES,
        ),
        (f"# t i\n{ROWS.replace(',', ' ')}", SPIKES),
        (f"spike time (ms);neuron id\n{ROWS.replace(',', ';')}", SPIKES),
        (f"time,V_m\n{ROWS}", VOLTAGE),
        (f"t (s),V (V)\n{ROWS}", VOLTAGE),
        (f"t (ms),v (mV),u (mV/ms)\n{ROWS.replace(',', ',1,')}", VOLTAGE),
        ("sender time_ms V_m\n1 2.0 -70\n2 3.5 -69\n", "not a current"),
        *((f"t (ms),I ({unit})\n{ROWS}", "is a current per area: multiply it") for unit in AREAS),
        (ROWS, r"the heading is missing: write a first line such as t \(ms\), I \(mV/ms\)"),
        (f"# made by hand\n{ROWS}", "the heading is missing"),
        (f"t,I\n{ROWS}", r"heading = 't' is not allowed: the unit is missing: write t \(ms\)"),
        (f"t (ms),I\n{ROWS}", r"the unit is missing: write I \(mV/ms\) or I \(pA\)"),
        (f"t (ms),I_A\n{ROWS}", "the unit is missing"),
        (f"t (ms),I (mV)\n{ROWS}", "unit = 'mV' is not allowed: must be mV/ms, pA"),
        (f"t (ms),rate (Hz)\n{ROWS}", "the heading names no column of current"),
        (f"x,I (pA)\n{ROWS}", "the heading names no column of time"),
        (f"x,y\n{ROWS}", "the heading names no column of time and current"),
        (f"t (ms),g_exc (mV/ms)\n{ROWS}", "no column of current"),
    ],
)
def test_what_is_no_current_is_refused(text: str, message: str) -> None:
    for filename in ("", "data.csv"):
        with pytest.raises(ParameterError, match=f"(?s){message}"):
            read(text, filename)


@pytest.mark.parametrize(
    "text",
    [
        "t (ms),I (nA)\n0,0.1\n10,0.2\n20,0",
        "I (pA),t (ms)\n100,0\n200,10\n0,20",
        "t (s) I (nA)\n0 0.1\n0.01 0.2\n0.02 0",
        "# t (ms),I (pA)\n0,100\n10,200\n20,0",
        "% recorded\n% time_ms current_pA\n0 100\n10 200\n20 0",
        "ms,pA\n0,100\n10,200\n20,0",
        "t/ms;I/pA\n0,0;100,0\n10,0;200,0\n20,0;0,0",
        '"time (µs)","i (µA)"\n0,1e-4\n10000,2e-4\n20000,0',
        "t (ms),V_m (mV),I (pA)\n0,-70,100\n10,-69,200\n20,-68,0",
    ],
)
def test_the_same_current_in_many_tables(text: str) -> None:
    found = read(text)
    _, request, run = preparation.read(found.state)
    assert request.notices == ()
    assert run.stimulus.text == "piecewise(0,0<=t<10:100,10<=t<20:200)"
    assert run.parameters.dimensional
    assert found.notes == ()
