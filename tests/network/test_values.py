"""Values that are set after a network was built: it runs as one that was built with them."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from copy import deepcopy
from typing import Any, cast

import numpy as np
import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import CELL_TYPES, Network, ParameterError, SimulationError, engine
from izhikevich.network import STDP, FixedProbability, FromMatrix, Normal, ShortTerm, Uniform
from izhikevich.network.populations import Population

SIZE = 7
UNITS: Any = pint.UnitRegistry()
ENGINES = pytest.mark.parametrize("which", engine.ENGINES)
#: Ranges from which values are drawn, by name.
RANGES = {
    "a": (0.01, 0.1),
    "b": (0.15, 0.3),
    "c": (-70.0, -45.0),
    "d": (0.0, 9.0),
    "v_peak": (20.0, 40.0),
    "k2": (0.03, 0.05),
    "k1": (4.5, 5.5),
    "k0": (130.0, 145.0),
    "C": (0.8, 1.2),
    "i_offset": (0.0, 15.0),
    "noise": (0.0, 5.0),
    "tau_refrac": (0.0, 6.0),
    "v0": (-80.0, -40.0),
    "u0": (-20.0, 5.0),
}
OPTIONS = st.fixed_dictionaries(
    {
        "precision": st.sampled_from(["float64", "float32"]),
        "scheme": st.sampled_from(["forward", "half_step", "euler"]),
    }
)


def a_value(name: str) -> st.SearchStrategy[Any]:
    low, high = RANGES[name]
    number = st.floats(low, high)
    arrays = st.lists(number, min_size=SIZE, max_size=SIZE).map(np.array)
    return number | arrays | st.just(Uniform(low, high)) | st.just(Normal(low, 0.1, low, high))


VALUES = st.sets(st.sampled_from(sorted(RANGES)), min_size=1, max_size=5).flatmap(
    lambda names: st.fixed_dictionaries({name: a_value(name) for name in sorted(names)})
)


def network(values: dict[str, Any], synapses: dict[str, Any], **options: Any) -> Network:
    """Cells with some values, which excite each other and others, and are excited."""
    net = Network(seed=3, **{"scheme": "forward", **options})
    own = {"i_offset": 6.0, "noise": 2.0, **values}
    cells = net.population(SIZE, name="cells", tau={"exc": 4.0}, **own)
    others = net.population(4, "FS", name="others", i_offset=3.0)
    source = net.poisson(5, 100.0, name="source")
    rule = FixedProbability(0.6)
    net.connect(cells, others, rule, **{"weights": 0.4, "delays": 2.0, **synapses}, name="static")
    net.connect(source, cells, rule, weights=2.0, plasticity=STDP(), name="learns")
    net.connect(others, cells, weights=0.3, target="inh", delays=Uniform(1.0, 5.0), name="back")
    return net


def in_both_engines(*nets: Network, duration: float = 60.0) -> None:
    """Check that all go on with the same bits, whichever engine runs them."""
    found = []
    for net in nets:
        for which in engine.ENGINES:
            one = deepcopy(net)
            with engine.use(which):
                recording = one.run(duration)
            found.append({"times": recording.times, "who": recording.indices})
            found[-1] |= one.state().arrays()
    for other in found[1:]:
        for name, array in found[0].items():
            np.testing.assert_array_equal(array, other[name], err_msg=name)


@settings(max_examples=60)
@given(values=VALUES, options=OPTIONS, seen=st.booleans())
def test_parameters_set_before_a_run(
    values: dict[str, Any], options: dict[str, Any], seen: bool
) -> None:
    late = network({}, {}, **options)
    if seen:
        late.state()  # the plan and the state are made
    late.populations[0].set(**values)
    in_both_engines(network(values, {}, **options), late)


@settings(max_examples=40)
@given(values=VALUES, options=OPTIONS, until=st.sampled_from([1.0, 17.0, 40.0]))
def test_parameters_set_between_runs(
    values: dict[str, Any], options: dict[str, Any], until: float
) -> None:
    """Going on as a network that was built with them goes on from the same state."""
    late, built = network({}, {}, **options), network(values, {}, **options)
    late.run(until)
    late.populations[0].set(**values)
    built.restore(late.state())
    in_both_engines(built, late)
    late.reset()
    built.reset()
    in_both_engines(built, late)


@settings(max_examples=40)
@given(data=st.data(), name=st.sampled_from(sorted(RANGES)))
def test_values_of_some_neurons(data: st.DataObject, name: str) -> None:
    """One after the other, by any index, as an array would take them."""
    net = network({}, {})
    cells = net.populations[0]
    low, high = RANGES[name]
    expected = np.array(cells[name])
    for _ in range(data.draw(st.integers(1, 4))):
        key = data.draw(
            st.integers(-SIZE, SIZE - 1)
            | st.slices(SIZE)
            | st.lists(st.integers(0, SIZE - 1), min_size=1, unique=True)
            | st.lists(st.booleans(), min_size=SIZE, max_size=SIZE).map(np.array)
        )
        value = data.draw(st.floats(low, high))
        way = data.draw(st.sampled_from(["values", "neurons", "set"]))
        if way == "values":
            cells[name][key] = value
        elif way == "neurons":
            setattr(cells[key], name, value)
        else:
            cells[key].set(**{name: value})
        expected[key] = value
    np.testing.assert_array_equal(cells[name], expected)
    in_both_engines(network({name: expected}, {}), net)


def test_a_neuron_draws_the_same_alone() -> None:
    net = network({}, {})
    net.populations[0][2:5].noise = Uniform(1.0, 3.0)
    whole = network({"noise": Uniform(1.0, 3.0)}, {})
    expected = np.full(SIZE, 2.0)
    expected[2:5] = whole.populations[0].noise[2:5]
    np.testing.assert_array_equal(net.populations[0].noise, expected)


class TestWhereANeuronStarts:
    def test_u_and_v_follow_b_and_c_unless_they_were_given(self) -> None:
        for given_start in ({}, {"v0": -60.0}, {"u0": -9.0}, {"v0": -60.0, "u0": -9.0}):
            net = network(given_start, {})
            cells = net.populations[0]
            cells.b[3], cells.c[1:3] = 0.25, -50.0
            b, c = np.full(SIZE, 0.2), np.full(SIZE, -65.0)
            b[3], c[1:3] = 0.25, -50.0
            in_both_engines(network({"b": b, "c": c, **given_start}, {}), net)

    def test_v_at_time_0_is_where_it_starts(self) -> None:
        net = network({}, {})
        cells = net.populations[0]
        cells.v[2] = -50.0
        assert cells.v0[2] == cells.v[2] == -50.0
        net.run(20.0)
        cells.v = -60.0
        assert cells.v0[2] == -50.0
        np.testing.assert_array_equal(cells.v, np.full(SIZE, -60.0))
        net.reset()
        start = np.full(SIZE, -65.0)
        start[2] = -50.0
        np.testing.assert_array_equal(cells.v, start)
        u = 0.2 * start
        in_both_engines(network({"v0": start, "u0": u}, {}), net)

    def test_the_cells_of_2007_start_at_rest(self) -> None:
        nets = []
        for late in (False, True):
            net = Network(seed=1, scheme="forward")
            values: dict[str, Any] = {"b": 3.0, "c": -55.0, "i_offset": 80.0}
            cell = _dimensional()
            cells = net.population(3, cell, **({} if late else values))
            if late:
                cells.set(**values)
            nets.append(net)
        in_both_engines(*nets)


def _dimensional() -> Any:
    return next(cell for cell in CELL_TYPES.values() if cell.parameters.dimensional)


class TestTheState:
    @ENGINES
    def test_is_read_and_set_between_steps(self, which: str) -> None:
        net = network({}, {})
        cells, others = net.populations
        with engine.use(which):
            recording = net.run(30.0, record={cells: [2], others: [1]})
            assert cells.v[2] == recording.course(cells, 2).v[-1]
            assert others.u[1] == recording.course(others, 1).u[-1]
            cells.v, cells[1:3].u = -70.0, [1.0, 2.0]
            cells.neuron(4).v = -55.0
            cells.g_exc = 3.0
            state = net.state()
            np.testing.assert_array_equal(state.v[:SIZE], [-70, -70, -70, -70, -55, -70, -70])
            np.testing.assert_array_equal(state.u[1:3], [1.0, 2.0])
            np.testing.assert_array_equal(state.g[0, :SIZE], np.full(SIZE, 3.0))
        in_both_engines(net)

    def test_a_shorter_refractory_period_ends_earlier(self) -> None:
        net = network({"tau_refrac": 30.0}, {})
        net.run(30.0)
        assert net.state().frozen.max() > 3
        net.populations[0][:4].tau_refrac = 2.0
        assert net.state().frozen[:4].max() == 2
        again = network({"tau_refrac": np.array([2.0] * 4 + [30.0] * 3)}, {})
        again.restore(net.state())
        in_both_engines(net, again)


def test_a_number_for_all_stays_one() -> None:
    """Global and local values, as ANNarchy calls them."""
    net = network({"a": 0.03, "b": [0.2] * SIZE, "d": Uniform(1, 2)}, {})
    cells = net.populations[0]
    known = ("a", "b", "d", "k2", "v", "v0")
    assert [cells[name].shared for name in known] == [True, False, False, True, False, False]
    assert cells.given["a"] == 0.03
    cells.a[1] = 0.03
    assert not cells.a.shared
    cells.b = 0.25
    assert cells.b.shared
    assert float(cells.b) == cells.given["b"] == 0.25
    cells.d = Normal(2.0, 0.1)
    assert cells.given["d"] == Normal(2.0, 0.1)
    cells.v_peak = net.populations[1].v_peak
    assert cells.v_peak.shared
    assert repr(cells.b) == "<b of <Population 'cells' of 7>: 0.25 1/ms for all 7>"
    assert repr(cells[1:3].c) == "<c of <2 neurons of 'cells'>: -65 mV for all 2>"
    assert repr(cells.v) == "<v of <Population 'cells' of 7>: 7 from -65 to -65 mV>"


def test_values_are_arrays() -> None:
    net = network({"a": np.linspace(0.01, 0.07, SIZE)}, {})
    cells = net.populations[0]
    assert cells.a.mean() == np.mean(cells.a) == np.asarray(cells.a).mean()
    assert cells.a.shape == (SIZE,)
    assert len(cells.a) == len(list(cells.a)) == SIZE
    assert ((cells.a > 0.03) & (cells.a <= cells.a.max())).sum() == 4
    before = np.array(cells.a)
    cells.a *= 2
    cells.a[1:3] += 0.01
    np.testing.assert_array_equal(
        cells.a, np.concatenate([[0.02], before[1:3] * 2 + 0.01, before[3:] * 2])
    )
    values = cells.a
    values -= 0.01
    assert cells.a[0] == 0.02 - 0.01
    np.testing.assert_array_equal(np.sqrt(cells.a), np.sqrt(np.array(cells.a)))
    with pytest.raises(ValueError, match="read-only"):
        cells.a.sort()
    with pytest.raises(ValueError, match="ambiguous"):
        bool(cells.a)
    taken = cells.a[1:3]
    taken[:] = 0.0
    assert cells.a.min() > 0.0


def test_other_names_and_units() -> None:
    net = network({}, {})
    cells = net.populations[0]
    cells.v_thresh = 25.0
    assert cells.V_th[0] == cells.v_peak[0] == cells["v_thresh"][0] == 25.0
    cells.init_v = -0.06 * UNITS.V
    assert cells.v0[0] == cells.v[0] == -60.0
    cells[2].tau_refrac = 0.003 * UNITS.s
    assert cells.tau_refrac[2] == 3.0
    cells["i_offset"] = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]) * UNITS("mV/ms")
    assert cells.neuron(6).i_offset == 7.0
    assert cells[4].rank == cells[2:6][2].rank == 4
    np.testing.assert_array_equal(cells[2:6][1:3].ranks, [3, 4])
    np.testing.assert_array_equal(cells.ranks, np.arange(SIZE))
    assert [neuron.i_offset for neuron in cells[[1, 3]]] == [2.0, 4.0]
    assert net["cells"] is cells
    assert net["back"] is net.projections[2]


def test_a_stimulus_is_set() -> None:
    nets = []
    for late in (False, True):
        net = Network(seed=1, scheme="forward")
        cells = net.population(2, stimulus=None if late else "step(10,5)")
        if late:
            cells.stimulus = "step(10,5)"
        nets.append(net)
    in_both_engines(*nets)
    assert nets[0].populations[0].stimulus == nets[1].populations[0].stimulus


SYNAPSES = st.fixed_dictionaries(
    {},
    optional={
        "weights": st.floats(-3.0, 3.0) | st.just(Uniform(0.0, 2.0)),
        "delays": st.floats(0.6, 30.0) | st.just(Uniform(0.0, 20.0)),
    },
)


@settings(max_examples=40)
@given(synapses=SYNAPSES, options=OPTIONS, seen=st.booleans())
def test_synapses_set_before_a_run(
    synapses: dict[str, Any], options: dict[str, Any], seen: bool
) -> None:
    late = network({}, {}, **options)
    if seen:
        late.state()
    if "weights" in synapses:
        late.projections[0].w = synapses["weights"]
    if "delays" in synapses:
        late.projections[0].delay = synapses["delays"]
    in_both_engines(network({}, synapses, **options), late)


@pytest.mark.parametrize("kind", ["static", "learns", "short term", "dale"])
@pytest.mark.parametrize("distributed", [False, True])
def test_synapses_of_each_kind(kind: str, distributed: bool) -> None:
    def build(**synapses: Any) -> Network:
        net = Network(seed=5, scheme="forward")
        cells = net.population(8, i_offset=6.0, noise=4.0)
        kinds: dict[str, dict[str, Any]] = {
            "static": {},
            "learns": {"plasticity": STDP()},
            "short term": {"short_term": ShortTerm()},
            "dale": {"excitatory_fraction": 0.6},
        }
        options = kinds[kind]
        net.connect(cells, cells, FixedProbability(0.5), **synapses, **options)
        return net

    weights = Uniform(0.0, 3.0) if distributed else 2.0
    delays = Uniform(1.0, 8.0) if distributed else 4.0
    late, built = build(weights=1.0, delays=2.0), build(weights=weights, delays=delays)
    for seen in (False, True):
        if seen:
            late = build(weights=1.0, delays=2.0)
            late.run(0.0)
        late.projections[0].w = weights
        late.projections[0].delay = delays
        np.testing.assert_array_equal(late.projections[0].w, built.weights(built.projections[0]))
        late.run(50.0)
        late.reset()
        in_both_engines(built, late)


@ENGINES
def test_weights_set_between_runs(which: str) -> None:
    net = network({}, {})
    static, learns, _ = net.projections
    with engine.use(which):
        net.run(25.0)
        kept = static.synapses.weights
        static.w[2], learns.w[1:3] = 0.9, [3.0, 4.0]
        static.w *= 2.0
        assert kept[2] == 0.4
        assert static.w[2] == 1.8
        assert net.weights(static)[2] == 1.8
        np.testing.assert_array_equal(net.weights(learns)[1:3], [3.0, 4.0])
        again = network({}, {"weights": np.array(static.w)})
        again.restore(net.state())
    in_both_engines(net, again)
    net.reset()
    np.testing.assert_array_equal(learns.w, np.full(len(learns), 2.0))
    assert static.w[2] == 1.8


@pytest.mark.parametrize("delays", [(3.0, 9.0), (9.0, 3.0), (2.0, 40.0)])
@ENGINES
def test_delays_set_between_runs(delays: tuple[float, float], which: str) -> None:
    """As if one projection fell silent and another one spoke: what is in transit still arrives."""

    def build(*both: tuple[float, float]) -> Network:
        net = Network(seed=2, scheme="forward")
        cells = net.population(20, i_offset=8.0, noise=4.0, name="cells")
        for weight, delay in both:
            net.connect(cells, cells, FixedProbability(0.3), weights=weight, delays=delay)
        # Learning keeps the last spikes, for as long as the longest delay.
        net.connect(cells, cells, FixedProbability(0.2), delays=2.0, plasticity=STDP())
        return net

    one = build((1.5, delays[0]))
    rule = FromMatrix(one.projections[0].synapses.dense())
    two = Network(seed=2, scheme="forward")
    cells = two.population(20, i_offset=8.0, noise=4.0, name="cells")
    first = two.connect(cells, cells, rule, delays=delays[0])
    second = two.connect(cells, cells, rule, delays=delays[1])
    second.w = 0.0
    two.connect(
        cells, cells, FromMatrix(one.projections[1].synapses.dense()), delays=2.0, plasticity=STDP()
    )
    with engine.use(which):
        for net in (one, two):
            net.run(50.0)
        one.projections[0].delay = delays[1]
        first.w, second.w = 0.0, 1.5
        a, b = one.run(200.0), two.run(200.0)
    assert a.times.size > 50
    np.testing.assert_array_equal(a.times, b.times)
    np.testing.assert_array_equal(a.indices, b.indices)
    one.reset()
    in_both_engines(one, build((1.5, delays[1])))


def test_dendrites() -> None:
    net = network({}, {"weights": Uniform(0.0, 1.0)})
    static = net.projections[0]
    matrix = static.synapses.dense()
    for dendrite in static.dendrites:
        np.testing.assert_array_equal(dendrite.w, matrix[dendrite.rank, dendrite.pre_ranks])
        assert len(dendrite) == len(dendrite.pre_ranks) == (~np.isnan(matrix[dendrite.rank])).sum()
    static.dendrite(2).w = 5.0
    static[1].w[0] = 7.0
    static.dendrite(3).delay = 6.0
    changed = static.synapses.dense()
    matrix[2, ~np.isnan(matrix[2])] = 5.0
    matrix[1, static.dendrite(1).pre_ranks[0]] = 7.0
    np.testing.assert_array_equal(changed, matrix)
    assert set(static.dendrite(3).delay) == {6.0}
    assert set(static.dendrite(2).delay) == {2.0}
    assert repr(static.dendrite(2)).startswith("<Dendrite 2 of 'static': ")
    in_both_engines(net)


@ENGINES
def test_rates_set_between_runs(which: str) -> None:
    late, built = network({}, {}), network({}, {})
    rates = np.array([0.0, 100.0, 300.0, 100.0, 100.0])
    late["source"].rate[[0, 2]] = [0.0, 300.0]
    built["source"].rate = rates
    np.testing.assert_array_equal(late["source"].rate, rates)
    with engine.use(which):
        for net in (late, built):
            net.run(20.0)
            net["source"].rate = "step(200,30)"
    in_both_engines(late, built)
    assert late.run(5.0).times is not None


WRONG: list[tuple[Callable[[Network, Population], Any], str]] = [
    (lambda n, p: setattr(p, "aa", 1.0), r"aa = 1.0 .*there are a, b, .*Did you mean a\?"),
    (lambda n, p: setattr(p, "size", 3), "size = 3 .*fixed once <Population 'cells' of 7> is made"),
    (lambda n, p: setattr(p, "conductance", "g_exc"), "conductance = 'g_exc' .*is fixed"),
    (lambda n, p: setattr(p, "ranks", 3), "ranks = 3 .*is fixed"),
    (lambda n, p: setattr(p[1:3], "population", 3), "population = 3 .*is fixed"),
    (lambda n, p: p["nois"], r"name = 'nois' .*there are .*Did you mean noise\?"),
    (lambda n, p: setattr(p, "a", [1.0, 2.0]), r"a = \[1.0, 2.0\] .*\(2,\), but \(7,\) is needed"),
    (lambda n, p: setattr(p[2:5], "a", np.ones(7)), r"the shape \(7,\), but \(3,\) is needed"),
    (lambda n, p: setattr(p, "a", np.ones((7, 1))), r"the shape \(7, 1\), but \(7,\) is needed"),
    (lambda n, p: setattr(p, "b", np.nan), r"b = nan .*must be finite"),
    (lambda n, p: p.v.__setitem__(3, np.inf), r"v = inf .*must be finite"),
    (lambda n, p: setattr(p, "v", 2e6), r"v = 2000000.0 .*must be from -1e\+06 to 1e\+06"),
    (lambda n, p: setattr(p, "d", "8"), r"d = '8' .*must be a number in mV/ms, not text"),
    (lambda n, p: setattr(p, "d", None), r"d = None .*must be a number in mV/ms, not None"),
    (lambda n, p: setattr(p, "noise", -1.0), r"noise = -1.0 .*must be from 0 to inf \(neuron 0"),
    (lambda n, p: p.noise.__setitem__(slice(3, 5), [1, -2]), r"noise = -2.0 .*\(neuron 4 of"),
    (lambda n, p: p.a.__setitem__(7, 0.1), r"a\[…\] = 7 .*some of 7: 3, 2:5, \[1, 4\] or a mask"),
    (lambda n, p: p.a.__setitem__("x", 0.1), r"a\[…\] = 'x' .*must select some of 7"),
    (lambda n, p: p[True], r"cells\[…\] = True .*must select some of 7"),
    (lambda n, p: p[np.ones(3, bool)], r"cells\[…\] = .*must select some of 7"),
    (lambda n, p: p.neuron(7), r"neuron = 7 .*<= 6"),
    (lambda n, p: p.neuron(cast(Any, "a")), r"neuron = 'a' .*must be a number, not text"),
    (lambda n, p: p.__setitem__(cast(Any, slice(3)), 1.0), r"name = slice.*must be a name: popul"),
    (lambda n, p: setattr(p, "c", 40.0), r"c = 40.0 .*must be below v_peak"),
    (lambda n, p: p.set(c=-50.0, v_peak=-55.0), r"c = -50.0 .*must be below v_peak"),
    (lambda n, p: setattr(p, "C", 0.0), r"C = 0.0 .*must be above 0"),
    (lambda n, p: p.set(v_peak=20.0, v_thresh=25.0), r"v_thresh = 25.0 .*v_peak is given twice"),
    (lambda n, p: p.set(v=-60.0, v0=-61.0), r"v0 = -61.0 .*v0 is given twice"),
    (lambda n, p: setattr(p, "g_exc", 1.0), r"g_exc = 1.0 .*it is 0 at time 0: run"),
    (lambda n, p: setattr(p, "g_inh", 1.0), r"g_inh = 1.0 .*lasts one step, .*tau={'inh': 5}"),
    (lambda n, p: setattr(p, "g_x", 1.0), r"g_x = 1.0 .*there are a, b"),
    (lambda n, p: setattr(p, "i_offset", 3 * UNITS.ms), "i_offset = .*cannot be converted to mV"),
    (lambda n, p: n["cell"], r"name = 'cell' .*must be one of cells, others.*Did you mean cells\?"),
    (lambda n, p: setattr(n["static"], "w", np.nan), r"w = nan .*must be finite"),
    (lambda n, p: setattr(n["static"], "w", [1.0]), r"w = \[1.0\] .*the shape \(1,\), but"),
    (lambda n, p: setattr(n["static"], "delay", 0.0), r"delay = 0.0 .*must be above 0 ms"),
    (lambda n, p: setattr(n["static"], "delay", 2e6), r"delay = '2000000 steps' .*at most"),
    (lambda n, p: setattr(n["static"], "weights", 1.0), r"weights = 1.0 .*is fixed once"),
    (lambda n, p: setattr(n["static"], "ww", 1.0), r"ww = 1.0 .*there are w, delay. Did you"),
    (lambda n, p: n["static"]["W"], r"name = 'W' .*there are w, delay"),
    (lambda n, p: n["static"].dendrite(4), r"neuron = 4 .*<= 3"),
    (lambda n, p: n["static"].w.__setitem__(99, 1.0), r"w\[…\] = 99 .*must select some of"),
    (lambda n, p: setattr(n["source"], "rate", -1.0), r"rate = -1.0 .*must be from 0 to 1000 Hz"),
    (lambda n, p: setattr(n["source"], "steps", 1), r"steps = 1 .*is fixed once"),
    (lambda n, p: setattr(n.spike_times([[1.0]]), "rate", 1.0), "rate = 1.0 .*at given times"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "words"), WRONG)
def test_what_is_wrong_is_named_and_changes_nothing(act: Any, words: str) -> None:
    net = network({}, {})
    with pytest.raises(ParameterError, match=words):
        act(net, net.populations[0])
    if len(net.sources) == 1:
        in_both_engines(net, network({}, {}), duration=20.0)


def test_what_learning_could_not_lead_to() -> None:
    net = network({}, {})
    learns = net["learns"]
    net.run(10.0)
    with pytest.raises(ParameterError, match=r"w = 11.0 .*must be from 0 to 10, the limits of"):
        learns.w = 11.0
    with pytest.raises(ParameterError, match=r"delay = 3.0 .*at time 0 only: call reset\(\) first"):
        learns.delay = 3.0
    learns.w = 10.0
    again = network({}, {})
    again.restore(net.state())


def test_delays_for_which_there_is_no_room() -> None:
    net = network({}, {}, memory_limit=400_000)
    with pytest.raises(ParameterError, match=r"delays = 90000.0 .*would need"):
        net["static"].delay = 90_000.0
    in_both_engines(net, network({}, {}))


def test_nothing_is_set_during_a_run() -> None:
    net = network({}, {})
    cells, static = net.populations[0], net["static"]
    run = net.running(100.0)
    next(run)
    for part, name in (
        (cells, "a"),
        (cells[1:2], "v"),
        (cells, "stimulus"),
        (static, "w"),
        (net["source"], "rate"),
    ):
        with pytest.raises(SimulationError, match="already running"):
            setattr(part, name, 1.0)
    assert cells.v.size == SIZE
    run.close()
    cells.a = 0.03


def test_copies_are_independent() -> None:
    net = network({}, {})
    net.run(10.0)
    net["static"].w = 0.4
    other = pickle.loads(pickle.dumps(net))
    in_both_engines(net, other)  # they are deep copies of both
    other.populations[0].i_offset = 20.0
    other["static"].w = 3.0
    assert other["static"].synapses.weights[0] == other["static"].w[0] == 3.0
    assert net.populations[0].i_offset[0] == 6.0
    assert net["static"].w[0] == 0.4
    in_both_engines(net, deepcopy(net))


def test_the_origin_is_forgotten_with_a_change() -> None:
    net = network({}, {})
    net.origin = ("ring", {})
    assert net.populations[0].v.size == SIZE
    assert net.origin
    net.populations[0].a = 0.03
    assert net.origin is None
