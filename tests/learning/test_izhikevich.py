"""The layers that keep their state: next to BrainPy's, and what they take, refuse and return.

Source: tests/data/brainpy_states.json, computed with BrainPy 2.8.2 itself by peer_brainpy.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

import izhikevich as izh
import numpy as np
import pint
import pytest
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.learning import (
    SPK_RESETS,
    SURROGATES,
    Arctan,
    Constant,
    Dense,
    Izhikevich,
    IzhikevichRef,
    Model,
    Neurons,
    Normal,
    Uniform,
)
from izhikevich.learning.surrogates import as_surrogate
from izhikevich.random import uniform

from .brainpy_cases import Case, case_of

FILE = Path(__file__).parents[1] / "data" / "brainpy_states.json"
BRAINPY = json.loads(FILE.read_text(encoding="utf-8"))
Layer: TypeAlias = Izhikevich | IzhikevichRef
#: BrainPy computes the same for both of its words; its documents describe another soft reset.
RESETS = {"hard": "hard", "soft": "hard", "documented": "soft"}
#: The one case of the first 105 whose gradients differ by more than 1e-6: they grow to 1e9.
EXPLODING = "73"


def summary_of(case: Case, x: np.ndarray) -> dict[str, Any]:
    values = dict(case.values)
    V, u = (np.broadcast_to(values.pop(name), case.shape) for name in ("V", "u"))
    name, arguments = case.surrogate
    kind: type[Any] = {"Izhikevich": Izhikevich, "IzhikevichRef": IzhikevichRef}[case.neuron]
    layer: Layer = kind(
        case.in_size,
        **values,
        V_initializer=V,
        u_initializer=u,
        spk_fun=SURROGATES[name](**arguments),
        spk_reset=RESETS[case.spk_reset],
        dt=case.dt,
    )
    layer.init_state(case.batch)
    steps = [(layer.update(now, learn=True), layer.V, layer.u) for now in x]
    gradient = layer.backward(case.by_spikes, case.by_voltage)
    spikes, V, u = (np.array(of_all) for of_all in zip(*steps, strict=True))
    return case.summary(spikes, V, u, gradient)


def check(number: str, *names: str) -> None:
    """Check spikes and the named numbers of a case."""
    case, wanted = case_of(int(number)), BRAINPY["cases"][number]
    found = summary_of(case, case.x)
    assert found["spikes"] == wanted["spikes"]
    for name in names:
        scale = np.abs(wanted[name]).max()
        np.testing.assert_allclose(
            found[name], wanted[name], rtol=1e-6, atol=1e-9 * scale, err_msg=name
        )


@pytest.mark.parametrize("number", sorted({*BRAINPY["cases"]} - {EXPLODING}))
def test_next_to_brainpy(number: str) -> None:
    check(number, "V", "u", "gradient")


def test_a_gradient_that_explodes() -> None:
    """It is as close to BrainPy's as rounding allows: to what the last bits of the currents do."""
    check(EXPLODING, "V", "u")
    case, wanted = case_of(int(EXPLODING)), np.array(BRAINPY["cases"][EXPLODING]["gradient"])
    found, *others = (
        np.array(summary_of(case, x)["gradient"])
        for x in (case.x, np.nextafter(case.x, np.inf), np.nextafter(case.x, -np.inf))
    )
    assert np.abs(found).max() > 1e8
    scatter = np.max([np.abs(other - found) for other in others], axis=0)
    large = np.abs(wanted) > 1e-9 * np.abs(wanted).max()
    assert (np.abs(found - wanted) <= 2.0 * scatter)[large].all()
    np.testing.assert_allclose(found, wanted, rtol=1e-5)


def spikes_of(layer: Layer, x: np.ndarray, learn: bool = False) -> np.ndarray:
    return np.array([layer.update(now, learn=learn) for now in x])


@pytest.mark.parametrize("batch", [None, 2])
@pytest.mark.parametrize("in_size", [4, (2, 2)])
@pytest.mark.parametrize("learn", [False, True])
def test_steps_are_those_of_the_quick_way(
    in_size: int | tuple[int, ...], batch: int | None, learn: bool
) -> None:
    layer = IzhikevichRef(in_size, d=Uniform(2.0, 8.0), u_initializer=-13.0, tau_ref=2.0)
    layer.init_state(batch)
    steps = 200
    x = 10.0 + 10.0 * uniform(1, 0, 0, steps * layer.V.size).reshape(steps, *layer.V.shape)
    found = spikes_of(layer, x, learn)
    V, u = layer.V.copy(), layer.u.copy()
    ones = np.ones(found.shape)
    gradient = layer.backward(ones, 0.01 * ones) if learn else None
    quick = layer.forward(x.reshape(steps, batch or 1, -1), layer.dt)
    assert quick.sum() > 3
    np.testing.assert_array_equal(found.reshape(quick.shape), quick)
    np.testing.assert_array_equal(V.reshape(-1), layer.last.V[-1].reshape(-1))
    np.testing.assert_array_equal(u.reshape(-1), layer.last.u[-1].reshape(-1))
    np.testing.assert_array_equal(layer.V, V)
    if gradient is not None:
        again = layer.backward(np.ones(quick.shape), np.full(quick.shape, 0.01))
        assert gradient.shape == found.shape
        np.testing.assert_array_equal(gradient.reshape(quick.shape), again)


