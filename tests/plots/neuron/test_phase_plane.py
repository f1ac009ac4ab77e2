"""The phase plane: its curves are the right ones, its window holds what it shows."""

from __future__ import annotations

from math import isfinite
from typing import Any

import izhikevich as izh
import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich import ParameterError
from izhikevich.dynamics import Window, fixed_points
from izhikevich.dynamics.equilibria.phase_plane import phase_plane_of, plane_of
from izhikevich.dynamics.equilibria.window import phase_window
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.experiment import Experiment
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.trace import Trace
from izhikevich.plots.neuron.direction_field import direction_field
from izhikevich.plots.neuron.phase_plane import phase_plot

from tests import wire
from tests.views.runs import run_of


def phase_figure(*arguments: Any) -> dict[str, Any]:
    return wire.figure(phase_plot(plane_of(*arguments)))


EXPERIMENTS: dict[str, Experiment] = {**PATTERNS, **CELL_TYPES}
each_experiment = pytest.mark.parametrize("key", EXPERIMENTS)
# Inhibition-induced bursting runs away when it is integrated accurately.
RUNS = [(key, "own") for key in EXPERIMENTS] + [
    (key, "accurate") for key in EXPERIMENTS if key != "inhibition_induced_bursting"
]


def figure_of(trace: Trace) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the figure at the last current of a run, and its traces by name."""
    figure = phase_figure(
        trace.parameters, trace, float(trace.current[-1]), float(trace.current[0])
    )
    return figure, {trace["name"]: trace for trace in figure["data"]}


def strings(value: Any) -> list[str]:
    """Return all strings in a figure."""
    if isinstance(value, dict):
        return [s for part in value.values() for s in strings(part)]
    if isinstance(value, list):
        return [s for part in value for s in strings(part)]
    return [value] if isinstance(value, str) else []


@each_experiment
def test_plotly_accepts_the_phase_plane(key: str) -> None:
    trace = EXPERIMENTS[key].simulate()
    figure, traces = figure_of(trace)
    go.Figure(figure)
    assert len(traces) == len(figure["data"]) <= 9
    assert {"v-nullcline", "u-nullcline", "trajectory", "start"} <= set(traces)
    assert [shape["name"] for shape in figure["layout"]["shapes"]] == ["field"]
    assert ("v-nullcline at rest" in traces) == (trace.current[0] != trace.current[-1])
    assert traces["trajectory"]["meta"] == {"ghost": True}
    assert trace.parameters.units["u"] in figure["layout"]["yaxis"]["title"]["text"]
    assert not [text for text in strings(figure) if text.startswith("#")]


@each_experiment
def test_on_the_nullclines_the_flow_has_no_such_part(key: str) -> None:
    trace = EXPERIMENTS[key].simulate()
    parameters, current = trace.parameters, float(trace.current[-1])
    traces = figure_of(trace)[1]
    v, u = traces["v-nullcline"]["x"], traces["v-nullcline"]["y"]
    size = np.abs(parameters.quadratic(v)) + abs(current)
    assert np.all(np.abs(parameters.dv(v, u, current)) <= 1e-12 * size.max())
    v, u = traces["u-nullcline"]["x"], traces["u-nullcline"]["y"]
    switch = getattr(parameters.drive, "switch", None)
    on_a_piece = v != switch
    np.testing.assert_allclose(parameters.du(v, u)[on_a_piece], 0.0, atol=1e-9)
    if "v-nullcline at rest" in traces:
        faint = traces["v-nullcline at rest"]
        assert np.allclose(parameters.dv(faint["x"], faint["y"], float(trace.current[0])), 0.0)


@pytest.mark.parametrize(("key", "scheme"), RUNS)
def test_the_trajectory_reaches_the_peak_and_the_window_holds_it(key: str, scheme: str) -> None:
    trace = EXPERIMENTS[key].simulate(**({} if scheme == "own" else {"scheme": scheme}))
    figure, traces = figure_of(trace)
    v, u = traces["trajectory"]["x"], traces["trajectory"]["y"]
    assert np.count_nonzero(np.isnan(v)) == trace.n_spikes
    assert np.array_equal(np.isnan(v), np.isnan(u))
    (v_low, v_high), (u_low, u_high) = (
        figure["layout"][name]["range"] for name in ("xaxis", "yaxis")
    )
    assert v_low <= np.nanmin(v)
    assert np.nanmax(v) <= v_high
    assert u_low <= np.nanmin(u)
    assert np.nanmax(u) <= u_high
    assert ("resets" in traces) == (trace.n_spikes > 0)
    if trace.n_spikes:
        peaks = np.minimum(trace.spike_v, trace.parameters.peak(trace.spike_u))
        before_gap = v[np.flatnonzero(np.isnan(v)) - 1]
        np.testing.assert_allclose(before_gap, peaks)
        resets = traces["resets"]
        np.testing.assert_allclose(resets["x"][0::3], peaks)
        after_v, after_u = trace.parameters.reset(trace.spike_u)
        np.testing.assert_allclose(resets["x"][1::3], np.broadcast_to(after_v, peaks.shape))
        np.testing.assert_allclose(resets["y"][1::3], after_u)


@each_experiment
def test_equilibria_are_told_apart_by_their_symbols(key: str) -> None:
    trace = EXPERIMENTS[key].simulate()
    points = fixed_points(trace.parameters, float(trace.current[-1]))
    traces = figure_of(trace)[1]
    assert ("equilibria" in traces) == bool(points)
    if points:
        marker = traces["equilibria"]
        symbols = marker["marker"]["symbol"]
        symbols = [symbols] if isinstance(symbols, str) else symbols
        for point, symbol, text in zip(points, symbols, marker["text"], strict=True):
            assert point.kind in text
            assert (symbol == "circle") == point.stable
            assert (symbol == "x-thin") == (point.kind == "saddle")


@each_experiment
def test_every_visible_curve_has_its_name_inside_and_apart(key: str) -> None:
    figure, traces = figure_of(EXPERIMENTS[key].simulate())
    (v_low, v_high), (u_low, u_high) = (
        figure["layout"][name]["range"] for name in ("xaxis", "yaxis")
    )
    names = traces["labels"]
    texts = names["text"]
    assert len(set(texts)) == len(texts)
    assert {"v' = 0", "u' = 0"} <= set(texts) <= {"v' = 0", "u' = 0", "separatrix"}
    assert "separatrix" not in texts or "separatrix" in traces
    places = [
        ((x - v_low) / (v_high - v_low), (y - u_low) / (u_high - u_low))
        for x, y in zip(names["x"], names["y"], strict=True)
    ]
    for i, (x, y) in enumerate(places):
        assert 0.0 < x < 1.0
        assert 0.0 < y < 1.0
        for other_x, other_y in places[:i]:
            assert abs(x - other_x) > 0.05 or abs(y - other_y) > 0.04


def test_the_field_points_along_the_flow_and_has_one_length() -> None:
    parameters = Parameters()
    window = (-80.0, 40.0, -20.0, 10.0)
    v, u = direction_field(parameters, 10.0, window).transpose(2, 0, 1)
    shaft = np.column_stack(((v[:, 1] - v[:, 0]) / 120.0, (u[:, 1] - u[:, 0]) / 30.0))
    length = np.hypot(*shaft.T)
    np.testing.assert_allclose(length, length[0], rtol=1e-4)
    middle_v, middle_u = 0.5 * (v[:, 0] + v[:, 1]), 0.5 * (u[:, 0] + u[:, 1])
    flow = np.column_stack(
        (parameters.dv(middle_v, middle_u, 10.0) / 120.0, parameters.du(middle_v, middle_u) / 30.0)
    )
    along = np.sum(flow * shaft, axis=1) / (np.hypot(*flow.T) * length)
    np.testing.assert_allclose(along, 1.0, atol=1e-6)
    assert middle_v.max() < parameters.v_peak


def test_the_window_stands_still_for_small_changes_of_the_current() -> None:
    pattern = PATTERNS["tonic_spiking"]
    windows = {
        phase_window(pattern.parameters, pattern.simulate(stimulus=current), current)
        for current in np.linspace(10.0, 11.0, 11)
    }
    assert len(windows) <= 3


def test_without_a_run_there_is_still_a_phase_plane() -> None:
    for experiment in EXPERIMENTS.values():
        figure = phase_figure(experiment.parameters, None, 0.0, 0.0)
        go.Figure(figure)
        assert "trajectory" not in [trace["name"] for trace in figure["data"]]


def test_a_recovery_variable_that_runs_away_does_not_squash_the_picture() -> None:
    parameters = Parameters(d=300.0)
    trace = PATTERNS["tonic_spiking"].simulate(parameters=parameters, stimulus=2000.0)
    window = phase_window(parameters, trace, 0.0)
    assert all(isfinite(limit) for limit in window)
    assert window[3] - window[2] < 1.5 * (parameters.quadratic(30.0) - parameters.quadratic(-62.5))
    assert trace.u.max() > window[3]


def test_a_given_window_is_used() -> None:
    window = (-70.0, -50.0, -16.0, -12.0)
    figure = phase_figure(Parameters(), None, 0.0, 0.0, Window(*window))
    assert figure["layout"]["xaxis"]["range"] == [-70.0, -50.0]
    assert figure["layout"]["yaxis"]["range"] == [-16.0, -12.0]


class TestCall:
    """`izh.phase_plane`, the plane from Python."""

    def test_it_has_the_curves_and_equilibria(self) -> None:
        plane = izh.phase_plane("RS", 3.0)
        assert [point.kind for point in plane.equilibria] == ["stable node", "saddle"]
        assert [point.v for point in plane.equilibria] == pytest.approx([-65.0, -55.0])
        v, u = plane.v_nullcline.v, plane.v_nullcline.u
        np.testing.assert_allclose(u, 0.04 * v**2 + 5 * v + 143)
        np.testing.assert_allclose(plane.u_nullcline.u, 0.2 * plane.u_nullcline.v)
        assert plane.manifolds is not None
        assert plane.manifolds.saddle == plane.equilibria[1]
        assert repr(plane) == (
            "<PhasePlane at I = 3 mV/ms: stable node at -65 mV, saddle at -55 mV>"
        )

    def test_its_trajectory_is_a_run(self) -> None:
        plane = izh.phase_plane("CH", 10.0, 200.0, 0.2, -70.0, -14.0, "half_step")
        same = izh.simulate("CH", 10.0, 200.0, 0.2, -70.0, -14.0, "half_step")
        assert plane.trace is not None
        np.testing.assert_array_equal(plane.trace.v, same.v)
        assert repr(plane) == "<PhasePlane at I = 10 mV/ms: no equilibrium>"

    def test_a_stimulus_gives_the_current_that_it_holds(self) -> None:
        plane = izh.phase_plane("RS", stimulus="step(10,50)")
        assert (plane.current, plane.rest_current) == (10.0, 0.0)
        names = [series.name for series in plane.plot().plot.panes[0].series]
        assert names[0] == "v-nullcline at rest"

    @pytest.mark.parametrize("key", PATTERNS)
    def test_a_run_has_the_plane_of_the_page(self, key: str) -> None:
        plane = phase_plane_of(izh.simulate_pattern(key))
        run = run_of(key)
        page = phase_plot(
            plane_of(run.parameters, run.trace, run.shown_current, float(run.current[0]))
        )
        np.testing.assert_equal(
            [(s.name, s.x, s.y) for s in plane.plot().plot.panes[0].series],
            [(s.name, s.x, s.y) for s in page.panes[0].series],
        )

    def test_its_table_has_the_equilibria(self) -> None:
        table = izh.phase_plane("RS", 3.0).to_pandas()
        assert list(table.columns) == ["v", "u", "kind", "stable"]
        assert table["stable"].tolist() == [True, False]

    def test_mistakes(self) -> None:
        with pytest.raises(ParameterError, match=r"window = .* must be Window"):
            izh.phase_plane("RS", window=(-80, 30, -20, 20))  # type: ignore[arg-type]
        with pytest.raises(ParameterError, match="current = nan"):
            izh.phase_plane("RS", float("nan"))
        with pytest.raises(ParameterError, match=r"trace = .* must be the run of a neuron"):
            phase_plane_of("RS")  # type: ignore[arg-type]
