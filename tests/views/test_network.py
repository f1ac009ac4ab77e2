from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich import engine, networks
from izhikevich.app.protocol import Answer
from izhikevich.app.respond import respond
from izhikevich.export import export
from izhikevich.network.simulation import backend
from izhikevich.progress import Progress, Stopped, finish
from izhikevich.transport import UNSET, pack, unpack
from izhikevich.views import registry
from izhikevich.views.network.facts import facts
from izhikevich.views.network.onsets import onset_times
from izhikevich.views.network.readouts import readouts, summary
from izhikevich.views.network.session import Session
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.network.traced import read_traced
from izhikevich.views.network.view import NetworkView, _artefacts
from izhikevich.views.opening import state_of
from izhikevich.views.part import Part

from tests import wire

VIEW = registry.VIEWS["network"]()
NAMES = [preset.name for preset in VIEW.presets]
CUSTOM = next(preset for preset in VIEW.presets if preset.name == "custom")
EXTRAS = ["intervals", "spectrum", "weights", "graph", "matrix"]


def answer(**state: Any) -> wire.Message:
    return wire.at_once({"view": "network", **state})


@pytest.mark.engine
@pytest.mark.parametrize("name", NAMES)
def test_every_network_is_answered(name: str) -> None:
    part = answer(preset=name, values={"duration": 300}, panels=["raster", "phase", "cell"])
    assert not part["notices"]
    assert set(part["figures"]) == {"raster", "phase", "cell"}
    preset = VIEW.preset(name)
    assert preset is not None
    assert part["values"].keys() == part["state"]["values"].keys() | preset.values.keys()
    for figure in part["figures"].values():
        go.Figure({key: figure[key] for key in ("data", "layout")})
    labels = [readout["label"] for readout in part["readouts"]]
    assert {"Size", "Selected neuron"} <= set(labels)
    assert part["summary"].endswith(".")


READY_MADE = [name for name in NAMES if hasattr(networks, name) and name != "custom"]


@pytest.mark.parametrize("name", READY_MADE)
def test_the_raster_is_that_of_the_package(name: str) -> None:
    own = {} if name == "polychronous_trained" else {"seed": 4}
    raster = answer(preset=name, values={"duration": 250, **own})["figures"]["raster"]["raster"]
    recording = getattr(networks, name)(**own).run(250.0)
    np.testing.assert_array_equal(raster["times"], recording.times)
    np.testing.assert_array_equal(raster["indices"], recording.indices)
    assert raster["indices"].dtype == np.int32
    assert raster["groups"].dtype == np.uint8
    assert raster["groups"].max(initial=0) < len(raster["names"]) == len(raster["colours"])


def test_a_small_layer_has_room_and_the_neuron_looked_at_is_marked() -> None:
    values = {"layers": "1000,10", "excitatory_fraction": 1, "duration": 50, "neuron": 1003}
    figure = answer(preset="feedforward", values=values)["figures"]["raster"]
    large, small = figure["raster"]["bands"]
    assert (large["first"], large["size"], small["first"], small["size"]) == (0, 1000, 1000, 10)
    assert small["height"] > 0.08 * 1010
    notes = {note["text"]: note["y"] for note in figure["layout"]["annotations"]}
    assert {"— layer 1 excitatory (1,000)", "– – layer 2 excitatory (10)"} <= set(notes)
    assert notes["\u25c2"] == pytest.approx(small["top"] + 0.35 * small["height"])


@pytest.mark.parametrize("panel", EXTRAS)
@pytest.mark.parametrize("name", ["feedforward", "polychronous_2006"])
def test_panels_on_demand(panel: str, name: str) -> None:
    state = {"view": "network", "preset": name, "values": {"duration": 300}, "panels": [panel]}
    parts = [part for part in wire.respond(state) if isinstance(part, dict)]
    figures = {key: figure for part in parts for key, figure in part.get("figures", {}).items()}
    assert set(figures) == {panel}
    go.Figure(figures[panel])
    for part in parts:
        unpack(*pack(part))


