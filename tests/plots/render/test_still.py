"""Stills: well-formed, complete, small, and with what Plotly would show."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.plots.render.svg.path import Grid, stepped
from izhikevich.plots.render.svg.still import MAX_CHARACTERS, still
from izhikevich.plots.spec import (
    TIME,
    VOLTAGE,
    Arrow,
    Axis,
    Curve,
    Label,
    Map,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Rule,
    Series,
    empty,
)
from izhikevich.plots.style import Role
from izhikevich.views import preparation
from izhikevich.views.part import Part

from tests import wire
from tests.plots.render import samples
from tests.plots.render.sheet import plots_of

SIZE = 5000
_NUMBERS = re.compile(r"-?\d+")


def parsed(plot: Plot) -> ElementTree.Element:
    """Return the picture as a tree; it has no namespace, as in HTML."""
    text = still(plot)
    assert len(text) <= MAX_CHARACTERS
    return ElementTree.fromstring(text)


def written(root: ElementTree.Element) -> list[str]:
    return ["".join(item.itertext()) for item in root.iter("text")]


def strokes(root: ElementTree.Element) -> list[str]:
    """Return the styles of the paths."""
    return [path.attrib["style"] for path in root.iter("path")]


def corners(d: str) -> np.ndarray:
    """Return the points of a path of one piece."""
    numbers = np.array([int(n) for n in _NUMBERS.findall(d)]).reshape(-1, 2)
    return np.cumsum(numbers, axis=0)


def plot(*series: Series, marks: Any = (), legend: Any = "none", **axes: Axis) -> Plot:
    pane = Pane(
        x=axes.get("x", Axis(TIME, range=(0.0, 100.0))),
        y=axes.get("y", Axis(VOLTAGE, range=(-90.0, 40.0), grid=True)),
        series=series,
        marks=marks,
    )
    return Plot(panes=[pane], legend=legend)


def line(x: Any, y: Any) -> Curve:
    return Curve(name="a line", role=Role.VOLTAGE, x=np.asarray(x, float), y=np.asarray(y, float))


def markers(shape: Any, x: Any, y: Any, **changes: Any) -> Points:
    marker = Marker(shape, 10.0, **changes)
    return Points(name="m", role=Role.INK, x=np.asarray(x), y=np.asarray(y), marker=marker)


def test_default_plots_are_complete() -> None:
    plots = plots_of("neuron", "tonic_spiking", ["trace", "phase", "recovery"])
    assert len(plots) == 3
    for name, one in plots.items():
        root = parsed(one)
        found = Counter(re.findall(r"stroke:var\(--([\w-]+)\)", " ".join(strokes(root))))
        for pane in one.panes:
            for series in pane.series:
                assert found[series.role] > 0, (name, series.name)
            for mark in pane.marks:
                assert not isinstance(mark, Label) or mark.text in written(root)
            assert pane.y.quantity.heading in written(root)


@pytest.mark.parametrize("key", [*PATTERNS, *CELL_TYPES])
def test_every_experiment_can_be_drawn(key: str) -> None:
    plots = plots_of("neuron", key)
    assert plots
    for one in plots.values():
        parsed(one)


@pytest.mark.parametrize("key", [*PATTERNS, *CELL_TYPES])
def test_words_are_those_of_plotly(key: str) -> None:
    """Compare with what the page has Plotly write: titles, labels, headings, ranges."""
    for one in plots_of("neuron", key).values():
        figure = wire.figure(one)
        said = {
            *(note["text"] for note in figure["layout"].get("annotations", ())),
            *(text for d in figure["data"] if d["mode"] == "text" for text in d["text"]),
            *(
                axis["title"]["text"]
                for name, axis in figure["layout"].items()
                if name[1:5] == "axis" and axis["title"]["text"]
            ),
        }
        assert said <= set(written(parsed(one)))
        sides = figure["layout"]["margin"]
        across = f"left:calc({sides['l']:g}px + (100% - {sides['l'] + sides['r']:g}px)*0)"
        assert across in still(one)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "I": st.floats(-50, 200),
            "c": st.floats(-80, -40),
            "d": st.floats(-5, 10),
            "b": st.floats(-0.5, 0.5),
            "stimulus": st.sampled_from(["noise(20, 5)", "sine(5, 20)", "0"]),
            "dt": st.sampled_from([0.1, 0.25, 5.0, 50.0]),
        },
    )
)
def test_whatever_is_set(values: dict[str, Any]) -> None:
    view, request, prepared = preparation.read({"view": "neuron", "values": values})
    for part in view.compute(prepared, request.panels):
        if isinstance(part, Part):
            for one in part.plots.values():
                parsed(one)


def test_ticks_and_titles() -> None:
    assert written(parsed(plot(line([0, 100], [0, 1])))) == [
        *("−50", "0", "v (mV)"),
        *("0", "50", "100", "t (ms)"),
    ]


def test_rows() -> None:
    top, bottom = samples.stacked(2)
    time = Axis(TIME, range=(0.0, 100.0))
    rule = Rule(role=Role.MUTED, x=20.0, through=True)
    root = parsed(
        Plot(
            panes=[
                Pane(x=time, y=Axis(VOLTAGE), area=top, series=[line([0, 9], [0, 1])]),
                Pane(
                    x=time,
                    y=Axis(VOLTAGE),
                    area=bottom,
                    series=[line([0, 9], [0, 1])],
                    heading="u at reset",
                    marks=[rule],
                ),
            ]
        )
    )
    frames = [item.attrib["style"] for item in root]
    assert "top:calc(8px + (100% - 48px)*0);height:calc((100% - 48px)*0.4)" in frames[0]
    assert "top:calc(8px + (100% - 48px)*0.5);height:calc((100% - 48px)*0.4)" in frames[1]
    assert "top:calc(8px + (100% - 48px)*0);height:calc((100% - 48px)*0.9)" in frames[2]
    assert all("left:calc(56px + (100% - 68px)*0)" in style for style in frames)
    assert "u at reset" in written(root)


def test_no_plot() -> None:
    assert written(parsed(empty("This run cannot be completed."))) == [
        "This run cannot be completed."
    ]


def test_long_messages_have_several_lines() -> None:
    root = parsed(empty("too many words " * 12))
    (text,) = root.iter("text")
    assert len(list(text.iter("tspan"))) == 3


def test_words_are_escaped() -> None:
    evil = "</svg><script>&\"'"
    one = plot(
        line([0, 1], [0, 1]),
        x=Axis(Quantity(evil), range=(0.0, 1.0)),
        marks=[
            Label(text=evil, role=Role.INK, x=50.0, y=0.0),
            Label(text=evil, role=Role.INK, x=50.0, y=0.0, boxed=True),
        ],
    )
    text = still(one)
    assert "<script" not in text
    assert written(ElementTree.fromstring(text)).count(evil) == 3


def test_colours_stay_references() -> None:
    text = still(plots_of("neuron", "tonic_spiking")["phase"])
    assert not re.search(r"#[0-9a-f]{3}|rgb", text)
    assert not re.search(r'(?:fill|stroke)="', text)  # var() works in styles alone


@pytest.mark.parametrize(
    ("shape", "filled"),
    [
        *(("circle", True), ("circle", False), ("cross", True), ("triangle-right", True)),
        *(("diamond", False), ("triangle-down", False), ("crosshair", True)),
    ],
)
def test_markers(shape: str, filled: bool) -> None:
    series = markers([shape, "square"], [50.0, 500.0], [0.0, 0.0], filled=[filled, True])
    assert len(strokes(parsed(plot(series)))) == 1, "the one beyond the axis is not drawn"


def test_many_markers_are_thinned() -> None:
    at = np.random.default_rng(1).random((2, 50_000)) * 100.0 - 60.0
    (d,) = [path.attrib["d"] for path in parsed(plot(markers("circle", *at))).iter("path")]
    assert 1000 < d.count("m") < 10_000


def test_spikes_of_a_network() -> None:
    root = parsed(samples.raster())
    drawn = " ".join(strokes(root))
    assert all(f"stroke:var(--{role})" in drawn for role in ("excitatory", "inhibitory", "decoded"))


def _map() -> Map:
    return Map(
        name="map",
        role=Role.INK,
        x=np.arange(2.0),
        y=np.arange(2.0),
        z=np.eye(2),
        measure=VOLTAGE,
        scale=[Role.PAPER, Role.INK],
    )


@pytest.mark.parametrize(
    ("one", "what"),
    [
        (plot(_map()), "map"),
        (plot(line([0, 1], [0, 1]), legend="above"), "legend"),
        (plot(x=Axis(TIME, range=(1.0, 10.0), kind="log")), "logarithmic"),
        (plot(marks=[Arrow(role=Role.INK, start=(0.0, 0.0), end=(1.0, 1.0))]), "arrow"),
    ],
)
def test_what_cannot_be_drawn_is_reported(one: Plot, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        still(one)


class TestPaths:
    def grid(self, tolerance: float = 1.0) -> Grid:
        return Grid(SIZE, SIZE, 1, tolerance, beyond=0.25)

    def test_straight_lines_need_two_points(self) -> None:
        x = np.linspace(0.0, 1.0, 1000)
        assert self.grid().curve(x, x) == f"M0 {SIZE}l{SIZE}-{SIZE}"

    def test_gaps(self) -> None:
        x = np.array([0.0, 0.1, np.nan, 0.2, 0.3, np.nan, 0.4])
        assert self.grid().curve(x, x) == "M0 5000l500-500M1000 4000l500-500"

    def test_nothing(self) -> None:
        assert self.grid().curve(np.array([np.nan]), np.array([0.0])) == ""
        assert self.grid().curve(np.array([5.0, 6.0]), np.array([0.0, 1.0])) == ""
        assert self.grid().dots(np.empty(0), np.empty(0)) == ""

    @given(st.lists(st.floats(0, 1), min_size=2, max_size=60), st.floats(0.5, 50))
    def test_points_are_missed_by_little(self, heights: list[float], tolerance: float) -> None:
        y = np.array(heights)
        x = np.linspace(0.0, 1.0, y.size)
        found = corners(self.grid(tolerance).curve(x, y))
        begin, along = found[:-1], np.diff(found, axis=0)
        length = np.maximum((along**2).sum(axis=1), 1e-12)
        for point in np.column_stack((x, 1.0 - y)) * SIZE:
            part = np.clip(((point - begin) * along).sum(axis=1) / length, 0.0, 1.0)
            away = np.hypot(*(point - begin - part[:, None] * along).T)
            assert away.min() <= tolerance + 0.75  # and the rounding of the corners

    def test_every_spike_stays(self) -> None:
        y = np.zeros(3000)
        y[50::100] = 1.0
        found = corners(self.grid().curve(np.linspace(0.0, 1.0, y.size), y))
        assert (found[:, 1] == 0).sum() == 30

    def test_steps(self) -> None:
        x, y = np.array([0.0, 1.0, 2.0]), np.array([5.0, 6.0, 7.0])
        assert np.array_equal(np.column_stack(stepped(x, y, "after"))[1], [1.0, 5.0])
        assert np.array_equal(np.column_stack(stepped(x, y, "none"))[1], [1.0, 6.0])
        between = np.column_stack(stepped(x, y, "between"))
        assert np.array_equal(between[1:3], [[0.5, 5.0], [0.5, 6.0]])

    def test_what_is_far_outside_does_not_bend_what_is_seen(self) -> None:
        x = np.array([0.0, 1.0])
        found = corners(self.grid().curve(x, np.array([0.5, 1e9])))
        slope = -np.diff(found[:, 1]) / np.diff(found[:, 0]) if np.ptp(found[:, 0]) else np.inf
        assert np.all(slope > 1e3)
        assert found.min() >= -0.25 * SIZE - 1


def test_the_page_does_not_load_it() -> None:
    program = (
        "import sys; from izhikevich import app; app.at_once({'view': 'neuron'});"
        "sys.exit(any('render.svg' in name or 'typst' in name for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
