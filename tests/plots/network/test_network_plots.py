"""Plots of networks beneath the raster: Plotly accepts them, and they hold what they were given."""

from __future__ import annotations

import html

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.plots.network.around import psth_plot, triggered_plot
from izhikevich.plots.network.correlogram import correlogram_plot
from izhikevich.plots.network.graph import graph_plot
from izhikevich.plots.network.intervals import Intervals, intervals_plot
from izhikevich.plots.network.spectrogram import spectrogram_plot
from izhikevich.plots.network.spectrum import spectrum_plot
from izhikevich.plots.network.weights import matrix_plot, weights_plot
from izhikevich.plots.spec import Arrow, Curve, Label, Loop, Map, Points, Rule
from izhikevich.plots.style import Role
from izhikevich.progress import finish

from tests import wire


def test_intervals_and_their_variation_stand_next_to_each_other() -> None:
    edges = np.linspace(0.0, 20.0, 11)
    counts = np.arange(10.0)
    cvs = np.array([0.5, 0.51, np.nan, 7.0])
    plot = intervals_plot(edges, [Intervals("E", Role.EXCITATORY, counts, cvs)])
    go.Figure(wire.figure(plot))
    left, right = plot.panes
    assert left.area.right < right.area.left
    np.testing.assert_array_equal(left.series[0].y, counts)
    assert right.series[0].y.sum() == 3, "NaN is no variation"
    assert right.series[0].y[-1] == 1, "those above 2 are in the last bin"
    assert left.x.quantity.heading == "interval (ms)"
    assert plot.results == ["E: mean CV 2.67 of 3 neurons."]


def test_each_population_has_a_row_of_intervals_on_the_same_axes() -> None:
    edges = np.linspace(0.0, 20.0, 11)
    rows = [
        Intervals(name, role, np.full(10, k), np.full(4, cv))
        for k, (name, role, cv) in enumerate(
            [("E", Role.EXCITATORY, 0.5), ("I", Role.INHIBITORY, np.nan)]
        )
    ]
    plot = intervals_plot(edges, rows)
    go.Figure(wire.figure(plot))
    upper, upper_right, lower, lower_right = plot.panes
    assert upper.x is lower.x
    assert upper_right.x is lower_right.x
    assert lower.area.top < upper.area.bottom
    assert [pane.title for pane in plot.panes] == ["E", "CV 0.50", "I", "no CV"]
    assert [pane.series[0].role for pane in plot.panes] == [Role.EXCITATORY] * 2 + [
        Role.INHIBITORY
    ] * 2
    assert plot.results[1] == "I: no neuron has fired three times."


def test_the_largest_covariance_is_told_with_what_chance_makes_of_it() -> None:
    lags, covariance = np.arange(-2.0, 3.0), np.array([0.0, 1.0, 0.0, 8.0, -9.0])
    plot = correlogram_plot(("E", "I"), lags, covariance, np.full(5, 2.0))
    go.Figure(wire.figure(plot))
    assert plot.results == [
        "The covariance is highest, 8 Hz², at a lag of 1 ms: 4 times its standard deviation by "
        "chance."
    ]
    curve, upper, lower = plot.panes[0].series
    np.testing.assert_array_equal(curve.y, covariance)
    np.testing.assert_array_equal(upper.y, np.full(5, 4.0))
    np.testing.assert_array_equal(lower.y, -upper.y)


def test_a_spectrogram_is_in_decibels_below_its_highest_power() -> None:
    frequencies = np.array([0.0, 10.0, 20.0, 200.0])
    power = np.array([[9e9, 1.0, 10.0, 9e9], [9e9, 100.0, 0.0, 9e9]])
    plot = spectrogram_plot(np.array([5.0, 15.0]), frequencies, power, (0.0, 20.0))
    go.Figure(wire.figure(plot))
    (shown,) = plot.panes[0].series
    assert isinstance(shown, Map)
    np.testing.assert_array_equal(shown.y, [10.0, 20.0])
    np.testing.assert_allclose(shown.z, [[-20.0, 0.0], [-10.0, -20.0]])
    assert plot.results == ["The power is highest at 10 Hz, around 15 ms."]


def test_curves_around_events_differ_where_their_colours_do_not() -> None:
    lags = np.array([-1.0, 1.0])
    rates = [
        ("A", Role.EXCITATORY, np.array([1.0, 9.0])),
        ("B", Role.EXCITATORY, np.array([4.0, 2.0])),
        ("C", Role.INHIBITORY, np.array([4.0, 2.0])),
    ]
    plot = psth_plot(lags, rates, 3)
    go.Figure(wire.figure(plot))
    curves = [one for one in plot.panes[0].series if isinstance(one, Curve)]
    assert [one.dash for one in curves] == ["solid", "dash", "solid"]
    assert plot.results[0] == "A: the rate is highest, 9 Hz, 1 ms from the onset."
    mean = (np.array([2.0, 3.0]), np.array([0.5, 0.25]))
    plot = triggered_plot(lags, mean, mean, "mV/ms", (lags, rates), "neuron 3, mean of 5 spikes")
    go.Figure(wire.figure(plot))
    current, voltage, _ = plot.panes
    for pane in (current, voltage):
        middle, above, below = pane.series
        np.testing.assert_array_equal(above.y - middle.y, mean[1])
        np.testing.assert_array_equal(middle.y - below.y, mean[1])


