"""The page for those who hear it, use it by keys, enlarge it, or want no motion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from .axe import complaints
from .conftest import DESKTOP, NewPage
from .driver import Explorer
from .test_looks import PHONE, width_and_height_over
from .tools import press

VIEWS = ("neuron", "network", "ensemble", "learning", "fit")
#: What opens something above the page, and what then says that it is there.
OPENERS = {
    "share": ".dialog",
    "export": ".dialog",
    "tours": ".dialog",
    "keys": ".dialog",
    "python": "#code",
}

#: What has the focus: its element, how it is called, and whether one sees that it has the focus.
_FOCUS = """(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const label = element.labels?.[0]?.textContent;
  let opacity = 1;
  for (let one = element; one; one = one.parentElement) {
    opacity *= Number(getComputedStyle(one).opacity);
  }
  return {
    tag: element.tagName.toLowerCase(),
    id: element.id,
    name: element.getAttribute("aria-label") || label || element.textContent.trim()
      || element.title,
    role: element.getAttribute("role"),
    inGroup: element.closest("[role=radiogroup]")?.getAttribute("aria-label") ?? null,
    panel: element.closest(".panel")?.dataset.panel ?? null,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    seen: box.width > 0 && box.height > 0 && opacity > 0.5
      && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
})()"""


@pytest.mark.parametrize(("device", "size"), [("desktop", DESKTOP), ("phone", PHONE)])
def test_axe_finds_nothing(new_page: NewPage, site: str, device: str, size: ViewportSize) -> None:
    page = new_page(viewport=size, has_touch=device == "phone", is_mobile=device == "phone")
    page.goto(site)
    explorer = Explorer(page)
    found: dict[str, list[str]] = {}

    def look(what: str) -> None:
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            page.wait_for_timeout(150)
            if lines := complaints(page):
                found[f"{what}, {theme}"] = lines

    look("before Python runs")
    explorer.live()
    for view in VIEWS:
        if view != VIEWS[0]:
            explorer.tab(view)
        explorer.settled()
        look(view)
    explorer.tab(VIEWS[0])
    for opener, shown in OPENERS.items():
        if opener == "keys":
            if device == "phone":
                continue
            page.keyboard.press("?")
        else:
            press(page, opener)
        page.locator(shown).first.wait_for()
        page.wait_for_timeout(500)
        look(opener)
        close(page, opener)
    page.evaluate("document.querySelector('.panel:not([hidden]) .panel-button.data').click()")
    look("data")
    assert not found, "\n".join(f"{what}:\n  " + "\n  ".join(all_) for what, all_ in found.items())


def close(page: Page, opener: str) -> None:
    """Close what an opener opened."""
    if opener == "python":
        page.locator("#code .close").click()
    else:
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)


@pytest.fixture(scope="module")
def shared(chromium: Browser, site: str) -> Iterator[Page]:
    """One page whose Python runs."""
    context = chromium.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(site)
    Explorer(page).live()
    yield page
    context.close()


@pytest.fixture
def page(shared: Page) -> Page:
    """The shared page, as it begins."""
    shared.set_viewport_size(DESKTOP)
    explorer = Explorer(shared)
    explorer.follow("#neuron?preset=phasic_spiking")
    explorer.follow("#neuron?preset=tonic_spiking")
    explorer.settled()
    shared.evaluate("document.activeElement.blur()")
    return shared


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page; what had it."""
    page.evaluate(
        "(document.activeElement.blur(), getSelection().removeAllRanges(), scrollTo(0, 0))"
    )
    page.evaluate("document.body.setAttribute('tabindex', '-1'); document.body.focus()")
    page.evaluate("document.body.removeAttribute('tabindex')")
    stops: list[dict[str, Any]] = []
    for _ in range(250):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        if focus is None or (stops and focus == stops[0] and len(stops) > 5):
            return stops
        stops.append(focus)
    pytest.fail("Tab does not lead out of the page")


@pytest.mark.parametrize("view", VIEWS)
def test_tab_leads_through_every_view(page: Page, view: str) -> None:
    explorer = Explorer(page)
    if view != VIEWS[0]:
        explorer.tab(view)
        explorer.settled()
    stops = walk(page)
    nameless = [stop for stop in stops if not stop["name"]]
    assert not nameless
    unseen = [stop for stop in stops if not (stop["seen"] and stop["outlined"])]
    assert not unseen, unseen
    groups = [stop["inGroup"] for stop in stops if stop["inGroup"]]
    assert len(groups) == len(set(groups)), "a group of presets is one stop"
    order = [stop["id"] for stop in stops]
    assert order.index("share") < order.index("theme"), "in the order in which they are seen"
    panels = [stop["panel"] for stop in stops if stop["panel"]]
    shown = page.evaluate(
        "[...document.querySelectorAll('.panel:not([hidden])')].map((p) => p.dataset.panel)"
    )
    assert set(shown) <= set(panels), "each plot has something for keys"


