"""When a silent worker counts as one that hangs, in time that the tests make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from .conftest import NewPage
from .servers import serve

SITE = Path(__file__).parents[2] / "site"
HARNESS = Path(__file__).with_name("watchdog.html")


@dataclass
class Dog:
    """A watchdog in a page whose clock stands still unless it is told to go on."""

    page: Page

    def start(self, time: int) -> None:
        """Let Python take a time (ms) to start."""
        self.wait(time)
        self.act("begin()")

    def wait(self, time: int) -> None:
        """Let time (ms) pass."""
        self.page.clock.run_for(time)

    def act(self, script: str) -> list[str]:
        """Let something happen, and return what the watchdog has told since."""
        self.page.evaluate(script)
        return self.events()

    def events(self) -> list[str]:
        """Return what the watchdog has told since."""
        found: list[str] = self.page.evaluate("events.splice(0)")
        return found


@pytest.fixture
def dog(new_page: NewPage) -> Iterator[Dog]:
    """A watchdog of a worker that has not started."""

    def give(route: Route) -> None:
        route.fulfill(body=HARNESS.read_text(encoding="utf-8"), content_type="text/html")

    page = new_page()
    page.clock.install(time=0)
    with serve(SITE) as url:
        page.route(f"{url}watchdog.html", give)
        page.goto(f"{url}watchdog.html")
        page.wait_for_function("window.hide !== undefined")
        page.clock.pause_at(60_000)
        yield Dog(page)


def test_silence(dog: Dog) -> None:
    dog.start(1_000)
    dog.wait(60_000)
    assert dog.events() == [], "nothing was asked"
    dog.act("send({ type: 'ask', id: 1 }); 0")
    dog.wait(1_700)
    assert dog.events() == []
    dog.wait(600)
    assert dog.events() == ["silent"]
    assert dog.act("say('progress')") == ["heard"]
    dog.wait(2_300)
    assert dog.events() == ["silent"]
    dog.act("dog.stop()")
    dog.wait(1_300)
    assert dog.events() == ["hangs"]
    assert "stop" in dog.page.evaluate("asked")


def test_what_obeys_is_not_ended(dog: Dog) -> None:
    dog.start(1_000)
    dog.act("send({ type: 'ask', id: 1 }); 0")
    dog.wait(3_000)
    assert dog.act("dog.stop(); say('answer')") == ["silent", "heard"]
    dog.wait(1_500)
    assert dog.act("over()") == []
    dog.wait(10_000)
    assert dog.events() == []


def test_a_run_that_was_stopped_has_time_for_its_last_word(dog: Dog) -> None:
    dog.start(1_000)
    dog.act("send({ type: 'ask', id: 1 }); say('progress'); send({ type: 'stop', id: 1 }); 0")
    dog.wait(2_900)
    assert "hangs" not in dog.events()
    dog.wait(400)
    assert dog.events() == ["hangs"]


def test_code_that_prints_but_does_not_end(dog: Dog) -> None:
    dog.start(1_000)
    dog.act("send({ type: 'run', id: 1 }); send({ type: 'stop_run' }); 0")
    found = []
    for _ in range(5):
        dog.wait(260)
        found += dog.act("say('output')")
    assert "hangs" in found


def test_who_answers_pings_is_alive(dog: Dog) -> None:
    dog.start(1_000)
    dog.act("alive = true; send({ type: 'run', id: 1 }); 0")
    dog.wait(60_000)
    assert dog.events() == []


def test_a_slow_start_makes_patient(dog: Dog) -> None:
    dog.start(9_000)
    dog.act("send({ type: 'ask', id: 1 }); 0")
    dog.wait(8_500)
    assert dog.events() == []
    dog.wait(1_000)
    assert dog.events() == ["silent"]
    dog.act("over()")
    dog.act("send({ type: 'ask', id: 2 }); 0")
    dog.wait(2_300)
    assert dog.events() == ["silent"]


def test_sleep_and_hiding_are_no_silence(dog: Dog) -> None:
    dog.start(1_000)
    dog.act("send({ type: 'ask', id: 1 }); 0")
    for _ in range(5):
        dog.page.clock.fast_forward(3_600_000)  # the lid was closed: each timer fires once
    assert dog.events() == []
    dog.act("say('progress'); hide(true)")
    dog.wait(60_000)
    assert dog.events() == []
    dog.act("hide(false)")
    dog.wait(2_300)
    assert dog.events() == ["silent"]
