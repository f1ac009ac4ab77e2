"""The figure of spikes: Plotly's part is valid, the page's part arrives as it is to be painted."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.figures.raster import raster_figure
from izhikevich.figures.style import EXCITATORY, INHIBITORY
from izhikevich.transport import pack, unpack


def drawn(n: int = 500, sizes: tuple[int, ...] = (80, 20, 10, 1)) -> dict[str, Any]:
    random = np.random.default_rng(3)
    indices = random.integers(0, sum(sizes), n)
    t = np.arange(0.0, 100.0, 5.0)
    return raster_figure(
        np.sort(random.uniform(0.0, 100.0, n)),
        indices,
        np.searchsorted(np.cumsum(sizes), indices, side="right"),
        names=[f"population {k}" for k in range(len(sizes))],
        colors=[EXCITATORY, INHIBITORY, EXCITATORY, EXCITATORY][: len(sizes)],
        sizes=sizes,
        t_range=(0.0, 100.0),
        rates=[(t, np.full(t.size, 10.0 * k)) for k in range(len(sizes))],
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


def test_populations_are_separated_and_the_large_ones_named() -> None:
    figure = drawn()
    lines = set(figure["data"][0]["y"]) - {None}
    assert lines == {-0.5, 79.5, 99.5, 109.5, 110.5}
    named = [note["text"] for note in figure["layout"]["annotations"]]
    assert {"population 0", "population 1", "population 2"} <= set(named)
    assert "population 3" not in named


def test_populations_of_one_colour_differ_in_their_dashes() -> None:
    lines = [trace["line"] for trace in drawn()["data"][1:]]
    looks = {(line["color"], line["dash"]) for line in lines}
    assert len(looks) == len(lines)
