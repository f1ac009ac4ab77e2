"""Networks of NeuroML: our own files give the same spikes, others what they say."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from izhikevich import Network, ParameterError, Parameters, export, imports, networks
from izhikevich.network import Alpha, DoubleExponential, FixedProbability, FromTriples, Uniform

#: Written by hand, after the description of NeuroML 2: each kind of input and synapse once.
FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<neuroml xmlns="http://www.neuroml.org/schema/neuroml2" id="hand">
    <notes>Two populations</notes>
    <expOneSynapse id="fast" gbase="12nS" erev="0mV" tauDecay="5ms"/>
    <expTwoSynapse id="slow" gbase="1 nS" erev="-80mV" tauRise="2ms" tauDecay="20ms"/>
    <alphaSynapse id="bump" gbase="0.001uS" erev="0mV" tau="3ms"/>
    <izhikevich2007Cell id="RS" v0="-60mV" C="100pF" k="0.7nS_per_mV" vr="-60mV" vt="-40mV"
        vpeak="35mV" a="0.03per_ms" b="-2nS" c="-50mV" d="100pA"/>
    <pulseGenerator id="step" delay="20ms" duration="100ms" amplitude="0.1nA"/>
    <sineGenerator id="wave" delay="0ms" duration="200ms" amplitude="20pA" period="100ms"
        phase="0"/>
    <spikeArray id="train">
        <spike id="0" time="12ms"/>
        <spike id="1" time="0.03s"/>
    </spikeArray>
    <spikeGeneratorPoisson id="random" averageRate="40Hz"/>
    <poissonFiringSynapse id="outside" averageRate="200 Hz" synapse="bump" spikeTarget="./bump"/>
    <network id="net">
        <population id="exc" component="RS" type="populationList">
            <instance id="0"><location x="0" y="0" z="0"/></instance>
            <instance id="1"><location x="1" y="0" z="0"/></instance>
            <instance id="2"><location x="2" y="0" z="0"/></instance>
        </population>
        <population id="in" component="train" size="1"/>
        <population id="noise" component="random" size="4"/>
        <projection id="a" presynapticPopulation="in" postsynapticPopulation="exc" synapse="fast">
            <connectionWD id="0" preCellId="../in[0]" postCellId="../exc/1/RS" weight="3"
                delay="2.5 ms"/>
            <connection id="1" preCellId="../in[0]" postCellId="../exc/2/RS"/>
        </projection>
        <projection id="b" presynapticPopulation="exc" postsynapticPopulation="exc" synapse="slow">
            <connection id="0" preCellId="../exc/0/RS" postCellId="../exc/1/RS"/>
        </projection>
        <inputList id="i" component="step" population="exc">
            <input id="0" target="../exc/0/RS" destination="synapses"/>
        </inputList>
    </network>
</neuroml>
"""


def _spikes(net: Network, duration: float) -> list[tuple[float, int]]:
    recording = net.run(duration)
    return list(zip(recording.times.tolist(), recording.indices.tolist(), strict=True))


@pytest.mark.parametrize(
    ("scheme", "scaling", "dt"),
    [("forward", "step", 1.0), ("half_step", "step", 1.0), ("forward", "charge", 0.5)],
)
def test_our_own_files_give_the_same_spikes(
    scheme: str, scaling: str, dt: float, tmp_path: Path
) -> None:
    net = Network(seed=3, dt=dt, scheme=scheme, scaling=scaling)
    exc = net.population(20, name="exc", i_offset=5.0)
    inh = net.population(10, "FS", name="in hib", i_offset=4.0)
    net.connect(exc, inh, FixedProbability(0.3), weights=Uniform(0, 4), delays=2.0)
    net.connect(inh, exc, FixedProbability(0.3), weights=3.0, target="inh", delays=3.0)
    net.connect(exc, exc, FixedProbability(0.3), weights=Uniform(0, 2))
    made = export.network(net, "neuroml", duration=300.0)
    file = tmp_path / made.filename
    file.write_bytes(made.content)  # type: ignore[arg-type]
    read = imports.network(file)
    assert not read.notes
    assert (read.net.dt, read.net.scheme) == (dt, scheme)
    assert read.net.n_synapses == net.n_synapses
    expected = _spikes(net, 300.0)
    assert len(expected) > 100
    assert _spikes(read.net, 300.0) == expected
    with pytest.raises(ParameterError, match="can"):
        networks.describe(read.net)


