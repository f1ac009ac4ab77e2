"""Spike trains, surrogates and gradients of BrainPy's layers, reproduced.

Source: tests/data/brainpy.json and brainpy_layers.json, computed with BrainPy 2.8.2 itself.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich.learning import SURROGATES, Dense, Gaussian, Model, Neurons, ReluGrad

FOLDER = Path(__file__).parents[1] / "data"
DATA = json.loads((FOLDER / "brainpy.json").read_text())
LAYERS = json.loads((FOLDER / "brainpy_layers.json").read_text())
#: The surrogates of the cases in brainpy_layers.json.
OF_LAYERS = (ReluGrad(), Gaussian(alpha=1.0, width=2.0), ReluGrad(alpha=0.3, width=3.0))


@pytest.mark.parametrize("case", DATA["spike_trains"], ids=lambda c: f"{c['name']} {c['dt_ms']}")
def test_spike_trains(case: dict[str, Any]) -> None:
    chattering: dict[str, Any] = {"c": -50.0, "d": 2.0} if case["name"].startswith("CH") else {}
    layer = Neurons(1, tau_ref=case.get("tau_ref_ms", 0.0), **chattering)
    current = float(case["I"].removesuffix(" constant"))
    dt = case["dt_ms"]
    spikes = layer.forward(np.full((case["n_steps"], 1, 1), current), dt)[:, 0, 0]
    V, u = layer.last.V[:, 0, 0], layer.last.u[:, 0, 0]
    steps = np.flatnonzero(spikes)
    assert steps.tolist() == case["spike_steps"]
    np.testing.assert_allclose(steps * dt, case["spike_times_ms"], rtol=1e-12)
    np.testing.assert_allclose(V[:20], case["V_first20"], rtol=1e-10)
    np.testing.assert_allclose(u[:20], case["u_first20"], rtol=1e-10)
    np.testing.assert_allclose(V[-1], case["V_last"], rtol=1e-9)
    np.testing.assert_allclose(u[-1], case["u_last"], rtol=1e-9)
    np.testing.assert_allclose(V[steps], case["V_at_spike"], rtol=1e-9)
    after = steps[steps + 1 < V.size] + 1
    np.testing.assert_allclose(V[after], case["V_after_spike"], rtol=1e-9)
    np.testing.assert_allclose(u[after], case["u_after_spike"], rtol=1e-9)


def test_default_surrogate() -> None:
    wanted = DATA["surrogate"]
    np.testing.assert_array_equal(ReluGrad().value(wanted["x"]), wanted["value"])
    np.testing.assert_allclose(
        ReluGrad().derivative(wanted["x"]), wanted["derivative"], rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize("case", LAYERS["surrogates"], ids=lambda c: c["name"])
def test_other_surrogates(case: dict[str, Any]) -> None:
    surrogate = SURROGATES[case["name"]](**case["arguments"])
    np.testing.assert_array_equal(surrogate.value(case["x"]), case["value"])
    np.testing.assert_allclose(
        surrogate.derivative(case["x"]), case["derivative"], rtol=1e-12, atol=1e-12
    )


def name_of(case: dict[str, Any]) -> str:
    return f"{case['loss']} {case['dt_ms']} {case['n_steps']} {case['w']}"


@pytest.mark.parametrize("case", DATA["gradients"], ids=name_of)
def test_gradients(case: dict[str, Any]) -> None:
    steps = case["n_steps"]
    layer = Neurons(1, reset="brainpy")
    spikes = layer.forward(np.full((steps, 1, 1), case["w"]), case["dt_ms"])
    by_spikes, by_voltage = np.zeros((2, steps, 1, 1))
    if case["loss"] == "V_final":
        by_voltage[-1] = 1.0
        loss = layer.last.V[-1, 0, 0]
    else:
        weighted = case["loss"] == "spikes_weighted"
        by_spikes[:, 0, 0] = (np.arange(steps) + 1) / steps if weighted else 1.0
        loss = (by_spikes * spikes).sum()
    # The input is w x with x = 1, so that dL/dw is the sum of the gradient by the current.
    gradient = layer.backward(by_spikes, by_voltage).sum()
    np.testing.assert_allclose(loss, case["loss_value"], rtol=1e-9)
    np.testing.assert_allclose(gradient, case["dloss_dw"], rtol=1e-9)


def test_first_case_has_a_spike_without_gradient() -> None:
    first = DATA["gradients"][0]
    assert (first["dt_ms"], first["loss_value"], first["dloss_dw"]) == (1.0, 1.0, 0.0)
    layer = Neurons(1)
    layer.forward(np.full((first["n_steps"], 1, 1), first["w"]), first["dt_ms"])
    layer.backward(np.ones((first["n_steps"], 1, 1)))
    assert layer.flow is not None
    assert layer.flow.steps == 0.0
    assert layer.flow.spikes == 0.0


@pytest.mark.parametrize(
    ("case", "surrogate"),
    list(zip(LAYERS["layers"], OF_LAYERS, strict=True)),
    ids=["Izhikevich", "Izhikevich, Gaussian", "IzhikevichRef"],
)
def test_layers_with_weights_and_batches(case: dict[str, Any], surrogate: ReluGrad) -> None:
    x, weights = np.array(case["inputs"]), np.array(case["weights"])
    dense = Dense(*weights.shape, weights=weights)
    neurons = Neurons(weights.shape[1], surrogate=surrogate, tau_ref=case["tau_ref"])
    model = Model([dense, neurons], dt=case["dt"])
    spikes = model.forward(x)
    assert np.argwhere(spikes).tolist() == case["spikes"]
    by_spikes, by_voltage = np.array(case["by_spikes"]), np.array(case["by_voltage"])
    loss = (spikes * by_spikes).sum() + (neurons.last.V * by_voltage).sum()
    np.testing.assert_allclose(loss, case["loss"], rtol=1e-9)
    dense.backward(neurons.backward(by_spikes, by_voltage))
    np.testing.assert_allclose(dense.gradients["weights"], case["gradient"], rtol=1e-9)
