"""The schemes against their formulas, against each other, and at their limits."""

from typing import Any

import izhikevich as izh
import numpy as np
import pint
import pytest

RS = izh.Parameters()


def steps(scheme: str, p: izh.Parameters, current: float, dt: float, v: float, u: float) -> Any:
    """One step of a scheme, written down independently for the default form."""

    def dv(v: float, u: float) -> float:
        return 0.04 * v * v + 5 * v + 140 - u + current

    if scheme == "euler":
        v = v + dt * dv(v, u)
        u = u + dt * p.a * (p.b * v - u)
    elif scheme == "forward":
        v, u = v + dt * dv(v, u), u + dt * p.a * (p.b * v - u)
    else:
        v = v + dt / 2 * dv(v, u)
        v = v + dt / 2 * dv(v, u)
        u = u + dt * p.a * (p.b * v - u)
    return v, u


@pytest.mark.parametrize("scheme", ["euler", "forward", "half_step"])
def test_explicit_schemes_step_as_documented(scheme: str) -> None:
    trace = izh.simulate(RS, 10.0, 100, dt=0.5, v0=-65, u0=-13, scheme=scheme)
    v, u, spikes = -65.0, -13.0, []
    for i in range(trace.t.size):
        v, u = steps(scheme, RS, 10.0, 0.5, v, u)
        if v > 30:
            spikes.append(i)
            np.testing.assert_allclose((trace.spike_v[len(spikes) - 1],), v, rtol=1e-9)
            v, u = RS.reset(u)
        np.testing.assert_allclose((trace.v[i], trace.u[i]), (v, u), rtol=1e-8)
    assert trace.spike_indices.tolist() == spikes
    assert len(spikes) > 2


def test_half_step_spikes_at_the_peak_and_euler_above_it() -> None:
    """A state that is exactly at the peak after a step: v >= peak spikes, v > peak does not."""
    p = izh.Parameters(a=1e-9, b=0, d=0, k2=1e-12, k1=0, k0=0, v_peak=30, c=0)
    counts = {
        scheme: izh.simulate(p, 0.0, 1, dt=1, v0=30, u0=p.quadratic(30.0), scheme=scheme).n_spikes
        for scheme in ("euler", "forward", "half_step")
    }
    assert counts == {"euler": 0, "forward": 0, "half_step": 1}


def test_samples_and_lengths() -> None:
    trace = izh.simulate(RS, 0.0, duration=1.0, dt=0.1)
    assert trace.t.size == 11
    assert trace.t[3] == 3 * 0.1
    assert all(x.shape == (11,) for x in (trace.v, trace.u, trace.current))
    assert izh.simulate(RS, 0.0, duration=0.25, dt=0.1).t.size == 3


def test_first_sample() -> None:
    """Explicit: one step after the start. Accurate: the start itself."""
    explicit = izh.simulate(RS, 10.0, 1, dt=0.5, v0=-70, u0=-14)
    assert (explicit.v[0], explicit.u[0]) == pytest.approx(
        steps("euler", RS, 10.0, 0.5, -70.0, -14.0)
    )
    accurate = izh.simulate(RS, 10.0, 1, dt=0.5, v0=-70, u0=-14, scheme="accurate")
    assert (accurate.v[0], accurate.u[0]) == (-70.0, -14.0)


def test_explicit_euler_has_first_order() -> None:
    errors = subthreshold_errors("euler", (0.2, 0.1, 0.05))
    assert 1.8 < errors[0] / errors[1] < 2.3
    assert 1.8 < errors[1] / errors[2] < 2.3


def test_accurate_samples_do_not_depend_on_dt() -> None:
    assert max(subthreshold_errors("accurate", (2.0, 0.25, 0.03125))) < 1e-11


