"""The regime map in the page: it comes, and a click or a touch in it sets both parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from .live import Live, started_at

PANEL = '[data-panel="regime_map"]'
# Where a point of the axes is on the screen.
PLACE = """([x, y]) => {
  const plot = document.querySelector('[data-panel="regime_map"] .plot');
  const { left, top } = plot.getBoundingClientRect();
  const { xaxis, yaxis } = plot._fullLayout;
  return [left + xaxis._offset + xaxis.l2p(x), top + yaxis._offset + yaxis.l2p(y)];
}"""
# Whether the map of a plane is drawn.
DRAWN = """(names) => {
  const { xaxis, yaxis } =
    document.querySelector('[data-panel="regime_map"] .plot')?._fullLayout ?? {};
  return [xaxis, yaxis].every((axis, i) => axis?.title.text.split(" ")[0] === names[i]);
}"""


@pytest.fixture(scope="module", params=["mouse", "finger"])
def live(chromium: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Live]:
    """Start the page at the map, on a desktop and on a phone."""
    finger = request.param == "finger"
    phone: dict[str, Any] = {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
    }
    address = f"{site}#neuron?preset=tonic_spiking&panels=trace,phase,regime_map"
    with started_at(chromium, address, **(phone if finger else {})) as live:
        live.explorer.settled()
        yield live
        live.watch.check()


def press(live: Live, names: list[str], x: float, y: float) -> None:
    """Press at a point of the map of a plane, when it is there."""
    live.page.wait_for_function(DRAWN, arg=names)
    live.page.locator(PANEL).scroll_into_view_if_needed()
    left, top = live.page.evaluate(PLACE, [x, y])
    if live.page.evaluate("matchMedia('(pointer: coarse)').matches"):
        live.page.touchscreen.tap(left, top)
    else:
        live.page.mouse.click(left, top)


def test_a_press_sets_b_and_the_added_current(live: Live) -> None:
    press(live, ["b", "I"], 0.1, 8.0)
    live.page.wait_for_function("+document.getElementById('parameter-I').value < 0")
    assert float(live.explorer.value("b")) == pytest.approx(0.1, abs=0.01)
    # The axis is the whole current, of which the stimulus has 14.
    assert float(live.explorer.value("I")) == pytest.approx(8.0 - 14.0, abs=0.2)


def test_another_plane_sets_its_own(live: Live) -> None:
    live.explorer.follow("#neuron?preset=tonic_spiking&panels=trace,phase,regime_map&map_plane=c_d")
    press(live, ["c", "d"], -50.0, 2.0)
    live.page.wait_for_function("+document.getElementById('parameter-c').value > -60")
    assert float(live.explorer.value("c")) == pytest.approx(-50.0, abs=0.5)
    assert float(live.explorer.value("d")) == pytest.approx(2.0, abs=0.3)
    live.page.wait_for_function("document.getElementById('summary').textContent.includes('bursts')")
