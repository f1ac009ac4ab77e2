"""PyNN on NEST: the same spikes without random numbers, else the same statistics."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich import Network, ParameterError, export, networks
from izhikevich.network import (
    STDP,
    AllToAll,
    DistanceDependent,
    Exponential,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    FixedTotal,
    FromTriples,
    Gamma,
    Grid,
    InhibitorySTDP,
    LogNormal,
    Normal,
    OneToOne,
    Ring,
    ShortTerm,
    SmallWorld,
    TimedArray,
    TripletSTDP,
    Uniform,
)

from .test_nest import agree_with, bombarded, in_steps, statistics
from .tools import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="NEST's wheel is for Linux only")

#: Instead of the end of a script: both ends, weights and delays of all synapses. PyNN tells the
#: weights of this neuron on NEST divided by 1000.
_SYNAPSES = """
samples = {}
for k, made in enumerate(projections):
    own = made.get(["weight", "delay"], format="list")
    samples[str(k)] = np.array(own, float).T * [[1.0], [1.0], [1000.0], [1.0]]
"""


def text_of(net: Network, duration: float = 1000.0) -> str:
    """Return the script of a network."""
    return str(export.network(net, "pynn", duration=duration).content)


def with_synapses(script: str) -> str:
    """Return a script that keeps its projections, and lists their synapses at the end."""
    line = '    sim.Projection(pre, post, connector, made, receptor_type="excitatory", **space)\n'
    assert line in script
    script = script.replace(line, f"    projections.append({line.strip()})\n")
    script = script.replace("populations, later", "projections = []\npopulations, later", 1)
    return script.replace("sim.end()\n", _SYNAPSES)


def driven(scheme: str, scaling: str, dt: float) -> Network:
    """Return a network without random numbers at run time."""
    net = Network(seed=4, dt=dt, scheme=scheme, scaling=scaling)
    exc = net.population(30, name="exc", i_offset=np.linspace(3.0, 12.0, 30), v0=-65.0)
    fast = net.population(10, "FS", name="fast", stimulus="step(4,20)")
    source = net.spike_times([[5.0, 9.0, 9.0, 40.0], [12.0, 13.0, 60.0, 61.0, 99.0]], name="in")
    net.connect(source, exc, weights=4.0, delays=2.0)
    rows = np.arange(20)
    net.connect(exc, exc, FromTriples(rows, rows[::-1] + 5, 1.0 + 0.1 * rows, 1.0 + rows % 3))
    net.connect(exc, fast, AllToAll(), weights=0.7)
    net.connect(fast, exc, "all_to_all", weights=0.5, delays=3.0, target="inh")
    net.connect(fast, fast, OneToOne(), weights=0.5, delays=2.0, target="inh")
    return net


def test_spikes_from_outside(tmp_path: Path) -> None:
    net = bombarded(listed=False)
    (found,) = run("pynn", [(text_of(net, 2000.0), ["nest"])], tmp_path)
    agree_with(net, found, 2000.0)
    with pytest.raises(ParameterError, match="give a distribution"):
        text_of(bombarded(listed=True))


def scaled() -> Network:
    """Return a network of cells of 2007, which are scaled to PyNN's quadratic, with their peak."""
    net = Network(seed=4, scheme="half_step")
    book = net.population(10, "RS_2007", name="2007", i_offset=np.linspace(60, 200, 10))
    source = net.spike_times([[5.0, 40.0], [12.0, 60.0]])
    net.connect(source, book, weights=200.0, delays=2.0)
    return net


def test_spikes_are_the_same(tmp_path: Path) -> None:
    """Offsets, delays, steps of current, scaled cells and given spikes are exact on NEST."""
    nets = [
        driven("half_step", "step", 1.0),
        driven("forward", "charge", 0.5),
        driven("half_step", "charge", 0.25),
        scaled(),
    ]
    jobs = [(text_of(net, 150.0), ["nest"]) for net in nets]
    jobs.append((jobs[-1][0], ["nest", "--threads", "2"]))
    for net, found in zip([*nets, nets[-1]], run("pynn", jobs, tmp_path), strict=True):
        net.reset()
        recording = net.run(150.0)
        for population in net.populations:
            theirs = found[population.name]
            expected = in_steps(*recording.of(population), net.dt)
            assert in_steps(theirs["times"], theirs["neurons"], net.dt) == expected
            assert expected


