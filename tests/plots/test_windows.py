"""Zoomed plots: their axes, and their curves with all samples."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich.plots.render.plotly import close_up, render
from izhikevich.plots.render.thinning import kept
from izhikevich.plots.spec import TIME, VOLTAGE, Area, Axis, Curve, Pane, Plot, Series
from izhikevich.plots.style import Role
from izhikevich.plots.windows import Window, windowed
from izhikevich.transport import UNSET

T = np.linspace(0.0, 1000.0, 50_001)


def curve(x: np.ndarray, y: np.ndarray) -> Curve:
    return Curve(name="c", role=Role.VOLTAGE, x=x, y=y)


def plot(*series: Series) -> Plot:
    time = Axis(TIME)
    top, bottom = Area(bottom=0.5), Area(top=0.4)
    return Plot(
        panes=[
            Pane(x=time, y=Axis(VOLTAGE), series=series, area=top),
            Pane(x=time, y=Axis(VOLTAGE), area=bottom),
        ]
    )


def test_panes_that_share_an_axis_still_do() -> None:
    zoomed = windowed(plot(), {1: Window(x=(2.0, 3.0), y=(-1.0, 1.0))})
    upper, lower = zoomed.panes
    assert upper.x is lower.x
    assert upper.x.range == (2.0, 3.0)
    assert upper.y.range is None
    assert lower.y.range == (-1.0, 1.0)


@pytest.mark.parametrize("window", [(100.0, 120.0), (-5.0, 3.0), (990.0, 2000.0)])
def test_a_window_over_time_has_all_its_samples(window: tuple[float, float]) -> None:
    y = np.sin(T) + np.random.default_rng(1).normal(size=T.size)
    keep = kept(T, y, 2000, Window(x=window))
    overall = kept(T, y, 2000)
    assert keep is not None
    assert overall is not None
    inside = np.flatnonzero((window[0] <= T) & (window[1] >= T))
    assert np.isin(inside, keep).all()
    assert np.isin(overall, keep).all(), "the whole is there when it is moved"
    assert keep.size < overall.size + inside.size + 3


def test_a_large_window_is_thinned_as_well() -> None:
    keep = kept(T, np.sin(T), 2000, Window(x=(0.0, 800.0)))
    assert keep is not None
    assert keep.size < 6001


def test_a_window_in_a_plane_has_all_its_samples() -> None:
    x, y = np.cos(T), np.sin(T) * T / 1000.0
    keep = kept(x, y, 2000, Window(x=(0.0, 0.1), y=(0.5, 0.6)))
    inside = np.flatnonzero((x >= 0.0) & (x <= 0.1) & (y >= 0.5) & (y <= 0.6))
    assert 20 < inside.size < 2000
    assert keep is not None
    assert np.isin(inside, keep).all()


def test_close_ups_are_of_thinned_curves_only() -> None:
    one = plot(curve(T[:10], T[:10]), curve(T, np.cos(T)))
    figure = render(one)
    assert figure.thinned == [1]
    assert render(plot(curve(T[:10], T[:10]))).thinned is UNSET
    (near,) = close_up(one, {0: Window(x=(10.0, 20.0))})
    assert near.index == 1
    assert near.x.size > figure.data[1]["x"].size + 400
    assert close_up(one, {})[0].x.size == figure.data[1]["x"].size