def test_a_longer_run_goes_on_where_the_shorter_ended() -> None:
    def spikes(view: NetworkView, duration: float) -> Any:
        preset = view.preset("cortical_2003")
        assert preset is not None
        prepared = view.prepare(preset, {**preset.values, "duration": duration, "window": 500.0})
        parts = list(view.compute(prepared, ("raster",)))
        progress = [part for part in parts if isinstance(part, Progress)]
        plots = [part.plots for part in parts if isinstance(part, Part) and part.plots]
        return wire.figure(plots[0]["raster"]), progress

    view = NetworkView()
    first, _ = spikes(view, 200.0)
    longer, told = spikes(view, 300.0)
    whole, all_told = spikes(NetworkView(), 300.0)
    np.testing.assert_array_equal(longer["raster"]["times"], whole["raster"]["times"])
    np.testing.assert_array_equal(longer["raster"]["indices"], whole["raster"]["indices"])
    assert first["raster"]["times"].size < whole["raster"]["times"].size
    assert told[0].fraction > 200 / 300 > all_told[0].fraction
    assert "of 300 ms" in told[0].text
    shorter, _ = spikes(view, 150.0)
    np.testing.assert_array_equal(
        shorter["raster"]["times"], whole["raster"]["times"][whole["raster"]["times"] < 150.0]
    )


@pytest.mark.engine
def test_a_run_that_is_stopped_keeps_what_was_computed() -> None:
    view = NetworkView()
    preset = view.preset("feedforward")
    assert preset is not None
    prepared = view.prepare(preset, {**preset.values, "duration": 10_000.0, "seed": 77.0})
    parts = view.compute(prepared, ("raster",))
    for _ in range(5):
        progress = next(parts)
        assert isinstance(progress, Progress)
    assert isinstance(progress, Progress)
    reached = round(progress.fraction * 10_000.0)
    assert 100 <= reached < 10_000
    stopped = [parts.throw(Stopped()), *parts]  # type: ignore[attr-defined]
    shown = [part for part in stopped if isinstance(part, Part)]
    plots = [part.plots["raster"] for part in shown if part.plots]
    assert plots[0].panes[0].x.range == (max(0.0, reached - 1000.0), reached)
    found = [part.notices for part in shown if part.notices is not UNSET]
    texts = [notice.text for notices in found for notice in notices]
    assert texts == [f"Stopped at {reached / 1000:.1f} of 10.0 s."]


def test_a_network_that_is_stopped_while_it_is_built_leaves_nothing_of_the_one_before() -> None:
    panels = ["raster", "phase", "cell"]
    parts = respond({"view": "network", "preset": "cortical_10k", "panels": panels})
    assert isinstance(next(parts), Progress)
    part = parts.throw(Stopped())
    assert isinstance(part, Answer)
    said = "Stopped before anything was computed."
    assert part.notices is not UNSET
    assert [notice.text for notice in part.notices] == [said]
    assert list(part.figures) == panels
    for figure in part.figures.values():
        assert not figure.data
        assert [one["text"] for one in figure.layout["annotations"]] == [said]
    assert (part.whole, part.summary, part.readouts, part.about) == (True, "", (), ())
    assert next(parts, None) is None


def test_the_state_is_that_of_what_is_shown_when_a_run_is_stopped() -> None:
    values = {"duration": 50_000, "seed": 78}
    parts = wire.respond({"view": "network", "preset": "ring", "values": values})
    for _ in range(4):
        progress = next(parts)
        assert isinstance(progress, Progress)
    assert isinstance(progress, Progress)
    reached = round(progress.fraction * 50_000.0)
    first = parts.throw(Stopped())
    assert isinstance(first, dict)
    assert first["values"]["duration"] == reached
    assert first["state"]["values"] == {"duration": reached, "seed": 78.0}
    again = wire.at_once(first["state"])["figures"]["raster"]["raster"]
    np.testing.assert_array_equal(again["times"], first["figures"]["raster"]["raster"]["times"])


def test_a_run_that_is_overtaken_loses_nothing() -> None:
    values = {"duration": 3000, "seed": 79}
    state = {"view": "network", "preset": "ring", "values": values}
    parts = wire.respond(state)
    for _ in range(4):
        assert isinstance(next(parts), Progress)
    parts.close()
    raster = wire.at_once(state)["figures"]["raster"]["raster"]
    whole = networks.ring(seed=79).run(3000.0)
    shown = whole.times >= 2000.0
    np.testing.assert_array_equal(raster["times"], whole.times[shown])
    np.testing.assert_array_equal(raster["indices"], whole.indices[shown])


