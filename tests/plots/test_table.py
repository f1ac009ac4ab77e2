"""The tables of plots: every sample of every series with its unit, and no decoration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from izhikevich.messages.catalogues import texts_of
from izhikevich.messages.translation import Translation
from izhikevich.plots.spec import (
    TIME,
    VOLTAGE,
    Array,
    Arrow,
    Axis,
    Bars,
    Curve,
    Detail,
    Field,
    Label,
    Loop,
    Map,
    Pane,
    Plot,
    Points,
    Quantity,
    Raster,
    Region,
    Rule,
    Series,
    SpikeTimes,
    Strokes,
    empty,
)
from izhikevich.plots.style import Role
from izhikevich.plots.table import Column, Table, tables
from izhikevich.plots.translated import translated
from izhikevich.plots.words import words
from izhikevich.views import preparation, registry
from izhikevich.views.part import Part

from tests.messages.texts import WHOLE

PRESETS = [(view.name, preset.name) for view in registry.views() for preset in view.presets]
CURRENT = Quantity("I", "pA")
INK = Role.INK
T = np.arange(4.0)


@cache
def plots_of(view: str, preset: str) -> dict[str, Plot]:
    """Return the plots of a preset: all, or those that take no time."""
    panels = registry.VIEWS[view]().panels
    whole = preset in WHOLE.get(view, ())
    names = [panel.name for panel in panels if whole or not panel.on_demand]
    _, _, prepared = preparation.read({"view": view, "preset": preset})
    found: dict[str, Plot] = {}
    for part in registry.VIEWS[view]().compute(prepared, tuple(names)):
        if isinstance(part, Part):
            found |= part.plots
    return found


def series_of(plot: Plot) -> Iterator[tuple[Pane, Series]]:
    for pane in plot.panes:
        for series in pane.series:
            yield pane, series


def holds(found: list[Table], heading: str | None, values: Any) -> bool:
    """Tell whether a column has this unit and name, if one is wanted, and holds these values."""
    wanted = np.asarray(values, dtype=np.float64).ravel()
    return any(
        heading in (None, column.heading)
        and column.texts is None
        and column.values.shape == wanted.shape
        and np.array_equal(column.values.astype(np.float64), wanted, equal_nan=True)
        for table in found
        for column in table.columns
    )


@pytest.mark.parametrize(("view", "preset"), PRESETS)
class TestAllPresets:
    def test_tables_are_well_formed(self, view: str, preset: str) -> None:
        for name, plot in plots_of(view, preset).items():
            found = tables(plot)
            names = [table.name for table in found]
            assert all(names), name
            assert len(set(names)) == len(names), name
            for table in found:
                headings = [column.heading for column in table.columns]
                assert all(headings), name
                assert len(set(headings)) == len(headings), headings
                assert {column.values.shape for column in table.columns} == {(table.n_rows,)}
                for column in table.columns:
                    assert column.values.dtype.kind in "iufb", column.heading
                    if column.texts is not None and table.n_rows:
                        assert 0 <= column.values.min() <= column.values.max() < len(column.texts)

    def test_every_series_has_all_its_samples_with_units(self, view: str, preset: str) -> None:
        for name, plot in plots_of(view, preset).items():
            found = tables(plot)
            units = {column.unit for table in found for column in table.columns}
            for pane, series in series_of(plot):
                across, up = pane.x.quantity, series.value or pane.y.quantity
                measured: dict[str, Array] = {}
                match series:
                    case Raster():
                        assert holds(found, across.heading, series.x), (name, series.name)
                        continue
                    case Map():
                        known = np.isfinite(series.z)
                        values = np.concatenate(
                            [c.values for t in found for c in t.columns if c.texts is None]
                        )
                        assert np.isin(np.asarray(series.z)[known], values).all(), series.name
                        assert series.measure.unit in units
                        continue
                    case Bars():
                        measured = {f"{across.name} from": np.asarray(series.x)[:-1]}
                    case Points() if not (pane.x.visible or pane.y.visible):
                        continue
                    case _:
                        measured = {across.name: (series.data or (series.x,))[0]}
                        assert up.unit in units or len(series.data or (0, 0)) < 2
                for heading, places in measured.items():
                    own = Quantity(heading, across.unit).heading
                    assert holds(found, own, places), (name, series.name)
                y = series.data[1:2] if series.data else (series.y,)
                assert all(holds(found, None, values) for values in y), (name, series.name)
            for spikes in plot.spikes:
                assert holds(found, spikes.quantity.heading, spikes.values), spikes.name

    def test_the_page_can_say_them_in_german(self, view: str, preset: str) -> None:
        missing: set[str] = set()
        speech = Translation(texts_of("de"), missing.add)
        for plot in plots_of(view, preset).values():
            german = translated(plot, speech)
            for sentence in words(german):
                speech.text(sentence)
            speech.content(tables(german))
        assert missing == set()

    def test_decoration_is_no_data(self, view: str, preset: str) -> None:
        for plot in plots_of(view, preset).values():
            bare = [replace(pane, marks=(), heading=None, notes=()) for pane in plot.panes]
            assert outline(tables(plot)) == outline(tables(replace(plot, panes=bare)))
            nothing = [replace(pane, series=()) for pane in plot.panes]
            assert tables(replace(plot, panes=nothing, spikes=())) == []


def outline(found: list[Table]) -> list[Any]:
    return [
        (table.name, table.n_rows, *(column.heading for column in table.columns)) for table in found
    ]


def curve(name: str, y: Array, **more: Any) -> Curve:
    return Curve(**{"name": name, "role": INK, "x": T, "y": y, **more})


def pane(*series: Series, x: Quantity = TIME, y: Quantity = VOLTAGE, **more: Any) -> Pane:
    return Pane(x=Axis(x), y=Axis(y), series=series, **more)


def columns(plot: Plot) -> dict[str, dict[str, Column]]:
    return {table.name: {c.heading: c for c in table.columns} for table in tables(plot)}


def test_curves_over_the_same_samples_stand_in_one_table() -> None:
    plot = Plot(
        panes=[
            pane(curve("v", T + 1.0)),
            pane(curve("current", T + 2.0, x=T.copy()), y=CURRENT),
            pane(curve("other", T[:3], x=T[:3]), y=CURRENT),
        ],
        spikes=[SpikeTimes(quantity=TIME, values=np.array([1.5]))],
    )
    found = columns(plot)
    assert [*found] == ["samples", "other", "spikes"]
    assert [*found["samples"]] == ["t (ms)", "v (mV)", "I (pA)"]
    assert found["samples"]["I (pA)"].values.tolist() == [2.0, 3.0, 4.0, 5.0]
    assert [*found["other"]] == ["t (ms)", "I (pA)"]
    assert found["spikes"]["t (ms)"].values.tolist() == [1.5]


def test_curves_of_one_quantity_have_their_own_names() -> None:
    rates = [curve("A", T), curve("B", 2.0 * T)]
    assert [*columns(Plot(panes=[pane(*rates)]))["v"]] == ["t (ms)", "A: v (mV)", "B: v (mV)"]
    named = columns(Plot(panes=[pane(curve("now: v of A", T), curve("now: B", 2.0 * T))]))
    assert {name: [*one] for name, one in named.items()} == {
        "now": ["t (ms)", "now: v of A (mV)", "now: B: v (mV)"]
    }
    same = Plot(panes=[pane(curve("A", T), curve("A", T[:2], x=T[:2])), pane(rates[1], y=CURRENT)])
    assert [*columns(same)] == ["samples", "A"]
    twice = Plot(panes=[pane(curve("A", T)), pane(curve("A", T[:2], x=T[:2]), y=CURRENT)])
    assert [*columns(twice)] == ["A: v", "A: I"]


def test_the_samples_of_a_line_with_further_points() -> None:
    peaks = curve("v", np.arange(6.0), x=np.arange(6.0), data=(T, T + 1.0))
    (found,) = columns(Plot(panes=[pane(peaks)])).values()
    assert found["v (mV)"].values.tolist() == (T + 1.0).tolist()
    only = Strokes(name="target", role=INK, x=T, y=np.full(4, -20.0), data=(T,))
    (found,) = columns(Plot(panes=[pane(only)])).values()
    assert [*found] == ["t (ms)"]
    path = curve(
        "path", np.arange(6.0), x=np.arange(6.0), detail=Detail(TIME, T), data=(T, -T, 0.1 * T)
    )
    (found,) = columns(Plot(panes=[pane(path, x=VOLTAGE, y=CURRENT)])).values()
    assert found["t (ms)"].values.tolist() == (0.1 * T).tolist()


def test_gaps_stay() -> None:
    broken = curve("v", np.array([1.0, np.nan, 2.0, 3.0]))
    (found,) = columns(Plot(panes=[pane(broken)])).values()
    assert np.isnan(found["v (mV)"].values).tolist() == [False, True, False, False]


def test_spikes_of_a_raster() -> None:
    raster = Raster(
        name="spikes",
        role=INK,
        x=np.array([1.0, 2.0, 3.0]),
        y=np.array([0, 5, 3]),
        groups=np.array([0, 1, 1], dtype=np.uint8),
        names=["A", "B"],
        roles=[INK, INK],
        bands=[
            {"first": 0, "size": 3, "top": 0, "height": 3},
            {"first": 3, "size": 3, "top": 3, "height": 3},
        ],
    )
    found = columns(Plot(panes=[pane(raster, y=Quantity("neuron"))]))["spikes"]
    assert [*found] == ["t (ms)", "neuron", "population"]
    assert found["neuron"].values.tolist() == [0, 2, 0]
    population = found["population"]
    assert population.texts is not None
    assert [population.texts[k] for k in population.values] == ["A", "B", "B"]


def colours(name: str, z: Array, **more: Any) -> Map:
    quantity = Quantity("rate", "Hz")
    places = {"x": np.array([0, 1]), "y": np.array([5, 6, 7])}
    return Map(
        **{
            "name": name,
            "role": INK,
            **places,
            "z": z,
            "measure": quantity,
            "scale": [INK],
            **more,
        }
    )


def test_a_map_has_one_row_for_each_cell() -> None:
    z = np.arange(6.0).reshape(3, 2)
    (found,) = columns(Plot(panes=[pane(colours("map", z), x=CURRENT)])).values()
    assert found["I (pA)"].values.tolist() == [0, 1, 0, 1, 0, 1]
    assert found["v (mV)"].values.tolist() == [5, 5, 6, 6, 7, 7]
    assert found["rate (Hz)"].values.tolist() == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]


def test_maps_over_the_same_places() -> None:
    z = np.arange(6.0).reshape(3, 2)
    both = Plot(panes=[pane(colours("a: now", z), colours("a: change", -z))])
    (name, found), *_ = columns(both).items()
    assert name == "a"
    assert [*found][2:] == ["a: now: rate (Hz)", "a: change: rate (Hz)"]
    low, high = np.where(z < 3.0, z, np.nan), np.where(z > 3.0, z, np.nan)
    parted = Plot(panes=[pane(colours("low", low), colours("high", high))])
    (found,) = columns(parted).values()
    kind = found["kind"]
    assert kind.texts is not None
    texts = [kind.texts[k] for k in kind.values]
    assert texts == ["low", "low", "low", "", "high", "high"]
    assert found["rate (Hz)"].values.tolist()[4:] == [4.0, 5.0]


def test_bars_have_edges() -> None:
    bars = Bars(name="intervals", role=INK, x=np.array([0.0, 2.0, 4.0]), y=np.array([3.0, 1.0]))
    (found,) = columns(Plot(panes=[pane(bars, y=Quantity("count"))])).values()
    assert {heading: column.values.tolist() for heading, column in found.items()} == {
        "t from (ms)": [0.0, 2.0],
        "t to (ms)": [2.0, 4.0],
        "count": [3.0, 1.0],
    }


def test_points_with_texts() -> None:
    points = Points(name="points", role=INK, x=T[:2], y=T[:2], texts=["one\nline", "two"])
    (found,) = columns(Plot(panes=[pane(points)])).values()
    assert [*found] == ["t (ms)", "v (mV)", "text"]
    assert found["text"].texts == ["one\nline", "two"]
    nodes = replace(points, detail=Detail(Quantity("neurons"), np.array([80, 20])))
    hidden = Axis(Quantity("x"), visible=False)
    (found,) = columns(Plot(panes=[Pane(x=hidden, y=hidden, series=[nodes])])).values()
    assert [*found] == ["neurons", "text"]  # where they stand means nothing


def test_marks_are_no_data() -> None:
    marks = [
        Rule(role=INK, x=1.0),
        Region(role=INK, x=(0.0, 1.0)),
        Label(text="here", role=INK, x=1.0, y=1.0),
        Field(name="field", role=INK, arrows=np.zeros((1, 2, 2))),
        Arrow(role=INK, start=(0.0, 0.0), end=(1.0, 1.0)),
        Loop(role=INK, centre=(0.0, 0.0), radius=1.0),
    ]
    assert tables(Plot(panes=[pane(marks=marks)])) == []
    assert tables(empty("There is nothing.")) == []
