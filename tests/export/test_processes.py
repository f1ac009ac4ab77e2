"""PyNN scripts do in many processes what they do in one.

The NEST that can be installed has no MPI: `standing_in` shows each process what PyNN would.
"""

from __future__ import annotations

import contextlib
import io
import sys
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from izhikevich.export import export

from .standing_in import Call, Process

State = dict[str, Any]

_TWO = "name=A,size=5,noise=3;name=B,size=4,cell=CH,current=2"
STATES: dict[str, State] = {
    "neuron": {"preset": "accommodation"},
    "noise": {"preset": "RS_2007", "values": {"stimulus": "white(3)+100", "duration": 20.0}},
    "custom": {
        "view": "network",
        "preset": "custom",
        "values": {
            "populations": _TWO,
            "projections": "pre=A,post=B,weight=normal(5,1),delay=3;pre=B,post=A,probability=0.5",
            "duration": 30.0,
        },
    },
    "feedforward": {
        "view": "network",
        "preset": "feedforward",
        "values": {"layers": "13,6", "duration": 20.0},
    },
    "polychronous": {
        "view": "network",
        "preset": "polychronous_2006",
        "values": {"excitatory": 160, "inhibitory": 40, "duration": 20.0},
    },
}
CASES = [
    (name, words)
    for name, state in STATES.items()
    for words in ([], ["--same"])
    if state.get("view") == "network" or not words
]


def _run(
    name: str, words: list[str], rank: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[Process, dict[str, Any], str]:
    """Run a script as one process of several; return what it asked for, left and printed."""
    process = Process(rank, size)
    monkeypatch.setitem(sys.modules, "pyNN", ModuleType("pyNN"))
    monkeypatch.setitem(sys.modules, "pyNN.nest", process.module())
    monkeypatch.setattr(sys, "argv", ["script.py", "nest", *words])
    names: dict[str, Any] = {"__name__": "__main__"}
    told = io.StringIO()
    source = str(export(STATES[name], "pynn").content)
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        exec(compile(source, name, "exec"), names)
    return process, names, told.getvalue()


@pytest.mark.parametrize(("name", "words"), CASES)
@pytest.mark.parametrize("size", [2, 3])
def test_each_cell_gets_the_same_from_many_processes(
    name: str, words: list[str], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, left, told = _run(name, words, 0, 1, monkeypatch)
    parts = [_run(name, words, rank, size, monkeypatch) for rank in range(size)]
    together: dict[int, list[Call]] = {}
    for process, _, _ in parts:
        assert not together.keys() & process.calls.keys()
        together |= process.calls
        assert process.made == alone.made, "processes number what they make alike"
    assert together == alone.calls
    assert sum(len(calls) for calls in together.values()) > len(together)
    assert parts[0][2] == told != ""
    for _, _, silent in parts[1:]:
        assert silent == ""
    for each, spikes in _fired(left).items():
        np.testing.assert_array_equal(_fired(parts[0][1])[each], spikes)
        size_of = len(left["groups"][each]) if "groups" in left else 1
        assert set(spikes[1].tolist()) == {k for k in range(size_of) if k % 3}
        for rank in range(1, size):
            _, own = _fired(parts[rank][1])[each]
            assert set(own.tolist()) <= set(spikes[1].tolist())


def _fired(left: dict[str, Any]) -> dict[str, Any]:
    """Return times and neurons of what a script leaves."""
    found: dict[str, Any] = left.get("spikes", {})
    return found


def test_currents_reach_their_own_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """With --same each neuron gets its own noise, as the package draws it."""
    process, names, _ = _run("custom", ["--same"], 1, 2, monkeypatch)
    currents = names["currents"]
    for index, cell in enumerate(next(iter(names["groups"].values())).all_cells):
        calls = dict(process.calls.get(cell, []))
        if cell % 2 == 1:
            wanted = (currents[2:, index] - currents[1, index]) / 1000.0
            np.testing.assert_array_equal(calls["amplitudes"], wanted)
        else:
            assert not calls


def test_threads_are_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("neuron", "custom"):
        for words, count in (([], 1), (["--threads", "4"], 4)):
            process, _, _ = _run(name, words, 0, 1, monkeypatch)
            assert [setup["threads"] for setup in process.setups] == [count]
        for words in (["--threads", "0"], ["--threads", "x"], ["--unknown"]):
            with pytest.raises(SystemExit) as ended:
                _run(name, words, 0, 1, monkeypatch)
            assert ended.value.code == 2


@pytest.mark.parametrize(
    ("preset", "values", "said"),
    [
        ("FS_2007", {}, "does not have the drive of u"),
        ("accommodation", {}, "does not have the drive of u"),
        ("TC_burst_2007", {"method": "accurate"}, "this is another neuron"),
        ("LTS_2007", {"method": "forward"}, "a peak that depends on u, nor a reset"),
        ("RS", {}, "they use the old values of both, so spikes differ"),
        ("RS", {"method": "forward", "stimulus": "white(5,step=0.01)"}, "numpy draws it"),
        ("CH", {"method": "accurate", "duration": 10_000.0}, "Spikes may still differ"),
        ("RS", {"method": "forward"}, ""),
        ("RS", {"method": "half_step"}, ""),
        ("CH", {"method": "accurate"}, ""),
    ],
)
def test_what_differs_is_said_when_it_runs(
    preset: str, values: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(STATES, "this", {"preset": preset, "values": values})
    notes = export(STATES["this"], "pynn").notes
    told = _run("this", [], 0, 1, monkeypatch)[2]
    assert ("Note: " in told) == bool(said)
    assert said in told
    assert any(said in note for note in notes)
    assert _run("this", [], 1, 2, monkeypatch)[2] == ""


def test_what_a_network_lacks_is_said_when_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    for words, trained in (([], True), (["--same"], False)):
        monkeypatch.setitem(
            STATES, "this", {"view": "network", "preset": "polychronous_trained", "values": {}}
        )
        told = _run("this", words, 0, 1, monkeypatch)[2]
        assert "they stay as they are" in told.replace("here they", "they")
        assert ("it has those from before learning" in told) == trained
