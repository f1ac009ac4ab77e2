"""Links: every state has one, every text is one, and old ones open to the same spikes."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from izhikevich.errors import ParameterError
from izhikevich.links import read_comparison, read_link, write_link
from izhikevich.transport import pack
from izhikevich.views import preparation, registry
from izhikevich.views.state import VERSION, written

from tests import wire
from tests.golden import opened
from tests.link_states import VIEWS, junk, states, usual_panels

KEYS = {"state", "values", "figures", "cursor", "readouts", "summary", "notices", "whole"}
LONGEST = 200  # characters of a usual link
#: Links as each version wrote them, and what they must open to for ever (see tests/golden.py).
GOLDEN = [
    golden
    for file in sorted((Path(__file__).parent / "data" / "links").glob("*.json"))
    for golden in json.loads(file.read_text(encoding="utf-8"))
]
#: Links that compare two runs, and both.
COMPARISONS = json.loads(
    (Path(__file__).parent / "data" / "comparisons.json").read_text(encoding="utf-8")
)
#: Views whose runs need linear algebra, which may round otherwise on another machine.
ROUNDED = ("ensemble", "learning", "fit")


def texts(part: dict[str, Any]) -> list[str]:
    return [notice["text"] for notice in part["notices"]]


def small(link: str) -> dict[str, Any]:
    """Open a link."""
    return wire.at_once(read_link(link)[0])


class TestReading:
    def test_the_issue_s_example(self) -> None:
        state, page = read_link("#neuron?preset=tonic_bursting&I=12&panels=phase")
        assert state == {
            "version": 1,
            "view": "neuron",
            "preset": "tonic_bursting",
            "values": {"I": "12"},
            "panels": ["phase"],
        }
        assert page == {}

    @pytest.mark.parametrize(
        "link",
        [
            "neuron?preset=RS&I=2",
            "?preset=RS&I=2",
            "#?preset=RS&I=2",
            "preset=RS&I=2",
            "https://example.org/x/#neuron?preset=RS&I=2",
            "https://example.org/x/?from=mail#neuron?preset=RS&I=2",
            "file:///home/me/Izhikevich-Model.html#neuron?preset=RS&I=2",
            "#neuron?preset=RS&amp;I=2",
            "#neuron%3Fpreset%3DRS%26I%3D2",
            " #neuron?preset=RS&I=2\n",
            "#neuron?&preset=RS&&I=2&",
            "#neuron?preset=FS&preset=RS&I=2",
            "#neuron?%70reset=%52S&I=2",
        ],
    )
    def test_other_spellings(self, link: str) -> None:
        part = small(link)
        assert part["state"]["view"] == "neuron"
        assert part["state"]["preset"] == "RS"
        assert part["state"]["values"] == {"I": 2.0}
        assert texts(part) == []

    @pytest.mark.parametrize("link", ["", "#", "  ", "https://example.org/explorer/", "#neuron"])
    def test_a_link_that_says_nothing_opens_the_usual_state(self, link: str) -> None:
        part = small(link)
        assert part["state"] == wire.at_once({})["state"]
        assert texts(part) == []

    def test_what_belongs_to_the_page_is_kept_apart(self) -> None:
        state, page = read_link("#neuron?embed=1&I=2&theme=dark&controls=I,a&start=click")
        assert page == {"embed": "1", "theme": "dark", "controls": "I,a", "start": "click"}
        assert state["values"] == {"I": "2"}
        names = {parameter.name for view in VIEWS for parameter in view.parameters}
        assert not names & {*page, "preset", "panels", "v"}

    @pytest.mark.parametrize("text", ["%", "%zz", "%c3", "%ED%A0%80", "%C0%80", "a%é"])
    def test_what_is_not_encoded_well_stays_as_it_is(self, text: str) -> None:
        assert read_link(f"#neuron?stimulus={text}")[0]["values"] == {"stimulus": text}

    def test_texts_survive(self) -> None:
        text = "step(10,50)+sine(2,8) é&=#%?\N{DROMEDARY CAMEL}"
        state = {**wire.at_once({})["state"], "values": {"stimulus": text}}
        link = write_link(state)
        assert "step(10,50)+sine(2,8)" in link
        assert read_link(link)[0]["values"] == {"stimulus": text}


class TestWords:
    """What was wrong is said, and what is used instead."""

    @pytest.mark.proves("link-checked")
    @pytest.mark.parametrize(
        ("link", "view", "words"),
        [
            ("#neuron?preset=feedforward", "network", "a preset of Network, not of Neuron"),
            ("#network?preset=tonic_bursting", "neuron", "a preset of Neuron, not of Network"),
            ("#neuron?preset=digits", "learning", "a preset of Learning"),
            ("#nothing?preset=square", "ensemble", "no view called 'nothing'"),
            ("#neuron?preset=tonic_burstin", "neuron", "Did you mean tonic_bursting?"),
            ("#neuron?panels=", "neuron", "showing the default ones (Voltage"),
            ("#neuron?panels=phases", "neuron", "Did you mean phase? Showing the default panels"),
            ("#neuron?panels=phase,x", "neuron", "It is left out"),
            ("#neuron?v=2&I=2", "neuron", "a newer version"),
            ("#neuron?v=0", "neuron", "no states of version 0"),
            ("#neuron?v=two", "neuron", "no states of version 'two'"),
        ],
    )
    def test_notices(self, link: str, view: str, words: str) -> None:
        state, _ = read_link(link)
        found, request = registry.request_of(state)
        (notice,) = request.notices
        assert found.name == view
        assert words in notice.text
        assert written(found, request)["version"] == VERSION

    @pytest.mark.parametrize("link", ["#?preset=feedforward", "preset=feedforward"])
    def test_a_preset_names_its_view(self, link: str) -> None:
        view, request = registry.request_of(read_link(link)[0])
        assert view.name == "network"
        assert request.notices == ()

    def test_a_preset_that_two_views_have_is_that_of_the_view_named(self) -> None:
        for name in ("neuron", "ensemble"):
            view, request = registry.request_of(read_link(f"#{name}?preset=integrator")[0])
            assert view.name == name
            assert request.notices == ()

    def test_what_is_known_of_a_newer_version_is_shown(self) -> None:
        part = small("#neuron?v=2&I=2&tint=red")
        assert part["state"]["values"] == {"I": 2.0}
        assert len(texts(part)) == 2

    @pytest.mark.parametrize("version", [None, True, 1.5, "1", [1], -1, 10**30])
    def test_other_versions(self, version: object) -> None:
        part = wire.at_once({"version": version})
        assert len(texts(part)) == 1
        assert part["state"]["version"] == VERSION


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(states())
def test_a_link_holds_the_whole_state(state: dict[str, Any]) -> None:
    link = write_link(state)
    view, request = registry.request_of(read_link(link)[0])
    assert request.notices == ()
    assert written(view, request) == state
    for around in ("https://example.org/a/?b=c", "file:///x.html"):
        assert read_link(around + link) == read_link(link)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)
@given(states().filter(lambda state: state["view"] == "neuron"), st.integers(0, 3))
def test_what_is_shown_has_a_link_that_shows_the_same(state: dict[str, Any], keep: int) -> None:
    quick = [name for name in state["panels"][:keep] if name in ("trace", "phase")] or ["trace"]
    shown = wire.at_once({**state, "panels": quick})
    again = wire.at_once(read_link(write_link(shown["state"]))[0])
    assert again["state"] == shown["state"]
    assert again["values"] == shown["values"]
    assert again["summary"] == shown["summary"]


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(junk)
def test_any_text_is_answered_in_full(text: str) -> None:
    state, page = read_link(text)
    assert all(isinstance(value, str) for value in (*state["values"].values(), *page.values()))
    view, request = registry.request_of(state)
    told = [notice.text for notice in request.notices]
    assert all(len(each) < 400 for each in told)
    known = {parameter.name for parameter in view.parameters}
    if state.get("view", view.name) == view.name:
        assert len(told) >= len(state["values"].keys() - known)
    else:
        assert told
    if view.name == "neuron":
        part = wire.at_once({**state, "panels": ["trace"]})
        assert part.keys() >= KEYS
        pack(part)


def normal(state: Any) -> dict[str, Any]:
    """Return a state as read, for those who check it."""
    return dict(written(*registry.request_of(state)))


class TestComparison:
    """A link holds both states: the one shown, and the one behind it."""

    @pytest.mark.parametrize("golden", COMPARISONS, ids=lambda golden: str(golden["link"]))
    def test_golden(self, golden: dict[str, Any]) -> None:
        shown, page = read_link(golden["link"])
        compared = read_comparison(golden["link"])
        assert compared is not None
        assert shown.get("preset", "tonic_spiking") == golden["preset"]
        assert shown["values"] == {k: str(v) for k, v in golden["shown"].items()}
        assert compared.get("preset", golden["preset"]) == golden["compared_preset"]
        # What A names as it is in its preset is no difference from it.
        view = registry.view_of(compared)
        start = view.preset(golden["compared_preset"])
        assert start is not None
        values = {k: v for k, v in compared["values"].items() if str(start.values[k]) != f"{v}.0"}
        assert values == {k: str(v) for k, v in golden["compared"].items()}
        rest = {key: text for key, text in page.items() if key != "compare"}
        assert write_link(shown, rest, compared) == golden["link"]

    @settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
    @given(states(), states())
    def test_both_are_held(self, shown: dict[str, Any], other: dict[str, Any]) -> None:
        others = [other] if other["view"] == shown["view"] else []
        for compared in (shown, {**shown, "values": {}}, *others):
            link = write_link(shown, {"theme": "dark"}, compared)
            assert normal(read_link(link)[0]) == shown
            found = read_comparison(link)
            assert found is not None
            assert normal(found) == {**compared, "panels": shown["panels"]}
            assert write_link(read_link(link)[0], read_link(link)[1]) == link

    def test_it_names_what_differs(self) -> None:
        tables = {"populations": "name=A,size=9;name=B,size=5", "projections": "pre=A,post=B"}
        shown = {"view": "network", "preset": "custom", "values": {**tables, "duration": 300.0}}
        compared = {**shown, "values": {**tables, "duration": 200.0}}
        assert write_link(shown, None, compared) == f"{write_link(shown)}&compare=duration=200"

    @settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
    @given(junk)
    def test_any_text_is_read(self, text: str) -> None:
        found = read_comparison(write_link({}, {"compare": text.replace("\ud800", "")}))
        assert found is not None
        _, request = registry.request_of(found)
        assert all(len(notice.text) < 400 for notice in request.notices)

    def test_none(self) -> None:
        assert read_comparison("#neuron?preset=RS") is None

    @pytest.mark.parametrize(
        "other", [{"view": "network"}, {"preset": "nothing"}, "#neuron", {"values": {"a": [1]}}]
    )
    def test_no_state_of_the_view(self, other: Any) -> None:
        with pytest.raises(ParameterError):
            write_link({"view": "neuron"}, None, other)


@pytest.mark.parametrize("golden", GOLDEN, ids=[golden["link"] for golden in GOLDEN])
def test_links_open_for_ever_to_the_same_spikes(golden: dict[str, Any]) -> None:
    found = {"link": golden["link"], **opened(golden["link"])}
    if golden["view"] in ROUNDED:
        assert found["spikes"] == pytest.approx(golden["spikes"], rel=0.02)
        found |= {key: golden[key] for key in ("spikes", "first", "digest")}
    assert found == golden


def test_every_version_has_golden_links() -> None:
    names = {int(file.stem) for file in (Path(__file__).parent / "data" / "links").glob("*.json")}
    assert names == set(range(1, VERSION + 1))
    assert {golden["view"] for golden in GOLDEN} == set(registry.VIEWS)


def test_usual_links_are_short() -> None:
    for view in VIEWS:
        for preset in view.presets:
            changed = [p for p in view.parameters if p.name in preset.values and p.kind == "number"]
            state = {
                "view": view.name,
                "preset": preset.name,
                "values": {parameter.name: -12.125 for parameter in changed[:4]},
                "panels": [*usual_panels(view), view.panels[-1].name],
            }
            assert len(write_link(state)) <= LONGEST


def test_the_accurate_scheme_keeps_its_spikes() -> None:
    """Its first version, without error control, was up to 1e-4 ms late in the link of this run."""
    first_version = [
        21.0471987, 41.6924069, 68.3239438, 96.6733145, 125.1259365, 153.5813572, 182.0368405,
        210.4923251, 238.9478151, 267.4033044, 295.8587994, 324.3142901, 352.7697828, 381.2252608,
        409.6807502, 438.1362415, 466.5917362, 495.0472233,
    ]  # fmt: skip
    _, _, run = preparation.read(read_link("#neuron?preset=RS_2007&I=100&method=accurate")[0])
    assert run.trace.spike_times.tolist() == pytest.approx(first_version, abs=1e-3)
