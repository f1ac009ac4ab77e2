"""Gap junctions: closed forms, a plain loop, and what is refused."""

from __future__ import annotations

import io
from math import exp
from typing import Any

import numpy as np
import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import CELL_TYPES, Network, ParameterError, engine
from izhikevich.errors import IzhikevichWarning
from izhikevich.export.network_inputs import check_written
from izhikevich.network import (
    AllToAll,
    DistanceDependent,
    FixedInDegree,
    FixedProbability,
    FromMatrix,
    FromTriples,
    Normal,
    OneToOne,
    ShortTerm,
    SmallWorld,
    Uniform,
)

UNITS: Any = pint.UnitRegistry()
ENGINES = pytest.mark.parametrize("which", engine.ENGINES)
#: Cells whose u stays 0: v' = 0.04 (v + 82.66) (v + 42.34), at rest at the lower root.
STILL: Any = {"a": 0.0, "b": 0.0, "d": 0.0, "u0": 0.0}
REST = float(np.roots([0.04, 5.0, 140.0]).min())
LEAK = -(0.08 * REST + 5.0)  # 1/ms, near rest


def pairs_of(coupling: Any) -> set[tuple[int, int]]:
    found = coupling.synapses.triples()
    return set(zip(found.pre.tolist(), found.post.tolist(), strict=True))


@ENGINES
@pytest.mark.parametrize("g", [0.0, 0.3, 1.0])
def test_two_cells_relax_together(which: str, g: float) -> None:
    """The difference of two voltages falls by 1 - dt (leak + 2 g) a step; their mean as if alone.

    With v1 and v2 a little above and below rest the square cancels in the difference.
    """
    net = Network(dt=0.01, scaling="charge", scheme="forward")
    cells = net.population(2, v0=[REST + 1e-3, REST - 1e-3], **STILL)
    net.couple(cells, cells, conductance=g)
    with engine.use(which):
        course = net.run(1.0, {cells: [0, 1]})
    apart = course.course(cells, 0).v - course.course(cells, 1).v
    expected = 2e-3 * (1.0 - 0.01 * (LEAK + 2.0 * g)) ** np.arange(1, 101)
    np.testing.assert_allclose(apart, expected, rtol=1e-5, atol=1e-12)
    assert apart[-1] == pytest.approx(2e-3 * exp(-(LEAK + 2.0 * g)), rel=0.08)


@ENGINES
def test_a_current_into_one_cell_moves_the_other(which: str) -> None:
    """The coupling coefficient of two passive cells is g / (g + leak)."""
    net = Network(dt=0.1, scaling="charge", scheme="forward")
    one = net.population(1, name="one", i_offset=1e-4, v0=REST, **STILL)
    other = net.population(1, name="other", v0=REST, **STILL)
    net.couple(other, one, conductance=0.2)
    with engine.use(which):
        net.run(100.0)
    driven, led = float(one.v) - REST, float(other.v) - REST
    assert led / driven == pytest.approx(0.2 / (0.2 + LEAK), rel=1e-3)
    assert driven + led == pytest.approx(1e-4 / LEAK, rel=1e-3)  # none is lost between them


@ENGINES
@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("scaling", ["step", "charge"])
def test_the_currents_of_a_plain_loop(which: str, precision: str, scaling: str) -> None:
    net = Network(dt=0.5, seed=3, precision=precision, scaling=scaling, scheme="forward")
    a = net.population(20, i_offset=Uniform(0.0, 9.0), v0=Uniform(-70.0, -50.0), name="a")
    b = net.population(12, "FS", i_offset=5.0, v0=Uniform(-70.0, -50.0), name="b")
    within = net.couple(a, a, FixedProbability(0.4), conductance=Uniform(0.0, 0.05))
    between = net.couple(b, a, FixedProbability(0.3), conductance=Normal(0.02, 0.004))
    with engine.use(which):
        for _ in range(60):
            v = np.concatenate([a.v, b.v])
            expected = np.concatenate([a.i_offset, b.i_offset])
            for coupling, first, second in ((within, 0, 0), (between, 20, 0)):
                for i, j, g, _delay in zip(*coupling.synapses.triples(), strict=True):
                    expected[first + i] += g * (v[second + j] - v[first + i])
                    expected[second + j] += g * (v[first + i] - v[second + j])
            found = net.run(0.5, {a: range(20), b: range(12)})
            current = [found.course(p, k).current[0] for p in (a, b) for k in range(p.size)]
            rtol = 1e-12 if precision == "float64" else 1e-4
            np.testing.assert_allclose(current, expected, rtol=rtol, atol=rtol)
    assert net.time == 30.0