def test_a_run_may_be_overtaken_before_it_is_told_to_end() -> None:
    state = {"view": "network", "preset": "ring", "values": {"duration": 3000, "seed": 80}}
    older, newer = wire.respond(state), wire.respond(state)
    for _ in range(4):
        assert isinstance(next(older), Progress)
    parts = [part for part in newer if not isinstance(part, Progress)]
    older.close()
    whole = networks.ring(seed=80).run(3000.0)
    shown = whole.times >= 2000.0
    for part in (parts[0], wire.at_once(state)):
        raster = part["figures"]["raster"]["raster"]
        np.testing.assert_array_equal(raster["times"], whole.times[shown])


def test_only_the_last_stretch_is_shown() -> None:
    values = {"duration": 600, "window": 200}
    part = answer(preset="ring", values=values, panels=["raster", "cell"])
    raster = part["figures"]["raster"]
    assert raster["layout"]["xaxis"]["range"] == [400.0, 600.0]
    assert raster["raster"]["times"].min(initial=400.0) >= 400.0
    assert part["figures"]["cell"]["layout"]["xaxis"]["range"] == [400.0, 600.0]


def test_the_neuron_looked_at() -> None:
    values = {"neuron": 900, "duration": 200}
    part = answer(preset="cortical_2003", values=values, panels=["raster", "cell"])
    (value,) = [r["value"] for r in part["readouts"] if r["label"] == "Selected neuron"]
    assert value == "900: inhibitory"
    voltage = part["figures"]["cell"]["data"][0]
    raster = part["figures"]["raster"]["raster"]
    spikes = raster["times"][raster["indices"] == 900]
    peaks = np.asarray(voltage["x"])[np.asarray(voltage["y"]) >= 29.9]
    np.testing.assert_array_equal(np.unique(peaks), spikes)
    beyond = answer(preset="ring", values={"neuron": 5000, "duration": 20})
    (value,) = [r["value"] for r in beyond["readouts"] if r["label"] == "Selected neuron"]
    assert value == "399: ring"


@pytest.mark.parametrize(
    ("preset", "values", "parameter", "words"),
    [
        ("feedforward", {"layers": "10,x"}, "layers", "whole numbers"),
        ("feedforward", {"layers": "10,0"}, "layers", "1"),
        ("feedforward", {"connections": "pre=1,post=4"}, "connections", "1 to 3"),
        ("feedforward", {"connections": "pre=1,weight=/a/b.csv"}, "connections", "only Python"),
        ("feedforward", {"connections": "pre=1,weight=foo"}, "connections", "left empty"),
        ("feedforward", {"connections": "pre=0"}, "connections", "left empty"),
        ("cortical_2003", {"excitatory": 2.5}, "excitatory", "whole"),
        ("cortical_2003", {"layers": "10"}, None, "layers"),
        ("cortical_2003", {"thalamic_exc": -1}, "thalamic_exc", "0"),
        ("ring", {"duration": 20.5}, "duration", "whole"),
    ],
)
def test_bad_values_become_notices(
    preset: str, values: dict[str, Any], parameter: str | None, words: str
) -> None:
    part = answer(preset=preset, values={"duration": 20, **values})
    (notice,) = [n for n in part["notices"] if n["level"] == "error"]
    assert notice["parameter"] == parameter
    assert words in notice["text"]


def test_a_network_that_would_not_fit_is_refused_with_the_numbers() -> None:
    values = {"excitatory": 100_000, "inhibitory": 100_000, "duration": 20}
    part = answer(preset="cortical_2003", values=values)
    errors = [n["text"] for n in part["notices"] if n["level"] == "error"]
    assert any("MB" in text and "synapses" in text for text in errors)


def test_a_network_that_does_not_fire() -> None:
    values = {"input_current": -50, "input_noise": 0, "background_noise": 0, "duration": 100}
    part = answer(preset="feedforward", values=values)
    assert part["summary"].startswith("Almost nothing fires")
    assert not part["figures"]["raster"]["raster"]["times"].size


@pytest.mark.engine
def test_a_network_that_diverges_at_once() -> None:
    values = {
        "populations": "name=A,conductance=1e9 + g_exc - g_inh",
        "projections": "pre=A,post=A",
    }
    part = answer(preset="custom", values=values, panels=["raster", "phase", *EXTRAS])
    (notice,) = [n for n in part["notices"] if n["level"] == "error"]
    assert "diverged at about 0 ms" in notice["text"]
    assert part["summary"].startswith("The voltages diverge")
    assert part["figures"]["phase"]["layout"]["annotations"][0]["text"].startswith("The network")


