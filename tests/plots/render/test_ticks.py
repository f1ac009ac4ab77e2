"""Ticks as Plotly chooses and writes them, and as a printed figure does."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from izhikevich.plots.render.scale import Scale
from izhikevich.plots.render.svg.fitting import Fitted, level_ticks, upright_ticks
from izhikevich.plots.render.svg.text import text_width
from izhikevich.plots.render.ticks import linear_ticks, log_ticks, page_ticks, tick_step
from izhikevich.plots.spec import Axis, Quantity

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
    assert [label for _, label in page_ticks(low, high, 5)] == labels


def test_given_ticks() -> None:
    assert [label for _, label in page_ticks(0.0, 7.0, 5, step=3)] == ["0", "3", "6"]


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (-90.0, 40.0, ["−50", "0"]),
        (0.0, 25000.0, ["0", "10000", "20000"]),
        (0.0, 4e-5, ["0", "1×10⁻⁵", "2×10⁻⁵", "3×10⁻⁵", "4×10⁻⁵"]),
        (-4e6, 4e6, ["−4×10⁶", "−2×10⁶", "0", "2×10⁶", "4×10⁶"]),
    ],
)
def test_printed_labels(low: float, high: float, labels: list[str]) -> None:
    assert [label for _, label in linear_ticks(low, high, 5)] == labels


def test_powers_of_ten_come_first() -> None:
    assert [label for _, label in next(log_ticks(0.5, 2000.0))] == ["1", "10", "100", "1000"]
    assert [label for _, label in next(log_ticks(3.0, 60.0))] == ["5", "10", "20", "50"]
    assert [label for _, label in next(log_ticks(1e-7, 1e-4))] == ["10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴"]


@given(ends, ends, st.integers(2, 8))
def test_few_and_within(low: float, high: float, most: int) -> None:
    assume(high - low > 1e-3 * max(abs(low), abs(high)))
    found = page_ticks(low, high, most)
    margin = 1e-4 * (high - low) * 1.01
    assert len(found) <= most + 1
    assert all(low - margin <= place <= high + margin for place, _ in found)
    step = tick_step(low, high, most)
    assert all(b - a == pytest.approx(step) for (a, _), (b, _) in pairwise(found))
    labels = [label for _, label in found]
    assert len(set(labels)) == len(labels)


def _apart(fitted: Fitted, length: float, em: float, *, upright: bool) -> bool:
    def half(lines: tuple[str, ...]) -> float:
        return 0.5 * (em if upright else max(text_width(line, em) for line in lines))

    return all(
        b.part * length - half(b.lines) > a.part * length + half(a.lines)
        for a, b in pairwise(fitted.ticks)
    )


@given(ends, ends, st.floats(20.0, 2000.0), st.booleans())
def test_labels_never_meet(low: float, high: float, length: float, logarithmic: bool) -> None:
    assume(abs(high - low) > 1e-3 * max(abs(low), abs(high)))
    if logarithmic:
        low, high = abs(low) + 1e-3, abs(high) + 1e-3
        assume(max(low, high) > 1.01 * min(low, high))
    scale = Scale(
        Axis(Quantity("x"), range=(low, high), kind="log" if logarithmic else "linear"), low, high
    )
    for upright in (False, True):
        fit = upright_ticks if upright else level_ticks
        fitted = fit(scale, length, 10.0, 100.0)
        assert _apart(fitted, length, 10.0, upright=upright)
        assert all(-1e-3 <= tick.part <= 1.001 for tick in fitted.ticks)
        assert fitted.ticks or length < 100.0 or logarithmic


@given(st.lists(st.tuples(st.floats(0, 1), st.text("abc ü−", max_size=30)), max_size=12))
def test_given_names_never_meet(names: list[tuple[float, str]]) -> None:
    scale = Scale(Axis(Quantity("x"), range=(0.0, 1.0), ticks=names), 0.0, 1.0)
    across, up = level_ticks(scale, 300.0, 10.0, 80.0), upright_ticks(scale, 300.0, 10.0, 80.0)
    assert _apart(across, 300.0, 10.0, upright=across.turned)
    assert _apart(up, 300.0, 10.0, upright=True)
    assert up.width(10.0) <= 80.0
