"""Where a plot is zoomed, its curves have every sample."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from .conftest import NewPage
from .driver import Explorer

LINK = "#neuron?preset=RS&duration=5000&dt=0.05&panels=trace,phase"
STEP = 0.05
DRAWN = """(panel) => {
  const { data } = document.querySelector(`.panel[data-panel=${panel}] .plot`);
  const curve = data.find(({ name }) => name === ({ trace: "v", phase: "trajectory" })[panel]);
  return { x: [...curve.x], y: [...curve.y] };
}"""
COUNT = """([panel, count, more]) => {
  const { data } = document.querySelector(`.panel[data-panel=${panel}] .plot`);
  const curve = data.find(({ name }) => name === ({ trace: "v", phase: "trajectory" })[panel]);
  return more ? curve.x.length > count : curve.x.length <= count;
}"""


@pytest.fixture
def page(new_page: NewPage, site: str) -> Page:
    page = new_page()
    page.goto(f"{site}{LINK}")
    Explorer(page).live()
    return page


def drawn(page: Page, panel: str) -> tuple[Any, Any]:
    found = page.evaluate(DRAWN, panel)
    return np.array(found["x"], float), np.array(found["y"], float)


def zoom(page: Page, panel: str, ranges: dict[str, Any]) -> None:
    page.evaluate(
        "([panel, ranges]) => Plotly.relayout("
        "document.querySelector(`.panel[data-panel=${panel}] .plot`), ranges)",
        [panel, ranges],
    )


def test_a_long_trace_shows_every_sample_of_the_window(page: Page) -> None:
    whole, _ = drawn(page, "trace")
    assert whole.size <= 4000
    zoom(page, "trace", {"xaxis.range": [1000, 1100]})
    page.wait_for_function(COUNT, arg=["trace", whole.size + 1000, True])
    t, v = drawn(page, "trace")
    inside = t[(t >= 1000) & (t <= 1100)]
    samples = np.round(np.arange(1000, 1100 + STEP / 2, STEP), 6)
    assert np.isin(samples, np.round(inside, 6)).all()
    assert np.all(np.diff(t) >= 0)
    assert np.nanmax(v) == 35 or np.nanmax(v) == 30
    # The newest window wins, and what follows the other plots over time is closed up as well.
    zoom(page, "trace", {"xaxis.range": [2000, 2050]})
    zoom(page, "trace", {"xaxis.range": [3000, 3050]})
    page.wait_for_function(
        """() => {
          const { data } = document.querySelector(".panel[data-panel=trace] .plot");
          const { x } = data.find(({ name }) => name === "v");
          return x.filter((t) => t >= 3000 && t <= 3050).length >= 1001;
        }"""
    )
    box = page.locator(".panel[data-panel=trace] .nsewdrag").first
    box.dblclick()
    page.wait_for_function(COUNT, arg=["trace", whole.size, False])
    assert np.array_equal(drawn(page, "trace")[0], whole)


def test_a_zoomed_plane_has_the_true_curve(page: Page) -> None:
    whole, _ = drawn(page, "phase")
    zoom(page, "phase", {"xaxis.range": [-65, -55], "yaxis.range": [-10, 0]})
    page.wait_for_function(COUNT, arg=["phase", whole.size, True])


def test_a_short_run_asks_for_nothing(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.add_init_script(
        "addEventListener('panel:close-up', () => { globalThis.asked = true; }, true)"
    )
    page.goto(f"{site}#neuron?preset=RS&duration=100")
    Explorer(page).live()
    zoom(page, "trace", {"xaxis.range": [10, 20]})
    page.wait_for_timeout(300)
    assert not page.evaluate("globalThis.asked")