def subthreshold_errors(scheme: str, steps: tuple[float, ...]) -> list[float]:
    """Return the error of v after 8 ms of a smooth run below threshold, for several steps."""
    sine = izh.Sine(2.0, 20.0)

    def last(dt: float, scheme: str) -> float:
        # An explicit sample is the state one step later than its time.
        duration = 8.0 if scheme == "accurate" else 8.0 - dt
        trace = izh.simulate(RS, sine, duration, dt, v0=-75, u0=-14, scheme=scheme)
        assert trace.n_spikes == 0
        return float(trace.v[-1])

    exact = last(1 / 512, "accurate")
    return [abs(last(dt, scheme) - exact) for dt in steps]


def test_schemes_agree_in_the_limit() -> None:
    exact = izh.simulate(RS, 10.0, 200, scheme="accurate").spike_times
    for scheme in ("euler", "forward", "half_step"):
        times = izh.simulate(RS, 10.0, 200, dt=0.002, scheme=scheme).spike_times
        np.testing.assert_allclose(times, exact, atol=0.05)


def test_accurate_spikes_do_not_depend_on_dt() -> None:
    cell = izh.CELL_TYPES["CH"]
    fine = cell.simulate(scheme="accurate", dt=0.05).spike_times
    for dt in (0.25, 1.0, 5.0):
        coarse = cell.simulate(scheme="accurate", dt=dt).spike_times
        np.testing.assert_array_equal(coarse, fine[: coarse.size])
        assert fine.size - coarse.size <= 1


def test_accurate_follows_jumps_between_samples() -> None:
    """A pulse that no sample sees still acts, and acts with its exact width."""
    p = izh.Parameters(k2=1e-9, k1=1e-9, k0=0, b=0, a=1e-6)
    trace = izh.simulate(p, izh.Pulse(3.0, 1.2, 0.5), 4, dt=1.0, v0=0, u0=0, scheme="accurate")
    np.testing.assert_allclose(trace.v[-1], 1.5, rtol=1e-5)
    np.testing.assert_array_equal(trace.current, 0.0)


def test_accurate_is_exact_for_ramps() -> None:
    p = izh.Parameters(k2=1e-12, k1=1e-12, k0=0, b=0, a=1e-9)
    trace = izh.simulate(p, "ramp(0.5,1.3,3.1)", 5, dt=1.0, v0=0, u0=0, scheme="accurate")
    expected = 0.25 * 1.8**2 + 0.5 * 1.8 * (5 - 3.1)
    np.testing.assert_allclose(trace.v[-1], expected, rtol=1e-8)


def test_accurate_refines_for_fast_waves() -> None:
    """The mean of a fast sine vanishes also when the samples are far apart."""
    fast = izh.Sine(3.0, 1000.0)
    coarse = izh.simulate(RS, fast, 50, dt=2.0, v0=-70, u0=-14, scheme="accurate")
    fine = izh.simulate(RS, fast, 50, dt=0.02, v0=-70, u0=-14, scheme="accurate")
    np.testing.assert_allclose(coarse.v[-1], fine.v[-1], atol=1e-4)


def test_no_spike_is_lost_above_the_peak() -> None:
    for scheme in izh.SCHEMES:
        trace = izh.simulate(RS, 0.0, 5, v0=31.0, scheme=scheme)
        assert trace.n_spikes == 1
        assert trace.spike_indices[0] == 0


