"""Floods of changes: only the newest is carried out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, Page, Route

from .conftest import DESKTOP
from .driver import Explorer
from .watch import Watch

MAX_COUNT = 12  # of whatever is counted, while thousands of changes come
#: Counts the questions that Python sees, and how often the address is written.
COUNT = """(() => {
  const asked = new Set();
  globalThis.counts = { get asked() { return asked.size; }, written: 0 };
  const Native = Worker;
  globalThis.Worker = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data?.kind !== "izhikevich") return;
        const { type, id } = JSON.parse(data.header);
        if (type === "begun") asked.add(id);
      });
    }
  };
  for (const name of ["pushState", "replaceState"]) {
    const native = history[name].bind(history);
    history[name] = (...given) => {
      counts.written += 1;
      native(...given);
    };
  }
})()"""


@pytest.fixture(scope="module")
def host(chromium: Browser, site: str) -> Iterator[tuple[Page, Watch]]:
    """A page of which a frame holds ours, which is ready."""
    frame = f'<iframe src="{site}#neuron" width="1240" height="760"></iframe>'

    def give(route: Route) -> None:
        html = f'<!doctype html><link rel="icon" href="data:,">{frame}'
        route.fulfill(body=html, content_type="text/html")

    with chromium.new_context(viewport=DESKTOP, service_workers="block") as context:
        watch = Watch(context)
        page = context.new_page()
        page.add_init_script(COUNT)
        page.route(f"{site}host.html", give)
        page.goto(f"{site}host.html")
        Explorer(page.frames[1]).live()
        yield page, watch


@pytest.fixture
def frame(host: tuple[Page, Watch]) -> Iterator[Frame]:
    """The frame, settled and with counts of nothing; any error in the page fails the test."""
    page, watch = host
    explorer = Explorer(page.frames[1])
    explorer.follow("#neuron?I=1")
    explorer.follow("#neuron")
    explorer.settled()
    yield page.frames[1]
    watch.check()


def counted(frame: Frame) -> list[int]:
    """How many questions Python has seen, and how often the address was written."""
    found: list[int] = frame.evaluate("[counts.asked, counts.written]")
    return found


def check_few(frame: Frame, before: list[int]) -> None:
    """Only few have come since then."""
    Explorer(frame).settled()
    asked, written = (now - then for now, then in zip(counted(frame), before, strict=True))
    assert 1 <= asked <= MAX_COUNT
    assert written <= MAX_COUNT


def send(page: Page, messages: str) -> None:
    """Send the messages that an expression makes of i, 5,000 times."""
    page.evaluate(
        "() => { const frame = document.querySelector('iframe').contentWindow;"
        f" for (let i = 0; i < 5000; i++) frame.postMessage({messages}, '*'); }}"
    )


def test_values_from_a_host(host: tuple[Page, Watch], frame: Frame) -> None:
    before = counted(frame)
    send(host[0], "{ type: 'izhikevich:set', values: i % 2 ? { I: i / 1000 } : { d: i / 1000 } }")
    frame.wait_for_function(
        "location.hash.includes('I=4.999') && location.hash.includes('d=4.998')"
    )
    check_few(frame, before)
    assert Explorer(frame).value("I") == "4.999"


def test_links_from_a_host(host: tuple[Page, Watch], frame: Frame) -> None:
    before = counted(frame)
    send(host[0], "{ type: 'izhikevich:set', link: i % 2 ? `#neuron?I=${i}` : `#network` }")
    frame.wait_for_function("location.hash.includes('I=4999')")
    check_few(frame, before)


def test_views_by_their_tabs(frame: Frame) -> None:
    before = counted(frame)
    frame.evaluate(
        "() => { for (let i = 0; i < 2000; i++)"
        " document.querySelector(`#views [data-view=${i % 2 ? 'network' : 'neuron'}]`).click(); }"
    )
    frame.locator("#views [data-view=network][aria-current]").wait_for()
    frame.locator(".panel[data-panel=raster] .plot .main-svg").first.wait_for()
    check_few(frame, before)


def test_changes_one_after_the_other_are_all_carried_out(frame: Frame) -> None:
    """Nothing is lost: each of them stands in a frame of its own."""
    asked, _ = counted(frame)
    for current in (2, 3, 4):
        Explorer(frame).type("I", str(current))
    assert counted(frame)[0] - asked == 3
