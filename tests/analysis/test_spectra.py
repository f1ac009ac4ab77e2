"""Spectra: equal to scipy's, right for a sine and for white noise; peaks."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich import ParameterError, analysis, random
from scipy import signal as scipy_signal


@pytest.mark.parametrize(
    ("samples", "dt", "segment"), [(1000, 1, 256), (1001, 0.5, 50.5), (64, 2, 128), (10, 1, 2)]
)
def test_spectrum_is_that_of_scipy(samples: int, dt: float, segment: float) -> None:
    noise = 5 + random.normal(1, 0, 0, samples)
    f, power = analysis.spectrum(noise, dt, segment)
    expected = scipy_signal.welch(noise, 1000 / dt, nperseg=round(segment / dt))
    np.testing.assert_allclose(f, expected[0], rtol=1e-12)
    np.testing.assert_allclose(power, expected[1], rtol=1e-12, atol=1e-12 * power.max())


@given(st.integers(2, 300), st.data())
def test_spectrum_is_that_of_scipy_for_any_length(samples: int, data: st.DataObject) -> None:
    length = data.draw(st.integers(2, samples))
    noise = random.normal(samples, 0, 0, samples)
    power = analysis.spectrum(noise, 1.0, float(length))[1]
    expected = scipy_signal.welch(noise, 1000.0, nperseg=length)[1]
    np.testing.assert_allclose(power, expected, rtol=1e-12, atol=1e-12 * expected.max())


@given(st.integers(2, 300), st.data())
def test_the_mean_of_a_spectrogram_is_the_spectrum(samples: int, data: st.DataObject) -> None:
    length = data.draw(st.integers(2, samples))
    noise = random.normal(samples, 0, 0, samples)
    times, f, power = analysis.spectrogram(noise, 0.5, length * 0.5)
    expected = analysis.spectrum(noise, 0.5, length * 0.5)
    np.testing.assert_array_equal(f, expected[0])
    np.testing.assert_allclose(power.mean(axis=0), expected[1], rtol=1e-12, atol=1e-15)
    hop = length - length // 2
    np.testing.assert_allclose(times, 0.5 * (np.arange(len(power)) * hop + length / 2))


def test_a_spectrogram_follows_a_frequency() -> None:
    """A sine of 20 Hz becomes one of 60 Hz of twice its amplitude after a second."""
    t = np.arange(2000) / 1000
    signal = np.where(t < 1, np.sin(2 * np.pi * 20 * t), 2 * np.sin(2 * np.pi * 60 * t))
    times, f, power = analysis.spectrogram(signal, 1, step=10)
    assert f[1] == 4
    np.testing.assert_allclose(np.diff(times), 10)
    early, late = power[times < 875], power[times > 1125]
    assert (f[early.argmax(axis=1)] == 20).all()
    assert (f[late.argmax(axis=1)] == 60).all()
    np.testing.assert_allclose(early.sum(axis=1) * f[1], 0.5, rtol=1e-9)
    np.testing.assert_allclose(late.sum(axis=1) * f[1], 2, rtol=1e-9)


def test_spectrograms_that_are_refused() -> None:
    for refused, name in (
        (([1.0], 1), "signal"),
        (([1.0, 2], 0), "dt"),
        (([1.0, 2], 1, 3), "segment"),
        (([1.0, 2], 1, 2, 0.5), "step"),
        ((np.zeros(10_000_000), 1, 5000, 1), "step"),
    ):
        with pytest.raises(ParameterError) as caught:
            analysis.spectrogram(*refused)
        assert caught.value.parameter == name


def test_segment_by_default() -> None:
    f, _ = analysis.spectrum(np.zeros(5000), 1)
    np.testing.assert_array_equal(f, np.arange(501))
    f, _ = analysis.spectrum(np.zeros(100), 1)
    np.testing.assert_array_equal(f, 10 * np.arange(51))
    assert analysis.spectrum([1, 2], 5000)[0].size == 2


def test_sine() -> None:
    """The power of a sine of amplitude 3 is 9 / 2, wherever its frequency lies."""
    t = np.arange(10_000)
    for frequency in (40.0, 40.37):
        f, power = analysis.spectrum(3 * np.sin(2 * np.pi * frequency * t / 1000), 1)
        assert power.sum() * f[1] == pytest.approx(4.5, rel=1e-3)
        found = analysis.peak(f, power, 25, 50)
        assert found is not None
        assert found.frequency == 40
        assert analysis.peak(f, power, 41, 42) is None


def test_white_noise() -> None:
    power = analysis.spectrum(2 * random.normal(1, 0, 0, 400_000), 1)[1]
    assert power[2:-2].mean() == pytest.approx(4 / 500, rel=0.01)


def test_rhythm_of_a_population() -> None:
    """Spikes whose rate swings 40 times a second have their peak there."""
    steps = np.arange(10_000)
    chance = 0.01 * (1 + np.sin(2 * np.pi * 0.04 * steps))
    times = np.concatenate([steps[random.uniform(1, 0, k, steps.size) < chance] for k in range(50)])
    _, rate = analysis.population_rate(np.sort(times), 50, 0, 10_000, 1)
    f, power = analysis.spectrum(rate, 1)
    found = analysis.peak(f, power, 25, 50)
    assert found is not None
    assert found.frequency == 40
    assert found.power > 10 * np.median(power[60:101])


def test_peak() -> None:
    f = [0, 1, 2, 3, 4, 5, 6, 7]
    power = [9, 1, 3, 2, 5, 5, 4, 8]
    assert analysis.peak(f, power, 0, 7) == analysis.Peak(4, 5)
    assert analysis.peak(f, power, 0, 3.9) == (2, 3)
    assert analysis.peak(f, power, 2, 2) == (2, 3)
    assert analysis.peak(f, power, 4.5, 7) is None
    assert analysis.peak([0, 1, 2, 3], [0, 1, 1, 2], 0, 3) is None
    assert analysis.peak([0, 1, 2], [1, 1, 1], 0, 3) is None
    assert analysis.peak([0, 1, 2], [0, 3, 0], 0, 2) == (1, 3)
    assert analysis.peak([1], [1], 0, 3) is None
    assert analysis.peak([], [], 0, 3) is None


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (([1], 1), "signal"),
        (([1, np.nan], 1), "signal"),
        (([[1, 2]], 1), "signal"),
        (([1, 2, 3], 0), "dt"),
        (([1, 2, 3], 1, 1), "segment"),
        (([1, 2, 3], 1, 4), "segment"),
        (([1, 2, 3], 1, np.nan), "segment"),
    ],
)
def test_bad_spectra(arguments: Any, name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        analysis.spectrum(*arguments)
    assert caught.value.parameter == name


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (([2, 1], [1, 1], 0, 1), "frequencies"),
        (([1, 1], [1, 1], 0, 1), "frequencies"),
        (([1, 2], [1], 0, 1), "power"),
        (([1, 2], [1, np.inf], 0, 1), "power"),
        (([1, 2], [1, 1], np.nan, 1), "low"),
        (([1, 2], [1, 1], 2, 1), "high"),
    ],
)
def test_bad_peaks(arguments: Any, name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        analysis.peak(*arguments)
    assert caught.value.parameter == name
