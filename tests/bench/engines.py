"""The standard workloads on both engines, on CPython and in Chromium.

``python -m tests.bench.engines`` prints them alone.

The numpy engine runs the largest networks for a fraction of the second; its times are scaled to
the whole.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from ..browser.browsers import CHROMIUM_FLAGS, find_chromium
from ..browser.servers import serve_unpacked
from . import workloads

SITE = Path(__file__).parents[2] / "dist" / "site"
PRECISIONS = ("float64", "float32")
ENGINES = ("numpy", "compiled")
#: What numpy simulates of the largest networks, ms.
FRACTION = {"sparse-100k": 100.0, "uncoupled-100k": 200.0}

#: Arguments of `workloads.measure`.
Task = tuple[str, str, str, float]

#: Python in a worker, as the page has it; without what the page does beside it.
_WORKER = """
const { loadPyodide } = await import(BASE + "pyodide/pyodide.js");
const half = await import(BASE + "pyodide/pyodide.asm.js");
const pyodide = await loadPyodide({ packages: ["numpy"], createPyodideModule: half.default });
const shipped = await (await fetch(BASE + "izhikevich.zip")).arrayBuffer();
pyodide.FS.writeFile("izhikevich.zip", new Uint8Array(shipped));
pyodide.runPython("import sys; sys.path.insert(0, 'izhikevich.zip')");
addEventListener("message", ({ data }) => {
  try { postMessage({ value: pyodide.runPython(data) }); }
  catch (error) { postMessage({ error: String(error) }); }
});
postMessage({ value: "ready" });
"""
_START = """async (script) => {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  globalThis.bench = new Worker(url, { type: "module" });
  globalThis.answer = () => new Promise((resolve, reject) => {
    bench.onmessage = ({ data }) => {
      if (data.error) reject(new Error(data.error));
      else resolve(data.value);
    };
    bench.onerror = (event) => reject(new Error(event.message));
  });
  return answer();
}"""
_ASK = "(program) => { const answered = answer(); bench.postMessage(program); return answered; }"


def tasks() -> Iterator[Task]:
    """Go through what is to be measured in each place."""
    for name in workloads.ALL:
        for precision in PRECISIONS if name in workloads.NETWORKS else PRECISIONS[:1]:
            for engine in ENGINES:
                part = FRACTION.get(name) if engine == "numpy" else None
                yield name, engine, precision, part or workloads.SECOND


def on_cpython() -> Iterator[dict[str, Any]]:
    """Measure in this process."""
    for task in tasks():
        yield natively(task)


def natively(task: Task) -> dict[str, Any]:
    """Measure in this process."""
    return {"place": "CPython", **workloads.measure(*task)}


@contextmanager
def chromium(executable: str) -> Iterator[Callable[[Task], dict[str, Any]]]:
    """Yield what measures in a worker of a page, with the Pyodide and the package of the site.

    Each workload has a worker of its own: WebAssembly's memory never shrinks.
    """
    blank = '<!doctype html><link rel="icon" href="data:,">'
    script = Path(workloads.__file__).read_text(encoding="utf-8")
    with sync_playwright() as playwright, serve_unpacked(SITE) as url:
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_FLAGS))
        page = browser.new_page()
        page.route("**/blank", lambda route: route.fulfill(body=blank, content_type="text/html"))
        last = None

        def measure(task: Task) -> dict[str, Any]:
            nonlocal last
            if task[0] != last:
                page.goto(url + "blank")
                page.evaluate(_START, f"const BASE = {json.dumps(url)};\n{_WORKER}")
                page.evaluate(_ASK, script)
                last = task[0]
            program = f"import json; json.dumps(measure(*{task!r}))"
            return {"place": "Chromium", **json.loads(page.evaluate(_ASK, program))}

        try:
            yield measure
        finally:
            browser.close()


def in_chromium(executable: str) -> Iterator[dict[str, Any]]:
    """Measure in a page."""
    with chromium(executable) as measure:
        for task in tasks():
            yield measure(task)


def ratios(rows: list[dict[str, Any]]) -> dict[str, float]:
    """How many times as long numpy takes, by workload, place and precision."""
    took = {(r["workload"], r["place"], r["precision"], r["engine"]): r["ms"] for r in rows}
    return {
        f"{name}, {place}, {precision}": round(took[name, place, precision, "numpy"] / time, 1)
        for (name, place, precision, engine), time in took.items()
        if engine == "compiled"
    }


def compare(executable: str) -> dict[str, Any]:
    """Measure all; rows are printed as they come."""
    print(f"\n{heading()}", flush=True)
    rows = []
    for measured in (on_cpython(), in_chromium(executable)):
        for row in measured:
            rows.append(row)
            print(line(row), flush=True)
    return {"rows": rows, "numpy takes so many times as long": ratios(rows)}


def heading() -> str:
    """Heading of the table of `line`."""
    names = f"{'workload':<16}{'place':<10}{'engine':<22}{'precision':<10}"
    return names + "".join(
        f"{name:>11}" for name in ("ms/s", "ns/update", "ns/event", "Hz", "build, s")
    )


def line(row: dict[str, Any]) -> str:
    """A row of the table; times of runs that were shorter are marked."""
    names = f"{row['workload']:<16}{row['place']:<10}{row['engine']:<22}{row['precision']:<10}"
    figures = (row["ms"], row["ns/update"], row["ns/event"], row["Hz"], row["build, s"])
    cells = "".join(f"{'' if figure is None else figure:>11}" for figure in figures)
    simulated = row["simulated, ms"]
    return (
        names + cells + ("" if simulated == workloads.SECOND else f"  scaled, ran {simulated:g} ms")
    )


def show(report: dict[str, Any]) -> None:
    """Print what the rows do not say."""
    print("\nnumpy takes so many times as long as the compiled engine")
    for name, ratio in report["numpy takes so many times as long"].items():
        print(f"  {name:<40}{ratio:>9}")
    print("\nsparse-100k, compiled: to build, and memory of its synapses")
    for row in report["rows"]:
        if row["workload"] == "sparse-100k" and row["engine"] == "compiled":
            where = f"{row['place']}, {row['precision']}"
            print(f"  {where:<40}{row['build, s']:>9} s{row['synapses, MB']:>9} MB")


def main() -> int:
    """Measure and print; the exit status."""
    executable = find_chromium()
    if executable is None:
        print("No Chromium or Chrome found: name one by IZH_CHROMIUM.", file=sys.stderr)
        return 1
    show(compare(executable))
    return 0


if __name__ == "__main__":
    sys.exit(main())
