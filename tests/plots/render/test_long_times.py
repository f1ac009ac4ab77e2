"""Times of 10 s and more are labelled in s by both renderers; tables and data stay in ms."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from izhikevich.plots.render.plotly import close_up, render
from izhikevich.plots.render.svg.figure import svg
from izhikevich.plots.render.svg.still import still
from izhikevich.plots.spec import TIME, VOLTAGE, Axis, Curve, Pane, Plot, Quantity
from izhikevich.plots.style import Role
from izhikevich.plots.table import tables
from izhikevich.plots.windows import Window
from izhikevich.transport import UNSET
from izhikevich.units import time_of


def plot_until(end: float, *, axis: Axis | None = None, n: int = 1001) -> Plot:
    t = np.linspace(0.0, end, n)
    curve = Curve(name="v", role=Role.VOLTAGE, x=t, y=np.sin(t))
    x = axis or Axis(TIME, range=(0.0, end))
    return Plot(panes=[Pane(x=x, y=Axis(VOLTAGE), series=[curve])])


def written(picture: str) -> list[str]:
    return re.findall(r">([^<>]+)</t", picture)


def labels(figure: Any) -> dict[float, str]:
    axis = figure.layout["xaxis"]
    return {round(at, 6): text for at, text in zip(axis["tickvals"], axis["ticktext"], strict=True)}


def test_a_long_axis_of_the_page_is_in_seconds_and_its_data_are_not() -> None:
    figure = render(plot_until(60_000.0), seconds=True)
    assert figure.seconds == ["xaxis"]
    assert figure.layout["xaxis"]["title"]["text"] == "t (s)"
    found = labels(figure)
    assert found[20_000.0] == "20"
    assert all(float(text) == at / 1000.0 for at, text in found.items())
    (trace,) = figure.data
    assert trace["x"][-1] == 60_000.0
    assert list(figure.layout["xaxis"]["range"]) == [0.0, 60_000.0]


def test_hover_gives_seconds_to_the_same_precision() -> None:
    (trace,) = render(plot_until(60_000.0), seconds=True).data
    assert trace["hovertemplate"].startswith("%{y:.1f} mV at %{customdata:.5f} s")
    assert np.array_equal(trace["customdata"], trace["x"] / 1000.0)


def test_hover_of_a_close_up_stays_right() -> None:
    plot = plot_until(60_000.0, n=100_001)
    (near,) = close_up(plot, {0: Window(x=(1000.0, 1500.0))})
    assert np.array_equal(near.customdata, near.x / 1000.0)


@pytest.mark.parametrize("end", [9_999.0, 500.0])
def test_shorter_times_stay_in_ms(end: float) -> None:
    figure = render(plot_until(end), seconds=True)
    assert figure.seconds is UNSET
    assert figure.layout["xaxis"]["title"]["text"] == "t (ms)"
    assert "ms" in figure.data[0]["hovertemplate"]
    assert "t (ms)" in written(svg(plot_until(end)))


@pytest.mark.parametrize(
    "axis",
    [
        Axis(Quantity("I", "mV/ms"), range=(0.0, 60_000.0)),
        Axis(TIME, range=(1.0, 60_000.0), kind="log"),
        Axis(TIME, range=(0.0, 60_000.0), ticks=[(0.0, "begin"), (6e4, "end")]),
    ],
)
def test_what_is_no_plain_axis_of_time_stays(axis: Axis) -> None:
    assert render(plot_until(60_000.0, axis=axis), seconds=True).seconds is UNSET
    assert axis.quantity.heading in written(svg(plot_until(60_000.0, axis=axis)))


def test_an_axis_without_a_range_follows_its_data() -> None:
    assert render(plot_until(60_000.0, axis=Axis(TIME)), seconds=True).seconds == ["xaxis"]
    assert render(plot_until(600.0, axis=Axis(TIME)), seconds=True).seconds is UNSET


def test_a_late_part_is_in_seconds_with_the_digits_it_needs() -> None:
    axis = Axis(TIME, range=(29_000.0, 30_000.0))
    figure = render(plot_until(60_000.0, axis=axis), seconds=True)
    assert labels(figure)[29_500.0] == "29.5"
    assert {"29.5", "t (s)"} <= set(written(still(plot_until(60_000.0, axis=axis))))


def test_figures_and_stills_have_the_labels_of_the_page() -> None:
    plot = plot_until(60_000.0)
    ticks = set(labels(render(plot, seconds=True)).values())
    for picture in (still(plot), svg(plot, width_px=500.0)):
        words = written(picture)
        assert {"t (s)", "20", "40"} <= set(words)
        assert not any("," in word or "k" in word for word in words)
    assert ticks <= set(written(still(plot)))


def test_other_languages_write_them_in_their_own_way() -> None:
    signs = replace(TIME.numerals, decimal=",", thousands=".")
    axis = Axis(replace(TIME, numerals=signs), range=(29_000.0, 30_000.0))
    figure = render(plot_until(60_000.0, axis=axis), seconds=True)
    assert labels(figure)[29_500.0] == "29,5"
    assert any(re.fullmatch(r"29,\d", word) for word in written(svg(plot_until(6e4, axis=axis))))


def test_steps_of_ticks_are_those_of_the_axis() -> None:
    axis = Axis(TIME, range=(0.0, 60_000.0), tick_step=5000.0)
    assert list(labels(render(plot_until(6e4, axis=axis), seconds=True)))[:3] == [0.0, 5e3, 1e4]


def test_tables_and_figures_for_notebooks_stay_in_ms() -> None:
    plot = plot_until(60_000.0)
    (table,) = tables(plot)
    assert table.columns[0].unit == "ms"
    assert float(np.asarray(table.columns[0].values)[-1]) == 60_000.0
    figure = render(plot)
    assert figure.layout["xaxis"]["title"]["text"] == "t (ms)"
    assert "customdata" not in figure.data[0]


def test_times_in_messages() -> None:
    assert str(time_of(9_999.0)) == "9,999 ms"
    assert str(time_of(80_000.0)) == "80.0 s"
    assert str(time_of(500.0, like=80_000.0, named=False)) == "0.5"
