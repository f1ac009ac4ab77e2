"""Still pictures: well-formed, complete, small, and with what Plotly would show."""

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
from izhikevich.figures.still import LARGEST, still
from izhikevich.figures.still_path import SIZE, curve, dots, stepped
from izhikevich.figures.style import Figure, axis, label, layout, literal, row_title, texts
from izhikevich.neuron.cells import CELL_TYPES
from izhikevich.neuron.patterns import PATTERNS

from tests import wire

COLOUR = "var(--v)"
_NUMBERS = re.compile(r"-?\d+")


def parsed(figure: Figure) -> ElementTree.Element:
    """Return the picture as a tree; it has no namespace, as in HTML."""
    text = still(figure)
    assert len(text) <= LARGEST
    return ElementTree.fromstring(text)


def written(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter("text")]


def strokes(root: ElementTree.Element) -> list[str]:
    """Return the styles of the paths."""
    return [path.attrib["style"] for path in root.iter("path")]


def corners(d: str) -> np.ndarray:
    """Return the points of a path of one piece."""
    numbers = np.array([int(n) for n in _NUMBERS.findall(d)]).reshape(-1, 2)
    return np.cumsum(numbers, axis=0)


def plot(*data: dict[str, Any], **changes: Any) -> Figure:
    axes = {
        "xaxis": axis("t (ms)", range=[0.0, 100.0]),
        "yaxis": axis("v (mV)", range=[-90.0, 40.0], showgrid=True),
    }
    return {"data": list(data), "layout": layout(**{**axes, **changes})}


def line(x: Any, y: Any, **changes: Any) -> dict[str, Any]:
    style = {"color": COLOUR, "width": 1.5}
    kind = {"type": "scatter", "mode": "lines", "name": "a line", "line": style}
    return {**kind, "x": np.asarray(x, float), "y": np.asarray(y, float), **changes}


def markers(symbol: Any, x: Any, y: Any, **changes: Any) -> dict[str, Any]:
    marker = {"symbol": symbol, "size": 10, "color": COLOUR, **changes}
    return {"type": "scatter", "mode": "markers", "name": "m", "x": x, "y": y, "marker": marker}


def test_default_figures_are_complete() -> None:
    state = {"panels": ["trace", "phase", "recovery"]}
    for name, figure in wire.at_once({"view": "neuron", **state})["figures"].items():
        root = parsed(figure)
        found = Counter(re.findall(r"stroke:(var\(--[\w-]+\))", " ".join(strokes(root))))
        for trace in figure["data"]:
            if trace["mode"] == "lines":
                assert found[trace["line"]["color"]] > 0, (name, trace["name"])
            elif trace["mode"] == "text":
                assert set(trace["text"]) <= set(written(root))
        for key, settings in figure["layout"].items():
            if "axis" in key and settings["title"]["text"]:
                assert settings["title"]["text"] in written(root)


@pytest.mark.parametrize("key", [*PATTERNS, *CELL_TYPES])
def test_every_experiment_can_be_drawn(key: str) -> None:
    figures = wire.at_once({"view": "neuron", "preset": key})["figures"]
    assert figures
    for figure in figures.values():
        parsed(figure)


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
    answer = wire.at_once({"view": "neuron", "values": values})
    for figure in answer["figures"].values():
        parsed(figure)


def test_ticks_and_titles() -> None:
    assert written(parsed(plot(line([0, 100], [0, 1])))) == [
        *("−50", "0", "v (mV)"),
        *("0", "50", "100", "t (ms)"),
    ]


def test_rows() -> None:
    second = axis("", domain=[0.0, 0.16], nticks=3, range=[0.0, 10.0])
    figure = plot(
        line([0, 100], [0, 1]),
        line([0, 100], [5, 5], yaxis="y2"),
        yaxis=axis("v (mV)", domain=[0.3, 1.0], range=[-90.0, 40.0]),
        xaxis=axis("t (ms)", range=[0.0, 100.0], anchor="y2"),
        yaxis2=second,
        annotations=[row_title("u at reset", 0.16)],
    )
    root = parsed(figure)
    frames = [element.attrib["style"] for element in root]
    assert "top:calc(8px + (100% - 48px)*0);height:calc((100% - 48px)*0.7)" in frames[0]
    assert "top:calc(8px + (100% - 48px)*0.84);height:calc((100% - 48px)*0.16)" in frames[1]
    assert all("left:calc(56px + (100% - 68px)*0)" in style for style in frames)
    assert "u at reset" in written(root)


def test_no_figure() -> None:
    hidden = {"visible": False}
    note = label("This run cannot be completed.", 0.5, 0.5, COLOUR, xref="paper", yref="paper")
    figure = {"data": [], "layout": layout(xaxis=hidden, yaxis=hidden, annotations=[note])}
    assert written(parsed(figure)) == ["This run cannot be completed."]


