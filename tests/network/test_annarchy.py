"""Spike trains of ANNarchy's built-in Izhikevich neuron, reproduced one for one.

Source: tests/data/annarchy.json, written by ANNarchy 5.0.4.1 itself.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich import Network
from izhikevich.network import FromMatrix

DATA = json.loads((Path(__file__).parents[1] / "data" / "annarchy.json").read_text())


def network(dt: float) -> Network:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Network(dt=dt, scheme="forward")


@pytest.mark.parametrize("case", DATA["single_neuron"], ids=lambda c: f"{c['name']} dt={c['dt']}")
def test_single_neurons(case: dict[str, Any]) -> None:
    net = network(case["dt"])
    cell = net.population(1, **case["kwargs"])
    recording = net.run(case["T_ms"], record={cell: [0]})
    steps = np.rint(recording.times / case["dt"]).astype(int)
    assert steps.tolist() == case["spike_steps"]
    course = recording.course(cell, 0)
    np.testing.assert_allclose(course.v[:20], case["v_first20"], rtol=1e-9)
    np.testing.assert_allclose(course.u[:20], case["u_first20"], rtol=1e-9)
    np.testing.assert_allclose(course.v[-1], case["v_last"], rtol=1e-6)
    np.testing.assert_allclose(course.u[-1], case["u_last"], rtol=1e-6)


@pytest.mark.parametrize("case", DATA["networks"], ids=lambda c: f"{c['conductance']} {c['dt']}")
def test_networks(case: dict[str, Any]) -> None:
    net = network(case["dt"])
    shared = {"conductance": case["conductance"], "tau_refrac": case["tau_refrac"]}
    exc = net.population(4, **shared, **case["E_params"], i_offset=np.array(case["i_offset_E"]))
    inh = net.population(2, **shared, **case["I_params"], i_offset=np.array(case["i_offset_I"]))
    excites, inhibits = case["targets"]
    delays = case["delay_ms"]
    for pre, post, weights, target in (
        (exc, inh, "W_E_to_I", excites),
        (inh, exc, "W_I_to_E", inhibits),
        (exc, exc, "W_E_to_E", excites),
    ):
        rule = FromMatrix(np.array(case[weights], dtype=float))
        net.connect(pre, post, rule, weights=None, delays=delays, target=target)
    recording = net.run(case["T_ms"])
    for population, trains in ((exc, case["spike_steps_E"]), (inh, case["spike_steps_I"])):
        times, indices = recording.of(population)
        steps = np.rint(times / case["dt"]).astype(int)
        assert [steps[indices == k].tolist() for k in range(len(trains))] == trains
    state = net.state()
    np.testing.assert_allclose(state.v, [*case["v_last_E"], *case["v_last_I"]], rtol=1e-6)