def test_rates_of_a_ready_made_network(tmp_path: Path) -> None:
    """The cortical network by laws: rates and intervals."""
    size, duration = 2000, 1000.0
    net = networks.cortical_sparse(size)
    script = text_of(net, duration)
    assert len(script.splitlines()) < 250
    assert len(script.splitlines()) == len(text_of(networks.cortical_sparse(500)).splitlines())
    recording = net.run(duration)
    (found,) = run("pynn", [(script, ["nest"])], tmp_path)
    ours = statistics(recording.times, recording.indices, size, duration)
    times = np.concatenate([found[p.name]["times"] for p in net.populations])
    neurons = [np.array(found[p.name]["neurons"]) + p.start for p in net.populations]
    assert statistics(times, np.concatenate(neurons), size, duration) == pytest.approx(
        ours, rel=0.05
    )


def medley() -> Network:
    """Return a network with each rule, distribution and source that PyNN has."""
    net = Network(seed=3, dt=0.5, scheme="half_step", scaling="charge")
    exc = net.population(
        300,
        name="exc",
        noise=4.0,
        i_offset=Normal(2, 1, low=0),
        d=Uniform(6, 10),
        v0=Uniform(-75, -55),
    )
    inh = net.population(100, "FS", name="inh", noise=3.0, stimulus="step(4,200)")
    poisson = net.poisson(100, 20.0)
    wave = net.poisson(50, "sine(20,5)+30")
    held = net.poisson(20, TimedArray([10.0, 40.0], 100.0, period=200.0))
    regular = net.regular(20, 8.0, phase=0.25, jitter=1.0)
    net.connect(exc, exc, FixedProbability(0.1), weights=Normal(0.5, 0.2, low=0), delays=4.0)
    net.connect(exc, inh, FixedInDegree(20), weights=LogNormal(0, 0.3), delays=Uniform(0.1, 5))
    net.connect(inh, exc, FixedOutDegree(40), weights=Exponential(0.6), target="inh", delays=1.5)
    net.connect(inh, inh, FixedTotal(500), weights=0.5, target="inh", delays=1.0)
    net.connect(poisson, exc, FixedProbability(0.1), weights=2.0, delays=1.0)
    net.connect(wave, inh, "all_to_all", weights=0.3, delays=1.0)
    net.connect(held, inh, "all_to_all", weights=Gamma(3.0, 0.1), delays=Normal(3.0, 1.0))
    net.connect(regular, exc, FixedOutDegree(5), weights=3.0, delays=1.0)
    net.connect(exc, exc, FixedProbability(0.05), weights=Normal(0.5, 0.5), excitatory_fraction=0.8)
    net.random_pulses(20.0)
    return net


def test_each_law(tmp_path: Path) -> None:
    net = medley()
    exported = export.network(net, "pynn", duration=1000.0)
    for said in ("one in each step on average", "several times in a step", "upper bound"):
        assert any(said in note for note in exported.notes)
    script = str(exported.content)
    jobs = [(script, ["nest"]), (with_synapses(script), ["nest", "--duration", "10"])]
    spikes, samples = run("pynn", jobs, tmp_path)
    recording = net.run(1000.0)
    for p in net.populations:
        ours = statistics(*recording.of(p), p.size, 1000.0)
        own = spikes[p.name]
        theirs = statistics(own["times"], own["neurons"], p.size, 1000.0)
        assert theirs == pytest.approx(ours, rel=0.1), p.name  # neurons are drawn anew
    found = [np.array(samples[str(k)]) for k in range(10)]
    pre, post, weights, delays = found[0]
    assert pre.size == pytest.approx(0.1 * 300 * 299, rel=0.05)
    assert (pre != post).all()
    assert weights.min() == 0.0
    np.testing.assert_allclose(weights.mean() * 0.5, 0.5, rtol=0.02)  # for a step of 0.5 ms
    assert set(delays.tolist()) == {4.0}
    pre, post, weights, delays = found[1]
    assert set(np.bincount(post.astype(int)).tolist()) == {20}
    np.testing.assert_allclose(np.median(weights) * 0.5, 1.0, rtol=0.05)
    assert delays.min() == 0.5
    assert delays.max() == 5.0
    pre, post, weights, delays = found[2]
    assert set(np.bincount(pre.astype(int)).tolist()) == {40}
    assert weights.max() <= 0.0
    np.testing.assert_allclose(weights.mean() * 0.5, -0.6, rtol=0.05)
    assert found[3][0].size == 500
    np.testing.assert_allclose(found[6][2].mean() * 0.5, 0.3, rtol=0.05)
    np.testing.assert_allclose(found[6][3].mean(), 3.0, rtol=0.05)
    pre, post, weights, delays = np.concatenate(found[8:10], axis=1)
    assert pre.size == pytest.approx(0.05 * 300 * 299, rel=0.1)
    first = np.concatenate([np.ones(found[8].shape[1]), -np.ones(found[9].shape[1])])
    assert (weights * first >= 0.0).all()
    assert found[8].shape[1] == pytest.approx(4 * found[9].shape[1], rel=0.2)


