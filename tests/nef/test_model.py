"""Models as they run: order of a step, synapses, functions, loops, probes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import nef
from izhikevich.progress import Progress, finish

SLOW = nef.IzhikevichNeurons(tau_recovery=0.2)
SINE = izh.Sine(1.0, 1.0)


def small(**changes: Any) -> nef.Ensemble:
    return nef.Ensemble(**{"n_neurons": 12, "seed": 2, **changes})


def _learns(ensemble: nef.Ensemble) -> nef.Connection:
    return nef.Connection(ensemble, ensemble, learning_rule=nef.PES())


def test_a_step_written_out() -> None:
    """Two ensembles and a synapse, against a plain loop in Nengo's order."""
    first, second = small(), small(seed=3, neurons="FS_Nengo")
    between = nef.Connection(first, second, function="x**2", synapse=10.0, transform=0.5)
    model = nef.Model(
        [nef.Connection(nef.Node(SINE), first, synapse=None), between],
        {
            "spikes": nef.Probe(second, "spikes"),
            "v": nef.Probe(second, "voltage", neurons=[3]),
            "u": nef.Probe(second, "recovery"),
            "J": nef.Probe(second, "current"),
            "decoded": nef.Probe(second, synapse=20.0),
        },
    )
    result = model.run(200.0)
    one, two = result.built(first), result.built(second)
    decoders, output = result.decoders(between).values, result.decoders("decoded").values
    state = [(b.v0.copy(), np.zeros(12)) for b in (one, two)]
    x, y = np.zeros(1), np.zeros(1)
    decay, decay_out = np.exp(-1 / 10.0), np.exp(-1 / 20.0)
    for k, t in enumerate(result.t):
        fired = _step(first, *state[0], one.currents(SINE.sample(np.array([t]))[:, None])[0])
        current = two.currents(x[None])[0]
        np.testing.assert_allclose(result["J"][k], current, rtol=1e-9)
        fired_too = _step(second, *state[1], current)
        np.testing.assert_array_equal(result["spikes"][k], fired_too)
        np.testing.assert_allclose(result["v"][k, 0], state[1][0][3], rtol=1e-6)
        np.testing.assert_allclose(result["u"][k], state[1][1], rtol=1e-6)
        np.testing.assert_allclose(result["decoded"][k], y, atol=1e-9)
        x = decay * x + (1.0 - decay) * (0.5 * decoders @ (fired * 1000.0))
        y = decay_out * y + (1.0 - decay_out) * (output @ (fired_too * 1000.0))


def _step(ensemble: nef.Ensemble, v: Any, u: Any, current: Any) -> Any:
    p = ensemble.parameters
    v += p.dv(v, u, np.maximum(current, -30.0))
    fired = v >= 30.0
    v[fired] = p.c
    u += p.du(v, u)
    u[fired] += p.d
    return fired


def test_loops_and_rows_of_ensembles_do_the_same() -> None:
    """A loop of weight 0 makes an ensemble run step by step, with the same spikes."""
    first, second = small(dimensions=2, noise=3.0), small(seed=4)
    connections = [
        nef.Connection(nef.Node((SINE, 0.5)), first, synapse=None),
        nef.Connection(first, second, function="x0*x1", synapse=nef.Alpha(5.0)),
    ]
    back = nef.Connection(second, first, transform=[[0.0], [0.0]])
    probes = {"one": nef.Probe(first, "spikes"), "two": nef.Probe(second, "spikes")}
    row = nef.Model(connections, probes).run(150.0)
    loop = nef.Model([*connections, back], probes).run(150.0)
    for name in probes:
        np.testing.assert_array_equal(row[name], loop[name])
    assert row["two"].any()


def test_without_a_synapse_spikes_act_in_their_own_step() -> None:
    first, second = small(), small(seed=4)
    enter = nef.Connection(nef.Node(0.5), first, synapse=None)
    pass_on = nef.Connection(first, second, synapse=None)
    probes = {"decoded": nef.Probe(first), "J": nef.Probe(second, "current")}
    back = nef.Connection(second, first, transform=0.0)
    for connections in ([enter, pass_on], [pass_on, enter, back]):
        result = nef.Model(connections, probes).run(20.0)
        expected = result.built(second).currents(result["decoded"])
        np.testing.assert_allclose(result["J"], expected, atol=1e-9)


def test_a_loop_needs_a_synapse() -> None:
    first, second = small(), small(seed=4)
    for connections in (
        [nef.Connection(first, first, synapse=None)],
        [nef.Connection(first, second, synapse=0.0), nef.Connection(second, first, synapse=None)],
    ):
        with pytest.raises(izh.ParameterError, match="a loop needs a synapse"):
            nef.Model(connections)


