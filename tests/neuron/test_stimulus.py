"""Stimuli: their values, their edges, sums, noise, and validation."""

from math import nan
from typing import Any

import izhikevich as izh
import numpy as np
import pint
import pytest
from hypothesis import given, settings

from tests.neuron.any_stimulus import factors, stimuli

T = 0.5 * np.arange(21.0, dtype=np.float64)


def test_half_open_intervals() -> None:
    np.testing.assert_array_equal(izh.Step(2, 3).sample(T), np.where(T >= 3, 2.0, 0.0))
    pulse = izh.Pulse(2, 3, 4).sample(T)
    np.testing.assert_array_equal(pulse, np.where((T >= 3) & (T < 7), 2.0, 0.0))


@pytest.mark.parametrize("dt", [0.1, 0.2, 0.3, 0.7, 0.05])
@pytest.mark.parametrize("first", range(0, 60, 7))
def test_a_width_is_a_number_of_samples(dt: float, first: int) -> None:
    t = np.arange(200, dtype=np.float64) * dt
    pulse = izh.Pulse(1, round(first * dt, 6), round(13 * dt, 6)).sample(t)
    assert pulse.sum() == 13
    assert np.flatnonzero(pulse)[0] == first
    train = izh.PulseTrain(1, round(first * dt, 6), round(3 * dt, 6), round(10 * dt, 6), 5)
    np.testing.assert_array_equal(
        np.flatnonzero(train.sample(t)), [first + 10 * k + i for k in range(5) for i in range(3)]
    )


def test_train_and_its_breakpoints() -> None:
    train = izh.PulseTrain(2, 1, 0.5, 3, 3)
    assert train.breakpoints(0, 100) == (1, 1.5, 4, 4.5, 7, 7.5)
    assert train.breakpoints(1, 4.5) == (1.5, 4)
    np.testing.assert_array_equal(T[train.sample(T) > 0], [1, 4, 7])


def test_ramp() -> None:
    np.testing.assert_allclose(izh.Ramp(2, 1, 4).sample(T), 2 * np.clip(T - 1, 0, 3))
    np.testing.assert_allclose(izh.Ramp(2, 1).sample(T), 2 * np.maximum(T - 1, 0))
    assert izh.Ramp(2, 1, 4).breakpoints(0, 10) == (1, 4)


def test_sine_and_zap() -> None:
    sine = izh.Sine(3, 40, phase=0.5, start=2, stop=8).sample(T)
    expected = 3 * np.sin(2 * np.pi * 0.04 * (T - 2) + 0.5)
    np.testing.assert_allclose(sine, np.where((T >= 2) & (T < 8), expected, 0), atol=1e-14)
    zap = izh.Zap(2, 10, 90, 1, 8).sample(T)
    x = T - 1
    phase = 2 * np.pi * (0.010 * x + 0.080 * x**2 / 16)
    np.testing.assert_allclose(zap, np.where((x >= 0) & (x < 8), 2 * np.sin(phase), 0), atol=1e-13)
    assert izh.Zap(2, 10, 90, 1, 8).longest_interval == pytest.approx(1000 / 90 / 128)
    assert izh.Step(1).longest_interval == float("inf")


def test_piecewise_compares_exactly_and_the_first_piece_wins() -> None:
    stimulus = izh.Piecewise(
        1.0, (izh.Piece(2.0, 3, 5), izh.Piece(7.0, 3, 5, True, True), izh.Piece(0, 8, slope=2))
    )
    t = np.array([2.9, 3.0, 3.1, 4.9, 5.0, 5.1, 8.0, 8.5])
    np.testing.assert_allclose(stimulus.sample(t), [1, 7, 2, 2, 7, 1, 1, 1])
    np.testing.assert_allclose(stimulus.sample(np.array([9.0, 10.0])), [2, 4])
    assert stimulus.breakpoints(0, 100) == (3, 5, 8)
    with_reference = izh.Piece(1, 8, slope=2, t_ref=7)
    np.testing.assert_allclose(izh.Piecewise(0, (with_reference,)).sample(np.array([9.0])), [5])


