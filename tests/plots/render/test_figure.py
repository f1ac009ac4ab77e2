"""Figures for paper and slides: laid out for their size, by geometry; true curves; safe text."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import matplotlib.image
import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.plots.render.image_files import pdf, png
from izhikevich.plots.render.svg.figure import svg
from izhikevich.plots.spec import (
    TIME,
    VOLTAGE,
    Arrow,
    Axis,
    Curve,
    Label,
    Pane,
    Plot,
    Points,
    Quantity,
    Region,
    Rule,
    empty,
    selected,
)
from izhikevich.plots.style import THEMES, Role
from izhikevich.views import registry

from tests.plots.render import samples
from tests.plots.render.sheet import SVG, Sheet, numbers, plots_of, read

SIZES: list[dict[str, Any]] = [
    {"width_mm": 85},
    {"width_mm": 180, "title": "A title that is so long that it may need more than one line"},
    {"width_px": 1920, "height": 1080},
]
HALF_POINT = 96.0 / 72.0 / 2.0


def sheets(plot: Plot, themes: tuple[Any, ...] = ("light", "dark")) -> list[Sheet]:
    return [read(svg(plot, theme=theme, **size)) for size in SIZES for theme in themes]


def check(plot: Plot, what: object, themes: tuple[Any, ...] = ("light", "dark")) -> None:
    for sheet in sheets(plot, themes):
        sheet.check(what)
        for pane in plot.panes:
            axes = [pane.y, *([pane.x] if _has_x(plot, pane) else [])]
            for axis in axes:
                if axis.visible and (pane.heading is None or axis is not pane.y):
                    assert axis.quantity.heading in sheet.said, (what, axis.quantity)
                elif axis.visible and axis.quantity.unit:
                    assert axis.quantity.unit in sheet.said, (what, axis.quantity)
        for path in sheet.root.iter(f"{SVG}path"):
            if "transform" in path.attrib or path.attrib.get("fill") != "none":
                continue
            assert float(path.attrib["stroke-width"]) >= HALF_POINT - 1e-4, (what, path.attrib)


def _has_x(plot: Plot, pane: Pane) -> bool:
    return all(other.area.bottom >= pane.area.bottom for other in plot.panes if other.x is pane.x)


@pytest.mark.parametrize("key", [*PATTERNS, *CELL_TYPES])
def test_every_experiment(key: str) -> None:
    for name, plot in plots_of("neuron", key, ["trace", "phase", "recovery"]).items():
        check(plot, (key, name), ("light",))


@pytest.mark.parametrize("view", registry.views(), ids=lambda view: str(view.name))
def test_every_panel(view: Any) -> None:
    panels = [panel.name for panel in view.panels]
    for name, plot in plots_of(view.name, view.default_preset, panels).items():
        check(plot, (view.name, name))


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_every_series_and_mark(name: str) -> None:
    check(samples.SAMPLES[name](), name)


def curve(x: Any, y: Any, role: Role = Role.VOLTAGE, **changes: Any) -> Curve:
    return Curve(name="a curve", role=role, x=np.asarray(x), y=np.asarray(y), **changes)


def alone(*series: Any, marks: Any = (), **axes: Axis) -> Plot:
    x, y = axes.get("x", Axis(TIME)), axes.get("y", Axis(VOLTAGE))
    return Plot(panes=[Pane(x=x, y=y, series=series, marks=marks)])


def corners(d: str) -> list[np.ndarray]:
    """Return the points of each piece of a curve."""
    pieces = []
    for piece in d.split("M")[1:]:
        begin, steps = piece.split("l")
        moves = np.array([numbers(begin), *np.reshape(numbers(steps), (-1, 2))])
        pieces.append(np.cumsum(moves, axis=0))
    return pieces


def distances(points: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Return how far points are from a line, the nearest of its pieces counting."""
    begin, along = line[:-1], np.diff(line, axis=0)
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    found = np.full(len(points), np.inf)
    for k in range(len(begin)):
        part = np.clip((points - begin[k]) @ along[k] / length[k], 0.0, 1.0)
        found = np.minimum(found, np.hypot(*(points - begin[k] - part[:, None] * along[k]).T))
    return found


