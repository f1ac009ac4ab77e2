"""Many neurons side by side do what one neuron does."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.schemes.batch import SpikeBatch, spike_batch
from izhikevich.neuron.simulate import simulate
from izhikevich.progress import Progress, finish

NEURONS = {
    "tonic": (Parameters(d=6.0), (0.0, 5.0, 14.0, 40.0)),
    "bursting": (Parameters(c=-50.0, d=2.0), (0.0, 10.0, 15.0)),
    "accommodation": (
        Parameters(b=1.0, c=-55.0, d=4.0, drive=LinearDrive(-65.0, leak=False)),
        (0.0, 10.0, 60.0),
    ),
    "a < 0": (Parameters(a=-0.02, b=-1.0, c=-60.0), (75.0, 80.0, 84.0)),
    "RS 2007": (
        Parameters.dimensional_2007(
            C=100.0, k=0.7, vr=-60.0, vt=-40.0, v_peak=35.0, a=0.03, b=-2.0, c=-50.0, d=100.0,
        ),
        (0.0, 60.0, 100.0),
    ),
    "FS 2007": (
        Parameters.dimensional_2007(
            C=20.0, k=1.0, vr=-55.0, vt=-40.0, v_peak=25.0, a=0.2, b=0.0, c=-45.0, d=0.0,
            drive=CubicDrive(),
        ),
        (0.0, 100.0, 400.0),
    ),
    "LTS 2007": (
        Parameters.dimensional_2007(
            C=100.0, k=1.0, vr=-56.0, vt=-42.0, v_peak=40.0, a=0.03, b=8.0, c=-53.0, d=20.0,
            peak_slope=-0.1, c_slope=0.04, u_max=670.0,
        ),
        (0.0, 125.0, 300.0),
    ),
    "TC 2007": (
        Parameters.dimensional_2007(
            C=200.0, k=1.6, vr=-60.0, vt=-50.0, v_peak=35.0, a=0.01, b=0.0, c=-60.0, d=10.0,
            drive=PiecewiseDrive(-60.0, -65.0, 15.0), peak_slope=0.1, c_slope=-0.1,
        ),
        (-200.0, 50.0, 150.0),
    ),
}  # fmt: skip

# Figures of an 8th-order solution with event detection (rtol 1e-10) of the patterns G and H of
# Izhikevich (2004) at constant current for 3 s from the pattern's initial state:
# current, number of spikes, rate of the last interval in Hz.
CLASS_1 = Parameters(b=-0.1, c=-55.0, d=6.0, k1=4.1, k0=108.0)
CLASS_1_RATES = [
    (2.0, 0, 0.0), (2.2, 0, 0.0), (2.26, 2, 0.9274964681003864), (2.27, 3, 1.2559898190923382),
    (2.28, 4, 1.4937739535665198), (2.3, 5, 1.8519403187328292), (2.35, 7, 2.4704093559624667),
    (2.4, 9, 2.9255745482334152), (2.5, 11, 3.635845336314399), (3.0, 18, 6.047569793369871),
    (4.0, 29, 9.645999487688186), (6.0, 49, 15.980843952189858), (10.0, 86, 28.132981457485954),
]  # fmt: skip
CLASS_2 = Parameters(a=0.2, b=0.26, c=-65.0, d=0.0)
CLASS_2_RATES = [
    (0.1, 0, 0.0), (0.15, 0, 0.0), (0.2, 0, 0.0), (0.22, 0, 0.0), (0.24, 0, 0.0), (0.26, 1, 0.0),
    (0.3, 88, 29.393151340023042), (0.35, 103, 34.206987569344626), (0.38, 108, 36.16575839854116),
    (0.4, 112, 37.30156380795124), (0.42, 115, 38.34332803798494), (0.45, 119, 39.77455640759678),
    (0.5, 126, 41.91151518536342), (0.7, 147, 48.865071259461466), (1.0, 172, 57.41316854550542),
    (2.0, 251, 83.58361813028466),
]  # fmt: skip


def run(parameters: Parameters, currents: tuple[float, ...], **options: object) -> SpikeBatch:
    """Run a batch to its end."""
    return finish(spike_batch(parameters, currents, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("scheme", ["euler", "forward", "half_step"])
@pytest.mark.parametrize("name", NEURONS)
def test_explicit_schemes_have_the_bits_of_simulate(name: str, scheme: str) -> None:
    """Spike times, u after each spike and the final state equal those of single runs exactly."""
    parameters, currents = NEURONS[name]
    batch = run(parameters, currents, duration=300.0, dt=0.2, scheme=scheme)
    assert np.isnan(batch.failed_at).all()
    for i, (times, u_after) in enumerate(batch.split()):
        trace = simulate(parameters, currents[i], duration=300.0, dt=0.2, scheme=scheme)
        assert times.tolist() == trace.spike_times.tolist()
        assert u_after.tolist() == trace.u[trace.spike_indices].tolist()
        assert (batch.v[i], batch.u[i]) == (trace.v[-1], trace.u[-1])
    assert batch.counts.max() > 2
    assert (np.diff(batch.times) >= 0.0).all()


@pytest.mark.parametrize("name", NEURONS)
def test_accurate_scheme_agrees_with_simulate(name: str) -> None:
    """The accurate scheme finds the same spikes to within its error."""
    parameters, currents = NEURONS[name]
    batch = run(parameters, currents, duration=300.0, scheme="accurate")
    for i, (times, u_after) in enumerate(batch.split()):
        trace = simulate(parameters, currents[i], duration=300.0, scheme="accurate")
        assert times == pytest.approx(trace.spike_times, abs=0.02)
        expected = parameters.reset(trace.spike_u)[1]
        assert u_after == pytest.approx(expected, rel=1e-3, abs=1e-3)
        if times.size == 0 or 300.0 - times[-1] > 5.0:
            assert batch.u[i] == pytest.approx(trace.u[-1], rel=1e-3, abs=1e-3)


def test_accurate_spikes_do_not_depend_on_dt() -> None:
    """They are those of `simulate`, bit for bit."""
    parameters, currents = Parameters(d=6.0), (14.0, 9.0)
    expected = [simulate(parameters, i, 80.0, 1.0, scheme="accurate") for i in currents]
    for dt in (0.125, 0.5, 5.0):
        batch = run(parameters, currents, duration=80.0, dt=dt, scheme="accurate")
        for (times, _), trace in zip(batch.split(), expected, strict=True):
            assert times.size > 1
            np.testing.assert_array_equal(times, trace.spike_times)


@pytest.mark.parametrize(
    ("parameters", "v0", "u0", "rates"),
    [(CLASS_1, -60.0, 6.0, CLASS_1_RATES), (CLASS_2, -64.0, -16.64, CLASS_2_RATES)],
    ids=["class 1", "class 2"],
)
def test_constant_current_rates(
    parameters: Parameters, v0: float, u0: float, rates: list[tuple[float, int, float]]
) -> None:
    """Counts and last rates of class 1 and class 2 neurons are those of an independent solver."""
    currents = tuple(row[0] for row in rates)
    batch = run(parameters, currents, duration=3000.0, scheme="accurate", v0=v0, u0=u0)
    assert batch.counts.tolist() == [row[1] for row in rates]
    for (times, _), (_, count, rate) in zip(batch.split(), rates, strict=True):
        if count > 1:
            assert 1000.0 / (times[-1] - times[-2]) == pytest.approx(rate, rel=1e-4)


@pytest.mark.parametrize("scheme", ["euler", "accurate"])
def test_one_failing_neuron_does_not_end_the_others(scheme: str) -> None:
    """A neuron that diverges or runs away is marked; its neighbours are as without it."""
    parameters = Parameters(a=-0.026, b=-1.0, c=-45.0, d=-2.0)
    currents = (80.0, 75.0) if scheme == "accurate" else (80.0, -1e5)
    start = {"v0": -63.8, "u0": 63.8}
    batch = run(parameters, currents, duration=400.0, dt=0.25, scheme=scheme, **start)
    alone = run(parameters, currents[:1], duration=400.0, dt=0.25, scheme=scheme, **start)
    assert np.isfinite(batch.failed_at).tolist() == [False, True]
    assert 0.0 <= batch.failed_at[1] < 400.0
    assert np.isnan([batch.v[1], batch.u[1]]).all()
    assert (batch.v[0], batch.u[0]) == (alone.v[0], alone.u[0])


@pytest.mark.parametrize("scheme", ["euler", "accurate"])
def test_a_start_above_the_peak_is_a_spike(scheme: str) -> None:
    """A neuron started above the peak fires at once."""
    batch = run(Parameters(), (0.0, 0.0), duration=20.0, scheme=scheme, v0=(60.0, -65.0))
    assert batch.counts.tolist() == [1, 0]
    assert batch.times.tolist() == [0.0]


def test_states_per_neuron_progress_and_no_neurons() -> None:
    """Starts can be given one by one; progress rises to 1; an empty batch is empty."""
    parameters = Parameters()
    batch = run(parameters, (0.0, 0.0), duration=50.0, v0=(-65.0, -30.0), u0=(-13.0, -14.0))
    assert batch.counts.tolist() == [0, 1]
    for scheme in ("euler", "accurate"):
        reports = list(spike_batch(parameters, [10.0], 300.0, scheme=scheme))
        assert all(isinstance(report, Progress) for report in reports)
        fractions = [report.fraction for report in reports]
        assert fractions == sorted(fractions)
        assert fractions[-1] == pytest.approx(1.0)
        empty = run(parameters, (), duration=10.0, scheme=scheme)
        assert empty.n_neurons == 0
        assert empty.split() == [] or empty.times.size == 0


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"dt": float("nan")}, "dt"),
        ({"duration": 0.0}, "duration"),
        ({"scheme": "best"}, "scheme"),
        ({"currents": (float("inf"),)}, "currents"),
        ({"v0": (1.0, 2.0)}, "v0"),
        ({"u0": "many"}, "u0"),
    ],
)
def test_refused_arguments(changes: dict[str, object], name: str) -> None:
    """Errors name the argument."""
    arguments: dict[str, object] = {"currents": (1.0,), "duration": 10.0} | changes
    with pytest.raises(ParameterError) as raised:
        finish(spike_batch(Parameters(), **arguments))  # type: ignore[arg-type]
    assert raised.value.parameter == name