@pytest.mark.engine
@pytest.mark.parametrize("which", engine.ENGINES)
def test_a_network_that_diverges_shows_what_was_before(which: str) -> None:
    with engine.use(which):
        values = {"exc_weight": 50 + 0.1 * engine.ENGINES.index(which), "duration": 100}
        part = answer(preset="cortical_2003", values=values)
    (notice,) = [n for n in part["notices"] if n["level"] == "error"]
    assert "diverged at about 6 ms" in notice["text"]
    assert "annotations" not in part["figures"]["phase"]["layout"]
    assert part["figures"]["raster"]["raster"]["times"].size > 500


@pytest.mark.engine
def test_a_network_of_ones_own() -> None:
    values = {
        "populations": "name=inhibitory pool,size=50,current=12;name=Out,size=20,cell=CH,noise=0",
        "projections": "pre=inhibitory pool,post=Out,probability=0.5,weight=normal(8,1),delay=3",
        "duration": 200,
    }
    part = answer(preset="custom", values=values)
    assert not part["notices"]
    raster = part["figures"]["raster"]["raster"]
    assert raster["names"] == ["inhibitory pool excitatory", "Out excitatory"]
    assert len(set(raster["colours"])) == 1
    first = [raster["times"][raster["groups"] == k].min() for k in (0, 1)]
    assert first[1] >= first[0] + 3.0


@pytest.mark.parametrize(
    ("values", "parameter", "words"),
    [
        ({"populations": ""}, "populations", "rows"),
        ({"populations": "name=A,size=0"}, "populations", "size"),
        ({"populations": "name=A;name=A"}, "populations", "same"),
        ({"populations": "name=A,cell=XX"}, "populations", "cell"),
        ({"populations": "name=A,conductance=g_exc+spam"}, None, "spam"),
        ({"projections": "pre=A,post=Z"}, "projections", "Z"),
        ({"projections": "pre=A,post=B,target=ampa"}, None, "ampa"),
        ({"projections": "pre=A,post=B,weight=normal(1"}, "projections", "bracket"),
    ],
)
def test_a_table_that_is_not_allowed(
    values: dict[str, Any], parameter: str | None, words: str
) -> None:
    part = answer(preset="custom", values={"duration": 20, **values})
    errors = [n for n in part["notices"] if n["level"] == "error"]
    assert errors
    assert words in errors[0]["text"]
    assert parameter in (None, errors[0]["parameter"])


@pytest.mark.engine
def test_a_network_that_the_engine_cannot_run_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    values: dict[str, Any] = {
        "populations": "name=A,size=20,conductance=exp(g_exc)",
        "projections": "",
    }
    values |= {"duration": 50}
    assert not answer(preset="custom", values=values).get("notices")
    monkeypatch.setattr(backend, "compiled", lambda *_: None)
    (notice,) = answer(preset="custom", values={**values, "seed": 2})["notices"]
    assert notice["text"] == (
        "This runs in numpy, more slowly: exp(g_exc) is nested too deeply for the compiled engine."
    )
    monkeypatch.undo()
    assert not answer(preset="ring", values={"duration": 50}).get("notices")


def test_populations_are_heard_by_their_rates() -> None:
    part = answer(values={"duration": 400})
    tones = part["tones"]
    bins = part["values"]["window"] / tones["step"]
    assert 1 <= len(tones["rates"]) <= 6
    assert all(0 < rates.size <= bins and (rates >= 0).all() for rates in tones["rates"])
    assert sum(rates.sum() for rates in tones["rates"]) > 0
    assert answer(values={"duration": 10})["tones"] is None


def test_numerical_artefacts_are_named_and_count_for_nothing() -> None:
    net = networks.feedforward(seed=1)
    held = net.populations[0]
    session = Session(net, networks.intervene(net, ()))
    session.add(np.array([1.0, 2.0, 3.0]), np.array([0, 0, 1]), np.array([True, True, False]))
    net.run(10.0)
    shown = Snapshot(session, 10.0)
    assert shown.spikes[0].size == 3
    assert shown.of(held).tolist() == [3.0]
    assert facts(shown)["spikes"] == 1.0
    assert summary(shown).startswith("Numerical artefacts: 2 of 3 spikes come from steps of 1 ms")
    labels = {readout.label: readout.value for readout in finish(readouts(shown))}
    assert labels["Numerical artefacts"] == "2"
    notice = _artefacts(shown)[0]
    assert f"2 of 3 spikes ({held.name}: 2). With dt = 1 ms" in notice.text
    assert "weaker inhibition" in notice.text


