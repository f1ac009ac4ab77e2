"""NEST runs what is exported: the same spikes without random numbers, else the same statistics.

The NEST that can be installed has threads and no MPI. ``IZH_NEST_MPI`` may name the Python of
another one, built with MPI, which then runs the scripts in several processes.
"""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich import Network, ParameterError, export, networks
from izhikevich.network import (
    STDP,
    AllToAll,
    DistanceDependent,
    DopamineSTDP,
    Exponential,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    FixedTotal,
    FromTriples,
    Gamma,
    Grid,
    HomeostaticScaling,
    InhibitorySTDP,
    LogNormal,
    Normal,
    PoissonInput,
    Ring,
    ShortTerm,
    TimedArray,
    TripletSTDP,
    Uniform,
)
from izhikevich.views import registry

from .tools import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="NEST's wheel is for Linux only")

#: Lines after a script: for each pair of populations, both ends and the weights of all synapses.
_SYNAPSES = """
samples = {}
for pre, first in populations.items():
    for post, last in populations.items():
        found = nest.GetConnections(first, last)
        if len(found):
            own = found.get(["source", "target", "weight", "delay"])
            samples[f"{pre} {post}"] = [
                np.array(own["source"]) - first[0].global_id,
                np.array(own["target"]) - last[0].global_id,
                own["weight"],
                own["delay"],
            ]
"""


def text_of(net: Network, duration: float = 1000.0) -> str:
    """Return the script of a network."""
    return str(export.network(net, "nest", duration=duration).content)


def in_steps(times: Any, neurons: Any, dt: float) -> list[tuple[int, int]]:
    """Return spikes in order, by step."""
    steps = np.round(np.asarray(times) / dt).astype(int).tolist()
    return sorted(zip(steps, np.asarray(neurons).tolist(), strict=True))


def statistics(times: Any, neurons: Any, size: int, duration: float) -> tuple[float, float]:
    """Return the mean rate, Hz, and the mean CV of intervals."""
    order = np.lexsort((times, neurons))
    ends = np.searchsorted(np.asarray(neurons)[order], np.arange(1, size))
    trains = np.split(np.asarray(times)[order], ends)
    intervals = [np.diff(train) for train in trains if train.size > 2]
    cv = np.mean([own.std() / own.mean() for own in intervals])
    return 1000.0 * len(times) / duration / size, float(cv)


def driven(scheme: str, scaling: str, dt: float) -> Network:
    """Return a network without random numbers at run time."""
    net = Network(seed=4, dt=dt, scheme=scheme, scaling=scaling)
    exc = net.population(30, name="exc", i_offset=np.linspace(3.0, 12.0, 30), v0=-65.0)
    book = net.population(10, "RS_2007", name="2007", i_offset=np.linspace(60, 200, 10))
    held = net.population(3, name="held", i_offset=20.0)
    held.silence()
    source = net.spike_times([[5.0, 9.0, 9.0, 40.0], [12.0, 13.0, 60.0, 61.0, 99.0]], name="in")
    net.connect(source, exc, weights=4.0, delays=2.0)
    rows = np.arange(20)
    net.connect(exc, exc, FromTriples(rows, rows[::-1] + 5, 1.0 + 0.1 * rows, 1.0 + rows % 3))
    net.connect(exc, book, AllToAll(), weights=20.0, short_term=ShortTerm(0.4, 60.0, 30.0))
    net.connect(book, exc, "all_to_all", weights=0.5, delays=3.0, target="inh")
    other = net.spike_times([[6.0, 8.0, 40.0], [12.0, 60.0, 61.0, 99.0]])
    net.connect(other, book, weights=30.0, short_term=ShortTerm(0.2, 100.0))
    return net


@pytest.mark.parametrize(
    ("scheme", "scaling", "dt"),
    [("half_step", "step", 1.0), ("forward", "charge", 0.5), ("half_step", "charge", 0.25)],
)
def test_spikes_are_the_same(scheme: str, scaling: str, dt: float, tmp_path: Path) -> None:
    """Offsets, delays, scaled cells, given spikes and short-term plasticity are exact."""
    net = driven(scheme, scaling, dt)
    script = text_of(net, 150.0)
    recording = net.run(150.0)
    for threads in ("1", "2"):
        (found,) = run("pynn", [(script, ["--threads", threads])], tmp_path)
        for population in net.populations:
            ours, theirs = recording.of(population), found[population.name]
            expected = in_steps(*ours, dt)
            assert in_steps(theirs["times"], theirs["neurons"], dt) == expected
            assert bool(expected) == (population.name != "held")