def box_of(sheet: Sheet) -> tuple[float, float]:
    """Return width and height of the only pane: of its axes' lines."""
    lines = [numbers(d) for d in sheet.paths(stroke=THEMES["light"][Role.INK], fill="none")]
    spines = [line for line in lines if len(line) == 4]
    return (
        max(abs(line[2] - line[0]) for line in spines),
        max(abs(line[3] - line[1]) for line in spines),
    )


@pytest.mark.parametrize("size", SIZES)
def test_curves_are_true(size: dict[str, Any]) -> None:
    """Compare each sample with what is drawn: less than a twentieth of a pixel away."""
    t = np.arange(0.0, 1000.0, 0.05)
    y = -65.0 + 20.0 * np.sin(t / 30.0) + 95.0 * (np.mod(t, 50.0) < 0.3)
    y += np.random.default_rng(1).normal(size=t.size)
    ends = (0.0, 1000.0), (-90.0, 60.0)
    plot = alone(curve(t, y), x=Axis(TIME, range=ends[0]), y=Axis(VOLTAGE, range=ends[1]))
    sheet = read(svg(plot, **size))
    width, height = box_of(sheet)
    (d,) = sheet.paths(stroke=THEMES["light"][Role.VOLTAGE])
    (line,) = corners(d)
    points = np.column_stack((t / 1000.0 * width, (60.0 - y) / 150.0 * height))
    for k in range(0, t.size, 500):  # piece by piece, or each sample would meet all pieces
        some = points[k : k + 500]
        near = (line[:, 0] >= some[0, 0] - 2.0) & (line[:, 0] <= some[-1, 0] + 2.0)
        assert distances(some, line[near]).max() < 0.05
    for first in range(0, t.size, 1000):  # a spike each
        drawn = line[
            (line[:, 0] >= points[first, 0] - 0.01) & (line[:, 0] < points[first, 0] + 0.5)
        ]
        assert drawn[:, 1].min() == pytest.approx(points[first : first + 6, 1].min(), abs=0.05)


def test_every_spike_of_a_long_run_is_drawn() -> None:
    t = np.arange(1_000_000) * 0.005
    y = np.zeros(t.size)
    y[5_000::10_000] = 1.0
    sheet = read(svg(alone(curve(t, y), y=Axis(VOLTAGE, range=(0.0, 1.0)))))
    (d,) = sheet.paths(stroke=THEMES["light"][Role.VOLTAGE])
    (line,) = corners(d)
    assert (line[:, 1] < 0.01).sum() == 100
    assert len(d) < 20_000


def test_nothing_reaches_beyond_the_axes() -> None:
    v = np.linspace(-200.0, 200.0, 41)
    plot = alone(
        curve(v, 0.04 * v**2 + 5.0 * v + 140.0),
        x=Axis(VOLTAGE, range=(-90.0, 40.0)),
        y=Axis(Quantity("u", "mV/ms"), range=(-10.0, 10.0)),
    )
    sheet = read(svg(plot, width_mm=85))
    width, height = box_of(sheet)
    pieces = [
        line for d in sheet.paths(stroke=THEMES["light"][Role.VOLTAGE]) for line in corners(d)
    ]
    assert len(pieces) == 2, "its knee lies below the axes"
    for line in pieces:
        assert (line >= -0.02).all()
        assert (line <= np.array([width, height]) + 0.02).all()


def test_gaps() -> None:
    x = np.array([0.0, 1.0, np.nan, 2.0, 3.0])
    sheet = read(svg(alone(curve(x, x))))
    (d,) = sheet.paths(stroke=THEMES["light"][Role.VOLTAGE])
    assert len(corners(d)) == 2


