"""Where things stand: nothing is off the window or covered, and no panel is without a size."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.image import imread
from playwright.sync_api import Browser, Page, expect

from tests import wire

from .driver import Explorer
from .live import Live, started_at
from .tools import press

HEIGHT = 800
WIDE = 1100  # px from which settings, plots and facts are next to one another
DEVICES = (320, 390, 768, 1024, 1280)
#: Width and height of windows: desktops, one of them twice enlarged, and phones and tablets.
WINDOWS = {
    "mouse": ((1280, 800), (1024, 768), (640, 400)),
    "finger": ((390, 844), (844, 390), (768, 1024)),
}
#: Those in which nothing may stay fixed.
SHORT = ((844, 390), (640, 400), (667, 375))
#: What each looks for, by the names of geometry.js.
LOOKS = {
    "mouse": ("beyond", "overlaps", "covered"),
    "finger": ("beyond", "overlaps", "covered", "small"),
}
DIALOGS = ("tours", "share", "export", "data")
#: Panels with several texts in a row, by view.
LABELLED = {"neuron": ("reset_map", "impedance", "models_compared"), "network": ("spectrum",)}
GEOMETRY = Path(__file__).with_name("geometry.js").read_text(encoding="utf-8")
BREAKPOINTS = Path(__file__).parents[2] / "site" / "css" / "breakpoints.css"
#: Where the page changes, and a pixel more.
EDGES = [
    int(width) + more
    for width in re.findall(r"max-width: (\d+)px", BREAKPOINTS.read_text(encoding="utf-8"))
    for more in (0, 1)
]
WIDTHS = {*range(320, 1281, 80), 390, 768, 900, 1024, 1037, *EDGES}
VIEWS = wire.schema()["views"]
RESIZES = 50  # times, 100 ms apart, that plots are waited for after a resize
MIN_SIZE = (200, 150)  # px of width and height that a panel has

#: The only panel that is not hidden, and where it stands once it is scrolled to.
ALONE = """(name) => {
  const panels = [...document.querySelectorAll(".panel")].filter((panel) => !panel.hidden);
  const [panel] = panels;
  document.querySelector(".stage").scrollTop = 0;
  scrollTo(0, 0);
  const first = panel.getBoundingClientRect().top;
  panel.scrollIntoView({ block: "center" });
  const { left, top, width, height } = panel.getBoundingClientRect();
  const met = document.elementFromPoint(left + width / 2, top + height / 2);
  return {
    names: panels.map(({ dataset }) => dataset.panel),
    first, left, right: left + width, width, height,
    met: met !== null && panel.contains(met),
  };
}"""
SHOWN = """(() => [...document.querySelectorAll(".panel")]
  .filter((panel) => !panel.hidden).map(({ dataset }) => dataset.panel).join())()"""

#: Buttons that are off the window, covered by something else, or over the title and its text.
MISPLACED = """() => {
  const tools = ".bar a, :is(.bar, #toolbar, #player, #runner, .panel-tabs) button";
  const shown = [...document.querySelectorAll(tools)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }));
  const wrong = [];
  for (const tool of shown) {
    tool.scrollIntoView({ block: "center" });
    const { left, right, top, bottom, width, height } = tool.getBoundingClientRect();
    const met = document.elementFromPoint(left + width / 2, top + height / 2);
    const off = left < 0 || right > innerWidth || top < 0 || bottom > innerHeight;
    if (off) wrong.push(`off: ${tool.textContent}`);
    else if (!tool.contains(met)) wrong.push(`covered: ${tool.textContent} by ${met?.className}`);
  }
  const text = document.createRange();
  for (const element of document.querySelectorAll(".lead h2, .lead p")) {
    text.selectNodeContents(element);
    for (const line of text.getClientRects()) {
      for (const button of document.querySelectorAll("#toolbar button")) {
        const box = button.getBoundingClientRect();
        const apart = box.right <= line.left || box.left >= line.right
          || box.bottom <= line.top + 2 || box.top >= line.bottom - 2;
        if (!apart) wrong.push(`over the text: ${button.textContent}`);
      }
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("wider than the window");
  return wrong;
}"""

#: Whether the name of a group, and part of its presets below it, are in the window.
NAMED = """(name) => {
  const heading = [...document.querySelectorAll(".preset-list h2")]
    .find(({ textContent }) => textContent === name);
  const { left, right, bottom } = heading.getBoundingClientRect();
  const next = document.elementFromPoint(left + 8, bottom + 20);
  return left >= 0 && right <= innerWidth && heading.parentElement.contains(next);
}"""

#: What a step of a tour points at, or the main plot, if little of it is seen.
UNSEEN = """() => {
  const main = document.querySelector(".panels-main > .panel:not([hidden])");
  const panel = document.querySelector(".panel.marked") ?? main;
  const { top, bottom, left, width, height } = panel.getBoundingClientRect();
  const seen = [...Array(20).keys()].filter((i) => {
    const met = document.elementFromPoint(left + width / 2, top + ((i + 0.5) / 20) * height);
    return met !== null && panel.contains(met);
  });
  return seen.length >= 17 ? null : `${panel.dataset.panel}: ${seen.length} of 20`;
}"""

#: By how many pixels the knob is away from the line of the time cursor; null while it is redrawn.
KNOB = """(() => {
  const panel = document.querySelector(".panel[data-panel=trace]");
  const { width } = panel.querySelector(".plot")._fullLayout;
  const line = panel.querySelector(".overlay .line");
  if (Math.abs(width - panel.clientWidth) > 1 || !line) return null;
  const slider = document.querySelector("#player .scrubber");
  const { left, width: length } = slider.getBoundingClientRect();
  const knob = parseFloat(getComputedStyle(slider).getPropertyValue("--knob"));
  const part = (slider.valueAsNumber - slider.min) / (slider.max - slider.min);
  const shown = left + knob / 2 + part * (length - knob);
  return shown - panel.getBoundingClientRect().left - line.getAttribute("x1");
})()"""
#: The same of what is painted in each of ten frames while it plays.
PLAYED = f"""async () => {{
  const found = [];
  for (let i = 0; i < 10; i++) {{
    await new Promise(requestAnimationFrame);
    found.push({KNOB});
  }}
  return found;
}}"""


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once."""
    with started_at(chromium, f"{site}#neuron") as live:
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page, as it begins; any error in the page fails the test."""
    started.page.set_viewport_size({"width": 1280, "height": HEIGHT})
    started.show("#neuron")
    yield started
    started.watch.check()


def check_each_alone(page: Page, view: dict[str, Any], embed: str) -> None:
    """Each panel of a view is seen, whole and large enough, when it is the only one."""
    for panel in view["panels"]:
        name = panel["name"]
        link = f"#{view['name']}?panels={name}{embed}"
        page.evaluate("(link) => { location.hash = link; }", link)
        page.wait_for_function(f"{SHOWN} === '{name}'")
        for width in DEVICES:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            found = page.evaluate(ALONE, name)
            where = f"{link} at {width} px: {found}"
            assert found["names"] == [name], where
            assert found["met"], where
            assert found["left"] >= 0, where
            assert found["right"] <= width, where
            assert found["width"] >= MIN_SIZE[0], where
            assert found["height"] >= MIN_SIZE[1], where
            if width >= WIDE:
                assert found["first"] + found["height"] / 2 <= HEIGHT, where


@pytest.mark.parametrize("view", VIEWS, ids=[view["name"] for view in VIEWS])
def test_each_panel_alone(live: Live, view: dict[str, Any]) -> None:
    check_each_alone(live.page, view, "")


def test_each_panel_alone_in_a_frame(chromium: Browser, site: str) -> None:
    with started_at(chromium, f"{site}#neuron?embed=1&panels=phase") as live:
        svg = live.page.locator(".panel[data-panel=phase] .plot .main-svg").first
        box = svg.bounding_box()
        assert box
        assert box["width"] >= MIN_SIZE[0]
        assert box["height"] >= MIN_SIZE[1]
        for view in VIEWS:
            check_each_alone(live.page, view, "&embed=1")
        live.watch.check()


def settled(page: Page, look: str = MISPLACED) -> list[str]:
    """Return what is misplaced once the plots have taken the size of the window."""
    found: list[str] = page.evaluate(look)
    for _ in range(RESIZES):
        if not found:
            break
        page.wait_for_timeout(100)
        found = page.evaluate(look)
    return found


@pytest.fixture(scope="module")
def finger(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once on a phone."""
    link = f"{site}#neuron?preset=CH"
    with started_at(chromium, link, has_touch=True, is_mobile=True) as live:
        yield live
        live.watch.check()


@pytest.fixture(params=["mouse", "finger"])
def pointed(request: pytest.FixtureRequest, started: Live) -> tuple[str, Live]:
    """What points, and a page for it."""
    live = started if request.param == "mouse" else request.getfixturevalue("finger")
    live.page.evaluate(f"(() => {{ {GEOMETRY} }})()")
    return request.param, live


def looked(page: Page, looks: Iterable[str], where: str) -> dict[str, list[str]]:
    """Return what is wrong, by where it is."""
    found = {}
    for look in looks:
        page.evaluate("scrollTo(0, 0)")
        if wrong := settled(page, f"geometry.{look}()"):
            found[f"{where}, {look}"] = wrong
    return found


@pytest.mark.parametrize("view", [view["name"] for view in VIEWS])
def test_everything_is_in_place(pointed: tuple[str, Live], view: str) -> None:
    """In every view: also with all parameters shown, each changed in sight of the plot."""
    kind, live = pointed
    page = live.page
    live.show(f"#{view}")
    page.evaluate(
        "() => { for (const one of document.querySelectorAll('#control-groups details'))"
        " one.open = true; }"
    )
    wrong: dict[str, list[str]] = {}
    handle = page.locator("#sheet-handle")
    for width, height in WINDOWS[kind]:
        page.set_viewport_size({"width": width, "height": height})
        where = f"{width} × {height}"
        wrong |= looked(page, LOOKS[kind], where)
        if sheet := handle.is_visible():
            handle.click()
            wrong |= looked(page, LOOKS[kind], f"{where}, sheet")
        wrong |= looked(page, ["blind"], where)
        if sheet:
            handle.click()
    assert wrong == {}


def test_dialogs_are_in_place(pointed: tuple[str, Live]) -> None:
    kind, live = pointed
    page = live.page
    live.show("#neuron")
    wrong: dict[str, list[str]] = {}
    for width, height in WINDOWS[kind]:
        page.set_viewport_size({"width": width, "height": height})
        where = f"{width} × {height}"
        for dialog in DIALOGS:
            if dialog == "data":
                page.evaluate(
                    "document.querySelector('[data-panel=trace] .panel-button.data').click()"
                )
            else:
                press(page, dialog)
            page.locator("dialog").wait_for()
            wrong |= looked(page, LOOKS[kind], f"{where}, {dialog}")
            page.keyboard.press("Escape")
            expect(page.locator("dialog")).to_have_count(0)
        if page.locator("#more-tools").is_visible():
            page.locator("#more-tools").click()
            wrong |= looked(page, {*LOOKS[kind]} - {"covered"}, f"{where}, menu")
            page.keyboard.press("Escape")
            expect(page.locator("#tools")).to_be_hidden()
            assert page.evaluate("document.activeElement.id") == "more-tools"
    assert wrong == {}


@pytest.mark.parametrize("view", list(LABELLED))
def test_texts_in_small_plots_are_apart(finger: Live, view: str) -> None:
    page = finger.page
    page.evaluate(f"(() => {{ {GEOMETRY} }})()")
    page.set_viewport_size({"width": 390, "height": 844})
    finger.show(f"#{view}?preset=CH" if view == "neuron" else f"#{view}")
    for panel in LABELLED[view]:
        finger.explorer.open(panel)
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            assert settled(page, "geometry.overlaps()") == [], f"{panel} at {width} px"


def test_the_plot_is_on_the_first_screen(finger: Live) -> None:
    """All of it, above the handle of the parameters; and above them when these are open."""
    page = finger.page
    for view in VIEWS:
        finger.show(f"#{view['name']}")
        page.set_viewport_size({"width": 390, "height": 844})
        page.evaluate("scrollTo(0, 0)")
        plot = page.locator(".panels-main > .panel:not([hidden])").first
        box, handle = plot.bounding_box(), page.locator("#sheet-handle").bounding_box()
        assert box
        assert handle
        assert box["y"] + box["height"] <= handle["y"], view["name"]
        page.locator("#sheet-handle").click()
        page.wait_for_function(
            "document.querySelector('.summary').getBoundingClientRect().top === 0"
        )
        box, sheet = plot.bounding_box(), page.locator("#controls").bounding_box()
        sentence = page.locator(".summary").bounding_box()
        assert box
        assert sheet
        assert sentence
        assert box["y"] == sentence["height"]
        assert box["height"] > 300
        assert box["y"] + box["height"] <= sheet["y"] + 1
        page.locator("#sheet-handle").click()


def test_the_plot_fits_a_short_window(finger: Live) -> None:
    """On a phone on its side and twice enlarged: next to the parameters, below the title."""
    page = finger.page
    wrong = {}
    for view in VIEWS:
        finger.show(f"#{view['name']}")
        for width, height in SHORT:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("scrollTo(0, 0)")
            box = page.locator(".panels-main > .panel:not([hidden])").first.bounding_box()
            assert box
            if box["y"] + box["height"] > height or box["height"] < 0.55 * height:
                wrong[view["name"], width] = box
    assert wrong == {}


def test_groups_of_presets_are_named_in_the_strip(finger: Live) -> None:
    """Whatever part of a group is seen, its name is above it; the menu leads to each group."""
    page = finger.page
    page.set_viewport_size({"width": 390, "height": 844})
    finger.show("#neuron?preset=CH")
    page.wait_for_function("document.querySelector('.preset-list').scrollLeft > 0")
    names = page.locator(".group-menu option").all_text_contents()
    assert len(names) == len(VIEWS[0]["preset_groups"]) + 1
    for name in names:
        page.locator(".group-menu select").select_option(label=name)
        page.wait_for_function(NAMED, arg=name)
    page.evaluate("document.querySelector('.preset-list').scrollTo({ left: 900 })")
    page.wait_for_function(NAMED, arg=names[0])


def test_a_step_of_a_tour_leaves_its_plot_in_sight(finger: Live) -> None:
    """On a phone: what a step points at, or the main plot; on its side also the next step."""
    page = finger.page
    wrong = {}
    tours = {tour["name"]: len(tour["steps"]) for tour in wire.schema()["tours"]}
    for name, count in tours.items():
        page.set_viewport_size({"width": 390, "height": 844})
        finger.show(f"#neuron?tour={name}")
        for step in range(count):
            finger.explorer.settled()
            if settled(page, f"({UNSEEN})() ? ['hidden'] : []"):
                wrong[name, step + 1] = page.evaluate(UNSEEN)
            if step + 1 < count:
                page.locator(".tour-next").click()
        page.set_viewport_size({"width": 844, "height": 390})
        page.locator("#tour .tour-next").click()
        expect(page.locator("#tour")).to_be_hidden()
    assert wrong == {}


def test_the_text_of_a_step_can_be_folded(finger: Live) -> None:
    page = finger.page
    page.set_viewport_size({"width": 390, "height": 844})
    finger.show("#neuron?tour=spike&step=5")
    text, fold = page.locator("#tour-body"), page.locator(".tour-fold")
    before = page.locator("#tour").bounding_box()
    fold.click()
    expect(text).to_be_hidden()
    expect(page.locator("#tour .tour-line-text")).to_be_visible()
    after = page.locator("#tour").bounding_box()
    assert before
    assert after
    assert after["height"] < before["height"] / 2
    page.locator(".tour-next").click()
    expect(text).to_be_visible()
    expect(fold).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="Leave").click()


