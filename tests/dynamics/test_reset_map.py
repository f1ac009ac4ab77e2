"""The map from reset to reset."""

import numpy as np
import pytest
from izhikevich.dynamics.maps.reset_map import reset_map
from izhikevich.errors import ParameterError
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.simulate import simulate

RS = CELL_TYPES["RS"].parameters
CH = CELL_TYPES["CH"].parameters


def test_the_fixed_point_is_the_reset_of_tonic_firing() -> None:
    found = reset_map(RS, 10.0, (-5.0, 10.0), v0=-65.0, u0=-13.0)
    (point,) = found.fixed_points
    trace = simulate(RS, 10.0, 3000.0, 1.0, scheme="accurate")
    assert point.u == pytest.approx(trace.spike_u[-1] + RS.d, abs=1e-3)
    assert point.interval == pytest.approx(float(np.diff(trace.spike_times)[-1]), abs=0.02)
    assert point.stable
    assert found.period == 1
    assert found.bursts == ()
    assert found.reading.startswith("tonic firing")


def test_the_slope_is_how_fast_the_resets_settle() -> None:
    ib = CELL_TYPES["IB"].parameters
    found = reset_map(ib, 11.0, (-10.0, 5.0), v0=-65.0, u0=-13.0)
    (point,) = found.fixed_points
    trace = simulate(ib, 11.0, 3000.0, 1.0, scheme="accurate")
    away = trace.spike_u + ib.d - (trace.spike_u[-1] + ib.d)
    near = np.flatnonzero((np.abs(away) < 0.005) & (np.abs(away) > 1e-5))[:-1]
    ratios = away[near + 1] / away[near]
    assert near.size >= 3
    np.testing.assert_allclose(ratios, point.slope, rtol=0.08)


def test_the_map_gives_the_resets_of_a_run() -> None:
    found = reset_map(CH, 10.0, (-15.0, 5.0), v0=-65.0, u0=-13.0)
    trace = simulate(CH, 10.0, 300.0, 1.0, scheme="accurate")
    u = trace.spike_u + CH.d
    # Where the map is steep, interpolation between its points is not worth much.
    flat = np.abs(np.interp(u[:-1], found.u[1:], np.diff(found.after))) < 0.3
    assert flat.sum() > 5
    np.testing.assert_allclose(
        np.interp(u[:-1][flat], found.u, found.after), u[1:][flat], atol=0.02
    )


def test_spikes_per_burst_are_read_off() -> None:
    found = reset_map(CH, 10.0, (-15.0, 5.0), v0=-65.0, u0=-13.0)
    trace = simulate(CH, 10.0, 2000.0, 1.0, scheme="accurate")
    long = np.flatnonzero(np.diff(trace.spike_times) > 20.0)
    assert set(np.diff(long)[-10:].tolist()) == set(found.bursts)
    assert found.period == sum(found.bursts)
    assert found.reading == f"{found.bursts[0]} spikes per burst"
    (turn,) = found.turns
    assert turn == pytest.approx(CH.quadratic(CH.c) + 10.0)


def test_rest_is_a_gap() -> None:
    found = reset_map(RS, 0.0, (-20.0, 10.0), v0=-65.0, u0=-13.0)
    assert np.isnan(found.after).any()
    assert found.orbit.size == 0
    assert found.reading == "comes to rest"
    for u, after in zip(found.u[::20], found.after[::20], strict=True):
        trace = simulate(RS, 0.0, 800.0, 1.0, RS.c, float(u), "accurate")
        assert (trace.n_spikes == 0) is bool(np.isnan(after))


def test_beside_rest_the_firing_is_a_fixed_point() -> None:
    p = PATTERNS["bistability"].parameters
    found = reset_map(p, 0.24, (-18.0, -10.0), v0=-61.0, u0=-16.0)
    assert [point.stable for point in found.fixed_points] == [True]
    assert "also" in found.reading


def test_an_empty_range_is_refused() -> None:
    with pytest.raises(ParameterError, match="u_range"):
        reset_map(RS, 0.0, (1.0, 1.0), v0=-65.0, u0=-13.0)
