"""The counter-based generator: accuracy, distribution, independence, and frozen bits."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from izhikevich import ParameterError
from izhikevich.random import (
    exponential,
    key,
    laws,
    logarithm,
    normal,
    poisson,
    sine_of_turns,
    uniform,
    words,
)
from izhikevich.random.functions import circle
from scipy import stats

#: Probability below which a test of a fixed, frozen sample would be a finding.
RARE = 1e-3
KEY_0 = (1630038911, 2573508752)
KEY_MAX = (2406568642, 1355254035)
WORDS = [559744241, 2996096817, 3055059547, 1601138408]
NORMALS = [
    "-0x1.4e4b2e31135b5p-1",
    "-0x1.e9078eb65ff61p+0",
    "-0x1.26a847e4f757dp-1",
    "0x1.2ef0d0b786167p-1",
    "-0x1.be65cc2027d96p-5",
]
COUNTS = {
    0.7: [0, 1, 1, 0, 1, 1],
    5.0: [3, 6, 6, 4, 7, 6],
    63.9: [55, 68, 68, 61, 70, 69],
    64.0: [69, 62, 54, 64, 70, 74],
    900.0: [919, 893, 864, 902, 924, 938],
    1e9: [1000020062, 999993054, 999961721, 1000002155, 1000025674, 1000039652],
}
RARE_EVENTS = [25, 48, 94, 158, 217, 319, 452, 460]
EXPONENTIALS = ["0x1.1a22859e0dc35p-15", "0x1.1aec7b35a00d4p+0", "0x1.19103e4080b45p+72"]


def test_frozen_words() -> None:
    """These bits never change: stored links, and the compiled engine, rest on them."""
    assert key(0, 0, 0) == KEY_0
    assert key(2**64 - 1, 2**32 - 1, 2**64 - 1) == KEY_MAX
    assert words(1, 2, 3, 4).tolist() == WORDS


def test_frozen_normals() -> None:
    assert [x.hex() for x in normal(1, 2, 3, 5)] == NORMALS


@pytest.mark.parametrize("mean", COUNTS)
def test_frozen_counts(mean: float) -> None:
    assert poisson(mean, 1, 2, 3, 6).tolist() == COUNTS[mean]


def test_frozen_rare_events() -> None:
    assert np.flatnonzero(poisson(0.01, 1, 2, 3, 500)).tolist() == RARE_EVENTS


def test_frozen_exponentials() -> None:
    assert [x.hex() for x in exponential(np.array([-10.3, 0.1, 50.0]))] == EXPONENTIALS


def test_logarithm() -> None:
    x = np.concatenate((np.linspace(2.0**-33, 1 - 2.0**-33, 100_001), 2.0 ** np.arange(-33, 0)))
    expected = np.array([math.log(value) for value in x])
    np.testing.assert_allclose(logarithm(x), expected, rtol=5e-16)


def test_sine_and_cosine() -> None:
    word = np.arange(0, 2**32, 65_537, dtype=np.uint32)
    cosine, sine = circle(word)
    angle = 2 * np.pi * (word.astype(float) + 0.5) / 2**32
    np.testing.assert_allclose(cosine, np.cos(angle), rtol=0, atol=1e-15)
    np.testing.assert_allclose(sine, np.sin(angle), rtol=0, atol=1e-15)
    np.testing.assert_allclose(cosine**2 + sine**2, 1, rtol=0, atol=5e-16)


def test_sine_of_turns() -> None:
    turns = np.linspace(-2, 2, 10_001)
    np.testing.assert_allclose(
        sine_of_turns(turns), np.sin(2 * np.pi * (turns - np.round(turns))), rtol=0, atol=1e-15
    )
    np.testing.assert_array_equal(sine_of_turns(np.array([0.0, 0.25, 0.75, 1.0])), [0, 1, -1, 0])
    assert abs(sine_of_turns(np.array([-1e-20]))[0]) < 1e-15


def test_exponential() -> None:
    for x in np.linspace(-700, 700, 2001).tolist():
        assert exponential(x) == pytest.approx(math.exp(x), rel=5e-16)
    assert exponential(0.0) == 1.0


def test_exponential_of_an_array() -> None:
    x = np.linspace(-708, 709, 3000).reshape(3, -1)
    expected = [[exponential(value) for value in row] for row in x.tolist()]
    np.testing.assert_array_equal(exponential(x), expected)
    np.testing.assert_array_equal(exponential(np.array([-1e300, -708.1, 710.0])), [0, 0, np.inf])


def test_uniform_distribution() -> None:
    u = uniform(1, 0, 0, 400_000)
    assert u.min() > 0
    assert u.max() < 1
    assert stats.kstest(u, "uniform").pvalue > RARE


def test_normal_distribution() -> None:
    z = normal(1, 0, 0, 1_000_000)
    assert stats.kstest(z, "norm").pvalue > RARE
    assert abs(z.mean()) < 0.004
    assert abs(z.var() - 1) < 0.006
    assert abs(stats.skew(z)) < 0.01
    assert abs(stats.kurtosis(z)) < 0.02
    for tail in (2.0, 3.0, 4.0):
        expected = 1_000_000 * 2 * stats.norm.sf(tail)
        assert abs((np.abs(z) > tail).sum() - expected) < 4 * math.sqrt(expected)
    largest = laws._radius(np.zeros(1, dtype=np.uint32))[0]
    assert largest == pytest.approx(6.7638, abs=1e-3)


Coordinate = Callable[[int], np.ndarray]
ALONG: dict[str, Coordinate] = {
    "seed": lambda k: uniform(k, 7, 7, 100),
    "stream": lambda k: uniform(7, k, 7, 100),
    "step": lambda k: uniform(7, 7, k, 100),
    "high seed": lambda k: uniform(k << 32, 7, 7, 100),
    "high step": lambda k: uniform(7, 7, k << 32, 100),
    "all together": lambda k: uniform(k, 5000 - k, k, 100),
}


@pytest.mark.parametrize("name", ALONG)
def test_independence_along(name: str) -> None:
    """2000 rows of 100 numbers, one coordinate changing from row to row."""
    u = np.array([ALONG[name](k) for k in range(2000)])
    assert stats.kstest(u.ravel(), "uniform").pvalue > RARE
    assert stats.kstest(u[:, 0], "uniform").pvalue > RARE
    assert stats.kstest(u.sum(axis=1), stats.norm(50, math.sqrt(100 / 12)).cdf).pvalue > RARE
    bound = 4 / math.sqrt(u.size)
    for other in (u[1:], np.roll(u[1:], 1, axis=1)):
        assert abs(np.corrcoef(u[:-1].ravel(), other.ravel())[0, 1]) < bound
    assert abs(np.corrcoef(u[:, :-1].ravel(), u[:, 1:].ravel())[0, 1]) < bound
    assert np.abs(np.corrcoef(u.T) - np.eye(100)).max() < 5 / math.sqrt(2000)


def test_independence_along_the_index() -> None:
    z = normal(11, 0, 0, 400_000)
    for lag in (1, 2, 3, 64, 1000, 65_536):
        assert abs(np.corrcoef(z[lag:], z[:-lag])[0, 1]) < 4 / math.sqrt(z.size)
        assert abs(np.corrcoef(z[lag:] ** 2, z[:-lag] ** 2)[0, 1]) < 4 / math.sqrt(z.size)


def test_pairs_fill_the_square() -> None:
    rows = [uniform(9, 0, step, 500_000) for step in (1, 2)]
    for x, y in (
        (rows[0], rows[1]),
        (rows[0][:-1], rows[0][1:]),
        (rows[0], uniform(9, 1, 1, 500_000)),
    ):
        counts = np.histogram2d(x, y, bins=64, range=[[0, 1], [0, 1]])[0]
        assert stats.chisquare(counts.ravel(), np.full(4096, x.size / 4096)).pvalue > RARE


def test_each_bit_of_the_index_changes_half_of_the_bits() -> None:
    index = np.arange(4000, dtype=np.int64) * 7919
    base = words(1, 2, 3, index)
    for bit in range(32):
        change = np.bitwise_xor(base, words(1, 2, 3, index ^ (1 << bit)))
        share = [((change >> np.uint32(out)) & np.uint32(1)).mean() for out in range(32)]
        assert np.abs(np.array(share) - 0.5).max() < 5 * 0.5 / math.sqrt(4000)


def test_coordinates_do_not_add_up() -> None:
    """Coordinates that a sloppy counter would confuse give unrelated numbers."""
    sets = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (2, 1, 0), (1, 2, 0), (0, 1, 2), (1, 1, 1), (0, 0, 3)]
    rows = [set(words(*coordinates, 1000).tolist()) for coordinates in sets]
    shared = sum(len(a & b) for i, a in enumerate(rows) for b in rows[:i])
    assert shared <= 1


@pytest.mark.parametrize("draw", [uniform, normal])
def test_any_part_can_be_drawn_alone(draw: Callable[..., np.ndarray]) -> None:
    whole = draw(3, 1, 2, 101)
    np.testing.assert_array_equal(draw(3, 1, 2, np.arange(11, 77)), whole[11:77])
    np.testing.assert_array_equal(draw(3, 1, 2, np.array([[5], [100]])), whole[[[5], [100]]])
    np.testing.assert_array_equal(draw(3, 1, 2, 50), whole[:50])
    np.testing.assert_array_equal(draw(3, 1, 2, np.array([7, 6], dtype=np.uint32)), whole[[7, 6]])
    assert draw(3, 1, 2, 0).shape == (0,)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("seed", (-1, 0, 0, 1)),
        ("seed", (2**64, 0, 0, 1)),
        ("seed", (0.5, 0, 0, 1)),
        ("stream", (0, 2**32, 0, 1)),
        ("step", (0, 0, -1, 1)),
        ("index", (0, 0, 0, -1)),
        ("index", (0, 0, 0, np.array([2**32]))),
        ("index", (0, 0, 0, np.array([-1]))),
    ],
)
def test_coordinates_out_of_range(name: str, arguments: tuple[int, int, int, int]) -> None:
    with pytest.raises(ParameterError) as caught:
        uniform(*arguments)
    assert caught.value.parameter == name


@pytest.mark.parametrize("mean", [1e-3, 0.01, 0.7, 5.0, 40.0, 64.0, 900.0, 1e6])
def test_poisson_distribution(mean: float) -> None:
    counts = poisson(mean, 5, 1, 0, 200_000)
    assert abs(counts.mean() - mean) < 4.0 * math.sqrt(mean / counts.size)
    assert abs(counts.var() / mean - 1) < 4.0 * math.sqrt((2.0 + 1.0 / mean) / counts.size)
    law = stats.poisson(mean)
    edges = np.unique(law.ppf(np.linspace(0.0, 1.0, 101)[:-1]))
    edges = np.concatenate(([-1.0], edges[edges > -1.0], [np.inf]))
    within = np.diff(np.searchsorted(np.sort(counts), edges, side="right"))
    expected = counts.size * np.diff(law.cdf(edges))
    assert stats.chisquare(within, expected).pvalue > RARE


@pytest.mark.parametrize("mean", [1e-6, 0.01, 0.99, 1.0, 7.3, 63.99])
def test_counts_of_small_means_invert_the_law(mean: float) -> None:
    u = uniform(8, 3, 4, 20_000)
    counts = poisson(mean, 8, 3, 4, 20_000)
    np.testing.assert_array_equal(counts, stats.poisson.ppf(u, mean))


@pytest.mark.parametrize("mean", [64.0, 100.0, 1000.0, 1e5])
def test_counts_of_large_means_are_near_the_law(mean: float) -> None:
    """The distance in total variation from the Poisson law, which is given in the docstring."""
    spread = 7.0 * math.sqrt(mean)
    count = np.arange(math.floor(mean - spread), math.ceil(mean + spread) + 1)
    low, high = np.full(count.size, -9.0), np.full(count.size, 9.0)
    for _ in range(60):  # the smallest normal number that gives this count or more
        middle = 0.5 * (low + high)
        enough = laws._expanded(np.full(count.size, mean), middle) >= count
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    share = np.diff(stats.norm.cdf(high))
    distance = 0.5 * np.abs(share - stats.poisson.pmf(count[:-1], mean)).sum()
    assert distance < 3e-6 * (64.0 / mean) ** 2 + 1e-10


def test_counts_of_neighbours_streams_and_steps_are_independent() -> None:
    mean = np.where(np.arange(100_000) % 2 == 0, 3.0, 80.0)  # both methods, side by side
    counts = poisson(mean, 4, 1, 7, mean.size)
    others = (poisson(mean, 4, 2, 7, mean.size), poisson(mean, 4, 1, 8, mean.size))
    bound = 4.0 / math.sqrt(mean.size / 2)
    for half in (slice(0, None, 2), slice(1, None, 2)):
        for other in others:
            assert abs(np.corrcoef(counts[half], other[half])[0, 1]) < bound
    assert abs(np.corrcoef(counts[::2], counts[1::2])[0, 1]) < bound
    assert abs(np.corrcoef(uniform(4, 1, 7, mean.size)[1::2], counts[1::2])[0, 1]) < bound


def test_shapes_of_means_and_indices() -> None:
    index = np.arange(6).reshape(2, 3)
    mean = np.array([0.5, 20.0, 200.0])
    table = poisson(mean, 1, 2, 3, index)
    assert table.dtype == np.int64
    np.testing.assert_array_equal(table.reshape(-1), poisson(np.tile(mean, 2), 1, 2, 3, 6))
    assert poisson(1.0, 0, 0, 0, 0).shape == (0,)
    assert poisson(np.empty(0), 0, 0, 0, 0).shape == (0,)
    assert not poisson(0.0, 0, 0, 0, 1000).any()


@pytest.mark.parametrize("mean", [np.ones(2), np.ones((2, 3)), ["a", "b", "c"]])
def test_means_that_do_not_fit(mean: np.ndarray) -> None:
    with pytest.raises(ParameterError, match="mean"):
        poisson(mean, 0, 0, 0, 3)


def test_the_upper_half_of_the_steps_is_not_for_counts() -> None:
    with pytest.raises(ParameterError, match="step"):
        poisson(1.0, 0, 0, 1 << 63, 3)


def test_poisson_numbers_are_functions_of_their_coordinates() -> None:
    mean = np.linspace(0.0, 100.0, 50)
    whole = poisson(mean, 1, 2, 3, 50)
    which = np.arange(10, 30)
    np.testing.assert_array_equal(poisson(mean[which], 1, 2, 3, which), whole[which])
    assert whole[0] == 0
    assert not np.array_equal(whole, poisson(mean, 1, 2, 4, 50))


@pytest.mark.parametrize("mean", [-1.0, math.nan, math.inf, 1e12, np.array([1.0, math.nan, 2.0])])
def test_a_poisson_mean_that_is_not_allowed(mean: float | np.ndarray) -> None:
    with pytest.raises(ParameterError, match="mean"):
        poisson(mean, 0, 0, 0, 3)