def test_a_foreign_document() -> None:
    """Conductances, delays, pulses and given spikes are those of the same network made here."""
    net = imports.network(FOREIGN, dt=0.1).net
    assert [(one.name, one.size) for one in net.sources] == [("in", 1), ("noise", 4)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        same = Network(dt=0.1)
    cell = Parameters.dimensional_2007(
        C=100.0, k=0.7, vr=-60.0, vt=-40.0, v_peak=35.0, a=0.03, b=-2.0, c=-50.0, d=100.0
    )
    own = same.population(
        3,
        cell,
        v0=-60.0,
        u0=0.0,
        conductance="g_fast * (0 - v) + g_slow * (-80 - v) + g_input",
        tau={"fast": 5.0, "slow": DoubleExponential(2.0, 20.0)},
    )
    source = same.spike_times([[12.0, 30.0]])
    same.connect(source, own, FromTriples([0, 0], [1, 2], [36.0, 12.0], [2.5, 0.1]), target="fast")
    same.connect(own, own, FromTriples([0], [1], [1.0], [0.1]), target="slow")
    same.inject("pulse(100,20,100)", own, FromTriples([0], [0]), target="input")
    spikes = _spikes(same, 200.0)
    assert {neuron for _, neuron in spikes} == {0, 1, 2}
    assert _spikes(net, 200.0) == spikes


def test_inputs_at_random() -> None:
    """Poisson synapses fire at their rate, at each neuron independently."""
    inputs = """<inputList id="o" component="outside" population="exc">
        <inputW id="0" target="../exc/1/RS" destination="synapses" weight="2"/>
        <inputW id="1" target="../exc/2/RS" destination="synapses" weight="2"/>
    </inputList>
    <explicitInput target="exc[0]" input="wave"/>"""
    net = imports.network(FOREIGN.replace("</network>", f"{inputs}</network>"), dt=0.5).net
    random = net.sources[2]
    assert (random.size, np.array(random.rates).tolist()) == (2, [200.0, 200.0])
    last = net.projections[-1].synapses
    assert (last.targets.tolist(), last.weights.tolist()) == ([1, 2], [2.0, 2.0])
    assert net.populations[0].tau["bump"] == Alpha(3.0)
    assert len(net.injections) == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<network ", "<net ", "no network"),
        ("<projection ", "<electricalProjection ", "this part of a network"),
        ("izhikevich2007Cell", "iafCell", "only Izhikevich cells"),
        ("expTwoSynapse", "gapJunction", "kind of synapse"),
        ('component="step"', 'component="stop"', "no stop in it"),
        ("pulseGenerator", "rampGenerator", "only pulses"),
        ("../exc/0/RS", "the first", "is no neuron"),
        ('delay="2.5 ms"', 'delay="2.5 mV"', "must be a number in ms, s"),
        ('postsynapticPopulation="exc"', 'postsynapticPopulation="all"', "no population all"),
        ('gbase="12nS"', "", "it lacks gbase"),
        ("<neuroml", "<!DOCTYPE x><neuroml", "document type"),
    ],
)
def test_what_cannot_be_read_is_named(old: str, new: str, said: str) -> None:
    text = FOREIGN.replace(old, new).replace("</network>" if "net " in new else "\0", "</net>")
    text = text.replace("</projection>" if "electrical" in new else "\0", "</electricalProjection>")
    if "iaf" in new:
        text = text.replace("</izhikevich2007Cell>", "</iafCell>")
    with pytest.raises(ParameterError, match=said):
        imports.network(text, dt=0.1)