def test_sampled() -> None:
    sampled = izh.Sampled([1, 2, 3], 1.0)
    np.testing.assert_array_equal(sampled.sample(T)[:9], [1, 1, 2, 2, 3, 3, 0, 0, 0])
    assert sampled.breakpoints(0, 10) == (1, 2, 3)
    assert sampled == izh.Sampled(np.array([1.0, 2, 3]), 1)
    assert hash(sampled) == hash(izh.Sampled([1, 2, 3], 1))
    assert sampled != izh.Sampled([1, 2, 4], 1)
    with pytest.raises(izh.ParameterError, match="no text form"):
        _ = sampled.text
    with pytest.raises(izh.ParameterError, match="no text form"):
        _ = (sampled + 1).text
    assert "3 values" in str(sampled)


def test_sums() -> None:
    a, b = izh.Step(1, 2), izh.Sine(1, 50)
    total = a + b + 3
    np.testing.assert_array_equal(total.sample(T), a.sample(T) + b.sample(T) + 3.0)
    assert total == izh.Sum((a, b, izh.Constant(3.0)))
    assert (a + 0, 0 + a, a + izh.Constant(0)) == (a, a, a)
    assert sum([a, b]) == izh.Sum((a, b))
    assert izh.Constant(0) + 0 == izh.Constant(0)
    assert total.breakpoints(-1, 10) == (0, 2)
    assert total.longest_interval == b.longest_interval
    with pytest.raises(izh.ParameterError):
        a + "b"
    with pytest.raises(izh.ParameterError):
        izh.Sum((a,))


@settings(deadline=None)
@given(stimuli, factors)
def test_scaling_the_stimulus_scales_the_current(stimulus: izh.Stimulus, factor: float) -> None:
    t = np.array([-1.0, 0.0, 0.1, 3.0, 12.5])
    current = stimulus.sample(t)
    np.testing.assert_array_equal((-stimulus).sample(t), -current)
    opposite = -stimulus
    assert -opposite == stimulus
    close: Any = {"rtol": 1e-9, "atol": 1e-9 * (1.0 + float(np.abs(current).max()))}
    np.testing.assert_allclose((factor * stimulus).sample(t), factor * current, **close)
    assert stimulus * factor == factor * stimulus
    np.testing.assert_allclose((stimulus - stimulus).sample(t), 0.0, **close)
    assert (-stimulus).breakpoints(-1.0, 20.0) == stimulus.breakpoints(-1.0, 20.0)
    assert (stimulus / 2).longest_interval == stimulus.longest_interval


def test_differences() -> None:
    a, b = izh.Step(1, 2), izh.WhiteNoise(3)
    np.testing.assert_array_equal((a - b).sample(T), a.sample(T) - b.sample(T))
    np.testing.assert_array_equal((3 - a).sample(T), 3.0 - a.sample(T))
    assert (a - 3, a - 0, 0 - a) == (a + -3, a, -a)
    assert (a / 2, np.float64(2) * a, a * np.float32(2)) == (izh.Step(0.5, 2), 2 * a, 2 * a)
    sampled = izh.Sampled([1, 2], 0.5)
    assert (-sampled, sampled * 2) == (izh.Sampled([-1, -2], 0.5), izh.Sampled([2, 4], 0.5))


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: izh.Step(1) * "2", "factor"),
        (lambda: izh.Step(1) * izh.Step(2), "factor"),
        (lambda: izh.Step(1) * nan, "factor"),
        (lambda: izh.Step(1e6) * 2, "level"),
        (lambda: izh.Step(1) / 0, "divisor"),
        (lambda: izh.Step(1) - "2", "stimulus"),
        (lambda: izh.Scaled(2, izh.Step(1) + izh.Sine(1, 2)), "term"),
        (lambda: izh.Scaled(nan, izh.WhiteNoise(2)), "factor"),
    ],
)
def test_what_cannot_be_scaled(make: Any, name: str) -> None:
    with pytest.raises(izh.ParameterError) as caught:
        make()
    assert caught.value.parameter == name