def test_no_marks_of_what_is_selected() -> None:
    plot = alone(curve([0, 1], [0, 1]), marks=[selected(0.5)])
    assert "\N{BLACK LEFT-POINTING SMALL TRIANGLE}" not in svg(plot)


EVIL = "</text></svg><script>alert('&\"')</script>\x00\x0b\ud800\ufffe ]]>"


def test_words_are_escaped() -> None:
    points = Points(name=EVIL, role=Role.INK, x=np.array([1.0]), y=np.array([1.0]))
    plot = Plot(
        legend="above",
        panes=[
            Pane(
                x=Axis(Quantity(EVIL, EVIL), ticks=[(1.0, EVIL)]),
                y=Axis(VOLTAGE),
                heading=EVIL,
                notes=[(EVIL, Role.INK)],
                series=[points],
                marks=[Label(text=EVIL, role=Role.INK, x=1.0, y=1.0)],
            )
        ],
    )
    text = svg(plot, title=EVIL, description=EVIL, width_px=1200)
    assert "<script" not in text
    root = read(text).root
    title = root.find(f"{SVG}title")
    assert title is not None
    assert (title.text or "").startswith("</text></svg><script>")
    assert {item.tag for item in root.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "g", "title", "desc", "rect", "path", "text")
    }


def test_colours_of_the_themes() -> None:
    plot = alone(curve([0, 1], [0, 1]))
    for theme in ("light", "dark"):
        found = set(re.findall("#[0-9a-f]{6}", svg(plot, theme=theme)))
        assert found <= set(THEMES[theme].values())