@ENGINES
def test_cells_of_2007_in_their_units(which: str) -> None:
    """1 nS and 1 mV make 1 pA."""
    net = Network(dt=0.1, scaling="charge", scheme="forward")
    cells = net.population(2, "RS_2007", v0=[-60.0, -50.0], u0=0.0)
    coupling = net.couple(cells, cells, conductance=3.0)
    assert coupling.unit("conductance") == "nS"
    with engine.use(which):
        found = net.run(0.1, {cells: [0, 1]})
    currents = [found.course(cells, k).current[0] for k in (0, 1)]
    assert currents == pytest.approx([30.0, -30.0])
    net = Network(scheme="forward")
    old, new = net.population(2, "RS"), net.population(2, "RS_2007")
    assert float(net.couple(new, new, conductance=3e-3 * UNITS.uS).conductance) == pytest.approx(
        3.0
    )
    assert float(net.couple(old, old, conductance=50.0 / UNITS.s).conductance) == pytest.approx(
        0.05
    )
    with pytest.raises(ParameterError, match=r"conductance = .* cannot be converted to nS"):
        net.couple(new, new, conductance=0.05 / UNITS.ms)
    with pytest.raises(ParameterError, match=r"post = .* must be of the same form as population 1"):
        net.couple(old, new, conductance=1.0)


@ENGINES
def test_conductances_that_are_set_between_runs(which: str) -> None:
    def make(g: Any) -> tuple[Network, Any, Any]:
        net = Network(seed=2, scheme="forward")
        cells = net.population(6, i_offset=Uniform(3.0, 9.0), v0=Uniform(-75.0, -55.0))
        return net, cells, net.couple(cells, cells, conductance=g)

    net, cells, coupling = make(0.05)
    assert coupling.conductance.shared
    assert len(coupling) == 15
    with engine.use(which):
        net.run(20.0)
        start = net.state()
        coupling.conductance = np.linspace(0.0, 0.02, 15)
        coupling.conductance[3] = 0.05
        assert not coupling.conductance.shared
        one = net.run(30.0)
        wanted = np.linspace(0.0, 0.02, 15)
        wanted[3] = 0.05
        other, _, _ = make(wanted)
        other.restore(start)
        two = other.run(30.0)
    np.testing.assert_array_equal(one.times, two.times)
    np.testing.assert_array_equal(np.array(cells.v), np.array(other.populations[0].v))
    for wrong, words in ((-0.1, "conductance = -0.1 .*at least 0"), (np.inf, "finite")):
        with pytest.raises(ParameterError, match=words):
            coupling.conductance = wrong
    with pytest.raises(ParameterError, match="there are conductance"):
        coupling["w"]


@settings(deadline=None, max_examples=60)
@given(
    n=st.integers(1, 30),
    seed=st.integers(0, 1000),
    rule=st.sampled_from(
        [AllToAll(self_connections=True), FixedProbability(0.5, True), DistanceDependent(0.9, 0.2)]
    ),
)
def test_within_a_population_each_pair_has_one_junction(n: int, seed: int, rule: Any) -> None:
    net = Network(seed=seed, scheme="forward")
    cells = net.population(n)
    found = net.couple(cells, cells, rule, conductance=0.001)
    pairs = pairs_of(found)
    assert len(pairs) == len(found)
    assert all(i < j for i, j in pairs)
    if isinstance(rule, AllToAll):
        assert len(found) == n * (n - 1) // 2


def test_how_many_pairs_random_rules_couple() -> None:
    n = 400
    net = Network(seed=5, scheme="forward")
    cells = net.population(n)
    couple: Any = lambda rule: net.couple(cells, cells, rule, conductance=1e-5)  # noqa: E731
    expected = 0.1 * n * (n - 1) / 2
    assert abs(len(couple(FixedProbability(0.1))) - expected) < 4 * np.sqrt(expected)
    around = couple(FixedInDegree(8)).synapses
    degrees = around.out_degrees() + around.in_degrees()
    assert degrees.mean() == pytest.approx(8.0, abs=0.4)
    ring = couple(SmallWorld(4, 0.0)).synapses
    assert (ring.out_degrees() + ring.in_degrees() == 4).all()
    assert len(couple(OneToOne())) == 0  # none is coupled to itself


