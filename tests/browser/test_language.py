"""The page in German: by its link, by the browser, by the button."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from izhikevich.messages.catalogues import texts_of, translation
from izhikevich.messages.translation import Translation
from izhikevich.views import registry
from playwright.sync_api import Browser, Page, ViewportSize, expect

from .conftest import DESKTOP, NewPage
from .driver import Explorer
from .watch import Watch

PHONE: ViewportSize = {"width": 390, "height": 844}
#: All that is read on the page, but for what a reader or a program wrote.
READ = """() => {
  const skipped = "script, style, noscript, code, pre, math, sub, #code, [lang=en]";
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest(skipped)) texts.push(node.nodeValue.trim());
  }
  for (const name of ["title", "aria-label", "placeholder"]) {
    for (const element of document.body.querySelectorAll(`[${name}]`)) {
      if (!element.closest(skipped)) texts.push(element.getAttribute(name));
    }
  }
  return [...new Set(texts)].filter((text) => /[a-z]{2}/i.test(text));
}"""
CUT_OFF = """() => [...document.querySelectorAll("button, .views a, label, h1, h2, h3, dt, th")]
  .filter((element) => element.checkVisibility() && getComputedStyle(element).overflow !== "visible"
    && element.scrollWidth > element.clientWidth + 1)
  .map((element) => element.textContent)"""


@pytest.fixture(scope="module")
def german() -> Translation:
    """What translates both what Python says and the page's own words."""
    return Translation({**texts_of("de"), **texts_of("de", "page")})


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Page]:
    """A page that a German browser opens, shared by tests that only look at it."""
    context = chromium.new_context(viewport=DESKTOP, locale="de-DE")
    watch = Watch(context)
    page = context.new_page()
    page.goto(site)
    Explorer(page).live()
    yield page
    context.close()
    watch.check()


@pytest.mark.parametrize("view", list(registry.VIEWS))
def test_nothing_is_left_in_english(started: Page, german: Translation, view: str) -> None:
    explorer = Explorer(started)
    if view != "neuron":
        explorer.tab(view)
    explorer.settled()
    expect(started.locator("html")).to_have_attribute("lang", "de")
    left = [text for text in started.evaluate(READ) if german.text(text) != text]
    assert left == []


def test_nothing_is_cut_off(started: Page) -> None:
    for size in (DESKTOP, PHONE):
        started.set_viewport_size(size)
        assert started.evaluate(CUT_OFF) == []
        assert started.evaluate("document.documentElement.scrollWidth") <= size["width"]
    started.set_viewport_size(DESKTOP)


def test_a_link_can_ask_for_it(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(f"{site}#neuron?preset=RS&I=3&lang=de")
    explorer = Explorer(page)
    explorer.live()
    assert page.evaluate("document.documentElement.lang") == "de"
    assert "Erregbarkeit" in explorer.readouts()
    assert page.evaluate("location.hash") == "#neuron?preset=RS&I=3&lang=de"
    assert {trace["name"] for trace in explorer.traces("phase")} >= {"v-Nullkline"}


def test_texts_and_controls_find_their_curves(new_page: NewPage, site: str) -> None:
    """Their names are German in the plots."""
    page = new_page()
    page.goto(f"{site}#neuron?preset=phasic_spiking&lang=de")
    explorer = Explorer(page)
    explorer.live()
    panel = page.locator('.panel[data-panel="phase"]')
    if page.locator("#about:not([open])").count():
        page.locator("#about > summary").click()
    page.get_by_role("button", name="Separatrix").first.hover()
    expect(panel.locator(".trace.highlighted")).to_have_count(1)
    page.mouse.move(5, 5)
    expect(panel.locator(".trace.highlighted")).to_have_count(0)
    page.locator('.field[data-parameter="b"]').hover()
    expect(panel.locator("path.curve")).to_have_count(1)


def test_hover_texts_are_german(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(f"{site}#neuron?preset=RS&lang=de")
    explorer = Explorer(page)
    explorer.live()
    data = "document.querySelector('.panel[data-panel=trace] .plot').data"
    shown = page.evaluate(f"{data}.map(({{ hovertemplate }}) => hovertemplate)")
    assert "%{y:.1f} mV bei %{x:.2f} ms<extra></extra>" in shown


def test_the_button_keeps_what_is_shown(new_page: NewPage, site: str) -> None:
    page = new_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(site)
    explorer = Explorer(page)
    explorer.live()
    assert not any("de.json" in address for address in loaded)
    explorer.follow("#neuron?preset=FS&I=2&panels=trace,phase,recovery")
    spikes = explorer.spikes()
    expect(page.locator("#language")).to_have_text("DE")
    with page.expect_navigation():
        page.locator("#language").click()
    explorer = Explorer(page)
    explorer.live()
    assert page.evaluate("location.hash") == "#neuron?preset=FS&I=2&panels=trace,phase,recovery"
    assert explorer.spikes() == spikes
    expected = translation("de").text("fast spiking (2003)")
    expect(page.locator("#preset-title")).to_contain_text(expected)
    page.goto("about:blank")
    page.goto(site)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    with page.expect_navigation():
        page.locator("#language").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_one_file_has_it(new_page: NewPage, single_file: Path) -> None:
    page = new_page()
    page.goto(f"{single_file.as_uri()}#network?lang=de")
    Explorer(page).live()
    expect(page.locator("#preset-title")).to_contain_text("Schichten hintereinander")
    expect(page.locator("#status")).to_contain_text("Im Browser simuliert")
