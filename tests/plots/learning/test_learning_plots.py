"""Figures of learning: Plotly accepts them, and they hold the numbers they were given."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.plots.learning.gradient import gradient_plot
from izhikevich.plots.learning.learning_curve import LearningCurve, course_plot
from izhikevich.plots.learning.spikes_and_answers import Answers, Spikes, learned_plot
from izhikevich.plots.learning.surrogate import surrogate_plot
from izhikevich.plots.learning.voltages import voltages_plot
from izhikevich.plots.learning.weights import Matrix, weights_plot
from izhikevich.plots.spec import Label, Map, Plot, Rule, Series
from izhikevich.plots.style import Role

from tests import wire

T = np.arange(100.0)


def named(plot: Plot, name: str) -> Any:
    (series,) = [series for series in every(plot) if series.name == name]
    return series


def every(plot: Plot) -> list[Series]:
    return [series for pane in plot.panes for series in pane.series]


def words(plot: Plot) -> list[str]:
    """What is written above the panes, from top to bottom and from left to right."""
    return [text for pane in plot.panes for text in (pane.title or "", *(t for t, _ in pane.notes))]


def spikes(title: str, times: list[float], neurons: list[int], **more: Any) -> Spikes:
    return Spikes(title, np.array(times), np.array(neurons), 3, Role.VOLTAGE, 2.0, **more)


def test_spikes_over_their_targets() -> None:
    targets = (np.array([10.0]), np.array([2]))
    rows: list[Spikes | Answers] = [
        spikes("now", [3.0, 9.0], [0, 2], targets=targets, selected=1),
        Answers("readouts", T, np.column_stack((T, -T, 0.0 * T)), ["a", "b", "c"], 1, 0, 1.0, 40.0),
        spikes("in", [], []),
    ]
    plot = learned_plot(rows, 100.0)
    go.Figure(wire.figure(plot))
    now = named(plot, "now")
    np.testing.assert_array_equal(now.x, [3.0, 9.0])
    np.testing.assert_array_equal(now.y, [0, 2])
    names = [series.name for series in every(plot)]
    assert names.index("now: target") < names.index("now")
    assert names.index("readouts: b") > max(names.index("readouts: a"), names.index("readouts: c"))
    (read,) = [mark for mark in plot.panes[1].marks if isinstance(mark, Rule)]
    assert read.x == 40.0
    areas = [pane.area for pane in plot.panes]
    heights = np.array([area.top - area.bottom for area in areas])
    np.testing.assert_allclose(heights / heights[1], [2.0, 1.0, 2.0])
    assert all(upper.bottom > lower.top for upper, lower in pairwise(areas))
    assert {"target (wide)", "correct: b"} <= set(words(plot))
    (mark,) = [mark for mark in plot.panes[0].marks if isinstance(mark, Label)]
    assert (mark.text, mark.y, mark.selection) == ("◂", 1.0, True)


def test_strokes_of_spikes_stand_on_their_neurons() -> None:
    figure = wire.figure(learned_plot([spikes("now", [3.0, 9.0], [0, 2])], 100.0))
    (now,) = figure["data"]
    np.testing.assert_array_equal(now["x"][::3], [3.0, 9.0])
    np.testing.assert_allclose((now["y"][::3] + now["y"][1::3]) / 2.0, [0.0, 2.0])


def test_the_course_of_learning() -> None:
    loss = LearningCurve("loss", T, 5.0 - 0.01 * T)
    scores = [LearningCurve(name, T, T / 100.0) for name in ("trained", "tested")]
    plot = course_plot([loss], scores, "correct answers", 0.9, 200.0, 60.0)
    go.Figure(wire.figure(plot))
    of_loss, of_score = plot.panes
    assert of_loss.x is of_score.x
    assert of_loss.x.range == (0.0, 200.0)
    assert of_loss.y.range is not None
    assert of_loss.y.range[1] > 5.0
    (mark,) = of_score.marks
    assert isinstance(mark, Rule)
    assert mark.y == 0.9
    (at,) = of_loss.marks
    assert isinstance(at, Rule)
    assert (at.x, at.through) == (60.0, True)
    assert words(plot) == ["loss", "correct answers", "trained", "tested"]
    nothing = LearningCurve("loss", np.zeros(0), np.zeros(0))
    go.Figure(wire.figure(course_plot([nothing], [scores[0]], "right", 0.9, 1.0, 0.0)))


def test_a_spike_and_its_surrogate() -> None:
    v = np.linspace(-100.0, 100.0, 201)
    derivative = np.maximum(0.0, 0.02 - 0.0005 * np.abs(v - 30.0))
    visits = np.linspace(-100.0, 100.0, 5), np.array([0.5, 0.3, 0.2, 0.0])
    plot = surrogate_plot(v, 0.005 * (v + 100.0), derivative, 30.0, visits)
    go.Figure(wire.figure(plot))
    true = named(plot, "true derivative")
    assert plot.panes[1].y.range is not None
    assert true.y.max() > plot.panes[1].y.range[1], "it has no bound"
    assert set(true.x[true.y > 0.0]) == {30.0}
    step = named(plot, "spike")
    np.testing.assert_array_equal(step.y, step.x > np.array([0.0, 30.0, 29.0, 0.0]))
    assert named(plot, "v").x.size == named(plot, "v").y.size == 5


@pytest.mark.parametrize("targets", [[], [20.0, 60.0]])
def test_voltages_are_drawn_up_to_the_threshold(targets: list[float]) -> None:
    before, now = -65.0 + 2.0 * T, -65.0 + 0.5 * T
    plot = voltages_plot(T, (before, now), 0.1 * T, 0.0 * T, 30.0, np.array(targets))
    go.Figure(wire.figure(plot))
    assert named(plot, "v before learning").y.max() == 30.0
    np.testing.assert_array_equal(named(plot, "v").y, now)
    found = [series for series in every(plot) if series.name == "target"]
    assert [x for series in found for x in series.x] == targets


def test_gradients_are_shown_in_decades() -> None:
    course = np.where(T < 10.0, 0.0, 10.0 ** (T / 10.0 - 8.0))
    plot = gradient_plot(T, [course], [100.0 * course], 7)
    go.Figure(wire.figure(plot))
    assert np.isnan(named(plot, "first epoch").y[:10]).all()
    (pane,) = plot.panes
    assert pane.y.kind == "log"
    assert pane.y.range is not None
    low, high = pane.y.range
    assert high > 100.0 * course.max()
    assert low < 1e-7 * 100.0 * course.max()
    assert words(plot)[1:] == ["epoch 1", "epoch 7"]
    for parts, text in (([0.0 * T], "no gradient anywhere"), ([], "no epochs yet")):
        (pane,) = gradient_plot(T, parts, parts, 1).panes
        (mark,) = pane.marks
        assert isinstance(mark, Label)
        assert mark.text == text


def test_weights_and_their_changes_have_the_same_colours() -> None:
    first = np.arange(12.0).reshape(4, 3)
    matrices = [
        Matrix("a", first, first + 1.0, "mV/ms"),
        Matrix("b", first[:, :1], 2.0 * first[:, :1], ""),
    ]
    plot = weights_plot(matrices)
    go.Figure(wire.figure(plot))
    maps = [series for series in every(plot) if isinstance(series, Map)]
    now, change, *rest = maps
    np.testing.assert_array_equal(now.z, (first + 1.0).T)
    np.testing.assert_array_equal(change.z, np.ones((3, 4)))
    assert now.z_range == change.z_range == (-12.0, 12.0)
    assert [one.z_range for one in rest] == [(-18.0, 18.0)] * 2
    assert [one.key for one in maps] == [False, True, False, True]