def test_a_stimulus_of_many_parts_has_a_short_repr() -> None:
    assert repr(izh.Step(1) + 2) == "Step(level=1.0, start=0.0) + Constant(level=2.0)"
    many = izh.Sum(tuple(izh.Step(k, k) for k in range(1, 1001)))
    assert repr(many).endswith(" + <994 more>")
    pieces = izh.Piecewise(0, tuple(izh.Piece(1, k, k + 1) for k in range(1000)))
    assert repr(pieces) == "Piecewise(baseline=0.0, pieces=<1,000 pieces>)"


def test_white_noise() -> None:
    noise = izh.WhiteNoise(3, seed=5, step=0.5)
    t = np.arange(40000, dtype=np.float64) * 0.25
    x = noise.sample(t)
    np.testing.assert_array_equal(x[0::2], x[1::2])
    values = x[::2]
    assert values.std() == pytest.approx(3, rel=0.02)
    assert abs(values.mean()) < 0.06
    assert abs(np.corrcoef(values[1:], values[:-1])[0, 1]) < 0.025
    np.testing.assert_array_equal(noise.sample(t[100:200]), x[100:200])
    assert not np.any(izh.WhiteNoise(3, seed=6, step=0.5).sample(t) == x)
    assert noise.breakpoints(0.3, 2) == (0.5, 1.0, 1.5)
    assert noise.sample(np.array([-1.0])) == 0


def test_ornstein_uhlenbeck_noise() -> None:
    noise = izh.OrnsteinUhlenbeck(mean=2, sd=1.5, tau=5, seed=3, step=0.5)
    x = noise.sample(np.arange(400_000, dtype=np.float64) * 0.5)
    assert x.mean() == pytest.approx(2, abs=0.04)
    assert x.std() == pytest.approx(1.5, rel=0.02)
    for lag in (1, 10, 20):
        expected = np.exp(-lag * 0.5 / 5)
        assert np.corrcoef(x[lag:], x[:-lag])[0, 1] == pytest.approx(expected, abs=0.02)
    many = [izh.OrnsteinUhlenbeck(0, 1, 5, seed=s).sample(np.zeros(1))[0] for s in range(2000)]
    assert np.std(many) == pytest.approx(1, rel=0.06)  # stationary from the first value
    fast = izh.OrnsteinUhlenbeck(0, 1, 1e-6, step=1).sample(np.arange(10.0, dtype=np.float64))
    assert np.isfinite(fast).all()


GOLDEN = [
    "-0x1.2a569c29485e0p-2",
    "0x1.2b8789b187b81p-1",
    "0x1.1f315b4defdd5p+0",
    "0x1.69c845e2c2819p-3",
    "-0x1.b768580222d43p-3",
    "-0x1.146f7f9c61fa4p-1",
    "0x0.0p+0",
    "0x1.d7d669675c75cp-3",
    "0x1.cb24f844ba5b7p-2",
]


def test_noise_keeps_its_bits() -> None:
    """Frozen values: the same on every machine, and in every later version."""
    t = np.array([0.0, 1.0, 2.0])
    white = izh.WhiteNoise(1, seed=1).sample(t)
    ou = izh.OrnsteinUhlenbeck(0, 1, 10, seed=1).sample(t)
    sine = izh.Sine(1, 37).sample(t)
    assert [x.hex() for x in (*white, *ou, *sine)] == GOLDEN


@pytest.mark.parametrize("dt", [0.1, 0.25, 1.0])
def test_noise_does_not_depend_on_the_samples(dt: float) -> None:
    """A jump of the noise falls on the sample at its time, for every distance of samples."""
    noise = izh.WhiteNoise(1, seed=2, step=0.5)
    t = np.arange(200, dtype=np.float64) * dt
    np.testing.assert_array_equal(noise.sample(t), noise.sample(t + 1e-6))