def test_synapses_filter_steps_as_in_closed_form() -> None:
    step = np.ones((400, 1))
    t = np.arange(400.0)[:, None]
    np.testing.assert_allclose(nef.filtered(step, 30.0, 1.0), 1 - np.exp(-t / 30), atol=1e-12)
    alpha = nef.filtered(step, nef.Alpha(30.0), 1.0)
    np.testing.assert_allclose(alpha, 1 - (1 + t / 30) * np.exp(-t / 30), atol=1e-12)
    assert nef.filtered(step, None, 1.0) is step
    for wrong in (-1.0, "slow", np.nan):
        with pytest.raises(izh.ParameterError, match="synapse"):
            nef.filtered(step, wrong, 1.0)  # type: ignore[arg-type]


def test_a_node_is_probed_and_filtered() -> None:
    node = nef.Node((SINE, "step(2,50)", 3.0))
    result = nef.Model(
        probes={"all": nef.Probe(node), "sum": nef.Probe(node, function="x0+x1+x2", synapse=10.0)}
    ).run(100.0)
    assert result["all"].shape == (100, 3)
    np.testing.assert_array_equal(result["all"][:, 1], np.where(result.t >= 50.0, 2.0, 0.0))
    total = nef.filtered(result["all"].sum(axis=1)[:, None], 10.0, 1.0)
    np.testing.assert_allclose(result["sum"], total, atol=1e-12)


def test_callables_are_nodes() -> None:
    node = nef.Node(lambda t: (np.sin(t), 1.0))
    assert node.dimensions == 2
    assert node.sample(np.array([0.0, 1.0]))[1] == pytest.approx((np.sin(1.0), 1.0))
    with pytest.raises(izh.ParameterError, match="output"):
        nef.Node(lambda t: t if t < 1.0 else (1.0, 2.0)).sample(np.array([2.0]))


def test_other_time_steps() -> None:
    """A finer step changes the spikes but not what they stand for."""
    ensemble = nef.Ensemble(100, neurons=SLOW, seed=1)
    for dt in (0.5, 1.0):
        result = nef.models.representation(0.5, ensemble, dt=dt).run(600.0)
        assert result.t[-1] == pytest.approx(600.0)
        assert result["decoded"][result.t > 300.0].mean() == pytest.approx(0.5, abs=0.12)


def test_noise_is_drawn_anew_and_repeats_with_the_seed() -> None:
    quiet, noisy = small(), small(noise=5.0)
    currents = [
        nef.Model(
            [nef.Connection(nef.Node(0.3), e, synapse=None)], {"J": nef.Probe(e, "current")}
        ).run(500.0)["J"]
        for e in (quiet, noisy, noisy)
    ]
    np.testing.assert_array_equal(currents[1], currents[2])
    noise = currents[1] - currents[0]
    assert noise.mean() == pytest.approx(0.0, abs=0.3)
    assert noise.std() == pytest.approx(5.0, rel=0.03)


def test_progress_is_told() -> None:
    """Building (on first use) and running."""
    model = nef.models.chain(SINE, small(seed=77), small(seed=78))
    told = []
    work = model.running(250.0)
    try:
        while True:
            told.append(next(work))
    except StopIteration as end:
        result = end.value
    assert all(isinstance(p, Progress) and 0.0 <= p.fraction <= 1.0 for p in told)
    assert len(told) > 6
    assert told[-1] == Progress(1.0, "250 ms")
    np.testing.assert_array_equal(result["second"], finish(model.running(250.0))["second"])


def test_a_run_that_diverges() -> None:
    wild = nef.Ensemble(3, neurons=izh.Parameters(a=3.0), gain=[1.0] * 3, bias=[0.0] * 3)
    with pytest.raises(izh.SimulationError, match="diverged"):
        nef.Model(probes={"v": nef.Probe(wild, "voltage")}).run(1000.0)


