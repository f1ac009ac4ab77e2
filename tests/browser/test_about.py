"""The explanation beside the plots, and the reference page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from .conftest import NewPage
from .driver import Explorer
from .live import Live, started_at


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once."""
    with started_at(chromium, f"{site}#neuron?preset=RS") as live:
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """Return the shared page; any error in the page fails the test."""
    yield started
    started.watch.check()


def open_about(page: Page, address: str) -> Explorer:
    """Open the page with its explanation unfolded."""
    page.goto(address)
    explorer = Explorer(page)
    explorer.live()
    explorer.settled()
    unfold(page)
    return explorer


def unfold(page: Page) -> None:
    """Unfold the explanation."""
    if page.locator("#about:not([open])").count():
        page.locator("#about > summary").click()
    expect(page.locator("#about-text section").first).to_be_visible()


def show(live: Live, link: str) -> Page:
    """Bring the shared page to a link, with its explanation unfolded."""
    live.show(link)
    unfold(live.page)
    return live.page


class TestExplanation:
    def test_a_term_makes_its_curve_stand_out(self, live: Live) -> None:
        page = show(live, "#neuron?preset=phasic_spiking")
        panel = page.locator('.panel[data-panel="phase"]')
        others = panel.locator(".scatterlayer .trace:not(.highlighted)")
        page.get_by_role("button", name="separatrix").first.hover()
        expect(panel.locator(".trace.highlighted")).to_have_count(1)
        assert (
            panel.locator(".trace.highlighted .js-line").evaluate(
                "(line) => getComputedStyle(line).strokeWidth"
            )
            == "4px"
        )
        assert others.first.evaluate("(trace) => getComputedStyle(trace).opacity") == "0.18"
        page.mouse.move(5, 5)
        expect(panel.locator(".trace.highlighted")).to_have_count(0)
        assert others.first.evaluate("(trace) => getComputedStyle(trace).opacity") != "0.18"
        page.get_by_role("button", name="parabola").first.focus()
        expect(panel.locator(".trace.highlighted")).to_have_count(1)
        page.locator("#about > summary").focus()
        expect(panel.locator(".trace.highlighted")).to_have_count(0)

    def test_a_number_sets_itself(self, live: Live) -> None:
        page, explorer = show(live, "#neuron"), live.explorer
        button = page.get_by_role("button", name="d = 12")
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("document.getElementById('parameter-d').value === '12'")
        explorer.settled()
        assert "d=12" in page.url
        expect(button).to_be_focused()

    def test_equations_have_the_present_numbers(self, live: Live) -> None:
        page, explorer = show(live, "#neuron"), live.explorer
        numbers = page.locator("#about-text math [data-parameter]")
        expect(page.locator('#about-text math [data-parameter="a"]')).to_have_text("0.02")
        explorer.type("a", "0.05")
        explorer.type("c", "-58")
        expect(page.locator('#about-text math [data-parameter="a"]')).to_have_text("0.05")
        expect(page.locator('#about-text math [data-parameter="c"]')).to_have_text("−58")
        assert numbers.first.evaluate("(number) => number.namespaceURI").endswith("MathML")
        page.locator('#about-text math [data-parameter="a"]').click()
        expect(page.locator("#parameter-a")).to_be_focused()

    def test_a_panel_is_opened_and_a_preset_chosen(self, live: Live) -> None:
        page, explorer = show(live, "#neuron?preset=class_1_excitable"), live.explorer
        text = page.locator("#about-text")
        text.get_by_role("button", name="f–I curve").click()
        expect(page.locator('.panel[data-panel="frequency"]')).to_be_visible()
        text.get_by_role("link", name="Class 2", exact=True).click()
        explorer.settled()
        assert explorer.chosen()[0] == "H Class 2 excitable"
        expect(text).to_contain_text("Andronov–Hopf")

    @pytest.mark.parametrize("view", ["network", "ensemble", "learning"])
    def test_every_view_has_one(self, live: Live, view: str) -> None:
        page = show(live, f"#{view}")
        expect(page.locator("#about-text math").first).to_be_visible()
        for button in page.locator("#about-text .term").all():
            button.focus()

    def test_it_stays_open_for_the_visit(self, new_page: NewPage, site: str) -> None:
        page = new_page()
        open_about(page, site)
        page.reload()
        expect(page.locator("#about[open]")).to_have_count(1)

    def test_on_a_phone_it_comes_last(self, new_page: NewPage, site: str) -> None:
        page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        open_about(page, f"{site}#neuron?preset=RS_2007")
        top = "(element) => element.getBoundingClientRect().top + scrollY"
        readouts = page.locator("#readouts").evaluate(top)
        assert page.locator("#about").evaluate(top) > readouts
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        page.locator("#about-text .term").first.tap()
        expect(page.locator(".panel.highlighted")).to_be_in_viewport()


