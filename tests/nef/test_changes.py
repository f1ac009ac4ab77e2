"""Models that are changed between runs, and runs that continue."""

from __future__ import annotations

from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import nef
from izhikevich.network import Uniform


def parts(**changes: Any) -> tuple[nef.Node, nef.Ensemble, nef.Model]:
    """Return a node, an ensemble with noise, and their model, in which it also feeds itself."""
    node = nef.Node(izh.Sine(1.0, 5.0))
    ensemble = nef.Ensemble(**{"n_neurons": 15, "noise": 2.0, **changes})
    connections = [
        nef.Connection(node, ensemble, synapse=nef.Alpha(5.0)),
        nef.Connection(ensemble, ensemble, transform=0.3, synapse=20.0),
    ]
    probes = {
        "x": nef.Probe(ensemble, synapse=nef.Alpha(20.0)),
        "spikes": nef.Probe(ensemble, "spikes"),
        "u": nef.Probe(ensemble, "recovery"),
        "I": nef.Probe(ensemble, "current", neurons=[3]),
    }
    return node, ensemble, nef.Model(connections, probes)


def assert_same(one: nef.Result, other: nef.Result) -> None:
    for name, values in one.probes.items():
        np.testing.assert_array_equal(values, other[name], err_msg=name)


@pytest.mark.parametrize(
    "changes",
    [
        {"neurons": "CH"},
        {"n_neurons": 20},
        {"radius": 2.0, "u0": -5.0},
        {"max_rates": Uniform(100.0, 200.0), "seed": 7},
    ],
)
def test_what_is_changed_runs_like_what_is_made(changes: dict[str, Any]) -> None:
    _, ensemble, model = parts()
    model.run(50.0)
    for name, value in changes.items():
        setattr(ensemble, name, value)
    assert_same(model.run(100.0), parts(**changes)[2].run(100.0))


def test_nodes_connections_and_probes_change() -> None:
    node, _, model = parts()
    before = model.run(100.0)
    node.output = 0.2
    model.connections[1].synapse = 50.0
    model.probes["x"].function = "x**2"
    model.seed = 3
    after = model.run(100.0)
    for name in before.probes:
        assert not np.array_equal(before[name], after[name])
    node.edit(output=izh.Sine(1.0, 5.0))
    model.connections[1].edit(synapse=20.0, transform=[[0.3]])
    model.probes["x"].function = None
    model.seed = 0
    assert_same(model.run(100.0), before)


def test_a_change_that_is_refused_changes_nothing() -> None:
    _, ensemble, model = parts()
    before = model.run(50.0)
    for wrong in ({"n_neurons": 0}, {"encoders": [[1.0]]}, {"n_neurons": 9, "v0": [1.0]}):
        with pytest.raises(izh.ParameterError):
            ensemble.edit(**wrong)
    with pytest.raises(izh.ParameterError, match="Did you mean neurons"):
        ensemble.neuron = "CH"
    assert_same(model.run(50.0), before)


def test_parts_that_no_longer_fit_are_found_before_a_run() -> None:
    _, ensemble, model = parts()
    ensemble.dimensions = 2
    with pytest.raises(izh.ParameterError, match="transform"):
        model.run(10.0)


def test_what_is_added_leaves_the_others_as_they_are() -> None:
    _, ensemble, model = parts()
    before = model.run(50.0)
    other = nef.Ensemble(10)
    model.add(nef.Connection(ensemble, other), other=nef.Probe(other, "spikes"))
    after = model.run(50.0)
    assert_same(before, after)
    assert after["other"].any()


def test_a_run_continues() -> None:
    _, _, model = parts()
    simulator = nef.Simulator(model)
    simulator.run(33.0)
    simulator.run(0.0)
    assert_same(simulator.run(167.0), model.run(200.0))
    assert simulator.time == 200.0
    simulator.reset()
    assert_same(simulator.run(50.0), model.run(50.0))


