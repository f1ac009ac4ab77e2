"""What a layer of neurons takes, refuses, and does in each reset mode."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.learning import RESETS, Arctan, Neurons, Recurrent
from izhikevich.learning import neurons as module
from izhikevich.learning.resets import largest_step
from izhikevich.network import Normal, Uniform


def constant(current: float, duration: float, dt: float, size: int = 1) -> np.ndarray:
    return np.full((round(duration / dt), 1, size), current)


def test_modes_that_set_v_to_c_spike_alike_and_learn_differently() -> None:
    trains, gradients = [], []
    for reset in ("brainpy", "hard", "soft"):
        layer = Neurons(1, reset=reset, surrogate=Arctan(), scale=95.0)
        trains.append(layer.forward(constant(15.0, 100.0, 0.25), 0.25).copy())
        gradients.append(layer.backward(np.ones(trains[-1].shape)).sum())
    assert trains[0].sum() > 1.0
    np.testing.assert_array_equal(trains[0], trains[1])
    np.testing.assert_array_equal(trains[0], trains[2])
    assert len(set(gradients)) == 3


@pytest.mark.parametrize("current", [5.0, 10.0, 40.0])
@pytest.mark.parametrize("V_th", [30.0, 45.0])
def test_subtracting_the_threshold_is_refused_where_v_runs_away(
    current: float, V_th: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = largest_step(V_th, current + 13.0)
    layer = Neurons(1, reset="subtract", V_th=V_th)
    layer.forward(constant(current, 400.0, 0.999 * allowed), 0.999 * allowed, learn=False)
    assert V_th <= layer.last.V.max() < 2.0 * V_th
    coarse = constant(current, 100.0, 1.01 * allowed)
    with pytest.raises(ParameterError, match="runs away unless dt <="):
        layer.forward(coarse, 1.01 * allowed)
    # Without the check it does run away, if not at once above the bound, at BrainPy's steps.
    monkeypatch.setattr(module, "check_step", lambda *_: None)
    for dt in (0.1, 0.25, 1.0):
        with pytest.raises(SimulationError, match="diverges at") as caught:
            layer.forward(constant(current, 400.0, dt), dt)
        assert caught.value.time is not None
        assert caught.value.time < 400.0


def test_initial_values_for_each_sample_and_neuron() -> None:
    layer = Neurons(50, v0=Normal(-65.0, 3.0), u0=Uniform(-14.0, -10.0), d=[8.0] * 50)
    V, u = layer.start(40)
    assert V.shape == u.shape == (40, 50)
    assert abs(V.mean() + 65.0) < 0.3
    assert abs(V.std() - 3.0) < 0.3
    assert u.min() >= -14.0
    assert u.max() <= -10.0
    assert np.all(layer.start(40)[0] == V)
    own = np.linspace(-70.0, -60.0, 50)
    np.testing.assert_array_equal(Neurons(50, v0=own).start(2)[0], [own, own])


def test_samples_do_not_see_each_other() -> None:
    layer = Recurrent(4, recurrent=Normal(0.0, 5.0), tau=4.0)
    x = np.zeros((200, 3, 4))
    x[:, 0], x[:, 1], x[:, 2] = 8.0, 12.0, 20.0
    together = layer.forward(x, 0.25).copy()
    assert together.any()
    for sample in range(3):
        alone = layer.forward(np.ascontiguousarray(x[:, sample : sample + 1]), 0.25)
        np.testing.assert_array_equal(alone[:, 0], together[:, sample])


def test_refractory_neurons_stay_as_reset_left_them() -> None:
    layer = Neurons(1, tau_ref=4.0)
    spikes = layer.forward(constant(20.0, 60.0, 0.25), 0.25)[:, 0, 0]
    at = int(np.flatnonzero(spikes)[0])
    V, u = layer.last.V[:, 0, 0], layer.last.u[:, 0, 0]
    np.testing.assert_array_equal(V[at + 1 : at + 16], -65.0)
    np.testing.assert_array_equal(u[at + 1 : at + 16], u[at] + 8.0)
    assert V[at + 16] != -65.0


def test_gradient_through_time_and_fractions() -> None:
    wide = Neurons(2, surrogate=Arctan(), scale=95.0)
    wide.forward(constant(15.0, 50.0, 0.25, 2), 0.25)
    wide.backward(np.ones((200, 1, 2)))
    narrow = Neurons(2)
    narrow.forward(constant(15.0, 50.0, 0.25, 2), 0.25)
    narrow.backward(np.ones((200, 1, 2)))
    assert wide.flow is not None
    assert narrow.flow is not None
    assert wide.flow.through_time.shape == (200,)
    assert wide.flow.steps == 1.0 == wide.flow.spikes
    assert 0.0 < narrow.flow.steps < 0.1
    silent = Neurons(1)
    silent.forward(constant(0.0, 10.0, 0.25), 0.25)
    silent.backward(np.zeros((40, 1, 1)))
    assert silent.flow is not None
    assert np.isnan(silent.flow.spikes)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"in_size": 0}, "in_size"),
        ({"in_size": 1, "reset": "zero"}, "reset"),
        ({"in_size": 1, "surrogate": "relu"}, "surrogate"),
        ({"in_size": 1, "tau_ref": -1.0}, "tau_ref"),
        ({"in_size": 1, "scale": 0.0}, "scale"),
        ({"in_size": 2, "a": [0.02]}, "a"),
        ({"in_size": 1, "V_th": -40.0}, "V_th"),
    ],
)
def test_refused(wrong: dict[str, Any], name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        Neurons(**wrong)
    assert caught.value.parameter == name


def test_each_mode_is_told() -> None:
    assert list(RESETS) == ["brainpy", "hard", "soft", "subtract"]
    assert all(mode.title and mode.help for mode in RESETS.values())
