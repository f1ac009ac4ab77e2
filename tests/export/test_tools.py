"""Exported scripts do in other simulators what they claim; see `environments` for where they run.

What is compared:

- Brian2 steps as we do, in the same order: every spike is in the same step. In networks with
  --same, too; without it numbers are drawn anew, and rates agree within 30 %. The accurate scheme
  is Runge-Kutta in steps of 0.005 ms or less there, which delays each spike by up to 0.01 ms.
- PyNN on NEST has our half-step and forward schemes: every spike is in the same step, of networks
  with --same, too. Where it has another scheme, or rounding differs over long runs, nothing is
  claimed.
- PyNN on Brian2 has the forward scheme: every spike is in the same step.
- In place of the accurate scheme PyNN takes Euler's method in short steps: as many spikes, each
  within 0.35 ms.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich.export import export
from izhikevich.views import preparation, registry

from .tools import run

State = dict[str, Any]

_NEEDS_NEST = pytest.mark.skipif(sys.platform != "linux", reason="NEST's wheel is for Linux only")

#: Currents of all kinds at once.
_ALL_CURRENTS = (
    "zap(2,1,40,0,500)+sine(3,8)+ou(5,3,10,step=0.5)+train(10,20,5,25,5)+pulse(3,2,7)"
    "+ramp(0.01,20)+step(2,5)+white(2)"
)
_EXPRESSION = "pos(g_exc)*0.5-max(g_inh,0.1*g_exc)+0.01*(0-v)"


def _neuron(preset: str, **values: Any) -> State:
    return {"view": "neuron", "preset": preset, "values": values}


def _network(preset: str, **values: Any) -> State:
    return {"view": "network", "preset": preset, "values": {"duration": 200.0, **values}}


def _presets(view: str) -> list[str]:
    return [preset.name for preset in registry.VIEWS[view]().presets]


def _run(tool: str, form: str, cases: list[tuple[State, list[str]]], folder: Path) -> list[Any]:
    jobs = [(str(export(state, form).content), arguments) for state, arguments in cases]
    return run(tool, jobs, folder)


def _check_neuron(state: State, found: Any) -> None:
    _, _, run = preparation.read(state)
    assert run.trace is not None
    np.testing.assert_allclose(
        found["times"], run.trace.spike_times, rtol=0.0, atol=1e-6, err_msg=str(state)
    )


def _check_network(state: State, found: Any, *, same: bool) -> None:
    _, request, prepared = preparation.read(state)
    net = prepared.session.net
    net.reset()
    recording = net.run(float(request.values["duration"]))
    for population in net.populations:
        ours, theirs = recording.of(population), found[population.name]
        if not same:
            count = len(theirs["times"])
            assert count == pytest.approx(ours[0].size, rel=0.3, abs=20.0), population.name
            continue
        steps = np.round(np.array(theirs["times"]) / net.dt).astype(int).tolist()
        pairs = zip(np.round(ours[0] / net.dt).astype(int).tolist(), ours[1].tolist(), strict=True)
        assert sorted(pairs) == sorted(zip(steps, theirs["neurons"], strict=True)), population.name


def test_brian2_neurons(tmp_path: Path) -> None:
    states = [_neuron(name) for name in _presets("neuron")]
    states += [
        _neuron("RS", method="half_step"),
        _neuron("TC_2007", method="half_step"),
        _neuron("RTN_2007", method="euler"),
        _neuron("FS_2007", method="euler"),
        _neuron("RS", stimulus=_ALL_CURRENTS, I=3.0, duration=200.0),
    ]
    cases: list[tuple[State, list[str]]] = [(state, []) for state in states]
    for state, found in zip(states, _run("brian2", "brian2", cases, tmp_path), strict=True):
        _check_neuron(state, found)


def test_brian2_accurate(tmp_path: Path) -> None:
    states = [
        _neuron("tonic_spiking", method="accurate", duration=60.0),
        _neuron("FS", method="accurate", duration=60.0),
        _neuron("CH", method="accurate"),
        _neuron("depolarizing_afterpotential", method="accurate"),
    ]
    found = _run("brian2", "brian2", [(state, []) for state in states], tmp_path)
    for state, fired in zip(states, found, strict=True):
        _, _, run = preparation.read(state)
        assert len(fired["times"]) == run.trace.n_spikes, state
        late = np.array(fired["times"]) - run.trace.spike_times
        assert (late >= -0.005).all()  # dated at the beginning of its step
        bursts = state["preset"] in ("CH", "depolarizing_afterpotential")
        each = 0.03 if bursts else 0.01  # in bursts what delays one spike delays the next ones
        assert (late <= each * np.arange(1, late.size + 1)).all()


def test_brian2_networks(tmp_path: Path) -> None:
    same = [
        _network("feedforward"),
        _network("cortical_2003"),
        _network("ring"),
        _network("polychronous_2006", duration=900.0),
        _network("custom"),
        _network(
            "custom",
            populations=f"name=A,size=50,noise=5,conductance={_EXPRESSION};name=B,size=20,cell=CH",
            projections="pre=A,post=A,weight=normal(5,1),delay=3;pre=A,post=B,probability=0.5",
        ),
    ]
    drawn = [
        _network("feedforward"),
        _network("cortical_2003"),
        _network("cortical_10k", neurons=1000.0, duration=100.0),
        _network("polychronous_2006", duration=900.0, seed=1),
        _network("custom", duration=500.0),
    ]
    cases = [(state, ["--same"]) for state in same] + [(state, []) for state in drawn]
    found = _run("brian2", "brian2", cases, tmp_path)
    for k, (state, _) in enumerate(cases):
        _check_network(state, found[k], same=k < len(same))


@_NEEDS_NEST
def test_pynn_on_nest(tmp_path: Path) -> None:
    neurons = [
        _neuron("RS", method="half_step"),
        _neuron("RS", method="half_step", stimulus="white(8)+5"),
        _neuron("tonic_bursting", method="forward"),
        _neuron("class_1_excitable", method="forward"),
        _neuron("RS_2007"),
        _neuron("CH_2007"),
    ]
    accurate = [
        _neuron(name, method="accurate")
        for name in (
            "CH",
            "class_2_excitable",
            "depolarizing_afterpotential",
            "RS_2007",
            "IB_2007",
        )
    ]
    networks = [
        _network("feedforward", layers="100,50"),
        _network("ring"),
        _network("custom"),
        _network("polychronous_2006"),
    ]
    cases: list[tuple[State, list[str]]] = [(state, ["nest"]) for state in neurons]
    cases += [(state, ["nest", "--same"]) for state in networks]
    cases.append((networks[2], ["nest", "--same", "--threads", "2"]))
    drawn = _network("feedforward", layers="200,100")
    others = [(drawn, ["nest"]), *((state, ["nest"]) for state in accurate)]
    found = _run("pynn", "pynn", [*cases, *others], tmp_path)
    found, fired = found[: -len(accurate)], found[-len(accurate) :]
    for k, (state, _) in enumerate(cases):
        if k < len(neurons):
            _check_neuron(state, found[k])
        else:
            _check_network(state, found[k], same=True)
    _check_network(drawn, found[-1], same=False)
    for state, each in zip(accurate, fired, strict=True):
        _, _, run = preparation.read(state)
        ours = run.trace.spike_times
        times = np.array(each["times"])
        assert ours[ours < run.duration - 0.35].size <= times.size <= ours.size, state
        np.testing.assert_allclose(
            times, ours[: times.size], rtol=0.0, atol=0.35, err_msg=str(state)
        )


@_NEEDS_NEST
def test_pynn_on_brian2(tmp_path: Path) -> None:
    states = [_neuron("RS", method="forward"), _neuron("tonic_spiking", method="forward")]
    cases = [(state, ["brian2"]) for state in states]
    for state, found in zip(states, _run("pynn", "pynn", cases, tmp_path), strict=True):
        _check_neuron(state, found)
