"""Cells of NeuroML."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest
from izhikevich import imports
from izhikevich.errors import ParameterError
from izhikevich.export import export
from izhikevich.imports import read
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.views import preparation

SIMPLE = '<izhikevichCell id="x" v0="-70mV" thresh="30mV" a="0.02" b="0.2" c="-50" d="2"/>'
DIMENSIONAL = (
    '<izhikevich2007Cell id="y" v0="-60 mV" C="1e-4 uF" k="0.7 nS_per_mV" vr="-0.06V" vt="-40mV" '
    'vpeak="35mV" a="30 per_s" b="-2e-9 S" c="-50mV" d="0.1nA"/>'
)


def document(*cells: str) -> str:
    """Return a NeuroML document."""
    inner = "".join(cells)
    return f'<neuroml xmlns="http://www.neuroml.org/schema/neuroml2" id="d">{inner}</neuroml>'


@pytest.mark.parametrize("preset", EXPERIMENTS)
def test_what_is_exported_is_the_same_cell(preset: str) -> None:
    content = export({"view": "neuron", "preset": preset}, "neuroml").content
    found = read(content)
    _, request, run = preparation.read(found.state)
    own = EXPERIMENTS[preset]
    assert request.notices == ()
    assert run.parameters == own.parameters
    assert run.v0 == own.v0
    assert run.u0 == pytest.approx(own.u0, rel=1e-12)
    if not found.notes:  # pulses come back, too
        times = np.array([0.0, 50.0, 0.9 * own.duration])
        assert run.stimulus.sample(times) == pytest.approx(own.stimulus.sample(times))
        assert run.duration == pytest.approx(own.duration, abs=1.0)


def test_units_are_converted() -> None:
    found = read(document(DIMENSIONAL))
    _, _, run = preparation.read(found.state)
    assert run.parameters == CELL_TYPES["RS_2007"].parameters
    assert (run.v0, run.u0) == (-60.0, 0.0)
    assert found.words.endswith("from izhikevich2007Cell y")


def test_the_first_cell_is_taken_and_the_others_are_named() -> None:
    found = read(document(SIMPLE, DIMENSIONAL, '<network id="n"><explicitInput/></network>'))
    _, _, run = preparation.read(found.state)
    assert run.parameters == CELL_TYPES["CH"].parameters
    assert (run.v0, run.u0) == (-70.0, -14.0)
    assert found.notes == (
        "There are 2 neurons: x is opened; left out: y.",
        "Only the cell is read, not what is injected into it.",
    )


NETWORK = """
<pulseGenerator id="weak" delay="100 ms" duration="0.2 s" amplitude="0.05 nA"/>
<pulseGenerator id="strong" delay="400ms" duration="50ms" amplitude="200pA"/>
<pulseGeneratorDL id="plain" delay="10ms" duration="20ms" amplitude="7"/>
<sineGenerator id="wave" phase="0" delay="0ms" duration="1s" amplitude="1nA" period="50ms"/>
<compoundInput id="both"><pulseGenerator id="in" delay="0ms" duration="5ms" amplitude="1pA"/>
<pulseGenerator id="later" delay="9ms" duration="5ms" amplitude="2pA"/></compoundInput>
<network id="net">
  <population id="first" component="x" size="1"/>
  <population id="second" component="y" size="3"/>
  <explicitInput target="first[0]" input="plain"/>
  INPUTS