# Traces of several neurons


def traced(text: str | None, *panels: str, **values: Any) -> wire.Message:
    own = {"duration": 200, **values, **({} if text is None else {"traced": text})}
    return answer(preset="feedforward", values=own, panels=["raster", *panels])


def lit(part: wire.Message) -> list[dict[str, Any]]:
    return [t for t in part["figures"]["raster"]["data"] if t.get("name") == "dots"]


def test_one_neuron_of_each_population_is_traced() -> None:
    part = traced(None, "traces")
    assert not part["notices"]
    figure = part["figures"]["traces"]
    go.Figure({key: figure[key] for key in ("data", "layout")})
    lines = [trace["name"] for trace in figure["data"] if trace["mode"] == "lines"]
    assert lines[0] == "layer 1 excitatory, no. 400 (neuron 400)"
    assert lines[-1] == "layer 3 inhibitory, no. 1 (neuron 1209)"
    assert len(lines) == len(lit(part)) == 6
    assert "traced" not in part["state"]["values"]


def test_spikes_are_lit_only_next_to_the_traces() -> None:
    without = traced(None)
    assert not lit(without)
    raster = traced(None, "traces")["figures"]["raster"]["raster"]
    np.testing.assert_array_equal(raster["times"], without["figures"]["raster"]["raster"]["times"])


def test_traces_are_those_of_the_package() -> None:
    part = traced("1050, 3", "traces", neuron=3)
    net = networks.feedforward()
    first, third = net.populations[0], net.populations[2]
    recording = net.run(200.0, record={first: [3], third: [50]})
    own = part["figures"]["traces"]["data"]
    for trace, course in zip(
        [trace for trace in own if trace["mode"] == "lines"],
        (recording.course(first, 3), recording.course(third, 50)),
        strict=True,
    ):
        assert set(course.v.tolist()) <= set(trace["y"].tolist())
    listed = part["figures"]["raster"]["layout"]["meta"]["pick"]["collect"]["listed"]
    assert list(listed) == ["1050", "3"]


def test_the_selected_neuron_is_the_same_whoever_is_traced() -> None:
    alone = answer(preset="ring", values={"duration": 200, "traced": ""}, panels=["raster", "cell"])
    with_others = answer(preset="ring", values={"duration": 200}, panels=["raster", "cell"])
    for one, other in zip(
        alone["figures"]["cell"]["data"], with_others["figures"]["cell"]["data"], strict=True
    ):
        np.testing.assert_array_equal(one["y"], other["y"])


def test_so_many_of_a_population_are_traced() -> None:
    own = {"populations": "name=E,size=80,inhibitory=0.25;name=a:b,size=20", "projections": ""}
    expected = {
        "each": (30, 70, 90),
        "each,E:2": (90, 20, 60),
        "each,E:0": (90,),
        "7,a:b:2": (7, 85, 95),
        "E excitatory:1": (30,),
        "X:3": (),
    }
    populations = VIEW.prepare(CUSTOM, {**CUSTOM.values, **own}).session.net.populations
    for text, neurons in expected.items():
        assert read_traced(text, populations).listed == neurons, text


def test_the_layout_of_the_drawing_changes_nothing_in_the_network() -> None:
    one = VIEW.prepare(CUSTOM, CUSTOM.values)
    other = VIEW.prepare(CUSTOM, {**CUSTOM.values, "box_places": "A:20:15,B:60:15"})
    assert one.session is other.session
    part = answer(preset="custom", values={"box_places": "A:20:15,B:60", "duration": 20})
    (notice,) = part["notices"]
    assert notice["parameter"] == "box_places"
    assert "must be written E:20:15" in notice["text"]
    assert "box_places" not in part["state"]["values"]
    part = answer(preset="custom", values={"box_places": "A:20:15, B:60:15", "duration": 20})
    assert not part["notices"]
    # Other networks are not drawn.
    (notice,) = answer(preset="ring", values={"box_places": "A:1:1", "duration": 20})["notices"]
    assert "box_places" in notice["text"]


def test_nobody_is_traced() -> None:
    part = traced("", "traces")
    assert not part["notices"]
    (note,) = part["figures"]["traces"]["layout"]["annotations"]
    assert note["text"].startswith("No neuron is traced")


