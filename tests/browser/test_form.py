"""The form of the page: equations to pull at, names to find, badges, and plots with titles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import DESKTOP, NewPage
from .driver import Explorer
from .live import Live, started_at

BOX = """(name) => {
  const { x, y, width, height } = document.querySelector(`.panel[data-panel=${name}]`)
    .getBoundingClientRect();
  return [x, y, width, height].map(Math.round);
}"""


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once."""
    with started_at(chromium, f"{site}#neuron?preset=CH") as live:
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page with a chattering cell; any error in the page fails the test."""
    started.page.set_viewport_size(DESKTOP)
    started.show("#neuron?preset=CH")
    started.explorer.settled()
    yield started
    started.watch.check()


def number(page: Page, name: str) -> Locator:
    return page.locator(f"#live-equations [data-parameter={name}]")


def value(page: Page, name: str) -> float:
    return float(Explorer(page).value(name))


class TestEquations:
    def test_a_number_is_dragged(self, live: Live) -> None:
        page = live.page
        before = page.evaluate(BOX, "trace")
        box = number(page, "d").bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 20, y)
        page.mouse.move(x + 40, y)
        live.explorer.settled()
        # The slider of d is 45 wide, and 300 px are its whole range.
        assert value(page, "d") == pytest.approx(2 + 45 * 40 / 300, abs=0.05)
        expect(number(page, "d")).to_have_text("8")
        page.mouse.move(x - 40, y)
        live.explorer.settled()
        assert value(page, "d") == pytest.approx(2 - 45 * 40 / 300, abs=0.05)
        page.mouse.up()
        assert page.evaluate(BOX, "trace") == before, "the plot stays where it is"
        assert "d=-4" in page.url

    def test_it_is_a_slider_for_keys_and_screen_readers(self, live: Live) -> None:
        page = live.page
        c = page.get_by_role("slider", name="reset of v", exact=True)
        assert c.get_attribute("aria-valuetext") == "\N{MINUS SIGN}50 mV"
        c.focus()
        for key, expected in [("ArrowRight", -49.5), ("Shift+ArrowDown", -54.5), ("Home", -80)]:
            page.keyboard.press(key)
            live.explorer.settled()
            assert value(page, "c") == expected
            assert c.get_attribute("aria-valuenow") == f"{expected:g}"
            expect(c).to_be_focused()
        expect(number(page, "c")).to_have_text("\N{MINUS SIGN}80")
        page.keyboard.press("Enter")
        expect(page.locator("#parameter-c")).to_be_focused()

    def test_other_views_have_none(self, live: Live) -> None:
        live.show("#ensemble")
        expect(live.page.locator("#live-equations")).to_be_hidden()


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("burst thalamus", "rebound burst N"),
            ("FS", "fast spiking (2003) FS"),
            ("striatum", "medium spiny projection cell, striatum (2007) MSN"),
        ],
    )
    def test_they_are_found_by_words(self, live: Live, typed: str, found: str) -> None:
        page = live.page
        field = page.get_by_role("searchbox")
        field.fill(typed)
        radios = page.locator("#selector").get_by_role("radio")
        assert found in radios.all_inner_texts() or found in [
            " ".join(text.split()) for text in radios.all_text_contents()
        ]
        assert 1 <= radios.count() < 15
        field.press("Enter")
        live.explorer.settled()
        assert live.explorer.chosen() != ["CH chattering (2003)"]
        field.press("Escape")
        assert radios.count() > 35

    def test_nothing_is_found(self, live: Live) -> None:
        field = live.page.get_by_role("searchbox")
        field.fill("no such cell")
        expect(live.page.locator(".none-found")).to_be_visible()
        assert live.page.locator("#selector").get_by_role("radio").count() == 0
        field.press("Escape")

    def test_a_name_is_said_once(self, live: Live) -> None:
        radio = live.page.get_by_role("radio", name="chattering (2003) CH", exact=True)
        expect(radio).to_be_checked()
        assert radio.get_attribute("title") is None
        assert radio.get_attribute("aria-label") is None


def test_what_the_reader_saves(new_page: NewPage, site: str, tmp_path: Path) -> None:
    page = new_page()
    page.goto(f"{site}#neuron?preset=CH&d=3")
    Explorer(page).live()
    keep = page.locator(".keep")
    keep.click()
    name = page.locator(".saved-list input")
    expect(name).to_be_focused()
    name.fill("my burster")
    name.press("Enter")
    mine = page.locator(".saved-list .preset")
    expect(mine).to_have_text("my burster")

    page.goto(f"{site}#neuron?preset=RS")
    page.reload()
    explorer = Explorer(page)
    explorer.live()
    expect(mine).to_have_text("my burster")
    mine.click()
    page.wait_for_url("**#neuron?preset=CH&d=3")
    explorer.settled()
    assert explorer.value("d") == "3"

    with page.expect_download() as started:
        page.get_by_role("button", name="Save as a file").click()
    content: dict[str, Any] = json.loads(Path(started.value.path()).read_text("utf-8"))
    assert content["saved"] == [{"name": "my burster", "link": "#neuron?preset=CH&d=3"}]
    page.get_by_role("button", name="Delete: my burster").click()
    expect(mine).to_have_count(0)
    content["saved"].append({"name": "<b>bold</b>", "link": "#neuron?preset=FS"})
    content["saved"].append({"name": "not a link", "link": "javascript:alert(1)"})
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(content), "utf-8")
    page.locator(".saved input[type=file]").set_input_files(path)
    expect(mine).to_have_text(["my burster", "<b>bold</b>"])
    explorer.tab("network")
    expect(mine).to_have_count(0)


class TestBadge:
    def test_it_says_that_the_step_matters_and_moves_nothing(self, live: Live) -> None:
        page = live.page
        badge = page.locator("#badges .badge")
        expect(badge.locator("summary")).to_have_text("dt matters here: 17 spikes, not 15")
        expect(page.locator("#notices .notice")).to_have_count(0)
        before = page.evaluate(BOX, "trace")
        badge.locator("summary").click()
        expect(badge.locator(".notice p")).to_contain_text("solved accurately")
        assert page.evaluate(BOX, "trace") == before
        badge.get_by_role("button", name="Show accurate solution").click()
        live.explorer.settled()
        assert len(live.explorer.spikes()) == 17
        expect(badge).to_have_count(0)
        assert page.evaluate(BOX, "trace") == before

    def test_it_closes(self, live: Live) -> None:
        badge = live.page.locator("#badges .badge")
        badge.locator("summary").click()
        live.page.keyboard.press("Escape")
        expect(badge.locator(".notice")).to_be_hidden()
        badge.locator("summary").click()
        live.page.locator("#preset-title").click()
        expect(badge.locator(".notice")).to_be_hidden()


def test_four_facts_are_visible_and_the_others_on_request(live: Live) -> None:
    facts = live.page.locator("#readouts dt:visible")
    assert facts.all_inner_texts() == ["Spikes", "Regime", "First spike", "Mean rate"]
    live.page.locator("#more-readouts").click()
    assert facts.count() == len(live.explorer.readouts()) > 8
    live.page.locator("#more-readouts").click()
    assert facts.count() == 4


def test_the_first_screen(live: Live) -> None:
    """Title, sentence, equations, both plots and the key facts are whole, without scrolling."""
    page = live.page
    parts = ("#preset-title", "#summary", "#live-equations", "#readouts", "#player", ".panel-tabs")
    for part in (*parts, ".panel[data-panel=trace]", ".panel[data-panel=phase]"):
        box = page.locator(part).bounding_box()
        assert box, part
        assert box["y"] >= 44, part
        assert box["y"] + box["height"] <= DESKTOP["height"], part


class TestPlots:
    def test_further_ones_stand_side_by_side(self, live: Live) -> None:
        page = live.page
        before = page.evaluate(BOX, "trace")
        for panel in ("recovery", "frequency"):
            live.explorer.open(panel)
        assert page.evaluate("location.hash").endswith("panels=trace,phase,recovery,frequency")
        page.locator("#plots").evaluate("(plots) => plots.parentElement.scrollTo(0, 0)")
        assert page.evaluate(BOX, "trace") == before, "the trace is not crushed"
        one, other = page.evaluate(BOX, "recovery"), page.evaluate(BOX, "frequency")
        assert one[1] == other[1]
        assert other[0] >= one[0] + one[2]
        assert min(one[2], other[2]) > 380
        for panel in ("recovery", "frequency"):
            live.explorer.close(panel)

    def test_one_fills_the_screen(self, live: Live) -> None:
        page = live.page
        panel = page.locator(".panel[data-panel=phase]")
        panel.get_by_role("button", name="Full screen: Phase plane").click()
        page.wait_for_function(
            "document.querySelector('.panel[data-panel=phase] .plot')._fullLayout.width > 1200"
        )
        page.keyboard.press("Escape")
        page.evaluate("document.fullscreenElement && document.exitFullscreen()")
        page.wait_for_function(
            "document.querySelector('.panel[data-panel=phase] .plot')._fullLayout.width < 500"
        )

    def test_buttons_cover_nothing(self, live: Live) -> None:
        for panel in live.page.locator(".panel:visible").all():
            canvas = panel.locator(".canvas").bounding_box()
            assert canvas
            for button in panel.locator(".panel-head button:visible").all():
                box = button.bounding_box()
                assert box
                assert box["y"] + box["height"] <= canvas["y"] + 0.5

    def test_zooming_is_undone_by_a_button(self, live: Live) -> None:
        page = live.page
        whole = page.locator(".panel[data-panel=trace] .panel-button.whole")
        expect(whole).to_be_hidden()
        page.evaluate(
            "Plotly.relayout(document.querySelector('.panel[data-panel=trace] .plot'),"
            " { 'xaxis.range[0]': 20, 'xaxis.range[1]': 60 })"
        )
        whole.click()
        page.wait_for_function(
            "document.querySelector('.panel[data-panel=trace] .plot')._fullLayout.xaxis.range[1]"
            " === 150"
        )
        expect(whole).to_be_hidden()