</network>
"""
LISTED = (
    '<inputList id="l{0}" component="{1}" population="second">'
    '<input id="0" target="../second/{0}/y" destination="synapses"/></inputList>'
)


def opened(inputs: str, cell: str | None = None) -> tuple[str, tuple[str, ...], float]:
    found = read(document(SIMPLE, DIMENSIONAL, NETWORK.replace("INPUTS", inputs)), cell=cell)
    _, request, run = preparation.read(found.state)
    assert request.notices == ()
    return run.stimulus.text, found.notes, run.duration


def test_a_cell_is_chosen_by_its_id_with_its_own_inputs() -> None:
    text, notes, duration = opened("")
    assert text == "piecewise(0,10<=t<30:7)"
    assert notes == ("There are 2 neurons: x is opened; left out: y.",)
    assert duration == 30.0
    for inputs in (
        '<explicitInput target="second[0]" input="weak"/>',
        '<explicitInput target="../second/0/y" input="weak"/>',
        LISTED.format(0, "weak"),
    ):
        assert opened(inputs, "y") == ("piecewise(0,100<=t<300:50)", (), 300.0)


def test_several_inputs_are_added_and_others_are_named() -> None:
    both = LISTED.format(0, "weak") + LISTED.format(0, "strong")
    text, notes, duration = opened(both, "y")
    assert text == "piecewise(0,100<=t<300:50)+piecewise(0,400<=t<450:200)"
    assert (notes, duration) == ((), 450.0)
    text, notes, _ = opened(LISTED.format(0, "wave") + LISTED.format(0, "weak"), "y")
    assert text == "piecewise(0,100<=t<300:50)"
    assert notes == ("Only pulses are read, not what wave inject.",)
    text, notes, _ = opened(LISTED.format(2, "weak") + LISTED.format(1, "strong"), "y")
    assert text == "piecewise(0,100<=t<300:50)"
    assert "that of second[2] is read" in notes[0]
    assert (
        opened(LISTED.format(0, "both"), "y")[0] == "piecewise(0,0<=t<5:1)+piecewise(0,9<=t<14:2)"
    )


def test_the_simulation_says_how_long() -> None:
    lems = '<Lems><Include file="Cells.xml"/><Simulation id="s" length="0.7s" step="0.1ms"/></Lems>'
    found = read(packed(model=document(SIMPLE).encode(), lems=lems.encode()))
    assert preparation.read(found.state)[2].duration == 700.0


def test_cells_of_other_files_are_hinted_at() -> None:
    text = document('<include href="RS.cell.nml"/><network id="n"/>')
    with pytest.raises(ParameterError, match=r"it includes RS\.cell\.nml: open these, or a ZIP"):
        read(text)
    with pytest.raises(ParameterError, match=r"must be one of x, but it includes b\.nml"):
        read(document(SIMPLE, '<include href="b.nml"/>'), cell="y")
    model, cell = document('<include href="b.nml"/>').encode(), document(DIMENSIONAL).encode()
    assert read(packed(a=model, b=cell)).words.endswith("izhikevich2007Cell y")


def test_a_cell_with_another_quadratic() -> None:
    """It is the class 1 excitable neuron of 2004 (figure 1G), in which Y is 4.1 and Z is 108."""
    general = (
        '<generalizedIzhikevichCell id="class1" v0="-60mV" thresh="30mV" a="0.02" b="-0.1" '
        'c="-55" d="6" X="0.04" Y="4.1" Z="108"/>'
    )
    network = """<pulseGeneratorDL id="step" delay="30ms" duration="200ms" amplitude="20"/>
        <network id="n"><population id="p" component="class1" size="2"/>
        <explicitInput target="p[1]" input="step"/></network>"""
    found = read(document(SIMPLE, general, network), cell="class1")
    _, request, run = preparation.read(found.state)
    assert request.notices == ()
    assert run.parameters == EXPERIMENTS["class_1_excitable"].parameters
    assert run.stimulus.text == "piecewise(0,30<=t<230:20)"
    assert (found.cells, found.cell) == (("x", "class1"), "class1")
    population = imports.network(document(general, network)).net.populations[0]
    assert (population.size, set(population.k1), set(population.k0)) == (2, {4.1}, {108.0})
    with pytest.raises(ParameterError, match="it lacks Z"):
        read(document(general.replace(' Z="108"', "")))


@pytest.mark.parametrize(
    ("inputs", "cell", "message"),
    [
        ("", "z", "cell = 'z' is not allowed: must be one of x, y"),
        (LISTED.format(0, "plain"), "y", "whose current is in pA"),
        ('<explicitInput target="first[0]" input="weak"/>', "x", "whose current is without unit"),
    ],
)
def test_what_does_not_fit_is_refused(inputs: str, cell: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        opened(inputs, cell)


def test_one_picofarad_is_a_capacitance() -> None:
    cell = DIMENSIONAL.replace("1e-4 uF", "1pF")
    _, _, run = preparation.read(read(document(cell)).state)
    assert run.parameters.dimensional
    assert run.parameters.dv(-60.0, run.u0) == pytest.approx(0.0)
    assert run.parameters.du(-60.0, run.u0) == pytest.approx(0.0)


BOMB = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.proves("file-no-entities")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB + document(SIMPLE), "a document type declaration is not read"),
        (OUTSIDE + document("<notes>&a;</notes>"), "a document type declaration is not read"),
        (document(SIMPLE)[:-3], "it cannot be read: line 1"),
        ("<a><b></a>", "mismatched tag"),
        (document("<notes/>"), "there is no izhikevichCell and no izhikevich2007Cell"),
        (document(SIMPLE.replace('c="-50"', "")), "it lacks c"),
        (document(SIMPLE.replace('"30mV"', '"30pA"')), "must be a number in mV, V"),
        (document(SIMPLE.replace('"0.02"', '"0.02 per_ms"')), "must be a number without unit"),
        (document(SIMPLE.replace('"30mV"', '"1e999mV"')), "must be finite"),
        (document("&unknown;"), "undefined entity"),
    ],
)
def test_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read(text)
    assert message in str(caught.value)


def test_archives() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("notes.txt", "nothing")
    with pytest.raises(ParameterError, match="there is no NeuroML file in it"):
        read(packed.getvalue())
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("large.xml", b" " * 20_000_001)
    with pytest.raises(ParameterError, match="too large"):
        read(packed.getvalue())
    with pytest.raises(ParameterError, match="cannot be opened"):
        read(b"PK nothing")


def packed(**files: bytes) -> bytes:
    """Return an archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.xml", content)
    return made.getvalue()


def test_an_archive_has_one_limit_for_all_that_is_in_it() -> None:
    """Files that are small one by one, unpacked and as elements."""
    many = {f"x{k}": b"<a>" + b" " * 3_000_000 + b"</a>" for k in range(8)}
    with pytest.raises(ParameterError, match="unpacked it is too large: at most 20,000,000 bytes"):
        read(packed(**many))
    elements = {f"x{k}": b"<a>" + b"<b/>" * 100_000 + b"</a>" for k in range(6)}
    with pytest.raises(ParameterError, match="at most 500,000 elements"):
        read(packed(**elements))
    with pytest.raises(ParameterError, match="at most 5,000,000 bytes"):
        read(packed() + b" " * 5_000_000)


def test_only_the_first_files_of_an_archive_are_looked_into() -> None:
    content = document(SIMPLE).encode()
    assert read(packed(**{f"a{k}": b"<a/>" for k in range(99)}, z=content)).words
    with pytest.raises(ParameterError, match="there is no izhikevichCell"):
        read(packed(**{f"a{k}": b"<a/>" for k in range(100)}, z=content))


def test_an_archive_that_lies_about_its_sizes() -> None:
    data = bytearray(packed(x=b"<a>" + b" " * 1_000_000 + b"</a>"))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(signature) + at
        data[place : place + 4] = (100).to_bytes(4, "little")
    with pytest.raises(ParameterError, match=r"it cannot be (opened|read)"):
        read(bytes(data))