def test_a_neuron_that_is_not_there_is_reported() -> None:
    part = traced("5, 5000", "traces")
    (notice,) = part["notices"]
    assert notice["parameter"] == "traced"
    assert notice["text"] == "Not traced, since neurons are counted from 0 to 1209 here: 5000."
    assert len(lit(part)) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("five", "separated by commas"),
        ("1;2", "separated by commas"),
        ("-1", "separated by commas"),
        ("1.5", "separated by commas"),
        ("0,1,2,3,4,5,6,7,8", "at most 8 neurons"),
    ],
)
def test_neurons_that_cannot_be_traced(text: str, why: str) -> None:
    (notice,) = traced(text)["notices"]
    assert notice["parameter"] == "traced"
    assert why in notice["text"]
    assert notice["text"].endswith("each is used instead.")


def test_traces_of_a_long_run_are_those_of_its_end() -> None:
    view = NetworkView()
    preset = view.preset("ring")
    assert preset is not None
    values = {**preset.values, "neurons": 20.0, "duration": 54_000.0, "window": 60_000.0}
    prepared = view.prepare(preset, {**values, "traced": "1,7"})
    list(view.compute(prepared, ()))
    shown = Snapshot(prepared.session, 60_000.0)
    ends = [(one.course.t[0], one.course.t[-1], one.course.t.size) for one in shown.traces]
    assert ends[0] == ends[1]
    assert ends[0][1] == 53_999.0
    assert 50_000 <= ends[0][2] < 54_000


def test_pairs_of_layers_of_the_view_are_those_of_the_package() -> None:
    text = "pre=1,weight=lognormal(1.5,0.5);pre=3,post=1,probability=0.5,delay=5"
    part = answer(preset="feedforward", values={"duration": 200, "connections": text})
    assert not part["notices"]
    net = networks.feedforward(
        connections=[
            {"pre": 1, "post": 2, "weight": "lognormal(1.5,0.5)"},
            {"pre": 3, "post": 1, "probability": 0.5, "delay": 5},
        ]
    )
    own = net.run(200.0)
    np.testing.assert_array_equal(part["figures"]["raster"]["raster"]["times"], own.times)
    state = registry.VIEWS["network"].opens(net)
    assert state is not None
    assert state["preset"] == "feedforward"
    again = wire.at_once(state)
    assert not again["notices"]
    assert again["state"]["values"].keys() == {"connections"}


def test_a_network_with_a_matrix_of_weights_has_no_link() -> None:
    rows = [{"pre": 1, "post": 2, "weight": np.ones((3, 9))}]
    assert state_of(networks.feedforward((9, 3), connections=rows)) is None


def balance(preset: str, **values: Any) -> dict[str, Any]:
    state = {"view": "network", "preset": preset, "values": values, "panels": ["balance"]}
    parts = [part for part in wire.respond(state) if isinstance(part, dict)]
    return next(part["figures"]["balance"] for part in parts if part.get("figures"))


def test_the_effect_of_inhibition_is_measured() -> None:
    figure = balance("feedforward", duration=100, layers="60,20", inhibition=4)
    rates = figure["data"][0]
    assert rates["x"][-1] == 4.0
    assert len(rates["y"]) == 13
    (rule,) = figure["layout"]["shapes"]
    assert rule["x0"] == 4.0


def test_networks_whose_inhibition_has_no_dial() -> None:
    (note,) = balance("ring", duration=50)["layout"]["annotations"]
    assert note["text"].startswith("This network has no dial")


def test_the_effect_of_inhibition_is_not_measured_where_it_would_take_minutes() -> None:
    values = {"duration": 10, "excitatory": 1600, "inhibitory": 400}
    (note,) = balance("cortical_2003", **values)["layout"]["annotations"]
    assert "balance_curve" in note["text"]


def test_a_scheme_is_chosen_for_the_network() -> None:
    values = {"duration": 200, "layers": "200,50", "inhibition": 16}
    published, same = (
        answer(preset="feedforward", values=own)
        for own in (values, {**values, "scheme": "half_step"})
    )
    assert "scheme" not in same["state"]["values"]
    assert any("scheme='adaptive'" in notice["text"] for notice in published["notices"])
    adaptive = answer(preset="feedforward", values={**values, "scheme": "adaptive"})
    assert not adaptive["notices"]
    assert adaptive["spikes"] != published["spikes"] == same["spikes"]
    net = networks.feedforward((200, 50), inhibition=16, scheme="adaptive")
    opened = state_of(net)
    assert opened is not None
    assert opened["values"]["scheme"] == "adaptive"
    opened = state_of(networks.feedforward((200, 50), dt=0.5))  # as a network of its own laws
    assert opened is not None
    assert (opened["preset"], opened["values"]["dt"]) == ("custom", 0.5)