def test_rates_of_a_large_network(tmp_path: Path) -> None:
    """10,000 neurons and a million synapses, on one thread and on two."""
    size, duration = 10_000, 1000.0
    net = networks.cortical_sparse(size)
    script = text_of(net, duration)
    assert len(script.splitlines()) < 300
    recording = net.run(duration)
    ours = statistics(recording.times, recording.indices, size, duration)
    jobs = [(script, ["--threads", threads]) for threads in ("1", "2")]
    for found in run("pynn", jobs, tmp_path):
        times = np.concatenate([found[p.name]["times"] for p in net.populations])
        neurons = [np.array(found[p.name]["neurons"]) + p.start for p in net.populations]
        theirs = statistics(times, np.concatenate(neurons), size, duration)
        assert theirs == pytest.approx(ours, rel=0.03)


#: Words of a script about a population in one process: spikes, neurons, and the CV of intervals.
_TOLD = re.compile(
    r"(\w+), process (\d) of \d: (\d+) spikes of (\d+) neurons, [\d.]+ Hz, CV of intervals ([\d.]+)"
)


@pytest.mark.skipif("IZH_NEST_MPI" not in os.environ, reason="IZH_NEST_MPI names no NEST")
@pytest.mark.parametrize("processes", [1, 2])
def test_in_several_processes(processes: int, tmp_path: Path) -> None:
    """Each has its part of the neurons, and rates and intervals are those here."""
    net = networks.cortical_sparse(10_000)
    (tmp_path / "net.py").write_text(text_of(net, 1000.0), encoding="utf-8")
    command = ["mpirun", "--oversubscribe", "-n", str(processes), os.environ["IZH_NEST_MPI"]]
    done = subprocess.run(
        [*command, "net.py"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    found = sorted(_TOLD.findall(done.stdout))
    for p in net.populations:
        parts = [int(row[3]) for row in found if row[0] == p.name]
        assert parts == [p.size // processes] * processes
    spikes, neurons, cv = np.array([row[2:] for row in found], float).T
    theirs = spikes.sum() / neurons.sum(), np.average(cv, weights=neurons)
    recording = net.run(1000.0)
    ours = statistics(recording.times, recording.indices, 10_000, 1000.0)
    assert theirs == pytest.approx(ours, rel=0.03)


def bombarded(*, listed: bool) -> Network:
    """Return neurons that only spikes from outside make fire, in networks of each time step."""
    net = Network(seed=5, dt=0.5, scheme="half_step", scaling="charge")
    one = net.population(400, "FS", name="one")
    other = net.population(400, name="other")
    book = net.population(400, "RS_2007", name="2007")
    net.inject(PoissonInput(8.0, 1000), one, weights=0.6)
    net.inject(PoissonInput(300.0), other, weights=Uniform(10.0, 20.0))
    net.inject(PoissonInput(40.0, 10), other, weights=2.0, target="inh")
    own = np.linspace(200.0, 400.0, 400) if listed else 300.0
    net.inject(PoissonInput(100.0, 5), book, weights=own)
    return net


def test_spikes_from_outside(tmp_path: Path) -> None:
    """Each neuron gets its own: rates and intervals agree."""
    net = bombarded(listed=True)
    (found,) = run("pynn", [(text_of(net, 2000.0), [])], tmp_path)
    agree_with(net, found, 2000.0)


def agree_with(net: Network, found: dict[str, Any], duration: float) -> None:
    """Compare rates and intervals of each population, and check that no two neurons are alike."""
    recording = net.run(duration)
    for p in net.populations:
        ours = statistics(*recording.of(p), p.size, duration)
        own = found[p.name]
        theirs = statistics(own["times"], own["neurons"], p.size, duration)
        assert ours[0] > 2.0
        assert theirs == pytest.approx(ours, rel=0.03), p.name
        first, second = (
            {t for t, n in zip(own["times"], own["neurons"], strict=True) if n == k} for k in (0, 1)
        )
        assert first != second


def medley() -> Network:
    """Return a network with each rule, distribution and source that NEST has."""
    net = Network(seed=3, dt=0.5, scheme="half_step", scaling="charge")
    exc = net.population(
        400,
        name="exc",
        noise=Uniform(3, 5),
        i_offset=Normal(2, 1, low=0),
        d=Uniform(6, 10),
        v0=Uniform(-75, -55),
    )
    inh = net.population(100, "FS", name="inh", noise=3.0, stimulus="step(4,200)")
    book = net.population(50, "RS_2007", name="2007", i_offset=Uniform(60, 120), noise=20.0)
    poisson = net.poisson(100, 20.0)
    wave = net.poisson(50, "sine(20,5)+30")
    held = net.poisson(20, TimedArray([10.0, 40.0], 100.0, period=200.0))
    regular = net.regular(20, 8.0, phase=0.25, jitter=1.0)
    packets = net.pulse_packets(30, [100.0, 300.0], sigma=3.0)
    net.connect(exc, exc, FixedProbability(0.1), weights=Normal(0.5, 0.2, low=0), delays=4.0)
    net.connect(exc, inh, FixedInDegree(20), weights=LogNormal(0, 0.3), delays=Uniform(0.1, 5))
    net.connect(inh, exc, FixedOutDegree(40), weights=Exponential(0.6), target="inh", delays=1.5)
    net.connect(inh, inh, FixedTotal(500), weights=0.5, target="inh", delays=1.0)
    net.connect(poisson, exc, FixedProbability(0.1), weights=2.0, delays=1.0)
    net.connect(wave, inh, "all_to_all", weights=0.3, delays=1.0)
    net.connect(held, inh, "all_to_all", weights=0.3, delays=1.0)
    net.connect(regular, book, FixedOutDegree(5), weights=100.0, delays=1.0)
    net.connect(packets, exc, FixedProbability(0.2), short_term=ShortTerm(0.5, 200.0, 50.0))
    net.connect(exc, book, FixedProbability(0.1), weights=10.0, plasticity=STDP(1, 1.05, w_max=100))
    net.connect(
        book, exc, FixedOutDegree(3), weights=Normal(0.5, 0.5), delays=1.0, excitatory_fraction=0.9
    )
    net.random_pulses(20.0)
    return net


def test_each_law(tmp_path: Path) -> None:
    net = medley()
    exported = export.network(net, "nest", duration=1000.0)
    for said in ("that of the dendrite", "one in each step on average", "several times in a step"):
        assert any(said in note for note in exported.notes)
    script = str(exported.content)
    spikes, samples = run("pynn", [(script, []), (script + _SYNAPSES, [])], tmp_path)
    recording = net.run(1000.0)
    for p in net.populations:
        ours = statistics(*recording.of(p), p.size, 1000.0)
        own = spikes[p.name]
        theirs = statistics(own["times"], own["neurons"], p.size, 1000.0)
        assert theirs == pytest.approx(ours, rel=0.1), p.name  # neurons are drawn anew
    found = {pair: np.array(rows) for pair, rows in samples.items()}
    pre, post, weights, delays = found["exc exc"]
    assert pre.size == pytest.approx(0.1 * 400 * 399, rel=0.03)
    assert (pre != post).all()
    assert weights.min() == 0.0
    np.testing.assert_allclose(weights.mean() * 0.5, 0.5, rtol=0.02)  # for a step of 0.5 ms
    assert set(delays.tolist()) == {4.0}
    pre, post, weights, delays = found["exc inh"]
    assert set(np.bincount(post.astype(int)).tolist()) == {20}
    np.testing.assert_allclose(np.median(weights) * 0.5, 1.0, rtol=0.05)
    assert delays.min() == 0.5
    assert delays.max() == 5.0
    pre, post, weights, delays = found["inh exc"]
    assert set(np.bincount(pre.astype(int)).tolist()) == {40}
    assert weights.max() <= 0.0
    np.testing.assert_allclose(weights.mean() * 0.5, -0.6, rtol=0.05)
    pre, post, weights, delays = found["inh inh"]
    assert pre.size == 500
    assert (pre != post).all()
    pre, post, weights, delays = found["2007 exc"]
    assert ((weights >= 0.0) == (pre < 45)).all()
    assert np.bincount(pre.astype(int)).tolist() == [3] * 50


@pytest.mark.parametrize(
    ("rule", "size"),
    [
        (DistanceDependent(0.5, 0.05), 300),
        (DistanceDependent(0.5, 0.1, Ring(), periodic=False), 300),
        (DistanceDependent(0.6, 0.1, Grid(15, 20)), 300),
        (DistanceDependent(0.6, 0.2, Grid(15, 20), cutoff=0.25), 300),
        (DistanceDependent(0.6, 0.1, Grid(15, 20), periodic=False, profile="exponential"), 300),
    ],
)
def test_distances(rule: DistanceDependent, size: int, tmp_path: Path) -> None:
    """Neurons that are near are as often connected as here."""
    net = Network(seed=2, scheme="forward")
    cells = net.population(size, name="cells")
    net.connect(cells, cells, rule)
    (samples,) = run("pynn", [(text_of(net, 10.0) + _SYNAPSES, [])], tmp_path)
    pre, post = np.array(samples["cells cells"][:2]).astype(int)
    ours = net.projections[0].synapses
    assert pre.size == pytest.approx(ours.n, rel=0.06)
    assert (pre != post).all()
    # By the difference of their numbers, which tells rows and columns apart.
    every = [
        np.bincount((b - a) % size, minlength=size)
        for a, b in ((ours.sources(), ours.targets), (pre, post))
    ]
    reached = every[0] + every[1] > 40
    np.testing.assert_allclose(every[1][reached], every[0][reached], rtol=0.0, atol=60.0)
    if rule.cutoff is None:
        return
    assert np.count_nonzero(every[1]) == pytest.approx(np.count_nonzero(every[0]), abs=4)


def test_learning(tmp_path: Path) -> None:
    """Weights change, within their bounds, by each rule of NEST's."""
    rules: dict[str, Any] = {
        "pairs": STDP(0.2, 0.1, w_max=3.0),
        "nearest": STDP(0.2, 0.1, w_max=3.0, pairs="nearest"),
        "triplets": TripletSTDP(w_max=3.0, a3_plus=0.05),
        "inhibitory": InhibitorySTDP(rate=20.0, eta=0.1, w_max=3.0),
    }
    net = Network(seed=1, scheme="forward")
    exc = net.population(50, name="exc", noise=6.0)
    for name, rule in rules.items():
        post = net.population(20, name=name, noise=5.0, i_offset=4.0)
        target = "inh" if name == "inhibitory" else "exc"
        net.connect(exc, post, FixedProbability(0.5), weights=1.0, plasticity=rule, target=target)
    (samples,) = run("pynn", [(text_of(net, 3000.0) + _SYNAPSES, [])], tmp_path)
    net.run(3000.0)
    for p in net.projections:
        weights = np.array(samples[f"exc {p.post.name}"][2])
        weights = -weights if p.target == "inh" else weights
        assert weights.min() >= 0.0
        assert weights.max() <= 3.0
        assert weights.mean() == pytest.approx(np.array(p.w).mean(), rel=0.25), p.name


def test_each_process_sets_only_its_own_nodes() -> None:
    """A process has no values of the nodes of others: all that differs is set on its own."""
    tree = ast.parse(text_of(medley()) + text_of(driven("half_step", "step", 1.0)))
    local = {"local", "cell"}
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        assert call.func.attr not in ("SetStatus", "GetStatus"), ast.unparse(call)
        owner = ast.unparse(call.func.value)
        if call.func.attr == "set":
            assert owner in local, ast.unparse(call)
        elif call.func.attr == "get":  # recorders have the spikes of their own process
            assert owner == "recorders[name]", ast.unparse(call)
        elif call.func.attr == "Create":
            # All processes make the same nodes, with the same values for all of one call, but for
            # devices, of which each process has its own.
            kind = ast.literal_eval(call.args[0])
            listed = any("tolist" in ast.unparse(own) for own in (*call.args[2:], *call.keywords))
            assert not listed or kind.endswith("_generator"), ast.unparse(call)
    # Collections of local nodes are the only ones that are set.
    for loop in ast.walk(tree):
        if isinstance(loop, ast.For) and ast.unparse(loop.target) == "cell":
            assert ast.unparse(loop.iter) == "local"
        if isinstance(loop, ast.Assign) and ast.unparse(loop.targets[0]) == "local":
            assert ast.unparse(loop.value) == "nest.GetLocalNodeCollection(cells)"


@pytest.mark.parametrize("preset", [preset.name for preset in registry.VIEWS["network"]().presets])
def test_ready_made_networks_are_written(preset: str) -> None:
    state = {"view": "network", "preset": preset, "values": {"duration": 100.0}}
    if preset == "cortical_100k":
        state["values"] = {"neurons": 1000.0}
    script = export.export(state, "nest")
    assert script.filename == f"{preset}_nest.py"
    compile(script.content, preset, "exec")
    assert len(str(script.content).splitlines()) < 450
    trained = any("before learning" in note for note in script.notes)
    assert trained == (preset == "polychronous_trained")


def _net(**population: Any) -> tuple[Network, Any]:
    net = Network(seed=1, scheme="forward")
    return net, net.population(20, name="cells", **population)


def _refused() -> dict[str, tuple[Network, str]]:
    found: dict[str, tuple[Network, str]] = {}

    def add(name: str, net: Network, said: str) -> None:
        found[name] = (net, said)

    add("receptors", _net(receptors=("AMPA", "GABA_A"))[0], "NESTML")
    add("refractory", _net(tau_refrac=3.0)[0], "never refractory")
    add("conductance", _net(conductance="g_exc*(0-v)")[0], "more than a sum")
    add("cell", _net(cell="FS_2007")[0], "fixed peak")
    net, cells = _net()
    net.couple(cells, cells, conductance=0.01)
    add("junctions", net, "gap junctions")
    net, cells = _net()
    net.inject("sine(3,5)", cells)
    add("injected", net, "use a stimulus")
    net, cells = _net()
    net.every(10.0, print)
    add("calls", net, "interventions")
    rules: dict[str, DopamineSTDP | HomeostaticScaling] = {
        "dopamine": DopamineSTDP(),
        "scaling": HomeostaticScaling(),
    }
    for name, rule in rules.items():
        net, cells = _net()
        net.connect(cells, cells, plasticity=rule)
        add(name, net, type(rule).__name__)
    net, cells = _net()
    net.connect(cells, cells, plasticity=STDP(w_min=0.5), weights=1.0)
    add("bound", net, "w_min=0")
    net, cells = _net()
    net.connect(cells, cells, weights=Gamma(2.0))
    add("gamma", net, "lognormal")
    net, cells = _net()
    net.connect(cells, cells, FixedInDegree(3), excitatory_fraction=0.5)
    add("dale", net, "make a population")
    net, cells = _net()
    net.connect(cells, cells, DistanceDependent(0.1, 0.1))
    net.connect(cells, cells, DistanceDependent(0.1, 0.1, periodic=False))
    add("places", net, "two places")
    net, cells = _net(stimulus=lambda t: t)
    add("function", net, "use a stimulus")
    net = Network(seed=1, scheme="forward")
    net.population(3000, name="cells", i_offset=np.arange(3000.0))
    add("listed", net, "3000 values are given one by one")
    return found


@pytest.mark.parametrize("name", list(_refused()))
def test_what_nest_lacks_is_refused(name: str) -> None:
    net, said = _refused()[name]
    with pytest.raises(ParameterError, match=said):
        export.network(net, "nest")


def test_arguments_are_checked() -> None:
    net, _ = _net()
    for wrong in ("neuron", 3):
        with pytest.raises(ParameterError, match="nest"):
            export.network(net, wrong)  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="must be a network"):
        export.network("net", "nest")  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="add a population"):
        export.network(Network(scheme="forward"), "nest")
    with pytest.raises(ParameterError, match="duration"):
        export.network(net, "nest", duration=0.0)


def test_neuroml_of_any_network() -> None:
    net, cells = _net(noise=3.0)
    net.connect(cells, cells, FixedProbability(0.2), weights=Uniform(0, 3))
    made = export.network(net, "neuroml", duration=20.0)
    assert made.filename == "network_neuroml.zip"
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:  # type: ignore[arg-type]
        assert archive.namelist() == ["network.nml", "LEMS_network.xml"]
        text = archive.read("LEMS_network.xml").decode()
    assert text.count("<connectionWD ") == net.n_synapses
    for name, said in (("RS_2007", "form of 2003"), ("FS_2007", "form of 2003")):
        with pytest.raises(ParameterError, match=said):
            export.network(_net(cell=name)[0], "neuroml")