@pytest.mark.parametrize(
    ("kind", "arguments", "name"),
    [
        (izh.Constant, {"level": nan}, "level"),
        (izh.Step, {"level": "1"}, "level"),
        (izh.Step, {"level": 1, "start": float("inf")}, "start"),
        (izh.Pulse, {"level": 1, "start": 0, "width": 0}, "width"),
        (izh.PulseTrain, {"level": 1, "start": 0, "width": 3, "period": 2, "count": 1}, "width"),
        (izh.PulseTrain, {"level": 1, "start": 0, "width": 1, "period": 2, "count": 0}, "count"),
        (izh.PulseTrain, {"level": 1, "start": 0, "width": 1, "period": 2, "count": 1.5}, "count"),
        (izh.Ramp, {"slope": 1, "start": 5, "stop": 4}, "stop"),
        (izh.Sine, {"amplitude": 1, "frequency": -1}, "frequency"),
        (izh.Zap, {"amplitude": 1, "f0": 1, "f1": 2, "start": 0, "duration": 0}, "duration"),
        (izh.WhiteNoise, {"sd": -1}, "sd"),
        (izh.WhiteNoise, {"sd": 1, "seed": -1}, "seed"),
        (izh.WhiteNoise, {"sd": 1, "step": 0}, "step"),
        (izh.OrnsteinUhlenbeck, {"mean": 0, "sd": 1, "tau": 0}, "tau"),
        (izh.Piecewise, {"baseline": None}, "baseline"),
        (izh.Piecewise, {"baseline": 0, "pieces": (1,)}, "pieces"),
        (izh.Piece, {"level": 0, "start": 3, "stop": 3}, "stop"),
        (izh.Sampled, {"values": [[1]], "dt": 1}, "values"),
        (izh.Sampled, {"values": [nan], "dt": 1}, "values"),
        (izh.Sampled, {"values": ["x"], "dt": 1}, "values"),
        (izh.Sampled, {"values": [], "dt": 1}, "values"),
        (izh.Sampled, {"values": [1], "dt": 0}, "dt"),
    ],
)
def test_validation(kind: Any, arguments: dict[str, Any], name: str) -> None:
    with pytest.raises(izh.ParameterError) as caught:
        kind(**arguments)
    assert caught.value.parameter == name


def test_quantities() -> None:
    units: Any = pint.UnitRegistry()
    assert izh.Step(1, units("2 s")) == izh.Step(1, 2000)
    assert izh.Sine(1, units("2 kHz")).frequency == pytest.approx(2000)
    with pytest.raises(izh.ParameterError, match="has a unit"):
        izh.Step(units("5 pA"))
    cell = izh.CELL_TYPES["RS_2007"].parameters
    assert izh.simulate(cell, units("0.1 nA"), 1).current[0] == pytest.approx(100)
    with pytest.raises(izh.ParameterError, match="stimulus"):
        izh.simulate(izh.Parameters(), units("0.1 nA"), 1)


def test_as_stimulus() -> None:
    assert izh.as_stimulus(3) == izh.Constant(3.0)
    assert izh.as_stimulus("step(3)") == izh.Step(3)
    step = izh.Step(3)
    assert izh.as_stimulus(step) is step


@pytest.mark.parametrize("make", [list, tuple, np.array, lambda x: np.array(x, np.int8)])
def test_an_array_has_one_value_for_each_step(make: Any) -> None:
    values = make([1, 2, 3])
    assert izh.as_stimulus(values, dt=0.5) == izh.Sampled([1.0, 2.0, 3.0], 0.5)
    for refuse in (izh.as_stimulus, lambda x: izh.Step(1) + x, lambda x: x + izh.Step(1)):
        with pytest.raises(izh.ParameterError, match=r"write Sampled\(values, dt=") as caught:
            refuse(values)
        assert caught.value.parameter == "stimulus"


@pytest.mark.parametrize("values", [[], [[1]], np.ones((2, 2)), [nan], ["x"], np.array([2e6])])
def test_an_array_that_is_no_current(values: Any) -> None:
    with pytest.raises(izh.ParameterError) as caught:
        izh.as_stimulus(values, dt=0.5)
    assert caught.value.parameter == "stimulus"