def shapes(layer: Layer) -> set[tuple[int, ...]]:
    return {layer.V.shape, layer.u.shape, layer.update([1.0, 2.0, 3.0]).shape}


def test_a_state_is_initialised_and_reset() -> None:
    layer = Izhikevich(3, V_initializer=Normal(-65.0, 3.0), u_initializer=Constant([-13, -12, -11]))
    assert layer.u.tolist() == [-13.0, -12.0, -11.0]
    assert shapes(layer) == {(3,)}
    layer.reset_state()
    first = layer.V.copy()
    assert np.ptp(first) > 0.0
    assert not layer.update(20.0).any()
    assert (first != layer.V).all()
    layer.reset_state()
    np.testing.assert_array_equal(layer.V, first)
    layer.init_state(batch_size=50)
    assert shapes(layer) == {(50, 3)}
    layer.reset_state(2)
    assert shapes(layer) == {(2, 3)}
    layer.reset_state(2)
    assert np.unique(layer.V).size == 6
    other = Izhikevich(3, V_initializer=Normal(-65.0, 3.0), seed=1)
    assert (first != other.V).all()


def test_initialisers_that_are_functions_or_hold_the_batch() -> None:
    layer = Izhikevich((1, 2), V_initializer=lambda s: -60.0 - np.arange(np.prod(s)).reshape(s))
    np.testing.assert_array_equal(layer.V, [[-60.0, -61.0]])
    layer.init_state(2)
    np.testing.assert_array_equal(layer.V, [[[-60.0, -61.0]], [[-62.0, -63.0]]])
    given = np.array([[-60.0, -61.0], [-62.0, -63.0]])
    layer = Izhikevich(2, V_initializer=given)
    layer.init_state(2)
    np.testing.assert_array_equal(layer.V, given)
    with pytest.raises(ParameterError, match=r"(?s)V_initializer = .*shape \(2, 2\), but \(3, 2\)"):
        layer.init_state(3)


def test_what_is_shown_cannot_be_changed() -> None:
    layer = Izhikevich(2)
    with pytest.raises(ValueError, match="read-only"):
        layer.V[0] = 0.0
    spikes = layer.update(5.0)
    before = layer.V
    spikes[0] = 1.0
    layer.update(5.0)
    assert layer.V is not before
    assert (before != layer.V).all()


def test_spikes_of_any_voltage() -> None:
    layer = Izhikevich((2, 1), V_th=[[30.0], [25.0]])
    np.testing.assert_array_equal(layer.get_spike(), [[0.0], [0.0]])
    np.testing.assert_array_equal(layer.get_spike([[27.0], [27.0]]), [[0.0], [1.0]])
    np.testing.assert_array_equal(layer.get_spike(np.full((3, 2, 1), 30.0)), np.ones((3, 2, 1)))


def test_gradients_go_back_to_the_last_step_that_was_not_stored() -> None:
    x = np.full((120, 1), 15.0)
    whole = Izhikevich(1)
    spikes_of(whole, x, learn=True)
    all_steps = whole.backward(np.ones(x.shape))
    part = Izhikevich(1)
    spikes_of(part, x[:50])
    spikes_of(part, x[50:], learn=True)
    np.testing.assert_allclose(part.backward(np.ones(x[50:].shape)), all_steps[50:], rtol=1e-12)
    assert all_steps[:50].any()


def test_functions_are_surrogates() -> None:
    x = np.full((120, 1, 1), 15.0)
    gradients = []
    for spk_fun in (Arctan(), Arctan().derivative):
        layer = Izhikevich(1, spk_fun=spk_fun, scale=95.0)
        layer.forward(x, 0.25)
        gradients.append(layer.backward(np.ones(x.shape)))
    np.testing.assert_array_equal(gradients[0], gradients[1])
    np.testing.assert_allclose(
        as_surrogate(Arctan().derivative, "").smooth([-2.0, 0.5]),
        Arctan().smooth([-2.0, 0.5]),
        rtol=1e-9,
    )


@pytest.mark.parametrize("spk_reset", SPK_RESETS)
def test_resets_by_brainpys_names(spk_reset: str) -> None:
    x = np.full((3000, 1, 1), 10.0)
    named = Izhikevich(1, spk_reset=spk_reset)
    same = Neurons(1, reset=SPK_RESETS[spk_reset])
    for layer in (named, same):
        assert layer.forward(x, 0.02).any()
    ones = np.ones(x.shape)
    np.testing.assert_array_equal(named.backward(ones), same.backward(ones))


def test_a_soft_reset_is_refused_where_v_runs_away() -> None:
    layer = Izhikevich(1, spk_reset="soft")
    with pytest.raises(ParameterError, match="runs away unless dt <="):
        layer.update(10.0)


