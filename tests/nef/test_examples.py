"""What there is to see: the floor of the error, functions, an integrator and an oscillator."""

from __future__ import annotations

import izhikevich as izh
import numpy as np
from izhikevich import nef
from izhikevich.neuron.parameters import Parameters

SINE = izh.Sine(1.0, 1.0)
SLOW = nef.IzhikevichNeurons(tau_recovery=0.2)


def sine_error(n: int, seed: int) -> float:
    result = nef.models.representation(SINE, nef.Ensemble(n, seed=seed)).run(1000.0)
    return nef.rmse(result["decoded"], result["input"], result.t, after=200.0)


def test_the_error_falls_to_a_floor() -> None:
    """From about 30 neurons on, more do not help: the neurons adapt, and fire together."""
    errors = {n: np.mean([sine_error(n, seed) for seed in range(8)]) for n in (5, 10, 30, 100, 200)}
    assert errors[5] > 2.0 * errors[30]
    assert errors[10] > errors[30]
    for n in (30, 100, 200):
        assert 0.03 < errors[n] < 0.055
    assert abs(errors[200] - errors[100]) < 0.01


def square_error(n: int, second: nef.IzhikevichNeurons | str, seed: int) -> float:
    """Error of x² in a second ensemble, against the target through the same two synapses."""
    first, last = nef.Ensemble(n), nef.Ensemble(n, neurons=second)
    model = nef.models.chain(SINE, first, last, synapse=30.0, seed=seed)
    result = model.run(1000.0)
    target = nef.filtered(nef.filtered(result["input"] ** 2, 30.0, 1.0), 30.0, 1.0)
    return nef.rmse(result["second"], target, result.t, after=200.0)


def test_the_square_fails_with_regular_spiking_and_less_with_quick_recovery() -> None:
    """Over 8 seeds Nengo 4.1.0 has 0.30 and 0.23 with 30 neurons, 0.28 and 0.20 with 100."""
    for n, plain, quick in ((30, 0.30, 0.23), (100, 0.28, 0.20)):
        errors = [
            np.mean([square_error(n, neurons, seed) for seed in range(8)])
            for neurons in ("RS", SLOW)
        ]
        np.testing.assert_allclose(errors, [plain, quick], atol=0.04)
        assert errors[1] < 0.8 * errors[0]


def lesson_error(n: int, second: nef.IzhikevichNeurons | str, seed: int) -> float:
    """Error of x² in Nengo's example: all connections as they are by default."""
    node, first, last = nef.Node(SINE), nef.Ensemble(n), nef.Ensemble(n, neurons=second)
    model = nef.Model(
        [nef.Connection(node, first), nef.Connection(first, last, function="x**2")],
        {"x": nef.Probe(node), "square": nef.Probe(last, synapse=30.0)},
        seed=seed,
    )
    result = model.run(1000.0)
    return nef.rmse(result["square"], result["x"] ** 2, result.t, after=200.0)


def test_the_lesson_of_nengo_holds_with_the_defaults() -> None:
    """Quick recovery makes x² better, as in the documentation of `nengo.Izhikevich`.

    Over 8 seeds Nengo 4.1.0 itself has 0.233 and 0.135 with 30 neurons, 0.200 and 0.133 with 100.
    """
    for n, plain, quick in ((30, 0.233, 0.135), (100, 0.200, 0.133)):
        errors = [
            np.mean([lesson_error(n, neurons, seed) for seed in range(8)])
            for neurons in ("RS", SLOW)
        ]
        np.testing.assert_allclose(errors, [plain, quick], atol=0.04)
        assert errors[1] < 0.8 * errors[0]


def test_an_integrator_holds_its_value() -> None:
    """A push of 1/s for 0.4 s; what is reached stays, though short of 0.4."""
    ensemble = nef.Ensemble(100, neurons=SLOW, seed=1)
    held = nef.models.integrator(izh.Pulse(1.0, 100.0, 500.0), ensemble).run(2000.0)["decoded"]
    assert abs(held[90:100].mean()) < 0.1
    at_once, later = held[700:900].mean(), held[1800:2000].mean()
    assert 0.25 < at_once < 0.5
    assert abs(later - at_once) < 0.1


def test_an_oscillator_goes_round() -> None:
    ensemble = nef.Ensemble(200, 2, neurons="FS_Nengo", seed=1)
    points = nef.models.oscillator(ensemble, frequency=2.0).run(2000.0)["decoded"]
    x, y = points[500:].T
    turns = np.unwrap(np.arctan2(y, x)) / (2.0 * np.pi)
    frequency = (turns[-1] - turns[0]) / 1.5
    assert abs(frequency - 2.0) < 0.3
    assert np.hypot(x, y).min() > 0.8


def test_the_first_spike_comes_easier() -> None:
    """At a constant input intervals grow: each spike lifts u, which holds the next one back."""
    ensemble = nef.Ensemble(100, seed=1)
    result = nef.models.representation(0.2, ensemble).run(1000.0)
    trains = [np.flatnonzero(train) for train in result["spikes"].T]
    first, last = np.array([np.diff(t)[[0, -1]] for t in trains if t.size > 20]).T
    assert last.size > 20
    assert first.mean() < 0.8 * last.mean()
    decoded = result["decoded"]
    assert decoded[:100].max() > 1.15 * decoded[500:].mean()


def test_a_product_of_two_signals() -> None:
    ensemble = nef.Ensemble(200, 2, neurons=SLOW, radius=1.4, seed=1)
    node = nef.Node((SINE, izh.Sine(1.0, 0.5)))
    model = nef.Model(
        [nef.Connection(node, ensemble, synapse=None)],
        {
            "product": nef.Probe(ensemble, function="x0*x1", synapse=30.0),
            "target": nef.Probe(node, function="x0*x1", synapse=30.0),
        },
    )
    result = model.run(2000.0)
    assert nef.rmse(result["product"], result["target"], result.t, after=200.0) < 0.1


def test_names_of_this_package_and_of_nengo_are_one_neuron() -> None:
    """The same spikes for the published names as for Nengo's."""
    runs = [
        nef.models.representation(SINE, nef.Ensemble(20, neurons=neurons, seed=1)).run(300.0)
        for neurons in (nef.NEURONS["RZ"], Parameters(a=0.1, b=0.26))
    ]
    np.testing.assert_array_equal(runs[0]["spikes"], runs[1]["spikes"])
