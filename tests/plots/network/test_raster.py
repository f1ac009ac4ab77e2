"""The figure of spikes: Plotly's part is valid, the page's part arrives as it is to be painted."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.figures.raster import raster_figure
from izhikevich.figures.still import still
from izhikevich.figures.still_path import SIZE
from izhikevich.figures.style import EXCITATORY, INHIBITORY
from izhikevich.figures.thumbnail import raster_thumbnail
from izhikevich.plots.network.bands import make_bands
from izhikevich.transport import pack, unpack


def drawn(
    n: int = 500, sizes: tuple[int, ...] = (80, 20, 10, 1), neuron: int | None = None
) -> dict[str, Any]:
    random = np.random.default_rng(3)
    indices = random.integers(0, sum(sizes), n)
    t = np.arange(0.0, 100.0, 5.0)
    return raster_figure(
        np.sort(random.uniform(0.0, 100.0, n)),
        indices,
        np.searchsorted(np.cumsum(sizes), indices, side="right"),
        names=[f"population {k}" for k in range(len(sizes))],
        colors=[EXCITATORY, INHIBITORY, *[EXCITATORY] * len(sizes)][: len(sizes)],
        sizes=sizes,
        t_range=(0.0, 100.0),
        rates=[(t, np.full(t.size, 10.0 * k)) for k in range(len(sizes))],
        neuron=neuron,
    )


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
    assert arrived["colors"] == [EXCITATORY, INHIBITORY, EXCITATORY, EXCITATORY]
    assert len(arrived["names"]) == len(arrived["colors"]) > arrived["groups"].max()


def test_more_populations_than_a_byte_counts_keep_their_groups() -> None:
    n = 300
    every = np.arange(n)
    figure = raster_figure(
        every.astype(np.float64),
        every,
        every,
        names=[str(k) for k in every],
        colors=[EXCITATORY] * n,
        sizes=[1] * n,
        t_range=(0.0, float(n)),
        rates=[(np.zeros(1), np.zeros(1))] * n,
    )
    np.testing.assert_array_equal(figure["raster"]["groups"], every)


def test_neuron_0_stands_at_the_top_and_all_rows_are_inside() -> None:
    layout = drawn()["layout"]
    assert layout["yaxis"]["range"] == [110.5, -0.5]
    assert layout["xaxis"]["range"] == [0.0, 100.0]
    assert layout["yaxis"]["domain"][0] > layout["yaxis2"]["domain"][1]
    json.dumps(layout)


def test_populations_are_separated_and_named_with_their_sizes() -> None:
    figure = drawn()
    lines = [y for y in figure["data"][0]["y"] if y is not None]
    bands = figure["raster"]["bands"]
    edges = [edge for band in bands for edge in (band["top"], band["top"] + band["height"])]
    assert sorted(set(lines)) == pytest.approx(sorted(edges))
    named = {note["text"]: note["y"] for note in figure["layout"]["annotations"]}
    for k, band in enumerate(bands):
        assert named[f"population {k} ({band['size']})"] == band["top"]


def test_of_many_populations_only_those_that_are_high_enough_are_named() -> None:
    sizes = (900, *[1] * 30)
    texts = [note["text"] for note in drawn(10, sizes)["layout"]["annotations"]]
    assert texts == ["rate (Hz)", "population 0 (900)"]


def test_one_population_has_plain_rows() -> None:
    figure = drawn(sizes=(50,))
    assert figure["raster"]["bands"] == [{"first": 0, "size": 50, "top": -0.5, "height": 50.0}]
    assert "tickvals" not in figure["layout"]["yaxis"]
    assert "population 0" in [note["text"] for note in figure["layout"]["annotations"]]


def test_the_neuron_looked_at_is_marked_in_its_row() -> None:
    (mark,) = [
        note for note in drawn(neuron=110)["layout"]["annotations"] if note["xanchor"] == "left"
    ][1:]
    band = drawn()["raster"]["bands"][3]
    assert mark["y"] == band["top"] + band["height"] / 2.0
    assert mark["xref"] == "paper"


def test_the_still_picture_has_the_spikes_in_their_bands() -> None:
    sizes = (1000, 10)
    figure = raster_figure(
        np.array([20.0]),
        np.array([1009]),
        np.array([1]),
        names=["large", "small"],
        colors=[EXCITATORY, INHIBITORY],
        sizes=sizes,
        t_range=(0.0, 100.0),
        rates=[(np.zeros(1), np.zeros(1))] * 2,
    )
    root = ElementTree.fromstring(still(figure))
    words = [element.text for element in root.iter("text")]
    assert {"0", "1000", "large (1,000)", "small (10)"} <= set(words)
    ((x, y),) = [
        [int(number) for number in re.findall(r"-?\d+", path.attrib["d"])[:2]]
        for path in root.iter("path")
        if "linecap:round" in path.attrib["style"] and INHIBITORY in path.attrib["style"]
    ]
    band = figure["raster"]["bands"][1]
    inside = (band["top"] + 0.95 * band["height"] + 0.5) / 1010
    assert (x / SIZE, y / SIZE) == pytest.approx((0.2, inside), abs=1e-3)


def test_the_thumbnail_has_the_bands_of_the_figure() -> None:
    sizes = (1000, 10)
    picture = raster_thumbnail(np.array([0.0, 50.0]), np.array([999, 1000]), sizes, 100.0)
    middles = [
        np.mean([float(point.split(",")[1]) for point in line["points"].split()])
        for line in picture["lines"]
    ]
    large, small = make_bands(sizes)
    rows = [large["top"] + large["height"] * 0.9995, small["top"] + small["height"] * 0.05]
    height = picture["viewbox"][1]
    assert middles == pytest.approx(
        [2 + (height - 4) * (row + 0.5) / 1010 for row in rows], abs=0.06
    )


def test_populations_of_one_colour_differ_in_their_dashes() -> None:
    lines = [trace["line"] for trace in drawn()["data"][1:]]
    looks = {(line["color"], line["dash"]) for line in lines}
    assert len(looks) == len(lines)
