"""The moments of a run: one sample axis, and a nullcline that moves with the current."""

import numpy as np
import pytest
from izhikevich.dynamics.equilibria.phase_plane import plane_of
from izhikevich.plots.neuron.phase_plane import phase_plot
from izhikevich.plots.render.plotly import render
from izhikevich.transport import UNSET
from izhikevich.views.neuron.cursor import cursor
from izhikevich.views.neuron.view import NeuronView
from izhikevich.views.part import Cursor, Part

from tests.views.runs import PRESETS, run_of

PANELS = ("trace", "phase", "recovery")


@pytest.mark.parametrize("name", PRESETS)
def test_one_sample_axis(name: str) -> None:
    run = run_of(name)
    assert run.trace is not None
    moments = cursor(run.trace, run.shown_current, PANELS)
    n = moments.time.size
    np.testing.assert_array_equal(moments.time, run.trace.t)
    for mark in moments.marks:
        assert mark.x.shape == (n,)
        if mark.kind == "dot":
            assert mark.y is not UNSET
            assert mark.y.shape == (n,)
        else:
            assert mark.y is UNSET
    assert all(shift.dy.shape == (n,) for shift in moments.shifts)
    assert all(course.values.shape == (n,) for course in moments.values)


@pytest.mark.parametrize(("name", "unit"), [("RS", "mV/ms"), ("RS_2007", "pA")])
def test_what_is_read_off_has_its_unit(name: str, unit: str) -> None:
    run = run_of(name)
    assert run.trace is not None
    v, u = cursor(run.trace, run.shown_current, PANELS).values
    assert (v.unit, u.unit) == ("mV", unit)


def test_shifts_follow_the_current() -> None:
    run = run_of("tonic_spiking")
    assert run.trace is not None
    (shift,) = cursor(run.trace, run.shown_current, PANELS).shifts
    np.testing.assert_array_equal(shift.dy, run.trace.current - 14.0)
    figure = render(phase_plot(plane_of(run.parameters, run.trace, run.shown_current, 0.0)))
    assert shift.trace in [line.get("name") for line in figure.data]


def test_a_constant_current_shifts_nothing() -> None:
    run = run_of("tonic_spiking", stimulus="10")
    assert run.trace is not None
    assert cursor(run.trace, run.shown_current, PANELS).shifts == ()


def test_long_runs_are_thinned() -> None:
    run = run_of("tonic_spiking", duration=10_000.0)
    assert run.trace is not None
    moments = cursor(run.trace, run.shown_current, PANELS)
    assert 2000 <= moments.time.size <= 4000
    np.testing.assert_array_equal(np.diff(moments.time, 2), 0.0)


def test_lines_stand_only_in_open_panels() -> None:
    run = run_of("tonic_spiking")
    parts = NeuronView().compute(run, ("trace", "phase"))
    found = [part.cursor for part in parts if isinstance(part, Part) and part.cursor is not UNSET]
    assert isinstance(found[0], Cursor)
    assert [mark.panel for mark in found[0].marks] == ["trace", "phase"]


def test_jumps_lead_from_each_spike_to_its_reset() -> None:
    run = run_of("tonic_spiking")
    assert run.trace is not None
    moments = cursor(run.trace, run.shown_current, PANELS)
    jumps = {jump.panel: jump for jump in moments.jumps}
    assert set(jumps) == set(PANELS)
    np.testing.assert_array_equal(moments.clicks, run.trace.spike_times)
    np.testing.assert_array_equal(jumps["trace"].x, jumps["trace"].to_x)
    for name, value in (("phase", run.trace.u), ("recovery", run.trace.u), ("trace", run.trace.v)):
        np.testing.assert_allclose(jumps[name].to_y, value[run.trace.spike_indices])