def test_all_by_keys(page: Page) -> None:
    """Choose, change, open, play and close without a pointer."""
    press = page.keyboard.press
    page.locator('.preset[aria-checked="true"]').focus()
    press("ArrowRight")
    page.wait_for_function("driver.chosen()[0].startsWith('B ')")
    press("End")
    press("Home")
    page.wait_for_function("driver.chosen()[0].startsWith('A ')")
    page.locator("#parameter-I").focus()
    before = page.evaluate("driver.value('I')")
    press("ArrowUp")
    page.wait_for_function(f"driver.value('I') !== {before!r} && location.hash.includes('I=')")
    page.locator('.panel-tabs [data-opens="frequency"]').focus()
    press("Enter")
    page.locator('.panel[data-panel="frequency"] .main-svg').first.wait_for()
    press("Enter")
    page.locator("#player .play").focus()
    press("Space")
    assert page.locator("#player .play").get_attribute("aria-label") == "Pause"
    press("Space")
    for opener in ("share", "export"):
        page.locator(f"#{opener}").focus()
        press("Enter")
        page.locator("dialog").wait_for()
        for _ in range(60):
            press("Tab")
            assert page.evaluate(
                "document.activeElement === document.body"
                " || document.activeElement.closest('dialog') !== null"
            ), "the focus stays in the dialog"
        press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
        assert page.evaluate("document.activeElement.id") == opener


def test_the_editor_lets_the_focus_go(page: Page) -> None:
    explorer = Explorer(page)
    explorer.code()
    page.locator(".cm-content").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.cm-editor') !== null")
    page.locator("#code .close").click()


def test_the_data_behind_a_plot(page: Page) -> None:
    """All samples with their units, a page of them at a time."""
    explorer = Explorer(page)
    explorer.follow("#neuron?preset=RS&dt=0.05&duration=5000")
    explorer.settled()
    page.locator(".panel[data-panel=trace] .panel-button.data").focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog")
    words = dialog.locator(".data-summary").inner_text()
    assert re.match(r"\d+ spikes, first at [\d.]+ ms, last at [\d.]+ ms\.", words)
    assert "v: from −" in words
    table = dialog.locator("table")
    table.wait_for()
    assert table.locator("thead th").all_inner_texts() == ["t (ms)", "v (mV)", "I (mV/ms)"]
    assert table.locator("caption").inner_text() == "Rows 1 to 200 of 100001"
    assert table.locator("tbody tr").count() == 200
    dialog.get_by_role("button", name="Last page").click()
    assert table.locator("caption").inner_text() == "Rows 100001 to 100001 of 100001"
    assert table.locator("tbody th").inner_text() == "5000"
    dialog.get_by_label("First row").fill("21")
    page.keyboard.press("Enter")
    first = table.locator("tbody tr").first.locator("th, td").all_inner_texts()
    assert float(first[0]) == 1.0
    assert float(first[1].replace("−", "-")) < 30.0
    dialog.get_by_label("Table", exact=True).select_option(label="spikes")
    assert dialog.locator("thead th").all_inner_texts() == ["t (ms)"]
    count = int(words.split()[0])
    assert dialog.locator("caption").inner_text() == f"Rows: {count}"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "panel-button data"


