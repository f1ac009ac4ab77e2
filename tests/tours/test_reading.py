"""A teacher's own tours: read as they are written, and refused in words."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich.tours import (
    TOURS,
    Tour,
    TourError,
    read_tour,
    read_tour_link,
    write_tour,
    write_tour_link,
)
from izhikevich.tours.tour import PointsAt

#: The example of the documentation.
EXAMPLE: dict[str, Any] = {
    "type": "izhikevich-tour",
    "title": "My tour",
    "text": "What it is about.",
    "steps": [
        {
            "title": "A few words",
            "text": "What is shown.\n\nA second paragraph.",
            "state": "#neuron?preset=RS&I=10",
            "points_at": {"kind": "panel", "name": "phase"},
            "task": {
                "text": "Make it fire at more than 20 Hz.",
                "goal": ["rate > 20", "I <= 40"],
                "hint": "More current.",
                "answer": {"I": 20},
            },
        },
        {"text": "The same again."},
    ],
}


def changed(path: list[Any], value: Any) -> str:
    """Return the example with something else in one place."""
    tour = json.loads(json.dumps(EXAMPLE))
    place = tour
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(tour)


def test_example() -> None:
    tour = read_tour(json.dumps(EXAMPLE))
    first, second = tour.steps
    assert first.state["values"] == {"I": 10.0}
    assert second.state == first.state
    assert first.task is not None
    assert first.task.goal == ("rate > 20", "I <= 40")
    assert first.points_at == PointsAt("panel", "phase")


@pytest.mark.parametrize("name", TOURS)
def test_round_trip(name: str) -> None:
    ours = TOURS[name]
    own = Tour("", ours.title, ours.text, ours.steps)
    read = read_tour(write_tour(own))
    assert read.normal == own.normal
    link = write_tour_link(own)
    assert len(link) < 2500
    assert read_tour_link(f"https://example.org/x/{link}&step=2").normal == own.normal
    assert write_tour_link(ours) == f"#tour={name}"
    assert read_tour_link(f"#tour={name}") is ours


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is not JSON"),
        ("[" * 5000, "it is not JSON"),
        ("[]", "it is not a tour"),
        ('{"type": "izhikevich-state"}', "it is not a tour"),
        (changed(["steps"], []), "1 to 30 steps"),
        (changed(["steps"], [{"text": "x"}] * 31), "1 to 30 steps"),
        (changed(["title"], 7), 'the tour needs a "title", a text, not 7'),
        (changed(["title"], "x" * 200), '"title" has 200 characters; 120 are allowed'),
        (changed(["version"], 2), "are known here, not of version 2"),
        (changed(["author"], "me"), "the tour has no 'author'"),
        (changed(["steps", 0, "text"], "A <b>bold</b> word"), "plain text, without HTML"),
        (changed(["steps", 0, "text"], "<script>alert(1)</script>"), "plain text, without HTML"),
        (changed(["steps", 0, "text"], "\x1b[31m"), "cannot be shown"),
        (changed(["steps", 0, "text"], " "), 'step 1 needs a "text"'),
        (changed(["steps", 1], "text"), "step 2 must be an object"),
        (changed(["steps", 0, "state"], "#neuron?preset=RSS"), "step 1: There is no preset"),
        (changed(["steps", 0, "state"], "#neuron?a=fast"), "step 1: a = 'fast' is not allowed"),
        (changed(["steps", 0, "state"], 5), "the state must be an object"),
        (changed(["steps", 0, "state"], {"values": {"a": [1]}}), "is not a value of 'a'"),
        (changed(["steps", 0, "points_at"], {"kind": "panel", "name": "x"}), "no panel called 'x'"),
        (
            changed(["steps", 0, "points_at"], {"kind": "eye", "name": "x"}),
            'a "parameter" or a "readout"',
        ),
        (changed(["steps", 0, "task", "goal"], []), 'needs a "goal"'),
        (changed(["steps", 0, "task", "goal"], ["alert(1)"]), "is not a condition"),
        (changed(["steps", 0, "task", "goal"], ["luck > 3"]), "no fact or number called 'luck'"),
        (changed(["steps", 0, "task", "goal"], ["method = 3"]), "no fact or number called"),
        (changed(["steps", 0, "task", "answer"], {"x": 3}), "no parameter called 'x'"),
        (changed(["steps", 0, "task", "answer"], {"a": "fast"}), "its answer: a = 'fast'"),
        (json.dumps(EXAMPLE) + " " * 100_000, "at most 100,000 characters"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(TourError) as error:
        read_tour(text)
    assert message in str(error.value)


@pytest.mark.parametrize("link", ["", "#tour=nothing", "#tour=z", "#tour=z!!!", "#tour=zAAAA"])
def test_refused_links(link: str) -> None:
    with pytest.raises(TourError):
        read_tour_link(link)


_PLACES = [
    [],
    ["title"],
    ["steps"],
    *(["steps", 0, *path] for path in (["text"], ["state"], ["points_at"], ["task"])),
    *(["steps", 0, "state", key] for key in ("view", "preset", "values", "panels", "version")),
    *(["steps", 0, "points_at", key] for key in ("kind", "name")),
    *(["steps", 0, "task", key] for key in ("text", "goal", "hint", "answer", "other")),
    *(["steps", 0, "state", "values", key] for key in ("a", "stimulus", "method", "I")),
    ["steps", 0, "task", "answer", "dt"],
]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(_PLACES), _JSON)
def test_junk_is_refused_in_words(path: list[Any], value: Any) -> None:
    """Whatever stands in a file, it is a tour that can be written again, or is refused in words."""
    tour = json.loads(json.dumps(EXAMPLE))
    tour["steps"][0]["state"] = {"view": "neuron", "preset": "RS", "values": {"I": 10}}
    place = tour
    for key in path[:-1]:
        place = place[key]
    if path:
        place[path[-1]] = value
    else:
        tour = value
    try:
        read = read_tour(json.dumps(tour))
    except TourError as error:
        said = str(error)
    else:
        assert read_tour(write_tour(read)).normal == read.normal
        return
    assert 10 < len(said) < 1000
    assert "Error" not in said


@settings(max_examples=200, deadline=None)
@given(st.text() | st.text().map(lambda text: f"#tour=z{text}"))
def test_junk_texts(text: str) -> None:
    for read in (read_tour, read_tour_link):
        with pytest.raises(TourError):
            read(text)
