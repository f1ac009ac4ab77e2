"""Gradients of every layer, reset and loss against finite differences of the smoothed model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich.learning import (
    Arctan,
    CrossEntropy,
    Dense,
    Gaussian,
    Input,
    Model,
    MultiGaussian,
    Neurons,
    RateRegularisation,
    Readout,
    Recurrent,
    ReluGrad,
    Sigmoid,
    SpikeCount,
    TrueStep,
    VanRossum,
)
from izhikevich.random import normal, uniform

from . import smoothed

RESETS = ("brainpy", "hard", "soft", "subtract")
WIDE: dict[str, Any] = {"surrogate": Arctan(), "scale": 95.0}


def spikes_in(steps: int, batch: int, size: int) -> np.ndarray:
    return (uniform(3, 0, 0, steps * batch * size) < 0.15).reshape(steps, batch, size) * 1.0


def check(
    model: Model,
    x: np.ndarray,
    both: Callable[[np.ndarray], tuple[float, np.ndarray]],
    regularisation: RateRegularisation | None = None,
    tolerance: float = 2e-6,
) -> None:
    """Compare all gradients with differences, along one weight or input and along random lines."""
    base = smoothed.bases(model, x)
    output = model.forward(x)
    assert all(layer.last.spikes.any() for layer in model.neurons)
    by_rates = None
    if regularisation is not None:
        by_rates = [regularisation.both(n.last.spikes, model.dt)[1] for n in model.neurons]
    back = model.backward(both(output)[1], by_rates)
    assert back is not None
    by_input = back.copy()
    weights = {name: array.copy() for name, array in model.weights.items()}
    gradients = {name: array.copy() for name, array in model.gradients.items()}

    def loss(moved: dict[str, np.ndarray], at: np.ndarray) -> float:
        out, spikes = smoothed.forward(model, at, base, moved)
        total = both(out)[0]
        if regularisation is not None:
            total += sum(regularisation.both(s, model.dt)[0] for s in spikes)
        return total

    np.testing.assert_allclose(smoothed.forward(model, x, base, weights)[0], output, atol=1e-9)
    for k, name in enumerate([*weights, "input"]):
        gradient = by_input if name == "input" else gradients[name]
        directions = [normal(11, k, 0, gradient.size).reshape(gradient.shape)]
        for index in (gradient.size // 2, gradient.size - 1):
            directions.append(np.zeros(gradient.shape))
            directions[-1].flat[index] = 1.0
        scale = float(np.abs(gradient).max())
        assert scale > 0.0
        # Where the gradient is large the loss bends much, too.
        h = 1e-6 / max(1.0, 0.1 * scale)
        for direction in directions:
            ends = []
            for sign in (1.0, -1.0):
                step = sign * h * direction
                if name == "input":
                    ends.append(loss(weights, x + step))
                else:
                    ends.append(loss({**weights, name: weights[name] + step}, x))
            by_differences = (ends[0] - ends[1]) / (2.0 * h)
            np.testing.assert_allclose(
                (gradient * direction).sum(), by_differences, rtol=tolerance, atol=tolerance * scale
            )


def counts(model: Model, batch: int) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
    target = np.arange(batch * model.out_size).reshape(batch, -1) % 3 + 0.3
    return lambda output: SpikeCount().both(output, target, model.dt)


@pytest.mark.parametrize("reset", RESETS)
@pytest.mark.parametrize("tau_ref", [0.0, 1.1])
def test_dense_layers(reset: str, tau_ref: float) -> None:
    dt = 0.03 if reset == "subtract" else 0.25
    steps = 250 if reset == "subtract" else 80
    common: dict[str, Any] = {"reset": reset, "tau_ref": tau_ref, **WIDE}
    model = Model(
        [
            Dense(4, 3, weights=6.0, bias=5.0, tau=3.0),
            Neurons(3, **common),
            Dense(3, 2, weights=0.7 if reset == "subtract" else 9.0, tau=5.0),
            Neurons(2, u0=-13.0, **common),
        ],
        dt=dt,
        seed=2,
    )
    for k, array in enumerate(model.weights.values()):
        array += normal(5, k, 0, array.size).reshape(array.shape)
    check(model, spikes_in(steps, 2, 4), counts(model, 2))


@pytest.mark.parametrize("reset", RESETS[:3])
@pytest.mark.parametrize("tau", [None, 4.0])
def test_recurrent_layers(reset: str, tau: float | None) -> None:
    recurrent = normal(8, 0, 0, 9).reshape(3, 3) * 4.0
    model = Model(
        [
            Input(3, weights=12.0, tau=4.0),
            Recurrent(3, recurrent=recurrent, tau=tau, reset=reset, **WIDE),
        ],
        dt=0.25,
    )
    check(model, spikes_in(80, 2, 3), counts(model, 2))


def test_recurrent_layers_that_rest() -> None:
    recurrent = normal(8, 0, 0, 9).reshape(3, 3) * 4.0
    model = Model(
        [Input(3, weights=14.0, tau=4.0), Recurrent(3, recurrent=recurrent, tau_ref=2.0, **WIDE)],
        dt=0.25,
    )
    check(model, spikes_in(80, 2, 3), counts(model, 2))


@pytest.mark.parametrize(
    "surrogate",
    [ReluGrad(), ReluGrad(width=3.0), Gaussian(), MultiGaussian(), Sigmoid()],
    ids=lambda s: type(s).__name__,
)
def test_surrogates_at_the_scale_of_brainpy(surrogate: Any) -> None:
    model = Model([Input(2, weights=[13.0, 17.0]), Neurons(2, surrogate=surrogate)], dt=0.25)
    check(model, np.ones((90, 1, 2)), counts(model, 1), tolerance=1e-5)


def test_neurons_that_differ() -> None:
    model = Model(
        [
            Input(3, weights=[14.0, 12.0, 9.0]),
            Neurons(
                3,
                a=[0.02, 0.1, 0.05],
                b=0.25,
                c=[-65.0, -50.0, -60.0],
                d=[8.0, 2.0, 4.0],
                V_th=[30.0, 25.0, 35.0],
                reset="soft",
                surrogate=ReluGrad(width=3.0),
            ),
        ],
        dt=0.25,
    )
    check(model, np.ones((90, 2, 3)), counts(model, 2))


@pytest.mark.parametrize("reset", RESETS[:3])
@pytest.mark.parametrize("cell", ["RS (2007)", izh.Parameters(k2=0.05, k1=6.0, k0=170.0)])
def test_other_quadratics(cell: Any, reset: str) -> None:
    strong = 30.0 if cell == "RS (2007)" else 1.0
    model = Model(
        [Input(2, weights=[14.0 * strong, 10.0 * strong]), Neurons(2, cell, reset=reset, **WIDE)],
        dt=0.25,
    )
    check(model, np.ones((200, 1, 2)), counts(model, 1), tolerance=1e-5)


def test_a_surrogate_of_the_caller() -> None:
    model = Model(
        [
            Input(2, weights=[13.0, 17.0]),
            Neurons(2, surrogate=lambda x: 0.5 * np.exp(-(x**2)), scale=95.0),
        ],
        dt=0.25,
    )
    check(model, np.ones((90, 1, 2)), counts(model, 1), tolerance=1e-5)


@pytest.mark.parametrize("reading", ["mean", "last", "peak"])
@pytest.mark.parametrize("regularised", [False, True])
def test_readout(reading: str, regularised: bool) -> None:
    model = Model(
        [
            Dense(4, 5, weights=7.0, tau=4.0),
            Neurons(5, **WIDE),
            Readout(5, 3, tau=10.0),
        ],
        dt=0.25,
        seed=4,
    )
    for k, array in enumerate(model.weights.values()):
        array += 0.5 * normal(5, k, 0, array.size).reshape(array.shape)
    loss = CrossEntropy(reading=reading, start=5.0)
    target = np.array([2, 0])
    band = RateRegularisation(lowest=150.0, highest=160.0, strength=30.0) if regularised else None
    check(model, spikes_in(100, 2, 4), lambda out: loss.both(out, target, model.dt), band)


def test_van_rossum() -> None:
    model = Model([Dense(4, 2, weights=9.0, tau=4.0), Neurons(2, **WIDE)], dt=0.25)
    target = np.zeros((2, 100, 2))
    target[0, 30, 0] = target[0, 70, 1] = target[1, 55, :] = 1.0
    loss = VanRossum(tau=8.0)
    check(model, spikes_in(100, 2, 4), lambda out: loss.both(out, target, model.dt))


def test_true_step_gives_no_gradient_to_what_is_before_the_spikes() -> None:
    model = Model([Input(2, weights=15.0), Neurons(2, surrogate=TrueStep())], dt=0.25)
    output = model.forward(np.ones((90, 1, 2)))
    model.backward(counts(model, 1)(output)[1])
    assert output.any()
    assert not model.gradients["0/weights"].any()