def test_convergence_is_shown_from_the_longest_step_on() -> None:
    state = {
        "view": "network",
        "preset": "feedforward",
        "values": {"duration": 50, "layers": "40,10"},
        "panels": ["convergence"],
    }
    parts = [part for part in wire.respond(state) if isinstance(part, dict)]
    figures = [part["figures"]["convergence"] for part in parts if part.get("figures")]
    known = [np.isfinite(np.array(figure["data"][0]["y"], float)).sum() for figure in figures]
    assert known == [1, 2, 3, 4, 5]
    assert len(figures[-1]["data"]) == 8
    wide = {curve["name"] for curve in figures[-1]["data"] if curve["line"]["width"] > 2}
    assert wide == {"Two half-steps of v (selected)"}


def test_a_network_that_learns_has_one_time_step() -> None:
    state = {
        "view": "network",
        "preset": "polychronous_2006",
        "values": {"duration": 10},
        "panels": ["convergence"],
    }
    parts = [part for part in wire.respond(state) if isinstance(part, dict)]
    (figure,) = [part["figures"]["convergence"] for part in parts if part.get("figures")]
    assert "learns" in figure["layout"]["annotations"][0]["text"]


def plots_of(panels: str, **state: Any) -> dict[str, Any]:
    """Return the last figure of each panel."""
    asked = {"view": "network", **state, "panels": panels.split()}
    parts = [part for part in wire.respond(asked) if isinstance(part, dict)]
    return {name: figure for part in parts for name, figure in part.get("figures", {}).items()}


def said(figure: Any) -> str:
    """Return what a plot says instead of showing something."""
    assert not figure["data"]
    return str(figure["layout"]["annotations"][0]["text"]).replace("<br>", " ")


STUDIES = "intervals correlogram triggered psth spectrogram weight_courses"
PULSED = "name=E,size=80,noise=5,stimulus=train(8,300,20,200,4);name=I,size=20,cell=FS,noise=4"


def test_panels_of_a_network_that_fires() -> None:
    values = {"duration": 1200, "window": 1200, "populations": PULSED, "neuron": 3}
    figures = plots_of(STUDIES, preset="custom", values={**values, "projections": ""})
    for name in ("intervals", "correlogram", "triggered", "psth", "spectrogram"):
        assert figures[name]["data"], name
        go.Figure({key: figures[name][key] for key in ("data", "layout")})
    assert "learns" in said(figures["weight_courses"])
    excited, other = figures["psth"]["data"][:2]
    x, rate = np.array(excited["x"]), np.array(excited["y"], float)
    assert rate[(x > 0) & (x < 22)].mean() > 4 * rate[x < 0].mean()
    assert np.ptp(other["y"]) < rate.max()
    texts = [one["text"] for one in figures["psth"]["layout"]["annotations"]]
    assert "mean of 4 onsets" in texts


def test_pairs_bins_and_lags_are_chosen() -> None:
    values = {"duration": 600, "window": 600, "populations": PULSED, "projections": ""}
    chosen = {"reference": "i Excitatory", "compared": "I excitatory", "bin": 5, "lag": 60}
    figures = plots_of("correlogram", preset="custom", values={**values, **chosen})
    curve = figures["correlogram"]["data"][0]
    np.testing.assert_allclose(curve["x"], 5.0 * np.arange(-12, 13))
    assert "I excitatory → I excitatory" in [
        one["text"] for one in figures["correlogram"]["layout"]["annotations"]
    ]
    part = answer(preset="custom", values={**values, "reference": "J"}, panels=["correlogram"])
    assert "E" in part["notices"][0]["text"]
    assert "reference" not in part["state"]["values"]
    part = answer(preset="custom", values={**values, "onsets": "100, x"})
    assert "200, 450.5" in part["notices"][0]["text"]


