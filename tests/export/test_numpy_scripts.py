"""NumPy scripts fire as the package does, and need nothing but numpy and matplotlib."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.export import export
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.views import preparation, registry
from izhikevich.views.network.session import Session
from numpy.typing import NDArray

State = dict[str, Any]

#: Cell types that a population of a script may have.
CELLS = [key for key, cell in CELL_TYPES.items() if not cell.parameters.dimensional]
NEURONS = [preset.name for preset in registry.VIEWS["neuron"]().presets]
#: Networks of every kind, small or short.
NETWORKS: dict[str, State] = {
    "feedforward": {"layers": "200,60,10", "seed": 4},
    "cortical_2003": {"excitatory": 160, "inhibitory": 40, "exc_weight": 2.0, "seed": 2**32 - 1},
    "cortical_10k": {"neurons": 1000, "duration": 200.0},
    "ring": {},
    "polychronous_2006": {"excitatory": 160, "inhibitory": 40, "duration": 1200.0},
    "polychronous_trained": {"duration": 60.0},
    "custom": {},
}
MORE: list[tuple[str, State]] = [
    ("cortical_10k", {"neurons": 60, "out_degree": 50}),  # those left out are drawn
    ("ring", {"neurons": 1300, "reach": 0.02, "duration": 60.0}),  # in bands
    ("feedforward", {"layers": "40", "connection_probability": 1.0}),
    ("feedforward", {"layers": "40,20", "connection_probability": 0.0}),
    ("feedforward", {"layers": "40,20", "connection_probability": 1.0, "inhibition": 2.0}),
    (
        "feedforward",
        {
            "layers": "200,60,10",
            "connections": "pre=1,weight=lognormal(1.5,0.5);pre=2,post=2,probability=0.3,weight=2;"
            "pre=3,post=1,delay=5",
        },
    ),
    ("cortical_2003", {"excitatory": 80, "inhibitory": 20, "exc_weight": 3.0, "balance": 0.6}),
    (
        "custom",
        {
            "populations": "name=A,size=80,inhibitory=0.25,noise=uniform(3,9),"
            "tau_refrac=uniform(0,12);name=B,size=20,noise=6,tau_refrac=2.5",
            "projections": "pre=A,post=B,weight=4;pre=A,post=A,weight=normal(5,2)",
        },
    ),
    (  # the current is g itself
        "custom",
        {
            "populations": "name=A,size=30,cell=RZ,noise=0,conductance=g_exc",
            "projections": "pre=A,post=A,weight=4",
        },
    ),
]
#: Conductances and distributions of weights in custom networks.
CONDUCTANCES = (
    "g_exc - g_inh",
    "g_exc*(0 - v)/70 - g_inh",
    "pos(g_exc**3/50 - min(g_inh, 4)) + 0*u",
    "clip(g_exc - g_inh, -5, 20)**2/10 + g_exc**0.5 - abs(g_inh)",
    "2 + pi - 0.01*v",
    "u",
    "3",
)
WEIGHTS = (
    "4",
    "uniform(0,8)",
    "normal(5,2)",
    "normal(5,1,low=4,high=6)",
    "lognormal(1,0.6)",
    "exponential(4)",
)
STIMULI = (
    "9",
    "4+white(6,seed=3)+ou(4,3,10)",
    "-zap(20,1,40,5,80)-0.5*white(3)+sine(9,10,0.3,4,90)+train(3,5,2,10,5)+ramp(0.1,20,50)",
    "5+noise(5,20)+noise(2,300,low=200)",
    "step(12,10)-pulse(3,20,5)",
    "piecewise(1,10<t<=20:5,30<=t:8:0.1@2)",
)
#: Runs scripts as modules in a Python that has no other package, and stores their spikes.
_HARNESS = """
import pathlib, runpy, sys
import numpy as np

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    done = runpy.run_path(str(path))["simulate"]()
    np.savez(path.with_suffix(".npz"), *done)
