"""Print the figures and write them to dist/bench.json: ``python -m tests.bench.run [peers]``."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import izhikevich as izh
from playwright.sync_api import sync_playwright

from ..browser.browsers import find_chromium
from ..browser.servers import serve
from . import engines, fit_peers, peers
from . import fitting as fits
from . import live as lively
from . import nef as ensembles
from . import page as pages

ROOT = Path(__file__).parents[2]
DIST = ROOT / "dist"
SINGLE = DIST / "izhikevich-explorer.html"
STARTS = 5
ROUNDS = 3
NETWORKS = 7  # runs of the layered network
MEGA = 1e6


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile (of the sorted values, nearest rank) and maximum."""
    ordered = sorted(values)
    rank = max(0, -(-len(ordered) * 95 // 100) - 1)
    return {
        "n": len(ordered),
        "median": round(statistics.median(ordered), 1),
        "p95": round(ordered[rank], 1),
        "max": round(ordered[-1], 1),
    }


def load() -> float | None:
    """Processes that ran or waited for a core, on average over the last minute."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def conditions() -> dict[str, Any]:
    """What the figures were measured on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "load at the start": load(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def sizes() -> dict[str, float]:
    """Sizes in MB."""
    files = [path for path in (DIST / "site").rglob("*") if path.is_file()]
    largest = sorted(files, key=lambda path: path.stat().st_size, reverse=True)[:5]
    result = {
        "single file": SINGLE.stat().st_size / MEGA,
        "folder": sum(path.stat().st_size for path in files) / MEGA,
    }
    result |= {str(p.relative_to(DIST / "site")): p.stat().st_size / MEGA for p in largest}
    return {name: round(size, 2) for name, size in result.items()}


def timed(work: Callable[[], object], repeats: int = 5) -> float:
    """Median time of a call, in ms."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(times)


def on_cpython() -> dict[str, dict[str, float]]:
    """Times in ms of the package's own work."""
    patterns = [timed(partial(izh.simulate_pattern, key)) for key in izh.PATTERNS]
    return {"simulate_pattern, over the 20 patterns": spread(patterns)}


def in_chromium(executable: str) -> dict[str, Any]:
    """Browser version; times in ms; the median time of each pattern's click; inputs of a drag."""
    times: dict[str, dict[str, float]] = {}
    with sync_playwright() as playwright, serve(DIST / "site") as url:
        for way, address in (("folder", url), ("single file from disk", SINGLE.as_uri())):
            for mark, values in pages.start(playwright, executable, address, STARTS).items():
                times[f"start, {way}: {mark}"] = spread(values)
        with pages.open_page(playwright, executable, url) as page:
            assert page.context.browser is not None
            version = page.context.browser.version
            clicks = pages.clicks(page, ROUNDS)
            dragged = pages.drag(page)
            running = {"neuron": lively.live(page)}
            layered = pages.networks(page, NETWORKS)
            running |= {f"network, {k}": one for k, one in lively.network(page).items()}
    times["click to finished plots"] = spread([click["painted"] for click in clicks])
    times["click to answer in the page"] = spread([click["answered"] for click in clicks])
    times["slider drag: input to plots"] = spread(dragged["latencies"])
    for what, values in layered.items():
        times[f"layered network for 1000 ms: {what}"] = spread(values)
    each = {
        name: round(statistics.median(c["painted"] for c in clicks if c["preset"] == name), 1)
        for name in izh.PATTERNS
    }
    return {
        "version": version,
        "page": times,
        "clicks by pattern": each,
        "live": running,
        "drag": {"inputs": dragged["inputs"], "answers": len(dragged["latencies"])},
    }


def main() -> int:
    """Measure all, print the tables, write the file; the exit status."""
    parser = argparse.ArgumentParser(prog="build.py bench")
    parser.add_argument(
        "more",
        nargs="?",
        choices=["peers", "fits"],
        help="peers: time other simulators, too; fits: fit cells by other programs, too",
    )
    options = parser.parse_args()
    executable = find_chromium()
    if executable is None:
        print("No Chromium or Chrome found: name one by IZH_CHROMIUM.", file=sys.stderr)
        return 1
    where = conditions()
    measured = in_chromium(executable)
    where["chromium"] = measured.pop("version")
    report = {"conditions": where, **measured, "cpython": on_cpython(), "sizes": sizes()}
    report["ensemble"] = ensembles.compare()
    report["fits"] = fits.compare()
    report["workloads"] = engines.compare(executable)
    if options.more == "peers":
        report["peers"] = peers.compare(executable)
    if options.more == "fits":
        report["fits of peers"] = fit_peers.compare()
    report["conditions"]["load at the end"] = load()
    (DIST / "bench.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    show(report)
    return 0


def show(report: dict[str, Any]) -> None:
    """Print a report as tables."""
    print("\nConditions: " + ", ".join(f"{k} {v}" for k, v in report["conditions"].items()))
    for part in ("page", "cpython"):
        print(f"\n{f'{part}: ms':<48}{'n':>5}{'median':>9}{'p95':>9}{'max':>9}")
        for name, values in report[part].items():
            cells = (values.get(key, "") for key in ("median", "p95", "max"))
            print(f"{name:<48}{values['n']:>5}" + "".join(f"{cell:>9}" for cell in cells))
    ensembles.show(report["ensemble"])
    fits.show(report["fits"])
    engines.show(report["workloads"])
    if "peers" in report:
        peers.show(report["peers"])
    for what, values in report["live"].items():
        print(f"\nLive, {what}: " + ", ".join(f"{name} {value}" for name, value in values.items()))
    print("\nDrag: {inputs} inputs, {answers} answers drawn".format(**report["drag"]))
    print("\nClick to finished plots by pattern, median in ms")
    for name, value in report["clicks by pattern"].items():
        print(f"  {name:<40}{value:>9}")
    print("\nSizes in MB")
    for name, size in report["sizes"].items():
        print(f"  {name:<40}{size:>9}")


if __name__ == "__main__":
    sys.exit(main())
