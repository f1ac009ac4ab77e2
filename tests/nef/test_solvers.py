"""Solvers, probes with a period and decoders from spikes, next to Nengo itself."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
import scipy.optimize
from izhikevich import nef
from izhikevich._typing import FloatArray
from izhikevich.nef.decoding import weights_between
from izhikevich.random import normal

from tests.export.environments import python_of

ROOT = Path(__file__).parents[2]
BUILT = ("encoders", "gain", "bias", "eval_points", "v0")
SEED = 11
SIGNAL = izh.Sine(0.8, 2.0)
SOLVERS: dict[str, nef.Solver] = {
    "Lstsq": nef.Lstsq(),
    "LstsqL2": nef.LstsqL2(reg=0.05),
    "LstsqL2nz": nef.LstsqL2nz(),
    "LstsqDrop": nef.LstsqDrop(drop=0.4),
    "LstsqNoise": nef.LstsqNoise(noise=0.2),
    "LstsqMultNoise": nef.LstsqMultNoise(),
}


@pytest.fixture(scope="module")
def nengos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FloatArray]:
    """What Nengo has drawn, solved and probed."""
    folder = tmp_path_factory.mktemp("nengo")
    t = np.arange(1.0, 1201.0)
    np.savez(folder / "given.npz", draws=normal(SEED, 9, 0, 300 * 20), signal=SIGNAL.sample(t))
    command = [str(python_of("nengo")), "-m", "tests.nef.run_solvers"]
    command += [str(folder / "found.npz"), str(folder / "given.npz")]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=600, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-2000:]
    with np.load(folder / "found.npz") as found:
        return dict(found)


def ensemble(nengos: dict[str, FloatArray], name: str) -> nef.Ensemble:
    own: dict[str, Any] = {what: nengos[f"{name} {what}"] for what in BUILT}
    return nef.Ensemble(len(own["gain"]), **own)


@pytest.mark.parametrize("name", SOLVERS)
def test_decoders_are_nengos(nengos: dict[str, FloatArray], name: str) -> None:
    points = nengos["pre eval_points"]
    targets = np.column_stack([points, points**2])
    found = SOLVERS[name].solve(nengos["rates"], targets, SEED)
    np.testing.assert_allclose(found.values.T, nengos[f"{name} decoders"], rtol=0, atol=1e-9)
    error = nengos["rates"] @ found.values.T - targets
    assert found.rmse == pytest.approx(np.sqrt(np.mean(error**2)), abs=1e-12)


@pytest.mark.parametrize("solver", [nef.LstsqL2(weights=True), nef.LstsqDrop(weights=True)])
@pytest.mark.filterwarnings("ignore::izhikevich.NumericalArtefactWarning")
def test_weights_between_neurons_are_nengos(
    nengos: dict[str, FloatArray], solver: nef.Solver
) -> None:
    name = type(solver).__name__
    pre, post = ensemble(nengos, f"{name} pre"), ensemble(nengos, f"{name} post")
    u = nef.Node(lambda t: np.sin(2 * np.pi * t), time_unit="s")
    between = nef.Connection(pre, post, function=lambda x: x**2, solver=solver)
    model = nef.Model(
        [nef.Connection(u, pre, synapse=None), between], {"spikes": nef.Probe(post, "spikes")}
    )
    result = model.run(500.0)
    built = nef.build_ensemble(pre), nef.build_ensemble(post)
    weights = weights_between(between, *built, model.dt)
    theirs = nengos[f"{name} weights"]
    np.testing.assert_allclose(weights, theirs, rtol=0, atol=1e-9 * np.abs(theirs).max())
    assert between.weight_count == theirs.size
    np.testing.assert_array_equal(result["spikes"], nengos[f"{name} spikes"] > 0.0)


@pytest.mark.filterwarnings("ignore::izhikevich.NumericalArtefactWarning")
def test_samples_are_nengos(nengos: dict[str, FloatArray]) -> None:
    """In two runs, the second of which begins between two samples."""
    pre, post = ensemble(nengos, "pre"), ensemble(nengos, "post")
    u = nef.Node(lambda t: np.sin(2 * np.pi * t), time_unit="s")
    learned = nef.Connection(pre, post, function=lambda x: 0 * x, learning_rule=nef.PES(1e-3))
    connections = [
        nef.Connection(u, pre, synapse=None),
        learned,
        nef.Connection(post, learned),
        nef.Connection(u, learned, transform=-1.0),
    ]
    probes = {
        "decoded": nef.Probe(post, synapse=30.0, sample_every=5.0),
        "spikes": nef.Probe(post, "spikes", sample_every=3.0),
        "voltage": nef.Probe(post, "voltage", sample_every=2.5),
        "weights": nef.Probe(learned, "weights", sample_every=20.0),
    }
    simulator = nef.Simulator(nef.Model(connections, probes))
    simulator.run(301.0)
    result = simulator.run(200.0)
    for name in probes:
        theirs = nengos[f"sampled {name}"]
        assert result[name].shape == theirs.shape
        np.testing.assert_allclose(result.times(name), 1e3 * nengos[f"times {name}"], atol=1e-9)
        found = result[name] > 0 if name == "spikes" else result[name]
        wanted = theirs > 0.0 if name == "spikes" else theirs
        atol = 1e-3 if name == "voltage" else 1e-9  # where v overshoots, bits are amplified
        np.testing.assert_allclose(found, wanted, rtol=0, atol=atol, err_msg=name)
    table = result._columns()
    assert np.isnan(table["decoded"]).sum() == 501 - 100
    np.testing.assert_array_equal(table["decoded"][4::5], result["decoded"][:, 0])


@pytest.mark.parametrize("dt", [1.0, 0.1, 0.3, 0.7])
def test_a_sample_is_the_step_of_a_run_with_all(dt: float) -> None:
    ensemble = nef.Ensemble(12, neurons="FS", seed=4)
    every = {"v": nef.Probe(ensemble, "voltage"), "x": nef.Probe(ensemble, synapse=20.0)}
    for name, of in (("few v", "voltage"), ("few x", "decoded"), ("few I", "current")):
        synapse = 20.0 if of == "decoded" else None
        every[name] = nef.Probe(ensemble, of, synapse=synapse, sample_every=3 * dt)
    signal = nef.Connection(nef.Node("sine(1,5)"), ensemble, synapse=None)
    result = nef.Model([signal], every, dt=dt).run(60.0)
    for name in "vx":
        np.testing.assert_array_equal(result[f"few {name}"], result[name][2::3])
        np.testing.assert_array_equal(result.times(f"few {name}"), result.t[2::3])
    assert result["few I"].shape == result["few v"].shape
    assert result.plot().plot.panes[0].series[0].x.size == result.t.size


def test_samples_take_less_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    ensemble = nef.Ensemble(100, seed=1)
    monkeypatch.setattr("izhikevich.nef.model.MEMORY_LIMIT", 2_000_000)
    nef.Model([], {"v": nef.Probe(ensemble, "voltage", sample_every=100.0)}).steps_of(10_000.0)
    with pytest.raises(izh.ParameterError, match="what is recorded"):
        nef.Model([], {"v": nef.Probe(ensemble, "voltage")}).steps_of(10_000.0)


@pytest.mark.filterwarnings("ignore::izhikevich.NumericalArtefactWarning")
def test_decoders_from_spikes_are_those_of_nengos_spikes(nengos: dict[str, FloatArray]) -> None:
    built = nef.build_ensemble(ensemble(nengos, "spiking"))
    solver = nef.FromSpikes(signal=SIGNAL, duration=1000.0)
    activities, targets = nef.spike_activities(built, solver, function="x**2")
    np.testing.assert_allclose(activities, nengos["spiking activities"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(targets, nengos["spiking targets"], rtol=0, atol=1e-12)
    own = nef.Connection(built.ensemble, nef.Ensemble(5), function="x**2", solver=solver)
    result = nef.Model([own]).run(1.0)
    decoders = result.decoders(own)
    np.testing.assert_allclose(decoders.values.T, nengos["spiking decoders"], rtol=0, atol=1e-9)
    assert decoders is result.decoders(own), "it is measured once"


def test_decoders_from_spikes_know_how_neurons_adapt() -> None:
    """With chattering neurons and a signal like that of the training."""
    ensemble = nef.Ensemble(100, neurons=nef.NEURONS["CH"], seed=1)
    test = nef.BandLimitedNoise(0.5, 3.0, 77)
    model = nef.models.representation(test, ensemble)
    model.add(trained=nef.Probe(ensemble, synapse=30.0, solver=nef.FromSpikes()))
    with pytest.warns(izh.NumericalArtefactWarning):
        result = model.run(3000.0)
    target = nef.filtered(result["input"], 30.0, 1.0)
    plain, trained = (
        nef.rmse(result[name], target, result.t, 200.0) for name in ("decoded", "trained")
    )
    assert trained < 0.85 * plain


def system(seed: int, targets: int = 2) -> tuple[FloatArray, FloatArray]:
    rng = np.random.default_rng(seed)
    activities = np.maximum(rng.normal(50.0, 80.0, (60, 12)), 0.0).round()
    activities[:, 3] = 0.0
    return activities, rng.normal(0.0, 1.0, (60, targets))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("solver", [nef.Nnls(), nef.NnlsL2(), nef.NnlsL2nz(reg=0.05)])
def test_decoders_of_at_least_0_are_scipys(solver: nef.Solver, seed: int) -> None:
    """Nengo calls `scipy.optimize.nnls`, with these equations."""
    activities, targets = system(seed)
    found = solver.solve(activities, targets).values.T
    a, b = activities, targets
    if isinstance(solver, nef.NnlsL2):
        sigma = np.full(12, solver.reg * a.max())
        if isinstance(solver, nef.NnlsL2nz):
            sigma *= np.sqrt((a > 0.0).mean(axis=0))
            sigma[sigma == 0.0] = 1.0
        a, b = a.T @ a + 60 * np.diag(sigma**2), activities.T @ np.maximum(targets, 0.0)
    wanted = np.stack([scipy.optimize.nnls(a, column)[0] for column in b.T], axis=1)
    assert (found >= 0.0).all()
    assert (found == 0.0).any()
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-9)


def test_elastic_net_is_optimal() -> None:
    """The subgradient of what it minimises vanishes; many decoders are 0."""
    activities, targets = system(1)
    solver = nef.LstsqL1(l1=2e-3, l2=1e-3)
    found = solver.solve(activities, targets).values.T
    a, b = solver.l1 * activities.max(), solver.l2 * activities.max() ** 2
    gradient = activities.T @ (activities @ found - targets) / 60 + b * found
    used = found != 0.0
    assert 0 < used.sum() < used.size
    np.testing.assert_allclose(gradient[used], -a * np.sign(found[used]), atol=1e-6 * a)
    assert (np.abs(gradient[~used]) <= a * (1.0 + 1e-6)).all()
    sparser = nef.LstsqL1(l1=1e-2, l2=1e-3).solve(activities, targets).values
    assert (sparser != 0.0).sum() < used.sum()


A, B = nef.Ensemble(5, seed=1), nef.Ensemble(4, seed=2)
WRONG: Any = 0.1


@pytest.mark.parametrize(
    ("make", "parameter"),
    [
        (lambda: nef.LstsqL2(reg=0.0), "reg"),
        (lambda: nef.Lstsq(rcond=-1.0), "rcond"),
        (lambda: nef.LstsqNoise(noise=0.0), "noise"),
        (lambda: nef.LstsqDrop(drop=1.0), "drop"),
        (lambda: nef.LstsqDrop(solver1=WRONG), "solver1"),
        (lambda: nef.LstsqL1(max_iter=0), "max_iter"),
        (lambda: nef.NnlsL2(reg=-1.0), "reg"),
        (lambda: nef.FromSpikes(WRONG), "solver"),
        (lambda: nef.FromSpikes(duration=0.0), "duration"),
        (lambda: nef.FromSpikes(sample_every=0.0), "sample_every"),
        (lambda: nef.Connection(A, B, solver=WRONG), "solver"),
        (lambda: nef.Connection(nef.Node(0.0), B, solver=nef.Lstsq()), "solver"),
        (lambda: nef.Connection(A, B, solver=nef.Lstsq(), regularisation=0.2), "regularisation"),
        (lambda: nef.Connection(A, B, solver=nef.Lstsq(), decoders=np.ones((1, 5))), "solver"),
        (lambda: nef.Connection(A, B, solver=nef.Lstsq(), weights=np.ones((4, 5))), "solver"),
        (
            lambda: nef.Connection(
                A, B, solver=nef.Lstsq(weights=True), learning_rule=nef.PES(1e-3)
            ),
            "weights",
        ),
        (
            lambda: nef.Connection(
                A, nef.Node(lambda t, x: x, size_in=1), solver=nef.Lstsq(weights=True)
            ),
            "solver",
        ),
        (lambda: nef.Probe(A, solver=nef.Lstsq(weights=True)), "solver"),
        (lambda: nef.Probe(A, sample_every=0.0), "sample_every"),
        (lambda: nef.LstsqNoise(noise=1e-200).solve(np.ones((3, 2)), np.ones((3, 1))), "noise"),
    ],
)
def test_what_cannot_be_is_named(make: Any, parameter: str) -> None:
    with pytest.raises(izh.ParameterError) as refused:
        make()
    assert refused.value.parameter == parameter


@pytest.mark.parametrize("signal", ["sine(1,1)", (0.0, 0.0, 0.0)])
def test_a_signal_for_each_dimension(signal: Any) -> None:
    built = nef.build_ensemble(nef.Ensemble(5, 2, seed=1))
    with pytest.raises(izh.ParameterError, match="one for each of 2 dimensions"):
        nef.spike_activities(built, nef.FromSpikes(signal=signal))
