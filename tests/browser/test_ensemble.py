"""The Ensemble view in the page: the same numbers as on CPython, and drawing with the pointer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from .conftest import NewPage
from .driver import Explorer
from .live import Live, expected, started_at

AREA = """() => {
  const plot = document.querySelector('[data-panel="signal"] .plot');
  const { xaxis, yaxis } = plot._fullLayout;
  const box = plot.getBoundingClientRect();
  return { x: box.x + xaxis._offset, y: box.y + yaxis._offset,
           width: xaxis._length, height: yaxis._length, top: yaxis.range[1] };
}"""


#: Whether spikes are painted in the panel of all ensembles.
PAINTED = """() => {
  const canvas = document.querySelector('[data-panel="together"] canvas.raster');
  if (!canvas?.width || !canvas.clientHeight) return false;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, k) => k % 4 === 3 && value > 0);
}"""


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once, at the Ensemble view."""
    with started_at(chromium, f"{site}#ensemble?neurons=30") as live:
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page, with few neurons; any error in the page fails the test."""
    started.explorer.follow("#ensemble?neurons=31")
    started.explorer.follow("#ensemble?neurons=30")
    started.explorer.settled()
    yield started
    started.watch.check()


@pytest.mark.parametrize("preset", ["RS", "RZ", "square", "integrator", "plane"])
def test_the_page_says_what_the_package_says(live: Live, preset: str) -> None:
    live.explorer.follow(f"#ensemble?preset={preset}&neurons=25&seed=3")
    assert (live.explorer.readouts(), live.explorer.summary()) == expected(
        "ensemble", preset, neurons=25, seed=3
    )


def test_a_second_ensemble_on_one_axis_with_the_first(live: Live) -> None:
    """Its spikes and voltages are in one panel with those of the first, below both values."""
    values = {"neurons": 25, "second": "on", "neurons_b": 20, "overlaid": 5}
    asked = "&".join(f"{name}={value}" for name, value in values.items())
    live.explorer.follow(f"#ensemble?{asked}&panels=signal,together")
    assert (live.explorer.readouts(), live.explorer.summary()) == expected(
        "ensemble", "RS", **values
    )
    live.page.evaluate("document.querySelector('[data-panel=together]').scrollIntoView()")
    live.page.wait_for_function(PAINTED)
    names = live.page.evaluate(
        """() => document.querySelector('[data-panel="together"] .plot').data.map((d) => d.name)"""
    )
    wanted = {"target", "decoded", "target 2", "decoded 2"}
    wanted |= {f"voltages of {each} ensemble" for each in ("first", "second")}
    assert wanted <= set(names)


def test_all_presets_can_be_chosen(live: Live) -> None:
    for mark in "ABCDEF":
        live.page.locator(".presets .preset", has=live.page.get_by_text(mark, exact=True)).click()
        live.page.wait_for_function(f"driver.chosen()[0].startsWith('{mark} ')")
        live.explorer.settled()
        assert live.explorer.readouts()
    live.page.get_by_role("radio", name="fast spiking (Nengo) FS", exact=True).click()
    live.page.wait_for_function("document.title.startsWith('fast spiking')")
    live.explorer.settled()
    assert "preset=FS" in live.page.url


def test_a_click_in_the_raster_looks_at_that_neuron(live: Live) -> None:
    box = live.page.locator('[data-panel="raster"] canvas.raster').bounding_box()
    assert box is not None
    live.page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.25 * box["height"])
    live.page.wait_for_function("driver.value('neuron') < 10")
    live.explorer.settled()
    neuron = int(live.explorer.value("neuron"))
    assert neuron in (6, 7, 8)
    assert f"Neuron {neuron}: encoder" in live.explorer.readouts()


@pytest.mark.parametrize("panel", ["cell", "decoders", "rates"])
def test_further_panels(live: Live, panel: str) -> None:
    live.explorer.open(panel)
    assert any(trace["length"] for trace in live.explorer.traces(panel))
    live.explorer.close(panel)


def pencil(page: Page) -> Any:
    return page.get_by_role("button", name="Draw")


def shape(page: Page, parts: list[tuple[float, float]]) -> list[float]:
    """Draw through points, given as parts of width and height, and return the values."""
    page.locator(".freehand-area").wait_for()
    area = page.evaluate(AREA)
    before = page.input_value("#parameter-signal")
    places = [(area["x"] + x * area["width"], area["y"] + y * area["height"]) for x, y in parts]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=8)
    page.mouse.up()
    page.wait_for_function(
        "(before) => document.getElementById('parameter-signal').value !== before", arg=before
    )
    return [float(value) for value in page.input_value("#parameter-signal").split(",")]


def test_the_input_is_drawn(live: Live) -> None:
    page = live.page
    top = page.evaluate(AREA)["top"]
    pencil(page).click()
    assert pencil(page).get_attribute("aria-pressed") == "true"
    drawn = shape(page, [(0.0, 0.75), (0.5, 0.25), (1.0, 0.75)])
    live.explorer.settled()
    assert len(drawn) == 64
    wanted = 0.5 * top * (1.0 - 2.0 * np.abs(np.linspace(-1.0, 1.0, 64)))
    np.testing.assert_allclose(drawn, wanted, atol=0.05 * top)
    assert "signal=" in page.url
    facts, summary = expected("ensemble", "RS", neurons=30, signal=",".join(map(repr, drawn)))
    assert (live.explorer.readouts(), live.explorer.summary()) == (facts, summary)

    # Half of it drawn again: the other half stays.
    again = shape(page, [(0.52, 0.5), (1.0, 0.5)])
    assert again[:32] == pytest.approx(drawn[:32], abs=0.02)
    assert again[34:] == pytest.approx([0.0] * 30, abs=0.03)
    page.keyboard.press("Escape")
    assert pencil(page).get_attribute("aria-pressed") == "false"
    live.explorer.settled()
    live.explorer.back("signal")
    assert live.explorer.value("signal") == "sine(1,1)"


def test_the_input_is_typed(live: Live) -> None:
    live.explorer.type("signal", "0,0.5,0.5,-0.5,0")
    facts, _ = expected("ensemble", "RS", neurons=30, signal="0,0.5,0.5,-0.5,0")
    assert live.explorer.readouts() == facts
    live.explorer.type("signal", "0,0.5,half")
    assert "signal" in live.explorer.trouble("signal")


def test_without_the_pencil_a_drag_zooms_and_changes_nothing(live: Live) -> None:
    area = live.page.evaluate(AREA)
    live.page.mouse.move(area["x"] + 100, area["y"] + 20)
    live.page.mouse.down()
    live.page.mouse.move(area["x"] + 250, area["y"] + 60, steps=5)
    live.page.mouse.up()
    assert live.explorer.value("signal") == "sine(1,1)"
    live.page.wait_for_function(
        "document.querySelector('[data-panel=raster] .plot')._fullLayout.xaxis.range[0] > 50"
    )


def test_the_input_is_drawn_by_finger(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"{site}#ensemble?neurons=20")
    explorer = Explorer(page)
    explorer.live()
    explorer.settled()
    pencil(page).tap()
    page.evaluate("document.querySelector('.freehand-area').scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(300)
    area = page.evaluate(AREA)
    scrolled = page.evaluate("scrollY")
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, part: float) -> None:
        point = {"x": area["x"] + part * area["width"], "y": area["y"] + 0.9 * area["height"]}
        points = [] if kind == "touchEnd" else [point]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0.05)
    for part in np.linspace(0.1, 0.95, 12).tolist():
        touch("touchMove", part)
    touch("touchEnd", 0.95)
    page.wait_for_function(
        "document.getElementById('parameter-signal').value.split(',').length === 64"
    )
    drawn = [float(value) for value in page.input_value("#parameter-signal").split(",")]
    assert drawn[5:59] == pytest.approx([-0.8 * area["top"]] * 54, abs=0.05)
    assert page.evaluate("scrollY") == scrolled, "the page scrolls under the finger"
