"""What hangs can be stopped, whatever it is, and what does not hang is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import NewPage
from .driver import Explorer
from .example_site import make_site
from .live import Live, started_at
from .servers import serve

SITE = Path(__file__).parents[2] / "site"
SILENT = "Python has not answered for a while"
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
    told = "Stopped: Python gave no answer to “Short”, hangs = true. What was shown before is back."
    assert live.explorer.told()[0].startswith(told)
    live.explorer.answer()
    live.explorer.settled()
    assert live.explorer.told()[0].startswith(told)
    assert live.explorer.summary() == "0 of 0 ms, row 5."
    assert len(page.workers) == 1
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
    page.locator("#parameter-hangs").uncheck()
    expect(page.locator("#summary")).to_have_text("0 of 0 ms, row 4.")


def test_code_that_hangs_keeps_no_view_waiting(live: Live) -> None:
    page, explorer = live.page, live.explorer
    explorer.code()
    explorer.write('print("begun")\nwhile True: print("on")')
    explorer.run()
    page.locator(".code-output").filter(has_text="begun").wait_for()
    page.evaluate("location.hash = '#example?row=11'")
    offered(page)
    page.locator("#stop").click()
    explorer.answer()
    assert "Python is started anew" in explorer.output()
    explorer.settled()
    assert explorer.summary().endswith("row 11.")
    assert page.locator("#notices .notice").count() == 0
    page.locator("#code .close").click()


def test_what_gives_signs_is_left_alone(live: Live) -> None:
    """A long run, and code that waits; a page that is busy itself, meanwhile, hears nothing."""
    page, explorer = live.page, live.explorer
    page.evaluate("location.hash = '#example?length=800'")
    page.locator("#stop").wait_for()
    page.evaluate("() => { const end = performance.now() + 3000; while (performance.now() < end); }")
    page.wait_for_function("driver.summary().startsWith('800 of 800')")
    explorer.code()
    explorer.write("import asyncio\nawait asyncio.sleep(4)")
    explorer.run()
    explorer.output()
    page.locator("#code .close").click()
    assert SILENT not in page.evaluate("said")


@pytest.fixture
def watched(new_page: NewPage) -> Iterator[Callable[[str], list[str]]]:
    """A watchdog of a worker that says what the test lets it say, in time that the test makes."""
    page = new_page()
    page.clock.install()
    html = """<!doctype html><link rel="icon" href="data:,"><script type="module">
      import { Watchdog } from "./js/watchdog.js";
      window.events = [];
      const note = (name) => () => events.push(name);
      window.dog = new Watchdog({ silent: note("silent"), heard: note("heard"), hangs: note("hangs") });
      window.worker = new EventTarget();
      window.say = (event) => worker.dispatchEvent(new MessageEvent("message", { data: { kind: "izhikevich", request: 1, event } }));
      window.alive = false;
      window.asked = [];
      const call = (name) => (...given) => (asked.push(name), new Promise((end) => (name === "ping" ? alive && end() : (window.over = end))));
      window.begin = () => { window.sync = dog.watch(worker, new Proxy({}, { get: (_, name) => call(name) })); };
    </script>"""
    with serve(SITE) as url:
        page.route(f"{url}watchdog.html", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(f"{url}watchdog.html")
        page.wait_for_function("window.dog !== undefined")

        def act(script: str) -> list[str]:
            page.evaluate(script)
            found: list[str] = page.evaluate("events.splice(0)")
            return found

        act.page = page  # type: ignore[attr-defined]
        yield act


class TestWatchdog:
    """Time passes as the test says."""

    @staticmethod
    def started(watched: Callable[[str], list[str]], start: int = 1000) -> Page:
        """Let Python start in a time (ms), and answer once."""
        page: Page = watched.page  # type: ignore[attr-defined]
        page.clock.run_for(start)
        watched("begin()")
        return page

    def test_silence(self, watched: Callable[[str], list[str]]) -> None:
        page = self.started(watched)
        page.clock.run_for(60_000)
        assert watched("void 0") == [], "nothing was asked"
        watched("sync.request(1, '{}'); 0")
        page.clock.run_for(1_700)
        assert watched("void 0") == []
        page.clock.run_for(600)
        assert watched("void 0") == ["silent"]
        assert watched("say('progress')") == ["heard"]
        page.clock.run_for(2_300)
        assert watched("void 0") == ["silent"]
        watched("dog.stop()")
        page.clock.run_for(1_300)
        assert watched("void 0") == ["hangs"]
        assert "stop" in page.evaluate("asked")

    def test_what_obeys_is_not_ended(self, watched: Callable[[str], list[str]]) -> None:
        page = self.started(watched)
        watched("sync.request(1, '{}'); 0")
        page.clock.run_for(3_000)
        assert watched("dog.stop(); say('answer')") == ["silent", "heard"]
        page.clock.run_for(1_500)
        assert watched("over()") == []
        page.clock.run_for(10_000)
        assert watched("void 0") == []

    def test_a_run_that_was_stopped_has_time_for_its_last_word(
        self, watched: Callable[[str], list[str]]
    ) -> None:
        page = self.started(watched)
        watched("sync.request(1, '{}'); say('progress'); sync.stop(1); 0")
        page.clock.run_for(2_900)
        assert "hangs" not in watched("void 0")
        page.clock.run_for(400)
        assert watched("void 0") == ["hangs"]

    def test_code_that_prints_but_does_not_end(self, watched: Callable[[str], list[str]]) -> None:
        page = self.started(watched)
        watched("sync.run_code('code 1', ''); sync.stop_code(); 0")
        found = []
        for _ in range(5):
            page.clock.run_for(260)
            found += watched("say('output')")
        assert "hangs" in found

    def test_who_answers_pings_is_alive(self, watched: Callable[[str], list[str]]) -> None:
        page = self.started(watched)
        watched("alive = true; sync.run_code('code 1', ''); 0")
        page.clock.run_for(60_000)
        assert watched("void 0") == []

    def test_a_slow_start_makes_patient(self, watched: Callable[[str], list[str]]) -> None:
        page = self.started(watched, start=9_000)
        watched("sync.request(1, '{}'); 0")
        page.clock.run_for(8_500)
        assert watched("void 0") == []
        page.clock.run_for(1_000)
        assert watched("void 0") == ["silent"]
        watched("over()")
        watched("sync.request(2, '{}'); 0")
        page.clock.run_for(2_300)
        assert watched("void 0") == ["silent"]

    def test_sleep_and_hiding_are_no_silence(self, watched: Callable[[str], list[str]]) -> None:
        page = self.started(watched)
        watched("sync.request(1, '{}'); 0")
        for _ in range(5):
            page.clock.fast_forward(3_600_000)  # the lid was closed: each timer fires once
        assert watched("void 0") == []
        watched("say('progress'); Object.defineProperty(document, 'hidden', { configurable: true, get: () => true }); 0")
        page.clock.run_for(60_000)
        assert watched("void 0") == []
        watched("delete document.hidden")
        page.clock.run_for(2_300)
        assert watched("void 0") == ["silent"]