def test_the_peaks_of_a_spectrum_have_their_names_above_them() -> None:
    frequencies = np.arange(0.0, 500.0)
    plot = spectrum_plot(frequencies, frequencies + 1.0, [("alpha", 10.0, 11.0)])
    go.Figure(wire.figure(plot))
    (pane,) = plot.panes
    power, peaks = pane.series
    assert (power.x[0], power.x[-1]) == (1.0, 120.0)
    np.testing.assert_array_equal(power.y, power.x + 1.0)
    (label,) = pane.marks
    assert isinstance(label, Label)
    assert (label.text, label.x, label.y) == ("alpha 10 Hz", peaks.x[0], peaks.y[0])


@pytest.mark.parametrize("learns", [False, True])
def test_weights_are_counted_at_first_only_if_they_changed(learns: bool) -> None:
    first = np.array([0.0, 1.0, 2.0, 2.0])
    now = first + 1.0 if learns else first
    plot = finish(weights_plot([("excitatory", Role.EXCITATORY, first, now, 1.0)]))
    go.Figure(wire.figure(plot))
    (pane,) = plot.panes
    names = [series.name for series in pane.series]
    assert names == [*(["excitatory at first"] if learns else []), "excitatory"]
    for series in pane.series:
        assert isinstance(series, Curve)
        assert series.step == "after"
        assert series.y.sum() == first.size
        assert series.x.size == series.y.size
    assert pane.x.quantity.heading == "weight (mV/ms)"


def test_without_synapses_there_is_a_word_about_it() -> None:
    assert "no synapses" in finish(weights_plot([])).message


def test_the_matrix_has_lines_between_populations() -> None:
    matrix = np.array([[0.0, -2.0], [1.0, 0.5]])
    plot = matrix_plot(matrix, 10, [0.0, 8.0])
    go.Figure(wire.figure(plot))
    (pane,) = plot.panes
    (weights,) = pane.series
    assert isinstance(weights, Map)
    np.testing.assert_array_equal(weights.z, matrix)
    assert weights.z_range == (-2.0, 2.0), "so that paper stands for 0"
    np.testing.assert_array_equal(weights.x, [2.5, 7.5])
    rules = [mark for mark in pane.marks if isinstance(mark, Rule)]
    assert [(rule.x, rule.y) for rule in rules] == [(8.0, None), (None, 8.0)]


EDGES = [(0, 0, 1.0, 100), (0, 1, 2.0, 50), (1, 0, -1.0, 25)]


def test_the_graph_has_an_arrow_for_each_projection_and_loops() -> None:
    plot = graph_plot(["<i>A</i>", "B"], [80, 20], [Role.EXCITATORY, Role.INHIBITORY], EDGES)
    figure = wire.figure(plot)
    go.Figure(figure)
    (pane,) = plot.panes
    (nodes,) = pane.series
    assert isinstance(nodes, Points)
    sizes = nodes.marker.size
    assert not isinstance(sizes, float)
    assert sizes[0] == pytest.approx(2.0 * sizes[1]), "areas go by the number of neurons"
    (loop,) = [mark for mark in pane.marks if isinstance(mark, Loop)]
    there, back = [mark for mark in pane.marks if isinstance(mark, Arrow)]
    assert loop.centre[0] == nodes.x[0]
    assert (there.role, back.role) == (Role.EXCITATORY, Role.INHIBITORY)
    assert there.width > back.width
    assert there.start != back.end, "they stand apart"
    (trace,) = figure["data"]
    assert trace["marker"]["opacity"] == 1.0
    words = [
        *trace["text"],
        *(n.get("hovertext") or n["text"] for n in figure["layout"]["annotations"]),
    ]
    assert not any("<i>" in text for text in words)
    assert html.unescape(trace["text"][0]) == "<i>A</i>: 80 neurons"


@pytest.mark.parametrize("n", [1, 2, 3, 7])
def test_names_in_the_graph_stand_outside(n: int) -> None:
    names = [f"population {k}" for k in range(n)]
    plot = graph_plot(names, [10] * n, [Role.EXCITATORY] * n, [])
    labels = [mark for mark in plot.panes[0].marks if isinstance(mark, Label)]
    assert [label.text for label in labels] == [f"{name} (10)" for name in names]
    for label in labels:
        right, up = label.shift
        assert right * label.x > 0.0 or (right == 0.0 and up * label.y >= 0.0)
