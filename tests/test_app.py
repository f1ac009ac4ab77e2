"""What the page asks Python: the schema, and a complete answer to whatever state."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import app
from izhikevich.errors import ParameterError
from izhikevich.plots.spec import TIME, VOLTAGE, Axis, Curve, Pane, Plot
from izhikevich.plots.style import Role
from izhikevich.progress import Progress, Stopped
from izhikevich.transport import UNSET, pack
from izhikevich.views import registry
from izhikevich.views.base import View
from izhikevich.views.neuron.view import NeuronView
from izhikevich.views.part import Part
from izhikevich.views.schema import (
    Choice,
    Continue,
    Group,
    Number,
    Option,
    Panel,
    Parameter,
    Preset,
    PresetGroup,
    Values,
)
from izhikevich.views.table import NumberColumn, Table

from tests import wire

KEYS = {
    *("state", "values", "figures", "cursor", "readouts", "summary", "facts", "spikes"),
    *("notices", "whole", "words", "equations", "default", "modified"),
}
NEURON = registry.views()[0]
PRESETS = [preset.name for preset in NEURON.presets]
PARAMETERS = [parameter.name for parameter in NEURON.parameters]
PANELS = [panel.name for panel in NEURON.panels]


def answer(**state: Any) -> wire.Message:
    """Return the quick answer."""
    return wire.at_once(state)


def notices(part: wire.Message, level: str = "error") -> list[dict[str, Any]]:
    return [notice for notice in part["notices"] if notice["level"] == level]


def check_complete(part: wire.Message) -> None:
    assert part.keys() - {"coarse"} == KEYS
    assert part["state"].keys() == {"version", "view", "preset", "values", "panels"}
    preset = NEURON.preset(part["state"]["preset"])
    assert preset is not None
    values, _ = NEURON.settled(preset, part["state"]["values"])
    assert part["values"] == NEURON.shown(preset, values)
    assert part["state"]["values"] == NEURON.differing(preset, values)
    assert all(value != preset.values.get(name) for name, value in part["state"]["values"].items())
    assert part["summary"].endswith(".")
    assert part["readouts"]
    assert all(panel in part["state"]["panels"] for panel in part["figures"])
    for notice in part["notices"]:
        assert notice.keys() == {"level", "text", "parameter", "actions", "badge"}
        assert notice["level"] in ("info", "warning", "error")
        assert notice["parameter"] in (None, *PARAMETERS)
    pack(part)


def test_schema_is_strict_json() -> None:
    schema = wire.schema()
    assert json.loads(json.dumps(schema, allow_nan=False)) == schema
    assert schema["version"] == 1


def test_schema_is_consistent() -> None:
    for view in wire.schema()["views"]:
        names = {
            kind: [item["name"] for item in view[kind]]
            for kind in view
            if isinstance(view[kind], list)
        }
        for each in names.values():
            assert len(each) == len(set(each))
        assert view["default_preset"] in names["presets"]
        assert {p["group"] for p in view["parameters"]} <= set(names["groups"])
        assert {p["group"] for p in view["presets"]} <= set(names["preset_groups"])
        used = [name for preset in view["presets"] for name in preset["values"]]
        derived = {p["name"] for p in view["parameters"] if p["derived"]}
        assert set(names["parameters"]) - derived <= set(used) <= set(names["parameters"])
        for preset in view["presets"]:
            assert set(preset["sliders"]) | set(preset["units"]) <= set(names["parameters"])
        for panel in view["panels"]:
            picked = dict(panel["pick"] or {})
            collect = picked.pop("collect", None)
            assert set(picked.values()) <= {*names["parameters"], None}
            if collect:
                assert collect["parameter"] in names["parameters"]
                assert collect["panel"] in names["panels"]
        if view["continues"]:
            assert view["continues"]["parameter"] in names["parameters"]


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_answered(preset: str) -> None:
    part = answer(preset=preset)
    check_complete(part)
    assert part["state"] == {
        "version": 1,
        "view": "neuron",
        "preset": preset,
        "values": {},
        "panels": ["trace", "phase"],
    }
    assert set(part["figures"]) == {"trace", "phase"}
    assert part["cursor"] is not None
    assert part["notices"] == []


def test_the_empty_state_is_the_default() -> None:
    part = answer()
    assert part["state"]["preset"] == NEURON.default_preset
    check_complete(part)


def test_answers_are_deterministic() -> None:
    state = {"preset": "resonator", "values": {"stimulus": "white(3)+ou(1,2,5)"}}
    assert [pack(part) for part in wire.respond(state) if isinstance(part, dict)] == [
        pack(part) for part in wire.respond(state) if isinstance(part, dict)
    ]


def test_texts_of_links_are_read() -> None:
    values = {"a": "0.1", "d": " 2e0 ", "method": "accurate", "stimulus": " step(10,20) "}
    part = answer(values=values)
    assert part["notices"] == []
    assert part["state"]["values"] == {
        "a": 0.1,
        "d": 2.0,
        "method": "accurate",
        "stimulus": "step(10,20)",
    }


def test_the_state_is_normalised() -> None:
    part = answer(values={"a": "0.02", "c": -65}, panels=["phase", "trace", "phase"])
    assert part["state"]["values"] == {}
    assert part["state"]["panels"] == ["trace", "phase"]
    assert answer(**part["state"])["state"] == part["state"]


def test_an_answer_to_the_normalised_state_is_the_same() -> None:
    first = answer(preset="integrator", values={"I": "1", "duration": 300, "c": "x"})
    again = answer(**json.loads(json.dumps(first["state"])))
    for key in ("values", "summary", "readouts", "state"):
        assert again[key] == first[key]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"view": "nothing"}, "nothing"),
        ({"view": ["neuron"]}, "neuron"),
        ({"preset": "tonic_spikin"}, "tonic_spiking"),
        ({"preset": None}, "None"),
        ({"preset": ["A"]}, "A"),
        ({"values": {"stimulu": "3"}}, "stimulus"),
        ({"panels": ["phases"]}, "phase"),
        ({"panels": [["phase"]]}, "phase"),
        ({"panels": {}}, "{}"),
        ({"values": "I=3"}, "I=3"),
        ({"view": "x" * 9000}, "xxx..."),
    ],
)
def test_unknown_names(state: dict[str, Any], words: str) -> None:
    part = answer(**state)
    check_complete(part)
    (notice,) = notices(part)
    assert words in notice["text"]
    assert part["state"] == answer()["state"]
    assert len(notice["text"]) < 160


@pytest.mark.parametrize("state", [None, [], ["neuron"], "neuron", 3, True, "x" * 9000])
def test_a_state_of_the_wrong_type(state: Any) -> None:
    part = wire.at_once(state)
    check_complete(part)
    (notice,) = notices(part)
    assert "is not the state of a view" in notice["text"]
    assert len(notice["text"]) < 160
    assert part["state"] == answer()["state"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("a", "11"),
        ("a", "nan"),
        ("b", "inf"),
        ("c", True),
        ("c", 30.0),
        ("c", "40"),
        ("d", None),
        ("k2", 0),
        ("C", -1),
        ("dt", 0),
        ("duration", "1e9"),
        ("method", "Euler"),
        ("stimulus", "step(1"),
        ("stimulus", "step(1,2,3,4)"),
        ("stimulus", "nan"),
        ("stimulus", ""),
        ("stimulus", "piecewise(0,5<t:1,6<t:2"),
        ("stimulus", "train(10,20,5,1,5)"),
        ("stimulus", False),
        ("v0", {}),
        ("u0", [1.0]),
    ],
)
def test_refused_values(name: str, value: object) -> None:
    part = answer(values={name: value, "I": 1.0})
    check_complete(part)
    (notice,) = notices(part)
    assert notice["parameter"] == name
    assert "instead" in notice["text"]
    assert part["values"] == answer(values={"I": 1.0})["values"]


def test_values_refused_together() -> None:
    part = answer(values={"v_peak": -70.0})
    check_complete(part)
    (notice,) = notices(part)
    assert notice["parameter"] == "v_peak"
    assert part["values"]["v_peak"] == 30.0


def test_only_what_does_not_go_together_is_given_up() -> None:
    part = answer(values={"v_peak": -70.0, "I": 1.0, "d": 2.0})
    assert part["state"]["values"] == {"I": 1.0, "d": 2.0}


def test_too_many_samples() -> None:
    part = answer(values={"duration": 1e5, "dt": 1e-3})
    check_complete(part)
    (notice,) = notices(part)
    assert notice["parameter"] == "dt"
    assert part["state"]["values"] == {"duration": 1e5}


def test_a_run_that_cannot_be_completed() -> None:
    state = {
        "preset": "inhibition_induced_bursting",
        "values": {"method": "accurate"},
        "panels": ["trace", "phase", "recovery"],
    }
    part = answer(**state)
    check_complete(part)
    (notice,) = notices(part)
    assert notice["parameter"] == "method"
    assert part["cursor"] is None
    assert part["figures"]["phase"]["data"]
    for name in ("trace", "recovery"):
        assert not part["figures"][name]["data"]
        assert part["figures"][name]["layout"]["annotations"]
    assert len(list(wire.respond(state))) == 4  # the words and the explanation are the last


def test_recovery_comes_at_once_when_it_is_open() -> None:
    part = answer(panels=["recovery"])
    assert set(part["figures"]) == {"recovery"}
    assert {mark["panel"] for mark in part["cursor"]["marks"]} >= {"recovery"}


@pytest.mark.parametrize(
    ("name", "preset"), [("frequency", "resonator"), ("bifurcation", "tonic_spiking")]
)
def test_sweeps_come_with_progress(name: str, preset: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"izhikevich.views.neuron.panels.{name}._CURRENTS", 8)
    parts = list(wire.respond({"preset": preset, "panels": ["trace", name]}))
    quick = answer(preset=preset, panels=["trace", name])
    check_complete(quick)
    assert set(quick["figures"]) == {"trace"}
    fractions = [part.fraction for part in parts if isinstance(part, Progress)]
    assert fractions
    assert fractions == sorted(fractions)
    assert 0 <= fractions[0] <= fractions[-1] <= 1
    (sweep,) = [p for p in parts if isinstance(p, dict) and name in p.get("figures", ())]
    assert sweep is parts[-1]
    assert sweep.keys() == {"figures", "whole", "words"}
    assert sweep["figures"][name]["data"]


def test_sweeps_are_not_computed_unasked() -> None:
    assert not any(isinstance(part, Progress) for part in wire.respond({}))


def test_the_default_answer_is_that_of_the_default_state() -> None:
    state, header, buffer = app.default_answer()
    assert state == answer()["state"]
    assert (header, buffer) == pack(answer())


junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(),
    st.text(max_size=12),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=1),
)
extreme = st.sampled_from(
    [-1e6, -1000.0, -1.0, -1e-9, 0.0, 1e-300, 1e-3, 0.5, 1.0, 30.0, 1000.0, 1e5, 1e6, 1e7]
)
stimuli = st.sampled_from(
    ["0", "-1e6", "step(1e6,3)", "ramp(100)", "white(1000)", "ou(0,5,0.01)", "zap(5,0,500,0,50)"]
)
texts = st.floats(allow_nan=True).map(repr) | st.floats(-100, 100).map(str)
# Short runs: only how they are read and that they are answered is in question.
short = {"duration": st.floats(1.0, 60.0), "dt": st.floats(0.05, 3.0)}
some_values = st.fixed_dictionaries(
    short,
    optional={name: junk | extreme | texts | stimuli for name in PARAMETERS if name not in short},
)
states = st.fixed_dictionaries(
    {"values": some_values | junk},
    optional={
        "version": junk,
        "view": st.just("neuron") | junk,
        "preset": st.sampled_from(PRESETS) | junk,
        "panels": st.lists(st.sampled_from(["trace", "phase", "recovery"]) | junk) | junk,
        "something": junk,
    },
)


@settings(max_examples=60, deadline=None)
@given(states)
@pytest.mark.filterwarnings("error")
def test_any_state_is_answered(state: dict[str, Any]) -> None:
    quick = wire.at_once(state)
    check_complete(quick)
    assert not notices(answer(**quick["state"])) or quick["cursor"] is None
    parts = list(wire.respond(state))
    assert [part.get("whole") for part in parts if isinstance(part, dict)][:2] == [False, True]
    for part in parts:
        if isinstance(part, dict):
            pack(part)


class PulseView(View[Values]):
    """A view as a contributor would write it: Python only."""

    name = "pulse"
    title = "Pulse"
    intro = "One pulse."
    groups = (Group("all", "All", "All there is."),)
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Number(
            name="height",
            label="height",
            group="all",
            help="Of the pulse.",
            symbol="h",
            unit="mV",
            slider=(0.0, 10.0, 1.0),
            low=-10.0,
            high=10.0,
        ),
        Choice(
            name="fill",
            label="fill",
            group="all",
            help="What is below it.",
            options=(Option("none", "nothing"), Option("full", "all")),
        ),
    )
    preset_groups = (PresetGroup("shapes", "Shapes"),)
    default_preset = "usual"
    panels = (
        Panel(name="shape", title="Shape", help="The pulse.", place="main", default=True),
        Panel(name="more", title="More", help="More of it.", place="extra", on_demand=True),
    )

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        values: Values = {"height": 3.0, "fill": "none"}
        default = Preset(
            name="usual", title="Usual", mark="U", group="shapes", text="", values=values
        )
        return (default,)

    def prepare(self, preset: Preset, values: Values) -> Any:
        if values["fill"] == "full" and values["height"] == 0:
            raise ParameterError("height", 0.0, "must not be 0 if full")
        return values

    def compute(self, prepared: Any, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        y = np.array([0.0, prepared["height"], 0.0])
        line = Curve(name="pulse", role=Role.VOLTAGE, x=np.arange(3.0), y=y)
        plot = Plot(panes=[Pane(x=Axis(TIME), y=Axis(VOLTAGE), series=[line])])
        yield Part(
            plots={"shape": plot},
            cursor=None,
            readouts=(),
            summary=f"A pulse of {prepared['height']:g} mV.",
        )
        if "more" in panels:
            yield Progress(0.5, "More")
            yield Part(plots={"more": plot})


def test_a_new_view_needs_only_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "VIEWS", {**registry.VIEWS, "pulse": PulseView})
    schema = wire.schema()["views"][-1]
    assert [p["kind"] for p in schema["parameters"]] == ["number", "choice"]
    assert schema["presets"][0]["thumbnail"] is None
    json.dumps(schema, allow_nan=False)
    values = {"height": "5", "fill": "full"}
    parts = list(wire.respond({"view": "pulse", "values": values, "panels": ["shape", "more"]}))
    first = parts[0]
    assert isinstance(first, dict)
    assert first.keys() == KEYS - {"facts", "spikes", "words", "equations"}
    assert first["values"] == {"height": 5.0, "fill": "full"}
    assert first["summary"] == "A pulse of 5 mV."
    assert isinstance(parts[1], dict)
    assert parts[1].keys() == {"figures", "whole", "words"}
    assert isinstance(parts[2], Progress)


def test_a_new_view_refuses_with_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "VIEWS", {**registry.VIEWS, "pulse": PulseView})
    part = answer(view="pulse", values={"height": 0, "fill": "full"})
    (notice,) = notices(part)
    assert notice["parameter"] == "height"
    assert part["values"] == {"height": 3.0, "fill": "full"}


class LongView(PulseView):
    """A long run, which gives what it has when it is stopped, and a table."""

    name = "long"
    continues = Continue("height", 1.0, "Go on")
    table = Table(
        name="parts",
        label="Parts",
        group="all",
        help="Its parts.",
        columns=(NumberColumn(name="size", label="size", help="How many.", default=1.0, low=1.0),),
    )
    parameters = (*PulseView.parameters, table)

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        parts = ";".join(["size=2"] * 20)
        return tuple(replace(p, values={**p.values, "parts": parts}) for p in super().presets)

    def compute(self, prepared: Any, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        reached = 0
        try:
            for reached in range(100):
                yield Progress(reached / 100, "Running")
        except Stopped:
            if prepared["fill"] == "full":
                raise
        yield Part(cursor=None, readouts=(), summary=f"Until {reached}.")


@pytest.fixture
def _long_view(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "VIEWS", {"long": LongView})


@pytest.mark.usefixtures("_long_view")
def test_what_is_stopped_gives_what_it_has() -> None:
    parts = wire.respond({})
    assert isinstance(next(parts), Progress)
    next(parts)
    given_up = parts.throw(Stopped())
    assert isinstance(given_up, dict)
    assert given_up["summary"] == "Until 1."
    assert given_up.keys() >= {"state", "values", "whole"}
    assert not list(parts)


@pytest.mark.usefixtures("_long_view")
def test_what_does_not_mind_being_stopped_ends() -> None:
    parts = wire.respond({"values": {"fill": "full"}})
    next(parts)
    with pytest.raises(Stopped):
        parts.throw(Stopped())
    assert not list(parts)


@pytest.mark.usefixtures("_long_view")
def test_a_view_may_go_on_and_have_tables() -> None:
    (view,) = wire.schema()["views"]
    assert view["continues"] == {
        "parameter": "height",
        "by": 1.0,
        "label": "Go on",
        "live": "Live",
        "pace": 0.0,
        "changes": None,
        "sets": {},
        "ended": "",
        "scrolls": "",
        "window": "",
    }
    assert view["parameters"][-1]["kind"] == "table"
    part = answer(values={"parts": " size=3;size=1 "})
    assert part["state"]["values"] == {"parts": "size=3;size=1"}
    part = answer(values={"parts": "size=3;size=0"})
    (notice,) = notices(part)
    assert notice["parameter"] == "parts"
    assert "row 2, size" in notice["text"]
    assert notice["text"].endswith("The preset's table is shown instead.")
    assert (notice["row"], notice["column"]) == (2, "size")
    assert len(notice["text"]) < 160
    assert part["state"]["values"] == {}


class LouderView(NeuronView):
    """The Neuron view with one more parameter."""

    parameters = (
        *NeuronView.parameters,
        Choice(
            name="voice",
            label="voice",
            group="run",
            help="How the summary speaks.",
            options=(Option("low", "low"), Option("loud", "loud")),
        ),
    )

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        return tuple(replace(p, values={**p.values, "voice": "low"}) for p in super().presets)

    def prepare(self, preset: Preset, values: Values) -> Any:
        return super().prepare(preset, values), values["voice"]

    def compute(self, prepared: Any, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        run, voice = prepared
        for part in super().compute(run, panels):
            if voice == "loud" and isinstance(part, Part) and part.summary is not UNSET:
                part = replace(part, summary=part.summary.upper())
            yield part


def test_a_new_parameter_needs_only_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "VIEWS", {LouderView.name: LouderView})
    assert wire.schema()["views"][0]["parameters"][-1]["name"] == "voice"
    part = answer(values={"voice": "loud"})
    assert part["state"]["values"] == {"voice": "loud"}
    assert part["summary"].isupper()
