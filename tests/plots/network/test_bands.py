"""Bands of a raster: each population can be read, and every neuron has one place."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.plots.network.bands import band_of, band_ticks, make_bands, row, rows

SIZES = st.lists(st.integers(1, 3000), min_size=1, max_size=40)


@given(SIZES)
def test_bands_share_the_axis_in_the_order_of_the_populations(sizes: list[int]) -> None:
    n = sum(sizes)
    bands = make_bands(sizes)
    assert [band["size"] for band in bands] == sizes
    assert [band["first"] for band in bands] == [sum(sizes[:k]) for k in range(len(sizes))]
    assert bands[0]["top"] == -0.5
    assert bands[-1]["top"] + bands[-1]["height"] == pytest.approx(n - 0.5)
    for above, below in pairwise(bands):
        assert above["top"] + above["height"] < below["top"]


@given(SIZES)
def test_no_band_is_much_lower_than_others_and_larger_ones_are_never_lower(
    sizes: list[int],
) -> None:
    n, heights = sum(sizes), [band["height"] for band in make_bands(sizes)]
    assert min(heights) >= 0.7 * n * min(0.1, 0.6 / len(sizes))
    in_order = [height for _, height in sorted(zip(sizes, heights, strict=True))]
    assert all(b >= a * (1.0 - 1e-9) for a, b in pairwise(in_order))


def test_large_populations_keep_their_proportion() -> None:
    heights = [band["height"] for band in make_bands([800, 200])]
    assert heights[0] == pytest.approx(4.0 * heights[1])
    first, second, small = (band["height"] for band in make_bands([600, 300, 1]))
    assert first == pytest.approx(2.0 * second)
    assert small == pytest.approx(0.1 * (first + second + small))


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_population_by_itself_has_its_neurons_at_their_numbers(size: int) -> None:
    bands = make_bands([size])
    neurons = np.arange(size)
    np.testing.assert_allclose(rows(bands, np.zeros(size, np.uint8), neurons), neurons, atol=1e-9)


@given(SIZES)
def test_rows_of_many_are_those_of_each(sizes: list[int]) -> None:
    bands = make_bands(sizes)
    neurons = np.unique(np.linspace(0, sum(sizes) - 1, 50).astype(int))
    groups = np.searchsorted(np.cumsum(sizes), neurons, side="right")
    placed = rows(bands, groups, neurons)
    assert placed == pytest.approx([row(band_of(bands, k), k) for k in neurons.tolist()])
    assert np.all(np.diff(placed) > 0.0)
    for place, group in zip(placed, groups.tolist(), strict=True):
        band = bands[group]
        assert band["top"] < place < band["top"] + band["height"]


@given(SIZES)
def test_ticks_name_the_neurons_that_stand_there(sizes: list[int]) -> None:
    bands = make_bands(sizes)
    ticks = band_ticks(bands)
    assert ticks[0][1] == "0"
    for place, text in ticks:
        assert place == row(band_of(bands, int(text)), int(text))
    places = np.array([place for place, _ in ticks])
    assert np.all(np.diff(places) >= 0.05 * sum(sizes))


def test_ticks_are_the_first_neurons_and_round_numbers() -> None:
    assert [text for _, text in band_ticks(make_bands([800, 200]))] == [
        *("0", "200", "400", "600", "800")
    ]
    assert [text for _, text in band_ticks(make_bands([1000, 10]))][-2:] == ["800", "1000"]
    first = ["0", "800", "1000", "1160", "1200", "1208"]
    assert set(first) <= {text for _, text in band_ticks(make_bands([800, 200, 160, 40, 8, 2]))}
