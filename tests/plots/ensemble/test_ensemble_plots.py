"""Plots of ensembles: Plotly accepts them, and they hold the numbers they were given."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.plots.ensemble.decoded import Row, decoded_plot
from izhikevich.plots.ensemble.decoders import decoders_plot
from izhikevich.plots.ensemble.membrane import membrane_plot
from izhikevich.plots.ensemble.plane import plane_plot
from izhikevich.plots.ensemble.rates import rates_plot
from izhikevich.plots.ensemble.sizes import sizes_plot
from izhikevich.plots.ensemble.tuning import tuning_plot
from izhikevich.plots.render.thinning import MAX_CURVES
from izhikevich.plots.spec import Label, Loop, Plot, Rule, Series
from izhikevich.plots.style import Role

from tests import wire

T = np.arange(1.0, 501.0)
WAVE = np.sin(T / 80.0)[:, None]


def every(plot: Plot) -> list[Series]:
    return [series for pane in plot.panes for series in pane.series]


def named(plot: Plot, name: str) -> Any:
    (series,) = [series for series in every(plot) if series.name == name]
    return series


def labels(plot: Plot) -> list[Label]:
    return [mark for pane in plot.panes for mark in pane.marks if isinstance(mark, Label)]


def row(title: str, dimensions: int = 1) -> Row:
    target = np.repeat(WAVE, dimensions, axis=1)
    return Row(title, target, target + 0.1, (-1.5, 1.5))


@pytest.mark.parametrize("rows", [1, 2])
@pytest.mark.parametrize("dimensions", [1, 2])
def test_decoded_over_target(rows: int, dimensions: int) -> None:
    given = (T, WAVE[:, 0])
    plot = decoded_plot(T, [row(f"x{k}", dimensions) for k in range(rows)], given, 500.0)
    go.Figure(wire.figure(plot))
    assert len(every(plot)) == 1 + 2 * rows * dimensions
    np.testing.assert_array_equal(named(plot, "input").y, WAVE[:, 0])
    np.testing.assert_array_equal(named(plot, "decoded").y, WAVE[:, 0] + 0.1)
    assert [pane.title for pane in plot.panes] == [f"x{k}" for k in range(rows)]
    areas = [pane.area for pane in plot.panes]
    assert areas[0].top == 1.0
    assert all(upper.bottom > lower.top for upper, lower in pairwise(areas))
    assert all(pane.x is plot.panes[0].x for pane in plot.panes)
    assert [text for pane in plot.panes for text, _ in pane.notes] == ["target", "decoded"]
    other = decoded_plot(T, [row("x")], (T, 2.0 * WAVE[:, 0]), 500.0)
    assert [text for text, _ in other.panes[0].notes] == ["input (dotted)", "target", "decoded"]


def test_what_is_decoded_stands_over_the_target() -> None:
    names = [series.name for series in every(decoded_plot(T, [row("x")], (T, T), 500.0))]
    assert names.index("decoded") > names.index("target") > names.index("input")


def test_a_long_run_is_described_whole() -> None:
    t = np.arange(1.0, 20_001.0)
    wave = np.sin(t / 80.0)[:, None]
    plot = decoded_plot(t, [Row("x", wave, wave, (-1.5, 1.5))], (t, wave[:, 0]), 20_000.0)
    assert named(plot, "decoded").x.size == t.size
    assert max(trace["x"].size for trace in wire.figure(plot)["data"]) <= 4000


def test_only_the_first_heading_leaves_room_for_the_button() -> None:
    plot = decoded_plot(T, [row("x"), row("y")], (T, WAVE[:, 0]), 500.0)
    notes = {
        note["text"]: note.get("xshift", 0.0) for note in wire.figure(plot)["layout"]["annotations"]
    }
    assert notes["x"] > 50.0
    assert notes["y"] == 0.0


def test_tuning_curves_are_two_series_and_one_in_front() -> None:
    x = np.linspace(-1.0, 1.0, 11)
    positive = np.array([True, False, True])
    rates = np.where(positive, 100.0 * (x[:, None] + 1.0), 50.0 * (1.0 - x[:, None]))
    plot = tuning_plot(x, rates, positive, 1, "x")
    go.Figure(wire.figure(plot))
    up, down, front = every(plot)
    assert np.isnan(up.y).sum() == 2
    assert np.isnan(down.y).sum() == 1
    np.testing.assert_array_equal(down.y[:11], rates[:, 1])
    np.testing.assert_array_equal(up.x[12:23], x)
    assert up.detail is not None
    np.testing.assert_array_equal(up.detail.values, np.repeat([0, 2], 12))
    np.testing.assert_array_equal(front.y, rates[:, 1])
    (_, high) = plot.panes[0].y.range or (0.0, 0.0)
    assert high >= rates.max()
    (label,) = labels(plot)
    assert (label.x, label.y) == (x[0], rates[0, 1])


def test_of_very_many_tuning_curves_some_are_drawn() -> None:
    x = np.linspace(-1.0, 1.0, 5)
    rates = np.ones((5, 2000)) * np.arange(2000.0)
    plot = tuning_plot(x, rates, np.ones(2000, dtype=bool), 1999, "x")
    assert np.isnan(every(plot)[0].y).sum() == 2000
    data = wire.figure(plot)["data"]
    drawn = np.isnan(data[0]["y"]).sum()
    assert 0.5 * MAX_CURVES < drawn <= MAX_CURVES
    curves = data[0]["y"].reshape(-1, 6)
    np.testing.assert_array_equal(curves[:, :5], curves[:, :1] + np.zeros(5))
    assert data[2]["y"][0] == 1999.0


def test_the_plane_has_circle_cloud_paths_and_one_encoder() -> None:
    turns = np.linspace(0.0, 2.0 * np.pi, 8, endpoint=False)
    encoders = np.column_stack((np.cos(turns), np.sin(turns)))
    path = np.column_stack((np.cos(T), np.sin(T)))
    heights = np.linspace(0.5, 1.0, 8)
    plot = plane_plot(encoders, heights, 2.0, path, 0.9 * path, 2)
    go.Figure(wire.figure(plot))
    cloud = named(plot, "encoders")
    distances = np.hypot(cloud.x, cloud.y)
    assert np.all(distances > 2.0), "outside the circle, where they hide nothing"
    assert np.all(np.diff(distances) > 0.0)
    (_, edge) = plot.panes[0].x.range or (0.0, 0.0)
    assert distances.max() < edge
    (circle,) = [mark for mark in plot.panes[0].marks if isinstance(mark, Loop)]
    assert (circle.centre, circle.radius) == ((0.0, 0.0), 2.0)
    np.testing.assert_allclose(named(plot, "selected neuron").y, [0.0, cloud.y[2]])
    np.testing.assert_array_equal(named(plot, "decoded").x, 0.9 * path[:, 0])
    layout = wire.figure(plot)["layout"]
    assert layout["yaxis"]["scaleanchor"] == "x", "a circle must be round"
    assert [shape["type"] for shape in layout["shapes"]] == ["circle"]


@pytest.mark.parametrize("dimensions", [1, 2])
def test_decoders_are_marked_by_neuron(dimensions: int) -> None:
    decoders = np.arange(4.0 * dimensions).reshape(4, dimensions) - 2.0
    positive = np.array([True, True, False, True])
    plot = decoders_plot(np.arange(4.0), decoders, positive, 3, ("x", "x²"))
    go.Figure(wire.figure(plot))
    assert len(every(plot)) == 3 * dimensions
    plus, minus, chosen = every(plot)[:3]
    np.testing.assert_array_equal(plus.y, 1e3 * decoders[[0, 1, 3], 0])
    assert minus.detail is not None
    np.testing.assert_array_equal(minus.detail.values, [2])
    np.testing.assert_array_equal(chosen.x, [3.0])
    assert len({pane.y.range for pane in plot.panes}) == 1
    for pane in plot.panes:
        assert pane.y.quantity.name.endswith("for x²")
        assert pane.y.quantity.unit == "per kHz"
        assert pane.title == pane.y.quantity.heading


def test_the_distribution_of_rates_counts_every_neuron() -> None:
    rates = np.array([0.0, 5.0, 5.0, 100.0, 230.0])
    positive = np.array([True, False, True, True, False])
    plot = rates_plot(rates, positive, 3)
    go.Figure(wire.figure(plot))
    assert sum(series.y.sum() for series in every(plot)) == rates.size
    assert named(plot, "−").y.sum() == 2
    (pane,) = plot.panes
    assert pane.x.range is not None
    assert pane.x.range[1] >= 230.0
    assert {mark.x for mark in pane.marks if isinstance(mark, Rule)} == {68.0, 100.0}
    go.Figure(wire.figure(rates_plot(np.zeros(3), np.ones(3, dtype=bool), 0)))


def test_errors_over_sizes() -> None:
    sizes = np.array([10.0, 30.0, 100.0])
    errors = np.array([[0.2, 0.3], [0.06, 0.08], [0.04, 0.06]])
    static = np.array([0.1, 0.02, 0.004])
    plot = sizes_plot(sizes, errors, static, (1000.0, 0.05))
    figure = wire.figure(plot)
    go.Figure(figure)
    np.testing.assert_allclose(named(plot, "spikes").y, [0.25, 0.07, 0.05])
    assert named(plot, "single ensembles").x.tolist() == [10, 10, 30, 30, 100, 100]
    for letter, least, most in (("x", 10.0, 1000.0), ("y", 0.004, 0.3)):
        low, high = figure["layout"][f"{letter}axis"]["range"]
        assert low < np.log10(least)
        assert high > np.log10(most)
    notes = {note["text"]: note for note in figure["layout"]["annotations"]}
    end = notes["from spikes"]
    assert (end["x"], end["y"]) == pytest.approx((2.0, np.log10(0.05))), "Plotly wants logarithms"


def test_names_of_curves_have_room_behind_their_ends() -> None:
    errors, static = np.array([[0.2], [0.1]]), np.array([0.2, 0.1])

    def margin(most: float) -> float:
        plot = sizes_plot(np.array([5.0, 200.0]), errors, static, (most, 0.1))
        return float(wire.figure(plot)["layout"]["margin"]["r"])

    assert margin(100.0) > 100.0
    assert margin(20_000.0) < 20.0, "here they end within the pane"


def test_a_neuron_is_drawn_to_its_peak() -> None:
    t = np.arange(1.0, 6.0)
    v = np.array([-60.0, -50.0, -65.0, -64.0, -63.0])
    plot = membrane_plot(t, v, t, np.array([2]), 30.0, 5.0)
    go.Figure(wire.figure(plot))
    voltage = named(plot, "v")
    np.testing.assert_array_equal(voltage.x, [1, 2, 3, 3, 4, 5])
    np.testing.assert_array_equal(voltage.y, [-60, -50, 30, -65, -64, -63])
    np.testing.assert_array_equal(voltage.data[1], v)
    (spikes,) = plot.spikes
    np.testing.assert_array_equal(spikes.values, [3.0])
    silent = membrane_plot(t, v, t, np.array([], dtype=int), 30.0, 5.0)
    assert named(silent, "v").y.max() == -50.0


def test_a_function_that_is_no_text_for_plotly_is_shown_as_it_was_written() -> None:
    positive = np.array([True, False])
    plot = decoders_plot(np.arange(2.0), np.ones((2, 1)), positive, 0, ("x", "x<b>1</b>"))
    (title, *_) = wire.figure(plot)["layout"]["annotations"]
    assert "<b>" not in title["text"]
    assert {role for _, role in plot.panes[0].notes} == {Role.POSITIVE, Role.NEGATIVE}
