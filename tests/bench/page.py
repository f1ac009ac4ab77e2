"""Figures of the page in Chromium: the start, a click, a drag."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright

from ..browser.browsers import CHROMIUM_FLAGS
from ..browser.driver import Explorer
from ..browser.waiting import install

install()

# The browser's own time of the first paint comes first: it may be after the page's mark.
MARKS = ("first-contentful-paint", "first-plot", "first-interactive", "python-live", "own-plot")
DRAG_STEPS = 60
FRAME = 16  # ms between two moves of the mouse

_SCRIPT = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")

_CHANGE = """async (seed) => {
  const tasks = [];
  const watch = new PerformanceObserver((list) => {
    tasks.push(...list.getEntries().map((entry) => entry.duration));
  });
  watch.observe({ entryTypes: ["longtask"] });
  const context = CanvasRenderingContext2D.prototype;
  const put = context.putImageData;
  let raster = 0;
  context.putImageData = function (...image) {
    raster ||= performance.now();
    return put.apply(this, image);
  };
  const drawn = new Promise((resolve) => {
    addEventListener("explorer:drawn", resolve, { once: true });
  });
  const start = performance.now();
  const field = document.getElementById("parameter-seed");
  field.value = String(seed);
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await drawn;
  await new Promise(requestAnimationFrame);
  const whole = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 500));
  watch.disconnect();
  context.putImageData = put;
  return { raster: raster - start, whole: whole - start, "longest task": Math.max(0, ...tasks) };
}"""


@contextmanager
def open_page(playwright: Playwright, executable: str, url: str) -> Iterator[Page]:
    """Open a page in a browser process and profile of its own; Python lives when it is given."""
    browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_FLAGS))
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(url)
        Explorer(page).live()
        yield page
    finally:
        browser.close()


def start(playwright: Playwright, executable: str, url: str, runs: int) -> dict[str, list[float]]:
    """Times in ms from navigation to each mark, in cold profiles."""
    times: dict[str, list[float]] = {mark: [] for mark in MARKS}
    for _ in range(runs):
        with open_page(playwright, executable, url) as page:
            for mark in MARKS:
                entry = f"performance.getEntriesByName('{mark}')[0].startTime"
                times[mark].append(page.evaluate(entry))
    return times


def clicks(page: Page, rounds: int, seed: int = 1) -> list[dict[str, Any]]:
    """Click all patterns in random order, never one twice in a row.

    Returns
    -------
    list of dict
        ``preset``; ``answered``, ms from pointer-down until the answer is in the page and
        drawing begins; ``painted``, ms until the frame after the last ``plotly_afterplot``.
    """
    page.evaluate(f"(() => {{ {_SCRIPT} }})()")
    tiles = page.locator(".presets").first.locator(".preset").all()
    shuffled = random.Random(seed)
    order = list(range(len(tiles)))
    last = 0  # the page starts with the first
    results = []
    for _ in range(rounds):
        shuffled.shuffle(order)
        if order[0] == last:
            order.append(order.pop(0))
        for i in order:
            tiles[i].scroll_into_view_if_needed()
            box = tiles[i].bounding_box()
            assert box is not None
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.mouse.down()
            page.mouse.up()
            results.append(page.evaluate("bench.click()"))
        last = order[-1]
    return results


def drag(page: Page) -> dict[str, Any]:
    """Drag the current's slider over half of its range in about a second, after `clicks`."""
    slider = page.locator(".field:has(#parameter-I) input[type=range]")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    for step in range(1, DRAG_STEPS + 1):
        page.mouse.move(box["x"] + box["width"] * (0.5 + 0.45 * step / DRAG_STEPS), y)
        page.wait_for_timeout(FRAME)
    page.mouse.up()
    result: dict[str, Any] = page.evaluate("bench.drag()")
    return result


def networks(page: Page, runs: int) -> dict[str, list[float]]:
    """Times in ms of a run of the layered network for 1000 ms, none of it kept from before.

    Returns
    -------
    dict
        "raster", from the change of the seed until the spikes are painted; "whole", until the
        quick answer stands; "longest task" of the page's own thread meanwhile.
    """
    page.evaluate("location.hash = '#network?preset=feedforward'")
    page.wait_for_function("document.querySelector('#readouts dd')")
    page.wait_for_timeout(2000)
    seen = [page.evaluate(f"({_CHANGE})({seed})") for seed in range(1, runs + 1)]
    return {key: [times[key] for times in seen] for key in seen[0]}
