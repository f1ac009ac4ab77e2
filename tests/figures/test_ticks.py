"""Ticks as Plotly chooses and writes them."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from izhikevich.figures.ticks import tick_step, ticks

ends = st.floats(-1e4, 1e4).filter(lambda x: x == 0.0 or abs(x) > 1e-3)


# Read off Plotly 3's own axes of these ranges with nticks 5.
@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0.0, 100.0, ["0", "50", "100"]),
        (-90.0, 40.0, ["−50", "0"]),
        (-16.0, 4.0, ["−15", "−10", "−5", "0"]),
        (0.0, 10.0, ["0", "5", "10"]),
        (0.0, 1.0, ["0", "0.5", "1"]),
        (-0.03, 0.17, ["0", "0.05", "0.1", "0.15"]),
        (0.0, 900.0, ["0", "200", "400", "600", "800"]),
        (0.0, 2000.0, ["0", "500", "1000", "1500", "2000"]),
        (0.0, 25000.0, ["0", "10k", "20k"]),
        (-4e6, 4e6, ["−4M", "−2M", "0", "2M", "4M"]),
        (0.0, 4e-5, ["0", "10μ", "20μ", "30μ", "40μ"]),
        (0.0, 1e20, ["0", "0.5×10²⁰", "1×10²⁰"]),
        (99.9, 100.1, ["99.9", "99.95", "100", "100.05", "100.1"]),
    ],
)
def test_labels(low: float, high: float, labels: list[str]) -> None:
    assert [label for _, label in ticks(low, high, 5)] == labels


def test_given_ticks() -> None:
    assert [label for _, label in ticks(0.0, 7.0, 5, first=0.0, step=3)] == ["0", "3", "6"]


@given(ends, ends, st.integers(2, 8))
def test_few_and_within(low: float, high: float, most: int) -> None:
    assume(high - low > 1e-3 * max(abs(low), abs(high)))
    found = ticks(low, high, most)
    margin = 1e-4 * (high - low) * 1.01
    assert len(found) <= most + 1
    assert all(low - margin <= place <= high + margin for place, _ in found)
    step = tick_step(low, high, most)
    assert all(b - a == pytest.approx(step) for (a, _), (b, _) in pairwise(found))
    labels = [label for _, label in found]
    assert len(set(labels)) == len(labels)
