"""What hangs can be stopped, whatever it is, and what does not hang is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import NewPage
from .driver import Explorer
from .example_site import make_site
from .live import Live, started_at
from .servers import serve

SILENT = "Python is not responding"
#: Keeps each text of the status.
LISTEN = """() => {
  globalThis.said = [];
  addEventListener("DOMContentLoaded", () => {
    const status = document.getElementById("status");
    new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
  });
}"""


@pytest.fixture(scope="module")
def example_site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the site with one more view, which can hang."""
    own = tmp_path_factory.mktemp("example") / "site"
    make_site(folder, own)
    with serve(own) as url:
        yield url


@pytest.fixture(scope="module")
def started(chromium: Browser, example_site: str) -> Iterator[Live]:
    """Start the page once."""
    with started_at(chromium, f"{example_site}#example", LISTEN, service_workers="block") as live:
        assert SILENT not in live.page.evaluate("said"), "a start is no hang"
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page, in the example view; any error in the page fails the test."""
    started.explorer.follow("#example?row=7")
    started.explorer.follow("#example?row=5")
    started.explorer.settled()
    started.page.evaluate("said.length = 0")
    yield started
    started.watch.check()


def offered(page: Page) -> None:
    """Wait until Stop is offered for what hangs."""
    expect(page.locator("#status")).to_have_text(SILENT)
    expect(page.locator("#stop")).to_be_visible()


def hang(page: Page) -> None:
    """Ask Python for what it never answers, and stop it."""
    page.locator("#parameter-hangs").check()
    offered(page)
    page.locator("#stop").click()
    page.locator("#notices .notice", has_text="Stopped").wait_for()


def test_a_state_that_hangs(live: Live) -> None:
    page = live.page
    hang(page)
    # Before Python runs again: what was shown, and what it was made of.
    assert live.explorer.traces("shape")[0]["length"] == 3
    assert not page.locator("#parameter-hangs").is_checked()
    assert live.explorer.value("row") == "5"
    assert page.url.endswith("#example?row=5")
    told = "Stopped: Python did not respond to Short, hangs = true. What was shown before is back."
    assert live.explorer.told()[0].startswith(told)
    live.explorer.answer()
    live.explorer.settled()
    assert live.explorer.told()[0].startswith(told)
    assert live.explorer.summary() == "0 of 0 ms, row 5."
    while len(page.workers) > 1:  # the browser takes a moment to end one that hangs
        page.wait_for_timeout(20)
    live.explorer.type("row", "9")
    assert live.explorer.summary().endswith("row 9.")
    live.explorer.settled()
    assert page.locator("#notices .notice").count() == 0


def test_another_view_is_left_for_what_hangs(live: Live) -> None:
    page = live.page
    live.explorer.follow("#neuron?preset=tonic_bursting")
    live.explorer.settled()
    spikes = live.explorer.spikes()
    page.evaluate("location.hash = '#example?hangs=true'")
    offered(page)
    page.locator("#stop").click()
    live.explorer.answer()
    assert live.explorer.spikes() == spikes
    assert page.url.endswith("#neuron?preset=tonic_bursting")
    again = page.get_by_role("button", name="Try again")
    again.click()
    offered(page)
    page.locator("#stop").click()
    live.explorer.answer()
    assert live.explorer.spikes() == spikes


def test_a_newer_wish_is_answered_instead(live: Live) -> None:
    page = live.page
    page.locator("#parameter-hangs").check()
    offered(page)
    page.locator("#parameter-hangs").uncheck()
    page.locator("#stop").click()
    live.explorer.answer()
    live.explorer.settled()
    assert live.explorer.summary() == "0 of 0 ms, row 5."
    assert page.locator("#notices .notice").count() == 0


def test_a_link_that_hangs(new_page: NewPage, example_site: str) -> None:
    page = new_page(service_workers="block")
    page.goto(f"{example_site}#example?hangs=true&row=4")
    explorer = Explorer(page)
    expect(page.locator("#status")).to_have_text(SILENT, timeout=60_000)
    page.locator("#stop").click()
    assert "hangs = true" in explorer.told()[0]
    expect(page.locator("#status")).to_have_text("Simulated in your browser", timeout=60_000)
    assert page.locator("#parameter-hangs").is_checked()
    assert explorer.value("row") == "4"
    page.locator("#parameter-hangs").uncheck()
    expect(page.locator("#summary")).to_have_text("0 of 0 ms, row 4.")
    hang(page)
    expect(page.locator("#summary")).to_have_text("0 of 0 ms, row 4.")


def test_code_that_hangs_keeps_no_view_waiting(live: Live) -> None:
    page, explorer = live.page, live.explorer
    explorer.follow("#neuron?I=1")
    explorer.code()
    explorer.write('print("begun")\nwhile True: print("on")')
    explorer.run()
    page.locator(".code-output").filter(has_text="begun").wait_for()
    page.evaluate("location.hash = '#neuron?preset=tonic_bursting'")
    offered(page)
    page.locator("#stop").click()
    explorer.answer()
    output = explorer.output()
    explorer.settled()
    page.locator("#code .close").click()
    assert "Python is being restarted" in output
    assert len(explorer.spikes()) == 28
    assert page.locator("#notices .notice").filter(has_text="Stopped").count() == 0


def test_what_gives_signs_is_left_alone(live: Live) -> None:
    """A long run, and code that waits; a page that is busy itself, meanwhile, hears nothing."""
    page, explorer = live.page, live.explorer
    page.evaluate("location.hash = '#example?length=500'")
    page.locator("#stop").wait_for()
    page.evaluate("for (const end = performance.now() + 3000; performance.now() < end;);")
    page.wait_for_function("driver.summary().startsWith('500 of 500')", timeout=90_000)
    explorer.follow("#neuron")
    page.locator("#python").click()
    page.locator(".cm-content").wait_for()
    explorer.write("import asyncio\nawait asyncio.sleep(4)")
    explorer.run()
    explorer.output()
    page.locator("#code .close").click()
    assert SILENT not in page.evaluate("said")
