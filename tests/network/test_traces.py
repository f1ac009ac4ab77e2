"""Membrane potentials of several neurons: which, whose, and how they are drawn."""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import Any

import izhikevich as izh
import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.network import Recording
from izhikevich.plots.network.traces import MAX_TRACES, traces_plot
from izhikevich.plots.render.plotly import colour
from izhikevich.plots.spec import Curve, Dots, Plot, Raster, Rule
from izhikevich.plots.style import Role
from izhikevich.plots.table import tables

from tests import wire


@cache
def recorded() -> tuple[Any, Any, Recording]:
    """Return two populations, the second one at rest, and a run of both."""
    net = izh.Network(seed=3, scheme="forward")
    busy = net.population(30, noise=6.0, i_offset=2.0, name="busy")
    quiet = net.population(5, i_offset=1.0, a=0.03, name="quiet")
    return busy, quiet, net.run(400.0, record={busy: [4, 20], quiet: [2]})


def plot() -> Plot:
    return traces_plot(recorded()[2].traces().neurons, (0.0, 400.0))


def test_all_that_was_recorded_is_traced() -> None:
    busy, quiet, recording = recorded()
    traces = recording.traces()
    assert [(one.population, one.index) for one in traces.neurons] == [
        (busy, 4),
        (busy, 20),
        (quiet, 2),
    ]
    assert [one.number for one in traces.neurons] == [4, 20, 32]
    assert repr(traces) == "<Traces: 0 to 400 ms of busy 4, busy 20, quiet 2>"
    for one in traces.neurons:
        own = recording.times[recording.indices == one.number]
        np.testing.assert_array_equal(one.fired, own)
    assert traces.neurons[0].fired.size > 2
    assert traces.neurons[2].parameters.a == 0.03


def test_some_are_chosen() -> None:
    busy, quiet, recording = recorded()
    traces = recording.traces({quiet: 2, busy: [20]})
    assert [one.number for one in traces.neurons] == [32, 20]
    with pytest.raises(izh.ParameterError, match="was not recorded"):
        recording.traces({busy: [5]})


def test_the_table_has_a_column_for_each() -> None:
    frame = recorded()[2].traces().to_pandas()
    assert list(frame) == ["t", "v busy 4", "v busy 20", "v quiet 2"]
    assert len(frame) == 400


def test_a_row_for_each_with_its_peak_and_resets() -> None:
    busy, _, recording = recorded()
    course = recording.course(busy, 4)
    first = plot().panes[0]
    assert first.heading == "busy, no. 4 (neuron 4)"
    (curve,) = first.series
    assert isinstance(curve, Curve)
    fired = course.v_before != course.v
    assert np.count_nonzero(curve.y == 30.0) == np.count_nonzero(fired)
    peak, resets = first.marks[:2]
    assert isinstance(peak, Rule)
    assert peak.y == 30.0
    assert isinstance(resets, Dots)
    np.testing.assert_array_equal(resets.x, course.t[fired])
    np.testing.assert_array_equal(resets.y, course.v[fired])
    assert {resets.role} == {curve.role}


def test_the_threshold_is_the_unstable_equilibrium() -> None:
    """Of 0.04 v^2 + 5 v + 140 - 0.2 v + I = 0, at the mean current, the higher root."""
    _, quiet, recording = recorded()
    current = float(recording.course(quiet, 2).current.mean())
    threshold = plot().panes[2].marks[2]
    assert isinstance(threshold, Rule)
    root = (-4.8 + sqrt(4.8**2 - 0.16 * (140.0 + current))) / 0.08
    assert threshold.y == pytest.approx(root, abs=1e-9)


def test_marks_are_no_data() -> None:
    voltages, *spikes = tables(plot())
    assert voltages.name == "v"
    assert [column.heading for column in voltages.columns] == [
        "t (ms)",
        "busy, no. 4 (neuron 4): v (mV)",
        "busy, no. 20 (neuron 20): v (mV)",
        "quiet, no. 2 (neuron 32): v (mV)",
    ]
    course = recorded()[2].course(recorded()[0], 20)
    np.testing.assert_array_equal(voltages.columns[2].values, course.v)
    assert [table.n_rows for table in spikes][2] == 0


def test_plotly_draws_it() -> None:
    figure = wire.figure(plot())
    go.Figure({"data": figure["data"], "layout": figure["layout"]})
    assert len([trace for trace in figure["data"] if trace["mode"] == "lines"]) == 3


def test_their_spikes_are_lit_in_the_raster() -> None:
    recording = recorded()[2]
    raster = recording.plot().plot.panes[0]
    lit = [mark for mark in raster.marks if isinstance(mark, Dots)]
    assert [dots.x.size for dots in lit] == [
        np.count_nonzero(recording.indices == number) for number in (4, 20, 32)
    ]
    roles = [pane.series[0].role for pane in plot().panes]
    assert [dots.role for dots in lit] == roles
    assert not {Role.EXCITATORY, Role.INHIBITORY} & set(roles)
    (spikes,) = raster.series
    assert isinstance(spikes, Raster)
    assert spikes.x.size == recording.times.size
    figure = wire.figure(recording.plot().plot)
    drawn = [trace for trace in figure["data"] if trace.get("name") == "dots"]
    assert [trace["marker"]["line"]["color"] for trace in drawn] == [colour(role) for role in roles]
    go.Figure({"data": figure["data"], "layout": figure["layout"]})


def test_too_many_to_draw() -> None:
    net = izh.Network(seed=1, scheme="forward")
    cells = net.population(MAX_TRACES + 1)
    recording = net.run(5.0, record={cells: range(MAX_TRACES + 1)})
    with pytest.raises(izh.ParameterError, match=f"at most {MAX_TRACES}") as caught:
        recording.traces().plot()
    assert caught.value.parameter == "neurons"
    assert not any(isinstance(mark, Dots) for mark in recording.plot().plot.panes[0].marks)
    recording.traces({cells: [0, 1]}).plot()


def test_without_populations_nobody_can_be_named() -> None:
    busy, _, recording = recorded()
    bare = Recording(
        0.0,
        400.0,
        recording.times,
        recording.indices,
        recording.artefacts,
        {4: recording.course(busy, 4)},
    )
    with pytest.raises(izh.ParameterError, match="in none of the populations"):
        bare.traces()