assert not {"izhikevich", "matplotlib"} & set(sys.modules)
"""


def _text(state: State, **options: Any) -> str:
    content = export(state, "numpy", **options).content
    assert isinstance(content, str)
    return content


def _runs(folder: Path, states: list[State]) -> list[list[NDArray[Any]]]:
    """Run the scripts of states in another process, and return what they compute."""
    for k, state in enumerate(states):
        (folder / f"{k:03d}.py").write_text(_text(state), encoding="utf-8")
    command = [sys.executable, "-I", "-c", _HARNESS, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr[-3000:]
    found = []
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as stored:
            found.append([stored[f"arr_{k}"] for k in range(3)])
    return found


def _here(state: State) -> list[NDArray[Any]]:
    """Run the script of a state in this process."""
    names: dict[str, Any] = {"__name__": "script"}
    exec(compile(_text(state), "script", "exec"), names)
    return list(names["simulate"]())


def _network(preset: str, values: State) -> State:
    return {"view": "network", "preset": preset, "values": {"duration": 120.0, **values}}


def _session(state: State) -> Session:
    _, _, prepared = preparation.read(state)
    session: Session = prepared.session
    assert all(True for _ in session.advance(prepared.duration))
    return session


def _check_network(state: State, found: list[NDArray[Any]]) -> None:
    """Compare spikes, and the voltages of the traced neurons before and after resets."""
    session = _session(state)
    times, neurons, traces = found
    assert times.tolist() == session.times.tolist(), state
    assert neurons.tolist() == session.indices.tolist(), state
    assert traces.shape[2] == len(session.chosen.neurons) > 0
    for trace, neuron in zip(traces.transpose(2, 1, 0), session.chosen.neurons, strict=True):
        pieces = [piece[neuron] for piece in session.traces]
        before, after = (
            np.concatenate([getattr(piece, name) for piece in pieces]) for name in ("v_before", "v")
        )
        np.testing.assert_array_equal(trace[0], np.minimum(before, 30.0))
        np.testing.assert_array_equal(trace[1], after)


def _check_neuron(state: State, found: list[NDArray[Any]]) -> None:
    _, _, run = preparation.read(state)
    spikes, v, u = found
    assert spikes.tolist() == run.trace.spike_times.tolist(), state
    np.testing.assert_array_equal(u, run.trace.u)
    after = run.trace.v.copy()
    after[run.trace.spike_indices] = run.parameters.v_peak  # the script draws the peaks
    np.testing.assert_array_equal(v, after)


def test_every_neuron_fires_as_here(tmp_path: Path) -> None:
    states: list[State] = [
        {"preset": preset, "values": values}
        for preset in NEURONS
        for values in ({}, {"method": "half_step"}, {"method": "forward"})
    ]
    for state, found in zip(states, _runs(tmp_path, states), strict=True):
        _check_neuron(state, found)


def test_networks_fire_as_here(tmp_path: Path) -> None:
    states = [_network(preset, values) for preset, values in [*NETWORKS.items(), *MORE]]
    assert not [note for state in states for note in export(state, "numpy").notes]
    found = _runs(tmp_path, states)
    for state, one in zip(states, found, strict=True):
        _check_network(state, one)
    assert sum(one[0].size > 0 for one in found) >= len(found) - 1


@settings(max_examples=25, deadline=None)
@given(
    preset=st.sampled_from(NEURONS),
    stimulus=st.sampled_from(STIMULI),
    method=st.sampled_from(["euler", "forward", "half_step"]),
    dt=st.sampled_from([0.1, 0.25, 0.5]),
    d=st.floats(-2.0, 12.0),
    v0=st.floats(-90.0, -40.0),
)
@example("FS_2007", STIMULI[1], "forward", 0.1, 4.0, -60.0)
def test_any_neuron_fires_as_here(
    preset: str, stimulus: str, method: str, dt: float, d: float, v0: float
) -> None:
    values = {"stimulus": stimulus, "method": method, "dt": dt, "d": d, "v0": v0, "duration": 80.0}
    state = {"preset": preset, "values": values}
    _, _, run = preparation.read(state)
    if run.trace is not None:
        _check_neuron(state, _here(state))


@settings(max_examples=25, deadline=None)
@given(
    cells=st.lists(st.sampled_from(CELLS), min_size=2, max_size=2),
    conductance=st.sampled_from(CONDUCTANCES),
    weights=st.lists(st.sampled_from(WEIGHTS), min_size=2, max_size=2),
    chance=st.sampled_from([0.0, 0.15, 1.0]),
    delay=st.integers(1, 9),
    noise=st.sampled_from([0, 6]),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_custom_network_fires_as_here(
    cells: list[str],
    conductance: str,
    weights: list[str],
    chance: float,
    delay: int,
    noise: int,
    seed: int,
) -> None:
    first, second = weights
    values = {
        "populations": f"name=A,size=30,cell={cells[0]},inhibitory=0.2,noise={noise},current=4;"
        f"name=B,size=20,cell={cells[1]},conductance={conductance}",
        "projections": f"pre=A,post=A,weight={first},weight_inh={second};pre=B,post=A"
        + f";pre=A,post=B,probability={chance},weight={second},delay={delay}"
        * ("g_" in conductance),
        "seed": seed,
        "duration": 100.0,
    }
    state = _network("custom", values)
    assert not export(state, "numpy").notes
    try:
        _session(state)
    except SimulationError as error:
        with pytest.raises(SystemExit, match=f"diverged at {error.time:g} ms"):
            _here(state)
        return
    _check_network(state, _here(state))


@pytest.mark.parametrize("preset", NEURONS)
def test_the_accurate_scheme_comes_close(preset: str) -> None:
    state = {"preset": preset, "values": {"method": "accurate"}}
    _, _, run = preparation.read(state)
    notes = export(state, "numpy").notes
    assert "Runge-Kutta method of order 4, in steps of 0.01 ms" in notes[0]
    if run.trace is None:
        assert "cannot be completed" in notes[1]
    else:
        spikes = _here(state)[0]
        assert spikes.size == run.trace.n_spikes
        assert np.abs(spikes - run.trace.spike_times).max(initial=0.0) < 0.01


def test_a_script_prints_rates_and_saves_plots(tmp_path: Path) -> None:
    path = tmp_path / "izhikevich_spiking_neural_network.py"
    populations = 'name=a$b\' """ \\\\ 1,size=40,noise=6'
    state = _network("custom", {"populations": populations, "projections": ""})
    path.write_text(_text(state, neurons=[3, 39]), encoding="utf-8")
    spikes = _session(state).times.size

    def printed(*words: str) -> str:
        command = [sys.executable, "-I", str(path), *words]
        done = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path)
        assert done.stderr == b""
        return done.stdout.decode()

    told = printed("--no-plots")
    assert f": {spikes} spikes, {1000.0 * spikes / 120.0 / 40:.2f} Hz per neuron" in told
    assert not (tmp_path / "plots").exists()
    assert printed() == told
    assert {one.name for one in (tmp_path / "plots").iterdir()} == {"raster.png", "voltages.png"}
    path.write_text(_text({"preset": "CH"}), encoding="utf-8")
    assert "15 spikes" in printed()
    assert (tmp_path / "plots" / "neuron.png").stat().st_size > 10_000