def test_a_table_is_copied_and_saved(page: Page) -> None:
    page.locator(".panel[data-panel=trace] .panel-button.data").focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog")
    dialog.locator("table").wait_for()
    with page.expect_download() as started:
        dialog.get_by_role("button", name="Save as CSV").click()
    assert started.value.suggested_filename == "tonic_spiking_trace.zip"
    with ZipFile(started.value.path()) as files:
        first = files.read("samples.csv").decode().splitlines()
    dialog.get_by_label("Table", exact=True).select_option(label="samples")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog.get_by_role("button", name="Copy table").click()
    expect(dialog.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[0] == "t (ms)\tv (mV)\tI (mV/ms)"
    assert len(copied) == len(first) == 402
    rows = [[float(cell) for cell in line.split("\t")] for line in copied[1:]]
    assert rows == [[float(cell) for cell in line.split(",")] for line in first[1:]]
    page.keyboard.press("Escape")


def test_each_map_of_weights_has_its_numbers(page: Page) -> None:
    explorer = Explorer(page)
    explorer.follow("#learning?panels=spikes,weights")
    explorer.settled()
    page.evaluate("document.querySelector('.panel[data-panel=weights] .panel-button.data').click()")
    page.locator("dialog table").wait_for()
    heads = page.locator("dialog thead th").all_inner_texts()
    assert heads[:2] == ["from", "to"]
    assert [head.split(": ")[1] for head in heads[2:]] == ["now", "change"]
    told = page.locator("dialog .data-summary").inner_text()
    assert told.count("over from from 0") == 2
    page.keyboard.press("Escape")


def test_spikes_are_counted_in_the_table(page: Page) -> None:
    explorer = Explorer(page)
    explorer.tab("network")
    explorer.settled()
    page.evaluate("document.querySelector('.panel[data-panel=raster] .panel-button.data').click()")
    dialog = page.locator("dialog")
    dialog.locator("table").wait_for()
    assert dialog.locator("thead th").all_inner_texts() == ["t (ms)", "neuron", "population"]
    words = dialog.locator(".data-summary p").all_inner_texts()
    spikes = int(words[0].removesuffix(" spikes."))
    assert spikes > 0
    each = [re.search(r": (\d+) spikes of (\d+) neurons, [\d.]+ Hz", text) for text in words]
    counts = [int(found[1]) for found in each if found]
    assert sum(counts) == spikes
    assert dialog.locator("caption").inner_text().endswith(str(spikes))
    dialog.get_by_label("Table", exact=True).select_option(label="rate")
    heads = dialog.locator("thead th").all_inner_texts()
    assert len(heads) == 1 + len(counts)
    assert all(head.endswith("(Hz)") for head in heads[1:])
    page.keyboard.press("Escape")


def test_the_table_waits_for_python(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(site)
    page.locator(".panel[data-panel=trace] .panel-button.data:visible").wait_for(timeout=60000)
    if not page.evaluate("performance.getEntriesByName('python-live').length"):
        page.evaluate(
            "document.querySelector('.panel[data-panel=trace] .panel-button.data').click()"
        )
        expect(page.locator("dialog table caption")).to_have_text(
            "Rows 1 to 200 of 401", timeout=60000
        )


def test_what_has_changed_is_said(page: Page) -> None:
    explorer = Explorer(page)
    if page.locator("#views a[aria-current]").inner_text() != "Neuron":
        explorer.tab("neuron")
        explorer.settled()
    explorer.choose("C")
    page.wait_for_function("document.getElementById('announcer').textContent.includes('v: from')")
    assert page.locator("#announcer").get_attribute("aria-live") == "polite"
    figure = page.locator(".panel[data-panel=trace]")
    assert figure.get_attribute("role") == "figure"
    words = page.locator(f"#{figure.get_attribute('aria-describedby')}")
    expect(words).to_contain_text("mV")


def test_a_preset_is_called_once(page: Page) -> None:
    """By its name, and not by its title again as a description."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    presets = [node for node in nodes if node.get("role", {}).get("value") == "radio"]
    names = [node["name"]["value"] for node in presets]
    assert len(names) > 20
    assert len(names) == len(set(names))
    assert any("chattering" in name for name in names)
    described = [node.get("description", {}).get("value", "") for node in presets]
    pairs = zip(names, described, strict=True)
    assert [text for name, text in pairs if text and text in name] == []


def test_bursts_are_said(page: Page) -> None:
    """Spikes in bursts, as the readouts count them; of the plane its equilibria."""
    explorer = Explorer(page)
    explorer.follow("#neuron?preset=CH")
    page.wait_for_function(
        "document.getElementById('announcer').textContent"
        ".includes('15 spikes in 3 bursts, first at 19 ms')"
    )
    said = page.locator("#announcer").inner_text()
    assert "No equilibrium" in said
    assert "nullcline" not in said


def test_what_is_chosen_is_seen_in_forced_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    looks = page.evaluate(
        """() => ['.preset[aria-checked="true"]', '.preset[aria-checked="false"]',
          '#views a[aria-current]', '#views a:not([aria-current])'].map((selector) => {
            const style = getComputedStyle(document.querySelector(selector));
            return [style.outlineStyle, style.outlineWidth, style.borderBottomColor].join(" ");
          })"""
    )
    page.emulate_media(forced_colors="none")
    assert looks[0].startswith("solid 3px")
    assert looks[1].startswith("none")
    assert looks[2] != looks[3]


@pytest.mark.parametrize("size", [(320, 640), (640, 400)])
def test_enlarged_it_needs_no_sideways_scrolling(page: Page, size: tuple[int, int]) -> None:
    """A window of 320 px, and one of 1280 px by 800 px at 200 %."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    explorer = Explorer(page)
    for view in VIEWS:
        if view != VIEWS[0]:
            explorer.tab(view)
        explorer.settled()
        wider, _ = width_and_height_over(page)
        assert wider <= 0, f"{view}: {wider} px wider than the window"
    for opener in ("share", "export"):
        press(page, opener)
        over = page.evaluate(
            "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)"
            "(document.querySelector('.dialog-body'))"
        )
        page.keyboard.press("Escape")
        assert over <= 0, f"{opener}: {over} px wider than the window"


def test_nothing_moves_by_itself_if_no_motion_is_wanted(new_page: NewPage, site: str) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(site)
    Explorer(page).live()
    moving = page.evaluate(
        "document.getAnimations().filter((one) => one.playState === 'running').length"
    )
    assert moving == 0
