"""The Neuron view live: a neuron that runs without an end, and what the reader does to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import wire

from .conftest import NewPage
from .driver import Explorer
from .live import Live, started_at

PHONE = {"width": 390, "height": 844}
#: Takes note of every piece of the live run that comes from Python.
LISTEN = """() => {
  globalThis.pieces = [];
  globalThis.samples = []; // times and currents
  const { parse } = JSON;
  JSON.parse = (text, ...more) => {
    const value = parse(text, ...more);
    // Its arrays are there once it has been unpacked.
    if (value?.type === "frame") queueMicrotask(() => note(value.frame));
    return value;
  };
  const note = ({ end, time, values, jumps, picture }) => {
    values[2].forEach((current, k) => samples.push([end + time[k], current]));
    const current = values[2].length ? values[2][values[2].length - 1] : null;
    pieces.push({ end, current, spikes: jumps.length, moved: Boolean(picture) });
  };
}"""


@pytest.fixture(scope="module")
def live(chromium: Browser, site: str) -> Iterator[Live]:
    address = f"{site}#neuron?preset=RS&stimulus=3"
    with started_at(chromium, address, LISTEN) as page:
        yield page


@pytest.fixture(autouse=True)
def _ordinary(live: Live) -> Iterator[None]:
    """Each test begins with an ordinary run of the same neuron."""
    yield
    switch = live.page.locator("#go-live")
    if switch.get_attribute("aria-pressed") == "true":
        switch.click()
    live.show("#neuron?preset=RS&stimulus=3")


def pieces(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("pieces")
    return found


def wait_for(page: Page, test: str) -> None:
    """Wait until something is true of the pieces that came since this was called."""
    page.evaluate("pieces.length = 0")
    page.wait_for_function(f"pieces.some((piece) => {test})")


def go_live(page: Page) -> None:
    page.evaluate("pieces.length = 0")
    page.locator("#go-live").click()
    page.wait_for_function("pieces.length > 3")


def test_it_goes_live_and_back(live: Live) -> None:
    page = live.page
    go_live(page)
    assert pieces(page)[0]["end"] == pytest.approx(1000.0), "there is something to see at once"
    expect(page.locator("[data-panel=trace] .live-layer")).to_be_visible()
    expect(page.locator("[data-panel=phase] .live-layer")).to_be_visible()
    expect(page.locator("#player")).to_be_hidden()
    later = pieces(page)[-1]["end"]
    page.wait_for_function(f"pieces.at(-1).end > {later} + 5")
    painted = page.evaluate(
        """() => [...document.querySelectorAll(".live-layer canvas")].map((canvas) => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return data.some((value, i) => i % 4 === 3 && value > 0);
        })"""
    )
    assert painted == [True] * 5
    page.locator("#go-live").click()
    expect(page.locator(".live-layer")).to_have_count(0)
    expect(page.locator("#player")).to_be_visible()
    live.explorer.settled()
    assert live.explorer.spikes() == []


def test_a_key_turns_it_on_and_off(live: Live) -> None:
    page = live.page
    page.locator("#plots").focus()
    page.keyboard.press("l")
    expect(page.locator("#live")).to_be_visible()
    page.keyboard.press("l")
    expect(page.locator("#live")).to_be_hidden()


def test_the_keys_are_listed(live: Live) -> None:
    live.page.locator("#plots").focus()
    live.page.keyboard.press("?")
    expect(live.page.locator("dialog")).to_contain_text("In a live run: inject current")
    live.page.keyboard.press("Escape")


@pytest.mark.parametrize("by", ["button", "space", "finger"])
def test_held_current_fires_it_until_released(live: Live, by: str) -> None:
    page = live.page
    go_live(page)
    assert pieces(page)[-1]["current"] in (3.0, None)
    place = ".hold" if by == "button" else "[data-panel=trace] .live-layer"
    if by == "space":
        page.keyboard.down(" ")
    else:
        page.locator(place).hover(position={"x": 120, "y": 20})
        page.mouse.down()
    wait_for(page, "piece.current > 3")
    wait_for(page, "piece.spikes > 0")
    if by == "space":
        page.keyboard.up(" ")
    else:
        page.mouse.up()
    wait_for(page, "piece.current === 3 && piece.moved || piece.current === 3")
    page.wait_for_timeout(100)
    assert {piece["current"] for piece in pieces(page)[-2:]} <= {3.0, None}


@pytest.mark.parametrize("by", [".pulse", "[data-panel=trace] .live-layer"])
def test_a_tap_is_a_pulse_of_two_milliseconds(live: Live, by: str) -> None:
    page = live.page
    go_live(page)
    page.evaluate("samples.length = 0")
    page.locator(by).click(position={"x": 40, "y": 20})
    # A late frame may bring the whole pulse in one piece.
    page.wait_for_function("samples.some(([, current]) => current > 3)")
    page.wait_for_function("samples.at(-1)[1] === 3")
    on = [time for time, current in page.evaluate("samples") if current > 3.0]
    assert 1.0 <= on[-1] - on[0] <= 2.5


def test_parameters_act_on_the_running_neuron(live: Live) -> None:
    page = live.page
    go_live(page)
    before = pieces(page)[-1]["end"]
    slider = page.locator(".field:has(#parameter-I) input[type=range]")
    slider.evaluate("(e) => { e.value = 7; e.dispatchEvent(new Event('input', {bubbles: true})); }")
    wait_for(page, "piece.current === 10")
    wait_for(page, "piece.spikes > 0")
    assert pieces(page)[-1]["end"] > before, "it is the same run"
    expect(page.locator("#parameter-I")).to_have_value("7")
    assert "I=7" in page.evaluate("location.hash")
    page.locator("#go-live").click()
    live.explorer.settled()
    assert len(live.explorer.spikes()) > 2, "the ordinary run has the same current"


def test_equations_and_title_follow(live: Live) -> None:
    page = live.page
    go_live(page)
    slider = page.locator(".field:has(#parameter-c) input[type=range]")
    slider.evaluate(
        "(e) => { e.value = -50; e.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    expect(page.locator("#live-equations [data-parameter=c]")).to_contain_text("50")
    expect(page.locator("#preset-title .mark")).to_have_text("RS*")
    expect(page.locator("#summary")).to_contain_text("Runs live")


def test_the_level_is_dragged(live: Live) -> None:
    page = live.page
    go_live(page)
    page.wait_for_function("document.querySelector('.live-level').ariaValueNow === '3'")
    box = page.locator(".live-level").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 12, steps=4)
    wait_for(page, "piece.current > 4")
    page.mouse.up()
    assert "I=" in page.evaluate("location.hash")
    page.locator(".live-level").press("ArrowDown")
    assert pieces(page)[-1]["end"] > 1000.0


def test_pause_freezes_it(live: Live) -> None:
    page = live.page
    go_live(page)
    page.locator(".pause").click()
    page.wait_for_timeout(200)
    end = pieces(page)[-1]["end"]
    page.wait_for_timeout(300)
    assert pieces(page)[-1]["end"] == end
    page.locator(".pause").click()
    page.wait_for_function(f"pieces.at(-1).end > {end}")


def test_what_is_measured_is_an_ordinary_run_with_the_same_spikes(live: Live) -> None:
    page = live.page
    go_live(page)
    page.locator(".live-slider input").nth(1).evaluate(
        "(e) => { e.value = 0; e.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    page.keyboard.down(" ")
    page.wait_for_timeout(400)
    page.keyboard.up(" ")
    page.wait_for_timeout(200)
    page.locator(".pause").click()
    page.wait_for_timeout(200)
    count = sum(piece["spikes"] for piece in pieces(page))
    assert count > 3, "at the neuron's own speed"
    page.locator("#live button", has_text="Measure this").click()
    expect(page.locator(".live-layer")).to_have_count(0)
    live.explorer.settled()
    assert live.explorer.readouts()["Spikes"] == str(count)
    link = page.evaluate("decodeURIComponent(location.hash)")
    assert "piecewise(3," in link
    values = dict(part.split("=", 1) for part in link.partition("?")[2].split("&"))
    preset = values.pop("preset")
    answer = wire.at_once({"view": "neuron", "preset": preset, "values": values})
    assert answer["spikes"] == count
    page.locator("#toolbar button").first.click()
    live.explorer.settled()
    assert "stimulus=3" in page.evaluate("location.hash"), "and can be undone"


def test_another_view_ends_it(live: Live) -> None:
    page = live.page
    go_live(page)
    live.explorer.tab("ensemble")
    expect(page.locator("#live")).to_be_hidden()
    expect(page.locator("#live-switch")).to_be_hidden()
    live.explorer.tab("neuron")
    expect(page.locator("#live-switch")).to_be_visible()


def test_a_step_of_a_tour_ends_it(live: Live) -> None:
    """Its tasks are about a run with an end."""
    page = live.page
    go_live(page)
    page.evaluate("location.hash = '#tour=bursting'")
    expect(page.locator("#go-live")).to_have_attribute("aria-pressed", "false")
    live.explorer.settled()
    assert live.explorer.spikes()
    page.get_by_role("button", name="Leave").click()


def test_a_preset_begins_another_run(live: Live) -> None:
    page = live.page
    go_live(page)
    page.locator(".presets .preset").nth(2).click()
    wait_for(page, "piece.current === 15")
    expect(page.locator("#preset-title")).to_contain_text("onic bursting")


def test_it_stands_still_for_those_who_want_less_motion(chromium: Browser, site: str) -> None:
    address = f"{site}#neuron?preset=RS"
    with started_at(chromium, address, LISTEN, reduced_motion="reduce") as calm:
        page = calm.page
        page.locator("#go-live").click()
        page.wait_for_function("pieces.length > 0")
        page.wait_for_timeout(400)
        assert {piece["end"] for piece in pieces(page)} == {1000.0}
        page.locator(".pause").click()
        page.wait_for_function("pieces.at(-1).end > 1005")


def test_on_a_phone(new_page: NewPage, site: str) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{site}#neuron?preset=RS")
    Explorer(page).live()
    page.locator("#go-live").tap()
    layer = page.locator("[data-panel=trace] .live-layer")
    expect(layer).to_be_visible()
    page.locator("#live").scroll_into_view_if_needed()
    sizes = page.evaluate(
        """() => [document.getElementById("go-live"), ...document.querySelectorAll("#live button")]
          .filter((e) => e.offsetParent)
          .map((e) => [e.textContent, e.getBoundingClientRect().toJSON()])"""
    )
    assert len(sizes) >= 5
    for name, box in sizes:
        assert box["height"] >= 43.5, name
        assert box["width"] >= 43.5, name
        assert box["right"] <= PHONE["width"], name
    seen = layer.bounding_box()
    assert seen is not None
    assert seen["y"] + seen["height"] / 2 > 0, "the trace is still seen above the buttons"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("place", ["frame", "file"])
def test_embedded_and_from_a_file(
    chromium: Browser, site: str, single_file: Any, place: str
) -> None:
    hash = "#neuron?preset=RS&embed=1"
    address = f"{site}{hash}" if place == "frame" else f"{single_file.as_uri()}{hash}"
    with started_at(chromium, address, LISTEN) as bare:
        page = bare.page
        page.locator("#go-live").click()
        page.wait_for_function("pieces.length > 3")
        page.locator(".hold").hover()
        page.mouse.down()
        page.wait_for_function("pieces.at(-1).current === 28")
        page.mouse.up()
