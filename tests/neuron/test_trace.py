"""What a trace records at a spike."""

import izhikevich as izh
import numpy as np
import pytest


@pytest.mark.parametrize("scheme", izh.SCHEMES)
def test_sample_after_the_reset_is_stored(scheme: str) -> None:
    pattern = izh.PATTERNS["tonic_bursting"]
    trace = pattern.simulate(scheme=scheme)
    p = trace.parameters
    v_after, u_after = p.reset(trace.spike_u)
    assert np.all(trace.v <= p.v_peak)
    assert np.all(trace.spike_v >= p.v_peak - 1e-9)
    if scheme == "accurate":
        np.testing.assert_allclose(trace.spike_v, p.v_peak, atol=1e-9)
        t_at = trace.t[trace.spike_indices]
        assert np.all((t_at >= trace.spike_times) & (t_at - trace.spike_times < trace.dt))
    else:
        np.testing.assert_array_equal(trace.v[trace.spike_indices], v_after)
        np.testing.assert_array_equal(trace.u[trace.spike_indices], u_after)
        np.testing.assert_array_equal(trace.t[trace.spike_indices], trace.spike_times)


@pytest.mark.parametrize("scheme", izh.SCHEMES)
@pytest.mark.parametrize("key", ["RS", "LTS_2007"])
def test_with_peaks(scheme: str, key: str) -> None:
    trace = izh.CELL_TYPES[key].simulate(scheme=scheme)
    t, v = trace.with_peaks()
    added = 2 if scheme == "accurate" else 1
    assert t.size == v.size == trace.t.size + added * trace.n_spikes
    assert np.all(np.diff(t) >= 0)
    at_spike = np.flatnonzero(np.isin(t, trace.spike_times) & (np.diff(t, append=np.inf) == 0))
    peaks = trace.parameters.peak(trace.spike_u)
    np.testing.assert_allclose(v[at_spike], peaks)
    np.testing.assert_allclose(v[at_spike + 1], trace.parameters.reset(trace.spike_u)[0])


def test_without_spikes() -> None:
    trace = izh.simulate(izh.Parameters(), 0.0, 10)
    assert trace.n_spikes == 0
    t, v = trace.with_peaks()
    np.testing.assert_array_equal(t, trace.t)
    np.testing.assert_array_equal(v, trace.v)
    assert trace.spike_times.dtype == np.float64
    assert trace.spike_indices.dtype == np.int64


def test_current_is_that_of_the_sample_time() -> None:
    trace = izh.simulate(izh.Parameters(), "step(5,1)", 2, dt=0.5)
    np.testing.assert_array_equal(trace.current, [0, 0, 5, 5, 5])