def test_a_simulator_keeps_the_model_as_it_was() -> None:
    node, ensemble, model = parts()
    whole = model.run(100.0)
    simulator = nef.Simulator(model)
    simulator.run(50.0)
    node.output = 0.0
    ensemble.edit(neurons="CH", n_neurons=9)
    result = simulator.run(50.0)
    assert_same(result, whole)
    assert result.built(ensemble).ensemble.n_neurons == 15
    assert result.artefacts[ensemble].shape == (15,)


def test_a_run_that_fails_ends_the_simulation() -> None:
    calls: list[float] = []

    def output(t: float) -> float:
        calls.append(t)
        return np.nan if t == 60.0 and len(calls) < 80 else 0.5

    ensemble = nef.Ensemble(5, seed=1)
    model = nef.Model([nef.Connection(nef.Node(output), ensemble)], {"x": nef.Probe(ensemble)})
    simulator = nef.Simulator(model)
    simulator.run(50.0)
    with pytest.raises(izh.ParameterError, match="output"):
        simulator.run(50.0)
    assert simulator.time == 0.0
    assert simulator.run(30.0).t[0] == 1.0


def test_initial_recovery() -> None:
    ensemble = nef.Ensemble(6, v0=-60.0, u0=Uniform(-14.0, -10.0), seed=2)
    built = nef.build_ensemble(ensemble)
    assert ((built.u0 > -14.0) & (built.u0 < -10.0)).all()
    model = nef.Model(probes={"u": nef.Probe(ensemble, "recovery")})
    v = model.run(1.0)["u"][0]
    assert (np.abs(v - built.u0) < 3.0).all()


def test_units_of_the_time_of_functions() -> None:
    t = np.arange(1.0, 50.0)
    slow = nef.Node(lambda t: np.sin(0.002 * np.pi * t))
    same = nef.Node(lambda t: np.sin(2.0 * np.pi * t), time_unit="s")
    np.testing.assert_allclose(slow.sample(t), same.sample(t), atol=1e-12)


def test_nodes_compute_in_their_own_step() -> None:
    """A node without synapses on both sides acts like the connection that it replaces."""
    node, ensemble, other = nef.Node(0.5), nef.Ensemble(10, seed=1), nef.Ensemble(10, seed=2)
    enter = nef.Connection(node, ensemble, synapse=None)
    probes = {"spikes": nef.Probe(other, "spikes")}
    direct = nef.Model([enter, nef.Connection(ensemble, other, synapse=None)], probes)
    between = nef.Node(None, size_in=1)
    ends = [nef.Connection(between, other, synapse=None)]
    led = nef.Model([*ends, enter, nef.Connection(ensemble, between, synapse=None)], probes)
    assert_same(direct.run(100.0), led.run(100.0))


def test_an_accumulator_of_a_node_in_a_loop() -> None:
    """y' = 1 - y by Euler: the node adds to what its own synapse gives back."""
    y = nef.Node(lambda t, x: 0.1 + 0.9 * x, size_in=1)
    loop = nef.Connection(y, y, synapse=1e-3)  # one step of delay
    found = nef.Model([loop], {"y": nef.Probe(y)}).run(40.0)["y"][:, 0]
    np.testing.assert_allclose(found, 1.0 - 0.9 ** np.arange(1.0, 41.0), atol=1e-12)


def test_weights_are_encoders_times_decoders() -> None:
    """Whole weights give the currents that decoding and encoding give."""
    pre, post = nef.Ensemble(20, seed=1), nef.Ensemble(10, seed=2)
    enter = nef.Connection(nef.Node(0.3), pre)
    found = []
    for weights in (False, True):
        between = nef.Connection(pre, post, function="x**2", weights=weights)
        found.append(nef.Model([enter, between], {"I": nef.Probe(post, "current")}).run(100.0)["I"])
    np.testing.assert_allclose(found[0], found[1], atol=1e-9)
