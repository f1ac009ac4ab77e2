"""What `show` draws, and in which view it can be opened."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import izhikevich as izh
import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.app import console
from izhikevich.display import shown_to, summary
from izhikevich.imports import read
from izhikevich.network.network import Network
from izhikevich.plots.any_plot import plot_of
from izhikevich.plots.render.plotly import figure_of
from izhikevich.plots.spec import Curve, Map, Plot, Points, Strokes
from izhikevich.plots.style import LIGHT, Role
from izhikevich.transport import plain
from izhikevich.views import preparation, registry
from izhikevich.views.network.presets import build
from izhikevich.views.opening import state_of
from izhikevich.views.state import read_state

from tests import wire


def told(source: str) -> list[tuple[str, dict[str, Any]]]:
    """Run code: what is told of it."""
    events: list[tuple[str, dict[str, Any]]] = []
    asyncio.run(console.run(source, lambda event: events.append((event.type, wire.sent(event)))))
    return events


def printed(source: str) -> str:
    """Run code: what it prints."""
    return "".join(content["text"] for event, content in told(source) if event == "output")


# show


def test_a_trace_is_drawn_by_plotly() -> None:
    trace = izh.simulate_pattern("tonic_spiking")
    figure = izh.show(trace)
    assert isinstance(figure, go.Figure)
    assert figure.data[0].name == "v"
    assert figure.data[0].line.color == LIGHT[Role.VOLTAGE]


def test_the_spikes_of_a_network_are_drawn_by_plotly() -> None:
    recording = izh.networks.cortical_2003(80, 20, seed=1).run(200.0)
    figure = izh.show(recording)
    spikes = {t.name: t for t in figure.data if t.mode == "markers"}
    assert set(spikes) == {"excitatory", "inhibitory"}
    assert sum(len(t.x) for t in spikes.values()) == recording.times.size


def test_ensembles_are_drawn() -> None:
    node = izh.nef.Node(izh.Sine(1.0, 1.0))
    ensemble = izh.nef.Ensemble(20, seed=1)
    probes = {"x": izh.nef.Probe(ensemble, synapse=30.0), "s": izh.nef.Probe(ensemble, "spikes")}
    result = izh.nef.Model([izh.nef.Connection(node, ensemble)], probes).run(50.0)
    plot = plot_of(result)
    assert isinstance(plot, Plot)
    decoded, spikes = plot.panes
    assert [series.name for series in decoded.series] == ["x"]
    np.testing.assert_array_equal(decoded.series[0].y, result["x"][:, 0])
    assert [type(series) for series in spikes.series] == [Strokes]
    assert {pane.x.quantity.heading for pane in plot.panes} == {"t (ms)"}


@pytest.mark.parametrize(
    ("shape", "kind", "count"),
    [
        ((7,), Curve, 1),
        ((7, 3), Curve, 3),
        ((7, 30), Map, 1),
        ((30_000,), Curve, 1),
        ((1, 3), Points, 3),
        ((3000, 30), Map, 1),
    ],
)
def test_numbers_are_drawn(shape: tuple[int, ...], kind: type, count: int) -> None:
    numbers = np.arange(np.prod(shape)).reshape(shape)
    plot = plot_of(numbers)
    assert isinstance(plot, Plot)
    (pane,) = plot.panes
    assert [type(series) for series in pane.series] == [kind] * count
    shown = pane.series[0].z if isinstance(pane.series[0], Map) else pane.series[0].y
    np.testing.assert_array_equal(
        shown, numbers if kind is Map else numbers.reshape(-1, count)[:, 0]
    )
    figure = plain(figure_of(plot))
    go.Figure(figure)
    for trace in figure["data"]:
        assert len(trace["x"]) <= 4000
        assert len(trace["y"]) <= 4000


def test_a_large_map_is_drawn_in_fewer_squares_that_stand_where_they_did() -> None:
    plot = plot_of(np.arange(3000.0 * 30).reshape(3000, 30))
    assert isinstance(plot, Plot)
    (trace,) = figure_of(plot).data
    assert trace["z"].shape == (1000, 30)
    np.testing.assert_array_equal(trace["z"], 30.0 * trace["y"][:, None] + trace["x"])


@pytest.mark.parametrize("make", [lambda figure: figure, go.Figure])
def test_a_figure_of_plotly_is_drawn_as_it_is(make: Any) -> None:
    own = {"data": [{"type": "scatter", "x": [1], "y": [2]}], "layout": {"showlegend": True}}
    given = plot_of(make(own))
    assert given is not None
    figure = figure_of(given)
    (trace,) = figure.data
    assert (trace["type"], list(trace["x"]), list(trace["y"])) == ("scatter", [1], [2])
    assert figure.layout["showlegend"] is True
    assert figure.layout["font"]["color"] == "var(--muted)", "on the layout of the page"
    assert isinstance(izh.show(own), go.Figure)


@pytest.mark.parametrize("thing", [np.array(["a"]), np.ones((2, 2, 2)), np.empty(0), {"x": 1}, 3])
def test_other_things_have_no_plot(thing: Any) -> None:
    assert plot_of(thing) is None


def test_numbers_are_drawn_over_others() -> None:
    figure = izh.show([1, 2, 4], [3, 2, 1])
    assert list(figure.data[0].x) == [1, 2, 4]


def test_numbers_that_do_not_go_together_are_refused() -> None:
    with pytest.raises(izh.ParameterError, match="shape"):
        izh.show([1, 2, 3], [1, 2])
    with pytest.raises(izh.ParameterError, match="numbers"):
        izh.show("abc", [1, 2])


def test_without_plotly_a_summary_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "plotly.graph_objects", None)
    assert izh.show(izh.simulate_pattern("tonic_spiking")) is None
    assert capsys.readouterr().out == "Trace of 100 ms in steps of 0.25 ms: 5 spikes\n"


def test_without_plotly_a_notebook_shows_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotly.graph_objects", None)
    monkeypatch.setitem(sys.modules, "IPython", sys)
    shown = izh.show(izh.simulate_pattern("tonic_spiking"))
    assert ElementTree.fromstring(shown._repr_svg_()).tag.endswith("svg")
    assert LIGHT[Role.VOLTAGE] in shown.svg


def test_what_has_no_figure_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert izh.show(izh.CELL_TYPES["FS"]) is None
    assert capsys.readouterr().out == "CellType 'FS': fast spiking\n"


def test_another_place_takes_what_is_shown() -> None:
    taken: list[Any] = []
    with shown_to(lambda thing, figure: taken.append((thing, figure is not None))):
        assert izh.show("a word") is None
        izh.show(np.ones(4))
    assert taken[0] == ("a word", False)
    assert taken[1][1]


def test_long_summaries_are_cut() -> None:
    assert len(summary("x" * 10_000)) < 2100


def test_the_colours_are_those_of_the_page() -> None:
    tokens = Path(__file__).parents[1] / "site" / "css" / "tokens.css"
    light = tokens.read_text(encoding="utf-8").partition("}")[0]
    of_page = dict(re.findall(r"--([\w-]+): (#\w+);", light))
    assert dict(LIGHT) == {name: of_page[name] for name in LIGHT}


# state_of


def values(state: Mapping[str, Any] | None) -> dict[str, Any]:
    """All values of a state, which must be right."""
    assert state is not None
    request = read_state(registry.VIEWS[state["view"]](), state)
    assert not request.notices
    return request.values


@pytest.mark.parametrize("key", [*izh.PATTERNS, *izh.CELL_TYPES])
def test_every_pattern_and_cell_type_opens_as_itself(key: str) -> None:
    experiment = {**izh.PATTERNS, **izh.CELL_TYPES}[key]
    for thing in (experiment, experiment.simulate()):
        state = state_of(thing)
        assert state is not None
        assert values(state)["stimulus"] == experiment.stimulus.text
        view, _, run = preparation.read(state)
        assert view.name == "neuron"
        assert run.parameters == experiment.parameters
        assert np.array_equal(run.simulate().spike_times, experiment.simulate().spike_times)


def test_a_neuron_opens() -> None:
    neuron = izh.Parameters(a=0.03, b=0.25, c=-60, d=4)
    found = values(state_of(neuron))
    assert [found[name] for name in "abcd"] == [0.03, 0.25, -60, 4]


@pytest.mark.parametrize(
    ("text", "neuron"),
    [
        ("a=0.02, b=0.2, c=-50, d=2", izh.Parameters(a=0.02, b=0.2, c=-50, d=2)),
        ("a=0.09, b=0.21, c=-65, d=2", izh.Parameters(a=0.09, b=0.21, c=-65, d=2)),
        ("a=0.02, b=-0.1, c=-55, d=6", izh.Parameters(a=0.02, b=-0.1, c=-55, d=6)),
        (
            "C=100, k=0.7, vr=-64, vt=-40, v_peak=35, a=0.03, b=-2, c=-50, d=100",
            izh.Parameters.dimensional_2007(
                C=100, k=0.7, vr=-64, vt=-40, v_peak=35, a=0.03, b=-2, c=-50, d=100
            ),
        ),
    ],
)
def test_one_neuron_opens_alike_from_code_and_from_text(text: str, neuron: izh.Parameters) -> None:
    here, there = state_of(neuron), read(text).state
    assert values(here) == values(there)
    assert here is not None
    assert here["preset"] == there["preset"]


def test_a_neuron_close_to_a_preset_opens_as_that_one_changed() -> None:
    state = state_of(izh.Parameters(a=0.1, b=0.21, c=-65, d=2))
    assert state is not None
    assert state["preset"] == "FS"
    assert state["values"]["b"] == 0.21


def test_a_run_of_a_neuron_that_rests_elsewhere_opens_with_its_spikes() -> None:
    neuron = izh.Parameters.dimensional_2007(
        C=100, k=0.7, vr=-64, vt=-40, v_peak=35, a=0.03, b=-2, c=-50, d=100
    )
    trace = izh.simulate(neuron, 120.0, duration=300.0, dt=0.1)
    state = state_of(trace)
    assert state is not None
    _, request, run = preparation.read(state)
    assert not request.notices
    assert trace.n_spikes > 2
    np.testing.assert_allclose(run.simulate().spike_times, trace.spike_times, rtol=1e-9)


def test_a_stimulus_opens() -> None:
    state = state_of(izh.parse("step(10,20)+sine(2,8)"))
    assert values(state)["stimulus"] == "step(10,20)+sine(2,8)"


@pytest.mark.parametrize(
    "net",
    [
        lambda: izh.networks.cortical_2003(80, 20, seed=3, thalamic_exc=4.5),
        lambda: izh.networks.feedforward(layers=(100, 20), seed=4),
        lambda: izh.networks.ring(size=90, delay=3.0),
        lambda: izh.networks.cortical_sparse(2000),
        lambda: izh.networks.polychronous_2006(160, 40),
        lambda: izh.networks.custom(
            [{"name": "E", "size": 80, "inhibitory": 0.2, "noise": 5}],
            [{"pre": "E", "post": "E", "weight": izh.network.Uniform(0, 2)}],
        ),
    ],
)
def test_a_ready_made_network_opens_as_itself(net: Any) -> None:
    made: Network = net()
    state = state_of(made)
    again = build(state["preset"], values(state)) if state else None
    assert again is not None
    first, second = made.run(100.0), again.run(100.0)
    assert np.array_equal(first.times, second.times)
    assert np.array_equal(first.indices, second.indices)


@pytest.mark.parametrize(
    "thing",
    [
        3,
        "a word",
        np.ones(3),
        izh.LinearDrive(),
        izh.Network(scheme="forward"),
        izh.Parameters(u_max=3.0),
        izh.Sampled(np.arange(4.0), 1.0),
        izh.networks.cortical_sparse(1000, precision="float64"),
    ],
)
def test_other_things_open_nowhere(thing: Any) -> None:
    assert state_of(thing) is None


def test_a_network_that_was_added_to_opens_as_one_of_its_own() -> None:
    net = izh.networks.ring(size=50)
    net.population(3, name="more")
    state = state_of(net)
    assert state is not None
    assert state["preset"] == "custom"
    assert "name=more,size=3" in str(state["values"]["populations"])
    net.every(10.0, print)
    assert state_of(net) is None


# the console


def test_output_comes_as_it_is_written() -> None:
    events = told('print("a")\nimport sys\nprint("b", file=sys.stderr)\n"c"')
    assert [(name, content.get("stream"), content["text"]) for name, content in events] == [
        ("output", "out", "a\n"),
        ("output", "error", "b\n"),
        ("shown", None, "'c'"),
    ]


def test_code_has_a_fresh_namespace() -> None:
    assert printed("x = 1\nprint(__name__, izh.__name__, np.__name__)") == (
        "__main__ izhikevich numpy\n"
    )
    ((name, content),) = told("x")
    assert name == "problem"
    assert content["text"] == "NameError: name 'x' is not defined"


def test_await_is_allowed() -> None:
    assert printed("import asyncio\nawait asyncio.sleep(0)\nprint(1)") == "1\n"


def test_problems_name_the_readers_own_lines() -> None:
    ((_, content),) = told("def f():\n    izh.simulate(3)\n\nf()")
    assert content["line"] == 2
    assert content["details"] == "line 4\n    f()\nline 2, in f\n    izh.simulate(3)"


@pytest.mark.parametrize(
    ("code", "line", "text"),
    [
        ("1 +", 1, "SyntaxError: invalid syntax"),
        ("\nimport no_such_package", 2, "no_such_package is not available here; izhikevich"),
        ("raise ModuleNotFoundError(name='matplotlib')", 1, "izh.show(x) draws."),
        ("raise ModuleNotFoundError(name='numpy.random')", 1, "izhikevich.random has"),
        ("raise ModuleNotFoundError(name='statistics')", 1, "of Python's library"),
        ("input('?')", 1, "nothing can be typed here"),
        ("import sys\nsys.exit('enough')", None, "The code exited: enough"),
    ],
)
def test_problems_in_words(code: str, line: int | None, text: str) -> None:
    name, content = told(code)[-1]
    assert name == "problem"
    assert content["line"] == line
    assert text in content["text"]


@pytest.mark.parametrize("code", ["", "# nothing", "None", "import sys\nsys.exit()"])
def test_some_code_says_nothing(code: str) -> None:
    assert told(code) == []


def test_the_end_of_memory_is_told() -> None:
    assert asyncio.run(console.run("raise MemoryError", lambda event: None))


def test_too_much_is_cut() -> None:
    text = printed("for _ in range(1000): print('x' * 1000)")
    assert len(text) < 201_000
    assert text.endswith("characters are not shown.\n")
    events = told("for _ in range(100): izh.show(np.ones(3))")
    assert sum(name == "shown" for name, _ in events) == console.MAX_FIGURES
    assert events[-1][1]["text"] == f"More than {console.MAX_FIGURES} plots are not drawn.\n"


@pytest.mark.parametrize("view", registry.VIEWS)
def test_the_script_of_each_view_runs(view: str) -> None:
    events = told(console.script({"view": view}))
    assert "problem" not in [name for name, _ in events]
    assert any(name == "output" for name, _ in events)
    assert any(content.get("figure") for _, content in events)