@pytest.mark.parametrize("key", ["LTS_2007", "FS_2007", "TC_burst_2007", "RTN_2007"])
def test_accurate_agrees_with_fine_steps_for_special_rules(key: str) -> None:
    cell = izh.CELL_TYPES[key]
    exact = cell.simulate(scheme="accurate").spike_times
    fine = cell.simulate(scheme="forward", dt=0.0025, duration=200).spike_times
    shared = min(exact.size, fine.size)
    assert shared > 1
    np.testing.assert_allclose(exact[:shared], fine[:shared], atol=0.4)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("dt", {"dt": 0}),
        ("dt", {"dt": float("nan")}),
        ("duration", {"duration": 0.1}),
        ("duration", {"duration": float("inf")}),
        ("scheme", {"scheme": "rk4"}),
        ("scheme", {"scheme": ["euler"]}),
        ("v0", {"v0": "rest"}),
        ("u0", {"u0": True}),
        ("stimulus", {"stimulus": None}),
        ("stimulus", {"stimulus": "stp(3)"}),
        ("cell", {"cell": "RSS"}),
    ],
)
def test_arguments_are_refused_by_name(name: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(izh.ParameterError) as caught:
        izh.simulate(**{"cell": RS, "stimulus": 0.0, **arguments})
    assert caught.value.parameter == name


def test_too_many_steps() -> None:
    with pytest.raises(izh.SimulationError, match="5,000,000"):
        izh.simulate(RS, 0.0, duration=1e9, dt=0.01)
    with pytest.raises(izh.SimulationError, match="5,000,000"):
        izh.simulate(RS, izh.Sine(1, 1e6), duration=1e5, dt=1, scheme="accurate")


@pytest.mark.parametrize("scheme", ["euler", "forward", "half_step"])
def test_divergence_is_an_error(scheme: str) -> None:
    with pytest.raises(izh.SimulationError, match="diverged") as caught:
        izh.simulate(RS, -1e6, duration=100, dt=5.0, scheme=scheme)
    assert caught.value.time is not None


def test_accurate_divergence_is_an_error() -> None:
    p = izh.Parameters(a=-0.5, b=0.2)
    with pytest.raises(izh.SimulationError) as caught:
        izh.simulate(p, 0.0, duration=1000, u0=500.0, scheme="accurate")
    assert caught.value.time is not None


def test_reset_that_stays_above_the_peak_is_an_error() -> None:
    p = izh.Parameters(c_slope=-5.0, d=0)
    with pytest.raises(izh.SimulationError, match="runs away"):
        izh.simulate(p, 20.0, 100, scheme="accurate", u0=-40)


def test_start() -> None:
    assert izh.simulate(RS, 0.0, 1).v0 == -65.0
    assert izh.simulate(RS, 0.0, 1, v0=-70).u0 == pytest.approx(-14.0)
    rest = izh.CELL_TYPES["RS_2007"].parameters
    assert izh.simulate(rest, 0.0, 1, v0=-70).u0 == 0.0


@pytest.mark.parametrize("scheme", izh.SCHEMES)
@pytest.mark.parametrize("which", izh.engine.ENGINES)
def test_an_array_has_one_value_for_each_sample(scheme: str, which: str) -> None:
    values = 10.0 + 5.0 * np.sin(np.arange(401))
    with izh.engine.use(which):
        found = izh.simulate(izh.Parameters(), values, 100.0, 0.25, scheme=scheme)
        same = izh.simulate(izh.Parameters(), izh.Sampled(values, 0.25), 100.0, 0.25, scheme=scheme)
    np.testing.assert_array_equal(found.current, values)
    np.testing.assert_array_equal(found.spike_times, same.spike_times)
    assert found.n_spikes > 1


def test_an_array_may_carry_a_unit() -> None:
    units: Any = pint.UnitRegistry()
    cell = izh.CELL_TYPES["RS_2007"]
    found = izh.simulate(cell, np.full(5, 0.1) * units.nA, 1.0, 0.25)
    np.testing.assert_allclose(found.current, 100.0)
    with pytest.raises(izh.ParameterError, match="stimulus"):
        izh.simulate("RS", np.full(5, 0.1) * units.nA, 1.0, 0.25)


@pytest.mark.parametrize("which", izh.engine.ENGINES)
def test_a_stimulus_is_scaled_alike_by_both_engines(which: str) -> None:
    noise = izh.WhiteNoise(8.0, seed=1)
    with izh.engine.use(which):
        found = izh.simulate("RS", 12 - 0.5 * noise, 300.0)
    np.testing.assert_array_equal(found.current, 12.0 + -0.5 * noise.sample(found.t))
    assert found.n_spikes > 1
    assert izh.parse(str(found.stimulus)) == found.stimulus