class TestReference:
    def test_of_the_folder(self, new_page: NewPage, site: str) -> None:
        page = new_page()
        page.goto(site)
        with page.expect_popup() as opened:
            page.get_by_role("link", name="Reference").click()
        reference = opened.value
        expect(reference.get_by_role("heading", name="Reference")).to_be_visible()
        reference.get_by_label("Search").fill("separatrix")
        expect(reference.locator("#neuron-panel-phase")).to_be_visible()
        expect(reference.locator("#neuron-a")).to_be_hidden()
        reference.goto(reference.url.partition("#")[0] + "#neuron-preset-RS")
        expect(reference.get_by_label("Search")).to_have_value("")  # it hid what the link leads to
        reference.locator("#neuron-preset-RS a").click()
        assert reference.url.endswith("#neuron?preset=RS")

    def test_of_the_package(self, new_page: NewPage, site: str) -> None:
        """Links from when it was part of the reference lead there."""
        page = new_page()
        page.goto(f"{site}reference.html#izhikevich.simulate")
        expect(page.get_by_role("heading", name="Python package", exact=True)).to_be_visible()
        assert page.url == f"{site}python.html#izhikevich.simulate"
        expect(page.locator("[id='izhikevich.simulate']")).to_have_attribute("open", "")
        page.get_by_role("link", name="Reference", exact=True).click()
        expect(page.get_by_role("heading", name="Reference", exact=True)).to_be_visible()

    def test_of_changes(self, new_page: NewPage, site: str) -> None:
        """Links from when they were part of the documentation lead there."""
        page = new_page()
        page.goto(f"{site}documentation.html#changes-not-yet-released")
        expect(page.get_by_role("heading", name="Changes", exact=True)).to_be_visible()
        assert page.url == f"{site}changes.html#changes-not-yet-released"
        page.get_by_role("link", name="Nengo's example").first.click()
        page.wait_for_url(f"{site}documentation.html#nengo")
        expect(page.locator("#nengo")).to_be_in_viewport()

    def test_of_the_single_file(self, new_page: NewPage, single_file: Path) -> None:
        page = new_page()
        page.goto(single_file.as_uri())
        explorer = Explorer(page)
        explorer.live()
        page.get_by_role("link", name="Reference").click()
        frame = page.frame_locator(".reference-dialog iframe")
        expect(frame.get_by_role("heading", name="Reference", exact=True)).to_be_visible()
        frame.get_by_role("link", name="Python package").click()
        frame.get_by_role("link", name="Algorithms").click()
        expect(frame.get_by_role("heading", name="Algorithms")).to_be_in_viewport()
        frame.get_by_role("link", name="Reference", exact=True).click()
        frame.locator("#neuron-preset-tonic_bursting a").click()
        expect(page.locator(".reference-dialog")).to_have_count(0)
        explorer.settled()
        assert explorer.chosen()[0] == "C tonic bursting"

    @pytest.mark.parametrize("way", ["folder", "single file"])
    def test_it_leads_to_the_licences(
        self, new_page: NewPage, site: str, single_file: Path, way: str
    ) -> None:
        page = new_page()
        page.goto(site if way == "folder" else single_file.as_uri())
        Explorer(page).stored()
        place: Page | FrameLocator = page.frame_locator(".reference-dialog iframe")
        if way == "folder":
            with page.context.expect_page() as opened:
                page.get_by_role("link", name="Reference").click()
            place = opened.value
        else:
            page.get_by_role("link", name="Reference").click()
        place.get_by_role("link", name="Licences").click()
        expect(place.get_by_role("heading", name="Licences", exact=True)).to_be_visible()
        place.get_by_text("pyodide 314").click()
        expect(place.get_by_text("Mozilla Public License Version 2.0").first).to_be_visible()
        place.get_by_role("link", name="Reference", exact=True).click()
        expect(place.get_by_role("heading", name="Reference", exact=True)).to_be_visible()

    @pytest.mark.parametrize("way", ["folder", "single file"])
    def test_it_leads_to_the_documentation(
        self, new_page: NewPage, site: str, single_file: Path, way: str
    ) -> None:
        page = new_page()
        page.goto(site if way == "folder" else single_file.as_uri())
        Explorer(page).stored()
        place: Page | FrameLocator = page.frame_locator(".reference-dialog iframe")
        if way == "folder":
            with page.context.expect_page() as opened:
                page.get_by_role("link", name="Reference").click()
            place = opened.value
        else:
            page.get_by_role("link", name="Reference").click()
        place.get_by_role("link", name="Documentation").click()
        expect(place.get_by_role("heading", name="Documentation", exact=True)).to_be_visible()
        place.get_by_role("link", name="Numerics").first.click()
        expect(place.get_by_role("heading", name="Numerics", exact=True)).to_be_in_viewport()
        place.get_by_label("Search").fill("cross-site oEmbed")
        expect(place.locator("main > section:visible")).to_have_count(0)
        place.get_by_label("Search").fill("oEmbed consumers")
        expect(place.locator(".part:visible h3")).to_have_text(["Social cards and oEmbed"])

    @pytest.mark.parametrize("name", ["reference", "documentation"])
    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_on_a_phone(self, new_page: NewPage, site: str, theme: str, name: str) -> None:
        page = new_page(viewport={"width": 390, "height": 844}, color_scheme=theme)
        page.goto(f"{site}{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert page.evaluate("document.documentElement.dataset.theme") == theme
