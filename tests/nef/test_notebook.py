"""Nengo's example notebook and learning rules, next to Nengo itself, which runs here as well.

Both have the encoders, maximum rates, intercepts, evaluation points and initial voltages that Nengo
draws; gains, biases, decoders and everything after that each computes on its own. They round
differently in the last bits (synapses, sums of decoders). Where v overshoots, steps of 1 ms amplify
these, so that in runs of 2 s one neuron at last fires a step later.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich import nef
from izhikevich._typing import FloatArray

from tests.export.environments import python_of

_HERE = Path(__file__).parent
PAGE = _HERE.parents[1] / "site" / "docs" / "nengo.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
DRAWN = ("encoders", "max_rates", "intercepts", "eval_points", "v0")
#: Steps of the long runs in which everything is the same.
SAME = 860
BUILT = ("encoders", "gain", "bias", "eval_points", "v0")


@pytest.fixture(scope="module")
def nengos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FloatArray]:
    """What Nengo has drawn, built and probed, by figure or rule."""
    file = tmp_path_factory.mktemp("nengo") / "found.npz"
    command = [str(python_of("nengo")), str(_HERE / "run_nengo.py"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    with np.load(file) as found:
        return dict(found)


def given(
    nengos: dict[str, FloatArray], name: str, fields: tuple[str, ...] = DRAWN
) -> dict[str, FloatArray]:
    return {what: nengos[f"{name} {what}"] for what in fields}


def run_notebook(
    nengos: dict[str, FloatArray], monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[int, nef.Result], nef.TuningCurves]:
    """Run the blocks of the page; return the results by Nengo's figures, and the curves."""
    results: list[nef.Result] = []
    curves: list[nef.TuningCurves] = []
    run, curves_of = nef.Model.run, nef.tuning_curves

    def running(model: nef.Model, duration: float) -> nef.Result:
        results.append(run(model, duration))
        return results[-1]

    def finding(*arguments: Any) -> nef.TuningCurves:
        curves.append(curves_of(*arguments))
        return curves[-1]

    monkeypatch.setattr(nef.Model, "run", running)
    monkeypatch.setattr(nef, "tuning_curves", finding)
    names: dict[str, Any] = {}
    for block in BLOCKS:
        if "n_neurons = 30" in block:
            names["ens"].edit(n_neurons=30, **given(nengos, "8 ens"))
        exec(block, names)
        if "ens = " in block:
            names["ens"].edit(**given(nengos, "1 ens"))
        if "square = " in block:  # with more connections Nengo draws other numbers
            names["ens"].edit(**given(nengos, "9 ens"))
            names["square"].edit(**given(nengos, "9 square"))
            spikes = {of: nef.Probe(names[of], "spikes") for of in ("ens", "square")}
            names["model"].add(**spikes)
    del results[9:]  # those of what the notebook does not have
    return dict(zip((*range(1, 8), 9, 10), results, strict=True)), curves[0]


@pytest.mark.filterwarnings("ignore::izhikevich.NumericalArtefactWarning")
def test_every_figure_of_the_notebook(
    nengos: dict[str, FloatArray], monkeypatch: pytest.MonkeyPatch
) -> None:
    results, curves = run_notebook(nengos, monkeypatch)
    for figure in range(1, 8):
        result = results[figure]
        assert result["spikes"].any()
        np.testing.assert_array_equal(result["spikes"], nengos[f"{figure} spikes"] > 0.0)
        np.testing.assert_allclose(result["out"], nengos[f"{figure} out"], rtol=0, atol=1e-9)
        for of in ("voltage", "recovery"):
            # Where v overshoots, steps of 1 ms amplify the last bits of the gains.
            found, wanted = result[of], nengos[f"{figure} {of}"]
            np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-3, err_msg=f"{figure}: {of}")
    np.testing.assert_array_equal(curves.rates, nengos["8 rates"])
    np.testing.assert_allclose(curves.points, nengos["8 points"], rtol=0, atol=1e-12)
    for figure in (9, 10):
        result = results[figure]
        for name, theirs in (("ens", "spikes"), ("square", "square spikes")):
            spikes, fired = result[name], nengos[f"{figure} {theirs}"] > 0.0
            np.testing.assert_array_equal(spikes[:SAME], fired[:SAME])
            assert spikes.sum() == pytest.approx(fired.sum(), rel=0.05)
        for name, theirs in (("ensemble 1 (sin)", "out"), ("ensemble 2 (sin²)", "square")):
            off = np.abs(result[name] - nengos[f"{figure} {theirs}"])
            assert off[:SAME].max() < 1e-9
            assert off.max() < 0.1


def lesson(nengos: dict[str, FloatArray], rule: str) -> nef.Model:
    """The model of `run_nengo.learning`, with what Nengo has drawn."""
    ensembles = {}
    for name in ("pre", "post", "error"):
        own: dict[str, Any] = given(nengos, f"{rule} {name}", BUILT)
        ensembles[name] = nef.Ensemble(len(own["gain"]), **own)
    pre, post, error = ensembles.values()
    u = nef.Node(lambda t: np.sin(2 * np.pi * t), time_unit="s")
    node = nef.Node(lambda t, x: x**2 + t, size_in=1, time_unit="s")
    connections = [nef.Connection(u, pre, synapse=None), nef.Connection(post, node)]
    if rule == "PES":
        learned = nef.Connection(pre, post, function=lambda x: 0 * x, learning_rule=nef.PES(1e-3))
        connections += [
            nef.Connection(post, error),
            nef.Connection(u, error, transform=-1),
            nef.Connection(error, learned),
        ]
    elif rule == "BCM":
        learned = nef.Connection(pre, post, weights=True, learning_rule=nef.BCM(5e-7))
    else:
        kind = nef.Oja(1e-6, beta=0.5)
        learned = nef.Connection(pre, post, weights=nengos["Oja given"], learning_rule=kind)
    probes = {
        "weights": nef.Probe(learned, "weights"),
        "decoded": nef.Probe(post, synapse=30.0),
        "spikes": nef.Probe(post, "spikes"),
        "node": nef.Probe(node, synapse=nef.Alpha(10.0)),
    }
    return nef.Model([*connections, learned], probes)


@pytest.mark.parametrize("rule", ["PES", "BCM", "Oja"])
@pytest.mark.filterwarnings("ignore::izhikevich.NumericalArtefactWarning")
def test_learning_is_nengos(nengos: dict[str, FloatArray], rule: str) -> None:
    result = nef.Simulator(lesson(nengos, rule)).run(1000.0)
    np.testing.assert_array_equal(result["spikes"], nengos[f"{rule} spikes"] > 0.0)
    weights = nengos[f"{rule} weights"]
    assert np.abs(weights[-1] - weights[0]).max() > 1e-4
    np.testing.assert_allclose(result["weights"], weights, rtol=0, atol=1e-9)
    for name in ("decoded", "node"):
        np.testing.assert_allclose(result[name], nengos[f"{rule} {name}"], rtol=0, atol=1e-9)