@pytest.mark.parametrize("size", [(844, 390), (640, 400)])
def test_code_has_the_whole_of_a_short_window(finger: Live, size: tuple[int, int]) -> None:
    finger.page.set_viewport_size({"width": size[0], "height": size[1]})
    finger.show("#neuron")
    finger.explorer.code()
    for place in ("editor", "output"):
        box = finger.page.locator(f".code-{place}").bounding_box()
        assert box
        assert box["height"] > 0.8 * size[1]
    finger.page.locator("#code .close").click()


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_tool_can_be_reached(chromium: Browser, site: str, language: str) -> None:
    link = f"#neuron?preset=inhibition_induced_spiking&lang={language}"
    with started_at(chromium, f"{site}{link}") as live:
        page = live.page
        page.locator("#toolbar .compare").click()  # which makes room for more
        wrong = {}
        for framed in (False, True):
            page.evaluate("(on) => { document.getElementById('new-tab').hidden = !on; }", framed)
            for width in sorted(WIDTHS):
                page.set_viewport_size({"width": width, "height": HEIGHT})
                if found := settled(page):
                    wrong[width, framed] = found
        assert wrong == {}
        live.watch.check()


def test_the_knob_is_under_its_time(live: Live) -> None:
    page = live.page
    page.locator("#player .scrubber").focus()
    page.keyboard.press("Home")
    for presses in (1, 4, 4):
        for _ in range(presses):
            page.keyboard.press("PageUp")
        for width in sorted(WIDTHS):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.wait_for_function(f"Math.abs({KNOB} ?? 99) < 2")


