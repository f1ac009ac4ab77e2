"""Rules of connection: exact facts, statistics, the same on every machine, errors by name."""

from collections import Counter
from math import comb, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from izhikevich import ParameterError
from izhikevich.network.connectivity import (
    AllToAll,
    DistanceDependent,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    FixedTotal,
    FromMatrix,
    FromTriples,
    Grid,
    OneToOne,
    Pairs,
    Ring,
    Rule,
    SmallWorld,
)
from izhikevich.network.connectivity.sampling import hits, places
from scipy import sparse, stats

#: Probability below which a test of a fixed sample would be a finding.
RARE = 1e-3
PROBABLE = [3, 2, 4]
DEGREE = [0, 1, 4, 2, 4, 8, 2, 3, 7]
LEFT_OUT = [1, 2, 3, 1, 2, 3, 0, 1, 3]
NEAR = [(1, 0), (2, 1)]
TOTAL = [(0, 0), (0, 3), (0, 4), (1, 2)]
SMALL_WORLD = [*zip([0, 0, 1, 1, 2, 2, 3, 3, 4, 4], [2, 3, 0, 4, 0, 3, 1, 2, 1, 2], strict=True)]
sizes = st.integers(1, 40)
seeds = st.integers(0, 2**64 - 1)


def degree_rules() -> st.SearchStrategy[Rule]:
    degrees = st.builds(FixedInDegree, st.integers(0, 50), st.booleans(), st.booleans())
    return degrees | st.builds(FixedOutDegree, st.integers(0, 50), st.booleans(), st.booleans())


def rules() -> st.SearchStrategy[Rule]:
    p = st.floats(0, 1)
    near = st.builds(
        DistanceDependent,
        p,
        st.floats(1e-3, 10),
        periodic=st.booleans(),
        cutoff=st.none() | st.floats(0, 2),
        self_connections=st.booleans(),
        profile=st.sampled_from(["gaussian", "exponential"]),
    )
    every = st.builds(AllToAll, st.booleans()) | st.builds(FixedProbability, p, st.booleans())
    total = st.builds(FixedTotal, st.integers(0, 400), st.booleans(), st.booleans())
    small_world = st.builds(SmallWorld, st.integers(0, 9).map(lambda half: 2 * half), p)
    return every | near | degree_rules() | total | small_world


def sources(pairs: Pairs) -> np.ndarray:
    return np.repeat(np.arange(pairs.starts.size - 1), np.diff(pairs.starts))


def listed(pairs: Pairs) -> list[tuple[int, int]]:
    return list(zip(sources(pairs).tolist(), pairs.targets.tolist(), strict=True))