def test_distances(tmp_path: Path) -> None:
    """Neurons that are near are as often connected as here."""
    size, nets = 300, []
    for rule in (
        DistanceDependent(0.5, 0.05),
        DistanceDependent(0.5, 0.1, Ring(), periodic=False),
        DistanceDependent(0.6, 0.1, Grid(15, 20)),
        DistanceDependent(0.6, 0.2, Grid(15, 20), cutoff=0.25),
        DistanceDependent(0.6, 0.1, Grid(15, 20), periodic=False, profile="exponential"),
    ):
        nets.append(Network(seed=2, scheme="forward"))
        cells = nets[-1].population(size, name="cells")
        nets[-1].connect(cells, cells, rule)
    jobs = [(with_synapses(text_of(net, 10.0)), ["nest"]) for net in nets]
    for net, samples in zip(nets, run("pynn", jobs, tmp_path), strict=True):
        pre, post = np.array(samples["0"][:2]).astype(int)
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


def test_learning(tmp_path: Path) -> None:
    """Weights change, within their bounds."""
    net = Network(seed=1, scheme="forward")
    exc = net.poisson(50, 15.0)
    post = net.population(20, name="post", i_offset=Uniform(3, 8))
    rule = STDP(0.1, 0.06, w_max=3.0)
    net.connect(exc, post, FixedProbability(0.5), weights=1.0, plasticity=rule)
    script = with_synapses(text_of(net, 3000.0))
    (samples,) = run("pynn", [(script, ["nest"])], tmp_path)
    net.run(3000.0)
    ours, theirs = np.array(net.projections[0].w), np.array(samples["0"][2])
    assert theirs.min() >= 0.0
    assert theirs.max() <= 3.0 + 1e-9
    assert np.ptp(theirs) > 0.2
    assert theirs.mean() == pytest.approx(ours.mean(), rel=0.25)


def _net(**population: Any) -> tuple[Network, Any]:
    net = Network(seed=1, scheme="forward")
    return net, net.population(20, name="cells", **population)


def _refused() -> dict[str, tuple[Network, str]]:
    found: dict[str, tuple[Network, str]] = {}

    def add(name: str, net: Network, said: str) -> None:
        found[name] = (net, said)

    add("receptors", _net(receptors=("AMPA", "GABA_A"))[0], "NESTML")
    add("refractory", _net(tau_refrac=3.0)[0], "never refractory")
    add("noise", _net(noise=Uniform(1, 2))[0], "one size")
    add("peak", _net(v_peak=Uniform(25, 35))[0], "one peak")
    net, cells = _net()
    cells.silence()
    add("silent", net, "silenced")
    for name, given, said in (
        ("short", {"short_term": ShortTerm(0.5, 100.0)}, "export the network for NEST"),
        ("triplets", {"plasticity": TripletSTDP()}, "TripletSTDP"),
        ("nearest", {"plasticity": STDP(pairs="nearest")}, "all pairs"),
        ("inhibitory", {"plasticity": InhibitorySTDP(), "target": "inh"}, "InhibitorySTDP"),
        ("bound", {"plasticity": STDP(w_min=0.5)}, "lower bound 0"),
        ("pairs", {"rule": FixedInDegree(3, multapses=True)}, "self_connections=True"),
        ("dale", {"rule": FixedInDegree(3), "excitatory_fraction": 0.5}, "make a population"),
    ):
        net, cells = _net()
        net.connect(cells, cells, **given)
        add(name, net, said)
    net = Network(seed=1, scheme="forward")
    cells = net.population(500, name="cells")
    net.connect(cells, cells, SmallWorld(10, 0.1))
    add("listed", net, "5000 values are given one by one")
    return found


@pytest.mark.parametrize("name", list(_refused()))
def test_what_pynn_lacks_is_refused(name: str) -> None:
    net, said = _refused()[name]
    with pytest.raises(ParameterError, match=said):
        export.network(net, "pynn")
