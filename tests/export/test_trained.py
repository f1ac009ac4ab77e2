"""Scripts of trained networks give the same spikes, loss and gradients in other frameworks.

BrainPy runs live, in an environment of its own. The numbers of PyTorch are from
tests/data/pytorch.json, written by peer_pytorch.py, with a fingerprint of each script.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich.export import export
from izhikevich.learning.model import time_first
from izhikevich.views import preparation
from izhikevich.views.learning.own_data import PRESET, OwnData
from izhikevich.views.learning.presets import build

from .tools import run
from .trained_states import OWN, STATES, SURROGATES, State, code_of

FILE = Path(__file__).parents[1] / "data" / "pytorch.json"
PYTORCH = json.loads(FILE.read_text(encoding="utf-8"))


def expected(state: State) -> dict[str, Any]:
    """Return what the package itself computes."""
    _, request, _ = preparation.read(state)
    if state["preset"] == PRESET:
        own = OwnData().own(request.values).classifier.trainer
        assert own is not None
        trainer = own
    else:
        trainer = build(state["preset"], request.values)
    trainer.fit(int(request.values["epochs"]))
    data, model = trainer.test or trainer.data, trainer.model
    k = int(request.values.get("sample", 0))
    output = model.forward(time_first(data.inputs[k : k + 1]))
    loss, gradient = trainer.loss.both(output, np.asarray(data.targets)[k : k + 1], model.dt)
    model.backward(gradient)
    steps, neurons = np.nonzero(model.neurons[-1].last.spikes[:, 0])
    return {
        "times": steps * model.dt,
        "neurons": neurons,
        "loss": loss,
        "gradients": model.gradients,
    }


def from_the_tenth(spikes: np.ndarray) -> float:
    """Return when a neuron first has its tenth spike, or infinity."""
    times, neurons = spikes
    tenth = [times[neurons == k][9:10] for k in np.unique(neurons)]
    return float(np.concatenate([*tenth, [np.inf]]).min())


def check(state: State, found: dict[str, Any]) -> None:
    wanted = expected(state)
    spikes = np.array([found["times"], found["neurons"]])
    own_spikes = np.array([wanted["times"], wanted["neurons"]])
    assert spikes.size > 0
    amplified = from_the_tenth(own_spikes)
    note = any("rounding" in text for text in export(state, "pytorch").notes)
    assert note == (amplified < np.inf)
    np.testing.assert_allclose(
        spikes[:, spikes[0] < amplified], own_spikes[:, own_spikes[0] < amplified], atol=1e-9
    )
    if amplified < np.inf:
        return
    assert found["loss"] == pytest.approx(wanted["loss"], rel=1e-6)
    assert set(found["gradients"]) == set(wanted["gradients"])
    for name, gradient in found["gradients"].items():
        own = wanted["gradients"][name].ravel()
        theirs = np.ravel(gradient)
        if theirs.size < own.size:
            own = own[:: -(-own.size // 100)]
        scale = np.abs(own).max()
        np.testing.assert_allclose(theirs, own, rtol=1e-6, atol=1e-9 * scale, err_msg=name)


@pytest.mark.parametrize(("form", "tool"), [("brainpy", "brainpy"), ("pytorch", "torch")])
def test_scripts_say_where_they_are_from_and_what_they_need(form: str, tool: str) -> None:
    head = str(export(STATES[0], form, address="https://example.org/").content)
    head = head.partition("import ")[0]
    assert "https://example.org/#learning?epochs=3&tau_ref=4" in head
    assert re.search(f'pip install "?{tool}', head)


def test_brainpy(tmp_path: Path) -> None:
    states = [*STATES, *OWN, *(s for s in SURROGATES if "gaussian" in s["values"]["surrogate"])]
    jobs = [(str(export(state, "brainpy").content), list[str]()) for state in states]
    for state, found in zip(states, run("brainpy", jobs, tmp_path), strict=True):
        check(state, found)


@pytest.mark.parametrize("k", range(len(STATES + SURROGATES + OWN)))
def test_pytorch(k: int) -> None:
    state, kept = (*STATES, *SURROGATES, *OWN)[k], PYTORCH["results"][k]
    script = str(export(state, "pytorch").content)
    assert code_of(script) == kept["code"], "has changed: run peer_pytorch.py"
    gradients = {_ours(name): gradient for name, gradient in kept["gradients"].items()}
    check(state, {**kept, "gradients": gradients})


def _ours(name: str) -> str:
    """Return our name of a parameter of PyTorch's network."""
    _, layer, *rest = name.split(".")
    return f"{layer}/{'recurrent' if rest[0] == 'synapses' else rest[0]}"