@pytest.mark.parametrize(
    ("parameter", "make"),
    [
        ("pre", lambda e: nef.Connection(e.neurons, e)),
        ("post", lambda e: nef.Connection(e, nef.Node(1.0))),
        ("transform", lambda e: nef.Connection(nef.Node((1.0, 2.0)), e)),
        ("transform", lambda e: nef.Connection(e, e, transform=[[1.0, 2.0]])),
        ("decoders", lambda e: nef.Connection(e, e, decoders=[[1.0]])),
        ("decoders", lambda e: nef.Probe(nef.Node(1.0), decoders=[[1.0]])),
        ("function", lambda e: nef.Connection(e, e, function="x1")),
        ("regularisation", lambda e: nef.Connection(e, e, regularisation=0.0)),
        ("synapse", lambda e: nef.Connection(e, e, synapse=-1.0)),
        ("tau", lambda e: nef.Lowpass(0.0)),
        ("of", lambda e: nef.Probe(e, "voltages")),
        ("of", lambda e: nef.Probe(nef.Node(1.0), "spikes")),
        ("target", lambda e: nef.Probe("e")),  # type: ignore[arg-type]
        ("neurons", lambda e: nef.Probe(e, "spikes", neurons=[12])),
        ("connections", lambda e: nef.Model([e])),
        ("probes", lambda e: nef.Model(probes=[nef.Probe(e)])),  # type: ignore[arg-type]
        ("dt", lambda e: nef.Model(dt=0.0)),
        ("duration", lambda e: nef.Model(ensembles=[e]).run(-1.0)),
        ("duration", lambda e: nef.Model(ensembles=[e]).run(1e9)),
        ("output", lambda e: nef.Node(lambda t: np.nan).sample(np.ones(1))),
        ("dimensions", lambda e: nef.Node((1.0, 2.0), 3)),
        ("probe", lambda e: nef.Model(ensembles=[e]).run(1.0)["x"]),
        ("ensemble", lambda e: nef.models.oscillator(e)),
        ("size_in", lambda e: nef.Node(lambda t, x: x, size_in=17)),
        ("size_in", lambda e: nef.Node(None, size_in=1).sample(np.ones(1))),
        ("time_unit", lambda e: nef.Node(np.sin, time_unit="min")),  # type: ignore[arg-type]
        ("output", lambda e: nef.Node(1.0, size_in=1)),
        ("u0", lambda e: nef.Ensemble(2, u0=[1.0])),
        ("learning_rate", lambda e: nef.PES(1.0)),
        ("post_synapse", lambda e: nef.BCM(post_synapse="fast")),
        ("beta", lambda e: nef.Oja(beta=-1.0)),
        ("learning_rule", lambda e: nef.Connection(e, e, learning_rule="PES")),  # type: ignore[arg-type]
        ("learning_rule", lambda e: nef.Connection(nef.Node(1.0), e, learning_rule=nef.PES())),
        ("weights", lambda e: nef.Connection(e, e, learning_rule=nef.Oja())),
        ("weights", lambda e: nef.Connection(e, e, weights=True, learning_rule=nef.PES())),
        ("weights", lambda e: nef.Connection(e, e, weights=[[1.0]])),
        ("weights", lambda e: nef.Connection(nef.Node(1.0), e, weights=True)),
        ("transform", lambda e: nef.Connection(e, e, weights=np.ones((12, 12)), transform=2.0)),
        ("post", lambda e: nef.Connection(e, nef.Connection(e, e))),
        ("target", lambda e: nef.Probe(nef.Connection(e, e), "weights")),
        ("of", lambda e: nef.Probe(e, "weights")),
        ("connections", lambda e: nef.Model([nef.Connection(e, _learns(e))])),
        ("parts", lambda e: nef.Model().add(nef.Node(1.0))),  # type: ignore[arg-type]
        ("points", lambda e: nef.tuning_curves(small(dimensions=2))),
        ("ensemble", lambda e: nef.tuning_curves(e, nef.Model())),
        ("duration", lambda e: nef.Simulator(nef.Model(ensembles=[e])).run(-1.0)),
        ("n_neuron", lambda e: e.edit(n_neuron=3)),
    ],
)
def test_what_is_not_allowed_is_named(
    parameter: str, make: Callable[[nef.Ensemble], object]
) -> None:
    with pytest.raises(izh.ParameterError) as refused:
        make(small())
    assert refused.value.parameter == parameter


def test_spike_events() -> None:
    spikes = np.array([[0, 1], [0, 0], [1, 1]], dtype=np.uint8)
    times, indices = nef.spike_events(spikes, 0.5)
    np.testing.assert_array_equal(times, [0.5, 1.5, 1.5])
    np.testing.assert_array_equal(indices, [1, 0, 1])
    assert indices.dtype == np.int32


def test_rmse() -> None:
    values, t = np.array([[1.0], [2.0], [4.0]]), np.array([1.0, 2.0, 3.0])
    assert nef.rmse(values, np.zeros((3, 1))) == pytest.approx(np.sqrt(7.0))
    assert nef.rmse(values, np.ones((3, 1)), t, after=2.0) == 3.0
    with pytest.raises(izh.ParameterError, match="target"):
        nef.rmse(values, np.zeros(3))
    with pytest.raises(izh.ParameterError, match="after"):
        nef.rmse(values, values, t, after=3.0)
