"""The still pictures that the page comes with: there at once, and gone when Plotly has drawn."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, ViewportSize

from .conftest import DESKTOP, NewPage
from .driver import Explorer

PHONE: ViewportSize = {"width": 390, "height": 844}
PANELS = ("trace", "phase")

PLACES = """() => Object.fromEntries([...document.querySelectorAll(".panel[data-panel]")]
  .filter((panel) => panel.offsetParent).map((panel) => {
    const { x, y, width, height } = panel.getBoundingClientRect();
    return [panel.dataset.panel, [x, y, width, height].map(Math.round)];
  }))"""
WORDS = """(selector) => [...document.querySelectorAll(`${selector} text`)].map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    return [text.textContent, (left + right) / 2, (top + bottom) / 2];
  }).sort()"""


def held(page: Page, address: str, done: str) -> Route:
    """Open the page with Plotly kept back, wait until `done`; the request that is kept."""
    routes: list[Route] = []
    page.route("**/plotly.js.gz", lambda route: routes.append(route))
    page.goto(address, wait_until="commit")
    page.wait_for_function(done)
    page.wait_for_function("document.readyState === 'complete'")
    (route,) = routes
    return route


def texts(page: Page, selector: str) -> list[tuple[str, float, float]]:
    found: list[tuple[str, float, float]] = page.evaluate(WORDS, selector)
    return found


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_they_stand_until_plotly_has_drawn(new_page: NewPage, site: str, size: Any) -> None:
    page = new_page(viewport=size)
    adopted = "document.querySelectorAll('.panel .still ~ .plot').length === 2"
    route = held(page, site, adopted)
    assert page.evaluate("performance.getEntriesByName('first-plot').length") == 1
    assert not page.evaluate("'Plotly' in globalThis")
    before = page.evaluate(PLACES)
    written = {}
    for name in PANELS:
        assert page.locator(f".panel[data-panel={name}] .still path").first.is_visible()
        written[name] = texts(page, f".panel[data-panel={name}] .still")
    route.continue_()
    Explorer(page).live()
    assert page.locator(".still").count() == 0
    assert page.evaluate(PLACES) == before, "the plots move"
    for name in PANELS:
        drawn = texts(page, f".panel[data-panel={name}] .plot")
        assert [text for text, *_ in drawn] == [text for text, *_ in written[name]]
        for (text, *place), (_, *other) in zip(drawn, written[name], strict=True):
            assert place == pytest.approx(other, abs=4.0), f"{text} moves"


def test_without_scripts(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site)
    for name in PANELS:
        assert page.locator(f".panel[data-panel={name}] .still path").first.is_visible()
    assert page.locator("#preset-title").inner_text() == "tonic spiking A"


def test_another_preset_has_its_own(new_page: NewPage, site: str) -> None:
    page = new_page()
    adopted = "document.querySelectorAll('.panel .still ~ .plot').length === 2"
    route = held(page, f"{site}#neuron?preset=tonic_bursting", adopted)
    for name in PANELS:
        assert page.locator(f".panel[data-panel={name}] .still path").first.is_visible()
    assert page.locator("#preset-title").inner_text() == "tonic bursting C"
    route.continue_()


def test_another_state_shows_none(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.add_init_script(
        "new MutationObserver(() => { for (const still of document.querySelectorAll('.still'))"
        " if (getComputedStyle(still).visibility === 'visible') globalThis.seen = true;"
        "}).observe(document, { childList: true, subtree: true })"
    )
    route = held(
        page, f"{site}#neuron?preset=tonic_bursting&I=3", "document.querySelector('.panel .plot')"
    )
    assert page.locator(".still").count() == 0
    assert page.locator("#preset-title").inner_text() == "tonic bursting C"
    assert not page.evaluate("globalThis.seen")
    route.continue_()


def test_the_address_of_the_default_state_shows_them(new_page: NewPage, site: str) -> None:
    page = new_page()
    route = held(page, f"{site}#neuron", "document.querySelector('.still ~ .plot')")
    assert page.locator(".still path").first.is_visible()
    route.continue_()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_follow_the_theme(new_page: NewPage, site: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    route = held(page, site, "document.querySelector('.still ~ .plot')")
    colour = "getComputedStyle(document.querySelector('.still path')).stroke"
    v = {"light": "rgb(0, 114, 178)", "dark": "rgb(86, 180, 233)"}[scheme]
    assert page.evaluate(colour) == v
    route.continue_()
