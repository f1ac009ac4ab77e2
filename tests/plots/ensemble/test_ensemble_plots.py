"""Figures of ensembles: Plotly accepts them, and they hold the numbers they were given."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.figures.decoded import Row, decoded_figure
from izhikevich.figures.decoders import decoders_figure
from izhikevich.figures.membrane import membrane_figure
from izhikevich.figures.plane import plane_figure
from izhikevich.figures.rates import rates_figure
from izhikevich.figures.sizes import sizes_figure
from izhikevich.figures.style import Figure
from izhikevich.figures.tuning import MOST_CURVES, tuning_figure

T = np.arange(1.0, 501.0)
WAVE = np.sin(T / 80.0)[:, None]


def named(figure: Figure, name: str) -> dict[str, Any]:
    (trace,) = [trace for trace in figure["data"] if trace["name"] == name]
    return dict(trace)


def row(title: str, dimensions: int = 1) -> Row:
    target = np.repeat(WAVE, dimensions, axis=1)
    return Row(title, target, target + 0.1, (-1.5, 1.5))


@pytest.mark.parametrize("rows", [1, 2])
@pytest.mark.parametrize("dimensions", [1, 2])
def test_decoded_over_target(rows: int, dimensions: int) -> None:
    given = (T, WAVE[:, 0])
    figure = decoded_figure(T, [row(f"x{k}", dimensions) for k in range(rows)], given, 500.0)
    go.Figure(figure)
    assert len(figure["data"]) == 1 + 2 * rows * dimensions
    np.testing.assert_array_equal(named(figure, "input")["y"], WAVE[:, 0])
    np.testing.assert_array_equal(named(figure, "decoded")["y"], WAVE[:, 0] + 0.1)
    assert {trace.get("yaxis", "y") for trace in figure["data"]} == {"y", "y2"} - (
        {"y2"} if rows == 1 else set()
    )
    domains = [figure["layout"][f"yaxis{k}"]["domain"] for k in ("", "2")[:rows]]
    assert domains[0][1] == 1.0
    assert all(upper[0] > lower[1] for upper, lower in pairwise(domains))
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert texts == [*(f"x{k}" for k in range(rows)), "target", "decoded"]
    other = decoded_figure(T, [row("x")], (T, 2.0 * WAVE[:, 0]), 500.0)
    assert other["layout"]["annotations"][-1]["text"] == "input (dotted)"


def test_what_is_decoded_stands_over_the_target() -> None:
    names = [trace["name"] for trace in decoded_figure(T, [row("x")], (T, T), 500.0)["data"]]
    assert names.index("decoded") > names.index("target") > names.index("input")


def test_tuning_curves_are_two_traces_and_one_in_front() -> None:
    x = np.linspace(-1.0, 1.0, 11)
    positive = np.array([True, False, True])
    rates = np.where(positive, 100.0 * (x[:, None] + 1.0), 50.0 * (1.0 - x[:, None]))
    figure = tuning_figure(x, rates, positive, 1, "x")
    go.Figure(figure)
    up, down, front = figure["data"]
    assert np.isnan(up["y"]).sum() == 2
    assert np.isnan(down["y"]).sum() == 1
    np.testing.assert_array_equal(down["y"][:11], rates[:, 1])
    np.testing.assert_array_equal(up["x"][12:23], x)
    np.testing.assert_array_equal(front["y"], rates[:, 1])
    assert figure["layout"]["yaxis"]["range"][1] >= rates.max()


def test_of_very_many_tuning_curves_some_are_drawn() -> None:
    x = np.linspace(-1.0, 1.0, 5)
    rates = np.ones((5, 2000)) * np.arange(2000.0)
    figure = tuning_figure(x, rates, np.ones(2000, dtype=bool), 1999, "x")
    drawn = np.isnan(figure["data"][0]["y"]).sum()
    assert 0.5 * MOST_CURVES < drawn <= MOST_CURVES
    assert figure["data"][2]["y"][0] == 1999.0


def test_the_plane_has_circle_cloud_paths_and_one_encoder() -> None:
    turns = np.linspace(0.0, 2.0 * np.pi, 8, endpoint=False)
    encoders = np.column_stack((np.cos(turns), np.sin(turns)))
    path = np.column_stack((np.cos(T), np.sin(T)))
    heights = np.linspace(0.5, 1.0, 8)
    figure = plane_figure(encoders, heights, 2.0, path, 0.9 * path, 2)
    go.Figure(figure)
    cloud = named(figure, "encoders")
    distances = np.hypot(cloud["x"], cloud["y"])
    assert np.all(distances > 2.0), "outside the circle, where they hide nothing"
    assert np.all(np.diff(distances) > 0.0)
    assert distances.max() < figure["layout"]["xaxis"]["range"][1]
    np.testing.assert_allclose(named(figure, "neuron looked at")["y"], [0.0, cloud["y"][2]])
    np.testing.assert_array_equal(named(figure, "decoded")["x"], 0.9 * path[:, 0])
    assert figure["layout"]["yaxis"]["scaleanchor"] == "x", "a circle must be round"


@pytest.mark.parametrize("dimensions", [1, 2])
def test_decoders_are_marked_by_neuron(dimensions: int) -> None:
    decoders = np.arange(4.0 * dimensions).reshape(4, dimensions) - 2.0
    positive = np.array([True, True, False, True])
    figure = decoders_figure(np.arange(4.0), decoders, positive, 3, ("x", "x²"))
    go.Figure(figure)
    assert len(figure["data"]) == 3 * dimensions
    plus, minus, chosen = figure["data"][:3]
    np.testing.assert_array_equal(plus["y"], 1e3 * decoders[[0, 1, 3], 0])
    np.testing.assert_array_equal(minus["customdata"], [2.0])
    np.testing.assert_array_equal(chosen["x"], [3.0])
    assert "x²" in str(figure["layout"]["annotations"])


def test_the_distribution_of_rates_counts_every_neuron() -> None:
    rates = np.array([0.0, 5.0, 5.0, 100.0, 230.0])
    positive = np.array([True, False, True, True, False])
    figure = rates_figure(rates, positive, 3)
    go.Figure(figure)
    assert sum(trace["y"].sum() for trace in figure["data"]) == rates.size
    assert named(figure, "−")["y"].sum() == 2
    assert figure["layout"]["xaxis"]["range"][1] >= 230.0
    assert {shape["x0"] for shape in figure["layout"]["shapes"]} == {68.0, 100.0}
    go.Figure(rates_figure(np.zeros(3), np.ones(3, dtype=bool), 0))


def test_errors_over_sizes() -> None:
    sizes = np.array([10.0, 30.0, 100.0])
    errors = np.array([[0.2, 0.3], [0.06, 0.08], [0.04, 0.06]])
    static = np.array([0.1, 0.02, 0.004])
    figure = sizes_figure(sizes, errors, static, (1000.0, 0.05))
    go.Figure(figure)
    np.testing.assert_allclose(named(figure, "spikes")["y"], [0.25, 0.07, 0.05])
    assert named(figure, "single ensembles")["x"].tolist() == [10, 10, 30, 30, 100, 100]
    for letter, least, most in (("x", 10.0, 1000.0), ("y", 0.004, 0.3)):
        low, high = figure["layout"][f"{letter}axis"]["range"]
        assert low < np.log10(least)
        assert high > np.log10(most)


def test_a_neuron_is_drawn_to_its_peak() -> None:
    t = np.arange(1.0, 6.0)
    v = np.array([-60.0, -50.0, -65.0, -64.0, -63.0])
    figure = membrane_figure(t, v, t, np.array([2]), 30.0, 5.0)
    go.Figure(figure)
    np.testing.assert_array_equal(named(figure, "v")["x"], [1, 2, 3, 3, 4, 5])
    np.testing.assert_array_equal(named(figure, "v")["y"], [-60, -50, 30, -65, -64, -63])
    silent = membrane_figure(t, v, t, np.array([], dtype=int), 30.0, 5.0)
    assert named(silent, "v")["y"].max() == -50.0
