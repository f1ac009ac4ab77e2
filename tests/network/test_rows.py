"""Rows of own networks: what their texts mean, and what they refuse in words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from izhikevich import analysis, network, networks
from izhikevich.errors import ParameterError
from izhikevich.network.connectivity import DistanceDependent, Grid
from izhikevich.networks.rows.columns import POPULATION, PROJECTION
from izhikevich.random import poisson, poisson_of_steps
from izhikevich.views.network.declaration import POPULATIONS, PROJECTIONS
from izhikevich.views.table import Table


def own(projections: Any = (), **row: Any) -> network.Network:
    return networks.custom([{"name": "A", **row}], projections, seed=3)


@pytest.mark.parametrize(
    ("cell", "name", "value"),
    [
        ("a=0.1 b=0.25 c=-60 d=3", "d", 3.0),
        ("CH d=1.5", "c", -50.0),
        ("RS_2007", "C", 100.0),
        ("RS_2007 k=1", "k2", 1.0),
        ("C=150 k=1.2 vr=-75 vt=-45 v_peak=50 a=0.01 b=5 c=-56 d=130", "C", 150.0),
    ],
)
def test_cells_as_text(cell: str, name: str, value: float) -> None:
    (population,) = own(cell=cell).populations
    assert (population.values[name] == value).all()
    assert population.parameters.dimensional == ("7" in cell.split()[0] or "C=" in cell)


def test_each_neuron_draws_its_own_numbers() -> None:
    (population,) = own(cell="CH d=uniform(2,8)", current="normal(3,1)").populations
    d, current = population.values["d"], population.values["i_offset"]
    assert 2.0 <= d.min() < 3.0 < 7.0 < d.max() <= 8.0
    assert abs(current.mean() - 3.0) < 0.5 < current.std() < 1.5


def test_inhibitory_neurons_have_a_cell_of_the_same_form() -> None:
    excites, inhibits = own(cell="RS_2007", inhibitory=0.2).populations
    assert inhibits.parameters.dimensional
    assert (excites.size, inhibits.size) == (80, 20)
    with pytest.raises(ParameterError, match=r"row 1, inhibitory_cell: .*must be of the same form"):
        own(cell="RS_2007", inhibitory=0.2, inhibitory_cell="LTS")


def test_numbers_of_synapses_are_those_of_whole_rows() -> None:
    rows = [{"name": "A", "size": 100, "inhibitory": 0.2}, {"name": "B", "size": 50}]
    link = {"pre": "A", "post": "B", "rule": "in_degree", "degree": 10}
    net = networks.custom(rows, [link])
    assert [p.synapses.in_degrees().tolist() for p in net.projections] == [[8] * 50, [2] * 50]
    net = networks.custom(rows, [{**link, "rule": "total", "degree": 500}])
    assert [p.synapses.n for p in net.projections] == [400, 100]


def test_positions_and_rules_of_distance() -> None:
    rows = [{"name": "A", "size": 200, "positions": "torus(10,20)"}]
    link = {"pre": "A", "post": "A", "rule": "gaussian", "probability": 1, "reach": 0.05}
    (projection,) = networks.custom(rows, [link]).projections
    assert projection.rule == DistanceDependent(1.0, 0.05, Grid(10, 20))
    pre, post = projection.synapses.sources(), projection.synapses.targets
    across = np.abs(pre % 20 - post % 20)
    assert np.minimum(across, 20 - across).max() <= 7  # 6.77 sigmas of 0.05, of 20 columns
    with pytest.raises(ParameterError, match="12 places for 200"):
        networks.custom([{**rows[0], "positions": "torus(3,4)"}])


def test_gap_junctions_connect_each_pair_of_kinds_once() -> None:
    link = {"pre": "A", "post": "A", "kind": "gap", "rule": "all", "weight": 0.001}
    net = own([link], size=20, inhibitory=0.25)
    assert sum(len(one) for one in net.couplings) == 20 * 19 // 2
    assert not net.projections


def test_poisson_input_is_that_of_its_sources() -> None:
    """The mean of g is rate n tau w, and counts are those of `poisson`."""
    net = own(
        size=400, cell="RS", input_rate=20, input_sources=50, input_weight=0.1, tau="exc=5 inh=5"
    )
    net.run(200.0)
    g = net.populations[0].g_exc
    assert abs(float(np.mean(g)) / (20e-3 * 50 * 5 * 0.1 * np.exp(-0.1)) - 1.0) < 0.05
    for mean in (0.0, 0.3, 20.0, 80.0):
        rows = poisson_of_steps(mean, 5, 2, 10, 4, 30)
        assert (rows == [poisson(mean, 5, 2, step, 30) for step in range(10, 14)]).all()


@pytest.mark.engine
def test_poisson_input_acts_alike_with_other_steps() -> None:
    rates = []
    for dt in (1.0, 0.25):
        scaling = "step" if dt == 1.0 else "charge"
        net = network.Network(dt, seed=1, scheme="adaptive", scaling=scaling)
        cells = net.population(200, "FS")
        net.inject(network.PoissonInput(10.0, 600), cells, weights=1.0)
        rates.append(net.run(1000.0).times.size / 200)
    assert rates[0] > 10.0
    assert abs(rates[1] / rates[0] - 1.0) < 0.1


def test_sources_of_spikes() -> None:
    rows = [
        {"name": "in", "size": 3, "cell": "spikes(5 20)"},
        {"name": "packets", "size": 50, "cell": "packets(30,sigma=2)"},
        {"name": "A", "size": 10},
    ]
    net = networks.custom(rows, [{"pre": "in", "post": "A", "rule": "all", "weight": 30}])
    first, _ = net.run(60.0).of(net.populations[0])
    assert first.min() == 6.0  # the spike of 5 ms, a step later
    assert len(net["packets"].times) == 50
    with pytest.raises(ParameterError, match="receives none"):
        networks.custom(rows, [{"pre": "A", "post": "in"}])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"cell": "RS q=3"}, "row 1, cell: .*must be one of a, b, c"),
        ({"cell": "C=100 k=1"}, "row 1, cell: .*k, vr and vt belong to the 2007 form"),
        ({"noise": "much"}, "row 1, noise: .*must be a number, or a distribution"),
        ({"nois": 3}, "row 1, nois: .*Did you mean noise"),
        ({"receptors": "AMPB"}, "row 1, receptors: .*Did you mean AMPA"),
        ({"tau": "exc5"}, "row 1, tau: .*must be written exc=5"),
        ({"stimulus": "foo(3)"}, "row 1, stimulus"),
    ],
)
def test_errors_name_row_and_column(row: dict[str, Any], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        own(**row)


@pytest.mark.parametrize(("table", "known"), [(POPULATIONS, POPULATION), (PROJECTIONS, PROJECTION)])
def test_the_tables_have_the_same_columns(table: Table, known: dict[str, Any]) -> None:
    assert [column.name for column in table.columns] == list(known)
    for column in table.columns:
        if column.name not in ("name", "pre", "post", "noise"):  # the page's networks have noise
            given, own_one = column.default, known[column.name]
            assert str(given) == str(own_one) or float(given) == float(own_one)


def test_weights_have_the_unit_of_what_they_are() -> None:
    rows: list[dict[str, Any]] = [
        {"name": "A", "receptors": "AMPA GABA_A"},
        {"name": "B", "cell": "RS_2007", "receptors": "AMPA"},
        {"name": "C", "cell": "RS_2007"},
        {"name": "D", "conductance": "g_exc*(0 - v) - g_inh", "inhibitory": 0.5},
    ]
    links: list[dict[str, Any]] = [
        *({"pre": "D", "post": post} for post in "ACD"),
        {"pre": "A", "post": "B"},
    ]
    net = networks.custom(rows, links)
    units = [(p.target, p.weight_unit) for p in net.projections]
    assert units == [
        *(("AMPA", "1/ms"), ("GABA_A", "1/ms"), ("exc", "pA"), ("inh", "pA")),
        *(("exc", "1/ms"), ("exc", "1/ms"), ("inh", "mV/ms"), ("inh", "mV/ms")),
        ("AMPA", "nS"),
    ]


#: Lowest and highest rates (Hz) of the first population, CV of its intervals, and synchrony.
STATES = {
    "balanced_ai": ((30, 70), (0.6, 1.0), (0.0, 0.2)),
    "balanced_ar": ((30, 70), (0.0, 0.25), (0.0, 0.15)),
    "balanced_sr": ((20, 50), (0.0, 0.3), (0.2, 1.0)),
    "balanced_si": ((30, 100), (0.35, 1.0), (0.35, 1.0)),
    "gap_junctions": ((20, 50), (0.0, 0.3), (0.6, 1.0)),
}


@pytest.mark.engine
@pytest.mark.parametrize("name", STATES)
def test_states_of_networks_to_begin_from(name: str) -> None:
    net = networks.TEMPLATES[name].network(1)
    net.run(200.0)
    recording = net.run(400.0)
    times, indices = recording.of(net.populations[0])
    size = net.populations[0].size
    cv = analysis.cv_distribution(times, indices, size)
    found = (
        times.size / 0.4 / size,
        float(np.nanmean(cv)),
        analysis.spike_synchrony(times, indices, size, 200.0, 600.0, 5.0),
    )
    for value, (low, high) in zip(found, STATES[name], strict=True):
        assert low <= value <= high, found


@pytest.mark.engine
def test_a_ring_attractor_remembers_its_cue() -> None:
    net = networks.TEMPLATES["ring_attractor"].network(1)
    times, indices = net.run(1200.0).of(net.populations[0])
    assert not (times < 200.0).sum() > 20
    late = indices[times > 800.0]
    assert late.size > 200
    assert abs(float(np.median(late)) - 100.0) < 30.0
    assert np.mean(np.abs(late - 100.0) < 60.0) > 0.95


@pytest.mark.engine
def test_a_synfire_chain_passes_on_strong_packets_only() -> None:
    net = networks.TEMPLATES["synfire"].network(1)
    recording = net.run(600.0)
    times, _ = recording.of(net["L8 excitatory"])
    at = np.histogram(times, [0, 250, 450, 600])[0]
    assert at[0] > 60
    assert at[1] < 10
    assert at[2] > 60


@pytest.mark.engine
def test_a_polychronous_network_unlearns_its_volleys() -> None:
    """The volleys of delta waves of the beginning end, unless its synapses do not learn."""
    template = networks.TEMPLATES["polychronous"]
    fixed = [{k: v for k, v in p.items() if k != "learning"} for p in template.projections]
    largest = []
    for rows in (template.projections, fixed):
        net = networks.custom(template.populations, rows, seed=1)
        times, _ = net.run(20_000.0).of(net.populations[0])
        counts = np.histogram(times, np.arange(0.0, 20_001.0, 5.0))[0].reshape(20, -1)
        largest.append(counts.max(axis=1))
    assert largest[0][:5].min() > 80
    assert largest[0][-3:].max() < 40
    assert largest[1].min() > 70
