"""Fewer samples: what can be seen stays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.plots.render.thinning import MAX_CURVES, every, kept

X = np.linspace(0.0, 1.0, 100)


def many(count: int, x: np.ndarray = X) -> tuple[np.ndarray, np.ndarray]:
    """Return curves one after the other, each with its own height."""
    xs = np.tile(np.append(x, np.nan), count)
    ys = np.concatenate([np.append(k + x**2, np.nan) for k in range(count)])
    return xs, ys


@pytest.mark.parametrize("count", [60, MAX_CURVES])
def test_curves_that_follow_one_another_keep_their_samples(count: int) -> None:
    x, y = many(count)
    assert x.size > 4000
    assert kept(x, y) is None
    assert kept(x[:-1], y[:-1]) is None, "without a gap after the last"


@pytest.mark.parametrize("count", [MAX_CURVES + 1, 1000])
def test_of_too_many_curves_some_are_drawn_whole(count: int) -> None:
    x, y = many(count)
    keep = kept(x, y)
    assert keep is not None
    curves = y[keep].reshape(-1, X.size + 1)
    assert 0.5 * MAX_CURVES <= len(curves) <= MAX_CURVES
    heights = curves[:, 0]
    assert heights[0] == 0.0
    assert np.ptp(np.diff(heights)) == 0.0
    np.testing.assert_allclose(curves[:, :-1], heights[:, None] + X**2)


def test_each_of_a_few_long_curves_is_thinned_by_itself() -> None:
    x, y = many(3, np.linspace(0.0, 1.0, 10_000))
    keep = kept(x, y, 1000)
    assert keep is not None
    assert 2000 < keep.size < 3100
    assert np.isnan(y[keep]).sum() == 3
    assert np.nanmax(y[keep]) == np.nanmax(y)


def test_a_path_that_turns_back_between_gaps_is_no_family_of_curves() -> None:
    turns = np.linspace(0.0, 20.0 * np.pi, 20_000)
    x, y = np.cos(turns), np.sin(turns)
    x[10_000] = y[10_000] = np.nan
    keep = kept(x, y, 1000)
    assert keep is not None
    assert keep.size < 2100


@given(
    size=st.integers(0, 3000),
    n=st.integers(6, 400),
    spike=st.integers(0, 2999),
    seed=st.integers(0),
)
def test_thinning_keeps_extremes_and_ends(size: int, n: int, spike: int, seed: int) -> None:
    y = np.random.default_rng(seed).normal(size=size)
    if spike < size:
        y[spike] = 100.0
    t = np.arange(size, dtype=float)
    keep = kept(t, y, n)
    if keep is None:
        assert size <= n
        return
    assert keep.size <= max(n, 6)
    assert np.all(np.diff(keep) > 0)
    assert (keep[0], keep[-1]) == (0, size - 1)
    assert (y[keep].min(), y[keep].max()) == (y.min(), y.max())


@pytest.mark.parametrize(("size", "step"), [(0, 1), (1, 1), (1000, 1), (1001, 2), (5000, 5)])
def test_maps_have_at_most_a_thousand_rows(size: int, step: int) -> None:
    assert every(size) == step
