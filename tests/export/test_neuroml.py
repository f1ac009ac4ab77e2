"""Exported NeuroML is valid, and does in simulators of LEMS what it claims.

What is compared, by the scheme of the state:

- Euler, v and u together: simulators of LEMS step alike. Every spike is in the same step, of cells
  that NeuroML has and of those that the file defines. Only where the drive of u has branches that
  meet at a jump or a kink do we take the branch by the new voltage, as the code published with
  these cells does: spikes may then be some steps apart.
- Accurate: LEMS runs in steps of 0.01 ms or less. Each spike ends late by up to a step, and Euler's
  method is off by a fraction of the step in proportion to the slopes, which are steep at spikes;
  over the runs here this adds up to less than 0.35 ms.
- Published Euler and half steps cannot be written, and are not compared.

Networks run in jNeuroML, which needs Java: PyLEMS leaves out weights and delays. A network without
noise, in steps of 1 ms, has every spike of every neuron in the same step as our forward scheme.
jNeuroML labels steps by their end, so that what is driven from time 0 on is a step later there.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.export import FORMATS, export
from izhikevich.export.neuroml_inputs import MAX_PULSES, generators
from izhikevich.network.connectivity.explicit import FromTriples
from izhikevich.network.network import Network
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.neuron.stimuli.stimulus import parse
from izhikevich.views import preparation

from .environments import python_of

State = dict[str, Any]

SAME = (
    "tonic_spiking",
    "tonic_bursting",
    "class_2_excitable",
    "integrator",
    "bistability",
    "accommodation",
    "RZ",
    "IB_2007",
    "LTS_2007",
    "TC_2007",
)
#: How far apart spikes may be where the drive has branches, ms.
NEAR = {"FS_2007": 2.0, "TC_burst_2007": 0.5}
#: How long each is run, ms.
ACCURATE = {
    "mixed_mode": 150.0,
    "CH": 150.0,
    "RS_2007": 150.0,
    "LTS_2007": 150.0,
    "depolarizing_afterpotential": 50.0,
}
CURRENTS = {
    "waves": "sine(6,40)+sine(4,15,1,20,90)+4",
    "steps": "train(10,5,5,20,3)+pulse(8,70,10)+ramp(0.1,20,60)+step(2,5)",
    "swept": "6+zap(5,5,60,10,80)",
    "noise": "5+white(6,seed=3)+ou(2,3,10,step=0.5)",
}


def _neuron(preset: str, **values: Any) -> State:
    return {"view": "neuron", "preset": preset, "values": values}


def _network(**values: Any) -> State:
    return {"view": "network", "preset": "custom", "values": {"duration": 200.0, **values}}


def _files(state: State, folder: Path) -> tuple[Path, Path]:
    """Write a state; return the NeuroML document and the LEMS file."""
    content = export(state, "neuroml").content
    assert isinstance(content, bytes)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
        document, simulation = (folder / name for name in archive.namelist())
    return document, simulation


def _tool(action: str, *files: Path) -> Any:
    done = subprocess.run(
        [python_of("neuroml"), Path(__file__).with_name("run_neuroml.py"), action, *files],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def _times(state: State) -> np.ndarray[Any, Any]:
    _, _, run = preparation.read(state)
    times: np.ndarray[Any, Any] = run.simulate().spike_times
    return times


def _all_presets() -> list[State]:
    return [_neuron(name) for name in EXPERIMENTS]


def test_documents_are_valid(tmp_path: Path) -> None:
    states = [
        *_all_presets(),
        *(_neuron("RS", stimulus=text) for text in CURRENTS.values()),
        *(_neuron("RS_2007", stimulus=text) for text in CURRENTS.values()),
        _neuron("RS", stimulus="0"),
        _neuron("RS", a=1e-05, d=100000, v0=-1e-7, stimulus="1e-9"),
        _network(),
        _network(populations="name=A b-c,size=3;name=A b c,size=2;name=3,size=1", projections=""),
        {"view": "network", "preset": "ring", "values": {}},
        {"view": "network", "preset": "feedforward", "values": {}},
    ]
    files = [_files(state, tmp_path / str(k)) for k, state in enumerate(states)]
    documents = [document for document, _ in files]
    documents += [_with_network(*pair) for pair in files]
    wrong = _tool("validate", *documents)
    assert wrong == [""] * 2 * len(states)


def _with_network(document: Path, simulation: Path) -> Path:
    """Return the document with the network, which may stand in the LEMS file."""
    text, lems = (file.read_text(encoding="utf-8") for file in (document, simulation))
    whole = document.with_name("whole.nml")
    if "<network" in lems:
        network = lems[lems.index("<network") : lems.index("</network>")] + "</network>\n"
        text = text.replace("</neuroml>", f"{network}</neuroml>")
    assert text.count("<network") == 1
    whole.write_text(text, encoding="utf-8")
    return whole


def test_same_spikes_by_the_same_scheme(tmp_path: Path) -> None:
    states = [_neuron(name, method="forward") for name in (*SAME, *NEAR)]
    states += [
        _neuron("RS", method="forward", duration=120.0, stimulus=text) for text in CURRENTS.values()
    ]
    states.append(_neuron("RS_2007", method="forward", I=60.0, stimulus="sine(150,30)"))
    found = _tool("pylems", *(_files(s, tmp_path / str(k))[1] for k, s in enumerate(states)))
    for state, populations in zip(states, found, strict=True):
        (times,) = populations["cells"]
        ours = _times(state)
        assert ours.size
        near = NEAR.get(state["preset"], 1e-6)
        np.testing.assert_allclose(times, ours, rtol=0.0, atol=near, err_msg=str(state))


def test_close_to_the_accurate_scheme(tmp_path: Path) -> None:
    states = [_neuron(name, method="accurate", duration=ms) for name, ms in ACCURATE.items()]
    found = _tool("pylems", *(_files(s, tmp_path / str(k))[1] for k, s in enumerate(states)))
    for state, populations in zip(states, found, strict=True):
        (times,) = populations["cells"]
        np.testing.assert_allclose(times, _times(state), rtol=0.0, atol=0.35, err_msg=str(state))


def test_noise_in_pylems_has_its_law(tmp_path: Path) -> None:
    state = _network(populations="name=A,size=30,noise=5,current=4", projections="", duration=300)
    ((neurons,),) = (
        populations.values() for populations in _tool("pylems", _files(state, tmp_path)[1])
    )
    counts = [len(times) for times in neurons]
    _, _, prepared = preparation.read(state)
    rate = prepared.session.net.run(300.0).times.size / 30
    assert len(set(counts)) > 1, "each neuron has noise of its own"
    assert abs(np.mean(counts) - rate) < 0.25 * rate


@pytest.mark.skipif(shutil.which("java") is None, reason="jNeuroML needs Java")
def test_same_network_in_jneuroml(tmp_path: Path) -> None:
    state = _network(
        populations="name=A,size=20,inhibitory=0.2,current=10,noise=0;name=B,size=10,cell=CH,noise=0",
        projections="pre=A,post=A,weight=uniform(0,3),weight_inh=uniform(0,6),probability=0.3;"
        "pre=A,post=B,probability=0.2,weight=8,delay=5",
    )
    document, simulation = _files(state, tmp_path)
    _java("-validate", document.name, folder=tmp_path)
    text = simulation.read_text(encoding="utf-8")
    assert 'step="0.5ms"' in text
    simulation.write_text(text.replace('step="0.5ms"', 'step="1ms"'), encoding="utf-8")
    _java(simulation.name, "-nogui", folder=tmp_path)
    lines = (tmp_path / "custom.spikes").read_text(encoding="utf-8").split("\n")
    spikes = [line.split() for line in lines if line.strip()]
    theirs = sorted((round(float(time) * 1000.0) - 1, int(index)) for time, index in spikes)
    _, _, prepared = preparation.read(state)
    recording = _forward(prepared.session.net).run(198.0)
    times = np.round(recording.times).astype(int).tolist()
    ours = sorted(zip(times, recording.indices.tolist(), strict=True))
    assert len(ours) > 100
    assert [spike for spike in theirs if spike[0] < 198] == ours


def _java(*arguments: str, folder: Path) -> None:
    done = subprocess.run(
        ["java", "-Xmx400M", "-jar", _tool("jar"), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-1000:]


def _forward(net: Network) -> Network:
    """Return the same network with the forward scheme; its neurons start at the mean voltage."""
    made = Network(dt=1.0, scheme="forward")
    own = {}
    for p in net.populations:
        v = float(p.values["v0"].mean())
        own[p.name] = made.population(
            p.size,
            p.parameters,
            name=p.name,
            i_offset=p.values["i_offset"],
            v0=v,
            u0=p.parameters.b * v,
        )
    for q in net.projections:
        synapses = q.synapses
        if synapses.n:
            made.connect(
                own[q.pre.name],
                own[q.post.name],
                FromTriples(
                    synapses.sources(), synapses.targets, synapses.weights, synapses.delays * 1.0
                ),
                target=q.target,
            )
    return made


def test_notes_say_what_is_lost() -> None:
    def notes(state: State) -> str:
        return " ".join(export(state, "neuroml").notes)

    assert notes(_neuron("RS", method="forward")) == ""
    assert "Euler, v then u" in notes(_neuron("RS"))
    assert "0.01 ms" in notes(_neuron("RS", method="accurate"))
    assert "u without leak" in notes(_neuron("accommodation", method="forward"))
    assert "u = -10 at the start" in notes(_neuron("RS", method="forward", u0=-10.0))
    long = notes(_neuron("RS", stimulus="white(5,step=0.1)", duration=1000.0))
    assert f"more than the {MAX_PULSES:,}" in long
    swept = notes(_neuron("RS", method="accurate", stimulus="zap(5,5,60,10,80)"))
    assert "held for 0.25 ms" in swept
    network = notes(_network(populations="name=A,conductance=g_exc*v-g_inh", projections=""))
    assert "PyLEMS" in network
    assert "The noise has the same distribution" in network
    assert "g_exc*v-g_inh" in network
    small = {"excitatory": 40, "inhibitory": 10}
    cortical = {"view": "network", "preset": "cortical_2003", "values": small}
    assert "differ in a, b, c, d" in notes(cortical)
    learning = {"view": "network", "preset": "polychronous_2006", "values": {}}
    assert "Learning is left out" in notes(learning)
    assert "pulses" in notes(learning)


def test_notes_stand_in_both_files(tmp_path: Path) -> None:
    for file in _files(_neuron("RS", stimulus="1--1"), tmp_path):
        text = file.read_text(encoding="utf-8")
        comment = text[text.index("<!--") + 4 : text.index("-->")]
        assert "cannot be written" in comment
        assert "--" not in comment


def test_too_large_networks_are_refused() -> None:
    with pytest.raises(
        ParameterError, match=r"synapses = 1000000 is not allowed: .* at most 150,000"
    ):
        export({"view": "network", "preset": "cortical_2003"}, "neuroml")
    with pytest.raises(ParameterError, match="neurons = 10000 is not allowed"):
        export({"view": "network", "preset": "cortical_10k"}, "neuroml")


def test_the_same_state_gives_the_same_bytes() -> None:
    assert FORMATS["neuroml"].views == ("neuron", "network")
    first, second = (export(_neuron("RS"), "neuroml") for _ in range(2))
    assert first == second
    assert first.filename == "RS_neuroml.zip"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", []),
        ("14", ["pulse 0 100.25 14"]),
        ("step(14,10)", ["pulse 9.999999 90.250001 14"]),
        ("piecewise(0,10<t:14)", ["pulse 10.000001 90.249999 14"]),
        ("piecewise(1,10<t<20:5,20<t<30:5)", ["pulse 0 10.000001 1", "pulse 10.000001 9.999998 5"]),
        ("ramp(0.5,20,40)+step(-10,40)", ["ramp 19.999999 20 0 10"]),
        ("step(1,500)", []),
    ],
)
def test_currents_in_pieces(text: str, expected: list[str]) -> None:
    elements, missing = generators(parse(text), 100.25, 0.25, "")
    assert not missing
    assert [_shortened(element) for element in elements][: len(expected)] == expected
    assert bool(elements) == bool(expected)


def _shortened(element: str) -> str:
    """Return kind, times and levels of a generator."""
    kind = element[1 : element.index("Generator")]
    values = [part.split('"')[1].removesuffix("ms") for part in element.split()[2:]]
    if kind == "ramp":
        values = [
            f"{abs(round(float(value), 5)):g}" if k > 1 else value for k, value in enumerate(values)
        ]
        values.pop()
    return " ".join((kind, *values))
