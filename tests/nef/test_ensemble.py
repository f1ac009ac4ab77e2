"""Descriptions, what is built from them, and the cache of what was built."""

from __future__ import annotations

from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import nef
from izhikevich.nef.points import in_ball, on_sphere
from izhikevich.network import Normal, Uniform


@pytest.mark.parametrize(
    ("parameter", "arguments"),
    [
        ("n_neurons", {"n_neurons": 0}),
        ("n_neurons", {"n_neurons": 2.5}),
        ("dimensions", {"dimensions": 17}),
        ("neurons", {"neurons": "LIF"}),
        ("radius", {"radius": 0.0}),
        ("noise", {"noise": -1.0}),
        ("seed", {"seed": -1}),
        ("max_rates", {"max_rates": 0.0}),
        ("max_rates", {"max_rates": [100.0, -1.0, 100.0]}),
        ("max_rates", {"max_rates": [100.0, 200.0]}),
        ("intercepts", {"intercepts": 1.0}),
        ("intercepts", {"intercepts": np.nan}),
        ("bias", {"gain": [1.0, 1.0, 1.0]}),
        ("gain", {"gain": [1.0], "bias": [1.0]}),
        ("encoders", {"encoders": [[1.0], [0.0], [1.0]]}),
        ("encoders", {"encoders": [1.0, 1.0, 1.0]}),
        ("eval_points", {"eval_points": [[0.0, 1.0]]}),
        ("n_eval_points", {"n_eval_points": 5, "eval_points": [[0.0]]}),
    ],
)
def test_what_is_not_allowed_is_named(parameter: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(izh.ParameterError) as refused:
        nef.Ensemble(**{"n_neurons": 3, **arguments})
    assert refused.value.parameter == parameter


@pytest.mark.parametrize(
    ("parameter", "arguments"),
    [
        ("max_rates", {"max_rates": Normal(-100.0, 1.0)}),
        ("intercepts", {"intercepts": Uniform(1.0, 2.0)}),
        ("max_rates", {"neurons": izh.Parameters(a=0.002, d=20.0), "max_rates": 1000.0}),
        ("neurons", {"neurons": izh.Parameters(k0=1e6)}),
    ],
)
def test_what_turns_out_to_be_impossible(parameter: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(izh.ParameterError) as refused:
        nef.build_ensemble(nef.Ensemble(3, **arguments))
    assert refused.value.parameter == parameter


@pytest.mark.parametrize("name", ["tau_recovery", "coupling", "reset_voltage"])
def test_neurons_have_nengos_limits(name: str) -> None:
    wrong = {"tau_recovery": 0.0, "coupling": -0.1, "reset_voltage": 30.0}
    with pytest.raises(izh.ParameterError, match=name):
        nef.IzhikevichNeurons(**{name: wrong[name]})


def test_neurons_by_any_name() -> None:
    slow = nef.IzhikevichNeurons(tau_recovery=0.2)
    assert nef.as_neurons(slow) == izh.Parameters(a=0.2)
    assert nef.as_neurons("FS_Nengo") == nef.NEURONS["FS"].parameters
    assert nef.as_neurons("FS") == izh.CELL_TYPES["FS"].parameters
    assert nef.as_neurons("CH_2007") == izh.CELL_TYPES["CH_2007"].parameters


@pytest.mark.parametrize("neurons", ["FS_2007", "LTS_2007", "TC_2007", "RS_2007", "TC"])
def test_other_neurons_represent_a_signal(neurons: str) -> None:
    """Also those with other rules of drive, peak and reset, and currents in pA."""
    ensemble = nef.Ensemble(50, neurons=neurons, max_rates=Uniform(50.0, 100.0), seed=1)
    result = nef.models.representation(izh.Sine(1.0, 1.0), ensemble).run(1000.0)
    assert nef.rmse(result["decoded"], result["input"], result.t, after=200.0) < 0.4


@pytest.mark.parametrize("dimensions", [1, 2, 3, 4, 5])
def test_points_are_even(dimensions: int) -> None:
    surface = on_sphere(600, dimensions, 3, 1)
    assert surface.shape == (600, dimensions)
    np.testing.assert_allclose(np.hypot.reduce(surface, axis=1), 1.0, rtol=1e-12)
    np.testing.assert_allclose(surface.mean(axis=0), 0.0, atol=0.03)
    covariance = surface.T @ surface / len(surface)
    np.testing.assert_allclose(covariance, np.eye(dimensions) / dimensions, atol=0.03)
    ball = in_ball(600, dimensions, 3, 1)
    radius = np.hypot.reduce(ball, axis=1)
    assert radius.max() <= 1.0
    quantiles = np.quantile(radius**dimensions, [0.25, 0.5, 0.75])
    np.testing.assert_allclose(quantiles, [0.25, 0.5, 0.75], atol=0.02)
    assert not np.array_equal(surface, on_sphere(600, dimensions, 4, 1))


def test_encoders_in_one_dimension_are_balanced() -> None:
    assert on_sphere(101, 1, 5, 1).sum() in (-1.0, 1.0)


def test_the_same_description_is_built_once() -> None:
    rates = np.linspace(200.0, 300.0, 20)
    built = nef.build_ensemble(nef.Ensemble(20, max_rates=rates, seed=3))
    assert nef.build_ensemble(nef.Ensemble(20, max_rates=rates, seed=3, name="other")) is built
    assert nef.build_ensemble(nef.Ensemble(20, max_rates=rates + 1.0, seed=3)) is not built
    assert built.solve("x**2") is built.solve("x**2")
    assert built.solve("x**2") is not built.solve()


def test_a_change_of_signal_rebuilds_nothing() -> None:
    first = nef.Ensemble(20, seed=4)
    result = nef.models.representation(0.5, first).run(10.0)
    again = nef.models.representation(0.2, first, synapse=10.0).run(20.0)
    assert again.built(first) is result.built(first)
    assert again.decoders("decoded") is result.decoders("decoded")


def test_ensembles_without_a_seed_differ() -> None:
    first, second = nef.Ensemble(20), nef.Ensemble(20)
    one = nef.Model(ensembles=(first, second), seed=1).build()
    assert not np.array_equal(one[first].bias, one[second].bias)
    same = nef.Model(ensembles=(nef.Ensemble(20), second), seed=1).build()
    np.testing.assert_array_equal(same[second].bias, one[second].bias)
    other = nef.Model(ensembles=(first, second), seed=2).build()
    assert not np.array_equal(other[first].bias, one[first].bias)


def test_currents_scale_with_the_radius() -> None:
    small = nef.build_ensemble(nef.Ensemble(20, 2, seed=5))
    large = nef.build_ensemble(nef.Ensemble(20, 2, radius=10.0, seed=5))
    np.testing.assert_allclose(large.eval_points, 10.0 * small.eval_points)
    points = small.eval_points[:7]
    expected = small.gain * (points @ small.encoders.T) + small.bias
    np.testing.assert_allclose(small.currents(points), expected, rtol=1e-12)
    np.testing.assert_allclose(large.currents(10.0 * points), expected, rtol=1e-9)


def test_tuning_curves() -> None:
    built = nef.build_ensemble(nef.Ensemble(30, seed=6))
    points, rates = built.tuning_curves()
    assert (np.diff(points[:, 0]) >= 0.0).all()
    np.testing.assert_array_equal(rates[::90], built.rates(points[::90]))
    # Nobody fires beyond its intercept, and all have about their highest rate at the end.
    ends = built.rates(built.encoders)
    np.testing.assert_allclose(np.diag(ends), built.max_rates, atol=8.0)
    before = built.rates(built.encoders * (built.intercepts - 0.02)[:, None])
    assert (np.diag(before) == 0.0).all()
    with pytest.raises(izh.ParameterError, match="points"):
        nef.build_ensemble(nef.Ensemble(5, 2)).tuning_curves()


def test_rates_and_intercepts_of_given_gains() -> None:
    drawn = nef.build_ensemble(nef.Ensemble(30, seed=7))
    given = nef.build_ensemble(nef.Ensemble(30, gain=drawn.gain, bias=drawn.bias, seed=7))
    np.testing.assert_allclose(given.max_rates, drawn.max_rates, atol=8.0)
    np.testing.assert_allclose(given.intercepts, drawn.intercepts, atol=0.05)


def test_order_for_rasters() -> None:
    built = nef.build_ensemble(nef.Ensemble(30, seed=8))
    signs = built.encoders[built.order, 0]
    assert (np.diff(signs) >= 0.0).all()
    flat = nef.build_ensemble(nef.Ensemble(30, 2, seed=8))
    angles = np.arctan2(*flat.encoders[flat.order].T[::-1])
    assert (np.diff(angles) >= 0.0).all()