def built(rule: Rule, n_pre: int, n_post: int, same: bool, seed: int) -> Pairs:
    """Build, unless there are too few neurons to choose from."""
    if isinstance(rule, (FixedInDegree, FixedOutDegree)):
        others = n_pre if isinstance(rule, FixedInDegree) else n_post
        others -= same and not rule.self_connections
        assume(rule.k <= others or (rule.multapses and others > 0))
    if isinstance(rule, FixedTotal):
        pairs = n_pre * (n_post - (same and not rule.self_connections))
        assume(rule.n <= pairs or (rule.multapses and pairs > 0))
    if isinstance(rule, SmallWorld):
        assume(same and rule.k <= (n_pre - 1) // 2)
    return rule.build(n_pre, n_post, same, seed, 3)


@given(rules(), sizes, sizes, st.booleans(), seeds)
def test_rows_are_sound(rule: Rule, n_pre: int, n_post: int, same: bool, seed: int) -> None:
    n_post = n_pre if same else n_post
    pairs = built(rule, n_pre, n_post, same, seed)
    assert pairs.starts.dtype == np.int64
    assert pairs.targets.dtype == np.int32
    assert pairs.starts.shape == (n_pre + 1,)
    assert pairs.starts[0] == 0
    assert pairs.starts[-1] == pairs.targets.size
    assert (np.diff(pairs.starts) >= 0).all()
    assert ((pairs.targets >= 0) & (pairs.targets < n_post)).all()
    key = sources(pairs) * n_post + pairs.targets
    assert (np.diff(key) >= (0 if getattr(rule, "multapses", False) else 1)).all()
    if same and not getattr(rule, "self_connections", False):
        assert (sources(pairs) != pairs.targets).all()
    again = rule.build(n_pre, n_post, same, seed, 3)
    np.testing.assert_array_equal(again.targets, pairs.targets)
    np.testing.assert_array_equal(again.starts, pairs.starts)


@given(degree_rules(), sizes, sizes, st.booleans(), seeds)
def test_degrees_are_exact(rule: Rule, n_pre: int, n_post: int, same: bool, seed: int) -> None:
    assert isinstance(rule, (FixedInDegree, FixedOutDegree))
    n_post = n_pre if same else n_post
    pairs = built(rule, n_pre, n_post, same, seed)
    out = np.diff(pairs.starts)
    into = np.bincount(pairs.targets, minlength=n_post)
    assert ((into if isinstance(rule, FixedInDegree) else out) == rule.k).all()
    assert pairs.targets.size == rule.expected(n_pre, n_post, same)


@given(sizes, sizes, st.booleans(), st.booleans())
def test_all_to_all(n_pre: int, n_post: int, same: bool, own: bool) -> None:
    n_post = n_pre if same else n_post
    wanted = [(i, j) for i in range(n_pre) for j in range(n_post) if own or not same or i != j]
    everyone = (AllToAll(own), FixedProbability(1.0, own), DistanceDependent(1.0, 1e9))
    for rule in everyone[: 3 if not own else 2]:
        assert listed(rule.build(n_pre, n_post, same)) == wanted
        assert rule.expected(n_pre, n_post, same) == pytest.approx(len(wanted))


def test_one_to_one() -> None:
    assert listed(OneToOne().build(3, 3)) == [(0, 0), (1, 1), (2, 2)]
    with pytest.raises(ParameterError, match=r"n_post = 4 .*n_pre = 3"):
        OneToOne().build(3, 4)


@pytest.mark.parametrize("p", [1e-6, 1e-3, 0.1, 0.5, 0.97])
@pytest.mark.parametrize("same", [False, True])
def test_number_of_hits_is_binomial(p: float, same: bool) -> None:
    n = 2000
    pairs = FixedProbability(p).build(n, n, same, 5, 6)
    places = n * (n - 1 if same else n)
    assert stats.binomtest(pairs.targets.size, places, p).pvalue > RARE
    if p >= 1e-3:
        columns = n - 1 if same else n
        for degrees in (np.diff(pairs.starts), np.bincount(pairs.targets, minlength=n)):
            expected, variance = p * columns, p * (1 - p) * columns
            chi = float(((degrees - expected) ** 2).sum() / variance)
            assert RARE < stats.chi2.cdf(chi, n) < 1 - RARE


def test_pairs_are_independent() -> None:
    """With three places all eight outcomes have their probabilities."""
    p, count = 0.3, Counter[tuple[int, ...]]()
    for seed in range(4000):
        count[tuple(FixedProbability(p).build(1, 3, seed=seed).targets.tolist())] += 1
    outcomes = [(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]
    expected = [4000 * p ** len(o) * (1 - p) ** (3 - len(o)) for o in outcomes]
    assert stats.chisquare([count[o] for o in outcomes], expected).pvalue > RARE


@pytest.mark.parametrize("p", [0.0, 1e-300, 5e-324, 1e-17])
def test_hardly_any_probability(p: float) -> None:
    assert FixedProbability(p).build(10_000, 10_000).targets.size == 0


def test_places_beyond_32_bits() -> None:
    total = 10**14
    found = np.concatenate([positions for _, positions in hits(1e-10, total, 1, 2)])
    assert found.dtype == np.int64
    assert stats.binomtest(found.size, total, 1e-10).pvalue > RARE
    assert stats.kstest(found / total, "uniform").pvalue > RARE


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_all_sets_are_equally_likely(k: int) -> None:
    """Also where the neurons left out are drawn (k > 2 of 5)."""
    rows = 20_000
    pairs = FixedOutDegree(k).build(rows, 5, seed=k)
    count = Counter(map(tuple, pairs.targets.reshape(rows, k).tolist()))
    sets = stats.binom(5, 0.5).pmf(k) * 32
    assert len(count) == round(sets)
    assert stats.chisquare(list(count.values())).pvalue > RARE


def test_draws_with_replacement() -> None:
    rows = 20_000
    pairs = FixedInDegree(2, multapses=True).build(3, rows, seed=1)
    order = np.argsort(pairs.targets, kind="stable")
    count = Counter(map(tuple, sources(pairs)[order].reshape(rows, 2).tolist()))
    drawn = {(0, 0): 1, (1, 1): 1, (2, 2): 1, (0, 1): 2, (0, 2): 2, (1, 2): 2}
    seen = [count[pair] for pair in drawn]
    assert stats.chisquare(seen, [rows * w / 9 for w in drawn.values()]).pvalue > RARE


@given(sizes, sizes, st.booleans(), st.booleans(), st.booleans(), seeds, st.data())
def test_totals_are_exact(
    n_pre: int, n_post: int, same: bool, own: bool, many: bool, seed: int, data: st.DataObject
) -> None:
    n_post = n_pre if same else n_post
    most = n_pre * (n_post - (same and not own))
    n = data.draw(st.integers(0, 2 * most if many else most))
    rule = FixedTotal(n, own, many)
    assert rule.build(n_pre, n_post, same, seed).targets.size == n == rule.expected(n_pre, n_post)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_all_sets_of_pairs_are_equally_likely(n: int) -> None:
    """Also where the pairs left out are drawn (n > 3 of 6)."""
    count = Counter(tuple(listed(FixedTotal(n).build(2, 3, seed=seed))) for seed in range(6000))
    assert len(count) == comb(6, n)
    assert stats.chisquare(list(count.values())).pvalue > RARE


def test_totals_with_replacement() -> None:
    count = Counter[tuple[int, int]]()
    for seed in range(3000):
        count.update(listed(FixedTotal(4, multapses=True).build(2, 3, seed=seed)))
    assert stats.chisquare(list(count.values())).pvalue > RARE


def test_places_of_very_many_pairs() -> None:
    total = 10**14
    found = places(20_000, total, 3, 4)
    assert found.dtype == np.int64
    assert (np.diff(found) > 0).all()
    assert stats.kstest(found / total, "uniform").pvalue > RARE
    assert stats.kstest(found % 1000 / 1000, "uniform").pvalue > RARE  # the last digits, too


def neighbours(n: int, k: int) -> set[tuple[int, int]]:
    steps = [step for step in range(-k // 2, k // 2 + 1) if step]
    return {(i, (i + step) % n) for i in range(n) for step in steps}


def test_a_small_world_between_ring_and_chance() -> None:
    n, k = 40, 6
    assert set(listed(SmallWorld(k, 0.0).build(n, n, True))) == neighbours(n, k)
    for seed in range(20):
        pairs = SmallWorld(k, 1.0).build(n, n, True, seed)
        assert not neighbours(n, k) & set(listed(pairs))
        assert (np.diff(pairs.starts) == k).all()


def test_synapses_of_a_small_world_move_by_chance() -> None:
    """As many as the probability says, to each of the other neurons alike (Watts, Strogatz)."""
    n, k, p, runs = 20, 4, 0.3, 400
    near, moved = neighbours(n, k), np.zeros(n)
    for seed in range(runs):
        pairs = listed(SmallWorld(k, p).build(n, n, True, seed))
        assert len(set(pairs)) == n * k
        for pre, post in set(pairs) - near:
            moved[(post - pre) % n] += 1
    assert stats.binomtest(int(moved.sum()), n * k * runs, p).pvalue > RARE
    others = moved[k // 2 + 1 : n - k // 2]
    assert others.sum() == moved.sum()
    assert stats.chisquare(others).pvalue > RARE


def test_frozen_pairs() -> None:
    """These stay: networks in stored links, and in the browser, are made of them."""
    assert FixedProbability(0.3).build(3, 6, seed=1, stream=2).targets.tolist() == PROBABLE
    assert FixedOutDegree(3).build(3, 9, False, 1, 2).targets.tolist() == DEGREE
    assert FixedOutDegree(3).build(3, 4, seed=1, stream=2).targets.tolist() == LEFT_OUT
    near = DistanceDependent(0.9, 0.1).build(6, 6, True, 1, 2)
    assert listed(near) == NEAR
    assert listed(FixedTotal(4).build(3, 5, seed=1, stream=2)) == TOTAL
    assert listed(SmallWorld(2, 0.5).build(5, 5, True, 1, 2)) == SMALL_WORLD


def kernel(square: np.ndarray, rule: DistanceDependent) -> np.ndarray:
    if rule.profile == "gaussian":
        p = rule.p_max * np.exp(-square / (2 * rule.sigma**2))
    else:
        p = rule.p_max * np.exp(-np.sqrt(square) / rule.sigma)
    return p if rule.cutoff is None else np.where(square <= rule.cutoff**2 * (1 + 1e-9), p, 0.0)


def squares(rule: DistanceDependent, n_pre: int, n_post: int) -> np.ndarray:
    """Squared distances of all pairs, in the plain way."""
    pre, post = rule.layout, rule.post_layout or rule.layout
    shapes = [
        (1, n) if isinstance(x, Ring) else (x.rows, x.columns)
        for x, n in ((pre, n_pre), (post, n_post))
    ]
    longer = max(shapes[0])
    total = np.zeros((n_pre, n_post))
    for axis in (0, 1):
        length = shapes[0][axis] / longer
        a, b = (
            (np.indices(shape)[axis].reshape(-1) + 0.5) / shape[axis] * length for shape in shapes
        )
        apart = np.abs(a[:, None] - b)
        if rule.periodic:
            apart = np.minimum(apart, length - apart)
        total += apart**2
    return total


EXPONENTIAL: Any = {"profile": "exponential"}
NEAR_RULES = [
    (DistanceDependent(0.8, 0.1, **EXPONENTIAL), 60, 60),
    (DistanceDependent(0.9, 0.004, **EXPONENTIAL), 50, 75),
    (DistanceDependent(0.9, 0.15, periodic=False, cutoff=0.4, **EXPONENTIAL), 50, 30),
    (DistanceDependent(0.8, 0.1, Grid(6, 9), **EXPONENTIAL), 54, 54),
    (DistanceDependent(0.8, 0.1, **EXPONENTIAL), 500, 600),
    (DistanceDependent(0.9, 0.05, periodic=False, **EXPONENTIAL), 600, 500),
    (DistanceDependent(0.9, 0.06, Grid(15, 20), **EXPONENTIAL), 300, 300),
    (DistanceDependent(0.9, 0.1, Grid(15, 20), Grid(20, 13), False, **EXPONENTIAL), 300, 260),
    (DistanceDependent(0.8, 0.1), 60, 60),
    (DistanceDependent(1.0, 0.02), 60, 60),
    (DistanceDependent(0.5, 0.004), 50, 75),
    (DistanceDependent(0.7, 0.3), 40, 25),
    (DistanceDependent(0.9, 0.15, periodic=False), 50, 30),
    (DistanceDependent(0.9, 0.15, cutoff=0.2), 50, 50),
    (DistanceDependent(0.8, 0.1, Grid(6, 9)), 54, 54),
    (DistanceDependent(0.8, 0.2, Grid(9, 6), Grid(3, 2)), 54, 6),
    (DistanceDependent(0.8, 0.1, Grid(3, 4), Grid(9, 8), periodic=False), 12, 72),
    (DistanceDependent(1.0, 2.0, Grid(6, 6), cutoff=0.5), 36, 36),
    (DistanceDependent(0.6, 0.5, Grid(1, 30), periodic=False), 30, 30),
    # Enough pairs for the surroundings to be cut into rectangles:
    (DistanceDependent(0.8, 0.1), 300, 400),
    (DistanceDependent(0.8, 0.1, periodic=False), 300, 300),
    (DistanceDependent(0.7, 0.06, Grid(15, 20), cutoff=0.25), 300, 300),
    (DistanceDependent(0.9, 0.08, Grid(20, 15), Grid(11, 9)), 300, 99),
    (DistanceDependent(0.9, 0.3, Grid(15, 20), Grid(20, 13), periodic=False), 300, 260),
]


@pytest.mark.parametrize(("rule", "n_pre", "n_post"), NEAR_RULES)
def test_probability_by_distance(rule: DistanceDependent, n_pre: int, n_post: int) -> None:
    """Each pair is as frequent as its distance says: many networks, counted pair by pair."""
    runs = 400 if n_pre < 100 else 100 if n_pre < 500 else 40
    count = np.zeros((n_pre, n_post))
    for seed in range(runs):
        pairs = rule.build(n_pre, n_post, False, seed, 1)
        count[sources(pairs), pairs.targets] += 1
    p = kernel(squares(rule, n_pre, n_post), rule)
    assert (count[p == 0] == 0).all()
    assert (count[p == 1] == runs).all()
    often = (p > 0.05) & (p < 1)
    z = (count[often] - runs * p[often]) / np.sqrt(runs * p[often] * (1 - p[often]))
    if z.size:
        assert RARE < stats.chi2.cdf(float((z**2).sum()), z.size) < 1 - RARE
        assert np.abs(z).max() < 6
    total, variance = runs * p.sum(), runs * (p * (1 - p)).sum()
    assert abs(count.sum() - total) < 4 * sqrt(variance) + 1e-6
    assert rule.expected(n_pre, n_post) > p.sum() * 0.999


@pytest.mark.parametrize("profile", ["gaussian", "exponential"])
def test_near_neurons_of_a_large_sheet(profile: str) -> None:
    """Both profiles have 2 pi sigma^2 neighbours on a sheet of unlimited size."""
    side, sigma = 300, 0.01
    rule = DistanceDependent(0.5, sigma, Grid(side, side), profile=profile)
    pairs = rule.build(side**2, side**2, True, 1)
    expected = side**2 * 0.5 * (2 * np.pi * (sigma * side) ** 2 - 1)
    # The sum over places of an exponential, which has a tip, is a little above its integral.
    tip = 0.01 * expected if profile == "exponential" else 0.0
    assert abs(pairs.targets.size - expected) < 5 * sqrt(expected) + tip
    assert rule.expected(side**2, side**2, True) == pytest.approx(expected, rel=0.35)


@given(st.integers(1, 12), st.integers(1, 12), st.booleans(), st.floats(0.01, 3))
def test_all_within_a_cutoff(rows: int, columns: int, periodic: bool, cutoff: float) -> None:
    rule = DistanceDependent(
        1.0, 1e9, Grid(rows, columns), periodic=periodic, cutoff=cutoff, self_connections=True
    )
    n = rows * columns
    square = squares(rule, n, n)
    assume(not (np.abs(square - cutoff**2) < 1e-8 * cutoff**2).any())
    assert listed(rule.build(n, n, True)) == list(
        zip(*(x.tolist() for x in np.nonzero(square <= cutoff**2)), strict=True)
    )


def test_matrix() -> None:
    nan = np.nan
    weights: Any = [[1.0, None, 0.0], [nan, -2.0, 3.0]]
    pairs = FromMatrix(weights).build(3, 2)
    assert listed(pairs) == [(0, 0), (1, 1), (2, 1)]
    assert pairs.weights is not None
    assert pairs.weights.tolist() == [1.0, -2.0, 3.0]
    assert listed(FromMatrix(weights, keep_zeros=True).build(3, 2)) == [
        *listed(pairs)[:2],
        (2, 0),
        (2, 1),
    ]
    assert listed(FromMatrix(weights, "pre_post").build(2, 3)) == [(0, 0), (1, 1), (1, 2)]
    assert FromMatrix(weights).expected(3, 2) == 3


def test_matrix_is_copied() -> None:
    weights = np.ones((2, 2))
    rule = FromMatrix(weights)
    weights[:] = 5.0
    pairs = rule.build(2, 2)
    assert pairs.weights is not None
    assert (pairs.weights == 1.0).all()


def test_triples_keep_their_order() -> None:
    rule = FromTriples([1, 0, 1, 1], [2, 0, 0, 2], [1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0])
    pairs = rule.build(2, 3)
    assert listed(pairs) == [(0, 0), (1, 0), (1, 2), (1, 2)]
    assert pairs.weights is not None
    assert pairs.delays is not None
    assert pairs.weights.tolist() == [2.0, 3.0, 1.0, 4.0]
    assert pairs.delays.tolist() == [6.0, 7.0, 5.0, 8.0]
    assert pairs.order is not None
    assert pairs.order.tolist() == [1, 2, 0, 3]
    assert listed(FromTriples([], []).build(2, 3)) == []


def test_sparse_matrix() -> None:
    dense = np.array([[0.0, 2.0, 0.0], [1.0, 0.0, -3.0]])
    for kind in (sparse.coo_matrix, sparse.csr_matrix, sparse.csc_array):
        for layout, shape in (("post_pre", (3, 2)), ("pre_post", (2, 3))):
            got = FromTriples.from_sparse(kind(dense), layout).build(*shape)
            wanted = FromMatrix(dense, layout).build(*shape)
            assert listed(got) == listed(wanted)
            np.testing.assert_array_equal(got.weights, wanted.weights)


TABLES = {
    "heading": "pre,post,weight,delay\n0,1,0.5,2\n2,0,-1.5,3.5\n",
    "no heading": "0,1,0.5,2\n2,0,-1.5,3.5\n",
    "other order": "delay;to;note;weight;from\n2;1;a;0.5;0\n3.5;0;;-1.5;2\n",
    "decimal commas": "source\ttarget\tw\tdelay (ms)\n0\t1\t0,5\t2,0\n2\t0\t-1,5\t3,5\n",
    "spaces and comments": "# made by hand\n\n0 1 5e-1 2.0\n// the other\n2 0 -1.5 3.5\n",
    "seconds": "i,j,w,delay (s)\n0,1,0.5,0.002\n2,0,-1.5,0.0035\n",
    "quoted": '"pre","post","weight","delay_ms"\r\n"0","1","0.5","2"\r\n2,0,-1.5,3.5\r\n',
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("first", [0, 1])
def test_tables_of_synapses(name: str, first: int, tmp_path: Path) -> None:
    text = TABLES[name]
    (tmp_path / "synapses.csv").write_text(text, encoding="utf-8-sig")
    wanted = FromTriples([0, 2], [1, 0], [0.5, -1.5], [2.0, 3.5]).build(3, 2)
    if first:  # the same neurons, counted from 1
        rule = FromTriples.from_csv("pre,post,weight,delay\n1,2,0.5,2\n3,1,-1.5,3.5\n", first=1)
        found = [rule.build(3, 2)]
    else:
        found = [
            FromTriples.from_csv(file).build(3, 2)
            for file in (text, tmp_path / "synapses.csv", str(tmp_path / "synapses.csv"))
        ]
    for pairs in found:
        assert listed(pairs) == listed(wanted)
        assert pairs.weights is not None
        assert pairs.delays is not None
        assert pairs.weights.tolist() == [0.5, -1.5]
        np.testing.assert_allclose(pairs.delays, [2.0, 3.5], rtol=1e-15)


def test_tables_with_fewer_columns() -> None:
    rule = FromTriples.from_csv("post,pre\n1,0\n0,2\n")
    assert listed(rule.build(3, 2)) == [(0, 1), (2, 0)]
    assert rule.weights is None
    assert rule.delays is None
    rule = FromTriples.from_csv("0,1,2.5\n")
    assert rule.weights is not None
    assert np.asarray(rule.weights).tolist() == [2.5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pre,post\n0,1\n0,x\n", "post = 'x' .*line 3, column post: must be a whole number from 0"),
        ("pre,post\n0,1\n\n1.5,1\n", "pre = '1.5' .*line 4, column pre"),
        ("pre,post\n-1,1\n", "pre = '-1' .*first=1 if they are counted from 1"),
        ("pre,post,weight\n0,1,\n", "weights = '' .*line 2, column weights: must be a number"),
        ("pre,post,weight\n0,1\n", "weights = '' .*line 2"),
        ("pre,post,delay\n0,1,0\n", "delays = .*line 2, column delays: must be above 0"),
        ("pre,post,delay (min)\n0,1,2\n", "delays = .*must be in us, ms or s"),
        ("from,weight\n0,1\n", "names no column post; write it such as pre,post,weight,delay"),
        ("0,1,2,3,4\n", "file = '5 columns' .*write a first line"),
        ("pre\n", "names no column post"),
    ],
)
def test_errors_of_tables_name_line_and_column(text: str, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        FromTriples.from_csv(text)


MATRICES = {
    "commas": "1,nan,2.5\n,0,-3\n",
    "spaces": "# weights\n1 nan 2.5\nnan 0 -3\n",
    "decimal commas": "1;nan;2,5\n;0;-3\n",
}


@pytest.mark.parametrize("name", MATRICES)
def test_matrices_of_files(name: str, tmp_path: Path) -> None:
    matrix = np.array([[1.0, np.nan, 2.5], [np.nan, 0.0, -3.0]])
    (tmp_path / "weights.txt").write_text(MATRICES[name], encoding="utf-8")
    np.save(tmp_path / "weights.npy", matrix)
    for file in (MATRICES[name], tmp_path / "weights.txt", str(tmp_path / "weights.npy")):
        for layout, shape in (("post_pre", (3, 2)), ("pre_post", (2, 3))):
            for keep in (False, True):
                got = FromMatrix.from_file(file, layout, keep_zeros=keep).build(*shape)
                wanted = FromMatrix(matrix, layout, keep).build(*shape)
                assert listed(got) == listed(wanted)
                np.testing.assert_array_equal(got.weights, wanted.weights)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,2\n3\n", "line 2 has 1 cells, but the first row has 2: fill gaps with nan"),
        ("1,2\n3,x\n", "file = 'x' .*line 2, column 2: must be a number, or nan"),
        ("a,b\n1,2\n", "file = 'a' .*line 1, column 1: .*heading must begin with #"),
        ("\n", "file = .* must have rows of numbers"),
    ],
)
def test_errors_of_matrices(text: str, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        FromMatrix.from_file(text).build(2, 2)


def test_files_that_are_none(tmp_path: Path) -> None:
    np.save(tmp_path / "list.npy", np.zeros((2, 2)))
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00pre")
    (tmp_path / "broken.npy").write_bytes(b"\x93NUMPY not one")
    with pytest.raises(ParameterError, match=r"is an array: FromMatrix.from_file reads"):
        FromTriples.from_csv(tmp_path / "list.npy")
    for name in ("bytes", "broken.npy"):
        for read in (FromTriples.from_csv, FromMatrix.from_file):
            with pytest.raises(ParameterError, match=r"file = .* must be text in UTF-8"):
                read(tmp_path / name)
    with pytest.raises(ParameterError, match=r"file = 3 .* must be the path of a file, or text"):
        FromTriples.from_csv(3)  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        FromMatrix.from_file(tmp_path / "none")


@pytest.mark.parametrize(
    ("make", "parameter"),
    [
        (lambda: FixedProbability(1.5), "p"),
        (lambda: FixedProbability(np.nan), "p"),
        (lambda: FixedProbability("0.1"), "p"),  # type: ignore[arg-type]
        (lambda: FixedOutDegree(-1), "k"),
        (lambda: FixedOutDegree(1.5), "k"),  # type: ignore[arg-type]
        (lambda: FixedOutDegree(4).build(3, 3), "k"),
        (lambda: FixedInDegree(3).build(3, 3, True), "k"),
        (lambda: FixedInDegree(1, multapses=True).build(1, 1, True), "k"),
        (lambda: FixedTotal(-1), "n"),
        (lambda: FixedTotal(10).build(3, 3), "n"),
        (lambda: FixedTotal(7).build(3, 3, True), "n"),
        (lambda: FixedTotal(1, multapses=True).build(1, 1, True), "n"),
        (lambda: SmallWorld(3, 0.1), "k"),
        (lambda: SmallWorld(2, 1.1), "p"),
        (lambda: SmallWorld(4, 0.1).build(8, 8, True), "k"),
        (lambda: SmallWorld(2, 0.1).build(8, 8), "rule"),
        (lambda: AllToAll().build(0, 3), "n_pre"),
        (lambda: AllToAll().build(3, 10**8), "n_post"),
        (lambda: AllToAll().build(3, 4, True), "n_post"),
        (lambda: FixedProbability(0.5).build(3, 4, seed=-1), "seed"),
        (lambda: AllToAll().build(100_000, 100_000), "rule"),
        (lambda: DistanceDependent(2, 0.1), "p_max"),
        (lambda: DistanceDependent(1, 0.0), "sigma"),
        (lambda: DistanceDependent(1, 0.1, cutoff=-1), "cutoff"),
        (lambda: DistanceDependent(1, 0.1, profile="box"), "profile"),
        (lambda: DistanceDependent(1, 0.1, "ring"), "layout"),  # type: ignore[arg-type]
        (lambda: DistanceDependent(1, 0.1, Ring(), Grid(2, 2)), "post_layout"),
        (lambda: DistanceDependent(1, 0.1, Grid(2, 2)).build(5, 4), "layout"),
        (lambda: DistanceDependent(1, 0.1, Grid(2, 2)).build(4, 5), "layout"),
        (lambda: DistanceDependent(1, 0.1, Grid(2, 2), Grid(2, 3)).build(4, 5), "post_layout"),
        (
            lambda: DistanceDependent(1, 0.1, Grid(2, 2), Grid(4, 1)).build(4, 4, True),
            "post_layout",
        ),
        (lambda: Grid(0, 3), "rows"),
        (lambda: FromMatrix([[1, 2], [3]]), "matrix"),
        (lambda: FromMatrix([1, 2]), "matrix"),
        (lambda: FromMatrix([["1"]]), "matrix"),
        (lambda: FromMatrix([[None, "1"]]), "matrix"),  # type: ignore[arg-type]
        (lambda: FromMatrix([[np.inf]]), "matrix"),
        (lambda: FromMatrix([[1j]]), "matrix"),
        (lambda: FromMatrix(sparse.coo_matrix([[1.0]])), "matrix"),
        (lambda: FromMatrix([[1.0]], "rows"), "layout"),
        (lambda: FromMatrix([[1.0, 2.0]]).build(1, 2), "matrix"),
        (lambda: FromTriples([0, 1], [0]), "post"),
        (lambda: FromTriples([0], [0], [1.0, 2.0]), "weights"),
        (lambda: FromTriples([0], [0], [np.nan]), "weights"),
        (lambda: FromTriples([0], [0], None, [1.0, 2.0]), "delays"),
        (lambda: FromTriples([-1], [0]), "pre"),
        (lambda: FromTriples([0.5], [0]), "pre"),
        (lambda: FromTriples([0], ["a"]), "post"),
        (lambda: FromTriples([2], [0]).build(2, 2), "pre"),
        (lambda: FromTriples([0], [2]).build(2, 2), "post"),
        (lambda: FromTriples.from_sparse(np.ones((2, 2))), "matrix"),
    ],
)
def test_errors_name_the_parameter(make, parameter) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ParameterError) as error:
        make()
    assert error.value.parameter == parameter
    assert str(error.value).startswith(parameter)


def test_too_many_synapses_are_refused_with_the_numbers() -> None:
    with pytest.raises(ParameterError, match=r"100,000 .* 9,999,900,000 synapses.* 160 GB"):
        AllToAll().build(100_000, 100_000, True)
