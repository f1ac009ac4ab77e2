"""The accurate scheme against scipy, at its limits, and where the drive of u changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from izhikevich import CELL_TYPES, Parameters, SimulationError, engine, simulate
from izhikevich.native import library
from izhikevich.neuron.schemes import accurate
from izhikevich.neuron.schemes.batch import spike_batch
from izhikevich.progress import finish

from tests.neuron import dop853

CLOSE = 1e-3  # ms
CELLS = dop853.read()


@contextmanager
def use(which: str) -> Iterator[None]:
    library.load()  # so that it is taken for short runs, too
    with engine.use(which):
        yield


@pytest.mark.parametrize("which", engine.ENGINES)
def test_spike_times_are_those_of_scipy(which: str) -> None:
    """Over up to 100 spikes, of random cells of all forms, at all kinds of currents."""
    assert len(CELLS) == 264
    kinds = {type(p.drive).__name__ for p, _, _ in CELLS}
    assert kinds == {"LinearDrive", "CubicDrive", "PiecewiseDrive"}
    with use(which):
        for p, current, expected in CELLS if which == "compiled" else CELLS[::6]:
            duration = expected[-1] + 1.0
            dt = min(50.0, duration / 9)
            times = simulate(p, current, duration + dt, dt, scheme="accurate").spike_times
            found = times[9::10][: len(expected)]
            np.testing.assert_allclose(
                found, expected, rtol=0, atol=CLOSE, err_msg=f"{p} {current}"
            )


@pytest.mark.parametrize("index", [0, 40, 101])
def test_the_file_holds_what_scipy_gives(index: int) -> None:
    p, current, expected = CELLS[index]
    times = dop853.spike_times(p, current, expected[0] + 1.0, 10)
    assert times[9] == pytest.approx(expected[0], abs=2e-7)


@pytest.mark.parametrize("which", engine.ENGINES)
def test_many_neurons_have_the_spikes_of_one(which: str) -> None:
    with use(which):
        for key in ("RS", "CH", "FS_2007", "TC_2007", "LTS_2007"):
            p = CELL_TYPES[key].parameters
            currents = np.array((-1.5, 0.0, 1.0, 2.0)) * (100.0 if p.dimensional else 8.0)
            batch = finish(spike_batch(p, currents, 300.0, scheme="accurate"))
            for current, (times, _) in zip(currents, batch.split(), strict=True):
                one = simulate(p, float(current), 300.0, scheme="accurate")
                np.testing.assert_array_equal(times, one.spike_times)


@pytest.mark.parametrize("which", engine.ENGINES)
@pytest.mark.parametrize("current", ["10", "step(10,33.3)", "6+sine(4,7)", "4+white(6)"])
def test_spikes_do_not_depend_on_the_samples(which: str, current: str) -> None:
    p = CELL_TYPES["CH"].parameters
    with use(which):
        courses = [
            simulate(p, current, 300.0, dt, scheme="accurate") for dt in (0.01, 0.1, 0.25, 1.0, 60)
        ]
    for one, other in itertools.pairwise(courses):
        assert one.n_spikes > 5
        np.testing.assert_array_equal(one.spike_times, other.spike_times)


@pytest.mark.parametrize("which", engine.ENGINES)
@pytest.mark.parametrize("C", [1e-300, 1e-12, 1e-6])
def test_a_neuron_too_fast_for_the_run_is_an_error_soon(
    which: str, C: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pace shows, long before millions of steps are taken."""
    used: list[int] = []
    original = accurate._Run.go

    def counted(run: Any, most: int) -> object:
        used.append(most)
        return original(run, most)

    monkeypatch.setattr(
        accurate._Run,
        "go",
        counted,
    )
    with (
        use(which),
        pytest.raises(SimulationError, match=r"(steps are needed|diverged at).*larger C") as caught,
    ):
        simulate(Parameters(C=C), 10.0, 1000.0, scheme="accurate")
    assert caught.value.time is not None
    assert sum(used) <= 100_000


def test_a_run_can_be_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiled engine comes back now and then, so that Ctrl-C acts."""
    from izhikevich.neuron.native import runs

    came_back: list[int] = []
    original = runs.AccurateRun.go

    def go(run: Any, most: int) -> int:
        if len(came_back) == 2:
            raise KeyboardInterrupt
        came_back.append(most)
        return original(run, most)

    monkeypatch.setattr(runs.AccurateRun, "go", go)
    with use("compiled"), pytest.raises(KeyboardInterrupt):
        simulate(CELL_TYPES["FS"].parameters, 100.0, 100_000.0, 100.0, scheme="accurate")
    assert max(came_back) <= 50_000


@pytest.mark.parametrize("which", engine.ENGINES)
def test_v_stays_where_the_drive_pushes_it_from_both_sides(which: str) -> None:
    """A thalamic cell held at its switch: v = -65, u = quadratic(-65) + I, and few steps."""
    p = CELL_TYPES["TC_2007"].parameters
    with use(which):
        trace = simulate(p, -150.0, 3000.0, scheme="accurate")
    assert trace.n_spikes == 0
    np.testing.assert_allclose(trace.v[-2000:], -65.0, atol=1e-9)
    np.testing.assert_allclose(trace.u[-2000:], p.quadratic(-65.0) - 150.0, rtol=1e-12)


@pytest.mark.parametrize("which", engine.ENGINES)
def test_a_top_that_just_meets_the_peak_is_a_spike(which: str) -> None:
    """v that turns within a step: u' = 0, v' = I(t), so that v is a parabola in time."""
    p = Parameters(k2=1e-12, k1=1e-12, k0=0.0, b=0.0, a=1e-9, c=-10.0, d=0.0, v_peak=1.0)
    for top, spikes in ((0.999999, 0), (1.000001, 1)):
        # v = slope (2 s t - t^2)/2 has its top at t = s.
        slope = 2.0 * top / 3.0**2
        current = f"{3.0 * slope}+ramp({-slope},0)"
        with use(which):
            trace = simulate(p, current, 5.0, 5.0, v0=0.0, u0=0.0, scheme="accurate")
        assert trace.n_spikes == spikes
