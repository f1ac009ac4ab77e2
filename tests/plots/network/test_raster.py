"""The plot of spikes: Plotly's part is valid, the page's part arrives as it is to be painted."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.plots.network.bands import make_bands
from izhikevich.plots.network.raster import raster_plot
from izhikevich.plots.render.plotly import colour
from izhikevich.plots.render.svg.still import still
from izhikevich.plots.render.thumbnail import raster_thumbnail
from izhikevich.plots.render.ticks import page_ticks
from izhikevich.plots.spec import Curve, Label, Pane, Plot, Raster
from izhikevich.plots.style import Role
from izhikevich.transport import pack, unpack

from tests import wire


def described(
    n: int = 500, sizes: tuple[int, ...] = (80, 20, 10, 1), neuron: int | None = None
) -> Plot:
    random = np.random.default_rng(3)
    indices = random.integers(0, sum(sizes), n)
    t = np.arange(0.0, 100.0, 5.0)
    return raster_plot(
        np.sort(random.uniform(0.0, 100.0, n)),
        indices,
        np.searchsorted(np.cumsum(sizes), indices, side="right"),
        names=[f"population {k}" for k in range(len(sizes))],
        roles=[Role.EXCITATORY, Role.INHIBITORY, *[Role.EXCITATORY] * len(sizes)][: len(sizes)],
        sizes=sizes,
        t_range=(0.0, 100.0),
        rates=[(t, np.full(t.size, 10.0 * k)) for k in range(len(sizes))],
        neuron=neuron,
    )


def drawn(
    n: int = 500, sizes: tuple[int, ...] = (80, 20, 10, 1), neuron: int | None = None
) -> dict[str, Any]:
    return wire.figure(described(n, sizes, neuron))


@pytest.mark.parametrize("n", [0, 1, 500])
@pytest.mark.parametrize("sizes", [(10,), (80, 20, 10, 1)])
def test_plotly_accepts_all_but_the_spikes(n: int, sizes: tuple[int, ...]) -> None:
    figure = drawn(n, sizes)
    assert set(figure) == {"data", "layout", "raster"}
    go.Figure({"data": figure["data"], "layout": figure["layout"]})
    boundaries, *rates = figure["data"]
    assert boundaries.get("yaxis", "y") == "y"
    assert [trace["yaxis"] for trace in rates] == ["y2"] * len(sizes)


def test_the_spikes_arrive_in_the_types_the_page_paints() -> None:
    raster = drawn()["raster"]
    arrived = unpack(*pack({"raster": raster}))["raster"]
    for name, dtype in (("times", np.float64), ("indices", np.int32), ("groups", np.uint8)):
        assert arrived[name].dtype == dtype
        np.testing.assert_array_equal(arrived[name], raster[name])
    assert np.all(np.diff(arrived["times"]) >= 0.0)
    described_raster = described().panes[0].series[0]
    assert isinstance(described_raster, Raster)
    assert arrived["colours"] == [colour(role) for role in described_raster.roles]
    assert len(arrived["names"]) == len(arrived["colours"]) > arrived["groups"].max()


def test_more_populations_than_a_byte_counts_keep_their_groups() -> None:
    n = 300
    every = np.arange(n)
    plot = raster_plot(
        every.astype(np.float64),
        every,
        every,
        names=[str(k) for k in every],
        roles=[Role.EXCITATORY] * n,
        sizes=[1] * n,
        t_range=(0.0, float(n)),
        rates=[(np.zeros(1), np.zeros(1))] * n,
    )
    np.testing.assert_array_equal(wire.figure(plot)["raster"]["groups"], every)


def test_neuron_0_stands_at_the_top_and_all_rows_are_inside() -> None:
    layout = drawn()["layout"]
    assert layout["yaxis"]["range"] == [110.5, -0.5]
    assert layout["xaxis"]["range"] == [0.0, 100.0]
    assert layout["yaxis"]["domain"][0] > layout["yaxis2"]["domain"][1]
    json.dumps(layout)


def plain(name: str) -> str:
    """Return a name without the dashes of its curve."""
    return name.lstrip("—–· ")


def test_populations_are_separated_and_named_with_their_sizes() -> None:
    figure = drawn()
    lines = [y for y in figure["data"][0]["y"] if y is not None]
    bands = figure["raster"]["bands"]
    edges = [edge for band in bands for edge in (band["top"], band["top"] + band["height"])]
    assert sorted(set(lines)) == pytest.approx(sorted(edges))
    named = {plain(note["text"]): note["y"] for note in figure["layout"]["annotations"]}
    for k, band in enumerate(bands):
        assert named[f"population {k} ({band['size']})"] == band["top"]


def test_of_many_populations_only_those_that_are_high_enough_are_named() -> None:
    sizes = (900, *[1] * 30)
    texts = [plain(note["text"]) for note in drawn(10, sizes)["layout"]["annotations"]]
    assert sorted(texts) == ["population 0 (900)", "rate (Hz)"]


def test_one_population_has_plain_rows() -> None:
    figure = drawn(sizes=(50,))
    assert figure["raster"]["bands"] == [{"first": 0, "size": 50, "top": -0.5, "height": 50.0}]
    assert "tickvals" not in figure["layout"]["yaxis"]
    assert "population 0" in [note["text"] for note in figure["layout"]["annotations"]]


def test_the_selected_neuron_is_marked_in_its_row() -> None:
    (mark,) = [
        mark
        for mark in described(neuron=110).panes[0].marks
        if isinstance(mark, Label) and mark.selection
    ]
    band = make_bands((80, 20, 10, 1))[3]
    assert mark.y == band["top"] + band["height"] / 2.0
    (note,) = [n for n in drawn(neuron=110)["layout"]["annotations"] if n["text"] == mark.text]
    assert (note["x"], note["xref"], note["xanchor"]) == (1.0, "paper", "left")


def test_names_that_users_gave_are_shown_as_they_were_written() -> None:
    name = "<b>A</b> %{x} & more"
    plot = raster_plot(
        np.array([1.0]),
        np.array([0]),
        np.array([0]),
        names=[name, "other"],
        roles=[Role.EXCITATORY, Role.INHIBITORY],
        sizes=[10, 10],
        t_range=(0.0, 10.0),
        rates=[(np.zeros(1), np.zeros(1))] * 2,
    )
    figure = wire.figure(plot)
    assert figure["raster"]["names"] == [name, "other"], "the page writes them as text"
    rate = figure["data"][1]
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    (title,) = [text for text in texts if "more" in text]
    for text in (rate["name"], rate["hovertemplate"], title):
        assert "<b>" not in text
        assert "%{x} &" not in text
        assert name in html.unescape(text)


def test_the_still_picture_has_the_spikes_in_their_bands() -> None:
    sizes = (1000, 10)
    plot = raster_plot(
        np.array([20.0]),
        np.array([1009]),
        np.array([1]),
        names=["large", "small"],
        roles=[Role.EXCITATORY, Role.INHIBITORY],
        sizes=sizes,
        t_range=(0.0, 100.0),
        rates=[(np.zeros(1), np.zeros(1))] * 2,
    )
    figure = wire.figure(plot)
    root = ElementTree.fromstring(still(plot))
    words = [element.text for element in root.iter("text")]
    assert {"0", "1000", "large (1,000)", "small (10)"} <= set(words)
    ((x, y),) = [
        [int(number) for number in re.findall(r"-?\d+", path.attrib["d"])[:2]]
        for path in root.iter("path")
        if "linecap:round" in path.attrib["style"]
        and colour(Role.INHIBITORY) in path.attrib["style"]
    ]
    band = figure["raster"]["bands"][1]
    inside = (band["top"] + 0.95 * band["height"] + 0.5) / 1010
    assert (x / 5000, y / 5000) == pytest.approx((0.2, inside), abs=1e-3)


def test_the_thumbnail_has_the_bands_of_the_plot() -> None:
    sizes = (1000, 10)
    picture = raster_thumbnail(np.array([0.0, 50.0]), np.array([999, 1000]), sizes, 100.0)
    middles = [
        np.mean([float(point.split(",")[1]) for point in line.points.split()])
        for line in picture.lines
    ]
    large, small = make_bands(sizes)
    rows = [large["top"] + large["height"] * 0.9995, small["top"] + small["height"] * 0.05]
    height = picture.viewbox[1]
    assert middles == pytest.approx(
        [2 + (height - 4) * (row + 0.5) / 1010 for row in rows], abs=0.06
    )


def test_populations_of_one_colour_differ_in_their_dashes() -> None:
    lines = [trace["line"] for trace in drawn()["data"][1:]]
    looks = {(line["color"], line.get("dash", "solid")) for line in lines}
    assert len(looks) == len(lines)


def test_rate_curves_of_one_colour_have_a_key() -> None:
    def named(sizes: tuple[int, ...]) -> list[tuple[str, str]]:
        marks = described(sizes=sizes).panes[0].marks
        return [(str(mark.role), str(mark.text)) for mark in marks if isinstance(mark, Label)]

    assert [text for _, text in named((80, 20))] == ["population 0 (80)", "population 1 (20)"]
    many = named((100,) * 6)
    assert [text.split(" population ")[1] for _, text in many] == [f"{k} (100)" for k in range(6)]
    pane = described(sizes=(100,) * 6).panes[1]
    curves = {(str(s.role), s.dash) for s in pane.series if isinstance(s, Curve)}
    lines = {(role, text.split(" population ")[0]) for role, text in many}
    assert len(curves) == len(lines) == 6, "each is drawn and named in its own way"


def test_wide_numbers_do_not_meet_the_title_of_their_axis() -> None:
    def room(size: int) -> float:
        return float(drawn(0, (size,))["layout"]["margin"]["l"])

    assert room(9_000) == 56.0
    # Ticks of 4 px, digits of 7 px, a gap of 6 px and a title of 15 px.
    for digits, size in ((5, 60_000), (6, 600_000)):
        assert room(size) >= 4 + 7 * digits + 6 + 15


def test_long_times_have_no_prefix() -> None:
    long = replace(described(), panes=[at_29_s(pane) for pane in described().panes])
    axis = wire.figure(long)["layout"]["xaxis"]
    assert (axis["exponentformat"], axis["separatethousands"]) == ("none", True)
    found = page_ticks(28_000.0, 30_000.0, 5, grouped=True)
    assert [text for _, text in found][:2] == ["28,000", "28,500"]
    assert [text for _, text in page_ticks(0.0, 1.0, 4, grouped=True)][1] == "0.5"


def at_29_s(pane: Pane) -> Pane:
    return replace(pane, x=replace(pane.x, range=(28_000.0, 30_000.0)))
