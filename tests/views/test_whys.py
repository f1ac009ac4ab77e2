"""The panels that explain the firing."""

from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go
import pytest
from izhikevich.dynamics.maps.regime_map import PLANES
from izhikevich.dynamics.maps.regimes import REGIMES
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress
from izhikevich.views.neuron.panels import regime_map as regime_panel
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Value

from tests import wire
from tests.views.runs import VIEW, run_of

Figure = dict[str, Any]
PRESETS = (
    "tonic_spiking",
    "bistability",
    "CH",
    "inhibition_induced_bursting",
    "RS_2007",
    "TC_2007",
)


#: Panels that explain the firing.
WHYS = [panel.name for panel in VIEW.panels if not panel.quick and panel.name != "regime_map"]


def building(name: str, run: Run) -> Iterator[Progress | Plot]:
    (panel,) = [panel for panel in VIEW.panels if panel.name == name]
    assert panel.build is not None
    made = panel.build(run)
    assert not isinstance(made, Plot)
    return made


def figure_of(panel: str, preset: str, **changes: Value) -> dict[str, Any]:
    parts = list(building(panel, run_of(preset, **changes)))
    fractions = [part.fraction for part in parts if isinstance(part, Progress)]
    assert fractions == sorted(fractions)
    assert all(0.0 <= fraction <= 1.0 for fraction in fractions)
    assert not isinstance(parts[-1], Progress)
    found = parts[-1]
    return wire.figure(found)


def said(figure: dict[str, Any]) -> str:
    notes = figure["layout"].get("annotations", ())
    return " / ".join(note["text"].replace("<br>", " ") for note in notes)


def traces(figure: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {trace["name"]: trace for trace in figure["data"]}


@pytest.fixture
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regime_panel, "_LEVELS", ((6, 0.3), (9, 1.0)))
    monkeypatch.setattr(regime_panel, "_DURATION", 300.0)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("panel", WHYS)
def test_plotly_accepts_the_figures(panel: str, preset: str) -> None:
    figure = figure_of(panel, preset)
    go.Figure(figure)
    assert figure["data"] or said(figure)


def test_every_panel_is_declared_and_on_demand() -> None:
    panels = {panel.name: panel for panel in VIEW.panels}
    for name in (*WHYS, "regime_map"):
        assert panels[name].place == "extra"
        assert panels[name].on_demand
        assert len(panels[name].help) > 60


def test_the_reset_map_reads_the_burst_off() -> None:
    figure = figure_of("reset_map", "CH")
    assert "5 spikes per burst" in said(figure)
    assert "this run: bursts of 7, 4, 4 spikes" in said(figure)
    run = traces(figure)["this run"]
    # Stairs: from each reset up or down to the map, and across to the diagonal.
    assert (run["x"][::2] == run["y"][::2]).all()
    assert (run["y"][1:-1:2] == run["x"][2::2]).all()
    assert "fixed points" not in traces(figure)


def test_a_varying_current_has_no_cobweb_of_its_own() -> None:
    figure = figure_of("reset_map", "class_1_excitable")
    assert traces(figure)["this run"]["x"].size == 0


def test_basins_of_a_bistable_neuron() -> None:
    figure = figure_of("basins", "bistability")
    assert "depending on the start" in said(figure)
    assert {"separatrix", "keeps firing", "rest"} <= set(traces(figure))
    assert traces(figure)["start of the run"]["x"] == [-61.0]


def test_without_rest_there_is_nothing_to_choose() -> None:
    figure = figure_of("basins", "tonic_spiking")
    assert "No stable rest" in said(figure)
    assert not any(trace["type"] == "heatmap" for trace in figure["data"])


@pytest.mark.parametrize(
    ("panel", "preset", "text"),
    [
        ("phase_response", "phasic_spiking", "does not keep firing"),
        ("phase_response", "CH", "repeats"),
        ("phase_response", "inhibition_induced_bursting", "runs"),
    ],
)
def test_a_panel_that_does_not_apply_says_why(panel: str, preset: str, text: str) -> None:
    figure = figure_of(panel, preset)
    assert figure["data"] == []
    assert text in said(figure)


def test_a_neuron_without_any_rest_says_so() -> None:
    changes: dict[str, Value] = {"k0": 200.0}
    for panel in ("impedance", "strength_duration"):
        assert "no stable rest" in said(figure_of(panel, "tonic_spiking", **changes))


def test_the_models_are_compared_at_the_same_current() -> None:
    figure = figure_of("models_compared", "tonic_spiking")
    assert "13 operations/ms" in said(figure)
    assert "1,200 operations/ms" in said(figure)
    assert "Izhikevich: 5 spikes" in said(figure)
    assert traces(figure)["current"]["y"].max() == 14.0


def test_a_long_run_is_compared_over_its_first_second() -> None:
    figure = figure_of("models_compared", "tonic_spiking", duration=1500.0)
    assert figure["layout"]["xaxis"]["range"] == [0.0, 1000.0]


@pytest.mark.usefixtures("coarse")
@pytest.mark.parametrize("plane", PLANES)
def test_the_map_comes_from_coarse_to_fine(plane: str) -> None:
    state = {"values": {"map_plane": plane}, "panels": ["trace", "regime_map"]}
    parts = list(wire.respond(state))
    figures = [
        part["figures"]["regime_map"]
        for part in parts
        if isinstance(part, dict) and "regime_map" in part.get("figures", ())
    ]
    assert len(figures) == 2
    for figure in figures:
        go.Figure(figure)
        names = set(traces(figure))
        assert names <= {"saddle-node", "Hopf", "current neuron", *(r.title for r in REGIMES)}
    pick = figures[-1]["layout"]["meta"]["pick"]
    assert (pick["x"], pick["y"]) == PLANES[plane]
    present = traces(figures[-1])["current neuron"]
    expected = {"a": 0.02, "b": 0.2, "c": -65.0, "d": 6.0, "I": 14.0}
    assert [present["x"][0], present["y"][0]] == [expected[name] for name in PLANES[plane]]


@pytest.mark.usefixtures("coarse")
def test_a_click_sets_the_current_that_was_clicked() -> None:
    """The axis is the whole current; what is set is that part which is added to the stimulus."""
    for added in (0.0, -3.0):
        *_, plot = regime_panel.build(run_of("tonic_spiking", I=added))
        assert isinstance(plot, Plot)
        origin = wire.figure(plot)["layout"]["meta"]["pick"]["origin"]
        assert origin == [0.0, 14.0]
        clicked = run_of("tonic_spiking", I=5.0 - origin[1])
        assert clicked.shown_current == 5.0


@pytest.mark.usefixtures("coarse")
@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("plane", PLANES)
def test_the_present_neuron_is_on_every_map(preset: str, plane: str) -> None:
    *_, plot = regime_panel.build(run_of(preset, map_plane=plane))
    assert isinstance(plot, Plot)
    figure = wire.figure(plot)
    present = traces(figure)["current neuron"]
    for axis, value in (("xaxis", present["x"][0]), ("yaxis", present["y"][0])):
        low, high = figure["layout"][axis]["range"]
        assert low < value < high


def test_a_panel_whose_run_fails_says_so() -> None:
    figure = figure_of("models_compared", "inhibition_induced_bursting", method="accurate")
    assert "cannot be completed" in said(figure)
    for panel in ("reset_map", "basins", "impedance", "strength_duration"):
        go.Figure(figure_of(panel, "inhibition_induced_bursting", method="accurate"))