SHOWN = [
    *({"preset": preset, "values": {}} for preset in NEURONS),
    *(_network(preset, values) for preset, values in NETWORKS.items()),
]


@pytest.mark.parametrize("state", SHOWN, ids=lambda state: state["preset"])
def test_scripts_read_like_a_textbook(state: State) -> None:
    text = _text(state)
    tree = ast.parse(text)
    modules = {
        name.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    } | {
        str(node.module).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    standard = {"base64", "math", "pathlib", "sys", "zlib"}
    assert {"numpy", "matplotlib"} <= modules <= standard | {"numpy", "matplotlib"}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert all(name in used for name in modules & (standard - {"pathlib"}))
    about = ast.get_docstring(tree) or ""
    assert all(word in about for word in ("Theory.", "Parameters", "Algorithm.", "Usage: python"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert all(ast.get_docstring(function) for function in functions)
    called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert {function.name for function in functions} <= called, "all functions are used"
    assert max(map(len, text.splitlines()[1:])) <= 100, "but for the link"


def test_scripts_are_short() -> None:
    """Lines that are neither empty nor comments; the docstring counts."""
    lines = {}
    for state in ({"preset": "RS"}, _network("feedforward", {}), _network("cortical_2003", {})):
        text = _text(state).splitlines()
        lines[state["preset"]] = sum(
            bool(line) and not line.lstrip().startswith("#") for line in text
        )
    assert lines["RS"] <= 70
    assert lines["cortical_2003"] <= 181
    assert lines["feedforward"] <= 225


def test_neurons_to_trace() -> None:
    state = _network("feedforward", {"layers": "20,10", "neuron": 7})
    assert "TRACED = [8, 18, 24, 29]  # neurons whose" in _text(state)
    for traced, neurons in (("12, 3", "[3, 12]"), ("", "[7]"), ("40", "[7]")):
        own = {**state, "values": {**state["values"], "traced": traced}}
        assert f"TRACED = {neurons}  #" in _text(own)
    assert "TRACED = [3, 29]  #" in _text(state, neurons=(3, 29))
    for wrong, reason in (([30], "<= 29"), ([], "list of neurons"), ("12", "list"), (3, "list")):
        with pytest.raises(ParameterError, match=f"neurons = .*{reason}"):
            export(state, "numpy", neurons=wrong)


def test_what_numpy_draws_is_told() -> None:
    values = {"projections": "pre=A,post=B,weight=gamma(2,2)"}
    written = export(_network("custom", values), "numpy")
    assert any("agree only in their statistics" in note for note in written.notes)
    times, neurons, _ = _here(_network("custom", values))
    assert times.size == neurons.size > 0