@pytest.mark.parametrize("as_markup", [False, True])
def test_words_are_escaped(as_markup: bool) -> None:
    wanted = "</svg><script>&\"'"
    evil = wanted if as_markup else literal(wanted)
    figure = plot(
        texts([(evil, 50.0, 0.0, f'{COLOUR}"><b>')]),
        xaxis=axis(evil, range=[0.0, 1.0]),
        annotations=[label(evil, 50.0, 0.0, COLOUR)],
    )
    text = still(figure)
    assert "<script" not in text
    assert "<b>" not in text
    # As Plotly does: what is escaped is shown as it is, tags are not shown.
    shown = "&\"'" if as_markup else wanted
    assert written(ElementTree.fromstring(text)).count(shown) == 3


def test_colours_stay_references() -> None:
    text = still(wire.at_once({"view": "neuron"})["figures"]["phase"])
    assert not re.search(r"#[0-9a-f]{3}|rgb", text)
    assert not re.search(r'(?:fill|stroke)="', text)  # var() works in styles alone


@pytest.mark.parametrize(
    "symbol",
    ["circle", "circle-open", "x-thin", "triangle-right", "diamond-open", "triangle-down-open"],
)
def test_markers(symbol: str) -> None:
    root = parsed(plot(markers([symbol, "square"], [50.0, 500.0], [0.0, 0.0])))
    assert len(strokes(root)) == 1, "the one beyond the axis is not drawn"


def test_many_markers_are_thinned() -> None:
    at = np.random.default_rng(1).random((2, 50_000)) * 100.0 - 60.0
    (d,) = [path.attrib["d"] for path in parsed(plot(markers("circle", *at))).iter("path")]
    assert 1000 < d.count("m") < 10_000


@pytest.mark.parametrize(
    ("item", "what"),
    [
        ({"type": "heatmap", "z": [[1]]}, "heatmap"),
        ({**line([0, 1], [0, 1]), "fill": "tozeroy"}, "fill"),
        (line([0, 1], [0, 1], line={"color": COLOUR, "shape": "spline"}), "spline"),
        (markers("star", [50.0], [0.0]), "star"),
    ],
)
def test_what_cannot_be_drawn_is_told(item: dict[str, Any], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        still(plot(item))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"showlegend": True}, "legend"),
        ({"bargap": 0.0}, "bargap"),
        ({"xaxis": axis("I", type="log")}, "type"),
        ({"shapes": [{"type": "circle"}]}, "circle"),
        ({"annotations": [{"text": "here", "x": 0, "y": 0}]}, "arrow"),
    ],
)
def test_what_a_layout_has_beyond_is_told(changes: dict[str, Any], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        still(plot(line([0, 1], [0, 1]), **changes))


class TestPaths:
    def test_straight_lines_need_two_points(self) -> None:
        x = np.linspace(0.0, 1.0, 1000)
        assert curve(x, x, 1.0) == f"M0 {SIZE}l{SIZE}-{SIZE}"

    def test_gaps(self) -> None:
        x = np.array([0.0, 0.1, np.nan, 0.2, 0.3, np.nan, 0.4])
        assert curve(x, x, 1.0) == "M0 5000l500-500M1000 4000l500-500"

    def test_nothing(self) -> None:
        assert curve(np.array([np.nan]), np.array([0.0]), 1.0) == ""
        assert dots(np.empty(0), np.empty(0), 1.0) == ""

    @given(st.lists(st.floats(0, 1), min_size=2, max_size=60), st.floats(0.5, 50))
    def test_points_are_missed_by_little(self, heights: list[float], tolerance: float) -> None:
        y = np.array(heights)
        x = np.linspace(0.0, 1.0, y.size)
        found = corners(curve(x, y, tolerance))
        # Vertically a line may be farther off than in the shortest way; bound the latter.
        fine_x = np.linspace(0, SIZE, 20_001)
        fine = np.column_stack((fine_x, np.interp(fine_x, found[:, 0], found[:, 1])))
        steps = np.linspace(found[:-1], found[1:], 50).reshape(-1, 2)
        all_points = np.concatenate([fine, steps])
        for px, py in zip(x * SIZE, (1.0 - y) * SIZE, strict=True):
            nearest = np.hypot(all_points[:, 0] - px, all_points[:, 1] - py).min()
            assert nearest <= tolerance + 0.02 * SIZE

    def test_every_spike_stays(self) -> None:
        y = np.zeros(3000)
        y[50::100] = 1.0
        found = corners(curve(np.linspace(0.0, 1.0, y.size), y, 1.0))
        assert (found[:, 1] == 0).sum() == 30

    def test_steps(self) -> None:
        x, y = np.array([0.0, 1.0, 2.0]), np.array([5.0, 6.0, 7.0])
        assert np.array_equal(np.column_stack(stepped(x, y, "hv"))[1], [1.0, 5.0])
        assert np.array_equal(np.column_stack(stepped(x, y, "vh"))[1], [0.0, 6.0])
        assert np.array_equal(np.column_stack(stepped(x, y, "hvh"))[1:3], [[0.5, 5.0], [0.5, 6.0]])


def test_the_page_does_not_load_it() -> None:
    program = (
        "import sys; from izhikevich import app; app.at_once({'view': 'neuron'});"
        "sys.exit(any('still' in name or 'ticks' in name for name in sys.modules if 'izh' in name))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
