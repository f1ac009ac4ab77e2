"""Plots over the current: f-I curve and bifurcation diagram."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich import NumericalArtefactWarning
from izhikevich.dynamics import bifurcation_diagram, frequency_current, hopf, saddle_node
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.parameters import Parameters
from izhikevich.plots.neuron.bifurcation import bifurcation_plot
from izhikevich.plots.neuron.frequency import frequency_plot
from izhikevich.plots.spec import Curve, Label, Plot, Region, Rule, Series

from tests import wire

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


def frequency_of(parameters: Parameters, currents: Any, present: float) -> Plot:
    curve = frequency_current(parameters, currents, transient=200.0, duration=300.0)
    return frequency_plot(curve, present)


def diagram_of(parameters: Parameters, currents: Any, present: float) -> Plot:
    diagram = bifurcation_diagram(parameters, currents, transient=200.0, duration=300.0)
    return bifurcation_plot(diagram, present)


def named(plot: Plot) -> dict[str, Series]:
    return {series.name: series for pane in plot.panes for series in pane.series}


@pytest.mark.parametrize(("parameters", "currents"), CASES)
def test_plotly_accepts_the_plots_over_the_current(parameters: Parameters, currents: Any) -> None:
    for plot in (
        frequency_of(parameters, currents, float(currents[1])),
        diagram_of(parameters, currents, float(currents[1])),
    ):
        figure = wire.figure(plot)
        go.Figure(figure)
        assert figure["layout"]["xaxis"]["range"] == [currents[0], currents[-1]]
        assert parameters.units["I"] in figure["layout"]["xaxis"]["title"]["text"]


def test_bifurcations_and_the_present_current_are_marked_where_they_are() -> None:
    fold, oscillation = saddle_node(RS), hopf(RS)
    assert fold is not None
    assert oscillation is not None
    for make in (frequency_of, diagram_of):
        plot = make(RS, np.linspace(0.0, 15.0, 4), 7.0)
        marks = plot.panes[0].marks
        lines = [mark for mark in marks if isinstance(mark, Rule)]
        assert [line.x for line in lines] == [*sorted([fold.current, oscillation.current]), 7.0]
        assert all(line.through for line in lines)
        names = [mark for mark in marks if isinstance(mark, Label) and mark.shift[0]]
        assert [name.text for name in names] == ["Hopf", "saddle-node", "current I"]
        assert len({name.shift[1] for name in names}) == 3


def test_a_line_runs_through_all_panes() -> None:
    shapes = wire.figure(diagram_of(RS, np.linspace(0.0, 15.0, 4), 7.0))["layout"]["shapes"]
    lines = [shape for shape in shapes if shape["type"] == "line"]
    assert {(line["y0"], line["y1"], line["yref"]) for line in lines} == {(0.0, 1.0, "paper")}


def test_what_is_outside_the_range_is_not_marked() -> None:
    (pane,) = frequency_of(RS, np.linspace(6.0, 9.0, 3), 20.0).panes
    assert list(pane.marks) == []


def test_rising_and_falling_current_have_distinct_marks_and_bistability_a_band() -> None:
    (pane,) = frequency_of(CLASS_2, np.linspace(-1.0, 3.0, 33), 1.0).panes
    up, down = pane.series
    assert isinstance(up, Curve)
    assert isinstance(down, Curve)
    assert up.marker != down.marker
    (band,) = [mark for mark in pane.marks if isinstance(mark, Region)]
    assert band.x is not None
    inside = (up.x >= band.x[0]) & (up.x <= band.x[1])
    assert np.all(up.y[inside] == 0.0)
    assert np.all(down.y[inside] > 0.0)


def test_the_diagram_draws_stable_solid_unstable_dashed_and_resets() -> None:
    series = named(diagram_of(RS, np.linspace(0.0, 15.0, 9), 7.0))
    stable, unstable = series["stable"], series["unstable"]
    assert isinstance(stable, Curve)
    assert isinstance(unstable, Curve)
    assert (stable.dash, unstable.dash) == ("solid", "dash")
    for branch in (stable, unstable):
        drawn = np.isfinite(branch.x)
        np.testing.assert_allclose(
            RS.dv(branch.y[drawn], RS.b * branch.y[drawn], branch.x[drawn]), 0.0, atol=1e-9
        )
        assert branch.detail is not None
        assert len(branch.detail.values) == drawn.size
    assert stable.y[np.isfinite(stable.y)].max() <= -60.0
    assert set(series["u at reset"].x) <= set(np.linspace(0.0, 15.0, 9))
    cycles = series["spikes per cycle"].y
    assert np.all(cycles[np.isfinite(cycles)] == 1)
    assert np.nanmax(series["reset"].y) == RS.c


def test_artefacts_of_the_scheme_are_marked_apart() -> None:
    """A coarse step makes spikes under hyperpolarisation: they are marked, not counted."""
    currents = np.linspace(-200.0, 10.0, 8)
    with pytest.warns(NumericalArtefactWarning):
        curve = frequency_current(RS, currents, scheme="forward", dt=1.0)
    marks = named(frequency_plot(curve, 0.0))["numerical artefact"]
    assert set(marks.x) == set(currents[curve.artefacts > 0])
    assert not curve.up[curve.artefacts > 0].any()
