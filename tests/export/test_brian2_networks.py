"""Networks of every kind in Brian2, run live: with ``--same`` the spikes of the network itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich import Network, ParameterError, export
from izhikevich.network import (
    STDP,
    Alpha,
    DistanceDependent,
    DopamineSTDP,
    DoubleExponential,
    Exponential,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    FixedTotal,
    Gamma,
    Grid,
    HomeostaticScaling,
    InhibitorySTDP,
    LogNormal,
    Normal,
    PoissonInput,
    Receptor,
    ShortTerm,
    TripletSTDP,
    Uniform,
    magnesium_block,
)

from .test_nest import in_steps
from .tools import run


def receptors() -> Network:
    """Receptors of the cortex, with the block by magnesium, and kinetics that rise first."""
    net = Network(dt=0.5, seed=1, scheme="half_step", scaling="charge")
    nmda = Receptor("NMDA", DoubleExponential(3.0, 100.0), 0.0, magnesium_block(1.0))
    exc = net.population(
        40, name="exc", receptors=("AMPA", nmda, "GABA_A", "GABA_B"), noise=4.0, tau_refrac=2.0
    )
    rise = Receptor("AMPA", Alpha(2.0), 0.0)
    inh = net.population(10, "FS", name="inh", receptors=(rise,), noise=2.0, stimulus="step(3,50)")
    poisson = net.poisson(20, 40.0, name="in")
    net.connect(exc, exc, FixedProbability(0.2), weights=Uniform(0, 0.05), target="AMPA")
    net.connect(exc, exc, FixedProbability(0.2), weights=0.02, target="NMDA", delays=3.0)
    net.connect(exc, inh, FixedInDegree(10), weights=0.1, target="AMPA", delays=Uniform(1, 4))
    net.connect(inh, exc, FixedOutDegree(15), weights=LogNormal(-3, 0.5), target="GABA_A")
    net.connect(inh, exc, FixedTotal(40), weights=0.01, target="GABA_B")
    net.connect(poisson, exc, FixedProbability(0.3), weights=0.1, target="AMPA")
    return net


def learning() -> Network:
    """Each rule of pairs and triplets, short-term plasticity, and two forms of the model."""
    net = Network(dt=0.5, seed=2, scheme="forward", scaling="charge")
    exc = net.population(30, name="exc", noise=6.0, i_offset=Uniform(2, 6), c=Normal(-65, 2))
    book = net.population(10, "LTS_2007", name="book", i_offset=Uniform(100, 200), noise=30.0)
    regular = net.regular(10, 30.0, phase=Uniform(0, 1), jitter=1.0, name="regular")
    packets = net.pulse_packets(10, [40.0, 120.0], sigma=2.0, name="packets")
    all_pairs = STDP(0.2, 0.21, w_max=6.0)
    nearest = STDP(0.2, 0.21, w_max=6.0, pairs="nearest")
    net.connect(exc, exc, FixedProbability(0.1), weights=1.0, delays=2.0, plasticity=all_pairs)
    net.connect(exc, exc, FixedInDegree(3), delays=Uniform(1, 6), plasticity=nearest)
    net.connect(regular, exc, "all_to_all", weights=0.5, plasticity=TripletSTDP(a3_plus=0.05))
    inhibits = InhibitorySTDP(rate=10.0, eta=0.05)
    net.connect(exc, exc, FixedProbability(0.1), target="inh", plasticity=inhibits)
    net.connect(packets, exc, FixedProbability(0.5), weights=2.0, short_term=ShortTerm(0.4, 100.0))
    net.connect(exc, book, weights=Exponential(5.0), short_term=ShortTerm(0.1, 50.0, 200.0))
    net.connect(exc, exc, FixedOutDegree(2), weights=Normal(0, 1), excitatory_fraction=0.8)
    return net


def coupled() -> Network:
    """Gap junctions, one-step synapses of a charge, and neurons that differ in everything."""
    net = Network(dt=0.25, seed=3, scheme="euler", scaling="charge")
    one = net.population(
        20, "FS", name="one", noise=3.0, i_offset=4.0, v_peak=Uniform(25, 35), k1=Uniform(4.9, 5.1)
    )
    other = net.population(
        12, name="other", noise=3.0, conductance="g_exc*0.5 - pos(g_inh) + 0.3", v0=-60.0
    )
    net.couple(one, one, FixedProbability(0.3), conductance=Uniform(0.01, 0.05))
    net.couple(one, other, FixedProbability(0.2), conductance=0.03)
    net.connect(one, other, FixedProbability(0.3), target="inh")
    net.connect(other, one, DistanceDependent(0.5, 0.2, Grid(3, 4), Grid(4, 5)), weights=Gamma(2))
    net.random_pulses(10.0)
    return net


def outside() -> Network:
    """Spikes from outside onto conductances of each kind, with weights of each kind."""
    net = Network(dt=0.5, seed=4, scheme="half_step", scaling="charge")
    plain = net.population(30, "FS", name="plain")
    net.inject(PoissonInput(8.0, 1000), plain, weights=0.6)
    net.inject(PoissonInput(100.0, 2), plain, weights=Uniform(0, 2), target="inh")
    rises = Receptor("AMPA", Alpha(2.0), 0.0)
    slow = net.population(20, name="slow", receptors=(rises, "GABA_A"))
    net.inject(PoissonInput(20.0, 50), slow, weights=np.linspace(0.02, 0.08, 20), target="AMPA")
    net.connect(plain, slow, FixedProbability(0.2), weights=0.05, target="GABA_A")
    net.connect(slow, plain, FixedProbability(0.2), weights=2.0)
    return net


NETWORKS = {"receptors": receptors, "learning": learning, "coupled": coupled, "outside": outside}


@pytest.mark.filterwarnings("ignore:Numerical artefacts")
@pytest.mark.parametrize("name", NETWORKS)
def test_spikes_are_the_same(name: str, tmp_path: Path) -> None:
    net = NETWORKS[name]()
    net.save(tmp_path / "net.npz")
    script = str(export.network(net, "brian2", duration=200.0).content)
    same, drawn = run("brian2", [(script, ["--same", "net.npz"]), (script, [])], tmp_path)
    recording = net.run(200.0)
    for p in net.populations:
        ours = recording.of(p)
        assert ours[0].size
        theirs = in_steps(same[p.name]["times"], same[p.name]["neurons"], net.dt)
        # Sums over gap junctions have another order, and so another last bit, which grows.
        last = 150.0 / net.dt if net.couplings else np.inf
        expected = [spike for spike in in_steps(*ours, net.dt) if spike[0] < last]
        assert [spike for spike in theirs if spike[0] < last] == expected
        total = len(drawn[p.name]["times"])
        assert total == pytest.approx(ours[0].size, rel=0.35, abs=10)  # neurons are drawn anew


def test_what_is_not_written_is_refused() -> None:
    for rule in (DopamineSTDP(), HomeostaticScaling()):
        net = Network(seed=1, scheme="half_step")
        cells = net.population(5, name="cells")
        net.connect(cells, cells, plasticity=rule)
        with pytest.raises(ParameterError, match=type(rule).__name__):
            export.network(net, "brian2")
    refused: dict[str, Any] = {
        "at most once in a step": lambda net, _: net.spike_times([[1.0, 1.2]]),
        "use a stimulus": lambda net, cells: net.inject("sine(3,5)", cells),
        "one by one": lambda net, cells: net.population(3000, i_offset=np.arange(3000.0)),
        "remove them": lambda net, cells: net.every(10.0, lambda: None),
    }
    for said, add in refused.items():
        net = Network(seed=1, scheme="half_step")
        add(net, net.population(5, name="cells"))
        with pytest.raises(ParameterError, match=said):
            export.network(net, "brian2")
