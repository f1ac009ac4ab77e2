"""Nengo's figures, reproduced."""

from __future__ import annotations

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import nef
from izhikevich.nef.tuning import gain_bias

from .nengo_data import DATA, SETS, array, ensemble, signal, spikes


@pytest.mark.parametrize("neurons", SETS)
def test_spikes_one_for_one_and_decoded_output(neurons: str) -> None:
    """From Nengo's encoders, gains, biases, decoders and initial voltages."""
    given = ensemble(neurons)
    model = nef.Model(
        [nef.Connection(signal(), given, synapse=None)],
        {
            "spikes": nef.Probe(given, "spikes"),
            "decoded": nef.Probe(given, synapse=30.0, decoders=[array("decoders", neurons)]),
        },
    )
    result = model.run(1000.0)
    np.testing.assert_array_equal(result["spikes"], spikes(neurons))
    decoded = array("decoded", neurons)
    np.testing.assert_allclose(result["decoded"][4::5, 0], decoded, rtol=0, atol=1e-9)


@pytest.mark.parametrize("neurons", SETS)
def test_the_build(neurons: str) -> None:
    """Gains and biases from rates and intercepts; activities and decoders from these."""
    described = ensemble(
        neurons,
        gain=None,
        bias=None,
        max_rates=array("max_rates"),
        intercepts=array("intercepts"),
    )
    built = nef.build_ensemble(described)
    np.testing.assert_allclose(built.gain, array("gain", neurons), rtol=1e-12)
    np.testing.assert_allclose(built.bias, array("bias", neurons), rtol=1e-12, atol=1e-10)
    np.testing.assert_array_equal(built.activities[::50], array("activities", neurons))
    decoders = built.solve().values
    np.testing.assert_allclose(decoders[0], array("decoders", neurons), rtol=0, atol=1e-12)


def test_the_names_stand_for_the_documented_numbers() -> None:
    for name, numbers in DATA["parameter_sets"].items():
        assert nef.IzhikevichNeurons(**numbers) == nef.NEURONS[name]


def test_rates_at_constant_currents() -> None:
    currents, rates = np.array(DATA["rate_vs_current"]).T
    np.testing.assert_array_equal(nef.settled_rates(izh.Parameters(), currents), rates)


def test_gains_and_biases_of_three_neurons() -> None:
    example = DATA["gain_bias_example"]
    wanted = (np.array(example[name], dtype=float) for name in ("max_rates", "intercepts"))
    gain, bias = gain_bias(izh.Parameters(), *wanted)
    np.testing.assert_allclose(gain, example["gain"], rtol=1e-12)
    np.testing.assert_allclose(bias, example["bias"], rtol=1e-12)


@pytest.mark.parametrize("neurons", SETS)
def test_error_of_the_sine_over_twenty_seeds(neurons: str) -> None:
    """The mean over 20 seeds is Nengo's within 10 %, though the seeds give other numbers.

    Nengo's errors were measured with Nengo 4.1.0: `rmse_20_seeds` of tests/data/nengo.json.
    """
    errors = []
    for seed in range(20):
        own = nef.Ensemble(100, neurons=nef.NEURONS[neurons], seed=seed)
        result = nef.models.representation(izh.Sine(1.0, 1.0), own).run(1000.0)
        errors.append(nef.rmse(result["decoded"], result["input"], result.t, after=200.0))
    expected = np.mean(DATA["sets"][neurons]["rmse_20_seeds"])
    assert np.mean(errors) == pytest.approx(expected, rel=0.1)
