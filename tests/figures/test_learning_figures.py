"""Figures of learning: Plotly accepts them, and they hold the numbers they were given."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.figures.backwards import backwards_figure
from izhikevich.figures.course import Course, course_figure
from izhikevich.figures.layers import Matrix, layers_figure
from izhikevich.figures.learned import Answers, Spikes, learned_figure
from izhikevich.figures.still import still
from izhikevich.figures.style import Figure, V
from izhikevich.figures.surrogate import surrogate_figure
from izhikevich.figures.voltages import voltages_figure

T = np.arange(100.0)


def named(figure: Figure, name: str) -> dict[str, Any]:
    (trace,) = [trace for trace in figure["data"] if trace["name"] == name]
    return dict(trace)


def spikes(title: str, times: list[float], neurons: list[int], **more: Any) -> Spikes:
    return Spikes(title, np.array(times), np.array(neurons), 3, V, 2.0, **more)


def test_spikes_over_their_targets() -> None:
    targets = (np.array([10.0]), np.array([2]))
    rows = [
        spikes("now", [3.0, 9.0], [0, 2], targets=targets, looked_at=1),
        Answers("readouts", T, np.column_stack((T, -T, 0.0 * T)), ["a", "b", "c"], 1, 1.0, 40.0),
        spikes("in", [], []),
    ]
    figure = learned_figure(rows, 100.0)
    go.Figure(figure)
    assert still(figure)
    now = named(figure, "now")
    np.testing.assert_array_equal(now["x"][::3], [3.0, 9.0])
    np.testing.assert_allclose((now["y"][::3] + now["y"][1::3]) / 2.0, [0.0, 2.0])
    names = [trace["name"] for trace in figure["data"]]
    assert names.index("now: target") < names.index("now")
    assert names.index("readouts: b") > max(names.index("readouts: a"), names.index("readouts: c"))
    assert named(figure, "readouts: read from here on")["x"][0] == 40.0
    domains = [figure["layout"][f"yaxis{k}"]["domain"] for k in ("", "2", "3")]
    heights = [top - bottom for bottom, top in domains]
    np.testing.assert_allclose(np.array(heights) / heights[1], [2.0, 1.0, 2.0])
    assert all(upper[0] > lower[1] for upper, lower in pairwise(domains))
    notes = [note["text"] for note in figure["layout"]["annotations"]]
    assert {"target (wide)", "right: b"} <= set(notes)
    (mark,) = [note for note in figure["layout"]["annotations"] if note["text"] == "◂"]
    assert (mark["y"], mark["yref"]) == (1.0, "y")


def test_the_course_of_learning() -> None:
    loss = Course("loss", T, 5.0 - 0.01 * T)
    scores = [Course(name, T, T / 100.0) for name in ("trained", "tested")]
    figure = course_figure([loss], scores, "right answers", 0.9, 200.0)
    go.Figure(figure)
    assert still(figure)
    layout = figure["layout"]
    assert layout["xaxis"]["range"] == [0.0, 200.0]
    assert layout["yaxis"]["range"][1] > 5.0
    np.testing.assert_array_equal(named(figure, "learned")["y"], [0.9, 0.9])
    notes = [note["text"] for note in layout["annotations"]]
    assert notes == ["loss", "right answers", "tested", "trained"]
    nothing = Course("loss", np.zeros(0), np.zeros(0))
    assert still(course_figure([nothing], [scores[0]], "right", 0.9, 1.0))


def test_a_spike_and_its_surrogate() -> None:
    v = np.linspace(-100.0, 100.0, 201)
    derivative = np.maximum(0.0, 0.02 - 0.0005 * np.abs(v - 30.0))
    visits = np.linspace(-100.0, 100.0, 5), np.array([0.5, 0.3, 0.2, 0.0])
    figure = surrogate_figure(v, 0.005 * (v + 100.0), derivative, 30.0, visits)
    go.Figure(figure)
    assert still(figure)
    true = named(figure, "true derivative")
    assert true["y"].max() > figure["layout"]["yaxis2"]["range"][1], "it has no bound"
    assert set(true["x"][true["y"] > 0.0]) == {30.0}
    step = named(figure, "spike")
    np.testing.assert_array_equal(step["y"], step["x"] > np.array([0.0, 30.0, 29.0, 0.0]))
    assert named(figure, "v")["x"].size == named(figure, "v")["y"].size == 5


@pytest.mark.parametrize("targets", [[], [20.0, 60.0]])
def test_voltages_are_drawn_up_to_the_threshold(targets: list[float]) -> None:
    before, now = -65.0 + 2.0 * T, -65.0 + 0.5 * T
    figure = voltages_figure(T, (before, now), 0.1 * T, 0.0 * T, 30.0, np.array(targets))
    go.Figure(figure)
    assert named(figure, "v before learning")["y"].max() == 30.0
    np.testing.assert_array_equal(named(figure, "v")["y"], now)
    strokes = [trace for trace in figure["data"] if trace["name"] == "target"]
    assert [x for trace in strokes for x in trace["x"][::3]] == targets


def test_gradients_are_shown_in_decades() -> None:
    course = np.where(T < 10.0, 0.0, 10.0 ** (T / 10.0 - 8.0))
    figure = backwards_figure(T, [course], [100.0 * course], 7)
    go.Figure(figure)
    assert np.isnan(named(figure, "first epoch")["y"][:10]).all()
    low, high = figure["layout"]["yaxis"]["range"]
    assert high > np.log10(100.0 * course.max())
    assert low < np.log10(100.0 * course.max()) - 7.0
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["epoch 1", "epoch 7"]
    for parts, text in (([0.0 * T], "no gradient anywhere"), ([], "no epoch yet")):
        (note,) = backwards_figure(T, parts, parts, 1)["layout"]["annotations"]
        assert note["text"] == text


def test_weights_and_their_changes_have_the_same_colours() -> None:
    first = np.arange(12.0).reshape(4, 3)
    matrices = [
        Matrix("a", first, first + 1.0, "mV/ms"),
        Matrix("b", first[:, :1], 2.0 * first[:, :1], ""),
    ]
    figure = layers_figure(matrices)
    go.Figure(figure)
    now, change, *rest = figure["data"]
    np.testing.assert_array_equal(now["z"], (first + 1.0).T)
    np.testing.assert_array_equal(change["z"], np.ones((3, 4)))
    assert now["zmax"] == change["zmax"] == -now["zmin"] == 12.0
    assert [trace["zmax"] for trace in rest] == [18.0, 18.0]
    assert [trace["showscale"] for trace in figure["data"]] == [False, True, False, True]