def test_sizes() -> None:
    plot = alone(curve([0, 1], [0, 1]))
    root = read(svg(plot, width_mm=85, height=60)).root
    assert (root.attrib["width"], root.attrib["height"]) == ("85mm", "60mm")
    assert float(root.attrib["viewBox"].split()[2]) == pytest.approx(85.0 * 96.0 / 25.4, abs=1e-3)
    assert float(root.attrib["font-size"]) == pytest.approx(7.0 * 96.0 / 72.0, abs=1e-3)
    root = read(svg(plot, width_px=1920, height=1080, font_size=30)).root
    assert (root.attrib["width"], root.attrib["height"]) == ("1920", "1080")
    assert float(root.attrib["font-size"]) == pytest.approx(40.0)


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"width_mm": 10}, "width_mm"),
        ({"width_mm": float("nan")}, "width_mm"),
        ({"width_px": -3.0}, "width_px"),
        ({"width_mm": 85, "width_px": 300}, "width_px"),
        ({"width_mm": 85, "height": 5}, "height"),
        ({"theme": "sepia"}, "theme"),
        ({"font_size": 0.0}, "font_size"),
    ],
)
def test_refused(settings: Any, name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        svg(alone(curve([0, 1], [0, 1])), **settings)
    assert caught.value.parameter == name


_NAN = float("nan")
_LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3
ODD: dict[str, Plot] = {
    "nothing": alone(),
    "empty": alone(curve([], [], step="between")),
    "no numbers": alone(curve([_NAN], [_NAN])),
    "constant": alone(curve([0.0, 1.0], [5.0, 5.0])),
    "infinite": alone(curve([0.0, 1.0, 2.0], [0.0, np.inf, 1.0])),
    "huge": alone(curve([0.0, 1.0], [0.0, 1e300])),
    "nearly constant": alone(curve([0.0, 1.0], [1e9, 1e9 + 1e-3])),
    "no range": alone(curve([0.0, 1.0], [0.0, 1.0]), y=Axis(VOLTAGE, range=(_NAN, np.inf))),
    "below 0": alone(curve([0.0, 5.0], [-1.0, 5.0]), y=Axis(VOLTAGE, kind="log")),
    "all magnitudes": alone(curve([1e-200, 1e200], [1.0, 2.0]), x=Axis(TIME, kind="log")),
    "a short ratio": alone(curve([1.0, 1.0001], [1.0, 2.0]), x=Axis(TIME, kind="log")),
    "no ticks": alone(curve([0.0, 1.0], [0.0, 1.0]), x=Axis(TIME, ticks=[])),
    "a tick outside": alone(curve([0.0, 1.0], [0.0, 1.0]), x=Axis(TIME, ticks=[(5.0, "far")])),
    "small steps": alone(curve([0.0, 1e9], [0.0, 1.0]), x=Axis(TIME, tick_step=1.0)),
    "long name": alone(curve([0.0, 1.0], [0.0, 1.0]), y=Axis(Quantity(_LONG, "mV"))),
    "long name below": alone(curve([0.0, 1.0], [0.0, 1.0]), x=Axis(Quantity(_LONG, "ms"))),
    "a map of one": alone(samples.small_map([[3.0]])),
    "a map of nothing": alone(samples.small_map([[_NAN, _NAN]])),
    "a constant map": alone(samples.small_map([[2.0, 2.0], [2.0, 2.0]])),
    "an infinite map": alone(samples.small_map([[np.inf, 2.0], [2.0, -np.inf]])),
    "marks nowhere": alone(
        curve([0.0, 1.0], [0.0, 1.0]),
        marks=[
            Label(text="x", role=Role.INK, x=_NAN, y=_NAN),
            Rule(role=Role.INK, x=_NAN),
            Rule(role=Role.INK, y=1e9),
            Region(role=Role.REST, x=(_NAN, 2.0)),
            Arrow(role=Role.INK, start=(0.0, 0.0), end=(0.0, 0.0)),
        ],
    ),
    "a long legend": Plot(
        legend="above",
        panes=[
            Pane(
                x=Axis(TIME),
                y=Axis(VOLTAGE),
                series=[
                    replace(curve([0.0, 1.0], [0.0, k]), name=f"{k}: {_LONG[: 4 * k]}")
                    for k in range(16)
                ],
            )
        ],
    ),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("what", ODD)
def test_odd_data(what: str) -> None:
    for sheet in sheets(ODD[what], ("light",)):
        sheet.check(what)


def test_a_message() -> None:
    sheet = read(svg(empty("This run cannot be completed."), width_mm=85))
    assert sheet.said == "This run cannot be completed."


def test_rules_through_all_panes() -> None:
    time = Axis(TIME, range=(0.0, 10.0))
    top, bottom = samples.stacked(2)
    rule = Rule(role=Role.NEGATIVE, x=4.0, through=True)
    plot = Plot(
        panes=[
            Pane(x=time, y=Axis(VOLTAGE), area=top, marks=[rule], series=[curve([0, 9], [0, 1])]),
            Pane(x=time, y=Axis(VOLTAGE), area=bottom, series=[curve([0, 9], [0, 1])]),
        ]
    )
    sheet = read(svg(plot, width_px=800, height=600))
    (d,) = sheet.paths(stroke=THEMES["light"][Role.NEGATIVE])
    (line,) = corners(d)
    assert np.ptp(line[:, 1]) > 400.0
    assert np.ptp(line[:, 0]) == 0.0


def test_png_and_pdf() -> None:
    picture = svg(alone(curve([0, 1], [0, 1])), width_px=400, height=250, title="A & B <c>")
    image = matplotlib.image.imread(io.BytesIO(png(picture, 192.0)))
    assert image.shape[:2] == (500, 800)
    assert np.allclose(image[0, 0, :3], 1.0)
    assert len(np.unique(image.reshape(-1, image.shape[2]), axis=0)) > 10
    document = pdf(picture)
    assert document.startswith(b"%PDF")
    assert b"FontFile" in document, "text stays text, in a font of its own"
    assert document == pdf(picture)
    with pytest.raises(ParameterError, match="dpi"):
        png(picture, 0.0)