def test_the_knob_is_painted_there(live: Live) -> None:
    """The middle of the darkest columns above the track, in a picture of the slider."""
    page = live.page
    slider = page.locator("#player .scrubber")
    slider.focus()
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("PageUp")
    page.evaluate("document.activeElement.blur()")  # without its outline
    for width in (390, 768, 1280):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.wait_for_function(f"{KNOB} !== null")
        slider.scroll_into_view_if_needed()
        picture = imread(io.BytesIO(slider.screenshot()))[:, :, :3].mean(axis=2)
        row = picture[picture.shape[0] // 2 - 4]
        knob = np.flatnonzero(row < 0.5).mean() + 0.5
        line, panel, left = page.evaluate(
            "(() => { const panel = document.querySelector('.panel[data-panel=trace]');"
            " return [Number(panel.querySelector('.overlay .line').getAttribute('x1')),"
            " panel.getBoundingClientRect().left,"
            " document.querySelector('#player .scrubber').getBoundingClientRect().left]; })()"
        )
        assert left + knob == pytest.approx(panel + line, abs=2.0)


def test_the_knob_is_under_its_time_while_it_plays_and_when_zoomed(live: Live) -> None:
    page = live.page
    page.locator("#player .scrubber").focus()
    page.keyboard.press("Home")
    page.locator("#player .play").click()
    page.wait_for_function(f"{KNOB} !== null")
    found = page.evaluate(PLAYED)
    assert len(set(found)) > 1
    assert max(abs(distance) for distance in found) < 2
    page.locator("#player .play").click()
    page.evaluate(
        "() => Plotly.relayout(document.querySelector('.panel[data-panel=trace] .plot'),"
        " { 'xaxis.range': [20, 60] })"
    )
    page.locator("#player .scrubber").focus()
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("PageUp")
    page.wait_for_function(f"Math.abs({KNOB} ?? 99) < 2")
    page.locator("#player .scrubber").fill("45")
    page.wait_for_function(f"Math.abs({KNOB} ?? 99) < 2")
    assert page.locator("#player output").inner_text().startswith("45.0 ms")
    Explorer(page).choose("B")
