"""Plots over time: Plotly accepts them, and every spike in them reaches its peak."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.experiment import Experiment
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.plots.neuron.recovery import recovery_plot
from izhikevich.plots.neuron.trace import trace_plot
from izhikevich.plots.render.thumbnail import thumbnail

from tests import wire


def trace_figure(*arguments: Any) -> dict[str, Any]:
    return wire.figure(trace_plot(*arguments))


def recovery_figure(*arguments: Any) -> dict[str, Any]:
    return wire.figure(recovery_plot(*arguments))


EXPERIMENTS: dict[str, Experiment] = {**PATTERNS, **CELL_TYPES}
each_experiment = pytest.mark.parametrize("key", EXPERIMENTS)
# Inhibition-induced bursting runs away when it is integrated accurately.
RUNS = [(key, "own") for key in EXPERIMENTS] + [
    (key, "accurate") for key in EXPERIMENTS if key != "inhibition_induced_bursting"
]


@each_experiment
def test_plotly_accepts_the_figures_over_time(key: str) -> None:
    experiment = EXPERIMENTS[key]
    trace = experiment.simulate()
    unit = experiment.parameters.units["I"]
    for figure in (trace_figure(trace, unit), recovery_figure(trace, unit)):
        go.Figure(figure)
        assert unit in str(figure)
        margin = figure["layout"]["margin"]  # time axes of different panels line up
        assert (margin["l"], margin["r"]) == (56.0, 12.0)
        assert not {"width", "height"} & set(figure["layout"])


@pytest.mark.parametrize(("key", "scheme"), RUNS)
def test_every_spike_is_drawn_to_its_peak_and_every_jump_of_u(key: str, scheme: str) -> None:
    experiment = EXPERIMENTS[key]
    trace = experiment.simulate(**({} if scheme == "own" else {"scheme": scheme}))
    voltage, current = trace_figure(trace)["data"]
    assert [voltage["name"], current["name"]] == ["v", "current"]
    peaks = np.minimum(trace.spike_v, trace.parameters.peak(trace.spike_u))
    at_spikes = np.isin(voltage["x"], trace.spike_times)
    assert set(peaks) <= set(voltage["y"][at_spikes])
    assert np.all(np.diff(voltage["x"]) >= 0.0)
    recovery = recovery_figure(trace, "")["data"][0]
    assert set(trace.spike_u) <= set(recovery["y"])
    np.testing.assert_array_equal(recovery["x"], voltage["x"])


def test_a_run_without_spikes_has_figures() -> None:
    trace = PATTERNS["tonic_spiking"].simulate(stimulus=0.0)
    assert trace.n_spikes == 0
    go.Figure(trace_figure(trace))
    go.Figure(recovery_figure(trace, "mV/ms"))


def test_a_long_trace_is_thinned_with_all_its_spikes() -> None:
    trace = PATTERNS["tonic_spiking"].simulate(duration=5000.0)
    t, v = trace_figure(trace)["data"][0]["x"], trace_figure(trace)["data"][0]["y"]
    assert t.size <= 4000 < trace.t.size
    assert np.count_nonzero(v == 30.0) == trace.n_spikes


@each_experiment
def test_thumbnails_are_small_and_show_every_burst(key: str) -> None:
    trace = EXPERIMENTS[key].simulate()
    picture = thumbnail(trace)
    assert picture.viewbox == (96, 56)
    lines = {line.role: line.points for line in picture.lines}
    assert list(lines) == ["v", "current"]
    for role, (top, bottom) in (("v", (2.0, 40.0)), ("current", (46.0, 54.0))):
        points = np.array([point.split(",") for point in lines[role].split()], dtype=float)
        assert 2 <= len(points) <= 120
        assert np.all(np.diff(points[:, 0]) >= 0.0)
        assert points[:, 0].min() >= 0.0
        assert points[:, 0].max() <= 96.0
        assert points[:, 1].min() >= top
        assert points[:, 1].max() <= bottom
    voltage = np.array([point.split(",") for point in lines["v"].split()], dtype=float)
    if trace.n_spikes:
        assert voltage[:, 1].min() == 2.0
        drawn = voltage[voltage[:, 1] < 12.0, 0]
        times = 2.0 + 92.0 * trace.spike_times / trace.t[-1]
        nearest = np.abs(times[:, None] - drawn).min(axis=1)
        assert nearest.max() < 2.5
