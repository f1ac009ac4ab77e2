"""The notes of files are read in another language, too; within the files they are English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from izhikevich.errors import ParameterError
from izhikevich.export import FORMATS, export
from izhikevich.messages import Message
from izhikevich.messages.catalogues import texts_of
from izhikevich.messages.translation import Translation

from tests.messages.files import COMPLETE, demand

State = dict[str, Any]

SCRIPTS = [form.name for form in FORMATS.values() if form.kind == "script"]
#: Two words of a sentence. Code, such as a drive, has none.
SENTENCE = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b")


def neuron(preset: str, **values: Any) -> State:
    return {"view": "neuron", "preset": preset, "values": values}


def network(preset: str, **values: Any) -> State:
    return {"view": "network", "preset": preset, "values": values}


MANY = "white(5,step=0.1)"
STATES = {
    "accurate": neuron("RS", method="accurate"),
    "accurate, and long": neuron("RS", method="accurate", duration=5000.0),
    "accurate, and stiff": neuron("RS", method="accurate", duration=500.0, C=1.0),
    "forward": neuron("RS", method="forward"),
    "Euler": neuron("tonic_spiking"),
    "half steps": neuron("RS", method="half_step"),
    "form of 2007": neuron("LTS_2007"),
    "piecewise drive": neuron("FS_2007", method="forward"),
    "without leak": neuron("accommodation"),
    "another start": neuron("RS", method="forward", u0=-10.0),
    "another quadratic": neuron("class_1_excitable"),
    "another peak": neuron("RS", v_peak=35.0),
    "noise": neuron("RS", stimulus="ou(5,2,10)"),
    "many values": neuron("RS", stimulus=MANY, duration=1000.0),
    "swept sine": neuron("RS", method="accurate", stimulus="zap(5,5,60,10,80)"),
    "incomplete": neuron("RS", dt=2.0, stimulus="-100000"),
    "wrong values": neuron("RS", a="nan", c=50.0, stimulus="nonsense(1)"),
    "layers": network("feedforward"),
    "cortical": network("cortical_2003", excitatory=40, inhibitory=10),
    "too large for NeuroML": network("cortical_2003"),
    "learning": network("polychronous_2006"),
    "trained": network("polychronous_trained"),
    "trained layers": {"view": "learning", "preset": "raster", "values": {"epochs": 0.0}},
    "own conductance": network(
        "custom", populations="name=A,conductance=g_exc*v-g_inh", projections=""
    ),
}


def notes(state: State, form: str) -> Iterable[str]:
    """Return the notes of a file, or why there is none."""
    try:
        return export(state, form).notes
    except ParameterError as error:
        return [str(error)]


@pytest.mark.parametrize("form", SCRIPTS)
@pytest.mark.parametrize("name", STATES)
def test_it_is_complete(name: str, form: str) -> None:
    made = notes(STATES[name], form)
    for code in COMPLETE:
        missing: set[str] = set()
        speech = Translation(texts_of(code), missing.add)
        spoken = {note: speech.text(note) for note in made}
        demand(code, missing)
        for note, text in spoken.items():
            assert isinstance(note, Message), note
            assert words(note) == [], note
            assert text != note


def words(note: Message) -> list[str]:
    """Return the words in slots that no language could write its own for."""
    found = []
    for value in note.values.values():
        if isinstance(value, Message):
            found += words(value)
        elif isinstance(value, str) and SENTENCE.search(value):
            found.append(value)
    return found