def test_resting_neurons() -> None:
    layer = IzhikevichRef(2, tau_ref=[0.0, 2.0])
    rests = []
    while not layer.update(20.0).any():
        rests.append(layer.refractory.any())
    assert not any(rests)
    assert layer.refractory.tolist() == [True, True]
    rests = []
    for _ in range(10):
        layer.update(20.0)
        rests.append(layer.refractory.tolist())
    assert rests == [[False, True]] * 7 + [[False, False]] * 3


def test_units_are_converted_or_refused() -> None:
    units: Any = pint.UnitRegistry()
    plain = IzhikevichRef(2, 0.03, [0.2, 0.25], -60.0, 6.0, 29.0, 1.5, -70.0, [-14.0, -12.0])
    layer = IzhikevichRef(
        2,
        0.03 * units.kHz,
        np.array([200.0, 250.0]) / units.s,
        -0.06 * units.V,
        6.0 * units.V / units.s,
        29.0 * units.mV,
        1500.0 * units.us,
        Constant(-70000.0 * units.uV),
        [-14.0, -12.0] * units.mV / units.ms,
    )
    for _ in range(100):
        np.testing.assert_array_equal(
            layer.update([0.02, 0.03] * units.V / units.ms), plain.update([20.0, 30.0])
        )
    np.testing.assert_allclose(layer.V, plain.V, rtol=1e-9)
    assert layer.get_spike([0.028, 0.03] * units.V).tolist() == [0.0, 1.0]
    with pytest.raises(ParameterError, match=r"x = .*its unit \(millivolt\) cannot be converted"):
        layer.update([20.0, 30.0] * units.mV)
    with pytest.raises(ParameterError, match=r"tau_ref = .*cannot be converted to ms"):
        IzhikevichRef(1, tau_ref=2.0 * units.mV)


def test_the_2007_form() -> None:
    layer = Izhikevich(2, cell="RS (2007)", V_initializer=-60.0)
    trace = izh.simulate("RS (2007)", 100.0, 200.0)
    found = spikes_of(
        Izhikevich(2, cell="RS (2007)", V_initializer=-60.0, dt=0.02), np.full((10000, 1), 100.0)
    )
    assert found.sum(axis=0).tolist() == [trace.n_spikes] * 2
    assert trace.n_spikes > 2
    units: Any = pint.UnitRegistry()
    layer.update(0.1 * units.nA)
    with pytest.raises(ParameterError, match="cannot be converted to pA"):
        layer.update(10.0 * units.mV / units.ms)


def test_in_a_model() -> None:
    model = Model([Dense(3, 4, weights=9.0, tau=5.0), Izhikevich((2, 2), scale=95.0), Dense(4, 1)])
    x = np.ones((100, 2, 3))
    assert model.forward(x).shape == (100, 2, 1)
    model.backward(np.ones((100, 2, 1)))
    assert model.gradients["0/weights"].any()


@pytest.mark.parametrize(
    ("layer", "text"),
    [
        (Izhikevich(10), "Izhikevich(10, spk_reset='hard', dt=0.25)"),
        (
            IzhikevichRef((2, 3), spk_reset="soft", dt=0.01, name="out"),
            "IzhikevichRef((2, 3), spk_reset='soft', dt=0.01, name='out')",
        ),
    ],
)
def test_short_texts(layer: Layer, text: str) -> None:
    assert repr(layer) == text


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"spk_reset": "subtract"}, "spk_reset"),
        ({"spk_fun": "relu"}, "spk_fun"),
        ({"spk_fun": np.sum}, "spk_fun"),
        ({"spk_fun": Arctan}, "spk_fun"),
        ({"a": [0.1, 0.2, 0.3]}, "a"),
        ({"dt": 0.0}, "dt"),
        ({"seed": -1}, "seed"),
        ({"cell": "FS_2007"}, "cell"),
    ],
)
def test_refused(wrong: dict[str, Any], name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        Izhikevich(2, **wrong)
    assert caught.value.parameter == name


def test_refused_by_methods() -> None:
    layer = Izhikevich(2, u_initializer=[1.0, 2.0, 3.0])
    with pytest.raises(ParameterError, match="u_initializer = "):
        layer.init_state()
    layer = Izhikevich(2)
    with pytest.raises(ParameterError, match="batch_size = 0"):
        layer.init_state(0)
    with pytest.raises(ParameterError, match=r"shape \(3, 2\), but \(2,\) is needed; init_state"):
        layer.update(np.ones((3, 2)))
    layer.update(1.0)
    with pytest.raises(ParameterError, match="needs steps to go back through"):
        layer.backward(np.ones((1, 2)))
    with pytest.raises(ParameterError, match=r"(?s)x = .*but \(steps, batch, 2\) is"):
        layer.forward(np.ones((5, 1, 3)), 0.25)
    layer.update(1.0, learn=True)
    with pytest.raises(ParameterError, match=r"gradient = .*shape \(1, 3\), but \(1, 2\)"):
        layer.backward(np.ones((1, 3)))
    coarse = Izhikevich(1, V_initializer=29.0, dt=10.0)
    coarse.update()
    with pytest.raises(SimulationError, match="diverges at 10 ms"):
        coarse.update(1e308)
