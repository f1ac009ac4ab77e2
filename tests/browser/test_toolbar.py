"""Handles, undo and redo, keys, comparison, sound: what the reader takes hold of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from . import live as shared_page
from .conftest import DESKTOP, DIST, NewPage
from .driver import Explorer
from .reference import Spikes
from .servers import serve

SITE = Path(__file__).parents[2] / "site"
PICTURES = DIST / "screenshots"
PHONE = {"width": 390, "height": 844}

#: Takes the place of the sound card: it counts what is to be heard, and when.
AUDIO = """() => {
  globalThis.heard = { clicks: [], stopped: 0, volume: null };
  globalThis.AudioContext = class {
    currentTime = 0;
    sampleRate = 8000;
    destination = {};
    resume() {}
    createGain() {
      const gain = {};
      Object.defineProperty(gain, "value", { set: (value) => (heard.volume = value) });
      return { gain, connect() {} };
    }
    createBuffer(channels, length) {
      return { getChannelData: () => new Float32Array(length) };
    }
    createBufferSource() {
      return {
        connect() {},
        start: (when) => heard.clicks.push(when),
        stop: () => (heard.stopped += 1),
      };
    }
  };
}"""


class Live(shared_page.Live):
    """The page that the tests of this file share, and what they do in it."""

    def handle(self, panel: str, name: str) -> Locator:
        """A handle of a plot."""
        return self.page.locator(f"[data-panel={panel}] .handle[data-handle='{name}']")

    def values(self) -> dict[str, str]:
        """What the address says of the values."""
        query = self.page.evaluate("decodeURIComponent(location.hash)").partition("?")[2]
        return dict(part.split("=", 1) for part in query.split("&") if part)

    def scale(self, panel: str, yaxis: str) -> dict[str, float]:
        """Units of the axes per pixel."""
        found: dict[str, float] = self.page.evaluate(
            f"""(() => {{
              const plot = document.querySelector('[data-panel={panel}] .plot');
              const {{ xaxis: x, {yaxis}: y }} = plot._fullLayout;
              return {{ x: (x.range[1] - x.range[0]) / x._length,
                        y: (y.range[0] - y.range[1]) / y._length }};
            }})()"""
        )
        return found

    def drag(self, handle: Locator, across: float, down: float) -> None:
        """Drag by mouse, in several moves."""
        x, y = centre(handle)
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        for step in range(1, 6):
            mouse.move(x + across * step / 5, y + down * step / 5)
        mouse.up()
        mouse.move(5, 300)
        self.explorer.settled()

    def settle_keys(self) -> None:
        """Wait until what keys moved stands where the figure says."""
        self.page.wait_for_timeout(1100)
        self.explorer.settled()


def centre(handle: Locator) -> tuple[float, float]:
    """The middle of an element."""
    box = handle.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once."""
    with shared_page.started_at(chromium, site, AUDIO) as shared:
        yield Live(**vars(shared))


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page, back in its first state; any error in the page fails the test."""
    started.page.mouse.move(5, 300)
    started.explorer.choose("B")
    started.explorer.choose("A")
    started.explorer.settled()
    yield started
    started.watch.check()


def test_the_level_of_the_current(live: Live) -> None:
    scale = live.scale("trace", "yaxis2")
    before = live.explorer.traces("trace")
    live.drag(live.handle("trace", "piece 1 level"), 3, 18)
    text = live.values()["stimulus"]
    assert text.startswith("piecewise(0,10<t:")
    level = float(text.removeprefix("piecewise(0,10<t:").removesuffix(")"))
    assert level == pytest.approx(14 + 18 * scale["y"], abs=0.06)
    assert live.explorer.traces("trace") != before
    assert live.explorer.value("stimulus") == text


def test_the_onset_of_the_current(live: Live) -> None:
    scale = live.scale("trace", "yaxis2")
    handle = live.handle("trace", "piece 1 start")
    x, _ = centre(handle)
    live.drag(handle, 60, 4)
    start = float(live.values()["stimulus"].removeprefix("piecewise(0,").partition("<")[0])
    assert start == pytest.approx(10 + 60 * scale["x"], abs=0.06)
    assert centre(handle)[0] == pytest.approx(x + 60, abs=1.5)
    assert min(live.explorer.spikes()) > start


def test_the_reset(live: Live) -> None:
    scale = live.scale("phase", "yaxis")
    handle = live.handle("phase", "reset")
    live.drag(handle, 40, -30)
    assert float(live.explorer.value("c")) == pytest.approx(-65 + 40 * scale["x"], abs=0.3)
    assert float(live.explorer.value("d")) == pytest.approx(6 - 30 * scale["y"], abs=0.06)


def test_the_start_and_the_peak(live: Live) -> None:
    scale = live.scale("phase", "yaxis")
    live.drag(live.handle("phase", "start"), 30, 20)
    assert float(live.explorer.value("v0")) == pytest.approx(-70 + 30 * scale["x"], abs=0.3)
    assert float(live.explorer.value("u0")) == pytest.approx(-14 + 20 * scale["y"], abs=0.06)
    scale = live.scale("trace", "yaxis")
    live.drag(live.handle("trace", "peak"), 0, 40)
    assert float(live.explorer.value("v_peak")) == pytest.approx(30 + 40 * scale["y"], abs=0.6)


def test_the_axes_stand_still_during_a_drag(live: Live) -> None:
    page = live.page
    layout = "document.querySelector('[data-panel=trace] .plot')._fullLayout"
    ranges = f"['xaxis', 'yaxis', 'yaxis2'].map((name) => {layout}[name].range.join())"
    before = page.evaluate(ranges)
    x, y = centre(live.handle("trace", "piece 1 level"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 10)
    page.mouse.move(x, y + 20)
    live.explorer.settled()
    assert page.evaluate(ranges) == before
    assert centre(live.handle("trace", "piece 1 level"))[1] == pytest.approx(y + 20, abs=1.5)
    page.mouse.up()
    live.explorer.settled()
    assert page.evaluate(ranges) != before


def test_escape_takes_a_drag_back(live: Live) -> None:
    page = live.page
    x, y = centre(live.handle("phase", "reset"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 50, y)
    live.explorer.settled()
    assert live.explorer.value("c") != "-65"
    page.keyboard.press("Escape")
    live.explorer.settled()
    assert live.explorer.value("c") == "-65"
    page.mouse.up()
    live.explorer.settled()
    assert live.explorer.value("c") == "-65"
    assert live.explorer.value("d") == "6"


def test_handles_by_keys(live: Live) -> None:
    handle = live.handle("phase", "reset")
    assert handle.get_attribute("role") == "slider"
    handle.focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowUp", "ArrowDown"):
        live.page.keyboard.press(key)
    live.settle_keys()
    assert live.explorer.value("c") == "-64"
    assert float(live.explorer.value("d")) == pytest.approx(6.9)
    assert live.page.evaluate("document.activeElement.dataset.handle") == "reset"
    assert handle.get_attribute("aria-label")
    assert "\N{MINUS SIGN}64 mV" in str(handle.get_attribute("aria-valuetext"))
    handle = live.handle("trace", "piece 1 level")
    handle.focus()
    live.page.keyboard.press("ArrowRight")  # it has one direction only
    live.settle_keys()
    assert live.values()["stimulus"] == "piecewise(0,10<t:14.1)"


def test_handles_can_be_hit(live: Live) -> None:
    boxes = live.page.locator(".handle:not([hidden])").evaluate_all(
        "(all) => all.map((e) => [e.offsetWidth, e.offsetHeight])"
    )
    assert len(boxes) >= 5
    assert min(min(box) for box in boxes) >= 24


def test_a_click_still_starts_there(live: Live) -> None:
    box = live.page.locator("[data-panel=phase] .plot").bounding_box()
    assert box is not None
    live.page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + 0.4 * box["height"])
    live.page.wait_for_function("location.hash.includes('v0=') && location.hash.includes('u0=')")


def test_by_finger(new_page: NewPage, site: str) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(site)
    explorer = Explorer(page)
    explorer.live()
    explorer.settled()
    handle = page.locator("[data-panel=trace] .handle[data-handle='piece 1 start']")
    handle.evaluate("(e) => e.scrollIntoView({ block: 'center' })")  # not beneath the sheet
    page.wait_for_timeout(300)
    x, y = centre(handle)
    scrolled = page.evaluate("scrollY")
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": a, "y": b} for a, b in at]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (x, y))
    for step in range(1, 9):
        touch("touchMove", (x + 10 * step, y - 12 * step))
    touch("touchEnd")
    explorer.settled()
    assert page.evaluate("scrollY") == scrolled, "the page scrolled beneath the finger"
    assert float(explorer.value("stimulus").removeprefix("piecewise(0,").partition("<")[0]) > 20
    # A slider takes what moves sideways, and lets the rest scroll.
    page.locator("#sheet-handle").tap()
    slider = page.locator(".field:has(#parameter-c) input[type=range]")
    before = slider.input_value()
    for right, up, taken in ((3, 60, False), (60, 3, True)):
        box = slider.bounding_box()
        assert box is not None
        x, y = box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"]
        touch("touchStart", (x, y))
        for step in range(1, 9):
            touch("touchMove", (x + right * step / 8, y - up * step / 8))
        touch("touchEnd")
        page.wait_for_timeout(300)
        assert (slider.input_value() != before) is taken
        assert (page.locator("#parameter-c").input_value() != before) is taken
    sizes = page.locator(".handle:not([hidden])").evaluate_all(
        "(all) => all.map((e) => e.offsetWidth)"
    )
    assert min(sizes) >= 24


def test_what_belongs_together_is_pointed_out(live: Live) -> None:
    page = live.page
    signs = (
        "[...document.querySelectorAll('.overlay .curve')]"
        ".map((e) => e.closest('.panel').dataset.panel)"
    )
    page.locator(".field[data-parameter=c]").hover()
    assert page.evaluate(signs) == ["trace", "phase"]
    page.locator(".field[data-parameter=b]").hover()
    assert page.evaluate(signs) == ["phase"]
    page.locator("#parameter-v_peak").focus()
    page.mouse.move(5, 300)
    live.handle("phase", "reset").hover()
    pointed = page.locator(".field.marked").evaluate_all(
        "(all) => all.map((e) => e.dataset.parameter)"
    )
    assert pointed == ["c", "d"]
    page.mouse.move(5, 300)
    assert page.evaluate(signs) == []
    assert page.locator(".field.marked").count() == 0


def test_a_spike_shows_its_jump(live: Live) -> None:
    spike = live.explorer.spikes()[2]
    x, y = live.page.evaluate(
        f"""(() => {{
          const plot = document.querySelector('[data-panel=trace] .plot');
          const {{ xaxis, yaxis }} = plot._fullLayout;
          const {{ left, top }} = plot.getBoundingClientRect();
          return [left + xaxis._offset + xaxis.l2p({spike}), top + yaxis._offset + yaxis.l2p(-20)];
        }})()"""
    )
    live.page.mouse.move(x + 3, y)
    jumps = live.page.locator(".overlay .jump")
    jumps.first.wait_for(state="attached")
    assert jumps.evaluate_all("(all) => all.map((e) => e.closest('.panel').dataset.panel)") == [
        "trace",
        "phase",
    ]
    live.page.mouse.move(5, 300)
    jumps.first.wait_for(state="detached")


def test_undo_and_redo(live: Live, spikes: Spikes) -> None:
    page = live.page
    live.drag(live.handle("phase", "reset"), 40, 0)
    dragged = live.explorer.value("c")
    assert dragged != "-65"
    live.explorer.type("d", "2")
    live.explorer.settled()
    page.locator("#toolbar [aria-label=Undo]").click()
    live.explorer.settled()
    assert live.explorer.value("d") == "6"
    assert live.explorer.value("c") == dragged
    page.locator("#plots").focus()
    page.keyboard.press("Control+z")
    live.explorer.settled()
    assert live.explorer.value("c") == "-65", "a drag is one step"
    assert live.explorer.spikes() == pytest.approx(spikes["A"])
    page.keyboard.press("Control+Shift+z")
    live.explorer.settled()
    assert live.explorer.value("c") == dragged
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    live.explorer.settled()
    assert live.explorer.chosen() == ["B phasic spiking"], "a preset is a step, too"
    live.explorer.choose("C")
    assert page.locator("#toolbar [aria-label=Redo]").is_disabled()


def test_a_burst_of_keys_is_one_step(live: Live) -> None:
    live.page.locator(".field:has(#parameter-I) input[type=range]").evaluate(
        """(slider) => {
          for (let i = 0; i < 6; i++) {
            slider.stepUp();
            slider.dispatchEvent(new Event("input", { bubbles: true }));
          }
        }"""
    )
    live.explorer.settled()
    assert live.explorer.value("I") == "0.3"
    live.page.locator("#toolbar [aria-label=Undo]").click()
    live.explorer.settled()
    assert live.explorer.value("I") == "0"


def test_keys(live: Live) -> None:
    page = live.page
    page.locator("#plots").focus()
    page.keyboard.press("n")
    live.explorer.settled()
    assert live.explorer.chosen() == ["B phasic spiking"]
    page.keyboard.press("b")
    live.explorer.settled()
    assert live.explorer.chosen() == ["A tonic spiking"]
    live.explorer.type("d", "3")
    page.locator("#plots").focus()
    page.keyboard.press("r")
    live.explorer.settled()
    assert live.explorer.value("d") == "6"
    for key, part in (("1", "selector"), ("2", "controls"), ("3", "plots"), ("4", "side")):
        page.keyboard.press(key)
        assert page.evaluate(f"document.activeElement.closest('#{part}') !== null"), part
    page.locator("#plots").focus()
    button = page.locator("#player .play")
    page.keyboard.press("Space")
    assert button.get_attribute("aria-label") == "Pause"
    page.keyboard.press("Space")
    assert button.get_attribute("aria-label") == "Play"
    theme = page.evaluate("document.getElementById('theme').title")
    page.keyboard.press("t")
    assert page.evaluate("document.getElementById('theme').title") != theme
    page.keyboard.press("t")
    page.keyboard.press("t")
    for key in ("s", "e"):
        page.keyboard.press(key)
        page.locator("dialog[open]").wait_for()
        page.keyboard.press("Escape")
        page.locator("dialog").wait_for(state="detached")


def test_the_sheet_of_keys(live: Live) -> None:
    page = live.page
    page.locator("#plots").focus()
    page.keyboard.press("?")
    page.locator("dialog.shortcuts").wait_for()
    assert page.locator("dialog.shortcuts tr").count() >= 16
    page.keyboard.press("n")
    box = page.locator("dialog.shortcuts input[type=checkbox]")
    box.uncheck()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.keyboard.press("n")
    page.wait_for_timeout(200)
    assert live.explorer.chosen() == ["A tonic spiking"], "single keys are off"
    page.locator("#toolbar [aria-label=Keys]").click()
    box.check()
    page.keyboard.press("Escape")


def test_no_key_is_taken_from_a_field(live: Live) -> None:
    field = live.page.locator("#parameter-stimulus")
    field.evaluate("(e) => { e.closest('details').open = true; }")
    field.focus()
    live.page.keyboard.press("End")
    live.page.keyboard.type("nbrcmtse ?1")
    assert field.input_value().endswith("nbrcmtse ?1")
    assert live.explorer.chosen() == ["A tonic spiking"]
    expect(live.page.locator("dialog")).to_have_count(0)


def test_compare(live: Live) -> None:
    page = live.page
    default = live.explorer.readouts()["Spikes"]
    page.locator("#toolbar .compare").click()
    live.explorer.type("d", "2")
    live.explorer.settled()
    for panel, named in (("trace", "v, A"), ("phase", "trajectory, A")):
        assert named in [trace["name"] for trace in live.explorer.traces(panel)]
    rows = "[...document.querySelectorAll('#readouts dt')].find((e) => e.textContent === 'Spikes')"
    a, b = page.evaluate(
        f"(() => {{ const a = {rows}.nextElementSibling;"
        " return [a.textContent, a.nextElementSibling.textContent]; })()"
    )
    assert a == default
    assert int(b) > int(a)
    live.explorer.open("frequency")
    page.wait_for_function(
        "document.querySelector('[data-panel=frequency] .plot').data"
        ".some((trace) => trace.name === 'rising current, A')"
    )
    curves = {t["name"]: t["sum"] for t in live.explorer.traces("frequency")}
    assert curves["rising current, A"] != curves["rising current"]
    live.explorer.close("frequency")
    page.locator("#toolbar button", has_text="Swap").click()
    live.explorer.settled()
    assert live.explorer.value("d") == "6"
    a, b = page.evaluate(
        f"(() => {{ const a = {rows}.nextElementSibling;"
        " return [a.textContent, a.nextElementSibling.textContent]; })()"
    )
    assert b == default
    assert int(a) > int(b)
    page.locator("#toolbar .compare").click()
    live.explorer.settled()
    assert not [t for t in live.explorer.traces("trace") if str(t["name"]).endswith(", A")]
    assert live.explorer.readouts()["Spikes"] == default


def test_a_link_holds_the_comparison(live: Live) -> None:
    page = live.page

    def spikes() -> list[str]:
        row = page.locator("#readouts dt", has_text="Spikes").first
        return [row.locator(f"xpath=following-sibling::dd[{k}]").inner_text() for k in (1, 2)]

    live.show("#neuron?preset=RS&I=5")
    alone = live.explorer.readouts()["Spikes"]
    page.locator("#toolbar .compare").click()
    live.explorer.type("I", "12")
    live.explorer.settled()
    link = "#neuron?preset=RS&I=12&compare=I=5"
    assert page.url.endswith(link)
    page.locator("#share").click()
    assert page.locator(".share .copy-field input").first.input_value().endswith(link)
    assert "compare=I=5&amp;embed=1" in page.locator(".share textarea").input_value()
    here = spikes()
    curves = {t["name"]: t["sum"] for t in live.explorer.traces("trace")}
    live.show("#neuron?preset=RS")
    expect(page.locator("#readouts.compared")).to_have_count(0)
    assert not [t for t in live.explorer.traces("trace") if str(t["name"]).endswith(", A")]
    # Opened again, A is computed: with the same curves and readouts.
    live.show(link)
    expect(page.locator("#readouts.compared")).to_have_count(1)
    page.wait_for_function(
        "['trace', 'phase'].every((name) => document.querySelector(`[data-panel=${name}] .plot`)"
        ".data.some((trace) => trace.name?.endsWith(', A')))"
    )
    assert spikes() == here
    assert here[0] == alone
    assert {t["name"]: t["sum"] for t in live.explorer.traces("trace")} == pytest.approx(curves)
    assert page.url.endswith(link)
    page.locator("#toolbar button", has_text="Swap").click()
    live.explorer.settled()
    assert page.url.endswith("#neuron?preset=RS&I=5&compare=I=12")


@pytest.mark.parametrize(
    ("compare", "words", "kept"),
    [
        (
            "I=fast%26x=1%26panels=phase",
            ["A: I = 'fast'", "called 'x'", "called 'panels'"],
            "compare=",
        ),
        ("preset=feedforward", ["“feedforward” is not a preset of Neuron"], ""),
        ("preset=<img src=x>", ["A: There is no preset called '<img src=x>'"], "compare="),
    ],
)
def test_what_is_wrong_with_a_comparison_is_said(
    live: Live, compare: str, words: list[str], kept: str
) -> None:
    live.show(f"#neuron?preset=RS&compare={compare}")
    for text in words:
        expect(live.page.locator("#notices")).to_contain_text(text)
    assert ("compare=" in live.page.url) == bool(kept)
    live.watch.check()


def test_spikes_are_heard(live: Live) -> None:
    page = live.page
    count = len(live.explorer.spikes())
    page.evaluate("heard.clicks = []")
    page.locator("#player input[aria-label='Time cursor']").focus()
    page.keyboard.press("Home")
    page.locator("#player .play").click()
    page.wait_for_timeout(300)
    page.locator("#player .play").click()
    assert page.evaluate("heard.clicks.length") == 0, "it is off at first"
    page.locator("#sound").click()
    page.locator("#player .sound input[type=checkbox]").check()
    page.locator("#player input[aria-label='Time cursor']").focus()
    page.keyboard.press("Home")
    page.locator("#player .play").click()
    page.wait_for_function("document.querySelector('#player .play').ariaLabel === 'Play'")
    assert page.evaluate("heard.clicks.length") == count, "each spike once"
    assert page.evaluate("heard.volume") == pytest.approx(0.25)
    page.locator("#sound").hover()
    page.locator("#player .sound input[type=checkbox]").uncheck()
    page.locator("#sound").click()


def test_a_network_is_heard_as_tones(new_page: NewPage) -> None:
    with serve(SITE) as url:
        page = new_page()

        def empty(route: Route) -> None:
            route.fulfill(body="<!doctype html><title>Sound</title>", content_type="text/html")

        page.route(f"{url}sound.html", empty)
        page.goto(f"{url}sound.html")
        halves: list[float] = page.evaluate(
            """async () => {
              const { sing } = await import("./js/sound/tones.js");
              const context = new OfflineAudioContext(1, 44100, 44100);
              const silent = new Float64Array(50);
              const late = silent.map((_, i) => (i < 25 ? 0 : 20));
              sing(context, context.destination, { step: 10, rates: [late, silent] });
              const samples = (await context.startRendering()).getChannelData(0);
              const power = (begin, end) => samples.slice(begin * 44100, end * 44100)
                .reduce((sum, sample) => sum + sample ** 2, 0);
              return [power(0, 0.24), power(0.26, 0.5), power(0.51, 1)];
            }"""
        )
    first, second, after = halves
    assert second > 10.0
    assert first < 1e-3 * second
    assert after < 1e-3 * second


def test_clicks_stand_where_the_spikes_are(new_page: NewPage) -> None:
    with serve(SITE) as url:
        page = new_page()

        def empty(route: Route) -> None:
            route.fulfill(body="<!doctype html><title>Sound</title>", content_type="text/html")

        page.route(f"{url}sound.html", empty)
        page.goto(f"{url}sound.html")
        onsets: list[float] = page.evaluate(
            """async (times) => {
              const { click, clickBuffer } = await import("./js/sound/clicks.js");
              const context = new OfflineAudioContext(1, 44100, 44100);
              const buffer = clickBuffer(context);
              for (const time of times) click(context, context.destination, buffer, time);
              const samples = (await context.startRendering()).getChannelData(0);
              const loud = [];
              samples.forEach((sample, i) => {
                const time = i / 44100;
                if (Math.abs(sample) > 0.1 && time > (loud.at(-1) ?? -1) + 0.01) loud.push(time);
              });
              return loud;
            }""",
            [0.1, 0.25, 0.7],
        )
    assert onsets == pytest.approx([0.1, 0.25, 0.7], abs=1e-3)


@pytest.mark.parametrize(("device", "size"), [("desktop", DESKTOP), ("phone", PHONE)])
def test_pictures(new_page: NewPage, site: str, device: str, size: Any) -> None:
    page = new_page(viewport=size, has_touch=device == "phone", is_mobile=device == "phone")
    page.goto(site)
    explorer = Explorer(page)
    explorer.live()
    page.locator("#toolbar .compare").click()
    explorer.type("d", "3")
    page.locator("#sound").click()
    page.locator("[data-panel=phase] .handle[data-handle=reset]").focus()
    explorer.settled()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.wait_for_timeout(250)
        page.screenshot(
            path=PICTURES / f"compare-{device}-{theme}.png", full_page=device == "phone"
        )
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over <= 0, json.dumps({"wider than the window by": over})
