"""Files as the page asks for them."""

from io import BytesIO

import numpy as np
import pytest
from izhikevich.app import files
from izhikevich.errors import ParameterError
from izhikevich.export import FORMATS, export
from izhikevich.progress import Progress, finish

from tests import wire

STATE = {"view": "neuron", "preset": "tonic_bursting", "values": {"I": 1.0}}
#: A state of each view that a format may be for.
STATES = {
    "neuron": STATE,
    "ensemble": {"view": "ensemble", "preset": "constant", "values": {}},
    "learning": {"view": "learning", "preset": "chosen_times", "values": {"epochs": 1.0}},
    "network": {"view": "network", "preset": "custom", "values": {}},
    "fit": {"view": "fit", "preset": "known_parameters", "values": {"searched": 2.0}},
}


@pytest.mark.parametrize("name", FORMATS)
def test_writing_is_what_the_package_exports(name: str) -> None:
    state = STATES[FORMATS[name].views[0]]
    made = finish(files.writing(state, name, {}))
    own = export(state, name)
    assert (made.filename, made.mime) == (own.filename, own.mime)
    assert made.notes == own.notes
    if name == "npz":
        assert isinstance(made.content, bytes)
        loaded = np.load(BytesIO(made.content))
        assert loaded["spike_times"].size
    elif name != "neuroml":  # archives hold the time at which they were written
        assert made.content == own.content
    if isinstance(own.content, str):
        assert made.text == own.content


def test_an_archive_of_texts_can_be_read() -> None:
    made = finish(files.writing(STATE, "neuroml", {}))
    assert isinstance(made.content, bytes)
    assert made.text is not None
    assert "<izhikevichCell" in made.text or "<izhikevich2007Cell" in made.text
    assert "<!-- LEMS" in made.text
    assert finish(files.writing(STATE, "npz", {})).text is None


def test_what_is_computed_tells_its_progress() -> None:
    never_run = {"duration": 100.0, "seed": 60_321}  # what was run is kept
    work = files.writing({"view": "network", "values": never_run}, "npz", {})
    assert isinstance(next(work), Progress)
    work.close()


def test_options() -> None:
    made = finish(files.writing(STATE, "csv", {"panel": "phase"}))
    assert made.filename == "tonic_bursting_phase.zip"
    with pytest.raises(ParameterError, match="panel = 'x'"):
        finish(files.writing(STATE, "csv", {"panel": "x"}))
    with pytest.raises(ParameterError, match="name = 'word'"):
        finish(files.writing(STATE, "word", {}))


def test_opening_gives_a_normal_state() -> None:
    found = wire.opened("a=0.02 b=0.2 c=-50 d=2 I=12 speed=3")
    assert found.words == "CH (2003), chattering"
    assert found.state["preset"] == "CH"
    assert found.state["values"]["I"] == 12.0
    assert found.state["panels"]
    assert any(note.startswith("speed is not a parameter") for note in found.notes)
    assert wire.sent(found) == {**vars(found), "notes": list(found.notes), "cells": []}


def test_opening_tells_what_a_link_has_wrong() -> None:
    found = wire.opened("https://example.org/x/#neuron?preset=tonic_bursting&I=loud")
    assert found.state["preset"] == "tonic_bursting"
    assert found.state["values"] == {}
    assert any("I = 'loud' is not allowed" in note for note in found.notes)


def test_opening_an_archive_that_was_exported() -> None:
    content = export(STATE, "neuroml").content
    assert isinstance(content, bytes)
    found = wire.opened(content, "tonic_bursting_neuroml.zip")
    assert found.state["view"] == "neuron"


@pytest.mark.parametrize("text", ["", "rubbish", "<html>", "t,I\n0,1\n0,2\n"])
def test_what_cannot_be_opened_is_told(text: str) -> None:
    with pytest.raises(ParameterError):
        wire.opened(text)


def test_the_page_is_told_of_all_formats() -> None:
    offered = wire.schema()["formats"]
    assert [one["name"] for one in offered] == list(FORMATS)
    assert {one["kind"] for one in offered} == {"script", "panel", "run"}