def test_lists_and_matrices() -> None:
    net = Network(scheme="forward")
    cells, others = net.population(4), net.population(3)
    listed = net.couple(cells, cells, FromTriples([3, 0], [1, 2]), conductance=[0.1, 0.2])
    assert pairs_of(listed) == {(1, 3), (0, 2)}
    assert listed.synapses.triples().weights.tolist() == [0.2, 0.1]
    matrix = np.full((4, 4), np.nan)
    matrix[1, 3] = matrix[3, 1] = 0.05
    given = net.couple(cells, cells, FromMatrix(matrix))
    assert pairs_of(given) == {(1, 3)}
    assert given.conductance.shared
    both = net.couple(cells, others, FromTriples([3, 0], [1, 2], [0.3, 0.4]))
    assert pairs_of(both) == {(3, 1), (0, 2)}
    assert net["coupling 2"] is given


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda n, c: n.couple(c, c), "conductance = None .* must be given"),
        (lambda n, c: n.couple(c, c, conductance=-1.0), r"conductance = -1.0 .*at least 0"),
        (lambda n, c: n.couple(c, c, conductance=[1.0]), r"conductance = .*\(10,\) is needed"),
        (lambda n, c: n.couple(c, n.poisson(3, 1.0), conductance=1.0), "post = .*a population of"),
        (lambda n, c: n.couple("c", c, conductance=1.0), "pre = 'c' .*a population of this"),
        (
            lambda n, c: n.couple(c, c, FromTriples([1], [1]), conductance=1.0),
            "post = 1 .* is also pre",
        ),
        (
            lambda n, c: n.couple(c, c, FromTriples([1], [2], None, [3.0]), conductance=1.0),
            "rule = .* has delays, but gap junctions act without",
        ),
        (
            lambda n, c: n.couple(c, c, FromMatrix(np.triu(np.full((5, 5), 0.1)))),
            "matrix = .* must be symmetric",
        ),
        (
            lambda n, c: n.couple(c, c, FromMatrix(np.ones((5, 5))), conductance=0.1),
            "conductance = 0.1 .* provides its own conductance",
        ),
    ],
)
def test_errors(act: Any, words: str) -> None:
    net = Network(scheme="forward")
    with pytest.raises(ParameterError, match=words):
        act(net, net.population(5, name="cells"))
    assert not net.couplings


def test_a_warning_of_steps_that_are_too_long() -> None:
    net = Network(dt=0.5, scaling="charge", scheme="forward")
    cells = net.population(5, name="cells")
    new = net.population(5, "RS_2007", name="new")
    net.couple(new, new, conductance=49.0)  # 4 x 49 nS of 100 pF in 0.5 ms: 0.98
    coupling = net.couple(cells, cells, conductance=0.49)
    text = r"neuron 0 of cells have 2\.4 1/ms together: with dt = 0\.5 ms .* Use a smaller dt"
    with pytest.warns(IzhikevichWarning, match=text):
        coupling.conductance = 0.6
    with pytest.warns(IzhikevichWarning, match=r"of new have 204 nS together"):
        net.couple(new, new, conductance=51.0)


@ENGINES
def test_they_are_saved(which: str) -> None:
    net = Network(seed=4, scheme="forward")
    cells = net.population(8, i_offset=Uniform(3.0, 9.0), noise=2.0)
    net.couple(cells, cells, FixedProbability(0.6), conductance=Uniform(0.0, 0.1), name="gap")
    with engine.use(which):
        net.run(20.0)
        file = io.BytesIO()
        net.save(file)
        file.seek(0)
        back = Network.from_file(file)
        one, two = net.run(50.0), back.run(50.0)
    np.testing.assert_array_equal(one.times, two.times)
    assert repr(back["gap"]) == repr(net["gap"])
    back.reset()
    back["gap"].conductance = net["gap"].conductance = Uniform(0.0, 0.2)
    np.testing.assert_array_equal(back["gap"].conductance, net["gap"].conductance)


def test_other_programs_do_not_get_a_network_without_them() -> None:
    net = Network(scheme="forward")
    cells = net.population(3)
    net.couple(cells, cells, conductance=0.1, name="gap")
    net.connect(cells, cells, short_term=ShortTerm(), name="tiring")
    with pytest.raises(ParameterError, match=r"network = 'gap, tiring' .*gap junctions"):
        check_written(net)


def test_all_cells_couple() -> None:
    for name in CELL_TYPES:
        net = Network(dt=0.1, scaling="charge", scheme="forward")
        cells = net.population(2, name, v0=[-60.0, -50.0])
        net.couple(cells, cells, conductance=0.01)
        net.run(1.0)
        assert np.isfinite(cells.v).all()
