"""Figures over the current: f-I curve and bifurcation diagram."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.dynamics import bifurcation_diagram, frequency_current, hopf, saddle_node
from izhikevich.figures.bifurcation import bifurcation_figure
from izhikevich.figures.frequency import frequency_figure
from izhikevich.neuron.cells import CELL_TYPES
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.patterns import PATTERNS
from izhikevich.progress import finish

RS = CELL_TYPES["RS"].parameters
CLASS_2 = PATTERNS["class_2_excitable"].parameters
CASES = [
    pytest.param(RS, np.linspace(0.0, 15.0, 9), id="RS"),
    pytest.param(CLASS_2, np.linspace(-1.0, 3.0, 33), id="class 2"),
    pytest.param(
        PATTERNS["accommodation"].parameters, np.linspace(0.0, 5.0, 5), id="accommodation"
    ),
    pytest.param(CELL_TYPES["LTS_2007"].parameters, np.linspace(0.0, 200.0, 5), id="LTS 2007"),
]


def frequency_of(parameters: Parameters, currents: Any, present: float) -> dict[str, Any]:
    curve = finish(frequency_current(parameters, currents, transient=200.0, duration=300.0))
    return frequency_figure(curve, parameters, present, parameters.units["I"])


def diagram_of(parameters: Parameters, currents: Any, present: float) -> dict[str, Any]:
    diagram = finish(bifurcation_diagram(parameters, currents, transient=200.0, duration=300.0))
    return bifurcation_figure(diagram, parameters, present, parameters.units["I"])


@pytest.mark.parametrize(("parameters", "currents"), CASES)
def test_plotly_accepts_the_figures_over_the_current(parameters: Parameters, currents: Any) -> None:
    for figure in (
        frequency_of(parameters, currents, float(currents[1])),
        diagram_of(parameters, currents, float(currents[1])),
    ):
        go.Figure(figure)
        assert figure["layout"]["xaxis"]["range"] == [currents[0], currents[-1]]
        assert parameters.units["I"] in figure["layout"]["xaxis"]["title"]["text"]


def test_bifurcations_and_the_present_current_are_marked_where_they_are() -> None:
    fold, oscillation = saddle_node(RS), hopf(RS)
    assert fold is not None
    assert oscillation is not None
    for make in (frequency_of, diagram_of):
        layout = make(RS, np.linspace(0.0, 15.0, 4), 7.0)["layout"]
        lines = [shape["x0"] for shape in layout["shapes"] if shape["type"] == "line"]
        assert lines == [*sorted([fold.current, oscillation.current]), 7.0]
        marks = [name for name in layout["annotations"] if "yshift" in name]
        assert [name["text"] for name in marks] == ["Hopf", "saddle-node", "present I"]
        assert len({name["yshift"] for name in marks}) == 3


def test_what_is_outside_the_range_is_not_marked() -> None:
    layout = frequency_of(RS, np.linspace(6.0, 9.0, 3), 20.0)["layout"]
    assert layout["shapes"] == []
    assert layout["annotations"] == []


def test_rising_and_falling_current_have_distinct_marks_and_bistability_a_band() -> None:
    figure = frequency_of(CLASS_2, np.linspace(-1.0, 3.0, 33), 1.0)
    up, down = figure["data"]
    assert up["marker"]["symbol"] != down["marker"]["symbol"]
    band = figure["layout"]["shapes"][0]
    inside = (up["x"] >= band["x0"]) & (up["x"] <= band["x1"])
    assert band["type"] == "rect"
    assert np.all(up["y"][inside] == 0.0)
    assert np.all(down["y"][inside] > 0.0)


def test_the_diagram_draws_stable_solid_unstable_dashed_and_resets() -> None:
    figure = diagram_of(RS, np.linspace(0.0, 15.0, 9), 7.0)
    traces = {trace["name"]: trace for trace in figure["data"]}
    assert traces["stable"]["line"]["dash"] == "solid"
    assert traces["unstable"]["line"]["dash"] == "dash"
    for name in ("stable", "unstable"):
        drawn = np.isfinite(traces[name]["x"])
        v, current = traces[name]["y"][drawn], traces[name]["x"][drawn]
        np.testing.assert_allclose(RS.dv(v, RS.b * v, current), 0.0, atol=1e-9)
        assert len(traces[name]["customdata"]) == drawn.size
    assert traces["stable"]["y"][np.isfinite(traces["stable"]["y"])].max() <= -60.0
    assert set(traces["u at reset"]["x"]) <= set(np.linspace(0.0, 15.0, 9))
    cycles = traces["spikes per cycle"]["y"]
    assert np.all(cycles[np.isfinite(cycles)] == 1)
    assert np.nanmax(traces["reset"]["y"]) == RS.c
