"""Figures of live runs in Chromium, of a neuron and of a network: frames, work for each, memory.

``python -m tests.bench.live [SECONDS]`` prints them alone.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from ..browser.browsers import find_chromium
from ..browser.driver import Explorer
from ..browser.servers import serve
from . import page as pages

SITE = Path(__file__).parents[2] / "dist" / "site"
SECONDS = 30.0
NETWORK = "#network?preset=cortical_2003"  # of 1000 neurons
SPEEDS = ("0.1", "1", "10")  # times real time
FRAME = 1000.0 / 60.0  # ms
#: A frame that comes later than this after the one before has missed its turn, ms.
LATE = 1.5 * FRAME

#: Keeps the times of frames, and how long their callbacks take.
_WATCH = """() => {
  if (globalThis.watched) return;
  const native = requestAnimationFrame.bind(globalThis);
  globalThis.watched = { times: [], work: [], frames: 0 };
  let frame = null;
  globalThis.requestAnimationFrame = (act) => native((now) => {
    const begun = performance.now();
    act(now);
    if (frame !== now) {
      watched.times.push(now);
      watched.work.push(0);
      frame = now;
    }
    watched.work[watched.work.length - 1] += performance.now() - begun;
  });
}"""


def live(page: Page, seconds: float = SECONDS) -> dict[str, Any]:
    """Let the neuron of a page run live, with the phase plane shown and the current held at times.

    Returns
    -------
    dict
        As from `measured`.
    """

    def hold() -> None:
        begun = 0.0
        while begun < 1000.0 * seconds:
            page.keyboard.down(" ")
            page.wait_for_timeout(500)
            page.keyboard.up(" ")
            page.wait_for_timeout(1500)
            begun += 2000.0

    page.evaluate(_WATCH)
    page.click("#go-live")
    page.wait_for_timeout(1000)
    found = measured(page, hold)
    page.click("#go-live")
    return found


def network(page: Page, seconds: float = SECONDS / len(SPEEDS)) -> dict[str, dict[str, Any]]:
    """Let a network of 1000 neurons run live at each of several speeds, for some time each.

    Returns
    -------
    dict
        By speed as from `measured`, with "reached", the speed relative to real time.
    """
    page.evaluate(f"location.hash = '{NETWORK}'")
    explorer = Explorer(page)
    explorer.settled()
    page.evaluate(_WATCH)
    button = page.get_by_role("button", name="Live", exact=True)
    found = {}
    for speed in SPEEDS:
        page.locator(".speed").select_option(speed)
        button.click()
        page.wait_for_timeout(1000)
        before, begun = float(explorer.value("duration")), page.evaluate("performance.now()")
        own = measured(page, lambda: page.wait_for_timeout(1000.0 * seconds))
        after, ended = float(explorer.value("duration")), page.evaluate("performance.now()")
        button.click()
        explorer.settled()
        found[f"{speed}×"] = own | {"reached": round((after - before) / (ended - begun), 2)}
    return found


def measured(page: Page, during: Callable[[], None]) -> dict[str, Any]:
    """Measure a page while something is done, after `_WATCH`.

    Returns
    -------
    dict
        "frames per second"; "late", the fraction of frames that missed their turn; "work", ms of a
        frame's callbacks: median and 95th percentile; "busy", ms of the main thread per frame, all
        told; "heap", MB of the page's own before and after.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def metrics() -> dict[str, float]:
        session.send("HeapProfiler.collectGarbage")
        found = session.send("Performance.getMetrics")["metrics"]
        return {one["name"]: one["value"] for one in found}

    page.evaluate("watched.times.length = watched.work.length = 0")
    before = metrics()
    during()
    after = metrics()
    seen = page.evaluate("watched")
    gaps = [later - first for first, later in zip(seen["times"], seen["times"][1:], strict=False)]
    work = sorted(seen["work"])
    heap = [round(one["JSHeapUsedSize"] / 1e6, 2) for one in (before, after)]
    return {
        "frames per second": round(1000.0 * len(gaps) / sum(gaps), 1),
        "late": round(sum(gap > LATE for gap in gaps) / len(gaps), 4),
        "work": {
            "median": round(statistics.median(work), 2),
            "p95": round(work[int(0.95 * len(work))], 2),
        },
        "busy": round(1e3 * (after["TaskDuration"] - before["TaskDuration"]) / len(gaps), 2),
        "heap": heap,
    }


def main() -> int:
    """Measure and print; the exit status."""
    executable = find_chromium()
    if executable is None:
        print("No Chromium or Chrome found: name one by IZH_CHROMIUM.", file=sys.stderr)
        return 1
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with (
        sync_playwright() as playwright,
        serve(SITE) as url,
        pages.open_page(playwright, executable, url) as page,
    ):
        found = {"neuron": live(page, seconds), "network": network(page, seconds / len(SPEEDS))}
        print(json.dumps(found, indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
