"""Descriptions of networks: JSON that builds the same network, or says what has no law."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import network, networks
from izhikevich.errors import FileError, ParameterError
from izhikevich.export import export
from izhikevich.imports import read
from izhikevich.network import Network
from izhikevich.networks import describe, from_description
from izhikevich.networks.description import written_description
from izhikevich.views.opening import state_of


def same_spikes(one: Network, other: Network, duration: float = 60.0) -> bool:
    a, b = one.run(duration), other.run(duration)
    return np.array_equal(a.times, b.times) and np.array_equal(a.indices, b.indices)


LAWS = st.sampled_from([2.0, network.Uniform(0.0, 4.0), network.Normal(2.0, 1.0, low=0.0)])
RULES = st.sampled_from(
    [
        network.FixedProbability(0.2, self_connections=True),
        network.FixedInDegree(7, multapses=True),
        network.FixedOutDegree(5),
        network.FixedTotal(150),
        network.AllToAll(),
        network.OneToOne(),
        network.SmallWorld(4, 0.2),
        network.DistanceDependent(0.8, 0.1, periodic=False),
        network.DistanceDependent(0.8, 0.2, network.Grid(5, 6), profile="exponential"),
    ]
)
CELLS = st.sampled_from(["RS", "CH", "FS_2007", "RS_2007", "TC"])


@st.composite
def nets(draw: Any) -> Network:
    """Draw a network that is built from laws."""
    dt = draw(st.sampled_from([1.0, 0.5]))
    net = Network(dt, seed=draw(st.integers(0, 99)), scaling="charge", scheme="half_step")
    rates = net.poisson(30, 30.0, name="outside")
    own: dict[str, Any] = {"noise": draw(LAWS), "i_offset": draw(LAWS)}
    if draw(st.booleans()):
        own["v0"] = network.Uniform(-70.0, -60.0)
    receptors = draw(st.booleans())
    if receptors:
        own["receptors"] = ("AMPA", "GABA_A")
    elif draw(st.booleans()):
        own["tau"] = {"exc": network.Alpha(3.0), "inh": 6.0}
    first = net.population(
        30, draw(CELLS), name="first", a=draw(st.sampled_from([0.03, 0.1])), **own
    )
    second = net.population(30, draw(CELLS), name="second", d=network.Uniform(1.0, 4.0))
    excitatory = "AMPA" if receptors else "exc"
    net.connect(rates, first, network.FixedProbability(0.3), weights=draw(LAWS), target=excitatory)
    rule = draw(RULES)
    learns = draw(
        st.sampled_from([None, network.STDP(a_plus=0.2), network.TripletSTDP.visual_cortex()])
    )
    tires = draw(st.sampled_from([None, network.ShortTerm(0.3, 200.0)])) if learns is None else None
    net.connect(
        first,
        first,
        rule,
        weights=draw(LAWS),
        target=excitatory,
        delays=draw(st.sampled_from([None, 3.0, network.Uniform(1.0, 6.0)])),
        plasticity=None if receptors else learns,
        short_term=tires,
    )
    net.connect(second, first, weights=0.1, target="GABA_A" if receptors else "inh")
    if draw(st.booleans()):
        net.couple(second, second, network.FixedProbability(0.2), conductance=0.01)
    if draw(st.booleans()):
        net.inject(network.PoissonInput(10.0, 40), second, weights=1.0)
    return net


@settings(max_examples=25, deadline=None)
@given(nets())
def test_a_network_from_its_description_fires_the_same_spikes(net: Network) -> None:
    found = describe(net)
    text = written_description(found)
    assert json.loads(text) == found
    again = from_description(text)
    assert describe(again) == found
    again.origin = None
    assert describe(again) == found  # by its parts
    assert same_spikes(net, again)


@pytest.mark.parametrize("name", ["pair", "thalamocortical", "synfire", "gap_junctions"])
def test_own_networks_through_a_file_the_view_and_the_export(name: str, tmp_path: Path) -> None:
    net = networks.TEMPLATES[name].network(4)
    file = tmp_path / "net.json"
    file.write_text(written_description(describe(net)), encoding="utf-8")
    assert same_spikes(from_description(file), networks.TEMPLATES[name].network(4))
    state = read(file.read_bytes(), file.name).state
    written = export(state, "network")
    assert json.loads(written.content) == describe(net)
    assert state_of(net) is not None


def test_a_network_made_in_python_opens_as_rows() -> None:
    net = Network(seed=2)
    cells = net.population(40, "CH", name="cells", noise=5.0)
    net.connect(cells, cells, network.FixedInDegree(4), weights=1.0)
    state = state_of(net)
    assert state is not None
    assert state["preset"] == "custom"
    assert state["values"]["populations"] == "name=cells,size=40,cell=CH,noise=5,v0=c"
    assert state["values"]["scheme"] == "adaptive"


def test_what_has_no_law_is_refused_by_name() -> None:
    def cells(**given: Any) -> Network:
        net = Network()
        net.population(3, name="cells", **given)
        return net

    with pytest.raises(ParameterError, match=r"cells.*an array \(i_offset\)"):
        describe(cells(i_offset=np.arange(3.0)))
    net = cells()
    net.connect(net["cells"], net["cells"], network.FromTriples([0], [1]), name="list")
    with pytest.raises(ParameterError, match=r"list.*a list or matrix of synapses"):
        describe(net)
    net = cells()
    net.connect(net["cells"], net["cells"], weights=network.Normal(0, 1), name="both")
    with pytest.raises(ParameterError, match=r"both.*may be negative"):
        describe(net)
    net = cells()
    net.every(10.0, lambda n: None)
    with pytest.raises(ParameterError, match="functions"):
        describe(net)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"format": "izhikevich network", "version": 2, "populations": []}', "newer than 1"),
        ('{"format": "izhikevich network",', "no JSON"),
        ("[]", "must begin with"),
        ('{"format": "izhikevich network", "version": 1, "populations": []}', "there are none"),
        (
            '{"format": "izhikevich network", "version": 1, "populations": [{"name": "A", '
            '"noise": [1]}]}',
            "row 1, noise: .*must be a number or a text",
        ),
    ],
)
def test_faults_of_a_file(text: str, words: str) -> None:
    with pytest.raises((ParameterError, FileError), match=words):
        from_description(text)
