"""Signals: noise with a limited band, and products."""

from __future__ import annotations

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import nef

T = np.arange(0.0, 4000.0)


def test_noise_has_its_band_and_its_size() -> None:
    noise = nef.BandLimitedNoise(0.5, 8.0, seed=3, low=2.0)
    values = noise.sample(T)
    assert np.sqrt(np.mean(values**2)) == pytest.approx(0.5, rel=1e-9)
    power = np.abs(np.fft.rfft(values)) ** 2
    frequencies = np.fft.rfftfreq(T.size, 0.001)
    inside = (frequencies >= 2.0) & (frequencies <= 8.0)
    assert power[~inside].max() < 1e-12 * power.max()
    assert (power[inside] > 0.0).all()
    np.testing.assert_allclose(noise.sample(T + 4000.0), values, atol=1e-9)
    assert not np.allclose(nef.BandLimitedNoise(0.5, 8.0, seed=4, low=2.0).sample(T), values)


def test_products() -> None:
    product = nef.Product((izh.Sine(1.0, 1.0), izh.Step(2.0, 500.0)))
    expected = np.where(T >= 500.0, 2.0 * np.sin(2e-3 * np.pi * T), 0.0)
    np.testing.assert_allclose(product.sample(T), expected, atol=1e-12)
    assert product.breakpoints(100.0, 1000.0) == (500.0,)
    np.testing.assert_allclose((product + 1.0).sample(T), expected + 1.0, atol=1e-12)
    assert "Product" in str(product)


@pytest.mark.parametrize(
    ("parameter", "make"),
    [
        ("rms", lambda: nef.BandLimitedNoise(-1.0)),
        ("cutoff", lambda: nef.BandLimitedNoise(1.0, 0.1)),
        ("cutoff", lambda: nef.BandLimitedNoise(1.0, 2.0, low=3.0)),
        ("cutoff", lambda: nef.BandLimitedNoise(1.0, 5.0, period=1e8)),
        ("seed", lambda: nef.BandLimitedNoise(seed=-1)),
        ("factors", lambda: nef.Product((izh.Sine(1.0, 1.0),))),
        ("stimulus", lambda: nef.Product((izh.Sine(1.0, 1.0), izh.Sine(1.0, 2.0))).text),
    ],
)
def test_what_is_not_allowed_is_named(parameter: str, make: object) -> None:
    assert callable(make)
    with pytest.raises(izh.ParameterError) as refused:
        make()
    assert refused.value.parameter == parameter


@pytest.mark.parametrize(
    "signal",
    [
        izh.Constant(0.2),
        izh.Step(0.5, 300.0),
        izh.Zap(0.8, 0.5, 3.0, 0.0, 1000.0),
        nef.BandLimitedNoise(0.4, 3.0, seed=1),
        nef.Product((izh.Sine(1.0, 0.5), izh.Sine(1.0, 1.5))),
        izh.Sampled(np.linspace(-0.9, 0.9, 1001), 1.0),
    ],
)
def test_each_is_represented(signal: izh.Stimulus) -> None:
    """Up to the delay of the synapse, which filters the target as well."""
    ensemble = nef.Ensemble(100, neurons=nef.IzhikevichNeurons(tau_recovery=0.2), seed=1)
    result = nef.models.representation(signal, ensemble).run(1000.0)
    target = nef.filtered(result["input"], 30.0, 1.0)
    assert nef.rmse(result["decoded"], target, result.t, after=200.0) < 0.06