@pytest.mark.parametrize("preset", ["custom", "cortical_2003"])
def test_panels_of_a_silent_network_say_what_to_do(preset: str) -> None:
    settings: dict[str, dict[str, Any]] = {
        "custom": {"populations": "name=A,size=3,noise=0", "projections": ""},
        "cortical_2003": {"thalamic_exc": 0, "thalamic_inh": 0},
    }
    values = {"duration": 400, **settings[preset]}
    figures = plots_of(STUDIES, preset=preset, values=values)
    texts = {name: said(figures[name]) for name in STUDIES.split()}
    assert "has 0 spikes" in texts["correlogram"]
    assert "has 0 spikes" in texts["triggered"]
    assert "No stimulus begins" in texts["psth"]
    for name, text in texts.items():
        assert ":" in text or "Increase" in text, name


def test_times_that_are_too_short_are_said() -> None:
    values = {"duration": 40, "window": 10, "populations": PULSED, "projections": ""}
    figures = plots_of(STUDIES, preset="custom", values={**values, "onsets": "35"})
    assert "too short for bins of 2 ms" in said(figures["correlogram"])
    assert "at least 100 ms" in said(figures["spectrogram"])
    assert "No onset is at least 100 ms" in said(figures["psth"])


def test_onsets_are_those_of_stimuli_sources_drives_and_hands() -> None:
    sources = "name=S,size=10,cell=packets(100 400,sigma=1);name=A,size=5,noise=0"
    common = {"duration": 600, "window": 600, "projections": ""}
    for own, expected in (
        ({"populations": PULSED}, [300.0, 500.0]),
        ({"populations": sources}, [100.0, 400.0]),
        ({"populations": PULSED, "onsets": "20, 10, 700"}, [10.0, 20.0]),
        (
            {
                "populations": "name=A,size=5,noise=0",
                "changes": "at=150,set=drive,of=A excitatory,to=9;at=200,set=drive,of=A excitatory",
            },
            [150.0],
        ),
    ):
        preset = VIEW.preset("custom")
        assert preset is not None
        values: dict[str, Any] = {**preset.values, **common, **own}
        prepared = VIEW.prepare(preset, values)
        finish(prepared.session.advance(600.0))
        found = onset_times(Snapshot(prepared.session, 600.0, studied=prepared.studied))
        np.testing.assert_allclose(found, expected, atol=4.0)


def test_weights_that_learn_are_sampled_and_the_spikes_stay_the_same() -> None:
    state = {"preset": "polychronous_2006", "values": {"duration": 1500}}
    figure = plots_of("weight_courses", **state)["weight_courses"]
    assert {"mean", "median", "5 %"} <= {one.get("name") for one in figure["data"]}
    raster = answer(**state)["figures"]["raster"]["raster"]
    times = networks.polychronous_2006().run(1500.0).times
    np.testing.assert_array_equal(raster["times"], times[times >= 500.0])
    (low,) = (one for one in figure["data"][:7] if one.get("name") == "5 %")
    assert low["x"][-1] == 1499.0, "the last sample is of the last step, which begins then"
    assert low["y"][0] == 6.0 != low["y"][-1]


def test_samples_of_weights_stay_few_in_a_long_run() -> None:
    net = networks.polychronous_2006(8, 2, out_degree=3, longest_delay=3)
    session = Session(net, networks.intervene(net, ()))
    finish(session.advance(50_000.0))
    (monitor, *_) = session.weights
    assert 200 <= monitor.t.size <= 401
    np.testing.assert_allclose(np.diff(monitor.t), monitor.t[1])
    assert not net.callbacks, "a network with callbacks could not be written"


def test_noise_and_refractory_period_of_populations() -> None:
    table = "name=A,size=60,noise=uniform(4,8),tau_refrac=3;name=B,size=20"
    part = answer(preset="custom", values={"populations": table, "projections": "", "duration": 90})
    assert not part["notices"]
    assert part["state"]["values"]["populations"] == table
    rows = [
        {"name": "A", "size": 60, "noise": "uniform(4,8)", "tau_refrac": 3},
        {"name": "B", "size": 20, "noise": 3},
    ]
    recording = networks.custom(rows).run(90.0)
    np.testing.assert_array_equal(part["figures"]["raster"]["raster"]["times"], recording.times)


@pytest.mark.parametrize("name", ["pynn", "neuroml"])
def test_other_simulators_are_told_of_refractory_periods(name: str) -> None:
    table = "name=A,size=60,noise=uniform(4,8),tau_refrac=3"
    values = {"populations": table, "projections": "", "duration": 90}
    found = export({"view": "network", "preset": "custom", "values": values}, name)
    assert any("refractory period" in note for note in found.notes)
