"""What a layer of neurons takes, refuses, and does in each reset mode."""

from __future__ import annotations

from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import Parameters
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.learning import RESETS, Arctan, Neurons, Recurrent
from izhikevich.learning import neurons as module
from izhikevich.learning.resets import largest_step
from izhikevich.network import Normal, Uniform
from izhikevich.neuron.cells.lookup import parameters_of
from izhikevich.neuron.recovery import LinearDrive


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
    allowed = largest_step(V_th, current + 13.0, Parameters())
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


def test_refractory_times_that_differ() -> None:
    together = Neurons(2, tau_ref=[0.0, 4.0])
    together.forward(constant(20.0, 60.0, 0.25, 2), 0.25)
    for neuron, tau_ref in enumerate((0.0, 4.0)):
        alone = Neurons(1, tau_ref=tau_ref)
        alone.forward(constant(20.0, 60.0, 0.25), 0.25)
        np.testing.assert_array_equal(together.last.V[..., neuron], alone.last.V[..., 0])


@pytest.mark.parametrize("cell", ["RS", "RS (2007)"])
def test_start_at_the_vertex_of_the_parabola(cell: str) -> None:
    """There, dt times the slope of dV/dt is 0."""
    p = parameters_of(cell)
    vertex = -p.k1 / (2.0 * p.k2)
    layer = Neurons(3, cell, v0=[vertex - 1e-7, vertex, vertex + 1e-7])
    layer.forward(np.full((1, 1, 3), 5.0), 0.25)
    layer.backward(np.zeros((1, 1, 3)), np.ones((1, 1, 3)))
    V = layer.last.V[0, 0]
    np.testing.assert_allclose(V[1], 0.5 * (V[0] + V[2]), rtol=1e-12)


def test_a_layer_with_a_shape() -> None:
    a = np.array([[0.02, 0.03, 0.04], [0.05, 0.06, 0.07]])
    x = constant(15.0, 40.0, 0.25, 6) + np.arange(6.0)
    flat, shaped = Neurons(6, a=a.reshape(-1)), Neurons((2, 3), a=a)
    spikes = flat.forward(x, 0.25)
    assert spikes.any()
    np.testing.assert_array_equal(shaped.forward(x, 0.25), spikes)
    nested = shaped.forward(x.reshape(-1, 1, 2, 3), 0.25)
    np.testing.assert_array_equal(nested.reshape(x.shape), spikes)
    back = shaped.backward(np.ones(nested.shape))
    assert back.shape == nested.shape
    np.testing.assert_array_equal(back.reshape(x.shape), flat.backward(np.ones(x.shape)))


@pytest.mark.parametrize("cell", ["RS_2007", "FS_2007", "TC_2007", "accommodation", "LTS_2007"])
def test_cells_through_which_gradients_pass(cell: str) -> None:
    p = parameters_of(cell)
    if isinstance(p.drive, LinearDrive) and p.drive.leak and not (p.peak_slope or p.c_slope):
        layer = Neurons(2, cell)
        layer.forward(constant(300.0, 100.0, 0.25, 2), 0.25)
        assert layer.last.spikes.any()
    else:
        with pytest.raises(ParameterError, match="must have a linear drive with leak") as caught:
            Neurons(2, cell)
        assert caught.value.parameter == "cell"


def test_a_cell_of_the_2007_form_is_stepped_as_elsewhere() -> None:
    layer = Neurons(1, "RS (2007)", v0=-60.0)
    layer.forward(constant(100.0, 200.0, 0.01), 0.01)
    trace = izh.simulate("RS (2007)", 100.0, 200.0)
    times = 0.01 * np.flatnonzero(layer.last.spikes)
    assert trace.n_spikes > 2
    np.testing.assert_allclose(times, trace.spike_times, rtol=0.01)


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
        ({"in_size": ()}, "in_size"),
        ({"in_size": (2, 0)}, "in_size"),
        ({"in_size": (2, 2), "a": [0.02] * 4}, "a"),
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
