"""What this package writes comes back."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.export import FORMATS, export
from izhikevich.imports import read
from izhikevich.imports.exported import link_in
from izhikevich.links import read_link, write_link
from izhikevich.views.registry import request_of
from izhikevich.views.state import written

LINKS = {
    "neuron": "#neuron?preset=CH&I=3&stimulus=step(10,20)%2Bsine(1,8)",
    "network": "#network?preset=ring&duration=50&seed=7",
    "ensemble": "#ensemble?preset=square&duration=100&neurons=20&neurons_b=20",
    "learning": "#learning?preset=delayed_xor&epochs=0",
    "fit": "#fit?preset=planted",
}
#: Formats that hold a state; a network as JSON holds what it describes, NeuroML its cell.
HELD = [
    (name, view)
    for name, form in FORMATS.items()
    for view in form.views
    if view in ("neuron", "network", "ensemble")
    and name not in ("csv", "network", "neuroml", "nir")
]


def opens(state: Any) -> str:
    """Return the link to what is shown of a state."""
    view, request = request_of(state)
    return write_link(written(view, request))


@pytest.mark.parametrize(("name", "view"), HELD)
@pytest.mark.parametrize("address", ["", "https://example.org/a/"])
def test_an_exported_file_opens_its_state(name: str, view: str, address: str) -> None:
    state, _ = read_link(LINKS[view])
    made = export(state, name, address=address)
    found = read(made.content, made.filename)
    assert opens(found.state) == opens(state)


def test_changes_to_a_script_are_said_not_to_be_read() -> None:
    state, _ = read_link(LINKS["neuron"])
    script = export(state, "python").content
    assert isinstance(script, str)
    (note,) = read(script.replace("d=2.0", "d=5.0")).notes
    assert "changes made to the rest of it are not read" in note


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (
            "Look at https://example.org/#neuron?preset=CH&I=3 please",
            "https://example.org/#neuron?preset=CH&I=3",
        ),
        ("Look at #neuron?preset=CH.", "#neuron?preset=CH."),
        ("# #neuron\nimport izhikevich", "#neuron"),
        ("no #neurons here", ""),
        ("#neuron is a word in a sentence", ""),
        ("#neuron?preset=CH or #neuron?preset=RS", ""),
        ("#neuron?preset=CH or #neuron?preset=CH", "#neuron?preset=CH"),
    ],
)
def test_links_in_texts(text: str, link: str) -> None:
    assert link_in(text) == link


def packed(**arrays: object) -> bytes:
    out = io.BytesIO()
    np.savez(out, allow_pickle=True, **arrays)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (np.array("{"), "it cannot be opened"),
        (np.array("[1]"), "holds no state"),
        (np.array("[" * 100_000), "it cannot be opened"),
        (np.array({"view": "neuron"}, dtype=object), "it cannot be opened"),
    ],
)
def test_broken_archives_are_refused(state: object, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        read(packed(state=state, link=np.array("#neuron")))


def test_a_state_of_an_archive_is_checked_like_a_link() -> None:
    content = packed(state=np.array(json.dumps({"view": "neuron"})), link=np.array("#neuron"))
    assert write_link(read(content).state) == "#neuron"
